"""Whether a unit is covered, who pays and why: the facts in our rows, judged by `normativa`.

The rules themselves are pure, in `normativa/reglas/cobertura.py` (R1–R4); here the rows
of a unit become their facts, and their decision becomes what is frozen on a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from django.db import connection
from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.models import (
    Cobertura,
    Compra,
    Condicion,
    Equipo,
    NuestroPapel,
    QuienPaga,
    SuspensionCobertura,
    TipoCobertura,
)
from normativa.parametros import parametros_vigentes
from normativa.reglas.cobertura import (
    Decision,
    Hechos,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
    decidir_cobertura,
)
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import DATOS, Motivo

VERSION = 1  # of the shape of the frozen verdict

_BIEN = {
    Condicion.NUEVO: TipoBien.NUEVO,
    Condicion.SEGUNDA_MANO: TipoBien.SEGUNDA_MANO,
    Condicion.DIGITAL: TipoBien.DIGITAL,
}
_ESTADO = {
    Veredicto.CUBIERTO: "cubierto",
    Veredicto.PARCIAL: "parcial",
    Veredicto.NO_CUBIERTO: "no",
    Veredicto.INDETERMINADO: "indeterminado",
}


@dataclass
class Derechos:
    """The rows of a unit that its verdict reads, in memory: read from the database or composed."""

    equipo: Equipo
    compras: list[Compra]
    coberturas: list[Cobertura]
    suspensiones: list[SuspensionCobertura]


def veredicto_de(equipo: Equipo, *, manifestacion: date, defecto: str = "") -> dict[str, Any]:
    """The verdict on a fault that showed that day, as plain JSON: what a case freezes.

    Six statements at most, four for most units; none if it comes from
    `Equipo.objects.con_cobertura()`.
    Keys: estado (cubierto, parcial, no, indeterminado), frase, paga, quien_paga, hasta, prueba,
    via, suspendida, piezas_pct, mano_obra_pct, desplazamiento_pct, fin_accion, motivos [{texto,
    norma, articulo, certeza}], faltan [sentences], derivacion, manifestacion, version.
    """
    decision = decidir(equipo, manifestacion=manifestacion, defecto=defecto)
    return {
        "version": VERSION,
        "manifestacion": manifestacion.isoformat(),
        "estado": _ESTADO[decision.veredicto],
        "frase": _frase(decision, equipo),
        "via": decision.via.value,
        "paga": decision.paga.value if decision.paga else None,
        "quien_paga": _quien_paga(decision, equipo),
        "hasta": decision.hasta.isoformat() if decision.hasta else None,
        "suspendida": _esta_suspendida(decision),
        "prueba": decision.prueba.value if decision.prueba else None,
        "fin_accion": decision.fin_accion.isoformat() if decision.fin_accion else None,
        "piezas_pct": decision.piezas_pct,
        "mano_obra_pct": decision.mano_obra_pct,
        "desplazamiento_pct": decision.desplazamiento_pct,
        "motivos": [_motivo(motivo) for motivo in decision.motivos],
        "faltan": [_(DATOS[codigo]) for codigo in decision.faltan],
        "derivacion": decision.derivacion.frase(_) if decision.derivacion else "",
    }


def decidir(equipo: Equipo | Derechos, *, manifestacion: date, defecto: str = "") -> Decision:
    """The rule's own decision, with every right of the unit judged."""
    hechos = hechos_de(equipo, manifestacion=manifestacion, defecto=defecto)
    return decidir_cobertura(hechos, parametros_vigentes())


def hechos_de(equipo: Equipo | Derechos, *, manifestacion: date, defecto: str = "") -> Hechos:
    """What our rows know about a unit on that day; no statement for rows in memory."""
    derechos = equipo if isinstance(equipo, Derechos) else derechos_de(equipo)
    equipo, coberturas = derechos.equipo, derechos.coberturas
    return Hechos(
        manifestacion=manifestacion,
        consumidor=None if equipo.cliente.es_provisional else equipo.cliente.es_consumidor,
        venta=_venta(derechos.compras, coberturas, manifestacion),
        papel=Papel(equipo.nuestro_papel),
        reparaciones=reparaciones_de(derechos.suspensiones),
        defecto=defecto,
        otras=tuple(_otra(fila) for fila in coberturas if fila.tipo != TipoCobertura.LEGAL),
        territorio=equipo.sede.comunidad if equipo.sede else "",
    )


def derechos_de(equipo: Equipo) -> Derechos:
    """The rows of a saved unit."""
    preparado = preparar_equipo(equipo)
    return Derechos(
        equipo,
        list(preparado.compras.all()),
        list(preparado.coberturas.all()),
        list(preparado.suspensiones.all()),
    )


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
        Reparacion(entrada=fila.entregado_en, salida=fila.devuelto_en, defecto=fila.defecto)
        for fila in suspensiones
    )


