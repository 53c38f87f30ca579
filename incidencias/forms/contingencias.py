"""What is typed to declare a mass incident: what happens, where, from when and what is said."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Producto
from incidencias.forms.campos import Formulario, Instante, area
from incidencias.models import AlcanceAviso
from incidencias.servicios.contingencias import NuevaContingencia
from nucleo.models.empresa import Comunidad

PROVINCIAS = 52


class InstanteCualquiera(Instante):
    """A moment, past or to come: the service says how far."""

    def clean(self, value: Any) -> Any:
        return forms.DateTimeField.clean(self, value)


class Lista(forms.CharField):
    """Several values in a line, between commas."""

    def __init__(self, *, largo: int, **opciones: Any) -> None:
        super().__init__(required=False, max_length=2_000, **opciones)
        self.largo = largo

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        texto = super().clean(value) or ""
        trozos = [trozo.strip() for trozo in texto.replace("\n", ",").split(",") if trozo.strip()]
        if any(len(trozo) > self.largo for trozo in trozos):
            raise forms.ValidationError(_("Alguno es demasiado largo: sepáralos con comas."))
        return list(dict.fromkeys(trozos))


class ContingenciaForm(Formulario):
    nombre = forms.CharField(
        label=_("Qué pasa"), max_length=120, error_messages={"required": _("Di qué pasa.")}
    )
    causa = forms.CharField(
        label=_("Causa"),
        max_length=300,
        help_text=_("La verá quien atiende y quedará en cada incidencia."),
        error_messages={"required": _("Di la causa.")},
    )
    comunidades = forms.MultipleChoiceField(
        label=_("Comunidades"), choices=Comunidad.choices, required=False
    )
    provincias = Lista(
        label=_("Provincias"), largo=2, help_text=_("Su código de dos cifras: 41, 28…")
    )
    municipios = Lista(label=_("Municipios"), largo=100, help_text=_("Separados por comas."))
    codigos_postales = Lista(
        label=_("Códigos postales"), largo=10, help_text=_("Separados por comas.")
    )
    familias = forms.MultipleChoiceField(
        label=_("Solo de estas familias de producto"), choices=(), required=False
    )
    desde_en = InstanteCualquiera(
        label=_("Desde"), error_messages={"required": _("Di desde cuándo.")}
    )
    hasta_en = InstanteCualquiera(
        label=_("Hasta"), required=False, help_text=_("En blanco, hasta que se termine a mano.")
    )
    para_relojes = forms.BooleanField(
        label=_("Para los plazos acordados"),
        required=False,
        initial=True,
        help_text=_("Los de la ley no se paran nunca."),
    )
    aviso_a = forms.ChoiceField(
        label=_("Se avisa"), choices=AlcanceAviso.choices, initial=AlcanceAviso.CASOS
    )
    texto_cliente = forms.CharField(
        label=_("Qué se dice a los clientes"),
        widget=area(4),
        required=False,
        max_length=2_000,
        help_text=_("Por correo, en el portal y para quien coja el teléfono."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde_en", timezone.localtime().replace(second=0, microsecond=0))
        familias = cast("forms.MultipleChoiceField", self.fields["familias"])
        familias.choices = [(una, una) for una in Producto.objects.familias()]

    def clean_provincias(self) -> list[str]:
        codigos = [codigo.zfill(2) for codigo in self.cleaned_data["provincias"]]
        if any(not codigo.isdigit() or not 1 <= int(codigo) <= PROVINCIAS for codigo in codigos):
            raise forms.ValidationError(_("Una provincia es un código de 01 a 52."))
        return codigos

    def datos(self) -> NuevaContingencia:
        """What is typed and valid, for the service or to be looked at before."""
        limpios = self.cleaned_data
        return NuevaContingencia(
            nombre=limpios.get("nombre", ""),
            causa=limpios.get("causa", ""),
            desde_en=limpios.get("desde_en") or timezone.now(),
            hasta_en=limpios.get("hasta_en"),
            area={
                campo: limpios.get(campo) or []
                for campo in (
                    *("comunidades", "provincias", "municipios", "codigos_postales", "familias"),
                )
            },
            aviso_a=limpios.get("aviso_a") or AlcanceAviso.NADIE,
            texto_cliente=limpios.get("texto_cliente", ""),
            para_relojes=limpios.get("para_relojes", False),
        )


class ProrrogarForm(Formulario):
    hasta_en = Instante(
        label=_("Hasta"), required=False, help_text=_("En blanco, hasta que se termine a mano.")
    )
