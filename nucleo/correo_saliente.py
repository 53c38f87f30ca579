"""From a row of the outbox to a MIME message: text and HTML, files, headers."""

import hashlib
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string, select_template
from django.utils import translation
from django.utils.crypto import salted_hmac

from nucleo.archivos import leer
from nucleo.empresa import empresa
from nucleo.enlaces import derivar
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Clase

MARCA = "X-Postventa"  # read by nucleo.correo.clasificacion
ENLACE_DE_BAJA = "baja"  # the link, if there is one, that unsubscribes
# The token, if there is one, of its signed reply address: it also heads the References, so that an
# answer brings it back through servers that know no plus addresses.
ENLACE_DE_RESPUESTA = "respuesta"


def componer_correo(comunicacion: Comunicacion) -> EmailMultiAlternatives:
    """Render the message in its language, with its links' tokens derived now.

    Raises ValueError if an address or header cannot be written.
    """
    enlaces = derivar(comunicacion.enlaces)
    with translation.override(comunicacion.idioma):
        texto, html = _cuerpos(comunicacion, enlaces)
    correo = EmailMultiAlternatives(
        subject=comunicacion.asunto,
        body=texto,
        from_email=comunicacion.remitente or remitente(),
        to=[comunicacion.para],
        reply_to=[comunicacion.responder_a.format(**enlaces)] if comunicacion.responder_a else None,
        headers=_cabeceras(comunicacion, enlaces),
    )
    correo.attach_alternative(html, "text/html")
    for adjunto in comunicacion.adjuntos.select_related("archivo"):
        correo.attach(adjunto.nombre, leer(adjunto.archivo), adjunto.archivo.tipo)
    return correo


def remitente() -> str:
    """The company's name in front of the address that the installation sends from."""
    return formataddr((empresa().nombre, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def message_id(clave: str) -> str:
    """The Message-ID of a key: the same at every attempt, so a receiver can tell a repetition."""
    return f"<{hashlib.sha256(clave.encode()).hexdigest()[:40]}@{_dominio()}>"


def _dominio() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def marca_propia() -> str:
    """What tells our own mail when it comes back; another installation's is another one."""
    return salted_hmac("nucleo.correo_saliente", "marca", algorithm="sha256").hexdigest()[:16]


def _cuerpos(comunicacion: Comunicacion, enlaces: dict[str, str]) -> tuple[str, str]:
    """Text and HTML; without an HTML template of its own, the text in the common layout."""
    contexto = {
        "datos": comunicacion.datos,
        "enlaces": enlaces,
        "empresa": empresa(),
        "asunto": comunicacion.asunto,
        "idioma": comunicacion.idioma,
    }
    plantilla = _plantilla(comunicacion)
    texto = _en_texto(f"{plantilla}.txt", contexto)
    try:
        html = render_to_string(f"{plantilla}.html", contexto)
    except TemplateDoesNotExist:
        html = render_to_string("correo/desde_texto.html", {**contexto, "texto": texto})
    return texto, html


def _plantilla(comunicacion: Comunicacion) -> str:
    """In its language, if it is written in it: `correo/ca/acuse.txt`, without ending."""
    en_su_idioma = f"correo/{comunicacion.idioma}/{comunicacion.plantilla}"
    comun = f"correo/{comunicacion.plantilla}"
    elegida = select_template([f"{en_su_idioma}.txt", f"{comun}.txt"])
    return elegida.template.name.removesuffix(".txt")  # type: ignore[attr-defined]


def _en_texto(plantilla: str, contexto: dict[str, Any]) -> str:
    """Plain text has no HTML to escape: O'Brien stays O'Brien."""
    motor = get_template(plantilla).template  # type: ignore[attr-defined]
    return motor.render(Context(contexto, autoescape=False)).strip() + "\n"


def _cabeceras(comunicacion: Comunicacion, enlaces: dict[str, str]) -> dict[str, str]:
    """Automatic unless the message says otherwise (`Auto-Submitted: no`: a person wrote it)."""
    cabeceras = {
        "Message-ID": message_id(comunicacion.clave),
        "Auto-Submitted": "auto-generated",
        MARCA: marca_propia(),
        **comunicacion.cabeceras,
    }
    if ENLACE_DE_RESPUESTA in enlaces:
        raiz = f"<{enlaces[ENLACE_DE_RESPUESTA]}@{_dominio()}>"
        cabeceras["References"] = f"{raiz} {cabeceras.get('References', '')}".strip()
    if comunicacion.clase != Clase.SERVICIO and ENLACE_DE_BAJA in enlaces:
        cabeceras["List-Unsubscribe"] = f"<{enlaces[ENLACE_DE_BAJA]}>"
        cabeceras["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return cabeceras
