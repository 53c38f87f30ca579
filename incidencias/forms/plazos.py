"""Ajustes → Plazos: what is promised from a day on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, ContratoMantenimiento, EstadoContrato, Producto
from cuentas.models import CodigoRol, Grupo
from incidencias.forms.campos import Dia, Formulario
from incidencias.models import (
    Ambito,
    CalendarioDePlazos,
    DestinoEscalon,
    EscalonPolitica,
    MomentoEscalon,
    MotivoEspera,
    Prioridad,
    Tipo,
    TipoObjetivo,
    VersionPolitica,
)


class PoliticaForm(Formulario):
    """Working hours by target and priority, and the day from which they rule."""

    tipos = tuple(TipoObjetivo)
    prioridades = tuple(Prioridad)
    desde = Dia(
        label=_("Rige desde"),
        help_text=_("Lo cumplido y lo vencido antes conserva los plazos con que se juzgó."),
        error_messages={"required": _("Di desde qué día.")},
    )
    calendario = forms.ChoiceField(
        label=_("En qué horario corren"),
        choices=CalendarioDePlazos.choices,
        required=False,
    )
    aplica_a_abiertas = forms.BooleanField(
        label=_("También para lo que ya esté abierto ese día"), required=False, initial=True
    )

    def __init__(self, *args: Any, version: VersionPolitica | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde", timezone.localdate() + timedelta(days=1))
        vigentes = self._vigentes(version)
        if version is not None:
            self.initial.setdefault("calendario", version.calendario)
        for tipo in self.tipos:
            for prioridad in self.prioridades:
                self.fields[self.nombre(tipo, prioridad)] = forms.DecimalField(
                    label=f"{tipo.label}, {prioridad.label}",
                    required=False,
                    min_value=Decimal("0.1"),
                    max_value=2000,
                    decimal_places=2,
                    localize=True,
                    initial=vigentes.get((tipo.value, prioridad.value)),
                )

    @staticmethod
    def nombre(tipo: TipoObjetivo, prioridad: Prioridad) -> str:
        return f"{tipo.value}_{prioridad.value}"

    @staticmethod
    def _vigentes(version: VersionPolitica | None) -> dict[tuple[str, int], Decimal]:
        if version is None:
            return {}
        return {
            (fila.tipo, fila.prioridad): (Decimal(fila.segundos) / 3600).normalize()
            for fila in version.objetivos.all()
        }

    def filas(self) -> list[tuple[Any, list[Any]]]:
        """The table: each priority with its fields."""
        return [
            (prioridad.label, [self[self.nombre(tipo, prioridad)] for tipo in self.tipos])
            for prioridad in self.prioridades
        ]

    def segundos(self) -> dict[tuple[str, int], int]:
        """What is typed and valid, in working seconds; before sending, the figures in force."""
        valores = {}
        for tipo in self.tipos:
            for prioridad in self.prioridades:
                campo = self.nombre(tipo, prioridad)
                datos = getattr(self, "cleaned_data", {})
                horas = datos.get(campo) if self.is_bound else self.fields[campo].initial
                if horas:
                    valores[tipo.value, prioridad.value] = round(horas * 3600)
        return valores


class EscalonForm(Formulario):
    """One level of escalation: an empty row is none."""

    tipo = forms.ChoiceField(
        label=_("Plazo"), choices=[("", _("(ninguno)")), *TipoObjetivo.choices], required=False
    )
    momento = forms.ChoiceField(
        label=_("Cuándo"), choices=MomentoEscalon.choices, initial=MomentoEscalon.ANTES
    )
    porcentaje = forms.IntegerField(
        label=_("% del plazo"), min_value=1, max_value=99, required=False
    )
    minutos = forms.IntegerField(
        label=_("o minutos de trabajo"), min_value=0, max_value=60_000, required=False
    )
    a = forms.ChoiceField(label=_("A quién"), choices=DestinoEscalon.choices)
    rol = forms.ChoiceField(label=_("Rol"), choices=[("", "—"), *CodigoRol.choices], required=False)
    correo = forms.BooleanField(label=_("También por correo"), required=False)
    sube_prioridad = forms.BooleanField(label=_("Sube la prioridad"), required=False)
    grupo = forms.ModelChoiceField(
        label=_("La pasa al grupo"),
        queryset=Grupo.objects.filter(activo=True).order_by("nombre"),
        required=False,
        empty_label=_("Ninguno"),
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not datos.get("tipo"):
            return datos
        porcentaje, minutos = datos.get("porcentaje"), datos.get("minutos")
        if datos.get("momento") == MomentoEscalon.DESPUES:
            if porcentaje is not None:
                self.add_error("porcentaje", _("Después de vencer se cuenta en minutos."))
            datos["minutos"] = minutos or 0
        elif (porcentaje is None) == (minutos in {None, 0}):
            self.add_error("porcentaje", _("Di un porcentaje o unos minutos."))
        elif porcentaje is not None:
            datos["minutos"] = None
        if datos.get("a") == DestinoEscalon.ROL and not datos.get("rol"):
            self.add_error("rol", _("Di qué rol."))
        if datos.get("a") != DestinoEscalon.ROL:
            datos["rol"] = ""
        return datos


EscalonesFormSet = forms.formset_factory(EscalonForm, extra=2, max_num=10, validate_max=True)
CAMPOS_DE_ESCALON = tuple(EscalonForm.base_fields)


def escalones_de(version: VersionPolitica | None) -> list[dict[str, Any]]:
    """The levels of a version, as the rows to begin with."""
    filas = EscalonPolitica.objects.filter(version=version).order_by("pk") if version else []
    return [{campo: getattr(fila, campo) for campo in CAMPOS_DE_ESCALON} for fila in filas]


class NuevaPoliticaForm(Formulario):
    """For what a new policy is."""

    nombre = forms.CharField(
        label=_("Nombre"), max_length=80, error_messages={"required": _("Ponle un nombre.")}
    )
    ambito = forms.ChoiceField(
        label=_("Para qué"),
        choices=[(a.value, a.label) for a in Ambito if a != Ambito.DEFECTO],
        help_text=_("Se elige la más concreta: contrato, cliente, segmento, producto, tipo."),
    )
    contrato = forms.CharField(label=_("Contrato (CTR-…)"), required=False, max_length=20)
    cliente = forms.CharField(
        label=_("Cliente (NIF o nombre exacto)"), required=False, max_length=200
    )
    segmento = forms.CharField(label=_("Segmento"), required=False, max_length=40)
    familia = forms.CharField(label=_("Familia de producto"), required=False, max_length=80)
    marca = forms.CharField(label=_("Marca"), required=False, max_length=80)
    tipo = forms.ChoiceField(
        label=_("Tipo de incidencia"), choices=[("", "—"), *Tipo.choices], required=False
    )
    de_cada_ambito = {
        Ambito.CONTRATO: ("contrato",),
        Ambito.CLIENTE: ("cliente",),
        Ambito.SEGMENTO: ("segmento",),
        Ambito.PRODUCTO: ("familia", "marca"),
        Ambito.TIPO: ("tipo",),
    }

    def clean_contrato(self) -> ContratoMantenimiento | None:
        codigo = self.cleaned_data["contrato"].strip().upper()
        if not codigo:
            return None
        contrato = ContratoMantenimiento.objects.filter(codigo=codigo).first()
        if contrato is None or contrato.estado == EstadoContrato.BORRADOR:
            raise forms.ValidationError(_("No hay ningún contrato firmado con ese código."))
        return contrato

    def clean_cliente(self) -> Cliente | None:
        texto = self.cleaned_data["cliente"].strip()
        if not texto:
            return None
        vivos = Cliente.objects.vivos()
        hallados = list(vivos.filter(nif=texto.upper())[:2]) or list(vivos.filter(nombre=texto)[:2])
        if len(hallados) != 1:
            raise forms.ValidationError(
                _("Hay varios con ese nombre: di su NIF.")
                if hallados
                else _("No hay ningún cliente así.")
            )
        return hallados[0]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        ambito = datos.get("ambito")
        suyos = self.de_cada_ambito.get(Ambito(ambito), ()) if ambito else ()
        if suyos and not any(datos.get(campo) for campo in suyos) and not self.errors:
            self.add_error(suyos[0], _("Di cuál."))
        return datos

    def de_quien(self) -> dict[str, Any]:
        suyos = self.de_cada_ambito[Ambito(self.cleaned_data["ambito"])]
        return {campo: self.cleaned_data[campo] for campo in suyos}

    @property
    def familias(self) -> list[str]:
        return Producto.objects.familias()


class MotivoEsperaForm(forms.ModelForm):
    """A reason to wait: whether the agreed clock stops, and how much is insisted on."""

    class Meta:
        model = MotivoEspera
        fields = (
            *("nombre", "codigo", "para_reloj", "espera_al_cliente", "recordatorio_dias"),
            *("recordatorios_max", "aviso_cierre_dias", "cierre_dias", "activo"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recordatorios_max"].required = False
        if self.instance.pk:
            del self.fields["codigo"]  # events name it
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_recordatorios_max(self) -> int:
        return self.cleaned_data.get("recordatorios_max") or 0
