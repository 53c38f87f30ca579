"""Querysets whose SQL is written once a process: what each call pays is PostgreSQL and the rows.

The ORM takes longer to write a statement of ten tables again than PostgreSQL to answer it, and on
the page opened seventy times a day it is always the same one, with other values. `Hueco` is where
a value goes; what changes more than a value (one condition more, another order) is another
statement, so another `Preparada`.

    DE_CASO = Preparada(lambda: Mensaje.objects.filter(incidencia=Hueco("caso")))
    DE_CASO(caso=incidencia.pk)
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)


class Hueco(Expression):
    """The place of a value, or of a list of them for `__in`, of the type that is said."""

    def __init__(self, nombre: str, *, lista_de: str = "") -> None:
        super().__init__()
        self.nombre, self.lista_de = nombre, lista_de

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"(SELECT unnest(%s::{self.lista_de}[]))" if self.lista_de else "%s", [self]


class Preparada(Generic[M]):
    """A queryset with holes. It is written at its first call, when every model is there."""

    def __init__(self, armar: Callable[[], QuerySet[M]]) -> None:
        self._armar = armar
        self._escrita: tuple[Any, str, tuple[Any, ...]] | None = None

    def __call__(self, **valores: Any) -> list[M]:
        """The rows with those values, which are passed as they are: of the column's type."""
        if self._escrita is None:
            compilador = self._armar().query.get_compiler(DEFAULT_DB_ALIAS)
            sql, parametros = compilador.as_sql()
            self._escrita = compilador, sql, tuple(parametros)
        escrito, sql, parametros = self._escrita
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [valores[p.nombre] if isinstance(p, Hueco) else p for p in parametros]
            )
            filas = cursor.fetchall()
        return _filas(escrito, filas) if filas else []


def _filas(escrito: Any, filas: list[Any]) -> list[Any]:
    """Those rows as the ORM would give them: its own iterator, over what has been read."""
    compilador = copy(escrito)
    compilador.execute_sql = lambda **_opciones: [filas]
    consulta = SimpleNamespace(get_compiler=lambda using: compilador)
    leidas: Any = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=consulta, _known_related_objects={})
    return list(ModelIterable(leidas))
