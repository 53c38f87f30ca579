"""Levels of escalation: who is told that a clock is about to end, or has ended.

Each level of each clock once (a unique row), only in the working hours of that clock, and many at
the same time to the same person are one notice: nobody opens a thousand mails.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.eventos import autor_de
from cuentas.disponibilidad import suplente_de
from cuentas.models import CodigoRol, Notificacion, Usuario
from cuentas.servicios import notificar
from incidencias.destinatarios import atienden, que_la_ven, supervisan
from incidencias.eventos import Codigo
from incidencias.models import (
    DestinoEscalon,
    EscaladoSLA,
    EscalonPolitica,
    EventoIncidencia,
    Incidencia,
    MomentoEscalon,
    ObjetivoSLA,
    Urgencia,
)
from incidencias.relojes import reloj_de_objetivo
from incidencias.servicios.composicion import Expediente, esta_vencido, momentos_de
from incidencias.servicios.linea import anotar
from incidencias.servicios.reparto import asignar_incidencia, reclasificar
from nucleo.calendario import SinTiempoLaborable
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA, insertar_eventos

LOTE = 2_000
MUCHOS = 5  # from here on, one notice for all
RATO = timedelta(minutes=15)


@dataclass(frozen=True)
class Alcanzado:
    """A level that a clock has reached just now."""

    objetivo: ObjetivoSLA
    escalon: EscalonPolitica
    tocaba_en: datetime

    @property
    def incidencia(self) -> Incidencia:
        return self.objetivo.incidencia


@dataclass
class Destinatarios:
    """Who is told, looked up once a sweep."""

    _por_rol: dict[str, list[Usuario]] = field(default_factory=dict)
    _suplentes: dict[int, Usuario] = field(default_factory=dict)
    _miembros: dict[int, set[int]] = field(default_factory=dict)

    def de(self, incidencia: Incidencia, escalon: EscalonPolitica) -> list[Usuario]:
        """Those of the level; without anybody responsible, who supervises."""
        if escalon.a == DestinoEscalon.ROL:
            return self._que_la_ven(incidencia, self.con_rol(escalon.rol))
        responsable = incidencia.responsable
        if escalon.a == DestinoEscalon.RESPONSABLE and responsable is not None:
            return [self._presente(responsable, incidencia)]
        grupo = incidencia.grupo
        if grupo is not None and grupo.supervisor is not None:
            return [self._presente(grupo.supervisor, incidencia)]
        return self._que_la_ven(incidencia, self.con_rol(CodigoRol.COORDINADOR))

    def con_rol(self, rol: str) -> list[Usuario]:
        if rol not in self._por_rol:
            self._por_rol[rol] = list(Usuario.objects.activos().con_rol(rol))
        return self._por_rol[rol]

    def _presente(self, usuario: Usuario, incidencia: Incidencia) -> Usuario:
        """Who covers that person today, if they are away; not who may know nothing of the case."""
        if usuario.pk not in self._suplentes:
            self._suplentes[usuario.pk] = suplente_de(usuario) or usuario
        suplente = self._suplentes[usuario.pk]
        return suplente if self._que_la_ven(incidencia, [suplente]) else usuario

    def _que_la_ven(self, incidencia: Incidencia, usuarios: list[Usuario]) -> list[Usuario]:
        grupo = incidencia.grupo
        if grupo is None or not grupo.es_restringido:
            return usuarios
        if grupo.pk not in self._miembros:
            self._miembros[grupo.pk] = set(grupo.miembros.values_list("pk", flat=True))
        return [uno for uno in usuarios if uno.pk in self._miembros[grupo.pk]]


@transaction.atomic
def escalar_plazos(en: datetime | None = None) -> int:
    """Tell whom it concerns of the levels that are due; returns how many were reached."""
    en = en or timezone.now()
    objetivos = _por_escalar(en)
    alcanzados = [alcanzado for uno in objetivos for alcanzado in _mirar(uno, en)]
    ObjetivoSLA.objects.bulk_update(objetivos, ["proximo_escalon_en"], batch_size=500)
    EscaladoSLA.objects.bulk_create(
        [
            EscaladoSLA(
                objetivo=uno.objetivo,
                escalon=uno.escalon,
                tocaba_en=uno.tocaba_en,
                hecho_en=en,
                actuado_en=None if _hace_algo(uno.escalon) else en,
            )
            for uno in alcanzados
        ],
        batch_size=1000,
    )
    insertar_eventos(EventoIncidencia, [_evento(uno, en) for uno in alcanzados])
    _avisar(_los_ultimos(alcanzados), en)
    return len(alcanzados)


def actuar_escalados() -> int:
    """Raise the priority or pass the case on, where a level says so: each in its own decision."""
    pendientes = EscaladoSLA.objects.filter(actuado_en=None).order_by("pk")[:500]
    hechos = 0
    for escalado in pendientes.select_related("escalon__grupo", "objetivo"):
        try:
            hechos += _actuar(escalado)
        except ErrorDeNegocio as error:  # ended, or as it should be already
            if error.codigo == "restringida":
                _decir_que_no_sale(escalado)
        EscaladoSLA.objects.filter(pk=escalado.pk).update(actuado_en=timezone.now())
    return hechos


def _por_escalar(en: datetime) -> list[ObjetivoSLA]:
    """The clocks with a level due, with their cases locked; what somebody else has is left to them.

    Without waiting for anybody: a decision over a case locks it first, and its clocks after.
    """
    return list(
        ObjetivoSLA.objects.filter(
            cumplido_en=None, anulado_en=None, pausado_en=None, proximo_escalon_en__lte=en
        )
        .select_for_update(of=("self", "incidencia"), skip_locked=True)
        .select_related("incidencia__responsable", "incidencia__grupo__supervisor")
        .defer("incidencia__busqueda", "incidencia__descripcion", "incidencia__veredicto")
        .prefetch_related("escalados")
        .order_by("proximo_escalon_en")[:LOTE]
    )


def _mirar(objetivo: ObjetivoSLA, en: datetime) -> list[Alcanzado]:
    """The levels that it has reached and nobody has been told of; sets when to look again."""
    reloj = reloj_de_objetivo(objetivo)
    if not reloj.horario.esta_abierto(en):
        try:
            objetivo.proximo_escalon_en = reloj.horario.abre_desde(en)
        except SinTiempoLaborable:
            objetivo.proximo_escalon_en = None
        return []
    hechos = {escalado.escalon_id for escalado in objetivo.escalados.all()}
    cerradas, _abiertas = Expediente(objetivo.incidencia, reloj).pausas_de(objetivo.tipo)
    faltan = [
        (cuando, escalon)
        for cuando, escalon in momentos_de(objetivo, reloj, cerradas)
        if escalon.pk not in hechos
    ]
    objetivo.proximo_escalon_en = min((c for c, _e in faltan if c > en), default=None)
    return [Alcanzado(objetivo, escalon, cuando) for cuando, escalon in faltan if cuando <= en]


def _los_ultimos(alcanzados: Iterable[Alcanzado]) -> list[Alcanzado]:
    """Of several levels of a clock reached at once, the last for each addressee is told."""
    ultimos: dict[tuple[int, str, str], Alcanzado] = {}
    for uno in sorted(alcanzados, key=lambda alcanzado: alcanzado.tocaba_en):
        ultimos[uno.objetivo.pk, uno.escalon.a, uno.escalon.rol] = uno
    return list(ultimos.values())


def _avisar(alcanzados: Iterable[Alcanzado], en: datetime) -> None:
    destinatarios = Destinatarios()
    por_persona: dict[Usuario, list[Alcanzado]] = defaultdict(list)
    for uno in alcanzados:
        for usuario in destinatarios.de(uno.incidencia, uno.escalon):
            por_persona[usuario].append(uno)
    recientes = _avisos_recientes(por_persona, en)
    for usuario, suyos in por_persona.items():
        if len(suyos) + recientes.get(usuario.pk, 0) > MUCHOS:
            _avisar_de_muchos(usuario, suyos, en)
        else:
            for uno in suyos:
                _avisar_de_uno(usuario, uno)


def _avisos_recientes(usuarios: Iterable[Usuario], en: datetime) -> dict[int, int]:
    return dict(
        Notificacion.objects.filter(
            usuario__in=list(usuarios), clave__startswith="escalado:", creada_en__gt=en - RATO
        )
        .values_list("usuario")
        .annotate(n=Count("pk"))
    )


def _avisar_de_uno(usuario: Usuario, uno: Alcanzado) -> None:
    notificar(
        [usuario],
        clave=f"escalado:{uno.objetivo.pk}:{uno.escalon.pk}",
        texto=frase_de(uno),
        url=uno.incidencia.get_absolute_url(),
        icono="hourglass" if uno.escalon.momento == MomentoEscalon.ANTES else "triangle-alert",
        correo=uno.escalon.correo,
    )


def _avisar_de_muchos(usuario: Usuario, suyos: list[Alcanzado], en: datetime) -> None:
    """One notice for all, and no more than one every quarter of an hour."""
    rato = int(en.timestamp() // RATO.total_seconds())
    vencidos = sum(uno.escalon.momento == MomentoEscalon.DESPUES for uno in suyos)
    notificar(
        [usuario],
        clave=f"escalado:resumen:{rato}",
        texto=_("%(n)d plazos piden atención: %(vencidos)d vencidos y %(casi)d por vencer")
        % {"n": len(suyos), "vencidos": vencidos, "casi": len(suyos) - vencidos},
        url=reverse("incidencias:bandeja") + "?vista=vencidas",
        icono="triangle-alert",
        correo=any(uno.escalon.correo for uno in suyos),
    )


def frase_de(uno: Alcanzado) -> str:
    """What its warning says: which clock, of which case, and since or until when."""
    objetivo, incidencia = uno.objetivo, uno.incidencia
    cuando = date_format(timezone.localtime(objetivo.limite_en), "j M, H:i").lower()
    datos = {
        "codigo": incidencia.codigo,
        "asunto": incidencia.asunto,
        "plazo": objetivo.get_tipo_display().lower(),
        "cuando": cuando,
    }
    if esta_vencido(objetivo, timezone.now()):
        return _("%(codigo)s: venció la %(plazo)s el %(cuando)s · %(asunto)s") % datos
    return _("%(codigo)s: la %(plazo)s vence el %(cuando)s · %(asunto)s") % datos


def _evento(uno: Alcanzado, en: datetime) -> EventoIncidencia:
    return EventoIncidencia(
        incidencia=uno.incidencia,
        codigo=Codigo.ESCALADA,
        ocurrido_en=en,
        datos={
            "objetivo": uno.objetivo.pk,
            "tipo": uno.objetivo.tipo,
            "escalon": uno.escalon.pk,
            "momento": uno.escalon.momento,
        },
        **autor_de(SISTEMA),
    )


def _hace_algo(escalon: EscalonPolitica) -> bool:
    return escalon.sube_prioridad or escalon.grupo_id is not None


@transaction.atomic
def _decir_que_no_sale(escalado: EscaladoSLA) -> None:
    """A restricted case stays in its team, though a level sends it to another: who supervises it,
    of those who may see it, decides.
    """
    incidencia = escalado.objetivo.incidencia
    datos = {"escalon": escalado.escalon_id, "grupo": escalado.escalon.grupo_id}
    anotar(incidencia, Codigo.ESCALADA_RETENIDA, por=SISTEMA, en=timezone.now(), **datos)
    notificar(
        que_la_ven(incidencia, supervisan(incidencia)) or atienden(incidencia),
        clave=f"retenida:{escalado.pk}",
        texto=_("%(codigo)s es restringida y no se ha escalado a %(grupo)s: decide quién la sigue")
        % {"codigo": incidencia.codigo, "grupo": escalado.escalon.grupo},
        url=incidencia.get_absolute_url(),
        icono="triangle-alert",
        correo=escalado.escalon.correo,
    )


def _actuar(escalado: EscaladoSLA) -> bool:
    escalon, pk = escalado.escalon, escalado.objetivo.incidencia_id
    if escalon.sube_prioridad:
        actual = Incidencia.objects.values_list("urgencia", flat=True).get(pk=pk)
        sube = {Urgencia.BAJA: Urgencia.MEDIA, Urgencia.MEDIA: Urgencia.ALTA}.get(Urgencia(actual))
        if sube is not None:
            reclasificar(pk, por=SISTEMA, urgencia=sube)
    if escalon.grupo is not None:
        asignar_incidencia(pk, por=SISTEMA, grupo=escalon.grupo, motivo=_("Escalada por su plazo."))
    return True
