"""The work order: what the SAT undertakes, for whom, and who pays it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Contacto, QuienPaga, RolPortal
from incidencias.models import Incidencia, Prioridad
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField, hoy
from sat.models.catalogos import Mandante, SatExterno
from sat.models.opciones import (
    ABIERTAS,
    PUEDEN_ESPERAR,
    SIN_CITA,
    Estado,
    Lugar,
    Resultado,
    Tipo,
)
from sat.models.tecnico import Tecnico

if TYPE_CHECKING:
    from cuentas.models import Usuario

# Those that wait for an appointment when they have none.
PLANIFICABLES = frozenset(
    {
        Estado.NUEVA,
        Estado.DIAGNOSTICADA,
        Estado.ACEPTADA,
        Estado.ESPERANDO_REPUESTO,
        Estado.EN_CURSO,
        Estado.PLANIFICADA,
    }
)

# Without any of the final instants.
SIN_FINAL = sorted({*ABIERTAS, Estado.RECHAZADA})


class OrdenTrabajoQuerySet(models.QuerySet["OrdenTrabajo"]):
    def abiertas(self) -> OrdenTrabajoQuerySet:
        return self.filter(estado__in=ABIERTAS)

    def por_planificar(self) -> OrdenTrabajoQuerySet:
        """Open, without a living appointment and without anybody at work on them now."""
        from sat.models.intervencion import Intervencion

        return self.filter(estado__in=PLANIFICABLES, proxima_cita_en=SIN_CITA).exclude(
            pk__in=Intervencion.objects.en_curso().values("orden_id")
        )

    def visibles_para(self, usuario: Usuario) -> OrdenTrabajoQuerySet:
        """The office: all but those of cases of other people's restricted groups; a technician:
        those of their visits; an external SAT: those given to it; customers: those of the cases
        they see.
        """
        if usuario.es_de_oficina:
            visibles = self.filter(cliente__bloqueado_en=None)
            vedados = usuario.grupos_vedados
            return visibles.exclude(incidencia__grupo__in=vedados) if vedados else visibles
        if not usuario.is_authenticated:
            return self.none()
        return self.filter(_las_que_le_tocan(usuario), cliente__bloqueado_en=None)

    def para_listado(self) -> OrdenTrabajoQuerySet:
        """Everything a list row or a card of the board paints, in one query."""
        return self.select_related(
            "cliente", "incidencia", "equipo__producto", "sede", "mandante", "sat_externo"
        ).defer(
            "incidencia__descripcion",
            "incidencia__busqueda",
            "incidencia__veredicto",
            "incidencia__solucion",
            "cliente__trigramas",
            "cliente__texto_trigramas",
            "equipo__trigramas",
            "equipo__texto_trigramas",
        )


def _las_que_le_tocan(usuario: Usuario) -> Q:
    """The orders of this person outside the office, by each of the hats they may wear."""
    from sat.models.cita import Cita
    from sat.models.intervencion import Intervencion

    tecnicos = Tecnico.objects.filter(usuario=usuario)
    mios = Contacto.objects.filter(usuario=usuario, activo=True)
    return (
        Q(pk__in=Cita.objects.no_anuladas().filter(tecnico__in=tecnicos).values("orden_id"))
        | Q(pk__in=Intervencion.objects.filter(tecnico__in=tecnicos).values("orden_id"))
        | Q(
            sat_externo__in=tecnicos.filter(sat_externo__isnull=False, activo=True).values(
                "sat_externo_id"
            )
        )
        | Q(incidencia__in=Incidencia.objects.de_cliente(usuario).values("pk"))
        | Q(contacto__in=mios.exclude(rol_portal=RolPortal.NINGUNO).values("pk"))
        | Q(cliente__in=mios.filter(rol_portal=RolPortal.EMPRESA).sus_clientes())
    )


class OrdenTrabajo(Ligera):
    """What the SAT undertakes on one unit. Its visits are Citas, the work done Intervenciones."""

    codigo = models.CharField(_("código"), max_length=20, unique=True, editable=False)
    tipo = models.CharField(_("tipo"), max_length=15, choices=Tipo, default=Tipo.REPARACION)
    lugar = models.CharField(_("dónde"), max_length=10, choices=Lugar, default=Lugar.DOMICILIO)
    estado = models.CharField(
        _("estado"), max_length=20, choices=Estado, default=Estado.NUEVA, editable=False
    )
    prioridad = models.PositiveSmallIntegerField(
        _("prioridad"), choices=Prioridad, default=Prioridad.NORMAL
    )

    # An imported repair and a maintenance plan have no case.
    incidencia = models.ForeignKey(
        "incidencias.Incidencia", models.PROTECT, related_name="ordenes", null=True, blank=True
    )
    categoria = models.ForeignKey(
        "incidencias.Categoria", models.PROTECT, related_name="ordenes", null=True, blank=True
    )
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="ordenes", verbose_name=_("cliente")
    )
    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="ordenes", null=True, blank=True
    )
    equipo = models.ForeignKey(
        "clientes.Equipo", models.PROTECT, related_name="ordenes", null=True, blank=True
    )
    sede = models.ForeignKey(
        "clientes.Sede", models.PROTECT, related_name="ordenes", null=True, blank=True
    )
    habilidad = models.ForeignKey(
        "cuentas.Habilidad",
        models.PROTECT,
        related_name="ordenes",
        null=True,
        blank=True,
        verbose_name=_("habilidad necesaria"),
    )
    sat_externo = models.ForeignKey(
        SatExterno,
        models.PROTECT,
        related_name="ordenes",
        null=True,
        blank=True,
        verbose_name=_("encargada a"),
    )

    # Who sends the job and who pays it.
    mandante = models.ForeignKey(
        Mandante, models.PROTECT, related_name="ordenes", verbose_name=_("mandante")
    )
    mandante_referencia = models.CharField(_("su referencia"), max_length=60, blank=True)
    limite_autorizado_eur = models.DecimalField(
        _("límite autorizado (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    paga = models.CharField(_("paga"), max_length=15, choices=QuienPaga, blank=True)
    es_garantia_legal = models.BooleanField(
        _("medida correctora de la garantía legal"),
        default=False,
        help_text=_("Mientras dura, los plazos de la garantía se paran (TRLGDCU art. 122)."),
    )

    sintoma = models.TextField(_("síntoma"), blank=True, max_length=5_000)
    diagnostico = models.TextField(_("diagnóstico"), blank=True, max_length=5_000)
    trabajo = models.TextField(_("trabajo realizado"), blank=True, max_length=10_000)
    resultado = models.CharField(
        _("resultado"), max_length=15, choices=Resultado, blank=True, editable=False
    )
    repuesto_llega_el = models.DateField(
        _("el repuesto llega el"), null=True, blank=True, editable=False
    )
    duracion_prevista_min = models.PositiveSmallIntegerField(
        _("duración prevista (min)"), default=60
    )
    mano_obra_eur = models.DecimalField(
        _("mano de obra (€)"), max_digits=10, decimal_places=2, null=True, editable=False
    )
    desplazamiento_eur = models.DecimalField(
        _("desplazamiento (€)"), max_digits=10, decimal_places=2, null=True, editable=False
    )

    # Where it comes from, when it was imported.
    origen = models.CharField(_("origen"), max_length=40, blank=True, editable=False)
    referencia_externa = models.CharField(max_length=80, blank=True, editable=False)

    # Instants. `recibido_en`: when the unit came into our hands (workshop).
    ocurrida_en = models.DateTimeField(_("abierta"), default=timezone.now, editable=False)
    registrada_en = models.DateTimeField(_("registrada"), default=timezone.now, editable=False)
    recibido_en = models.DateTimeField(_("equipo recibido"), null=True, editable=False)
    terminada_en = models.DateTimeField(_("terminada"), null=True, editable=False)
    entregada_en = models.DateTimeField(_("entregada"), null=True, editable=False)
    liquidada_en = models.DateTimeField(_("liquidada"), null=True, editable=False)
    anulada_en = models.DateTimeField(_("anulada"), null=True, editable=False)
    motivo_anulacion = models.CharField(_("motivo"), max_length=300, blank=True, editable=False)

    # Derived from its own events, citas and intervenciones: a cache.
    dia_apertura = DiaLocalField(desde="ocurrida_en")
    dia_terminada = DiaLocalField(desde="terminada_en", null=True)
    proxima_cita_en = models.DateTimeField(default=SIN_CITA, editable=False)
    visitas = models.PositiveSmallIntegerField(_("visitas"), default=0, editable=False)
    minutos = models.PositiveIntegerField(_("minutos trabajados"), default=0, editable=False)

    objects = OrdenTrabajoQuerySet.as_manager()

    class Meta:
        verbose_name = _("orden de trabajo")
        verbose_name_plural = _("órdenes de trabajo")
        constraints = [
            valores_de("tipo", Tipo),
            valores_de("lugar", Lugar),
            valores_de("estado", Estado),
            valores_de("prioridad", Prioridad),
            valores_de("paga", QuienPaga, vacio=True),
            valores_de("resultado", Resultado, vacio=True),
            models.CheckConstraint(
                name="ordentrabajo_estado_con_sus_instantes",
                # A rejected quote is handed over without having been finished.
                condition=Q(
                    estado__in=SIN_FINAL,
                    terminada_en=None,
                    entregada_en=None,
                    liquidada_en=None,
                    anulada_en=None,
                )
                | (
                    Q(estado=Estado.TERMINADA, terminada_en__isnull=False)
                    & Q(entregada_en=None, liquidada_en=None, anulada_en=None)
                )
                | Q(
                    estado=Estado.ENTREGADA,
                    entregada_en__isnull=False,
                    liquidada_en=None,
                    anulada_en=None,
                )
                | (
                    Q(estado=Estado.LIQUIDADA, liquidada_en__isnull=False, anulada_en=None)
                    & (Q(terminada_en__isnull=False) | Q(entregada_en__isnull=False))
                )
                | (
                    Q(estado=Estado.ANULADA, anulada_en__isnull=False)
                    & Q(terminada_en=None, entregada_en=None, liquidada_en=None)
                ),
            ),
            models.CheckConstraint(
                name="ordentrabajo_anulada_con_motivo",
                condition=(Q(estado=Estado.ANULADA) & ~Q(motivo_anulacion=""))
                | (~Q(estado=Estado.ANULADA) & Q(motivo_anulacion="")),
                violation_error_message=_("Para anular una orden hay que decir por qué."),
            ),
            models.CheckConstraint(
                name="ordentrabajo_resultado_si_terminada",
                condition=(Q(terminada_en__isnull=False) & ~Q(resultado=""))
                | Q(terminada_en=None, resultado=""),
                violation_error_message=_("Una orden terminada dice con qué resultado."),
            ),
            models.CheckConstraint(
                name="ordentrabajo_liquidada_con_importes",
                condition=~Q(estado=Estado.LIQUIDADA)
                | Q(mano_obra_eur__isnull=False, desplazamiento_eur__isnull=False),
                violation_error_message=_(
                    "Para liquidar faltan los importes de mano de obra y desplazamiento."
                ),
            ),
            models.CheckConstraint(
                name="ordentrabajo_importes_no_negativos",
                condition=(Q(limite_autorizado_eur=None) | Q(limite_autorizado_eur__gte=0))
                & (Q(mano_obra_eur=None) | Q(mano_obra_eur__gte=0))
                & (Q(desplazamiento_eur=None) | Q(desplazamiento_eur__gte=0)),
                violation_error_message=_("Un importe no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="ordentrabajo_termina_despues_de_abrirse",
                condition=(Q(terminada_en=None) | Q(terminada_en__gte=F("ocurrida_en")))
                & (Q(entregada_en=None) | Q(entregada_en__gte=F("ocurrida_en")))
                & (
                    Q(entregada_en=None)
                    | Q(terminada_en=None)
                    | Q(entregada_en__gte=F("terminada_en"))
                ),
                violation_error_message=_(
                    "Una orden no puede terminar antes de abrirse, ni entregarse antes de terminar."
                ),
            ),
            models.CheckConstraint(
                name="ordentrabajo_repuesto_mientras_espera",
                condition=Q(repuesto_llega_el=None) | Q(estado__in=sorted(PUEDEN_ESPERAR)),
            ),
            models.CheckConstraint(
                name="ordentrabajo_duracion_creible",
                condition=Q(duracion_prevista_min__gte=5, duracion_prevista_min__lte=24 * 60),
                violation_error_message=_("La duración prevista va de 5 minutos a 24 horas."),
            ),
            models.UniqueConstraint(
                name="ordentrabajo_referencia_externa_unica",
                fields=["origen", "referencia_externa"],
                condition=~Q(referencia_externa=""),
                violation_error_message=_("Esa orden ya se importó."),
            ),
        ]
        indexes = [
            # The list, by recency, whole or of one state.
            models.Index(name="ordentrabajo_por_apertura", fields=["-ocurrida_en", "-id"]),
            models.Index(name="ordentrabajo_por_estado", fields=["estado", "-ocurrida_en", "-id"]),
            models.Index(name="ordentrabajo_por_cita", fields=["proxima_cita_en", "id"]),
            # What waits for an appointment, beside the agenda: most urgent and oldest first.
            models.Index(
                name="ordentrabajo_por_planificar",
                fields=["prioridad", "ocurrida_en", "id"],
                condition=Q(proxima_cita_en=SIN_CITA)
                & Q(
                    estado__in=[
                        "nueva",
                        "diagnosticada",
                        "aceptada",
                        "esperando_repuesto",
                        "en_curso",
                        "planificada",
                    ]
                ),
            ),
            # History of a unit (also the repeats that FTF looks for) and of a customer.
            models.Index(name="ordentrabajo_de_equipo", fields=["equipo", "-ocurrida_en"]),
            models.Index(name="ordentrabajo_de_cliente", fields=["cliente", "-ocurrida_en"]),
            # Nightly indicators read whole local days.
            models.Index(
                name="ordentrabajo_dia_terminada",
                fields=["dia_terminada"],
                condition=Q(dia_terminada__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.codigo

    def get_absolute_url(self) -> str:
        return reverse("sat:orden", args=[self.codigo])

    @property
    def esta_abierta(self) -> bool:
        return self.estado in ABIERTAS

    @property
    def puede_esperar_repuesto(self) -> bool:
        """Open, and nobody at work on it."""
        return self.estado in PUEDEN_ESPERAR

    @property
    def repuesto_por_llegar(self) -> date | None:
        """The day its part is to arrive, while that is still news."""
        llega, esperando = self.repuesto_llega_el, self.estado == Estado.ESPERANDO_REPUESTO
        return llega if llega is not None and (esperando or llega >= hoy()) else None

    @property
    def se_retrasa_el_repuesto(self) -> bool:
        llega = self.repuesto_por_llegar
        return llega is not None and llega < hoy()

    @property
    def tiene_cita(self) -> bool:
        return self.proxima_cita_en != SIN_CITA
