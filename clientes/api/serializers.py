"""Customers, units and purchases in the API: how they are read and what creates them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.models import Cliente, Cobertura, Compra, Contacto, Equipo, Producto, Sede

ID_MAXIMO = 2**63 - 1


class SoloLosQueVe(serializers.PrimaryKeyRelatedField):
    """A related row by id, among those that whoever asks may see."""

    def get_queryset(self) -> Any:
        filas, peticion = super().get_queryset(), self.context.get("request")
        if peticion is None or not hasattr(filas, "visibles_para"):
            return filas
        return filas.visibles_para(peticion.user)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, int) and not isinstance(data, bool) and abs(data) > ID_MAXIMO:
            self.fail("does_not_exist", pk_value=data)
        return super().to_internal_value(data)


class SedeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Sede
        fields = (
            "id",
            "nombre",
            "direccion",
            "municipio",
            "codigo_postal",
            "provincia",
            "comunidad",
            "latitud",
            "longitud",
            "posicion_fuente",
            "posicion_precision_m",
        )


class ContactoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Contacto
        fields = (
            "id",
            "nombre",
            "correo",
            "telefono",
            "idioma",
            "canal_preferido",
            "rol_portal",
            "activo",
        )


class ClienteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Cliente
        fields = (
            "id",
            "tipo",
            "nombre",
            "nif",
            "es_consumidor",
            "es_provisional",
            "correo",
            "telefono",
            "idioma",
            "trato",
            "segmento",
            "referencia_externa",
            "creado_en",
        )


class ClienteDetalleSerializer(ClienteSerializer):
    contactos = ContactoSerializer(many=True, read_only=True)
    sedes = SedeSerializer(many=True, read_only=True)

    class Meta(ClienteSerializer.Meta):
        fields = (*ClienteSerializer.Meta.fields, "contactos", "sedes")


class NuevoClienteSerializer(serializers.ModelSerializer):
    """What creates or changes a customer; the service checks NIF, telephone and mail."""

    es_consumidor = serializers.BooleanField(
        allow_null=True,
        required=False,
        help_text="Sin decirlo: una persona lo es y una empresa no.",
    )

    class Meta:
        model = Cliente
        validators: list[Any] = []  # the service's, with its sentences
        fields = (
            "tipo",
            "nombre",
            "nif",
            "es_consumidor",
            "correo",
            "telefono",
            "idioma",
            "trato",
            "segmento",
            "referencia_externa",
        )


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


class CompraSerializer(serializers.ModelSerializer):
    class Meta:
        model = Compra
        fields = (
            "id",
            "cliente",
            "equipo",
            "producto",
            "referencia",
            "vendedor",
            "condicion",
            "meses_pactados",
            "fecha_contrato",
            "fecha_factura",
            "fecha_albaran",
            "importe_eur",
        )


class NuevaCompraSerializer(CompraSerializer):
    cliente = SoloLosQueVe(queryset=Cliente.objects.all())
    equipo = SoloLosQueVe(queryset=Equipo.objects.all(), required=False, allow_null=True)
    producto = SoloLosQueVe(queryset=Producto.objects.all(), required=False, allow_null=True)

    class Meta(CompraSerializer.Meta):
        validators: list[Any] = []
        fields = tuple(campo for campo in CompraSerializer.Meta.fields if campo != "id")


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
