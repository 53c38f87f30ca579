"""Live chats, as another program tells them: its events, and what they add up to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente
from cuentas.models import Usuario
from incidencias.models.conversacion import Mensaje
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField


class EstadoChat(models.TextChoices):
    ESPERANDO = "esperando", _("Esperando")
    ATENDIDO = "atendido", _("Atendido")
    ABANDONADO = "abandonado", _("Abandonado")
    TERMINADO = "terminado", _("Terminado")


class TipoSucesoChat(models.TextChoices):
    OFRECIDO = "ofrecido", _("Pide hablar con alguien")
    ATENDIDO = "atendido", _("Alguien lo atiende")
    MENSAJE = "mensaje", _("Mensaje")
    ABANDONADO = "abandonado", _("Se va sin que nadie le atienda")
    TERMINADO = "terminado", _("Termina")


class DeQuien(models.TextChoices):
    CLIENTE = "cliente", _("Del cliente")
    NOSOTROS = "nosotros", _("De los nuestros")


class ChatQuerySet(models.QuerySet["Chat"]):
    def visibles_para(self, usuario: Usuario) -> ChatQuerySet:
        """For the office: those that became no case, and those of the cases that they may see."""
        if not usuario.es_de_oficina:
            return self.none()
        casos = Incidencia.objects.visibles_para(usuario)
        return self.filter(Q(incidencia=None) | Q(incidencia__in=casos.values("pk")))


class Chat(models.Model):
    """One chat: a cache of its events (incidencias/chats/pliegue.py), whatever their order."""

    proveedor = models.CharField(_("programa de chat"), max_length=40)
    referencia = models.CharField(_("referencia"), max_length=120)
    estado = models.CharField(
        _("estado"),
        max_length=10,
        choices=EstadoChat,
        default=EstadoChat.ESPERANDO,
        editable=False,
    )
    ofrecido_en = models.DateTimeField(_("ofrecido"))
    dia_oferta = DiaLocalField(_("día"), desde="ofrecido_en")
    atendido_en = models.DateTimeField(_("atendido"), null=True, blank=True)
    abandonado_en = models.DateTimeField(_("abandonado"), null=True, blank=True)
    terminado_en = models.DateTimeField(_("terminado"), null=True, blank=True)
    nombre = models.CharField(_("nombre"), max_length=120, blank=True)
    correo = models.EmailField(_("correo"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    agente = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="chats", null=True, blank=True
    )
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="chats", null=True, blank=True
    )
    registrado_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = ChatQuerySet.as_manager()

    class Meta:
        verbose_name = _("chat")
        verbose_name_plural = _("chats")
        constraints = [
            valores_de("estado", EstadoChat),
            models.UniqueConstraint(
                name="chat_unico",
                fields=["proveedor", "referencia"],
                violation_error_message=_("Ese chat ya existe."),
            ),
            models.CheckConstraint(
                name="chat_abandonado_sin_atender",
                condition=Q(abandonado_en=None) | Q(atendido_en=None),
            ),
            models.CheckConstraint(
                name="chat_estado_con_su_fecha",
                condition=Q(
                    estado=EstadoChat.ESPERANDO,
                    atendido_en=None,
                    abandonado_en=None,
                    terminado_en=None,
                )
                | Q(
                    estado=EstadoChat.ATENDIDO,
                    atendido_en__isnull=False,
                    terminado_en=None,
                )
                | Q(estado=EstadoChat.ABANDONADO, abandonado_en__isnull=False)
                | Q(
                    estado=EstadoChat.TERMINADO,
                    atendido_en__isnull=False,
                    terminado_en__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="chat_nada_antes_de_la_oferta",
                condition=(Q(atendido_en=None) | Q(atendido_en__gte=F("ofrecido_en")))
                & (Q(abandonado_en=None) | Q(abandonado_en__gte=F("ofrecido_en"))),
            ),
        ]
        indexes = [models.Index(name="chat_dia_oferta", fields=["dia_oferta"])]  # indicators

    def __str__(self) -> str:
        return f"{self.proveedor} {self.referencia}"

    @property
    def espera_s(self) -> int | None:
        """How long they waited for somebody, or until they left; None while they wait."""
        hasta = self.atendido_en or self.abandonado_en
        return None if hasta is None else int((hasta - self.ofrecido_en).total_seconds())


class SucesoChat(models.Model):
    """One event as it was told to us, once. The text of a message can be blanked."""

    chat = models.ForeignKey(Chat, models.PROTECT, related_name="sucesos", db_index=False)
    clave = models.CharField(max_length=120)
    tipo = models.CharField(_("qué"), max_length=10, choices=TipoSucesoChat)
    ocurrido_en = models.DateTimeField(_("cuándo"))
    de = models.CharField(_("de quién"), max_length=10, choices=DeQuien, blank=True)
    texto = models.TextField(_("texto"), blank=True, max_length=20_000)
    datos = models.JSONField(default=dict, blank=True)
    huella = models.CharField(max_length=64)
    mensaje = models.OneToOneField(
        Mensaje, models.PROTECT, related_name="suceso_de_chat", null=True, blank=True
    )
    registrado_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("suceso de un chat")
        verbose_name_plural = _("sucesos de un chat")
        constraints = [
            valores_de("tipo", TipoSucesoChat),
            valores_de("de", DeQuien, vacio=True),
            models.UniqueConstraint(
                name="sucesochat_una_vez",
                fields=["chat", "clave"],
                violation_error_message=_("Ese suceso ya se había contado."),
            ),
            models.CheckConstraint(
                name="sucesochat_mensaje_de_alguien",
                condition=(Q(tipo=TipoSucesoChat.MENSAJE) & ~Q(de="") & ~Q(texto=""))
                | (~Q(tipo=TipoSucesoChat.MENSAJE) & Q(de="", texto="", mensaje=None)),
            ),
        ]
        # The pull of the indicators.
        indexes = [models.Index(name="sucesochat_reg", fields=["registrado_en"])]

    def __str__(self) -> str:
        return f"{self.tipo} {self.ocurrido_en:%d/%m/%Y %H:%M}"
