"""Writing by WhatsApp by hand, and bringing a chat from the telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clientes.identidad import normalizar_telefono
from conocimiento.models import Plantilla
from conocimiento.textos import huecos_de
from incidencias.forms.campos import Dia, Formulario, area
from incidencias.servicios.whatsapp import LARGO
from incidencias.whatsapp.fechas import Orden
from nucleo.errores import ErrorDeNegocio


class WhatsAppForm(Formulario):
    telefono = forms.CharField(
        label=_("Teléfono"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Escribe a qué teléfono.")},
    )
    plantilla = forms.ModelChoiceField(
        label=_("Plantilla"),
        queryset=Plantilla.objects.none(),
        required=False,
        empty_label=_("Sin plantilla"),
    )
    texto = forms.CharField(
        label=_("Mensaje"),
        max_length=LARGO,
        widget=area(7),
        error_messages={"required": _("Escribe el mensaje.")},
    )

    def __init__(self, *args: Any, plantillas: list[Plantilla], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plantillas:
            self.fields["plantilla"].queryset = Plantilla.objects.filter(  # type: ignore[attr-defined]
                pk__in=[una.pk for una in plantillas]
            ).order_by("nombre")
        else:
            del self.fields["plantilla"]

    def clean_telefono(self) -> str:
        try:
            return normalizar_telefono(self.cleaned_data["telefono"])
        except ErrorDeNegocio as error:
            raise forms.ValidationError(str(error)) from error

    def clean_texto(self) -> str:
        texto = self.cleaned_data["texto"]
        huecos = huecos_de(texto)
        if huecos:
            frase = _("Falta por rellenar: %(huecos)s.") % {"huecos": ", ".join(huecos)}
            raise forms.ValidationError(frase)
        return texto


class SubirChatForm(Formulario):
    fichero = forms.FileField(
        label=_("El chat exportado (.txt o .zip)"),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.zip,text/plain,application/zip", "data-max-mb": "100"}
        ),
        error_messages={
            "required": _("Elige el fichero que te dio WhatsApp al exportar el chat."),
            "empty": _("El fichero está vacío."),
        },
    )


class TraerChatForm(Formulario):
    """Who of the chat is us, and what of it is brought."""

    nosotros = forms.MultipleChoiceField(
        label=_("¿Quién somos nosotros?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Ese nombre no está en el chat.")},
    )
    orden = forms.ChoiceField(
        label=_("Las fechas van con"),
        choices=[(Orden.DIA.value, _("el día delante")), (Orden.MES.value, _("el mes delante"))],
        required=False,
    )
    desde = Dia(
        label=_("Traer solo desde el"),
        required=False,
        help_text=_("Vacío: el chat entero, también lo que se habló antes de esta incidencia."),
    )

    def __init__(self, *args: Any, autores: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nosotros"].choices = [  # type: ignore[attr-defined]
            (
                autor,
                ngettext("%(autor)s · un mensaje", "%(autor)s · %(cuantos)s mensajes", cuantos)
                % {"autor": autor, "cuantos": cuantos},
            )
            for autor, cuantos in autores
        ]
