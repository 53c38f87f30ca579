"""Contracts of a file: a row is a unit in a contract, which is signed with its first one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import (
    CanalFirma,
    Cliente,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    EstadoContrato,
)
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    firmar_contrato,
    meter_equipo,
    redactar_contrato,
)
from intercambio.textos import llano
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import hoy

NUEVOS, IGUALES = "nuevas", "iguales"
TITULO = "Contrato de mantenimiento"
_DE_LOS_TERMINOS = {"precio_eur", "visitas_incluidas", "horas_incluidas"}
_CLAVE = {"codigo", "titulo", "fecha_inicio"}


@transaction.atomic
def meter_en_su_contrato(
    cliente: Cliente, equipo: Equipo, dice: Mapping[str, Any], *, por: Actor
) -> dict[str, str]:
    """Put a unit in the contract of its row, which is drafted and signed if it is not there.

    Nobody is written to: what is imported was agreed long ago. Returns what was done, by thing.
    """
    contrato = _el_que_hay(cliente, dice)
    if contrato is None:
        _firmar_uno_nuevo(cliente, equipo, dice, por=por)
        return {"contratos": NUEVOS, "equipos en contrato": NUEVOS}
    if EquipoContratado.objects.filter(contrato=contrato, equipo=equipo, en_firme=True).exists():
        return {"contratos": IGUALES, "equipos en contrato": IGUALES}
    desde = dice.get("fecha_inicio") or contrato.fecha_inicio
    meter_equipo(contrato.pk, por=por, equipo=equipo, desde=max(desde, contrato.fecha_inicio))
    return {"contratos": IGUALES, "equipos en contrato": NUEVOS}


def _el_que_hay(cliente: Cliente, dice: Mapping[str, Any]) -> ContratoMantenimiento | None:
    """By our code; or the signed one of that customer with that name and first day."""
    suyos = ContratoMantenimiento.objects.filter(cliente__in=[cliente.pk]).exclude(
        estado__in=[EstadoContrato.BORRADOR, EstadoContrato.DESCARTADO]
    )
    if "codigo" in dice:
        contrato = suyos.filter(codigo=dice["codigo"].upper()).first()
        if contrato is None:
            raise ErrorDeNegocio(
                _("%(cliente)s no tiene ningún contrato firmado %(codigo)s.")
                % {"cliente": cliente, "codigo": dice["codigo"]},
                campo="contrato.codigo",
            )
        return contrato
    titulo = llano(dice.get("titulo", TITULO))
    for contrato in suyos.filter(fecha_inicio=_inicio(dice)):
        if llano(contrato.titulo) == titulo:
            return contrato
    return None


def _inicio(dice: Mapping[str, Any]) -> date:
    if "fecha_inicio" not in dice:
        raise ErrorDeNegocio(_("Falta desde cuándo."), campo="contrato.fecha_inicio")
    return dice["fecha_inicio"]


def _firmar_uno_nuevo(
    cliente: Cliente, equipo: Equipo, dice: Mapping[str, Any], *, por: Actor
) -> None:
    inicio = _inicio(dice)
    campos = {c: v for c, v in dice.items() if c not in _DE_LOS_TERMINOS | _CLAVE}
    horas = dice.get("horas_incluidas")
    datos = NuevoContrato(
        cliente=cliente,
        titulo=dice.get("titulo", TITULO),
        fecha_inicio=inicio,
        terminos=Terminos(
            dice.get("precio_eur", Decimal(0)),
            dice.get("visitas_incluidas"),
            horas * 60 if horas is not None else None,
        ),
        equipos=[EquipoDelContrato(equipo)],
        **campos,
    )
    if datos.ultimo_dia < hoy():
        raise ErrorDeNegocio(
            _("Ese contrato acabó el %(dia)s: solo se traen los que siguen.")
            % {"dia": f"{datos.ultimo_dia:%d/%m/%Y}"},
            campo="contrato.fecha_fin",
        )
    cuando = min(_a_mediodia(inicio), timezone.now())
    contrato = redactar_contrato(datos, por=por, en=cuando)
    firmar_contrato(
        contrato.pk,
        por=por,
        firmado_por=cliente.nombre[:120],
        canal=CanalFirma.PRESENCIAL,
        en=cuando,
        confirmar=False,
    )


def _a_mediodia(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time(12)))
