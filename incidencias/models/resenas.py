"""What is said of us in public: reviews, mentions, comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class Plataforma(models.TextChoices):
    GOOGLE = "google", _("Google")
    TRUSTPILOT = "trustpilot", _("Trustpilot")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    X = "x", _("X")
    TIKTOK = "tiktok", _("TikTok")
    AMAZON = "amazon", _("Amazon")
    OTRA = "otra", _("Otra")


class Resena(models.Model):
    """A review or a comment in public, the reply that we gave there, and whose it is if known."""

    plataforma = models.CharField(_("dónde"), max_length=12, choices=Plataforma)
    url = models.URLField(_("dirección"), max_length=500, blank=True)
    estrellas = models.PositiveSmallIntegerField(_("estrellas"), null=True, blank=True)
    autor = models.CharField(_("quién firma"), max_length=120)
    texto = models.TextField(_("qué dice"), blank=True, max_length=10_000)
    publicada_en = models.DateTimeField(_("publicada"))
    cliente = models.ForeignKey(
        Cliente,
        models.PROTECT,
        related_name="resenas",
        null=True,
        blank=True,
        verbose_name=_("cliente"),
    )
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="resenas", null=True, blank=True
    )
    respuesta = models.TextField(_("nuestra respuesta"), blank=True, max_length=10_000)
    respondida_en = models.DateTimeField(_("respondida"), null=True, editable=False)
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    sin_respuesta_en = models.DateTimeField(_("se dejó sin respuesta"), null=True, editable=False)
    sin_respuesta_motivo = models.CharField(_("por qué"), max_length=200, blank=True)
    registrada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    registrada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reseña")
        verbose_name_plural = _("reseñas")
        constraints = [
            valores_de("plataforma", Plataforma),
            models.CheckConstraint(
                name="resena_estrellas_de_1_a_5",
                condition=Q(estrellas=None) | Q(estrellas__range=(1, 5)),
                violation_error_message=_("Las estrellas van de 1 a 5."),
            ),
            models.CheckConstraint(
                name="resena_respuesta_con_su_fecha",
                condition=Q(respuesta="", respondida_en=None)
                | (~Q(respuesta="") & Q(respondida_en__isnull=False)),
            ),
            models.CheckConstraint(
                name="resena_sin_respuesta_con_motivo",
                condition=Q(sin_respuesta_en=None, sin_respuesta_motivo="")
                | (Q(sin_respuesta_en__isnull=False) & ~Q(sin_respuesta_motivo="")),
                violation_error_message=_("Di por qué se deja sin respuesta."),
            ),
            models.CheckConstraint(
                name="resena_respondida_o_dejada",
                condition=Q(respondida_en=None) | Q(sin_respuesta_en=None),
            ),
            models.UniqueConstraint(
                name="resena_url_unica",
                fields=["url"],
                condition=~Q(url=""),
                violation_error_message=_("Esa reseña ya está apuntada."),
            ),
        ]
        indexes = [
            models.Index(  # the screen of those that wait for an answer
                name="resena_sin_responder",
                fields=["publicada_en", "id"],
                condition=Q(respondida_en=None, sin_respuesta_en=None),
            ),
            models.Index(name="resena_por_publicacion", fields=["-publicada_en", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_plataforma_display()} · {self.autor}"

    @property
    def espera_respuesta(self) -> bool:
        return self.respondida_en is None and self.sin_respuesta_en is None
