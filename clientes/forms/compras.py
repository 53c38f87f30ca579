"""Forms of purchases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir
from clientes.models import Cliente, Compra, Equipo


class CompraForm(FormularioDeServicio):
    fichero = forms.FileField(
        label=_("Factura, tique o albarán"),
        required=False,
        help_text=_("Foto o PDF, de 25 MB como mucho."),
    )

    class Meta:
        model = Compra
        fields = [
            "equipo",
            "referencia",
            "vendedor",
            "modalidad",
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
        equipos = Equipo.objects.filter(cliente__in=cliente.identidades).select_related("producto")
        elegir(self, "equipo", equipos.order_by("-pk"))
