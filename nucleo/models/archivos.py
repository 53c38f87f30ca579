"""Stored files: one row per content, whoever uses it links to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Archivo(models.Model):
    """A content by its hash. Attachments and photos are link tables of the apps above."""

    sha256 = models.CharField(_("huella"), max_length=64, unique=True, editable=False)
    tipo = models.CharField(_("tipo"), max_length=100, editable=False)
    bytes = models.PositiveBigIntegerField(_("tamaño en bytes"), editable=False)
    fichero = models.FileField(_("fichero"), max_length=200, editable=False)
    ancho_px = models.PositiveIntegerField(null=True, editable=False)
    alto_px = models.PositiveIntegerField(null=True, editable=False)
    creado_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("archivo")
        verbose_name_plural = _("archivos")

    def __str__(self) -> str:
        return f"{self.tipo} {self.sha256[:12]}"

    @property
    def es_imagen(self) -> bool:
        return self.tipo.startswith("image/")
