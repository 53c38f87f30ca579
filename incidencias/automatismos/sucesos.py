"""What can set a rule off. Upper apps add theirs: `registrar_suceso("cita_puesta", _("…"))`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidencias.eventos import Codigo

_sucesos: dict[str, str | Promise] = {
    Codigo.ABIERTA: _("entra una incidencia"),
    Codigo.MENSAJE_ENTRANTE: _("escribe el cliente"),
    Codigo.MENSAJE_SALIENTE: _("respondemos al cliente"),
    Codigo.LLAMADA: _("hay una llamada"),
    Codigo.NOTA: _("se deja una nota interna"),
    Codigo.ASIGNADA: _("se asigna"),
    Codigo.RECLASIFICADA: _("cambia su clasificación"),
    Codigo.EN_ESPERA: _("se pone en espera"),
    Codigo.REANUDADA: _("se reanuda"),
    Codigo.PROMETIDA: _("se promete algo"),
    Codigo.RESUELTA: _("se da por resuelta"),
    Codigo.REABIERTA: _("se reabre"),
    Codigo.CERRADA: _("se cierra"),
}


def registrar_suceso(codigo: str, titulo: str | Promise) -> None:
    """Let rules start with the events of that code. Called from `AppConfig.ready`."""
    _sucesos[codigo] = titulo


def sucesos() -> list[tuple[str, str | Promise]]:
    """(code, title) of each, in order."""
    return list(_sucesos.items())


def titulo_de(codigo: str) -> str:
    return str(_sucesos.get(codigo, codigo))
