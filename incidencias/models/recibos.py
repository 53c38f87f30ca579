"""What comes on paper or from another company: letters, complaint sheets and jobs."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.conversacion import Adjunto, Mensaje
from incidencias.models.incidencia import Incidencia
from nucleo.models.empresa import Comunidad
from nucleo.restricciones import valores_de


class CartaRecibida(models.Model):
    """A letter or parcel that came by post, with its scan."""

    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="cartas")
    mensaje = models.OneToOneField(
        Mensaje,
        models.PROTECT,
        related_name="carta",
        null=True,
        blank=True,
        help_text=_("Si contesta a una incidencia que ya existía."),
    )
    fecha_llegada = models.DateField(_("llegó el"))
    fecha_matasellos = models.DateField(_("matasellos"), null=True, blank=True)
    numero_certificado = models.CharField(_("número de certificado"), max_length=40, blank=True)
    adjunto = models.ForeignKey(
        Adjunto, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    registrada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("carta recibida")
        verbose_name_plural = _("cartas recibidas")
        constraints = [
            models.CheckConstraint(
                name="cartarecibida_llega_despues_del_matasellos",
                condition=Q(fecha_matasellos=None) | Q(fecha_llegada__gte=F("fecha_matasellos")),
                violation_error_message=_("Una carta no llega antes de echarse al correo."),
            ),
            models.UniqueConstraint(
                name="cartarecibida_certificado_unico",
                fields=["numero_certificado"],
                condition=~Q(numero_certificado=""),
                violation_error_message=_("Esa carta certificada ya está registrada."),
            ),
        ]

    def __str__(self) -> str:
        return self.numero_certificado or f"{self.fecha_llegada:%d/%m/%Y}"


class HojaReclamaciones(models.Model):
    """An official complaint sheet filled in at our premises, with its scan."""

    incidencia = models.OneToOneField(
        Incidencia, models.PROTECT, related_name="hoja_de_reclamaciones"
    )
    numero = models.CharField(_("número de la hoja"), max_length=40)
    comunidad = models.CharField(_("comunidad autónoma"), max_length=2, choices=Comunidad)
    fecha = models.DateField(_("presentada el"))
    adjunto = models.ForeignKey(Adjunto, models.PROTECT, related_name="+", db_index=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    registrada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("hoja de reclamaciones")
        verbose_name_plural = _("hojas de reclamaciones")
        constraints = [
            valores_de("comunidad", Comunidad),
            models.UniqueConstraint(
                name="hojareclamaciones_numero_unico",
                fields=["comunidad", "numero"],
                violation_error_message=_("Esa hoja de reclamaciones ya está registrada."),
            ),
            models.CheckConstraint(
                name="hojareclamaciones_con_numero",
                condition=~Q(numero=""),
                violation_error_message=_("La hoja lleva un número: cópialo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} ({self.get_comunidad_display()})"


class Encargo(models.Model):
    """A job that an insurer, a brand or a shop sends us: who sends it, its reference, its terms.

    The mandante with its tariff lives in the orders; here, what the mail said.
    """

    incidencia = models.OneToOneField(Incidencia, models.PROTECT, related_name="encargo")
    perfil = models.SlugField(_("perfil"), max_length=40)
    principal = models.CharField(_("quién lo encarga"), max_length=120)
    referencia = models.CharField(_("su referencia"), max_length=60)
    asegurado = models.CharField(_("a quién se atiende"), max_length=200, blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    correo = models.EmailField(_("correo"), blank=True)
    direccion = models.CharField(_("dirección"), max_length=300, blank=True)
    aparato = models.CharField(_("aparato"), max_length=200, blank=True)
    averia = models.TextField(_("avería"), blank=True, max_length=5_000)
    limite_eur = models.DecimalField(
        _("autoriza hasta (€)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    plazo_en = models.DateTimeField(_("antes de"), null=True, blank=True)
    otros = models.JSONField(_("otros datos"), default=dict, blank=True)
    recibido_en = models.DateTimeField(_("recibido"), default=timezone.now)
    actualizado_en = models.DateTimeField(_("último cambio"), null=True, editable=False)
    cancelado_en = models.DateTimeField(_("lo retiraron"), null=True, editable=False)

    class Meta:
        verbose_name = _("encargo")
        verbose_name_plural = _("encargos")
        constraints = [
            models.UniqueConstraint(
                name="encargo_referencia_unica",
                fields=["perfil", "referencia"],
                violation_error_message=_("Ese encargo ya tiene una incidencia."),
            ),
            models.CheckConstraint(
                name="encargo_con_referencia",
                condition=~Q(referencia="") & ~Q(principal=""),
                violation_error_message=_("Un encargo dice quién lo envía y con qué referencia."),
            ),
            models.CheckConstraint(
                name="encargo_limite_no_negativo",
                condition=Q(limite_eur=None) | Q(limite_eur__gte=Decimal(0)),
                violation_error_message=_("El límite no puede ser negativo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} {self.referencia}"
