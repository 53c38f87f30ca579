"""Forms of customers, their contacts, their sites and what they allow."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir, grupo
from clientes.models import (
    BaseJuridica,
    ClaseContacto,
    Cliente,
    Consentimiento,
    Contacto,
    Sede,
    TipoCliente,
)
from clientes.servicios.composicion import es_consumidor_de_suyo
from nucleo.models import Calendario
from nucleo.tiempo import comienzo_de, dia_local

ULTIMO_DIA = date.max - timedelta(days=1)


class ClienteForm(FormularioDeServicio):
    partes = (
        grupo(_("Quién es"), "nombre", ("tipo", "nif"), "es_consumidor", "es_provisional"),
        grupo(_("Cómo hablarle"), ("telefono", "correo"), ("idioma", "trato")),
        grupo(_("Para nosotros"), ("segmento", "referencia_externa")),
    )

    es_consumidor = forms.TypedChoiceField(
        label=_("Compra como"),
        choices=[
            ("", _("Lo que diga su tipo")),
            ("True", _("Consumidor")),
            ("False", _("Empresa o profesional")),
        ],
        coerce=lambda valor: valor == "True",
        empty_value=None,
        required=False,
        help_text=_("Persona y comunidad de propietarios, consumidor; empresa, no."),
    )

    class Meta:
        model = Cliente
        fields = [
            "tipo",
            "nombre",
            "nif",
            "es_consumidor",
            "telefono",
            "correo",
            "idioma",
            "trato",
            "segmento",
            "referencia_externa",
            "es_provisional",
        ]
        help_texts = {
            "nif": _("NIF, NIE o CIF."),
            "telefono": _("Con prefijo si no es español."),
            "segmento": _("El que decide sus plazos y sus ofertas."),
            "referencia_externa": _("Su número en el programa de gestión."),
        }

    def clean(self) -> dict[str, Any]:
        """Changed to nothing, whether it is a consumer follows from its kind, as at the start."""
        datos = super().clean() or self.cleaned_data
        if self.instance.pk and datos.get("es_consumidor") is None and "tipo" in datos:
            datos["es_consumidor"] = es_consumidor_de_suyo(datos["tipo"])
        return datos


class ContactoForm(FormularioDeServicio):
    partes = (
        grupo(_("Quién es"), "nombre", "clase", ("telefono", "correo")),
        grupo(_("Cómo hablarle"), ("idioma", "canal_preferido"), "rol_portal"),
        grupo(
            _("Lo que necesita"),
            *("necesita_telefono", "necesita_escrito", "necesita_letra_grande", "necesita_audio"),
            "es_mayor_65",
        ),
        "activo",
    )

    class Meta:
        model = Contacto
        fields = [
            "nombre",
            "clase",
            "telefono",
            "correo",
            "idioma",
            "canal_preferido",
            "rol_portal",
            "limite_aprobacion_eur",
            "exige_pedido",
            "numero_pedido",
            "necesita_telefono",
            "necesita_escrito",
            "necesita_letra_grande",
            "necesita_audio",
            "es_mayor_65",
            "activo",
        ]
        labels = {"clase": _("Qué es del cliente")}
        help_texts = {
            "correo": _("Con él entra en el portal, por un código."),
            "limite_aprobacion_eur": _("Sin límite si se deja vacío."),
            "numero_pedido": _("El que vale para lo que se le haga a partir de ahora."),
        }

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cliente.tipo == TipoCliente.PERSONA:  # nobody approves for a household
            for campo in ("limite_aprobacion_eur", "exige_pedido", "numero_pedido"):
                del self.fields[campo]
            return
        gasto = grupo(
            _("Lo que puede aceptar"), ("limite_aprobacion_eur", "numero_pedido"), "exige_pedido"
        )
        self.partes = (*self.partes[:2], gasto, *self.partes[2:])
        if not self.instance.pk:
            self.initial.setdefault("clase", ClaseContacto.EMPLEADO)


class SedeForm(FormularioDeServicio):
    partes = (
        grupo(_("Dónde está"), "nombre", "direccion", ("codigo_postal", "municipio")),
        grupo(_("Para llegar y entrar"), "notas_acceso", "papeles_entrada", "calendario"),
    )

    class Meta:
        model = Sede
        fields = [
            "nombre",
            "direccion",
            "codigo_postal",
            "municipio",
            "calendario",
            "notas_acceso",
            "papeles_entrada",
        ]
        widgets = {
            "notas_acceso": forms.Textarea(attrs={"rows": 3}),
            "papeles_entrada": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "nombre": _("Si tiene varias: «Casa», «Nave 2»."),
            "codigo_postal": _("Da la provincia y la comunidad."),
            "calendario": _("Cuándo se puede ir, si no es el nuestro."),
            "notas_acceso": _("Portal, piso, aparcamiento, por quién preguntar."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendario = cast("forms.ModelChoiceField", self.fields["calendario"])
        calendario.queryset = Calendario.objects.order_by("nombre")
        calendario.empty_label = _("El del grupo que lo atienda")


class PosicionForm(forms.Form):
    """Where a site really is, put by hand from a map."""

    latitud = forms.DecimalField(
        label=_("Latitud"), min_value=-90, max_value=90, max_digits=9, decimal_places=6
    )
    longitud = forms.DecimalField(
        label=_("Longitud"), min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    precision_m = forms.IntegerField(
        label=_("Precisión (m)"), min_value=1, max_value=50_000, initial=20
    )


class ConsentimientoForm(FormularioDeServicio):
    """What a contact allows; the file is the proof, or the sentence that says where it is."""

    partes = (
        grupo(_("Qué permite"), "contacto", ("finalidad", "base"), ("otorgado_en", "caduca_en")),
        grupo(_("Cómo lo probamos"), "prueba", "documento"),
    )
    otorgado_en = forms.DateField(label=_("Desde el día"), widget=FECHA)
    caduca_en = forms.DateField(
        label=_("Hasta el día"), widget=FECHA, required=False, help_text=_("Vacío si no caduca.")
    )
    documento = forms.FileField(
        label=_("Documento"),
        required=False,
        allow_empty_file=True,  # `guardar` says it by its name
        help_text=_("PDF o foto de lo que firmó, si lo hay."),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )

    class Meta:
        model = Consentimiento
        fields = ["contacto", "finalidad", "base", "otorgado_en", "caduca_en", "prueba"]
        labels = {"contacto": _("Quién"), "finalidad": _("Para qué")}

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suyos = Contacto.objects.filter(
            cliente__in=Cliente.objects.identidades_de(cliente.pk), activo=True
        )
        elegir(self, "contacto", suyos.order_by("pk"))
        self.initial.setdefault("base", BaseJuridica.CONSENTIMIENTO)
        self.initial.setdefault("otorgado_en", dia_local(timezone.now()))

    def clean_otorgado_en(self) -> datetime:
        """Now if it is today; the beginning of that day if not."""
        dia = self.cleaned_data["otorgado_en"]
        ahora = timezone.now()
        return ahora if dia == dia_local(ahora) else comienzo_de(dia)

    def clean_caduca_en(self) -> datetime | None:
        """It is worth that whole day."""
        dia = self.cleaned_data["caduca_en"]
        return comienzo_de(min(dia, ULTIMO_DIA) + timedelta(days=1)) if dia else None
