"""Rights that a unit gets with its product or from a repair, as rows and events in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from clientes.cobertura import Derechos, venta_de
from clientes.eventos import Actor, CodigoEquipo
from clientes.models import (
    Cobertura,
    CoberturaDeProducto,
    Compra,
    QuienPaga,
    SuspensionCobertura,
    TipoCobertura,
)
from clientes.servicios.composicion import Asiento
from normativa.parametros import parametros_vigentes
from normativa.reglas.computo import vencer
from normativa.reglas.garantia import inicio_de
from normativa.reglas.garantia_reparacion import (
    HechosGarantiaReparacion,
    decidir_garantia_reparacion,
)
from normativa.reglas.tipos import Plazo, Unidad


def componer_cobertura(
    asiento: Asiento, derechos: Derechos, *, por: Actor, en: datetime | None, **campos: Any
) -> Cobertura:
    """A right that the unit gets, whatever its kind."""
    cobertura = Cobertura(equipo=derechos.equipo, **campos)
    asiento.alta(cobertura)
    derechos.coberturas.append(cobertura)
    contar_cobertura(asiento, cobertura, por=por, en=en)
    return cobertura


def mover_cobertura(
    asiento: Asiento, cobertura: Cobertura, *, por: Actor, en: datetime | None, **fechas: date
) -> None:
    """Other dates for a right that it had; nothing if they are the same."""
    if asiento.cambio(cobertura, fechas):
        contar_cobertura(asiento, cobertura, por=por, en=en)


def contar_cobertura(
    asiento: Asiento, cobertura: Cobertura, *, por: Actor, en: datetime | None
) -> None:
    asiento.suceso(
        cobertura.equipo,
        CodigoEquipo.COBERTURA,
        por=por,
        en=en,
        filas={"cobertura": cobertura},
        tipo=str(cobertura.tipo),
        hasta=cobertura.fecha_fin.isoformat(),
    )


def componer_coberturas_de_serie(
    asiento: Asiento,
    derechos: Derechos,
    compra: Compra,
    de_serie: Iterable[CoberturaDeProducto],
    *,
    por: Actor,
    en: datetime | None,
) -> None:
    """What comes with every unit of the product, counted from the delivery (TRLGDCU art. 127)."""
    inicio = inicio_de(venta_de(compra))
    for serie in de_serie:
        if not serie.activa:
            continue
        componer_cobertura(
            asiento,
            derechos,
            por=por,
            en=en,
            compra=compra,
            tipo=serie.tipo,
            fecha_inicio=inicio,
            fecha_fin=vencer(inicio, Plazo(serie.meses, Unidad.MESES)),
            paga=serie.paga,
            garante=serie.garante,
            condiciones=serie.condiciones,
            piezas_pct=serie.piezas_pct,
            mano_obra_pct=serie.mano_obra_pct,
            desplazamiento_pct=serie.desplazamiento_pct,
        )


def componer_garantia_de_reparacion(
    asiento: Asiento,
    derechos: Derechos,
    *,
    por: Actor,
    en: datetime | None,
    entregado_en: date,
    defecto: str,
    referencia: str,
    territorio: str = "",
) -> Cobertura | None:
    """The guarantee of a repair or installation, from the day it is handed over (R8).

    Once for each `referencia`; handed over again, it counts from the new day. None when no law
    that we know gives one (a business, a sector without its own rule). One that was annulled
    because somebody else handled the unit does not come back.
    """
    dadas = [
        fila
        for fila in derechos.coberturas
        if fila.tipo == TipoCobertura.REPARACION and fila.referencia == referencia
    ]
    hasta = _fin_de_la_garantia(derechos, entregado_en, territorio)
    if hasta is None:
        return None
    fechas = {"fecha_inicio": entregado_en, "fecha_fin": hasta}
    if dadas:
        viva = next((fila for fila in dadas if not fila.esta_anulada), None)
        if viva is not None:
            mover_cobertura(asiento, viva, por=por, en=en, **fechas)
        return viva
    return componer_cobertura(
        asiento,
        derechos,
        por=por,
        en=en,
        tipo=TipoCobertura.REPARACION,
        paga=QuienPaga.NOSOTROS,
        defecto=defecto[:120],
        referencia=referencia,
        **fechas,
    )


def _fin_de_la_garantia(derechos: Derechos, entregado_en: date, territorio: str) -> date | None:
    equipo = derechos.equipo
    cliente = equipo.cliente
    hechos = HechosGarantiaReparacion(
        entregado=entregado_en,
        territorio=territorio or (equipo.sede.comunidad if equipo.sede else ""),
        consumidor=None if cliente.es_provisional else cliente.es_consumidor,
    )
    return decidir_garantia_reparacion(hechos, parametros_vigentes()).hasta_reparacion


def componer_retoma(
    asiento: Asiento, suspension: SuspensionCobertura, *, por: Actor, en: datetime | None
) -> None:
    """It went back without being right: its terms never ran again (TRLGDCU art. 122.2)."""
    asiento.cambio(suspension, {"devuelto_en": None})
    asiento.suceso(
        suspension.equipo,
        CodigoEquipo.ENTREGADO,
        por=por,
        en=en,
        filas={"suspension": suspension},
        de_nuevo=True,
    )
