"""What the events add up to, kept by indicator, dimension, day and value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from indicadores.calculo import Recuento
from indicadores.histograma import cubo_de
from indicadores.models import Lapso
from indicadores.rango import principio_de

Clave = tuple[str, str, date, str]  # indicator, dimension, day, value
ClaveConLapso = tuple[str, str, str, date, str]  # indicator, dimension, lapse, day, value
Cuenta = dict[str, int]


class Recuentos(defaultdict[Clave, Recuento]):
    def __init__(self) -> None:
        super().__init__(Recuento)

    def anotar(
        self, indicador: str, dia: date, cuenta: Cuenta, valores: Iterable[tuple[str, str]]
    ) -> None:
        """Add one fact to the measurement of each of its dimensions."""
        for dimension, valor in valores:
            recuento = self[indicador, dimension, dia, valor]
            for nombre, cuanto in cuenta.items():
                if nombre == "cubo":
                    recuento.histograma[cuanto] = recuento.histograma.get(cuanto, 0) + 1
                else:
                    setattr(recuento, nombre, getattr(recuento, nombre) + cuanto)


def con_semanas_y_meses(dias: Mapping[Clave, Recuento]) -> dict[ClaveConLapso, Recuento]:
    """The counts of each day, and those of its week and its month."""
    todos: dict[ClaveConLapso, Recuento] = defaultdict(Recuento)
    for (indicador, dimension, dia, valor), recuento in dias.items():
        for lapso in Lapso.values:
            clave = (indicador, dimension, lapso, principio_de(lapso, dia), valor)
            todos[clave].sumar(recuento)
    return todos


def numero(valor: int) -> Cuenta:
    """A fact that counts a number: a time, an answer, how many handovers."""
    return {"n": 1, "suma": valor, "cubo": cubo_de(valor)}


def acierto(es_acierto: bool) -> Cuenta:
    return {"n": 1, "aciertos": es_acierto, "fallos": not es_acierto}


def texto(pk: int | None) -> str:
    """An id as a value of a dimension."""
    return "" if pk is None else str(pk)
