"""Units that leave a contract because of what happens to them: sold, replaced, thrown away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from clientes.eventos import Actor
from clientes.models import Equipo, EquipoContratado, EstadoContrato
from clientes.servicios.contratos import sacar_equipo


def quien_los_contrato(pks: Collection[int]) -> list[int]:
    """Who has those units in a contract: locked with their owners, before anything else."""
    filas = EquipoContratado.objects.filter(equipo__in=pks, en_firme=True)
    return list(filas.values_list("contrato__cliente_id", flat=True).distinct())


def contratados(equipos: Collection[Equipo], desde: date) -> list[EquipoContratado]:
    """Where those units are in a contract in force, that day or later."""
    filas = EquipoContratado.objects.filter(
        equipo__in=equipos,
        en_firme=True,
        hasta__gte=desde,
        contrato__estado=EstadoContrato.VIGENTE,
    )
    return list(filas.select_related("equipo").order_by("pk"))


def sacar_de_sus_contratos(
    equipos: Collection[Equipo],
    *,
    por: Actor,
    ultimo_dia: date,
    menos: Collection[int] = (),
    en: datetime | None = None,
) -> None:
    """They leave after that day, with the coverage that each contract gave; but `menos`."""
    for fila in contratados(equipos, ultimo_dia):
        if fila.contrato_id not in menos and fila.hasta > ultimo_dia:
            sacar_equipo(
                fila.contrato_id, por=por, equipo=fila.equipo, ultimo_dia=ultimo_dia, en=en
            )
