"""How people work through the cases: views that they keep, the case they were dealt, batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.models.incidencia import Incidencia
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class Alcance(models.TextChoices):
    """Who has a saved view among theirs."""

    PROPIA = "propia", _("Solo yo")
    GRUPO = "grupo", _("Un grupo")
    TODOS = "todos", _("Toda la oficina")


class VistaGuardadaQuerySet(models.QuerySet["VistaGuardada"]):
    def visibles_para(self, usuario: Usuario) -> VistaGuardadaQuerySet:
        """One's own, those of one's teams and those for everybody."""
        return self.filter(
            Q(usuario=usuario)
            | Q(alcance=Alcance.TODOS)
            | Q(alcance=Alcance.GRUPO, grupo__in=usuario.grupos.values("pk"))
        )

    def para_bandeja(self) -> VistaGuardadaQuerySet:
        return self.select_related("grupo", "usuario").order_by("posicion", "nombre", "pk")


class VistaGuardada(models.Model):
    """Filters of the Bandeja under a name. `consulta` is checked again at each use: what it names
    may have gone since.
    """

    nombre = models.CharField(_("nombre"), max_length=60)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="vistas_guardadas"
    )
    alcance = models.CharField(
        _("quién la ve"), max_length=8, choices=Alcance, default=Alcance.PROPIA
    )
    grupo = models.ForeignKey(
        "cuentas.Grupo",
        models.PROTECT,
        related_name="vistas_guardadas",
        null=True,
        blank=True,
        verbose_name=_("grupo"),
    )
    consulta = models.JSONField(_("filtros"), default=dict)  # {"vista": ["mias"], "canal": […]}
    posicion = models.PositiveSmallIntegerField(_("lugar en la lista"), default=10)
    creada_en = models.DateTimeField(default=timezone.now, editable=False)

    objects = VistaGuardadaQuerySet.as_manager()

    class Meta:
        verbose_name = _("vista guardada")
        verbose_name_plural = _("vistas guardadas")
        constraints = [
            valores_de("alcance", Alcance),
            models.CheckConstraint(
                name="vistaguardada_de_grupo_con_grupo",
                condition=Q(alcance=Alcance.GRUPO, grupo__isnull=False)
                | (~Q(alcance=Alcance.GRUPO) & Q(grupo=None)),
                violation_error_message=_("Di con qué grupo la compartes."),
            ),
            models.UniqueConstraint(
                name="vistaguardada_nombre_unico",
                fields=["usuario", "nombre"],
                violation_error_message=_("Ya tienes una vista con ese nombre."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return f"{reverse('incidencias:bandeja')}?vista={self.clave}"

    @property
    def clave(self) -> str:
        """How `?vista=` names it, beside the built-in ones."""
        return f"v{self.pk}"


class VistaPredeterminada(models.Model):
    """With which view a person's Bandeja opens; one that is no longer there is the first of all."""

    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="vista_predeterminada",
    )
    clave = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("vista predeterminada")
        verbose_name_plural = _("vistas predeterminadas")

    def __str__(self) -> str:
        return self.clave


class Turno(models.Model):
    """The case that a person has been dealt with *Siguiente*: nobody else is, until it lapses."""

    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="turno", primary_key=True
    )
    incidencia = models.OneToOneField(Incidencia, models.PROTECT, related_name="turno")
    desde = models.DateTimeField(default=timezone.now)
    hasta = models.DateTimeField()

    class Meta:
        verbose_name = _("turno")
        verbose_name_plural = _("turnos")
        constraints = [
            models.CheckConstraint(name="turno_con_tiempo", condition=Q(hasta__gt=F("desde")))
        ]

    def __str__(self) -> str:
        return f"{self.incidencia_id} → {self.usuario_id}"


class MotivoSalto(models.TextChoices):
    NO_SE = "no_se", _("No sé resolverla")
    FALTA_ALGO = "falta_algo", _("Depende de otro o falta un dato")
    NO_TOCA = "no_toca", _("No es de mi grupo o de mis temas")
    OTRO = "otro", _("Otro motivo")


