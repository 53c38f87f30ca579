"""The PDF of a parte: archivable, accessible, and always the same bytes for the same facts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from clientes.tests.fabricas import EquipoFactory, SedeFactory
from nucleo.tests.fabricas import EmpresaFactory
from sat.documentos.parte import Conformidad, cifra, componer_pdf, datos_del_parte
from sat.models import Estado, ModoFirma, MotivoSinFirma, OrdenTrabajo, Resultado, ResultadoVisita
from sat.tests.fabricas import IntervencionFactory, OrdenFactory, RepuestoUsadoFactory, mandante

pytestmark = pytest.mark.django_db
EMITIDO = datetime(2026, 11, 24, 10, 45, tzinfo=UTC)


def terminada(**orden):
    """A finished session of a fixed instant, on a unit at its site."""
    inicio = EMITIDO - timedelta(hours=1)
    equipo = orden.pop("equipo", None) or EquipoFactory()
    orden = OrdenFactory(
        suelta=True,
        cliente=equipo.cliente,
        equipo=equipo,
        sede=SedeFactory(cliente=equipo.cliente),
        ocurrida_en=inicio - timedelta(days=1),
        terminada_en=EMITIDO,
        estado=Estado.TERMINADA,
        resultado=Resultado.REPARADO,
        **orden,
    )
    return IntervencionFactory(
        orden=orden,
        iniciada_en=inicio,
        terminada_en=EMITIDO,
        resultado=ResultadoVisita.RESUELTA,
        trabajo="Cambio de la válvula.\nPrueba de estanqueidad.",
    )


def pdf(intervencion, **cambios):
    datos = {"numero": 1, "emitido_en": EMITIDO}
    firma = Conformidad(ModoFirma.ESCRITA, "Marta O'Brien")
    return componer_pdf(intervencion, **(datos | {"conformidad": firma} | cambios))


def test_it_says_that_it_is_pdf_a_and_pdf_ua_and_is_tagged():
    contenido = pdf(terminada())
    assert contenido.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in contenido
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in contenido
    assert b"<pdfuaid:part>1</pdfuaid:part>" in contenido
    assert b"/MarkInfo" in contenido
    assert b"/StructTreeRoot" in contenido
    assert b"/Lang(es" in contenido


def test_the_same_facts_give_the_same_bytes():
    intervencion = terminada()
    assert pdf(intervencion) == pdf(intervencion)


def test_every_font_of_it_comes_from_packages():
    contenido = pdf(terminada())
    assert b"SourceSansPro" in contenido
    assert b"Libertinus" not in contenido  # typst's default: a missing font would end in it


def test_prices_are_for_whoever_pays_them():
    ajeno = terminada()
    RepuestoUsadoFactory(intervencion=ajeno)
    propio = terminada(mandante=mandante("cliente"), paga="cliente")
    RepuestoUsadoFactory(intervencion=propio, precio_eur=Decimal("35.50"), cantidad=Decimal(2))
    argumentos = {"numero": 1, "emitido_en": EMITIDO, "conformidad": Conformidad()}
    assert datos_del_parte(ajeno, **argumentos)["con_precios"] is False
    assert datos_del_parte(propio, **argumentos)["total_repuestos"] == "71,00\u00a0€"


def test_its_date_has_the_year_and_its_telephones_are_as_people_write_them():
    intervencion = terminada()
    intervencion.orden.cliente.telefono = "+34600123456"
    datos = datos_del_parte(intervencion, numero=1, emitido_en=EMITIDO, conformidad=Conformidad())
    assert f" de {EMITIDO.year}, " in datos["fecha"]
    assert "600 12 34 56" in datos["cliente"]["lineas"]


def test_without_a_signature_it_says_why():
    sin_firma = Conformidad(ModoFirma.SIN_FIRMA, motivo_sin_firma=MotivoSinFirma.AUSENTE)
    datos = datos_del_parte(terminada(), numero=1, emitido_en=EMITIDO, conformidad=sin_firma)
    assert datos["firma"]["motivo"] == "El cliente no estaba"


def test_text_is_text_also_when_it_looks_like_markup():
    EmpresaFactory(nombre="Calderas <b>#1</b> $x$ _y_ *z*")
    intervencion = terminada(sintoma='#import "secreto" \\ <script>alert(1)</script> $a^2$ @x')
    assert pdf(intervencion).startswith(b"%PDF")


def test_long_texts_and_many_rows_flow_over_several_pages():
    intervencion = terminada()
    OrdenTrabajo.objects.update(sintoma="No enciende. " * 300)
    RepuestoUsadoFactory.create_batch(60, intervencion=intervencion)
    intervencion.orden.refresh_from_db()
    assert pdf(intervencion).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("valor", "texto"), [("2.00", "2"), ("1.50", "1,5"), ("100", "100"), ("1234.25", "1.234,25")]
)
def test_a_figure_has_no_idle_zeros(valor, texto):
    assert cifra(Decimal(valor)) == texto
