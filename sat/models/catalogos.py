"""What an administrator configures: who sends the jobs, parts, checklists, external SATs."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nucleo.busqueda import columna_texto_trigramas, columna_trigramas
from nucleo.restricciones import valores_de
from sat.models.opciones import ClasePunto, Tipo, TipoMandante


class Mandante(models.Model):
    """Who sends and pays a job: the customer, our company, a brand or an insurer."""

    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoMandante)
    nombre = models.CharField(_("nombre"), max_length=120, unique=True)
    nif = models.CharField(_("NIF"), max_length=20, blank=True)
    correo = models.EmailField(_("correo"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    tarifa = models.CharField(_("tarifa"), max_length=40, blank=True)
    mano_obra_hora_eur = models.DecimalField(
        _("mano de obra (€/hora)"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    desplazamiento_eur = models.DecimalField(
        _("desplazamiento (€)"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    limite_autorizado_eur = models.DecimalField(
        _("límite autorizado por orden (€)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Sin límite si se deja en blanco."),
    )
    exige_referencia = models.BooleanField(_("exige su número de expediente"), default=False)
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("mandante")
        verbose_name_plural = _("mandantes")
        ordering = ["nombre"]
        constraints = [
            valores_de("tipo", TipoMandante),
            models.CheckConstraint(
                name="mandante_importes_no_negativos",
                condition=(Q(limite_autorizado_eur=None) | Q(limite_autorizado_eur__gte=0))
                & (Q(mano_obra_hora_eur=None) | Q(mano_obra_hora_eur__gte=0))
                & (Q(desplazamiento_eur=None) | Q(desplazamiento_eur__gte=0)),
                violation_error_message=_("Un importe no puede ser negativo."),
            ),
            models.UniqueConstraint(
                name="mandante_un_cliente_y_una_empresa",
                fields=["tipo"],
                condition=Q(tipo__in=[TipoMandante.CLIENTE, TipoMandante.EMPRESA]),
                violation_error_message=_("De ese tipo solo hay un mandante."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class SatExterno(models.Model):
    """Another workshop to which we give orders; its people see only those."""

    nombre = models.CharField(_("nombre"), max_length=120, unique=True)
    nif = models.CharField(_("NIF"), max_length=20, blank=True)
    correo = models.EmailField(_("correo"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("SAT externo")
        verbose_name_plural = _("SAT externos")
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre


class Repuesto(models.Model):
    """A spare part of the catalogue. Stock comes with the warehouse."""

    referencia = models.CharField(_("referencia"), max_length=60, unique=True)
    nombre = models.CharField(_("nombre"), max_length=150)
    precio_eur = models.DecimalField(_("precio (€)"), max_digits=10, decimal_places=2, default=0)
    coste_eur = models.DecimalField(_("coste (€)"), max_digits=10, decimal_places=2, default=0)
    unidad = models.CharField(_("unidad"), max_length=12, default="ud")
    activo = models.BooleanField(_("activo"), default=True)
    texto_trigramas = columna_texto_trigramas("referencia", "nombre")
    trigramas = columna_trigramas("referencia", "nombre")

    class Meta:
        verbose_name = _("repuesto")
        verbose_name_plural = _("repuestos")
        ordering = ["referencia"]
        constraints = [
            models.CheckConstraint(
                name="repuesto_importes_no_negativos",
                condition=Q(precio_eur__gte=0, coste_eur__gte=0),
                violation_error_message=_("Un importe no puede ser negativo."),
            )
        ]
        indexes = [GinIndex(name="repuesto_trigramas", fields=["trigramas"])]  # the phone's box

    def __str__(self) -> str:
        return f"{self.referencia} · {self.nombre}"


class PlantillaChecklist(models.Model):
    """The points a kind of order asks to check; empty `tipo` or `familia` means any."""

    nombre = models.CharField(_("nombre"), max_length=100, unique=True)
    tipo = models.CharField(_("tipo de orden"), max_length=15, choices=Tipo, blank=True)
    familia = models.CharField(_("familia de producto"), max_length=80, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("lista de comprobación")
        verbose_name_plural = _("listas de comprobación")
        ordering = ["nombre"]
        constraints = [
            valores_de("tipo", Tipo, vacio=True),
            models.UniqueConstraint(
                name="plantillachecklist_una_por_caso",
                fields=["tipo", "familia"],
                condition=Q(activa=True),
                violation_error_message=_(
                    "Ya hay una lista activa para ese tipo de orden y esa familia."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class PuntoChecklist(models.Model):
    """One point of a checklist."""

    plantilla = models.ForeignKey(PlantillaChecklist, models.CASCADE, related_name="puntos")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    texto = models.CharField(_("qué se comprueba"), max_length=200)
    clase = models.CharField(
        _("respuesta"), max_length=6, choices=ClasePunto, default=ClasePunto.SI_NO
    )
    unidad = models.CharField(_("unidad"), max_length=12, blank=True)
    minimo = models.DecimalField(_("mínimo"), max_digits=9, decimal_places=2, null=True, blank=True)
    maximo = models.DecimalField(_("máximo"), max_digits=9, decimal_places=2, null=True, blank=True)
    es_obligatorio = models.BooleanField(_("obligatorio"), default=True)
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("punto de comprobación")
        verbose_name_plural = _("puntos de comprobación")
        ordering = ["orden", "pk"]
        constraints = [
            valores_de("clase", ClasePunto),
            models.CheckConstraint(
                name="puntochecklist_limites_en_orden",
                condition=Q(minimo=None) | Q(maximo=None) | Q(maximo__gte=F("minimo")),
                violation_error_message=_("El máximo no puede ser menor que el mínimo."),
            ),
        ]

    def __str__(self) -> str:
        return self.texto
