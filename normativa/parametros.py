"""The figures in force here: the official ones with the overrides of this installation."""

from time import monotonic

from normativa.models import ParametroPropio
from normativa.reglas.parametros import Parametros, oficiales

SEGUNDOS_EN_MEMORIA = 5
_recordados: tuple[float, Parametros] | None = None


def parametros_vigentes() -> Parametros:
    """What every rule takes as `parametros`.

    Each process remembers them for seconds only, so that judging thousands of cases asks once and
    a new override reaches every process by itself.
    """
    global _recordados
    if _recordados is None or _recordados[0] < monotonic():
        propios = [fila.como_parametro() for fila in ParametroPropio.objects.que_cuentan()]
        cifras = oficiales().con(propios) if propios else oficiales()
        _recordados = (monotonic() + SEGUNDOS_EN_MEMORIA, cifras)
    return _recordados[1]


def olvidar_parametros() -> None:
    """Read them again at the next call: after changing one, and between tests."""
    global _recordados
    _recordados = None
