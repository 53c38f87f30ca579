"""What a decision would do, seen without doing it."""

import pytest

from nucleo.errores import ErrorDeNegocio
from nucleo.models import Empresa
from nucleo.simulacro import simular

pytestmark = pytest.mark.django_db


def test_it_is_seen_as_done_and_nothing_is_left():
    assert simular(lambda: Empresa.objects.create(nombre="Otra"), lambda una: una.nombre) == "Otra"
    assert not Empresa.objects.exists()


def test_what_is_refused_is_said_and_what_was_there_stays():
    Empresa.objects.create(nombre="Una")

    def negarse():
        Empresa.objects.update(nombre="Otra")
        raise ErrorDeNegocio("No")

    with pytest.raises(ErrorDeNegocio):
        simular(negarse, str)
    assert Empresa.objects.get().nombre == "Una"
