"""Forms of customers and units: shape only; the services check, write and say what is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Compra, Contacto, Equipo, Producto, Sede


class FormularioDeServicio(forms.ModelForm):
    """Fields, labels and initial values of a model whose rows a service writes."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta este dato.")

    def _post_clean(self) -> None:
        """The service validates the row: it also knows what no single row can say."""


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


FECHA = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EquipoForm(FormularioDeServicio):
    class Meta:
        model = Equipo
        fields = [
            "producto",
            "numero_serie",
            "alias",
            "sede",
            "usuario_contacto",
            "nuestro_papel",
            "vendedor",
            "instalador",
            "fabricado_en",
            "instalado_en",
        ]
        widgets = dict.fromkeys(("fabricado_en", "instalado_en"), FECHA)

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _elegir(self, "producto", Producto.objects.filter(activo=True).order_by("marca", "nombre"))
        _elegir(self, "sede", cliente.sedes.order_by("pk"))
        _elegir(self, "usuario_contacto", cliente.contactos.filter(activo=True).order_by("pk"))


class CompraForm(FormularioDeServicio):
    class Meta:
        model = Compra
        fields = [
            "equipo",
            "referencia",
            "vendedor",
            "condicion",
            "meses_pactados",
            "fecha_contrato",
            "fecha_factura",
            "fecha_albaran",
            "importe_eur",
        ]
        widgets = dict.fromkeys(("fecha_contrato", "fecha_factura", "fecha_albaran"), FECHA)
        help_texts = {
            "fecha_albaran": _("La garantía empieza con la última de las dos (TRLGDCU 123.1)."),
        }

    def __init__(self, *args: Any, cliente: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        equipos = cliente.equipos.select_related("producto").order_by("-pk")
        _elegir(self, "equipo", equipos)


def _elegir(form: forms.Form, campo: str, filas: Any) -> None:
    """Only rows of this customer; another one's is not among the choices."""
    form.fields[campo].queryset = filas  # type: ignore[attr-defined]
    form.fields[campo].error_messages["invalid_choice"] = _("Elige una de la lista.")
