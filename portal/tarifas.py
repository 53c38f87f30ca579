"""The public prices that apply to a unit, said before anything is asked for."""

from __future__ import annotations

from datetime import date

from clientes.models import Equipo, Tarifa
from clientes.ofertas import tarifas_de_un_dia


def tarifas_para(equipo: Equipo, dia: date) -> list[Tarifa]:
    """One for each concept, the closest to its family and place; only those that are posted."""
    familias = {"", equipo.producto.familia}
    comunidades = {"", equipo.sede.comunidad if equipo.sede else ""}
    mejores: dict[str, Tarifa] = {}
    for tarifa in tarifas_de_un_dia(dia):
        suya = tarifa.familia in familias and tarifa.comunidad in comunidades
        if suya and tarifa.anunciada:
            mejores[tarifa.concepto] = max(
                mejores.get(tarifa.concepto, tarifa), tarifa, key=_cercania
            )
    return list(mejores.values())


def _cercania(tarifa: Tarifa) -> tuple[bool, bool]:
    return bool(tarifa.familia), bool(tarifa.comunidad)
