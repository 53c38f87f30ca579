"""A worker killed at any step of the mail loses nothing and does nothing twice."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from incidencias.models import Buzon, CorreoEntrante, EstadoCorreo, Incidencia, Mensaje
from incidencias.servicios.correo import interpretacion
from incidencias.servicios.correo.interpretacion import interpretar_pendientes
from incidencias.servicios.correo.recepcion import guardar_correo
from incidencias.servicios.correo.recogida import recoger_buzon
from incidencias.tests.correos import correo
from incidencias.tests.dovecot import CLAVE, Dovecot
from incidencias.tests.fabricas import BuzonFactory
from nucleo import archivos
from nucleo.models import Comunicacion
from nucleo.secretos import cifrar

pytestmark = pytest.mark.django_db

RECOGER = "incidencias.servicios.correo.recogida"
RECIBIR = "incidencias.servicios.correo.recepcion"
INTERPRETAR = "incidencias.servicios.correo.interpretacion"
APLICAR = "incidencias.servicios.correo.aplicacion"
# Where it dies, and whether before or after doing what that function does.
PASOS = [
    (RECIBIR, "guardar_bytes", "antes"),
    (RECIBIR, "guardar_bytes", "despues"),  # the file is there, its row is not
    (RECIBIR, "_guardar_una_vez", "despues"),  # before the commit
    (RECOGER, "guardar_correo", "despues"),  # committed, still unread on the server
    (RECOGER, "soltar_buzon", "antes"),
    (INTERPRETAR, "arrendar_correos", "despues"),
    (INTERPRETAR, "guardar_ficheros", "despues"),
    (APLICAR, "abrir_sin_vuelta", "despues"),  # the case is written, not committed
    (INTERPRETAR, "_interpretar", "despues"),  # committed
]
OBRERO = """
import os, signal, sys
import django
django.setup()
from importlib import import_module
modulo, nombre, cuando, buzon = sys.argv[1:]
donde = import_module(modulo)
original = getattr(donde, nombre)

def y_muere(*args, **kwargs):
    if cuando == "despues":
        original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(donde, nombre, y_muere)
