"""The search box finds what is said: templates and scripts by their name."""

import pytest
from django.urls import reverse

from conocimiento.models import Guion
from conocimiento.tests.fabricas import PlantillaFactory
from cuentas.tests.fabricas import AgenteFactory

pytestmark = pytest.mark.django_db


def _buscar(client, texto):
    respuesta = client.get(reverse("nucleo:buscar"), {"q": texto})
    return respuesta.text + respuesta.get("Location", "")  # the only one found opens


def test_a_template_and_a_script_are_found_by_name_and_by_shortcut(client):
    client.force_login(AgenteFactory())
    PlantillaFactory(nombre="Zarabanda", atajo="zara")
    guion = Guion.objects.create(nombre="Zarabanda difícil", resumen="Qué decir")
    for texto in ("zarab", "/zara"):
        assert "Zarabanda" in _buscar(client, texto)
    assert guion.get_absolute_url() in _buscar(client, "difícil")
    assert reverse("conocimiento:guiones") in _buscar(client, "guiones")


def test_what_is_of_another_or_is_no_longer_used_is_not_found(client):
    client.force_login(AgenteFactory())
    PlantillaFactory(nombre="Zarabanda", dueno=AgenteFactory())
    PlantillaFactory(nombre="Zarabanda vieja", activa=False)
    Guion.objects.create(nombre="Zarabanda parada", activo=False)
    assert "Zarabanda" not in _buscar(client, "zarabanda")
