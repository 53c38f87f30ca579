"""Whom a case concerns now: who answers for it, who covers them, who supervises."""

from __future__ import annotations

from collections.abc import Iterable

from cuentas.disponibilidad import disponibles, suplente_de
from cuentas.models import CodigoRol, Grupo, Usuario, UsuarioQuerySet
from incidencias.models import Incidencia

SUPERVISAN = (CodigoRol.COORDINADOR, CodigoRol.GESTOR)


def atienden(incidencia: Incidencia) -> list[Usuario]:
    """Who answers for it or, while they are away, who covers them; nobody if nobody does.

    Who covers them is told nothing of a restricted team that is not theirs.
    """
    responsable = incidencia.responsable
    if responsable is None or not responsable.is_active:
        return []
    suplente = suplente_de(responsable)
    if suplente is None or not suplente.is_active:
        return [responsable]
    return [responsable] if incidencia.grupo_id in suplente.grupos_vedados else [suplente]


def que_la_ven(incidencia: Incidencia, personas: Iterable[Usuario]) -> list[Usuario]:
    """Those of `personas` who may know of it: of a restricted team, only its members."""
    return que_ven_lo_de(incidencia.grupo, personas)


def que_ven_lo_de(grupo: Grupo | None, personas: Iterable[Usuario]) -> list[Usuario]:
    """Those of `personas` who may know of the cases of that team."""
    if grupo is None or not grupo.es_restringido:
        return list(personas)
    miembros = set(grupo.miembros.values_list("pk", flat=True))
    return [persona for persona in personas if persona.pk in miembros]


def supervisan(incidencia: Incidencia) -> list[Usuario]:
    """The coordinators and managers of its team; without any, those of the whole house who may
    see it. Those who are at work today, if any is.
    """
    todos = Usuario.objects.activos().con_rol(*SUPERVISAN).order_by("pk")
    suyos = _del_grupo(incidencia, todos)
    if suyos:
        return list(disponibles(suyos)) or list(suyos)
    return que_la_ven(incidencia, disponibles(todos)) or que_la_ven(incidencia, todos)


def _del_grupo(incidencia: Incidencia, todos: UsuarioQuerySet) -> UsuarioQuerySet | None:
    """Who supervises its team by name; without that, the coordinators and managers in it."""
    if incidencia.grupo is None:
        return None
    nombrado = Usuario.objects.activos().filter(pk=incidencia.grupo.supervisor_id)
    if nombrado.exists():
        return nombrado
    miembros = todos.filter(grupos=incidencia.grupo)
    return miembros if miembros.exists() else None


def es_supervision(usuario: Usuario) -> bool:
    return usuario.tiene_rol(*SUPERVISAN)
