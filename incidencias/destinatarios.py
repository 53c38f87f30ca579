"""Whom a case concerns now: who answers for it, who covers them, who supervises."""

from __future__ import annotations

from cuentas.disponibilidad import disponibles, suplente_de
from cuentas.models import CodigoRol, Usuario
from incidencias.models import Incidencia

SUPERVISAN = (CodigoRol.COORDINADOR, CodigoRol.GESTOR)


def atienden(incidencia: Incidencia) -> list[Usuario]:
    """Who answers for it or, while they are away, who covers them; nobody if nobody does."""
    responsable = incidencia.responsable
    if responsable is None or not responsable.is_active:
        return []
    suplente = suplente_de(responsable)
    return [suplente] if suplente is not None and suplente.is_active else [responsable]


def supervisan(incidencia: Incidencia) -> list[Usuario]:
    """The coordinators and managers of its team; without any, those of the whole house.

    Those who are at work today, if any is.
    """
    todos = Usuario.objects.activos().con_rol(*SUPERVISAN).order_by("pk")
    del_grupo = todos.filter(grupos=incidencia.grupo_id) if incidencia.grupo_id else todos.none()
    candidatos = del_grupo if del_grupo.exists() else todos
    return list(disponibles(candidatos)) or list(candidatos)


def es_supervision(usuario: Usuario) -> bool:
    return usuario.tiene_rol(*SUPERVISAN)
