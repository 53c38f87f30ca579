"""The document of a visit: its bytes and their hash; a later re-render is another document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import valores_de
from sat.models.intervencion import Intervencion
from sat.models.opciones import ModoFirma, MotivoSinFirma
from sat.models.orden import OrdenTrabajo


class ParteTrabajo(models.Model):
    """The work report of one session, signed or with the reason why it is not."""

    orden = models.ForeignKey(OrdenTrabajo, models.PROTECT, related_name="partes")
    intervencion = models.OneToOneField(Intervencion, models.PROTECT, related_name="parte")
    numero = models.PositiveSmallIntegerField(_("número"), help_text=_("Dentro de su orden."))
    emitido_en = models.DateTimeField(_("emitido"))
    pdf = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    pdf_sha256 = models.CharField(_("huella del PDF"), max_length=64)
    modo_firma = models.CharField(_("firma"), max_length=10, choices=ModoFirma)
    firma = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+", null=True)
    firmante = models.CharField(_("quién firma"), max_length=120, blank=True)
    motivo_sin_firma = models.CharField(
        _("por qué no se firma"), max_length=10, choices=MotivoSinFirma, blank=True
    )

    class Meta:
        verbose_name = _("parte de trabajo")
        verbose_name_plural = _("partes de trabajo")
        ordering = ["numero"]
        constraints = [
            valores_de("modo_firma", ModoFirma),
            valores_de("motivo_sin_firma", MotivoSinFirma, vacio=True),
            models.UniqueConstraint(name="partetrabajo_numero_unico", fields=["orden", "numero"]),
            models.CheckConstraint(
                name="partetrabajo_firma_o_motivo",
                condition=(
                    Q(modo_firma=ModoFirma.MANUSCRITA, firma__isnull=False, motivo_sin_firma="")
                    & ~Q(firmante="")
                )
                | (
                    Q(modo_firma=ModoFirma.ESCRITA, firma=None, motivo_sin_firma="")
                    & ~Q(firmante="")
                )
                | (Q(modo_firma=ModoFirma.SIN_FIRMA, firma=None) & ~Q(motivo_sin_firma="")),
                violation_error_message=_(
                    "El parte lleva la firma y el nombre de quien firma, o por qué no se firma."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.codigo

    @property
    def codigo(self) -> str:
        """OT-26-000045/1 (the order must be loaded)."""
        return f"{self.orden.codigo}/{self.numero}"

    @property
    def nombre_fichero(self) -> str:
        return f"parte-{self.orden.codigo}-{self.numero}.pdf"
