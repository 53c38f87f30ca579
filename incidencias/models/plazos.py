"""Clocks of a case: the agreed ones (SLA, dated immutable versions) and the legal ones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones import Prioridad, Tipo, TipoObjetivo
from incidencias.models.opciones_plazos import Ambito, CalendarioDePlazos, ClasePlazoLegal
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de


def _del_ambito(ambito: Ambito, *textos: str, **llenos: bool) -> Q:
    """The rows of that scope: its own fields said (one of the texts at least), the rest empty."""
    condicion = Q(ambito=ambito, **llenos)
    for campo in ("contrato", "cliente"):
        if f"{campo}__isnull" not in llenos:
            condicion &= Q(**{campo: None})
    for campo in ("segmento", "familia", "marca", "tipo"):
        if campo not in textos:
            condicion &= Q(**{campo: ""})
    if textos:
        condicion &= ~Q(**dict.fromkeys(textos, ""))
    return condicion


class PoliticaSLA(models.Model):
    """What we promise about times. Its figures live in versions: a change is a new version.

    `ambito` says whom it is for, and the one field of those below that goes with it says which.
    """

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    ambito = models.CharField(_("para qué"), max_length=8, choices=Ambito, default=Ambito.SEGMENTO)
    es_por_defecto = models.BooleanField(_("por defecto"), default=False)
    contrato = models.ForeignKey(
        "clientes.ContratoMantenimiento",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("contrato"),
    )
    cliente = models.ForeignKey(
        "clientes.Cliente",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("cliente"),
    )
    segmento = models.CharField(_("segmento de cliente"), max_length=40, blank=True)
    familia = models.CharField(_("familia de producto"), max_length=80, blank=True)
    marca = models.CharField(_("marca"), max_length=80, blank=True)
    tipo = models.CharField(_("tipo de incidencia"), max_length=20, choices=Tipo, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("política de plazos")
        verbose_name_plural = _("políticas de plazos")
        constraints = [
            valores_de("ambito", Ambito),
            valores_de("tipo", Tipo, vacio=True),
            models.CheckConstraint(
                name="politicasla_ambito_con_su_dato",
                condition=_del_ambito(Ambito.CONTRATO, contrato__isnull=False)
                | _del_ambito(Ambito.CLIENTE, cliente__isnull=False)
                | _del_ambito(Ambito.SEGMENTO, "segmento")
                | _del_ambito(Ambito.PRODUCTO, "familia", "marca")
                | _del_ambito(Ambito.TIPO, "tipo")
                | _del_ambito(Ambito.DEFECTO),
                violation_error_message=_("Di para qué contrato, cliente, producto… es."),
            ),
            models.CheckConstraint(
                name="politicasla_por_defecto_es_su_ambito",
                condition=Q(es_por_defecto=True, ambito=Ambito.DEFECTO)
                | (Q(es_por_defecto=False) & ~Q(ambito=Ambito.DEFECTO)),
            ),
            models.UniqueConstraint(
                name="politicasla_una_por_defecto",
                fields=["es_por_defecto"],
                condition=Q(es_por_defecto=True),
                violation_error_message=_("Ya hay una política por defecto."),
            ),
            models.UniqueConstraint(
                name="politicasla_una_por_ambito",
                fields=["ambito", "contrato", "cliente", "segmento", "familia", "marca", "tipo"],
                condition=Q(activa=True),
                nulls_distinct=False,
                violation_error_message=_("Ya hay una política en uso para eso mismo."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class VersionPolitica(models.Model):
    """The figures of a policy from a date on. Never edited."""

    politica = models.ForeignKey(PoliticaSLA, models.PROTECT, related_name="versiones")
    vigente_desde = models.DateTimeField(_("vigente desde"), default=timezone.now)
    calendario = models.CharField(
        _("corre en el horario"),
        max_length=8,
        choices=CalendarioDePlazos,
        default=CalendarioDePlazos.GRUPO,
    )
    aplica_a_abiertas = models.BooleanField(
        _("también para lo que ya está abierto"),
        default=True,
        help_text=_("Al empezar a regir se recalculan los plazos que corran; los vencidos, no."),
    )

    class Meta:
        verbose_name = _("versión de política")
        verbose_name_plural = _("versiones de política")
        constraints = [
            valores_de("calendario", CalendarioDePlazos),
            models.UniqueConstraint(
                name="versionpolitica_unica", fields=["politica", "vigente_desde"]
            ),
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


class ObjetivoSLA(Ligera):
    """One clock of one case: due, met, breached, paused. Derived; judged by its own versions."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="objetivos")
    tipo = models.CharField(_("tipo"), max_length=20, choices=TipoObjetivo)
    version_politica = models.ForeignKey(
        VersionPolitica, models.PROTECT, related_name="+", null=True, db_index=False
    )
    version_calendario = models.ForeignKey(
        "nucleo.VersionCalendario", models.PROTECT, related_name="+", db_index=False
    )
    # Why that version: the scope of its policy, or the contract whose own terms are the figures.
    regla = models.CharField(_("regla"), max_length=8, choices=Ambito, default=Ambito.DEFECTO)
    contrato = models.ForeignKey(
        "clientes.ContratoMantenimiento",
        models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )
    segundos = models.PositiveIntegerField(_("plazo (s de horario laboral)"))
    desde_en = models.DateTimeField(_("desde"))
    limite_en = models.DateTimeField(_("límite"))
    pausado_en = models.DateTimeField(_("en pausa desde"), null=True)
    cumplido_en = models.DateTimeField(_("cumplido"), null=True)
    incumplido_en = models.DateTimeField(_("incumplido"), null=True)  # marked by the sweep
    anulado_en = models.DateTimeField(_("anulado"), null=True)
    proximo_escalon_en = models.DateTimeField(_("próximo escalón"), null=True)

    class Meta:
        verbose_name = _("objetivo de plazo")
        verbose_name_plural = _("objetivos de plazo")
        constraints = [
            valores_de("tipo", TipoObjetivo),
            valores_de("regla", Ambito),
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
            ),
            # The sweep that warns of what is about to end, or has ended.
            models.Index(
                name="objetivosla_por_escalar",
                fields=["proximo_escalon_en"],
                condition=Q(
                    cumplido_en=None,
                    anulado_en=None,
                    pausado_en=None,
                    proximo_escalon_en__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.limite_en:%d/%m/%Y %H:%M}"


class PlazoLegal(Ligera):
    """A limit that the law sets to a case: it never pauses.

    `fecha_limite` is its last day, `vence_en` the very instant at which it is over; `objetivo_en`,
    the end of the last working day before, is when it has to be done not to be late.
    """

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="plazos_legales", db_index=False
    )
    regla = models.CharField(_("regla"), max_length=40)
    norma = models.CharField(_("norma"), max_length=80)
    articulo = models.CharField(_("artículo"), max_length=40)
    clase = models.CharField(
        _("qué exige"), max_length=11, choices=ClasePlazoLegal, default=ClasePlazoLegal.RESPUESTA
    )
    por_que = models.CharField(_("por qué"), max_length=400, blank=True)
    fecha_limite = models.DateField(_("último día"))
    fecha_objetivo = models.DateField(_("objetivo interno"))
    vence_en = models.DateTimeField(_("vence"))
    objetivo_en = models.DateTimeField(_("hay que hacerlo antes de"))
    cumplido_en = models.DateTimeField(_("cumplido"), null=True)

    class Meta:
        verbose_name = _("plazo legal")
        verbose_name_plural = _("plazos legales")
        ordering = ["fecha_limite", "id"]
        constraints = [
            valores_de("clase", ClasePlazoLegal),
            models.UniqueConstraint(name="plazolegal_unico", fields=["incidencia", "regla"]),
            models.CheckConstraint(
                name="plazolegal_objetivo_antes", condition=Q(fecha_objetivo__lte=F("fecha_limite"))
            ),
        ]
        indexes = [
            models.Index(
                name="plazolegal_pendiente", fields=["fecha_limite"], condition=Q(cumplido_en=None)
            ),
            # Indicators: what had to be answered on each day, answered or not.
            models.Index(
                name="plazolegal_respuestas",
                fields=["fecha_limite"],
                condition=Q(clase=ClasePlazoLegal.RESPUESTA),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.norma}, art. {self.articulo}: {self.fecha_limite:%d/%m/%Y}"
