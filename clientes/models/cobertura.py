"""Rights of a unit: coverages, and the days that stopped their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clientes.models.compra import Compra
from clientes.models.equipo import Equipo, Producto
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from datetime import date


class TipoCobertura(models.TextChoices):
    LEGAL = "legal", _("Garantía legal")
    COMERCIAL = "comercial", _("Garantía comercial")
    AMPLIACION = "ampliacion", _("Ampliación de garantía")
    REPARACION = "reparacion", _("Garantía de la reparación")
    POSTERIOR = "posterior", _("Año posterior a la reparación (art. 122.3)")
    CONTRATO = "contrato", _("Contrato de mantenimiento")


class QuienPaga(models.TextChoices):
    CLIENTE = "cliente", _("El cliente")
    VENDEDOR = "vendedor", _("El vendedor")
    FABRICANTE = "fabricante", _("El fabricante")
    ASEGURADORA = "aseguradora", _("La aseguradora")
    CONTRATO = "contrato", _("El contrato")
    NOSOTROS = "nosotros", _("Nuestra empresa")
    CORTESIA = "cortesia", _("Cortesía")


# Those who answer for a right. The customer pays what no right covers, and goodwill is given case
# by case: neither is a coverage.
GARANTES = frozenset(QuienPaga) - {QuienPaga.CLIENTE, QuienPaga.CORTESIA}
OPCIONES_DE_GARANTE = [(quien.value, quien.label) for quien in QuienPaga if quien in GARANTES]

# Given by hand or with the product; the others come from a purchase, an order or a contract.
TIPOS_DECLARADOS = (TipoCobertura.COMERCIAL, TipoCobertura.AMPLIACION)
TIPOS_A_MANO = (*TIPOS_DECLARADOS, TipoCobertura.REPARACION)


def porcentajes(tabla: str) -> list[models.CheckConstraint]:
    """The CHECKs of the three shares: from 0 to 100, and not all of them nothing."""
    return [
        models.CheckConstraint(
            name=f"{tabla}_porcentajes",
            condition=Q(piezas_pct__lte=100, mano_obra_pct__lte=100, desplazamiento_pct__lte=100),
            violation_error_message=_("Un porcentaje va de 0 a 100."),
        ),
        models.CheckConstraint(
            name=f"{tabla}_cubre_algo",
            condition=~Q(piezas_pct=0, mano_obra_pct=0, desplazamiento_pct=0),
            violation_error_message=_(
                "Una cobertura paga algo: piezas, mano de obra o desplazamiento."
            ),
        ),
    ]


class CoberturaQuerySet(models.QuerySet["Cobertura"]):
    def vigentes(self) -> CoberturaQuerySet:
        """Those that nobody has annulled, whatever their dates."""
        return self.filter(anulada_en=None)


class Cobertura(Ligera):
    """A right of a unit: what it covers, in which share, until when, and who pays."""

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="coberturas", verbose_name=_("equipo")
    )
    compra = models.ForeignKey(
        Compra, models.PROTECT, related_name="coberturas", null=True, blank=True
    )
    contrato = models.ForeignKey(
        "clientes.ContratoMantenimiento",
        models.PROTECT,
        related_name="coberturas",
        null=True,
        blank=True,
    )
    tipo = models.CharField(_("tipo"), max_length=15, choices=TipoCobertura)
    fecha_inicio = models.DateField(_("desde"))
    fecha_fin = models.DateField(_("hasta"))  # computed by normativa/reglas, suspensions included
    piezas_pct = models.PositiveSmallIntegerField(_("piezas (%)"), default=100)
    mano_obra_pct = models.PositiveSmallIntegerField(_("mano de obra (%)"), default=100)
    desplazamiento_pct = models.PositiveSmallIntegerField(_("desplazamiento (%)"), default=100)
    paga = models.CharField(_("paga"), max_length=15, choices=QuienPaga)
    garante = models.CharField(_("garante"), max_length=120, blank=True)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)
    condiciones = models.TextField(_("condiciones"), max_length=2_000, blank=True)
    documento = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True
    )
    # The order or the product that gave it: the second time it is asked for, the same row.
    referencia = models.CharField(_("referencia"), max_length=40, blank=True, editable=False)
    anulada_en = models.DateTimeField(_("anulada"), null=True, editable=False)
    motivo_anulacion = models.CharField(
        _("motivo de la anulación"), max_length=300, blank=True, editable=False
    )

    objects = CoberturaQuerySet.as_manager()

    class Meta:
        verbose_name = _("cobertura")
        verbose_name_plural = _("coberturas")
        constraints = [
            valores_de("tipo", TipoCobertura),
            valores_de("paga", QuienPaga),
            models.CheckConstraint(
                name="cobertura_termina_despues_de_empezar",
                condition=Q(fecha_fin__gte=F("fecha_inicio")),
                violation_error_message=_("La cobertura no puede terminar antes de empezar."),
            ),
            *porcentajes("cobertura"),
            models.CheckConstraint(
                name="cobertura_la_paga_un_garante",
                condition=Q(paga__in=sorted(GARANTES)),
                violation_error_message=_(
                    "Una cobertura la paga otro: ni el cliente ni la cortesía."
                ),
            ),
            models.CheckConstraint(
                name="cobertura_contrato_en_las_de_contrato",
                condition=Q(contrato=None) | Q(tipo=TipoCobertura.CONTRATO),
                violation_error_message=_("Solo una cobertura de contrato lleva contrato."),
            ),
            models.CheckConstraint(
                name="cobertura_anulada_con_motivo",
                condition=Q(anulada_en=None, motivo_anulacion="")
                | (Q(anulada_en__isnull=False) & ~Q(motivo_anulacion="")),
                violation_error_message=_("Para anular una cobertura hay que decir por qué."),
            ),
            models.UniqueConstraint(
                name="cobertura_una_por_referencia",
                fields=["equipo", "tipo", "referencia", "defecto"],
                condition=Q(anulada_en=None) & ~Q(referencia=""),
                violation_error_message=_("Ese equipo ya tiene esa cobertura."),
            ),
        ]
        indexes = [models.Index(name="cobertura_de_equipo", fields=["equipo", "-fecha_fin"])]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.fecha_inicio:%d/%m/%Y}–{self.fecha_fin:%d/%m/%Y}"

    @property
    def esta_anulada(self) -> bool:
        return self.anulada_en is not None

    def rige_en(self, dia: date) -> bool:
        return not self.esta_anulada and self.fecha_inicio <= dia <= self.fecha_fin


class CoberturaDeProducto(models.Model):
    """What comes with every unit of a product: a purchase gives it, counted from the delivery."""

    producto = models.ForeignKey(
        Producto, models.CASCADE, related_name="coberturas_de_serie", verbose_name=_("producto")
    )
    tipo = models.CharField(
        _("tipo"), max_length=15, choices=TipoCobertura, default=TipoCobertura.COMERCIAL
    )
    meses = models.PositiveSmallIntegerField(_("meses desde la entrega"))
    paga = models.CharField(
        _("paga"), max_length=15, choices=QuienPaga, default=QuienPaga.FABRICANTE
    )
    garante = models.CharField(_("garante"), max_length=120, blank=True)
    piezas_pct = models.PositiveSmallIntegerField(_("piezas (%)"), default=100)
    mano_obra_pct = models.PositiveSmallIntegerField(_("mano de obra (%)"), default=100)
    desplazamiento_pct = models.PositiveSmallIntegerField(_("desplazamiento (%)"), default=100)
    condiciones = models.TextField(_("condiciones"), max_length=2_000, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("cobertura de serie")
        verbose_name_plural = _("coberturas de serie")
        constraints = [
            valores_de("tipo", TipoCobertura),
            valores_de("paga", QuienPaga),
            *porcentajes("coberturadeproducto"),
            models.CheckConstraint(
                name="coberturadeproducto_declarada",
                condition=Q(tipo__in=TIPOS_DECLARADOS),
                violation_error_message=_(
                    "Con el producto viene una garantía comercial o una ampliación."
                ),
            ),
            models.CheckConstraint(
                name="coberturadeproducto_la_paga_un_garante",
                condition=Q(paga__in=sorted(GARANTES)),
                violation_error_message=_(
                    "Una cobertura la paga otro: ni el cliente ni la cortesía."
                ),
            ),
            models.CheckConstraint(
                name="coberturadeproducto_meses",
                condition=Q(meses__gte=1, meses__lte=600),
                violation_error_message=_("Los meses van de 1 a 600."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} · {self.producto}"


class SuspensionCobertura(models.Model):
    """Days in which a unit was at our disposal for a remedy: they stop the terms (art. 122.1)."""

    equipo = models.ForeignKey(Equipo, models.PROTECT, related_name="suspensiones")
    entregado_en = models.DateField(_("puesto a disposición"))
    devuelto_en = models.DateField(_("devuelto"), null=True, blank=True)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)
    referencia = models.CharField(_("referencia"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("suspensión de garantía")
        verbose_name_plural = _("suspensiones de garantía")
        constraints = [
            models.CheckConstraint(
                name="suspension_vuelve_despues_de_entrar",
                condition=Q(devuelto_en=None) | Q(devuelto_en__gte=F("entregado_en")),
                violation_error_message=_("No puede volver antes de entrar."),
            ),
            models.UniqueConstraint(
                name="suspension_una_abierta_por_equipo",
                fields=["equipo"],
                condition=Q(devuelto_en=None),
                violation_error_message=_("Ese equipo ya está en nuestro poder."),
            ),
            models.UniqueConstraint(
                name="suspension_una_por_referencia",
                fields=["equipo", "referencia"],
                condition=~Q(referencia=""),
                violation_error_message=_("Esa orden ya tiene sus días anotados en ese equipo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entregado_en:%d/%m/%Y}"
