"""Maintenance contracts: drafted, signed, used, renewed and ended. The only door to their rows."""

from clientes.servicios.contratos.composicion import (
    EquipoDelContrato,
    ExpedienteContrato,
    NuevoContrato,
    Terminos,
    componer_aviso,
    componer_consumo,
    componer_contrato,
    componer_descarte,
    componer_firma,
    componer_no_renovacion,
    componer_renovacion,
    componer_rescision,
    componer_vencimiento,
)
from clientes.servicios.contratos.consumos import anotar_consumo
from clientes.servicios.contratos.guardado import guardar_contratos
from clientes.servicios.contratos.noche import anotar_aviso, avisar_contrato, cerrar_periodo
from clientes.servicios.contratos.redaccion import (
    cambiar_borrador,
    descartar_contrato,
    enviar_contrato,
    redactar_contrato,
)
from clientes.servicios.contratos.vida import (
    firmar_contrato,
    meter_equipo,
    no_renovar_contrato,
    renovar_contrato,
    rescindir_contrato,
    sacar_equipo,
    volver_a_renovar,
)

__all__ = [
    "EquipoDelContrato",
    "ExpedienteContrato",
    "NuevoContrato",
    "Terminos",
    "anotar_aviso",
    "anotar_consumo",
    "avisar_contrato",
    "cambiar_borrador",
    "cerrar_periodo",
    "componer_aviso",
    "componer_consumo",
    "componer_contrato",
    "componer_descarte",
    "componer_firma",
    "componer_no_renovacion",
    "componer_renovacion",
    "componer_rescision",
    "componer_vencimiento",
    "descartar_contrato",
    "enviar_contrato",
    "firmar_contrato",
    "guardar_contratos",
    "meter_equipo",
    "no_renovar_contrato",
    "redactar_contrato",
    "renovar_contrato",
    "rescindir_contrato",
    "sacar_equipo",
    "volver_a_renovar",
]
