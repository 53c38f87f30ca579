"""What was said about a case: messages, calls, attachments and drafts. Mutable, can be blanked."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Contacto
from incidencias.models.incidencia import Incidencia
from incidencias.models.opciones import (
    Canal,
    DireccionMensaje,
    MotivoLlamada,
    SentidoLlamada,
)
from nucleo.busqueda import columna_vector, columna_vector_de_nombre
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de


class MensajeQuerySet(models.QuerySet["Mensaje"]):
    def que_ve_el_cliente(self) -> MensajeQuerySet:
        """Neither notes nor what others wrote to our address of the case: it could be the code
        that another service sends to whoever registers there with it.
        """
        return self.exclude(direccion=DireccionMensaje.NOTA).exclude(correo__resultado="ajeno")


class Mensaje(Ligera):
    """A message of the conversation, or an internal note."""

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="mensajes", db_index=False
    )
    direccion = models.CharField(_("dirección"), max_length=10, choices=DireccionMensaje)
    canal = models.CharField(_("canal"), max_length=12, choices=Canal)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    texto = models.TextField(_("texto"), max_length=100_000)
    comunicacion = models.OneToOneField(
        "nucleo.Comunicacion", models.PROTECT, related_name="+", null=True, blank=True
    )
    message_id = models.CharField(max_length=255, blank=True)
    # The mail it came in, once; its HTML, quotes and signature are there.
    correo = models.OneToOneField(
        "incidencias.CorreoEntrante", models.PROTECT, related_name="mensaje", null=True, blank=True
    )
    ocurrido_en = models.DateTimeField(_("cuándo"), default=timezone.now)
    registrado_en = models.DateTimeField(default=timezone.now, editable=False)
    bloqueado_en = models.DateTimeField(null=True, editable=False)
    busqueda = columna_vector(B=("texto",))

    objects = MensajeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        constraints = [
            valores_de("direccion", DireccionMensaje),
            valores_de("canal", Canal),
            models.CheckConstraint(
                name="mensaje_nota_de_usuario",
                condition=~Q(direccion=DireccionMensaje.NOTA) | Q(contacto=None, comunicacion=None),
            ),
        ]
        indexes = [
            models.Index(name="mensaje_de_incidencia", fields=["incidencia", "ocurrido_en"]),
            GinIndex(name="mensaje_busqueda", fields=["busqueda"]),  # the search box
            models.Index(  # threads: which message a mail answers
                name="mensaje_por_message_id",
                fields=["message_id"],
                condition=~Q(message_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:60]

    @property
    def html(self) -> str:
        """Safe HTML of the mail it came in; empty if it came otherwise, or without any."""
        return self.correo.html if self.correo else ""

    @property
    def cita(self) -> str:
        """What it quotes of earlier messages, folded on screen."""
        return self.correo.cita if self.correo else ""

    @property
    def firma(self) -> str:
        return self.correo.firma if self.correo else ""

    @property
    def es_publico(self) -> bool:
        return self.direccion != DireccionMensaje.NOTA


class Adjunto(Ligera):
    """A file of a case; the bytes are shared by hash (nucleo.Archivo)."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="adjuntos")
    mensaje = models.ForeignKey(
        Mensaje, models.PROTECT, related_name="adjuntos", null=True, blank=True
    )
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    nombre = models.CharField(_("nombre"), max_length=150)
    cid = models.CharField(max_length=200, blank=True)  # as the HTML of its mail calls it
    es_publico = models.BooleanField(_("lo ve el cliente"), default=True)
    subido_en = models.DateTimeField(default=timezone.now, editable=False)
    busqueda = columna_vector_de_nombre("nombre")

    class Meta:
        verbose_name = _("adjunto")
        verbose_name_plural = _("adjuntos")
        indexes = [GinIndex(name="adjunto_busqueda", fields=["busqueda"])]

    def __str__(self) -> str:
        return self.nombre


class Llamada(Ligera):
    """A telephone call logged on a case."""

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="llamadas", db_index=False
    )
    sentido = models.CharField(_("sentido"), max_length=10, choices=SentidoLlamada)
    motivo = models.CharField(_("motivo"), max_length=10, choices=MotivoLlamada)
    contestada = models.BooleanField(_("contestada"), default=True)
    duracion_s = models.PositiveIntegerField(_("duración (s)"), default=0)
    notas = models.TextField(_("notas"), blank=True, max_length=5_000)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    centralita = models.ForeignKey(
        "incidencias.LlamadaCentralita",
        models.PROTECT,
        related_name="apuntes",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("llamada de la centralita"),
    )
    ocurrida_en = models.DateTimeField(_("cuándo"), default=timezone.now)
    registrada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("llamada")
        verbose_name_plural = _("llamadas")
        constraints = [
            valores_de("sentido", SentidoLlamada),
            valores_de("motivo", MotivoLlamada),
            models.UniqueConstraint(  # it also serves what was written of one call
                name="llamada_apuntada_una_vez",
                fields=["centralita", "incidencia"],
                condition=Q(centralita__isnull=False),
                violation_error_message=_("Esa llamada ya está apuntada en la incidencia."),
            ),
        ]
        indexes = [
            models.Index(name="llamada_de_incidencia", fields=["incidencia", "-ocurrida_en"])
        ]

    def __str__(self) -> str:
        return f"{self.get_sentido_display()} {self.ocurrida_en:%d/%m/%Y %H:%M}"


class Borrador(models.Model):
    """The unsent reply or note of one person on one case: nothing typed is lost."""

    incidencia = models.ForeignKey(Incidencia, models.CASCADE, related_name="borradores")
    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="borradores")
    texto = models.TextField(blank=True, max_length=100_000)
    es_nota = models.BooleanField(default=False)
    guardado_en = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("borrador")
        verbose_name_plural = _("borradores")
        constraints = [
            models.UniqueConstraint(
                name="borrador_uno_por_persona", fields=["incidencia", "usuario", "es_nota"]
            )
        ]

    def __str__(self) -> str:
        return self.texto[:60]
