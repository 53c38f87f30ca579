"""What happens to a unit besides faults: it changes hands, and it is given a label."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente
from clientes.models.equipo import Equipo
from nucleo.restricciones import valores_de


class MotivoTraspaso(models.TextChoices):
    """Why a unit has another owner."""

    COMPRAVENTA = "compraventa", _("Se vendió de segunda mano")
    INMUEBLE = "inmueble", _("Va con la vivienda o el local")
    CESION = "cesion", _("Se regaló o se cedió")
    HERENCIA = "herencia", _("Herencia")
    TITULAR = "titular", _("Cambio de titular o de razón social")
    ERROR = "error", _("Estaba a nombre de otro por error")
    OTRO = "otro", _("Otro motivo")


class Traspaso(models.Model):
    """A unit went from one owner to another. For the office only: neither sees the other's data."""

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="traspasos", verbose_name=_("equipo")
    )
    de_cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="+", db_index=False, verbose_name=_("de")
    )
    a_cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="+", db_index=False, verbose_name=_("a")
    )
    fecha = models.DateField(_("fecha"))
    motivo = models.CharField(_("motivo"), max_length=15, choices=MotivoTraspaso)
    notas = models.TextField(_("notas"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("traspaso")
        verbose_name_plural = _("traspasos")
        constraints = [
            valores_de("motivo", MotivoTraspaso),
            models.CheckConstraint(
                name="traspaso_a_otro",
                condition=~Q(a_cliente=F("de_cliente")),
                violation_error_message=_("Ya es de ese cliente."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y}"


class EtiquetaEquipo(models.Model):
    """A QR label: its token is HMAC of unit and version, and only its hash is stored.

    One at most is alive: reissuing it revokes the one before (`clientes/etiquetas.py`).
    """

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="etiquetas", verbose_name=_("equipo"), db_index=False
    )
    version = models.PositiveSmallIntegerField(_("versión"))
    huella = models.CharField(max_length=64, unique=True, editable=False)
    emitida_en = models.DateTimeField(_("emitida"), default=timezone.now)
    anulada_en = models.DateTimeField(_("anulada"), null=True, blank=True)

    class Meta:
        verbose_name = _("etiqueta")
        verbose_name_plural = _("etiquetas")
        constraints = [
            models.UniqueConstraint(
                name="etiqueta_version_unica_por_equipo",
                fields=["equipo", "version"],
                violation_error_message=_("Esa etiqueta ya se emitió."),
            ),
            models.UniqueConstraint(
                name="etiqueta_una_viva_por_equipo",
                fields=["equipo"],
                condition=Q(anulada_en=None),
                violation_error_message=_("Ese equipo ya tiene una etiqueta."),
            ),
            models.CheckConstraint(
                name="etiqueta_anulada_tras_emitirse",
                condition=Q(anulada_en=None) | Q(anulada_en__gte=F("emitida_en")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipo_id} · {self.version}"
