"""The reasons of a verdict in the customer's language."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from clientes.cobertura import veredicto_de
from clientes.models import Idioma
from clientes.motivos import FRASES, MOTIVOS, motivo_en
from clientes.tests.fabricas import CoberturaFactory, CompraFactory, SuspensionFactory

REGLAS = Path(settings.BASE_DIR) / "normativa" / "reglas"
OTROS = [idioma for idioma in Idioma.values if idioma != "es"]
FALLO = "El fallo se notó el 05/04/2026; la garantía acabó el 01/04/2026."
DICHO = {
    "ca": "L'avaria es va notar el 05/04/2026; la garantia va acabar el 01/04/2026.",
    "gl": "O fallo notouse o 05/04/2026; a garantía rematou o 01/04/2026.",
    "eu": "Hutsegitea 05/04/2026 datan nabaritu zen; bermea 01/04/2026 datan amaitu zen.",
    "en": "The fault was noticed on 05/04/2026; the guarantee ended on 01/04/2026.",
}


@pytest.mark.parametrize("idioma", OTROS)
def test_a_reason_is_said_in_the_language_with_its_own_data(idioma):
    assert motivo_en(FALLO, idioma) == DICHO[idioma]


def test_in_spanish_it_is_as_it_was_written():
    assert motivo_en(FALLO, "es") == FALLO
    assert motivo_en("Lo que sea.", "es") == "Lo que sea."


def test_what_it_names_is_translated_too():
    dicho = motivo_en("La garantía legal dura 3 años: hasta el 05/04/2027, incluido.", "eu")
    assert dicho == "Legezko bermeak 3 urte irauten du: 05/04/2027 arte, egun hori barne."
    dicho = motivo_en(
        "La garantía empieza el 05/04/2024: fecha de la factura o de la entrega.", "en"
    )
    assert dicho == "The guarantee begins on 05/04/2024: date of the invoice or of delivery."


@pytest.mark.parametrize(
    "texto",
    [
        *("", "Porque lo digo yo.", FALLO + " Y algo más.", "%(fin)s"),
        "La garantía legal dura 3 años: hasta el 05/04/2027, incluido. (Cifra propia de esta"
        " instalación: lo anunciamos)",
        "La garantía legal dura 3 lustros: hasta el 05/04/2027, incluido.",
    ],
)
def test_what_is_none_of_them_is_not_made_up(texto):
    assert motivo_en(texto, "ca") is None


def test_each_of_them_is_a_sentence_of_the_rules():
    escrito = "\n".join(fichero.read_text() for fichero in REGLAS.glob("*.py"))
    unido = re.sub(r'"\s*\n\s*"', "", escrito)
    assert [una for una in MOTIVOS if una not in unido] == []


def test_and_so_is_what_goes_before_them():
    escrito = (Path(settings.BASE_DIR) / "clientes" / "frases.py").read_text()
    assert [una for una in FRASES if una not in escrito] == []
    frase = "Cobertura sin decidir: falta saber cuándo se notó el fallo; el precio"
    dicho = motivo_en(frase, "ca")
    assert dicho == "Cobertura per decidir: cal saber quan es va notar l'avaria; el precio"
    assert motivo_en("No cubierto: la garantía acabó el 5 brumario 2026", "ca") is None


@pytest.mark.django_db
@pytest.mark.parametrize("idioma", OTROS)
def test_the_refusal_of_a_fault_after_the_guarantee_is_said_whole(idioma):
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    SuspensionFactory(equipo=compra.equipo)
    CoberturaFactory(equipo=compra.equipo)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2027, 4, 5))
    assert veredicto["estado"] == "no"
    for motivo in veredicto["motivos"]:
        assert motivo_en(motivo["texto"], idioma) not in {None, motivo["texto"]}, motivo["texto"]


@pytest.mark.django_db
@pytest.mark.parametrize("idioma", OTROS)
def test_a_verdict_is_frozen_in_spanish_whatever_the_page_speaks(idioma):
    equipo = CompraFactory(fecha_contrato=date(2023, 4, 5)).equipo
    castellano = veredicto_de(equipo, manifestacion=date(2024, 5, 6))
    with override(idioma):
        assert veredicto_de(equipo, manifestacion=date(2024, 5, 6)) == castellano
    assert castellano["frase"].startswith("Cubierto · lo paga ")
