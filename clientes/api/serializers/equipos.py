"""Units and their verdicts: how they are read and what creates them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.api.serializers.comun import SoloLosQueVe
from clientes.models import Cliente, Cobertura, Equipo, Producto, Sede


class ProductoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Producto
        fields = ("id", "nombre", "familia", "marca", "modelo", "gama")


class CoberturaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cobertura
        fields = (
            "tipo",
            "fecha_inicio",
            "fecha_fin",
            "piezas_pct",
            "mano_obra_pct",
            "desplazamiento_pct",
            "paga",
            "defecto",
        )


class EquipoSerializer(serializers.ModelSerializer):
    producto = ProductoSerializer(read_only=True)

    class Meta:
        model = Equipo
        fields = (
            "id",
            "uid",
            "producto",
            "numero_serie",
            "alias",
            "cliente",
            "sede",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
            "retirado_en",
        )


class EquipoDetalleSerializer(EquipoSerializer):
    coberturas = CoberturaSerializer(many=True, read_only=True)

    class Meta(EquipoSerializer.Meta):
        fields = (*EquipoSerializer.Meta.fields, "coberturas")


class NuevoEquipoSerializer(serializers.ModelSerializer):
    cliente = SoloLosQueVe(queryset=Cliente.objects.all())
    producto = SoloLosQueVe(queryset=Producto.objects.filter(activo=True))
    sede = SoloLosQueVe(queryset=Sede.objects.all(), required=False, allow_null=True)

    class Meta:
        model = Equipo
        validators: list[Any] = []
        fields = (
            "cliente",
            "producto",
            "numero_serie",
            "alias",
            "sede",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
        )


class MotivoVeredictoSerializer(serializers.Serializer):
    texto = serializers.CharField()
    norma = serializers.CharField(allow_blank=True)
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.CharField(help_text="T texto, S secundaria, I interpretación, M memoria.")


class VeredictoSerializer(serializers.Serializer):
    """Whether a unit is covered, as it is frozen on a case."""

    version = serializers.IntegerField()
    manifestacion = serializers.DateField()
    estado = serializers.CharField(help_text="cubierto, parcial, no o indeterminado")
    frase = serializers.CharField()
    via = serializers.CharField()
    paga = serializers.CharField(allow_null=True)
    quien_paga = serializers.CharField(allow_blank=True)
    hasta = serializers.DateField(allow_null=True)
    suspendida = serializers.BooleanField()
    prueba = serializers.CharField(allow_null=True)
    fin_accion = serializers.DateField(allow_null=True)
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    motivos = MotivoVeredictoSerializer(many=True)
    faltan = serializers.ListField(child=serializers.CharField())
    derivacion = serializers.CharField(allow_blank=True)


class FechaSerializer(serializers.Serializer):
    """`?fecha=`: the day on which the fault showed; by default, today."""

    fecha = serializers.DateField(required=False)
