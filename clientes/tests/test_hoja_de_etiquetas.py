"""The sheets of labels, read back by a decoder: what is stuck on the machine has to be readable."""

import io

import pytest
import typst
import zxingcpp
from PIL import Image

from clientes.documentos.etiquetas import _encargo, componer_hoja, datos_de
from clientes.etiquetas import direccion_de
from clientes.servicios import emitir_etiquetas
from clientes.tests.fabricas import EquipoFactory
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
LARGO = "Frigorífico combi de dos puertas con dispensador de agua y congelador inferior"


def _etiquetas(n):
    return emitir_etiquetas([EquipoFactory().pk for _i in range(n)], por=SISTEMA)


def _hojas(etiquetas, **como):
    """Each page as a picture of 200 dots an inch, as a label printer paints it."""
    paginas = typst.compile(**_encargo(etiquetas, **como), format="png", ppi=200)
    paginas = paginas if isinstance(paginas, list) else [paginas]
    return [Image.open(io.BytesIO(pagina)).convert("L") for pagina in paginas]


def _leidos(hoja):
    codigos = zxingcpp.read_barcodes(hoja)
    orden = sorted(codigos, key=lambda c: (c.position.top_left.y // 50, c.position.top_left.x))
    return [codigo.text for codigo in orden]


def test_a_roll_has_one_readable_label_a_page_of_62_mm():
    etiquetas = _etiquetas(3)
    hojas = _hojas(etiquetas, formato="rollo")
    assert [_leidos(hoja) for hoja in hojas] == [[direccion_de(una)] for una in etiquetas]
    assert {(round(h.width / 200 * 25.4), round(h.height / 200 * 25.4)) for h in hojas} == {
        (62, 29)
    }


def test_a_sheet_has_twenty_four_from_the_one_asked_for_on():
    etiquetas = _etiquetas(2)
    hojas = _hojas(etiquetas, formato="hoja", copias=12, primera=3)
    esperados = [direccion_de(una) for una in etiquetas for _i in range(12)]
    assert [_leidos(hoja) for hoja in hojas] == [esperados[:22], esperados[22:]]


@pytest.mark.parametrize("formato", ["rollo", "hoja"])
def test_long_names_do_not_push_a_label_to_another_page(formato):
    equipo = EquipoFactory(
        numero_serie="S" * 80, producto__nombre=LARGO, producto__marca=LARGO, producto__modelo=LARGO
    )
    etiquetas = emitir_etiquetas([equipo.pk], por=SISTEMA)
    (hoja,) = _hojas(etiquetas, formato=formato)
    assert _leidos(hoja) == [direccion_de(etiquetas[0])]


def test_a_label_never_says_whose_it_is():
    equipo = EquipoFactory(alias="La de mi madre", cliente__nombre="Zacarías Secreto")
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    dicho = " ".join(valor for clave, valor in datos_de(etiqueta).items() if clave != "qr")
    assert equipo.numero_serie in dicho
    for secreto in ("madre", "Zacarías", str(equipo.uid)):
        assert secreto not in dicho


def test_the_document_is_an_accessible_pdf():
    pdf = componer_hoja(_etiquetas(1), formato="rollo")
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
