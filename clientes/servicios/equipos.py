"""Units: registered, changed, and the days in which they are at our disposal for a remedy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import decidir
from clientes.eventos import Actor, CodigoEquipo
from clientes.models import (
    Cliente,
    Cobertura,
    Equipo,
    Producto,
    QuienPaga,
    Sede,
    SuspensionCobertura,
    TipoCobertura,
)
from clientes.servicios.coberturas import anotar_cobertura
from clientes.servicios.comun import (
    anotar_en_equipo,
    bloquear_cliente,
    bloquear_equipo,
    dentro_de_un_anio,
    exigir_fecha,
    guardar,
)
from normativa.reglas.computo import vencer
from normativa.reglas.garantia import Garantia
from normativa.reglas.parametros import oficiales
from nucleo.errores import ErrorDeNegocio

_FECHAS = ("fabricado_en", "instalado_en", "retirado_en")


@transaction.atomic
def registrar_equipo(
    *, por: Actor, cliente: Cliente, producto: Producto, en: datetime | None = None, **campos: Any
) -> Equipo:
    """Register a unit of a customer: numero_serie, sede, vendedor, instalador, nuestro_papel…

    The serial is unique for each product; the site and the user have to be of that customer.
    """
    bloquear_cliente(cliente.pk)
    equipo = Equipo(cliente=cliente, producto=producto, **_limpios(campos))
    _comprobar(equipo)
    guardar(equipo)
    anotar_en_equipo(equipo, CodigoEquipo.REGISTRADO, por=por, en=en, producto=producto.pk)
    return equipo


@transaction.atomic
def cambiar_equipo(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Equipo:
    """Change a unit. Its purchases and coverages go with it to a new owner."""
    cambios = _limpios(cambios)
    nuevo = cambios.get("cliente")
    equipo = bloquear_equipo(pk, *([nuevo.pk] if nuevo else []))
    distintos = {
        campo: valor for campo, valor in cambios.items() if getattr(equipo, campo) != valor
    }
    for campo, valor in distintos.items():
        setattr(equipo, campo, valor)
    _comprobar(equipo)
    if distintos:
        guardar(equipo, campos=list(distintos))
        anotar_en_equipo(equipo, CodigoEquipo.CAMBIO, por=por, en=en, campos=list(distintos))
    return equipo


@transaction.atomic
def poner_a_disposicion(
    equipo_pk: int,
    *,
    por: Actor,
    entregado_en: date,
    defecto: str = "",
    referencia: str = "",
    en: datetime | None = None,
) -> SuspensionCobertura:
    """The customer hands the unit in for a remedy: the terms stop that day (TRLGDCU art. 122.1).

    Once for each `referencia` (the order that repairs it): the second time gives the same row.
    """
    equipo = bloquear_equipo(equipo_pk)
    if referencia and (suya := equipo.suspensiones.filter(referencia=referencia).first()):
        return suya
    exigir_fecha(entregado_en, "entregado_en")
    if equipo.suspensiones.filter(devuelto_en=None).exists():
        raise ErrorDeNegocio(_("Ese equipo ya está en nuestro poder."), campo="entregado_en")
    suspension = SuspensionCobertura(
        equipo=equipo, entregado_en=entregado_en, defecto=defecto.strip(), referencia=referencia
    )
    guardar(suspension)
    anotar_en_equipo(equipo, CodigoEquipo.ENTREGADO, por=por, en=en, suspension=suspension.pk)
    return suspension


@transaction.atomic
def devolver_equipo(
    suspension_pk: int,
    *,
    por: Actor,
    devuelto_en: date,
    conforme: bool = True,
    de_nuevo: bool = False,
    en: datetime | None = None,
) -> SuspensionCobertura:
    """The unit goes back: the terms run again and, conforming, its defect has a further year.

    Moves the end of the legal coverage (art. 122.2) and adds the coverage of art. 122.3, both only
    if the unit was under legal guarantee when it came in. `de_nuevo`: it had gone back without
    being right, and what counts is this day.
    """
    equipo_pk = SuspensionCobertura.objects.values_list("equipo_id", flat=True).get(
        pk=suspension_pk
    )
    equipo = bloquear_equipo(equipo_pk)
    suspension = SuspensionCobertura.objects.select_for_update().get(pk=suspension_pk)
    antes = suspension.devuelto_en
    if antes is not None and not de_nuevo:
        raise ErrorDeNegocio(_("Ese equipo ya se devolvió."), campo="devuelto_en")
    exigir_fecha(devuelto_en, "devuelto_en")
    suspension.devuelto_en = devuelto_en
    guardar(suspension, campos=["devuelto_en"])
    dias = (devuelto_en - suspension.entregado_en).days
    anotar_en_equipo(
        equipo, CodigoEquipo.DEVUELTO, por=por, en=en, suspension=suspension.pk, dias=dias
    )
    garantia = _alargar_legal(equipo, suspension)
    if conforme and garantia is not None:
        _dar_un_anio_mas(suspension, garantia, antes=antes, por=por, en=en)
    return suspension


def _limpios(campos: dict[str, Any]) -> dict[str, Any]:
    """Serials are compared as they are printed: upper case, without spaces around."""
    if "numero_serie" in campos:
        campos = campos | {"numero_serie": campos["numero_serie"].strip().upper()}
    return campos


def _comprobar(equipo: Equipo) -> None:
    """What speaks of several rows: the site and the parent are of the same owner; sane dates."""
    for campo in _FECHAS:
        exigir_fecha(getattr(equipo, campo), campo, hasta=dentro_de_un_anio())
    if equipo.sede_id and _cliente_de(Sede, equipo.sede_id) != equipo.cliente_id:
        raise ErrorDeNegocio(_("Esa sede es de otro cliente."), campo="sede")
    if equipo.padre_id and _cliente_de(Equipo, equipo.padre_id) != equipo.cliente_id:
        raise ErrorDeNegocio(_("Ese equipo es de otro cliente."), campo="padre")


def _cliente_de(modelo: type[Sede] | type[Equipo], pk: int) -> int | None:
    return modelo.objects.filter(pk=pk).values_list("cliente_id", flat=True).first()


def _alargar_legal(equipo: Equipo, suspension: SuspensionCobertura) -> Garantia | None:
    """Move the end of the legal coverage; None if the unit came in without it."""
    juicio = decidir(equipo, manifestacion=suspension.entregado_en)
    if juicio.manifestacion is None or not juicio.manifestacion.dentro:
        return None
    fin = juicio.manifestacion.cobertura.plazos.fin
    if fin is not None:
        equipo.coberturas.filter(tipo=TipoCobertura.LEGAL).update(fecha_fin=fin)
    return juicio.garantia


def _dar_un_anio_mas(
    suspension: SuspensionCobertura,
    garantia: Garantia,
    *,
    antes: date | None,
    por: Actor,
    en: datetime | None,
) -> None:
    """The coverage of art. 122.3, or its new dates if the unit had gone back `antes`."""
    devuelto_en = suspension.devuelto_en
    if devuelto_en is None or not suspension.defecto:  # with no defect said, it would cover all
        return
    posterior = Cobertura.objects.filter(
        equipo=suspension.equipo_id,
        tipo=TipoCobertura.POSTERIOR,
        fecha_inicio__in=[antes] if antes else [],
        defecto=suspension.defecto,
    ).first() or Cobertura(
        equipo=suspension.equipo,
        tipo=TipoCobertura.POSTERIOR,
        paga=QuienPaga.VENDEDOR,
        defecto=suspension.defecto,
    )
    cifra = oficiales().vigente("posterior_al_remedio", garantia.fecha_contrato)
    posterior.fecha_inicio = devuelto_en
    posterior.fecha_fin = vencer(devuelto_en, cifra.plazo)
    guardar(posterior)
    anotar_cobertura(posterior, por=por, en=en)