def preparar_equipo(equipo: Equipo) -> Equipo:
    """A copy of the unit with the rows that its verdict reads at hand; itself if it has them.

    Most units have neither repairs nor rights of their own: one small question spares two reads.
    """
    leidas = getattr(equipo, "_prefetched_objects_cache", {})
    if {"compras", *_FILAS_RARAS} <= leidas.keys():
        return equipo
    preparado = copy(equipo)
    hay = _filas_raras_de(equipo.pk)
    prefetch_related_objects([preparado], "compras", *hay)
    cache = preparado._prefetched_objects_cache  # type: ignore[attr-defined]
    for nombre in _FILAS_RARAS.keys() - hay:
        cache[nombre] = _FILAS_RARAS[nombre]._default_manager.none()
    return preparado


_FILAS_RARAS = {"coberturas": Cobertura, "suspensiones": SuspensionCobertura}


def _filas_raras_de(equipo_id: int) -> set[str]:
    """Which kinds of those rows the unit has."""
    hay = ", ".join(
        f'exists (select from "{modelo._meta.db_table}" where equipo_id = %s)'
        for modelo in _FILAS_RARAS.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"select {hay}", [equipo_id] * len(_FILAS_RARAS))
        return {nombre for nombre, si in zip(_FILAS_RARAS, cursor.fetchone(), strict=True) if si}


def _venta(
    compras: Iterable[Compra], coberturas: Sequence[Any], manifestacion: date
) -> Venta | None:
    """The last purchase before the fault; without any, the dates of an imported guarantee."""
    anteriores = [c for c in compras if c.fecha_contrato <= manifestacion] or list(compras)
    if anteriores:
        return venta_de(max(anteriores, key=lambda c: (c.fecha_contrato, c.pk or inf)))
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
        defecto=fila.defecto,
    )


def _motivo(motivo: Motivo) -> dict[str, str]:
    return {
        "texto": motivo.frase(_),
        "norma": motivo.norma,
        "articulo": motivo.articulo,
        "certeza": motivo.certeza.value,
    }


# --- In words


def _frase(decision: Decision, equipo: Equipo) -> str:
    """One plain sentence: *Cubierto · lo paga el vendedor · hasta el 5 abr 2026*."""
    if decision.veredicto == Veredicto.INDETERMINADO:
        return _frase_sin_decidir(decision)
    if decision.veredicto == Veredicto.NO_CUBIERTO:
        return _frase_de_no(decision)
    partes = [
        _("Cubierto") if decision.veredicto == Veredicto.CUBIERTO else _("Cubierto en parte"),
        _("lo paga %(quien)s") % {"quien": _quien_paga(decision, equipo)},
    ]
    if decision.hasta:
        partes.append(_("hasta el %(dia)s") % {"dia": dia_corto(decision.hasta)})
    elif _esta_suspendida(decision):
        partes.append(_("plazo en suspenso: el equipo está en reparación"))
    return " · ".join(partes)


def _frase_de_no(decision: Decision) -> str:
    if decision.hasta and decision.manifestacion and not decision.manifestacion.dentro:
        return _("No cubierto: la garantía acabó el %(dia)s") % {"dia": dia_corto(decision.hasta)}
    return _("No cubierto")


def _frase_sin_decidir(decision: Decision) -> str:
    if not decision.faltan:
        return _("Cobertura sin decidir")
    faltan = "; ".join(_(DATOS[codigo]) for codigo in decision.faltan)
    return _("Cobertura sin decidir: falta saber %(faltan)s") % {"faltan": faltan}


def _quien_paga(decision: Decision, equipo: Equipo) -> str:
    """The payer with its article, and its name when it is not us."""
    if decision.paga is None:
        return ""
    if decision.paga == Pagador.VENDEDOR:
        return _vendedor(equipo)
    return str(QuienPaga(decision.paga.value).label).replace("El ", "el ").replace("La ", "la ")


def _vendedor(equipo: Equipo) -> str:
    if equipo.nuestro_papel == NuestroPapel.VENDEDOR or not equipo.vendedor:
        return _("el vendedor")
    return _("el vendedor (%(nombre)s)") % {"nombre": equipo.vendedor}


def _esta_suspendida(decision: Decision) -> bool:
    juicio = decision.manifestacion
    return decision.via == TipoVia.LEGAL and juicio is not None and juicio.hasta is None


def dia_corto(dia: date) -> str:
    """5 abr 2026."""
    return date_format(dia, "j M Y").lower()
