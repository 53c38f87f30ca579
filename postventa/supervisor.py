"""What `make run` runs: the whole of Postventa on one machine, watched over.

It completes the environment, starts the embedded services, prepares the database and keeps the
web server, the Celery worker and beat alive until it is told to stop. It never loads Django: each
part is a process in a session of its own, so that Ctrl-C reaches only us and we stop them in
order. After a `kill -9` of ours, the next start ends the parts that were left alone.
"""

import fcntl
import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import psutil

from postventa.embebido import ErrorEmbebido
from postventa.entorno import RAIZ, preparar_entorno
from postventa.procesos import acabar, esperar, ultimas_lineas

TRABAJADORES_WEB, HILOS_WEB, TRABAJADORES_CELERY = 2, 4, 2
LISTO_S = 120  # what the web server may take to answer for the first time
VIDA_BUENA_S = 60  # a part that lasted this long starts again soon, however often it fell before
ESPERA_MAX_S = 60
DESPEDIDA_S = 15
CAIDAS_AL_ARRANCAR = 3
REGISTRO_MAX_BYTES = 20 * 1024 * 1024
REVISION_S = 5
PUERTO_CORREO = 1025  # of the demo's catcher, for the default port of the site

registro = logging.getLogger("postventa")


class ErrorArranque(RuntimeError):
    """It cannot start; the message is a Spanish sentence for whoever typed `make run`."""


class Parte:
    """One process of the site: what it runs, where it writes, and when it may start again."""

    def __init__(self, nombre: str, *orden: str, log: Path | None = None) -> None:
        self.nombre, self.orden, self.log = nombre, orden, log
        self.proceso: psutil.Popen | None = None
        self.caidas = 0  # in a row
        self._desde = self._no_antes = 0.0

    def arrancar(self) -> None:
        with ExitStack() as pila:
            salida = pila.enter_context(self.log.open("ab")) if self.log else None
            self.proceso = psutil.Popen(
                [sys.executable, *self.orden],
                cwd=RAIZ,
                stdin=subprocess.DEVNULL,
                stdout=salida,
                stderr=salida,
                start_new_session=True,
            )
        self._desde, self._no_antes = time.monotonic(), 0.0

    def viva(self) -> bool:
        return self.proceso is not None and self.proceso.poll() is None

    def vigilar(self) -> bool:
        """Start it again if it has died, waiting longer each time. True if it has just started."""
        if self.viva():
            return False
        ahora = time.monotonic()
        if not self._no_antes:  # it has just died
            self.caidas = 1 if ahora - self._desde > VIDA_BUENA_S else self.caidas + 1
            espera = min(ESPERA_MAX_S, 2 ** (self.caidas - 1))
            self._no_antes = ahora + espera
            registro.warning("%s se ha parado; vuelve a arrancar en %d s.", self.nombre, espera)
        if ahora < self._no_antes:
            return False
        self.arrancar()
        return True


