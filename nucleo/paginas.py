"""Keyset paging: no OFFSET and no COUNT over 1,000, whatever the size of the table.

A page is what follows (value of the sort, pk) in the index. Cursors carry the value as PostgreSQL
writes it, so that `infinity` (no deadline) sorts and pages like any other instant.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as ErrorDeBase64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

POR_PAGINA = 50
TOPE_DE_CUENTA = 1000
PARAMETRO = "cursor"
INFINITOS = {"infinity", "-infinity"}


class CursorInvalido(ValueError):
    """The cursor was not written by us, or for another sort."""


@dataclass(frozen=True)
class Orden:
    """One allowed sort: a NOT NULL column with an index on (column, pk), and its direction."""

    clave: str
    campo: str = "pk"
    descendente: bool = False
    titulo: StrOrPromise = ""


def elegir_orden(parametros: Mapping[str, Any], ordenes: Sequence[Orden]) -> Orden:
    """The sort that `?orden=` names among the allowed ones; the first by default."""
    return next((una for una in ordenes if una.clave == parametros.get("orden")), ordenes[0])


@dataclass(frozen=True)
class Tramo:
    """Rows of a page and the cursors to its neighbours, None where there are none."""

    objetos: list[Any]
    siguiente: str | None
    anterior: str | None


class Pagina:
    """What a list template paints: iterable, with `siguiente`, `anterior` and `cuantas`."""

    def __init__(self, tramo: Tramo, qs: QuerySet[Any], parametros: Mapping[str, Any]) -> None:
        self.objetos, self._tramo, self._qs = tramo.objetos, tramo, qs
        self._parametros = parametros

    def __iter__(self) -> Iterator[Any]:
        return iter(self.objetos)

    def __len__(self) -> int:
        return len(self.objetos)

    @property
    def siguiente(self) -> str | None:
        return self._consulta(self._tramo.siguiente)

    @property
    def anterior(self) -> str | None:
        return self._consulta(self._tramo.anterior)

    @cached_property
    def cuantas(self) -> str:
        """ "37", or "más de 1.000": nobody waits for an exact count of a million."""
        if not (self._tramo.siguiente or self._tramo.anterior):
            return decir_cuantas(len(self.objetos))  # there is no other page
        return decir_cuantas(self._qs.order_by()[: TOPE_DE_CUENTA + 1].count())

    def _consulta(self, cursor: str | None) -> str | None:
        """The query string of this page with another cursor."""
        if cursor is None:
            return None
        pares = [(clave, valor) for clave, valor in _pares(self._parametros) if clave != PARAMETRO]
        return "?" + urlencode([*pares, (PARAMETRO, cursor)])


def decir_cuantas(cuenta: int) -> str:
    """A count that stopped just over the limit, in words."""
    return _("más de 1.000") if cuenta > TOPE_DE_CUENTA else str(cuenta)


# Rows by their keys, in any order: what a list whose filters change each time shows of them.
Lector = Callable[[list[Any]], list[Any]]


def paginar_por_clave(
    qs: QuerySet[Any],
    parametros: Mapping[str, Any],
    orden: Orden,
    por_pagina: int = POR_PAGINA,
    leer: Lector | None = None,
) -> Pagina:
    """The page that `?cursor=` asks for; a bad cursor is the first page, not an error."""
    try:
        tramo = leer_tramo(qs, orden, parametros.get(PARAMETRO, ""), por_pagina, leer)
    except CursorInvalido:
        tramo = leer_tramo(qs, orden, "", por_pagina, leer)
    return Pagina(tramo, qs, parametros)


def leer_tramo(
    qs: QuerySet[Any], orden: Orden, cursor: str, por_pagina: int, leer: Lector | None = None
) -> Tramo:
    """The rows after (or before) a cursor, in one statement; with `leer`, in one that only finds
    them and those of `leer`, which may be written beforehand. Raises CursorInvalido.
    """
    clave = _Clave(qs.model, orden)
    if not cursor:
        filas, hay_mas = _filas(clave.ordenar(qs), por_pagina, leer)
        return Tramo(filas, clave.cursor("d", filas[-1]) if hay_mas else None, None)
    sentido, valor, pk = clave.leer(cursor)
    hacia_atras = sentido == "a"
    vecinas = clave.ordenar(clave.mas_alla(qs, valor, pk, hacia_atras), hacia_atras)
    filas, hay_mas = _filas(vecinas, por_pagina, leer)
    if hacia_atras and not hay_mas:  # the beginning: a whole first page, not what was left of it
        return leer_tramo(qs, orden, "", por_pagina, leer)
    return _tramo_intermedio(clave, filas, hay_mas, hacia_atras)


def _tramo_intermedio(clave: _Clave, filas: list[Any], hay_mas: bool, hacia_atras: bool) -> Tramo:
    if hacia_atras:
        filas = filas[::-1]
    if not filas:
        return Tramo([], None, None)
    siguiente = clave.cursor("d", filas[-1]) if hay_mas or hacia_atras else None
    return Tramo(filas, siguiente, clave.cursor("a", filas[0]))


def _filas(qs: QuerySet[Any], por_pagina: int, leer: Lector | None) -> tuple[list[Any], bool]:
    """One row more than asked says whether there is another page."""
    if leer is None:
        filas = list(qs[: por_pagina + 1])
        return filas[:por_pagina], len(filas) > por_pagina
    claves = dict(qs.values_list("pk", "_clave")[: por_pagina + 1])
    pks = list(claves)[:por_pagina]
    leidas = {fila.pk: fila for fila in (leer(pks) if pks else [])}
    for pk, fila in leidas.items():
        fila._clave = claves[pk]
    return [leidas[pk] for pk in pks if pk in leidas], len(claves) > por_pagina


class _Clave:
    """A sort over a model: how to order by it, go on from a row and write a cursor."""

    def __init__(self, modelo: type[models.Model], orden: Orden) -> None:
        self.orden, self.pk = orden, _clave_primaria(modelo)
        self.campo = self.pk if orden.campo == "pk" else _campo_de(modelo, orden.campo)

    def ordenar(self, qs: QuerySet[Any], al_reves: bool = False) -> QuerySet[Any]:
        signo = "-" if self.orden.descendente != al_reves else ""
        campos = dict.fromkeys((self.campo.name, self.pk.name))
        texto = Cast(self.campo.name, models.TextField())
        return qs.annotate(_clave=texto).order_by(*(signo + campo for campo in campos))

    def mas_alla(self, qs: QuerySet[Any], valor: str, pk: str, al_reves: bool) -> QuerySet[Any]:
        """Rows after (valor, pk), compared as a row, which is one range of the index."""
        signo = " < " if self.orden.descendente != al_reves else " > "
        fila = Fila(F(self.campo.name), F(self.pk.name))
        marca = Fila(_literal(self.campo, valor), _literal(self.pk, pk))
        return qs.filter(Compara(fila, marca, arg_joiner=signo))

    def cursor(self, sentido: str, fila: Any) -> str:
        datos = [sentido, self.orden.clave, fila._clave, str(getattr(fila, self.pk.attname))]
        return urlsafe_b64encode(json.dumps(datos).encode()).decode().rstrip("=")

    def leer(self, cursor: str) -> tuple[str, str, str]:
        """Direction, value and pk; raises CursorInvalido for anything we did not write."""
        try:
            datos = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            sentido, clave, valor, pk = datos
            _comprobar(self.campo, valor)
            _comprobar(self.pk, pk)
        except (ErrorDeBase64, ValueError, TypeError, ValidationError) as error:
            raise CursorInvalido(cursor) from error
        if clave != self.orden.clave or sentido not in {"a", "d"}:
            raise CursorInvalido(cursor)
        return sentido, valor, pk


class Fila(Func):
    """(a, b): a row value."""

    template = "(%(expressions)s)"
    output_field = models.TextField()


class Compara(Func):
    template = "%(expressions)s"
    output_field = models.BooleanField()
    conditional = True


def _literal(campo: models.Field[Any, Any], texto: str) -> Cast:
    """The text of a cursor as a value of the column's type."""
    if isinstance(campo, models.GeneratedField):
        campo = cast("models.Field[Any, Any]", campo.output_field)
    entero = isinstance(campo, models.IntegerField)  # AutoField too, but without its sequence
    salida = models.BigIntegerField() if entero else type(campo)()
    return Cast(Value(texto), salida)


