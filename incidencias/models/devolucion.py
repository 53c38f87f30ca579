"""Calls that nobody answered and that have to be returned, each with its hour."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.eventos import EventoConContacto
from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones_telefono import EstadoDevolucion
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField


class DevolucionLlamada(models.Model):
    """A number that has to be called back by an hour: one open entry a number.

    It is kept like a promise: returned after `vence_en`, it is done but it was not kept.
    """

    numero = models.CharField(_("teléfono"), max_length=20)
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=EstadoDevolucion,
        default=EstadoDevolucion.PENDIENTE,
        editable=False,
    )
    veces = models.PositiveSmallIntegerField(_("veces que llamó"), default=1)
    primera_en = models.DateTimeField(_("primera llamada"))
    ultima_en = models.DateTimeField(_("última llamada"))
    vence_en = models.DateTimeField(_("para cuándo"))
    dia_vencimiento = DiaLocalField(_("día en que vence"), desde="vence_en")
    hora_pactada = models.BooleanField(_("a la hora que pidió"), default=False)
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="devoluciones_llamada", null=True, blank=True
    )
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("quién la devuelve"),
    )
    intentos = models.PositiveSmallIntegerField(_("intentos"), default=0)
    motivo = models.CharField(_("por qué se descarta"), max_length=200, blank=True)
    creada_en = models.DateTimeField(default=timezone.now, editable=False)
    cerrada_en = models.DateTimeField(_("cerrada"), null=True, editable=False)

    class Meta:
        verbose_name = _("llamada por devolver")
        verbose_name_plural = _("llamadas por devolver")
        constraints = [
            valores_de("estado", EstadoDevolucion),
            models.UniqueConstraint(
                name="devolucionllamada_una_por_numero",
                fields=["numero"],
                condition=Q(estado="pendiente"),
                violation_error_message=_("Ese número ya está entre las llamadas por devolver."),
            ),
            models.CheckConstraint(
                name="devolucionllamada_cerrada_con_instante",
                condition=Q(estado=EstadoDevolucion.PENDIENTE, cerrada_en=None)
                | (~Q(estado=EstadoDevolucion.PENDIENTE) & Q(cerrada_en__isnull=False)),
            ),
            models.CheckConstraint(
                name="devolucionllamada_descartada_con_motivo",
                condition=~Q(estado=EstadoDevolucion.DESCARTADA) | ~Q(motivo=""),
                violation_error_message=_("Para descartarla hay que decir por qué."),
            ),
            models.CheckConstraint(name="devolucionllamada_con_numero", condition=~Q(numero="")),
        ]
        indexes = [
            models.Index(
                name="devolucionllamada_cola",
                fields=["vence_en", "id"],
                condition=Q(estado="pendiente"),
            ),
            models.Index(name="devolucionllamada_dia", fields=["dia_vencimiento"]),
        ]

    def __str__(self) -> str:
        return self.numero


class EventoDevolucion(EventoConContacto):
    """One fact about a call to return (codes in `incidencias/devoluciones.py`)."""

    pk = models.CompositePrimaryKey("devolucion_id", "id")
    devolucion = models.ForeignKey(
        DevolucionLlamada, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso de la llamada por devolver")
        verbose_name_plural = _("sucesos de las llamadas por devolver")
