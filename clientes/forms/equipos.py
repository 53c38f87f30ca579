"""Forms of units."""

from __future__ import annotations

from typing import Any

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir
from clientes.models import Cliente, Contacto, Equipo, Producto, Sede


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
        mismos = Cliente.objects.identidades_de(cliente.titular_id)
        elegir(self, "producto", Producto.objects.filter(activo=True).order_by("marca", "nombre"))
        elegir(self, "sede", Sede.objects.filter(cliente__in=mismos).order_by("pk"))
        elegir(
            self,
            "usuario_contacto",
            Contacto.objects.filter(cliente__in=mismos, activo=True).order_by("pk"),
        )
