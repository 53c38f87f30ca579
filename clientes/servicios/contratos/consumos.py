"""What the orders use of a contract: called down when one is finished, corrected if it changes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from clientes.contratos import contratado_para
from clientes.eventos import Actor
from clientes.models import ConsumoContrato
from clientes.servicios.contratos.composicion import componer_consumo
from clientes.servicios.contratos.guardado import asentar, bloquear_contrato
from clientes.servicios.contratos.revision import momento_de


@transaction.atomic
def anotar_consumo(
    equipo_pk: int,
    *,
    por: Actor,
    referencia: str,
    fecha: date,
    clase: str,
    visitas: int,
    minutos: int,
    en: datetime | None = None,
) -> ConsumoContrato | None:
    """Count an order against the contract that its unit has for that on that day.

    `clase` is PREVENTIVO or CORRECTIVO. Once for each `referencia`: asked again with the same, it
    writes nothing; with other figures (the order was opened again), it corrects them. None if no
    contract takes it. Using more than what is included is not refused: the balance says so.
    """
    anterior = ConsumoContrato.objects.filter(referencia=referencia).first()
    fila = contratado_para(equipo_pk, fecha, clase)
    if anterior is None and (fila is None or not (visitas or minutos)):
        return None
    periodo_pk = fila.periodo_id if fila is not None else anterior.periodo_id  # type: ignore[union-attr]
    contrato_pk = fila.contrato_id if fila is not None else anterior.periodo.contrato_id  # type: ignore[union-attr]
    expediente = bloquear_contrato(contrato_pk)
    # Locked: another finish of the same order may have written meanwhile.
    anterior = ConsumoContrato.objects.select_for_update().filter(referencia=referencia).first()
    if fila is None:  # no contract takes it any more: it uses nothing
        visitas = minutos = 0
    igual = (periodo_pk, fecha, visitas, minutos)
    if anterior is not None and igual == _cifras(anterior):
        return anterior
    periodo = next(p for p in expediente.periodos if p.pk == periodo_pk)
    consumo = componer_consumo(
        expediente,
        periodo,
        equipo_id=equipo_pk,
        referencia=referencia,
        fecha=fecha,
        visitas=visitas,
        minutos=minutos,
        por=por,
        en=momento_de(en),
        anterior=anterior,
    )
    asentar(expediente)
    return consumo


def _cifras(consumo: ConsumoContrato) -> tuple[int, date, int, int]:
    return (consumo.periodo_id, consumo.fecha, consumo.visitas, consumo.minutos)
