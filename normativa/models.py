"""Overrides of legal figures by this installation: dated, with reason and author."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from normativa.reglas.parametros import Parametro, oficiales
from normativa.reglas.tipos import Certeza, Unidad
from nucleo.models.empresa import Comunidad
from nucleo.restricciones import valores_de


class UnidadParametro(models.TextChoices):
    HORAS = Unidad.HORAS.value, _("horas")
    DIAS = Unidad.DIAS.value, _("días naturales")
    DIAS_HABILES = Unidad.DIAS_HABILES.value, _("días hábiles")
    MESES = Unidad.MESES.value, _("meses")
    ANIOS = Unidad.ANIOS.value, _("años")
    EUROS = Unidad.EUROS.value, _("euros")
    PORCENTAJE = Unidad.PORCENTAJE.value, _("por ciento")
    MINUTOS = Unidad.MINUTOS.value, _("minutos")
    KILOMETROS = Unidad.KILOMETROS.value, _("kilómetros")
    VECES = Unidad.VECES.value, _("veces")
    SI_NO = Unidad.SI_NO.value, _("sí (1) o no (0)")


PLAZOS = {Unidad.DIAS, Unidad.DIAS_HABILES, Unidad.MESES, Unidad.ANIOS}


def oficial_de(codigo: str, en: date, territorio: str) -> Parametro | None:
    """The official figure that an override replaces; any of that code if none was in force."""
    return oficiales().buscar(codigo, en, territorio) or next(
        (cifra for cifra in oficiales() if cifra.codigo == codigo), None
    )


class ParametroPropio(models.Model):
    """A figure that this installation uses instead of the official one, from a date on.

    It is never edited: the next one is another row. Only its end may be set, to stop using it.
    """

    codigo = models.CharField(_("parámetro"), max_length=60)
    territorio = models.CharField(
        _("comunidad autónoma"), max_length=2, choices=Comunidad.choices, blank=True
    )
    valor = models.DecimalField(
        _("valor"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    unidad = models.CharField(_("unidad"), max_length=15, choices=UnidadParametro)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    motivo = models.CharField(_("por qué"), max_length=300)
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("quién"),
    )
    creado_en = models.DateTimeField(_("cuándo"), auto_now_add=True)

    class Meta:
        verbose_name = _("valor propio de un parámetro")
        verbose_name_plural = _("valores propios de parámetros")
        ordering = ["codigo", "territorio", "-desde"]
        constraints = [
            valores_de("territorio", Comunidad, vacio=True),
            valores_de("unidad", UnidadParametro),
            models.CheckConstraint(
                name="parametropropio_termina_despues_de_empezar",
                condition=Q(hasta=None) | Q(hasta__gte=F("desde")),
                violation_error_message=_("No puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                name="parametropropio_no_negativo",
                condition=Q(valor__gte=0),
                violation_error_message=_("El valor no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="parametropropio_con_motivo",
                condition=~Q(motivo=""),
                violation_error_message=_("Diga por qué se cambia."),
            ),
            models.UniqueConstraint(
                name="parametropropio_uno_por_fecha",
                fields=["codigo", "territorio", "desde"],
                violation_error_message=_("Ya hay un valor propio desde ese día."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.desde:%d/%m/%Y}"

    def clean(self) -> None:
        """A term is replaced by a term of whole units; any other figure, by one of its unit."""
        oficial = oficial_de(self.codigo, self.desde, self.territorio) if self.desde else None
        if oficial is None or self.valor is None:
            return
        es_plazo = oficial.unidad in PLAZOS
        if self.unidad not in (PLAZOS if es_plazo else {oficial.unidad}):
            raise ValidationError({"unidad": _("Esa unidad no sirve para esa cifra.")})
        if es_plazo and self.valor != self.valor.to_integral_value():
            raise ValidationError({"valor": _("Un plazo se cuenta en unidades enteras.")})
        if oficial.unidad == Unidad.SI_NO and self.valor not in (0, 1):
            raise ValidationError({"valor": _("Escriba 1 si es obligatorio, 0 si no lo es.")})

    def como_parametro(self) -> Parametro:
        """The override as the rules read it, with the norm of the figure it replaces."""
        oficial = oficial_de(self.codigo, self.desde, self.territorio)
        entero = self.valor == self.valor.to_integral_value()
        return Parametro(
            codigo=self.codigo,
            valor=int(self.valor) if entero else self.valor,
            unidad=Unidad(self.unidad),
            desde=self.desde,
            hasta=self.hasta,
            territorio=self.territorio,
            norma=oficial.norma if oficial else "",
            articulo=oficial.articulo if oficial else "",
            certeza=Certeza.INTERPRETACION,
            nota=self.motivo,
            propio=True,
        )
