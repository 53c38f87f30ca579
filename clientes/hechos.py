"""What our rows know about a unit, as the facts that the rules of coverage read.

A verdict reads the rows of one unit in one statement (`FilasDeEquipo`); the services, which also
write them, as models (`Derechos`). Both have the same attributes, and turn into the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from math import inf
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import prefetch_related_objects

from clientes.models import (
    Cobertura,
    Compra,
    Condicion,
    Equipo,
    SuspensionCobertura,
    TipoCobertura,
)
from normativa.reglas.cobertura import Hechos, OtraCobertura, Pagador, Papel, TipoVia
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.suspension import Reparacion

_BIEN = {
    Condicion.NUEVO: TipoBien.NUEVO,
    Condicion.SEGUNDA_MANO: TipoBien.SEGUNDA_MANO,
    Condicion.DIGITAL: TipoBien.DIGITAL,
}


@dataclass
class Derechos:
    """The rows of a unit that its verdict reads, in memory: read from the database or composed."""

    equipo: Equipo
    compras: list[Compra]
    coberturas: list[Cobertura]
    suspensiones: list[SuspensionCobertura]


@dataclass
class FilasDeEquipo:
    """The same rows, with only the columns that a verdict reads."""

    equipo: Equipo
    compras: list[Any] = field(default_factory=list)
    coberturas: list[Any] = field(default_factory=list)
    suspensiones: list[Any] = field(default_factory=list)


def hechos_de(
    equipo: Equipo | Derechos | FilasDeEquipo, *, manifestacion: date, defecto: str = ""
) -> Hechos:
    """What our rows know about a unit on that day; no statement for rows in memory."""
    filas = filas_de(equipo) if isinstance(equipo, Equipo) else equipo
    equipo, vivas = filas.equipo, [fila for fila in filas.coberturas if fila.anulada_en is None]
    return Hechos(
        manifestacion=manifestacion,
        consumidor=_es_de_consumidor(equipo),
        venta=_venta(filas.compras, vivas, manifestacion),
        papel=Papel(equipo.nuestro_papel),
        reparaciones=reparaciones_de(filas.suspensiones),
        defecto=clave_de_defecto(defecto),
        otras=tuple(_otra(fila) for fila in vivas if fila.tipo != TipoCobertura.LEGAL),
        territorio=equipo.sede.comunidad if equipo.sede else "",
    )


def _es_de_consumidor(equipo: Equipo) -> bool | None:
    """Whether whoever has it is a consumer and it was sold to one; None if it is not known."""
    if equipo.comprado_por_profesional:
        return False
    return None if equipo.cliente.es_provisional else equipo.cliente.es_consumidor


def clave_de_defecto(defecto: str) -> str:
    """Two people write the same fault with other capitals and spaces."""
    return " ".join(defecto.split()).casefold()


def venta_de(compra: Compra) -> Venta:
    """A purchase as the rules read it."""
    return Venta(
        fecha_contrato=compra.fecha_contrato,
        fecha_factura=compra.fecha_factura,
        fecha_albaran=compra.fecha_albaran,
        tipo=_BIEN[Condicion(compra.condicion)],
        meses_pactados=compra.meses_pactados,
    )


def reparaciones_de(suspensiones: Iterable[SuspensionCobertura]) -> tuple[Reparacion, ...]:
    return tuple(
        Reparacion(
            entrada=fila.entregado_en,
            salida=fila.devuelto_en,
            defecto=clave_de_defecto(fila.defecto),
        )
        for fila in suspensiones
    )


def compra_que_cuenta(compras: Iterable[Any], manifestacion: date) -> Any | None:
    """The last purchase before the fault; if there is none, the last one of all."""
    anteriores = [c for c in compras if c.fecha_contrato <= manifestacion] or list(compras)
    return max(anteriores, key=lambda c: (c.fecha_contrato, c.pk or inf), default=None)


def _venta(
    compras: Iterable[Compra], coberturas: Sequence[Any], manifestacion: date
) -> Venta | None:
    """The purchase that counts; without any, the dates of an imported guarantee."""
    compra = compra_que_cuenta(compras, manifestacion)
    if compra is not None:
        return venta_de(compra)
    legales = [fila.fecha_inicio for fila in coberturas if fila.tipo == TipoCobertura.LEGAL]
    return Venta(fecha_factura=max(legales)) if legales else None


def _otra(fila: Any) -> OtraCobertura:
    return OtraCobertura(
        tipo=TipoVia(fila.tipo),
        desde=fila.fecha_inicio,
        hasta=fila.fecha_fin,
        paga=Pagador(fila.paga),
        piezas_pct=fila.piezas_pct,
        mano_obra_pct=fila.mano_obra_pct,
        desplazamiento_pct=fila.desplazamiento_pct,
        defecto=clave_de_defecto(fila.defecto),
        garante=fila.garante,
        clave=str(fila.pk or ""),
    )


# --- Reading them


def filas_de(equipo: Equipo) -> Derechos | FilasDeEquipo:
    """The rows of a saved unit, in one statement; none if they were prefetched."""
    if _esta_preparado(equipo):
        return derechos_de(equipo)
    filas = FilasDeEquipo(equipo)
    listas = (filas.compras, filas.coberturas, filas.suspensiones)
    with connection.cursor() as cursor:
        cursor.execute(_LAS_TRES, [equipo.pk] * len(listas))
        for clase, *columnas in cursor.fetchall():
            campos = zip(_CAMPOS[clase], columnas, strict=False)
            listas[clase].append(SimpleNamespace(**dict(campos)))
    return filas


# Three small reads of one index each cost less together than the round trips of three statements.
_LAS_TRES = f"""
    select 0, id, condicion, null, null, null, fecha_contrato, fecha_factura, fecha_albaran,
           meses_pactados, null, null
    from "{Compra._meta.db_table}" where equipo_id = %s
    union all
    select 1, id, tipo, paga, defecto, garante, fecha_inicio, fecha_fin, null,
           piezas_pct, mano_obra_pct, desplazamiento_pct
    from "{Cobertura._meta.db_table}" where equipo_id = %s and anulada_en is null
    union all
    select 2, id, null, null, defecto, null, entregado_en, devuelto_en, null, null, null, null
    from "{SuspensionCobertura._meta.db_table}" where equipo_id = %s
