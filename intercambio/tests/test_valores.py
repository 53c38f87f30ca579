"""Cells as people write them, and what a spreadsheet does to them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercambio.campos import Campo, Tipo, campos_de
from intercambio.models import Clase
from intercambio.valores import limpiar, neutralizar, valor_de
from nucleo.errores import ErrorDeNegocio

FECHA = Campo("x.fecha", "Fecha", Tipo.FECHA)
IMPORTE = Campo("x.importe", "Importe", Tipo.IMPORTE)


@pytest.mark.parametrize(
    "celda",
    [
        "05/03/2024",
        "5/3/24",
        "5-3-2024",
        "5.3.2024",
        "2024-03-05",
        "2024-03-05T10:20:00",
        "2024-03-05 00:00:00",
        "20240305",
        "5 mar 2024",
        "5 de marzo de 2024",
        date(2024, 3, 5),
        datetime(2024, 3, 5, 10, 20),  # noqa: DTZ001 - as openpyxl gives it
        45356,
        45356.0,
        "45356",
    ],
)
def test_a_date_is_read_however_it_was_written(celda):
    assert valor_de(FECHA, celda) == date(2024, 3, 5)


@pytest.mark.parametrize("celda", ["03/25/2024", "ayer", "31/02/2024", "12", "99999999", "1/2"])
def test_what_is_no_date_is_refused_with_what_is_expected(celda):
    with pytest.raises(ErrorDeNegocio, match="día/mes/año") as error:
        valor_de(FECHA, celda)
    assert error.value.campo == "x.fecha"


def test_two_figures_of_a_year_are_not_of_the_future():
    assert valor_de(FECHA, "01/02/68").year == 1968
    assert valor_de(FECHA, "01/02/19").year == 2019


@pytest.mark.parametrize(
    ("celda", "vale"),
    [
        ("1.234,56 €", "1234.56"),
        ("1234,5", "1234.50"),
        ("1,234.56", "1234.56"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("12.34", "12.34"),
        ("12,345", "12.34"),
        (449.9, "449.90"),
        (450, "450.00"),
        ("-3", "-3.00"),
        ("1 234,50", "1234.50"),
    ],
)
def test_an_amount_is_read_with_comma_or_point(celda, vale):
    assert valor_de(IMPORTE, celda) == Decimal(vale)


@pytest.mark.parametrize("celda", ["gratis", "1,2,3,4x", "NaN", "Infinity", "1e5e5"])
def test_what_is_no_amount_is_refused(celda):
    with pytest.raises(ErrorDeNegocio, match="no es un importe"):
        valor_de(IMPORTE, celda)


@pytest.mark.parametrize(
    ("codigo", "celda", "vale"),
    [
        ("cliente.nif", "1234567L", "01234567L"),
        ("cliente.telefono", 600123456.0, "+34600123456"),
        ("cliente.telefono", "600 12 34 56 / 911234567", "+34600123456"),
        ("cliente.telefono", "34600123456", "+34600123456"),
        ("cliente.correo", "Ana@X.example; otra@x.example", "ana@x.example"),
        ("sede.codigo_postal", 8001, "08001"),
        ("cliente.tipo", "PARTICULAR", "persona"),
        ("cliente.es_consumidor", "Sí", True),
        ("cliente.es_consumidor", "x", True),
        ("cliente.es_consumidor", "No", False),
        ("compra.condicion", "Segunda mano", "segunda_mano"),
        ("equipo.numero_serie", 123456789012.0, "123456789012"),
        ("cliente.nombre", "  Ana\n  Gil ", "Ana Gil"),
        ("cliente.nombre", "-", None),
    ],
)
def test_each_field_undoes_what_the_spreadsheet_did(codigo, celda, vale):
    assert valor_de(campos_de(Clase.TODO)[codigo], celda) == vale


@pytest.mark.parametrize(
    ("codigo", "celda", "frase"),
    [
        ("cliente.nif", "12345678A", "tendría que acabar en Z"),
        ("cliente.telefono", "6,00123E+08", "ha estropeado"),
        ("cliente.telefono", "12", "no es un teléfono"),
        ("cliente.correo", "ana", "dirección de correo"),
        ("cliente.tipo", "marciano", "ninguno de estos: Persona, Empresa"),
        ("cliente.es_consumidor", "quizá", "ni no"),
        ("compra.meses_pactados", "doce", "número entero"),
    ],
)
def test_a_bad_value_says_why_at_its_field(codigo, celda, frase):
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        valor_de(campos_de(Clase.TODO)[codigo], celda)
    assert error.value.campo == codigo


@pytest.mark.parametrize("texto", ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+A1", "\t=1", "'a"])
def test_what_a_spreadsheet_would_run_goes_out_as_text_and_comes_back(texto):
    assert neutralizar(texto).startswith("'")
    assert limpiar(neutralizar(texto)) == " ".join(texto.split())


@given(st.text(min_size=1))
def test_nothing_that_goes_out_begins_as_a_formula(texto):
    salida = neutralizar(texto)
    assert not salida.startswith(("=", "@", "\t", "\r"))


def test_telephones_and_numbers_go_out_as_they_are():
    assert neutralizar("+34600123456") == "+34600123456"
    assert neutralizar("-12,5") == "-12,5"
