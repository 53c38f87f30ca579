"""The figures in force here: the official ones with the overrides of this installation."""

from normativa.models import ParametroPropio
from normativa.reglas.parametros import Parametros, oficiales


def parametros_vigentes() -> Parametros:
    """What every rule takes as `parametros`. One statement; in bulk, ask once and pass it on."""
    propios = [fila.como_parametro() for fila in ParametroPropio.objects.all()]
    return oficiales().con(propios) if propios else oficiales()
