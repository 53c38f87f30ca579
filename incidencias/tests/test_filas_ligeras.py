"""Rows made only of what was read say the same as Django's."""

import pytest
from django.db import models

from clientes.models import Cliente
from clientes.tests.fabricas import ClienteFactory
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


def test_a_row_has_what_django_would_have_read():
    pk = IncidenciaFactory().pk
    ligera = Incidencia.objects.get(pk=pk)
    nombres = [columna.attname for columna in Incidencia._meta.concrete_fields]
    valores = [getattr(ligera, nombre) for nombre in nombres]
    de_django = models.Model.from_db.__func__(Incidencia, "default", nombres, valores)
    propios = {k: v for k, v in de_django.__dict__.items() if not k.startswith("_")}
    assert {k: v for k, v in ligera.__dict__.items() if not k.startswith("_")} == propios
    assert ligera == de_django
    assert (ligera._state.adding, ligera._state.db) == (False, "default")


def test_what_was_not_read_is_read_when_it_is_asked_for(django_assert_num_queries):
    ClienteFactory(nombre="Ana", correo="ana@example.com")
    with django_assert_num_queries(1):
        (cliente,) = Cliente.objects.only("nombre")
        assert cliente.nombre == "Ana"
    assert "correo" in cliente.get_deferred_fields()
    with django_assert_num_queries(1):
        assert cliente.correo == "ana@example.com"


def test_it_is_saved_and_read_again_like_any_other():
    caso = Incidencia.objects.only("asunto").get(pk=IncidenciaFactory(asunto="Antes").pk)
    caso.asunto = "Después"
    caso.save()
    caso.refresh_from_db()
    assert caso.asunto == "Después"
    assert Incidencia.objects.filter(asunto="Después").count() == 1


def test_what_hangs_from_it_comes_with_it(django_assert_num_queries):
    pk = IncidenciaFactory(cliente=ClienteFactory(nombre="Ana")).pk
    caso = Incidencia.objects.select_related("cliente", "responsable").get(pk=pk)
    with django_assert_num_queries(0):
        assert (caso.cliente.nombre, caso.responsable) == ("Ana", None)
