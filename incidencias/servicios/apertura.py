"""Open a case: code, coverage verdict, clocks, event, timeline and receipt in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.avisos import avisar_acuse
from incidencias.models import Incidencia
from incidencias.relojes import reloj_para
from incidencias.servicios.asignacion import repartir_al_llegar
from incidencias.servicios.composicion import (
    Expediente,
    NuevaIncidencia,
    componer_apertura,
    componer_llegada_por_telefono,
    es_llamada_atendida,
    grupo_de,
)
from incidencias.servicios.contingencias import enlazar_si_toca
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import componer_plazos_legales
from incidencias.servicios.niveles import exigir_que_admita
from incidencias.servicios.spam import recuperar
from incidencias.servicios.triaje import componer_triaje_de_llegada, triar
from incidencias.veredictos import decidir_veredicto, exigir_fecha_fallo
from nucleo.codigos import codigo_al_escribir
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import dia_local

# A report older than this is a typing error (the oldest backlog anybody types in by hand).
LO_MAS_ANTIGUO = timedelta(days=365 * 20)


@transaction.atomic
def abrir_incidencia(
    datos: NuevaIncidencia, *, por: Actor, en: datetime | None = None
) -> Incidencia:
    """Open a case and send the customer its receipt (Ley 10/2025 arts. 11–12).

    `en` is when the customer reported it; it defaults to now. Raises ErrorDeNegocio if the unit or
    the contact is somebody else's, the customer is blocked or the date is not credible.
    """
    return abrir_sin_vuelta(datos, por=por, en=en)


@transaction.atomic(savepoint=False)
def abrir_sin_vuelta(
    datos: NuevaIncidencia, *, por: Actor, en: datetime | None = None
) -> Incidencia:
    """As `abrir_incidencia`, for a transaction that gives up altogether if this fails (a mail)."""
    ahora = timezone.now()
    en = en or ahora
    _exigir_fecha(en, ahora)
    datos = replace(datos, cliente=datos.cliente.titular)  # whoever it was merged into
    _exigir_coherencia(datos)
    exigir_fecha_fallo(datos.fecha_fallo, dia_local(en))
    exigir_texto(datos.asunto, _("Escribe un asunto: qué pasa, en pocas palabras."), "asunto")
    datos, cuestionario, respuestas = triar(datos, por)
    if datos.padre is not None:
        exigir_que_admita(Incidencia.objects.select_for_update().get(pk=datos.padre.pk))
    expediente = _componer(datos, por=por, en=en, ahora=ahora)
    componer_triaje_de_llegada(expediente, cuestionario, respuestas, en=en)
    repartir_al_llegar(expediente, en=en)
    with traducir_integridad(savepoint=False):
        incidencia = guardar_expediente(expediente)
    recuperar(datos.cliente)
    enlazar_si_toca(incidencia)
    if datos.avisar:
        avisar_acuse(incidencia)
    return incidencia


def _componer(datos: NuevaIncidencia, *, por: Actor, en: datetime, ahora: datetime) -> Expediente:
    grupo = grupo_de(datos)
    expediente = componer_apertura(
        datos,
        codigo=codigo_al_escribir("INC", en),
        reloj=reloj_para(
            grupo.pk if grupo else None,
            datos.cliente.segmento,
            en,
            cliente_id=datos.cliente.pk,
            equipo=datos.equipo,
            tipo=datos.tipo,
            sede=datos.sede or (datos.equipo.sede if datos.equipo else None),
        ),
        por=por,
        en=en,
        registrada_en=ahora,
        veredicto=_veredicto(datos, en),
    )
    componer_plazos_legales(expediente)
    if es_llamada_atendida(datos, por):
        componer_llegada_por_telefono(expediente, por=por, en=en, centralita=datos.centralita)
    return expediente


def _veredicto(datos: NuevaIncidencia, en: datetime) -> dict[str, Any]:
    equipo = datos.equipo
    if equipo is not None:
        if equipo.cliente_id == datos.cliente.pk:
            equipo.cliente = datos.cliente  # read already
        if equipo.sede_id is not None:
            equipo.sede  # noqa: B018 - read once, for the verdict and for the case
    return decidir_veredicto(
        tipo=datos.tipo,
        equipo=equipo,
        categoria=datos.categoria,
        dia=datos.fecha_fallo or dia_local(en),
    )


def _exigir_fecha(en: datetime, ahora: datetime) -> None:
    if en > ahora + timedelta(minutes=5):
        raise ErrorDeNegocio(_("La fecha está en el futuro."), campo="ocurrida_en")
    if en < ahora - LO_MAS_ANTIGUO:
        raise ErrorDeNegocio(_("La fecha es demasiado antigua."), campo="ocurrida_en")


def _exigir_coherencia(datos: NuevaIncidencia) -> None:
    cliente = datos.cliente
    if cliente.bloqueado_en is not None:
        raise ErrorDeNegocio(_("Los datos de ese cliente están bloqueados."), campo="cliente")
    if datos.equipo is not None and not datos.equipo.lo_tiene(cliente):
        raise ErrorDeNegocio(
            _("%(equipo)s no es de %(cliente)s.") % {"equipo": datos.equipo, "cliente": cliente},
            campo="equipo",
        )
    if datos.contacto is not None and not cliente.es_suyo(datos.contacto):
        raise ErrorDeNegocio(
            _("%(contacto)s no es contacto de %(cliente)s.")
            % {"contacto": datos.contacto, "cliente": cliente},
            campo="contacto",
        )
    if datos.sede is not None and not cliente.es_suyo(datos.sede):
        raise ErrorDeNegocio(_("Esa sede es de otro cliente."), campo="sede")
