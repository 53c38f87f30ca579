"""With whom we speak: what was asked to know it, and how it went. Never the answers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto
from incidencias.models.opciones_telefono import MetodoIdentidad, ResultadoIdentidad
from nucleo.models.comunicaciones import Canal as CanalDeSalida
from nucleo.restricciones import valores_de


class ComprobacionIdentidad(models.Model):
    """One check of who is at the other end, by questions or by a code sent to what we know.

    The code is not stored: it is derived from `uid` when it is sent and when it is compared.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cliente = models.ForeignKey(Cliente, models.PROTECT, related_name="comprobaciones")
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    metodo = models.CharField(_("cómo"), max_length=10, choices=MetodoIdentidad)
    resultado = models.CharField(
        _("resultado"),
        max_length=10,
        choices=ResultadoIdentidad,
        default=ResultadoIdentidad.PENDIENTE,
    )
    canal = models.CharField(
        _("por dónde va el código"), max_length=8, choices=CanalDeSalida, blank=True
    )
    preguntas = models.JSONField(default=dict, blank=True)  # {"nif": true}: which, and if right
    intentos = models.PositiveSmallIntegerField(default=0)
    hecha_en = models.DateTimeField(default=timezone.now, editable=False)
    caduca_en = models.DateTimeField(null=True, blank=True)
    resuelta_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comprobación de identidad")
        verbose_name_plural = _("comprobaciones de identidad")
        constraints = [
            valores_de("metodo", MetodoIdentidad),
            valores_de("resultado", ResultadoIdentidad),
            valores_de("canal", CanalDeSalida, vacio=True),
            models.CheckConstraint(
                name="comprobacionidentidad_resuelta_con_instante",
                condition=Q(resultado=ResultadoIdentidad.PENDIENTE, resuelta_en=None)
                | (~Q(resultado=ResultadoIdentidad.PENDIENTE) & Q(resuelta_en__isnull=False)),
            ),
            models.CheckConstraint(
                name="comprobacionidentidad_codigo_caduca",
                condition=~Q(metodo=MetodoIdentidad.CODIGO)
                | (Q(caduca_en__isnull=False) & ~Q(canal="")),
            ),
        ]
        indexes = [
            models.Index(  # how often it has been tried with this customer
                name="comprobacionidentidad_ultima", fields=["cliente", "-hecha_en"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_metodo_display()}: {self.get_resultado_display()}"

    @property
    def es_correcta(self) -> bool:
        return self.resultado == ResultadoIdentidad.CORRECTA
