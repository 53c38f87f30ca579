"""The life of a case as a table that a manager can read."""

from django.utils.translation import gettext as _

from incidencias.models import Estado, Incidencia
from nucleo.errores import ErrorDeNegocio

# *Resuelta* is our word, *cerrada* the customer's (or time's). Undoing a merge goes back to the
# state before it, which its event keeps: that is why `fusionada` leads to any open state.
TRANSICIONES: dict[Estado, frozenset[Estado]] = {
    Estado.NUEVA: frozenset(
        {
            Estado.EN_CURSO,
            Estado.EN_ESPERA,
            Estado.RESUELTA,
            Estado.ANULADA,
            Estado.FUSIONADA,
        }
    ),
    Estado.EN_CURSO: frozenset(
        {Estado.EN_ESPERA, Estado.RESUELTA, Estado.ANULADA, Estado.FUSIONADA}
    ),
    Estado.EN_ESPERA: frozenset(
        {Estado.EN_CURSO, Estado.RESUELTA, Estado.ANULADA, Estado.FUSIONADA}
    ),
    Estado.RESUELTA: frozenset({Estado.CERRADA, Estado.EN_CURSO}),
    Estado.CERRADA: frozenset({Estado.EN_CURSO}),
    Estado.FUSIONADA: frozenset({Estado.NUEVA, Estado.EN_CURSO, Estado.EN_ESPERA}),
    Estado.ANULADA: frozenset(),
}

# Nobody writes in them: they should not have been, or go on in another.
SIN_CONVERSACION = frozenset({Estado.ANULADA, Estado.FUSIONADA})
# What they say of themselves is settled.
NO_SE_TOCAN = SIN_CONVERSACION | {Estado.CERRADA}


def exigir_transicion(incidencia: Incidencia, destino: Estado) -> Estado:
    """The state the case is in, if `destino` can follow it; ErrorDeNegocio otherwise."""
    origen = Estado(incidencia.estado)
    if destino not in TRANSICIONES[origen]:
        raise ErrorDeNegocio(
            _("%(codigo)s está «%(origen)s» y no puede pasar a «%(destino)s».")
            % {
                "codigo": incidencia.codigo,
                "origen": origen.label.lower(),
                "destino": destino.label.lower(),
            },
            codigo="transicion",
        )
    return origen
