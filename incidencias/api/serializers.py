"""Cases as the API shows and takes them. The services decide; here is only the shape."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from clientes.models import OPCIONES_DE_GARANTE, Cliente, Contacto, Equipo, Sede
from cuentas.models import Grupo, Usuario
from incidencias.forms import LARGO_TEXTO
from incidencias.models import (
    Canal,
    Categoria,
    ClaseLegal,
    DireccionMensaje,
    Impacto,
    Incidencia,
    Llamada,
    Mensaje,
    MotivoEspera,
    MotivoLlamada,
    ObjetivoSLA,
    PlazoLegal,
    SentidoLlamada,
    Tipo,
    Urgencia,
)
from incidencias.servicios.coberturas import ESTADOS

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ObjetivoSerializer(serializers.ModelSerializer):
    """One agreed clock of a case."""

    class Meta:
        model = ObjetivoSLA
        fields = ["tipo", "segundos", "desde_en", "limite_en", "pausado_en", "cumplido_en"]
        read_only_fields = fields


class PlazoLegalSerializer(serializers.ModelSerializer):
    """One limit set by law."""

    class Meta:
        model = PlazoLegal
        fields = ["regla", "norma", "articulo", "fecha_limite", "fecha_objetivo", "cumplido_en"]
        read_only_fields = fields


class IncidenciaSerializer(serializers.ModelSerializer):
    """A row of the list."""

    cliente_nombre = serializers.CharField(source="cliente.nombre", read_only=True)
    responsable_nombre = serializers.SerializerMethodField()
    motivo_espera = serializers.SlugRelatedField(
        slug_field="codigo", read_only=True, allow_null=True
    )
    proximo_limite_en = serializers.DateTimeField(
        source="proximo_limite", read_only=True, allow_null=True
    )

    class Meta:
        model = Incidencia
        fields = [
            "codigo",
            "asunto",
            "tipo",
            "clase_legal",
            "canal",
            "idioma",
            "estado",
            "prioridad",
            "impacto",
            "urgencia",
            "cliente",
            "cliente_nombre",
            "contacto",
            "equipo",
            "sede",
            "categoria",
            "grupo",
            "responsable",
            "responsable_nombre",
            "motivo_espera",
            "ocurrida_en",
            "primera_respuesta_en",
            "resuelta_en",
            "cerrada_en",
            "ultimo_mensaje_en",
            "proximo_limite_en",
            "reaperturas",
            "origen",
            "referencia_externa",
        ]
        read_only_fields = fields

    def get_responsable_nombre(self, incidencia: Incidencia) -> str:
        return str(incidencia.responsable or "")


class IncidenciaDetalleSerializer(IncidenciaSerializer):
    """The whole case, with its clocks."""

    objetivos = ObjetivoSerializer(many=True, read_only=True)
    plazos_legales = PlazoLegalSerializer(many=True, read_only=True)
    veredicto = serializers.DictField(read_only=True, help_text="Cobertura, como se le dijo.")

    class Meta(IncidenciaSerializer.Meta):
        fields = [
            *IncidenciaSerializer.Meta.fields,
            "descripcion",
            "solucion",
            "causa",
            "fecha_fallo",
            "veredicto",
            "objetivos",
            "plazos_legales",
        ]
        read_only_fields = fields


# --- What is sent


class _DeQuienPregunta(serializers.PrimaryKeyRelatedField):
    """A row by its id, among those that the caller may see."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().visibles_para(self.context["request"].user)


class NuevaIncidenciaSerializer(serializers.Serializer):
    """What opens a case. A unit of another customer is a broken rule (409), not a bad body."""

    cliente = _DeQuienPregunta(queryset=Cliente.objects.all())
    asunto = serializers.CharField(max_length=200)
    tipo = serializers.ChoiceField(choices=Tipo.choices)
    canal = serializers.ChoiceField(choices=Canal.choices, default=Canal.API.value)
    descripcion = serializers.CharField(max_length=LARGO_TEXTO, default="", allow_blank=True)
    contacto = serializers.PrimaryKeyRelatedField(
        queryset=Contacto.objects.filter(activo=True), default=None, allow_null=True
    )
    equipo = _DeQuienPregunta(
        queryset=Equipo.objects.select_related("sede"), default=None, allow_null=True
    )
    sede = serializers.PrimaryKeyRelatedField(
        queryset=Sede.objects.all(), default=None, allow_null=True
    )
    categoria = serializers.PrimaryKeyRelatedField(
        queryset=Categoria.objects.filter(activa=True), default=None, allow_null=True
    )
    grupo = serializers.PrimaryKeyRelatedField(
        queryset=Grupo.objects.filter(activo=True), default=None, allow_null=True
    )
    impacto = serializers.ChoiceField(choices=Impacto.choices, default=Impacto.MEDIO.value)
    urgencia = serializers.ChoiceField(choices=Urgencia.choices, default=Urgencia.MEDIA.value)
    clase_legal = serializers.ChoiceField(choices=ClaseLegal.choices, default=None, allow_null=True)
    clase_legal_motivo = serializers.CharField(max_length=200, default="", allow_blank=True)
    referencia_externa = serializers.CharField(
        max_length=80, default="", allow_blank=True, help_text="Su código en el otro sistema."
    )
    ocurrida_en = serializers.DateTimeField(
        default=None, allow_null=True, help_text="Cuándo lo contó el cliente; ahora, si falta."
    )
    fecha_fallo = serializers.DateField(
        default=None,
        allow_null=True,
        help_text="Cuándo se notó el fallo, si no fue el día en que lo contó.",
    )
    avisar = serializers.BooleanField(default=True, help_text="Enviar el acuse de recibo.")


