"""A real IMAP server for tests: Dovecot as a normal process, in a folder of its own."""

from __future__ import annotations

import ctypes
import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nucleo.tests.correo import puerto_libre

CLAVE = "clave_de_prueba"
LISTO_S = 20
PR_SET_PDEATHSIG = 1
COMO_SE_INSTALA = "falta Dovecot: apt-get install dovecot-imapd"


def programa() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Dovecot:
    """Any user exists, with the same password; each has a Maildir of its own.

    By OAuth 2, whoever the provider at `puerto_oauth` says: `incidencias.tests.oauth.Proveedor`.
    """

    servidor = "localhost"

    def __init__(self) -> None:
        # Not below pytest's folders, which only their owner may enter.
        self.carpeta = carpeta = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.puerto, self.puerto_tls, self.puerto_oauth = (puerto_libre() for _ in range(3))
        self.certificado = _certificado(carpeta)
        self._proceso: subprocess.Popen[bytes] | None = None
        self._quien = _quien()
        for nombre in ("run", "mail"):
            (carpeta / nombre).mkdir()
        (carpeta / "dovecot.conf").write_text(self._configuracion())
        (carpeta / "oauth.conf").write_text(self._configuracion_oauth())
        for cosa in (carpeta, *carpeta.iterdir()):
            shutil.chown(cosa, self._quien.pw_uid, self._quien.pw_gid)

    def arrancar(self) -> None:
        orden = [programa() or "dovecot", "-F", "-c", str(self.carpeta / "dovecot.conf")]
        como = {} if os.getuid() else {"user": self._quien.pw_uid, "group": self._quien.pw_gid}
        self._proceso = subprocess.Popen(
            orden,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_morir_con(os.getpid()),
            **como,
        )
        limite = time.monotonic() + LISTO_S
        while time.monotonic() < limite and self._proceso.poll() is None:
            with socket.socket() as enchufe:
                if enchufe.connect_ex(("127.0.0.1", self.puerto)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"Dovecot no arranca: {self._diario()}")

    def parar(self, senal: signal.Signals = signal.SIGTERM) -> None:
        """With all its children: SIGKILL is how a machine dies."""
        if self._proceso is None:
            return
        if senal == signal.SIGKILL:  # its children too
            os.killpg(self._proceso.pid, senal)
        else:
            self._proceso.send_signal(senal)
        self._proceso.wait(10)
        self._proceso = None

    def borrar(self) -> None:
        self.parar()
        shutil.rmtree(self.carpeta, ignore_errors=True)

    def entregar(
        self, usuario: str, crudo: bytes, *, en: datetime | None = None, carpeta: str = ""
    ) -> Path:
        """Leave a mail in a Maildir, as a delivery agent does; `en` is its INTERNALDATE."""
        raiz = self.carpeta / "mail" / usuario / (f".{carpeta}" if carpeta else "")
        self._hacer_maildir(raiz)
        fichero = raiz / "new" / f"{time.time_ns()}.{os.getpid()}.prueba"
        fichero.write_bytes(crudo)
        shutil.chown(fichero, self._quien.pw_name, self._quien.pw_gid)
        if en is not None:
            os.utime(fichero, (en.timestamp(), en.timestamp()))
        return fichero

    def crear_carpeta(self, usuario: str, carpeta: str) -> None:
        self._hacer_maildir(self.carpeta / "mail" / usuario)
        self._hacer_maildir(self.carpeta / "mail" / usuario / f".{carpeta}")

    def nombres(self, usuario: str, carpeta: str = "") -> list[str]:
        """The files of a folder: `:2,S` at the end is "read"."""
        raiz = self.carpeta / "mail" / usuario / (f".{carpeta}" if carpeta else "")
        return sorted(f.name for parte in ("new", "cur") for f in (raiz / parte).glob("*"))

    def olvidar_numeracion(self, usuario: str) -> None:
        """As when a mailbox is restored from a copy: another UIDVALIDITY, UIDs from 1."""
        for fichero in (self.carpeta / "mail" / usuario).glob("dovecot*"):
            fichero.unlink()

    def _hacer_maildir(self, raiz: Path) -> None:
        for parte in ("", "new", "cur", "tmp"):
            carpeta = raiz / parte
            carpeta.mkdir(parents=True, exist_ok=True)
            shutil.chown(carpeta, self._quien.pw_name, self._quien.pw_gid)

    def _diario(self) -> str:
        diario = self.carpeta / "diario.log"
        return diario.read_text()[-2000:] if diario.exists() else ""

    def _configuracion(self) -> str:
        yo = self._quien.pw_name
        grupo = grp.getgrgid(self._quien.pw_gid).gr_name
        correo = self.carpeta / "mail"
        return f"""
base_dir = {self.carpeta}/run
log_path = {self.carpeta}/diario.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {yo}
default_internal_group = {grupo}
default_login_user = {yo}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
first_valid_uid = 0
mail_location = maildir:{correo}/%u
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <{self.carpeta}/certificado.pem
ssl_key = <{self.carpeta}/clave.pem
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {self.carpeta}/oauth.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={CLAVE}
}}
userdb {{
  driver = static
  args = uid={self._quien.pw_uid} gid={self._quien.pw_gid} home={correo}/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.puerto}
  }}
  inet_listener imaps {{
    port = {self.puerto_tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""

    def _configuracion_oauth(self) -> str:
        """A token is worth what its provider says of it each time (RFC 7662)."""
        return f"""
introspection_mode = post
introspection_url = http://127.0.0.1:{self.puerto_oauth}/introspect
force_introspection = yes
username_attribute = username
active_attribute = active
active_value = true
"""


def _morir_con(padre: int) -> Callable[[], None]:
    """For the child, before it is Dovecot: end when pytest ends, also if it is killed."""
    libc = ctypes.CDLL(None, use_errno=True)  # looked up here: after the fork nothing is safe

    def antes_de_ser_dovecot() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != padre:  # it died meanwhile
            os._exit(1)

    return antes_de_ser_dovecot


def _quien() -> pwd.struct_passwd:
    """Who runs it: ourselves or, if we are root, nobody."""
    return pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("nobody")


def _certificado(carpeta: Path) -> str:
    """A self-signed certificate of localhost, with its key beside it; returns its PEM."""
    clave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    ahora = datetime.now(UTC)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - timedelta(days=1))
        .not_valid_after(ahora + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(clave, hashes.SHA256())
    )
    pem = certificado.public_bytes(serialization.Encoding.PEM)
    (carpeta / "certificado.pem").write_bytes(pem)
    (carpeta / "clave.pem").write_bytes(
        clave.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    ssl.create_default_context(cadata=pem.decode())  # it can be trusted
    return pem.decode()
