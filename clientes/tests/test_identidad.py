"""Tax numbers, telephones and addresses: one shape each, and a sentence when they cannot be."""

import pytest

from clientes.identidad import (
    normalizar_correo,
    normalizar_nif,
    normalizar_telefono,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.formato import telefono_legible


@pytest.mark.parametrize(
    ("escrito", "guardado"),
    [
        ("12345678z", "12345678Z"),
        ("12.345.678-Z", "12345678Z"),
        ("x1234567l", "X1234567L"),
        ("B12345674", "B12345674"),
        ("ESB12345674", "B12345674"),
        ("FR40303265045", "FR40303265045"),
        ("", ""),
    ],
)
def test_a_tax_number_has_one_shape(escrito, guardado):
    assert normalizar_nif(escrito) == guardado


@pytest.mark.parametrize(
    ("escrito", "frase"),
    [
        ("12345678A", "acaba en A y tendría que acabar en Z"),
        ("12.345.678-a", "acaba en A y tendría que acabar en Z"),
        ("X1234567A", "acaba en A y tendría que acabar en L"),
        ("M1234567A", "acaba en A y tendría que acabar en L"),
        ("B12345675", "acaba en 5 y tendría que acabar en 4"),
        ("P2800000B", "acaba en B y tendría que acabar en H"),
        ("G12345675", "acaba en 5 y tendría que acabar en 4 o D"),
        ("ES12345678A", "acaba en A y tendría que acabar en Z"),
        ("12345678", "le falta el final: sería Z"),
        ("B1234567", "le falta el final: sería 4"),
        ("1234567L", "son nueve caracteres"),
        ("I1234567A", "son nueve caracteres"),
        ("<b>", "son nueve caracteres"),
        ("1" * 500, "son nueve caracteres"),
        ("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668Z", "son nueve caracteres"),
    ],
)
def test_a_wrong_tax_number_says_what_it_should_be(escrito, frase):
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        normalizar_nif(escrito)
    assert error.value.campo == "nif"


@pytest.mark.parametrize(
    ("escrito", "guardado", "leido"),
    [
        ("600 12 34 56", "+34600123456", "600 12 34 56"),
        ("0034600123456", "+34600123456", "600 12 34 56"),
        ("+44 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
    ],
)
def test_a_telephone_is_stored_whole_and_read_as_people_write_it(escrito, guardado, leido):
    assert normalizar_telefono(escrito) == guardado
    assert telefono_legible(guardado) == leido


@pytest.mark.parametrize("escrito", ["123", "abc", "600 123 45x", "+34 600"])
def test_an_impossible_telephone_is_refused(escrito):
    with pytest.raises(ErrorDeNegocio, match="no es un teléfono"):
        normalizar_telefono(escrito)


def test_an_address_is_kept_in_lower_case_and_has_to_be_one():
    assert normalizar_correo(" Marta@Correo.Example ") == "marta@correo.example"
    with pytest.raises(ErrorDeNegocio, match="no es una dirección"):
        normalizar_correo("marta@")
