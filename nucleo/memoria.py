"""What a process may remember for some seconds: short lists that change once a week.

Each process forgets by itself, so a change reaches all of them without telling anybody. Never for
what decides who may see something, nor for what the same person has just changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SEGUNDOS = 5


def recordada(funcion: Callable[P, R]) -> Callable[P, R]:
    """Decorator: ask again only when the answer is some seconds old. Arguments must be hashable.

    `function.olvidar()` asks again at once: for who has just written what it reads.
    """
    respuestas: dict[Any, tuple[float, R]] = {}

    @wraps(funcion)
    def con_memoria(*args: P.args, **kwargs: P.kwargs) -> R:
        clave = (args, tuple(sorted(kwargs.items())))
        recordado = respuestas.get(clave)
        if recordado is None or recordado[0] < monotonic():
            recordado = (monotonic() + SEGUNDOS, funcion(*args, **kwargs))
            respuestas[clave] = recordado
        return recordado[1]

    con_memoria.olvidar = respuestas.clear  # type: ignore[attr-defined]
    return con_memoria
