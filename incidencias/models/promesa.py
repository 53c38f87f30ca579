"""What we promised a customer, with its date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from nucleo.models.ligera import Ligera
from nucleo.tiempo import DiaLocalField


class Promesa(Ligera):
    """Something we told the customer we would do by a date: kept, or broken."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="promesas")
    texto = models.CharField(_("qué prometemos"), max_length=200)
    vence_en = models.DateTimeField(_("para cuándo"))
    dia_vencimiento = DiaLocalField(_("día en que vence"), desde="vence_en")
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    # The customer asked for whoever is in charge: kept by their call or reply, nobody else's.
    es_de_supervision = models.BooleanField(default=False, db_default=False, editable=False)
    hecha_en = models.DateTimeField(default=timezone.now, editable=False)
    cumplida_en = models.DateTimeField(_("cumplida"), null=True, editable=False)
    anulada_en = models.DateTimeField(_("anulada"), null=True, editable=False)
    recordar_en = models.DateTimeField(_("recordarlo"), null=True, blank=True)
    recordada_en = models.DateTimeField(null=True, editable=False)
    # When its date passed without it: told once, by a sweep, in the timeline and to who made it.
    rota_en = models.DateTimeField(_("rota"), null=True, editable=False)

    class Meta:
        verbose_name = _("promesa")
        verbose_name_plural = _("promesas")
        constraints = [
            models.CheckConstraint(
                name="promesa_cumplida_o_anulada",
                condition=Q(cumplida_en=None) | Q(anulada_en=None),
            ),
            models.CheckConstraint(
                name="promesa_recordada_antes_de_vencer",
                condition=Q(recordar_en=None) | Q(recordar_en__lte=F("vence_en")),
                violation_error_message=_("El recordatorio tiene que llegar antes de la fecha."),
            ),
        ]
        indexes = [
            models.Index(
                name="promesa_pendiente",
                fields=["vence_en"],
                condition=Q(cumplida_en=None, anulada_en=None),
            ),
            models.Index(  # for the sweep that reminds
                name="promesa_por_recordar",
                fields=["recordar_en"],
                condition=Q(cumplida_en=None, anulada_en=None, recordada_en=None),
            ),
            # Nightly indicators read whole local days.
            models.Index(name="promesa_dia_vencimiento", fields=["dia_vencimiento"]),
        ]

    def __str__(self) -> str:
        return self.texto