"""  # noqa: S608 - our own tables
_FECHAS_DE_COMPRA = ("fecha_contrato", "fecha_factura", "fecha_albaran")
_PORCENTAJES = ("piezas_pct", "mano_obra_pct", "desplazamiento_pct")
_CAMPOS = (
    ("pk", "condicion", "-", "-", "-", *_FECHAS_DE_COMPRA, "meses_pactados"),
    (
        *("pk", "tipo", "paga", "defecto", "garante", "fecha_inicio", "fecha_fin", "anulada_en"),
        *_PORCENTAJES,
    ),
    ("pk", "-", "-", "defecto", "-", "entregado_en", "devuelto_en"),
)


def _esta_preparado(equipo: Equipo) -> bool:
    leidas = getattr(equipo, "_prefetched_objects_cache", {})
    return {"compras", "coberturas", "suspensiones"} <= leidas.keys()


def derechos_de(equipo: Equipo) -> Derechos:
    """The rows of a saved unit as models, for whoever is going to write them."""
    if not _esta_preparado(equipo):
        equipo_leido = copy(equipo)
        prefetch_related_objects([equipo_leido], "compras", "coberturas", "suspensiones")
    else:
        equipo_leido = equipo
    return Derechos(
        equipo,
        list(equipo_leido.compras.all()),
        list(equipo_leido.coberturas.all()),
        list(equipo_leido.suspensiones.all()),
    )
