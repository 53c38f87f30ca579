"""A case inside another: one level, and the database says so whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


def _poner(hija, padre):
    with transaction.atomic():
        Incidencia.objects.filter(pk=hija.pk).update(padre=padre)


def test_a_case_goes_inside_another():
    padre, hija = IncidenciaFactory(), IncidenciaFactory()
    _poner(hija, padre)
    assert list(padre.hijas.all()) == [hija]


def test_the_database_refuses_a_case_inside_itself():
    una = IncidenciaFactory()
    with pytest.raises(IntegrityError, match="incidencia_padre_sin_padre"):
        _poner(una, una)


def test_the_database_refuses_a_second_level_from_below():
    abuela, padre, hija = IncidenciaFactory.create_batch(3)
    _poner(padre, abuela)
    with pytest.raises(IntegrityError, match="incidencia_padre_sin_padre"):
        _poner(hija, padre)


def test_the_database_refuses_a_second_level_from_above():
    abuela, padre, hija = IncidenciaFactory.create_batch(3)
    _poner(hija, padre)
    with pytest.raises(IntegrityError, match="incidencia_padre_sin_padre"):
        _poner(padre, abuela)
