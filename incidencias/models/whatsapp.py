"""WhatsApp without an API: what was prepared on the telephone, and the chats brought from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto
from incidencias.models.conversacion import Mensaje
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de


class EstadoEnvio(models.TextChoices):
    """We only know what a person of ours tells: opening WhatsApp is not sending."""

    PREPARADO = "preparado", _("Preparado")
    ENVIADO = "enviado", _("Enviado")
    DESCARTADO = "descartado", _("Descartado")


class EnvioWhatsApp(models.Model):
    """A text with which WhatsApp was opened; sent or not, whoever opened it says afterwards."""

    cliente = models.ForeignKey(Cliente, models.PROTECT, related_name="envios_whatsapp")
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="envios_whatsapp", null=True, blank=True
    )
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    telefono = models.CharField(_("teléfono"), max_length=20)
    plantilla = models.CharField(_("plantilla"), max_length=60, blank=True)
    texto = models.TextField(_("texto"), max_length=4_000)
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=EstadoEnvio,
        default=EstadoEnvio.PREPARADO,
        editable=False,
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    preparado_en = models.DateTimeField(_("preparado"), default=timezone.now)
    decidido_en = models.DateTimeField(_("decidido"), null=True, editable=False)
    mensaje = models.OneToOneField(
        Mensaje, models.PROTECT, related_name="envio_whatsapp", null=True, editable=False
    )

    class Meta:
        verbose_name = _("mensaje de WhatsApp preparado")
        verbose_name_plural = _("mensajes de WhatsApp preparados")
        constraints = [
            valores_de("estado", EstadoEnvio),
            models.CheckConstraint(
                name="enviowhatsapp_decidido_con_su_fecha",
                condition=Q(estado=EstadoEnvio.PREPARADO, decidido_en=None)
                | (~Q(estado=EstadoEnvio.PREPARADO) & Q(decidido_en__isnull=False)),
            ),
            models.CheckConstraint(
                name="enviowhatsapp_mensaje_si_se_envio",
                condition=Q(mensaje=None) | Q(estado=EstadoEnvio.ENVIADO, incidencia__isnull=False),
            ),
            models.CheckConstraint(
                name="enviowhatsapp_con_texto",
                condition=~Q(texto=""),
                violation_error_message=_("Escribe el mensaje."),
            ),
        ]
        indexes = [
            models.Index(  # what somebody opened and has not said whether it left
                name="enviowhatsapp_por_decidir",
                fields=["incidencia", "preparado_en"],
                condition=Q(estado="preparado"),
            )
        ]

    def __str__(self) -> str:
        return self.texto[:60]


class ImportacionChat(models.Model):
    """An exported chat brought to a case. The export itself is kept only until it is brought."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="importaciones_de_chat")
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    nombre = models.CharField(_("nombre del fichero"), max_length=150)
    archivo = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True
    )
    subida_en = models.DateTimeField(_("subida"), default=timezone.now)
    traida_en = models.DateTimeField(_("traída"), null=True, editable=False)
    mensajes_nuevos = models.PositiveIntegerField(_("mensajes nuevos"), default=0)
    ficheros_nuevos = models.PositiveIntegerField(_("ficheros nuevos"), default=0)

    class Meta:
        verbose_name = _("chat importado")
        verbose_name_plural = _("chats importados")
        constraints = [
            models.CheckConstraint(
                name="importacionchat_fichero_hasta_traerla",
                condition=Q(traida_en=None, archivo__isnull=False)
                | Q(traida_en__isnull=False, archivo=None),
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class MensajeImportado(models.Model):
    """Which message of an export a message of ours is: bringing it again adds nothing.

    `huella`: of minute, side, text and how many of the same came before it in that minute.
    """

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="mensajes_importados", db_index=False
    )
    mensaje = models.OneToOneField(Mensaje, models.PROTECT, related_name="importado")
    importacion = models.ForeignKey(
        ImportacionChat, models.PROTECT, related_name="mensajes", db_index=False
    )
    huella = models.CharField(max_length=64)
    autor = models.CharField(_("quién lo escribió"), max_length=120)

    class Meta:
        verbose_name = _("mensaje importado")
        verbose_name_plural = _("mensajes importados")
        constraints = [
            models.UniqueConstraint(
                name="mensajeimportado_una_vez",
                fields=["incidencia", "huella"],
                violation_error_message=_("Ese mensaje ya se había traído."),
            )
        ]

    def __str__(self) -> str:
        return self.huella
