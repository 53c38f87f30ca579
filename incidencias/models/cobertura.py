"""What people decide over the frozen verdict of a case, and the goodwill each role may give."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cuentas.models import CodigoRol
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class ClaseAjuste(models.TextChoices):
    CORRECCION = "correccion", _("Corrección")
    REVISION = "revision", _("Nueva decisión")  # decided again with what is known now
    CORTESIA = "cortesia", _("Cortesía")


class AjusteCobertura(models.Model):
    """A decision over the frozen verdict, with the verdict as it was before and why."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="ajustes_de_cobertura")
    clase = models.CharField(_("clase"), max_length=12, choices=ClaseAjuste)
    motivo = models.CharField(_("motivo"), max_length=500, blank=True)
    coste_eur = models.DecimalField(
        _("coste (€)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    antes = models.JSONField(_("veredicto anterior"), default=dict)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    hecho_en = models.DateTimeField(_("hecho"), default=timezone.now)
    retirado_en = models.DateTimeField(_("retirado"), null=True, blank=True)
    motivo_retirada = models.CharField(_("motivo de la retirada"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ajuste de cobertura")
        verbose_name_plural = _("ajustes de cobertura")
        constraints = [
            valores_de("clase", ClaseAjuste),
            models.CheckConstraint(
                name="ajustecobertura_con_motivo",
                condition=Q(clase=ClaseAjuste.REVISION) | ~Q(motivo=""),
                violation_error_message=_("Hay que decir por qué."),
            ),
            models.CheckConstraint(
                name="ajustecobertura_cortesia_con_coste",
                condition=Q(clase=ClaseAjuste.CORTESIA, coste_eur__isnull=False, coste_eur__gt=0)
                | (~Q(clase=ClaseAjuste.CORTESIA) & Q(coste_eur=None)),
                violation_error_message=_("Una cortesía cuesta algo: di cuánto."),
            ),
            models.CheckConstraint(
                name="ajustecobertura_retirado_con_motivo",
                condition=Q(retirado_en=None, motivo_retirada="")
                | (
                    Q(retirado_en__isnull=False, clase=ClaseAjuste.CORTESIA)
                    & ~Q(motivo_retirada="")
                ),
                violation_error_message=_("Para retirar una cortesía hay que decir por qué."),
            ),
            models.UniqueConstraint(
                name="ajustecobertura_una_cortesia_viva",
                fields=["incidencia"],
                condition=Q(clase=ClaseAjuste.CORTESIA, retirado_en=None),
                violation_error_message=_("Esta incidencia ya tiene una cortesía."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} · {self.incidencia_id}"


class LimiteCortesia(models.Model):
    """How much goodwill a role may give on one case. A role without a row gives none."""

    rol = models.CharField(_("rol"), max_length=20, choices=CodigoRol, unique=True)
    importe_eur = models.DecimalField(
        _("hasta (€)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Vacío: sin límite."),
    )

    class Meta:
        verbose_name = _("límite de cortesía")
        verbose_name_plural = _("límites de cortesía")
        constraints = [
            valores_de("rol", CodigoRol),
            models.CheckConstraint(
                name="limitecortesia_positivo",
                condition=Q(importe_eur=None) | Q(importe_eur__gte=Decimal(0)),
                violation_error_message=_("El límite no puede ser negativo."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_rol_display())

    def alcanza(self, coste_eur: Decimal) -> bool:
        return self.importe_eur is None or coste_eur <= self.importe_eur
