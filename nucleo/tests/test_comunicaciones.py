"""The door of the outbox."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from nucleo.comunicaciones import TAREA, anular, encolar, reintentar
from nucleo.entrega import arrendar_lote
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion, ComunicacionAdjunto
from nucleo.models.comunicaciones import Destino
from nucleo.tests.fabricas import ArchivoFactory, ComunicacionFactory

pytestmark = pytest.mark.django_db

BASE = {"plantilla": "prueba", "para": "a@b.example", "asunto": "Hola", "datos": {}}


def test_the_same_key_twice_is_one_message(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    archivo = ArchivoFactory()
    primera = encolar(clave="acuse:1", adjuntos=[(archivo, "a.pdf")], **BASE)
    segunda = encolar(clave="acuse:1", adjuntos=[(archivo, "a.pdf")], **BASE)
    assert primera == segunda
    assert ComunicacionAdjunto.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_in_two_transactions_at_once_is_one_message():
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    barrera = Barrier(4)

    def escribir(_numero):
        try:
            with transaction.atomic():
                Comunicacion.objects.filter(clave="acuse:1").first()
                barrera.wait(timeout=10)
                return encolar(clave="acuse:1", **BASE).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hilos:
        assert len(set(hilos.map(escribir, range(4)))) == 1
    assert Comunicacion.objects.count() == 1


def test_if_the_cause_is_undone_so_is_the_message():
    with transaction.atomic():
        encolar(clave="acuse:1", **BASE)
        transaction.set_rollback(True)
    assert not Comunicacion.objects.exists()


def test_the_worker_is_nudged_after_the_commit(django_capture_on_commit_callbacks, avisos):
    with django_capture_on_commit_callbacks(execute=True):
        encolar(clave="acuse:1", **BASE)
        assert avisos == []
    assert avisos == [TAREA]


def test_a_broker_that_does_not_answer_costs_nothing(
    django_capture_on_commit_callbacks, monkeypatch
):
    def morir(*args, **kwargs):
        raise ConnectionError("redis no contesta")

    monkeypatch.setattr("nucleo.cursores.current_app.send_task", morir)
    with django_capture_on_commit_callbacks(execute=True):
        encolar(clave="acuse:1", **BASE)
    assert Comunicacion.objects.pendientes().count() == 1


def test_a_commercial_message_with_its_permission_is_accepted():
    encolar(clave="oferta:1", clase="comercial", permiso="consentimiento:4", **BASE)
    assert Comunicacion.objects.count() == 1


def test_a_commercial_message_without_permission_is_refused_with_a_sentence():
    with pytest.raises(ErrorDeNegocio, match="necesita el consentimiento"), transaction.atomic():
        encolar(clave="oferta:1", clase="comercial", permiso="", **BASE)
    assert not Comunicacion.objects.exists()


def test_the_database_refuses_it_too():
    with pytest.raises(IntegrityError, match="comunicacion_comercial_con_permiso"):
        ComunicacionFactory(clase="comercial", permiso="")


@pytest.mark.parametrize(
    "imposible",
    [
        {"destino": Destino.ENVIADA},
        {"destino": Destino.PENDIENTE, "enviado_en": timezone.now()},
        {"destino": Destino.ANULADA, "enviado_en": timezone.now()},
        {"destino": Destino.FALLIDA, "anulado_en": timezone.now()},
        {"destino": "perdida"},
    ],
)
def test_a_fate_has_its_date_and_no_other(imposible):
    with pytest.raises(IntegrityError):
        ComunicacionFactory(**imposible)


def test_what_has_not_left_can_be_taken_back():
    ComunicacionFactory(clave="a", programado_para=timezone.now() + timedelta(seconds=10))
    assert anular("a")
    comunicacion = Comunicacion.objects.get()
    assert (comunicacion.destino, comunicacion.anulado_en is not None) == (Destino.ANULADA, True)
    assert arrendar_lote() == []


def test_what_is_on_its_way_cannot_be_taken_back():
    ComunicacionFactory(clave="a")
    arrendar_lote()
    assert not anular("a")
    assert Comunicacion.objects.get().destino == Destino.PENDIENTE


def test_what_left_cannot_be_taken_back():
    ComunicacionFactory(clave="a", destino=Destino.ENVIADA, enviado_en=timezone.now())
    assert not anular("a")


def test_what_was_given_up_can_be_tried_again():
    ComunicacionFactory(clave="a", destino=Destino.FALLIDA, fallido_en=timezone.now(), intentos=20)
    reintentar("a")
    assert [una.intentos for una in arrendar_lote()] == [1]


def test_what_left_is_not_tried_again():
    ComunicacionFactory(clave="a", destino=Destino.ENVIADA, enviado_en=timezone.now())
    with pytest.raises(ErrorDeNegocio, match="Solo se reintenta"):
        reintentar("a")
    assert Comunicacion.objects.get().destino == Destino.ENVIADA
