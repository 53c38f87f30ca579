"""Which priority an impact and an urgency give, by the matrix in force: remembered for seconds."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from time import monotonic

from django.utils import timezone

from incidencias.models import CeldaMatriz, Prioridad

Celdas = dict[tuple[str, str], Prioridad]
Versiones = list[tuple[datetime, Celdas]]
SEGUNDOS_EN_MEMORIA = 5


def prioridad_de(impacto: str, urgencia: str, en: datetime | None = None) -> Prioridad:
    """The priority of that pair by the matrix that rules at `en` (now)."""
    return matriz_en(en or timezone.now())[str(impacto), str(urgencia)]


def matriz_en(en: datetime) -> Celdas:
    """The cells of the version in force at `en`; before the first one, those of the first."""
    versiones = _versiones()
    vigentes = [celdas for desde, celdas in versiones if desde <= en]
    return vigentes[-1] if vigentes else versiones[0][1]


def olvidar_matrices() -> None:
    """Look them up again at the next call: after a new version, and between tests."""
    _recordadas.clear()


_recordadas: dict[str, tuple[float, Versiones]] = {}


def _versiones() -> Versiones:
    recordadas = _recordadas.get("")
    if recordadas is None or recordadas[0] < monotonic():
        recordadas = (monotonic() + SEGUNDOS_EN_MEMORIA, _leer())
        _recordadas[""] = recordadas
    return recordadas[1]


def _leer() -> Versiones:
    por_version: dict[datetime, Celdas] = defaultdict(dict)
    filas = CeldaMatriz.objects.values_list(
        "matriz__vigente_desde", "impacto", "urgencia", "prioridad"
    )
    for desde, impacto, urgencia, prioridad in filas:
        por_version[desde][impacto, urgencia] = Prioridad(prioridad)
    return sorted(por_version.items())
