"""Orders in the API: how they are read, and what each action takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from clientes.models import Cliente, Contacto, Equipo, Sede
from incidencias.models import Incidencia
from sat.models import (
    Cita,
    Intervencion,
    Lugar,
    Mandante,
    ModoFirma,
    MotivoSinFirma,
    OrdenTrabajo,
    ResultadoVisita,
    Tecnico,
    Tipo,
)
from sat.servicios import Conformidad, FinDeVisita

ID_MAXIMO = 2**63 - 1


class SoloLosQueVe(serializers.PrimaryKeyRelatedField):
    """A related object by id, among those that whoever asks may see."""

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        peticion = self.context.get("request")
        if peticion is None:
            return queryset
        return queryset.visibles_para(peticion.user)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, int) and not isinstance(data, bool) and abs(data) > ID_MAXIMO:
            self.fail("does_not_exist", pk_value=data)
        return super().to_internal_value(data)


class CitaSerializer(serializers.ModelSerializer):
    tecnico_nombre = serializers.CharField(source="tecnico", read_only=True)
    desde = serializers.DateTimeField(source="empieza_en", read_only=True)
    hasta = serializers.DateTimeField(source="termina_en", read_only=True)
    ventana_desde = serializers.DateTimeField(source="ventana.lower", read_only=True)
    ventana_hasta = serializers.DateTimeField(source="ventana.upper", read_only=True)

    class Meta:
        model = Cita
        fields = (
            "id",
            "tecnico",
            "tecnico_nombre",
            "desde",
            "hasta",
            "ventana_desde",
            "ventana_hasta",
            "estado",
            "notas",
        )
        read_only_fields = fields


class IntervencionSerializer(serializers.ModelSerializer):
    tecnico_nombre = serializers.CharField(source="tecnico", read_only=True)

    class Meta:
        model = Intervencion
        fields = (
            "id",
            "tecnico",
            "tecnico_nombre",
            "cita",
            "iniciada_en",
            "terminada_en",
            "resultado",
            "trabajo",
        )
        read_only_fields = fields


class OrdenSerializer(serializers.ModelSerializer):
    """An order as the list gives it."""

    incidencia = serializers.SlugRelatedField(slug_field="codigo", read_only=True)
    cliente_nombre = serializers.CharField(source="cliente.nombre", read_only=True)
    mandante_nombre = serializers.CharField(source="mandante.nombre", read_only=True)
    proxima_cita_en = serializers.SerializerMethodField()

    class Meta:
        model = OrdenTrabajo
        fields = (
            "codigo",
            "tipo",
            "lugar",
            "estado",
            "prioridad",
            "incidencia",
            "cliente",
            "cliente_nombre",
            "contacto",
            "equipo",
            "sede",
            "mandante",
            "mandante_nombre",
            "mandante_referencia",
            "paga",
            "es_garantia_legal",
            "sintoma",
            "diagnostico",
            "resultado",
            "duracion_prevista_min",
            "repuesto_llega_el",
            "proxima_cita_en",
            "visitas",
            "ocurrida_en",
            "terminada_en",
            "entregada_en",
            "origen",
            "referencia_externa",
        )
        read_only_fields = fields

    def get_proxima_cita_en(self, orden: OrdenTrabajo) -> str | None:
        """ISO instant of the next appointment, null without one."""
        return orden.proxima_cita_en.isoformat() if orden.tiene_cita else None


class OrdenDetalleSerializer(OrdenSerializer):
    """An order with its appointments and sessions."""

    citas = CitaSerializer(many=True, read_only=True)
    intervenciones = IntervencionSerializer(many=True, read_only=True)

    class Meta:
        model = OrdenTrabajo
        fields = [*OrdenSerializer.Meta.fields, "trabajo", "citas", "intervenciones"]
        read_only_fields = fields


class NuevaOrdenSerializer(serializers.Serializer):
    """What opens an order: of a case (by its code), or of a customer."""

    incidencia = serializers.CharField(max_length=20, required=False)
    cliente = SoloLosQueVe(queryset=Cliente.objects.all(), required=False)
    contacto = serializers.IntegerField(min_value=1, max_value=ID_MAXIMO, required=False)
    equipo = SoloLosQueVe(queryset=Equipo.objects.all(), required=False)
    sede = serializers.IntegerField(min_value=1, max_value=ID_MAXIMO, required=False)
    tipo = serializers.ChoiceField(choices=Tipo.choices, default=Tipo.REPARACION)
    lugar = serializers.ChoiceField(choices=Lugar.choices, default=Lugar.DOMICILIO)
    mandante = serializers.IntegerField(min_value=1, max_value=ID_MAXIMO, required=False)
    mandante_referencia = serializers.CharField(max_length=60, default="", allow_blank=True)
    limite_autorizado_eur = serializers.DecimalField(
        max_digits=10, decimal_places=2, min_value=Decimal(0), required=False
    )
    es_garantia_legal = serializers.BooleanField(default=False)
    sintoma = serializers.CharField(max_length=5_000, default="", allow_blank=True)
    duracion_prevista_min = serializers.IntegerField(min_value=5, max_value=1440, default=60)

    def validate_incidencia(self, codigo: str) -> Incidencia:
        visibles = Incidencia.objects.visibles_para(self.context["request"].user)
        incidencia = visibles.filter(codigo=codigo).first()
        if incidencia is None:
            raise serializers.ValidationError(_("No hay ninguna incidencia con ese código."))
        return incidencia

    def validate_mandante(self, pk: int) -> Mandante:
        mandante = Mandante.objects.filter(pk=pk, activo=True).first()
        if mandante is None:
            raise serializers.ValidationError(_("No hay ningún mandante con ese número."))
        return mandante

    def validate(self, datos: dict[str, Any]) -> dict[str, Any]:
        incidencia = datos.get("incidencia")
        cliente = datos.setdefault("cliente", incidencia.cliente if incidencia else None)
        if cliente is None:
            raise serializers.ValidationError(
                {"cliente": [_("Diga de qué cliente, o de qué incidencia.")]}
            )
        for campo, modelo in (("contacto", Contacto), ("sede", Sede)):
            if campo in datos:
                datos[campo] = self._del_cliente(modelo, campo, datos[campo], cliente)
        return datos

    def _del_cliente(self, modelo: Any, campo: str, pk: int, cliente: Cliente) -> Any:
        mismos = Cliente.objects.identidades_de(cliente.titular_id)
        objeto = modelo.objects.filter(pk=pk, cliente__in=mismos).first()
        if objeto is None:
            raise serializers.ValidationError({campo: [_("No es de ese cliente.")]})
        return objeto


class NuevaCitaSerializer(serializers.Serializer):
    tecnico = SoloLosQueVe(queryset=Tecnico.objects.all())
    desde = serializers.DateTimeField()
    hasta = serializers.DateTimeField()
    ventana_desde = serializers.DateTimeField(required=False)
    ventana_hasta = serializers.DateTimeField(required=False)
    avisar = serializers.BooleanField(default=True)

    def validate(self, datos: dict[str, Any]) -> dict[str, Any]:
        """The two ends of the window come together, and become one."""
        entre, y = datos.pop("ventana_desde", None), datos.pop("ventana_hasta", None)
        if (entre is None) != (y is None):
            raise serializers.ValidationError(
                {"ventana_hasta": [_("La ventana tiene dos extremos.")]}
            )
        if entre is not None and y <= entre:
            raise serializers.ValidationError(
                {"ventana_hasta": [_("La ventana va de una hora a otra posterior.")]}
            )
        return datos | {"ventana": None if entre is None else (entre, y)}


class IniciarSerializer(serializers.Serializer):
    tecnico = SoloLosQueVe(
        queryset=Tecnico.objects.all(),
        required=False,
        help_text=gettext_lazy("Por defecto, quien llama."),
    )
    en = serializers.DateTimeField(
        required=False, help_text=gettext_lazy("Cuándo ocurrió de verdad.")
    )


class TerminarSerializer(serializers.Serializer):
    """How the open session of a técnico ended. Over the API the signature is a typed name."""

    tecnico = SoloLosQueVe(queryset=Tecnico.objects.all(), required=False)
    resultado = serializers.ChoiceField(choices=ResultadoVisita.choices)
    trabajo = serializers.CharField(max_length=10_000, default="", allow_blank=True)
    diagnostico = serializers.CharField(max_length=5_000, default="", allow_blank=True)
    firmante = serializers.CharField(max_length=120, default="", allow_blank=True)
    motivo_sin_firma = serializers.ChoiceField(
        choices=MotivoSinFirma.choices, default="", allow_blank=True
    )
    en = serializers.DateTimeField(required=False)

    def fin(self) -> FinDeVisita:
        datos = self.validated_data
        motivo = datos["motivo_sin_firma"]
        firma = (
            Conformidad(ModoFirma.SIN_FIRMA, motivo_sin_firma=motivo)
            if motivo
            else Conformidad(ModoFirma.ESCRITA, datos["firmante"])
        )
        return FinDeVisita(datos["resultado"], datos["trabajo"], datos["diagnostico"], firma)


class DiagnosticarSerializer(serializers.Serializer):
    diagnostico = serializers.CharField(max_length=5_000)


class LlegadaSerializer(serializers.Serializer):
    llega_el = serializers.DateField(allow_null=True)


class LiquidarSerializer(serializers.Serializer):
    mano_obra_eur = serializers.DecimalField(10, 2, min_value=Decimal(0))
    desplazamiento_eur = serializers.DecimalField(10, 2, min_value=Decimal(0))


class AnularOrdenSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=300)


class AnularCitaSerializer(serializers.Serializer):
    motivo = serializers.CharField(max_length=300, default="", allow_blank=True)


class SinDatosSerializer(serializers.Serializer):
    """An action that needs nothing but being asked for."""
