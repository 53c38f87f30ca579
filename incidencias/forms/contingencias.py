"""What is typed to declare a mass incident: what happens, where, from when and what is said."""

from __future__ import annotations

import unicodedata
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.busqueda import buscar_clientes
from clientes.lugares import PROVINCIAS
from clientes.models import Cliente, Producto, Sede
from cuentas.models import Usuario
from incidencias.forms.campos import Formulario, Instante, area
from incidencias.models import AlcanceAviso
from incidencias.servicios.contingencias import CAMPOS_DE_AREA, NuevaContingencia
from nucleo.models.empresa import Comunidad

POR_NOMBRE = sorted(
    PROVINCIAS.items(),
    key=lambda una: unicodedata.normalize("NFKD", una[1]).encode("ascii", "ignore"),
)
LO_MENOS_QUE_SE_BUSCA, CLIENTES_A_LA_VISTA, SEDES_A_LA_VISTA = 3, 8, 60


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


class Casillas(forms.MultipleChoiceField):
    """Several of a list, by their names."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **opciones: Any) -> None:
        super().__init__(required=False, **opciones)


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
    comunidades = Casillas(label=_("Comunidades"), choices=Comunidad.choices)
    provincias = Casillas(label=_("Provincias"), choices=POR_NOMBRE)
    municipios = Lista(label=_("Municipios"), largo=100, help_text=_("Separados por comas."))
    codigos_postales = Lista(
        label=_("Códigos postales"), largo=10, help_text=_("Separados por comas.")
    )
    empresa = forms.CharField(
        label=_("Sedes de un cliente"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        help_text=_("Su nombre, teléfono o NIF: salen sus sedes."),
    )
    sedes = Casillas(
        label=_("Sedes"),
        error_messages={"invalid_choice": _("Alguna de esas sedes ya no existe.")},
    )
    familias = Casillas(label=_("Solo de estas familias de producto"))
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

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde_en", timezone.localtime().replace(second=0, microsecond=0))
        familias = cast("Casillas", self.fields["familias"])
        familias.choices = [(una, una) for una in Producto.objects.familias()]
        sedes = cast("Casillas", self.fields["sedes"])
        sedes.choices = self._sedes(usuario) if self.is_bound else []

    def _sedes(self, usuario: Usuario) -> list[tuple[int, str]]:
        """Those that are chosen, and those of the customers that are being looked for."""
        texto = (self.data.get("empresa") or "").strip()
        elegidas = [int(pk) for pk in self.data.getlist("sedes") if pk.isdigit() and len(pk) < 18]
        visibles = Sede.objects.visibles_para(usuario)
        halladas = Q(pk__in=elegidas)
        if len(texto) >= LO_MENOS_QUE_SE_BUSCA:
            clientes = buscar_clientes(Cliente.objects.visibles_para(usuario), texto)
            primeros = clientes.order_by("texto_trigramas", "pk")[:CLIENTES_A_LA_VISTA]
            halladas |= Q(cliente__in=[cliente.pk for cliente in primeros])
        filas = visibles.filter(halladas).select_related("cliente")
        filas = filas.order_by("cliente__texto_trigramas", "pk")[:SEDES_A_LA_VISTA]
        return [(sede.pk, f"{sede.cliente}: {sede}") for sede in filas]

    def clean_sedes(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["sedes"]]

    def datos(self) -> NuevaContingencia:
        """What is typed and valid, for the service or to be looked at before."""
        limpios = self.cleaned_data
        return NuevaContingencia(
            nombre=limpios.get("nombre", ""),
            causa=limpios.get("causa", ""),
            desde_en=limpios.get("desde_en") or timezone.now(),
            hasta_en=limpios.get("hasta_en"),
            area={campo: limpios.get(campo) or [] for campo in CAMPOS_DE_AREA},
            aviso_a=limpios.get("aviso_a") or AlcanceAviso.NADIE,
            texto_cliente=limpios.get("texto_cliente", ""),
            para_relojes=limpios.get("para_relojes", False),
        )


class ProrrogarForm(Formulario):
    hasta_en = Instante(
        label=_("Hasta"), required=False, help_text=_("En blanco, hasta que se termine a mano.")
    )
