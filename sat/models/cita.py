"""The appointment: who goes and when. The database refuses two at once for one técnico."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nucleo.models.ligera import Ligera
from nucleo.restricciones import mismo, sin_solape, valores_de
from sat.models.opciones import CITAS_VIVAS, EstadoCita
from sat.models.orden import OrdenTrabajo
from sat.models.tecnico import Tecnico

if TYPE_CHECKING:
    from datetime import datetime

    from cuentas.models import Usuario

FRANJA_MAXIMA = timedelta(hours=24)
SIN_SOLAPE = "cita_sin_solape"


class CitaQuerySet(models.QuerySet["Cita"]):
    def vivas(self) -> CitaQuerySet:
        """Still to come about, whatever the clock says."""
        return self.filter(estado__in=CITAS_VIVAS)

    def no_anuladas(self) -> CitaQuerySet:
        return self.exclude(estado=EstadoCita.ANULADA)

    def entre(self, desde: datetime, hasta: datetime) -> CitaQuerySet:
        """Those whose slot touches [desde, hasta)."""
        return self.filter(franja__overlap=(desde, hasta))

    def visibles_para(self, usuario: Usuario) -> CitaQuerySet:
        """Those of the orders that this person sees; an outsider, only their own people's."""
        if usuario.es_de_oficina:
            visibles = self.filter(orden__cliente__bloqueado_en=None)
            vedados = usuario.grupos_vedados
            return visibles.exclude(orden__incidencia__grupo__in=vedados) if vedados else visibles
        return self.filter(
            tecnico__in=Tecnico.objects.visibles_para(usuario),
            orden__cliente__bloqueado_en=None,
        )

    def para_listado(self) -> CitaQuerySet:
        return self.select_related(
            "tecnico__usuario",
            "orden__cliente",
            "orden__contacto",
            "orden__sede",
            "orden__equipo__producto",
        ).order_by("franja__startswith", "pk")


def _dentro_de_lo_creible(campo: str) -> Q:
    """Not empty, with both ends, at most a day long."""
    return (
        Q(**{f"{campo}__isempty": False})
        & Q(**{f"{campo}__lower_inf": False})
        & Q(**{f"{campo}__upper_inf": False})
        & Q(**{f"{campo}__endswith__lte": F(f"{campo}__startswith") + FRANJA_MAXIMA})
    )


class Cita(Ligera):
    """A visit: `franja` is planned and exclusive, `ventana` what the customer was told."""

    orden = models.ForeignKey(OrdenTrabajo, models.PROTECT, related_name="citas")
    tecnico = models.ForeignKey(
        Tecnico, models.PROTECT, related_name="citas", verbose_name=_("técnico")
    )
    franja = DateTimeRangeField(_("franja"))
    ventana = DateTimeRangeField(_("ventana prometida"))
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=EstadoCita,
        default=EstadoCita.CONFIRMADA,
        editable=False,
    )
    notas = models.CharField(_("notas"), max_length=300, blank=True)
    dada_en = models.DateTimeField(_("dada"), default=timezone.now, editable=False)
    anulada_en = models.DateTimeField(_("anulada"), null=True, editable=False)
    motivo_anulacion = models.CharField(_("motivo"), max_length=300, blank=True, editable=False)

    objects = CitaQuerySet.as_manager()

    class Meta:
        verbose_name = _("cita")
        verbose_name_plural = _("citas")
        constraints = [
            valores_de("estado", EstadoCita),
            models.CheckConstraint(
                name="cita_franja_creible",
                condition=_dentro_de_lo_creible("franja"),
                violation_error_message=_("La cita tiene que durar algo, y no más de 24 horas."),
            ),
            models.CheckConstraint(
                name="cita_ventana_creible",
                condition=_dentro_de_lo_creible("ventana"),
                violation_error_message=_(
                    "La ventana prometida tiene que durar algo, y no más de 24 horas."
                ),
            ),
            models.CheckConstraint(
                name="cita_empieza_en_su_ventana",
                condition=Q(
                    franja__startswith__gte=F("ventana__startswith"),
                    franja__startswith__lt=F("ventana__endswith"),
                ),
                violation_error_message=_(
                    "La cita tiene que empezar dentro de la ventana prometida al cliente."
                ),
            ),
            models.CheckConstraint(
                name="cita_anulada_con_instante",
                condition=Q(estado=EstadoCita.ANULADA, anulada_en__isnull=False)
                | (~Q(estado=EstadoCita.ANULADA) & Q(anulada_en=None)),
            ),
            sin_solape(  # its index also serves the agenda of one técnico
                SIN_SOLAPE,
                mismo("tecnico"),
                "franja",
                condicion=~Q(estado="anulada"),
                frase=_("El técnico ya tiene una cita en esa franja."),
            ),
        ]
        indexes = [
            models.Index(name="cita_de_orden", fields=["orden", "estado"]),
            models.Index(  # the agenda of a day, all technicians
                F("franja__startswith"), name="cita_por_comienzo", condition=~Q(estado="anulada")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden_id} · {self.empieza_en:%d/%m/%Y %H:%M}"

    @property
    def empieza_en(self) -> datetime:
        return self.franja.lower

    @property
    def termina_en(self) -> datetime:
        return self.franja.upper

    @property
    def minutos(self) -> int:
        return int((self.franja.upper - self.franja.lower).total_seconds() // 60)

    @property
    def esta_viva(self) -> bool:
        return self.estado in CITAS_VIVAS
