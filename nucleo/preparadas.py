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
from django.db.models import Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)


class Hueco(Expression):
    """The place of a value, or of a list for `__de_la_lista`, of the type that is said."""

    def __init__(self, nombre: str, *, lista_de: str = "") -> None:
        super().__init__()
        self.nombre, self.lista_de = nombre, lista_de

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"%s::{self.lista_de}[]" if self.lista_de else "%s", [self]


@ForeignObject.register_lookup
@Field.register_lookup
class DeLaLista(Lookup):  # type: ignore[type-arg]
    """`__in` of a list that is not known yet: one array, whatever its length, for any index."""

    lookup_name = "de_la_lista"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        columna, suyos = self.process_lhs(compiler, connection)
        lista, parametros = self.process_rhs(compiler, connection)
        return f"{columna} = ANY({lista})", [*suyos, *parametros]


class Preparada(Generic[M]):
    """A queryset with holes. It is written at its first call, when every model is there."""

    def __init__(self, armar: Callable[[], QuerySet[M, Any]]) -> None:
        self._armar = armar
        self._escrita: tuple[Any, str, tuple[Any, ...]] | None = None

    def __call__(self, **valores: Any) -> list[M]:
        """The rows with those values, which are passed as they are: of the column's type."""
        compilador, filas = self._leer(valores)
        if not filas:
            return []
        consulta: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            query=SimpleNamespace(get_compiler=lambda using: compilador),
            _known_related_objects={},
        )
        return list(ModelIterable(consulta))  # the ORM's own, over what has been read

    def tuplas(self, **valores: Any) -> list[tuple[Any, ...]]:
        """The same of a queryset with `values_list`, without making an object of each row."""
        compilador, filas = self._leer(valores)
        return list(compilador.results_iter([filas], tuple_expected=True)) if filas else []

    def _leer(self, valores: dict[str, Any]) -> tuple[Any, list[Any]]:
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
        compilador = copy(escrito)
        compilador.execute_sql = lambda *_lo_que, **_como: [filas]
        return compilador, filas