class Salto(models.Model):
    """A dealt case that somebody passed on, and why. They are not dealt it again that day."""

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="saltos", db_index=False
    )
    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    motivo = models.CharField(_("por qué"), max_length=12, choices=MotivoSalto)
    detalle = models.CharField(_("qué pasa con ella"), max_length=300, blank=True)
    saltada_en = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("salto")
        verbose_name_plural = _("saltos")
        constraints = [
            valores_de("motivo", MotivoSalto),
            models.CheckConstraint(
                name="salto_otro_se_explica",
                condition=~Q(motivo=MotivoSalto.OTRO) | ~Q(detalle=""),
                violation_error_message=_("Di por qué la saltas."),
            ),
        ]
        indexes = [  # «Siguiente»: what I skipped lately
            models.Index(name="salto_de_incidencia", fields=["incidencia", "usuario"])
        ]

    def __str__(self) -> str:
        return f"{self.incidencia_id}: {self.get_motivo_display()}"


class EstadoLote(models.TextChoices):
    EN_MARCHA = "en_marcha", _("En marcha")
    TERMINADO = "terminado", _("Terminado")
    PARADO = "parado", _("Parado")


class ResultadoFila(models.TextChoices):
    PENDIENTE = "pendiente", _("Pendiente")
    HECHA = "hecha", _("Hecha")
    FUERA = "fuera", _("Se quedó fuera")


class Lote(models.Model):
    """One decision on many cases: which ones is settled when it is asked, each is done once."""

    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lotes")
    accion = models.CharField(_("qué se hace"), max_length=40)
    datos = models.JSONField(_("con qué"), default=dict)  # codes and ids; texts of the person
    estado = models.CharField(
        max_length=10, choices=EstadoLote, default=EstadoLote.EN_MARCHA, editable=False
    )
    total = models.PositiveIntegerField(_("incidencias"), default=0, editable=False)
    envio = models.UUIDField(null=True, editable=False)  # of the form: sent twice, it is this one
    deshace = models.OneToOneField(
        "self", models.PROTECT, related_name="deshecho_por", null=True, editable=False
    )
    pedido_en = models.DateTimeField(default=timezone.now, editable=False)
    terminado_en = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("lote")
        verbose_name_plural = _("lotes")
        constraints = [
            valores_de("estado", EstadoLote),
            models.CheckConstraint(
                name="lote_terminado_con_su_hora",
                condition=Q(estado=EstadoLote.EN_MARCHA, terminado_en=None)
                | (~Q(estado=EstadoLote.EN_MARCHA) & Q(terminado_en__isnull=False)),
            ),
            models.UniqueConstraint(name="lote_un_envio", fields=["usuario", "envio"]),
        ]
        indexes = [
            models.Index(  # the worker, and whatever one that died left halfway
                name="lote_en_marcha", fields=["pedido_en"], condition=Q(estado="en_marcha")
            )
        ]

    def __str__(self) -> str:
        return f"{self.accion} ({self.total})"

    def get_absolute_url(self) -> str:
        return reverse("incidencias:lote", args=[self.pk])

    @property
    def esta_en_marcha(self) -> bool:
        return self.estado == EstadoLote.EN_MARCHA


class FilaDeLote(models.Model):
    """One case of a batch and what became of it; the result is saved with the decision itself."""

    lote = models.ForeignKey(Lote, models.CASCADE, related_name="filas", db_index=False)
    incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="+", db_index=False)
    resultado = models.CharField(
        max_length=10, choices=ResultadoFila, default=ResultadoFila.PENDIENTE
    )
    motivo = models.CharField(_("por qué se quedó fuera"), max_length=400, blank=True)
    antes = models.JSONField(default=dict)  # what undoing needs: codes and ids

    class Meta:
        verbose_name = _("fila de un lote")
        verbose_name_plural = _("filas de un lote")
        constraints = [
            valores_de("resultado", ResultadoFila),
            models.UniqueConstraint(name="filadelote_una_vez", fields=["lote", "incidencia"]),
            models.CheckConstraint(
                name="filadelote_fuera_con_motivo",
                condition=Q(resultado=ResultadoFila.FUERA) & ~Q(motivo="")
                | ~Q(resultado=ResultadoFila.FUERA) & Q(motivo=""),
            ),
        ]
        indexes = [models.Index(name="filadelote_por_resultado", fields=["lote", "resultado"])]

    def __str__(self) -> str:
        return f"{self.lote_id} · {self.incidencia_id}"
