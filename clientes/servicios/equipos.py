"""Units: registered, changed, retired, and the days in which we have them for a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor, CodigoEquipo, usuario_de
from clientes.models import Cliente, Equipo, MotivoRetirada, Producto, SuspensionCobertura
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_coberturas import componer_retoma
from clientes.servicios.composicion_equipos import (
    componer_cambio_de_equipo,
    componer_devolucion,
    componer_entrega,
    componer_equipo,
    exigir_entrega_creible,
)
from clientes.servicios.composicion_vida import componer_retirada
from clientes.servicios.comun import bloquear_equipo, bloquear_titular, exigir_fecha
from clientes.servicios.contratados import quien_los_contrato, sacar_de_sus_contratos
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir

if TYPE_CHECKING:
    from cuentas.models import Usuario


SERIE_UNICA = "equipo_serie_unica_por_producto"
EDITABLES = frozenset(
    {
        "producto",
        "numero_serie",
        "alias",
        "sede",
        "usuario_contacto",
        "padre",
        "vendedor",
        "instalador",
        "nuestro_papel",
        "fabricado_en",
        "instalado_en",
    }
)


@transaction.atomic
def registrar_equipo(
    *, por: Actor, cliente: Cliente, producto: Producto, en: datetime | None = None, **campos: Any
) -> Equipo:
    """Register a unit of a customer: numero_serie, sede, padre, vendedor, nuestro_papel…

    The serial is unique for each product; the parent is of the same owner, and the site of the
    owner or of whoever uses it.
    """
    asiento, cliente = Asiento(), bloquear_titular(cliente.pk)
    equipo = componer_equipo(asiento, por=por, en=en, cliente=cliente, producto=producto, **campos)
    with diciendo_quien_tiene_la_serie(equipo, por=por):
        guardar_asiento(asiento)
    return equipo


@transaction.atomic
def cambiar_equipo(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Equipo:
    """Change what a unit is, where it is and what it is part of.

    Another owner, another unit in its place or the end of its life are services of their own.
    """
    if ajenos := cambios.keys() - EDITABLES:
        raise TypeError(f"cambiar_equipo does not change {sorted(ajenos)}")
    asiento, equipo = Asiento(), bloquear_equipo(pk, *_duenos_del_arbol(pk, cambios.get("padre")))
    _exigir_que_no_este_dentro(equipo, cambios.get("padre"))
    campos = componer_cambio_de_equipo(asiento, equipo, por=por, en=en, **cambios)
    if "fabricado_en" in campos:
        for compra in equipo.compras.all():
            exigir_entrega_creible(compra, equipo, campo="fabricado_en")
    with diciendo_quien_tiene_la_serie(equipo, por=por):
        guardar_asiento(asiento)
    return equipo


@transaction.atomic
def retirar_equipo(
    pk: int,
    *,
    por: Actor,
    en_fecha: date,
    motivo: str,
    con_partes: bool = False,
    en: datetime | None = None,
) -> Equipo:
    """It is no longer in use; its parts go with it, or go on by themselves.

    Raises ErrorDeNegocio if it had been retired. To put another in its place: `sustituir_equipo`.
    """
    dentro = Equipo.objects.dentro_de(pk) if con_partes else Equipo.objects.filter(padre=pk)
    todos = [pk, *dentro.values_list("pk", flat=True)]
    asiento, equipo = Asiento(), bloquear_equipo(pk, *quien_los_contrato(todos))
    exigir_en_uso(equipo)
    partes = list(dentro.en_uso().select_for_update().order_by("pk"))
    retirados = [equipo, *partes] if con_partes else [equipo]
    exigir_fecha(en_fecha, "en_fecha")
    sacar_de_sus_contratos(retirados, por=por, ultimo_dia=en_fecha, en=en)
    componer_retirada(
        asiento,
        equipo,
        partes,
        por=por,
        en=en,
        fecha=en_fecha,
        motivo=motivo,
        con_partes=con_partes,
    )
    guardar_asiento(asiento)
    return equipo


@transaction.atomic
def volver_a_usar(pk: int, *, por: Actor, en: datetime | None = None) -> Equipo:
    """It had been retired by mistake. One that was replaced gave its rights away: it stays out."""
    asiento, equipo = Asiento(), bloquear_equipo(pk)
    if equipo.retirado_en is None:
        raise ErrorDeNegocio(decir(_("[Ese equipo] no está [retirado].")))
    if equipo.retirado_motivo == MotivoRetirada.SUSTITUIDO:
        raise ErrorDeNegocio(decir(_("[Ese equipo] se sustituyó por [otro]: no puede volver.")))
    motivo = str(equipo.retirado_motivo)
    asiento.cambio(equipo, {"retirado_en": None, "retirado_motivo": ""})
    asiento.suceso(equipo, CodigoEquipo.EN_USO, por=por, en=en, motivo=motivo)
    guardar_asiento(asiento)
    return equipo


def exigir_en_uso(equipo: Equipo) -> None:
    """Raises ErrorDeNegocio for a unit that was retired, with what became of it."""
    if equipo.retirado_en is None:
        return
    sustituto = equipo.sustitutos.first()
    if sustituto is not None:
        raise ErrorDeNegocio(
            decir(_("[Ese equipo] ya se sustituyó por %(otro)s."))
            % {"otro": sustituto.numero_serie or sustituto}
        )
    raise ErrorDeNegocio(
        decir(_("[Ese equipo] se retiró el %(dia)s.")) % {"dia": f"{equipo.retirado_en:%d/%m/%Y}"}
    )


@contextmanager
def diciendo_quien_tiene_la_serie(equipo: Equipo, *, por: Actor) -> Iterator[None]:
    """A serial that is taken says whose it is, if whoever acts may see that unit."""
    try:
        yield
    except ErrorDeNegocio as error:
        if error.codigo != SERIE_UNICA:
            raise
        frase = _quien_tiene_la_serie(equipo, usuario_de(por)) or str(error)
        raise ErrorDeNegocio(frase, campo="numero_serie", codigo=SERIE_UNICA) from error


def _quien_tiene_la_serie(equipo: Equipo, usuario: Usuario | None) -> str:
    if usuario is None:
        return ""
    suyos = Equipo.objects.visibles_para(usuario).para_listado()
    otro = suyos.filter(producto=equipo.producto_id, numero_serie=equipo.numero_serie).first()
    if otro is None:
        return ""
    return _("Ese número de serie de «%(producto)s» ya está anotado: es de %(cliente)s.") % {
        "producto": otro.producto,
        "cliente": otro.cliente,
    }


def _duenos_del_arbol(pk: int, padre: Equipo | None) -> set[int]:
    """Whom to lock, besides its owner, so that nobody else moves a unit of the same tree.

    A customer that was merged keeps its units: the one that it is today stands for them all.
    """
    if padre is None:
        return set()
    duenos = Cliente.objects.filter(equipos__in=[pk, padre.pk])
    return {
        titular
        for par in duenos.values_list("pk", "fusionado_en_id")
        for titular in par
        if titular is not None
    }


def _exigir_que_no_este_dentro(equipo: Equipo, padre: Equipo | None) -> None:
    """No circles, of any length: whoever moves a unit of a tree has its owner locked."""
    if padre is not None and Equipo.objects.dentro_de(equipo.pk).filter(pk=padre.pk).exists():
        raise ErrorDeNegocio(
            decir(_("[Ese equipo] está dentro de este: no pueden ser parte uno del otro.")),
            campo="padre",
        )


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
    asiento, equipo = Asiento(), bloquear_equipo(equipo_pk)
    if referencia and (suya := equipo.suspensiones.filter(referencia=referencia).first()):
        return suya
    suspension = componer_entrega(
        asiento,
        derechos_de(equipo),
        por=por,
        en=en,
        entregado_en=entregado_en,
        defecto=defecto,
        referencia=referencia,
    )
    guardar_asiento(asiento)
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

    `de_nuevo`: it had gone back without being right, and what counts is this day.
    """
    suspensiones = SuspensionCobertura.objects
    equipo = bloquear_equipo(suspensiones.values_list("equipo_id", flat=True).get(pk=suspension_pk))
    asiento, derechos = Asiento(), derechos_de(equipo)
    suspension = next(fila for fila in derechos.suspensiones if fila.pk == suspension_pk)
    if suspension.devuelto_en is not None and not de_nuevo:
        raise ErrorDeNegocio(decir(_("[Ese equipo] ya se devolvió.")), campo="devuelto_en")
    componer_devolucion(
        asiento,
        derechos,
        suspension,
        por=por,
        en=en,
        devuelto_en=devuelto_en,
        conforme=conforme,
    )
    guardar_asiento(asiento)
    return suspension


@transaction.atomic
def retomar_equipo(
    suspension_pk: int, *, por: Actor, en: datetime | None = None
) -> SuspensionCobertura:
    """It had gone back and it was not right: its terms stand stopped since it came in.

    Until the *conforming* good is handed over (TRLGDCU art. 122.1). Nothing if it is with us.
    """
    suspensiones = SuspensionCobertura.objects
    bloquear_equipo(suspensiones.values_list("equipo_id", flat=True).get(pk=suspension_pk))
    asiento, suspension = Asiento(), suspensiones.select_related("equipo").get(pk=suspension_pk)
    if suspension.devuelto_en is not None:
        componer_retoma(asiento, suspension, por=por, en=en)
        guardar_asiento(asiento)
    return suspension
