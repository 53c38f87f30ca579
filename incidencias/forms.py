"""What people type about cases: its shape and its sense. The services decide."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto, Equipo
from cuentas.models import Grupo, Usuario
from incidencias.models import (
    Canal,
    Categoria,
    ClaseLegal,
    Impacto,
    Incidencia,
    MotivoEspera,
    MotivoLlamada,
    Prioridad,
    SentidoLlamada,
    Tipo,
    TipoObjetivo,
    Urgencia,
    VersionPolitica,
)
from nucleo.forms import CampoFicheros

LARGO_TEXTO = 100_000
PRIMER_DIA, ULTIMO_DIA = date(2000, 1, 1), date(2099, 12, 31)
CAUSAS = (
    _("Desgaste"),
    _("Pieza defectuosa"),
    _("Defecto de fabricación"),
    _("Instalación"),
    _("Configuración"),
    _("Uso"),
    _("Suministro (agua, luz, gas)"),
    _("No se reproduce"),
    _("Aclaración, sin avería"),
)


def area(filas: int = 3, **atributos: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": filas, **atributos})


class Dia(forms.DateField):
    """A day that may be real: the year 1900 or 3000 is a slip of the finger."""

    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")

    def clean(self, value):
        dia = super().clean(value)
        if dia and not PRIMER_DIA <= dia <= ULTIMO_DIA:
            raise forms.ValidationError(_("La fecha tiene que estar entre 2000 y 2099."))
        return dia


class Instante(forms.DateTimeField):
    """A moment to come: neither past nor years away."""

    def __init__(self, **opciones: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formatos = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formatos, **opciones)

    def clean(self, value: Any) -> Any:
        instante = super().clean(value)
        if instante is None:
            return None
        if instante <= timezone.now():
            raise forms.ValidationError(_("Esa fecha ya ha pasado."))
        if instante > timezone.now() + timedelta(days=366):
            raise forms.ValidationError(_("Es dentro de más de un año: revisa la fecha."))
        return instante


class Formulario(forms.Form):
    """The base of all: crispy without its own form tag; the server gives the messages."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


# --- The composer of the ficha


