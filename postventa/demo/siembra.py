"""The demo from an empty database to a site where every screen says something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection, transaction
from django.utils import timezone

from clientes.models import Cliente
from cuentas.models import Usuario
from incidencias.models import Canal, Incidencia
from incidencias.relojes import olvidar_relojes
from incidencias.servicios.guardado import guardar_expedientes
from indicadores.cambios import DE_CASOS, DE_CHATS, DE_ENCUESTAS, DE_LLAMADAS
from indicadores.recalculo import lotes_de_dias, recalcular
from nucleo.codigos import reservar_codigos
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Calendario, Cursor
from nucleo.tiempo import dia_local
from postventa.demo import (
    buzones,
    canales,
    casa,
    clientela,
    contratos,
    cuadrilla,
    demanda,
    escaparate,
    garantias,
    guiones,
    hogar,
    opiniones,
    ordenes,
    padron,
    plazos,
    remate,
    reparto,
    telefono,
    triaje,
)
from postventa.demo.azar import Azar, entero
from postventa.demo.cuadrilla import TURNOS
from postventa.demo.mundo import HUELGA, Mundo, Plan
from postventa.demo.ordenes import Encargo
from postventa.demo.relato import Relato, envejecer
from sat.servicios import guardar_ordenes

SEMILLA = 20260101
INCIDENCIAS, ORDENES, RESPUESTAS = 5_000, 2_500, 1_500
DUPLICADAS = 0.012
# Of the pulls of the upper apps.
CONSUMIDORES = ("encuestas", DE_CASOS, DE_ENCUESTAS, DE_LLAMADAS, DE_CHATS)
Paso = Callable[[str], None]


@dataclass
class Cosecha:
    """What came out of it."""

    incidencias: int = 0
    ordenes: int = 0
    invitaciones: int = 0
    respuestas: int = 0
    mediciones: int = 0
    segundos: float = 0.0


def exigir_vacia() -> None:
    """ErrorDeNegocio if somebody is using this database: the demo is never mixed with real data."""
    if Usuario.objects.exists() or Cliente.objects.exists() or Incidencia.objects.exists():
        raise ErrorDeNegocio(
            "La base de datos ya tiene datos: la demostración solo se carga en una vacía. "
            "Vacíela con «manage.py flush» o use otra."
        )


def sembrar(
    *,
    escala: float = 1.0,
    ahora: datetime | None = None,
    semilla: int = SEMILLA,
    paso: Paso = lambda nombre: None,
) -> Cosecha:
    """Load the demo, all or nothing. The same seed, day and scale give the same figures."""
    exigir_vacia()
    comienzo = monotonic()
    olvidar_relojes()
    with transaction.atomic():
        cosecha = _sembrar(escala, entero(ahora or timezone.now()), Azar(semilla), paso)
    cosecha.segundos = monotonic() - comienzo
    return cosecha


def _sembrar(escala: float, ahora: datetime, azar: Azar, paso: Paso) -> Cosecha:
    cosecha = Cosecha()
    paso("La empresa y su gente")
    mundo = _levantar(ahora, azar)
    paso("Los clientes y sus equipos")
    gente = clientela.Clientela(mundo.hoy, clientela.crear_productos())
    hogar.componer_hogar(gente, mundo.casa.personas["cliente"])
    clientela.poblar(azar, gente, escala)
    padron.inscribir(gente)
    mundo.unidades = padron.unidades(gente)
    paso("Las incidencias de un año")
    de_fuera = canales.INCIDENCIAS + buzones.INCIDENCIAS
    cuantas = max(0, round(INCIDENCIAS * escala) - de_fuera)
    planes = _contar_incidencias(mundo, cuantas)
    cosecha.incidencias = len(planes)
    paso("Las órdenes de trabajo")
    cosecha.ordenes = _contar_ordenes(mundo, planes, round(ORDENES * escala))
    paso("Los contratos y las tarifas")
    contratos.contratar(mundo)
    contratos.anunciar(mundo.hoy)
    paso("Las encuestas")
    cosecha.invitaciones, cosecha.respuestas = opiniones.preguntar(
        mundo, planes, round(RESPUESTAS * escala)
    )
    paso("Fotos, partes y correos")
    remate.rematar(mundo)
    cosecha.incidencias += canales.abrir_puertas(mundo)
    cosecha.incidencias += buzones.llenar_buzones(mundo)
    telefono.llamar(mundo)
    triaje.poner_triaje(mundo)
    plazos.poner_plazos(mundo)
    reparto.repartir(mundo)
    paso("Los indicadores")
    cosecha.mediciones = _medir()
    _dar_por_leido(ahora)
    return cosecha


def _levantar(ahora: datetime, azar: Azar) -> Mundo:
    la_casa = casa.levantar(ahora)
    hoy = dia_local(ahora)
    horario = Calendario.objects.get(nombre="Técnicos").versiones.get().horario()
    mundo = Mundo(azar, hoy, ahora, la_casa, cuadrilla.levantar(la_casa, hoy, horario), [])
    _ponerse_en_huelga(mundo)
    return mundo


def _ponerse_en_huelga(mundo: Mundo) -> None:
    """That week most turns are not worked."""
    for hace in range(HUELGA[1], HUELGA[0] + 1):
        dia = mundo.hoy - timedelta(days=hace)
        for operario in mundo.sat.operarios:
            for turno in range(len(TURNOS)):
                if mundo.azar.suerte(0.75):
                    operario.ocupado.add((dia, turno))


# --- Cases


def _contar_incidencias(mundo: Mundo, cuantas: int) -> list[Plan]:
    """Draw them, tell them in the order in which they arrive, and save them in two goes.

    The second one is for the duplicates, which point to a case that has to exist.
    """
    duplicadas = round(cuantas * DUPLICADAS)
    planes = escaparate.planes_de_hoy(mundo)
    planes += demanda.pedir(mundo, max(0, cuantas - duplicadas - len(planes)))
    planes += _duplicar(mundo, planes, duplicadas)
    planes.sort(key=lambda plan: plan.llega)
    codigos = reservar_codigos("INC", [plan.llega for plan in planes])
    for plan, codigo in zip(planes, codigos, strict=True):
        plan.codigo = codigo
    _guardar(mundo, [p for p in planes if p.duplica is None], guiones.contar)
    _guardar(mundo, [p for p in planes if p.duplica is not None], guiones.fusionar)
    return planes


def _duplicar(mundo: Mundo, planes: list[Plan], cuantas: int) -> list[Plan]:
    """People who write what they have just told on the telephone."""
    posibles = [p for p in planes if p.canal == Canal.TELEFONO and not p.anulada and p.unidad]
    dobles = []
    for plan in mundo.azar.sample(posibles, min(cuantas, len(posibles))):
        otra_vez = plan.llega + mundo.azar.minutos(20, 200)
        doble = Plan(
            llega=min(otra_vez, mundo.ahora - timedelta(minutes=3)),
            tema=plan.tema,
            tipo=plan.tipo,
            canal=Canal.PORTAL if plan.contacto.correo else Canal.WHATSAPP,
            grupo=plan.grupo,
            agente=plan.agente,
            contacto=plan.contacto,
            unidad=plan.unidad,
            impacto=plan.impacto,
            urgencia=plan.urgencia,
            duplica=plan,
        )
        dobles.append(doble)
    return dobles


def _guardar(mundo: Mundo, planes: list[Plan], contar: Callable[[Relato], None]) -> None:
    relatos = []
    for plan in planes:
        relato = Relato(mundo, plan)
        contar(relato)
        relatos.append(relato)
    for relato in relatos:
        envejecer(relato.expediente, mundo.ahora)
    guardar_expedientes([relato.expediente for relato in relatos])


# --- Orders


def _contar_ordenes(mundo: Mundo, planes: list[Plan], cuantas: int) -> int:
    """Those of the cases, and the visits of the maintenance contracts, which have no case."""
    encargos = [
        Encargo(orden, plan.unidad, plan.tema, plan.incidencia, plan.agente.usuario)
        for plan in planes
        for orden in plan.ordenes
        if plan.unidad is not None
    ]
    encargos += ordenes.de_contratos(mundo, cuantas - len(encargos))
    encargos.sort(key=lambda encargo: encargo.orden.abierta_en)
    codigos = reservar_codigos("OT", [encargo.orden.abierta_en for encargo in encargos])
    hojas = []
    for encargo, codigo in zip(encargos, codigos, strict=True):
        encargo.orden.codigo = codigo
        hoja = ordenes.Hoja(mundo, encargo)
        ordenes.contar(hoja)
        ordenes.envejecer(hoja.expediente)
        hojas.append(hoja.expediente)
    guardar_ordenes(hojas)
    garantias.contar(hojas)
    return len(hojas)


# --- Figures


def _medir() -> int:
    """Measure every day of every indicator."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return sum(recalcular(hechos, dias) for hechos, dias in lotes_de_dias())


def _dar_por_leido(ahora: datetime) -> None:
    """History is not news: the pulls begin to read from now on."""
    for consumidor in CONSUMIDORES:
        Cursor.objects.update_or_create(consumidor=consumidor, defaults={"hasta": ahora})
