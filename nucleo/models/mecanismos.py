"""Rows that belong to a mechanism and not to the business: cursors and idempotency keys."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Cursor(models.Model):
    """How far a consumer has read the events of a lower app."""

    consumidor = models.CharField(_("consumidor"), max_length=80, unique=True)
    hasta = models.DateTimeField(_("leído hasta"), null=True)
    # Of the overlap before `hasta`: only for who reads each event once.
    vistos = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    movido_en = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursores")

    def __str__(self) -> str:
        return self.consumidor


class ClaveIdempotencia(models.Model):
    """An Idempotency-Key of the API with the answer it got, saved together with its effect."""

    solicitante = models.CharField(_("solicitante"), max_length=80)
    clave = models.CharField(_("clave"), max_length=200)
    huella = models.CharField(_("huella de la petición"), max_length=64)
    estado_http = models.PositiveSmallIntegerField(null=True)
    respuesta = models.JSONField(null=True)
    cabeceras = models.JSONField(default=dict)
    creada_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("clave de idempotencia")
        verbose_name_plural = _("claves de idempotencia")
        constraints = [
            models.UniqueConstraint(
                name="claveidempotencia_una_por_solicitante", fields=["solicitante", "clave"]
            ),
            models.CheckConstraint(
                name="claveidempotencia_respuesta_con_estado",
                condition=Q(estado_http__isnull=False) | Q(respuesta=None),
            ),
        ]
        indexes = [models.Index(fields=["creada_en"], name="claveidempotencia_creada")]  # cleaning

    def __str__(self) -> str:
        return self.clave
