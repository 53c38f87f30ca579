"""What was asked as a case came in, answered later or corrected; and what cannot wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Contacto
from incidencias.categorias import Arbol
from incidencias.estados import NO_SE_TOCAN
from incidencias.models import CausaUrgencia, Incidencia, RespuestaTriaje
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.composicion import (
    Expediente,
    NuevaIncidencia,
    componer_fin_de_urgencia,
    componer_respuestas,
    componer_triaje,
    componer_urgencia_vital,
    recomponer_objetivos,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.triaje import (
    NADA,
    Cuestionario,
    Validadas,
    cuestionario_de,
    faltas,
    validar,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto

LARGO_JUSTIFICACION = 500


def triar(datos: NuevaIncidencia, por: Actor) -> tuple[NuevaIncidencia, Cuestionario, Validadas]:
    """What the answers mean for a case about to be opened: those that stand, and its urgency.

    With answers (even none), what the category asks for is demanded; without (a mail), or when it
    cannot wait, nothing is.
    Raises ErrorDeNegocio at the field that is wrong or missing.
    """
    if datos.causa_urgencia is not None:
        datos = replace(datos, urgencia_justificacion=_justificar(datos.urgencia_justificacion))
    datos = _con_grupo_heredado(datos)
    if datos.respuestas is None:
        return datos, NADA, Validadas({}, {})
    es_cliente = isinstance(por, Contacto)
    cuestionario = cuestionario_de(datos.categoria, para_cliente=es_cliente)
    no_espera = datos.causa_urgencia is not None
    validadas = validar(cuestionario, datos.respuestas, exigir=not no_espera)
    if not (no_espera or cuestionario.urge(validadas.dichas)):
        _exigir_datos(cuestionario, datos, con_fotos=es_cliente)
    urgencia = cuestionario.urgencia(validadas.dichas)
    if urgencia is not None and datos.causa_urgencia is None:
        datos = replace(datos, causa_urgencia=urgencia[0], urgencia_justificacion=urgencia[1])
    return datos, cuestionario, validadas


def _con_grupo_heredado(datos: NuevaIncidencia) -> NuevaIncidencia:
    """A category inside another, without a team of its own, goes to that of the one around it."""
    una = datos.categoria
    if datos.grupo is not None or una is None or una.grupo_id or una.padre_id is None:
        return datos
    return replace(datos, grupo=Arbol.leer().grupo_de(una.pk))


def _exigir_datos(cuestionario: Cuestionario, datos: NuevaIncidencia, *, con_fotos: bool) -> None:
    fotos = [una for una in (datos.respuestas or {}).values() if isinstance(una, tuple)]
    faltan = faltas(
        cuestionario.exigencias,
        equipo=datos.equipo,
        sede=datos.sede,
        fotos=len(fotos) + len(datos.adjuntos) if con_fotos else None,
    )
    for campo, frase in faltan.items():
        raise ErrorDeNegocio(frase, campo=campo, codigo="falta_dato")


def componer_triaje_de_llegada(
    expediente: Expediente, cuestionario: Cuestionario, validadas: Validadas, *, en: datetime
) -> None:
    """The answers of a case being opened."""
    preguntas = {pregunta.pk: pregunta for pregunta in cuestionario.preguntas}
    componer_respuestas(expediente, preguntas, validadas.dichas, en=en)


@transaction.atomic
def responder_triaje(
    pk: int, *, por: Actor, respuestas: Mapping[int, Any], en: datetime | None = None
) -> Incidencia:
    """Answer what was not asked, or correct what was answered; an empty answer takes it back.

    An answer that tells of a danger makes the case a vital urgency. Raises ErrorDeNegocio on a case
    that is over, or for an answer that does not fit.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_viva(incidencia)
    cuestionario = cuestionario_de(incidencia.categoria)
    if isinstance(por, Contacto):
        _exigir_suyas(cuestionario, respuestas)
    en = instante(expediente, en)
    cambio = _aplicar(expediente, cuestionario, respuestas, en=en)
    if not cambio.preguntas:
        return incidencia
    componer_triaje(expediente, cambio.preguntas, por=por, en=en)
    urgencia = cuestionario.urgencia(cambio.dichas)
    if urgencia is not None and not incidencia.es_urgencia_vital:
        causa, porque = urgencia
        componer_urgencia_vital(expediente, causa=causa, justificacion=porque, por=por, en=en)
        recomponer_objetivos(expediente, en=en)
    return guardar_expediente(expediente)


