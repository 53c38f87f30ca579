"""What we charge and what we offer: dated posted prices, and the after-sales catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import ModoOferta, OfertaPosventa, Tarifa
from clientes.servicios.comun import dentro_de_un_anio, exigir_fecha, guardar
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import hoy


@transaction.atomic
def poner_tarifa(*, por: Actor, concepto: str, desde: date, **campos: Any) -> Tarifa:
    """Post a price from a day on: importe_eur, familia, comunidad, hasta, anunciada, notas.

    The one before it rules until then; none is ever edited. Raises ErrorDeNegocio at its field.
    """
    exigir_fecha(desde, "desde", hasta=dentro_de_un_anio())
    tarifa = Tarifa(concepto=concepto, desde=desde, **campos)
    exigir_fecha(tarifa.hasta, "hasta", hasta=date(2099, 12, 31))
    guardar(tarifa)
    return tarifa


@transaction.atomic
def retirar_tarifa(pk: int, *, por: Actor, hasta: date | None = None) -> Tarifa:
    """It is no longer charged after that day (default, today); those before it do not come back."""
    tarifa = Tarifa.objects.select_for_update().get(pk=pk)
    ultimo = hasta or hoy()
    if tarifa.hasta is not None:
        raise ErrorDeNegocio(
            _("Esa tarifa ya acaba el %(dia)s.") % {"dia": f"{tarifa.hasta:%d/%m/%Y}"},
            campo="hasta",
        )
    exigir_fecha(ultimo, "hasta", hasta=date(2099, 12, 31))
    tarifa.hasta = ultimo
    guardar(tarifa, campos=["hasta"])
    return tarifa


@transaction.atomic
def poner_oferta(*, por: Actor, servicio: str, modo: str, **campos: Any) -> OfertaPosventa:
    """Say whether we give a service: producto, or familia and marca; precio_eur, descripcion."""
    oferta = OfertaPosventa(servicio=servicio, modo=modo, **campos)
    _sin_precio_si_no_se_vende(oferta)
    guardar(oferta)
    return oferta


@transaction.atomic
def cambiar_oferta(pk: int, *, por: Actor, **cambios: Any) -> OfertaPosventa:
    oferta = _bloquear(pk)
    for campo, valor in cambios.items():
        setattr(oferta, campo, valor)
    _sin_precio_si_no_se_vende(oferta)
    guardar(oferta)
    return oferta


@transaction.atomic
def quitar_oferta(pk: int, *, por: Actor) -> OfertaPosventa:
    """What was said of that service there no longer counts; the more general one does."""
    oferta = _bloquear(pk)
    oferta.activa = False
    guardar(oferta, campos=["activa"])
    return oferta


def _bloquear(pk: int) -> OfertaPosventa:
    oferta = OfertaPosventa.objects.select_for_update().get(pk=pk)
    if not oferta.activa:
        raise ErrorDeNegocio(_("Eso ya se quitó del catálogo."))
    return oferta


def _sin_precio_si_no_se_vende(oferta: OfertaPosventa) -> None:
    """What is included or not offered has no price: a price there is a mistake worth saying."""
    if oferta.precio_eur is not None and oferta.precio_eur < 0:
        raise ErrorDeNegocio(_("El precio no puede ser negativo."), campo="precio_eur")
    if oferta.precio_eur is not None and oferta.modo != ModoOferta.EN_VENTA:
        raise ErrorDeNegocio(_("Solo lleva precio lo que es de pago."), campo="precio_eur")
    if oferta.producto_id and (oferta.familia or oferta.marca):
        raise ErrorDeNegocio(
            _("Elige un producto, o una familia y marca: no ambos."), campo="producto"
        )