class ResponderForm(Formulario):
    texto = forms.CharField(
        label=_("Respuesta al cliente"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("Escribe al cliente…")),
        error_messages={"required": _("Escribe la respuesta antes de enviarla.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))


class NotaForm(Formulario):
    texto = forms.CharField(
        label=_("Nota interna"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("El cliente no la ve…")),
        error_messages={"required": _("La nota está vacía.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))


class LlamadaForm(Formulario):
    sentido = forms.ChoiceField(
        label=_("Sentido"), choices=SentidoLlamada.choices, initial=SentidoLlamada.ENTRANTE
    )
    motivo = forms.ChoiceField(
        label=_("Motivo"), choices=MotivoLlamada.choices, initial=MotivoLlamada.ESTADO
    )
    contestada = forms.BooleanField(label=_("Hablasteis"), required=False, initial=True)
    minutos = forms.IntegerField(
        label=_("Minutos"), min_value=0, max_value=24 * 60, required=False, initial=None
    )
    notas = forms.CharField(
        label=_("Qué se habló"), required=False, max_length=5_000, widget=area(3)
    )


class PromesaForm(Formulario):
    texto = forms.CharField(
        label=_("Qué prometemos"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Le llamamos con el día de la visita")}),
        error_messages={"required": _("Di qué prometemos.")},
    )
    vence_en = Instante(label=_("Para cuándo"))


# --- Decisions


class AsignarForm(Formulario):
    responsable = forms.ModelChoiceField(
        label=_("Responsable"),
        queryset=Usuario.objects.none(),
        required=False,
        empty_label=_("Sin responsable"),
    )
    grupo = forms.ModelChoiceField(
        label=_("Grupo"), queryset=Grupo.objects.none(), required=False, empty_label=_("El mismo")
    )
    motivo = forms.CharField(
        label=_("Nota para quien la recibe"), required=False, max_length=5_000, widget=area(2)
    )

    def __init__(self, *args: Any, incidencia: Incidencia | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsable"].queryset = Usuario.objects.de_oficina()
        self.fields["grupo"].queryset = Grupo.objects.filter(activo=True).order_by("nombre")
        if incidencia is not None:
            self.initial.setdefault("responsable", incidencia.responsable_id)


class EsperarForm(Formulario):
    motivo = forms.ModelChoiceField(
        label=_("Qué esperamos"),
        queryset=MotivoEspera.objects.filter(activo=True).order_by("nombre"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Para poner en espera hay que decir por qué.")},
    )

    def __init__(self, *args: Any, incidencia: Incidencia | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ResolverForm(Formulario):
    solucion = forms.CharField(
        label=_("Solución"),
        max_length=10_000,
        widget=area(4),
        help_text=_("La leerá el cliente en el correo que le avisa."),
        error_messages={"required": _("Para resolver hay que indicar la solución aplicada.")},
    )
    causa = forms.CharField(
        label=_("Causa"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "causas", "autocomplete": "off"}),
        help_text=_("Elige una de la lista o escribe otra."),
        error_messages={"required": _("Para resolver hay que indicar la causa.")},
    )
    causas = CAUSAS

    def __init__(self, *args: Any, incidencia: Incidencia | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReabrirForm(Formulario):
    motivo = forms.CharField(
        label=_("Por qué se reabre"), required=False, max_length=5_000, widget=area(3)
    )

    def __init__(self, *args: Any, incidencia: Incidencia | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AnularForm(ReabrirForm):
    motivo = forms.CharField(
        label=_("Por qué se anula"),
        max_length=5_000,
        widget=area(3),
        error_messages={"required": _("Para anular hay que decir por qué.")},
    )


class FusionarForm(Formulario):
    codigo = forms.CharField(
        label=_("Código de la que sigue"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "INC-26-000123"}),
        error_messages={"required": _("Escribe el código de la otra incidencia.")},
    )

    def __init__(self, *args: Any, incidencia: Incidencia | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReclasificarForm(Formulario):
    tipo = forms.ChoiceField(label=_("Tipo"), choices=Tipo.choices)
    categoria = forms.ModelChoiceField(
        label=_("Categoría"),
        queryset=Categoria.objects.filter(activa=True).order_by("nombre"),
        required=False,
        empty_label=_("Sin categoría"),
    )
    equipo = forms.ModelChoiceField(
        label=_("Equipo"), queryset=Equipo.objects.none(), required=False, empty_label=_("Ninguno")
    )
    impacto = forms.ChoiceField(label=_("Impacto"), choices=Impacto.choices)
    urgencia = forms.ChoiceField(label=_("Urgencia"), choices=Urgencia.choices)
    clase_legal = forms.ChoiceField(
        label=_("Clase legal"),
        choices=ClaseLegal.choices,
        help_text=_("Decide qué plazos de la ley corren (Ley 10/2025, art. 3)."),
    )
    clase_legal_motivo = forms.CharField(
        label=_("Por qué esa clase"),
        required=False,
        max_length=200,
        help_text=_("Solo si no es la que corresponde al tipo."),
    )

    CAMPOS = ("tipo", "categoria", "equipo", "impacto", "urgencia", "clase_legal")

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        valores = {campo: getattr(incidencia, campo) for campo in self.CAMPOS}
        valores["clase_legal_motivo"] = incidencia.clase_legal_motivo
        kwargs["initial"] = {**valores, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["equipo"].queryset = equipos_de(incidencia.cliente_id).select_related(
            "producto"
        )


def es_clave(texto: str) -> bool:
    """Whether a text may be the primary key of a row."""
    return texto.isascii() and texto.isdigit() and len(texto) < 19


def equipos_de(cliente_id: int | None) -> Any:
    """The units a customer may report on: the own ones and those that its people use."""
    if cliente_id is None:
        return Equipo.objects.none()
    return Equipo.objects.que_tiene(cliente_id).order_by("pk")


# --- A new case by telephone or at the counter


class NuevaForm(Formulario):
    cliente = forms.ModelChoiceField(
        queryset=Cliente.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Ese cliente no existe o no está a tu alcance."),
        },
    )
    nuevo_nombre = forms.CharField(label=_("Nombre"), max_length=200, required=False)
    nuevo_telefono = forms.CharField(label=_("Teléfono"), max_length=30, required=False)
    nuevo_correo = forms.EmailField(label=_("Correo"), required=False)
    contacto = forms.ModelChoiceField(
        label=_("Quién llama"),
        queryset=Contacto.objects.none(),
        required=False,
        empty_label=_("El propio cliente"),
    )
    equipo = forms.ModelChoiceField(
        label=_("Equipo"),
        queryset=Equipo.objects.none(),
        required=False,
        empty_label=_("Sin equipo"),
        error_messages={"invalid_choice": _("Ese equipo no es de este cliente.")},
    )
    tipo = forms.ChoiceField(label=_("Tipo"), choices=Tipo.choices, initial=Tipo.AVERIA)
    categoria = forms.ModelChoiceField(
        label=_("Categoría"),
        queryset=Categoria.objects.filter(activa=True).order_by("nombre"),
        required=False,
        empty_label=_("Sin categoría"),
    )
    canal = forms.ChoiceField(
        label=_("Cómo llega"),
        choices=[(c.value, c.label) for c in Canal if c not in {Canal.PORTAL, Canal.API}],
        initial=Canal.TELEFONO,
    )
    asunto = forms.CharField(
        label=_("Qué pasa, en pocas palabras"),
        max_length=200,
        error_messages={"required": _("Escribe un asunto: qué pasa, en pocas palabras.")},
    )
    descripcion = forms.CharField(
        label=_("Detalles"), required=False, max_length=LARGO_TEXTO, widget=area(4)
    )
    impacto = forms.ChoiceField(label=_("Impacto"), choices=Impacto.choices, initial=Impacto.MEDIO)
    urgencia = forms.ChoiceField(
        label=_("Urgencia"), choices=Urgencia.choices, initial=Urgencia.MEDIA
    )
    promesa = forms.CharField(
        label=_("Qué le prometemos"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Le llamamos con el día de la visita")}),
    )
    promesa_vence_en = Instante(label=_("Para cuándo"), required=False)

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cliente"].queryset = Cliente.objects.visibles_para(usuario)
        escrito = self["cliente"].value()
        cliente_id = str(getattr(escrito, "pk", escrito) or "")
        if es_clave(cliente_id):
            self.fields["contacto"].queryset = Contacto.objects.filter(
                cliente_id=cliente_id, activo=True
            ).order_by("nombre")
            self.fields["equipo"].queryset = equipos_de(cliente_id).select_related("producto")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not datos.get("cliente") and not datos.get("nuevo_nombre"):
            self._si_no_hay_error("cliente", _("Busca al cliente y elígelo, o da de alta uno."))
        if datos.get("promesa") and not datos.get("promesa_vence_en"):
            self._si_no_hay_error("promesa_vence_en", _("Di para cuándo es la promesa."))
        if datos.get("promesa_vence_en") and not datos.get("promesa"):
            self._si_no_hay_error("promesa", _("Di qué prometemos para esa fecha."))
        return datos

    def _si_no_hay_error(self, campo: str, frase: Any) -> None:
        if campo not in self.errors:
            self.add_error(campo, frase)


# --- Several at once


class VariasForm(Formulario):
    codigos = forms.MultipleChoiceField(required=True)
    responsable = forms.ModelChoiceField(queryset=Usuario.objects.none(), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsable"].queryset = Usuario.objects.de_oficina()


# --- Ajustes → Plazos


class PoliticaForm(Formulario):
    """Working hours by target and priority, and the day from which they rule."""

    tipos = (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.RESOLUCION)
    prioridades = tuple(Prioridad)
    desde = Dia(
        label=_("Rige desde"),
        help_text=_("Las incidencias que lleguen antes conservan sus plazos."),
        error_messages={"required": _("Di desde qué día.")},
    )

    def __init__(self, *args: Any, version: VersionPolitica | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde", timezone.localdate() + timedelta(days=1))
        vigentes = self._vigentes(version)
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
