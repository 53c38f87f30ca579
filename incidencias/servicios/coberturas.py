"""Decisions over the frozen verdict of a case: correct it, decide it again, give goodwill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import GARANTES
from cuentas.models import Usuario
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import (
    AjusteCobertura,
    ClaseAjuste,
    Incidencia,
    LimiteCortesia,
)
from incidencias.permisos import exigir_correccion, exigir_cortesia
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.composicion import (
    Expediente,
    componer_cobertura_corregida,
    componer_cobertura_revisada,
    componer_cortesia,
    componer_retirada_de_cortesia,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.veredictos import CUBREN, corregir, veredicto_de_incidencia
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.palabras import decir

ESTADOS = ("cubierto", "parcial", "no")
CENTIMO = Decimal("0.01")
LO_MAS_CARO = Decimal(100_000)
LARGO_MOTIVO = 500


@transaction.atomic
def corregir_veredicto(
    pk: int,
    *,
    por: Actor,
    estado: str,
    motivo: str,
    paga: str = "",
    piezas_pct: int = 100,
    mano_obra_pct: int = 100,
    desplazamiento_pct: int = 100,
    hasta: date | None = None,
    en: datetime | None = None,
) -> Incidencia:
    """Decide the coverage of a case against its verdict; the old one is kept with the reason.

    Raises ErrorDeNegocio for who may not (`incidencias/permisos.py`), without a reason, without
    somebody who pays what is covered, or for shares that are not of that state.
    """
    expediente = bloquear(pk)
    exigir_correccion(por)
    _exigir_vivo(expediente)
    motivo = _exigir_motivo(motivo, _("Para corregir la cobertura hay que decir por qué."))
    partes = {
        "piezas": piezas_pct,
        "mano_obra": mano_obra_pct,
        "desplazamiento": desplazamiento_pct,
    }
    _exigir_reparto(estado, paga, partes)
    antes = expediente.incidencia.veredicto
    veredicto = corregir(antes, estado=estado, paga=paga, partes=partes, hasta=hasta)
    if veredicto == antes:
        raise ErrorDeNegocio(_("La cobertura ya está decidida así."), campo="estado")
    componer_cobertura_corregida(
        expediente, veredicto, motivo=motivo, por=por, en=instante(expediente, en)
    )
    return guardar_expediente(expediente)


@transaction.atomic
def revisar_veredicto(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Decide again with what the unit and the case say now (the purchase came later, say).

    One that a person corrected is only decided again by who may correct it. Raises ErrorDeNegocio
    if nothing changes.
    """
    expediente = bloquear(pk)
    _exigir_vivo(expediente)
    incidencia = expediente.incidencia
    if incidencia.veredicto.get("corregido"):
        exigir_correccion(por)
    if incidencia.equipo_id is None:
        raise ErrorDeNegocio(decir(_("Di antes de [qué equipo] se trata.")))
    nuevo = veredicto_de_incidencia(incidencia)
    if componer_cobertura_revisada(expediente, nuevo, por=por, en=instante(expediente, en)) is None:
        raise ErrorDeNegocio(_("Con lo que se sabe hoy, la cobertura es la misma."))
    return guardar_expediente(expediente)


@transaction.atomic
def dar_cortesia(
    pk: int, *, por: Actor, coste_eur: Decimal, motivo: str, en: datetime | None = None
) -> Incidencia:
    """We pay what the customer would: an explicit choice, with its cost and its reason.

    Raises ErrorDeNegocio above the limit of who acts (the sentence says who can), for what is
    covered already and for a second one on the same case.
    """
    expediente = bloquear(pk)
    _exigir_vivo(expediente)
    coste_eur = _exigir_coste(coste_eur)
    exigir_cortesia(por, coste_eur)
    motivo = _exigir_motivo(motivo, _("Para dar una cortesía hay que decir por qué."))
    if expediente.incidencia.veredicto.get("estado") == "cubierto":
        raise ErrorDeNegocio(_("Ya está cubierto: no hay nada que pagar por cortesía."))
    if _cortesia_de(expediente.incidencia) is not None:
        raise ErrorDeNegocio(_("Esta incidencia ya tiene una cortesía: retírala antes."))
    componer_cortesia(
        expediente, coste_eur=coste_eur, motivo=motivo, por=por, en=instante(expediente, en)
    )
    return guardar_expediente(expediente)