class NuevoMensajeSerializer(serializers.Serializer):
    """Something said about a case: `saliente` leaves by mail, `nota` is internal."""

    direccion = serializers.ChoiceField(
        choices=DireccionMensaje.choices, default=DireccionMensaje.SALIENTE.value
    )
    canal = serializers.ChoiceField(
        choices=Canal.choices,
        default=Canal.API.value,
        help_text="De lo entrante. Lo saliente va por correo.",
    )
    texto = serializers.CharField(max_length=LARGO_TEXTO)


class MensajeSerializer(serializers.ModelSerializer):
    autor = serializers.SerializerMethodField()
    destino = serializers.CharField(
        source="comunicacion.destino",
        read_only=True,
        default=None,
        allow_null=True,
        help_text="Qué ha sido del correo: pendiente, enviada, fallida o anulada.",
    )

    class Meta:
        model = Mensaje
        fields = ["id", "direccion", "canal", "texto", "autor", "ocurrido_en", "destino"]
        read_only_fields = fields

    def get_autor(self, mensaje: Mensaje) -> str:
        return str(mensaje.contacto or mensaje.usuario or "")


class NuevaLlamadaSerializer(serializers.Serializer):
    sentido = serializers.ChoiceField(choices=SentidoLlamada.choices)
    motivo = serializers.ChoiceField(choices=MotivoLlamada.choices)
    contestada = serializers.BooleanField(default=True)
    duracion_s = serializers.IntegerField(min_value=0, max_value=24 * 3600, default=0)
    notas = serializers.CharField(max_length=5_000, default="", allow_blank=True)


class LlamadaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Llamada
        fields = ["id", "sentido", "motivo", "contestada", "duracion_s", "notas", "ocurrida_en"]
        read_only_fields = fields


class AsignarIncidenciaSerializer(serializers.Serializer):
    responsable = serializers.PrimaryKeyRelatedField(
        queryset=Usuario.objects.activos(), default=None, allow_null=True
    )
    grupo = serializers.PrimaryKeyRelatedField(
        queryset=Grupo.objects.filter(activo=True), default=None, allow_null=True
    )
    motivo = serializers.CharField(max_length=5_000, default="", allow_blank=True)


class EsperarIncidenciaSerializer(serializers.Serializer):
    motivo = serializers.SlugRelatedField(
        slug_field="codigo", queryset=MotivoEspera.objects.filter(activo=True)
    )


class ResolverIncidenciaSerializer(serializers.Serializer):
    solucion = serializers.CharField(max_length=10_000)
    causa = serializers.CharField(max_length=80)


class ReabrirIncidenciaSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=5_000, default="", allow_blank=True)


class AnularIncidenciaSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=5_000)


class CorregirCoberturaSerializer(serializers.Serializer):
    """What a person decides against the verdict; only some roles may."""

    estado = serializers.ChoiceField(choices=[(estado, estado) for estado in ESTADOS])
    paga = serializers.ChoiceField(
        choices=OPCIONES_DE_GARANTE,
        default="",
        allow_blank=True,
        help_text="De lo cubierto.",
    )
    piezas_pct = serializers.IntegerField(min_value=0, max_value=100, default=100)
    mano_obra_pct = serializers.IntegerField(min_value=0, max_value=100, default=100)
    desplazamiento_pct = serializers.IntegerField(min_value=0, max_value=100, default=100)
    hasta = serializers.DateField(default=None, allow_null=True)
    motivo = serializers.CharField(max_length=500)


class CortesiaSerializer(serializers.Serializer):
    """Goodwill: above the limit of the caller's roles it is refused (409)."""

    coste_eur = serializers.DecimalField(
        max_digits=9, decimal_places=2, min_value=Decimal("0.01"), help_text="Lo que nos cuesta."
    )
    motivo = serializers.CharField(max_length=500)


class RetirarCortesiaSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=500)
