"""Whom a case is of, after its page: their other cases, what they bought and what they allow."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from incidencias.al_lado import lo_que_hay
from incidencias.del_mismo import otras_del_cliente
from incidencias.models import Incidencia
from nucleo.registro import registrar_panel

SE_ENSENAN = 3


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel(
        "incidencias.ficha.luego", "cliente", "incidencias/panel_cliente.html", del_cliente, 6
    )


def del_cliente(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """The same statements whatever there is; nothing of a sender of whom nothing is known."""
    usuario = request.user
    if not usuario.es_de_oficina:  # type: ignore[union-attr]
        return None
    titular = incidencia.cliente.titular
    vistazo = lo_que_hay(incidencia, usuario).vistazo  # type: ignore[arg-type]
    casos, hay_mas = otras_del_cliente(incidencia, usuario)  # type: ignore[arg-type]
    if titular.es_provisional and not (casos or vistazo.compras or vistazo.permite):
        return None
    return {
        "cliente": titular,
        "vistazo": vistazo,
        "ultimas": casos[:SE_ENSENAN],
        "cuantas": len(casos),
        "abiertas": sum(caso.esta_abierta for caso in casos),
        "hay_mas": hay_mas,
    }
