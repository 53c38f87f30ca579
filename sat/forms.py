"""Forms of the SAT: shape and cross-field checks; the services decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Equipo, Sede
from incidencias.models import Incidencia
from nucleo.empresa import empresa
from nucleo.palabras import decir_luego
from sat.models import (
    ClasePunto,
    Intervencion,
    Lugar,
    Mandante,
    MomentoFoto,
    MotivoSinFirma,
    OrdenTrabajo,
    PuntoChecklist,
    Repuesto,
    ResultadoVisita,
    SatExterno,
    Tecnico,
    Tipo,
)

MAXIMO_EUR = Decimal("99999.99")
PRIMER_DIA, ULTIMO_DIA = date(2000, 1, 1), date(2099, 12, 31)


class Dia(forms.DateField):
    """A day that may be real: the year 1900 or 3000 is a slip of the finger."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**({"widget": widget} | kwargs))

    def clean(self, value: Any) -> date | None:
        dia = super().clean(value)
        if dia is not None and not PRIMER_DIA <= dia <= ULTIMO_DIA:
            raise forms.ValidationError(_("La fecha tiene que estar entre 2000 y 2099."))
        return dia


class Hora(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
        super().__init__(**({"widget": widget} | kwargs))


class Cantidad(forms.DecimalField):
    """A figure as Spain writes it, or with a point: 1.234,50, 1234,5 or 1234.50."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**({"widget": widget} | kwargs))

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str) and "," in value:
            value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)


class Euros(Cantidad):
    """An amount with its cents."""

    def __init__(self, **kwargs: Any) -> None:
        limites = {"min_value": 0, "max_value": MAXIMO_EUR, "decimal_places": 2}
        super().__init__(**(limites | kwargs))


class FormularioSAT(forms.Form):
    """Common look: the server gives the messages, the page writes the buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


def en_la_zona(dia: date, hora: Any) -> datetime:
    """That day and hour in the company's zone."""
    return datetime.combine(dia, hora, tzinfo=ZoneInfo(empresa().zona))


# --- The order


class AbrirOrdenForm(FormularioSAT):
    """An order for a case: what, where, who sends it."""

    tipo = forms.ChoiceField(label=_("Tipo de orden"), choices=Tipo.choices)
    lugar = forms.ChoiceField(label=_("Dónde"), choices=Lugar.choices)
    equipo = forms.ModelChoiceField(
        label=decir_luego(_("[Equipo]")), queryset=Equipo.objects.none(), required=False
    )
    sede = forms.ModelChoiceField(
        label=_("Dirección"), queryset=Sede.objects.none(), required=False
    )
    mandante = forms.ModelChoiceField(
        label=_("Por cuenta de"), queryset=Mandante.objects.filter(activo=True)
    )
    mandante_referencia = forms.CharField(
        label=_("Su número de expediente"), max_length=60, required=False
    )
    es_garantia_legal = forms.BooleanField(
        label=_("Es una reparación de la garantía legal"),
        required=False,
        help_text=_("Los plazos de la garantía se paran mientras dura (TRLGDCU art. 122)."),
    )
    duracion_prevista_min = forms.IntegerField(
        label=_("Duración prevista (min)"), min_value=5, max_value=24 * 60, initial=60
    )
    sintoma = forms.CharField(
        label=_("Síntoma"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cliente = incidencia.cliente.titular_id
        self.fields["equipo"].queryset = (
            Equipo.objects.que_tiene(cliente).en_uso().select_related("producto")
        )
        self.fields["sede"].queryset = Sede.objects.filter(
            cliente__in=Cliente.objects.identidades_de(cliente)
        )
        self.helper.layout = Layout(
            Row(Column("tipo"), Column("lugar")),
            Row(Column("equipo"), Column("sede")),
            "sintoma",
            Row(Column("mandante"), Column("mandante_referencia")),
            "duracion_prevista_min",
            "es_garantia_legal",
        )


class MotivoForm(FormularioSAT):
    motivo = forms.CharField(
        label=_("Motivo"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class MotivoOpcionalForm(FormularioSAT):
    motivo = forms.CharField(
        label=_("Motivo"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DiagnosticoForm(FormularioSAT):
    diagnostico = forms.CharField(
        label=_("Diagnóstico"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5})
    )


class NotaForm(FormularioSAT):
    texto = forms.CharField(
        label=_("Nota"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("El cliente no la ve."),
    )


class LlegadaForm(FormularioSAT):
    llega_el = Dia(
        label=_("El repuesto llega el"),
        required=False,
        help_text=_("Se le dice al cliente. En blanco, si no se sabe."),
    )


class EncargoForm(FormularioSAT):
    sat_externo = forms.ModelChoiceField(
        label=_("SAT externo"),
        queryset=SatExterno.objects.filter(activo=True),
        required=False,
        empty_label=_("Nadie: la hacemos nosotros"),
    )


class LimiteForm(FormularioSAT):
    limite_eur = Euros(
        label=_("Límite autorizado (€)"),
        required=False,
        help_text=_("En blanco, sin límite."),
    )


class LiquidacionForm(FormularioSAT):
    mano_obra_eur = Euros(label=_("Mano de obra (€)"))
    desplazamiento_eur = Euros(label=_("Desplazamiento (€)"))


# --- Appointments


class CitaForm(FormularioSAT):
    """Who goes, which day, from when and how long; and what the customer is told."""

    tecnico = forms.ModelChoiceField(label=_("Técnico"), queryset=Tecnico.objects.none())
    dia = Dia(label=_("Día"))
    hora = Hora(label=_("Empieza"))
    minutos = forms.IntegerField(
        label=_("Duración (min)"), min_value=5, max_value=24 * 60, initial=60
    )
    ventana_desde = Hora(label=_("Al cliente: entre"), required=False)
    ventana_hasta = Hora(
        label=_("y"), required=False, help_text=_("En blanco se le dice la hora exacta.")
    )
    avisar = forms.BooleanField(
        label=_("Avisar al cliente por correo"), required=False, initial=True
    )

    def __init__(self, *args: Any, usuario: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tecnico"].queryset = (
            Tecnico.objects.visibles_para(usuario).activos().para_listado()
        )
        self.helper.layout = Layout(
            "tecnico",
            Row(Column("dia"), Column("hora"), Column("minutos")),
            Row(Column("ventana_desde"), Column("ventana_hasta")),
            "avisar",
        )

    def clean(self) -> dict[str, Any]:
        """Adds `desde`, `hasta` and `ventana`, as the services want them."""
        datos = super().clean() or self.cleaned_data
        dia, hora, minutos = datos.get("dia"), datos.get("hora"), datos.get("minutos")
        if dia is None or hora is None or minutos is None:
            return datos
        datos["desde"] = en_la_zona(dia, hora)
        datos["hasta"] = datos["desde"] + timedelta(minutes=minutos)
        datos["ventana"] = self._ventana(dia, datos)
        return datos

    def _ventana(self, dia: date, datos: dict[str, Any]) -> tuple[datetime, datetime] | None:
        entre, y = datos.get("ventana_desde"), datos.get("ventana_hasta")
        if entre is None and y is None:
            return None
        if entre is None or y is None or y <= entre:
            self.add_error("ventana_hasta", _("La ventana va de una hora a otra posterior."))
            return None
        return en_la_zona(dia, entre), en_la_zona(dia, y)

    def para_servicio(self) -> dict[str, Any]:
        return {
            clave: self.cleaned_data[clave]
            for clave in ("tecnico", "desde", "hasta", "ventana", "avisar")
        }


# --- The session


class ChecklistForm(FormularioSAT):
    """One field a point; what is left blank is not answered."""

    def __init__(self, *args: Any, puntos: list[PuntoChecklist], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.puntos = puntos
        for punto in puntos:
            self.fields[f"punto_{punto.pk}"] = _campo_de(punto)

    def respuestas(self) -> dict[int, Any]:
        """Point id → answer, as the service wants it."""
        return {
            punto.pk: _valor_de(punto, self.cleaned_data.get(f"punto_{punto.pk}"))
            for punto in self.puntos
        }


def _campo_de(punto: PuntoChecklist) -> forms.Field:
    rotulo = (
        punto.texto if punto.es_obligatorio else _("%(texto)s (opcional)") % {"texto": punto.texto}
    )
    if punto.clase == ClasePunto.SI_NO:
        return forms.ChoiceField(
            label=rotulo,
            choices=[("si", _("Sí")), ("no", _("No"))],
            widget=forms.RadioSelect,
            required=False,
        )
    if punto.clase == ClasePunto.NUMERO:
        return Cantidad(
            label=f"{rotulo} ({punto.unidad})" if punto.unidad else rotulo,
            max_digits=9,
            decimal_places=2,
            required=False,
        )
    return forms.CharField(label=rotulo, max_length=300, required=False)


def _valor_de(punto: PuntoChecklist, valor: Any) -> Any:
    if valor in (None, ""):
        return None
    return valor == "si" if punto.clase == ClasePunto.SI_NO else valor


class RepuestoForm(FormularioSAT):
    """A part of the catalogue, or one written by hand."""

    repuesto = forms.ModelChoiceField(
        label=_("Repuesto"),
        queryset=Repuesto.objects.filter(activo=True),
        required=False,
        empty_label=_("No está en la lista"),
    )
    descripcion = forms.CharField(label=_("Cuál, si no está"), max_length=150, required=False)
    cantidad = Cantidad(
        label=_("Cantidad"),
        max_digits=8,
        decimal_places=2,
        initial=1,
        validators=[
            MinValueValidator(Decimal("0.01"), _("La cantidad tiene que ser mayor que cero.")),
            MaxValueValidator(Decimal(9999), _("Son demasiados: revise la cantidad.")),
        ],
    )


class FotoForm(FormularioSAT):
    foto = forms.FileField(
        label=_("Foto"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    momento_foto = forms.ChoiceField(
        label=_("Cuándo"), choices=MomentoFoto.choices, initial=MomentoFoto.DURANTE
    )
    pie = forms.CharField(label=_("Qué se ve"), max_length=150, required=False)


class TerminarForm(FormularioSAT):
    """How the visit ended. The signature comes beside, from its own component."""

    resultado = forms.ChoiceField(
        label=_("¿Cómo ha terminado?"), choices=ResultadoVisita.choices, widget=forms.RadioSelect
    )
    diagnostico = forms.CharField(
        label=_("Diagnóstico"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    trabajo = forms.CharField(
        label=_("Qué se ha hecho"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    firmante = forms.CharField(label=_("Quién firma"), max_length=120, required=False)
    motivo_sin_firma = forms.ChoiceField(
        label=_("Si no se firma, ¿por qué?"),
        choices=[("", _("Se firma")), *MotivoSinFirma.choices],
        required=False,
    )


def cita_inicial(orden: OrdenTrabajo, pedidos: dict[str, str]) -> dict[str, Any]:
    """What the appointment form offers at first: tomorrow at nine, as long as foreseen."""
    manana = timezone.localdate() + timedelta(days=1)
    inicial = {"dia": manana, "hora": "09:00", "minutos": orden.duracion_prevista_min}
    return inicial | {clave: valor for clave, valor in pedidos.items() if valor}


def diagnostico_inicial(intervencion: Intervencion) -> dict[str, Any]:
    orden = intervencion.orden
    contacto = orden.contacto.nombre if orden.contacto else orden.cliente.nombre
    return {"diagnostico": orden.diagnostico, "firmante": contacto}
