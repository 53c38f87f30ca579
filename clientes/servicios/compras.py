"""Purchases: what gives a unit its legal guarantee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import reparaciones_de, venta_de
from clientes.eventos import Actor, CodigoCliente, CodigoEquipo
from clientes.models import Cliente, Cobertura, Compra, Equipo, QuienPaga, TipoCobertura
from clientes.servicios.coberturas import anotar_cobertura
from clientes.servicios.comun import (
    anotar_en_cliente,
    anotar_en_equipo,
    bloquear_cliente,
    dentro_de_un_anio,
    exigir_fecha,
    guardar,
)
from normativa.reglas.garantia import Garantia, calcular_garantia
from normativa.reglas.suspension import suspender
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def registrar_compra(
    *,
    por: Actor,
    cliente: Cliente,
    fecha_contrato: date,
    equipo: Equipo | None = None,
    en: datetime | None = None,
    **campos: Any,
) -> Compra:
    """Record a purchase; a consumer's unit gets its legal coverage with its dates (R1).

    Fields: producto, referencia, vendedor, condicion, meses_pactados, fecha_factura, fecha_albaran,
    importe_eur, justificante. Refuses second-hand terms under a year (TRLGDCU art. 120.1).
    """
    bloquear_cliente(cliente.pk)
    if equipo is not None and equipo.cliente_id != cliente.pk:
        raise ErrorDeNegocio(
            _("%(equipo)s no es de %(cliente)s.") % {"equipo": equipo, "cliente": cliente},
            campo="equipo",
        )
    if equipo is not None:
        campos.setdefault("producto", equipo.producto)
    compra = Compra(cliente=cliente, equipo=equipo, fecha_contrato=fecha_contrato, **campos)
    _exigir_fechas(compra)
    guardar(compra)
    anotar_en_cliente(cliente.pk, CodigoCliente.COMPRA, por=por, en=en, compra=compra.pk)
    if equipo is not None:
        anotar_en_equipo(equipo, CodigoEquipo.COMPRA, por=por, en=en, compra=compra.pk)
        _dar_garantia_legal(compra, por=por, en=en)
    return compra


def componer_garantia_legal(compra: Compra) -> Cobertura | None:
    """The unsaved legal coverage of a purchase; None when no law that we know gives one.

    Also for bulk loads. Raises ErrorDeNegocio if what was agreed is below the legal minimum.
    """
    if compra.equipo is None or not compra.cliente.es_consumidor or compra.cliente.es_provisional:
        return None
    garantia = _garantia_de(compra)
    if garantia is None:
        return None
    return Cobertura(
        equipo=compra.equipo,
        compra=compra,
        tipo=TipoCobertura.LEGAL,
        fecha_inicio=garantia.inicio,
        fecha_fin=garantia.fin,
        paga=QuienPaga.VENDEDOR,
    )


def _dar_garantia_legal(compra: Compra, *, por: Actor, en: datetime | None) -> None:
    cobertura = componer_garantia_legal(compra)
    if cobertura is None:
        return
    garantia = _garantia_de(compra)
    assert garantia is not None  # noqa: S101 - it gave the coverage
    plazos = suspender(garantia, reparaciones_de(cobertura.equipo.suspensiones.all()))
    cobertura.fecha_fin = plazos.fin or garantia.fin
    guardar(cobertura)
    anotar_cobertura(cobertura, por=por, en=en)


def _garantia_de(compra: Compra) -> Garantia | None:
    try:
        return calcular_garantia(venta_de(compra))
    except FaltanDatos:  # before the laws that we know
        return None
    except ReglaIncumplida as error:
        raise ErrorDeNegocio(error.motivo.frase(_), campo="meses_pactados") from error


def _exigir_fechas(compra: Compra) -> None:
    exigir_fecha(compra.fecha_contrato, "fecha_contrato")
    for campo in ("fecha_factura", "fecha_albaran"):
        exigir_fecha(getattr(compra, campo), campo, hasta=dentro_de_un_anio())
