"""A case while it is still being typed: its draft, and the photos that arrive during the call."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Idioma
from incidencias.models.centralita import LlamadaCentralita
from incidencias.models.identidad import ComprobacionIdentidad
from incidencias.models.incidencia import Incidencia


class BorradorNueva(models.Model):
    """What somebody is typing in *Nueva*: nothing is lost when another call comes in."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="borradores_nueva", db_index=False
    )
    llamada = models.ForeignKey(
        LlamadaCentralita, models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    comprobacion = models.ForeignKey(
        ComprobacionIdentidad,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    titulo = models.CharField(max_length=200, blank=True)
    datos = models.JSONField(default=dict, blank=True)
    creado_en = models.DateTimeField(default=timezone.now, editable=False)
    guardado_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("incidencia a medias")
        verbose_name_plural = _("incidencias a medias")
        indexes = [models.Index(name="borradornueva_mios", fields=["usuario", "-guardado_en"])]

    def __str__(self) -> str:
        return self.titulo or str(self.uid)


class EnlaceFotos(models.Model):
    """A link by which a customer sends photos during the call, to a form or to its case.

    Only the hash of its token is stored; raising `version` or `anulado_en` revokes it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    huella = models.CharField(max_length=64, unique=True, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    borrador = models.ForeignKey(
        BorradorNueva, models.SET_NULL, related_name="enlaces", null=True, blank=True
    )
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="enlaces_fotos", null=True, blank=True
    )
    creado_en = models.DateTimeField(default=timezone.now, editable=False)
    caduca_en = models.DateTimeField(_("vale hasta"))
    anulado_en = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("enlace para fotos")
        verbose_name_plural = _("enlaces para fotos")
        constraints = [
            models.CheckConstraint(name="enlacefotos_con_version", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def esta_vivo(self) -> bool:
        return self.anulado_en is None and self.caduca_en > timezone.now()

    @property
    def idioma(self) -> str:
        """That of its case; before there is one, of the customer, if it is known who it is."""
        if self.incidencia is not None:
            return self.incidencia.idioma
        return self.cliente.idioma if self.cliente is not None else Idioma.ES


class FotoPrevia(models.Model):
    """A photo that came by the link, until its case exists and takes it as an attachment."""

    enlace = models.ForeignKey(EnlaceFotos, models.CASCADE, related_name="fotos")
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    nombre = models.CharField(_("nombre"), max_length=150)
    subida_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("foto por adjuntar")
        verbose_name_plural = _("fotos por adjuntar")
        constraints = [
            models.UniqueConstraint(
                name="fotoprevia_una_vez",
                fields=["enlace", "archivo"],
                violation_error_message=_("Esa foto ya ha llegado."),
            )
        ]

    def __str__(self) -> str:
        return self.nombre
