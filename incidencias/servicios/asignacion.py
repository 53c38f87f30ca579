"""Giving cases out by the way of their team: on arrival, later, and when somebody is missing.

Two locks make it safe: the row of the team's way (the turn) and, by key, those of the people who
may take it (their load): nobody passes their capacity whoever gives cases out at the same time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from cuentas.disponibilidad import disponibles, suplente_de
from cuentas.models import Grupo, Usuario
from incidencias.asignacion import Candidato, Eleccion, Necesidad, elegir
from incidencias.destinatarios import que_la_ven
from incidencias.eventos import Codigo
from incidencias.models import ABIERTAS, Incidencia, ModoReparto, RepartoGrupo
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.composicion import Expediente, componer_asignacion
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.relevos import retirar_pendiente
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA


def repartir_al_llegar(expediente: Expediente, *, en: datetime) -> None:
    """Give a case being opened to whom its team's way says; by hand, to nobody."""
    incidencia = expediente.incidencia
    if incidencia.responsable_id is not None or incidencia.grupo_id is None:
        return
    eleccion = elegir_para(incidencia)
    if eleccion is not None:
        _dar(expediente, eleccion, por=SISTEMA, en=en)


@transaction.atomic
def repartir(pk: int, *, por: Actor = SISTEMA, en: datetime | None = None) -> bool:
    """Give a case that is waiting for somebody; False if it still goes to nobody."""
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not incidencia.esta_abierta or incidencia.responsable_id is not None:
        return False
    eleccion = elegir_para(incidencia)
    if eleccion is None or eleccion.candidato is None:
        return False
    _dar(expediente, eleccion, por=por, en=instante(expediente, en))
    guardar_expediente(expediente)
    return True


@transaction.atomic
def reasignar_de_ausente(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Give the case of somebody who is missing to whom covers them, else by its team's way.

    Raises ErrorDeNegocio if its responsable is at work, or if nobody can take it: it stays as is.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not incidencia.esta_abierta or incidencia.responsable is None:
        raise ErrorDeNegocio(_("Esa incidencia no espera a nadie que falte."))
    if disponibles(Usuario.objects.filter(pk=incidencia.responsable_id)).exists():
        raise ErrorDeNegocio(
            _("%(persona)s está disponible.") % {"persona": incidencia.responsable}
        )
    eleccion = sustituto_para(incidencia)
    if eleccion.candidato is None:
        raise ErrorDeNegocio(_("No hay nadie a quien dársela."), codigo="sin_reparto")
    en = instante(expediente, en)
    retirar_pendiente(expediente, por=por, en=en)  # what the one who is missing had offered
    _dar(expediente, eleccion, por=por, en=en)
    return guardar_expediente(expediente)


def elegir_para(incidencia: Incidencia) -> Eleccion | None:
    """Whom the way of its team chooses, locked with what they have; None if it is by hand.

    Call it inside the transaction that gives the case.
    """
    reparto = (
        RepartoGrupo.objects.select_for_update()
        .exclude(modo=ModoReparto.MANUAL)
        .filter(grupo=incidencia.grupo_id)
        .first()
    )
    if reparto is None:
        return None
    eleccion = elegir_entre(reparto.modo, incidencia, ultimo=reparto.ultimo_id)
    if eleccion.candidato is not None and reparto.modo == ModoReparto.TURNO:
        reparto.ultimo_id = eleccion.candidato.pk
        reparto.save(update_fields=["ultimo"])
    return eleccion


def elegir_entre(modo: str, incidencia: Incidencia, *, ultimo: int | None = None) -> Eleccion:
    """Whom that way would choose among the people of its team who are at work, locked."""
    miembros = Usuario.objects.de_oficina().filter(grupos=incidencia.grupo_id)
    familia = incidencia.equipo.producto.familia if incidencia.equipo else ""
    return elegir(
        modo,
        candidatos_de(disponibles(miembros), con_habilidades=modo == ModoReparto.HABILIDADES),
        necesidad=Necesidad(incidencia.idioma, familia),
        ultimo=ultimo,
        son_del_grupo=miembros.count() if modo else None,
    )


def candidatos_de(personas: object, *, con_habilidades: bool = True) -> list[Candidato]:
    """Those people with their load. Locked by key first: what they have cannot change meanwhile."""
    filas = list(
        personas.order_by("pk").select_for_update(no_key=True, of=("self",))  # type: ignore[attr-defined]
    )
    pks = [fila.pk for fila in filas]
    abiertas = dict(
        Incidencia.objects.filter(responsable__in=pks, estado__in=ABIERTAS)
        .order_by()
        .values_list("responsable")
        .annotate(Count("pk"))
    )
    habilidades = _habilidades(pks) if con_habilidades else {}
    return [
        Candidato(
            fila.pk,
            abiertas.get(fila.pk, 0),
            fila.capacidad,
            frozenset(habilidades.get(fila.pk, ())),
        )
        for fila in filas
    ]


def _habilidades(pks: list[int]) -> dict[int, set[str]]:
    por_persona: dict[int, set[str]] = {}
    tienen = Usuario.habilidades.through.objects.filter(usuario__in=pks)
    for usuario, codigo in tienen.values_list("usuario_id", "habilidad__codigo"):
        por_persona.setdefault(usuario, set()).add(codigo)
    return por_persona


def sustituto_para(incidencia: Incidencia) -> Eleccion:
    """Whoever covers the one who is missing, if they are at work and have room; else by the team's
    way (the least loaded, if its way is by hand).
    """
    responsable = incidencia.responsable
    suplente = suplente_de(responsable) if responsable else None
    if suplente is not None and que_la_ven(incidencia, [suplente]):
        cubren = candidatos_de(disponibles(Usuario.objects.filter(pk=suplente.pk)))
        eleccion = elegir(ModoReparto.CARGA, cubren)
        if eleccion.candidato is not None:
            return replace(eleccion, razones={**eleccion.razones, "suplente": True})
    if incidencia.grupo_id is None:
        return Eleccion(motivo="nadie")
    return elegir_para(incidencia) or elegir_entre(ModoReparto.CARGA, incidencia)


def _dar(expediente: Expediente, eleccion: Eleccion, *, por: Actor, en: datetime) -> None:
    incidencia = expediente.incidencia
    if eleccion.candidato is None:
        expediente.suceso(
            Codigo.SIN_REPARTO, por=por, en=en, grupo=incidencia.grupo_id, motivo=eleccion.motivo
        )
        return
    componer_asignacion(
        expediente,
        por=por,
        en=en,
        responsable=Usuario.objects.get(pk=eleccion.candidato.pk),
        grupo=None,
        reparto=eleccion.razones,
    )


# --- The way of each team


@transaction.atomic
def cambiar_reparto(grupo: Grupo, modo: str) -> RepartoGrupo:
    """How the cases of a team find who answers for them, from now on."""
    RepartoGrupo.objects.get_or_create(grupo=grupo)
    reparto = RepartoGrupo.objects.select_for_update().get(grupo=grupo)
    reparto.modo = ModoReparto(modo)
    reparto.save(update_fields=["modo"])
    return reparto


def por_repartir() -> list[int]:
    """Open cases of teams that give them out, which nobody has: the oldest first."""
    automaticos = RepartoGrupo.objects.exclude(modo=ModoReparto.MANUAL)
    casos = Incidencia.objects.abiertas().sin_responsable()
    esperan = casos.filter(grupo__in=automaticos.values("grupo"), registrada_en__lt=timezone.now())
    return list(esperan.order_by("prioridad", "pk").values_list("pk", flat=True)[:200])
