"""Files that come in: what was asked of them, how far they are, and the rows they left out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import NuestroPapel
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from cuentas.models import Usuario

# With no sign of life for this long, whoever was working on it has died.
SIN_SENALES = timedelta(minutes=10)  # more than a batch, and than reading the largest file


class Clase(models.TextChoices):
    """What the rows of a file are."""

    TODO = "todo", _("Clientes con sus equipos y compras")
    CLIENTES = "clientes", _("Clientes")
    PRODUCTOS = "productos", _("Productos")
    EQUIPOS = "equipos", _("Equipos")
    COMPRAS = "compras", _("Compras")
    COBERTURAS = "coberturas", _("Coberturas")
    CONTRATOS = "contratos", _("Contratos")


class Estado(models.TextChoices):
    SUBIDA = "subida", _("Sin ensayar")
    ENSAYANDO = "ensayando", _("Ensayando")
    ENSAYADA = "ensayada", _("Ensayada")
    IMPORTANDO = "importando", _("Importando")
    TERMINADA = "terminada", _("Terminada")
    FALLIDA = "fallida", _("Se interrumpió")
    DESCARTADA = "descartada", _("Descartada")


# What becomes of a row.
RESULTADOS = (
    ("nuevas", _("Traen algo nuevo")),
    ("cambiadas", _("Cambian algo")),
    ("iguales", _("No cambian nada")),
    ("rechazadas", _("Rechazadas")),
)
EN_MARCHA = frozenset({Estado.ENSAYANDO, Estado.IMPORTANDO})


class ImportacionQuerySet(models.QuerySet["Importacion"]):
    def visibles_para(self, usuario: Usuario) -> ImportacionQuerySet:
        from intercambio.permisos import ROLES

        return self.all() if usuario.tiene_rol(*ROLES) else self.none()

    def para_listado(self) -> ImportacionQuerySet:
        return self.select_related("autor")

    def abandonadas(self) -> ImportacionQuerySet:
        """In course, and nobody has said for a while that they are at it."""
        limite = timezone.now() - SIN_SENALES
        calladas = Q(latido_en=None, pedida_en__lt=limite) | Q(latido_en__lt=limite)
        return self.filter(calladas, estado__in=EN_MARCHA)


class Importacion(models.Model):
    """A file of rows that somebody wants in: first rehearsed, then imported."""

    clase = models.CharField(_("qué trae"), max_length=12, choices=Clase)
    nombre = models.CharField(_("archivo"), max_length=200)
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creada_en = models.DateTimeField(_("subida"), default=timezone.now, editable=False)
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado, default=Estado.SUBIDA, editable=False
    )
    # How it is read: what was found out, or what the person said instead.
    hoja = models.CharField(_("hoja"), max_length=100, blank=True)
    codificacion = models.CharField(_("codificación"), max_length=20, blank=True)
    separador = models.CharField(_("separador"), max_length=1, blank=True)
    fila_cabecera = models.PositiveIntegerField(_("fila de los títulos"), default=1)
    columnas = models.JSONField(_("columnas"), default=list)  # [[title, code of its field or ""]]
    papel = models.CharField(  # of the new units of a file that does not say it
        _("para estos equipos somos"),
        max_length=20,
        choices=NuestroPapel,
        default=NuestroPapel.VENDEDOR,
    )
    solo_nuevas = models.BooleanField(_("no cambiar lo que ya existe"), default=False)
    # How far it is: rows in the order in which they are worked on, and what they did.
    total = models.PositiveIntegerField(_("filas"), default=0, editable=False)
    hechas = models.PositiveIntegerField(_("filas hechas"), default=0, editable=False)
    cuentas = models.JSONField(_("cuentas"), default=dict, editable=False)
    pedida_en = models.DateTimeField(_("pedida"), null=True, editable=False)
    latido_en = models.DateTimeField(_("última señal"), null=True, editable=False)
    terminada_en = models.DateTimeField(_("terminada"), null=True, editable=False)
    fallo = models.CharField(_("qué pasó"), max_length=500, blank=True, editable=False)

    objects = ImportacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("importación")
        verbose_name_plural = _("importaciones")
        constraints = [
            valores_de("clase", Clase),
            valores_de("estado", Estado),
            valores_de("papel", NuestroPapel),
            models.CheckConstraint(
                name="importacion_hechas_no_pasan_del_total", condition=Q(hechas__lte=F("total"))
            ),
            models.CheckConstraint(
                name="importacion_fallo_si_se_interrumpe",
                condition=Q(estado=Estado.FALLIDA) & ~Q(fallo="")
                | ~Q(estado=Estado.FALLIDA) & Q(fallo=""),
            ),
            models.CheckConstraint(
                name="importacion_terminada_con_su_hora",
                condition=Q(estado=Estado.TERMINADA, terminada_en__isnull=False)
                | ~Q(estado=Estado.TERMINADA) & Q(terminada_en=None),
            ),
        ]
        indexes = [
            models.Index(  # the sweep that takes up what was left halfway
                name="importacion_en_marcha",
                fields=["latido_en"],
                condition=Q(estado__in=[Estado.ENSAYANDO, Estado.IMPORTANDO]),
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("intercambio:importacion", args=[self.pk])

    @property
    def esta_en_marcha(self) -> bool:
        return self.estado in EN_MARCHA

    @property
    def campos(self) -> list[str]:
        """The code of the field of each column, "" for those left out."""
        return [codigo for _titulo, codigo in self.columnas]

    @property
    def titulos(self) -> list[str]:
        return [titulo for titulo, _codigo in self.columnas]

    @property
    def resumen(self) -> list[tuple[str, tuple[StrOrPromise, int]]]:
        """How many rows came to what, in words."""
        cuentas: dict[str, Any] = self.cuentas.get("filas", {})
        return [(que, (titulo, cuentas.get(que, 0))) for que, titulo in RESULTADOS]


class FilaRechazada(models.Model):
    """A row that did not come in, as it was, and why."""

    importacion = models.ForeignKey(Importacion, models.CASCADE, related_name="rechazadas")
    linea = models.PositiveIntegerField(_("línea"))
    columna = models.CharField(_("columna"), max_length=120, blank=True)
    motivo = models.CharField(_("motivo"), max_length=400)
    valores = models.JSONField(_("valores"), default=list)

    class Meta:
        verbose_name = _("fila rechazada")
        verbose_name_plural = _("filas rechazadas")
        constraints = [
            models.UniqueConstraint(
                name="filarechazada_una_por_linea", fields=["importacion", "linea"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.linea}: {self.motivo}"


class MapeoRecordado(models.Model):
    """Which field each column was, the last time that a file of that shape came in."""

    clase = models.CharField(_("qué trae"), max_length=12, choices=Clase)
    huella = models.CharField(max_length=64)  # of its titles
    columnas = models.JSONField(_("columnas"), default=list)
    usado_en = models.DateTimeField(_("usado"), default=timezone.now)

    class Meta:
        verbose_name = _("correspondencia de columnas")
        verbose_name_plural = _("correspondencias de columnas")
        constraints = [
            valores_de("clase", Clase),
            models.UniqueConstraint(name="mapeorecordado_unico", fields=["clase", "huella"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.huella[:8]}"
