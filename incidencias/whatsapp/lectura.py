"""An exported chat, as Android and iOS write it, into messages. Pure: no files, no database.

22/11/26, 9:34 - Ana Ruiz: Buenos días            (Android)
[22/11/26, 9:34:56 p. m.] Ana Ruiz: Buenos días   (iOS)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from incidencias.whatsapp.fechas import Marca, Orden, instante_de, ordenes_posibles

MAX_MENSAJES = 20_000
LARGO_MENSAJE = 20_000
LARGO_AUTOR = 100

_FECHA = r"(?P<fecha>\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}),?"
_HORA = r"(?P<hora>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
_MITAD = r"(?: ?(?P<mitad>[ap])\.? ?m\.?)?"
_CABEZA = re.compile(
    rf"(?:\[{_FECHA} {_HORA}{_MITAD}\] (?P<resto>.*)"
    rf"|{_FECHA.replace('?P<fecha>', '?P<fecha2>')} {_HORA.replace('?P<hora>', '?P<hora2>')}"
    rf"{_MITAD.replace('?P<mitad>', '?P<mitad2>')} - (?P<resto2>.*))",
    re.IGNORECASE,
)
_AUTOR = re.compile(rf"(?P<autor>[^:\"«“]{{1,{LARGO_AUTOR}}}):(?: (?P<texto>.*))?", re.DOTALL)
_BLANCOS = str.maketrans({"\u202f": " ", "\u00a0": " ", "\ufeff": None})
_INVISIBLES = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_ADJUNTO_ANDROID = re.compile(
    r"(?P<nombre>[^\n]{1,200}?\.\w{2,5}) \((?:archivo adjunto|file attached)\)"
)
_ADJUNTO_IOS = re.compile(r"<(?:adjunto|attached): (?P<nombre>[^>\n]{1,200})>", re.IGNORECASE)
_OMITIDO_ANDROID = re.compile(
    r"<(?:multimedia|archivo|media|m[eé]dia) (?:omitid[oa]|omitted)>", re.IGNORECASE
)
_OMITIDO_IOS = re.compile(
    r"(?:^|\u200e)(?:imagen|image|foto|photo|audio|v[ií]deo|gif|sticker|documento|document|"
    r"tarjeta de contacto|contact card) (?:omitid[oa]|omitted)\.?\s*$",
    re.IGNORECASE,
)
# In Spanish, English, Catalan, Galician, Basque, Portuguese, French, German and Italian.
_EDITADO = re.compile(
    r"\s{0,9}<(?:se editó este mensaje|this message was edited|s['’]ha editat aquest missatge|"
    r"editouse esta mensaxe|esta mensaxe foi editada|mezu hau editatu (?:egin )?da|"
    r"esta mensagem foi editada|ce message a été modifié|diese nachricht wurde bearbeitet|"
    r"questo messaggio è stato modificato)\.?>\s*$",
    re.IGNORECASE,
)
# What WhatsApp itself writes; iOS signs it with the name of the chat.
_DEL_SISTEMA = re.compile(
    r"(?:los mensajes y las llamadas están cifrad|messages and calls are end-to-end encrypted|"
    r"los mensajes de este chat|messages to this chat|se eliminó este mensaje|"
    r"eliminaste este mensaje|this message was deleted|you deleted this message|"
    r"(?:tu|el|cambió (?:tu|el)) código de seguridad|your security code|"
    r"esta empresa |este negocio |this business |este chat es con|this chat is with|"
    r"cambió su número|changed their phone number|esperando este mensaje|"
    r"waiting for this message|activaste los mensajes temporales|null$)",
    re.IGNORECASE,
)


class NoEsUnChat(ValueError):
    """No line of it begins as a message of WhatsApp does."""


class DemasiadosMensajes(ValueError):
    """More messages than can be brought at once."""


@dataclass(frozen=True)
class MensajeDeChat:
    """A message. `cuando` is the telephone's own hour; `fichero`, its file's name in the export;
    `con_fichero`: it had one, there or left out; `editado`: these are not its first words."""

    cuando: datetime
    autor: str
    texto: str
    fichero: str = ""
    con_fichero: bool = False
    editado: bool = False


@dataclass(frozen=True)
class ChatLeido:
    mensajes: tuple[MensajeDeChat, ...]
    orden: Orden
    es_dudoso: bool = False  # the dates can be read in both orders
    del_sistema: int = 0
    autores: tuple[tuple[str, int], ...] = field(default=())  # and how many each wrote


@dataclass
class _Crudo:
    marca: Marca
    resto: str
    lineas: list[str] = field(default_factory=list)

    @property
    def cuerpo(self) -> str:
        return "\n".join([self.resto, *self.lineas])


def leer_chat(texto: str, *, ahora: datetime, orden: Orden | None = None) -> ChatLeido:
    """Every message of an export, in its order. `ahora` is naive, of the same clock.

    `orden`: what a person said about the dates; otherwise what makes sense of all of them.
    Raises NoEsUnChat, or DemasiadosMensajes.
    """
    crudos = _cortar(texto)
    if not crudos:
        raise NoEsUnChat
    posibles = ordenes_posibles([crudo.marca for crudo in crudos], ahora)
    elegido = orden or (posibles[0] if posibles else Orden.DIA)
    leidos = [_mensaje(crudo, elegido) for crudo in crudos]
    mensajes = tuple(leido for leido in leidos if leido is not None)
    return ChatLeido(
        mensajes=mensajes,
        orden=elegido,
        es_dudoso=len(posibles) > 1 and _difieren(crudos),
        del_sistema=len(leidos) - len(mensajes),
        autores=tuple(Counter(mensaje.autor for mensaje in mensajes).most_common()),
    )


def empieza_mensaje(linea: str) -> bool:
    """Whether a line is the first of a message."""
    return _cabeza(linea.translate(_BLANCOS)) is not None


def _cortar(texto: str) -> list[_Crudo]:
    """Where each message begins; a line that begins none belongs to the one before."""
    crudos: list[_Crudo] = []
    for linea in texto.translate(_BLANCOS).replace("\x00", "").splitlines():
        crudo = _cabeza(linea)
        if crudo is not None:
            crudos.append(crudo)
        elif crudos:
            crudos[-1].lineas.append(linea)
        if len(crudos) > MAX_MENSAJES:
            raise DemasiadosMensajes
    return crudos


def _cabeza(linea: str) -> _Crudo | None:
    hallada = _CABEZA.match(_INVISIBLES.sub("", linea[:60]) + linea[60:])
    if hallada is None:
        return None
    partes = hallada.groupdict()
    marca = Marca(
        fecha=partes["fecha"] or partes["fecha2"],
        hora=partes["hora"] or partes["hora2"],
        mitad=(partes["mitad"] or partes["mitad2"] or "").lower(),
    )
    if all(instante_de(marca, orden) is None for orden in Orden):
        return None  # "31/31/26, 27:90 - " is somebody's text
    return _Crudo(marca, _resto(linea))


def _resto(linea: str) -> str:
    """What comes after the date, with its invisible marks: they say what is WhatsApp's own."""
    marca = "] " if "]" in linea[:40] and linea.lstrip("\u200e\u200f")[:1] == "[" else " - "
    return linea.split(marca, 1)[1] if marca in linea else ""


