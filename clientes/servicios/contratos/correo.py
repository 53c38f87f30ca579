"""What the customer and we are told of a contract: mails through the outbox, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from clientes.contratos import Avisos, enlace_de
from clientes.models import (
    Contacto,
    ContratoMantenimiento,
    PeriodoContrato,
    RenovacionContrato,
    Trato,
)
from clientes.servicios.contratos.composicion import ExpedienteContrato
from nucleo.comunicaciones import encolar
from nucleo.empresa import empresa
from nucleo.formato import ESPACIO, MESES_LARGOS, euros_es
from nucleo.idiomas import ESPANOL, dia_dicho, idioma_activo


def quien_lo_recibe(contrato: ContratoMantenimiento) -> Contacto | None:
    """The contact of the contract, while they act for it; without one, its customer is written."""
    contacto = contrato.contacto
    return contacto if contacto is not None and contacto.activo else None


def idioma_de(contrato: ContratoMantenimiento) -> str:
    """In which they read its mails and the page that these open."""
    return (quien_lo_recibe(contrato) or contrato.cliente).idioma


P = ParamSpec("P")
R = TypeVar("R", bool, str)


def en_su_idioma(escribe: Callable[P, R]) -> Callable[P, R]:
    """Decorator: what it composes (subject, days, words) is in the language of whom it goes to."""

    @wraps(escribe)
    def envuelta(*args: P.args, **kwargs: P.kwargs) -> R:
        contrato: Any = getattr(args[0], "contrato", args[0])
        with override(idioma_de(contrato)):
            return escribe(*args, **kwargs)

    return envuelta


@en_su_idioma
def pedir_firma(expediente: ExpedienteContrato, vez: int) -> bool:
    """The draft, with the link by which it is read and signed; False if they gave no address."""
    contrato, periodo = expediente.contrato, expediente.ultimo
    return _escribir(
        contrato,
        clave=f"contrato:{contrato.pk}:para_firmar:{vez}",
        plantilla="clientes/contrato_para_firmar",
        asunto=_("Tu contrato, para firmar: %(titulo)s"),
        asunto_usted=_("Su contrato, para firmar: %(titulo)s"),
        **_del_periodo(periodo),
    )


@en_su_idioma
def confirmar_firma(expediente: ExpedienteContrato) -> bool:
    """What was agreed, on a durable medium (TRLGDCU arts. 63.1, 98.7 and 99.2)."""
    contrato, periodo = expediente.contrato, expediente.ultimo
    return _escribir(
        contrato,
        clave=f"contrato:{contrato.pk}:firmado",
        plantilla="clientes/contrato_firmado",
        asunto=_("Tu contrato %(codigo)s"),
        asunto_usted=_("Su contrato %(codigo)s"),
        equipos=[str(fila.equipo) for fila in expediente.equipos if fila.periodo is periodo],
        alcance=contrato.get_alcance_display().lower(),
        se_renueva=contrato.renovacion == RenovacionContrato.TACITA,
        **_del_periodo(periodo),
    )


@en_su_idioma
def confirmar_rescision(contrato: ContratoMantenimiento) -> bool:
    """That it ended, since when, and what we owe them."""
    assert contrato.fecha_rescision is not None  # noqa: S101 - it is what says that it ended
    return _escribir(
        contrato,
        clave=f"contrato:{contrato.pk}:rescindido",
        plantilla="clientes/contrato_rescindido",
        asunto=_("Fin de tu contrato %(codigo)s"),
        asunto_usted=_("Fin de su contrato %(codigo)s"),
        ultimo_dia=dia_largo(contrato.fecha_rescision),
        devolver=euros_es(contrato.devolver_eur) if contrato.devolver_eur else "",
        lo_pide=contrato.rescinde,
        motivo=contrato.motivo_rescision,
    )


@en_su_idioma
def avisar_del_fin(
    contrato: ContratoMantenimiento, periodo: PeriodoContrato, avisos: Avisos, *, hoy: date
) -> str:
    """Tell the customer that a period ends, and what silence does; the key, or nothing if no mail.

    Too late to be renewed by silence (TRLGDCU art. 97.1.p), it says that it ends.
    """
    clave = f"contrato:{contrato.pk}:{periodo.numero}:aviso"
    enviado = _escribir(
        contrato,
        clave=clave,
        plantilla="clientes/contrato_aviso",
        asunto=_("Tu contrato %(codigo)s acaba el %(dia)s"),
        asunto_usted=_("Su contrato %(codigo)s acaba el %(dia)s"),
        dia=dia_largo(periodo.hasta),
        se_renueva=contrato.se_renueva and avisos.plazos.se_renueva(hoy),
        limite=dia_largo(avisos.limite_baja),
        limite_es_el_fin=avisos.limite_baja == periodo.hasta,
        meses=contrato.meses_periodo,
        **_del_periodo(periodo),
    )
    return clave if enviado else ""


def avisar_al_personal(
    contrato: ContratoMantenimiento, periodo: PeriodoContrato, avisos: Avisos
) -> str:
    """Tell whoever keeps the contract, or the company's mailbox; the key, or nothing if neither."""
    para = contrato.responsable.email if contrato.responsable else empresa().correo
    if not para:
        return ""
    clave = f"contrato:{contrato.pk}:{periodo.numero}:personal"
    encolar(
        clave=clave,
        plantilla="clientes/contrato_aviso_personal",
        para=para,
        asunto=_("%(codigo)s acaba el %(dia)s")
        % {"codigo": contrato.codigo, "dia": dia_largo(periodo.hasta)},
        datos={
            "codigo": contrato.codigo,
            "titulo": contrato.titulo,
            "cliente": contrato.cliente.nombre,
            "dia": dia_largo(periodo.hasta),
            "se_renueva": contrato.se_renueva,
            "avisar_antes": dia_largo(avisos.limite_aviso) if avisos.limite_aviso else "",
            "sin_correo": not contrato.cliente.correo_para(contrato.contacto),
            **_del_periodo(periodo),
        },
        referencia=contrato.codigo,
    )
    return clave


