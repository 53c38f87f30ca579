"""SMS through the gateway of whichever company the installation pays: one HTTP request a message.

Gateways differ in the names of the fields and little else, so those are told in the settings
(`SMS_URL`, `SMS_AUTORIZACION`, `SMS_FORMATO`, `SMS_CUERPO`). Without `SMS_URL` no SMS is offered;
in the demo it goes to its mailbox, as everything that would leave.
"""

from __future__ import annotations

import json
from email.message import EmailMessage
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.template import Context
from django.template.loader import select_template
from django.utils import translation

from nucleo import buzon
from nucleo.empresa import empresa
from nucleo.enlaces import derivar
from nucleo.models import Comunicacion

ESPERA_S = 20
PARA_LUEGO = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class SinPasarela(Exception):
    """Nobody delivers SMS for this installation."""


class NoLoAcepta(Exception):
    """The gateway refuses this message, and will tomorrow: the number or our account is wrong."""


class NoContesta(OSError):
    """The gateway is down or busy: later."""


class _SinDesvios(HTTPRedirectHandler):
    """A redirected POST becomes a GET that delivers nothing and answers 200."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def hay_pasarela() -> bool:
    """Whether an SMS can be offered at all."""
    return bool(settings.SMS_URL or settings.DEMO)


def enviar(comunicacion: Comunicacion) -> None:
    """Deliver one message of the outbox, rendered now in its language (`templates/sms/`).

    Its key goes with it: a gateway that keeps it sends once. Raises SinPasarela, NoLoAcepta,
    NoContesta, or TemplateDoesNotExist if that text was never written for an SMS.
    """
    texto = _texto(comunicacion)
    if settings.SMS_URL:
        _pedir(para=comunicacion.para, texto=texto, clave=comunicacion.clave)
    elif settings.DEMO:
        _al_buzon_de_la_demostracion(comunicacion.para, texto)
    else:
        raise SinPasarela


def _texto(comunicacion: Comunicacion) -> str:
    nombres = [
        f"sms/{comunicacion.idioma}/{comunicacion.plantilla}.txt",
        f"sms/{comunicacion.plantilla}.txt",
    ]
    contexto = {
        "datos": comunicacion.datos,
        "enlaces": derivar(comunicacion.enlaces),
        "empresa": empresa(),
    }
    with translation.override(comunicacion.idioma):
        motor = select_template(nombres).template  # type: ignore[attr-defined]
        return str(motor.render(Context(contexto, autoescape=False))).strip()


def _pedir(**datos: str) -> None:
    campos = _rellenar(settings.SMS_CUERPO, datos)
    es_formulario = settings.SMS_FORMATO == "formulario"
    cuerpo = urlencode(campos) if es_formulario else json.dumps(campos)
    tipo = "application/x-www-form-urlencoded" if es_formulario else "application/json"
    cabeceras = {"Content-Type": tipo, "Idempotency-Key": datos["clave"]}
    if settings.SMS_AUTORIZACION:
        cabeceras["Authorization"] = settings.SMS_AUTORIZACION
    # The address is the administrator's, from the environment.
    peticion = Request(settings.SMS_URL, cuerpo.encode(), cabeceras)  # noqa: S310
    try:
        with build_opener(_SinDesvios).open(peticion, timeout=ESPERA_S):
            return
    except HTTPError as error:
        dicho = f"{error.code} {error.read(200).decode(errors='replace')}"
        if error.code < HTTPStatus.INTERNAL_SERVER_ERROR and error.code not in PARA_LUEGO:
            raise NoLoAcepta(dicho) from error
        raise NoContesta(dicho) from error
    except (OSError, HTTPException) as error:
        raise NoContesta(type(error).__name__) from error


def _rellenar(molde: Any, datos: dict[str, str]) -> Any:
    """The same shape, with what is `{para}`, `{texto}` or `{clave}` changed for it."""
    if isinstance(molde, dict):
        return {nombre: _rellenar(valor, datos) for nombre, valor in molde.items()}
    if isinstance(molde, list):
        return [_rellenar(valor, datos) for valor in molde]
    for nombre, valor in datos.items():
        if molde == f"{{{nombre}}}":
            return valor
    return molde


def _al_buzon_de_la_demostracion(para: str, texto: str) -> None:
    mensaje = EmailMessage()
    mensaje["From"], mensaje["To"] = settings.DEFAULT_FROM_EMAIL, f"{para}@sms.invalid"
    mensaje["Subject"] = f"SMS a {para}"
    mensaje.set_content(texto)
    buzon.guardar(mensaje.as_bytes())
