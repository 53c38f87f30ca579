"""Rights of a unit: how they are given by hand, and taken back."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.models import OPCIONES_DE_GARANTE, TIPOS_A_MANO, Cobertura


class NuevaCoberturaSerializer(serializers.ModelSerializer):
    """A right given by hand. The law and the repairs give theirs by themselves; so do contracts."""

    tipo = serializers.ChoiceField(choices=[(tipo.value, tipo.label) for tipo in TIPOS_A_MANO])
    paga = serializers.ChoiceField(choices=OPCIONES_DE_GARANTE)
    condiciones = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    referencia = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="La póliza: da la misma una vez."
    )

    class Meta:
        model = Cobertura
        validators: list[Any] = []
        fields = (
            *("tipo", "fecha_inicio", "fecha_fin", "paga", "garante", "piezas_pct"),
            *("mano_obra_pct", "desplazamiento_pct", "defecto", "condiciones", "referencia"),
        )


class AnularCoberturaSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=300)
