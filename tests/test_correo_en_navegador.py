"""A mail from end to end: a real IMAP server, the worker, the agent's browser, a real SMTP one."""

from email.utils import parseaddr

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from incidencias.models import CorreoEntrante, Incidencia
from incidencias.tasks import enviar_respuestas
from incidencias.tasks_correo import interpretar_correo, recoger_un_buzon
from incidencias.tests.conftest import imap, servidor_imap  # noqa: F401  (fixtures)
from incidencias.tests.correos import MARTA, correo
from nucleo.entrega import entregar_pendientes
from tests.test_incidencias_en_navegador import (  # noqa: F401  (fixtures)
    TELEFONO,
    agente,
    entrar,
    exigir_pagina_limpia,
)

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
NUESTRA = "averias@posventa.example"
CITADO = "\n\nEl lunes, Averías escribió:\n> ¿Qué error marca?\n"


@pytest.fixture
def buzon(imap, settings):  # noqa: F811
    settings.INCIDENCIA_SEGUNDOS_DESHACER = 0
    imap.buzon.correo, imap.buzon.es_por_defecto = NUESTRA, True
    imap.buzon.save()
    return imap


def llega(buzon, crudo):
    """To the server, and from there as the workers bring it."""
    buzon.entregar(crudo)
    type(buzon.buzon).objects.update(proxima_recogida_en=buzon.buzon.proxima_recogida_en)
    recoger_un_buzon(buzon.buzon.pk)
    interpretar_correo()


def test_a_mail_becomes_a_case_its_answer_leaves_threaded_and_comes_back_to_it(
    buzon,
    entrar,  # noqa: F811
    agente,  # noqa: F811
    servidor_correo,
):
    llega(buzon, correo(id="<primero@cliente.example>"))
    pagina, quejas = entrar(agente, reverse("incidencias:bandeja"))
    pagina.get_by_role("link", name="La lavadora no desagua").click()
    expect(pagina.locator(".linea")).to_contain_text("Desde ayer no desagua y sale E18.")
    caso = Incidencia.objects.get()
    assert caso.codigo in pagina.url

    pagina.fill("#id_responder_texto", "¿Qué error marca?")
    pagina.get_by_role("button", name="Enviar al cliente").click()
    expect(pagina.locator("#id_responder_texto")).to_have_value("")
    enviar_respuestas()
    entregar_pendientes()
    nuestra = servidor_correo.mensajes[-1]  # before it, the receipt
    assert "¿Qué error marca?" in nuestra.get_body(("plain",)).get_content()
    assert parseaddr(nuestra["From"])[1] == NUESTRA
    assert nuestra["To"] == MARTA
    assert nuestra["In-Reply-To"] == "<primero@cliente.example>"
    local, _arroba, dominio = parseaddr(nuestra["Reply-To"])[1].partition("@")
    assert local.startswith("averias+")
    assert dominio == "posventa.example"

    llega(
        buzon,
        correo(
            para=nuestra["Reply-To"],
            asunto=f"Re: {nuestra['Subject']}",
            in_reply_to=nuestra["Message-ID"],
            texto=f"Marca E18 otra vez.{CITADO}",
        ),
    )
    assert Incidencia.objects.count() == 1
    assert CorreoEntrante.objects.get(resultado="mensaje").via == "token"
    pagina.reload()
    ultima = pagina.locator(".linea > *", has_text="Marca E18 otra vez.")
    expect(ultima.get_by_text("¿Qué error marca?")).to_be_hidden()
    ultima.get_by_text("Lo que cita").click()
    expect(ultima.get_by_text("¿Qué error marca?")).to_be_visible()
    exigir_pagina_limpia(pagina, quejas)
    pagina.set_viewport_size({"width": TELEFONO[0], "height": TELEFONO[1]})
    exigir_pagina_limpia(pagina, quejas)