def dia_largo(dia: date) -> str:
    """31 de diciembre de 2026."""
    if idioma_activo() != ESPANOL:
        return dia_dicho(dia)
    return f"{dia.day}{ESPACIO}de {MESES_LARGOS[dia.month - 1]} de {dia.year}"


def _del_periodo(periodo: PeriodoContrato) -> dict[str, Any]:
    horas = periodo.minutos_incluidos
    return {
        "desde": dia_largo(periodo.desde),
        "hasta": dia_largo(periodo.hasta),
        "precio": euros_es(periodo.precio_eur),
        "visitas": periodo.visitas_incluidas,
        "horas": None if horas is None else f"{horas / 60:g}".replace(".", ","),
    }


def _escribir(
    contrato: ContratoMantenimiento,
    *,
    clave: str,
    plantilla: str,
    asunto: str,
    asunto_usted: str,
    **datos: Any,
) -> bool:
    """To the contact of the contract, while they act for it, or to its customer; False if they
    gave no address. Whoever has the link can put an end to it.
    """
    cliente, contacto = contrato.cliente, quien_lo_recibe(contrato)
    para = cliente.correo_para(contacto)
    if not para:
        return False
    texto = asunto if cliente.trato == Trato.TU else asunto_usted
    encolar(
        clave=clave,
        plantilla=plantilla,
        para=para,
        asunto=texto % {"codigo": contrato.codigo, "titulo": contrato.titulo, **datos},
        datos={
            "nombre": cliente.nombre_para(contacto),
            "trato": cliente.trato,
            "codigo": contrato.codigo,
            "titulo": contrato.titulo,
            **datos,
        },
        enlaces={"contrato": enlace_de(contrato)},
        referencia=contrato.codigo,
        idioma=idioma_de(contrato),
    )
    return True
