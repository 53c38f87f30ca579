"""Two customers that may be one: found by a task, told apart or merged by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class EstadoDuplicado(models.TextChoices):
    PENDIENTE = "pendiente", _("Por mirar")
    DISTINTOS = "distintos", _("No son el mismo")
    FUSIONADOS = "fusionados", _("Fusionados")


class MotivoDuplicado(models.TextChoices):
    """Why two customers look like one, from the surest to the weakest."""

    NIF = "nif", _("mismo NIF")
    TELEFONO = "telefono", _("mismo teléfono")
    CORREO = "correo", _("mismo correo")
    NOMBRE = "nombre", _("nombre muy parecido y mismo código postal")


class PosibleDuplicadoQuerySet(models.QuerySet["PosibleDuplicado"]):
    def visibles_para(self, usuario: Usuario) -> PosibleDuplicadoQuerySet:
        """Only the office, and only of customers that it sees."""
        if not usuario.es_de_oficina:
            return self.none()
        return self.filter(uno__bloqueado_en=None, otro__bloqueado_en=None)

    def pendientes(self) -> PosibleDuplicadoQuerySet:
        """Still to be looked at, and of two that still are two."""
        return self.filter(
            estado=EstadoDuplicado.PENDIENTE, uno__fusionado_en=None, otro__fusionado_en=None
        )


class PosibleDuplicado(models.Model):
    """A pair that looks like one customer; what a person decided about it is not asked again."""

    uno = models.ForeignKey(Cliente, models.PROTECT, related_name="+", db_index=False)
    otro = models.ForeignKey(Cliente, models.PROTECT, related_name="+")
    motivos = ArrayField(models.CharField(max_length=10), verbose_name=_("motivos"))
    puntos = models.PositiveSmallIntegerField(_("parecido"))  # 0–100, to sort by
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=EstadoDuplicado,
        default=EstadoDuplicado.PENDIENTE,
        editable=False,
    )
    hallado_en = models.DateTimeField(_("hallado"), default=timezone.now, editable=False)

    objects = PosibleDuplicadoQuerySet.as_manager()

    class Meta:
        verbose_name = _("posible duplicado")
        verbose_name_plural = _("posibles duplicados")
        constraints = [
            valores_de("estado", EstadoDuplicado),
            models.CheckConstraint(
                name="posibleduplicado_en_orden", condition=Q(uno__lt=F("otro"))
            ),
            models.UniqueConstraint(name="posibleduplicado_una_vez", fields=["uno", "otro"]),
        ]
        indexes = [
            models.Index(  # the list of those to look at
                name="posibleduplicado_pendiente",
                fields=["-puntos", "-id"],
                condition=Q(estado=EstadoDuplicado.PENDIENTE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uno_id}·{self.otro_id}"
