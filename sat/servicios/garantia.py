"""A repair under the legal guarantee stops its terms while we have the unit (TRLGDCU art. 122)."""

from __future__ import annotations

from datetime import datetime

from clientes.models import SuspensionCobertura
from nucleo.tiempo import dia_local
from sat.models import OrdenTrabajo


def empezar_suspension(orden: OrdenTrabajo, *, desde: datetime) -> None:
    """Open the row of this order, if its repair is a remedy of the legal guarantee. Idempotent."""
    if not _suspende(orden):
        return
    SuspensionCobertura.objects.get_or_create(
        equipo_id=orden.equipo_id,  # type: ignore[misc]
        referencia=orden.codigo,
        defaults={"entregado_en": dia_local(desde), "defecto": _defecto(orden)},
    )


def terminar_suspension(orden: OrdenTrabajo, *, hasta: datetime) -> None:
    """Close the row; without a hand-in on record, the first session put the unit at our disposal.

    An order that comes back from *entregada* and is handed over again moves the end.
    """
    if not _suspende(orden):
        return
    desde = orden.recibido_en or _primera_sesion(orden)
    if desde is None:
        return
    empezar_suspension(orden, desde=desde)
    suspensiones = SuspensionCobertura.objects.filter(referencia=orden.codigo)
    suspensiones.filter(equipo=orden.equipo).update(devuelto_en=dia_local(hasta))


def _suspende(orden: OrdenTrabajo) -> bool:
    return orden.es_garantia_legal and orden.equipo_id is not None


def _primera_sesion(orden: OrdenTrabajo) -> datetime | None:
    primera = orden.intervenciones.order_by("iniciada_en").first()
    return primera.iniciada_en if primera else None


def _defecto(orden: OrdenTrabajo) -> str:
    return (orden.categoria.nombre if orden.categoria else orden.sintoma)[:120]
