"""Who answers for a case: handing it over, and asking others without letting go of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones import ABIERTAS
from nucleo.restricciones import valores_de
from nucleo.tiempo import hoy

if TYPE_CHECKING:
    from cuentas.models import Usuario


class EstadoRelevo(models.TextChoices):
    PENDIENTE = "pendiente", _("Por aceptar")
    ACEPTADO = "aceptado", _("Aceptado")
    RECHAZADO = "rechazado", _("Rechazado")
    RETIRADO = "retirado", _("Retirado")


class RelevoQuerySet(models.QuerySet["Relevo"]):
    def pendientes(self) -> RelevoQuerySet:
        return self.filter(estado=EstadoRelevo.PENDIENTE, incidencia__estado__in=ABIERTAS)

    def para(self, usuario: Usuario) -> RelevoQuerySet:
        """Those that this person may accept: theirs, of whom they cover, or of a team."""
        cubre = usuario.suplencias.del_dia(hoy()).values("usuario")
        suyos = Q(a=usuario) | Q(a__in=cubre)
        return self.filter(suyos | Q(a=None, grupo__in=usuario.grupos.values("pk")))


class Relevo(models.Model):
    """A case that somebody hands over, with a reason: until it is accepted, it is still theirs."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="relevos")
    de = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    a = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    grupo = models.ForeignKey(
        "cuentas.Grupo", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    motivo = models.CharField(_("por qué"), max_length=500)
    estado = models.CharField(
        max_length=10, choices=EstadoRelevo, default=EstadoRelevo.PENDIENTE, editable=False
    )
    pedido_en = models.DateTimeField(default=timezone.now, editable=False)
    resuelto_en = models.DateTimeField(null=True, editable=False)
    resuelto_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    respuesta = models.CharField(_("por qué no"), max_length=500, blank=True)

    objects = RelevoQuerySet.as_manager()

    class Meta:
        verbose_name = _("relevo")
        verbose_name_plural = _("relevos")
        constraints = [
            valores_de("estado", EstadoRelevo),
            models.UniqueConstraint(
                name="relevo_uno_pendiente",
                fields=["incidencia"],
                condition=Q(estado="pendiente"),
                violation_error_message=_("Ya se ha pedido pasarla: retira antes la petición."),
            ),
            models.CheckConstraint(
                name="relevo_a_alguien",
                condition=Q(a__isnull=False) | Q(grupo__isnull=False),
                violation_error_message=_("Di a quién se la pasas."),
            ),
            models.CheckConstraint(name="relevo_a_otro", condition=Q(a=None) | ~Q(a=F("de"))),
            models.CheckConstraint(
                name="relevo_con_motivo",
                condition=~Q(motivo=""),
                violation_error_message=_("Para pasarla hay que decir por qué."),
            ),
            models.CheckConstraint(
                name="relevo_resuelto_con_instante",
                condition=Q(estado="pendiente", resuelto_en=None)
                | (~Q(estado="pendiente") & Q(resuelto_en__isnull=False)),
            ),
            models.CheckConstraint(
                name="relevo_rechazado_con_respuesta",
                condition=~Q(estado="rechazado") | ~Q(respuesta=""),
                violation_error_message=_("Para rechazarla hay que decir por qué."),
            ),
        ]
        indexes = [
            # What I have been handed, what my team has.
            models.Index(
                name="relevo_por_aceptar", fields=["a", "grupo"], condition=Q(estado="pendiente")
            )
        ]

    def __str__(self) -> str:
        return f"{self.incidencia_id}: {self.de} → {self.a or self.grupo}"


class ClasePeticion(models.TextChoices):
    """An authorisation asks for more money than whoever asks may give alone."""

    CONSULTA = "consulta", _("Consulta")
    AUTORIZACION = "autorizacion", _("Autorización")


class PeticionQuerySet(models.QuerySet["PeticionInterna"]):
    def abiertas(self) -> PeticionQuerySet:
        return self.filter(respondida_en=None, anulada_en=None)

    def vencidas(self) -> PeticionQuerySet:
        return self.abiertas().filter(limite_en__lt=timezone.now())


class PeticionInterna(models.Model):
    """What a case needs of another department, with a clock of its own inside the customer's."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="peticiones_internas")
    clase = models.CharField(
        max_length=12, choices=ClasePeticion, default=ClasePeticion.CONSULTA, editable=False
    )
    grupo = models.ForeignKey(
        "cuentas.Grupo",
        models.PROTECT,
        related_name="peticiones",
        null=True,
        blank=True,
        db_index=False,
    )
    texto = models.TextField(_("qué necesitas"), max_length=5_000)
    importe_eur = models.DecimalField(
        _("importe (€)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    pedida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién la pide")
    )
    pedida_en = models.DateTimeField(default=timezone.now, editable=False)
    limite_en = models.DateTimeField(_("para cuándo"))
    avisada_en = models.DateTimeField(null=True, editable=False)  # its delay was told, once
    respuesta = models.TextField(_("respuesta"), max_length=5_000, blank=True)
    concedida = models.BooleanField(null=True, editable=False)
    respondida_en = models.DateTimeField(null=True, editable=False)
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    anulada_en = models.DateTimeField(null=True, editable=False)

    objects = PeticionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petición interna")
        verbose_name_plural = _("peticiones internas")
        constraints = [
            valores_de("clase", ClasePeticion),
            models.CheckConstraint(
                name="peticioninterna_a_quien",
                condition=Q(clase="consulta", grupo__isnull=False, importe_eur=None)
                | Q(
                    clase="autorizacion",
                    grupo=None,
                    importe_eur__isnull=False,
                    importe_eur__gt=0,
                ),
            ),
            models.CheckConstraint(
                name="peticioninterna_con_texto",
                condition=~Q(texto=""),
                violation_error_message=_("Di qué necesitas."),
            ),
            models.CheckConstraint(
                name="peticioninterna_respondida_por_alguien",
                condition=Q(respondida_en=None, respondida_por=None, respuesta="", concedida=None)
                | (
                    Q(respondida_en__isnull=False, respondida_por__isnull=False, anulada_en=None)
                    & ~Q(respuesta="")
                ),
            ),
            models.CheckConstraint(
                name="peticioninterna_autorizada_o_no",
                condition=Q(clase="consulta", concedida=None)
                | Q(clase="autorizacion", respondida_en=None)
                | Q(clase="autorizacion", concedida__isnull=False),
            ),
            models.CheckConstraint(
                name="peticioninterna_limite_despues", condition=Q(limite_en__gt=F("pedida_en"))
            ),
            models.UniqueConstraint(
                name="peticioninterna_una_autorizacion",
                fields=["incidencia"],
                condition=Q(clase="autorizacion", respondida_en=None, anulada_en=None),
                violation_error_message=_("Ya se ha pedido una autorización."),
            ),
        ]
        indexes = [
            # What my team is asked for, the most urgent first; and the sweep of those late.
            models.Index(
                name="peticioninterna_abierta",
                fields=["limite_en", "id"],
                condition=Q(respondida_en=None, anulada_en=None),
            )
        ]

    def __str__(self) -> str:
        return self.texto[:60]
