"""Purchases: what gives a unit its legal guarantee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor, CodigoCliente
from clientes.models import Cliente, Compra, Equipo
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_equipos import (
    componer_compra,
    componer_correccion_de_compra,
)
from clientes.servicios.comun import (
    anotar_en_cliente,
    bloquear_cliente,
    bloquear_equipo,
    bloquear_titular,
    guardar,
)
from clientes.servicios.guardado import guardar_asiento
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
    importe_eur, justificante, modalidad, por_comprobar. What comes with every unit of the product
    is given too. Refuses second-hand terms under a year (TRLGDCU art. 120.1).
    """
    asiento, cliente = Asiento(), bloquear_titular(cliente.pk)
    compra = componer_compra(
        asiento,
        por=por,
        en=en,
        cliente=cliente,
        fecha_contrato=fecha_contrato,
        derechos=derechos_de(equipo) if equipo else None,
        de_serie=list(equipo.producto.coberturas_de_serie.all()) if equipo else (),
        **campos,
    )
    guardar_asiento(asiento)
    return compra


# What may be known later than the purchase itself: the second time it is told, it is filled in.
SE_COMPLETAN = frozenset(
    {"equipo", "producto", "vendedor", "fecha_factura", "fecha_albaran", "importe_eur"}
)


@transaction.atomic
def recibir_compra(
    *, por: Actor, cliente: Cliente, referencia: str = "", **campos: Any
) -> tuple[Compra, bool]:
    """A purchase told by another program, once for each customer and `referencia`.

    Told again with the same, it gives the same row; with what was not known yet (delivery note,
    unit, amount), it fills it in and moves the legal coverage. Returns it and whether it is new.
    Raises ErrorDeNegocio if it contradicts what was told before.
    """
    cliente = bloquear_titular(cliente.pk)
    referencia = referencia.strip()
    anterior = (
        Compra.objects.select_for_update(of=("self",))
        .select_related("cliente", "equipo")
        .filter(cliente=cliente, referencia=referencia)
        .first()
        if referencia
        else None
    )
    if anterior is None:
        return registrar_compra(por=por, cliente=cliente, referencia=referencia, **campos), True
    _completar(anterior, por=por, campos=campos)
    return anterior, False


def _completar(compra: Compra, *, por: Actor, campos: dict[str, Any]) -> None:
    en = campos.pop("en", None)
    dichos = {campo: valor for campo, valor in campos.items() if valor not in (None, "")}
    cambios = {c: v for c, v in dichos.items() if getattr(compra, c) != v}
    for campo in cambios:
        _exigir_que_complete(compra, campo)
    if not cambios:
        return
    asiento, equipo = Asiento(), cambios.get("equipo", compra.equipo)
    componer_correccion_de_compra(
        asiento,
        compra,
        por=por,
        en=en,
        derechos=derechos_de(equipo) if equipo else None,
        de_serie=list(equipo.producto.coberturas_de_serie.all()) if equipo else (),
        **cambios,
    )
    guardar_asiento(asiento)


def _exigir_que_complete(compra: Compra, campo: str) -> None:
    """Whether that may still be said of it; a unit or a product that is said is not another's."""
    dicho = campo in {"equipo", "producto"} and getattr(compra, f"{campo}_id") is not None
    if campo not in SE_COMPLETAN or dicho:
        raise ErrorDeNegocio(
            _("Ya hay una compra de ese cliente con esa referencia y otros datos."),
            campo=campo,
            codigo="otra_con_esa_referencia",
        )


@transaction.atomic
def asignar_compra(pk: int, *, por: Actor, equipo_pk: int, en: datetime | None = None) -> Compra:
    """Say which unit a purchase was of: the unit gets what the purchase gives (R1).

    Raises ErrorDeNegocio if it is already of another, of another product or another customer's.
    """
    equipo = bloquear_equipo(equipo_pk)
    compra = Compra.objects.select_for_update().get(pk=pk)
    if compra.equipo_id == equipo.pk:
        return compra
    if compra.equipo_id is not None:
        raise ErrorDeNegocio(_("Esa compra ya es de otro equipo."), campo="compra")
    if compra.producto_id not in {None, equipo.producto_id}:
        raise ErrorDeNegocio(_("Esa compra es de otro producto."), campo="compra")
    asiento = Asiento()
    componer_correccion_de_compra(
        asiento,
        compra,
        por=por,
        en=en,
        derechos=derechos_de(equipo),
        de_serie=list(equipo.producto.coberturas_de_serie.all()),
        equipo=equipo,
        producto=equipo.producto,
    )
    guardar_asiento(asiento)
    return compra


@transaction.atomic
def comprobar_compra(pk: int, *, por: Actor, en: datetime | None = None) -> Compra:
    """Somebody here has seen the evidence of a purchase that its customer told on the portal."""
    bloquear_cliente(Compra.objects.values_list("cliente_id", flat=True).get(pk=pk))
    compra = Compra.objects.select_for_update().get(pk=pk)
    if not compra.por_comprobar:
        raise ErrorDeNegocio(_("Esa compra ya está comprobada."))
    compra.por_comprobar = False
    guardar(compra, campos=["por_comprobar"])
    anotar_en_cliente(
        compra.cliente_id, CodigoCliente.COMPRA_COMPROBADA, por=por, en=en, compra=compra.pk
    )
    return compra
