"""Levels of escalation: whom we tell that a clock is about to end, or has ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cuentas.models import CodigoRol, Grupo
from incidencias.models.opciones import TipoObjetivo
from incidencias.models.opciones_plazos import DestinoEscalon, MomentoEscalon
from incidencias.models.plazos import ObjetivoSLA, VersionPolitica
from nucleo.restricciones import valores_de


class EscalonPolitica(models.Model):
    """One level of a version: when, whom, and what is done besides telling."""

    version = models.ForeignKey(VersionPolitica, models.PROTECT, related_name="escalones")
    tipo = models.CharField(_("plazo"), max_length=20, choices=TipoObjetivo)
    momento = models.CharField(_("cuándo"), max_length=7, choices=MomentoEscalon)
    porcentaje = models.PositiveSmallIntegerField(_("% del plazo"), null=True, blank=True)
    minutos = models.PositiveIntegerField(_("minutos de trabajo"), null=True, blank=True)
    a = models.CharField(_("a quién"), max_length=11, choices=DestinoEscalon)
    rol = models.CharField(_("rol"), max_length=20, choices=CodigoRol, blank=True)
    correo = models.BooleanField(_("también por correo"), default=False)
    sube_prioridad = models.BooleanField(_("sube la prioridad"), default=False)
    grupo = models.ForeignKey(
        Grupo,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("la pasa al grupo"),
    )

    class Meta:
        verbose_name = _("escalón")
        verbose_name_plural = _("escalones")
        constraints = [
            valores_de("tipo", TipoObjetivo),
            valores_de("momento", MomentoEscalon),
            valores_de("a", DestinoEscalon),
            valores_de("rol", CodigoRol, vacio=True),
            models.CheckConstraint(
                name="escalon_con_su_momento",
                condition=Q(
                    momento=MomentoEscalon.ANTES,
                    porcentaje__isnull=False,
                    porcentaje__range=(1, 99),
                    minutos=None,
                )
                | Q(
                    momento=MomentoEscalon.ANTES,
                    porcentaje=None,
                    minutos__isnull=False,
                    minutos__range=(1, 60_000),
                )
                | Q(
                    momento=MomentoEscalon.DESPUES,
                    porcentaje=None,
                    minutos__isnull=False,
                    minutos__range=(0, 60_000),
                ),
                violation_error_message=_(
                    "Antes de vencer se dice un porcentaje o unos minutos; después, los minutos."
                ),
            ),
            models.CheckConstraint(
                name="escalon_rol_si_es_de_rol",
                condition=(Q(a=DestinoEscalon.ROL) & ~Q(rol=""))
                | (~Q(a=DestinoEscalon.ROL) & Q(rol="")),
                violation_error_message=_("Di a qué rol se avisa."),
            ),
            models.UniqueConstraint(
                name="escalon_unico",
                fields=["version", "tipo", "momento", "porcentaje", "minutos", "a", "rol"],
                nulls_distinct=False,
                violation_error_message=_("Ese escalón está repetido."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} · {self.get_momento_display()}"


class EscaladoSLA(models.Model):
    """A level that one clock of one case has reached: once."""

    objetivo = models.ForeignKey(ObjetivoSLA, models.PROTECT, related_name="escalados")
    escalon = models.ForeignKey(EscalonPolitica, models.PROTECT, related_name="+", db_index=False)
    tocaba_en = models.DateTimeField(_("tocaba"))
    hecho_en = models.DateTimeField(_("hecho"))
    actuado_en = models.DateTimeField(_("prioridad o grupo cambiados"), null=True)

    class Meta:
        verbose_name = _("escalado")
        verbose_name_plural = _("escalados")
        constraints = [
            models.UniqueConstraint(name="escaladosla_una_vez", fields=["objetivo", "escalon"])
        ]
        indexes = [
            # What is left to do, by the task: nearly always nothing.
            models.Index(name="escaladosla_por_actuar", fields=["id"], condition=Q(actuado_en=None))
        ]

    def __str__(self) -> str:
        return f"{self.escalon_id} de {self.objetivo_id}"
