"""Telephone calls as the exchange tells them, whether or not anybody logs them on a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.opciones import SentidoLlamada
from incidencias.models.opciones_telefono import EN_EL_AIRE, EstadoLlamada, TipoSuceso
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField

if TYPE_CHECKING:
    from cuentas.models import Usuario

EN_EL_AIRE_COMO_MUCHO = timedelta(hours=4)
EN_EL_AIRE_ORDENADOS = sorted(EN_EL_AIRE)  # a condition of an index must always be written alike


class Extension(models.Model):
    """Whose desk rings: the exchange only knows extensions."""

    numero = models.CharField(_("extensión"), max_length=40, unique=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="extensiones",
        verbose_name=_("de quién"),
    )

    class Meta:
        verbose_name = _("extensión de teléfono")
        verbose_name_plural = _("extensiones de teléfono")
        ordering = ["numero"]

    def __str__(self) -> str:
        return self.numero


class LlamadaCentralitaQuerySet(models.QuerySet["LlamadaCentralita"]):
    def visibles_para(self, usuario: Usuario) -> LlamadaCentralitaQuerySet:
        """The office sees the telephone; nobody else does."""
        return self if usuario.es_de_oficina else self.none()

    def en_el_aire(self) -> LlamadaCentralitaQuerySet:
        """Ringing or being spoken, of the last hours: an exchange may forget to tell the end."""
        desde = timezone.now() - EN_EL_AIRE_COMO_MUCHO
        return self.filter(estado__in=EN_EL_AIRE_ORDENADOS, ofrecida_en__gte=desde)

    def de_quien_atiende(self, usuario: Usuario) -> LlamadaCentralitaQuerySet:
        """Those that this person has, or that ring on their desk and nobody has."""
        extensiones = [*usuario.extensiones.values_list("numero", flat=True), usuario.email]
        suena = Q(estado=EstadoLlamada.SONANDO, extensiones__overlap=extensiones)
        return self.filter(Q(agente=usuario) | suena)


class LlamadaCentralita(models.Model):
    """One telephone call. All but its key is derived from its `sucesos` (`incidencias/centralita`).

    A `Llamada` is what somebody writes on a case; one call may be written on none or on several.
    """

    centralita = models.CharField(_("centralita"), max_length=40, blank=True)
    uniqueid = models.CharField(_("identificador"), max_length=80)
    estado = models.CharField(_("estado"), max_length=10, choices=EstadoLlamada, editable=False)
    sentido = models.CharField(_("sentido"), max_length=10, choices=SentidoLlamada)
    numero = models.CharField(
        _("teléfono"), max_length=20, blank=True, help_text=_("Vacío: oculto o imposible.")
    )
    marcado = models.CharField(_("número marcado"), max_length=40, blank=True)
    cola = models.CharField(_("cola"), max_length=60, blank=True)
    extensiones = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    agente = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    ofrecida_en = models.DateTimeField(_("entra"))
    dia_oferta = DiaLocalField(_("día"), desde="ofrecida_en")
    contestada_en = models.DateTimeField(_("contestada"), null=True, blank=True)
    abandonada_en = models.DateTimeField(_("abandonada"), null=True, blank=True)
    terminada_en = models.DateTimeField(_("termina"), null=True, blank=True)
    espera_s = models.PositiveIntegerField(_("espera (s)"), null=True, blank=True)
    duracion_s = models.PositiveIntegerField(_("duración (s)"), default=0)
    transferencias = models.PositiveSmallIntegerField(_("transferencias"), default=0)
    grabacion_url = models.URLField(_("grabación"), max_length=500, blank=True)
    grabacion_consentida = models.BooleanField(_("consiente la grabación"), null=True, blank=True)
    registrada_en = models.DateTimeField(db_default=Now(), editable=False)
    # When we last learnt something of it: who counts calls looks for the ones that changed.
    actualizada_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = LlamadaCentralitaQuerySet.as_manager()

    class Meta:
        verbose_name = _("llamada de la centralita")
        verbose_name_plural = _("llamadas de la centralita")
        constraints = [
            valores_de("estado", EstadoLlamada),
            valores_de("sentido", SentidoLlamada),
            models.UniqueConstraint(
                name="llamadacentralita_una", fields=["centralita", "uniqueid"]
            ),
            models.CheckConstraint(
                name="llamadacentralita_estado_con_sus_instantes",
                condition=Q(
                    estado=EstadoLlamada.SONANDO,
                    contestada_en=None,
                    abandonada_en=None,
                    terminada_en=None,
                )
                | Q(
                    estado=EstadoLlamada.EN_CURSO,
                    contestada_en__isnull=False,
                    abandonada_en=None,
                    terminada_en=None,
                )
                | Q(
                    estado=EstadoLlamada.TERMINADA,
                    contestada_en__isnull=False,
                    abandonada_en=None,
                    terminada_en__isnull=False,
                )
                | Q(
                    estado=EstadoLlamada.ABANDONADA,
                    contestada_en=None,
                    abandonada_en__isnull=False,
                    terminada_en__isnull=False,
                    terminada_en=F("abandonada_en"),
                ),
            ),
            models.CheckConstraint(
                name="llamadacentralita_en_orden",
                condition=(Q(contestada_en=None) | Q(contestada_en__gte=F("ofrecida_en")))
                & (Q(terminada_en=None) | Q(terminada_en__gte=F("ofrecida_en")))
                & (
                    Q(contestada_en=None)
                    | Q(terminada_en=None)
                    | Q(terminada_en__gte=F("contestada_en"))
                ),
            ),
            models.CheckConstraint(
                name="llamadacentralita_grabada_si_consiente",
                # A CHECK lets an unknown pass: not knowing is not having consented.
                condition=Q(grabacion_url="")
                | Q(grabacion_consentida__isnull=False, grabacion_consentida=True),
            ),
        ]
        indexes = [
            models.Index(  # what rings now, on whose desk
                name="llamadacentralita_en_el_aire",
                fields=["-ofrecida_en"],
                condition=Q(estado__in=EN_EL_AIRE_ORDENADOS),
            ),
            # Who called, how often; and the call-backs of a number.
            models.Index(name="llamadacentralita_de_numero", fields=["numero", "-ofrecida_en"]),
            models.Index(name="llamadacentralita_recientes", fields=["-ofrecida_en", "-id"]),
            # Indicators read whole local days, and look for the ones that changed.
            models.Index(name="llamadacentralita_dia", fields=["dia_oferta"]),
            models.Index(name="llamadacentralita_cambio", fields=["actualizada_en"]),
        ]

    def __str__(self) -> str:
        return f"{self.numero or _('oculto')} {self.ofrecida_en:%d/%m/%Y %H:%M}"


class SucesoCentralita(models.Model):
    """One thing the exchange told about a call, as it came; its `clave` says whether it is new.

    They can be deleted when their time is over, like the recordings: they hold telephone numbers.
    """

    llamada = models.ForeignKey(
        LlamadaCentralita, models.CASCADE, related_name="sucesos", db_index=False
    )
    clave = models.CharField(max_length=64)
    tipo = models.CharField(_("qué"), max_length=12, choices=TipoSuceso)
    ocurrido_en = models.DateTimeField(_("cuándo"))
    datos = models.JSONField(default=dict, blank=True)
    registrado_en = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("suceso de la centralita")
        verbose_name_plural = _("sucesos de la centralita")
        constraints = [
            valores_de("tipo", TipoSuceso),
            models.UniqueConstraint(name="sucesocentralita_uno", fields=["llamada", "clave"]),
        ]
        indexes = [  # who counts calls pulls what is new
            models.Index(name="sucesocentralita_reg", fields=["registrado_en"])
        ]

    def __str__(self) -> str:
        return f"{self.tipo} {self.ocurrido_en:%H:%M:%S}"
