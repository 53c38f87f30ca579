"""The settings that would work, and hurt somebody, are told before they do."""

import pytest

from postventa.checks import comprobar_base_de_datos, comprobar_produccion

BUENOS = {
    "HTTPS": True,
    "DEMO": False,
    "EMAIL_HOST": "smtp.example",
    "EMAIL_PORT": 587,
    "DEFAULT_FROM_EMAIL": "posventa@empresa.example",
    "URL_PUBLICA": "https://posventa.empresa.example",
    "ALLOWED_HOSTS": ["posventa.empresa.example"],
}


@pytest.fixture
def poner(settings):
    def poner(**valores):
        for clave, valor in (BUENOS | valores).items():
            setattr(settings, clave, valor)
        return [mensaje.id for mensaje in comprobar_produccion()]

    return poner


def test_a_production_with_everything_in_place_is_silent(poner):
    assert poner() == []


@pytest.mark.parametrize(
    ("valores", "codigos"),
    [
        ({"HTTPS": False, "URL_PUBLICA": "http://posventa.empresa.example"}, ["W001"]),
        ({"DEMO": True}, ["W002"]),
        ({"EMAIL_HOST": "localhost", "EMAIL_PORT": 1025}, ["W003"]),
        ({"DEFAULT_FROM_EMAIL": "posventa@localhost"}, ["W004"]),
        ({"URL_PUBLICA": "http://posventa.empresa.example"}, ["W005"]),
        ({"URL_PUBLICA": "https://otra.example"}, ["W005"]),
        ({"ALLOWED_HOSTS": ["*", "posventa.empresa.example"]}, ["W006"]),
    ],
)
def test_each_danger_has_its_warning(poner, valores, codigos):
    assert poner(**valores) == [f"postventa.{codigo}" for codigo in codigos]


@pytest.mark.django_db
def test_the_database_of_the_tests_is_a_good_one():
    assert comprobar_base_de_datos(databases=["default"]) == []
    assert comprobar_base_de_datos() == []


@pytest.mark.django_db
def test_an_old_database_in_another_locale_is_refused(monkeypatch):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *_excepcion):
            pass

        def execute(self, _consulta):
            pass

        def fetchone(self):
            return "Ó", 15_00_04

    conexiones = {"default": type("Conexion", (), {"cursor": lambda self: Cursor()})()}
    monkeypatch.setattr("postventa.checks.connections", conexiones)
    errores = [error.id for error in comprobar_base_de_datos(databases=["default"])]
    assert errores == ["postventa.E001", "postventa.E002"]
