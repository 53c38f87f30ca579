"""A unit, with its parts, goes to another owner; or another unit takes its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor
from clientes.models import (
    ClaseDocumento,
    Cliente,
    Cobertura,
    Contacto,
    Equipo,
    Producto,
    Sede,
    Traspaso,
)
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_vida import (
    componer_sustitucion,
    componer_traspaso,
    sacar_del_conjunto,
)
from clientes.servicios.comun import bloquear_equipo, exigir_fecha
from clientes.servicios.contratados import (
    contratados,
    quien_los_contrato,
    sacar_de_sus_contratos,
)
from clientes.servicios.contratos import meter_equipo
from clientes.servicios.equipos import diciendo_quien_tiene_la_serie, exigir_en_uso
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir

UN_DIA = timedelta(days=1)


@transaction.atomic
def traspasar_equipo(
    pk: int,
    *,
    por: Actor,
    cliente: Cliente,
    en_fecha: date,
    motivo: str,
    sede: Sede | None = None,
    usuario_contacto: Contacto | None = None,
    coberturas: Collection[int] | None = None,
    notas: str = "",
    en: datetime | None = None,
) -> Traspaso:
    """Give a unit and its parts to another owner; purchases stay where they are, as evidence.

    `coberturas`: which of those that may be left behind go along (default: all but contracts); the
    others end, with that reason. What the owner before had written of their own is blanked.
    Raises ErrorDeNegocio for the same owner, a blocked customer or a retired unit.
    """
    cliente = cliente.titular
    dentro = [pk, *Equipo.objects.dentro_de(pk).values_list("pk", flat=True)]
    asiento, equipo = Asiento(), bloquear_equipo(pk, cliente.pk, *quien_los_contrato(dentro))
    exigir_en_uso(equipo)
    _exigir_que_siga(cliente)
    _exigir_que_sea_el_ultimo(equipo, en_fecha)
    _exigir_suyos(cliente, sede, usuario_contacto)
    equipos = [equipo, *Equipo.objects.dentro_de(pk).select_for_update().order_by("pk")]
    _coberturas_de(equipos, coberturas)
    exigir_fecha(en_fecha, "en_fecha")
    siguen = _contratos_que_siguen(coberturas)
    sacar_de_sus_contratos(equipos, por=por, ultimo_dia=en_fecha, menos=siguen, en=en)
    vivas = _coberturas_de(equipos, coberturas)
    sacar_del_conjunto(asiento, equipo, por=por, en=en)
    traspasos = [
        componer_traspaso(
            asiento,
            uno,
            [cobertura for cobertura in vivas if cobertura.equipo_id == uno.pk],
            por=por,
            en=en,
            cliente=cliente,
            fecha=en_fecha,
            motivo=motivo,
            sede=sede,
            usuario_contacto=usuario_contacto,
            siguen=coberturas,
            notas=notas,
        )
        for uno in equipos
    ]
    guardar_asiento(asiento)
    return traspasos[0]


@transaction.atomic
def sustituir_equipo(
    pk: int,
    *,
    por: Actor,
    numero_serie: str,
    entregado_en: date,
    producto: Producto | None = None,
    defecto: str = "",
    puesto_a_disposicion: date | None = None,
    coberturas: Collection[int] | None = None,
    fabricado_en: date | None = None,
    en: datetime | None = None,
) -> Equipo:
    """Put another unit in the place of a faulty one, as a remedy; returns the new one.

    The terms that the fault had stopped run again from `entregado_en`, when the conforming unit was
    delivered; without an open hand-in they stop from `puesto_a_disposicion` (default, that same
    day). `coberturas`: which of those that may be left behind go along (default: all but
    contracts). The faulty one is retired. Raises ErrorDeNegocio if it had been, or for a serial
    that is taken.
    """
    asiento, equipo = Asiento(), bloquear_equipo(pk, *quien_los_contrato([pk]))
    exigir_en_uso(equipo)
    _coberturas_de([equipo], coberturas)
    siguen = _contratos_que_siguen(coberturas)
    exigir_fecha(entregado_en, "entregado_en")
    suyos = contratados([equipo], entregado_en)
    los_que_siguen = [fila for fila in suyos if fila.contrato_id in siguen]
    sacar_de_sus_contratos([equipo], por=por, ultimo_dia=entregado_en, menos=siguen, en=en)
    sacar_de_sus_contratos(
        [equipo],
        por=por,
        ultimo_dia=entregado_en - UN_DIA,
        menos={fila.contrato_id for fila in suyos} - siguen,
        en=en,
    )
    nuevo = componer_sustitucion(
        asiento,
        derechos_de(equipo),
        list(equipo.partes.select_for_update().order_by("pk")),
        por=por,
        en=en,
        numero_serie=numero_serie,
        entregado_en=entregado_en,
        producto=producto,
        defecto=defecto,
        puesto_a_disposicion=puesto_a_disposicion,
        siguen=coberturas,
        fabricado_en=fabricado_en,
    )
    with diciendo_quien_tiene_la_serie(nuevo, por=por):
        guardar_asiento(asiento)
    # The invoice proves the rights: it is looked for where they are.
    equipo.documentos.filter(clase=ClaseDocumento.JUSTIFICANTE).update(equipo=nuevo)
    for fila in los_que_siguen:
        dia = max(entregado_en, fila.desde)
        meter_equipo(fila.contrato_id, por=por, equipo=nuevo, desde=dia, en=en)
    return nuevo


def _contratos_que_siguen(coberturas: Collection[int] | None) -> set[int]:
    """The contracts whose coverage goes along: none, unless it is said."""
    suyas = Cobertura.objects.filter(pk__in=coberturas or (), contrato__isnull=False)
    return {contrato for contrato in suyas.values_list("contrato_id", flat=True) if contrato}


def _coberturas_de(equipos: Collection[Equipo], siguen: Collection[int] | None) -> list[Cobertura]:
    """Their living coverages. Raises ErrorDeNegocio if one of those named is of others."""
    suyas = Cobertura.objects.vigentes().filter(equipo__in=equipos).select_related("equipo")
    vivas = list(suyas.order_by("pk"))
    if siguen and set(siguen) - {cobertura.pk for cobertura in vivas}:
        raise ErrorDeNegocio(decir(_("Esa cobertura no es de [ese equipo].")), campo="coberturas")
    return vivas


def _exigir_que_siga(cliente: Cliente) -> None:
    """What is new is never hung from a customer that was merged into another meanwhile."""
    cliente.refresh_from_db(fields=["fusionado_en"])
    if cliente.fusionado_en_id is not None:
        raise ErrorDeNegocio(
            _("Ese cliente acaba de unirse a otro: vuelve a intentarlo."), campo="cliente"
        )


def _exigir_que_sea_el_ultimo(equipo: Equipo, fecha: date) -> None:
    anterior = equipo.traspasos.order_by("-fecha").first()
    if anterior is not None and fecha < anterior.fecha:
        raise ErrorDeNegocio(
            _("Su último cambio de propietario fue el %(dia)s: este no puede ser anterior.")
            % {"dia": f"{anterior.fecha:%d/%m/%Y}"},
            campo="en_fecha",
        )


def _exigir_suyos(cliente: Cliente, sede: Sede | None, usuario: Contacto | None) -> None:
    """The site is of the new owner or of whoever will use it."""
    if sede is None or cliente.es_suyo(sede):
        return
    if usuario is None or not usuario.cliente.es_suyo(sede):
        raise ErrorDeNegocio(_("Esa sede es de otro cliente."), campo="sede")
