"""Who asks to be called twice at once has one case and one call."""

import pytest

from clientes.tests.fabricas import ContactoFactory
from incidencias.models import DevolucionLlamada, Incidencia
from incidencias.servicios.llamadme import pedir_que_le_llamen
from nucleo.tests.hilos import a_la_vez

NUMERO = "+34600123456"


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one_case_and_one_call():
    contacto = ContactoFactory()
    a_la_vez(*[lambda: pedir_que_le_llamen(contacto, telefono=NUMERO) for _vez in range(3)])
    assert Incidencia.objects.count() == 1
    assert DevolucionLlamada.objects.get().incidencia == Incidencia.objects.get()
