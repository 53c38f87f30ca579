"""Measurements of each local day, targets, and the days that have to be measured again."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import valores_de


class Dimension(models.TextChoices):
    TOTAL = "total", _("Total")
    CANAL = "canal", _("Canal")
    CATEGORIA = "categoria", _("Categoría")
    GRUPO = "grupo", _("Grupo")
    PRODUCTO = "producto", _("Producto")
    TECNICO = "tecnico", _("Técnico")


class Lapso(models.TextChoices):
    """What one measurement spans: a day, or the sum of a whole week or month of them."""

    DIA = "dia", _("Día")
    SEMANA = "semana", _("Semana")
    MES = "mes", _("Mes")


class Hechos(models.TextChoices):
    """The kinds of facts that are counted together, because they share rows and anchor day."""

    LLEGADAS = "llegadas", _("Incidencias por día de llegada")
    RESUELTAS = "resueltas", _("Incidencias por día de resolución")
    RESOLUCIONES = "resoluciones", _("Resoluciones, también las deshechas, por su día")
    PROMESAS = "promesas", _("Promesas por día de vencimiento")
    RESPUESTAS = "respuestas", _("Respuestas de encuesta por su día")
    ENVIOS = "envios", _("Encuestas entregadas por día de envío")
    LLAMADAS = "llamadas", _("Llamadas recibidas por día en que entran")
    CHATS = "chats", _("Chats por día en que se ofrecen")
    PLAZOS = "plazos", _("Quejas y reclamaciones por el día en que hay que responderlas")


class Medicion(models.Model):
    """What one indicator counts on one local day for one value of one dimension.

    Whole numbers that add up: days make weeks and months, which are stored too, so that two years
    are 24 rows. Derived from events: whatever is here can be computed again and gives the same
    (`recalcular_indicadores`).
    """

    # The key serves every read: one indicator by one dimension, the lapses of a range.
    pk = models.CompositePrimaryKey("indicador", "dimension", "lapso", "dia", "valor")
    indicador = models.CharField(_("indicador"), max_length=40)
    dimension = models.CharField(_("dimensión"), max_length=12, choices=Dimension)
    lapso = models.CharField(_("lapso"), max_length=6, choices=Lapso, default=Lapso.DIA)
    dia = models.DateField(_("día"), help_text=_("El primero de su lapso."))
    valor = models.CharField(
        _("valor"), max_length=40, blank=True, help_text=_("Código o id; vacío: sin valor o total.")
    )
    n = models.PositiveIntegerField(_("casos que cuentan"), default=0)
    aciertos = models.PositiveIntegerField(_("aciertos"), default=0)
    fallos = models.PositiveIntegerField(_("fallos"), default=0)
    pendientes = models.PositiveIntegerField(_("aún abiertos"), default=0)
    suma = models.BigIntegerField(_("suma"), default=0)
    # The histogram (indicadores.histograma): buckets, and how many fall in each.
    cubos = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("cubos"), default=list)
    cuentas = ArrayField(models.PositiveIntegerField(), verbose_name=_("cuentas"), default=list)

    class Meta:
        verbose_name = _("medición")
        verbose_name_plural = _("mediciones")
        constraints = [
            valores_de("dimension", Dimension),
            valores_de("lapso", Lapso),
            models.CheckConstraint(
                name="medicion_aciertos_y_fallos_caben",
                condition=Q(n__gte=F("aciertos") + F("fallos")),
            ),
            models.CheckConstraint(
                name="medicion_histograma_parejo",
                condition=Q(cubos__len=F("cuentas__len")),
            ),
            models.CheckConstraint(
                name="medicion_total_sin_valor",
                condition=~Q(dimension=Dimension.TOTAL) | Q(valor=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicador} {self.dimension}={self.valor} {self.lapso} {self.dia}: n={self.n}"


class DiaPendiente(models.Model):
    """A local day whose facts of one kind changed after it was measured."""

    hechos = models.CharField(_("hechos"), max_length=12, choices=Hechos)
    dia = models.DateField(_("día"))
    apuntado_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("día por medir")
        verbose_name_plural = _("días por medir")
        constraints = [
            valores_de("hechos", Hechos),
            models.UniqueConstraint(name="diapendiente_unico", fields=["hechos", "dia"]),
        ]

    def __str__(self) -> str:
        return f"{self.hechos} {self.dia}"


class MetaQuerySet(models.QuerySet["Meta"]):
    def vigentes_el(self, dia: date) -> MetaQuerySet:
        """The target of each indicator that rules on that day."""
        return (
            self.filter(vigente_desde__lte=dia)
            .order_by("indicador", "-vigente_desde")
            .distinct("indicador")
        )


class Meta(models.Model):
    """What we want an indicator to be, from a day on. A change is a new row, never an edit."""

    indicador = models.CharField(_("indicador"), max_length=40)
    vigente_desde = models.DateField(_("desde"))
    objetivo = models.DecimalField(
        _("objetivo"),
        max_digits=12,
        decimal_places=2,
        null=True,
        help_text=_("En la unidad del indicador; vacío: desde ese día no hay objetivo."),
    )
    fijada_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fijada_en = models.DateTimeField(_("fijada"), default=timezone.now, editable=False)

    objects = MetaQuerySet.as_manager()

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        constraints = [
            models.UniqueConstraint(
                name="meta_una_por_dia",
                fields=["indicador", "vigente_desde"],
                violation_error_message=_("Ese indicador ya tiene un objetivo desde ese día."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicador} {self.objetivo} desde {self.vigente_desde}"
