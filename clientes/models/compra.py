"""Purchases: guarantee dates, repurchase and value come from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente, Contacto
from clientes.models.equipo import Equipo, Producto
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class Condicion(models.TextChoices):
    NUEVO = "nuevo", _("Nuevo")
    SEGUNDA_MANO = "segunda_mano", _("De segunda mano")
    DIGITAL = "digital", _("Contenido o servicio digital")


class Modalidad(models.TextChoices):
    """How it was sold: it decides whether there is a right to withdraw (TRLGDCU art. 102)."""

    ESTABLECIMIENTO = "establecimiento", _("En la tienda")
    DISTANCIA = "distancia", _("Por internet o por teléfono")
    FUERA = "fuera", _("En casa del cliente")
    VISITA_NO_SOLICITADA = "visita_no_solicitada", _("En una visita que no pidió")


class CompraQuerySet(models.QuerySet["Compra"]):
    def visibles_para(self, usuario: Usuario) -> CompraQuerySet:
        """The office sees all; a customer, its own: in a company, by the role of its contact."""
        if usuario.es_de_oficina:
            return self.filter(cliente__bloqueado_en=None)
        return self.de_cliente(usuario)

    def de_cliente(self, usuario: Usuario) -> CompraQuerySet:
        """What this person sees as a customer, whatever else they are here."""
        if not usuario.is_authenticated:
            return self.none()
        enteros = Contacto.objects.de_usuario(usuario).sus_clientes_enteros()
        return self.filter(cliente__in=enteros, cliente__bloqueado_en=None)


class Compra(Ligera):
    """What was bought, when, for how much: guarantee dates, repurchase and value come from it."""

    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="compras", verbose_name=_("cliente")
    )
    equipo = models.ForeignKey(
        Equipo,
        models.PROTECT,
        related_name="compras",
        null=True,
        blank=True,
        verbose_name=_("equipo"),
    )
    producto = models.ForeignKey(
        Producto, models.PROTECT, related_name="compras", null=True, blank=True
    )
    referencia = models.CharField(_("referencia"), max_length=80, blank=True)
    vendedor = models.CharField(_("vendedor"), max_length=120, blank=True)
    condicion = models.CharField(
        _("condición"), max_length=15, choices=Condicion, default=Condicion.NUEVO
    )
    modalidad = models.CharField(
        _("cómo se vendió"),
        max_length=20,
        choices=Modalidad,
        blank=True,
        help_text=_("En blanco: no se sabe."),
    )
    meses_pactados = models.PositiveSmallIntegerField(
        _("meses de garantía pactados"),
        null=True,
        blank=True,
        help_text=_("Solo segunda mano: no menos de 12 (TRLGDCU art. 120.1)."),
    )
    fecha_contrato = models.DateField(_("fecha del contrato"))
    fecha_factura = models.DateField(_("fecha de la factura"), null=True, blank=True)
    fecha_albaran = models.DateField(_("fecha del albarán"), null=True, blank=True)
    importe_eur = models.DecimalField(
        _("importe (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    justificante = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True
    )

    # The customer told it on the portal, and nobody here has looked at the evidence yet.
    por_comprobar = models.BooleanField(_("por comprobar"), default=False, editable=False)

    objects = CompraQuerySet.as_manager()

    class Meta:
        verbose_name = _("compra")
        verbose_name_plural = _("compras")
        constraints = [
            valores_de("condicion", Condicion),
            valores_de("modalidad", Modalidad, vacio=True),
            models.CheckConstraint(
                name="compra_segunda_mano_minimo_un_anio",
                condition=Q(meses_pactados=None)
                | Q(condicion=Condicion.SEGUNDA_MANO, meses_pactados__gte=12),
                violation_error_message=_(
                    "En segunda mano no se puede pactar menos de un año (TRLGDCU art. 120.1)."
                ),
            ),
            models.CheckConstraint(
                name="compra_importe_no_negativo",
                condition=Q(importe_eur=None) | Q(importe_eur__gte=0),
                violation_error_message=_("El importe no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="compra_fechas_creibles",
                condition=Q(fecha_contrato__gte="1950-01-01", fecha_contrato__lt="2100-01-01"),
                violation_error_message=_("La fecha del contrato no es creíble."),
            ),
            models.UniqueConstraint(
                name="compra_referencia_unica_por_cliente",
                fields=["cliente", "referencia"],
                condition=~Q(referencia=""),
                violation_error_message=_("Ese cliente ya tiene una compra con esa referencia."),
            ),
        ]

    def __str__(self) -> str:
        return self.referencia or f"{self.fecha_contrato:%d/%m/%Y}"
