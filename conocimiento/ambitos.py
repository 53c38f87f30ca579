"""Which kinds and categories there are: the app of the cases says it from `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Opciones = Callable[[], Sequence[tuple[Any, Any]]]

_registradas: dict[str, Opciones] = {}


def registrar_ambitos(*, tipos: Opciones, categorias: Opciones) -> None:
    """Say the kinds (code, name) and the categories (id, name) that a template may be for."""
    _registradas.update(tipos=tipos, categorias=categorias)


def tipos() -> Sequence[tuple[str, Any]]:
    return _registradas["tipos"]()


def categorias() -> Sequence[tuple[int, Any]]:
    return _registradas["categorias"]()
