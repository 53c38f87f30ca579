"""What the serializers of all the questions share, in and out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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


class ImporteField(serializers.DecimalField):
    """Euros, with cents at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=9, decimal_places=2, min_value=Decimal(0), **kwargs)


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
