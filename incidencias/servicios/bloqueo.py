"""Every decision on a case begins here: its row locked, its open clocks at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from incidencias.models import (
    Estado,
    EventoIncidencia,
    Incidencia,
    MotivoEspera,
    ObjetivoSLA,
    TipoObjetivo,
)
from incidencias.relojes import Reloj, reloj_de_caso, reloj_de_objetivo
from incidencias.servicios.composicion import Expediente, recomponer_objetivos
from nucleo.exigencias import momento


def bloquear(pk: int) -> Expediente:
    """Lock the case (before any check: of two simultaneous decisions the second sees the first)."""
    incidencia = (
        Incidencia.objects.select_for_update(of=("self",))
        .select_related("cliente", "contacto", "motivo_espera")
        .get(pk=pk)
    )
    abiertos = list(incidencia.objetivos.filter(cumplido_en=None, anulado_en=None))
    return Expediente(incidencia, _reloj(incidencia, abiertos), objetivos=abiertos)


def _reloj(incidencia: Incidencia, abiertos: Sequence[ObjetivoSLA]) -> Reloj:
    """That of its open targets, which costs nothing; without any, the one that it would have."""
    if not abiertos:
        return reloj_de_caso(incidencia, timezone.now())
    de_resolucion = (uno for uno in abiertos if uno.tipo == TipoObjetivo.RESOLUCION)
    return reloj_de_objetivo(next(de_resolucion, abiertos[0]))


def instante(expediente: Expediente, en: datetime | None) -> datetime:
    """When it happened: now, or `en` if it is credible (not before the case, not tomorrow)."""
    return momento(en, desde=expediente.incidencia.ocurrida_en)


def cambiar_de_reloj(expediente: Expediente, en: datetime) -> None:
    """The case is something else, or another team's: its open clocks are those of now."""
    expediente.reloj = reloj_de_caso(expediente.incidencia, en)
    recomponer_objetivos(expediente, en=en)


def volver_a_antes(expediente: Expediente, final: EventoIncidencia) -> dict[str, Any]:
    """The state and the waiting reason before that ending, with only the clocks that it stopped:
    one annulled before stays so.
    """
    parados = expediente.incidencia.objetivos.filter(cumplido_en=None, anulado_en=final.ocurrido_en)
    expediente.objetivos = list(parados)
    motivo = MotivoEspera.objects.filter(pk=final.datos["motivo"]).first()
    return {"estado": Estado(final.datos["desde"]), "motivo": motivo}


def bloquear_varias(pks: Iterable[int]) -> None:
    """Lock several cases, always in the order of their keys: crossed decisions do not deadlock."""
    filas = Incidencia.objects.select_for_update(of=("self",)).filter(pk__in=set(pks))
    list(filas.order_by("pk").values_list("pk", flat=True))


def bloquear_viva(pk: int) -> Expediente:
    """Lock the case where that one goes on: itself, or the one at the end of its merges."""
    while True:
        expediente = bloquear(_cadena(pk)[-1])
        if expediente.incidencia.fusionada_en_id is None:
            return expediente
        pk = expediente.incidencia.pk  # merged between the look and the lock


def _cadena(pk: int) -> list[int]:
    """The case, the one it was merged into, and so on."""
    cadena = [pk]
    while True:
        siguiente = (
            Incidencia.objects.filter(pk=cadena[-1]).values_list("fusionada_en", flat=True).get()
        )
        if siguiente is None or siguiente in cadena:
            return cadena
        cadena.append(siguiente)
