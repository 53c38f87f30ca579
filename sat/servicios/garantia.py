"""A repair under the legal guarantee stops its terms while we have the unit (TRLGDCU art. 122)."""

from __future__ import annotations

from datetime import datetime

from clientes.eventos import Actor
from clientes.models import SuspensionCobertura
from clientes.servicios import devolver_equipo, poner_a_disposicion
from nucleo.tiempo import dia_local
from sat.models import OrdenTrabajo, Resultado

# The unit conforms again: from there the year of art. 122.3 runs.
CONFORME = frozenset({Resultado.REPARADO, Resultado.REALIZADO})


def empezar_suspension(orden: OrdenTrabajo, *, desde: datetime, por: Actor) -> None:
    """The unit is at our disposal, if its repair is a remedy of the legal guarantee. Idempotent."""
    if _suspende(orden):
        _poner_a_disposicion(orden, desde=desde, por=por)


def terminar_suspension(orden: OrdenTrabajo, *, hasta: datetime, por: Actor) -> None:
    """It goes back; without a hand-in on record, the first session put it at our disposal.

    An order that comes back from *entregada* and is handed over again moves the end.
    """
    desde = orden.recibido_en or _primera_sesion(orden)
    if not _suspende(orden) or desde is None or _la_tiene_otra(orden):
        return
    suspension = _poner_a_disposicion(orden, desde=desde, por=por)
    devolver_equipo(
        suspension.pk,
        por=por,
        devuelto_en=dia_local(hasta),
        conforme=orden.resultado in CONFORME,
        de_nuevo=True,
        en=hasta,
    )


def _poner_a_disposicion(
    orden: OrdenTrabajo, *, desde: datetime, por: Actor
) -> SuspensionCobertura:
    return poner_a_disposicion(
        orden.equipo_id,  # type: ignore[arg-type]
        por=por,
        entregado_en=dia_local(desde),
        defecto=defecto_de(orden),
        referencia=orden.codigo,
        en=desde,
    )


def _la_tiene_otra(orden: OrdenTrabajo) -> bool:
    """The terms are stopped by another order already; a visit for this one ends all the same."""
    abiertas = SuspensionCobertura.objects.filter(equipo=orden.equipo_id, devuelto_en=None)
    return abiertas.exclude(referencia=orden.codigo).exists()


def _suspende(orden: OrdenTrabajo) -> bool:
    """Not for a unit that was retired meanwhile: delivering the one in its place ended them."""
    equipo = orden.equipo
    return orden.es_garantia_legal and equipo is not None and equipo.retirado_en is None


def _primera_sesion(orden: OrdenTrabajo) -> datetime | None:
    primera = orden.intervenciones.order_by("iniciada_en").first()
    return primera.iniciada_en if primera else None


def defecto_de(orden: OrdenTrabajo) -> str:
    """In which words the defect is known again when it comes back."""
    return (orden.categoria.nombre if orden.categoria else orden.sintoma)[:120]
