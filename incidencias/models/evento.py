"""The append-only history of a case; it is its timeline and the source of every indicator."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from clientes.eventos import EventoConContacto
from incidencias.models.incidencia import Incidencia


class EventoIncidencia(EventoConContacto):
    """One fact about a case: who, when, what, in stable codes (see `incidencias/eventos.py`).

    Upper apps write theirs with `incidencias.servicios.anotar`. Free text lives in mutable rows
    (Mensaje, Llamada…), named in `datos` by their id.
    """

    pk = models.CompositePrimaryKey("incidencia_id", "id")
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso de la incidencia")
        verbose_name_plural = _("sucesos de la incidencia")
        constraints = [*EventoConContacto.Meta.constraints]
        indexes = [
            *EventoConContacto.Meta.indexes,
            # The timeline of a case, newest first.
            models.Index(
                name="eventoincidencia_linea", fields=["incidencia", "-ocurrido_en", "-id"]
            ),
            # Nightly indicators: one code, some local days.
            models.Index(name="eventoincidencia_dia", fields=["codigo", "dia_local"]),
            # Reopenings count against the day of the resolution that they undo.
            models.Index(
                KeyTextTransform("dia_resolucion", "datos"),
                name="eventoincidencia_deshecha",
                condition=Q(codigo="reabierta"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.ocurrido_en:%Y-%m-%d %H:%M}"
