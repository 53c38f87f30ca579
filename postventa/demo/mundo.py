"""What every story of the demo shares: the dice, the clock, the company, its SAT, its customers."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from clientes.models import Contacto
from incidencias.models import Incidencia
from incidencias.relojes import Reloj, reloj_para
from incidencias.servicios.composicion import Fichero
from postventa.demo.azar import Azar
from postventa.demo.casa import DIAS_DE_LA_NUEVA_POLITICA, Agente, Casa
from postventa.demo.clientela import Unidad
from postventa.demo.cuadrilla import Operario, Sat
from postventa.demo.temas import Tema

DIAS = 365
# Days before today: the strike of transport, and when the bad batch of machines begins to fail.
HUELGA = (203, 196)
LOTE_FALLA = (100, 62)
UN_RATO = timedelta(hours=1)


@dataclass
class Mundo:
    azar: Azar
    hoy: date
    ahora: datetime
    casa: Casa
    sat: Sat
    unidades: list[Unidad]
    _relojes: dict[tuple[int, str, int], Reloj] = field(default_factory=dict)

    def reloj(self, grupo_id: int, segmento: str, en: datetime) -> Reloj:
        """The clock that rules; asked to the database once for each version of the policy."""
        tramo = bisect_right(self.casa.cambios_de_politica, en)
        clave = (grupo_id, segmento, tramo)
        if clave not in self._relojes:
            self._relojes[clave] = reloj_para(grupo_id, segmento, en)
        return self._relojes[clave]

    @property
    def es_ahora(self) -> bool:
        """Told now: services act at the present, and a demo told at another hour does without."""
        return abs(timezone.now() - self.ahora) < UN_RATO

    def hace(self, en: datetime) -> int:
        """How many days before today that is."""
        return (self.hoy - en.date()).days

    def en_huelga(self, en: datetime) -> bool:
        return HUELGA[1] <= self.hace(en) <= HUELGA[0]

    def carga(self, en: datetime) -> float:
        """How much slower the office answers: bad weeks, and before the new policy."""
        hace = self.hace(en)
        if self.en_huelga(en):
            return 3.2
        if LOTE_FALLA[1] <= hace <= LOTE_FALLA[0]:
            return 1.7
        return 1.35 if hace > DIAS_DE_LA_NUEVA_POLITICA else 0.85


@dataclass
class Visita:
    """One appointment: when it was given, for when, and what really happened."""

    operario: Operario
    dada_en: datetime
    empieza: datetime
    termina: datetime
    inicio: datetime
    fin: datetime
    resultado: str
    pieza: str = ""  # the part put in, or the one that is missing
    con_cita: bool = True
    movida_de: datetime | None = None  # it was given for that moment first
    parada: bool = False  # only the appointment: whatever comes later is left to people


@dataclass
class PlanOrden:
    """What happens to one order, before there is a row."""

    abierta_en: datetime
    tipo: str
    lugar: str
    visitas: list[Visita] = field(default_factory=list)
    recibida_en: datetime | None = None
    diagnosticada_en: datetime | None = None
    anulada_en: datetime | None = None
    entregada_en: datetime | None = None
    liquidada_en: datetime | None = None
    codigo: str = ""
    externo: str = ""

    @property
    def ultima(self) -> Visita | None:
        return self.visitas[-1] if self.visitas else None


@dataclass
class Plan:
    """What happens to one case, before there is a row."""

    llega: datetime
    tema: Tema
    tipo: str
    canal: str
    grupo: str
    agente: Agente
    contacto: Contacto
    unidad: Unidad | None = None
    impacto: str = "medio"
    urgencia: str = "media"
    codigo: str = ""
    relato: str = ""  # other words than the theme's
    hasta: str = ""  # the step after which nothing happens any more: what is open today
    ordenes: list[PlanOrden] = field(default_factory=list)
    duplica: Plan | None = None
    anulada: bool = False
    vez: int = 1  # second or third call about the same
    humor: float = 0.0  # what the customer thinks so far, around zero
    respondida_en: datetime | None = None
    reabierta_en: datetime | None = None
    incidencia: Incidencia | None = None
    fotos: tuple[Fichero, ...] = ()  # what the customer sends with the report

    @property
    def primera_orden(self) -> PlanOrden | None:
        return self.ordenes[0] if self.ordenes else None


def dentro_de(dias: float) -> timedelta:
    return timedelta(seconds=int(dias * 86_400))
