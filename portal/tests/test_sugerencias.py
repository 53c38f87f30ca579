"""The suggestion box of the portal: a case of its own, that waits until its author is answered."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Canal, Incidencia, Tipo
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db


def test_a_customer_makes_a_suggestion_in_the_portal_and_follows_it(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    url = reverse("portal:sugerencia")
    assert client.get(url).status_code == 200
    assert client.post(url, {"texto": " "}).status_code == 422
    assert not Incidencia.objects.exists()
    respuesta = client.post(url, {"texto": "Abran los sábados. Trabajo entre semana."})
    caso = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[caso.codigo])
    assert (caso.tipo, caso.canal, caso.contacto) == (Tipo.SUGERENCIA, Canal.PORTAL, contacto)
    assert caso.asunto == "Abran los sábados"
    client.force_login(AgenteFactory())
    pagina = client.get(reverse("incidencias:sugerencias"))
    assert [caso.asunto for caso in pagina.context["pagina"]] == ["Abran los sábados"]
