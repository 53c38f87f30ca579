"""The mailboxes we read and write from, as an administrator configures them on screen."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.opciones import Tipo
from nucleo.restricciones import valores_de


class Seguridad(models.TextChoices):
    TLS = "tls", _("TLS desde el principio (puerto 993)")
    STARTTLS = "starttls", _("STARTTLS (puerto 143)")
    NINGUNA = "ninguna", _("Sin cifrar (solo dentro de casa)")


class Autenticacion(models.TextChoices):
    CONTRASENA = "contrasena", _("Contraseña")
    OAUTH2 = "oauth2", _("OAuth 2 (XOAUTH2)")


class BuzonQuerySet(models.QuerySet["Buzon"]):
    def activos(self) -> BuzonQuerySet:
        return self.filter(pausado_en=None)

    def por_recoger(self, ahora: datetime) -> BuzonQuerySet:
        """Those whose turn has come and that nobody is reading."""
        libres = Q(arrendado_hasta=None) | Q(arrendado_hasta__lt=ahora)
        return self.activos().filter(libres, proxima_recogida_en__lte=ahora)


class Buzon(models.Model):
    """A mailbox: how to read it, where what arrives goes, and from which address we answer.

    `secreto` columns are ciphered (nucleo/secretos.py). `uidvalidity` and `ultimo_uid` say how far
    it was read; whoever reads it holds the lease.
    """

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    correo = models.EmailField(
        _("dirección"),
        unique=True,
        help_text=_("Desde ella contestamos, y a ella nos responden."),
        validators=[
            # It is also a template of signed reply addresses (`buzon+token@…`).
            RegexValidator(r"^[^{}+]+$", _("Escribe la dirección sin «+» ni llaves."))
        ],
    )
    remitente_nombre = models.CharField(
        _("nombre del remitente"),
        max_length=80,
        blank=True,
        help_text=_("Vacío: el de la empresa."),
    )
    admite_mas = models.BooleanField(
        _("admite direcciones con «+»"),
        default=True,
        help_text=_("averias+clave@… llega a averias@…: así reconocemos las respuestas."),
    )
    es_por_defecto = models.BooleanField(
        _("por defecto"),
        default=False,
        help_text=_("Desde él sale lo que no llegó por ningún buzón."),
    )

    servidor = models.CharField(_("servidor IMAP"), max_length=200)
    puerto = models.PositiveIntegerField(
        _("puerto"), default=993, validators=[MinValueValidator(1), MaxValueValidator(65535)]
    )
    seguridad = models.CharField(
        _("seguridad"), max_length=8, choices=Seguridad, default=Seguridad.TLS
    )
    certificado = models.TextField(
        _("certificado propio"),
        blank=True,
        max_length=20_000,
        help_text=_("En PEM, si el servidor usa uno que no firma una autoridad conocida."),
    )
    usuario = models.CharField(_("usuario"), max_length=200)
    autenticacion = models.CharField(
        _("se entra con"),
        max_length=10,
        choices=Autenticacion,
        default=Autenticacion.CONTRASENA,
    )
    secreto = models.TextField(blank=True, editable=False)
    # With OAuth 2: where the token is renewed and as whom; without them the token is used as it is.
    oauth_url = models.URLField(_("dirección de renovación"), blank=True)
    oauth_cliente = models.CharField(_("id de cliente"), max_length=200, blank=True)
    oauth_secreto = models.TextField(blank=True, editable=False)
    oauth_acceso = models.TextField(blank=True, editable=False)
    oauth_caduca_en = models.DateTimeField(null=True, editable=False)

    carpeta = models.CharField(_("carpeta"), max_length=200, default="INBOX")
    carpeta_leidos = models.CharField(
        _("mover a"),
        max_length=200,
        blank=True,
        help_text=_("Vacío: se quedan donde están, marcados como leídos."),
    )
    recoger_desde = models.DateField(
        _("recoger desde"),
        default=timezone.localdate,
        help_text=_("Lo que llegó antes de ese día se queda en el buzón sin leer."),
    )
    grupo = models.ForeignKey(
        "cuentas.Grupo",
        models.PROTECT,
        related_name="buzones",
        null=True,
        blank=True,
        verbose_name=_("grupo"),
        help_text=_("Quién atiende lo que llega."),
    )
    tipo = models.CharField(
        _("tipo por defecto"), max_length=20, choices=Tipo, default=Tipo.CONSULTA
    )

    perfil_encargos = ArrayField(
        models.SlugField(max_length=40),
        verbose_name=_("encargos de"),
        default=list,
        blank=True,
        help_text=_("Aseguradoras y marcas cuyos encargos llegan a este buzón."),
    )

    # How the reading goes.
    pausado_en = models.DateTimeField(_("en pausa desde"), null=True, editable=False)
    uidvalidity = models.BigIntegerField(null=True, editable=False)
    ultimo_uid = models.BigIntegerField(default=0, editable=False)
    arrendado_por = models.CharField(max_length=36, blank=True, editable=False)
    arrendado_hasta = models.DateTimeField(null=True, editable=False)
    proxima_recogida_en = models.DateTimeField(default=timezone.now, editable=False)
    recogido_en = models.DateTimeField(_("última recogida"), null=True, editable=False)
    ultimo_error = models.CharField(max_length=300, blank=True, editable=False)
    ultimo_error_en = models.DateTimeField(null=True, editable=False)
    fallos_seguidos = models.PositiveSmallIntegerField(default=0, editable=False)
    creado_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = BuzonQuerySet.as_manager()

    class Meta:
        verbose_name = _("buzón")
        verbose_name_plural = _("buzones")
        constraints = [
            valores_de("seguridad", Seguridad),
            valores_de("autenticacion", Autenticacion),
            valores_de("tipo", Tipo),
            models.UniqueConstraint(
                name="buzon_uno_por_defecto",
                fields=["es_por_defecto"],
                condition=Q(es_por_defecto=True),
                violation_error_message=_("Ya hay un buzón por defecto."),
            ),
            models.UniqueConstraint(
                name="buzon_carpeta_una_vez",
                fields=["servidor", "usuario", "carpeta"],
                violation_error_message=_("Esa carpeta de ese buzón ya se está leyendo."),
            ),
            models.CheckConstraint(
                name="buzon_puerto_posible",
                condition=Q(puerto__gte=1, puerto__lte=65535),
                violation_error_message=_("El puerto va del 1 al 65535."),
            ),
            models.CheckConstraint(
                name="buzon_arrendado_por_alguien",
                condition=Q(arrendado_hasta=None) | ~Q(arrendado_por=""),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("buzones:buzon", args=[self.pk])

    @property
    def falla(self) -> bool:
        return self.fallos_seguidos > 0
