"""What was imported before: each case's last fingerprint, kept in its own events (codes only)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from incidencias.eventos import Codigo
from incidencias.models import EventoIncidencia

CODIGOS = [Codigo.ABIERTA, Codigo.IMPORTADA_CAMBIADA]


@dataclass(frozen=True)
class Previa:
    """A case imported before: the prints of its fields and of its facts, and how many facts."""

    incidencia_id: int
    huella: str
    hechos: int
    huella_hechos: str


def huella_de(valores: Any) -> str:
    """A short print of what the file said."""
    texto = json.dumps(valores, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(texto.encode()).hexdigest()[:32]


def datos_de_huella(campos: Any, hechos: Sequence[Any]) -> dict[str, Any]:
    """What the event keeps, to tell next time whether anything changed."""
    return {
        "huella": huella_de(campos),
        "hechos": len(hechos),
        "huella_hechos": huella_de(list(hechos)),
    }


def previas(origen: str) -> dict[str, Previa]:
    """Every case of that origin by its reference there, with its last prints (one statement)."""
    eventos = (
        EventoIncidencia.objects.filter(incidencia__origen=origen, codigo__in=CODIGOS)
        .order_by("registrado_en", "id")
        .values_list("incidencia__referencia_externa", "incidencia_id", "datos")
    )
    return {
        referencia: Previa(
            pk, datos.get("huella", ""), datos.get("hechos", 0), datos.get("huella_hechos", "")
        )
        for referencia, pk, datos in eventos
    }
