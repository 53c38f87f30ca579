"""What the database does not let a row of the other channels say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidencias.models import (
    Chat,
    DeQuien,
    EstadoChat,
    EstadoEnvio,
    Resena,
    SucesoChat,
    TipoSucesoChat,
)
from incidencias.tests.fabricas import (
    ChatFactory,
    EncargoFactory,
    EnvioWhatsAppFactory,
    MensajeFactory,
    ResenaFactory,
)

pytestmark = pytest.mark.django_db


def rechaza(hacer):
    with pytest.raises(IntegrityError), transaction.atomic():
        hacer()


def test_what_was_only_prepared_has_no_message_of_the_conversation():
    envio = EnvioWhatsAppFactory()
    mensaje = MensajeFactory(incidencia=envio.incidencia)
    rechaza(lambda: type(envio).objects.filter(pk=envio.pk).update(mensaje=mensaje))


def test_what_was_sent_says_when():
    rechaza(lambda: EnvioWhatsAppFactory(estado=EstadoEnvio.ENVIADO))
    EnvioWhatsAppFactory(estado=EstadoEnvio.ENVIADO, decidido_en=timezone.now())


@pytest.mark.parametrize("estrellas", [0, 6])
def test_stars_go_from_one_to_five(estrellas):
    rechaza(lambda: ResenaFactory(estrellas=estrellas))


def test_a_reply_has_its_moment_and_a_silence_its_reason():
    rechaza(lambda: ResenaFactory(respuesta="Lo sentimos."))
    rechaza(lambda: ResenaFactory(sin_respuesta_en=timezone.now()))
    ResenaFactory(respuesta="Lo sentimos.", respondida_en=timezone.now())
    assert Resena.objects.count() == 1


def test_a_review_is_written_down_once_by_its_address_and_many_without():
    ResenaFactory(url="https://g.example/1")
    rechaza(lambda: ResenaFactory(url="https://g.example/1"))
    ResenaFactory(url="")
    ResenaFactory(url="")


def test_a_chat_that_somebody_answered_was_not_abandoned():
    ahora = timezone.now()
    rechaza(
        lambda: ChatFactory(estado=EstadoChat.ABANDONADO, atendido_en=ahora, abandonado_en=ahora)
    )


def test_nobody_answers_before_they_ask():
    ahora = timezone.now()
    antes = ahora - timedelta(seconds=1)
    rechaza(lambda: ChatFactory(estado=EstadoChat.ATENDIDO, ofrecido_en=ahora, atendido_en=antes))


def test_a_chat_is_one_by_program_and_reference():
    chat = ChatFactory()
    rechaza(lambda: ChatFactory(proveedor=chat.proveedor, referencia=chat.referencia))
    ChatFactory(proveedor="otro", referencia=chat.referencia)
    assert Chat.objects.count() == 2


def test_a_message_of_a_chat_is_of_somebody_and_says_something():
    suceso = {"chat": ChatFactory(), "ocurrido_en": timezone.now(), "huella": "x"}
    mensaje = {**suceso, "clave": "1", "tipo": TipoSucesoChat.MENSAJE}
    rechaza(lambda: SucesoChat.objects.create(**mensaje, texto="Hola"))
    rechaza(lambda: SucesoChat.objects.create(**mensaje, de=DeQuien.CLIENTE))
    SucesoChat.objects.create(**mensaje, de=DeQuien.CLIENTE, texto="Hola")


def test_a_job_is_one_by_profile_and_reference():
    encargo = EncargoFactory()
    rechaza(lambda: EncargoFactory(perfil=encargo.perfil, referencia=encargo.referencia))
    EncargoFactory(perfil="otro", referencia=encargo.referencia)
