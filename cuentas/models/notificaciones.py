"""What the program tells the people who work with it: the bell."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotificacionQuerySet(models.QuerySet["Notificacion"]):
    def sin_leer(self) -> NotificacionQuerySet:
        return self.filter(leida_en=None)


class Notificacion(models.Model):
    """A sentence for one person, with the page it speaks of. The same thing is told once."""

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notificaciones", db_index=False
    )
    clave = models.CharField(max_length=160, editable=False)
    texto = models.CharField(_("texto"), max_length=300)
    url = models.CharField(max_length=300, editable=False)
    icono = models.CharField(max_length=40, default="bell", editable=False)
    creada_en = models.DateTimeField(_("creada"), default=timezone.now, editable=False)
    leida_en = models.DateTimeField(_("leída"), null=True, editable=False)

    objects = NotificacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("notificación")
        verbose_name_plural = _("notificaciones")
        constraints = [
            models.UniqueConstraint(name="notificacion_una_vez", fields=["usuario", "clave"]),
            models.CheckConstraint(
                name="notificacion_dentro_de_casa",
                # `//host` is another site's address.
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
            ),
        ]
        indexes = [
            # The page of one's notifications.
            models.Index(name="notificacion_de_usuario", fields=["usuario", "-id"]),
            # The figure beside the bell.
            models.Index(
                name="notificacion_sin_leer", fields=["usuario"], condition=Q(leida_en=None)
            ),
        ]

    def __str__(self) -> str:
        return self.texto
