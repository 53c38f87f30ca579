"""Forms of customers, their contacts and their sites."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FormularioDeServicio
from clientes.models import Cliente, Contacto, Sede


class ClienteForm(FormularioDeServicio):
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
        }


class ContactoForm(FormularioDeServicio):
    class Meta:
        model = Contacto
        fields = [
            "nombre",
            "correo",
            "telefono",
            "idioma",
            "canal_preferido",
            "rol_portal",
            "necesita_telefono",
            "necesita_escrito",
            "necesita_letra_grande",
            "necesita_audio",
            "es_mayor_65",
            "activo",
        ]
        help_texts = {"correo": _("Con él entra en el portal, por un código.")}


class SedeForm(FormularioDeServicio):
    class Meta:
        model = Sede
        fields = ["nombre", "direccion", "codigo_postal", "municipio", "notas_acceso"]
        widgets = {"notas_acceso": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "nombre": _("Si tiene varias: «Casa», «Nave 2»."),
            "codigo_postal": _("Da la provincia y la comunidad."),
        }
