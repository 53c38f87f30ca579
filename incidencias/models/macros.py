"""Several decisions on a case in one: what is done again and again, prepared once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conocimiento.models import Ambito, AmbitoQuerySet

if TYPE_CHECKING:
    from cuentas.models import Usuario


class MacroQuerySet(AmbitoQuerySet):
    def activas(self) -> MacroQuerySet:
        return self.filter(activa=True)

    def visibles_para(self, usuario: Usuario) -> MacroQuerySet:
        """The shared ones and one's own."""
        if not usuario.es_de_oficina:
            return self.none()
        return self.filter(Q(dueno=None) | Q(dueno=usuario))


class Macro(Ambito):
    """Several actions in one, done all or none, previewed before."""

    nombre = models.CharField(_("nombre"), max_length=100)
    atajo = models.SlugField(_("atajo"), max_length=40)
    dueno = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="macros",
        null=True,
        blank=True,
        verbose_name=_("de quién"),
    )
    activa = models.BooleanField(_("activa"), default=True)
    usos = models.PositiveIntegerField(_("usos"), default=0, editable=False)
    usada_en = models.DateTimeField(_("último uso"), null=True, editable=False)
    creada_en = models.DateTimeField(default=timezone.now, editable=False)
    clave = models.CharField(max_length=40, blank=True, editable=False)

    objects = MacroQuerySet.as_manager()

    class Meta:
        verbose_name = _("macro")
        verbose_name_plural = _("macros")
        constraints = [
            models.UniqueConstraint(
                name="macro_atajo_unico",
                fields=["dueno", "atajo"],
                condition=Q(activa=True),
                nulls_distinct=False,
                violation_error_message=_("Ya hay otra macro con ese atajo."),
            ),
            models.UniqueConstraint(
                name="macro_clave_unica", fields=["clave"], condition=~Q(clave="")
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("macros:macro", args=[self.pk])


class AccionMacro(models.Model):
    """One action of a macro: its code in `incidencias/actuaciones.py` and what it is done with."""

    macro = models.ForeignKey(Macro, models.CASCADE, related_name="acciones")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    codigo = models.CharField(_("acción"), max_length=40)
    datos = models.JSONField(_("con qué"), default=dict, blank=True)

    class Meta:
        verbose_name = _("acción de macro")
        verbose_name_plural = _("acciones de macro")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="accionmacro_orden_unico",
                fields=["macro", "orden"],
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.codigo
