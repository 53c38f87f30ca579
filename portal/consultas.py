"""What a customer may see, and through which contact they act."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from clientes.models import Cliente, Contacto, Equipo
from cuentas.models import Usuario
from incidencias.avisos import SEGUIMIENTO
from incidencias.models import Incidencia, IncidenciaQuerySet
from nucleo.enlaces import es_de_antes, es_valido
from nucleo.eventos import SISTEMA, Sistema


def incidencias_de(usuario: Usuario) -> IncidenciaQuerySet:
    return (
        Incidencia.objects.de_cliente(usuario)
        .select_related("cliente", "contacto", "equipo__producto", "responsable", "motivo_espera")
        .defer("busqueda")
    )


def incidencia_de(usuario: Usuario, codigo: str) -> Incidencia:
    """Their case with that code; somebody else's is a 404."""
    return get_object_or_404(incidencias_de(usuario), codigo=codigo)


def incidencia_por_enlace(codigo: str, token: str) -> Incidencia:
    """The case of a signed link; any other token, or one that was revoked, is a 404."""
    incidencias = Incidencia.objects.filter(cliente__bloqueado_en=None).select_related(
        "cliente", "contacto", "equipo__producto", "responsable", "motivo_espera"
    )
    incidencia = get_object_or_404(incidencias.defer("busqueda"), codigo=codigo)
    if not es_valido(token, SEGUIMIENTO, codigo, incidencia.enlace_version):
        raise Http404
    return incidencia


def idioma_del_revocado(codigo: str, token: str) -> str | None:
    """That of the case, to whoever had its link before it was changed; to nobody else."""
    incidencia = Incidencia.objects.filter(codigo=codigo).first()
    if incidencia and es_de_antes(token, SEGUIMIENTO, codigo, incidencia.enlace_version):
        return incidencia.idioma
    return None


def contactos_de(usuario: Usuario) -> list[Contacto]:
    """Through which contacts this user speaks, the oldest first."""
    return list(Contacto.objects.de_usuario(usuario).select_related("cliente").order_by("pk"))


def contacto_para(usuario: Usuario, incidencia: Incidencia) -> Contacto:
    """As whom the user speaks in that case: its own contact, or another of theirs there."""
    contactos = contactos_de(usuario)
    de_ese_cliente = [c for c in contactos if incidencia.cliente.es_suyo(c)]
    propio = [c for c in contactos if c.pk == incidencia.contacto_id]
    return (propio or de_ese_cliente or contactos)[0]


def contacto_de_equipo(usuario: Usuario, equipo: Equipo) -> Contacto:
    """As whom the user reports about a unit: the owner's contact, or the person who uses it."""
    contactos = contactos_de(usuario)
    del_dueno = [c for c in contactos if equipo.cliente.es_suyo(c)]
    quien_usa = [c for c in contactos if c.pk == equipo.usuario_contacto_id]
    return (del_dueno or quien_usa)[0]


def equipo_de(usuario: Usuario, uid: UUID) -> Equipo:
    """Their unit, with all that its verdict reads; somebody else's is a 404."""
    equipos = Equipo.objects.de_cliente(usuario).con_cobertura()
    return get_object_or_404(equipos, uid=uid)


def equipo_leido(usuario: Usuario, equipo: Equipo) -> Equipo | None:
    """The unit of a label, if it is theirs; the one in its place, if it was replaced."""
    suyos = Equipo.objects.de_cliente(usuario)
    while equipo.retirado_en is not None:
        sustituto = suyos.filter(sustituye_a=equipo).first()
        if sustituto is None:
            break
        equipo = sustituto
    return equipo if suyos.filter(pk=equipo.pk).exists() else None


def es_titular(usuario: Usuario, equipo: Equipo) -> bool:
    """Whether they speak for its owner; a tenant only uses it."""
    return any(equipo.cliente.es_suyo(contacto) for contacto in contactos_de(usuario))


def decide_por_el(usuario: Usuario, equipo: Equipo) -> bool:
    """Whether they may undo what its owner bought: in a company, only who speaks for all of it."""
    enteros = Contacto.objects.de_usuario(usuario).sus_clientes_enteros()
    return Cliente.objects.filter(pk=equipo.cliente_id).filter(pk__in=enteros).exists()


def quien_escribe(incidencia: Incidencia) -> Contacto | Sistema:
    """Who acts by a signed link: whoever the case is of."""
    return incidencia.contacto or SISTEMA
