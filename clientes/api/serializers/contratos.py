"""Maintenance contracts: how they are read, what drafts one, and what each decision takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clientes.api.serializers.comun import SoloLosQueVe
from clientes.contratos import saldos_de
from clientes.models import (
    AlcanceContrato,
    CanalFirma,
    Cliente,
    Contacto,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    ParteQueRescinde,
    PeriodoContrato,
    RenovacionContrato,
)
from clientes.servicios.contratos import EquipoDelContrato, NuevoContrato, Terminos


class SaldoSerializer(serializers.Serializer):
    """What a period includes and what its orders have used; null: without limit."""

    visitas_incluidas = serializers.IntegerField(allow_null=True)
    visitas = serializers.IntegerField()
    visitas_quedan = serializers.IntegerField(allow_null=True, help_text="Negativas: de más.")
    minutos_incluidos = serializers.IntegerField(allow_null=True)
    minutos = serializers.IntegerField()
    minutos_quedan = serializers.IntegerField(allow_null=True)
    frase = serializers.CharField()


class PeriodoContratoSerializer(serializers.ModelSerializer):
    saldo = serializers.SerializerMethodField()

    class Meta:
        model = PeriodoContrato
        fields = ("numero", "desde", "hasta", "precio_eur", "origen", "saldo")

    @extend_schema_field(SaldoSerializer)
    def get_saldo(self, periodo: PeriodoContrato) -> dict[str, Any]:
        return dict(SaldoSerializer(self.context["saldos"][periodo.pk]).data)


class EquipoContratadoSerializer(serializers.ModelSerializer):
    periodo = serializers.IntegerField(source="periodo.numero")

    class Meta:
        model = EquipoContratado
        fields = ("equipo", "periodo", "desde", "hasta", "en_firme")


class ContratoSerializer(serializers.ModelSerializer):
    class Meta:
        model = ContratoMantenimiento
        fields = (
            "codigo",
            "cliente",
            "contacto",
            "titulo",
            "alcance",
            "estado",
            "fecha_inicio",
            "fecha_fin",
            "meses_periodo",
            "renovacion",
            "firmado_en",
            "no_renueva_en",
            "fecha_rescision",
        )


class ContratoDetalleSerializer(ContratoSerializer):
    periodos = serializers.SerializerMethodField()
    equipos = serializers.SerializerMethodField()

    class Meta(ContratoSerializer.Meta):
        fields = (
            *ContratoSerializer.Meta.fields,
            "piezas_pct",
            "mano_obra_pct",
            "desplazamiento_pct",
            "respuesta_min",
            "resolucion_min",
            "plazos_24h",
            "dias_preaviso",
            "dias_aviso_cliente",
            "dias_aviso_personal",
            "canal_firma",
            "firmado_por",
            "rescinde",
            "devolver_eur",
            "periodos",
            "equipos",
        )

    @extend_schema_field(PeriodoContratoSerializer(many=True))
    def get_periodos(self, contrato: ContratoMantenimiento) -> Any:
        periodos = list(contrato.periodos.order_by("numero"))
        contexto = {"saldos": saldos_de(periodos)}
        return PeriodoContratoSerializer(periodos, many=True, context=contexto).data

    @extend_schema_field(EquipoContratadoSerializer(many=True))
    def get_equipos(self, contrato: ContratoMantenimiento) -> Any:
        filas = contrato.equipos.select_related("periodo").order_by("pk")
        return EquipoContratadoSerializer(filas, many=True).data


# --- What is written


class TerminosSerializer(serializers.Serializer):
    precio_eur = serializers.DecimalField(max_digits=10, decimal_places=2)
    visitas_incluidas = serializers.IntegerField(
        min_value=0, max_value=1_000, required=False, allow_null=True, default=None
    )
    minutos_incluidos = serializers.IntegerField(
        min_value=0, max_value=1_200_000, required=False, allow_null=True, default=None
    )


class EquipoDelContratoSerializer(serializers.Serializer):
    equipo = SoloLosQueVe(queryset=Equipo.objects.all())
    desde = serializers.DateField(required=False, allow_null=True, default=None)
    hasta = serializers.DateField(required=False, allow_null=True, default=None)


class NuevoContratoSerializer(TerminosSerializer):
    """The draft of a contract. Without `fecha_fin`, the one that its months give."""

    cliente = SoloLosQueVe(queryset=Cliente.objects.all())
    contacto = SoloLosQueVe(
        queryset=Contacto.objects.all(), required=False, allow_null=True, default=None
    )
    titulo = serializers.CharField(max_length=120)
    alcance = serializers.ChoiceField(
        choices=AlcanceContrato.choices, default=AlcanceContrato.INTEGRAL
    )
    fecha_inicio = serializers.DateField()
    fecha_fin = serializers.DateField(required=False, allow_null=True, default=None)
    meses_periodo = serializers.IntegerField(min_value=1, max_value=120, default=12)
    piezas_pct = serializers.IntegerField(min_value=0, max_value=100, default=0)
    mano_obra_pct = serializers.IntegerField(min_value=0, max_value=100, default=100)
    desplazamiento_pct = serializers.IntegerField(min_value=0, max_value=100, default=100)
    respuesta_min = serializers.IntegerField(
        min_value=0, max_value=1_200_000, required=False, allow_null=True, default=None
    )
    resolucion_min = serializers.IntegerField(
        min_value=0, max_value=1_200_000, required=False, allow_null=True, default=None
    )
    plazos_24h = serializers.BooleanField(default=False)
    renovacion = serializers.ChoiceField(
        choices=RenovacionContrato.choices, default=RenovacionContrato.NO
    )
    dias_preaviso = serializers.IntegerField(min_value=0, max_value=365, default=0)
    dias_aviso_cliente = serializers.IntegerField(min_value=0, max_value=365, default=30)
    dias_aviso_personal = serializers.IntegerField(min_value=0, max_value=365, default=60)
    notas = serializers.CharField(max_length=2_000, allow_blank=True, default="")
    equipos = EquipoDelContratoSerializer(many=True, required=False, max_length=500)  # type: ignore[call-arg]

    def datos(self) -> NuevoContrato:
        """What the service takes."""
        limpio = dict(self.validated_data)
        equipos = [EquipoDelContrato(**uno) for uno in limpio.pop("equipos", ())]
        terminos = Terminos(
            **{c: limpio.pop(c) for c in ("precio_eur", "visitas_incluidas", "minutos_incluidos")}
        )
        return NuevoContrato(terminos=terminos, equipos=equipos, **limpio)


class FirmaSerializer(serializers.Serializer):
    firmado_por = serializers.CharField(max_length=120)
    canal = serializers.ChoiceField(choices=CanalFirma.choices)


class RenovarSerializer(TerminosSerializer):
    """Without a price, the terms of the last period."""

    precio_eur = serializers.DecimalField(max_digits=10, decimal_places=2, required=False)

    def datos(self) -> dict[str, Any]:
        limpio = dict(self.validated_data)
        precio: Decimal | None = limpio.pop("precio_eur", None)
        return {"terminos": None if precio is None else Terminos(precio, **limpio)}


class QuienLoPideSerializer(serializers.Serializer):
    parte = serializers.ChoiceField(choices=ParteQueRescinde.choices)


class RescindirContratoSerializer(QuienLoPideSerializer):
    """The customer gives no reason; the company does. By default it ends today."""

    ultimo_dia = serializers.DateField(required=False, allow_null=True, default=None)
    motivo = serializers.CharField(max_length=300, allow_blank=True, default="")


class SinDatosSerializer(serializers.Serializer):
    """Nothing has to be said."""
