"""What customers answer when they are asked: the mood of their story, and some chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clientes.eventos import Actor
from encuestas.models import (
    EventoInvitacion,
    Invitacion,
    ReglaEncuesta,
    Respuesta,
    VersionCuestionario,
)
from encuestas.servicios.composicion import (
    componer_evento,
    componer_invitacion,
    componer_respuesta,
    guardar_invitaciones,
    valores_de_respuesta,
)
from incidencias.eventos import Codigo
from incidencias.models import Canal, EventoIncidencia
from incidencias.servicios import componer_apunte
from nucleo.eventos import SISTEMA, insertar_eventos
from postventa.demo import frases, temas
from postventa.demo.azar import de_dia
from postventa.demo.mundo import Mundo, Plan, dentro_de

HUMOR_DE_PARTIDA = 0.55
DE_CANAL: dict[str, float] = {
    Canal.CHAT: 0.2,
    Canal.WHATSAPP: 0.15,
    Canal.PRESENCIAL: 0.25,
    Canal.CORREO: -0.1,
    Canal.REDES: -0.7,
    Canal.POSTAL: -0.5,
}
DE_CATEGORIA = {
    temas.TRATO: -1.0,
    temas.FACTURA: -0.7,
    temas.MAL_REPARADO: -0.8,
    temas.DEVOLUCION: -0.3,
    temas.OPINION: 0.4,
    temas.USO: 0.2,
}


@dataclass
class Pregunta:
    """One invitation with the plan of its case and, if they answered, when."""

    plan: Plan
    invitacion: Invitacion
    resuelta_en: datetime
    respuesta: Respuesta | None = None


def preguntar(mundo: Mundo, planes: Iterable[Plan], cuantas: int) -> tuple[int, int]:
    """Ask about every resolution that the rule asks about; so many answer."""
    preguntas = list(_invitar(mundo, planes))
    _responder(mundo, preguntas, cuantas)
    eventos = [evento for pregunta in preguntas for evento in _eventos(pregunta)]
    for evento in eventos:
        evento.registrado_en = evento.ocurrido_en
    respuestas = [p.respuesta for p in preguntas if p.respuesta is not None]
    guardar_invitaciones([p.invitacion for p in preguntas], respuestas, eventos)
    _apuntar(preguntas)
    return len(preguntas), len(respuestas)


# --- Whom


def _invitar(mundo: Mundo, planes: Iterable[Plan]) -> Iterable[Pregunta]:
    """As the rule does: with an address, without opting out, not twice in the same weeks."""
    regla = ReglaEncuesta.objects.filter(activa=True).order_by("pk")[0]
    version = VersionCuestionario.objects.filter(cuestionario=regla.cuestionario_id)[0]
    entre_dos = timedelta(days=regla.dias_entre_encuestas)
    ultimas: dict[int, datetime] = {}
    por_caso = {p.incidencia.pk: p for p in planes if p.incidencia is not None}
    for evento in _resoluciones(por_caso):
        plan = por_caso[evento.incidencia_id]
        contacto, incidencia = plan.contacto, plan.incidencia
        en = evento.ocurrido_en + mundo.azar.minutos(0.2, 2)
        reciente = ultimas.get(contacto.pk)
        if not contacto.correo or contacto.encuestas_baja_en or incidencia is None:
            continue
        if en > mundo.ahora or (reciente is not None and reciente > en - entre_dos):
            continue
        ultimas[contacto.pk] = en
        invitacion = componer_invitacion(
            incidencia,
            contacto=contacto,
            regla=regla,
            version=version,
            evento_resolucion=evento.id,
            en=en,
        )
        yield Pregunta(plan, invitacion, evento.ocurrido_en)


def _resoluciones(por_caso: dict[int, Plan]) -> list[EventoIncidencia]:
    return list(
        EventoIncidencia.objects.filter(codigo=Codigo.RESUELTA, incidencia__in=por_caso)
        .only("incidencia_id", "id", "ocurrido_en")
        .order_by("ocurrido_en", "id")
    )


# --- What they say


def _responder(mundo: Mundo, preguntas: list[Pregunta], cuantas: int) -> None:
    """Choose who answers: the sooner we asked, the fewer have had the time."""
    azar = mundo.azar
    candidatas = [(azar.random(), i) for i in range(len(preguntas))]
    quedan = cuantas
    for _, i in sorted(candidatas):
        if not quedan:
            break
        pregunta = preguntas[i]
        tarda = dentro_de(min(20.0, azar.mediana(0.35, 1.3)))
        en = de_dia(pregunta.invitacion.enviada_en + tarda, azar)
        if en < mundo.ahora:
            _contestar(mundo, pregunta, en)
            quedan -= 1
    for pregunta in preguntas:
        if pregunta.respuesta is None:
            _callar(mundo, pregunta)


def _contestar(mundo: Mundo, pregunta: Pregunta, en: datetime) -> None:
    plan, invitacion = pregunta.plan, pregunta.invitacion
    humor = HUMOR_DE_PARTIDA + plan.humor + _trato(plan) + mundo.azar.gauss(0, 0.8)
    if plan.reabierta_en is not None and plan.reabierta_en > pregunta.resuelta_en:
        humor += 0.4  # they answered before it failed again
    invitacion.abierta_en = en - timedelta(seconds=mundo.azar.randint(40, 400))
    tecnico = next((v.operario.ficha.pk for o in plan.ordenes for v in o.visitas[-1:]), None)
    pregunta.respuesta = componer_respuesta(
        invitacion, _valores(mundo, humor), en=en, tecnico_id=tecnico
    )


def _trato(plan: Plan) -> float:
    """What depends on who served them, by which channel and about what."""
    humor = 1.6 * (plan.agente.esmero - 0.82) + DE_CANAL.get(plan.canal, 0.0)
    humor += DE_CATEGORIA.get(plan.tema.categoria, 0.0)
    if plan.ordenes and plan.ordenes[-1].ultima is not None:
        humor += 1.8 * (plan.ordenes[-1].ultima.operario.acierto - 0.84)
    return humor


def _valores(mundo: Mundo, humor: float) -> dict[str, Any]:
    azar = mundo.azar
    csat = _en_escala(4.1 + 0.95 * humor + azar.gauss(0, 0.35), 1, 5)
    valores: dict[str, Any] = {
        "csat": csat,
        "ces": _en_escala(5.2 + 1.25 * humor + azar.gauss(0, 0.7), 1, 7),
        "nps": _en_escala(7.7 + 1.9 * humor + azar.gauss(0, 1.0), 0, 10),
        "comentario": "",
    }
    if azar.suerte(0.08):
        valores["nps"] = None  # some leave a question out
    tono = "bien" if csat >= 4 else "regular" if csat == 3 else "mal"
    if azar.suerte(0.5 if tono == "bien" else 0.75):
        valores["comentario"] = azar.alguno(frases.COMENTARIOS[tono])
    return valores


def _en_escala(valor: float, menor: int, mayor: int) -> int:
    return max(menor, min(mayor, round(valor)))


def _callar(mundo: Mundo, pregunta: Pregunta) -> None:
    """Who has not answered was reminded when it was due; some bounced, some opened it."""
    invitacion, azar = pregunta.invitacion, mundo.azar
    recuerdo = invitacion.enviada_en + timedelta(days=invitacion.regla.dias_hasta_recordatorio)
    if azar.suerte(0.015):
        invitacion.rebotada_en = invitacion.enviada_en + timedelta(minutes=1)
    if recuerdo < mundo.ahora:
        invitacion.recordada_en = recuerdo
    abre = invitacion.enviada_en + dentro_de(azar.uniform(0.02, 3))
    if azar.suerte(0.3) and abre < mundo.ahora:
        invitacion.abierta_en = abre


# --- What is left written


def _eventos(pregunta: Pregunta) -> Iterable[EventoInvitacion]:
    invitacion, contacto = pregunta.invitacion, pregunta.plan.contacto
    yield componer_evento(invitacion, "enviada", por=SISTEMA, en=invitacion.enviada_en)
    if invitacion.recordada_en:
        yield componer_evento(invitacion, "recordada", por=SISTEMA, en=invitacion.recordada_en)
    if invitacion.abierta_en:
        yield componer_evento(invitacion, "abierta", por=contacto, en=invitacion.abierta_en)
    if pregunta.respuesta is not None:
        datos = valores_de_respuesta(pregunta.respuesta)
        en = pregunta.respuesta.respondida_en
        yield componer_evento(invitacion, "respondida", por=contacto, en=en, **datos)


def _apuntar(preguntas: list[Pregunta]) -> None:
    """The lines in the timelines of the cases."""
    apuntes = []
    for pregunta in preguntas:
        enviada_en, respuesta = pregunta.invitacion.enviada_en, pregunta.respuesta
        apuntes.append(_linea(pregunta, "encuesta_enviada", SISTEMA, enviada_en))
        if respuesta is not None:
            en = respuesta.respondida_en
            contacto = pregunta.plan.contacto
            apuntes.append(_linea(pregunta, "encuesta_respondida", contacto, en))
    insertar_eventos(EventoIncidencia, apuntes)


def _linea(pregunta: Pregunta, codigo: str, por: Actor, en: datetime) -> EventoIncidencia:
    invitacion = pregunta.invitacion
    datos = {"invitacion": invitacion.pk}
    return componer_apunte(
        invitacion.incidencia_id, codigo, por=por, en=en, datos=datos, registrado_en=en
    )
