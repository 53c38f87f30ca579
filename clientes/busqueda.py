"""Finding customers and units by any part of what one has at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _

from clientes.models import Cliente, ClienteQuerySet, Equipo, EquipoQuerySet
from cuentas.models import Usuario
from nucleo.busqueda import TOPE_COMUN, buscar_trozo
from nucleo.formato import telefono_legible
from nucleo.registro import Resultado

TOPE_RESULTADOS = 6
COLUMNAS = ("trigramas", "texto_trigramas")
_CIFRAS = re.compile(r"\+?[\d\s.-]{4,}")


def buscar_clientes(clientes: ClienteQuerySet, texto: str) -> ClienteQuerySet:
    """By name, NIF, telephone or mail, of the customer or a contact, or serial of a unit.

    In two steps: a rare text gives its pks, so that the list by name does not walk the table.
    """
    texto = normalizar(texto)
    if not texto:
        return clientes
    propios = buscar_trozo(Cliente.objects.all(), *COLUMNAS, texto)
    equipos = buscar_trozo(Equipo.objects.all(), *COLUMNAS, texto)
    pks = set(propios.values_list("pk", flat=True)[: TOPE_COMUN + 1])
    pks |= set(equipos.values_list("cliente_id", flat=True)[: TOPE_COMUN + 1])
    if len(pks) > TOPE_COMUN:
        return cast("ClienteQuerySet", buscar_trozo(clientes, *COLUMNAS, texto))
    return clientes.filter(pk__in=pks)


def buscar_equipos(equipos: EquipoQuerySet, texto: str) -> EquipoQuerySet:
    """By serial or by what its owner calls it."""
    return cast("EquipoQuerySet", buscar_trozo(equipos, *COLUMNAS, normalizar(texto)))


def normalizar(texto: str) -> str:
    """What is typed with spaces and stored without them: telephones and tax numbers."""
    texto = texto.strip()
    if _CIFRAS.fullmatch(texto):
        return re.sub(r"[\s.-]", "", texto)
    return texto


def clientes_para_el_buscador(usuario: Usuario, texto: str) -> Iterable[Resultado]:
    visibles = Cliente.objects.visibles_para(usuario).para_listado()
    for cliente in buscar_clientes(visibles, texto).order_by("texto_trigramas")[:TOPE_RESULTADOS]:
        detalle = " · ".join(
            filter(None, (cliente.nif, telefono_legible(cliente.telefono), cliente.correo))
        )
        yield Resultado(str(cliente), cliente.get_absolute_url(), detalle, "user-round")


def equipos_para_el_buscador(usuario: Usuario, texto: str) -> Iterable[Resultado]:
    visibles = Equipo.objects.visibles_para(usuario).para_listado()
    for equipo in buscar_equipos(visibles, texto)[:TOPE_RESULTADOS]:
        detalle = _("de %(cliente)s") % {"cliente": equipo.cliente}
        yield Resultado(str(equipo), equipo.get_absolute_url(), detalle, "package")
