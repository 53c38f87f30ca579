"""Cases that have to do with one another, and senders of whom we want nothing."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class ClaseVinculo(models.TextChoices):
    RELACIONADA = "relacionada", _("Relacionada")
    MISMA_CAUSA = "misma_causa", _("La misma causa")


class Vinculo(models.Model):
    """Two cases that are worth seeing together. Written once: the one opened before goes first."""

    una = models.ForeignKey(Incidencia, models.PROTECT, related_name="+", db_index=False)
    otra = models.ForeignKey(Incidencia, models.PROTECT, related_name="+")
    clase = models.CharField(
        _("por qué"), max_length=12, choices=ClaseVinculo, default=ClaseVinculo.RELACIONADA
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    creado_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("vínculo entre incidencias")
        verbose_name_plural = _("vínculos entre incidencias")
        constraints = [
            valores_de("clase", ClaseVinculo),
            models.CheckConstraint(
                name="vinculo_en_orden",
                condition=Q(una__lt=F("otra")),
                violation_error_message=_("Una incidencia no se relaciona consigo misma."),
            ),
            models.UniqueConstraint(
                name="vinculo_una_vez",
                fields=["una", "otra"],
                violation_error_message=_("Esas incidencias ya están relacionadas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.una_id} - {self.otra_id}"


class RemitenteVetado(models.Model):
    """An address, or a whole domain ("@ofertas.example"), whose mail opens nothing."""

    remitente = models.CharField(
        _("remitente"),
        max_length=254,
        help_text=_("Un correo, o todo un dominio: @ofertas.example"),
    )
    motivo = models.CharField(_("por qué"), max_length=200, blank=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    vetado_en = models.DateTimeField(_("vetado"), default=timezone.now, editable=False)
    levantado_en = models.DateTimeField(_("levantado"), null=True, editable=False)

    class Meta:
        verbose_name = _("remitente vetado")
        verbose_name_plural = _("remitentes vetados")
        constraints = [
            models.UniqueConstraint(
                name="remitentevetado_una_vez",
                fields=["remitente"],
                condition=Q(levantado_en=None),
                violation_error_message=_("Ese remitente ya está vetado."),
            ),
            models.CheckConstraint(
                name="remitentevetado_en_minusculas",
                condition=Q(remitente=Lower("remitente")) & ~Q(remitente=""),
            ),
            models.CheckConstraint(
                name="remitentevetado_levantado_despues",
                condition=Q(levantado_en=None) | Q(levantado_en__gte=F("vetado_en")),
            ),
        ]

    def __str__(self) -> str:
        return self.remitente
