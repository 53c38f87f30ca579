"""The outbox delivers: nothing lost, nothing seen more than twice, whatever dies."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from nucleo.correo_saliente import message_id
from nucleo.entrega import (
    ARRIENDO,
    INTENTOS_MAXIMOS,
    LOTE,
    _apuntar_fallo,
    arrendar_lote,
    entregar_pendientes,
    espera,
)
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Carril, Destino
from nucleo.tests.fabricas import ComunicacionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plantillas")]


def hacer_vencer(comunicacion: Comunicacion) -> None:
    """As if its lease had run out and its next attempt were due."""
    hace_un_rato = timezone.now() - timedelta(seconds=1)
    Comunicacion.objects.filter(pk=comunicacion.pk).update(proximo_intento_en=hace_un_rato)
    Comunicacion.objects.filter(pk=comunicacion.pk).exclude(arrendada_hasta=None).update(
        arrendada_hasta=hace_un_rato
    )


def test_what_is_due_leaves_and_is_marked(servidor_correo):
    comunicacion = ComunicacionFactory()
    assert entregar_pendientes() == 1
    comunicacion.refresh_from_db()
    assert (comunicacion.destino, comunicacion.arrendada_hasta) == (Destino.ENVIADA, None)
    assert comunicacion.enviado_en is not None
    assert [m["To"] for m in servidor_correo.mensajes] == ["marta@cliente.example"]


def test_what_left_does_not_leave_again(servidor_correo):
    ComunicacionFactory()
    entregar_pendientes()
    assert entregar_pendientes() == 0
    assert len(servidor_correo.mensajes) == 1


def test_what_is_programmed_for_later_waits(servidor_correo):
    ComunicacionFactory(programado_para=timezone.now() + timedelta(seconds=10))
    assert entregar_pendientes() == 0
    assert servidor_correo.mensajes == []


def test_the_urgent_lane_goes_first_even_if_it_came_last(servidor_correo):
    antes = timezone.now() - timedelta(hours=1)
    ComunicacionFactory(carril=Carril.MASIVO, programado_para=antes, asunto="encuesta")
    ComunicacionFactory(carril=Carril.NORMAL, programado_para=antes, asunto="respuesta")
    ComunicacionFactory(carril=Carril.URGENTE, asunto="acuse")
    entregar_pendientes()
    asuntos = [m["Subject"] for m in servidor_correo.mensajes]
    assert asuntos == ["acuse", "respuesta", "encuesta"]


def test_a_receipt_does_not_wait_for_a_campaign(servidor_correo):
    """It comes in while thousands of surveys leave: at the next batch it goes before them."""
    ComunicacionFactory.create_batch(LOTE + 1, carril=Carril.MASIVO, asunto="encuesta")

    assert len(arrendar_lote()) == LOTE  # the first batch is on its way
    ComunicacionFactory(carril=Carril.URGENTE, asunto="acuse")
    entregar_pendientes()
    assert [m["Subject"] for m in servidor_correo.mensajes] == ["acuse", "encuesta"]


def test_a_server_that_refuses_the_connection_loses_nothing(servidor_correo):
    comunicacion = ComunicacionFactory()
    servidor_correo.apagar()
    assert entregar_pendientes() == 0
    comunicacion.refresh_from_db()
    assert (comunicacion.destino, comunicacion.arrendada_hasta) == (Destino.PENDIENTE, None)
    assert "ConnectionRefused" in comunicacion.ultimo_error
    assert comunicacion.proximo_intento_en > timezone.now() + timedelta(seconds=20)


def test_it_leaves_when_the_server_comes_back(servidor_correo):
    servidor_correo.al_mensaje = lambda mensaje: "451 vuelva más tarde"
    comunicacion = ComunicacionFactory()
    assert entregar_pendientes() == 0
    assert entregar_pendientes() == 0  # it waits: not in a loop against a busy server
    servidor_correo.al_mensaje = lambda mensaje: None
    hacer_vencer(comunicacion)
    assert entregar_pendientes() == 1
    comunicacion.refresh_from_db()
    assert (comunicacion.destino, comunicacion.intentos) == (Destino.ENVIADA, 2)


def test_a_server_that_dies_in_the_middle_gets_the_same_message_again(servidor_correo):
    vistos = []

    def morir_la_primera_vez(mensaje):
        vistos.append(mensaje["Message-ID"])
        if len(vistos) == 1:
            raise ConnectionAbortedError

    servidor_correo.al_mensaje = morir_la_primera_vez
    comunicacion = ComunicacionFactory()
    assert entregar_pendientes() == 0
    hacer_vencer(comunicacion)
    assert entregar_pendientes() == 1
    assert vistos == [message_id(comunicacion.clave)] * 2


def test_one_bad_address_does_not_stop_the_others(servidor_correo):
    servidor_correo.al_destinatario = lambda direccion: (
        "550 no existe" if direccion.startswith("nadie") else None
    )
    mala = ComunicacionFactory(para="nadie@cliente.example")
    ComunicacionFactory.create_batch(2)
    assert entregar_pendientes() == 2
    mala.refresh_from_db()
    assert (mala.destino, mala.intentos) == (Destino.FALLIDA, 1)
    assert mala.ultimo_error == "550 no existe"


def test_a_grey_listed_address_is_tried_again(servidor_correo):
    servidor_correo.al_destinatario = lambda direccion: "450 ahora no"
    comunicacion = ComunicacionFactory()
    entregar_pendientes()
    comunicacion.refresh_from_db()
    assert comunicacion.destino == Destino.PENDIENTE


def test_an_impossible_address_is_given_up_at_once(servidor_correo):
    comunicacion = ComunicacionFactory(para="sin arroba\nBcc: otra@x.example")
    entregar_pendientes()
    comunicacion.refresh_from_db()
    assert comunicacion.destino == Destino.FALLIDA
    assert servidor_correo.mensajes == []


def test_a_broken_template_is_tried_later_and_does_not_stop_the_others(servidor_correo):
    rota = ComunicacionFactory(plantilla="no_existe")
    ComunicacionFactory()
    assert entregar_pendientes() == 1
    rota.refresh_from_db()
    assert (rota.destino, rota.arrendada_hasta) == (Destino.PENDIENTE, None)


def test_after_the_last_attempt_it_is_given_up_and_says_why(servidor_correo):
    servidor_correo.al_mensaje = lambda mensaje: "451 vuelva más tarde"
    comunicacion = ComunicacionFactory(intentos=INTENTOS_MAXIMOS - 1)
    entregar_pendientes()
    comunicacion.refresh_from_db()
    assert comunicacion.destino == Destino.FALLIDA
    assert comunicacion.fallido_en is not None
    assert comunicacion.ultimo_error == "451 vuelva más tarde"


def test_a_channel_nobody_configured_fails_visibly(servidor_correo):
    comunicacion = ComunicacionFactory(canal="sms", para="+34600000000")
    entregar_pendientes()
    comunicacion.refresh_from_db()
    assert comunicacion.destino == Destino.FALLIDA


def test_waits_double_from_half_a_minute_to_six_hours():
    assert [espera(n).total_seconds() for n in (1, 2, 3)] == [30, 60, 120]
    assert espera(INTENTOS_MAXIMOS) == timedelta(hours=6)


def test_a_worker_that_dies_before_sending_lets_another_send(servidor_correo):
    comunicacion = ComunicacionFactory()
    assert [una.pk for una in arrendar_lote()] == [comunicacion.pk]  # … and it dies here
    assert entregar_pendientes() == 0  # leased: nobody else touches it
    hacer_vencer(comunicacion)
    assert entregar_pendientes() == 1
    assert len(servidor_correo.mensajes) == 1


def test_a_late_failure_does_not_undo_what_another_worker_did(servidor_correo):
    """Its lease ran out while the server kept it waiting; meanwhile another one sent it."""
    comunicacion = ComunicacionFactory()
    (lenta,) = arrendar_lote()
    hacer_vencer(comunicacion)
    entregar_pendientes()
    _apuntar_fallo(lenta, TimeoutError("tarde"))
    comunicacion.refresh_from_db()
    assert (comunicacion.destino, comunicacion.ultimo_error) == (Destino.ENVIADA, "")


def test_a_late_failure_does_not_release_the_lease_of_another_worker():
    """Otherwise a third one would send at the same time as the second."""
    comunicacion = ComunicacionFactory()
    (lenta,) = arrendar_lote()
    hacer_vencer(comunicacion)
    arrendar_lote()
    _apuntar_fallo(lenta, TimeoutError("tarde"))
    comunicacion.refresh_from_db()
    assert comunicacion.arrendada_hasta > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_makes_it_seen_twice_at_most_and_never_lost(servidor_correo):
    """kill -9 once the server has the message and before the row says so."""
    comunicacion = ComunicacionFactory(plantilla="nucleo/prueba")
    vistos = []

    def matar_al_obrero(mensaje):
        vistos.append(mensaje["Message-ID"])
        if len(vistos) == 1:
            os.kill(obrero.pid, signal.SIGKILL)

    servidor_correo.al_mensaje = matar_al_obrero
    obrero = lanzar_obrero(servidor_correo)
    assert obrero.wait(timeout=60) == -signal.SIGKILL
    comunicacion.refresh_from_db()
    assert comunicacion.destino == Destino.PENDIENTE
    assert comunicacion.arrendada_hasta > timezone.now() + ARRIENDO / 2

    assert entregar_pendientes() == 0
    hacer_vencer(comunicacion)
    assert entregar_pendientes() == 1
    assert entregar_pendientes() == 0
    assert vistos == [message_id(comunicacion.clave)] * 2


def lanzar_obrero(servidor) -> subprocess.Popen:
    """A process of its own that delivers what the test's database has due."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import django; django.setup();"
            "from nucleo.entrega import entregar_pendientes; entregar_pendientes()",
        ],
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "postventa.settings",
            "DATABASE_URL": direccion_de_la_base(),
            "EMAIL_URL": f"smtp://{servidor.host}:{servidor.puerto}",
        },
    )


def direccion_de_la_base() -> str:
    """The URL of the test's own database: the environment's with another name."""
    partes = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(partes._replace(path=f"/{connection.settings_dict['NAME']}"))


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_send_each_message_once(servidor_correo):
    claves = {una.clave for una in ComunicacionFactory.create_batch(3 * LOTE + 5)}

    def trabajar(_numero):
        try:
            return entregar_pendientes()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as obreros:
        enviadas = sum(obreros.map(trabajar, range(4)))
    assert enviadas == len(claves)
    vistos = [m["Message-ID"] for m in servidor_correo.mensajes]
    assert sorted(vistos) == sorted(map(message_id, claves))


def test_a_batch_costs_the_same_statements_to_lease_with_one_row_as_with_ten(consultas):
    ComunicacionFactory()
    con_una = consultas(arrendar_lote)
    ComunicacionFactory.create_batch(LOTE)
    assert consultas(arrendar_lote) == con_una
