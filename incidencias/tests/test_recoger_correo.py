"""Reading a mailbox of a real server: everything is stored, once, before it is marked."""

import base64
import gc
import os
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from incidencias.models import CorreoEntrante, Incidencia
from incidencias.servicios.correo import recogida
from incidencias.servicios.correo.arriendo import arrendar_buzon
from incidencias.servicios.correo.interpretacion import interpretar_pendientes
from incidencias.servicios.correo.recogida import recoger_buzon
from incidencias.tests.correos import MARTA, correo
from nucleo import archivos

pytestmark = pytest.mark.django_db


def otra_vez(buzon):
    type(buzon).objects.filter(pk=buzon.pk).update(proxima_recogida_en=timezone.now())
    return recoger_buzon(buzon.pk)


def test_what_is_in_the_mailbox_is_stored_as_it_came(imap):
    crudo = correo()
    imap.entregar(crudo)
    assert recoger_buzon(imap.buzon.pk) == 1
    guardado = CorreoEntrante.objects.select_related("archivo").get()
    assert archivos.leer(guardado.archivo).replace(b"\r\n", b"\n") == crudo
    assert guardado.incidencia is None  # nothing is done with it yet


def test_it_ends_as_a_case_of_whoever_wrote(imap):
    imap.entregar(correo())
    recoger_buzon(imap.buzon.pk)
    assert interpretar_pendientes() == 1
    incidencia = Incidencia.objects.select_related("cliente", "contacto").get()
    assert incidencia.asunto == "La lavadora no desagua"
    assert (incidencia.cliente.es_provisional, incidencia.contacto.correo) == (True, MARTA)
    assert (incidencia.canal, incidencia.buzon) == ("correo", imap.buzon)


def test_what_was_read_is_marked_and_not_read_again(imap):
    imap.entregar(correo())
    recoger_buzon(imap.buzon.pk)
    assert [nombre[-4:] for nombre in imap.nombres()] == [":2,S"]
    assert otra_vez(imap.buzon) == 0
    assert CorreoEntrante.objects.get().apartado_en is not None


def test_what_was_read_moves_to_the_folder_that_was_chosen(imap):
    imap.servidor.crear_carpeta(imap.usuario, "Leidos")
    imap.buzon.carpeta_leidos = "Leidos"
    imap.buzon.save()
    imap.entregar(correo())
    recoger_buzon(imap.buzon.pk)
    assert (len(imap.nombres()), len(imap.nombres("Leidos"))) == (0, 1)


@pytest.mark.parametrize(("seguridad", "puerto"), [("tls", "puerto_tls"), ("starttls", "puerto")])
def test_it_is_read_ciphered_with_the_certificate_of_the_house(imap, seguridad, puerto):
    imap.buzon.seguridad, imap.buzon.puerto = seguridad, getattr(imap.servidor, puerto)
    imap.buzon.certificado = imap.servidor.certificado
    imap.buzon.save()
    imap.entregar(correo())
    assert recoger_buzon(imap.buzon.pk) == 1


def test_the_same_mail_delivered_twice_counts_once(imap):
    crudo = correo(id="<una@cliente.example>")
    imap.entregar(b"Received: from a\r\n" + crudo)
    imap.entregar(b"Received: from another relay\r\n" + crudo)
    assert recoger_buzon(imap.buzon.pk) == 1
    assert all(nombre.endswith(":2,S") for nombre in imap.nombres())


def test_another_mail_that_repeats_a_message_id_is_not_lost(imap):
    imap.entregar(correo(id="<siempre@maquina.example>", texto="E01"))
    imap.entregar(correo(id="<siempre@maquina.example>", texto="E02"))
    assert recoger_buzon(imap.buzon.pk) == 2


def test_when_the_server_numbers_again_nothing_is_stored_twice(imap):
    imap.entregar(correo())
    recoger_buzon(imap.buzon.pk)
    imap.servidor.olvidar_numeracion(imap.usuario)
    imap.entregar(correo(asunto="Otra cosa"))
    assert otra_vez(imap.buzon) == 1
    assert CorreoEntrante.objects.count() == 2


def test_what_came_before_the_day_it_was_set_up_stays_there(imap):
    imap.entregar(correo(), en=timezone.now() - timedelta(days=40))
    imap.entregar(correo(asunto="De hoy"))
    assert recoger_buzon(imap.buzon.pk) == 1
    assert sum(nombre.endswith(":2,S") for nombre in imap.nombres()) == 1


@pytest.mark.parametrize("anio", ["1970", "2040"])
def test_the_date_is_that_of_the_arrival_and_not_of_the_sender(imap, anio):
    llego = timezone.now().replace(microsecond=0) - timedelta(minutes=7)
    imap.entregar(correo(date=f"Thu, 01 Jan {anio} 00:00:00 +0000"), en=llego)
    recoger_buzon(imap.buzon.pk)
    interpretar_pendientes()
    assert Incidencia.objects.get().ocurrida_en == llego


