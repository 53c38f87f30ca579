"""Which priority an impact and an urgency give: dated versions, never edited."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidencias.models.opciones import Impacto, Prioridad, Urgencia
from nucleo.restricciones import valores_de


class MatrizPrioridad(models.Model):
    """One version of the matrix: it rules from its instant until the next one."""

    vigente_desde = models.DateTimeField(
        _("rige desde"),
        unique=True,
        error_messages={"unique": _("Ya hay una matriz que empieza en ese momento.")},
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("matriz de prioridad")
        verbose_name_plural = _("matrices de prioridad")

    def __str__(self) -> str:
        return f"{self.vigente_desde:%d/%m/%Y}"


class CeldaMatriz(models.Model):
    """The priority of one pair."""

    matriz = models.ForeignKey(
        MatrizPrioridad, models.CASCADE, related_name="celdas", db_index=False
    )
    impacto = models.CharField(_("impacto"), max_length=6, choices=Impacto)
    urgencia = models.CharField(_("urgencia"), max_length=6, choices=Urgencia)
    prioridad = models.PositiveSmallIntegerField(_("prioridad"), choices=Prioridad)

    class Meta:
        verbose_name = _("celda de la matriz de prioridad")
        verbose_name_plural = _("celdas de la matriz de prioridad")
        constraints = [
            valores_de("impacto", Impacto),
            valores_de("urgencia", Urgencia),
            valores_de("prioridad", Prioridad),
            models.UniqueConstraint(
                name="celdamatriz_una_por_par", fields=["matriz", "impacto", "urgencia"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.impacto} x {self.urgencia} = {self.prioridad}"
