"""Reviews: writing one down, answering it, leaving it, making it a case."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente
from cuentas.models import Usuario
from incidencias.forms.campos import Dia, Formulario, area
from incidencias.models import Plataforma, Tipo
from nucleo.tiempo import hoy

ESTRELLAS = [("", _("Sin estrellas")), *((str(n), str(n)) for n in range(5, 0, -1))]


class ClienteForm(Formulario):
    cliente = forms.ModelChoiceField(
        label=_("De quién es"),
        queryset=Cliente.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Ese cliente no existe o no está a tu alcance.")},
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visibles = Cliente.objects.visibles_para(usuario)
        self.fields["cliente"].queryset = visibles  # type: ignore[attr-defined]


class ResenaForm(Formulario):
    plataforma = forms.ChoiceField(label=_("Dónde"), choices=Plataforma.choices)
    url = forms.URLField(
        label=_("Dirección"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("La de la reseña, para abrirla desde aquí."),
    )
    autor = forms.CharField(
        label=_("Quién la firma"),
        max_length=120,
        error_messages={"required": _("Escribe quién la firma.")},
    )
    estrellas = forms.ChoiceField(label=_("Estrellas"), choices=ESTRELLAS, required=False)
    publicada = Dia(label=_("Publicada el"))
    texto = forms.CharField(label=_("Qué dice"), required=False, max_length=10_000, widget=area(5))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publicada"].initial = hoy

    def clean_publicada(self) -> datetime:
        dia = self.cleaned_data["publicada"]
        if dia > hoy():
            raise forms.ValidationError(_("Ese día todavía no ha llegado."))
        ahora = timezone.localtime()
        cuando = datetime.combine(dia, time(12), ahora.tzinfo)
        return min(cuando, ahora)

    def clean_estrellas(self) -> int | None:
        return int(self.cleaned_data["estrellas"]) if self.cleaned_data["estrellas"] else None


class ResponderResenaForm(Formulario):
    respuesta = forms.CharField(
        label=_("Lo que habéis contestado allí"),
        max_length=10_000,
        widget=area(4),
        error_messages={"required": _("Escribe lo que habéis contestado.")},
    )


class DejarResenaForm(Formulario):
    motivo = forms.CharField(
        label=_("Por qué no se contesta"),
        max_length=200,
        error_messages={"required": _("Di por qué se deja sin respuesta.")},
    )


class AbrirPorResenaForm(Formulario):
    tipo = forms.ChoiceField(label=_("Como"), choices=Tipo.choices)
    asunto = forms.CharField(label=_("Asunto"), max_length=200, required=False)
