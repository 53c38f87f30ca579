"""What is known of a mail once it has been read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Clase(StrEnum):
    """Who, or what, wrote it."""

    PERSONA = "persona"
    AUTOMATICO = "automatico"
    REBOTE = "rebote"
    LISTA = "lista"
    BUCLE = "bucle"  # our own mail, come back


class Defecto(StrEnum):
    """What was wrong with it, and what was therefore left out. The raw mail has it all."""

    ADJUNTOS_RECORTADOS = "adjuntos_recortados"
    ANIDADO_EN_EXCESO = "anidado_en_exceso"
    CABECERA_ENORME = "cabecera_enorme"
    CALENDARIO_ILEGIBLE = "calendario_ilegible"
    CODIFICACION_ROTA = "codificacion_rota"  # base64, quoted-printable or uuencode
    DEMASIADAS_PARTES = "demasiadas_partes"
    DESTINATARIOS_RECORTADOS = "destinatarios_recortados"
    FECHA_ABSURDA = "fecha_absurda"
    HTML_EXCESIVO = "html_excesivo"
    ILEGIBLE = "ilegible"
    JUEGO_DE_CARACTERES = "juego_de_caracteres"  # absent, unknown or wrong
    REMITE_REPETIDO = "remite_repetido"
    SIN_CIERRE = "sin_cierre"  # cut before its last boundary
    SIN_REMITE = "sin_remite"
    TEXTO_RECORTADO = "texto_recortado"
    TNEF_ILEGIBLE = "tnef_ilegible"


class Proteccion(StrEnum):
    """Signed or ciphered: what it carries stays as attachments."""

    NINGUNA = ""
    PGP_CIFRADO = "pgp_cifrado"
    PGP_FIRMADO = "pgp_firmado"
    SMIME_CIFRADO = "smime_cifrado"
    SMIME_FIRMADO = "smime_firmado"


class Direccion(NamedTuple):
    """A name, perhaps empty, and an address in lower case."""

    nombre: str
    correo: str


class Rebote(NamedTuple):
    """To whom it did not arrive; `permanente`: the address itself is no good."""

    correo: str
    permanente: bool
    motivo: str


@dataclass(frozen=True, slots=True)
class AdjuntoLeido:
    """A file as it came, unopened; `cid` without its angle brackets."""

    nombre: str
    tipo: str
    contenido: bytes = field(repr=False)
    cid: str = ""
    es_incrustado: bool = False
    llega_al_final: bool = False  # the mail ends in it


@dataclass(frozen=True, slots=True)
class CorreoLeido:
    """A mail, read. Identifiers keep their angle brackets. No text holds what PostgreSQL refuses.

    `texto` is what was written this time; `cita` and `firma`, what was folded from it. `html` is
    sanitised and loads nothing: its images are those inside, by `cid:`.
    `original` is the Message-ID of the mail that a bounce or an automatic reply speaks of.
    `entregado_a` are the addresses of its delivery, which may be in no `To:`.
    `lista` is the List-Id, for who wants to know whether it is their own.
    """

    mensaje_id: str = ""
    en_respuesta_a: tuple[str, ...] = ()
    referencias: tuple[str, ...] = ()
    asunto: str = ""
    remite: Direccion | None = None
    responder_a: tuple[Direccion, ...] = ()
    para: tuple[Direccion, ...] = ()
    cc: tuple[Direccion, ...] = ()
    fecha: datetime | None = None
    texto: str = ""
    html: str = ""
    cita: str = ""
    firma: str = ""
    adjuntos: tuple[AdjuntoLeido, ...] = ()
    clase: Clase = Clase.PERSONA
    rebote: Rebote | None = None
    defectos: tuple[Defecto, ...] = ()
    idioma: str | None = None
    entregado_a: tuple[str, ...] = ()
    original: str = ""
    es_respuesta_automatica: bool = False
    proteccion: Proteccion = Proteccion.NINGUNA
    lista: str = ""
    marca: str = ""