def test_an_arrival_that_cannot_be_is_now(imap):
    imap.buzon.recoger_desde = datetime(1960, 1, 1, tzinfo=UTC)
    imap.buzon.save()
    imap.entregar(correo(), en=datetime(1971, 1, 1, tzinfo=UTC))
    recoger_buzon(imap.buzon.pk)
    assert timezone.now() - CorreoEntrante.objects.get().recibido_en < timedelta(minutes=1)


def test_two_workers_never_read_the_same_mailbox(imap):
    imap.entregar(correo())
    assert arrendar_buzon(imap.buzon.pk) is not None
    assert recoger_buzon(imap.buzon.pk) == 0
    assert not CorreoEntrante.objects.exists()


def test_a_paused_mailbox_is_not_read(imap):
    imap.buzon.pausado_en = timezone.now()
    imap.buzon.save()
    imap.entregar(correo())
    assert recoger_buzon(imap.buzon.pk) == 0


def test_pausing_it_while_it_is_read_stops_the_reading(imap, monkeypatch):
    for _n in range(3):
        imap.entregar(correo())
    guardar = recogida.guardar_correo

    def guardar_y_pausar(buzon, *args, **kwargs):
        guardado = guardar(buzon, *args, **kwargs)
        type(buzon).objects.filter(pk=buzon.pk).update(pausado_en=timezone.now())
        return guardado

    monkeypatch.setattr(recogida, "guardar_correo", guardar_y_pausar)
    recoger_buzon(imap.buzon.pk)
    assert CorreoEntrante.objects.count() == 1


def test_what_fails_is_told_and_tried_later(imap):
    imap.buzon.carpeta = "Nada"
    imap.buzon.save()
    assert recoger_buzon(imap.buzon.pk) == 0
    imap.buzon.refresh_from_db()
    assert imap.buzon.ultimo_error == "En ese buzón no hay ninguna carpeta «Nada»."
    assert imap.buzon.fallos_seguidos == 1
    assert imap.buzon.proxima_recogida_en > timezone.now()


FOTO_Y_VIDEO = (
    ("placa.bin", "application/octet-stream", b"entera"),
    ("v.mp4", "video/mp4", b"x" * 3_000_000),
)


def test_a_mail_of_60_mb_is_a_case_that_says_so_and_blocks_nobody(imap, settings):
    settings.CORREO_MAX_BYTES = 2 * 1024 * 1024
    grande = correo(asunto="Vídeo de la fuga", adjuntos=FOTO_Y_VIDEO)
    imap.entregar(grande)
    imap.entregar(correo(asunto="La siguiente"))
    assert recoger_buzon(imap.buzon.pk) == 2
    assert interpretar_pendientes() == 2
    caso = Incidencia.objects.get(asunto="Vídeo de la fuga")
    guardado = CorreoEntrante.objects.get(incidencia=caso)
    assert (guardado.es_parcial, guardado.bytes) == (True, imap_bytes(grande))
    assert "solo se ha guardado su principio" in caso.mensajes.get().texto
    assert [*caso.adjuntos.order_by("pk").values_list("nombre", flat=True)] == [
        "placa.bin",
        "v (incompleto, el correo pasaba de 2 MB).mp4",
    ]
    assert Incidencia.objects.filter(asunto="La siguiente").exists()


@pytest.mark.parametrize(
    ("limite_mb", "es_parcial", "memoria_mb"),
    # Over the limit only its beginning is asked for; under it, some copies of it at most.
    [(40, True, 40), (100, False, 400)],
)
def test_a_whole_mail_of_60_mb_ends_as_a_case_with_its_file_and_bounded_memory(
    imap, settings, limite_mb, es_parcial, memoria_mb
):
    settings.CORREO_MAX_BYTES = limite_mb * 1024 * 1024
    video = base64.encodebytes(os.urandom(45 * 1024 * 1024))
    cabeza, _hueco, cola = correo(adjuntos=(("v.mp4", "video/mp4", b"x"),)).partition(b"eA==\n")
    imap.entregar(cabeza + video + cola)
    del video, cola
    with pico_de_memoria() as pico:
        assert recoger_buzon(imap.buzon.pk) == 1
        assert interpretar_pendientes() == 1
    guardado = CorreoEntrante.objects.get()
    assert guardado.bytes > 60_000_000
    assert guardado.es_parcial == es_parcial
    assert guardado.incidencia is not None
    assert guardado.archivo.bytes == (1024 * 1024 if es_parcial else guardado.bytes)
    assert pico.mb < memoria_mb


class Pico:
    mb = 0.0


@contextmanager
def pico_de_memoria():
    """How much more of the machine's memory this process held at the worst moment of the block."""
    pico, estado = Pico(), Path("/proc/self/status")
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak is from now on (proc(5))
    antes = int(re.search(r"VmRSS:\s+(\d+)", estado.read_text())[1])
    yield pico
    pico.mb = (int(re.search(r"VmHWM:\s+(\d+)", estado.read_text())[1]) - antes) / 1024


def imap_bytes(crudo):
    return len(crudo.replace(b"\n", b"\r\n"))
