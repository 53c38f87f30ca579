"""What the law asks of a complaint besides its date: the answer, its completion, the ADR body."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidencias.models.conversacion import Mensaje
from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones_plazos import SentidoRespuesta
from nucleo.restricciones import valores_de


class RespuestaReclamacion(models.Model):
    """The public message that answers a complaint on its substance (a receipt does not).

    A refusal gives its reasons and says which ADR body there is and how to reach it (Ley 10/2025
    art. 13, Ley 7/2017 art. 40).
    """

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="respuestas_finales")
    mensaje = models.OneToOneField(Mensaje, models.PROTECT, related_name="respuesta_final")
    sentido = models.CharField(_("qué se decide"), max_length=11, choices=SentidoRespuesta)
    motivos = models.TextField(_("motivos"), max_length=10_000, blank=True)
    texto_adr = models.TextField(_("vía extrajudicial"), max_length=2_000, blank=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    respondida_en = models.DateTimeField(_("respondida"))

    class Meta:
        verbose_name = _("respuesta de reclamación")
        verbose_name_plural = _("respuestas de reclamación")
        constraints = [
            valores_de("sentido", SentidoRespuesta),
            models.CheckConstraint(
                name="respuestareclamacion_negativa_razonada",
                condition=Q(sentido=SentidoRespuesta.ESTIMADA)
                | (~Q(motivos="") & ~Q(texto_adr="")),
                violation_error_message=_(
                    "Para no darle la razón hay que decir por qué, punto por punto, y a qué "
                    "entidad puede acudir."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_sentido_display()


class PeticionCompletar(models.Model):
    """What a complaint lacked, asked of the customer with a last day (Ley 10/2025 art. 13.3)."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="peticiones")
    mensaje = models.OneToOneField(Mensaje, models.PROTECT, related_name="+")
    pedida_en = models.DateTimeField(_("pedida"))
    fecha_tope = models.DateField(_("el cliente tiene hasta el"))
    completada_en = models.DateTimeField(_("completada"), null=True)
    vencida_en = models.DateTimeField(_("dada por resuelta"), null=True)

    class Meta:
        verbose_name = _("petición de completar")
        verbose_name_plural = _("peticiones de completar")
        constraints = [
            models.UniqueConstraint(
                name="peticioncompletar_una_abierta",
                fields=["incidencia"],
                condition=Q(completada_en=None, vencida_en=None),
                violation_error_message=_("Ya se le ha pedido que la complete."),
            ),
            models.CheckConstraint(
                name="peticioncompletar_un_final",
                condition=Q(completada_en=None) | Q(vencida_en=None),
            ),
            models.CheckConstraint(
                name="peticioncompletar_completada_despues",
                condition=Q(completada_en=None) | Q(completada_en__gte=F("pedida_en")),
                violation_error_message=_("No se pudo completar antes de pedirlo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fecha_tope:%d/%m/%Y}"

    @property
    def esta_abierta(self) -> bool:
        return self.completada_en is None and self.vencida_en is None


class TramiteADR(models.Model):
    """A complaint that the consumer took to an alternative dispute resolution body."""

    incidencia = models.OneToOneField(Incidencia, models.PROTECT, related_name="tramite_adr")
    entidad = models.CharField(_("entidad"), max_length=160)
    fecha_solicitud = models.DateField(_("solicitada el"))
    fecha_expediente = models.DateField(_("expediente completo el"), null=True, blank=True)
    fecha_resultado = models.DateField(_("resultado el"), null=True, blank=True)
    resultado = models.CharField(_("resultado"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("trámite extrajudicial")
        verbose_name_plural = _("trámites extrajudiciales")
        constraints = [
            models.CheckConstraint(
                name="tramiteadr_en_orden",
                condition=(Q(fecha_expediente=None) | Q(fecha_expediente__gte=F("fecha_solicitud")))
                & (
                    Q(fecha_resultado=None)
                    | Q(fecha_resultado__gte=F("fecha_solicitud"), resultado__gt="")
                ),
                violation_error_message=_("Esas fechas no van en orden, o falta el resultado."),
            )
        ]

    def __str__(self) -> str:
        return self.entidad
