"""What the serializers of all the questions share, in and out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from rest_framework import serializers

from normativa.formularios.campos import FECHA_INCREIBLE, PRIMERA_FECHA, ULTIMA_FECHA
from normativa.reglas.tipos import Certeza, Unidad
from nucleo.models.empresa import Comunidad


def codigos(enumeracion: Any) -> list[str]:
    return [codigo.value for codigo in enumeracion]


# By name, because the schema names its enumerations after them (SPECTACULAR_SETTINGS).
UNIDADES = codigos(Unidad)

# --- In


class FechaField(serializers.DateField):
    """A day that can be believed: from 1950 (or `desde`) to 2099."""

    def __init__(self, *, desde: date = PRIMERA_FECHA, **kwargs: Any) -> None:
        validadores = [
            MinValueValidator(desde, FECHA_INCREIBLE),
            MaxValueValidator(ULTIMA_FECHA, FECHA_INCREIBLE),
        ]
        super().__init__(validators=validadores, **kwargs)


class InstanteField(serializers.DateTimeField):
    """An instant from 1950 to 2099; of the company's zone if it does not say another."""

    def to_internal_value(self, value: Any) -> datetime:
        instante = super().to_internal_value(value)
        if not PRIMERA_FECHA <= instante.date() <= ULTIMA_FECHA:
            raise serializers.ValidationError(FECHA_INCREIBLE)
        return instante


class ImporteField(serializers.DecimalField):
    """Euros, with cents at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=9, decimal_places=2, min_value=Decimal(0), **kwargs)


def eleccion(
    enumeracion: type[StrEnum], por_defecto: StrEnum | None = None
) -> serializers.ChoiceField:
    """One of the codes; without `por_defecto`, null means that it is not so or not known."""
    if por_defecto is None:
        return serializers.ChoiceField(choices=codigos(enumeracion), allow_null=True, default=None)
    return serializers.ChoiceField(choices=codigos(enumeracion), default=por_defecto.value)


def cantidad(maximo: int) -> serializers.IntegerField:
    """From 0 to `maximo`; null if it is not known."""
    return serializers.IntegerField(allow_null=True, default=None, min_value=0, max_value=maximo)


def fecha_opcional(**kwargs: Any) -> FechaField:
    """A day, or null if there is none or it is not known."""
    return FechaField(allow_null=True, default=None, **kwargs)


def importe_opcional() -> ImporteField:
    """Euros, or null if they are not known."""
    return ImporteField(allow_null=True, default=None)


class TerritorioField(serializers.ChoiceField):
    """An autonomous community; empty: only the rules of the State."""

    def __init__(self, **kwargs: Any) -> None:
        opciones = {"required": False, "allow_blank": True, "default": "", **kwargs}
        super().__init__(choices=Comunidad.values, **opciones)


class HechosSerializer(serializers.Serializer[Any]):
    """The body of a question. `hechos()` builds what the rule takes."""

    def hechos(self) -> Any:
        raise NotImplementedError


# --- Out


class MotivoSerializer(serializers.Serializer[Any]):
    texto = serializers.CharField(source="frase")
    norma = serializers.CharField(allow_blank=True)
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.ChoiceField(choices=codigos(Certeza))


class PlazoSerializer(serializers.Serializer[Any]):
    valor = serializers.DecimalField(max_digits=10, decimal_places=2)
    unidad = serializers.ChoiceField(choices=UNIDADES)


class FaltanField(serializers.ListField):
    """Codes of what would have to be known to say more."""

    child = serializers.CharField()


class RespuestaSerializer(serializers.Serializer[Any]):
    """The result of a rule.

    `frase`: the answer in words, as the page says it. `faltan`: codes of what is missing.
    """

    frase = serializers.SerializerMethodField()
    motivos = MotivoSerializer(many=True)
    faltan = FaltanField()

    def get_frase(self, resultado: Any) -> str:
        return str(self.context["frase"])
