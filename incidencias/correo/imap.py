"""The connection to a mailbox: what we ask of it, and in Spanish what failed."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, U
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)

from incidencias.correo.acceso import contrasena_de, token_de_acceso
from incidencias.models import Autenticacion, Buzon, Seguridad
from nucleo.secretos import SecretoIlegible

ESPERA_S = 30
SOBRES_POR_VUELTA = 200
# Everything that a server or the network may do to us.
FALLOS = (OSError, imaplib.IMAP4.error, ImapToolsError, EOFError, UnicodeError)
MESES = b"jan feb mar apr may jun jul aug sep oct nov dec".split()

_TAMANO = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")
_LLEGADA = re.compile(
    rb'INTERNALDATE "\s?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"'
)


class FalloDeBuzon(Exception):
    """What failed, in a sentence for whoever can mend it. `codigo` says which part."""

    def __init__(self, mensaje: str, codigo: str) -> None:
        super().__init__(mensaje)
        self.codigo = codigo


@dataclass(frozen=True)
class Sobre:
    """A mail that is still on the server."""

    uid: int
    bytes: int
    recibido_en: datetime | None


class Conexion:
    """An open folder of a mailbox."""

    def __init__(self, caja: BaseMailBox) -> None:
        self.caja = caja
        _tipo, valores = caja.client.response("UIDVALIDITY")
        self.uidvalidity = int(valores[0])  # type: ignore[arg-type]

    def uids(self, despues_de: int, desde: date | None) -> list[int]:
        """What came after that UID and, if a day is given, since it; in order."""
        encontrados = self.caja.uids(AND(uid=U(str(despues_de + 1), "*"), date_gte=desde))
        # `n:*` always gives the last one, also when it is before n.
        return sorted(uid for uid in map(int, encontrados) if uid > despues_de)

    def sobres(self, uids: list[int]) -> Iterator[Sobre]:
        """How big each is and when it came, asked for in groups."""
        for i in range(0, len(uids), SOBRES_POR_VUELTA):
            grupo = ",".join(map(str, uids[i : i + SOBRES_POR_VUELTA]))
            lineas = self._pedir(grupo, "(UID RFC822.SIZE INTERNALDATE)")
            yield from sorted(filter(None, map(_sobre, lineas)), key=lambda sobre: sobre.uid)

    def contenido(self, uid: int, *, hasta: int | None = None) -> bytes | None:
        """Its bytes, or the first ones, without marking it; None if it is no longer there."""
        trozo = f"<0.{hasta}>" if hasta else ""
        for parte in self._pedir(str(uid), f"(BODY.PEEK[]{trozo})"):
            if isinstance(parte, tuple):
                return bytes(parte[1])
        return None

    def apartar(self, uids: Iterable[int], carpeta: str) -> None:
        """Mark them as read and, if there is a folder for that, move them to it."""
        textos = [str(uid) for uid in uids]
        if not textos:
            return
        self.caja.flag(textos, ["\\Seen"], True)
        if carpeta:
            self.caja.move(textos, carpeta)

    def _pedir(self, uids: str, partes: str) -> list[bytes | tuple[bytes, bytes]]:
        estado, datos = self.caja.client.uid("FETCH", uids, partes)
        if estado != "OK":
            raise imaplib.IMAP4.error(str(datos))
        return [parte for parte in datos if parte is not None]


def _sobre(linea: bytes | tuple[bytes, bytes]) -> Sobre | None:
    texto = linea if isinstance(linea, bytes) else linea[0]
    uid, tamano = _UID.search(texto), _TAMANO.search(texto)
    if uid is None or tamano is None:
        return None
    return Sobre(int(uid[1]), int(tamano[1]), _llegada(texto))


def _llegada(texto: bytes) -> datetime | None:
    encontrada = _LLEGADA.search(texto)
    if encontrada is None:
        return None
    dia, mes, anio, hora, minuto, segundo = encontrada.groups()[:6]
    desfase = timedelta(hours=int(encontrada[8]), minutes=int(encontrada[9]))
    try:
        return datetime(
            *(int(anio), MESES.index(mes.lower()) + 1, int(dia)),
            *(int(hora), int(minuto), int(segundo)),
            tzinfo=timezone(-desfase if encontrada[7] == b"-" else desfase),
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def abrir(buzon: Buzon) -> Iterator[Conexion]:
    """Its folder, open. Raises FalloDeBuzon, also for what fails inside the block."""
    caja = _conectar(buzon)
    try:
        with _en_palabras(buzon, "acceso"):
            _entrar(caja, buzon)
        with _en_palabras(buzon, "carpeta"):
            caja.folder.set(buzon.carpeta)
        with _en_palabras(buzon, "lectura"):
            yield Conexion(caja)
    finally:
        _colgar(caja)


def _colgar(caja: BaseMailBox) -> None:
    """Politely; if the other end is no longer there, the socket is closed all the same."""
    try:
        caja.logout()
    except FALLOS:
        with suppress(OSError):
            caja.client.shutdown()


def _conectar(buzon: Buzon) -> BaseMailBox:
    donde = {"host": buzon.servidor, "port": buzon.puerto, "timeout": ESPERA_S}
    with _en_palabras(buzon, "conexion"):
        if buzon.seguridad == Seguridad.NINGUNA:
            return MailBoxUnencrypted(**donde)
        clase = MailBox if buzon.seguridad == Seguridad.TLS else MailBoxStartTls
        return clase(**donde, ssl_context=_contexto_tls(buzon))


def _contexto_tls(buzon: Buzon) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cadata=buzon.certificado or None)
    except (ssl.SSLError, ValueError) as error:
        raise FalloDeBuzon(
            _("El certificado propio no se puede leer: pégalo entero, en PEM."), "certificado"
        ) from error


def _entrar(caja: BaseMailBox, buzon: Buzon) -> None:
    try:
        if _con_token(buzon):
            _entrar_con_token(caja, buzon)
            return
        clave = contrasena_de(buzon)
    except SecretoIlegible as error:
        raise FalloDeBuzon(
            _("No podemos leer la contraseña guardada: escríbela otra vez."), "secreto"
        ) from error
    entrar = caja.login if (buzon.usuario + clave).isascii() else caja.login_utf8
    entrar(buzon.usuario, clave, None)


def _entrar_con_token(caja: BaseMailBox, buzon: Buzon) -> None:
    """One that is no longer wanted before its time is renewed, once."""
    try:
        caja.xoauth2(buzon.usuario, token_de_acceso(buzon), None)
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        if not buzon.oauth_url or isinstance(error, imaplib.IMAP4.abort):
            raise
        caja.xoauth2(buzon.usuario, token_de_acceso(buzon, nuevo=True), None)


@contextmanager
def _en_palabras(buzon: Buzon, paso: str) -> Iterator[None]:
    try:
        yield
    except FALLOS as error:
        raise FalloDeBuzon(_frase(error, buzon, paso), paso) from error


def _frase(error: BaseException, buzon: Buzon, paso: str) -> str:
    """What a person would say of it."""
    datos = {
        "servidor": buzon.servidor,
        "puerto": buzon.puerto,
        "carpeta": buzon.carpeta,
        "detalle": _detalle(error),
        "llave": _("ese token") if _con_token(buzon) else _("esa contraseña"),
    }
    return _molde(error, paso) % datos


def _con_token(buzon: Buzon) -> bool:
    return buzon.autenticacion == Autenticacion.OAUTH2


def _molde(error: BaseException, paso: str) -> str:
    for clase, molde in _moldes():
        if isinstance(error, clase):
            return molde
    if paso == "acceso":
        return _("%(servidor)s no admite ese usuario con %(llave)s. Dice: %(detalle)s")
    return _("%(servidor)s ha contestado algo que no esperábamos: %(detalle)s")


def _moldes() -> tuple[tuple[type[BaseException], str], ...]:
    """The first that fits: from the most precise to the most general."""
    return (
        (socket.gaierror, _("No encontramos el servidor «%(servidor)s»: revisa el nombre.")),
        (
            ConnectionRefusedError,
            _("%(servidor)s no acepta conexiones en el puerto %(puerto)d: revisa el puerto."),
        ),
        (TimeoutError, _("%(servidor)s no contesta en el puerto %(puerto)d.")),
        (
            ssl.SSLCertVerificationError,
            _(
                "El certificado de %(servidor)s no es de fiar (%(detalle)s). Si es vuestro, pégalo"
                " en «Certificado propio»."
            ),
        ),
        (
            ssl.SSLError,
            _("En el puerto %(puerto)d de %(servidor)s no se habla TLS: ¿será STARTTLS?"),
        ),
        (
            MailboxStarttlsError,
            _("%(servidor)s no admite STARTTLS en el puerto %(puerto)d: ¿será TLS?"),
        ),
        (
            MailboxLoginError,
            _("%(servidor)s no admite ese usuario con %(llave)s. Dice: %(detalle)s"),
        ),
        (MailboxFolderSelectError, _("En ese buzón no hay ninguna carpeta «%(carpeta)s».")),
        (imaplib.IMAP4.abort, _("%(servidor)s cortó la conexión.")),
        (ConnectionError, _("%(servidor)s cortó la conexión.")),
        (OSError, _("No hay forma de hablar con %(servidor)s: %(detalle)s")),
    )


def _detalle(error: BaseException) -> str:
    """What the server said, short and on one line."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, MailboxLoginError) and error.command_result[1]:
        dicho = error.command_result[1][0]
        texto = dicho.decode(errors="replace") if isinstance(dicho, bytes) else str(dicho)
    else:
        texto = str(error) or type(error).__name__
    return " ".join(texto.split())[:150]


