"""Papers of a unit: the photo of its rating plate, its invoice, its manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente, Contacto
from clientes.models.equipo import Equipo
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class ClaseDocumento(models.TextChoices):
    PLACA = "placa", _("Placa de características")
    JUSTIFICANTE = "justificante", _("Factura, tique o albarán")
    MANUAL = "manual", _("Manual o instrucciones")
    OTRO = "otro", _("Otro")


class DocumentoEquipoQuerySet(models.QuerySet["DocumentoEquipo"]):
    def visibles_para(self, usuario: Usuario) -> DocumentoEquipoQuerySet:
        """The office sees all; a customer, what was kept for them while the unit is theirs."""
        if usuario.es_de_oficina:
            return self.filter(equipo__cliente__bloqueado_en=None)
        return self.filter(
            equipo__in=Equipo.objects.visibles_para(usuario),
            cliente=models.F("equipo__cliente"),
            cliente__in=Contacto.objects.de_usuario(usuario).values("cliente"),
        )


class DocumentoEquipo(models.Model):
    """A file of a unit, kept for whoever owned it then: the next owner does not see it."""

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="documentos", verbose_name=_("equipo")
    )
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="+", db_index=False, verbose_name=_("cliente")
    )
    archivo = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", verbose_name=_("fichero")
    )
    nombre = models.CharField(_("nombre"), max_length=150)
    clase = models.CharField(_("qué es"), max_length=15, choices=ClaseDocumento)
    guardado_en = models.DateTimeField(_("guardado"), default=timezone.now, editable=False)

    objects = DocumentoEquipoQuerySet.as_manager()

    class Meta:
        verbose_name = _("documento del equipo")
        verbose_name_plural = _("documentos del equipo")
        constraints = [
            valores_de("clase", ClaseDocumento),
            models.UniqueConstraint(
                name="documentoequipo_una_vez",
                fields=["equipo", "cliente", "archivo"],
                violation_error_message=_("Ese fichero ya está guardado."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre
