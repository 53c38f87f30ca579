"""{% load contratos %}: {% contrato_de equipo %} on any page of a unit, order or case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clientes.contratos import contratos_de_equipo, horas
from clientes.models import (
    ClaseAviso,
    Equipo,
    EventoContrato,
    MedioAviso,
    OrigenPeriodo,
    ParteQueRescinde,
)
from nucleo.tiempo import dia_local

register = template.Library()


@register.inclusion_tag("clientes/contratos/de_equipo.html", takes_context=True)
def contrato_de(
    context: template.Context, equipo: Equipo | None, dia: date | None = None
) -> dict[str, Any]:
    """The contracts in force of a unit and what is left of them; nothing if it has none.

    Only the office gets the link. One statement for a unit without contract, two with any.
    """
    if equipo is None:
        return {"contratos": []}
    request = context.get("request")
    return {
        "contratos": contratos_de_equipo(equipo, dia or dia_local(timezone.now())),
        "enlaza": request is not None and getattr(request.user, "es_de_oficina", False),
    }


@register.filter
def minutos_en_horas(minutos: int | None) -> str:
    """ "1 h 30 min"; a dash when there is nothing."""
    return horas(minutos) if minutos else "–"


@register.filter
def frase_de_contrato(suceso: EventoContrato) -> str:
    """What happened to a contract, in words."""
    frase = _FRASES.get(suceso.codigo)
    return frase(suceso.datos) if frase else suceso.codigo


def _de(opciones: Any, codigo: str) -> str:
    return str(opciones(codigo).label).lower() if codigo in opciones.values else ""


def _consumo(datos: dict[str, Any]) -> str:
    visitas, minutos = datos.get("visitas", 0), datos.get("minutos", 0)
    if not visitas and not minutos:
        return _("Una orden ya no gasta nada")
    texto = ngettext("Una orden gasta %(n)s visita", "Una orden gasta %(n)s visitas", visitas)
    return f"{texto % {'n': visitas}} · {horas(minutos)}"


_CAUSAS = {
    "fin": lambda: _("Vencido: acababa en su fecha"),
    "no_renueva": lambda: _("Vencido: se dijo que no se renovaba"),
    "sin_aviso": lambda: _("Vencido: no se pudo avisar a tiempo al consumidor"),
    "sin_equipos": lambda: _("Vencido: ninguno de sus equipos sigue siendo del cliente y en uso"),
    "otro_contrato": lambda: _("Vencido: otro contrato ocupa su lugar"),
}
_FRASES: dict[str, Any] = {
    "redactado": lambda datos: _("Borrador redactado"),
    "cambio": lambda datos: _("Equipos cambiados") if "equipo" in datos else _("Cambiado"),
    "enviado": lambda datos: _("Enviado al cliente para que lo firme"),
    "firmado": lambda datos: _("Firmado"),
    "descartado": lambda datos: _("Borrador descartado"),
    "avisado": lambda datos: (
        _("Aviso %(a)s, %(medio)s")
        % {
            "a": _de(ClaseAviso, datos.get("clase", "")),
            "medio": _de(MedioAviso, datos.get("medio", "")),
        }
    ),
    "no_renueva": lambda datos: _("No se renueva: lo pide %(quien)s") % {"quien": _quien(datos)},
    "renovado": lambda datos: _de(OrigenPeriodo, datos.get("origen", "")).capitalize(),
    "consumo": _consumo,
    "vencido": lambda datos: _CAUSAS.get(datos.get("causa", ""), _CAUSAS["fin"])(),
    "rescindido": lambda datos: _("Rescindido: lo pide %(quien)s") % {"quien": _quien(datos)},
}


def _quien(datos: dict[str, Any]) -> str:
    es_cliente = datos.get("parte") == ParteQueRescinde.CLIENTE
    return _("el cliente") if es_cliente else _("la empresa")
