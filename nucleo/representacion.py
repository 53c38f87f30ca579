"""Rows of the API's lists: how each field is read is worked out once, not in each row.

DRF asks each field of each row for its source, catches what may fail, and turns a text into a
text. For the plain columns of a model that is three calls to get an attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import Field, Model
from rest_framework import serializers

Lector = Callable[[Any], Any]

# What the database gives for these is already what is answered.
COMO_ESTAN = (
    *(serializers.CharField, serializers.ChoiceField, serializers.BooleanField),
    *(serializers.IntegerField, serializers.EmailField),
)


class FilaSerializer(serializers.ModelSerializer[Any]):
    """The row of a list. It answers the same as a `ModelSerializer`, sooner."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {nombre: leer(instance) for nombre, leer in self._lectores}

    @cached_property
    def _lectores(self) -> list[tuple[str, Lector]]:
        modelo: type[Model] = self.Meta.model
        columnas = {columna.name: columna for columna in modelo._meta.concrete_fields}
        return [
            (nombre, _lector(campo, columnas.get(campo.source or "")))
            for nombre, campo in self.fields.items()
            if not campo.write_only
        ]


def _lector(campo: serializers.Field, columna: Field[Any, Any] | None) -> Lector:
    if columna is not None and type(campo) in COMO_ESTAN:
        return attrgetter(columna.name)
    if columna is not None and type(campo) is serializers.PrimaryKeyRelatedField:
        return attrgetter(columna.attname)
    leer = attrgetter(columna.name) if columna is not None else campo.get_attribute

    def como_drf(instancia: Any) -> Any:
        valor = leer(instancia)
        return None if valor is None else campo.to_representation(valor)

    return como_drf
