"""Forms of units and of what happens to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir, grupo
from clientes.models import (
    Cliente,
    Cobertura,
    Contacto,
    Equipo,
    MotivoRetirada,
    MotivoTraspaso,
    NuestroPapel,
    Producto,
    Sede,
)
from clientes.servicios.composicion_vida import se_puede_dejar, sigue_si_no_se_dice
from clientes.servicios.comun import hoy as dia_de_hoy
from nucleo.palabras import decir_luego

A_ELEGIR = [("", _("Elige…"))]


class EquipoForm(FormularioDeServicio):
    partes = (
        grupo(_("Qué es"), "producto", ("numero_serie", "alias"), "padre"),
        grupo(_("Dónde está y quién lo usa"), "sede", "usuario_contacto"),
        grupo(
            _("De dónde viene"),
            "nuestro_papel",
            ("vendedor", "instalador"),
            ("fabricado_en", "instalado_en"),
        ),
    )

    class Meta:
        model = Equipo
        fields = [
            "producto",
            "numero_serie",
            "alias",
            "padre",
            "sede",
            "usuario_contacto",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
        ]
        widgets = dict.fromkeys(("fabricado_en", "instalado_en"), FECHA)
        help_texts = {
            "alias": _("«La de la cocina», «Línea 2»."),
            "padre": decir_luego(_("Si va dentro de [otro equipo] suyo.")),
            "nuestro_papel": _("Decide de quién es el deber de la garantía."),
        }

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        equipo: Equipo = self.instance
        productos = Producto.objects.en_uso()
        if equipo.producto_id:  # its own, though no new one may be of it
            productos |= Producto.objects.filter(pk=equipo.producto_id)
        elegir(self, "producto", productos.para_listado().order_by("marca", "nombre"))
        usa = equipo.usuario_contacto
        clientes = set(Cliente.objects.identidades_de(cliente.titular_id))
        clientes |= {usa.cliente_id} if usa else set()
        elegir(self, "sede", Sede.objects.filter(cliente__in=clientes).order_by("pk"))
        personas = Contacto.objects.filter(cliente__in=clientes, activo=True)
        elegir(self, "usuario_contacto", personas.order_by("pk"))
        suyos = Equipo.objects.filter(cliente__in=clientes).en_uso()
        otros = suyos.para_listado().exclude(pk=equipo.pk)
        elegir(self, "padre", otros.order_by("-pk"))
        for campo, vacio in (
            ("producto", _("Elige…")),
            ("padre", _("De nada: va por su cuenta")),
            ("sede", _("Sin decir")),
            ("usuario_contacto", _("Sin decir")),
        ):
            self.fields[campo].empty_label = vacio  # type: ignore[attr-defined]


class ConCoberturas(forms.Form):
    """Which coverages go along, among those that may be left behind."""

    coberturas = forms.TypedMultipleChoiceField(
        label=_("Qué sigue"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mira sus condiciones: lo que no marques se acaba."),
        error_messages={"invalid_choice": _("Esa cobertura ya no está: vuelve a elegir.")},
    )

    def __init__(self, *args: Any, coberturas: list[Cobertura], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.error_messages.setdefault("required", _("Falta este dato."))
            campo.error_messages["required"] = _("Falta este dato.")
        hace_un_anio = dia_de_hoy() - timedelta(days=365)  # what is done may be told later
        dejables = [
            cobertura
            for cobertura in coberturas
            if se_puede_dejar(cobertura) and cobertura.fecha_fin > hace_un_anio
        ]
        if not dejables:
            del self.fields["coberturas"]
            return
        campo = self.fields["coberturas"]
        campo.choices = [(cobertura.pk, str(cobertura)) for cobertura in dejables]  # type: ignore[attr-defined]
        campo.initial = [una.pk for una in dejables if sigue_si_no_se_dice(una)]


class TraspasoForm(ConCoberturas):
    """When, why and with what a unit goes to another owner, already chosen."""

    en_fecha = forms.DateField(label=_("Desde cuándo es suyo"), widget=FECHA)
    motivo = forms.ChoiceField(
        label=_("Por qué cambia"),
        choices=[*A_ELEGIR, *MotivoTraspaso.choices],
        error_messages={"invalid_choice": _("Elige una de la lista.")},
    )
    sede = forms.ModelChoiceField(
        label=_("Dónde estará"), queryset=Sede.objects.none(), required=False
    )
    usuario_contacto = forms.ModelChoiceField(
        label=_("Quién lo usará"), queryset=Contacto.objects.none(), required=False
    )
    notas = forms.CharField(
        label=_("Notas"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Solo las lee la oficina."),
    )
    field_order = ["en_fecha", "motivo", "sede", "usuario_contacto", "coberturas", "notas"]

    def __init__(self, *args: Any, cliente: Cliente, hoy: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"en_fecha": hoy} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        mismos = Cliente.objects.identidades_de(cliente.titular_id)
        elegir(self, "sede", Sede.objects.filter(cliente__in=mismos).order_by("pk"))
        personas = Contacto.objects.filter(cliente__in=mismos, activo=True)
        elegir(self, "usuario_contacto", personas.order_by("pk"))
        for campo, vacio in (("sede", _("Sin decir")), ("usuario_contacto", _("Sin decir"))):
            self.fields[campo].empty_label = vacio  # type: ignore[attr-defined]


class SustitucionForm(ConCoberturas):
    """Which unit takes the place of a faulty one, and since when the customer has it."""

    numero_serie = forms.CharField(
        label=decir_luego(_("Número de serie [del equipo nuevo]")), max_length=80
    )
    producto = forms.ModelChoiceField(label=_("Producto"), queryset=Producto.objects.none())
    fabricado_en = forms.DateField(label=_("Fecha de fabricación"), widget=FECHA, required=False)
    entregado_en = forms.DateField(
        label=decir_luego(_("Cuándo se entregó [el nuevo]")), widget=FECHA
    )
    puesto_a_disposicion = forms.DateField(
        label=decir_luego(_("Desde cuándo teníamos [el averiado]")),
        widget=FECHA,
        required=False,
        help_text=_("Desde ese día la garantía está parada. Vacío: se cambió en el acto."),
    )
    defecto = forms.CharField(
        label=_("Qué le pasaba"),
        max_length=120,
        required=False,
        help_text=_("Si vuelve a pasar, tiene un año más desde la entrega (TRLGDCU art. 122.3)."),
    )
    field_order = [
        "numero_serie",
        "producto",
        "fabricado_en",
        "entregado_en",
        "puesto_a_disposicion",
        "defecto",
        "coberturas",
    ]

    def __init__(self, *args: Any, equipo: Equipo, hoy: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"entregado_en": hoy, "producto": equipo.producto_id} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        productos = Producto.objects.en_uso() | Producto.objects.filter(pk=equipo.producto_id)
        elegir(self, "producto", productos.para_listado().order_by("marca", "nombre"))
        abierta = next((s for s in equipo.suspensiones.all() if s.devuelto_en is None), None)
        if abierta is not None:  # it is known already
            del self.fields["puesto_a_disposicion"]
            self.fields["defecto"].initial = abierta.defecto


class RetiradaForm(forms.Form):
    """Since when and why a unit is no longer used."""

    en_fecha = forms.DateField(label=_("Desde cuándo no se usa"), widget=FECHA)
    motivo = forms.ChoiceField(
        label=_("Por qué se retira"),
        choices=[
            *A_ELEGIR,
            *((m.value, m.label) for m in MotivoRetirada if m != MotivoRetirada.SUSTITUIDO),
        ],
        error_messages={"invalid_choice": _("Elige una de la lista.")},
    )
    con_partes = forms.BooleanField(
        label=_("Retirar también sus partes"),
        required=False,
        help_text=_("Si no, siguen en uso por separado."),
    )

    def __init__(self, *args: Any, tiene_partes: bool, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"en_fecha": hoy}, **kwargs)
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta este dato.")
        if not tiene_partes:
            del self.fields["con_partes"]


class FiltroEquipos(forms.Form):
    """What the list of units may be narrowed down by; what is not valid narrows nothing."""

    EN_USO, RETIRADOS, TODOS = "en_uso", "retirados", "todos"

    familia = forms.ChoiceField(label=_("Familia"), required=False)
    papel = forms.ChoiceField(
        label=_("Somos"), required=False, choices=[("", _("Cualquiera")), *NuestroPapel.choices]
    )
    estado = forms.ChoiceField(
        label=_("Cuáles"),
        required=False,
        choices=[
            (EN_USO, _("En uso")),
            (RETIRADOS, decir_luego(_("[Retirados]"))),
            (TODOS, decir_luego(_("[Todos]"))),
        ],
    )
    producto = forms.ModelChoiceField(
        queryset=Producto.objects.para_listado(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, familias: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = [("", _("Todas")), *((una, una) for una in familias)]
        self.fields["familia"].choices = opciones  # type: ignore[attr-defined]
