"""The catalogue of products: plain data, without a history of its own."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Producto
from clientes.servicios.comun import (
    aplicar,
    dentro_de_un_anio,
    exigir_fecha,
    exigir_texto,
    guardar,
)


@transaction.atomic
def crear_producto(*, por: Actor, nombre: str, **campos: Any) -> Producto:
    """Add a model to the catalogue: familia, marca, modelo, gama, fin_fabricacion."""
    producto = Producto(nombre=_nombre(nombre), **_limpios(campos))
    exigir_fecha(producto.fin_fabricacion, "fin_fabricacion", hasta=dentro_de_un_anio())
    guardar(producto)
    return producto


@transaction.atomic
def cambiar_producto(pk: int, *, por: Actor, **cambios: Any) -> Producto:
    """Change a model, or put it out of use: its units stay, and no new one may be of it."""
    producto = Producto.objects.select_for_update().get(pk=pk)
    if "nombre" in cambios:
        cambios["nombre"] = _nombre(cambios["nombre"])
    exigir_fecha(cambios.get("fin_fabricacion"), "fin_fabricacion", hasta=dentro_de_un_anio())
    aplicar(producto, _limpios(cambios))
    return producto


def _nombre(nombre: str) -> str:
    return exigir_texto(" ".join(nombre.split()), _("Escribe el nombre del producto."), "nombre")


def _limpios(campos: dict[str, Any]) -> dict[str, Any]:
    """Two spaces would make another product of the same one."""
    return {
        campo: " ".join(valor.split()) if isinstance(valor, str) else valor
        for campo, valor in campos.items()
    }
