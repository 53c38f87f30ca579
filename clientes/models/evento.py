"""The append-only histories of customers and units (codes in `clientes/eventos.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clientes.models.autoria import EventoConContacto
from clientes.models.cliente import Cliente
from clientes.models.equipo import Equipo


class EventoCliente(EventoConContacto):
    """One fact about a customer, its contacts, sites and purchases."""

    pk = models.CompositePrimaryKey("cliente_id", "id")
    cliente = models.ForeignKey(Cliente, models.PROTECT, related_name="eventos", db_index=False)

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso del cliente")
        verbose_name_plural = _("sucesos del cliente")


class EventoEquipo(EventoConContacto):
    """One fact about a unit: registered, changed, covered, handed in, returned."""

    pk = models.CompositePrimaryKey("equipo_id", "id")
    equipo = models.ForeignKey(Equipo, models.PROTECT, related_name="eventos", db_index=False)

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso del equipo")
        verbose_name_plural = _("sucesos del equipo")
