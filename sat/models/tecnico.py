"""Who goes: own technicians and those of an external SAT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nucleo.busqueda import TextoUnido
from sat.models.catalogos import SatExterno

if TYPE_CHECKING:
    from cuentas.models import Usuario


class TecnicoQuerySet(models.QuerySet["Tecnico"]):
    def activos(self) -> TecnicoQuerySet:
        return self.filter(activo=True, usuario__is_active=True)

    def para_listado(self) -> TecnicoQuerySet:
        """By name, with what the agenda paints of each."""
        return self.select_related("usuario", "sat_externo").order_by(
            TextoUnido("usuario__nombre"), "pk"
        )

    def visibles_para(self, usuario: Usuario) -> TecnicoQuerySet:
        """The office sees all; an external SAT its own people; a technician, themselves."""
        if usuario.es_de_oficina:
            return self
        if not usuario.is_authenticated:
            return self.none()
        propios = Tecnico.objects.filter(usuario=usuario)
        return self.filter(
            Q(usuario=usuario)
            | Q(
                sat_externo__in=propios.filter(sat_externo__isnull=False).values("sat_externo_id"),
            )
        )


class Tecnico(models.Model):
    """A person who can be given an appointment. Their skills are the user's."""

    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="tecnico",
        verbose_name=_("usuario"),
    )
    sat_externo = models.ForeignKey(
        SatExterno,
        models.PROTECT,
        related_name="tecnicos",
        null=True,
        blank=True,
        verbose_name=_("SAT externo"),
        help_text=_("En blanco si es de la casa."),
    )
    zonas = ArrayField(
        models.CharField(max_length=5),
        verbose_name=_("zonas"),
        default=list,
        blank=True,
        help_text=_("Comienzos de código postal, separados por comas: 28, 4500."),
    )
    activo = models.BooleanField(_("activo"), default=True)

    objects = TecnicoQuerySet.as_manager()

    class Meta:
        verbose_name = _("técnico")
        verbose_name_plural = _("técnicos")

    def __str__(self) -> str:
        return str(self.usuario)


class Credencial(models.Model):
    """A licence or card a technician holds (gas, refrigerants, low voltage), with its expiry."""

    tecnico = models.ForeignKey(Tecnico, models.CASCADE, related_name="credenciales")
    nombre = models.CharField(_("credencial"), max_length=100)
    numero = models.CharField(_("número"), max_length=60, blank=True)
    caduca_en = models.DateField(_("caduca"), null=True, blank=True)

    class Meta:
        verbose_name = _("credencial")
        verbose_name_plural = _("credenciales")
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                name="credencial_unica_por_tecnico",
                fields=["tecnico", "nombre"],
                violation_error_message=_("Ese técnico ya tiene esa credencial."),
            )
        ]

    def __str__(self) -> str:
        return self.nombre
