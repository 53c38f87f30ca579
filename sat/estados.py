"""The life of an order as a table that a manager can read."""

from django.utils.translation import gettext as _

from nucleo.errores import ErrorDeNegocio
from sat.models import Estado, OrdenTrabajo

TRANSICIONES: dict[Estado, frozenset[Estado]] = {
    Estado.NUEVA: frozenset(
        {Estado.DIAGNOSTICADA, Estado.PRESUPUESTADA, Estado.PLANIFICADA, Estado.ANULADA}
    ),
    Estado.DIAGNOSTICADA: frozenset(
        {
            Estado.PRESUPUESTADA,
            Estado.PLANIFICADA,
            Estado.EN_CURSO,
            Estado.ESPERANDO_REPUESTO,
            Estado.ANULADA,
        }
    ),
    Estado.PRESUPUESTADA: frozenset({Estado.ACEPTADA, Estado.RECHAZADA, Estado.ANULADA}),
    Estado.ACEPTADA: frozenset(
        {Estado.PLANIFICADA, Estado.EN_CURSO, Estado.ESPERANDO_REPUESTO, Estado.ANULADA}
    ),
    Estado.RECHAZADA: frozenset({Estado.ENTREGADA, Estado.ANULADA}),
    Estado.PLANIFICADA: frozenset({Estado.EN_CURSO, Estado.NUEVA, Estado.ANULADA}),
    Estado.EN_CURSO: frozenset(
        {
            Estado.DIAGNOSTICADA,
            Estado.PRESUPUESTADA,
            Estado.PLANIFICADA,
            Estado.ESPERANDO_REPUESTO,
            Estado.TERMINADA,
        }
    ),
    Estado.ESPERANDO_REPUESTO: frozenset({Estado.PLANIFICADA, Estado.EN_CURSO, Estado.ANULADA}),
    Estado.TERMINADA: frozenset({Estado.ENTREGADA, Estado.LIQUIDADA, Estado.EN_CURSO}),
    Estado.ENTREGADA: frozenset({Estado.LIQUIDADA, Estado.EN_CURSO}),
    Estado.LIQUIDADA: frozenset(),
    Estado.ANULADA: frozenset(),
}


def puede_pasar(orden: OrdenTrabajo, destino: Estado) -> bool:
    return destino in TRANSICIONES[Estado(orden.estado)]


def exigir_transicion(orden: OrdenTrabajo, destino: Estado) -> Estado:
    """The state the order is in, if `destino` can follow it; ErrorDeNegocio otherwise."""
    origen = Estado(orden.estado)
    if not puede_pasar(orden, destino):
        raise ErrorDeNegocio(
            _("%(codigo)s está «%(origen)s» y no puede pasar a «%(destino)s».")
            % {
                "codigo": orden.codigo,
                "origen": origen.label.lower(),
                "destino": destino.label.lower(),
            },
            codigo="transicion",
        )
    return origen
