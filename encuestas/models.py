"""Questionnaires (immutable versions), rules, invitations and answers with their frozen context."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.eventos import EventoConContacto
from clientes.models import Contacto
from incidencias.models import Canal, Incidencia
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField

if TYPE_CHECKING:
    from cuentas.models import Usuario


class TipoPregunta(models.TextChoices):
    """The scales are fixed: that is what makes them comparable."""

    CSAT = "csat", _("Satisfacción (1–5)")
    CES = "ces", _("Facilidad (1–7)")
    NPS = "nps", _("Recomendación (0–10)")
    COMENTARIO = "comentario", _("Comentario")


ESCALAS: dict[str, range] = {
    TipoPregunta.CSAT: range(1, 6),
    TipoPregunta.CES: range(1, 8),
    TipoPregunta.NPS: range(11),
}


class Cuestionario(models.Model):
    """A survey by its name; what it asks lives in its versions."""

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("cuestionario")
        verbose_name_plural = _("cuestionarios")

    def __str__(self) -> str:
        return self.nombre


class VersionCuestionario(models.Model):
    """What was asked from a moment on. Never edited: a change is a new version."""

    cuestionario = models.ForeignKey(Cuestionario, models.PROTECT, related_name="versiones")
    numero = models.PositiveSmallIntegerField(_("versión"))
    vigente_desde = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("versión de cuestionario")
        verbose_name_plural = _("versiones de cuestionario")
        constraints = [
            models.UniqueConstraint(
                name="versioncuestionario_unica", fields=["cuestionario", "numero"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.cuestionario} v{self.numero}"


class Pregunta(models.Model):
    """A question of a version, in each language that we have: {"es": …, "ca": …}."""

    version = models.ForeignKey(VersionCuestionario, models.PROTECT, related_name="preguntas")
    orden = models.PositiveSmallIntegerField(_("orden"))
    tipo = models.CharField(_("tipo"), max_length=10, choices=TipoPregunta)
    textos = models.JSONField(_("textos por idioma"))

    class Meta:
        verbose_name = _("pregunta")
        verbose_name_plural = _("preguntas")
        ordering = ["orden"]
        constraints = [
            valores_de("tipo", TipoPregunta),
            models.UniqueConstraint(name="pregunta_una_por_tipo", fields=["version", "tipo"]),
            models.UniqueConstraint(name="pregunta_orden_unico", fields=["version", "orden"]),
            models.CheckConstraint(
                name="pregunta_con_texto_en_espanol", condition=Q(textos__has_key="es")
            ),
        ]

    def __str__(self) -> str:
        return self.texto_en("es")

    def texto_en(self, idioma: str) -> str:
        return str(self.textos.get(idioma) or self.textos["es"])

    @property
    def escala(self) -> range | None:
        return ESCALAS.get(self.tipo)


class ReglaEncuesta(models.Model):
    """Whom we ask, how often and with what."""

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    cuestionario = models.ForeignKey(Cuestionario, models.PROTECT, related_name="reglas")
    activa = models.BooleanField(_("activa"), default=True)
    dias_entre_encuestas = models.PositiveSmallIntegerField(
        _("días entre encuestas a la misma persona"), default=30
    )
    dias_hasta_recordatorio = models.PositiveSmallIntegerField(
        _("días hasta el recordatorio"), default=4, help_text=_("0: sin recordatorio.")
    )
    dias_de_vida = models.PositiveSmallIntegerField(_("días para responder"), default=30)

    class Meta:
        verbose_name = _("regla de encuestas")
        verbose_name_plural = _("reglas de encuestas")
        constraints = [
            models.CheckConstraint(name="reglaencuesta_vive_algo", condition=Q(dias_de_vida__gte=1))
        ]

    def __str__(self) -> str:
        return self.nombre


class InvitacionQuerySet(models.QuerySet["Invitacion"]):
    def visibles_para(self, usuario: Usuario) -> InvitacionQuerySet:
        """Those of the cases that this person may see; a customer sees none here."""
        if not usuario.es_de_oficina:
            return self.none()
        return self.filter(incidencia__in=Incidencia.objects.visibles_para(usuario))

    def para_listado(self) -> InvitacionQuerySet:
        return self.select_related("incidencia__cliente", "contacto", "respuesta", "version")

    def para_responder(self) -> InvitacionQuerySet:
        """All that the survey page shows, in one query."""
        return self.select_related("incidencia", "contacto", "respuesta").only(
            *("uid", "version_id", "idioma", "enviada_en", "abierta_en", "respondida_en"),
            *("caduca_en", "baja_en", "incidencia__codigo", "incidencia__asunto"),
            *("contacto__cliente_id", "contacto__nombre", "contacto__encuestas_baja_en"),
            "respuesta",
        )

    def sin_responder(self) -> InvitacionQuerySet:
        return self.filter(respondida_en=None, baja_en=None, caduca_en__gt=timezone.now())


class Invitacion(models.Model):
    """One request for an opinion to one person about one resolution."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    regla = models.ForeignKey(ReglaEncuesta, models.PROTECT, related_name="invitaciones")
    version = models.ForeignKey(VersionCuestionario, models.PROTECT, related_name="invitaciones")
    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="invitaciones")
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="invitaciones", db_index=False
    )
    # Id of the event `resuelta` that asked for it (no FK points to an event table).
    evento_resolucion = models.BigIntegerField(unique=True, editable=False)
    token_version = models.PositiveSmallIntegerField(default=1, editable=False)
    token_huella = models.CharField(max_length=64, unique=True, editable=False)
    idioma = models.CharField(_("idioma"), max_length=5, default="es")
    enviada_en = models.DateTimeField(_("enviada"), default=timezone.now)
    dia_envio = DiaLocalField(_("día de envío"), desde="enviada_en")
    recordada_en = models.DateTimeField(_("recordada"), null=True)
    abierta_en = models.DateTimeField(_("abierta"), null=True)
    respondida_en = models.DateTimeField(_("respondida"), null=True)
    caduca_en = models.DateTimeField(_("caduca"))
    baja_en = models.DateTimeField(_("no quiere más"), null=True)
    rebotada_en = models.DateTimeField(_("rebotada"), null=True)

    objects = InvitacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitación")
        verbose_name_plural = _("invitaciones")
        constraints = [
            models.CheckConstraint(
                name="invitacion_caduca_despues", condition=Q(caduca_en__gt=F("enviada_en"))
            )
        ]
        indexes = [
            models.Index(name="invitacion_por_envio", fields=["-enviada_en", "-id"]),  # the list
            models.Index(name="invitacion_dia_envio", fields=["dia_envio"]),  # indicators
            models.Index(name="invitacion_de_contacto", fields=["contacto", "-enviada_en"]),
        ]

    def __str__(self) -> str:
        return f"{self.incidencia_id} · {self.enviada_en:%d/%m/%Y}"


