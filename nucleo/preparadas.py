"""Querysets whose SQL is written once a process: what each call pays is PostgreSQL and the rows.

The ORM takes longer to write a statement of ten tables again than PostgreSQL to answer it, and on
the page opened seventy times a day it is always the same one, with other values. `Hueco` is where
a value goes; what changes more than a value (one condition more, another order) is another
statement, so another `Preparada`.

    DE_CASO = Preparada(lambda: Mensaje.objects.filter(incidencia=Hueco("caso")))
    DE_CASO(caso=incidencia.pk)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property

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


class Escrita:
    """A statement with holes, and what makes objects of its rows.

    It is what `ModelIterable` works out again at each reading.
    """

    def __init__(self, consulta: QuerySet[Any, Any]) -> None:
        compilador: Any = consulta.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parametros = compilador.as_sql()
        self.parametros = tuple(parametros)
        columnas = [columna for columna, _sql, _alias in compilador.select]
        convertidores = compilador.get_converters(columnas)
        compilador.get_converters = lambda _columnas: convertidores
        compuestas = compilador.has_composite_fields(columnas)
        compilador.has_composite_fields = lambda _columnas: compuestas
        self.compilador = compilador
        if compilador.klass_info is not None:  # not for `values_list`
            de_modelo = compilador.klass_info["select_fields"]
            self._modelo = compilador.klass_info["model"]
            self._suyas = slice(de_modelo[0], de_modelo[-1] + 1)
            self._nombres = [columna.target.attname for columna in columnas[self._suyas]]
            relacionados: Any = get_related_populators  # the types are those of another Django
            self._relacionados = relacionados(
                compilador.klass_info, compilador.select, DEFAULT_DB_ALIAS
            )

    def objetos(self, filas: list[Any]) -> list[Any]:
        return [self._objeto(fila) for fila in self.compilador.results_iter([filas])]

    def _objeto(self, fila: Sequence[Any]) -> Any:
        objeto = self._modelo.from_db(DEFAULT_DB_ALIAS, self._nombres, fila[self._suyas])
        for relacionado in self._relacionados:
            relacionado.populate(fila, objeto)
        for nombre, posicion in self.compilador.annotation_col_map.items():
            setattr(objeto, nombre, fila[posicion])
        return objeto


class Preparada(Generic[M]):
    """A queryset with holes. It is written at its first call, when every model is there."""

    def __init__(self, armar: Callable[[], QuerySet[M, Any]]) -> None:
        self._armar = armar

    @cached_property
    def _escrita(self) -> Escrita:
        return Escrita(self._armar())

    def __call__(self, **valores: Any) -> list[M]:
        """The rows with those values, which are passed as they are: of the column's type."""
        filas = self._leer(valores)
        return self._escrita.objetos(filas) if filas else []

    def tuplas(self, **valores: Any) -> list[tuple[Any, ...]]:
        """The same of a queryset with `values_list`, without making an object of each row."""
        filas = self._leer(valores)
        return list(self._escrita.compilador.results_iter([filas], tuple_expected=True))

    def _leer(self, valores: dict[str, Any]) -> list[Any]:
        escrita = self._escrita
        parametros = [valores[p.nombre] if isinstance(p, Hueco) else p for p in escrita.parametros]
        with connection.cursor() as cursor:
            cursor.execute(escrita.sql, parametros)
            return cursor.fetchall()
