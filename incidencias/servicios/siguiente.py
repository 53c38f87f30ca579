"""*Siguiente*: the most urgent case that nobody else has been dealt, and passing one on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import Idioma
from cuentas.models import Habilidad, Usuario
from incidencias.eventos import Codigo
from incidencias.models import (
    Estado,
    EventoIncidencia,
    Incidencia,
    IncidenciaQuerySet,
    MotivoSalto,
    Salto,
    Turno,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.guardado import guardar_expediente
from nucleo.errores import ErrorDeNegocio

DURA = timedelta(minutes=20)  # how long it waits for whoever was dealt it
NO_SE_REPITE = timedelta(hours=20)  # what one passed on comes back the next day
INTENTOS = 25


@dataclass(frozen=True)
class Repartida:
    """The case one has to attend now; `es_nueva` if it has just been dealt."""

    incidencia: Incidencia
    es_nueva: bool


@transaction.atomic
def repartir_siguiente(*, por: Usuario) -> Repartida | None:
    """Deal this person the most urgent open case of theirs or of nobody; None if there is none.

    Whoever has one still untouched gets it again: to leave it there is `saltar`, which says why.
    """
    # One deal at a time for each person: a double click is dealt one case.
    usuario = Usuario.objects.select_for_update(no_key=True).get(pk=por.pk)
    turno = Turno.objects.select_related("incidencia").filter(usuario=usuario).first()
    if turno is not None:
        if _sigue_pendiente(turno):
            return Repartida(turno.incidencia, es_nueva=False)
        turno.delete()
    incidencia = _la_mas_urgente(usuario)
    if incidencia is None:
        return None
    ahora = timezone.now()
    Turno.objects.create(usuario=usuario, incidencia=incidencia, desde=ahora, hasta=ahora + DURA)
    return Repartida(incidencia, es_nueva=True)


@transaction.atomic
def saltar(
    pk: int, *, por: Usuario, motivo: str, detalle: str = "", en: datetime | None = None
) -> None:
    """Pass on the case one was dealt, saying why: it goes to another, and not back to them today.

    Raises ErrorDeNegocio if it is not their turn with it, or «otro» says nothing.
    """
    expediente = bloquear(pk)
    turno = Turno.objects.filter(usuario=por, incidencia=pk)
    if not turno.exists():
        raise ErrorDeNegocio(_("Esta no te ha tocado: no hay nada que saltar."), codigo="turno")
    if motivo == MotivoSalto.OTRO and not detalle.strip():
        raise ErrorDeNegocio(_("Di por qué la saltas."), campo="detalle")
    turno.delete()
    Salto.objects.create(
        incidencia=expediente.incidencia, usuario=por, motivo=motivo, detalle=detalle.strip()
    )
    expediente.suceso(Codigo.SALTADA, por=por, en=en or timezone.now(), motivo=motivo)
    guardar_expediente(expediente)


def _sigue_pendiente(turno: Turno) -> bool:
    """Still in time, still open, and they have done nothing on it since it was dealt."""
    if turno.hasta <= timezone.now() or not turno.incidencia.esta_abierta:
        return False
    suyos = EventoIncidencia.objects.filter(
        incidencia=turno.incidencia, usuario=turno.usuario_id, registrado_en__gte=turno.desde
    )
    return not suyos.exists()


def _la_mas_urgente(usuario: Usuario) -> Incidencia | None:
    """The first that one can have, with its row locked: first those in which life is at risk."""
    casos = repartibles_a(usuario)
    for condicion in ({"es_urgencia_vital": True}, {}):
        elegida = _la_primera_libre(casos.filter(**condicion))
        if elegida is not None:
            return elegida
    return None


def _la_primera_libre(casos: IncidenciaQuerySet) -> Incidencia | None:
    """Rows that somebody else is being dealt at this instant are skipped, not waited for.

    Who was dealt one while we looked has committed by the time its row is ours: that is only seen
    by asking again.
    """
    ocupadas: set[int] = set()
    for _intento in range(INTENTOS):
        libres = casos.exclude(pk__in=ocupadas) if ocupadas else casos
        elegida = (
            libres.select_for_update(skip_locked=True, of=("self",))
            .order_by("proximo_limite_en", "prioridad", "id")
            .first()
        )
        if elegida is None:
            return None
        previo = Turno.objects.filter(incidencia=elegida).first()
        if previo is None:
            return elegida
        if previo.hasta <= timezone.now():
            previo.delete()
            return elegida
        ocupadas.add(elegida.pk)
    return None


def repartibles_a(usuario: Usuario) -> IncidenciaQuerySet:
    """Open ones to attend now, theirs or of nobody, of their teams, languages and families."""
    ahora = timezone.now()
    de_otro = Turno.objects.filter(incidencia=OuterRef("pk"), hasta__gt=ahora)
    saltadas = Salto.objects.filter(
        incidencia=OuterRef("pk"), usuario=usuario, saltada_en__gt=ahora - NO_SE_REPITE
    )
    casos = (
        Incidencia.objects.visibles_para(usuario)
        .abiertas()
        .filter(Q(responsable=usuario) | Q(responsable=None), es_spam=False)
        .exclude(estado=Estado.EN_ESPERA, responde_el_cliente=False)
        .exclude(Exists(de_otro))
        .exclude(Exists(saltadas))
    )
    return _que_sabe_llevar(_de_sus_grupos(casos, usuario), usuario)


def _de_sus_grupos(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    grupos = set(usuario.grupos.values_list("pk", flat=True))
    if not grupos:
        return casos
    return casos.filter(Q(responsable=usuario) | Q(grupo=None) | Q(grupo__in=grupos))


def _que_sabe_llevar(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    """Without those in a language or of a family that is somebody's skill and not theirs."""
    suyas = set(usuario.habilidades.values_list("codigo", flat=True)) | {usuario.idioma, Idioma.ES}
    de_otros = Habilidad.objects.exclude(codigo__in=suyas).filter(usuarios__is_active=True)
    codigos = set(de_otros.values_list("codigo", flat=True))
    ajenas = Q(idioma__in=codigos & set(Idioma.values))
    familias = codigos - set(Idioma.values)
    if familias:
        ajenas |= Q(equipo__producto__familia__in=familias)
    return casos.exclude(ajenas & ~Q(responsable=usuario)) if codigos else casos
