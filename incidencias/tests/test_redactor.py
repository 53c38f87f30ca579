"""The composer: reply, note, call, promise, and drafts that are not lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from incidencias.models import Borrador, DireccionMensaje
from incidencias.tasks import enviar_respuestas
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def caso(agente):
    return IncidenciaFactory(cliente=ClienteFactory(correo="marta@correo.example"))


def enviar(oficina, caso, modo, datos, **opciones):
    return oficina.post(f"{caso.get_absolute_url()}{modo}/", datos, **opciones)


def sale_ya():
    """The seconds to undo pass, and the worker comes."""
    with time_machine.travel(timezone.now() + timedelta(seconds=11), tick=False):
        enviar_respuestas()


def manana():
    return f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"


def test_a_reply_leaves_by_mail_with_its_files_and_forgets_the_draft(oficina, caso, agente):
    Borrador.objects.create(incidencia=caso, usuario=agente, texto="Mañana va")
    pdf = SimpleUploadedFile("parte.pdf", b"%PDF-1.7\n%%EOF")
    respuesta = enviar(oficina, caso, "responder", {"texto": "Mañana vamos.", "ficheros": [pdf]})
    assert respuesta.status_code == 302
    sale_ya()
    mensaje = caso.mensajes.get()
    assert (mensaje.direccion, mensaje.usuario) == (DireccionMensaje.SALIENTE, agente)
    assert mensaje.adjuntos.get().nombre == "parte.pdf"
    assert Comunicacion.objects.get(pk=mensaje.comunicacion_id).para == "marta@correo.example"
    assert not Borrador.objects.exists()


def test_the_answer_to_htmx_is_the_ficha_with_the_new_entry(oficina, caso):
    respuesta = enviar(oficina, caso, "responder", {"texto": "Mañana vamos."}, headers=HTMX)
    assert respuesta.status_code == 200
    assert 'id="ficha"' in respuesta.text
    assert "Mañana vamos." in respuesta.text
    assert "<html" not in respuesta.text


def test_without_the_customers_mail_it_says_that_nothing_left(oficina):
    caso = IncidenciaFactory(cliente=ClienteFactory(correo=""))
    respuesta = enviar(oficina, caso, "responder", {"texto": "Hola"}, follow=True)
    assert "el cliente no tiene correo" in respuesta.text


def test_a_note_is_internal(oficina, caso):
    enviar(oficina, caso, "nota", {"texto": "Ya llamó ayer"})
    mensaje = caso.mensajes.get()
    assert (mensaje.direccion, mensaje.comunicacion) == (DireccionMensaje.NOTA, None)


def test_a_call_is_logged_in_seconds(oficina, caso):
    datos = {"sentido": "entrante", "motivo": "estado", "contestada": "on", "minutos": "3"}
    enviar(oficina, caso, "llamada", {**datos, "notas": "Pregunta cuándo vamos"})
    llamada = caso.llamadas.get()
    assert (llamada.contestada, llamada.duracion_s) == (True, 180)


def test_a_promise_is_kept_with_one_button(oficina, caso):
    enviar(oficina, caso, "promesa", {"texto": "Le llamamos", "vence_en": manana()})
    promesa = caso.promesas.get()
    oficina.post(f"{caso.get_absolute_url()}promesas/{promesa.pk}/cumplir/")
    promesa.refresh_from_db()
    assert promesa.cumplida_en is not None


def test_a_promise_of_another_case_is_not_here(oficina, caso):
    otra = IncidenciaFactory()
    enviar(oficina, otra, "promesa", {"texto": "Le llamamos", "vence_en": manana()})
    promesa = otra.promesas.get()
    url = f"{caso.get_absolute_url()}promesas/{promesa.pk}/cumplir/"
    assert oficina.post(url).status_code == 404


def test_a_broken_rule_comes_back_with_what_was_typed(oficina):
    anulada = IncidenciaFactory(estado="anulada")
    respuesta = enviar(oficina, anulada, "responder", {"texto": "Lo que escribí"})
    assert respuesta.status_code == 422
    assert anulada.mensajes.count() == 0


def test_an_error_leaves_the_form_of_the_page_untouched(oficina, caso):
    respuesta = enviar(oficina, caso, "responder", {"texto": "  "}, headers=HTMX)
    assert respuesta.status_code == 422
    assert respuesta["HX-Retarget"] == "#errores-responder"
    assert "Escribe la respuesta antes de enviarla." in respuesta.text
    assert "<textarea" not in respuesta.text


# --- Drafts


def test_a_draft_is_kept_on_the_server_and_shown_again(oficina, caso, agente):
    url = f"{caso.get_absolute_url()}borrador/"
    assert oficina.post(url, {"texto": "Estimada Mar", "es_nota": ""}).status_code == 204
    assert oficina.post(url, {"texto": "Ojo con esto", "es_nota": "1"}).status_code == 204
    texto = oficina.get(caso.get_absolute_url()).text
    assert "Estimada Mar</textarea>" in texto
    assert "Ojo con esto</textarea>" in texto


def test_an_empty_draft_is_forgotten(oficina, caso):
    url = f"{caso.get_absolute_url()}borrador/"
    oficina.post(url, {"texto": "Algo"})
    oficina.post(url, {"texto": " "})
    assert not Borrador.objects.exists()


@pytest.mark.parametrize("texto", ["x" * 100_001, "a\x00b"])
def test_a_draft_that_does_not_fit_is_refused(oficina, caso, texto):
    url = f"{caso.get_absolute_url()}borrador/"
    assert oficina.post(url, {"texto": texto}).status_code == 422
    assert not Borrador.objects.exists()
