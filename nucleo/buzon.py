"""The demo's mailbox: what `atrapar_correo` received, as files, and how it is shown safely."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

import nh3
from django.conf import settings

MAXIMO = 500  # older ones are thrown away: this is a demonstration
NOMBRE = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{12}")
ETIQUETAS = (nh3.ALLOWED_TAGS - {"img"}) | {"main", "style"}  # its page lets no style load anything
ATRIBUTOS = {**nh3.ALLOWED_ATTRIBUTES, "a": {"href", "class"}}


@dataclass(frozen=True)
class Correo:
    """A line of the mailbox."""

    nombre: str
    recibido_en: datetime
    de: str
    para: str
    asunto: str


@dataclass(frozen=True)
class Adjunto:
    nombre: str
    tipo: str
    datos: bytes


def carpeta() -> Path:
    return Path(settings.VAR_DIR) / "correo-demo"


def guardar(datos: bytes, en: datetime | None = None) -> Path:
    """Store a message under the instant of its arrival (now); whole or not at all."""
    destino = carpeta()
    destino.mkdir(parents=True, exist_ok=True)
    resumen = hashlib.sha256(datos).hexdigest()[:12]
    fichero = (
        destino / f"{(en or datetime.now(UTC)).astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{resumen}.eml"
    )
    provisional = fichero.with_suffix(".parte")
    provisional.write_bytes(datos)
    provisional.rename(fichero)
    for viejo in sorted(destino.glob("*.eml"))[:-MAXIMO]:
        viejo.unlink(missing_ok=True)
    return fichero


def listar(para: str = "", cuantos: int = 100) -> list[Correo]:
    """The latest first, those for an address if one is given."""
    correos = (_linea(fichero) for fichero in sorted(carpeta().glob("*.eml"), reverse=True))
    buscado = para.strip().lower()
    encontrados = (correo for correo in correos if buscado in correo.para.lower())
    return [correo for _numero, correo in zip(range(cuantos), encontrados, strict=False)]


def leer(nombre: str) -> EmailMessage | None:
    """The message of that name; None if there is none (names are ours: no path comes in)."""
    fichero = carpeta() / f"{nombre}.eml"
    if not NOMBRE.fullmatch(nombre) or not fichero.exists():
        return None
    return message_from_bytes(fichero.read_bytes(), policy=policy.default)


def recibido_en(nombre: str) -> datetime:
    """The instant that the name of a message carries."""
    return datetime.strptime(nombre[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)


def texto_de(mensaje: EmailMessage) -> str:
    parte = mensaje.get_body(("plain",))
    return parte.get_content() if parte else ""


def html_de(mensaje: EmailMessage) -> str:
    """The HTML part without anything that runs, loads or phones home; links open apart."""
    parte = mensaje.get_body(("html",))
    if parte is None:
        return ""
    return nh3.clean(
        parte.get_content(),
        tags=ETIQUETAS,
        attributes=ATRIBUTOS,
        clean_content_tags={"script", "title"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel"},
    )


def adjuntos_de(mensaje: EmailMessage) -> list[Adjunto]:
    return [
        Adjunto(
            nombre=parte.get_filename() or "adjunto",
            tipo=parte.get_content_type(),
            datos=bytes(parte.get_payload(decode=True) or b""),  # type: ignore[arg-type]
        )
        for parte in mensaje.iter_attachments()
    ]


def _linea(fichero: Path) -> Correo:
    with fichero.open("rb") as abierto:
        cabeceras = BytesHeaderParser(policy=policy.default).parse(abierto)
    return Correo(
        nombre=fichero.stem,
        recibido_en=recibido_en(fichero.stem),
        de=str(cabeceras["From"] or ""),
        para=str(cabeceras["To"] or ""),
        asunto=str(cabeceras["Subject"] or ""),
    )