def _clave_primaria(modelo: type[models.Model]) -> models.Field[Any, Any]:
    """The pk; of an event table, whose key also has the aggregate, the id."""
    if isinstance(modelo._meta.pk, models.CompositePrimaryKey):
        return _campo_de(modelo, "id")
    return modelo._meta.pk


def _comprobar(campo: models.Field[Any, Any], texto: str) -> None:
    """Raise ValidationError or TypeError for what PostgreSQL would refuse to read."""
    if not isinstance(texto, str) or "\x00" in texto:
        raise TypeError(texto)
    if isinstance(campo, models.DateField) and texto in INFINITOS:
        return
    campo.run_validators(campo.to_python(texto))


def _campo_de(modelo: type[models.Model], nombre: str) -> models.Field[Any, Any]:
    try:
        campo = modelo._meta.get_field(nombre)
    except FieldDoesNotExist as error:
        raise ValueError(f"{modelo._meta.label} no tiene la columna {nombre}") from error
    if not isinstance(campo, models.Field) or campo.null:
        raise ValueError(f"{campo} admite NULL: no sirve para paginar por clave")
    return campo


def _pares(parametros: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs of a QueryDict, repeated keys included, or of a plain mapping."""
    if hasattr(parametros, "lists"):
        return [(clave, valor) for clave, valores in parametros.lists() for valor in valores]
    return list(parametros.items())
