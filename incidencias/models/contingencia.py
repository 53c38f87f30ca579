"""A mass incident: many customers with the same fault at once, for a cause that is not theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clientes.eventos import EventoConContacto
from clientes.models import Cliente
from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones_plazos import AlcanceAviso
from nucleo.restricciones import valores_de


def _lista(nombre: Any, largo: int) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=largo), verbose_name=nombre, default=list, blank=True
    )


class ContingenciaQuerySet(models.QuerySet["Contingencia"]):
    def en_vigor(self, en: datetime) -> ContingenciaQuerySet:
        """Begun and not over: what touches the cases that arrive at that moment."""
        return self.filter(
            Q(hasta_en=None) | Q(hasta_en__gt=en),
            desde_en__lte=en,
            terminada_en=None,
            deshecha_en=None,
        )

    def vivas(self) -> ContingenciaQuerySet:
        """Neither ended nor undone: begun, or to come."""
        return self.filter(terminada_en=None, deshecha_en=None)


class Contingencia(models.Model):
    """An area, a cause and a time in which the agreed clocks of what it touches stand still.

    Places widen the area (a province or a postal code will do); product families narrow it.
    """

    codigo = models.CharField(_("código"), max_length=20, unique=True, editable=False)
    nombre = models.CharField(_("qué pasa"), max_length=120)
    causa = models.CharField(_("causa"), max_length=300)
    comunidades = _lista(_("comunidades autónomas"), 2)
    provincias = _lista(_("provincias"), 2)
    municipios = _lista(_("municipios"), 100)
    codigos_postales = _lista(_("códigos postales"), 10)
    sedes = ArrayField(models.BigIntegerField(), verbose_name=_("sedes"), default=list, blank=True)
    familias = _lista(_("familias de producto"), 80)
    desde_en = models.DateTimeField(_("desde"))
    hasta_en = models.DateTimeField(_("hasta"), null=True, blank=True)
    para_relojes = models.BooleanField(_("para los plazos acordados"), default=True)
    aviso_a = models.CharField(
        _("se avisa"), max_length=5, choices=AlcanceAviso, default=AlcanceAviso.CASOS
    )
    texto_cliente = models.TextField(_("qué se dice a los clientes"), max_length=2_000, blank=True)
    creada_en = models.DateTimeField(_("declarada"), editable=False)
    terminada_en = models.DateTimeField(_("terminada"), null=True, editable=False)
    deshecha_en = models.DateTimeField(_("deshecha"), null=True, editable=False)
    asentada_en = models.DateTimeField(
        null=True, editable=False, help_text=_("Su final ya ha llegado a todos sus casos.")
    )

    objects = ContingenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("contingencia")
        verbose_name_plural = _("contingencias")
        constraints = [
            valores_de("aviso_a", AlcanceAviso),
            models.CheckConstraint(
                name="contingencia_con_area",
                condition=~Q(
                    comunidades=[],
                    provincias=[],
                    municipios=[],
                    codigos_postales=[],
                    sedes=[],
                    familias=[],
                ),
                violation_error_message=_("Di a qué zona o a qué productos afecta."),
            ),
            models.CheckConstraint(
                name="contingencia_termina_despues",
                condition=(Q(hasta_en=None) | Q(hasta_en__gt=F("desde_en")))
                & (Q(terminada_en=None) | Q(terminada_en__gte=F("desde_en"))),
                violation_error_message=_("Una contingencia termina después de empezar."),
            ),
            models.CheckConstraint(
                name="contingencia_un_final",
                condition=Q(terminada_en=None) | Q(deshecha_en=None),
            ),
            models.CheckConstraint(
                name="contingencia_asentada_al_final",
                condition=Q(asentada_en=None)
                | Q(terminada_en__isnull=False)
                | Q(deshecha_en__isnull=False),
            ),
            models.CheckConstraint(
                name="contingencia_aviso_con_texto",
                condition=Q(aviso_a=AlcanceAviso.NADIE) | ~Q(texto_cliente=""),
                violation_error_message=_("Para avisar hay que decir qué."),
            ),
        ]
        indexes = [
            # The few that live, or whose end has not reached all their cases: the task, the intake.
            models.Index(
                name="contingencia_por_asentar",
                fields=["desde_en"],
                condition=Q(asentada_en=None),
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("contingencias:contingencia", args=[self.codigo])

    @property
    def acaba_en(self) -> datetime | None:
        """When it ended, or will; None while nobody knows."""
        return self.terminada_en or self.hasta_en

    @property
    def esta_viva(self) -> bool:
        return self.terminada_en is None and self.deshecha_en is None


class CasoContingencia(models.Model):
    """A case that a contingency touches, and from when to when its clocks stood still."""

    contingencia = models.ForeignKey(Contingencia, models.PROTECT, related_name="casos")
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="contingencias", db_index=False
    )
    enlazada_en = models.DateTimeField(_("enlazada"))
    pausa_desde = models.DateTimeField(_("plazos parados desde"), null=True)
    pausa_hasta = models.DateTimeField(_("plazos parados hasta"), null=True)
    retirada_en = models.DateTimeField(_("retirada"), null=True)

    class Meta:
        verbose_name = _("caso de contingencia")
        verbose_name_plural = _("casos de contingencia")
        constraints = [
            models.UniqueConstraint(
                name="casocontingencia_unico",
                fields=["incidencia", "contingencia"],
                violation_error_message=_("Esa incidencia ya está en la contingencia."),
            ),
            models.CheckConstraint(
                name="casocontingencia_pausa_en_orden",
                condition=Q(pausa_hasta=None)
                | Q(pausa_desde__isnull=False, pausa_hasta__gte=F("pausa_desde")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contingencia_id}: {self.incidencia_id}"


class AvisoContingencia(models.Model):
    """That a customer was told: once a contingency, however many cases they have."""

    contingencia = models.ForeignKey(
        Contingencia, models.PROTECT, related_name="avisos", db_index=False
    )
    cliente = models.ForeignKey(Cliente, models.PROTECT, related_name="+", db_index=False)
    comunicacion = models.OneToOneField(
        "nucleo.Comunicacion", models.PROTECT, related_name="+", null=True
    )
    hecho_en = models.DateTimeField(_("hecho"))

    class Meta:
        verbose_name = _("aviso de contingencia")
        verbose_name_plural = _("avisos de contingencia")
        constraints = [
            models.UniqueConstraint(
                name="avisocontingencia_uno_por_cliente", fields=["contingencia", "cliente"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.contingencia_id}: {self.cliente_id}"


class EventoContingencia(EventoConContacto):
    """What was decided over a contingency: declarada, prorrogada, terminada, deshecha."""

    pk = models.CompositePrimaryKey("contingencia_id", "id")
    contingencia = models.ForeignKey(
        Contingencia, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso de la contingencia")
        verbose_name_plural = _("sucesos de la contingencia")
        constraints = [*EventoConContacto.Meta.constraints]
        indexes = [
            *EventoConContacto.Meta.indexes,
            models.Index(name="eventocontingencia_de", fields=["contingencia", "ocurrido_en"]),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.ocurrido_en:%Y-%m-%d %H:%M}"
