"""The other doors in a real browser: WhatsApp by hand, an exported chat, a letter, the portal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from conocimiento.tests.fabricas import PlantillaFactory
from incidencias.models import CartaRecibida, EnvioWhatsApp
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from tests.test_incidencias_en_navegador import (  # noqa: F401  (fixtures)
    ESCRITORIO,
    TELEFONO,
    agente,
    entrar,
    exigir_pagina_limpia,
)

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def caso(agente):  # noqa: F811
    contacto = ContactoFactory(
        nombre="Marta Gil", telefono="+34600123456", cliente__nombre="Marta Gil"
    )
    datos = NuevaIncidencia(
        cliente=contacto.cliente,
        contacto=contacto,
        asunto="No enfría",
        tipo="averia",
        canal="whatsapp",
        responsable=agente,
    )
    return abrir_incidencia(datos, por=agente, en=timezone.now() - timedelta(hours=1))


def test_whatsapp_opens_with_the_template_and_then_its_person_says_that_it_left(
    entrar,  # noqa: F811
    agente,  # noqa: F811
    caso,
):
    plantilla = PlantillaFactory(nombre="Acceso", atajo="acceso", texto="Hola, {cliente}.")
    pagina, quejas = entrar(agente, reverse("incidencias:whatsapp", args=[caso.codigo]))
    pagina.context.route("https://wa.me/**", lambda ruta: ruta.fulfill(body="WhatsApp"))
    pagina.select_option("#id_plantilla", str(plantilla.pk))
    expect(pagina.locator("#id_texto")).to_have_value("Hola, Marta Gil.")
    exigir_pagina_limpia(pagina, quejas)
    with pagina.context.expect_page() as otra:
        pagina.get_by_role("button", name="Abrir WhatsApp").click()
    otra.value.wait_for_url("https://wa.me/34600123456?text=**")
    # This tab goes back to the case by itself, where it asks.
    expect(pagina.get_by_text("¿Se envió?")).to_be_visible()
    expect(pagina.locator(".linea")).to_contain_text("preparó un WhatsApp")
    assert EnvioWhatsApp.objects.get().estado == "preparado"
    pagina.get_by_role("button", name="Sí", exact=True).click()
    expect(pagina.get_by_text("¿Se envió?")).to_have_count(0)
    reloj = pagina.locator(".plazo--reloj", has_text="Primera respuesta")
    expect(reloj).to_have_attribute("data-estado", "cumplido")
    exigir_pagina_limpia(pagina, quejas)


def test_an_exported_chat_is_looked_at_before_it_is_brought(entrar, agente, caso):  # noqa: F811
    ayer = timezone.localtime() - timedelta(days=1)
    chat = f"{ayer:%d/%m/%y}, 9:34 - Marta Gil: hola\n{ayer:%d/%m/%y}, 9:35 - Taller: dígame\n"
    pagina, quejas = entrar(agente, reverse("incidencias:chat_subir", args=[caso.codigo]))
    pagina.set_input_files(
        "#id_fichero", [{"name": "chat.txt", "mimeType": "text/plain", "buffer": chat.encode()}]
    )
    pagina.get_by_role("button", name="Ver qué lleva").click()
    expect(pagina.get_by_text("2 mensajes nuevos")).to_be_visible()
    expect(pagina.get_by_label("Taller")).to_be_checked()
    hoy = timezone.localtime().date().isoformat()
    pagina.fill("#id_desde", hoy)
    expect(pagina.get_by_text("Nada nuevo")).to_be_visible()
    pagina.fill("#id_desde", "")
    expect(pagina.get_by_text("2 mensajes nuevos")).to_be_visible()
    exigir_pagina_limpia(pagina, quejas)
    pagina.get_by_role("button", name="Traerlo a la incidencia").click()
    expect(pagina.locator(".linea")).to_contain_text("dígame")
    exigir_pagina_limpia(pagina, quejas)


@pytest.mark.parametrize("clase", ["mostrador", "carta", "hoja", "sugerencia"])
def test_the_quick_ways_in_are_clean_empty_and_with_errors(entrar, agente, clase):  # noqa: F811
    pagina, quejas = entrar(agente, reverse(f"incidencias:entrada_{clase}"))
    exigir_pagina_limpia(pagina, quejas)
    pagina.get_by_role("button", name="Guardar").click()
    expect(pagina.locator(".invalid-feedback").first).to_be_visible()
    quejas.clear()  # the browser notes the 422
    exigir_pagina_limpia(pagina, quejas)


def test_a_letter_is_written_down_with_its_customer_found_by_name(entrar, agente):  # noqa: F811
    ClienteFactory(nombre="Rosa Mir")
    pagina, quejas = entrar(agente, reverse("incidencias:entrada_carta"))
    pagina.fill("#nueva-q", "Rosa")
    pagina.locator("#hallados [data-hallado]").first.click()
    expect(pagina.locator("#nueva-cliente")).to_contain_text("Rosa Mir")
    pagina.fill("#id_asunto", "Reclama dos visitas")
    pagina.set_input_files(
        "#id_escaneado", [{"name": "c.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    exigir_pagina_limpia(pagina, quejas)
    pagina.get_by_role("button", name="Guardar").click()
    expect(pagina.locator(".linea")).to_contain_text("registró una carta")
    assert CartaRecibida.objects.get().incidencia.cliente.nombre == "Rosa Mir"
    exigir_pagina_limpia(pagina, quejas)
