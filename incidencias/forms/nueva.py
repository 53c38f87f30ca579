"""A new case by telephone or at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto, Equipo
from clientes.por_clave import CLIENTE, CONTACTO, EQUIPO_DE_CUALQUIERA
from cuentas.models import Usuario
from incidencias.forms.campos import (
    LARGO_TEXTO,
    CampoCategoria,
    Formulario,
    Instante,
    Opcion,
    area,
)
from incidencias.models import Canal, Impacto, Tipo, Urgencia
from nucleo.forms import CampoPorClave
from nucleo.palabras import decir_luego
from nucleo.por_clave import es_clave


def equipos_de(cliente_id: int | None) -> Any:
    """The units a customer may report on: the own ones and those that its people use."""
    if cliente_id is None:
        return Equipo.objects.none()
    return Equipo.objects.que_tiene(int(cliente_id)).order_by("pk")


class Suyos(ModelChoiceIterator):
    field: CampoContacto

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield "", str(self.field.empty_label)
        yield from ((uno.pk, self.field.label_from_instance(uno)) for uno in self.field.suyos)


class CampoContacto(CampoPorClave):
    """Somebody of the customer chosen; all of them are looked for only by whoever shows them."""

    iterator = Suyos
    cliente_id: int | None = None

    @cached_property
    def suyos(self) -> list[Contacto]:
        if self.cliente_id is None:
            return []
        mismos = Cliente.objects.identidades_de(self.cliente_id)
        return list(Contacto.objects.filter(cliente__in=mismos, activo=True).order_by("nombre"))


class NuevaForm(Formulario):
    cliente = CampoPorClave(
        CLIENTE,
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Ese cliente no existe o no está a tu alcance."),
        },
    )
    nuevo_nombre = forms.CharField(label=_("Nombre"), max_length=200, required=False)
    nuevo_telefono = forms.CharField(label=_("Teléfono"), max_length=30, required=False)
    nuevo_correo = forms.EmailField(label=_("Correo"), required=False)
    contacto = CampoContacto(
        CONTACTO,
        label=_("Quién llama"),
        required=False,
        empty_label=_("El propio cliente"),
    )
    equipo = CampoPorClave(
        EQUIPO_DE_CUALQUIERA,
        label=decir_luego(_("[Equipo]")),
        required=False,
        empty_label=decir_luego(_("Sin [equipo]")),
        error_messages={"invalid_choice": decir_luego(_("[Ese equipo] no es de este cliente."))},
    )
    tipo = Opcion(label=_("Tipo"), choices=Tipo.choices, initial=Tipo.AVERIA)
    categoria = CampoCategoria(
        label=_("Categoría"),
        required=False,
        empty_label=_("Sin categoría"),
    )
    fecha_fallo = forms.DateField(
        label=_("Desde cuándo falla"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Si no es de hoy: la garantía se juzga por ese día."),
    )
    canal = Opcion(
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
    impacto = Opcion(label=_("Impacto"), choices=Impacto.choices, initial=Impacto.MEDIO)
    urgencia = Opcion(label=_("Urgencia"), choices=Urgencia.choices, initial=Urgencia.MEDIA)
    promesa = forms.CharField(
        label=_("Qué le prometemos"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Le llamamos con el día de la visita")}),
    )
    promesa_vence_en = Instante(label=_("Para cuándo"), required=False)

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in ("cliente", "contacto", "equipo"):
            self.fields[campo].usuario = usuario
        escrito = self["cliente"].value()
        cliente_id = str(getattr(escrito, "pk", escrito) or "")
        if es_clave(cliente_id):
            self.fields["contacto"].cliente_id = int(cliente_id)

    def clean_contacto(self) -> Contacto | None:
        contacto, cliente = self.cleaned_data["contacto"], self.cleaned_data.get("cliente")
        if contacto is not None and not (cliente and cliente.es_suyo(contacto)):
            self._no_es_suyo("contacto")
        return contacto

    def clean_equipo(self) -> Equipo | None:
        equipo, cliente = self.cleaned_data["equipo"], self.cleaned_data.get("cliente")
        if equipo is not None and not (cliente and equipo.lo_tiene(cliente)):
            self._no_es_suyo("equipo")
        return equipo

    def _no_es_suyo(self, campo: str) -> NoReturn:
        raise forms.ValidationError(
            self.fields[campo].error_messages["invalid_choice"],
            code="invalid_choice",
            params={"value": self.data.get(campo)},
        )

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
