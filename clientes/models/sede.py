"""Places where we serve a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente, Contacto
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class FuentePosicion(models.TextChoices):
    """Where a position comes from, from the worst to the best."""

    NINGUNA = "ninguna", _("Sin posición")
    MUNICIPIO = "municipio", _("Centro del municipio")
    CODIGO_POSTAL = "codigo_postal", _("Centro del código postal")
    DIRECCION = "direccion", _("Dirección")
    GPS = "gps", _("GPS en la visita")
    MANUAL = "manual", _("Puesta a mano")

    @property
    def calidad(self) -> int:
        """The place in the order above: a better source is never replaced by a worse."""
        return list(type(self)).index(self)


class SedeQuerySet(models.QuerySet["Sede"]):
    def visibles_para(self, usuario: Usuario) -> SedeQuerySet:
        """The office sees all; a customer, its own: in a company, by the role of its contact."""
        if usuario.es_de_oficina:
            return self.filter(cliente__in=Cliente.objects.visibles_para(usuario).values("pk"))
        if not usuario.is_authenticated:
            return self.none()
        enteros = Contacto.objects.de_usuario(usuario).sus_clientes_enteros()
        return self.filter(cliente__in=enteros, cliente__bloqueado_en=None)


class Sede(Ligera):
    """A place where we serve a customer: address, calendar, access, position with its source."""

    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="sedes", verbose_name=_("cliente")
    )
    nombre = models.CharField(_("nombre"), max_length=80, blank=True)
    direccion = models.CharField(_("dirección"), max_length=200)
    municipio = models.CharField(_("municipio"), max_length=100, blank=True)
    codigo_postal = models.CharField(_("código postal"), max_length=10, blank=True)
    provincia = models.CharField(_("provincia"), max_length=2, blank=True)
    comunidad = models.CharField(_("comunidad autónoma"), max_length=2, blank=True)
    calendario = models.ForeignKey(
        "nucleo.Calendario",
        models.PROTECT,
        related_name="sedes",
        null=True,
        blank=True,
        verbose_name=_("calendario"),
    )
    notas_acceso = models.TextField(_("notas de acceso"), blank=True, max_length=1000)
    papeles_entrada = models.TextField(
        _("papeles para entrar"),
        blank=True,
        max_length=1000,
        help_text=_("Lo que piden en la puerta: coordinación de actividades, seguro, DNI…"),
    )
    latitud = models.DecimalField(
        _("latitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitud = models.DecimalField(
        _("longitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    posicion_fuente = models.CharField(
        _("fuente de la posición"),
        max_length=15,
        choices=FuentePosicion,
        default=FuentePosicion.NINGUNA,
    )
    posicion_precision_m = models.PositiveIntegerField(
        _("precisión de la posición (m)"), null=True, blank=True
    )

    objects = SedeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sede")
        verbose_name_plural = _("sedes")
        constraints = [
            valores_de("posicion_fuente", FuentePosicion),
            models.CheckConstraint(
                name="sede_posicion_completa",
                condition=Q(
                    latitud=None,
                    longitud=None,
                    posicion_precision_m=None,
                    posicion_fuente=FuentePosicion.NINGUNA,
                )
                | (
                    Q(latitud__isnull=False, latitud__range=(-90, 90))
                    & Q(longitud__isnull=False, longitud__range=(-180, 180))
                    & Q(posicion_precision_m__isnull=False)
                    & ~Q(posicion_fuente=FuentePosicion.NINGUNA)
                ),
                violation_error_message=_(
                    "Una posición lleva latitud, longitud, fuente y precisión."
                ),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(p for p in (self.nombre, self.direccion, self.municipio) if p)
