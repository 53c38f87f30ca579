"""What the house does by itself: when – if – then, and what came of it each time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class Cuando(models.TextChoices):
    SUCESO = "suceso", _("Cuando pasa algo")
    TIEMPO = "tiempo", _("Cuando ha pasado un tiempo")


class Momento(models.TextChoices):
    """From which instant of the case the hours count."""

    LLEGADA = "ocurrida_en", _("desde que llegó, si sigue abierta")
    MENSAJE = "ultimo_mensaje_en", _("desde el último mensaje, si sigue abierta")
    RESUELTA = "resuelta_en", _("desde que se dio por resuelta")
    LIMITE = "proximo_limite_en", _("antes de que venza su próximo plazo")


class AutomatismoQuerySet(models.QuerySet["Automatismo"]):
    def vivos(self) -> AutomatismoQuerySet:
        return self.filter(activo_desde__isnull=False, parado_en=None)


class Automatismo(models.Model):
    """A rule that people write without programming. It acts on what happens once it is on."""

    nombre = models.CharField(
        _("nombre"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("Ya hay otro con ese nombre.")},
    )
    cuando = models.CharField(
        _("cuándo"), max_length=8, choices=Cuando, default=Cuando.SUCESO, editable=False
    )
    suceso = models.CharField(_("qué pasa"), max_length=40, blank=True)
    momento = models.CharField(_("contando"), max_length=20, choices=Momento, blank=True)
    horas = models.PositiveSmallIntegerField(_("horas"), null=True, blank=True)
    todas = models.BooleanField(
        _("tienen que cumplirse todas"), default=True, help_text=_("Si no, basta con una.")
    )
    condiciones = models.JSONField(default=list, blank=True, editable=False)
    solo_en_horario = models.BooleanField(
        _("solo en horario de trabajo"),
        default=False,
        help_text=_("Lo que toque fuera de hora se hace al abrir, si para entonces aún procede."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=100)
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    creado_en = models.DateTimeField(default=timezone.now, editable=False)
    activo_desde = models.DateTimeField(null=True, editable=False)
    parado_en = models.DateTimeField(null=True, editable=False)  # it was looping

    objects = AutomatismoQuerySet.as_manager()

    class Meta:
        verbose_name = _("automatismo")
        verbose_name_plural = _("automatismos")
        ordering = ["orden", "pk"]
        constraints = [
            valores_de("cuando", Cuando),
            valores_de("momento", Momento, vacio=True),
            models.CheckConstraint(
                name="automatismo_cuando_dicho",
                condition=(Q(cuando="suceso", momento="", horas=None) & ~Q(suceso=""))
                | (
                    Q(cuando="tiempo", suceso="", momento__in=Momento.values)
                    & Q(horas__isnull=False, horas__gte=1)
                ),
                violation_error_message=_("Di qué tiene que pasar, o cuánto tiempo."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("automatismos:automatismo", args=[self.pk])

    @property
    def esta_vivo(self) -> bool:
        return self.activo_desde is not None and self.parado_en is None


class AccionAutomatismo(models.Model):
    """One thing that it does: its code in `incidencias/actuaciones.py` and with what."""

    automatismo = models.ForeignKey(Automatismo, models.CASCADE, related_name="acciones")
    orden = models.PositiveSmallIntegerField(default=0)
    codigo = models.CharField(max_length=40)
    datos = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("acción de automatismo")
        verbose_name_plural = _("acciones de automatismo")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="accionautomatismo_orden_unico", fields=["automatismo", "orden"]
            )
        ]

    def __str__(self) -> str:
        return self.codigo


class ResultadoEjecucion(models.TextChoices):
    PENDIENTE = "pendiente", _("Por hacer")
    HECHA = "hecha", _("Hecha")
    DESCARTADA = "descartada", _("Ya no procedía")
    FALLIDA = "fallida", _("No se pudo")


class EjecucionAutomatismo(models.Model):
    """Once that a rule acted, or had to act, on a case. The same cause acts once."""

    automatismo = models.ForeignKey(
        Automatismo, models.PROTECT, related_name="ejecuciones", db_index=False
    )
    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="ejecuciones")
    causa = models.CharField(max_length=60, editable=False)  # the event, or the instant
    resultado = models.CharField(
        max_length=10, choices=ResultadoEjecucion, default=ResultadoEjecucion.PENDIENTE
    )
    detalle = models.CharField(max_length=500, blank=True)
    pedida_en = models.DateTimeField(default=timezone.now, editable=False)
    hecha_en = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("ejecución de automatismo")
        verbose_name_plural = _("ejecuciones de automatismos")
        constraints = [
            valores_de("resultado", ResultadoEjecucion),
            models.UniqueConstraint(
                name="ejecucionautomatismo_una_por_causa",
                fields=["automatismo", "incidencia", "causa"],
            ),
            models.CheckConstraint(
                name="ejecucionautomatismo_hecha_con_instante",
                condition=Q(resultado="pendiente", hecha_en=None)
                | (~Q(resultado="pendiente") & Q(hecha_en__isnull=False)),
            ),
        ]
        indexes = [
            # The log of a rule, newest first.
            models.Index(name="ejecucion_de_automatismo", fields=["automatismo", "-id"]),
            # The sweep that does what is pending.
            models.Index(
                name="ejecucion_pendiente", fields=["id"], condition=Q(resultado="pendiente")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.automatismo_id} · {self.incidencia_id} · {self.resultado}"
