"""What we offer after the sale, and the prices that are posted for everybody to read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clientes.models.equipo import Producto
from nucleo.models.empresa import Comunidad
from nucleo.restricciones import valores_de


class ConceptoTarifa(models.TextChoices):
    """What is charged apart, as RD 58/1988 names it."""

    MANO_OBRA = "mano_obra", _("Mano de obra")
    DESPLAZAMIENTO = "desplazamiento", _("Desplazamiento")
    MINIMO = "minimo", _("Mínimo de una intervención")
    PRESUPUESTO = "presupuesto", _("Presupuesto no aceptado")
    ALMACENAJE = "almacenaje", _("Almacenaje")


class TarifaQuerySet(models.QuerySet["Tarifa"]):
    def de_un_dia(self, dia: date) -> list[Tarifa]:
        """Those that rule on that day, one for each concept, family and territory: the last begun.

        If that one has ended, none of them: the one before does not come back.
        """
        iguales = ("concepto", "familia", "comunidad")
        ultimas = self.filter(desde__lte=dia).order_by(*iguales, "-desde").distinct(*iguales)
        return [tarifa for tarifa in ultimas if tarifa.hasta is None or tarifa.hasta >= dia]


class Tarifa(models.Model):
    """A public price from a day on. It is never edited: a change is a new row with its date."""

    concepto = models.CharField(_("concepto"), max_length=15, choices=ConceptoTarifa)
    familia = models.CharField(
        _("familia"), max_length=80, blank=True, help_text=_("En blanco: para todas.")
    )
    comunidad = models.CharField(
        _("comunidad autónoma"),
        max_length=2,
        choices=Comunidad.choices,
        blank=True,
        help_text=_("En blanco: en todas."),
    )
    importe_eur = models.DecimalField(
        _("importe (€), con impuestos"), max_digits=8, decimal_places=2
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    anunciada = models.BooleanField(
        _("anunciada"),
        default=True,
        help_text=_("Expuesta al público: sin eso no se puede cobrar el almacenaje."),
    )
    notas = models.CharField(_("aclaración"), max_length=200, blank=True)
    creada_en = models.DateTimeField(_("creada"), auto_now_add=True)

    objects = TarifaQuerySet.as_manager()

    class Meta:
        verbose_name = _("tarifa")
        verbose_name_plural = _("tarifas")
        constraints = [
            valores_de("concepto", ConceptoTarifa),
            valores_de("comunidad", Comunidad, vacio=True),
            models.CheckConstraint(
                name="tarifa_importe_no_negativo",
                condition=Q(importe_eur__gte=0),
                violation_error_message=_("El importe no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="tarifa_termina_despues_de_empezar",
                condition=Q(hasta=None) | Q(hasta__gte=F("desde")),
                violation_error_message=_("Una tarifa no puede acabar antes de empezar."),
            ),
            models.CheckConstraint(
                name="tarifa_fechas_creibles",
                condition=Q(desde__gte="1950-01-01", desde__lt="2100-01-01")
                & (Q(hasta=None) | Q(hasta__lt="2100-01-01")),
                violation_error_message=_("Esa fecha no es creíble: revisa el año."),
            ),
            models.UniqueConstraint(
                name="tarifa_una_por_fecha",
                fields=["concepto", "familia", "comunidad", "desde"],
                violation_error_message=_("Ya hay una tarifa de ese concepto desde ese día."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_concepto_display()} {self.importe_eur} € ({self.desde:%d/%m/%Y})"

    @property
    def para_que(self) -> str:
        """What it is charged for, in words."""
        partes = (self.familia, self.get_comunidad_display() if self.comunidad else "")
        return " · ".join(filter(None, partes)) or str(_("Cualquier aparato"))

    @property
    def unidad(self) -> str:
        """Per hour, per day, or each time."""
        return str(_UNIDADES.get(ConceptoTarifa(self.concepto), ""))


_UNIDADES = {
    ConceptoTarifa.MANO_OBRA: _("por hora"),
    ConceptoTarifa.ALMACENAJE: _("por día"),
    ConceptoTarifa.DESPLAZAMIENTO: _("por servicio"),
}


class ServicioPosventa(models.TextChoices):
    INSTALACION = "instalacion", _("Instalación")
    MANTENIMIENTO = "mantenimiento", _("Mantenimiento")
    AMPLIACION = "ampliacion", _("Ampliación de garantía")
    REPARACION = "reparacion", _("Reparación")
    REPUESTOS = "repuestos", _("Repuestos")
    AYUDA_REMOTA = "ayuda_remota", _("Ayuda a distancia")
    RECOGIDA = "recogida", _("Recogida y entrega")
    RETIRADA = "retirada", _("Retirada del viejo")


class ModoOferta(models.TextChoices):
    INCLUIDO = "incluido", _("Incluido")
    EN_VENTA = "en_venta", _("De pago")
    NO_OFRECIDO = "no_ofrecido", _("No lo ofrecemos")


class OfertaPosventaQuerySet(models.QuerySet["OfertaPosventa"]):
    def para_producto(self, producto: Producto) -> OfertaPosventaQuerySet:
        """Every row that speaks of that product, the general ones too."""
        return self.filter(
            Q(producto=producto)
            | Q(
                producto=None,
                familia__in=["", producto.familia],
                marca__in=["", producto.marca],
            ),
            activa=True,
        )


class OfertaPosventa(models.Model):
    """Whether we give a service after the sale: for a product, a family, a brand or all.

    Of several that speak of a product, the closest wins: product, family and brand, family, brand.
    """

    servicio = models.CharField(_("servicio"), max_length=15, choices=ServicioPosventa)
    modo = models.CharField(_("cómo"), max_length=12, choices=ModoOferta)
    producto = models.ForeignKey(
        Producto,
        models.PROTECT,
        related_name="ofertas",
        null=True,
        blank=True,
        verbose_name=_("producto"),
    )
    familia = models.CharField(_("familia"), max_length=80, blank=True)
    marca = models.CharField(_("marca"), max_length=80, blank=True)
    precio_eur = models.DecimalField(
        _("precio (€), con impuestos"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("En blanco: según tarifa o presupuesto."),
    )
    descripcion = models.CharField(_("en una frase"), max_length=200, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    objects = OfertaPosventaQuerySet.as_manager()

    class Meta:
        verbose_name = _("oferta posventa")
        verbose_name_plural = _("ofertas posventa")
        constraints = [
            valores_de("servicio", ServicioPosventa),
            valores_de("modo", ModoOferta),
            models.CheckConstraint(
                name="oferta_de_producto_o_de_familia",
                condition=Q(producto=None) | Q(familia="", marca=""),
                violation_error_message=_("Elige un producto, o una familia y marca: no ambos."),
            ),
            models.CheckConstraint(
                name="oferta_precio_si_se_vende",
                condition=Q(precio_eur=None) | Q(modo=ModoOferta.EN_VENTA, precio_eur__gte=0),
                violation_error_message=_("Solo lleva precio lo que es de pago, y no negativo."),
            ),
            models.UniqueConstraint(
                name="oferta_una_por_servicio",
                fields=["servicio", "producto", "familia", "marca"],
                condition=Q(activa=True),
                nulls_distinct=False,
                violation_error_message=_("Ya se dice qué se hace con ese servicio ahí."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_servicio_display()}: {self.get_modo_display()}"

    @property
    def para_que(self) -> str:
        """What it speaks of, in words."""
        partes = [self.familia, self.marca] if not self.producto_id else [str(self.producto)]
        return " ".join(filter(None, partes)) or str(_("todo lo demás"))

    @property
    def cercania(self) -> int:
        """How closely it speaks of a product: the highest wins."""
        if self.producto_id:
            return 4
        return 2 * bool(self.familia) + bool(self.marca)


def la_mas_cercana(ofertas: Iterable[OfertaPosventa]) -> list[OfertaPosventa]:
    """One for each service, the one that speaks most closely of the product, in their order."""
    mejores: dict[str, OfertaPosventa] = {}
    for oferta in ofertas:
        actual = mejores.get(oferta.servicio)
        if actual is None or oferta.cercania > actual.cercania:
            mejores[oferta.servicio] = oferta
    return [mejores[s] for s in ServicioPosventa.values if s in mejores]
