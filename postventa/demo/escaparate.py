"""What is open right now, on purpose: every state, clock and screen has something to show.

These are stories like any other (`guiones`), left at a step with a date chosen for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from incidencias.models import Canal
from postventa.demo import imagenes, temas
from postventa.demo.agenda import citar, operarios_para, reservar_hoy
from postventa.demo.casa import Agente
from postventa.demo.clientela import CORREO_CLIENTE, Unidad
from postventa.demo.cuadrilla import TURNOS, Operario, a_las, hueco
from postventa.demo.demanda import es_laborable, nuevo_plan
from postventa.demo.mundo import Mundo, Plan, PlanOrden, dentro_de
from postventa.demo.temas import Tema
from sat.models import Lugar, ResultadoVisita, Tipo

HORA = timedelta(hours=1)
# What the team that never closes has promised for a normal case (casa._politicas).
RESPUESTA, RESOLUCION = 3 * HORA, 60 * HORA
# How long until each unanswered case is late; below zero, it is.
RESPUESTAS_PENDIENTES = (12, 47, 95, -25, -130)
RESOLUCIONES_PENDIENTES = (18, 240, -180)
# Steps at which cases of the agent of the demo are left, with the working days since they arrived.
EN_MANOS_DE_LA_AGENTE = (
    ("respondida", 1),
    ("respondida", 2),
    ("insiste", 3),
    ("insiste", 4),
    ("espera_cliente", 3),
    ("espera_cliente", 6),
    ("espera_tercero", 5),
    ("prometida", 1),
    ("prometida", 5),
    ("agradecida", 6),
    ("reabierta", 7),
    ("resuelta", 3),
)
RECLAMACIONES = ((19, "espera_tercero"), (28, "respondida"), (33, "espera_tercero"), (9, "insiste"))
CITAS_DE_HOY = (0, 1, 2, 3, 4)
CITAS_DE_MANIANA = (0, 2, 3)
PENDIENTES_SIEMPRE = frozenset({3, 4})  # turns of today left to do whatever the hour
SIN_PLANIFICAR = 7
EN_CURSO = "sofia"
DE_SIEMPRE = (Canal.TELEFONO, Canal.CORREO, Canal.PORTAL, Canal.WHATSAPP)
POCO_USADOS = (Canal.POSTAL, Canal.REDES, Canal.API, Canal.PRESENCIAL, Canal.CHAT)


def planes_de_hoy(mundo: Mundo) -> list[Plan]:
    """Cases whose story stops where somebody has to do something."""
    planes = [
        *_relojes_en_marcha(mundo),
        *_de_la_agente(mundo),
        *_reclamaciones(mundo),
        *_restringidas(mundo),
        *_sin_planificar(mundo),
        *_citas(mundo, "tecnico", temas.AVERIAS["Caldera"]),
        *_citas(mundo, "externo", temas.AVERIAS["Caldera"]),
        *_en_curso(mundo),
        *_la_semana(mundo),
        *_esperando_pieza(mundo),
        *_en_el_taller(mundo),
        *_de_todo_un_poco(mundo),
        *_del_cliente(mundo),
    ]
    for plan in planes:
        plan.anulada = plan.hasta == "anulada"
    return planes


# --- Clocks


def _relojes_en_marcha(mundo: Mundo) -> Iterator[Plan]:
    """Of the team of 24 hours: late and about to be, at any hour of any day."""
    for minutos in RESPUESTAS_PENDIENTES:
        en = mundo.ahora - RESPUESTA + timedelta(minutes=minutos)
        yield _urgente(mundo, en, Canal.WHATSAPP, "abierta")
    for minutos in RESOLUCIONES_PENDIENTES:
        en = mundo.ahora - RESOLUCION + timedelta(minutes=minutos)
        yield _urgente(mundo, en, Canal.TELEFONO, "respondida")


def _urgente(mundo: Mundo, en: datetime, canal: str, hasta: str) -> Plan:
    unidad = _una(mundo, "Caldera", "MD")
    tema = mundo.azar.alguno(temas.AVERIAS["Caldera"][:4])
    plan = nuevo_plan(mundo, en=en, tema=tema, canal=canal, unidad=unidad, grupo="urgencias")
    plan.impacto, plan.urgencia, plan.hasta = "medio", "media", hasta
    return plan


def _de_la_agente(mundo: Mundo) -> Iterator[Plan]:
    agente = _persona(mundo, "agente", "electro")
    for hasta, jornadas in EN_MANOS_DE_LA_AGENTE:
        familia = mundo.azar.alguno(["Lavadora", "Lavavajillas", "Frigorífico", "Horno"])
        unidad = _una(mundo, familia, "MD")
        en = _hace_jornadas(mundo, jornadas)
        plan = nuevo_plan(
            mundo,
            en=en,
            tema=mundo.azar.alguno(temas.AVERIAS[familia]),
            canal=mundo.azar.alguno(DE_SIEMPRE),
            unidad=unidad,
            grupo="electro",
        )
        plan.agente, plan.hasta = agente, hasta
        yield plan


def _reclamaciones(mundo: Mundo) -> Iterator[Plan]:
    """Complaints with their legal date near, far, and past."""
    for dias, hasta in RECLAMACIONES:
        tema = mundo.azar.alguno(temas.RECLAMACIONES[:2])
        yield _suelta(mundo, mundo.ahora - timedelta(days=dias), tema, "reclamaciones", hasta)


def _restringidas(mundo: Mundo) -> Iterator[Plan]:
    """Two that only their team sees; and one that should not have been opened."""
    for dias in (2, 11):
        en = mundo.ahora - timedelta(days=dias)
        yield _suelta(mundo, en, temas.RECLAMACIONES[2], "siniestros", "respondida")
    en = mundo.ahora - timedelta(days=9)
    yield _suelta(mundo, en, temas.CONSULTAS[0], "clientes", "anulada")


def _suelta(mundo: Mundo, en: datetime, tema: Tema, grupo: str, hasta: str) -> Plan:
    unidad = _una(mundo, "Lavadora", "MD")
    plan = nuevo_plan(mundo, en=en, tema=tema, canal=Canal.CORREO, unidad=unidad, grupo=grupo)
    plan.hasta = hasta
    return plan


# --- The SAT today


def _sin_planificar(mundo: Mundo) -> Iterator[Plan]:
    """Orders that wait for an appointment, beside the agenda."""
    for numero in range(SIN_PLANIFICAR):
        familia = mundo.azar.alguno(["Caldera", "Lavadora", "Frigorífico", "Aire acondicionado"])
        en = _hace_jornadas(mundo, 1 + numero // 2)
        plan = _averia(mundo, en, familia, _una(mundo, familia, "MD"))
        plan.ordenes = [PlanOrden(_tras(mundo, en), Tipo.REPARACION, Lugar.DOMICILIO)]
        yield plan


def _citas(mundo: Mundo, clave: str, posibles: tuple[Tema, ...]) -> Iterator[Plan]:
    """The day of a técnico, and some of tomorrow, on Sundays too."""
    operario = _operario(mundo, clave)
    for dia, turnos in ((0, CITAS_DE_HOY), (1, CITAS_DE_MANIANA)):
        for turno in turnos:
            empieza = reservar_hoy(mundo, operario, turno, dia)
            tema = mundo.azar.alguno(posibles[:4])
            en = _hace_jornadas(mundo, mundo.azar.randint(2, 4))
            plan = _averia(mundo, en, "Caldera", _una(mundo, "Caldera", "MD"), tema)
            plan.ordenes = [_orden_citada(mundo, plan, operario, empieza)]
            visita = plan.ordenes[0].visitas[0]
            visita.parada = visita.fin > mundo.ahora or (dia, turno) in {
                (0, turno) for turno in PENDIENTES_SIEMPRE
            }
            yield plan


def _la_semana(mundo: Mundo) -> Iterator[Plan]:
    """Something for the other técnicos today, if it is a working day, and on the next ones."""
    proximos = [d for d in range(8) if es_laborable(mundo, mundo.hoy + timedelta(days=d))]
    con_lo_suyo = {_operario(mundo, clave).ficha.pk for clave in ("tecnico", "externo", EN_CURSO)}
    for operario in mundo.sat.operarios:
        suyas = [
            u
            for u in mundo.unidades
            if u.familia.habilidad in operario.habilidades and u.comunidad in operario.comunidades
        ]
        if operario.ficha.pk in con_lo_suyo or not suyas:
            continue
        for turno, dia in enumerate(proximos[:3], start=1):
            unidad = mundo.azar.alguno(suyas)
            plan = _averia(mundo, _hace_jornadas(mundo, 2), unidad.familia.nombre, unidad)
            empieza = reservar_hoy(mundo, operario, turno, dia)
            plan.ordenes = [_orden_citada(mundo, plan, operario, empieza)]
            yield plan


def _en_curso(mundo: Mundo) -> Iterator[Plan]:
    """Somebody is at work at this moment."""
    operario = _operario(mundo, EN_CURSO)
    operario.ocupado.update((mundo.hoy, turno) for turno in range(len(TURNOS)))
    empezo = mundo.ahora - timedelta(minutes=26)
    unidad = _una(mundo, "Aire acondicionado", "MD")
    plan = _averia(mundo, _hace_jornadas(mundo, 3), "Aire acondicionado", unidad)
    orden = _orden_citada(mundo, plan, operario, _en_punto(empezo))
    visita = orden.visitas[0]
    visita.inicio, visita.fin, visita.parada = empezo, mundo.ahora + HORA, False
    plan.ordenes = [orden]
    yield plan


def _en_punto(en: datetime) -> datetime:
    """The quarter of an hour before."""
    return en.replace(minute=en.minute // 15 * 15, second=0)


def _esperando_pieza(mundo: Mundo) -> Iterator[Plan]:
    """Looked at last week; the part is on its way."""
    for familia, jornadas in (("Caldera", 7), ("Lavadora", 8)):
        unidad = _una(mundo, familia, "MD")
        plan = _averia(mundo, _hace_jornadas(mundo, jornadas), familia, unidad)
        hallado = hueco(
            mundo.sat, operarios_para(mundo, unidad), plan.llega + timedelta(days=1), mundo.hoy
        )
        if hallado is None:
            continue
        orden = _orden_citada(mundo, plan, *hallado)
        visita = orden.visitas[0]
        visita.resultado, visita.parada = ResultadoVisita.FALTA_REPUESTO, False
        visita.pieza = plan.tema.pieza or "GE-9001"
        orden.entregada_en, plan.ordenes, plan.hasta = None, [orden], "espera_pieza"
        yield plan


def _en_el_taller(mundo: Mundo) -> Iterator[Plan]:
    """Being looked at, ready to be collected, handed back, and one that nobody wants any more."""
    for jornadas, lista, devuelta in ((4, False, False), (7, True, False), (9, True, True)):
        unidad = _una(mundo, "Horno", "MD")
        plan = _averia(mundo, _hace_jornadas(mundo, jornadas), "Horno", unidad)
        orden = PlanOrden(_tras(mundo, plan.llega), Tipo.REPARACION, Lugar.TALLER)
        orden.recibida_en = orden.abierta_en + timedelta(days=1)
        orden.diagnosticada_en = orden.recibida_en + timedelta(hours=20)
        hallado = hueco(mundo.sat, operarios_para(mundo, unidad), orden.diagnosticada_en, mundo.hoy)
        if lista and hallado is not None:
            orden.visitas = _orden_citada(mundo, plan, *hallado).visitas
            orden.visitas[0].con_cita = False
        if devuelta:
            orden.entregada_en = mundo.ahora - timedelta(hours=30)
        plan.ordenes = [orden]
        yield plan
    plan = _averia(mundo, _hace_jornadas(mundo, 4), "Horno", _una(mundo, "Horno", "MD"))
    abierta_en = _tras(mundo, plan.llega)
    anulada_en = abierta_en + timedelta(days=2)
    plan.ordenes = [PlanOrden(abierta_en, Tipo.REPARACION, Lugar.DOMICILIO, anulada_en=anulada_en)]
    yield plan


def _de_todo_un_poco(mundo: Mundo) -> Iterator[Plan]:
    """The least usual kinds and channels, also in a small demo."""
    asuntos = [*temas.OTRAS, *temas.DEVOLUCIONES, *temas.QUEJAS, *temas.CONSULTAS]
    asuntos += [*temas.MAL_REPARADAS, *temas.INSTALACIONES, *temas.REVISIONES]
    for numero, tema in enumerate(asuntos):
        unidad = _una(mundo, mundo.azar.alguno(["Lavadora", "Caldera"]), "MD")
        en = mundo.ahora - timedelta(days=12 + 3 * numero)
        canal = POCO_USADOS[numero % len(POCO_USADOS)]
        yield nuevo_plan(mundo, en=en, tema=tema, canal=canal, unidad=unidad)


def _averia(
    mundo: Mundo, en: datetime, familia: str, unidad: Unidad, tema: Tema | None = None
) -> Plan:
    plan = nuevo_plan(
        mundo,
        en=en,
        tema=tema or mundo.azar.alguno(temas.AVERIAS[familia]),
        canal=mundo.azar.alguno(DE_SIEMPRE),
        unidad=unidad,
    )
    plan.hasta = "visita"
    return plan


def _orden_citada(mundo: Mundo, plan: Plan, operario: Operario, empieza: datetime) -> PlanOrden:
    orden = PlanOrden(_tras(mundo, plan.llega), Tipo.REPARACION, Lugar.DOMICILIO)
    visita = citar(
        mundo,
        [operario],
        orden.abierta_en + timedelta(minutes=20),
        plan.tema,
        Tipo.INSTALACION,  # nearly always finished
        1,
        operario_y_hora=(operario, empieza),
    )
    if visita is not None:
        visita.movida_de = None
        orden.visitas = [visita]
        orden.entregada_en = visita.fin + timedelta(minutes=5)
    return orden


def _tras(mundo: Mundo, en: datetime) -> datetime:
    """When the order of a case that arrived at `en` is opened: soon, and never after now."""
    return min(en + timedelta(hours=5), mundo.ahora - timedelta(minutes=30))


# --- The customer of the demo


def _del_cliente(mundo: Mundo) -> Iterator[Plan]:
    """Five cases of one household: coming tomorrow, waiting for them, to be confirmed, closed."""
    suyas = {
        unidad.familia.nombre: unidad
        for unidad in mundo.unidades
        if unidad.contacto.correo == CORREO_CLIENTE
    }
    agente = _persona(mundo, "agente", "calor")
    yield _cita_del_cliente(mundo, suyas["Caldera"], agente)
    for familia, dias, hasta, canal in (
        ("Lavadora", 3.3, "espera_cliente", Canal.PORTAL),
        ("Aire acondicionado", 5.2, "resuelta", Canal.PORTAL),
        ("Frigorífico", 96, "", Canal.TELEFONO),
        ("Caldera", 251, "", Canal.CORREO),
    ):
        tema = temas.AVERIAS[familia][0]
        en = mundo.ahora - dentro_de(dias)
        plan = nuevo_plan(mundo, en=en, tema=tema, canal=canal, unidad=suyas[familia])
        plan.agente, plan.hasta = agente, hasta
        yield plan


def _cita_del_cliente(mundo: Mundo, unidad: Unidad, agente: Agente) -> Plan:
    tema = temas.AVERIAS["Caldera"][2]
    en = _hace_jornadas(mundo, 2)
    plan = nuevo_plan(mundo, en=en, tema=tema, canal=Canal.PORTAL, unidad=unidad)
    plan.relato = tema.relatos[1]
    plan.agente, plan.hasta = agente, "visita"
    plan.fotos = ((imagenes.pantalla("E5"), "pantalla.jpg"),)
    operario = _operario(mundo, "tecnico")
    empieza = reservar_hoy(mundo, operario, 1, 1)
    plan.ordenes = [_orden_citada(mundo, plan, operario, empieza)]
    return plan


# --- Who and what


def _hace_jornadas(mundo: Mundo, jornadas: int) -> datetime:
    """The morning of that many working days ago."""
    dia = mundo.hoy
    while jornadas:
        dia -= timedelta(days=1)
        jornadas -= es_laborable(mundo, dia)
    return a_las(dia, time(mundo.azar.randint(9, 11), mundo.azar.randrange(60)))


def _una(mundo: Mundo, familia: str, comunidad: str) -> Unidad:
    """A machine of that family there, of somebody who can be written to."""
    posibles = [
        u
        for u in mundo.unidades
        if u.familia.nombre == familia and u.comunidad == comunidad and u.contacto.correo
    ]
    return mundo.azar.alguno(posibles or mundo.unidades)


def _persona(mundo: Mundo, clave: str, grupo: str) -> Agente:
    usuario = mundo.casa.personas[clave]
    return next(a for a in mundo.casa.agentes[grupo] if a.usuario == usuario)


def _operario(mundo: Mundo, clave: str) -> Operario:
    usuario = mundo.casa.personas[clave]
    return next(o for o in mundo.sat.operarios if o.usuario == usuario)
