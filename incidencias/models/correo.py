"""The mail that arrived: stored raw first, interpreted after. It is nobody's identity."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.buzon import Buzon
from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class EstadoCorreo(models.TextChoices):
    RECIBIDO = "recibido", _("Por interpretar")
    INTERPRETADO = "interpretado", _("Interpretado")
    EN_CUARENTENA = "en_cuarentena", _("Por revisar")
    FALLIDO = "fallido", _("No se pudo interpretar")


class ResultadoCorreo(models.TextChoices):
    """What became of it."""

    CASO = "caso", _("Incidencia nueva")
    MENSAJE = "mensaje", _("Mensaje de una incidencia")
    AJENO = "ajeno", _("Mensaje de otra persona")
    POSIBLE_RESPUESTA = "posible_respuesta", _("Posible respuesta")
    AUTOMATICO = "automatico", _("Respuesta automática")
    LISTA = "lista", _("Lista de correo")
    REBOTE = "rebote", _("Devolución")
    BUCLE = "bucle", _("Bucle")
    VETADO = "vetado", _("Remitente vetado")
    REPETIDO = "repetido", _("Repetido en otro buzón")
    DESCARTADO = "descartado", _("Descartado")


class ViaCorreo(models.TextChoices):
    """By what a mail was tied to its case."""

    TOKEN = "token", _("Escribe a la dirección de respuesta firmada")
    TOKEN_ANULADO = "token_anulado", _("Escribe a una dirección de respuesta que se anuló")
    REFERENCIA = "referencia", _("Contesta a un correo de la incidencia")
    CODIGO = "codigo", _("Nombra el código de la incidencia")


CON_INCIDENCIA = (ResultadoCorreo.CASO, ResultadoCorreo.MENSAJE, ResultadoCorreo.AJENO)


class CorreoEntranteQuerySet(models.QuerySet["CorreoEntrante"]):
    def por_interpretar(self, ahora: datetime) -> CorreoEntranteQuerySet:
        """Those whose turn has come and that nobody has in hand."""
        libres = Q(arrendado_hasta=None) | Q(arrendado_hasta__lt=ahora)
        return self.filter(libres, estado=EstadoCorreo.RECIBIDO, proximo_intento_en__lte=ahora)

    def visibles_para(self, usuario: Usuario) -> CorreoEntranteQuerySet:
        """The office sees them all, but those of the mailboxes of other people's restricted groups
        and of the cases that it may not see.
        """
        if not usuario.is_authenticated or not usuario.es_de_oficina:
            return self.none()
        vedados = usuario.grupos_vedados
        if not vedados:
            return self.exclude(incidencia__cliente__bloqueado_en__isnull=False)
        return self.exclude(incidencia__cliente__bloqueado_en__isnull=False).exclude(
            Q(buzon__grupo__in=vedados)
            | Q(incidencia__grupo__in=vedados)
            | Q(
                posible_respuesta__estado=EstadoPosible.PENDIENTE,
                posible_respuesta__incidencia__grupo__in=vedados,
            )
        )

    def por_revisar(self) -> CorreoEntranteQuerySet:
        """Those that wait for a person."""
        return self.filter(estado__in=[EstadoCorreo.EN_CUARENTENA, EstadoCorreo.FALLIDO])


class CorreoEntrante(models.Model):
    """A mail as it came, and what became of it.

    `archivo` holds its bytes (the beginning of them, if `es_parcial`: it was too big). `huella` is
    that of its content without what each relay writes: the same mail delivered twice has the same
    one. `recibido_en` is the server's arrival, never the `Date:` of the sender.
    """

    buzon = models.ForeignKey(Buzon, models.PROTECT, related_name="correos", db_index=False)
    uidvalidity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(null=True)
    mensaje_id = models.CharField("Message-ID", max_length=255, blank=True)
    huella = models.CharField(max_length=64)
    archivo = models.ForeignKey("nucleo.Archivo", models.PROTECT, related_name="+")
    bytes = models.PositiveBigIntegerField(_("tamaño en bytes"))
    es_parcial = models.BooleanField(_("solo el principio"), default=False)
    recibido_en = models.DateTimeField(_("recibido"))
    guardado_en = models.DateTimeField(default=timezone.now, editable=False)
    apartado_en = models.DateTimeField(null=True, editable=False)  # marked as read, or moved

    estado = models.CharField(
        max_length=13, choices=EstadoCorreo, default=EstadoCorreo.RECIBIDO, editable=False
    )
    resultado = models.CharField(max_length=17, choices=ResultadoCorreo, blank=True, editable=False)
    interpretado_en = models.DateTimeField(null=True, editable=False)
    decidido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    proximo_intento_en = models.DateTimeField(default=timezone.now, editable=False)
    arrendado_hasta = models.DateTimeField(null=True, editable=False)
    intentos = models.PositiveSmallIntegerField(default=0, editable=False)
    ultimo_error = models.CharField(max_length=300, blank=True, editable=False)

    # What its headers say, for the screens and to count by address: nobody's identity.
    remitente = models.CharField(_("remitente"), max_length=254, blank=True)
    remitente_nombre = models.CharField(max_length=120, blank=True)
    asunto = models.CharField(_("asunto"), max_length=200, blank=True)
    extracto = models.CharField(_("principio"), max_length=500, blank=True)
    # How its text is shown where it ended: safe HTML, and what it quotes and signs, folded.
    html = models.TextField(blank=True)
    cita = models.TextField(blank=True)
    firma = models.TextField(blank=True)
    via = models.CharField(max_length=13, choices=ViaCorreo, blank=True, editable=False)
    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="correos", null=True)

    objects = CorreoEntranteQuerySet.as_manager()

    class Meta:
        verbose_name = _("correo recibido")
        verbose_name_plural = _("correos recibidos")
        constraints = [
            valores_de("estado", EstadoCorreo),
            valores_de("resultado", ResultadoCorreo, vacio=True),
            valores_de("via", ViaCorreo, vacio=True),
            models.UniqueConstraint(
                name="correoentrante_una_vez_por_buzon", fields=["buzon", "mensaje_id", "huella"]
            ),
            models.CheckConstraint(
                name="correoentrante_interpretado_con_resultado",
                condition=Q(
                    estado__in=[EstadoCorreo.RECIBIDO, EstadoCorreo.FALLIDO],
                    resultado="",
                    interpretado_en=None,
                )
                | (
                    Q(
                        estado__in=[EstadoCorreo.INTERPRETADO, EstadoCorreo.EN_CUARENTENA],
                        interpretado_en__isnull=False,
                    )
                    & ~Q(resultado="")
                ),
            ),
            models.CheckConstraint(
                name="correoentrante_en_su_incidencia",
                condition=~Q(resultado__in=CON_INCIDENCIA) | Q(incidencia__isnull=False),
            ),
        ]
        indexes = [
            models.Index(  # the workers that interpret
                name="correoentrante_por_interpretar",
                fields=["proximo_intento_en", "id"],
                condition=Q(estado="recibido"),
            ),
            models.Index(  # the page of what waits for a person
                name="correoentrante_por_revisar",
                fields=["-recibido_en", "-id"],
                condition=Q(estado__in=["en_cuarentena", "fallido"]),
            ),
            models.Index(  # threads by Message-ID
                name="correoentrante_por_mensaje_id",
                fields=["mensaje_id"],
                condition=~Q(mensaje_id=""),
            ),
            models.Index(  # how many an address has sent: loops, receipts
                name="correoentrante_de_remitente", fields=["remitente", "-recibido_en"]
            ),
            models.Index(  # what is stored and still unread on the server
                name="correoentrante_por_apartar",
                fields=["buzon", "uid"],
                condition=Q(apartado_en=None),
            ),
        ]

    def __str__(self) -> str:
        return self.asunto or self.remitente or self.huella[:12]


class EstadoPosible(models.TextChoices):
    PENDIENTE = "pendiente", _("Por decidir")
    ACEPTADA = "aceptada", _("Es de la incidencia")
    RECHAZADA = "rechazada", _("Es otra cosa")


class MotivoPosible(models.TextChoices):
    """Why it seems an answer, and is not taken for one."""

    REFERENCIA = "referencia", _("Contesta a un correo de esta incidencia")
    CODIGO = "codigo", _("Nombra su código en el asunto")
    TOKEN_ANULADO = "token_anulado", _("Llega a una dirección de respuesta que se anuló")
    TOKEN_DE_MAQUINA = "token_maquina", _("Un programa ajeno escribe a su dirección de respuesta")


class PosibleRespuestaQuerySet(models.QuerySet["PosibleRespuesta"]):
    def pendientes(self) -> PosibleRespuestaQuerySet:
        return self.filter(estado=EstadoPosible.PENDIENTE)

    def visibles_para(self, usuario: Usuario) -> PosibleRespuestaQuerySet:
        """Those of the cases that this person may see."""
        if not usuario.is_authenticated or not usuario.es_de_oficina:
            return self.none()
        return self.filter(incidencia__in=Incidencia.objects.visibles_para(usuario).values("pk"))


class PosibleRespuesta(models.Model):
    """A mail that may belong to a case and that nobody has proved: it waits for one click."""

    correo = models.OneToOneField(CorreoEntrante, models.PROTECT, related_name="posible_respuesta")
    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="posibles_respuestas", db_index=False
    )
    motivo = models.CharField(max_length=13, choices=MotivoPosible)
    estado = models.CharField(
        max_length=9, choices=EstadoPosible, default=EstadoPosible.PENDIENTE, editable=False
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    creada_en = models.DateTimeField(default=timezone.now, editable=False)
    decidida_en = models.DateTimeField(null=True, editable=False)

    objects = PosibleRespuestaQuerySet.as_manager()

    class Meta:
        verbose_name = _("posible respuesta")
        verbose_name_plural = _("posibles respuestas")
        constraints = [
            valores_de("motivo", MotivoPosible),
            valores_de("estado", EstadoPosible),
            models.CheckConstraint(
                name="posiblerespuesta_decidida_con_fecha",
                condition=Q(estado=EstadoPosible.PENDIENTE, decidida_en=None)
                | (~Q(estado=EstadoPosible.PENDIENTE) & Q(decidida_en__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(  # those of a case, and how many there are
                name="posiblerespuesta_pendiente",
                fields=["incidencia"],
                condition=Q(estado="pendiente"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_motivo_display()} ({self.incidencia_id})"


class Rebote(models.Model):
    """An address to which something of ours could not be delivered: told by its server, or by
    ours when it refused the mail for good.
    """

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="rebotes", null=True)
    correo = models.OneToOneField(
        CorreoEntrante, models.PROTECT, related_name="rebote", null=True, blank=True
    )
    comunicacion = models.OneToOneField(
        "nucleo.Comunicacion", models.PROTECT, related_name="+", null=True, blank=True
    )
    direccion = models.CharField(_("dirección"), max_length=254)
    es_permanente = models.BooleanField(_("para siempre"), default=True)
    motivo = models.CharField(_("motivo"), max_length=300, blank=True)
    ocurrido_en = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("devolución")
        verbose_name_plural = _("devoluciones")
        constraints = [
            models.CheckConstraint(
                name="rebote_de_un_sitio",
                condition=Q(correo__isnull=False, comunicacion=None)
                | Q(correo=None, comunicacion__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.direccion