@dataclass(frozen=True)
class Cambio:
    """The questions whose answer changed, and what is answered from now on."""

    preguntas: list[int]
    dichas: dict[int, Any]


def _aplicar(
    expediente: Expediente,
    cuestionario: Cuestionario,
    respuestas: Mapping[int, Any],
    *,
    en: datetime,
) -> Cambio:
    """Write what changes. Answers to questions that no longer apply go away."""
    preguntas = {pregunta.pk: pregunta for pregunta in cuestionario.preguntas}
    filas = RespuestaTriaje.objects.filter(incidencia=expediente.incidencia).defer("busqueda")
    previas = {fila.pregunta_id: fila for fila in filas if fila.pregunta_id in preguntas}
    antes = {pk: fila.valor for pk, fila in previas.items() if fila.valor}
    validadas = validar(cuestionario, {**antes, **respuestas}, exigir=False)
    textos = {pk: valor for pk, valor in validadas.textos.items() if antes.get(pk) != valor}
    nuevas = {**textos, **validadas.fotos}
    sobran = set(antes) - set(validadas.textos)
    quitar = [previas[pk].pk for pk in {*nuevas, *sobran} if pk in previas]
    RespuestaTriaje.objects.filter(pk__in=quitar).delete()
    componer_respuestas(expediente, preguntas, nuevas, en=en)
    return Cambio([*nuevas, *sobran], validadas.dichas)


def _exigir_suyas(cuestionario: Cuestionario, respuestas: Mapping[int, Any]) -> None:
    """A customer answers only what customers are asked."""
    suyas = {pregunta.pk for pregunta in cuestionario.preguntas if pregunta.en_portal}
    if not suyas.issuperset(respuestas):
        raise ErrorDeNegocio(_("Esa pregunta no es para clientes."), codigo="pregunta_ajena")


# --- Vital urgency


@transaction.atomic
def marcar_urgencia_vital(
    pk: int,
    *,
    por: Actor,
    causa: CausaUrgencia,
    justificacion: str,
    en: datetime | None = None,
) -> Incidencia:
    """Put a case before all the others, saying for which cause and why; its clocks follow.

    Raises ErrorDeNegocio without a reason, for a cause put away, if it already is one, or on a case
    that is over.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_viva(incidencia)
    if incidencia.es_urgencia_vital:
        raise ErrorDeNegocio(_("Ya es urgencia vital."), codigo="transicion")
    if not causa.activa:
        raise ErrorDeNegocio(_("Esa causa ya no se usa."), campo="causa")
    en = instante(expediente, en)
    componer_urgencia_vital(
        expediente, causa=causa, justificacion=_justificar(justificacion), por=por, en=en
    )
    recomponer_objetivos(expediente, en=en)
    return guardar_expediente(expediente)


@transaction.atomic
def retirar_urgencia_vital(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """It can wait like the others: back to the priority that its impact and urgency give."""
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_viva(incidencia)
    if not incidencia.es_urgencia_vital:
        raise ErrorDeNegocio(_("No es urgencia vital."), codigo="transicion")
    en = instante(expediente, en)
    componer_fin_de_urgencia(expediente, por=por, en=en)
    recomponer_objetivos(expediente, en=en)
    return guardar_expediente(expediente)


def _justificar(justificacion: str) -> str:
    texto = exigir_texto(justificacion, _("Di por qué es urgencia vital."), "justificacion")
    if len(texto) > LARGO_JUSTIFICACION:
        raise ErrorDeNegocio(
            _("Dilo en menos de %(n)d letras.") % {"n": LARGO_JUSTIFICACION}, campo="justificacion"
        )
    return texto


def _exigir_viva(incidencia: Incidencia) -> None:
    if incidencia.estado in NO_SE_TOCAN:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s.")
            % {"codigo": incidencia.codigo, "estado": incidencia.get_estado_display().lower()},
            codigo="transicion",
        )
