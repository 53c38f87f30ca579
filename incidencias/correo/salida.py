"""From where we write about a case, and how our mails thread with theirs."""

from __future__ import annotations

from email.utils import formataddr
from typing import Any

from incidencias.correo.direcciones import direccion_de_respuesta, enlace_de_respuesta
from incidencias.models import Buzon, CorreoEntrante, Incidencia, ResultadoCorreo
from nucleo.correo_saliente import ENLACE_DE_RESPUESTA
from nucleo.empresa import empresa
from nucleo.memoria import recordada

REFERENCIAS = 5  # the last ones are enough for a mail program to thread
DE_LA_CONVERSACION = [ResultadoCorreo.CASO, ResultadoCorreo.MENSAJE]


def sobre_de(incidencia: Incidencia, *, contesta_a: str | None = None) -> dict[str, Any]:
    """What `encolar` needs besides to send from its mailbox, to be answered there and to thread.

    Nothing when no mailbox is configured: nobody would read the answers. `contesta_a` is the
    Message-ID of the only mail of a case, if it is known: it is not read again.
    """
    buzon = buzon_de(incidencia)
    if buzon is None:
        return {}
    return {
        "remitente": formataddr((buzon.remitente_nombre or empresa().nombre, buzon.correo)),
        "responder_a": direccion_de_respuesta(buzon, incidencia),
        "cabeceras": _hilo(_recibidos(incidencia) if contesta_a is None else [contesta_a]),
        "enlaces": {ENLACE_DE_RESPUESTA: enlace_de_respuesta(incidencia)},
    }


def buzon_de(incidencia: Incidencia) -> Buzon | None:
    """Where its mail came in; otherwise that of its group, or the default one."""
    buzones = _buzones()
    if incidencia.buzon_id is not None:
        return next((uno for uno in buzones if uno.pk == incidencia.buzon_id), None)
    del_grupo = (b for b in buzones if b.grupo_id and b.grupo_id == incidencia.grupo_id)
    por_defecto = (b for b in buzones if b.es_por_defecto)
    return next(del_grupo, None) or next(por_defecto, None)


def olvidar_buzones() -> None:
    """A mailbox has been written in this process: our mails leave from it from now on."""
    _buzones.olvidar()  # type: ignore[attr-defined]


@recordada
def _buzones() -> tuple[Buzon, ...]:
    campos = ("correo", "remitente_nombre", "admite_mas", "grupo", "es_por_defecto")
    return tuple(Buzon.objects.only(*campos).order_by("pk"))


def _recibidos(incidencia: Incidencia) -> list[str]:
    """The Message-IDs of the mails of the customer, the last one first."""
    recibidos = CorreoEntrante.objects.filter(
        incidencia=incidencia, resultado__in=DE_LA_CONVERSACION
    ).exclude(mensaje_id="")
    return list(
        recibidos.order_by("-recibido_en", "-pk").values_list("mensaje_id", flat=True)[:REFERENCIAS]
    )


def _hilo(ids: list[str]) -> dict[str, str]:
    """In-Reply-To and References: the last one is the one that is answered."""
    if not any(ids):
        return {}
    return {"In-Reply-To": ids[0], "References": " ".join(reversed(ids))}
