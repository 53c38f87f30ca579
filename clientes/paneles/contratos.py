"""The contracts of a customer and of a unit, and what we offer for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from clientes.contratos import contratos_de_equipo, saldos_de, ultimos_periodos
from clientes.models import Cliente, ContratoMantenimiento, Equipo
from clientes.ofertas import ofertas_de
from clientes.roles import CONTRATAN
from nucleo.registro import registrar_panel
from nucleo.tiempo import dia_local

TOPE = 50


def contratos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """Those in force first, each with what is left: three statements for any number."""
    suyos = ContratoMantenimiento.objects.filter(cliente__in=cliente.identidades)
    filas = list(suyos.order_by("-fecha_fin", "-pk")[:TOPE])
    filas.sort(key=lambda contrato: not contrato.esta_vigente)
    ultimos = ultimos_periodos(filas)
    saldos = saldos_de(list(ultimos.values()))
    return {
        "cliente": cliente,
        "filas": [
            {"contrato": c, "periodo": ultimos[c.pk], "saldo": saldos[ultimos[c.pk].pk]}
            for c in filas
        ],
        "puede": request.user.tiene_rol(*CONTRATAN),  # type: ignore[union-attr]
    }


def contratos_del_equipo(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    return {
        "equipo": equipo,
        "contratos": contratos_de_equipo(equipo, dia_local(timezone.now())),
        "ofertas": ofertas_de(equipo.producto),
        "puede": request.user.tiene_rol(*CONTRATAN),  # type: ignore[union-attr]
        "enlaza": True,
    }


def registrar() -> None:
    registrar_panel("clientes.ficha", "contratos", "clientes/paneles/contratos.html", contratos, 30)
    registrar_panel(
        "clientes.equipo.lado",
        "contratos",
        "clientes/paneles/contratos_de_equipo.html",
        contratos_del_equipo,
        15,
    )
