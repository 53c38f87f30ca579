"""Overrides of legal figures: dated, with reason and author, never edited."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from clientes.cobertura import veredicto_de
from clientes.tests.fabricas import CompraFactory
from cuentas.tests.fabricas import UsuarioFactory
from normativa.models import ParametroPropio
from normativa.parametros import parametros_vigentes
from normativa.reglas.parametros import oficiales

pytestmark = pytest.mark.django_db

VALORES = {
    "codigo": "garantia_bien",
    "territorio": "",
    "valor": "5.00",
    "unidad": "anios",
    "desde": "2024-01-01",
    "hasta": "",
    "motivo": "Así lo anunciamos.",
}


@pytest.fixture
def jefa(client):
    usuario = UsuarioFactory(roles=["administrador"], is_staff=True, is_superuser=True)
    client.force_login(usuario)
    return usuario


def crear(autor, **cambios):
    valores = {**VALORES, "hasta": None, **cambios}
    return ParametroPropio.objects.create(**valores, autor=autor)


def test_without_overrides_the_official_figures_are_used_as_they_are():
    assert parametros_vigentes() is oficiales()


def test_the_administrator_adds_one_and_signs_it(client, jefa):
    client.post(reverse("admin:normativa_parametropropio_add"), VALORES)
    propio = ParametroPropio.objects.get()
    assert (propio.autor, propio.valor) == (jefa, 5)


@pytest.mark.parametrize(
    "cambios",
    [
        {"motivo": ""},
        {"codigo": "inventado"},
        {"unidad": "euros"},
        {"valor": "2.50"},
        {"valor": "-1"},
        {"hasta": "2023-12-31"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(client, jefa, cambios):
    respuesta = client.post(reverse("admin:normativa_parametropropio_add"), VALORES | cambios)
    assert respuesta.status_code == 200
    assert respuesta.context["errors"]
    assert not ParametroPropio.objects.exists()


def test_of_an_existing_one_only_the_end_changes(client, jefa):
    propio = crear(jefa)
    url = reverse("admin:normativa_parametropropio_change", args=[propio.pk])
    client.post(url, VALORES | {"valor": "9", "hasta": "2025-12-31"})
    propio.refresh_from_db()
    assert (propio.valor, str(propio.hasta)) == (5, "2025-12-31")


def test_nobody_deletes_one(client, jefa):
    url = reverse("admin:normativa_parametropropio_delete", args=[crear(jefa).pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert ParametroPropio.objects.exists()


@pytest.mark.parametrize("cambios", [{"motivo": ""}, {"valor": -1}, {"unidad": "lustros"}])
def test_the_database_guards_it_too(jefa, cambios):
    with pytest.raises(IntegrityError):
        crear(jefa, **cambios)


def test_two_from_the_same_day_are_refused(jefa):
    crear(jefa)
    with pytest.raises(ValidationError, match="desde ese día"):
        ParametroPropio(**{**VALORES, "hasta": None}, autor=jefa).full_clean()


def test_one_of_a_figure_that_no_longer_exists_does_not_break_the_rest(jefa):
    crear(jefa, codigo="figura_retirada")
    assert parametros_vigentes().filas[-1].norma == ""


def test_they_are_asked_for_once_and_remembered_for_seconds(jefa, django_assert_num_queries):
    crear(jefa)
    with django_assert_num_queries(1):
        assert parametros_vigentes() is parametros_vigentes()


def test_an_override_reaches_the_verdict_of_a_unit(jefa):
    compra = CompraFactory(fecha_contrato="2024-06-01", condicion="nuevo")
    crear(jefa)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2028, 1, 1))
    assert (veredicto["estado"], veredicto["hasta"]) == ("cubierto", "2029-06-01")
