"""Units and their verdicts: how they are read and what creates them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.api.serializers.comun import ID_MAXIMO, SoloLosQueVe
from clientes.models import (
    Cliente,
    Cobertura,
    Contacto,
    Equipo,
    MotivoRetirada,
    MotivoTraspaso,
    Producto,
    Sede,
)


class ProductoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Producto
        fields = ("id", "nombre", "familia", "marca", "modelo", "gama", "fin_fabricacion", "activo")


class NuevoProductoSerializer(serializers.ModelSerializer):
    """What adds or changes a model of the catalogue."""

    class Meta:
        model = Producto
        validators: list[Any] = []  # the service's, with its sentences
        fields = ("nombre", "familia", "marca", "modelo", "gama", "fin_fabricacion", "activo")


class CoberturaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cobertura
        fields = (
            *("id", "tipo", "fecha_inicio", "fecha_fin", "piezas_pct", "mano_obra_pct"),
            *("desplazamiento_pct", "paga", "garante", "defecto", "condiciones", "referencia"),
            *("anulada_en", "motivo_anulacion"),
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
            "usuario_contacto",
            "sede",
            "padre",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
            "retirado_en",
            "retirado_motivo",
            "sustituye_a",
        )


class EquipoDetalleSerializer(EquipoSerializer):
    coberturas = CoberturaSerializer(many=True, read_only=True)

    class Meta(EquipoSerializer.Meta):
        fields = (*EquipoSerializer.Meta.fields, "coberturas")


class CambioEquipoSerializer(serializers.ModelSerializer):
    """What a unit is, where it is and what it is part of; its owner changes by `traspasar/`."""

    producto = SoloLosQueVe(queryset=Producto.objects.filter(activo=True))
    sede = SoloLosQueVe(queryset=Sede.objects.all(), required=False, allow_null=True)
    padre = SoloLosQueVe(queryset=Equipo.objects.all(), required=False, allow_null=True)
    usuario_contacto = SoloLosQueVe(
        queryset=Contacto.objects.filter(activo=True), required=False, allow_null=True
    )

    class Meta:
        model = Equipo
        validators: list[Any] = []
        fields: tuple[str, ...] = (
            "producto",
            "numero_serie",
            "alias",
            "sede",
            "usuario_contacto",
            "padre",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
        )


class NuevoEquipoSerializer(CambioEquipoSerializer):
    cliente = SoloLosQueVe(queryset=Cliente.objects.all())

    class Meta(CambioEquipoSerializer.Meta):
        fields = ("cliente", *CambioEquipoSerializer.Meta.fields)


class ConCoberturasSerializer(serializers.Serializer):
    coberturas = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=ID_MAXIMO),
        required=False,
        allow_null=True,
        max_length=100,
        help_text="Las que siguen, de las que pueden quedarse: sin decirlo, todas menos contratos.",
    )


class TraspasoSerializer(ConCoberturasSerializer):
    """Give a unit and its parts to another owner."""

    cliente = SoloLosQueVe(queryset=Cliente.objects.all(), help_text="El nuevo propietario.")
    en_fecha = serializers.DateField(help_text="Desde cuándo es suyo.")
    motivo = serializers.ChoiceField(MotivoTraspaso.choices)
    sede = SoloLosQueVe(queryset=Sede.objects.all(), required=False, allow_null=True)
    usuario_contacto = SoloLosQueVe(
        queryset=Contacto.objects.filter(activo=True), required=False, allow_null=True
    )
    notas = serializers.CharField(required=False, allow_blank=True, max_length=500)


class SustitucionSerializer(ConCoberturasSerializer):
    """Put another unit in the place of a faulty one, as a remedy."""

    numero_serie = serializers.CharField(max_length=80)
    entregado_en = serializers.DateField(help_text="Cuándo tuvo el cliente la nueva.")
    producto = SoloLosQueVe(
        queryset=Producto.objects.filter(activo=True),
        required=False,
        allow_null=True,
        help_text="El mismo, si no se dice.",
    )
    fabricado_en = serializers.DateField(required=False, allow_null=True)
    puesto_a_disposicion = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Desde cuándo teníamos la averiada, si no estaba ya anotado.",
    )
    defecto = serializers.CharField(required=False, allow_blank=True, max_length=120)


# Replacing is an action of its own.
MOTIVOS_DE_RETIRADA = [(m.value, m.label) for m in MotivoRetirada if m != MotivoRetirada.SUSTITUIDO]


class RetiradaSerializer(serializers.Serializer):
    en_fecha = serializers.DateField()
    motivo = serializers.ChoiceField(MOTIVOS_DE_RETIRADA)
    con_partes = serializers.BooleanField(required=False, default=False)


class MotivoVeredictoSerializer(serializers.Serializer):
    texto = serializers.CharField()
    norma = serializers.CharField(allow_blank=True)
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.CharField(help_text="T texto, S secundaria, I interpretación, M memoria.")


class ParteSerializer(serializers.Serializer):
    """Who pays that concept of the repair; the customer pays the rest."""

    quien = serializers.CharField(allow_null=True, help_text="Nulo mientras no se puede decidir.")
    nombre = serializers.CharField(allow_blank=True)
    pct = serializers.IntegerField(min_value=0, max_value=100)


class ConceptosSerializer(serializers.Serializer):
    piezas = ParteSerializer()
    mano_obra = ParteSerializer()
    desplazamiento = ParteSerializer()


class DeberSerializer(serializers.Serializer):
    """Whose duty it is, given what our company is to the unit."""

    quien = serializers.CharField(allow_null=True)
    es_nuestro = serializers.BooleanField()
    por_cuenta = serializers.BooleanField(help_text="Lo hacemos por su cuenta y con su permiso.")
    frase = serializers.CharField(allow_blank=True)
    texto = serializers.CharField(allow_blank=True, help_text="Qué decirle al cliente.")
    norma = serializers.CharField(allow_blank=True)
    articulo = serializers.CharField(allow_blank=True)


class RemedioSerializer(serializers.Serializer):
    codigo = serializers.CharField()
    nombre = serializers.CharField()


class RemediosVeredictoSerializer(serializers.Serializer):
    """What the consumer may ask for, after so many attempts (TRLGDCU arts. 118 and 119)."""

    abiertos = RemedioSerializer(many=True)
    intentos = serializers.IntegerField()
    objetivo = serializers.DateField(allow_null=True, help_text="Interno: la ley no da cifra.")
    motivos = MotivoVeredictoSerializer(many=True)


class ViaVeredictoSerializer(serializers.Serializer):
    """One right of the unit, judged; the first one is applied."""

    tipo = serializers.CharField()
    nombre = serializers.CharField()
    estado = serializers.CharField()
    paga = serializers.CharField(allow_null=True)
    hasta = serializers.DateField(allow_null=True)
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    cobertura = serializers.IntegerField(allow_null=True, help_text="Nulo: la da la ley.")


class VeredictoSerializer(serializers.Serializer):
    """Whether a unit is covered, as it is frozen on a case."""

    version = serializers.IntegerField()
    manifestacion = serializers.DateField()
    defecto = serializers.CharField(allow_blank=True)
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
    conceptos = ConceptosSerializer()
    reparto = serializers.CharField(allow_blank=True, help_text="Cuando se reparte entre varios.")
    motivos = MotivoVeredictoSerializer(many=True)
    faltan = serializers.ListField(child=serializers.CharField())
    deber = DeberSerializer()
    derivacion = serializers.CharField(allow_blank=True)
    remedios = RemediosVeredictoSerializer(allow_null=True)
    vias = ViaVeredictoSerializer(many=True)


class FalloSerializer(serializers.Serializer):
    """`?fecha=&sintoma=`: when the fault showed (by default, today) and what fails."""

    fecha = serializers.DateField(required=False)
    sintoma = serializers.CharField(required=False, allow_blank=True, max_length=120)
