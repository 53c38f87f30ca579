"""What an administrator configures: categories and waiting reasons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidencias.models.opciones import Tipo
from incidencias.models.opciones_plazos import MateriaLegal
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de


class Categoria(Ligera):
    """What a case is about; the children refine their parent."""

    nombre = models.CharField(_("nombre"), max_length=100)
    padre = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="hijas",
        null=True,
        blank=True,
        verbose_name=_("dentro de"),
    )
    tipo = models.CharField(_("tipo por defecto"), max_length=20, choices=Tipo, default=Tipo.AVERIA)
    grupo = models.ForeignKey(
        "cuentas.Grupo",
        models.PROTECT,
        related_name="categorias",
        null=True,
        blank=True,
        verbose_name=_("grupo por defecto"),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    exige_equipo = models.BooleanField(_("hay que decir el equipo"), default=False)
    exige_serie = models.BooleanField(_("el equipo, con su número de serie"), default=False)
    exige_foto = models.BooleanField(_("hace falta una foto"), default=False)
    exige_sede = models.BooleanField(_("hay que decir dónde"), default=False)
    texto_seguridad = models.ForeignKey(
        "incidencias.TextoSeguridad",
        models.PROTECT,
        related_name="categorias",
        null=True,
        blank=True,
        verbose_name=_("avisa siempre del peligro"),
    )
    es_resoluble_en_remoto = models.BooleanField(_("se puede resolver en remoto"), default=True)
    en_portal = models.BooleanField(_("se ofrece en el portal"), default=True)
    materia_legal = models.CharField(
        _("materia con plazo legal propio"), max_length=11, choices=MateriaLegal, blank=True
    )
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("categoría")
        verbose_name_plural = _("categorías")
        constraints = [
            valores_de("tipo", Tipo),
            valores_de("materia_legal", MateriaLegal, vacio=True),
            models.UniqueConstraint(
                name="categoria_nombre_unico",
                fields=["padre", "nombre"],
                nulls_distinct=False,
                violation_error_message=_("Ya hay una categoría con ese nombre."),
            ),
            models.CheckConstraint(
                name="categoria_fuera_de_si_misma",
                condition=Q(padre=None) | ~Q(padre=F("id")),
                violation_error_message=_("Una categoría no cabe dentro de sí misma."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class MotivoEspera(Ligera):
    """Why we wait, and whether the agreed clock stops meanwhile (the legal one never does)."""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("nombre"), max_length=80)
    para_reloj = models.BooleanField(_("para el reloj acordado"), default=True)
    espera_al_cliente = models.BooleanField(_("esperamos al cliente"), default=False)
    recordatorio_dias = models.PositiveSmallIntegerField(
        _("recordárselo cada (días hábiles)"), null=True, blank=True
    )
    recordatorios_max = models.PositiveSmallIntegerField(_("veces, como mucho"), default=0)
    aviso_cierre_dias = models.PositiveSmallIntegerField(
        _("avisar de que se va a cerrar (días hábiles)"),
        null=True,
        blank=True,
        help_text=_("Desde el último recordatorio o, si no los hay, desde que se espera."),
    )
    cierre_dias = models.PositiveSmallIntegerField(
        _("cerrar después del aviso (días naturales)"), null=True, blank=True
    )
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("motivo de espera")
        verbose_name_plural = _("motivos de espera")
        constraints = [
            models.CheckConstraint(
                name="motivoespera_recordatorios_completos",
                condition=Q(recordatorio_dias=None, recordatorios_max=0)
                | Q(
                    recordatorio_dias__isnull=False,
                    recordatorio_dias__range=(1, 60),
                    recordatorios_max__range=(1, 10),
                ),
                violation_error_message=_(
                    "Di cada cuántos días (de 1 a 60) y cuántas veces (de 1 a 10), o ninguna de "
                    "las dos cosas."
                ),
            ),
            models.CheckConstraint(
                name="motivoespera_cierre_avisado",
                condition=Q(aviso_cierre_dias=None, cierre_dias=None)
                | Q(
                    aviso_cierre_dias__isnull=False,
                    cierre_dias__isnull=False,
                    aviso_cierre_dias__range=(1, 90),
                    cierre_dias__range=(1, 90),
                ),
                violation_error_message=_(
                    "No se cierra sin avisar: di los días del aviso y los de después (de 1 a 90)."
                ),
            ),
            models.CheckConstraint(
                name="motivoespera_insiste_si_espera_al_cliente",
                condition=Q(espera_al_cliente=True)
                | Q(recordatorio_dias=None, aviso_cierre_dias=None),
                violation_error_message=_("Solo se insiste si lo que falta es del cliente."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre
