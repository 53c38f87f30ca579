"""What will happen if a unit is transferred or replaced, before deciding it.

The service itself does it and it is undone (`nucleo.simulacro`): what the screen says is what the
button does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Cobertura, Equipo, TipoCobertura, Traspaso
from clientes.servicios import sustituir_equipo, traspasar_equipo
from nucleo.simulacro import simular


@dataclass(frozen=True)
class PrevisionTraspaso:
    """What goes along, what ends and what is forgotten."""

    traspaso: Traspaso
    equipos: list[Equipo]  # it and its parts
    siguen: list[Cobertura]
    acaban: list[Cobertura]
    sale_de: Equipo | None
    se_borra: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PrevisionSustitucion:
    """The new unit and what it takes from the faulty one."""

    nuevo: Equipo
    siguen: list[Cobertura]
    acaban: list[Cobertura]
    partes: list[Equipo]
    compras: int
    legal_antes: date | None
    legal_despues: date | None
    dias_parada: int
    posterior: Cobertura | None


def prever_traspaso(equipo: Equipo, *, por: Actor, **datos: Any) -> PrevisionTraspaso:
    """Raises the same ErrorDeNegocio as the transfer."""
    con_todo = Equipo.objects.select_related("producto", "padre__producto", "sede")
    antes = con_todo.select_related("usuario_contacto").get(pk=equipo.pk)
    dentro = Equipo.objects.dentro_de(antes.pk).select_related("producto").order_by("pk")
    equipos = [antes, *dentro]
    vigentes = _vigentes_de(equipos)

    def leer(traspaso: Traspaso) -> PrevisionTraspaso:
        siguen, acaban = _repartir(vigentes, traspaso.fecha)
        return PrevisionTraspaso(
            traspaso=traspaso,
            equipos=equipos,
            siguen=siguen,
            acaban=acaban,
            sale_de=antes.padre,
            se_borra=_lo_del_anterior(antes),
        )

    return simular(lambda: traspasar_equipo(equipo.pk, por=por, **datos), leer)


def _lo_del_anterior(equipo: Equipo) -> list[str]:
    """What only the owner before had said: it does not go along."""
    suyo = (
        (_("cómo lo llama (%(dato)s)"), equipo.alias),
        (_("quién lo usa (%(dato)s)"), equipo.usuario_contacto),
        (_("dónde está (%(dato)s)"), equipo.sede),
    )
    return [frase % {"dato": dato} for frase, dato in suyo if dato]


def prever_sustitucion(equipo: Equipo, *, por: Actor, **datos: Any) -> PrevisionSustitucion:
    """Raises the same ErrorDeNegocio as the replacement."""
    vigentes = _vigentes_de([equipo])
    antes = {cobertura.pk for cobertura in vigentes}
    partes = list(equipo.partes.select_related("producto").order_by("pk"))

    def leer(nuevo: Equipo) -> PrevisionSustitucion:
        siguen = _vigentes_de([nuevo])
        _siguen, acaban = _repartir(vigentes, datos["entregado_en"])
        parada = nuevo.suspensiones.order_by("-entregado_en").first()
        parada_hoy = parada is not None and parada.devuelto_en == datos["entregado_en"]
        nuevas = [una for una in siguen if una.pk not in antes]
        return PrevisionSustitucion(
            nuevo=nuevo,
            siguen=[
                una for una in siguen if una.tipo != TipoCobertura.POSTERIOR or una.pk in antes
            ],
            acaban=[una for una in acaban if not _la_da_tambien(una, siguen)],
            partes=partes,
            compras=nuevo.compras.count(),
            legal_antes=_fin_legal(vigentes),
            legal_despues=_fin_legal(siguen),
            dias_parada=(parada.devuelto_en - parada.entregado_en).days
            if parada is not None and parada.devuelto_en is not None and parada_hoy
            else 0,
            posterior=next((una for una in nuevas if una.tipo == TipoCobertura.POSTERIOR), None),
        )

    return simular(lambda: sustituir_equipo(equipo.pk, por=por, **datos), leer)


def _repartir(antes: list[Cobertura], fecha: date) -> tuple[list[Cobertura], list[Cobertura]]:
    """Those that go on and those that end, as they were before; the past is past."""
    vivas = [cobertura for cobertura in antes if cobertura.fecha_fin > fecha]
    ahora = Cobertura.objects.vigentes().in_bulk([una.pk for una in vivas])
    siguen = [una for una in vivas if una.pk in ahora and ahora[una.pk].fecha_fin > fecha]
    return siguen, [una for una in vivas if una not in siguen]


def _la_da_tambien(cobertura: Cobertura, de_la_nueva: list[Cobertura]) -> bool:
    """A contract ends for the faulty one and begins for the new one: it goes on."""
    suyo = cobertura.contrato_id
    return suyo is not None and any(una.contrato_id == suyo for una in de_la_nueva)


def _vigentes_de(equipos: list[Equipo]) -> list[Cobertura]:
    suyas = Cobertura.objects.vigentes().filter(equipo__in=equipos)
    return list(suyas.select_related("equipo__producto").order_by("fecha_inicio", "pk"))


def _fin_legal(coberturas: list[Cobertura]) -> date | None:
    fines = [una.fecha_fin for una in coberturas if una.tipo == TipoCobertura.LEGAL]
    return max(fines, default=None)
