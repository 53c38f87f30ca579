"""The draft of a contract, and what each decision on it asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir, grupo
from clientes.models import (
    CanalFirma,
    Cliente,
    ContratoMantenimiento,
    Equipo,
    MedioAviso,
    ParteQueRescinde,
    PeriodoContrato,
)
from clientes.servicios.contratos import EquipoDelContrato, NuevoContrato, Terminos
from cuentas.models import Usuario
from nucleo.tiempo import hoy

MINUTOS = Decimal(60)
# What the services call the fields that are asked for in hours.
EN_HORAS = {
    "minutos_incluidos": "horas_incluidas",
    "respuesta_min": "respuesta_h",
    "resolucion_min": "resolucion_h",
}


class CampoHoras(forms.DecimalField):
    """Hours with halves and quarters, kept as minutes."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(
            required=False,
            min_value=0,
            max_value=20_000,
            max_digits=7,
            decimal_places=2,
            **opciones,
        )

    def clean(self, value: Any) -> int | None:
        horas = super().clean(value)
        return None if horas is None else int((horas * MINUTOS).to_integral_value())


def a_horas(minutos: int | None) -> Decimal | None:
    return None if minutos is None else (Decimal(minutos) / MINUTOS).quantize(Decimal("0.01"))


class ContratoForm(FormularioDeServicio):
    """Everything that a draft says, with the terms of its first period."""

    precio_eur = forms.DecimalField(
        label=_("Precio (€), con impuestos"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    visitas_incluidas = forms.IntegerField(
        label=_("Visitas incluidas"),
        required=False,
        min_value=0,
        max_value=1_000,
        help_text=_("En blanco: sin límite."),
    )
    horas_incluidas = CampoHoras(
        label=_("Horas de trabajo incluidas"), help_text=_("En blanco: sin límite.")
    )
    respuesta_h = CampoHoras(label=_("Respondemos en (horas)"))
    resolucion_h = CampoHoras(label=_("Lo resolvemos en (horas)"))
    equipos = forms.ModelMultipleChoiceField(
        label=_("Equipos"),
        queryset=Equipo.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Elige equipos de la lista.")},
    )
    partes = (
        grupo(_("Qué"), "titulo", ("alcance", "responsable", "contacto"), "equipos"),
        grupo(
            _("Cuánto tiempo y por cuánto"),
            ("fecha_inicio", "meses_periodo", "fecha_fin"),
            ("precio_eur", "visitas_incluidas", "horas_incluidas"),
        ),
        grupo(_("Qué paga en una avería"), ("piezas_pct", "mano_obra_pct", "desplazamiento_pct")),
        grupo(_("Plazos que prometemos"), ("respuesta_h", "resolucion_h"), "plazos_24h"),
        grupo(
            _("Al acabar"),
            ("renovacion", "dias_preaviso"),
            ("dias_aviso_cliente", "dias_aviso_personal"),
        ),
        grupo(_("Además"), "notas"),
    )

    class Meta:
        model = ContratoMantenimiento
        fields = [
            "titulo",
            "alcance",
            "responsable",
            "contacto",
            "fecha_inicio",
            "meses_periodo",
            "fecha_fin",
            "piezas_pct",
            "mano_obra_pct",
            "desplazamiento_pct",
            "plazos_24h",
            "renovacion",
            "dias_preaviso",
            "dias_aviso_cliente",
            "dias_aviso_personal",
            "notas",
        ]
        widgets = {
            "fecha_inicio": FECHA,
            "fecha_fin": FECHA,
            "notas": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"renovacion": _("Renovación")}
        help_texts = {
            "titulo": _("Como lo conoce el cliente: «Mantenimiento anual de caldera»."),
            "fecha_fin": _("En blanco: la que sale de los meses."),
            "meses_periodo": _("Lo que dura cada periodo."),
            "alcance": _("Uno de solo revisiones no cubre averías."),
        }

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cliente = cliente
        self.fields["fecha_fin"].required = False
        suyos = Equipo.objects.que_tiene(cliente).en_uso().distinct()
        elegir(self, "equipos", suyos.select_related("producto").order_by("pk"))
        self.fields["equipos"].empty_label = None  # type: ignore[attr-defined]
        elegir(self, "contacto", cliente.contactos.filter(activo=True).order_by("pk"))
        personal = Usuario.objects.filter(is_active=True, roles__codigo__in=_CONTRATAN).distinct()
        elegir(self, "responsable", personal.order_by("nombre", "pk"))
        self.fields["contacto"].empty_label = _("El propio cliente")  # type: ignore[attr-defined]
        self.fields["responsable"].empty_label = _("Nadie en particular")  # type: ignore[attr-defined]

    def datos(self) -> NuevoContrato:
        """What the service takes."""
        limpio = dict(self.cleaned_data)
        equipos = [EquipoDelContrato(equipo) for equipo in limpio.pop("equipos")]
        terminos = Terminos(
            limpio.pop("precio_eur"),
            limpio.pop("visitas_incluidas"),
            limpio.pop("horas_incluidas"),
        )
        return NuevoContrato(
            cliente=self.cliente,
            terminos=terminos,
            equipos=equipos,
            respuesta_min=limpio.pop("respuesta_h"),
            resolucion_min=limpio.pop("resolucion_h"),
            **limpio,
        )


_CONTRATAN = ("agente", "coordinador", "gestor", "administrador")


def inicial_de(contrato: ContratoMantenimiento) -> dict[str, Any]:
    """What a draft, or another contract that is copied, says in the fields of its period."""
    periodo = contrato.periodos.order_by("-numero").first()
    assert periodo is not None  # noqa: S101 - a contract is born with one
    return {
        **_terminos_de(periodo),
        "respuesta_h": a_horas(contrato.respuesta_min),
        "resolucion_h": a_horas(contrato.resolucion_min),
        "equipos": list(periodo.equipos.values_list("equipo_id", flat=True)),
    }


def _terminos_de(periodo: PeriodoContrato) -> dict[str, Any]:
    return {
        "precio_eur": periodo.precio_eur,
        "visitas_incluidas": periodo.visitas_incluidas,
        "horas_incluidas": a_horas(periodo.minutos_incluidos),
    }


# --- What each decision asks for. `para(contrato)` gives its initial values and choices.


class FormularioDeAccion(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, contrato: ContratoMantenimiento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contrato = contrato
        self.preparar(contrato)
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta este dato.")

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        """Initial values and choices that depend on the contract."""

    def datos(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class FirmarForm(FormularioDeAccion):
    firmado_por = forms.CharField(label=_("Quién lo firma"), max_length=120)
    canal = forms.ChoiceField(
        label=_("Cómo se ha firmado"), choices=CanalFirma.choices, widget=forms.RadioSelect
    )

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        self.fields["firmado_por"].initial = contrato.cliente.nombre_para(contrato.contacto)
        self.fields["canal"].initial = CanalFirma.PRESENCIAL


class RenovarForm(FormularioDeAccion):
    precio_eur = forms.DecimalField(
        label=_("Precio del nuevo periodo (€)"), min_value=0, max_digits=10, decimal_places=2
    )
    visitas_incluidas = forms.IntegerField(
        label=_("Visitas incluidas"),
        required=False,
        min_value=0,
        max_value=1_000,
        help_text=_("En blanco: sin límite."),
    )
    horas_incluidas = CampoHoras(
        label=_("Horas de trabajo incluidas"), help_text=_("En blanco: sin límite.")
    )

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        periodo = contrato.periodos.order_by("-numero").first()
        if periodo is not None:
            self.initial = {**_terminos_de(periodo), **self.initial}

    def datos(self) -> dict[str, Any]:
        return {
            "terminos": Terminos(
                self.cleaned_data["precio_eur"],
                self.cleaned_data["visitas_incluidas"],
                self.cleaned_data["horas_incluidas"],
            )
        }


class ParteForm(FormularioDeAccion):
    parte = forms.ChoiceField(
        label=_("Quién lo pide"),
        choices=ParteQueRescinde.choices,
        widget=forms.RadioSelect,
        initial=ParteQueRescinde.CLIENTE,
    )


class RescindirForm(ParteForm):
    ultimo_dia = forms.DateField(label=_("Último día"), widget=FECHA)
    motivo = forms.CharField(
        label=_("Motivo"),
        max_length=300,
        required=False,
        help_text=_("El cliente no tiene que dar ninguno; nosotros, sí."),
    )

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        self.fields["ultimo_dia"].initial = hoy()


class AvisoForm(FormularioDeAccion):
    medio = forms.ChoiceField(
        label=_("Cómo se le ha avisado"),
        choices=[
            (medio.value, medio.label)
            for medio in (MedioAviso.TELEFONO, MedioAviso.CARTA, MedioAviso.EN_MANO)
        ],
        widget=forms.RadioSelect,
    )


class MeterEquipoForm(FormularioDeAccion):
    equipo = forms.ModelChoiceField(label=_("Equipo"), queryset=Equipo.objects.none())
    desde = forms.DateField(label=_("Desde"), widget=FECHA)

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        suyos = Equipo.objects.que_tiene(contrato.cliente).en_uso().distinct()
        dentro = contrato.equipos.filter(en_firme=True, hasta=contrato.fecha_fin)
        libres = suyos.exclude(pk__in=dentro.values("equipo_id")).select_related("producto")
        elegir(self, "equipo", libres.order_by("pk"))
        self.fields["desde"].initial = max(hoy(), contrato.fecha_inicio)


class SacarEquipoForm(FormularioDeAccion):
    equipo = forms.ModelChoiceField(label=_("Equipo"), queryset=Equipo.objects.none())
    ultimo_dia = forms.DateField(label=_("Último día"), widget=FECHA)

    def preparar(self, contrato: ContratoMantenimiento) -> None:
        dentro = contrato.equipos.filter(en_firme=True, hasta__gt=hoy())
        suyos = Equipo.objects.filter(pk__in=dentro.values("equipo_id"))
        elegir(self, "equipo", suyos.select_related("producto").order_by("pk"))
        self.fields["ultimo_dia"].initial = hoy()
