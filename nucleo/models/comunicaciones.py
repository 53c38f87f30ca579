"""The outbox: everything that leaves is a row here, written with its cause."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from nucleo.models.archivos import Archivo
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de


class Canal(models.TextChoices):
    CORREO = "correo", _("Correo")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    WEBHOOK = "webhook", _("Webhook")


class Clase(models.TextChoices):
    SERVICIO = "servicio", _("De servicio")
    ENCUESTA = "encuesta", _("Encuesta")
    COMERCIAL = "comercial", _("Comercial")


class Carril(models.TextChoices):
    """Which queue it waits in: a receipt during a call must not wait behind surveys."""

    URGENTE = "urgente", _("Urgente")
    NORMAL = "normal", _("Normal")
    MASIVO = "masivo", _("Masivo")


class Destino(models.TextChoices):
    """What became of it."""

    PENDIENTE = "pendiente", _("Por enviar")
    ENVIADA = "enviada", _("Enviada")
    FALLIDA = "fallida", _("No se pudo enviar")
    ANULADA = "anulada", _("Anulada")


class ComunicacionQuerySet(models.QuerySet["Comunicacion"]):
    def pendientes(self) -> "ComunicacionQuerySet":
        return self.filter(destino=Destino.PENDIENTE)

    def sobre(self, referencia: str) -> "ComunicacionQuerySet":
        """What was sent about one thing, last first, to show its fate on screen."""
        return self.filter(referencia=referencia).order_by("-creada_en")


class Comunicacion(Ligera):
    """A message on its way out. Its body is rendered at delivery: no token is stored here.

    `proximo_intento_en` is when it may be tried: `programado_para` at first, later the retry.
    """

    clave = models.CharField(_("clave"), max_length=200, unique=True)
    canal = models.CharField(max_length=8, choices=Canal.choices, default=Canal.CORREO)
    clase = models.CharField(max_length=9, choices=Clase.choices, default=Clase.SERVICIO)
    permiso = models.CharField(
        _("permiso"),
        max_length=80,
        blank=True,
        help_text=_("Consentimiento o base legal que la permite."),
    )
    carril = models.CharField(max_length=7, choices=Carril.choices, default=Carril.NORMAL)
    para = models.CharField(_("para"), max_length=254)
    asunto = models.CharField(_("asunto"), max_length=250)
    plantilla = models.CharField(max_length=120)
    datos = models.JSONField(default=dict, blank=True)
    enlaces = models.JSONField(default=dict, blank=True)
    idioma = models.CharField(max_length=5, default="es")
    remitente = models.CharField(
        max_length=254, blank=True, help_text=_("Vacío: el de la instalación.")
    )
    responder_a = models.CharField(max_length=254, blank=True)
    cabeceras = models.JSONField(default=dict, blank=True)
    referencia = models.CharField(_("sobre"), max_length=80, blank=True)

    creada_en = models.DateTimeField(db_default=Now(), editable=False)
    programado_para = models.DateTimeField(db_default=Now())
    proximo_intento_en = models.DateTimeField(db_default=Now())
    arrendada_hasta = models.DateTimeField(null=True, blank=True)
    intentos = models.PositiveSmallIntegerField(default=0)
    ultimo_error = models.CharField(max_length=300, blank=True)
    destino = models.CharField(max_length=9, choices=Destino.choices, default=Destino.PENDIENTE)
    enviado_en = models.DateTimeField(null=True, blank=True)
    fallido_en = models.DateTimeField(null=True, blank=True)
    anulado_en = models.DateTimeField(null=True, blank=True)

    objects = ComunicacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("comunicación")
        verbose_name_plural = _("comunicaciones")
        constraints = [
            valores_de("canal", Canal),
            valores_de("clase", Clase),
            valores_de("carril", Carril),
            valores_de("destino", Destino),
            models.CheckConstraint(
                name="comunicacion_comercial_con_permiso",
                condition=~Q(clase=Clase.COMERCIAL) | ~Q(permiso=""),
                violation_error_message=_(
                    "Una comunicación comercial necesita el consentimiento que la permite."
                ),
            ),
            models.CheckConstraint(
                name="comunicacion_destino_con_su_fecha",
                condition=Q(
                    destino=Destino.PENDIENTE, enviado_en=None, fallido_en=None, anulado_en=None
                )
                | Q(
                    destino=Destino.ENVIADA,
                    enviado_en__isnull=False,
                    fallido_en=None,
                    anulado_en=None,
                )
                | Q(
                    destino=Destino.FALLIDA,
                    enviado_en=None,
                    fallido_en__isnull=False,
                    anulado_en=None,
                )
                | Q(
                    destino=Destino.ANULADA,
                    enviado_en=None,
                    fallido_en=None,
                    anulado_en__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(  # for the workers that look for what is due in their lane
                fields=["carril", "proximo_intento_en"],
                name="comunicacion_por_enviar",
                condition=Q(destino="pendiente"),
            ),
            models.Index(  # for the page of what could not be delivered
                fields=["id"], name="comunicacion_fallidas", condition=Q(destino="fallida")
            ),
            models.Index(  # for the page that shows what was sent about a case
                fields=["referencia", "creada_en"], name="comunicacion_sobre"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asunto} → {self.para}"


class ComunicacionAdjunto(models.Model):
    """A file that travels with a message."""

    comunicacion = models.ForeignKey(Comunicacion, models.CASCADE, related_name="adjuntos")
    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="+")
    nombre = models.CharField(max_length=150)
    orden = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("adjunto de comunicación")
        verbose_name_plural = _("adjuntos de comunicación")
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return self.nombre
