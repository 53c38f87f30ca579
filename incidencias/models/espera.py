"""What was sent to a customer whom we wait for: reminders, and the warning of the closing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidencias.models.catalogos import MotivoEspera
from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones_plazos import ClaseAvisoEspera
from nucleo.restricciones import valores_de


class AvisoEspera(models.Model):
    """One reminder, or the one warning, of one wait: never twice."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="avisos_de_espera")
    motivo = models.ForeignKey(MotivoEspera, models.PROTECT, related_name="+", db_index=False)
    espera_desde = models.DateTimeField(_("en espera desde"))
    clase = models.CharField(_("clase"), max_length=12, choices=ClaseAvisoEspera)
    numero = models.PositiveSmallIntegerField(_("número"), default=1)
    comunicacion = models.OneToOneField(
        "nucleo.Comunicacion", models.PROTECT, related_name="+", null=True
    )
    hecho_en = models.DateTimeField(_("hecho"))

    class Meta:
        verbose_name = _("aviso de espera")
        verbose_name_plural = _("avisos de espera")
        constraints = [
            valores_de("clase", ClaseAvisoEspera),
            models.UniqueConstraint(
                name="avisoespera_una_vez",
                fields=["incidencia", "espera_desde", "clase", "numero"],
            ),
            models.CheckConstraint(
                name="avisoespera_un_solo_cierre",
                condition=~Q(clase=ClaseAvisoEspera.CIERRE) | Q(numero=1),
            ),
            models.CheckConstraint(
                name="avisoespera_despues", condition=Q(hecho_en__gte=F("espera_desde"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.numero}"
