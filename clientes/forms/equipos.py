"""Forms of units."""

from __future__ import annotations

from typing import Any

from clientes.forms.comun import FECHA, FormularioDeServicio, elegir
from clientes.models import Cliente, Equipo, Producto


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
        elegir(self, "producto", Producto.objects.filter(activo=True).order_by("marca", "nombre"))
        elegir(self, "sede", cliente.sedes.order_by("pk"))
        elegir(self, "usuario_contacto", cliente.contactos.filter(activo=True).order_by("pk"))
