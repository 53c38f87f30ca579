"""Contacts, sites and consents: what creates and changes them, and what merges customers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.api.serializers.comun import SoloLosQueVe
from clientes.models import Cliente, Consentimiento, Contacto, FuentePosicion, Sede
from nucleo.models import Calendario


class NuevoContactoSerializer(serializers.ModelSerializer):
    """The service checks telephone and mail, and says what is wrong at its field."""

    cliente = SoloLosQueVe(queryset=Cliente.objects.all())

    class Meta:
        model = Contacto
        validators: list[Any] = []
        fields = (
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


class CambioContactoSerializer(NuevoContactoSerializer):
    cliente = None  # type: ignore[assignment]  # a contact does not go to another customer

    class Meta(NuevoContactoSerializer.Meta):
        fields = NuevoContactoSerializer.Meta.fields[1:]


class NuevaSedeSerializer(serializers.ModelSerializer):
    """Province, community and a first position follow from the postal code and the town."""

    cliente = SoloLosQueVe(queryset=Cliente.objects.all())
    calendario = serializers.PrimaryKeyRelatedField(
        queryset=Calendario.objects.all(), required=False, allow_null=True
    )

    class Meta:
        model = Sede
        validators: list[Any] = []
        fields = (
            "cliente",
            "nombre",
            "direccion",
            "municipio",
            "codigo_postal",
            "calendario",
            "notas_acceso",
            "papeles_entrada",
        )


class CambioSedeSerializer(NuevaSedeSerializer):
    cliente = None  # type: ignore[assignment]

    class Meta(NuevaSedeSerializer.Meta):
        fields = NuevaSedeSerializer.Meta.fields[1:]


class PosicionSerializer(serializers.Serializer):
    """Where a site is, and how it is known. A better one that is already there stays."""

    latitud = serializers.DecimalField(9, 6, min_value=-90, max_value=90)
    longitud = serializers.DecimalField(9, 6, min_value=-180, max_value=180)
    fuente = serializers.ChoiceField(
        choices=[c for c in FuentePosicion.choices if c[0] != FuentePosicion.NINGUNA]
    )
    precision_m = serializers.IntegerField(min_value=1, max_value=50_000)


class ConsentimientoSerializer(serializers.ModelSerializer):
    cliente = serializers.IntegerField(source="contacto.cliente_id", read_only=True)
    vale = serializers.BooleanField(read_only=True, help_text="Si vale ahora mismo.")
    tiene_documento = serializers.SerializerMethodField()

    class Meta:
        model = Consentimiento
        fields = (
            "id",
            "cliente",
            "contacto",
            "finalidad",
            "base",
            "otorgado_en",
            "caduca_en",
            "retirado_en",
            "prueba",
            "vale",
            "tiene_documento",
        )
        read_only_fields = fields

    def get_tiene_documento(self, consentimiento: Consentimiento) -> bool:
        return consentimiento.justificante_id is not None


class NuevoConsentimientoSerializer(serializers.ModelSerializer):
    """Who allows what, since when and how it can be proved (RGPD art. 7.1)."""

    contacto = SoloLosQueVe(queryset=Contacto.objects.filter(activo=True))
    otorgado_en = serializers.DateTimeField(required=False, help_text="Ahora, si no se dice.")

    class Meta:
        model = Consentimiento
        validators: list[Any] = []
        fields = ("contacto", "finalidad", "base", "otorgado_en", "caduca_en", "prueba")


class FusionSerializer(serializers.Serializer):
    en_cliente = SoloLosQueVe(
        queryset=Cliente.objects.all(),
        tal_cual=True,
        help_text="El que se queda: se verá en él lo de los dos.",
    )


class DuplicadoSerializer(serializers.Serializer):
    """Two customers that look like one."""

    id = serializers.IntegerField()
    uno = serializers.IntegerField(source="uno_id")
    otro = serializers.IntegerField(source="otro_id")
    motivos = serializers.ListField(child=serializers.CharField())
    puntos = serializers.IntegerField()
