"""The work done: sessions, checklist answers, parts, photos, notes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import valores_de
from sat.models.catalogos import PlantillaChecklist, PuntoChecklist, Repuesto
from sat.models.cita import Cita
from sat.models.opciones import MomentoFoto, ResultadoVisita
from sat.models.orden import OrdenTrabajo
from sat.models.tecnico import Tecnico

if TYPE_CHECKING:
    from cuentas.models import Usuario

CENTIMO = Decimal("0.01")


class IntervencionQuerySet(models.QuerySet["Intervencion"]):
    def en_curso(self) -> IntervencionQuerySet:
        return self.filter(terminada_en=None)

    def visibles_para(self, usuario: Usuario) -> IntervencionQuerySet:
        """The office: all; a technician or an external SAT: those of its own people."""
        if usuario.es_de_oficina:
            visibles = self.filter(orden__cliente__bloqueado_en=None)
            vedados = usuario.grupos_vedados
            return visibles.exclude(orden__incidencia__grupo__in=vedados) if vedados else visibles
        return self.filter(
            tecnico__in=Tecnico.objects.visibles_para(usuario),
            orden__cliente__bloqueado_en=None,
        )

    def para_listado(self) -> IntervencionQuerySet:
        return self.select_related("tecnico__usuario", "cita", "parte").order_by("iniciada_en")


class Intervencion(models.Model):
    """One working session of a técnico on an orden, in the workshop or at the customer's site."""

    orden = models.ForeignKey(OrdenTrabajo, models.PROTECT, related_name="intervenciones")
    tecnico = models.ForeignKey(Tecnico, models.PROTECT, related_name="intervenciones")
    cita = models.OneToOneField(
        Cita, models.PROTECT, related_name="intervencion", null=True, blank=True
    )
    plantilla = models.ForeignKey(
        PlantillaChecklist, models.PROTECT, related_name="+", null=True, blank=True
    )
    iniciada_en = models.DateTimeField(_("iniciada"))
    terminada_en = models.DateTimeField(_("terminada"), null=True, editable=False)
    registrada_en = models.DateTimeField(default=timezone.now, editable=False)
    resultado = models.CharField(
        _("resultado"), max_length=15, choices=ResultadoVisita, blank=True, editable=False
    )
    trabajo = models.TextField(_("trabajo realizado"), blank=True, max_length=10_000)

    objects = IntervencionQuerySet.as_manager()

    class Meta:
        verbose_name = _("intervención")
        verbose_name_plural = _("intervenciones")
        constraints = [
            valores_de("resultado", ResultadoVisita, vacio=True),
            models.CheckConstraint(
                name="intervencion_termina_despues_de_empezar",
                condition=Q(terminada_en=None) | Q(terminada_en__gte=F("iniciada_en")),
                violation_error_message=_("Una intervención no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                name="intervencion_terminada_con_resultado",
                condition=Q(terminada_en=None, resultado="")
                | (Q(terminada_en__isnull=False) & ~Q(resultado="")),
                violation_error_message=_("Al terminar hay que decir con qué resultado."),
            ),
            models.UniqueConstraint(  # partial index: it also serves `en_curso()` by técnico
                name="intervencion_una_en_curso_por_tecnico",
                fields=["tecnico"],
                condition=Q(terminada_en=None),
                violation_error_message=_("El técnico ya tiene una intervención en curso."),
            ),
        ]
        indexes = [
            models.Index(name="intervencion_de_orden", fields=["orden", "iniciada_en"]),
            models.Index(name="intervencion_de_tecnico", fields=["tecnico", "-iniciada_en"]),
        ]

    def __str__(self) -> str:
        return f"{self.orden_id}·{self.pk}"

    @property
    def esta_en_curso(self) -> bool:
        return self.terminada_en is None

    @property
    def minutos(self) -> int:
        """Whole minutes worked; of one in course, until now."""
        fin = self.terminada_en or timezone.now()
        return int((fin - self.iniciada_en).total_seconds() // 60)


class RespuestaChecklist(models.Model):
    """The answer to one point; `texto` keeps the question as it was asked."""

    intervencion = models.ForeignKey(Intervencion, models.PROTECT, related_name="respuestas")
    punto = models.ForeignKey(PuntoChecklist, models.PROTECT, related_name="+")
    texto = models.CharField(_("punto"), max_length=200)
    valor_si = models.BooleanField(_("sí"), null=True)
    valor_numero = models.DecimalField(_("medida"), max_digits=9, decimal_places=2, null=True)
    valor_texto = models.CharField(_("texto"), max_length=300, blank=True)
    unidad = models.CharField(max_length=12, blank=True)
    respondida_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("respuesta de comprobación")
        verbose_name_plural = _("respuestas de comprobación")
        ordering = ["punto__orden", "punto_id"]
        constraints = [
            models.UniqueConstraint(
                name="respuestachecklist_una_por_punto", fields=["intervencion", "punto"]
            ),
            models.CheckConstraint(
                name="respuestachecklist_una_sola_clase",
                condition=Q(valor_si__isnull=False, valor_numero=None, valor_texto="")
                | Q(valor_si=None, valor_numero__isnull=False, valor_texto="")
                | (Q(valor_si=None, valor_numero=None) & ~Q(valor_texto="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.texto}: {self.valor}"

    @property
    def valor(self) -> bool | Decimal | str:
        if self.valor_si is not None:
            return self.valor_si
        return self.valor_texto if self.valor_numero is None else self.valor_numero

    @property
    def esta_fuera_de_limites(self) -> bool:
        """A measure outside the limits of its point (the point must be loaded)."""
        if self.valor_numero is None:
            return False
        minimo, maximo = self.punto.minimo, self.punto.maximo
        return (minimo is not None and self.valor_numero < minimo) or (
            maximo is not None and self.valor_numero > maximo
        )


class RepuestoUsado(models.Model):
    """A part put into the unit, with its price of that day."""

    intervencion = models.ForeignKey(Intervencion, models.PROTECT, related_name="repuestos")
    repuesto = models.ForeignKey(
        Repuesto, models.PROTECT, related_name="usos", null=True, blank=True
    )
    descripcion = models.CharField(_("descripción"), max_length=150)
    cantidad = models.DecimalField(_("cantidad"), max_digits=8, decimal_places=2)
    precio_eur = models.DecimalField(_("precio (€)"), max_digits=10, decimal_places=2, default=0)
    usado_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("repuesto usado")
        verbose_name_plural = _("repuestos usados")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="repuestousado_cantidad_positiva",
                condition=Q(cantidad__gt=0),
                violation_error_message=_("La cantidad tiene que ser mayor que cero."),
            ),
            models.CheckConstraint(
                name="repuestousado_precio_no_negativo",
                condition=Q(precio_eur__gte=0),
                violation_error_message=_("El precio no puede ser negativo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cantidad} × {self.descripcion}"

    @property
    def importe_eur(self) -> Decimal:
        return (self.cantidad * self.precio_eur).quantize(CENTIMO, ROUND_HALF_UP)


class FotoIntervencion(models.Model):
    """A photo of the session; the bytes are shared by hash (nucleo.Archivo)."""

    intervencion = models.ForeignKey(Intervencion, models.PROTECT, related_name="fotos")
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    momento = models.CharField(
        _("momento"), max_length=8, choices=MomentoFoto, default=MomentoFoto.DURANTE
    )
    pie = models.CharField(_("pie"), max_length=150, blank=True)
    hecha_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("fotos")
        ordering = ["hecha_en", "pk"]
        constraints = [
            valores_de("momento", MomentoFoto),
            models.UniqueConstraint(  # the phone may send the same one twice
                name="fotointervencion_una_vez", fields=["intervencion", "archivo"]
            ),
        ]

    def __str__(self) -> str:
        return self.pie or self.get_momento_display()


class NotaOrden(models.Model):
    """What somebody of ours wrote about an order; the customer does not see it."""

    orden = models.ForeignKey(OrdenTrabajo, models.PROTECT, related_name="notas")
    intervencion = models.ForeignKey(
        Intervencion, models.PROTECT, related_name="notas", null=True, blank=True
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    texto = models.TextField(_("texto"), max_length=5_000)
    escrita_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("nota de orden")
        verbose_name_plural = _("notas de orden")
        ordering = ["escrita_en", "pk"]
        indexes = [models.Index(name="notaorden_de_orden", fields=["orden", "escrita_en"])]

    def __str__(self) -> str:
        return self.texto[:60]
