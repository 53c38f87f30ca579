"""The case: what a customer reports, and the derived facts that lists and indicators read."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto, Idioma
from incidencias.models.consultas import IncidenciaQuerySet
from incidencias.models.opciones import (
    ABIERTAS,
    Canal,
    ClaseLegal,
    Estado,
    Impacto,
    Prioridad,
    Tipo,
    Urgencia,
)
from nucleo.busqueda import columna_vector
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    pass

# Sort keys are NOT NULL: a case without a deadline sorts after all the others.
SIN_LIMITE = datetime(9999, 12, 1, tzinfo=UTC)


def tema_de(codigo: str) -> str:
    """What the pages of that case watch (nucleo/novedades.py)."""
    return f"incidencia:{codigo}"


class Incidencia(Ligera):
    """What a customer reports, on any channel, until the customer agrees that it is solved."""

    codigo = models.CharField(_("código"), max_length=20, unique=True, editable=False)
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo)
    clase_legal = models.CharField(_("clase legal"), max_length=20, choices=ClaseLegal)
    clase_legal_motivo = models.CharField(
        _("motivo de la clase legal"),
        max_length=200,
        blank=True,
        help_text=_("Si no es la propuesta."),
    )
    canal = models.CharField(_("canal"), max_length=12, choices=Canal)
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma, default=Idioma.ES)
    asunto = models.CharField(_("asunto"), max_length=200)
    descripcion = models.TextField(_("descripción"), blank=True, max_length=100_000)
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado, default=Estado.NUEVA, editable=False
    )

    # Without an index of their own: those of the lists begin with them (Meta.indexes).
    cliente = models.ForeignKey(
        Cliente,
        models.PROTECT,
        related_name="incidencias",
        verbose_name=_("cliente"),
        db_index=False,
    )
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="incidencias", null=True, blank=True
    )
    equipo = models.ForeignKey(
        "clientes.Equipo",
        models.PROTECT,
        related_name="incidencias",
        null=True,
        blank=True,
        db_index=False,
    )
    sede = models.ForeignKey(
        "clientes.Sede", models.PROTECT, related_name="incidencias", null=True, blank=True
    )
    categoria = models.ForeignKey(
        "incidencias.Categoria", models.PROTECT, related_name="incidencias", null=True, blank=True
    )
    impacto = models.CharField(_("impacto"), max_length=6, choices=Impacto, default=Impacto.MEDIO)
    urgencia = models.CharField(
        _("urgencia"), max_length=6, choices=Urgencia, default=Urgencia.MEDIA
    )
    prioridad = models.PositiveSmallIntegerField(
        _("prioridad"), choices=Prioridad, default=Prioridad.NORMAL
    )
    grupo = models.ForeignKey(
        "cuentas.Grupo", models.PROTECT, related_name="incidencias", null=True, blank=True
    )
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="incidencias",
        null=True,
        blank=True,
        verbose_name=_("responsable"),
    )
    motivo_espera = models.ForeignKey(
        "incidencias.MotivoEspera",
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )
    solucion = models.TextField(_("solución"), blank=True, max_length=10_000, editable=False)
    causa = models.CharField(_("causa"), max_length=80, blank=True, editable=False)
    fusionada_en = models.ForeignKey(
        "self", models.PROTECT, related_name="fusionadas", null=True, editable=False
    )
    continuacion_de = models.ForeignKey(
        "self", models.PROTECT, related_name="continuaciones", null=True, editable=False
    )
    # A case with others inside: one level, which a foreign key of the database guards (with it,
    # circles cannot be: migration padre_de_un_solo_nivel).
    padre = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="hijas",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        verbose_name=_("dentro de"),
    )
    es_spam = models.BooleanField(_("es correo basura"), default=False, editable=False)
    es_urgencia_vital = models.BooleanField(_("urgencia vital"), default=False, editable=False)
    causa_urgencia = models.ForeignKey(
        "incidencias.CausaUrgencia",
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )
    urgencia_justificacion = models.CharField(max_length=500, blank=True, editable=False)
    fecha_fallo = models.DateField(
        _("el fallo se notó el"),
        null=True,
        blank=True,
        help_text=_("Si no fue el día en que lo contó: la garantía se juzga por este."),
    )
    # The coverage verdict as it was told to the customer: frozen at intake.
    veredicto = models.JSONField(_("veredicto de cobertura"), default=dict, editable=False)

    # Raised to revoke the links of the mails already sent (nucleo/enlaces.py).
    enlace_version = models.PositiveSmallIntegerField(default=1, db_default=1, editable=False)

    buzon = models.ForeignKey(  # where its mail came in: from there we answer
        "incidencias.Buzon",
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )

    # Where it comes from, when it was imported; the portal, to know the same form sent twice.
    origen = models.CharField(_("origen"), max_length=40, blank=True, editable=False)
    referencia_externa = models.CharField(max_length=80, blank=True, editable=False)

    # Instants. `ocurrida_en`: when the customer reported it; `registrada_en`: when we wrote it.
    ocurrida_en = models.DateTimeField(_("recibida"), default=timezone.now, editable=False)
    registrada_en = models.DateTimeField(_("registrada"), default=timezone.now, editable=False)
    primera_respuesta_en = models.DateTimeField(null=True, editable=False)
    resuelta_en = models.DateTimeField(_("resuelta"), null=True, editable=False)
    cerrada_en = models.DateTimeField(_("cerrada"), null=True, editable=False)
    aviso_cierre_en = models.DateTimeField(null=True, editable=False)
    # When we asked, some days after resolving it, whether it still works.
    seguimiento_en = models.DateTimeField(null=True, editable=False)

    # Derived from events: a cache that `recalcular_indicadores --verificar` checks.
    dia_llegada = models.DateField(editable=False)
    dia_resolucion = models.DateField(null=True, editable=False)
    segundos_respuesta = models.PositiveIntegerField(null=True, editable=False)
    segundos_resolucion = models.PositiveIntegerField(null=True, editable=False)
    contactos_cliente = models.PositiveSmallIntegerField(default=0, editable=False)
    reaperturas = models.PositiveSmallIntegerField(default=0, editable=False)
    traspasos = models.PositiveSmallIntegerField(default=0, editable=False)
    ultimo_mensaje_en = models.DateTimeField(default=timezone.now, editable=False)
    responde_el_cliente = models.BooleanField(
        default=False, editable=False, help_text=_("El último mensaje es del cliente.")
    )
    pausas = models.JSONField(
        default=list, editable=False, help_text=_("Tramos [desde, hasta] que paran el reloj.")
    )
    pausas_contingencia = models.JSONField(
        default=list, editable=False, help_text=_("Tramos que paran todos los plazos acordados.")
    )
    espera_desde = models.DateTimeField(_("en espera desde"), null=True, editable=False)
    proximo_limite_en = models.DateTimeField(default=SIN_LIMITE, editable=False)
    limite_legal_en = models.DateTimeField(default=SIN_LIMITE, editable=False)

    busqueda = columna_vector(A=("codigo", "asunto"), B=("descripcion",))

    objects = IncidenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("incidencia")
        verbose_name_plural = _("incidencias")
        constraints = [
            valores_de("tipo", Tipo),
            valores_de("clase_legal", ClaseLegal),
            valores_de("canal", Canal),
            valores_de("idioma", Idioma),
            valores_de("estado", Estado),
            valores_de("impacto", Impacto),
            valores_de("urgencia", Urgencia),
            valores_de("prioridad", Prioridad),
            models.CheckConstraint(
                name="incidencia_resuelta_con_instante",
                condition=Q(
                    estado__in=[Estado.RESUELTA, Estado.CERRADA],
                    resuelta_en__isnull=False,
                    dia_resolucion__isnull=False,
                )
                | (
                    ~Q(estado__in=[Estado.RESUELTA, Estado.CERRADA])
                    & Q(resuelta_en=None, dia_resolucion=None)
                )
                | Q(estado=Estado.FUSIONADA),
            ),
            models.CheckConstraint(
                name="incidencia_cerrada_con_instante",
                condition=Q(estado=Estado.CERRADA, cerrada_en__isnull=False)
                | (~Q(estado=Estado.CERRADA) & Q(cerrada_en=None))
                | Q(estado=Estado.FUSIONADA),
            ),
            models.CheckConstraint(
                name="incidencia_en_espera_con_motivo",
                condition=Q(estado=Estado.EN_ESPERA, motivo_espera__isnull=False)
                | (~Q(estado=Estado.EN_ESPERA) & Q(motivo_espera=None)),
                violation_error_message=_("Para poner en espera hay que decir por qué."),
            ),
            models.CheckConstraint(
                name="incidencia_fusionada_en_otra",
                condition=(
                    Q(estado=Estado.FUSIONADA, fusionada_en__isnull=False)
                    & ~Q(fusionada_en=F("id"))
                )
                | (~Q(estado=Estado.FUSIONADA) & Q(fusionada_en=None)),
            ),
            models.CheckConstraint(
                name="incidencia_resuelta_despues_de_llegar",
                condition=Q(resuelta_en=None) | Q(resuelta_en__gte=F("ocurrida_en")),
                violation_error_message=_("No puede estar resuelta antes de llegar."),
            ),
            models.CheckConstraint(
                name="incidencia_enlace_con_version", condition=Q(enlace_version__gte=1)
            ),
            models.CheckConstraint(
                name="incidencia_urgencia_vital_justificada",
                condition=Q(es_urgencia_vital=False, causa_urgencia=None, urgencia_justificacion="")
                | (
                    Q(
                        es_urgencia_vital=True,
                        causa_urgencia__isnull=False,
                        prioridad=Prioridad.CRITICA,
                    )
                    & ~Q(urgencia_justificacion="")
                ),
                violation_error_message=_("La urgencia vital necesita su causa y por qué."),
            ),
            models.CheckConstraint(
                name="incidencia_spam_anulada",
                condition=Q(es_spam=False) | Q(estado=Estado.ANULADA),
            ),
            models.UniqueConstraint(
                name="incidencia_referencia_externa_unica",
                fields=["origen", "referencia_externa"],
                condition=~Q(referencia_externa=""),
                violation_error_message=_("Esa incidencia ya se importó."),
            ),
        ]
        indexes = [
            # Bandeja: what burns next, among the open ones, whole, mine or of a group.
            models.Index(
                name="incidencia_cola",
                fields=["proximo_limite_en", "id"],
                condition=Q(estado__in=["nueva", "en_curso", "en_espera"]),
            ),
            models.Index(
                name="incidencia_cola_responsable",
                fields=["responsable", "proximo_limite_en", "id"],
                condition=Q(estado__in=["nueva", "en_curso", "en_espera"]),
            ),
            # The same queue by priority and by age; then the views that are few of the open ones:
            # answered by the customer, waiting, reopened, complaints.
            models.Index(
                name="incidencia_cola_prioridad",
                fields=["prioridad", "id"],
                condition=Q(estado__in=["nueva", "en_curso", "en_espera"]),
            ),
            models.Index(
                name="incidencia_cola_llegada",
                fields=["ocurrida_en", "id"],
                condition=Q(estado__in=["nueva", "en_curso", "en_espera"]),
            ),
            models.Index(
                name="incidencia_ha_respondido",
                fields=["ultimo_mensaje_en", "id"],
                condition=Q(
                    responde_el_cliente=True, estado__in=["nueva", "en_curso", "en_espera"]
                ),
            ),
            models.Index(
                name="incidencia_en_espera",
                fields=["motivo_espera", "ultimo_mensaje_en"],
                condition=Q(estado="en_espera"),
            ),
            models.Index(
                name="incidencia_reabierta",
                fields=["proximo_limite_en", "id"],
                condition=Q(reaperturas__gt=0, estado__in=["nueva", "en_curso", "en_espera"]),
            ),
            models.Index(
                name="incidencia_reclamacion",
                fields=["limite_legal_en", "id"],
                condition=Q(
                    clase_legal="queja_reclamacion", estado__in=["nueva", "en_curso", "en_espera"]
                ),
            ),
            # Lists by recency (also the second step of the search), by last message.
            models.Index(name="incidencia_por_llegada", fields=["-ocurrida_en", "-id"]),
            models.Index(name="incidencia_por_mensaje", fields=["-ultimo_mensaje_en", "-id"]),
            models.Index(name="incidencia_de_cliente", fields=["cliente", "-ocurrida_en", "-id"]),
            models.Index(name="incidencia_de_equipo", fields=["equipo", "-ocurrida_en"]),
            models.Index(name="incidencia_por_estado", fields=["estado", "-ocurrida_en", "-id"]),
            # Nightly indicators read whole local days.
            models.Index(name="incidencia_dia_llegada", fields=["dia_llegada"]),
            models.Index(
                name="incidencia_dia_resolucion",
                fields=["dia_resolucion"],
                condition=Q(dia_resolucion__isnull=False),
            ),
            # The sweep that warns and closes what the customer left resolved in silence.
            models.Index(
                name="incidencia_por_cerrar",
                fields=["resuelta_en"],
                condition=Q(estado="resuelta"),
            ),
            models.Index(
                name="incidencia_hijas", fields=["padre"], condition=Q(padre__isnull=False)
            ),
            GinIndex(name="incidencia_busqueda", fields=["busqueda"]),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.asunto}"

    def get_absolute_url(self) -> str:
        """`incidencias:ficha`, which each page asks a dozen times: of a case after another."""
        return f"{_sus_paginas(get_script_prefix())}{self.codigo}/"

    @property
    def tema(self) -> str:
        """What the pages of this case watch (nucleo/novedades.py)."""
        return tema_de(self.codigo)

    @property
    def proximo_limite(self) -> datetime | None:
        """The next deadline that runs, None if none does."""
        return None if self.proximo_limite_en >= SIN_LIMITE else self.proximo_limite_en

    @property
    def esta_abierta(self) -> bool:
        return self.estado in ABIERTAS

    @property
    def es_importada(self) -> bool:
        """It is another system's history. What our portal sends has an origin too: its own."""
        return self.origen not in {"", Canal.PORTAL}


@cache
def _sus_paginas(_prefijo: str) -> str:
    return reverse("incidencias:bandeja")
