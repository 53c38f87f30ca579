"""Facts of an appointment."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from clientes.eventos import Actor
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    Cita,
    Estado,
    EstadoCita,
    Tecnico,
)

if TYPE_CHECKING:
    from datetime import datetime


from sat.servicios.composicion.base import ExpedienteOrden, Franja


def componer_cita(
    expediente: ExpedienteOrden,
    *,
    tecnico: Tecnico,
    franja: Franja,
    por: Actor,
    en: datetime,
    ventana: Franja | None = None,
    estado: str = EstadoCita.CONFIRMADA,
    notas: str = "",
) -> Cita:
    """Give the order an appointment; without `ventana` the customer was told the slot itself."""
    cita = Cita(
        orden=expediente.orden,
        tecnico=tecnico,
        franja=_rango(franja),
        ventana=_rango(ventana or franja),
        estado=estado,
        notas=notas,
        dada_en=en,
    )
    expediente.anade(cita)
    expediente.citas.append(cita)
    if expediente.orden.estado != Estado.PLANIFICADA and not expediente.en_curso:
        expediente.cambia(expediente.orden, estado=Estado.PLANIFICADA)
    expediente.refrescar_cita()
    datos = _datos_de(cita)
    expediente.suceso(Codigo.CITA_PUESTA, por=por, en=en, filas={"cita": cita}, **datos)
    expediente.en_el_caso(EnElCaso.CITA_PUESTA, por=por, en=en, filas={"cita": cita}, **datos)
    return cita


def componer_cita_movida(
    expediente: ExpedienteOrden,
    cita: Cita,
    *,
    tecnico: Tecnico,
    franja: Franja,
    por: Actor,
    en: datetime,
    ventana: Franja | None = None,
) -> None:
    antes = {"antes": _iso(cita.empieza_en), "tecnico_antes": cita.tecnico_id}
    expediente.cambia(
        cita, tecnico=tecnico, franja=_rango(franja), ventana=_rango(ventana or franja)
    )
    expediente.refrescar_cita()
    datos = {**_datos_de(cita), **antes}
    expediente.suceso(Codigo.CITA_MOVIDA, por=por, en=en, filas={"cita": cita}, **datos)
    expediente.en_el_caso(EnElCaso.CITA_MOVIDA, por=por, en=en, filas={"cita": cita}, **datos)


def componer_cita_anulada(
    expediente: ExpedienteOrden,
    cita: Cita,
    *,
    motivo: str,
    por: Actor,
    en: datetime,
    con_orden: bool = False,
) -> None:
    """Take an appointment back; without another one, a planned order is to be planned again."""
    expediente.cambia(cita, estado=EstadoCita.ANULADA, anulada_en=en, motivo_anulacion=motivo[:300])
    expediente.citas.remove(cita)
    expediente.refrescar_cita()
    orden = expediente.orden
    if not con_orden and not expediente.citas and orden.estado == Estado.PLANIFICADA:
        expediente.cambia(orden, estado=Estado.NUEVA)
    datos = {"tecnico": cita.tecnico_id}
    expediente.suceso(Codigo.CITA_ANULADA, por=por, en=en, filas={"cita": cita}, **datos)
    if not con_orden:
        expediente.en_el_caso(EnElCaso.CITA_ANULADA, por=por, en=en, filas={"cita": cita})


def _rango(franja: Franja) -> Any:
    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

    return DateTimeTZRange(*franja)


def _datos_de(cita: Cita) -> dict[str, Any]:
    return {
        "tecnico": cita.tecnico_id,
        "desde": _iso(cita.empieza_en),
        "hasta": _iso(cita.termina_en),
    }


def _iso(instante: datetime) -> str:
    return instante.astimezone(UTC).isoformat()