def _mensaje(crudo: _Crudo, orden: Orden) -> MensajeDeChat | None:
    """None for what nobody wrote: notices, deleted messages, a date that is no date."""
    cuando = instante_de(crudo.marca, orden)
    firmado = _AUTOR.fullmatch(crudo.cuerpo)
    if cuando is None or firmado is None:
        return None
    autor = _INVISIBLES.sub("", firmado["autor"]).strip(" ~")
    # What is cut has a limit: looking for marks in blanks without end takes quadratic time.
    bruto = (firmado["texto"] or "")[: 2 * LARGO_MENSAJE]
    if not autor or _DEL_SISTEMA.match(_INVISIBLES.sub("", bruto).strip()):
        return None
    mensaje = _con_fichero(MensajeDeChat(cuando, autor, ""), bruto)
    texto, marcas = _EDITADO.subn("", _INVISIBLES.sub("", mensaje.texto))
    texto = texto.strip()
    if not texto and not mensaje.con_fichero:
        return None
    return replace(mensaje, texto=texto[:LARGO_MENSAJE], editado=marcas > 0)


def _con_fichero(mensaje: MensajeDeChat, bruto: str) -> MensajeDeChat:
    """Take out of the text what says that a file came with it."""
    for patron in (_ADJUNTO_ANDROID, _ADJUNTO_IOS):
        hallado = patron.search(bruto)
        if hallado:
            nombre = _INVISIBLES.sub("", hallado["nombre"]).strip()
            resto = bruto[: hallado.start()] + bruto[hallado.end() :]
            return replace(mensaje, texto=resto, fichero=nombre, con_fichero=True)
    for patron in (_OMITIDO_ANDROID, _OMITIDO_IOS):
        hallado = patron.search(bruto)
        if hallado:
            resto = bruto[: hallado.start()] + bruto[hallado.end() :]
            return replace(mensaje, texto=resto, con_fichero=True)
    return replace(mensaje, texto=bruto)


def _difieren(crudos: list[_Crudo]) -> bool:
    return any(
        instante_de(crudo.marca, Orden.DIA) != instante_de(crudo.marca, Orden.MES)
        for crudo in crudos
    )
