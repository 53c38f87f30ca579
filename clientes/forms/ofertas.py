"""Forms of the posted tariffs and of the after-sales catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir
from clientes.models import OfertaPosventa, Producto, Tarifa


class TarifaForm(FormularioDeServicio):
    partes = ("concepto", "familia", "comunidad", "importe_eur", "desde", "anunciada", "notas")

    class Meta:
        model = Tarifa
        fields = ["concepto", "familia", "comunidad", "importe_eur", "desde", "anunciada", "notas"]
        widgets = {"desde": FECHA}
        help_texts = {
            "desde": _("La anterior rige hasta el día antes."),
            "importe_eur": _("Lo que paga el cliente: por hora, por día o cada vez."),
            "notas": _("Lo que deba saber quien la lea: «Una vez, aunque haya que volver»."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["familia"] = _de_productos("familia", _("Familia"), _("Todas"))
        _titular(self, "concepto", _("Elige uno"))
        _titular(self, "comunidad", _("Todas"))
        self.fields["importe_eur"].min_value = 0  # type: ignore[attr-defined]


class RetirarTarifaForm(forms.Form):
    use_required_attribute = False
    hasta = forms.DateField(
        label=_("Último día"),
        widget=FECHA,
        error_messages={"required": _("Falta este dato.")},
    )


class QuitarForm(forms.Form):
    """Nothing to say: it is only confirmed."""


class OfertaForm(FormularioDeServicio):
    partes = ("servicio", "modo", "producto", "familia", "marca", "precio_eur", "descripcion")

    class Meta:
        model = OfertaPosventa
        fields = ["servicio", "modo", "producto", "familia", "marca", "precio_eur", "descripcion"]
        help_texts = {
            "producto": _("Si es solo para uno. Si no, la familia, la marca o nada."),
            "descripcion": _("Lo que conviene saber antes de pedirlo."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        productos = Producto.objects.filter(activo=True).order_by("marca", "nombre")
        elegir(self, "producto", productos)
        self.fields["producto"].empty_label = _("Todos")  # type: ignore[attr-defined]
        _titular(self, "servicio", _("Elige uno"))
        _titular(self, "modo", _("Elige cómo"))
        self.fields["familia"] = _de_productos("familia", _("Familia"), _("Todas"))
        self.fields["marca"] = _de_productos("marca", _("Marca"), _("Todas"))


def _titular(form: forms.BaseForm, campo: str, texto: Any) -> None:
    """What the empty choice of a list says."""
    opciones = [opcion for opcion in form.fields[campo].choices if opcion[0]]  # type: ignore[attr-defined]
    form.fields[campo].choices = [("", texto), *opciones]  # type: ignore[attr-defined]


def _de_productos(campo: str, titulo: Any, vacio: Any) -> forms.ChoiceField:
    """Only the families or brands that some product has."""
    valores = (
        Producto.objects.exclude(**{campo: ""})
        .order_by(campo)
        .values_list(campo, flat=True)
        .distinct()
    )
    return forms.ChoiceField(
        label=titulo,
        choices=[("", vacio), *((valor, valor) for valor in valores)],
        required=False,
        error_messages={"invalid_choice": _("Elige una de la lista.")},
    )