@transaction.atomic
def retirar_cortesia(pk: int, *, por: Actor, motivo: str, en: datetime | None = None) -> Incidencia:
    """Take goodwill back, with a reason: whoever could give it, can."""
    expediente = bloquear(pk)
    _exigir_vivo(expediente)
    ajuste = _cortesia_de(expediente.incidencia)
    if ajuste is None:
        raise ErrorDeNegocio(_("Esta incidencia no tiene ninguna cortesía."))
    exigir_cortesia(por, ajuste.coste_eur or Decimal(0))
    motivo = _exigir_motivo(motivo, _("Para retirar una cortesía hay que decir por qué."))
    componer_retirada_de_cortesia(
        expediente, ajuste, motivo=motivo, por=por, en=instante(expediente, en)
    )
    ajuste.save(update_fields=["retirado_en", "motivo_retirada"])
    return guardar_expediente(expediente)


@transaction.atomic
def fijar_limites_de_cortesia(limites: Mapping[str, Decimal | None], *, por: Usuario) -> None:
    """Say how much each role may give alone: {role: euros, or None without limit}; the rest, none.

    What was given before stands.
    """
    LimiteCortesia.objects.exclude(rol__in=limites).delete()
    for rol, importe_eur in limites.items():
        LimiteCortesia.objects.update_or_create(rol=rol, defaults={"importe_eur": importe_eur})


def _cortesia_de(incidencia: Incidencia) -> AjusteCobertura | None:
    vivas = incidencia.ajustes_de_cobertura.filter(clase=ClaseAjuste.CORTESIA, retirado_en=None)
    return vivas.first()


def _exigir_vivo(expediente: Expediente) -> None:
    incidencia = expediente.incidencia
    if incidencia.estado in SIN_CONVERSACION:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s: su cobertura ya no se toca.")
            % {"codigo": incidencia.codigo, "estado": incidencia.get_estado_display().lower()},
            codigo="transicion",
        )


def _exigir_motivo(motivo: str, frase: str) -> str:
    texto = exigir_texto(motivo, frase, "motivo")
    if len(texto) > LARGO_MOTIVO:
        raise ErrorDeNegocio(
            _("El motivo pasa de %(n)s letras.") % {"n": LARGO_MOTIVO}, campo="motivo"
        )
    return texto


def _exigir_coste(coste_eur: Decimal) -> Decimal:
    """In cents. What it costs us, roughly: the orders will say exactly."""
    if not Decimal(0) < coste_eur <= LO_MAS_CARO:
        raise ErrorDeNegocio(
            _("Una cortesía cuesta algo, y no más de 100.000 €: di cuánto."), campo="coste_eur"
        )
    return coste_eur.quantize(CENTIMO)


def _exigir_reparto(estado: str, paga: str, partes: dict[str, int]) -> None:
    if estado not in ESTADOS:
        raise ErrorDeNegocio(_("Di si está cubierto, en parte o no."), campo="estado")
    if estado not in CUBREN:
        return
    if paga not in GARANTES:
        raise ErrorDeNegocio(
            _("Di quién paga lo cubierto: ni el cliente ni una cortesía."), campo="paga"
        )
    for concepto, pct in partes.items():
        if not 0 <= pct <= 100:
            raise ErrorDeNegocio(_("Un porcentaje va de 0 a 100."), campo=f"{concepto}_pct")
    if (min(partes.values()) == 100) != (estado == "cubierto") or not any(partes.values()):
        raise ErrorDeNegocio(
            _("Cubierto es el 100 % de todo; en parte, algo menos y más que nada."),
            campo="piezas_pct",
        )
