"""How an order goes: who, when, how many visits, and which part was missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from incidencias.models import Tipo as TipoCaso
from nucleo.calendario import sumar_laborable
from postventa.demo.clientela import Unidad
from postventa.demo.cuadrilla import DURACION, HOLGURA, TURNOS, Operario, a_las, hueco
from postventa.demo.mundo import LOTE_FALLA, Mundo, PlanOrden, Visita, dentro_de
from postventa.demo.productos import GENERICAS
from postventa.demo.temas import Tema
from sat.models import Lugar, ResultadoVisita, Tipo

TIPO_DE_ORDEN = {
    TipoCaso.INSTALACION: Tipo.INSTALACION,
    TipoCaso.MANTENIMIENTO: Tipo.MANTENIMIENTO,
    TipoCaso.DEVOLUCION: Tipo.RECOGIDA,
    TipoCaso.PETICION_ESPECIAL: Tipo.RETIRADA,
}
A_TALLER = {"Lavadora": 0.12, "Horno": 0.3, "Frigorífico": 0.1}
LO_MAS_LEJOS = timedelta(days=24)
VISITAS_MAXIMAS = 4
SE_REPARA_SIEMPRE = frozenset({Tipo.INSTALACION, Tipo.MANTENIMIENTO, Tipo.RECOGIDA, Tipo.RETIRADA})
# How a visit that does not finish ends.
SI_NO_ACABA = {
    ResultadoVisita.FALTA_REPUESTO: 0.56,
    ResultadoVisita.VOLVER: 0.26,
    ResultadoVisita.AUSENTE: 0.12,
    ResultadoVisita.NO_REPARABLE: 0.06,
}


def planear(mundo: Mundo, unidad: Unidad, tema: Tema, *, desde: datetime) -> PlanOrden:
    """An order opened at that moment, with its whole life, also what has not happened yet."""
    azar = mundo.azar
    tipo = TIPO_DE_ORDEN.get(TipoCaso(tema.tipo), Tipo.REPARACION)
    if tipo == Tipo.REPARACION and azar.suerte(0.05):
        tipo = Tipo.DIAGNOSTICO
    orden = PlanOrden(desde, tipo, _lugar(mundo, unidad, tipo))
    if azar.suerte(0.025):
        orden.anulada_en = en_horas(mundo, desde + dentro_de(azar.uniform(0.1, 3)))
        return orden
    candidatos = operarios_para(mundo, unidad)
    if orden.lugar == Lugar.TALLER:
        _en_taller(mundo, orden, tema, candidatos)
    else:
        _a_domicilio(mundo, orden, tema, candidatos)
    _entregar(mundo, orden)
    return orden


def _lugar(mundo: Mundo, unidad: Unidad, tipo: str) -> str:
    if tipo == Tipo.REPARACION and mundo.azar.suerte(A_TALLER.get(unidad.familia.nombre, 0.0)):
        return Lugar.TALLER
    if tipo == Tipo.DIAGNOSTICO and mundo.azar.suerte(0.2):
        return Lugar.REMOTO
    return Lugar.DOMICILIO


def operarios_para(mundo: Mundo, unidad: Unidad) -> list[Operario]:
    """Those with the skill in that community; some orders go to the external ones."""
    habilidad = unidad.familia.habilidad
    aptos = [
        o
        for o in mundo.sat.operarios
        if habilidad in o.habilidades and unidad.comunidad in o.comunidades
    ]
    propios = [o for o in aptos if o.ficha.sat_externo_id is None]
    externos = [o for o in aptos if o.ficha.sat_externo_id is not None]
    if not propios or (externos and mundo.azar.suerte(0.16)):
        return externos or propios
    return propios


def _a_domicilio(mundo: Mundo, orden: PlanOrden, tema: Tema, candidatos: list[Operario]) -> None:
    azar = mundo.azar
    dada_en = en_horas(mundo, orden.abierta_en)
    for numero in range(1, VISITAS_MAXIMAS + 1):
        visita = citar(mundo, candidatos, dada_en, tema, orden.tipo, numero)
        if visita is None:
            return
        orden.visitas.append(visita)
        if visita.resultado in {ResultadoVisita.RESUELTA, ResultadoVisita.NO_REPARABLE}:
            return
        candidatos = [visita.operario] if azar.suerte(0.8) else candidatos
        dada_en = en_horas(mundo, visita.fin + _hasta_la_siguiente(mundo, visita))


def _hasta_la_siguiente(mundo: Mundo, visita: Visita) -> timedelta:
    if visita.resultado != ResultadoVisita.FALTA_REPUESTO:
        return timedelta(minutes=10)
    retraso = 6 if mundo.en_huelga(visita.fin) else 0
    return dentro_de(min(40, mundo.azar.mediana(4.5, 0.55)) + retraso)


def en_horas(mundo: Mundo, en: datetime) -> datetime:
    """Some time after that moment, when the SAT works."""
    return sumar_laborable(en, mundo.azar.randint(120, 14_000), mundo.sat.horario)


def citar(
    mundo: Mundo,
    candidatos: list[Operario],
    dada_en: datetime,
    tema: Tema,
    tipo: str,
    numero: int,
    *,
    operario_y_hora: tuple[Operario, datetime] | None = None,
) -> Visita | None:
    """Give the next free turn, and say how the visit goes."""
    azar = mundo.azar
    espera = timedelta(hours=14 + min(90.0, azar.mediana(14, 0.9)))
    if mundo.en_huelga(dada_en):
        espera += timedelta(days=azar.uniform(3, 7))
    fin_de_agenda = dada_en.date() + LO_MAS_LEJOS
    hallado = operario_y_hora or hueco(mundo.sat, candidatos, dada_en + espera, fin_de_agenda)
    if hallado is None:
        return None
    operario, empieza = hallado
    resultado = _resultado(mundo, operario, tipo, numero, empieza)
    inicio = empieza + _retraso(mundo, operario)
    fin = inicio + azar.minutos(28, 88) * (1.25 if operario.acierto < 0.6 else 1.0)
    return Visita(
        operario=operario,
        dada_en=dada_en,
        empieza=empieza,
        termina=empieza + DURACION,
        inicio=inicio,
        fin=inicio + timedelta(minutes=9) if resultado == ResultadoVisita.AUSENTE else fin,
        resultado=resultado,
        pieza=_pieza(mundo, tema, resultado),
        movida_de=empieza - timedelta(days=azar.randint(1, 4)) if azar.suerte(0.06) else None,
    )


def ventana(visita: Visita) -> tuple[datetime, datetime]:
    """What the customer is told: our slot and an hour more."""
    return visita.empieza, visita.termina + HOLGURA


def _resultado(mundo: Mundo, operario: Operario, tipo: str, numero: int, empieza: datetime) -> str:
    azar = mundo.azar
    acierto = operario.acierto
    if tipo in SE_REPARA_SIEMPRE:
        acierto = 1 - (1 - acierto) / 3
    if LOTE_FALLA[1] <= mundo.hace(empieza) <= LOTE_FALLA[0]:
        acierto -= 0.12  # the shelves were empty of that part
    if numero == VISITAS_MAXIMAS or azar.suerte(acierto - 0.14 + 0.1 * numero):
        return ResultadoVisita.RESUELTA
    resultado = azar.segun(SI_NO_ACABA)
    if tipo in SE_REPARA_SIEMPRE and resultado != ResultadoVisita.AUSENTE:
        return ResultadoVisita.VOLVER
    return resultado


def _retraso(mundo: Mundo, operario: Operario) -> timedelta:
    if mundo.azar.suerte(operario.puntualidad):
        return mundo.azar.minutos(0, 55)
    return mundo.azar.minutos(155, 240)


def _pieza(mundo: Mundo, tema: Tema, resultado: str) -> str:
    if resultado == ResultadoVisita.FALTA_REPUESTO:
        return tema.pieza or GENERICAS[0][0]
    if resultado != ResultadoVisita.RESUELTA:
        return ""
    return tema.pieza if tema.pieza and mundo.azar.suerte(0.78) else ""


def _en_taller(mundo: Mundo, orden: PlanOrden, tema: Tema, candidatos: list[Operario]) -> None:
    """The unit comes in, is looked at, repaired and handed back: sessions without appointment."""
    azar = mundo.azar
    orden.recibida_en = en_horas(mundo, orden.abierta_en + dentro_de(azar.uniform(0.6, 2.3)))
    orden.diagnosticada_en = en_horas(mundo, orden.recibida_en + dentro_de(azar.uniform(0, 2)))
    desde = orden.diagnosticada_en
    if azar.suerte(0.4):
        desde += dentro_de(min(30, azar.mediana(5, 0.5)))
    visita = citar(mundo, candidatos, desde, tema, Tipo.REPARACION, VISITAS_MAXIMAS)
    if visita is not None:
        visita.con_cita = False
        orden.visitas.append(visita)


def _entregar(mundo: Mundo, orden: PlanOrden) -> None:
    azar, ultima = mundo.azar, orden.ultima
    if ultima is None:
        return
    orden.entregada_en = ultima.fin + timedelta(minutes=5)
    if orden.lugar == Lugar.TALLER:
        orden.entregada_en = en_horas(mundo, ultima.fin + dentro_de(azar.uniform(0.7, 4)))
    if azar.suerte(0.94):
        orden.liquidada_en = en_horas(mundo, orden.entregada_en + dentro_de(azar.uniform(2, 9)))


def reservar_hoy(mundo: Mundo, operario: Operario, turno: int, dias: int) -> datetime:
    """That turn of a day near today, whatever the calendar says: guards work on Sundays too."""
    dia = mundo.hoy + timedelta(days=dias)
    operario.ocupado.add((dia, turno))
    return a_las(dia, TURNOS[turno])
