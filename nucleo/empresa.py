"""The company of this installation."""

from time import monotonic

from nucleo.models.empresa import Empresa

SEGUNDOS_EN_MEMORIA = 5
_recordada: tuple[float, Empresa] | None = None


def empresa() -> Empresa:
    """The one Empresa row, or an unsaved one with defaults before set-up.

    Each process remembers it for seconds only: a change reaches every process by itself.
    """
    global _recordada
    if _recordada is None or _recordada[0] < monotonic():
        actual = Empresa.objects.first() or Empresa()
        _recordada = (monotonic() + SEGUNDOS_EN_MEMORIA, actual)
    return _recordada[1]


def olvidar_empresa() -> None:
    """Read it again at the next call: after saving it, and between tests."""
    global _recordada
    _recordada = None
