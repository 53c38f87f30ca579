"""Locking a contract, and saving what was composed: one in a service, thousands in a load."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, starmap

from django.db import transaction
from django.db.models.expressions import DatabaseDefault

from clientes.eventos import CodigoEquipo
from clientes.models import (
    AvisoContrato,
    Cobertura,
    ConsumoContrato,
    ContratoMantenimiento,
    EquipoContratado,
    EventoContrato,
    EventoEquipo,
    PeriodoContrato,
)
from clientes.models.contrato import SIN_SOLAPE
from clientes.servicios.comun import bloquear_cliente, comprobar_forma
from clientes.servicios.contratos.composicion import ExpedienteContrato, componer_coberturas
from nucleo.codigos import reservar_codigos, siguiente_codigo
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import insertar_eventos
from nucleo.restricciones import traducir_integridad

LOTE = 1000
CAMPO_DE = {
    SIN_SOLAPE: "equipos",
    "contrato_fechas_creibles": "fecha_inicio",
    "contrato_resuelve_despues_de_responder": "resolucion_min",
    "contrato_termina_despues_de_empezar": "fecha_fin",
    "equipocontratado_una_vez_por_periodo": "equipos",
    "periodo_precio_no_negativo": "precio_eur",
    "periodo_sin_solape": "fecha_inicio",
}


def bloquear_contrato(pk: int) -> ExpedienteContrato:
    """The contract with its periods and units, locked: first its customer, then itself.

    The owners of its units are locked too, which may have changed hands: their rights change.
    """
    duenos = EquipoContratado.objects.filter(contrato=pk).values_list("equipo__cliente_id")
    suyo = ContratoMantenimiento.objects.filter(pk=pk).values_list("cliente_id")
    for cliente in sorted(cliente for (cliente,) in suyo.union(duenos)):
        bloquear_cliente(cliente)
    contrato = ContratoMantenimiento.objects.select_for_update().get(pk=pk)
    periodos = list(contrato.periodos.order_by("numero"))
    por_pk = {periodo.pk: periodo for periodo in periodos}
    equipos = list(
        contrato.equipos.select_related("equipo__producto", "equipo__usuario_contacto").order_by(
            "pk"
        )
    )
    for fila in equipos:
        fila.contrato, fila.periodo = contrato, por_pk[fila.periodo_id]
    return ExpedienteContrato(contrato, periodos, equipos)


def asentar(expediente: ExpedienteContrato) -> None:
    """Save what a service composed, inside its transaction; what cannot be comes as a sentence."""
    contrato = expediente.contrato
    if contrato.pk is None:
        contrato.codigo = siguiente_codigo("CTR", contrato.creado_en)
    for fila in (contrato, *expediente.nuevas, *(f for f, _campos in expediente.cambios.values())):
        comprobar_forma(fila)
    try:
        with traducir_integridad():
            if contrato.pk is None:
                contrato.save(force_insert=True)
            for fila, campos in expediente.cambios.values():
                fila.save(update_fields=sorted(campos))
            for fila in expediente.nuevas:
                fila.save(force_insert=True)
    except ErrorDeNegocio as error:
        error.campo = CAMPO_DE.get(error.codigo)
        raise
    EventoContrato.objects.bulk_create(_eventos_de(expediente))


@transaction.atomic
def guardar_contratos(expedientes: Sequence[ExpedienteContrato]) -> None:
    """Insert many new contracts with their whole history and coverages (import, demo).

    Checks nothing: the database's constraints do.
    """
    contratos = [expediente.contrato for expediente in expedientes]
    codigos = reservar_codigos("CTR", [contrato.creado_en for contrato in contratos])
    for contrato, codigo in zip(contratos, codigos, strict=True):
        contrato.codigo = codigo
    ContratoMantenimiento.objects.bulk_create(contratos, batch_size=LOTE)
    filas = list(chain.from_iterable(e.nuevas for e in expedientes))
    for modelo in (PeriodoContrato, EquipoContratado, AvisoContrato, ConsumoContrato):
        modelo._default_manager.bulk_create(
            [fila for fila in filas if type(fila) is modelo],  # type: ignore[misc]
            batch_size=LOTE,
        )
    dadas = [(e, componer_coberturas(e)) for e in expedientes]
    Cobertura.objects.bulk_create(
        chain.from_iterable(suyas for _expediente, suyas in dadas), batch_size=LOTE
    )
    insertar_eventos(EventoEquipo, chain.from_iterable(starmap(_sucesos_de, dadas)))
    insertar_eventos(EventoContrato, chain.from_iterable(map(_eventos_de, expedientes)))


def _sucesos_de(
    expediente: ExpedienteContrato, coberturas: Sequence[Cobertura]
) -> list[EventoEquipo]:
    """That its units got those rights, in their histories: by whom and when it was signed."""
    firma = expediente.eventos[0][0]
    autor = {c: getattr(firma, c) for c in ("autor", "usuario_id", "token_id", "contacto_id")}
    eventos = []
    for cobertura in coberturas:
        periodo = next(p for p in expediente.periodos if p.hasta >= cobertura.fecha_fin)
        en = max(periodo.creado_en, expediente.contrato.firmado_en or periodo.creado_en)
        evento = EventoEquipo(
            equipo_id=cobertura.equipo_id,
            codigo=CodigoEquipo.COBERTURA.value,
            ocurrido_en=en,
            datos={
                "cobertura": cobertura.pk,
                "tipo": str(cobertura.tipo),
                "hasta": cobertura.fecha_fin.isoformat(),
            },
            **autor,
        )
        if not isinstance(firma.registrado_en, DatabaseDefault):  # history: told as it happened
            evento.registrado_en = en
        eventos.append(evento)
    return eventos


def _eventos_de(expediente: ExpedienteContrato) -> list[EventoContrato]:
    """The events with the ids of the rows they name, known by now."""
    for evento, filas in expediente.eventos:
        evento.datos.update({clave: fila.pk for clave, fila in filas.items()})
        evento.contrato_id = expediente.contrato.pk
    return [evento for evento, _filas in expediente.eventos]
