"""Customers, contacts and sites: how they are read and what creates them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.models import Cliente, Contacto, Sede


class SedeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Sede
        fields = (
            "id",
            "cliente",
            "nombre",
            "direccion",
            "municipio",
            "codigo_postal",
            "provincia",
            "comunidad",
            "calendario",
            "notas_acceso",
            "papeles_entrada",
            "latitud",
            "longitud",
            "posicion_fuente",
            "posicion_precision_m",
        )
        read_only_fields = fields


class ContactoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Contacto
        fields = (
            "id",
            "cliente",
            "nombre",
            "clase",
            "correo",
            "telefono",
            "idioma",
            "canal_preferido",
            "rol_portal",
            "limite_aprobacion_eur",
            "exige_pedido",
            "numero_pedido",
            "activo",
        )
        read_only_fields = fields


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
            "fusionado_en",
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
