"""Answering by the link, without login: GET never records; edits are taken for an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cuentas.tests.fabricas import AgenteFactory
from encuestas.models import EventoInvitacion, Respuesta
from encuestas.tests.fabricas import InvitacionFactory, RespuestaFactory, token_de

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitacion():
    return InvitacionFactory()


def _url(invitacion, consulta="") -> str:
    return reverse("encuestas:responder", args=[token_de(invitacion)]) + consulta


def test_get_records_nothing_even_with_the_score_of_the_mail(client, invitacion):
    pagina = client.get(_url(invitacion, "?csat=5"))
    assert 'value="5" required checked' in pagina.content.decode()
    assert not Respuesta.objects.exists()
    invitacion.refresh_from_db()
    assert (invitacion.abierta_en is not None, invitacion.respondida_en) == (True, None)


def test_seeing_it_twice_marks_it_opened_once(client, invitacion):
    for _vez in range(2):
        client.get(_url(invitacion))
    assert EventoInvitacion.objects.filter(codigo="abierta").count() == 1


def test_each_step_is_saved_and_leads_to_the_next(client, invitacion):
    pasos = [("csat", "4", "ces"), ("ces", "6", "nps"), ("nps", "9", "comentario")]
    for paso, valor, siguiente in pasos:
        respuesta = client.post(_url(invitacion), {"paso": paso, "valor": valor})
        assert respuesta.url.endswith(f"?paso={siguiente}")
    client.post(_url(invitacion), {"paso": "comentario", "valor": "Muy amables"})
    guardada = Respuesta.objects.get()
    assert (guardada.csat, guardada.ces, guardada.nps, guardada.comentario) == (
        4,
        6,
        9,
        "Muy amables",
    )


def test_the_answer_freezes_the_context_of_the_case(client, invitacion):
    client.post(_url(invitacion), {"paso": "csat", "valor": "4"})
    incidencia = invitacion.incidencia
    guardada = Respuesta.objects.get()
    assert (guardada.canal, guardada.grupo_id) == (incidencia.canal, incidencia.grupo_id)
    assert guardada.dia_local == timezone.localdate()


@pytest.mark.parametrize("valor", ["", "0", "6", "-1", "cinco", "4.5", "9" * 30])
def test_a_value_out_of_the_scale_is_refused_with_a_sentence(client, invitacion, valor):
    pagina = client.post(_url(invitacion), {"paso": "csat", "valor": valor})
    assert pagina.status_code == 422
    assert "Elija un valor de 1 a 5" in pagina.content.decode()
    assert not Respuesta.objects.exists()


def test_a_comment_that_is_too_long_is_refused_and_not_lost(client, invitacion):
    largo = "a" * 5001
    pagina = client.post(_url(invitacion), {"paso": "comentario", "valor": largo})
    assert pagina.status_code == 422
    assert largo in pagina.content.decode()
    assert not Respuesta.objects.exists()


def test_html_in_a_comment_is_shown_as_text(client, invitacion):
    client.post(_url(invitacion), {"paso": "comentario", "valor": "<script>alert(1)</script>"})
    pagina = client.get(_url(invitacion, "?paso=comentario")).content.decode()
    assert "&lt;script&gt;alert(1)" in pagina
    assert "<script>alert(1)" not in pagina


def test_within_the_hour_an_edit_is_one_more_event(client, invitacion):
    client.post(_url(invitacion), {"paso": "csat", "valor": "2"})
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        client.post(_url(invitacion), {"paso": "csat", "valor": "4"})
    assert Respuesta.objects.get().csat == 4
    codigos = list(EventoInvitacion.objects.order_by("id").values_list("codigo", flat=True))
    assert codigos == ["respondida", "editada"]


def test_after_the_hour_it_is_refused_kindly_and_nothing_changes(client, invitacion):
    client.post(_url(invitacion), {"paso": "csat", "valor": "2"})
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        pagina = client.post(_url(invitacion), {"paso": "csat", "valor": "4"})
    assert pagina.status_code == 410
    assert "Ya tenemos su opinión" in pagina.content.decode()
    assert Respuesta.objects.get().csat == 2


def test_an_expired_invitation_takes_no_answer(client, invitacion):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        pagina = client.post(_url(invitacion), {"paso": "csat", "valor": "4"})
    assert pagina.status_code == 410
    assert not Respuesta.objects.exists()


def test_an_unknown_token_does_not_exist(client, invitacion):
    assert client.get(reverse("encuestas:responder", args=["a" * 32])).status_code == 404


@pytest.mark.parametrize(
    ("idioma", "frase"),
    [("", "Este enlace no abre nada"), ("eu", "Esteka honek ez du ezer"), ("en-GB", "This link")],
)
@pytest.mark.parametrize("ruta", ["encuestas:responder", "encuestas:baja"])
def test_and_it_says_so_in_the_language_of_the_browser(client, ruta, idioma, frase):
    for metodo in (client.get, client.post):
        pagina = metodo(reverse(ruta, args=["a" * 32]), headers={"Accept-Language": idioma})
        assert pagina.status_code == 404
        assert frase in pagina.text


def test_a_revoked_link_does_not_exist(client, invitacion):
    url = _url(invitacion)
    invitacion.token_huella = "otra"
    invitacion.save(update_fields=["token_huella"])
    assert client.get(url).status_code == 404


def test_unsubscribing_asks_first(client, invitacion):
    url = reverse("encuestas:baja", args=[token_de(invitacion)])
    client.get(url)
    invitacion.contacto.refresh_from_db()
    assert invitacion.contacto.encuestas_baja_en is None
    client.post(url, {"List-Unsubscribe": "One-Click"})
    invitacion.contacto.refresh_from_db()
    assert invitacion.contacto.encuestas_baja_en is not None


def test_no_other_site_learns_the_token_and_the_form_can_still_be_sent(client, invitacion):
    """With "no-referrer" a browser posts `Origin: null`, which the CSRF check refuses."""
    assert client.get(_url(invitacion))["Referrer-Policy"] == "same-origin"


def test_the_page_costs_few_statements(client, invitacion, consultas):
    client.get(_url(invitacion))
    assert consultas(client.get, _url(invitacion)) <= 2


def test_events_are_append_only(invitacion):
    from django.db import IntegrityError, transaction

    RespuestaFactory(invitacion=invitacion)
    evento = EventoInvitacion(
        invitacion=invitacion, codigo="abierta", ocurrido_en=timezone.now(), autor="sistema"
    )
    evento.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventoInvitacion.objects.filter(invitacion=invitacion).update(codigo="otro")


def test_a_comment_can_be_taken_back_within_the_hour(client, invitacion):
    for paso, valor in (("csat", "2"), ("comentario", "Muy mal"), ("comentario", "")):
        respuesta = client.post(_url(invitacion), {"paso": paso, "valor": valor})
        assert respuesta.status_code == 302
    assert (Respuesta.objects.get().csat, Respuesta.objects.get().comentario) == (2, "")


def test_the_only_thing_said_cannot_be_emptied(client, invitacion):
    client.post(_url(invitacion), {"paso": "comentario", "valor": "Muy mal"})
    respuesta = client.post(_url(invitacion), {"paso": "comentario", "valor": ""})
    assert respuesta.status_code == 422
    assert "Deje al menos una respuesta" in respuesta.content.decode()
    assert Respuesta.objects.get().comentario == "Muy mal"


def test_whoever_is_signed_in_costs_a_survey_nothing(client, invitacion, consultas):
    client.get(_url(invitacion))
    sin_sesion = consultas(client.get, _url(invitacion))
    client.force_login(AgenteFactory())
    assert consultas(client.get, _url(invitacion)) == sin_sesion


@pytest.mark.parametrize(
    ("idioma", "frases"),
    [
        ("ca", ("Pregunta 1 de 4", "1 · molt malament", "Següent")),
        ("eu", ("4 galderatik 1.", "5 · oso ondo", "Hurrengoa")),
        ("en", ("Question 1 of 4", "1 · very bad", "Next")),
    ],
)
def test_the_whole_page_is_in_the_language_of_the_invitation(client, idioma, frases):
    invitacion = InvitacionFactory(idioma=idioma)
    pagina = client.get(_url(invitacion)).content.decode()
    assert f'<html lang="{idioma}"' in pagina
    for frase in frases:
        assert frase in pagina
    assert "muy bien" not in pagina
    gracias = client.get(_url(invitacion, "?paso=gracias")).content.decode()
    assert "Gracias" not in gracias
    baja = client.get(reverse("encuestas:baja", args=[token_de(invitacion)])).content.decode()
    assert "encuestas?" not in baja
