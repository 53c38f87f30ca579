"""Rights of a unit given by hand, with its product or by an order, and taken back with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor, CodigoEquipo
from clientes.models import Cobertura, Compra, Equipo, QuienPaga, TipoCobertura
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_coberturas import componer_garantia_de_reparacion
from clientes.servicios.comun import (
    anotar_en_equipo,
    bloquear_equipo,
    dentro_de_un_anio,
    exigir_fecha,
    exigir_texto,
    guardar,
)
from clientes.servicios.guardado import guardar_asiento
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir

if TYPE_CHECKING:
    from nucleo.models import Archivo

# Nobody guarantees a machine for longer: a later end is a typing error.
LO_MAS_LARGO_ANIOS = 50
LARGO_CONDICIONES = 2_000
PORCENTAJES = ("piezas_pct", "mano_obra_pct", "desplazamiento_pct")


@transaction.atomic
def dar_cobertura(
    equipo_pk: int,
    *,
    por: Actor,
    tipo: str,
    fecha_inicio: date,
    fecha_fin: date,
    paga: str,
    piezas_pct: int = 100,
    mano_obra_pct: int = 100,
    desplazamiento_pct: int = 100,
    garante: str = "",
    defecto: str = "",
    condiciones: str = "",
    documento: Archivo | None = None,
    contrato: Any = None,
    compra: Compra | None = None,
    referencia: str = "",
    en: datetime | None = None,
) -> Cobertura:
    """Give a unit a right: commercial guarantee, extension, repair guarantee or contract.

    Once for each `referencia` (the order or contract that gives it). Raises ErrorDeNegocio if it
    ends before it begins, covers nothing or more than all, or nobody but the customer pays.
    """
    equipo = bloquear_equipo(equipo_pk)
    if referencia and (suya := _la_de(equipo, tipo, referencia, defecto.strip())):
        return suya
    cobertura = Cobertura(
        equipo=equipo,
        tipo=tipo,
        fecha_inicio=fecha_inicio,
        fecha_fin=fecha_fin,
        paga=paga,
        piezas_pct=piezas_pct,
        mano_obra_pct=mano_obra_pct,
        desplazamiento_pct=desplazamiento_pct,
        garante=garante.strip(),
        defecto=defecto.strip(),
        condiciones=condiciones.strip(),
        documento=documento,
        compra=compra,
        referencia=referencia,
        **({"contrato": contrato} if contrato is not None else {}),
    )
    comprobar_cobertura(cobertura)
    guardar(cobertura)
    anotar_cobertura(cobertura, por=por, en=en)
    return cobertura


@transaction.atomic
def anular_cobertura(pk: int, *, por: Actor, motivo: str, en: datetime | None = None) -> Cobertura:
    """It should not have been given, or it is void: it stays on record, with the reason.

    The legal guarantee and the year of art. 122.3 come from the law: they cannot be taken back
    while the purchase or the repair that gives them stands; nor what a contract gives, by hand.
    """
    equipo = bloquear_equipo(Cobertura.objects.values_list("equipo_id", flat=True).get(pk=pk))
    cobertura = Cobertura.objects.select_for_update().get(pk=pk)
    if cobertura.esta_anulada:
        raise ErrorDeNegocio(_("Esa cobertura ya está anulada."))
    if cobertura.tipo in DE_LA_LEY:
        raise ErrorDeNegocio(
            _("«%(tipo)s» la da la ley: corrige la compra o la reparación de la que viene.")
            % {"tipo": cobertura.get_tipo_display()}
        )
    if cobertura.contrato is not None:
        raise ErrorDeNegocio(
            _("Viene del contrato %(codigo)s: quita de él el equipo, o rescíndelo.")
            % {"codigo": cobertura.contrato.codigo}
        )
    texto = exigir_texto(motivo, _("Para anular una cobertura hay que decir por qué."), "motivo")
    return _anular(equipo, cobertura, texto, por=por, en=en)


def _anular(
    equipo: Equipo, cobertura: Cobertura, motivo: str, *, por: Actor, en: datetime | None
) -> Cobertura:
    cobertura.anulada_en, cobertura.motivo_anulacion = en or timezone.now(), motivo
    guardar(cobertura, campos=["anulada_en", "motivo_anulacion"])
    anotar_en_equipo(
        equipo,
        CodigoEquipo.COBERTURA_ANULADA,
        por=por,
        en=en,
        cobertura=cobertura.pk,
        tipo=str(cobertura.tipo),
    )
    return cobertura


@transaction.atomic
def garantizar_reparacion(
    equipo_pk: int,
    *,
    por: Actor,
    entregado_en: date,
    defecto: str,
    referencia: str,
    territorio: str = "",
    en: datetime | None = None,
) -> Cobertura | None:
    """A repair or installation is handed over: it is guaranteed from that day (R8).

    Once for each `referencia` (the order); handed over again, from the new day. None when no law
    gives it a term, or when it was annulled.
    """
    asiento, derechos = Asiento(), derechos_de(bloquear_equipo(equipo_pk))
    cobertura = componer_garantia_de_reparacion(
        asiento,
        derechos,
        por=por,
        en=en,
        entregado_en=entregado_en,
        defecto=defecto,
        referencia=referencia,
        territorio=territorio or _donde_esta(derechos.equipo),
    )
    guardar_asiento(asiento)
    return cobertura


DE_LA_LEY = frozenset({TipoCobertura.LEGAL, TipoCobertura.POSTERIOR})


def anotar_cobertura(cobertura: Cobertura, *, por: Actor, en: datetime | None) -> None:
    anotar_en_equipo(
        cobertura.equipo,
        CodigoEquipo.COBERTURA,
        por=por,
        en=en,
        cobertura=cobertura.pk,
        tipo=str(cobertura.tipo),
        hasta=cobertura.fecha_fin.isoformat(),
    )


def _donde_esta(equipo: Equipo) -> str:
    """The community of its site; ours, if nobody knows."""
    return equipo.sede.comunidad if equipo.sede else empresa().comunidad


def _la_de(equipo: Equipo, tipo: str, referencia: str, defecto: str) -> Cobertura | None:
    """The living one that this order or contract gave already."""
    suyas = equipo.coberturas.filter(anulada_en=None, tipo=tipo, referencia=referencia)
    return suyas.filter(defecto=defecto).first()


def comprobar_cobertura(cobertura: Cobertura) -> None:
    """What a field or a constraint would say worse, each at its own field."""
    if cobertura.tipo not in TipoCobertura.values:
        raise ErrorDeNegocio(_("Elige el tipo de cobertura."), campo="tipo")
    if cobertura.paga not in QuienPaga.values:
        raise ErrorDeNegocio(_("Di quién la paga."), campo="paga")
    exigir_fecha(cobertura.fecha_inicio, "fecha_inicio", hasta=dentro_de_un_anio())
    tope = dentro_de_un_anio().replace(day=1)
    exigir_fecha(
        cobertura.fecha_fin, "fecha_fin", hasta=tope.replace(year=tope.year + LO_MAS_LARGO_ANIOS)
    )
    for campo in PORCENTAJES:
        if not 0 <= getattr(cobertura, campo) <= 100:
            raise ErrorDeNegocio(_("Un porcentaje va de 0 a 100."), campo=campo)
    if len(cobertura.condiciones) > LARGO_CONDICIONES:
        raise ErrorDeNegocio(
            _("Las condiciones pasan de %(n)s letras: adjunta el documento.")
            % {"n": LARGO_CONDICIONES},
            campo="condiciones",
        )
    if cobertura.compra is not None and cobertura.compra.equipo_id != cobertura.equipo_id:
        raise ErrorDeNegocio(decir(_("Esa compra no es de [este equipo].")), campo="compra")


@transaction.atomic
def acortar_cobertura(
    pk: int, *, por: Actor, fecha_fin: date, motivo: str, en: datetime | None = None
) -> Cobertura:
    """It ends before its time, as its contract does; if it had not begun, it is annulled.

    What showed until `fecha_fin` is still covered.
    """
    equipo = bloquear_equipo(Cobertura.objects.values_list("equipo_id", flat=True).get(pk=pk))
    cobertura = Cobertura.objects.select_for_update().get(pk=pk)
    if cobertura.esta_anulada or cobertura.fecha_fin <= fecha_fin:
        return cobertura
    if cobertura.fecha_inicio > fecha_fin:
        return _anular(equipo, cobertura, motivo, por=por, en=en)
    cobertura.fecha_fin = fecha_fin
    guardar(cobertura, campos=["fecha_fin"])
    anotar_cobertura(cobertura, por=por, en=en)
    return cobertura
