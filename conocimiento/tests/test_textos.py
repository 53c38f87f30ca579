"""What is written in a template and what comes out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conocimiento.textos import exigir_bien_escrita, huecos_de, rellenar, variables_de
from nucleo.errores import ErrorDeNegocio

CONOCIDAS = {"cliente", "codigo"}
TITULOS = {"cliente": "a quién escribes", "codigo": "código"}


def relleno(texto, *, es_tu=False, **valores):
    return rellenar(texto, valores, es_tu=es_tu, titulos=TITULOS)


def test_variables_are_replaced_by_what_the_case_says():
    hecho = relleno("Hola, {cliente}: {codigo}.", cliente="Marta", codigo="INC-26-000001")
    assert (hecho.texto, hecho.faltan) == ("Hola, Marta: INC-26-000001.", ())


@pytest.mark.parametrize(("es_tu", "dicho"), [(True, "te llamamos"), (False, "le llamamos")])
def test_each_customer_is_addressed_as_they_are(es_tu, dicho):
    assert relleno("{te|le} llamamos", es_tu=es_tu).texto == dicho


@pytest.mark.parametrize("vacio", [None, "", "  "])
def test_what_is_not_known_leaves_a_mark_and_never_the_word_none(vacio):
    hecho = relleno("Hola, {cliente}:", cliente=vacio)
    assert hecho.texto == "Hola, [[falta: a quién escribes]]:"
    assert hecho.faltan == ("a quién escribes",)
    assert huecos_de(hecho.texto) == ["a quién escribes"]


def test_a_gap_for_a_person_is_marked_always():
    hecho = relleno("Cuesta {?importe con IVA}.")
    assert huecos_de(hecho.texto) == ["importe con IVA"]


def test_what_a_variable_brings_is_not_looked_into_again():
    assert relleno("{cliente}", cliente="{codigo}", codigo="X").texto == "{codigo}"


def test_a_text_without_marks_has_no_gaps():
    assert huecos_de("Vale [[y ya está]]") == []


def test_variables_are_listed_once_and_choices_are_not_variables():
    assert variables_de("{codigo} {te|le} {cliente} {codigo} {?día}") == ["codigo", "cliente"]


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("Hola, {clienta}", "No hay ninguna variable «{clienta}»"),
        ("Hola, {}", "No hay ninguna variable"),
        ("Hola, {cliente", "llave suelta"),
        ("Hola, cliente}", "llave suelta"),
        ("{tú|usted|vos}", "dos formas"),
        ("{{cliente}}", "llave suelta"),
    ],
)
def test_a_badly_written_template_is_refused_with_its_reason(texto, frase):
    with pytest.raises(ErrorDeNegocio, match=frase):
        exigir_bien_escrita(texto, CONOCIDAS)


def test_a_well_written_one_passes():
    exigir_bien_escrita("Hola, {cliente}: {te|le} llamamos {?cuándo|dónde}.", CONOCIDAS)


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_written_and_whatever_the_name_is_filled_or_refused(texto, nombre):
    try:
        exigir_bien_escrita(texto, CONOCIDAS)
    except ErrorDeNegocio:
        return
    hecho = relleno(texto, cliente=nombre, codigo=nombre)
    assert bool(hecho.faltan) == bool(huecos_de(hecho.texto)) or "]" in hecho.texto
