"""What is known and said again: reply templates, by language, and scripts for a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Idioma
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario

LARGO_PLANTILLA = 10_000


class Ambito(models.Model):
    """What it is for: kinds and categories of case, by code and id; empty is for all.

    They belong to the app above, which says which there are (`conocimiento/ambitos.py`).
    """

    tipos = ArrayField(
        models.CharField(max_length=20), verbose_name=_("tipos"), default=list, blank=True
    )
    categorias = ArrayField(
        models.PositiveIntegerField(), verbose_name=_("categorías"), default=list, blank=True
    )

    class Meta:
        abstract = True


class AmbitoQuerySet(models.QuerySet):
    """Rows that say what they are for."""

    def para(self, tipo: str, categorias: list[int]):  # type: ignore[no-untyped-def]
        """Those for that kind and any of those categories (the case's own and those above it)."""
        return self.filter(
            Q(tipos__len=0) | Q(tipos__contains=[tipo]),
            Q(categorias__len=0) | Q(categorias__overlap=categorias),
        )


class PlantillaQuerySet(AmbitoQuerySet):
    def activas(self) -> PlantillaQuerySet:
        return self.filter(activa=True)

    def visibles_para(self, usuario: Usuario) -> PlantillaQuerySet:
        """The shared ones and one's own."""
        if not usuario.es_de_oficina:
            return self.none()
        return self.filter(Q(dueno=None) | Q(dueno=usuario))


class Plantilla(Ambito):
    """A reply written once: in each language, with variables and both forms of address."""

    nombre = models.CharField(_("nombre"), max_length=100)
    atajo = models.SlugField(
        _("atajo"), max_length=40, help_text=_("Lo que se escribe detrás de la barra: /cita.")
    )
    carpeta = models.CharField(_("carpeta"), max_length=60, blank=True)
    dueno = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="plantillas",
        null=True,
        blank=True,
        verbose_name=_("de quién"),
    )
    activa = models.BooleanField(_("activa"), default=True)
    # Of those that came with the program: it says which have already been created once.
    clave = models.CharField(max_length=40, blank=True, editable=False)
    usos = models.PositiveIntegerField(_("usos"), default=0, editable=False)
    usada_en = models.DateTimeField(_("último uso"), null=True, editable=False)
    creada_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = PlantillaQuerySet.as_manager()

    class Meta:
        verbose_name = _("plantilla")
        verbose_name_plural = _("plantillas")
        constraints = [
            models.UniqueConstraint(
                name="plantilla_atajo_unico",
                fields=["dueno", "atajo"],
                condition=Q(activa=True),
                nulls_distinct=False,
                violation_error_message=_("Ya hay otra plantilla con ese atajo."),
            ),
            models.UniqueConstraint(
                name="plantilla_clave_unica", fields=["clave"], condition=~Q(clave="")
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("conocimiento:plantilla", args=[self.pk])


class TextoPlantilla(models.Model):
    """What a template says in one language."""

    plantilla = models.ForeignKey(Plantilla, models.CASCADE, related_name="textos")
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma, default=Idioma.ES)
    texto = models.TextField(_("texto"), max_length=LARGO_PLANTILLA)

    class Meta:
        verbose_name = _("texto de plantilla")
        verbose_name_plural = _("textos de plantilla")
        constraints = [
            valores_de("idioma", Idioma),
            models.UniqueConstraint(
                name="texto_plantilla_uno_por_idioma", fields=["plantilla", "idioma"]
            ),
            models.CheckConstraint(
                name="texto_plantilla_dice_algo",
                condition=~Q(texto=""),
                violation_error_message=_("El texto está vacío."),
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:60]


class GuionQuerySet(AmbitoQuerySet):
    def activos(self) -> GuionQuerySet:
        return self.filter(activo=True)


class Guion(Ambito):
    """What to ask and to argue in a conversation of a kind: steps, objections and answers."""

    nombre = models.CharField(_("nombre"), max_length=100)
    resumen = models.CharField(
        _("para qué sirve"), max_length=200, blank=True, help_text=_("En una frase.")
    )
    activo = models.BooleanField(_("activo"), default=True)
    clave = models.CharField(max_length=40, blank=True, editable=False)
    creado_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = GuionQuerySet.as_manager()

    class Meta:
        verbose_name = _("guion")
        verbose_name_plural = _("guiones")
        constraints = [
            models.UniqueConstraint(
                name="guion_clave_unica", fields=["clave"], condition=~Q(clave="")
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("conocimiento:guion", args=[self.pk])


class PasoGuion(models.Model):
    """One thing to ask, to check or to say, in order."""

    guion = models.ForeignKey(Guion, models.CASCADE, related_name="pasos")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    texto = models.CharField(_("paso"), max_length=300)
    ayuda = models.CharField(_("por qué, o qué mirar"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("paso de guion")
        verbose_name_plural = _("pasos de guion")
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return self.texto[:60]


class Objecion(models.Model):
    """What the customer may object, and what is answered."""

    guion = models.ForeignKey(Guion, models.CASCADE, related_name="objeciones")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    objecion = models.CharField(_("el cliente dice"), max_length=300)
    respuesta = models.TextField(_("se responde"), max_length=2_000)

    class Meta:
        verbose_name = _("objeción")
        verbose_name_plural = _("objeciones")
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return self.objecion[:60]
