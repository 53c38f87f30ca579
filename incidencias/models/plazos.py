"""Clocks of a case: the agreed ones (SLA, dated immutable versions) and the legal ones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones import Prioridad, TipoObjetivo
from nucleo.restricciones import valores_de


class PoliticaSLA(models.Model):
    """What we promise about times. Its figures live in versions: a change is a new version."""

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    es_por_defecto = models.BooleanField(_("por defecto"), default=False)
    segmento = models.CharField(_("segmento de cliente"), max_length=40, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("política de plazos")
        verbose_name_plural = _("políticas de plazos")
        constraints = [
            models.UniqueConstraint(
                name="politicasla_una_por_defecto",
                fields=["es_por_defecto"],
                condition=Q(es_por_defecto=True),
                violation_error_message=_("Ya hay una política por defecto."),
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class VersionPolitica(models.Model):
    """The figures of a policy from a date on. Never edited."""

    politica = models.ForeignKey(PoliticaSLA, models.PROTECT, related_name="versiones")
    vigente_desde = models.DateTimeField(_("vigente desde"), default=timezone.now)

    class Meta:
        verbose_name = _("versión de política")
        verbose_name_plural = _("versiones de política")
        constraints = [
            models.UniqueConstraint(
                name="versionpolitica_unica", fields=["politica", "vigente_desde"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.politica} ({self.vigente_desde:%d/%m/%Y})"


class ObjetivoPolitica(models.Model):
    """Working seconds that a version gives to one kind of target at one priority."""

    version = models.ForeignKey(VersionPolitica, models.PROTECT, related_name="objetivos")
    tipo = models.CharField(_("tipo"), max_length=20, choices=TipoObjetivo)
    prioridad = models.PositiveSmallIntegerField(_("prioridad"), choices=Prioridad)
    segundos = models.PositiveIntegerField(_("plazo (s de horario laboral)"))

    class Meta:
        verbose_name = _("objetivo de política")
        verbose_name_plural = _("objetivos de política")
        constraints = [
            valores_de("tipo", TipoObjetivo),
            valores_de("prioridad", Prioridad),
            models.UniqueConstraint(
                name="objetivopolitica_unico", fields=["version", "tipo", "prioridad"]
            ),
            models.CheckConstraint(name="objetivopolitica_positivo", condition=Q(segundos__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.get_prioridad_display()}: {self.segundos} s"


class ObjetivoSLA(models.Model):
    """One clock of one case: due, met, breached, paused. Derived; judged by its own versions."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="objetivos")
    tipo = models.CharField(_("tipo"), max_length=20, choices=TipoObjetivo)
    version_politica = models.ForeignKey(
        VersionPolitica, models.PROTECT, related_name="+", null=True, db_index=False
    )
    version_calendario = models.ForeignKey(
        "nucleo.VersionCalendario", models.PROTECT, related_name="+", db_index=False
    )
    segundos = models.PositiveIntegerField(_("plazo (s de horario laboral)"))
    desde_en = models.DateTimeField(_("desde"))
    limite_en = models.DateTimeField(_("límite"))
    pausado_en = models.DateTimeField(_("en pausa desde"), null=True)
    cumplido_en = models.DateTimeField(_("cumplido"), null=True)
    incumplido_en = models.DateTimeField(_("incumplido"), null=True)  # marked by the sweep
    anulado_en = models.DateTimeField(_("anulado"), null=True)

    class Meta:
        verbose_name = _("objetivo de plazo")
        verbose_name_plural = _("objetivos de plazo")
        constraints = [
            valores_de("tipo", TipoObjetivo),
            models.UniqueConstraint(
                name="objetivosla_uno_abierto",
                fields=["incidencia", "tipo"],
                condition=Q(cumplido_en=None, anulado_en=None),
            ),
            models.CheckConstraint(
                name="objetivosla_limite_despues", condition=Q(limite_en__gte=F("desde_en"))
            ),
            models.CheckConstraint(
                name="objetivosla_pausa_abierta",
                condition=Q(pausado_en=None) | Q(cumplido_en=None, anulado_en=None),
            ),
        ]
        indexes = [
            # The sweep that marks breaches.
            models.Index(
                name="objetivosla_por_vencer",
                fields=["limite_en"],
                condition=Q(cumplido_en=None, incumplido_en=None, anulado_en=None, pausado_en=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.limite_en:%d/%m/%Y %H:%M}"

    @property
    def esta_cumplido_a_tiempo(self) -> bool:
        return self.cumplido_en is not None and self.cumplido_en <= self.limite_en


class PlazoLegal(models.Model):
    """A limit that the law sets to a case (R13): it never pauses."""

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="plazos_legales", db_index=False
    )
    regla = models.CharField(_("regla"), max_length=40)
    norma = models.CharField(_("norma"), max_length=80)
    articulo = models.CharField(_("artículo"), max_length=40)
    fecha_limite = models.DateField(_("último día"))
    fecha_objetivo = models.DateField(_("objetivo interno"))
    cumplido_en = models.DateTimeField(_("cumplido"), null=True)

    class Meta:
        verbose_name = _("plazo legal")
        verbose_name_plural = _("plazos legales")
        constraints = [
            models.UniqueConstraint(name="plazolegal_unico", fields=["incidencia", "regla"]),
            models.CheckConstraint(
                name="plazolegal_objetivo_antes", condition=Q(fecha_objetivo__lte=F("fecha_limite"))
            ),
        ]
        indexes = [
            models.Index(
                name="plazolegal_pendiente", fields=["fecha_limite"], condition=Q(cumplido_en=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.norma}, art. {self.articulo}: {self.fecha_limite:%d/%m/%Y}"
