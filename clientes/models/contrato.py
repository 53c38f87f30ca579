"""Maintenance contracts: what was agreed, for which units, period by period, and what was used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clientes.models.autoria import EventoConContacto
from clientes.models.cliente import Cliente, Contacto
from clientes.models.equipo import Equipo
from nucleo.restricciones import dias, mismo, numeros, sin_solape, valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class EstadoContrato(models.TextChoices):
    """Draft → in force → expired or terminated; a draft may also be thrown away."""

    BORRADOR = "borrador", _("Borrador")
    VIGENTE = "vigente", _("Vigente")
    VENCIDO = "vencido", _("Vencido")
    RESCINDIDO = "rescindido", _("Rescindido")
    DESCARTADO = "descartado", _("Descartado")


class AlcanceContrato(models.TextChoices):
    """What it is for. *Integral* is both others: a unit cannot have it and one of them at once."""

    PREVENTIVO = "preventivo", _("Revisiones")
    CORRECTIVO = "correctivo", _("Averías")
    INTEGRAL = "integral", _("Revisiones y averías")


class RenovacionContrato(models.TextChoices):
    NO = "no", _("Acaba en su fecha")
    TACITA = "tacita", _("Se renueva si nadie dice lo contrario")


class CanalFirma(models.TextChoices):
    """How it was signed: who signs at a distance or at home may withdraw (TRLGDCU art. 102)."""

    PRESENCIAL = "presencial", _("En nuestro local")
    DOMICILIO = "domicilio", _("En casa del cliente")
    DISTANCIA = "distancia", _("A distancia (correo, teléfono o web)")


class OrigenPeriodo(models.TextChoices):
    FIRMA = "firma", _("Firma")
    TACITA = "tacita", _("Renovación tácita")
    EXPRESA = "expresa", _("Renovación acordada")


class ParteQueRescinde(models.TextChoices):
    CLIENTE = "cliente", _("El cliente")
    EMPRESA = "empresa", _("Nosotros")


class ContratoQuerySet(models.QuerySet["ContratoMantenimiento"]):
    def visibles_para(self, usuario: Usuario) -> ContratoQuerySet:
        """The office sees all; a customer, what was signed, by the role of its contact."""
        if usuario.es_de_oficina:
            return self.filter(cliente__bloqueado_en=None)
        if not usuario.is_authenticated:
            return self.none()
        contactos = Contacto.objects.de_usuario(usuario)
        suyos = Q(cliente__in=contactos.sus_clientes_enteros()) | Q(contacto__in=contactos)
        return self.filter(suyos, cliente__bloqueado_en=None).exclude(firmado_en=None)

    def en_vigor(self, dia: date) -> ContratoQuerySet:
        """In force on that day: signed, and a period of theirs has it."""
        return self.filter(estado=EstadoContrato.VIGENTE, fecha_inicio__lte=dia, fecha_fin__gte=dia)

    def para_listado(self) -> ContratoQuerySet:
        """What a list row paints, in one statement."""
        return self.select_related("cliente").defer(
            "cliente__texto_trigramas", "cliente__trigramas"
        )


class ContratoMantenimiento(models.Model):
    """What a customer pays us for keeping some units working. Its terms are those of its periods.

    `fecha_inicio` and `fecha_fin` are the first and last day of all its periods together.
    """

    codigo = models.CharField(_("código"), max_length=20, unique=True, editable=False)
    cliente = models.ForeignKey(
        Cliente,
        models.PROTECT,
        related_name="contratos",
        db_index=False,
        verbose_name=_("cliente"),
    )
    contacto = models.ForeignKey(
        Contacto,
        models.PROTECT,
        related_name="contratos",
        null=True,
        blank=True,
        verbose_name=_("contacto"),
    )
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lo lleva"),
    )
    titulo = models.CharField(_("nombre"), max_length=120)
    alcance = models.CharField(
        _("para qué"), max_length=12, choices=AlcanceContrato, default=AlcanceContrato.INTEGRAL
    )
    estado = models.CharField(
        _("estado"),
        max_length=12,
        choices=EstadoContrato,
        default=EstadoContrato.BORRADOR,
        editable=False,
    )
    fecha_inicio = models.DateField(_("desde"))
    fecha_fin = models.DateField(_("hasta"))
    meses_periodo = models.PositiveSmallIntegerField(_("duración (meses)"), default=12)

    # What a fault of its units costs the customer while it is in force.
    piezas_pct = models.PositiveSmallIntegerField(_("piezas (%)"), default=0)
    mano_obra_pct = models.PositiveSmallIntegerField(_("mano de obra (%)"), default=100)
    desplazamiento_pct = models.PositiveSmallIntegerField(_("desplazamiento (%)"), default=100)

    # What we promised to answer and to solve in: the SLA of its cases takes them from here.
    respuesta_min = models.PositiveIntegerField(_("respuesta (minutos)"), null=True, blank=True)
    resolucion_min = models.PositiveIntegerField(_("resolución (minutos)"), null=True, blank=True)
    plazos_24h = models.BooleanField(
        _("los plazos corren también de noche y en festivo"), default=False
    )

    renovacion = models.CharField(
        _("al acabar"), max_length=8, choices=RenovacionContrato, default=RenovacionContrato.NO
    )
    dias_preaviso = models.PositiveSmallIntegerField(
        _("días para decir que no se renueva"),
        default=0,
        help_text=_("Con cuántos días de antelación puede decirlo el cliente, como tarde."),
    )
    dias_aviso_cliente = models.PositiveSmallIntegerField(
        _("avisar al cliente (días antes)"), default=30
    )
    dias_aviso_personal = models.PositiveSmallIntegerField(_("avisarnos (días antes)"), default=60)
    notas = models.TextField(_("notas"), max_length=2_000, blank=True)
    documento = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    creado_en = models.DateTimeField(_("creado"), editable=False)
    firmado_en = models.DateTimeField(_("firmado"), null=True, editable=False)
    firmado_por = models.CharField(_("firmado por"), max_length=120, blank=True, editable=False)
    canal_firma = models.CharField(
        _("cómo se firmó"), max_length=12, choices=CanalFirma, blank=True, editable=False
    )
    # A consumer who signs at a distance or at home may ask us to begin before the time to withdraw.
    pide_empezar = models.BooleanField(_("pide que empecemos ya"), default=False, editable=False)
    enlace_version = models.PositiveSmallIntegerField(default=1, editable=False)
    no_renueva_en = models.DateTimeField(_("no se renueva"), null=True, editable=False)
    vencido_en = models.DateTimeField(_("vencido"), null=True, editable=False)
    rescindido_en = models.DateTimeField(_("rescindido"), null=True, editable=False)
    fecha_rescision = models.DateField(_("último día"), null=True, editable=False)
    rescinde = models.CharField(
        _("quién lo rescinde"), max_length=8, choices=ParteQueRescinde, blank=True, editable=False
    )
    motivo_rescision = models.CharField(_("motivo"), max_length=300, blank=True, editable=False)
    devolver_eur = models.DecimalField(
        _("a devolver (€)"), max_digits=12, decimal_places=2, null=True, editable=False
    )
    descartado_en = models.DateTimeField(_("descartado"), null=True, editable=False)

    objects = ContratoQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrato de mantenimiento")
        verbose_name_plural = _("contratos de mantenimiento")
        constraints = [
            valores_de("alcance", AlcanceContrato),
            valores_de("estado", EstadoContrato),
            valores_de("renovacion", RenovacionContrato),
            valores_de("canal_firma", CanalFirma, vacio=True),
            valores_de("rescinde", ParteQueRescinde, vacio=True),
            models.CheckConstraint(
                name="contrato_termina_despues_de_empezar",
                condition=Q(fecha_fin__gte=F("fecha_inicio")),
                violation_error_message=_("El contrato no puede acabar antes de empezar."),
            ),
            models.CheckConstraint(
                name="contrato_fechas_creibles",
                condition=Q(fecha_inicio__gte="1950-01-01", fecha_fin__lt="2100-01-01"),
                violation_error_message=_("Esas fechas no son creíbles: revisa el año."),
            ),
            models.CheckConstraint(
                name="contrato_meses_de_uno_a_diez_anios",
                condition=Q(meses_periodo__range=(1, 120)),
                violation_error_message=_("Un periodo dura de 1 a 120 meses."),
            ),
            models.CheckConstraint(
                name="contrato_porcentajes",
                condition=Q(
                    piezas_pct__lte=100, mano_obra_pct__lte=100, desplazamiento_pct__lte=100
                ),
                violation_error_message=_("Un porcentaje va de 0 a 100."),
            ),
            models.CheckConstraint(
                name="contrato_resuelve_despues_de_responder",
                condition=Q(respuesta_min=None)
                | Q(resolucion_min=None)
                | Q(resolucion_min__gte=F("respuesta_min")),
                violation_error_message=_("No se puede resolver antes de responder."),
            ),
            models.CheckConstraint(
                name="contrato_avisos_de_un_anio_como_mucho",
                condition=Q(
                    dias_preaviso__lte=365,
                    dias_aviso_cliente__lte=365,
                    dias_aviso_personal__lte=365,
                ),
                violation_error_message=_("Se avisa con 365 días de antelación como mucho."),
            ),
            models.CheckConstraint(
                name="contrato_firma_completa",
                condition=Q(firmado_en=None, firmado_por="", canal_firma="")
                | (Q(firmado_en__isnull=False) & ~Q(firmado_por="") & ~Q(canal_firma="")),
                violation_error_message=_("Di quién lo firma y cómo."),
            ),
            models.CheckConstraint(
                name="contrato_rescision_completa",
                condition=Q(
                    rescindido_en=None,
                    fecha_rescision=None,
                    rescinde="",
                    motivo_rescision="",
                    devolver_eur=None,
                )
                | (
                    Q(
                        rescindido_en__isnull=False,
                        fecha_rescision__isnull=False,
                        devolver_eur__isnull=False,
                        devolver_eur__gte=0,
                    )
                    & ~Q(rescinde="")
                ),
                violation_error_message=_("Una rescisión dice quién la pide y desde cuándo."),
            ),
            models.CheckConstraint(
                name="contrato_estado_con_sus_fechas",
                condition=Q(
                    estado=EstadoContrato.BORRADOR,
                    firmado_en=None,
                    no_renueva_en=None,
                    vencido_en=None,
                    rescindido_en=None,
                    descartado_en=None,
                )
                | Q(
                    estado=EstadoContrato.DESCARTADO,
                    firmado_en=None,
                    no_renueva_en=None,
                    vencido_en=None,
                    rescindido_en=None,
                    descartado_en__isnull=False,
                )
                | Q(
                    estado=EstadoContrato.VIGENTE,
                    firmado_en__isnull=False,
                    vencido_en=None,
                    rescindido_en=None,
                    descartado_en=None,
                )
                | Q(
                    estado=EstadoContrato.VENCIDO,
                    firmado_en__isnull=False,
                    vencido_en__isnull=False,
                    rescindido_en=None,
                    descartado_en=None,
                )
                | Q(
                    estado=EstadoContrato.RESCINDIDO,
                    firmado_en__isnull=False,
                    vencido_en=None,
                    rescindido_en__isnull=False,
                    descartado_en=None,
                ),
                violation_error_message=_("El estado del contrato y sus fechas no casan."),
            ),
            # What the units of the contract point to, so that their copy of the scope is true.
            models.UniqueConstraint(name="contrato_y_alcance", fields=["id", "alcance"]),
        ]
        indexes = [
            models.Index(name="contrato_por_fin", fields=["estado", "fecha_fin", "id"]),  # lists
            models.Index(name="contrato_de_cliente", fields=["cliente", "-fecha_fin"]),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("clientes:contrato", args=[self.codigo])

    @property
    def es_borrador(self) -> bool:
        return self.estado == EstadoContrato.BORRADOR

    @property
    def esta_vigente(self) -> bool:
        return self.estado == EstadoContrato.VIGENTE

    @property
    def se_renueva(self) -> bool:
        """Unless somebody says no before its end."""
        return (
            self.esta_vigente
            and self.renovacion == RenovacionContrato.TACITA
            and self.no_renueva_en is None
        )

    @property
    def cubre_averias(self) -> bool:
        return bool(self.piezas_pct or self.mano_obra_pct or self.desplazamiento_pct)


class PeriodoContrato(models.Model):
    """One stretch of a contract with its own terms. A renewal is the next one, never an edit."""

    contrato = models.ForeignKey(
        ContratoMantenimiento, models.PROTECT, related_name="periodos", db_index=False
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    precio_eur = models.DecimalField(_("precio del periodo (€)"), max_digits=10, decimal_places=2)
    visitas_incluidas = models.PositiveSmallIntegerField(
        _("visitas incluidas"), null=True, blank=True, help_text=_("En blanco: sin límite.")
    )
    minutos_incluidos = models.PositiveIntegerField(
        _("minutos de trabajo incluidos"), null=True, blank=True
    )
    origen = models.CharField(
        _("origen"), max_length=8, choices=OrigenPeriodo, default=OrigenPeriodo.FIRMA
    )
    creado_en = models.DateTimeField(_("creado"), editable=False)

    class Meta:
        verbose_name = _("periodo de contrato")
        verbose_name_plural = _("periodos de contrato")
        constraints = [
            valores_de("origen", OrigenPeriodo),
            models.UniqueConstraint(name="periodo_numerado", fields=["contrato", "numero"]),
            # What the units of a period point to: they are of the same contract.
            models.UniqueConstraint(name="periodo_y_contrato", fields=["id", "contrato"]),
            models.CheckConstraint(
                name="periodo_termina_despues_de_empezar",
                condition=Q(hasta__gte=F("desde")),
                violation_error_message=_("El contrato no puede acabar antes de empezar."),
            ),
            models.CheckConstraint(
                name="periodo_fechas_creibles",
                condition=Q(desde__gte="1950-01-01", hasta__lt="2100-01-01"),
                violation_error_message=_("Esas fechas no son creíbles: revisa el año."),
            ),
            models.CheckConstraint(
                name="periodo_precio_no_negativo",
                condition=Q(precio_eur__gte=0),
                violation_error_message=_("El precio no puede ser negativo."),
            ),
            sin_solape(
                "periodo_sin_solape",
                mismo("contrato"),
                dias("desde", "hasta"),
                frase=_("Ese contrato ya tiene un periodo en esas fechas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desde:%d/%m/%Y}–{self.hasta:%d/%m/%Y}"


def _alcances() -> Func:
    """The scopes as a range of integers, so that *integral* overlaps with both others."""
    desde = Case(When(alcance=AlcanceContrato.CORRECTIVO, then=Value(2)), default=Value(1))
    hasta = Case(When(alcance=AlcanceContrato.PREVENTIVO, then=Value(1)), default=Value(2))
    return numeros(desde, hasta)


SIN_SOLAPE = "equipocontratado_sin_solape"


class EquipoContratado(models.Model):
    """A unit in a period of a contract, from one day to another, both included.

    `en_firme` is whether the contract was signed: drafts may overlap, contracts in force may not.
    """

    contrato = models.ForeignKey(
        ContratoMantenimiento, models.PROTECT, related_name="equipos", verbose_name=_("contrato")
    )
    periodo = models.ForeignKey(
        PeriodoContrato, models.CASCADE, related_name="equipos", db_index=False
    )
    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="contratados", verbose_name=_("equipo")
    )
    alcance = models.CharField(_("para qué"), max_length=12, choices=AlcanceContrato)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    en_firme = models.BooleanField(_("en firme"), default=False, editable=False)

    class Meta:
        verbose_name = _("equipo de un contrato")
        verbose_name_plural = _("equipos de contratos")
        constraints = [
            valores_de("alcance", AlcanceContrato),
            models.UniqueConstraint(
                name="equipocontratado_una_vez_por_periodo",
                fields=["periodo", "equipo"],
                violation_error_message=_("Ese equipo ya está en el contrato."),
            ),
            models.CheckConstraint(
                name="equipocontratado_termina_despues_de_empezar",
                condition=Q(hasta__gte=F("desde")),
                violation_error_message=_("Un equipo no puede salir del contrato antes de entrar."),
            ),
            sin_solape(  # its index also serves "which contract has this unit"
                SIN_SOLAPE,
                mismo("equipo"),
                dias("desde", "hasta"),
                _alcances(),
                condicion=Q(en_firme=True),
                frase=_("Ese equipo ya tiene un contrato para lo mismo en esas fechas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipo} {self.desde:%d/%m/%Y}–{self.hasta:%d/%m/%Y}"


class ConsumoContrato(models.Model):
    """What an order used of a period: visits and minutes. One row for each order.

    An order that is opened again and finished otherwise corrects its row.
    """

    periodo = models.ForeignKey(PeriodoContrato, models.PROTECT, related_name="consumos")
    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="consumos", null=True, blank=True
    )
    referencia = models.CharField(_("orden"), max_length=40)
    fecha = models.DateField(_("fecha"))
    visitas = models.PositiveSmallIntegerField(_("visitas"), default=0)
    minutos = models.PositiveIntegerField(_("minutos"), default=0)
    anotado_en = models.DateTimeField(_("anotado"), editable=False)

    class Meta:
        verbose_name = _("consumo de un contrato")
        verbose_name_plural = _("consumos de contratos")
        constraints = [
            models.UniqueConstraint(
                name="consumo_uno_por_orden",
                fields=["referencia"],
                violation_error_message=_("Esa orden ya se ha descontado de un contrato."),
            ),
            models.CheckConstraint(
                name="consumo_con_referencia",
                condition=~Q(referencia=""),
                violation_error_message=_("Di a qué orden corresponde."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referencia}: {self.visitas}, {self.minutos} min"


class ClaseAviso(models.TextChoices):
    CLIENTE = "cliente", _("Al cliente")
    PERSONAL = "personal", _("A nosotros")


class MedioAviso(models.TextChoices):
    CORREO = "correo", _("Por correo")
    TELEFONO = "telefono", _("Por teléfono")
    CARTA = "carta", _("Por carta")
    EN_MANO = "en_mano", _("En mano")
    PANTALLA = "pantalla", _("En pantalla")


class AvisoContrato(models.Model):
    """That somebody was told, once, that a period ends or is going to be renewed."""

    periodo = models.ForeignKey(
        PeriodoContrato, models.PROTECT, related_name="avisos", db_index=False
    )
    clase = models.CharField(_("a quién"), max_length=8, choices=ClaseAviso)
    medio = models.CharField(_("cómo"), max_length=8, choices=MedioAviso)
    avisado_en = models.DateTimeField(_("avisado"))
    clave = models.CharField(_("mensaje"), max_length=200, blank=True)  # of the outbox

    class Meta:
        verbose_name = _("aviso de un contrato")
        verbose_name_plural = _("avisos de contratos")
        constraints = [
            valores_de("clase", ClaseAviso),
            valores_de("medio", MedioAviso),
            models.UniqueConstraint(
                name="aviso_uno_por_periodo",
                fields=["periodo", "clase"],
                violation_error_message=_("Ese aviso ya está dado."),
            ),
            models.CheckConstraint(
                name="aviso_por_correo_con_mensaje",
                condition=(Q(medio=MedioAviso.CORREO) & ~Q(clave=""))
                | (~Q(medio=MedioAviso.CORREO) & Q(clave="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.avisado_en:%d/%m/%Y}"


class EventoContrato(EventoConContacto):
    """One fact about a contract: drafted, signed, warned, renewed, used, ended."""

    pk = models.CompositePrimaryKey("contrato_id", "id")
    contrato = models.ForeignKey(
        ContratoMantenimiento, models.PROTECT, related_name="eventos", db_index=False
    )

    class Meta(EventoConContacto.Meta):
        verbose_name = _("suceso del contrato")
        verbose_name_plural = _("sucesos del contrato")
