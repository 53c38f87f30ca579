"""Facts to count, written straight into the tables: the valid minimum."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from incidencias.models import Estado
from incidencias.tests.fabricas import EventoIncidenciaFactory, IncidenciaFactory
from indicadores.models import Medicion, Meta

MADRID = ZoneInfo("Europe/Madrid")


def el(dia: str, hora: str = "10:00") -> datetime:
    """An instant of the company's day: `el("2026-03-02", "09:30")`."""
    return datetime.fromisoformat(f"{dia}T{hora}").replace(tzinfo=MADRID)


class LlegadaFactory(IncidenciaFactory):
    """A case that arrived on Monday 2 March 2026 at ten."""

    ocurrida_en = factory.LazyAttribute(lambda yo: el(yo.dia))
    contactos_cliente = 1

    class Params:
        dia = "2026-03-02"


class ResueltaFactory(LlegadaFactory):
    """A case resolved at the first contact, in one hour."""

    estado = Estado.RESUELTA
    resuelta_en = factory.LazyAttribute(lambda yo: el(yo.dia, "11:00"))
    dia_resolucion = factory.LazyAttribute(lambda yo: date.fromisoformat(yo.dia))
    segundos_resolucion = 3600
    solucion = "Cambio de compresor"
    causa = "desgaste"

    @factory.post_generation
    def suceso(self, crear, extraido, **kwargs):
        if crear and extraido is not False:
            EventoIncidenciaFactory(
                incidencia=self,
                codigo="resuelta",
                ocurrido_en=self.resuelta_en,
                datos={"segundos": self.segundos_resolucion},
            )

    class Meta:
        skip_postgeneration_save = True


class MedicionFactory(DjangoModelFactory):
    class Meta:
        model = Medicion

    indicador = "csat"
    dimension = "total"
    dia = date(2026, 3, 2)
    valor = ""
    n = 10
    aciertos = 8
    fallos = 2


class MetaFactory(DjangoModelFactory):
    class Meta:
        model = Meta

    indicador = "csat"
    vigente_desde = date(2026, 1, 1)
    objetivo = 85
    fijada_por = factory.SubFactory("cuentas.tests.fabricas.GestorFactory")


def medir(*dias: str) -> None:
    """Measure those days, or every day that has facts."""
    from indicadores.recalculo import lotes_de_dias, recalcular

    for hechos, lote in lotes_de_dias():
        recalcular(hechos, [dia for dia in lote if not dias or dia.isoformat() in dias])


def cifra(indicador: str, dimension: str = "total", valor: str = "", dia: str = "2026-03-02"):
    """(n, hits, misses, still open) of one measurement; zeros if there is none."""
    fila = Medicion.objects.filter(
        indicador=indicador, dimension=dimension, lapso="dia", valor=valor, dia=dia
    ).first()
    return (fila.n, fila.aciertos, fila.fallos, fila.pendientes) if fila else (0, 0, 0, 0)
