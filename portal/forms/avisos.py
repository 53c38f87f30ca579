"""What customers fill in about a problem. Nothing here writes: the views call the services."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clientes.identidad import normalizar_telefono
from clientes.models import Contacto
from incidencias.categorias import Arbol
from incidencias.horas_llamada import Cuando, HoraOfrecida, horas_ofrecidas
from incidencias.models import Categoria
from nucleo.errores import ErrorDeNegocio
from nucleo.idiomas import dia_dicho
from nucleo.palabras import decir_luego
from portal.forms.ficheros import ConFicheros

LARGO_TEXTO = 5_000


def _area(filas: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": filas, "maxlength": LARGO_TEXTO, **attrs})


class AvisoForm(ConFicheros):
    """Report a problem: what kind, what happens, photos."""

    categoria = forms.ModelChoiceField(
        label=_("¿Qué le pasa?"),
        queryset=Categoria.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elija qué le pasa, o «Otra cosa»."),
            "invalid_choice": _("Elija una de las opciones."),
        },
    )
    texto = forms.CharField(
        label=_("Cuéntenos qué ocurre"),
        help_text=_("Qué hace o no hace y, si lo muestra, el código de error."),
        widget=_area(5),
        validators=[MaxLengthValidator(LARGO_TEXTO)],
        error_messages={"required": _("Cuéntenos qué ocurre; con una frase basta.")},
    )
    fecha_fallo = forms.DateField(
        label=_("¿Desde cuándo le pasa?"),
        help_text=_("Si no es de hoy. La garantía se mira por ese día."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Escriba un día, como 05/04/2026.")},
    )
    aparato = forms.CharField(
        label=decir_luego(_("¿De [qué equipo] se trata?")),
        help_text=_("Marca y modelo, si los sabe. El número de serie está en la etiqueta."),
        max_length=120,
        required=False,
    )
    envio = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ["categoria", "aparato", "texto", "fecha_fallo", "ficheros", "guardados", "envio"]

    def __init__(self, *args: Any, con_equipo: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ofrecidas = Arbol.leer().ofrecidas(en_portal=True)
        self.fields["categoria"].queryset = Categoria.objects.filter(  # type: ignore[attr-defined]
            pk__in=[pk for pk, _ruta in ofrecidas]
        )
        self.fields["categoria"].choices = ofrecidas  # type: ignore[attr-defined]
        self.fields["envio"].initial = uuid4  # sent twice, it is one case
        if con_equipo:
            del self.fields["aparato"]


class SugerenciaForm(ConFicheros):
    """What a customer proposes."""

    texto = forms.CharField(
        label=_("¿Qué podríamos hacer mejor?"),
        widget=_area(5),
        validators=[MaxLengthValidator(LARGO_TEXTO)],
        error_messages={"required": _("Cuéntenos qué propone; con una frase basta.")},
    )
    envio = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ["texto", "ficheros", "guardados", "envio"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["envio"].initial = uuid4


class SugerenciaPublicaForm(forms.Form):
    """The same of anybody, who says where to answer. No files: nobody is behind it yet."""

    texto = forms.CharField(
        label=_("¿Qué podríamos hacer mejor?"),
        widget=_area(5),
        validators=[MaxLengthValidator(LARGO_TEXTO)],
        error_messages={"required": _("Cuéntenos qué propone; con una frase basta.")},
    )
    nombre = forms.CharField(
        label=_("Su nombre"),
        max_length=120,
        required=False,
        help_text=_("Si quiere decírnoslo."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    correo = forms.EmailField(
        label=_("Su correo"),
        max_length=254,
        help_text=_("Para contestarle; para nada más."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Escriba el correo en el que quiere la respuesta.")},
    )
    envio = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_correo(self) -> str:
        return self.cleaned_data["correo"].strip().lower()


class MensajeForm(ConFicheros):
    texto = forms.CharField(
        label=_("Su mensaje"),
        widget=_area(4),
        validators=[MaxLengthValidator(LARGO_TEXTO)],
        error_messages={"required": _("Escriba el mensaje antes de enviarlo.")},
    )
    field_order = ["texto", "ficheros", "guardados"]


class ReabrirForm(forms.Form):
    motivo = forms.CharField(
        label=_("¿Qué sigue fallando?"),
        widget=_area(3),
        validators=[MaxLengthValidator(LARGO_TEXTO)],
        error_messages={"required": _("Díganos qué sigue fallando, para no empezar de cero.")},
    )


class SeguimientoForm(forms.Form):
    """Follow a case without signing in: both things, and nothing is said about either."""

    codigo = forms.CharField(
        label=_("Código de la incidencia"),
        max_length=20,
        help_text=_("Está en el correo que le enviamos, por ejemplo INC-26-000123."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("Escriba el código de la incidencia.")},
    )
    correo = forms.EmailField(
        label=_("Su correo"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Escriba el correo con el que se puso en contacto.")},
    )

    def clean_codigo(self) -> str:
        return "".join(self.cleaned_data["codigo"].split()).upper()

    def clean_correo(self) -> str:
        return self.cleaned_data["correo"].strip().lower()


class LlamadmeForm(forms.Form):
    """Somebody calls back: to which telephone, when and about what."""

    telefono = forms.CharField(
        label=_("¿A qué teléfono le llamamos?"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Escriba un teléfono.")},
    )
    cuando = forms.ChoiceField(
        label=_("¿Cuándo le viene bien?"),
        required=False,  # then, as soon as possible
        error_messages={
            "invalid_choice": _("A esa hora ya no podemos llamarle: elija otra de la lista."),
        },
    )
    texto = forms.CharField(
        label=_("¿Sobre qué?"),
        widget=_area(3),
        required=False,
        validators=[MaxLengthValidator(LARGO_TEXTO)],
    )

    def __init__(self, *args: Any, contacto: Contacto | None, **kwargs: Any) -> None:
        if contacto is not None:  # by a link, whoever has it does not read a telephone in it
            kwargs.setdefault("initial", {"telefono": contacto.telefono})
        super().__init__(*args, **kwargs)
        self.fields["cuando"].choices = _cuando(horas_ofrecidas(timezone.now()))  # type: ignore[attr-defined]

    def clean_cuando(self) -> str:
        return self.cleaned_data["cuando"] or Cuando.YA

    def clean_telefono(self) -> str:
        try:
            return normalizar_telefono(self.cleaned_data["telefono"])
        except ErrorDeNegocio as error:
            raise forms.ValidationError(str(error)) from error


def _cuando(ofrecidas: list[HoraOfrecida]) -> list[tuple[str, Any]]:
    """What is offered as a list for a `<select>`: the hours, under the name of their day."""
    sueltas = [(una.clave, _al_principio(una)) for una in ofrecidas if una.cuando != Cuando.HORA]
    horas = [una for una in ofrecidas if una.cuando == Cuando.HORA]
    dias = [
        (dia_dicho(dia, con_anio=False, con_semana=True), [(una.clave, una.hora) for una in suyas])
        for dia, suyas in groupby(horas, lambda una: una.dia)
    ]
    return [*sueltas, *dias]


def _al_principio(una: HoraOfrecida) -> str:
    if una.cuando == Cuando.YA:
        return gettext("Cuanto antes")
    return una.en_palabras[:1].upper() + una.en_palabras[1:]