from incidencias.servicios.correo.interpretacion import interpretar_pendientes
from incidencias.servicios.correo.recogida import recoger_buzon
recoger_buzon(int(buzon))
interpretar_pendientes()
"""


def direccion_de_la_base():
    partes = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(partes._replace(path=f"/{connection.settings_dict['NAME']}"))


def hacer_vencer():
    """As if the leases of whoever died had run out."""
    hace_un_rato = timezone.now() - timedelta(seconds=1)
    for modelo, campo in ((Buzon, "arrendado_hasta"), (CorreoEntrante, "arrendado_hasta")):
        modelo.objects.exclude(**{campo: None}).update(**{campo: hace_un_rato})
    Buzon.objects.update(proxima_recogida_en=hace_un_rato)
    CorreoEntrante.objects.update(proximo_intento_en=hace_un_rato)


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
@pytest.mark.parametrize(("modulo", "nombre", "cuando"), PASOS)
def test_killed_at_any_step_loses_and_duplicates_nothing(
    imap, tmp_path, settings, modulo, nombre, cuando
):
    settings.MEDIA_ROOT = tmp_path / "archivos"
    crudos = [
        correo(asunto=f"Avería {n}", adjuntos=(("nota.txt", "text/plain", b"hola"),))
        for n in range(3)
    ]
    for crudo in crudos:
        imap.entregar(crudo)
    entorno = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "postventa.settings",
        "DATABASE_URL": direccion_de_la_base(),
        "POSTVENTA_VAR": str(tmp_path),
    }
    muerto = subprocess.run(
        [sys.executable, "-c", OBRERO, modulo, nombre, cuando, str(imap.buzon.pk)],
        cwd=Path(__file__).parents[2],
        env=entorno,
        timeout=60,
        check=False,
    )
    assert muerto.returncode == -9
    hacer_vencer()
    recoger_buzon(imap.buzon.pk)
    interpretar_pendientes()
    assert sorted(Incidencia.objects.values_list("asunto", flat=True)) == [
        "Avería 0",
        "Avería 1",
        "Avería 2",
    ]
    assert Comunicacion.objects.count() == 3  # one receipt each
    assert CorreoEntrante.objects.filter(estado=EstadoCorreo.INTERPRETADO).count() == 3
    assert all(nombre.endswith(":2,S") for nombre in imap.nombres())
    guardados = {
        archivos.leer(uno.archivo).replace(b"\r\n", b"\n")
        for uno in CorreoEntrante.objects.select_related("archivo")
    }
    assert guardados == set(crudos)


def test_a_file_that_was_left_half_written_is_written_again(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    guardado = archivos.guardar_bytes(b"entero y verdadero", "message/rfc822")
    Path(guardado.fichero.path).write_bytes(b"ente")
    guardado.delete()  # its row was never committed
    otra_vez = archivos.guardar_bytes(b"entero y verdadero", "message/rfc822")
    assert archivos.leer(otra_vez) == b"entero y verdadero"


def test_a_mail_that_kills_whoever_reads_it_ends_as_a_case_unread(imap, monkeypatch):
    fila = guardar_correo(imap.buzon, correo())
    monkeypatch.setattr(interpretacion, "leer", lambda *a, **k: pytest.fail("read again"))
    CorreoEntrante.objects.filter(pk=fila.pk).update(intentos=3)  # it died three times
    assert interpretar_pendientes() == 1
    caso = Incidencia.objects.get()
    assert caso.asunto == "Correo que no se ha podido leer"
    assert [adjunto.nombre for adjunto in caso.adjuntos.all()] == ["correo.eml"]


def test_what_cannot_be_interpreted_is_a_case_with_the_raw_mail(imap, monkeypatch):
    fila = guardar_correo(imap.buzon, correo())
    monkeypatch.setattr(
        interpretacion, "_interpretar", lambda *a, **k: (_ for _ in ()).throw(ValueError("uf"))
    )
    for intento in range(3):
        assert not Incidencia.objects.exists()
        CorreoEntrante.objects.update(proximo_intento_en=timezone.now())
        assert interpretar_pendientes() == (intento == 2)
    caso = Incidencia.objects.get()
    assert caso.adjuntos.get().archivo == fila.archivo


def test_if_not_even_that_can_be_done_it_waits_for_a_person(imap, monkeypatch):
    fila = guardar_correo(imap.buzon, correo())
    CorreoEntrante.objects.filter(pk=fila.pk).update(intentos=3)
    monkeypatch.setattr(
        "incidencias.servicios.correo.rescate.abrir_incidencia",
        lambda *a, **k: (_ for _ in ()).throw(OperationalError("disco lleno")),
    )
    assert interpretar_pendientes() == 0
    fila.refresh_from_db()
    assert fila.estado == EstadoCorreo.FALLIDO
    assert list(CorreoEntrante.objects.por_revisar()) == [fila]


def test_one_mail_that_fails_keeps_no_other_one_waiting(imap, monkeypatch):
    malo = guardar_correo(imap.buzon, correo(asunto="Mala"))
    guardar_correo(imap.buzon, correo(asunto="Buena"))
    interpretar = interpretacion.interpretar_correo

    def con_uno_malo(pk, correo):
        if pk == malo.pk:
            raise ValueError("uf")
        return interpretar(pk, correo)

    monkeypatch.setattr(interpretacion, "interpretar_correo", con_uno_malo)
    assert interpretar_pendientes() == 1
    assert Incidencia.objects.get().asunto == "Buena"
    malo.refresh_from_db()
    assert malo.proximo_intento_en > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_two_workers_interpret_each_mail_once(imap):
    from concurrent.futures import ThreadPoolExecutor

    for n in range(12):
        guardar_correo(imap.buzon, correo(asunto=f"Avería {n}", de=f"c{n % 3}@cliente.example"))

    def trabajar(_numero):
        try:
            return interpretar_pendientes()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as obreros:
        assert sum(obreros.map(trabajar, range(3))) == 12
    assert Incidencia.objects.count() == 12
    assert Incidencia.objects.values("cliente").distinct().count() == 3


# --- The server


class Cortador:
    """A proxy that hangs up when so many bytes have come from the server."""

    def __init__(self, destino, hasta):
        self._destino, self._hasta = destino, hasta
        self._oido = socket.create_server(("127.0.0.1", 0))
        self.puerto = self._oido.getsockname()[1]
        self._hilo = threading.Thread(target=self._atender)
        self._hilo.start()

    def _atender(self):
        """One conversation: what the client says as it is, what the server says until the cut."""
        cliente, _de = self._oido.accept()
        servidor = socket.create_connection(("127.0.0.1", self._destino))
        with cliente, servidor:
            ida = threading.Thread(target=self._pasar, args=(cliente, servidor, None))
            ida.start()
            self._pasar(servidor, cliente, self._hasta)
            for uno in (cliente, servidor):
                with suppress(OSError):
                    uno.shutdown(socket.SHUT_RDWR)
            ida.join(5)

    def _pasar(self, de, a, hasta):
        pasados = 0
        with suppress(OSError):
            while trozo := de.recv(4096):
                pasados += len(trozo)
                if hasta is not None and pasados > hasta:
                    return
                a.sendall(trozo)

    def cerrar(self):
        self._hilo.join(10)
        self._oido.close()


def test_a_connection_cut_in_the_middle_of_a_mail_keeps_what_was_stored(imap):
    for n in range(4):
        imap.entregar(correo(asunto=f"Avería {n}", texto="x" * 20_000))
    cortador = Cortador(imap.buzon.puerto, 50_000)
    verdadero = imap.buzon.puerto
    Buzon.objects.filter(pk=imap.buzon.pk).update(puerto=cortador.puerto)
    try:
        cuantos = recoger_buzon(imap.buzon.pk)
    finally:
        cortador.cerrar()
    assert 0 < cuantos < 4
    imap.buzon.refresh_from_db()
    assert imap.buzon.fallos_seguidos == 1
    assert imap.buzon.ultimo_error
    Buzon.objects.filter(pk=imap.buzon.pk).update(
        puerto=verdadero, proxima_recogida_en=timezone.now()
    )
    assert recoger_buzon(imap.buzon.pk) == 4 - cuantos
    assert CorreoEntrante.objects.count() == 4
    imap.buzon.refresh_from_db()
    assert (imap.buzon.fallos_seguidos, imap.buzon.ultimo_error) == (0, "")


def test_a_server_that_dies_is_told_and_read_when_it_comes_back(servidor_imap, db):
    propio = Dovecot()
    propio.arrancar()
    try:
        buzon = BuzonFactory(
            servidor="localhost",
            puerto=propio.puerto,
            seguridad="ninguna",
            usuario="ana",
            secreto=cifrar(CLAVE),
        )
        propio.entregar("ana", correo())
        propio.parar(senal=9)
        assert recoger_buzon(buzon.pk) == 0
        buzon.refresh_from_db()
        assert "localhost" in buzon.ultimo_error
        propio.arrancar()
        Buzon.objects.update(proxima_recogida_en=timezone.now())
        assert recoger_buzon(buzon.pk) == 1
    finally:
        propio.borrar()


def test_the_administrator_is_told_once_when_it_goes_on_failing(imap):
    from cuentas.models import Notificacion
    from cuentas.tests.fabricas import AdministradorFactory

    admin = AdministradorFactory()
    Buzon.objects.update(carpeta="Nada")
    for _n in range(5):
        Buzon.objects.update(proxima_recogida_en=timezone.now())
        recoger_buzon(imap.buzon.pk)
    assert Notificacion.objects.filter(usuario=admin).count() == 1
    assert Mensaje.objects.count() == 0
