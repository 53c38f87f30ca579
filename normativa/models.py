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
from normativa.reglas.territorio import SOLO_ESTATALES
from normativa.reglas.tipos import Certeza, Unidad
from nucleo.eventos import EventoBase
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


class Situacion(models.TextChoices):
    """How an override is on a given day; it is computed, never stored."""

    RIGE = "rige", _("rige")
    FUTURO = "futuro", _("aún no rige")
    TERMINADO = "terminado", _("terminó")
    ANULADO = "anulado", _("anulado")


# A hundred years: no date that the rules compute may leave the calendar.
MAXIMOS: dict[str, int] = {
    Unidad.DIAS: 36_500,
    Unidad.DIAS_HABILES: 3_650,
    Unidad.MESES: 1_200,
    Unidad.ANIOS: 100,
    Unidad.HORAS: 8_760,
    Unidad.PORCENTAJE: 100,
}
PLAZOS = {Unidad.DIAS, Unidad.DIAS_HABILES, Unidad.MESES, Unidad.ANIOS}


def oficial_de(codigo: str, en: date, territorio: str) -> Parametro | None:
    """The official figure that an override replaces; any of that code if none was in force.

    Of the same community or the State's, if there is one; of another community, only its unit is
    of use.
    """
    del_codigo = [cifra for cifra in oficiales() if cifra.codigo == codigo]
    cercanas = [cifra for cifra in del_codigo if cifra.territorio in {"", territorio}]
    return oficiales().aplicable(codigo, en, territorio) or next(iter(cercanas or del_codigo), None)


def sin_decimales_vanos(valor: Decimal) -> int | Decimal:
    """5.00 is 5: a term counts whole units."""
    return int(valor) if valor == valor.to_integral_value() else valor


class ParametroPropioQuerySet(models.QuerySet["ParametroPropio"]):
    def que_cuentan(self) -> ParametroPropioQuerySet:
        """All but those that were a mistake."""
        return self.filter(anulado_en=None)

    def para_historial(self) -> ParametroPropioQuerySet:
        """The newest first, with who did what to each (constant statements)."""
        return self.select_related("autor").prefetch_related("eventos__usuario").order_by("-pk")


class ParametroPropio(models.Model):
    """A figure that this installation uses instead of the official one, from a date on.

    It is never edited: the next one is another row. It may be given an end, or annulled when it
    was a mistake: then it never counted. What is done to it is in its events.
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
    anulado_en = models.DateTimeField(_("anulado"), null=True, editable=False)
    motivo_cese = models.CharField(_("por qué se deja"), max_length=300, blank=True)

    objects = ParametroPropioQuerySet.as_manager()

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
            models.CheckConstraint(
                name="parametropropio_anulado_con_motivo",
                condition=Q(anulado_en=None) | ~Q(motivo_cese=""),
                violation_error_message=_("Diga por qué se deja de usar."),
            ),
            models.UniqueConstraint(
                name="parametropropio_uno_por_fecha",
                fields=["codigo", "territorio", "desde"],
                condition=Q(anulado_en=None),
                violation_error_message=_("Ya hay un valor propio desde ese día."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.desde:%d/%m/%Y}"

    def situacion_el(self, dia: date) -> Situacion:
        if self.anulado_en:
            return Situacion.ANULADO
        if self.desde > dia:
            return Situacion.FUTURO
        if self.hasta is not None and self.hasta < dia:
            return Situacion.TERMINADO
        return Situacion.RIGE

    def clean(self) -> None:
        """A term is replaced by a term of whole units; any other figure, by one of its unit."""
        if self.territorio and self.codigo in SOLO_ESTATALES:
            raise ValidationError({"territorio": _("Esa cifra es la misma en toda España.")})
        oficial = oficial_de(self.codigo, self.desde, self.territorio) if self.desde else None
        if oficial is None or self.valor is None:
            return
        es_plazo = oficial.unidad in PLAZOS
        if self.unidad not in (PLAZOS if es_plazo else {oficial.unidad}):
            raise ValidationError({"unidad": _("Esa unidad no sirve para esa cifra.")})
        if es_plazo and self.valor != self.valor.to_integral_value():
            raise ValidationError({"valor": _("Un plazo se cuenta en unidades enteras.")})
        if self.valor > MAXIMOS.get(self.unidad, self.valor):
            raise ValidationError({"valor": _("Es demasiado: no tiene sentido.")})
        if oficial.unidad == Unidad.SI_NO and self.valor not in (0, 1):
            raise ValidationError({"valor": _("Escriba 1 si es obligatorio, 0 si no lo es.")})

    def como_parametro(self) -> Parametro:
        """The override as the rules read it, with the norm of the figure it replaces."""
        oficial = oficial_de(self.codigo, self.desde, self.territorio)
        es_de_alli = oficial is not None and oficial.territorio in {"", self.territorio}
        return Parametro(
            codigo=self.codigo,
            valor=sin_decimales_vanos(Decimal(self.valor)),
            unidad=Unidad(self.unidad),
            desde=self.desde,
            hasta=self.hasta,
            territorio=self.territorio,
            norma=oficial.norma if oficial and es_de_alli else "",
            articulo=oficial.articulo if oficial and es_de_alli else "",
            certeza=Certeza.INTERPRETACION,
            nota=self.motivo,
            propio=True,
        )


class CodigoParametro(models.TextChoices):
    """What can happen to an override."""

    CAMBIADO = "cambiado", _("cambió la cifra")  # {}
    TERMINADO = "terminado", _("le puso fin")  # {hasta, antes}
    ANULADO = "anulado", _("la anuló: fue un error")  # {}


class EventoParametro(EventoBase):
    """One fact about an override: who and when. Its reasons are in the row of the override."""

    pk = models.CompositePrimaryKey("parametro_id", "id")
    parametro = models.ForeignKey(
        ParametroPropio, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoBase.Meta):
        verbose_name = _("suceso de un valor propio")
        verbose_name_plural = _("sucesos de valores propios")
        ordering = ["parametro", "id"]

    @property
    def que_paso(self) -> str:
        return str(CodigoParametro(self.codigo).label)

    @property
    def hasta(self) -> date | None:
        """The end that was set, if it is what happened."""
        hasta = self.datos.get("hasta")
        return date.fromisoformat(hasta) if hasta else None