@dataclass(frozen=True)
class Prueba:
    """What came of trying a mailbox."""

    va_bien: bool
    frase: str


def probar(buzon: Buzon) -> Prueba:
    """Connect, sign in, open its folders and count what waits; says what failed."""
    try:
        with abrir(buzon) as conexion:
            if buzon.carpeta_leidos and not conexion.caja.folder.exists(buzon.carpeta_leidos):
                return Prueba(False, _sin_carpeta(conexion, buzon.carpeta_leidos))
            cuantos = len(conexion.uids(0, buzon.recoger_desde))
    except FalloDeBuzon as fallo:
        return Prueba(False, str(fallo))
    frase = ngettext(
        "Funciona: en «%(carpeta)s» hay %(cuantos)d correo desde el %(desde)s.",
        "Funciona: en «%(carpeta)s» hay %(cuantos)d correos desde el %(desde)s.",
        cuantos,
    ) % {
        "carpeta": buzon.carpeta,
        "cuantos": cuantos,
        "desde": f"{buzon.recoger_desde:%d/%m/%Y}",
    }
    return Prueba(True, frase)


def _sin_carpeta(conexion: Conexion, carpeta: str) -> str:
    nombres = ", ".join(f"«{una.name}»" for una in conexion.caja.folder.list()[:12])
    frase = _("No hay ninguna carpeta «%(carpeta)s» a la que mover. Hay: %(nombres)s.")
    return frase % {"carpeta": carpeta, "nombres": nombres}