class Supervisor:
    """The order of a start and of a stop."""

    def __init__(self) -> None:
        self.servicios = preparar_entorno()
        self.carpeta = Path(os.environ["POSTVENTA_VAR"]).resolve()
        self.logs = self.carpeta / "log"
        self.logs.mkdir(exist_ok=True)
        self.puerto = int(os.environ.get("PORT") or 8000)
        self.partes: list[Parte] = []
        self.hay_que_parar = self.con_buzon = False
        self._apuntes = self.carpeta / "procesos.json"

    def ejecutar(self) -> None:
        """From nothing to a site that answers, and back to nothing. Raises ErrorArranque."""
        for senal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(senal, self._al_pedir_parar)
        with ExitStack() as pila:
            self._ser_el_unico(pila)
            self._acabar_con_los_restos()
            self._comprobar_puerto()
            if self.servicios:
                registro.info("Arrancando PostgreSQL y Redis con los datos de %s", self.carpeta)
                pila.callback(self.servicios.salir)
                self.servicios.entrar()
            pila.callback(self._despedir_partes)
            self._preparar_base_de_datos()
            self._arrancar_partes()
            self._esperar_a_que_responda()
            self._vigilar()

    # --- the start, step by step

    def _al_pedir_parar(self, *_: object) -> None:
        self.hay_que_parar = True

    def _ser_el_unico(self, pila: ExitStack) -> None:
        cerrojo = pila.enter_context((self.carpeta / "supervisor.lock").open("a"))
        try:
            fcntl.flock(cerrojo, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ErrorArranque(
                f"Ya hay un Postventa en marcha con los datos de {self.carpeta}. "
                "Para tener otro al lado, indica POSTVENTA_VAR y PORT."
            ) from error

    def _acabar_con_los_restos(self) -> None:
        """End what a killed supervisor left running, if those numbers are still theirs."""
        restos = []
        with suppress(OSError, ValueError):
            for pid, creado in json.loads(self._apuntes.read_text()):
                with suppress(psutil.NoSuchProcess):
                    resto = psutil.Process(pid)
                    if abs(resto.create_time() - creado) < 1:
                        restos += [resto, *resto.children(recursive=True)]
        acabar(restos)

    def _comprobar_puerto(self) -> None:
        with closing(socket.socket()) as enchufe:
            enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                enchufe.bind(("127.0.0.1", self.puerto))
            except OSError as error:
                raise ErrorArranque(
                    f"El puerto {self.puerto} está ocupado: elige otro, por ejemplo "
                    f"«make run PORT={self.puerto + 1}»."
                ) from error

    def _preparar_base_de_datos(self) -> None:
        """Migrate, and load the demo if it is empty: see the command `preparar`."""
        os.environ.setdefault("URL_PUBLICA", f"http://localhost:{self.puerto}")
        self.con_buzon = "EMAIL_URL" not in os.environ
        if self.con_buzon:
            # Two copies side by side need two catchers.
            os.environ["EMAIL_URL"] = f"smtp://localhost:{PUERTO_CORREO + self.puerto % 1000}"
        demo_sin_decidir = "DEMO" not in os.environ
        if demo_sin_decidir:
            os.environ["DEMO"] = "true"
        preparacion = Parte("La preparación", "manage.py", "preparar")
        self._lanzar(preparacion)
        esperar(lambda: self.hay_que_parar or not preparacion.viva(), segundos=float("inf"))
        if self.hay_que_parar:
            return
        if preparacion.proceso and preparacion.proceso.returncode:
            raise ErrorArranque("No se pudo preparar la base de datos.")
        self.partes.remove(preparacion)
        if demo_sin_decidir and not (self.carpeta / "demo").exists():
            os.environ["DEMO"] = "false"

    def _arrancar_partes(self) -> None:
        if self.hay_que_parar:
            return
        os.environ["PYTHONUNBUFFERED"] = "1"
        for nombre, fichero, orden in self._ordenes():
            self._lanzar(Parte(nombre, *orden, log=self.logs / fichero))

    def _ordenes(self) -> list[tuple[str, str, list[str]]]:
        direcciones = [f"{os.environ.get('ESCUCHA', '127.0.0.1')}:{self.puerto}"]
        if "ESCUCHA" not in os.environ and _hay_ipv6():
            direcciones.append(f"[::1]:{self.puerto}")  # what some resolve «localhost» to
        web = ["-m", "gunicorn", "postventa.wsgi", "--workers", str(TRABAJADORES_WEB)]
        web += ["--threads", str(HILOS_WEB), "--no-control-socket"]
        # No access log: the addresses of surveys and quotes carry their token.
        web += [trozo for direccion in direcciones for trozo in ("--bind", direccion)]
        celery = ["-m", "celery", "-A", "postventa"]
        trabajador = [*celery, "worker", "--concurrency", str(TRABAJADORES_CELERY)]
        trabajador += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        agenda = [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""]
        agenda += ["--schedule", str(self.carpeta / "agenda-celery")]
        ordenes = [
            ("El servidor web", "web.log", web),
            ("El trabajador", "trabajador.log", trabajador),
            ("La agenda", "agenda.log", agenda),
        ]
        if self.con_buzon and os.environ["DEMO"] == "true":
            ordenes.append(("El buzón de la demo", "correo.log", ["manage.py", "atrapar_correo"]))
        return ordenes

    def _esperar_a_que_responda(self) -> None:
        web = next(iter(self.partes), None)
        if web is None or self.hay_que_parar:
            return
        limite = time.monotonic() + LISTO_S
        while not (self.hay_que_parar or self._responde()):
            self._vigilar_partes()
            if web.caidas == CAIDAS_AL_ARRANCAR or time.monotonic() > limite:
                fichero = self.logs / "web.log"
                raise ErrorArranque(
                    f"El sitio no responde. Últimas líneas de {fichero}:\n{ultimas_lineas(fichero)}"
                )
            time.sleep(0.1)
        if not self.hay_que_parar:
            registro.info("Postventa está en http://localhost:%d  (Ctrl-C lo para)", self.puerto)

    def _responde(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=10)) as conexion:
            try:
                conexion.request("GET", "/salud/lista")
                return conexion.getresponse().status == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                return False

    # --- the watch, and the stop

    def _vigilar(self) -> None:
        while not self.hay_que_parar:
            self._vigilar_servicios()
            recortar_registros(self.logs)
            siguiente = time.monotonic() + REVISION_S
            while not self.hay_que_parar and time.monotonic() < siguiente:
                self._vigilar_partes()
                time.sleep(0.1)

    def _vigilar_servicios(self) -> None:
        if self.servicios is None:
            return
        try:
            self.servicios.revisar()
        except ErrorEmbebido as error:  # the next look tries again
            registro.error("%s", error)

    def _vigilar_partes(self) -> None:
        if any(parte.vigilar() for parte in self.partes):
            self._apuntar()

    def _lanzar(self, parte: Parte) -> None:
        parte.arrancar()
        self.partes.append(parte)
        self._apuntar()

    def _apuntar(self) -> None:
        """Write down who they are, for whoever comes after our kill -9."""
        vivas = [parte.proceso for parte in self.partes if parte.proceso and parte.viva()]
        with suppress(psutil.NoSuchProcess):
            self._apuntes.write_text(json.dumps([(p.pid, p.create_time()) for p in vivas]))

    def _despedir_partes(self) -> None:
        vivas = [parte.proceso for parte in self.partes if parte.proceso and parte.viva()]
        if self.hay_que_parar:
            registro.info("Parando …")
        descendientes = [hijo for p in vivas for hijo in p.children(recursive=True)]
        for proceso in vivas:
            proceso.terminate()
        psutil.wait_procs(vivas, timeout=DESPEDIDA_S)
        acabar([p for p in (*vivas, *descendientes) if p.is_running()])
        self._apuntes.unlink(missing_ok=True)


def recortar_registros(logs: Path) -> None:
    """Keep the last of each log: one before, one now. They are open for appending."""
    for fichero in logs.glob("*.log"):
        if fichero.stat().st_size > REGISTRO_MAX_BYTES:
            fichero.with_suffix(".log.1").write_bytes(fichero.read_bytes())
            os.truncate(fichero, 0)


def _hay_ipv6() -> bool:
    try:
        with closing(socket.socket(socket.AF_INET6)) as enchufe:
            enchufe.bind(("::1", 0))
    except OSError:
        return False
    return True


def main() -> None:
    logging.basicConfig(format="%(asctime)s  %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
    try:
        Supervisor().ejecutar()
    except (ErrorArranque, ErrorEmbebido) as error:
        sys.exit(f"\n{error}")


if __name__ == "__main__":
    main()
