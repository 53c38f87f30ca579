"""When somebody is away, and who covers them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import dias, mismo, sin_solape


class AusenciaQuerySet(models.QuerySet["Ausencia"]):
    def del_dia(self, dia: date) -> AusenciaQuerySet:
        """Absences that cover the local day `dia`."""
        return self.filter(desde__lte=dia, hasta__gte=dia)


class Ausencia(models.Model):
    """Days in which a person does not work, both included; the substitute covers their cases."""

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="ausencias", db_index=False
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), help_text=_("El último día que falta."))
    suplente = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="suplencias",
        null=True,
        blank=True,
        verbose_name=_("quién le cubre"),
    )

    objects = AusenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("ausencia")
        verbose_name_plural = _("ausencias")
        constraints = [
            models.CheckConstraint(
                name="ausencia_acaba_despues",
                condition=Q(hasta__gte=F("desde")),
                violation_error_message=_("El último día no puede ser antes que el primero."),
            ),
            models.CheckConstraint(
                name="ausencia_la_cubre_otro",
                condition=Q(suplente=None) | ~Q(suplente=F("usuario")),
                violation_error_message=_("Nadie se cubre a sí mismo."),
            ),
            sin_solape(
                "ausencia_sin_solape",
                mismo("usuario"),
                dias("desde", "hasta"),
                frase=_("Ya tiene una ausencia en esos días."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.usuario}: {self.desde:%d/%m/%Y}–{self.hasta:%d/%m/%Y}"