class RespuestaQuerySet(models.QuerySet["Respuesta"]):
    def visibles_para(self, usuario: Usuario) -> RespuestaQuerySet:
        return self.filter(invitacion__in=Invitacion.objects.visibles_para(usuario))

    def para_listado(self) -> RespuestaQuerySet:
        return self.select_related("invitacion__contacto", "incidencia__cliente", "responsable")


class Respuesta(models.Model):
    """What was answered, with the context of that moment: later edits do not rewrite history."""

    invitacion = models.OneToOneField(Invitacion, models.PROTECT, related_name="respuesta")
    csat = models.PositiveSmallIntegerField(_("satisfacción"), null=True)
    ces = models.PositiveSmallIntegerField(_("facilidad"), null=True)
    nps = models.PositiveSmallIntegerField(_("recomendación"), null=True)
    comentario = models.TextField(_("comentario"), blank=True, max_length=5_000)
    respondida_en = models.DateTimeField(_("respondida"))
    editada_en = models.DateTimeField(_("editada"), null=True)
    bloqueado_en = models.DateTimeField(null=True, editable=False)
    dia_local = DiaLocalField(_("día"), desde="respondida_en")
    # Frozen context.
    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="respuestas")
    canal = models.CharField(_("canal"), max_length=12, choices=Canal)
    categoria = models.ForeignKey(
        "incidencias.Categoria", models.PROTECT, related_name="+", null=True
    )
    grupo = models.ForeignKey("cuentas.Grupo", models.PROTECT, related_name="+", null=True)
    producto = models.ForeignKey("clientes.Producto", models.PROTECT, related_name="+", null=True)
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    tecnico = models.ForeignKey("sat.Tecnico", models.PROTECT, related_name="+", null=True)
    segundos_resolucion = models.PositiveIntegerField(null=True)

    objects = RespuestaQuerySet.as_manager()

    class Meta:
        verbose_name = _("respuesta")
        verbose_name_plural = _("respuestas")
        constraints = [
            valores_de("canal", Canal),
            models.CheckConstraint(
                name="respuesta_en_sus_escalas",
                condition=(Q(csat=None) | Q(csat__range=(1, 5)))
                & (Q(ces=None) | Q(ces__range=(1, 7)))
                & (Q(nps=None) | Q(nps__range=(0, 10))),
                violation_error_message=_("Ese valor no está en la escala."),
            ),
            models.CheckConstraint(
                name="respuesta_dice_algo",
                condition=Q(csat__isnull=False)
                | Q(ces__isnull=False)
                | Q(nps__isnull=False)
                | ~Q(comentario="")
                | Q(bloqueado_en__isnull=False),
                violation_error_message=_("La respuesta está vacía."),
            ),
        ]
        indexes = [
            models.Index(name="respuesta_dia", fields=["dia_local"]),  # nightly indicators
            models.Index(name="respuesta_reciente", fields=["-respondida_en", "-id"]),  # the list
        ]

    def __str__(self) -> str:
        return f"CSAT {self.csat} · CES {self.ces} · NPS {self.nps}"


class EventoInvitacion(EventoConContacto):
    """What happened to an invitation: enviada, recordada, abierta, respondida, editada, baja.

    `datos` of respondida and editada: {csat, ces, nps, con_comentario}; never the comment itself.
    """

    pk = models.CompositePrimaryKey("invitacion_id", "id")
    invitacion = models.ForeignKey(
        Invitacion, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso de la invitación")
        verbose_name_plural = _("sucesos de la invitación")
        constraints = [*EventoConContacto.Meta.constraints]
        indexes = [*EventoConContacto.Meta.indexes]
