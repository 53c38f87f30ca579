"""The append-only history of an order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clientes.eventos import EventoConContacto
from sat.models.orden import OrdenTrabajo


class EventoOrden(EventoConContacto):
    """One fact about an order, in stable codes (see `sat/eventos.py`)."""

    pk = models.CompositePrimaryKey("orden_id", "id")
    orden = models.ForeignKey(OrdenTrabajo, models.PROTECT, related_name="eventos", db_index=False)

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso de la orden")
        verbose_name_plural = _("sucesos de la orden")
        constraints = [*EventoConContacto.Meta.constraints]
        indexes = [
            *EventoConContacto.Meta.indexes,
            # The timeline of an order, newest first.
            models.Index(name="eventoorden_linea", fields=["orden", "-ocurrido_en", "-id"]),
            # Nightly indicators: one code, some local days.
            models.Index(name="eventoorden_dia", fields=["codigo", "dia_local"]),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.ocurrido_en:%Y-%m-%d %H:%M}"
