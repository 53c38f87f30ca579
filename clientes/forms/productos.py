"""The form of the catalogue of products."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, grupo
from clientes.models import Producto
from nucleo.palabras import decir_luego


class ProductoForm(FormularioDeServicio):
    partes = (
        grupo(_("Qué es"), "nombre", ("marca", "modelo"), ("familia", "gama")),
        grupo(_("Hasta cuándo"), "fin_fabricacion", "activo"),
    )

    class Meta:
        model = Producto
        fields = ["nombre", "marca", "modelo", "familia", "gama", "fin_fabricacion", "activo"]
        labels = {"activo": decir_luego(_("Se pueden anotar [equipos nuevos] de este producto"))}
        widgets = {"fin_fabricacion": FECHA}
        help_texts = {
            "nombre": _("Como lo decís: «Lavadora 8 kg»."),
            "modelo": _("El de la placa."),
            "familia": _("Lavado, Frío, Calderas…"),
            "gama": _("Decide lo que se puede cobrar por un presupuesto (RD 58/1988 art. 3.5)."),
            "fin_fabricacion": _(
                "Desde entonces, diez años de repuestos y servicio técnico (TRLGDCU art. 127 bis)."
            ),
        }
