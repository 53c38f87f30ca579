"""Open clocks computed again when what judges them changes: a version, a holiday, a contract.

A derivation, not a decision: no event. Met, breached and ended ones keep the versions they had.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from incidencias.models import ABIERTAS, Incidencia, ObjetivoSLA
from incidencias.relojes import olvidar_relojes, reloj_de_caso
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import Expediente, recomponer_objetivos
from incidencias.servicios.guardado import guardar_derivadas, limites_de

LOTE = 500
LO_QUE_CAMBIA = (
    *("version_politica_id", "version_calendario_id", "regla", "contrato_id", "segundos"),
    *("limite_en", "pausado_en", "proximo_escalon_en"),
)


def recalcular_abiertos(*, guardar: bool = True) -> int:
    """Look at every open clock; returns how many cases changed, or would."""
    olvidar_relojes()
    cambiadas = 0
    for incidencia in con_relojes_abiertos():
        if _cambiaria(incidencia):
            cambiadas += recalcular_caso(incidencia.pk) if guardar else 1
    return cambiadas


@transaction.atomic
def recalcular_caso(pk: int) -> bool:
    """Compute its open clocks again, its row locked; False if nothing changes."""
    expediente = bloquear(pk)
    if not _recomponer(expediente):
        return False
    guardar_derivadas(expediente.objetivos)
    expediente.poner_limites(*limites_de(pk))
    expediente.incidencia.save(update_fields=["proximo_limite_en", "limite_legal_en"])
    return True


def con_relojes_abiertos() -> Iterator[Incidencia]:
    """The open cases with a clock, by batches of their key, with what decides their policy."""
    corre = ObjetivoSLA.objects.filter(incidencia=OuterRef("pk"), cumplido_en=None, anulado_en=None)
    casos = (
        Incidencia.objects.filter(Exists(corre), estado__in=ABIERTAS)
        .select_related("cliente", "equipo__producto", "sede")
        .defer("busqueda", "descripcion", "cliente__trigramas", "equipo__trigramas")
        .order_by("pk")
    )
    ultimo = 0
    while lote := list(casos.filter(pk__gt=ultimo)[:LOTE]):
        yield from lote
        ultimo = lote[-1].pk


def _cambiaria(incidencia: Incidencia) -> bool:
    reloj = reloj_de_caso(incidencia, timezone.now())
    abiertos = list(incidencia.objetivos.filter(cumplido_en=None, anulado_en=None))
    return _recomponer(Expediente(incidencia, reloj, objetivos=abiertos))


def _recomponer(expediente: Expediente) -> bool:
    ahora = timezone.now()
    antes = [_foto(objetivo) for objetivo in expediente.objetivos]
    expediente.reloj = reloj_de_caso(expediente.incidencia, ahora)
    recomponer_objetivos(expediente, en=ahora)
    # A level that is behind is looked for again by its own sweep: that alone is no change.
    return antes != [_foto(objetivo) for objetivo in expediente.objetivos]


def _foto(objetivo: ObjetivoSLA) -> list[object]:
    return [getattr(objetivo, campo) for campo in LO_QUE_CAMBIA if campo != "proximo_escalon_en"]
