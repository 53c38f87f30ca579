"""Postal codes give province and community; towns give a default position."""

import pytest

from clientes.lugares import COMUNIDAD_DE_PROVINCIA, centro_de, comunidad_de, provincia_de
from nucleo.models.empresa import Comunidad


@pytest.mark.parametrize(
    ("codigo", "provincia", "comunidad"),
    [("28013", "28", "MD"), ("08001", "08", "CT"), ("01001", "01", "PV"), ("52001", "52", "ML")],
)
def test_the_first_two_figures_are_the_province(codigo, provincia, comunidad):
    assert (provincia_de(codigo), comunidad_de(codigo)) == (provincia, comunidad)


@pytest.mark.parametrize("codigo", ["", "2801", "280133", "53001", "00100", "2801a", "٢٨٠١٣"])
def test_what_is_no_postal_code_has_no_province(codigo):
    assert (provincia_de(codigo), comunidad_de(codigo)) == ("", "")


def test_the_52_provinces_belong_to_the_19_communities():
    assert set(COMUNIDAD_DE_PROVINCIA) == {f"{n:02}" for n in range(1, 53)}
    assert set(COMUNIDAD_DE_PROVINCIA.values()) == set(Comunidad.values)


@pytest.mark.parametrize("nombre", ["Alicante", "alacant", " ALACANT "])
def test_a_town_is_found_by_any_of_its_names(nombre):
    punto = centro_de(nombre, "VC")
    assert round(float(punto.latitud)) == 38
    assert punto.precision_m == 5000


def test_a_town_is_not_looked_for_in_another_community():
    assert centro_de("Madrid", "GA") is None


def test_an_unknown_town_has_no_position():
    assert centro_de("Villanada de Ninguna Parte") is None
