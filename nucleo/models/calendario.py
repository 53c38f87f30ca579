"""Working calendars, by immutable versions, and the holidays they share."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nucleo.calendario import Horario
from nucleo.models.empresa import Comunidad, Zona
from nucleo.restricciones import mismo, numeros, sin_solape, valores_de

MINUTOS_DEL_DIA = 24 * 60
TODO_EL_ANIO = 0


class Calendario(models.Model):
    """When somebody works: a group, an establishment, a customer's site."""

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    zona = models.CharField(
        _("zona horaria"), max_length=40, choices=Zona.choices, default=Zona.PENINSULA
    )
    comunidad = models.CharField(
        _("comunidad autónoma"), max_length=2, choices=Comunidad.choices, default=Comunidad.MADRID
    )
    municipio = models.CharField(_("municipio"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("calendario")
        verbose_name_plural = _("calendarios")
        ordering = ["nombre"]
        constraints = [valores_de("zona", Zona), valores_de("comunidad", Comunidad)]

    def __str__(self) -> str:
        return self.nombre


class VersionCalendarioQuerySet(models.QuerySet["VersionCalendario"]):
    def vigentes_el(self, dia):  # type: ignore[no-untyped-def]
        """The version of each calendar that rules on that day."""
        return (
            self.filter(vigente_desde__lte=dia)
            .order_by("calendario", "-vigente_desde")
            .distinct("calendario")
        )


class VersionCalendario(models.Model):
    """The week of a calendar from a day on. A change is a new version, never an edit."""

    calendario = models.ForeignKey(Calendario, models.PROTECT, related_name="versiones")
    vigente_desde = models.DateField(_("vigente desde"))
    con_festivos = models.BooleanField(_("cierra los festivos"), default=True)
    creada_en = models.DateTimeField(auto_now_add=True)

    objects = VersionCalendarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("versión de calendario")
        verbose_name_plural = _("versiones de calendario")
        constraints = [
            models.UniqueConstraint(
                name="versioncalendario_una_por_fecha",
                fields=["calendario", "vigente_desde"],
                violation_error_message=_("Ese calendario ya tiene una versión desde ese día."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendario_id} desde {self.vigente_desde}"

    def horario(self) -> Horario:
        """The pure schedule of the calendar as it was known with this version: before its first
        day rule the versions before it (a handful of statements, whatever there is).
        """
        from nucleo.horarios import horario_de

        return horario_de(self)


class TemporadaCalendario(models.Model):
    """Days of every year with a week of their own: summer hours; without intervals, closed.

    Month-day numbers, both included; one that crosses New Year is written as two. Its intervals are
    those of the version with the same numbers.
    """

    version = models.ForeignKey(VersionCalendario, models.CASCADE, related_name="temporadas")
    nombre = models.CharField(_("nombre"), max_length=80)
    desde = models.PositiveSmallIntegerField(_("desde"))
    hasta = models.PositiveSmallIntegerField(_("hasta"))

    class Meta:
        verbose_name = _("temporada")
        verbose_name_plural = _("temporadas")
        ordering = ["version", "desde"]
        constraints = [
            models.CheckConstraint(
                name="temporadacalendario_posible",
                condition=Q(desde__gte=101, hasta__lte=1231, hasta__gte=F("desde")),
                violation_error_message=_("La temporada va de un día a otro del mismo año."),
            ),
            sin_solape(
                "temporadacalendario_sin_solape",
                mismo("version"),
                numeros("desde", "hasta"),
                frase=_("Dos temporadas no pueden coincidir."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class DiaSemana(models.IntegerChoices):
    LUNES = 0, _("Lunes")
    MARTES = 1, _("Martes")
    MIERCOLES = 2, _("Miércoles")
    JUEVES = 3, _("Jueves")
    VIERNES = 4, _("Viernes")
    SABADO = 5, _("Sábado")
    DOMINGO = 6, _("Domingo")


class IntervaloSemanal(models.Model):
    """One stretch of work of a week day, in minutes since local midnight; several a day.

    A season is a pair of month-day numbers (615 = 15 June). On its days its intervals replace the
    all-year ones (0, 0); one that crosses New Year is written as two.
    """

    version = models.ForeignKey(VersionCalendario, models.CASCADE, related_name="intervalos")
    dia_semana = models.PositiveSmallIntegerField(_("día"), choices=DiaSemana.choices)
    desde_min = models.PositiveSmallIntegerField(_("desde (minutos)"))
    hasta_min = models.PositiveSmallIntegerField(_("hasta (minutos)"))
    temporada_desde = models.PositiveSmallIntegerField(_("temporada desde"), default=TODO_EL_ANIO)
    temporada_hasta = models.PositiveSmallIntegerField(_("temporada hasta"), default=TODO_EL_ANIO)

    class Meta:
        verbose_name = _("intervalo semanal")
        verbose_name_plural = _("intervalos semanales")
        ordering = ["version", "temporada_desde", "dia_semana", "desde_min"]
        constraints = [
            valores_de("dia_semana", DiaSemana),
            models.CheckConstraint(
                name="intervalosemanal_termina_despues_de_empezar",
                condition=Q(hasta_min__gt=F("desde_min"), hasta_min__lte=MINUTOS_DEL_DIA),
                violation_error_message=_("Un intervalo termina después de empezar, el mismo día."),
            ),
            models.CheckConstraint(
                name="intervalosemanal_temporada_posible",
                condition=Q(temporada_desde=TODO_EL_ANIO, temporada_hasta=TODO_EL_ANIO)
                | Q(
                    temporada_desde__gte=101,
                    temporada_hasta__lte=1231,
                    temporada_hasta__gte=F("temporada_desde"),
                ),
                violation_error_message=_("La temporada va de un día a otro del mismo año."),
            ),
            sin_solape(
                "intervalosemanal_sin_solape",
                mismo("version"),
                mismo("dia_semana"),
                numeros("temporada_desde", "temporada_hasta"),
                numeros("desde_min", "hasta_min", incluido=False),
                frase=_("Ese intervalo se solapa con otro del mismo día."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dia_semana_display()} {self.desde_min}-{self.hasta_min} min"


class FestivoQuerySet(models.QuerySet["Festivo"]):
    def de(self, calendario: Calendario) -> "FestivoQuerySet":
        """Those that a calendar keeps: national, of its community, of its town and its own."""
        territorio = Q(comunidad="", municipio="") | Q(
            comunidad=calendario.comunidad, municipio__in=["", calendario.municipio]
        )
        return self.filter((Q(calendario=None) & territorio) | Q(calendario=calendario))


class Festivo(models.Model):
    """A holiday of a territory (empty = everywhere) or of one calendar only."""

    fecha = models.DateField(_("fecha"))
    nombre = models.CharField(_("nombre"), max_length=120)
    comunidad = models.CharField(
        _("comunidad autónoma"), max_length=2, choices=Comunidad.choices, blank=True
    )
    municipio = models.CharField(_("municipio"), max_length=80, blank=True)
    calendario = models.ForeignKey(
        Calendario, models.CASCADE, null=True, blank=True, related_name="festivos_propios"
    )
    es_provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("Calculado, aún sin publicar oficialmente.")
    )

    objects = FestivoQuerySet.as_manager()

    class Meta:
        verbose_name = _("festivo")
        verbose_name_plural = _("festivos")
        ordering = ["fecha"]
        constraints = [
            valores_de("comunidad", Comunidad, vacio=True),
            models.UniqueConstraint(
                name="festivo_uno_por_territorio",
                fields=["fecha", "comunidad", "municipio", "calendario"],
                nulls_distinct=False,
                violation_error_message=_("Ese festivo ya está apuntado."),
            ),
            models.CheckConstraint(
                name="festivo_municipio_con_comunidad",
                condition=Q(municipio="") | ~Q(comunidad=""),
                violation_error_message=_("Un festivo local necesita su comunidad."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fecha} {self.nombre}"
