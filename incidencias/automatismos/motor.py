"""Finds what the rules have to do, writes it down, and does it: killed at any point, it goes on.

First what has to be done is written (once per rule, case and cause), then it is done, each case in
its transaction. What rules cause sets off rules too; one that goes round is stopped and reported.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, Func, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.actuaciones import actuar
from incidencias.automatismos.condiciones import consulta
from incidencias.eventos import Codigo
from incidencias.models import (
    ABIERTAS,
    Automatismo,
    Canal,
    Cuando,
    EjecucionAutomatismo,
    EventoIncidencia,
    Incidencia,
    IncidenciaQuerySet,
    Momento,
    ResultadoEjecucion,
)
from incidencias.servicios import anotar
from incidencias.servicios.automatismos import parar_automatismo
from nucleo.catalogos import CALENDARIO_GENERAL
from nucleo.cursores import leer_una_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import VersionCalendario
from nucleo.tiempo import dia_local

registro = logging.getLogger(__name__)

CONSUMIDOR = "automatismos"
# What happened long before we knew (an import, a phone that was out of coverage) sets nothing off.
RECIENTE = timedelta(days=1)
LOTE = 500
# A rule that acts more often than this on one case within the hour is going round.
VUELTAS = 5
EN = timedelta(hours=1)


def dar_una_vuelta() -> int:
    """Find what is new and do what is pending; returns how many were done."""
    vivos = list(Automatismo.objects.vivos().prefetch_related("acciones"))
    _apuntar_sucesos([uno for uno in vivos if uno.cuando == Cuando.SUCESO])
    for automatismo in vivos:
        if automatismo.cuando == Cuando.TIEMPO:
            _apuntar_tiempo(automatismo)
    return hacer_lo_pendiente()


def casos_de(automatismo: Automatismo, casos: IncidenciaQuerySet) -> IncidenciaQuerySet:
    """Those of `casos` that meet its conditions. Raises ErrorDeNegocio if one cannot be judged."""
    propias = casos.filter(origen__in=["", Canal.PORTAL])  # not another system's history
    return propias.filter(consulta(automatismo.condiciones, todas=automatismo.todas))


@transaction.atomic
def _apuntar_sucesos(automatismos: list[Automatismo]) -> None:
    """Judge each new event once, by the case as it is now: what becomes of it later is not news."""
    if not automatismos:
        return
    por_suceso: dict[str, list[Automatismo]] = defaultdict(list)
    for uno in automatismos:
        por_suceso[uno.suceso].append(uno)
    nuevos = EventoIncidencia.objects.filter(
        codigo__in=por_suceso,
        ocurrido_en__gte=F("registrado_en") - RECIENTE,
        registrado_en__gte=min(uno.activo_desde for uno in automatismos if uno.activo_desde),
    )
    causas: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for evento in leer_una_vez(CONSUMIDOR, nuevos):
        for uno in por_suceso[evento.codigo]:
            if uno.activo_desde is not None and evento.registrado_en >= uno.activo_desde:
                causas[uno.pk].append((evento.incidencia_id, f"suceso:{evento.id}"))
    for uno in automatismos:
        _apuntar(uno, causas[uno.pk])


def _apuntar_tiempo(automatismo: Automatismo) -> None:
    """The cases whose time has come since the rule is on."""
    ahora, campo = timezone.now(), automatismo.momento
    espera = timedelta(hours=automatismo.horas or 0)
    casos = Incidencia.objects.all()
    if campo == Momento.LIMITE:
        desde, hasta = max(ahora, (automatismo.activo_desde or ahora)), ahora + espera
    else:
        desde, hasta = (automatismo.activo_desde or ahora) - espera, ahora - espera
    casos = casos.filter(**{f"{campo}__gte": desde, f"{campo}__lte": hasta})
    if campo != Momento.RESUELTA:
        casos = casos.filter(estado__in=ABIERTAS)
    try:
        casos = casos_de(automatismo, casos)
    except ErrorDeNegocio as error:
        parar_automatismo(automatismo, por_que=str(error))
        return
    # Only what is not written down: a full batch of what is done would hide all that comes after.
    nuevos = casos.filter(~Exists(_apuntadas(automatismo, campo)))
    instantes = nuevos.order_by(campo).values_list("pk", campo)[:LOTE]
    _apuntar(automatismo, [(pk, _causa(campo, instante)) for pk, instante in instantes])


def _causa(campo: str, instante: datetime) -> str:
    return f"{campo}:{instante.isoformat(timespec='seconds')}"


def _apuntadas(automatismo: Automatismo, campo: str) -> Any:
    """Of the case outside, what the rule has written down for that instant: `_causa`, in SQL."""
    instante = Func(
        OuterRef(campo),
        template="to_char(%(expressions)s AT TIME ZONE 'UTC', "
        '\'YYYY-MM-DD"T"HH24:MI:SS"+00:00"\')',
        output_field=CharField(),
    )
    causa = Concat(Value(f"{campo}:"), instante, output_field=CharField())
    return EjecucionAutomatismo.objects.filter(
        automatismo=automatismo, incidencia=OuterRef("pk"), causa=causa
    )


def _apuntar(automatismo: Automatismo, causas: list[tuple[int, str]]) -> None:
    """Write down what has to be done, once per cause, on those that meet the conditions."""
    if not causas:
        return
    try:
        pedidos = Incidencia.objects.filter(pk__in={pk for pk, _causa in causas})
        cumplen = set(casos_de(automatismo, pedidos).values_list("pk", flat=True))
    except ErrorDeNegocio as error:
        parar_automatismo(automatismo, por_que=str(error))
        return
    EjecucionAutomatismo.objects.bulk_create(
        [
            EjecucionAutomatismo(automatismo=automatismo, incidencia_id=pk, causa=causa)
            for pk, causa in causas
            if pk in cumplen
        ],
        ignore_conflicts=True,
    )


def hacer_lo_pendiente() -> int:
    """Do what is written down, each in its transaction; returns how many were done."""
    abierta = esta_en_horario(timezone.now())
    pendientes = EjecucionAutomatismo.objects.filter(
        resultado=ResultadoEjecucion.PENDIENTE, automatismo__parado_en=None
    )
    if not abierta:
        pendientes = pendientes.filter(automatismo__solo_en_horario=False)
    ids = pendientes.order_by("id").values_list("pk", flat=True)[:LOTE]
    return sum(_hacer(pk) for pk in list(ids))


def esta_en_horario(ahora: datetime) -> bool:
    """Whether the house is open at that instant, by its general calendar."""
    dia = dia_local(ahora)
    version = VersionCalendario.objects.filter(
        calendario__nombre=CALENDARIO_GENERAL, vigente_desde__lte=dia
    ).latest("vigente_desde")
    tramos = version.horario().tramos_del_dia(dia)
    return any(desde <= ahora < hasta for desde, hasta in tramos)


@transaction.atomic
def _hacer(pk: int) -> bool:
    """One of them; whoever is doing it already keeps it."""
    ejecucion = (
        EjecucionAutomatismo.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("automatismo", "incidencia")
        .filter(pk=pk, resultado=ResultadoEjecucion.PENDIENTE)
        .first()
    )
    if ejecucion is None or not ejecucion.automatismo.esta_vivo:
        return False
    if _da_vueltas(ejecucion):
        _anotar(ejecucion, ResultadoEjecucion.FALLIDA, _("Se repetía: lo hemos parado."))
        por_que = _("Actuaba una y otra vez sobre la misma incidencia.")
        parar_automatismo(ejecucion.automatismo, por_que=por_que)
        return False
    resultado, detalle = _intentar(ejecucion)
    _anotar(ejecucion, resultado, detalle)
    return resultado == ResultadoEjecucion.HECHA


def _intentar(ejecucion: EjecucionAutomatismo) -> tuple[ResultadoEjecucion, str]:
    automatismo, caso = ejecucion.automatismo, ejecucion.incidencia_id
    try:
        with transaction.atomic():  # all its actions or none
            if not casos_de(automatismo, Incidencia.objects.filter(pk=caso)).exists():
                return ResultadoEjecucion.DESCARTADA, ""
            for accion in automatismo.acciones.all():
                actuar(caso, accion.codigo, accion.datos, por=SISTEMA)
            anotar(
                ejecucion.incidencia,
                Codigo.AUTOMATISMO,
                por=SISTEMA,
                automatismo=automatismo.pk,
                ejecucion=ejecucion.pk,
            )
    except ErrorDeNegocio as error:
        return ResultadoEjecucion.FALLIDA, str(error)
    except Exception:  # noqa: BLE001 - one that breaks must not stop the rest, now and every minute
        registro.exception("la ejecución %s de un automatismo no se pudo hacer", ejecucion.pk)
        return ResultadoEjecucion.FALLIDA, _("Un error nuestro: ha quedado anotado.")
    return ResultadoEjecucion.HECHA, ""


def _da_vueltas(ejecucion: EjecucionAutomatismo) -> bool:
    hechas = EjecucionAutomatismo.objects.filter(
        automatismo=ejecucion.automatismo,
        incidencia=ejecucion.incidencia,
        resultado=ResultadoEjecucion.HECHA,
        hecha_en__gte=timezone.now() - EN,
    )
    return hechas.count() >= VUELTAS


def _anotar(ejecucion: EjecucionAutomatismo, resultado: str, detalle: str) -> None:
    ejecucion.resultado, ejecucion.detalle = resultado, detalle[:500]
    ejecucion.hecha_en = timezone.now()
    ejecucion.save(update_fields=["resultado", "detalle", "hecha_en"])
