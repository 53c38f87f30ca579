"""The life of an import: rehearsed as often as wanted, imported once."""

from django.utils.translation import gettext as _

from intercambio.models import Estado, Importacion
from nucleo.errores import ErrorDeNegocio

TRANSICIONES: dict[Estado, frozenset[Estado]] = {
    Estado.SUBIDA: frozenset({Estado.ENSAYANDO, Estado.DESCARTADA}),
    Estado.ENSAYANDO: frozenset({Estado.ENSAYADA, Estado.FALLIDA}),
    Estado.ENSAYADA: frozenset({Estado.ENSAYANDO, Estado.IMPORTANDO, Estado.DESCARTADA}),
    Estado.IMPORTANDO: frozenset({Estado.TERMINADA, Estado.FALLIDA}),
    Estado.FALLIDA: frozenset({Estado.ENSAYANDO, Estado.DESCARTADA}),
    Estado.TERMINADA: frozenset(),
    Estado.DESCARTADA: frozenset(),
}


def exigir_transicion(importacion: Importacion, destino: Estado) -> None:
    """ErrorDeNegocio if `destino` cannot follow the state it is in."""
    origen = Estado(importacion.estado)
    if destino not in TRANSICIONES[origen]:
        raise ErrorDeNegocio(
            _("Esta importación está «%(origen)s» y no puede pasar a «%(destino)s».")
            % {"origen": origen.label.lower(), "destino": destino.label.lower()},
            codigo="transicion",
        )
