"""What an order uses of the maintenance contract of its unit: visits and hours."""

from __future__ import annotations

from datetime import date, datetime

from clientes.contratos import contratado_para
from clientes.eventos import Actor
from clientes.models import AlcanceContrato, ConsumoContrato, Equipo, QuienPaga
from clientes.servicios.contratos import anotar_consumo
from nucleo.tiempo import dia_local
from sat.models import OrdenTrabajo, Tipo

# A check, or a fault. Installing, fetching and taking away are of no contract.
CLASE = {
    Tipo.MANTENIMIENTO: AlcanceContrato.PREVENTIVO,
    Tipo.REPARACION: AlcanceContrato.CORRECTIVO,
    Tipo.DIAGNOSTICO: AlcanceContrato.CORRECTIVO,
}
# A repair that another pays (the seller, an insurer, the customer by choice) uses nothing.
GASTAN_AVERIA = frozenset({"", QuienPaga.CONTRATO})
GASTAN_REVISION = GASTAN_AVERIA | {QuienPaga.NOSOTROS}


def la_incluye_un_contrato(tipo: str, equipo: Equipo | None, dia: date) -> bool:
    """Whether a check of that unit is of its contract. A fault's payer is said by the verdict."""
    if tipo != Tipo.MANTENIMIENTO or equipo is None:
        return False
    return contratado_para(equipo.pk, dia, AlcanceContrato.PREVENTIVO) is not None


def descontar_del_contrato(
    orden: OrdenTrabajo, *, por: Actor, en: datetime | None = None
) -> ConsumoContrato | None:
    """Count a finished order; one that was opened again and finished, or annulled, is corrected.

    Safe to repeat. A remedy of the legal guarantee is owed for free: it uses no contract.
    """
    if orden.equipo_id is None or not _gasta(orden):
        return None
    fin = orden.terminada_en or en or orden.ocurrida_en
    hecha = orden.anulada_en is None
    return anotar_consumo(
        orden.equipo_id,
        por=por,
        referencia=orden.codigo,
        fecha=dia_local(fin),
        clase=CLASE[Tipo(orden.tipo)],
        visitas=orden.visitas if hecha else 0,
        minutos=orden.minutos if hecha else 0,
        en=en,
    )


def _gasta(orden: OrdenTrabajo) -> bool:
    clase = CLASE.get(Tipo(orden.tipo))
    pagan = GASTAN_REVISION if clase == AlcanceContrato.PREVENTIVO else GASTAN_AVERIA
    return clase is not None and not orden.es_garantia_legal and orden.paga in pagan
