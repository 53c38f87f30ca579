"""Constraints written once: known values, what may not overlap; the sentence of a broken one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    IntegerRangeField,
    RangeOperators,
)
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Func, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nucleo.errores import ErrorDeNegocio

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def valores_de(
    campo: str, opciones: type[models.Choices], *, vacio: bool = False
) -> models.CheckConstraint:
    """The CHECK that makes the database know the choices of a field; NULL always passes.

    `vacio` also admits the empty string, for optional text fields.
    """
    valores = [*([""] if vacio else []), *opciones.values]
    return models.CheckConstraint(
        name=f"%(class)s_{campo}_conocido",
        condition=Q(**{f"{campo}__in": valores}),
        violation_error_message=gettext_lazy("Ese valor no es ninguno de los admitidos."),
    )


def sin_solape(
    nombre: str, *rangos: Func | str, frase: "str | _StrPromise", condicion: Q | None = None
) -> ExclusionConstraint:
    """The EXCLUDE that refuses two rows whose ranges all overlap: `mismo`, `dias`, `numeros`."""
    return ExclusionConstraint(
        name=nombre,
        expressions=[(rango, RangeOperators.OVERLAPS) for rango in rangos],
        condition=condicion,
        violation_error_message=frase,
    )


def mismo(campo: str) -> Func:
    """An integer as a range of itself: equality for an exclusion without btree_gist."""
    return Func(
        campo, campo, Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def dias(desde: str, hasta: str) -> Func:
    """From a day to another, both included."""
    return Func(desde, hasta, Value("[]"), function="daterange", output_field=DateRangeField())


def numeros(desde: str | Case, hasta: str | Case, *, incluido: bool = True) -> Func:
    """From a number to another, the second one `incluido` or not."""
    bordes = [Value("[]")] if incluido else []
    return Func(desde, hasta, *bordes, function="int4range", output_field=IntegerRangeField())


@contextmanager
def traducir_integridad(*, savepoint: bool = True) -> Iterator[None]:
    """Turn an IntegrityError into ErrorDeNegocio with the sentence that the constraint declares.

    Opens its own savepoint, so that the surrounding transaction stays usable; a service that gives
    up altogether when it fails spares it. A constraint without a sentence of its own is a bug and
    not an answer: its IntegrityError goes through untouched.
    """
    try:
        with transaction.atomic(savepoint=savepoint):
            yield
    except IntegrityError as error:
        frase = frase_de(error)
        if frase is None:
            raise
        raise ErrorDeNegocio(frase, codigo=nombre_de(error)) from error


def nombre_de(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL reports, or an empty string."""
    diagnostico = getattr(error.__cause__, "diag", None)
    return getattr(diagnostico, "constraint_name", None) or ""


def frase_de(error: IntegrityError) -> str | None:
    """The Spanish sentence of the broken constraint, None if nobody wrote one."""
    nombre = nombre_de(error)
    for restriccion in _restricciones():
        if restriccion.name == nombre:
            return _frase_propia(restriccion)
    return _frase_de_campo_unico(error)


def _restricciones() -> Iterator[models.BaseConstraint]:
    for modelo in apps.get_models():
        yield from modelo._meta.constraints


def _frase_propia(restriccion: models.BaseConstraint) -> str | None:
    if restriccion.violation_error_message == restriccion.default_violation_error_message:
        return None
    return str(restriccion.violation_error_message)


def _frase_de_campo_unico(error: IntegrityError) -> str | None:
    """A `unique=True` field has no constraint object: its name begins with table and column."""
    diagnostico = getattr(error.__cause__, "diag", None)
    if getattr(error.__cause__, "pgcode", "") != "23505" or diagnostico is None:
        return None
    for modelo in apps.get_models():
        if modelo._meta.db_table != diagnostico.table_name:
            continue
        for campo in modelo._meta.local_concrete_fields:
            if campo.unique and nombre_de(error).startswith(
                f"{modelo._meta.db_table}_{campo.column}"
            ):
                return _("Ya existe otro registro con ese valor en «%(campo)s».") % {
                    "campo": campo.verbose_name
                }
    return None


def anotar_en(form, error: ErrorDeNegocio) -> None:  # type: ignore[no-untyped-def]
    """Put a business error next to its field, or on top of the form if it has none there."""
    campo = error.campo if error.campo in form.fields else None
    form.add_error(campo, ValidationError(str(error), code=error.codigo))
