"""Rights of a unit: coverages, and the days that stopped their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clientes.models.compra import Compra
from clientes.models.equipo import Equipo
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    pass


class TipoCobertura(models.TextChoices):
    LEGAL = "legal", _("Garantía legal")
    COMERCIAL = "comercial", _("Garantía comercial")
    AMPLIACION = "ampliacion", _("Ampliación de garantía")
    REPARACION = "reparacion", _("Garantía de la reparación")
    POSTERIOR = "posterior", _("Año posterior a la reparación (art. 122.3)")
    CONTRATO = "contrato", _("Contrato de mantenimiento")


class QuienPaga(models.TextChoices):
    CLIENTE = "cliente", _("El cliente")
    VENDEDOR = "vendedor", _("El vendedor")
    FABRICANTE = "fabricante", _("El fabricante")
    ASEGURADORA = "aseguradora", _("La aseguradora")
    CONTRATO = "contrato", _("El contrato")
    NOSOTROS = "nosotros", _("Nuestra empresa")
    CORTESIA = "cortesia", _("Cortesía")


class Cobertura(models.Model):
    """A right of a unit: what it covers, in which share, until when, and who pays."""

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="coberturas", verbose_name=_("equipo")
    )
    compra = models.ForeignKey(
        Compra, models.PROTECT, related_name="coberturas", null=True, blank=True
    )
    tipo = models.CharField(_("tipo"), max_length=15, choices=TipoCobertura)
    fecha_inicio = models.DateField(_("desde"))
    fecha_fin = models.DateField(_("hasta"))  # computed by normativa/reglas, suspensions included
    piezas_pct = models.PositiveSmallIntegerField(_("piezas (%)"), default=100)
    mano_obra_pct = models.PositiveSmallIntegerField(_("mano de obra (%)"), default=100)
    desplazamiento_pct = models.PositiveSmallIntegerField(_("desplazamiento (%)"), default=100)
    paga = models.CharField(_("paga"), max_length=15, choices=QuienPaga)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("cobertura")
        verbose_name_plural = _("coberturas")
        constraints = [
            valores_de("tipo", TipoCobertura),
            valores_de("paga", QuienPaga),
            models.CheckConstraint(
                name="cobertura_termina_despues_de_empezar",
                condition=Q(fecha_fin__gte=F("fecha_inicio")),
                violation_error_message=_("La cobertura no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                name="cobertura_porcentajes",
                condition=Q(
                    piezas_pct__lte=100, mano_obra_pct__lte=100, desplazamiento_pct__lte=100
                ),
                violation_error_message=_("Un porcentaje va de 0 a 100."),
            ),
        ]
        indexes = [models.Index(name="cobertura_de_equipo", fields=["equipo", "-fecha_fin"])]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.fecha_inicio:%d/%m/%Y}–{self.fecha_fin:%d/%m/%Y}"


class SuspensionCobertura(models.Model):
    """Days in which a unit was at our disposal for a remedy: they stop the terms (art. 122.1)."""

    equipo = models.ForeignKey(Equipo, models.PROTECT, related_name="suspensiones")
    entregado_en = models.DateField(_("puesto a disposición"))
    devuelto_en = models.DateField(_("devuelto"), null=True, blank=True)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)
    referencia = models.CharField(_("referencia"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("suspensión de garantía")
        verbose_name_plural = _("suspensiones de garantía")
        constraints = [
            models.CheckConstraint(
                name="suspension_vuelve_despues_de_entrar",
                condition=Q(devuelto_en=None) | Q(devuelto_en__gte=F("entregado_en")),
                violation_error_message=_("No puede volver antes de entrar."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entregado_en:%d/%m/%Y}"
