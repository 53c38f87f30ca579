"""Finding customers and units by any part of what one has at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from clientes.models import (
    Cliente,
    ClienteQuerySet,
    Contacto,
    ContratoMantenimiento,
    Equipo,
    EquipoQuerySet,
    Producto,
    ProductoQuerySet,
)
from cuentas.models import Usuario
from nucleo.busqueda import LETRAS_MINIMAS, TOPE_COMUN, buscar_trozo
from nucleo.formato import telefono_legible
from nucleo.registro import Resultado

TOPE_RESULTADOS = 6
A_LA_VISTA = 50  # of more than these, whichever come first
COLUMNAS = ("trigramas", "texto_trigramas")
_NUMERO = re.compile(r"\+?[a-z]?\d{4,}[a-z]?", re.IGNORECASE)
_SEPARADORES = re.compile(r"[\s.\-/()]")


def buscar_clientes(clientes: ClienteQuerySet, texto: str) -> ClienteQuerySet:
    """By name, NIF, telephone or mail, of the customer or of a contact, or serial of a unit.

    What is found of a customer that was merged gives the one that it is today.
    """
    return con_los_hallados(clientes, texto, hallar_clientes(texto))


def hallar_clientes(texto: str) -> set[int] | None:
    """Who has that text: their ids, or None if too many have it to be worth knowing."""
    pks = _pks(trozos(Cliente.objects.all(), texto), Coalesce("fusionado_en_id", "pk"))
    if len(pks) > TOPE_COMUN:
        return None
    titular = Coalesce("cliente__fusionado_en_id", "cliente_id")
    for filas in (Contacto.objects.all(), Equipo.objects.all()):
        pks |= _pks(trozos(filas, texto), titular)
    return pks


def con_los_hallados(
    clientes: ClienteQuerySet, texto: str, pks: set[int] | None
) -> ClienteQuerySet:
    """Those ids; of what is too common, a walk of the latest customers until a page is full."""
    if not texto.strip():
        return clientes
    if pks is not None:
        return clientes.filter(pk__in=pks)
    return cast("ClienteQuerySet", trozos(clientes, texto, andando=True))


def buscar_equipos(equipos: EquipoQuerySet, texto: str) -> EquipoQuerySet:
    """By serial or by what its owner calls it."""
    return cast("EquipoQuerySet", trozos(equipos, texto))


def trozos(filas: QuerySet[Any], texto: str, *, andando: bool = False) -> QuerySet[Any]:
    """Rows with every word of `texto` somewhere, or with the number that it is without separators.

    "600 12 34 56", "0034 600-123-456" and "12.345.678-Z" are one word as it is stored; a serial
    may be stored with its hyphens.
    """
    numero = normalizar(texto)
    if numero == texto.strip() or filas.model is not Equipo:
        return buscar_trozo(filas, *COLUMNAS, numero, andando=andando)
    formas = [
        buscar_trozo(Equipo.objects.all(), *COLUMNAS, forma).order_by().values("pk")
        for forma in (numero, texto)
    ]
    # Known ids and not a subquery, whose few rows the planner cannot foresee.
    pks = [fila["pk"] for fila in formas[0].union(formas[1])[: TOPE_COMUN + 1]]
    return filas.filter(pk__in=pks)


def buscar_productos(productos: ProductoQuerySet, texto: str) -> ProductoQuerySet:
    """By brand, name, model or family."""
    return cast("ProductoQuerySet", buscar_trozo(productos, *COLUMNAS, texto.strip()))


def buscar_equipos_de_todos(equipos: EquipoQuerySet, texto: str) -> EquipoQuerySet:
    """By serial, alias, product or owner, each in its own index.

    In two steps, like the others: what is rare gives its pks; what is common is left to the walk.
    """
    if not texto.strip():
        return equipos
    return equipos.filter(
        Q(pk__in=_hallados(Equipo, texto))
        | Q(producto__in=_hallados(Producto, texto))
        | Q(cliente__in=_hallados(Cliente, texto))
    )


def _hallados(modelo: type[Model], texto: str) -> list[int] | QuerySet[Any]:
    """The pks of the rows with that text; if they are too many, the question itself."""
    filas = trozos(modelo._default_manager.all(), texto).order_by()
    pks = list(filas.values_list("pk", flat=True)[: TOPE_COMUN + 1])
    return pks if len(pks) <= TOPE_COMUN else filas.values("pk")


def normalizar(texto: str) -> str:
    """What is typed with separators and stored without them: telephones and tax numbers."""
    texto = texto.strip()
    junto = _SEPARADORES.sub("", texto)
    if not _NUMERO.fullmatch(junto):
        return texto
    return f"+{junto[2:]}" if junto.startswith("00") and len(junto) > 6 else junto


def _pks(filas: QuerySet[Any], titular: Any) -> set[int]:
    halladas = filas.order_by().values_list(titular, flat=True)
    return set(halladas[: TOPE_COMUN + 1])


# --- Who may be calling


@dataclass(frozen=True)
class Hallado:
    """A customer found, and why: the person or the unit through which we got there."""

    cliente: Cliente
    por: str = ""
    equipo_id: int | None = None
    contacto_id: int | None = None


def quien_puede_ser(usuario: Usuario, texto: str, cuantos: int = 8) -> list[Hallado]:
    """By the customer's own data, by those of its people and by the serials of its units.

    Three statements; each customer once, by the surest of the three.
    """
    if len(texto.strip()) < LETRAS_MINIMAS:
        return []
    visibles = Cliente.objects.visibles_para(usuario).vivos().para_listado()
    hallados = [Hallado(uno) for uno in _por_nombre(trozos(visibles, texto))]
    contactos = trozos(
        Contacto.objects.filter(activo=True, cliente__bloqueado_en=None), texto
    ).select_related("cliente__fusionado_en")
    hallados += [
        Hallado(uno.cliente.titular, str(uno), contacto_id=uno.pk)
        for uno in _por_antiguedad(contactos)
    ]
    equipos = trozos(Equipo.objects.visibles_para(usuario), texto).select_related(
        "cliente__fusionado_en", "producto"
    )
    hallados += [
        Hallado(uno.cliente.titular, str(uno), equipo_id=uno.pk) for uno in _por_antiguedad(equipos)
    ]
    return _cada_uno_una_vez(hallados)[:cuantos]


def _por_nombre(clientes: QuerySet[Any]) -> list[Cliente]:
    """Sorted here: the database would bring all the Garcías to say which comes first."""
    return sorted(clientes.order_by()[:A_LA_VISTA], key=lambda uno: (uno.nombre.lower(), uno.pk))


def _por_antiguedad(filas: QuerySet[Any]) -> list[Any]:
    return sorted(filas.order_by()[:A_LA_VISTA], key=lambda una: una.pk)


def _cada_uno_una_vez(hallados: list[Hallado]) -> list[Hallado]:
    """The first of each customer, and of each of its units: two machines are two ways in."""
    vistos: dict[tuple[int, int | None], Hallado] = {}
    for hallado in hallados:
        vistos.setdefault((hallado.cliente.pk, hallado.equipo_id), hallado)
    return list(vistos.values())


# --- The search box


def clientes_para_el_buscador(usuario: Usuario, texto: str) -> Iterable[Resultado]:
    visibles = Cliente.objects.visibles_para(usuario).vivos().para_listado()
    for cliente in _por_nombre(buscar_clientes(visibles, texto))[:TOPE_RESULTADOS]:
        detalle = " · ".join(
            filter(None, (cliente.nif, telefono_legible(cliente.telefono), cliente.correo))
        )
        yield Resultado(str(cliente), cliente.get_absolute_url(), detalle, "user-round")


def equipos_para_el_buscador(usuario: Usuario, texto: str) -> Iterable[Resultado]:
    visibles = Equipo.objects.visibles_para(usuario).para_listado()
    for equipo in buscar_equipos(visibles, texto)[:TOPE_RESULTADOS]:
        detalle = _("de %(cliente)s") % {"cliente": equipo.cliente}
        yield Resultado(str(equipo), equipo.get_absolute_url(), detalle, "package")


def contratos_para_el_buscador(usuario: Usuario, texto: str) -> Iterable[Resultado]:
    """By code, or those in force of the customers that the text finds."""
    if not texto.strip():
        return
    visibles = ContratoMantenimiento.objects.visibles_para(usuario).para_listado()
    for contrato in visibles.filter(codigo=texto.strip().upper())[:1]:
        yield Resultado(
            f"{contrato.codigo} · {contrato.cliente}",
            contrato.get_absolute_url(),
            contrato.titulo,
            "scroll-text",
        )
