"""What a contact allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Contacto
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    pass


class FinalidadConsentimiento(models.TextChoices):
    COMERCIAL = "comercial", _("Comunicaciones comerciales")
    ENCUESTAS = "encuestas", _("Encuestas de satisfacción")
    GRABACION = "grabacion", _("Grabación de llamadas")


class BaseJuridica(models.TextChoices):
    CONSENTIMIENTO = "consentimiento", _("Consentimiento")
    CONTRATO = "contrato", _("Contrato")
    OBLIGACION_LEGAL = "obligacion_legal", _("Obligación legal")
    INTERES_LEGITIMO = "interes_legitimo", _("Interés legítimo")


class Consentimiento(models.Model):
    """What a contact allowed: purpose, legal basis, when, until when, and the proof."""

    contacto = models.ForeignKey(Contacto, models.PROTECT, related_name="consentimientos")
    finalidad = models.CharField(_("finalidad"), max_length=20, choices=FinalidadConsentimiento)
    base = models.CharField(_("base jurídica"), max_length=20, choices=BaseJuridica)
    otorgado_en = models.DateTimeField(_("otorgado"))
    caduca_en = models.DateTimeField(_("caduca"), null=True, blank=True)
    retirado_en = models.DateTimeField(_("retirado"), null=True, blank=True)
    prueba = models.CharField(_("prueba"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("consentimiento")
        verbose_name_plural = _("consentimientos")
        constraints = [
            valores_de("finalidad", FinalidadConsentimiento),
            valores_de("base", BaseJuridica),
            models.CheckConstraint(
                name="consentimiento_caduca_despues",
                condition=Q(caduca_en=None) | Q(caduca_en__gt=F("otorgado_en")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_finalidad_display()}"
