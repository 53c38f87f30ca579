"""What is on its way to be said: replies that have not left, files not sent, mentions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.conversacion import Borrador, Mensaje
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class EstadoRespuesta(models.TextChoices):
    PROGRAMADA = "programada", _("Programada")
    ENVIADA = "enviada", _("Enviada")
    ANULADA = "anulada", _("Anulada")
    RETENIDA = "retenida", _("Retenida")  # something happened before: a person decides


class RespuestaProgramada(models.Model):
    """A reply that has not left yet: within the seconds to undo it, or for later.

    Until it leaves there is no message, no mail and no event: the clocks see the real instant.
    """

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="respuestas_programadas"
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    texto = models.TextField(_("texto"), max_length=100_000)
    enviar_en = models.DateTimeField(_("sale"))
    es_para_luego = models.BooleanField(
        default=False, help_text=_("Con fecha elegida, y no solo los segundos para deshacer.")
    )
    solo_si_calla = models.BooleanField(_("no enviarla si el cliente escribe antes"), default=False)
    plantillas = ArrayField(models.BigIntegerField(), default=list, blank=True)
    estado = models.CharField(
        max_length=10,
        choices=EstadoRespuesta,
        default=EstadoRespuesta.PROGRAMADA,
        editable=False,
    )
    motivo = models.CharField(_("por qué no ha salido"), max_length=300, blank=True)
    creada_en = models.DateTimeField(default=timezone.now, editable=False)
    terminada_en = models.DateTimeField(null=True, editable=False)
    anulada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )
    mensaje = models.OneToOneField(
        Mensaje, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("respuesta programada")
        verbose_name_plural = _("respuestas programadas")
        constraints = [
            valores_de("estado", EstadoRespuesta),
            models.CheckConstraint(
                name="respuestaprogramada_enviada_con_mensaje",
                condition=Q(estado=EstadoRespuesta.ENVIADA, mensaje__isnull=False)
                | (~Q(estado=EstadoRespuesta.ENVIADA) & Q(mensaje=None)),
            ),
            models.CheckConstraint(
                name="respuestaprogramada_terminada_con_instante",
                condition=Q(
                    estado__in=[EstadoRespuesta.ENVIADA, EstadoRespuesta.ANULADA],
                    terminada_en__isnull=False,
                )
                | Q(
                    estado__in=[EstadoRespuesta.PROGRAMADA, EstadoRespuesta.RETENIDA],
                    terminada_en=None,
                ),
            ),
            models.CheckConstraint(
                name="respuestaprogramada_anulada_por_alguien",
                condition=Q(anulada_por=None) | Q(estado=EstadoRespuesta.ANULADA),
            ),
        ]
        indexes = [
            models.Index(  # for the worker that looks for what has to leave
                name="respuesta_por_salir",
                fields=["enviar_en"],
                condition=Q(estado="programada"),
            ),
            models.Index(  # for the page of the case
                name="respuesta_pendiente",
                fields=["incidencia"],
                condition=Q(estado__in=["programada", "retenida"]),
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:60]


class AdjuntoPorEnviar(models.Model):
    """A file of a draft, or of a reply that has not left yet."""

    borrador = models.ForeignKey(
        Borrador, models.CASCADE, related_name="adjuntos", null=True, blank=True
    )
    respuesta = models.ForeignKey(
        RespuestaProgramada, models.CASCADE, related_name="adjuntos", null=True, blank=True
    )
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    nombre = models.CharField(_("nombre"), max_length=150)

    class Meta:
        verbose_name = _("adjunto por enviar")
        verbose_name_plural = _("adjuntos por enviar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="adjuntoporenviar_de_uno",
                condition=Q(borrador__isnull=False, respuesta=None)
                | Q(borrador=None, respuesta__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class Mencion(models.Model):
    """Somebody of the house called in a note: «@luis.perez, ¿lo miras?»."""

    mensaje = models.ForeignKey(Mensaje, models.PROTECT, related_name="menciones", db_index=False)
    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="menciones")
    creada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mención")
        verbose_name_plural = _("menciones")
        constraints = [
            models.UniqueConstraint(name="mencion_una_por_nota", fields=["mensaje", "usuario"])
        ]

    def __str__(self) -> str:
        return f"@{self.usuario_id}"
