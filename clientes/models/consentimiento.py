"""What a contact allowed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Contacto
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class FinalidadConsentimiento(models.TextChoices):
    COMERCIAL = "comercial", _("Comunicaciones comerciales")
    ENCUESTAS = "encuestas", _("Encuestas de satisfacción")
    GRABACION = "grabacion", _("Grabación de llamadas")


class BaseJuridica(models.TextChoices):
    CONSENTIMIENTO = "consentimiento", _("Consentimiento")
    CONTRATO = "contrato", _("Contrato")
    OBLIGACION_LEGAL = "obligacion_legal", _("Obligación legal")
    INTERES_LEGITIMO = "interes_legitimo", _("Interés legítimo")


class ConsentimientoQuerySet(models.QuerySet["Consentimiento"]):
    def visibles_para(self, usuario: Usuario) -> ConsentimientoQuerySet:
        """Those of the contacts that this person sees: a customer, what they themselves allowed."""
        return self.filter(contacto__in=Contacto.objects.visibles_para(usuario).values("pk"))

    def vigentes(self, en: datetime | None = None) -> ConsentimientoQuerySet:
        """Given, not taken back and not run out at that instant (default, now)."""
        momento = en or timezone.now()
        return self.filter(
            Q(otorgado_en__lte=momento),
            Q(retirado_en=None) | Q(retirado_en__gt=momento),
            Q(caduca_en=None) | Q(caduca_en__gt=momento),
        )


class Consentimiento(models.Model):
    """What a contact allowed: purpose, legal basis, when, until when, and the proof."""

    contacto = models.ForeignKey(Contacto, models.PROTECT, related_name="consentimientos")
    finalidad = models.CharField(_("finalidad"), max_length=20, choices=FinalidadConsentimiento)
    base = models.CharField(_("base jurídica"), max_length=20, choices=BaseJuridica)
    otorgado_en = models.DateTimeField(_("otorgado"))
    caduca_en = models.DateTimeField(_("caduca"), null=True, blank=True)
    retirado_en = models.DateTimeField(_("retirado"), null=True, blank=True)
    prueba = models.CharField(
        _("prueba"),
        max_length=500,
        blank=True,
        help_text=_("Cómo consta: «casilla del formulario», «llamada del 3 de mayo»…"),
    )
    justificante = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True
    )
    registrado_en = models.DateTimeField(_("registrado"), default=timezone.now, editable=False)

    objects = ConsentimientoQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentimiento")
        verbose_name_plural = _("consentimientos")
        constraints = [
            valores_de("finalidad", FinalidadConsentimiento),
            valores_de("base", BaseJuridica),
            models.CheckConstraint(
                name="consentimiento_caduca_despues",
                condition=Q(caduca_en=None) | Q(caduca_en__gt=F("otorgado_en")),
                violation_error_message=_("No puede caducar antes de haberse dado."),
            ),
            models.CheckConstraint(
                name="consentimiento_se_retira_despues",
                condition=Q(retirado_en=None) | Q(retirado_en__gte=F("otorgado_en")),
                violation_error_message=_("No se puede retirar antes de haberse dado."),
            ),
            models.CheckConstraint(
                name="consentimiento_con_prueba",
                condition=~Q(base=BaseJuridica.CONSENTIMIENTO)
                | ~Q(prueba="")
                | Q(justificante__isnull=False),
                violation_error_message=_(
                    "Un consentimiento hay que poder probarlo (RGPD art. 7.1): "
                    "di cómo consta o adjunta el documento."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_finalidad_display()}"

    def vale(self, en: datetime | None = None) -> bool:
        """`vigentes` for one row."""
        momento = en or timezone.now()
        acaba = min(filter(None, (self.retirado_en, self.caduca_en)), default=None)
        return self.otorgado_en <= momento and (acaba is None or acaba > momento)
