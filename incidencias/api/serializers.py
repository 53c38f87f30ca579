"""Cases as the API shows and takes them. The services decide; here is only the shape."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from clientes.models import OPCIONES_DE_GARANTE, Cliente, Equipo, Sede
from clientes.por_clave import CLIENTE, CONTACTO, EQUIPO
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
    PreguntaTriaje,
    SentidoLlamada,
    Tipo,
    Urgencia,
)
from incidencias.servicios.coberturas import ESTADOS
from nucleo.api import PorClaveField
from nucleo.representacion import FilaSerializer

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


class IncidenciaSerializer(FilaSerializer):
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
            "es_urgencia_vital",
            "es_spam",
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


class RespuestasField(serializers.DictField):
    """Answers to the questions of triage, by the id of their question. Photos go by the web."""

    child = serializers.CharField(allow_blank=True, max_length=5_000)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        dichas = super().to_internal_value(data)
        if not all(clave.isascii() and clave.isdigit() and len(clave) < 19 for clave in dichas):
            raise serializers.ValidationError("Cada clave es el id de una pregunta.")
        return {int(clave): valor for clave, valor in dichas.items()}


class NuevaIncidenciaSerializer(serializers.Serializer):
    """What opens a case. A unit of another customer is a broken rule (409), not a bad body."""

    # First the unit, which nearly always brings its customer.
    equipo = PorClaveField(EQUIPO, default=None, allow_null=True)
    cliente = PorClaveField(CLIENTE)
    asunto = serializers.CharField(max_length=200)
    tipo = serializers.ChoiceField(choices=Tipo.choices)
    canal = serializers.ChoiceField(choices=Canal.choices, default=Canal.API.value)
    descripcion = serializers.CharField(max_length=LARGO_TEXTO, default="", allow_blank=True)
    contacto = PorClaveField(CONTACTO, default=None, allow_null=True)
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
    respuestas = RespuestasField(
        default=None,
        allow_null=True,
        help_text="Por id de pregunta. Si falta, no se pregunta nada; {} exige las obligatorias.",
    )


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
        queryset=Usuario.objects.de_oficina(), default=None, allow_null=True
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


class NuevasVariasSerializer(serializers.Serializer):
    """Several units of a site, one text."""

    cliente = _DeQuienPregunta(queryset=Cliente.objects.all())
    sede = serializers.PrimaryKeyRelatedField(queryset=Sede.objects.all())
    equipos = serializers.ListField(
        child=_DeQuienPregunta(queryset=Equipo.objects.select_related("sede", "producto")),
        min_length=1,
        max_length=50,
    )
    asunto = serializers.CharField(max_length=140)
    tipo = serializers.ChoiceField(choices=Tipo.choices)
    canal = serializers.ChoiceField(choices=Canal.choices, default=Canal.API.value)
    descripcion = serializers.CharField(max_length=LARGO_TEXTO, default="", allow_blank=True)
    categoria = serializers.PrimaryKeyRelatedField(
        queryset=Categoria.objects.filter(activa=True), default=None, allow_null=True
    )
    impacto = serializers.ChoiceField(choices=Impacto.choices, default=Impacto.MEDIO.value)
    urgencia = serializers.ChoiceField(choices=Urgencia.choices, default=Urgencia.MEDIA.value)
    ocurrida_en = serializers.DateTimeField(default=None, allow_null=True)


class PreguntaSerializer(serializers.ModelSerializer):
    """A question of triage, as it is asked."""

    class Meta:
        model = PreguntaTriaje
        fields = [
            *("id", "texto", "ayuda", "clase", "opciones", "unidad", "minimo", "maximo"),
            *("obligatoria", "en_portal", "solo_si", "solo_si_valor"),
        ]
        read_only_fields = fields


class ExigenciasSerializer(serializers.Serializer):
    equipo = serializers.BooleanField()
    serie = serializers.BooleanField()
    foto = serializers.BooleanField()
    sede = serializers.BooleanField()


class CategoriaDeArbolSerializer(serializers.Serializer):
    """A category, with what it inherits from those around it."""

    id = serializers.IntegerField()
    ruta = serializers.CharField()
    padre = serializers.IntegerField(allow_null=True)
    tipo = serializers.ChoiceField(choices=Tipo.choices)
    exige = ExigenciasSerializer()
    preguntas = PreguntaSerializer(many=True)
