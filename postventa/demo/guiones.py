"""The plots: what usually happens to a case from its first answer to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incidencias.models import Canal, Estado, MotivoLlamada, Tipo
from nucleo.formato import DIAS
from postventa.demo import frases
from postventa.demo.agenda import planear, ventana
from postventa.demo.azar import ZONA
from postventa.demo.mundo import PlanOrden, Visita, dentro_de
from postventa.demo.relato import AVISO_DE_CIERRE, CIERRE, AunNo, Relato
from sat.models import Lugar, ResultadoVisita

HORA = 3600
PRIMERA_RESPUESTA_S = 3_100  # of working time, in the median, by whoever works at a normal pace
SE_VA_A_VER = 0.74
SON_LENTAS = {Tipo.RECLAMACION: 7.0, Tipo.QUEJA: 2.2, Tipo.DEVOLUCION: 4.0}  # working days


def contar(relato: Relato) -> None:
    """Tell the case up to today."""
    try:
        _contar(relato)
    except AunNo:
        return


def _contar(relato: Relato) -> None:
    relato.paso("abierta")
    if relato.plan.anulada:
        relato.trabajando(relato.azar.uniform(600, 20_000))
        relato.anular()
        return
    _responder(relato)
    relato.paso("respondida")
    if not relato.plan.hasta:
        _traspasar(relato)
    if relato.plan.hasta == "prometida" or (not relato.plan.hasta and relato.azar.suerte(0.26)):
        _prometer(relato)
    _trabajar(relato)
    _resolver(relato)
    relato.paso("resuelta")
    while _reabre(relato):
        relato.paso("reabierta")
        _trabajar_otra_vez(relato)
        _resolver(relato)
    _cerrar(relato)


# --- The first answer


def _responder(relato: Relato) -> None:
    plan, azar = relato.plan, relato.azar
    if plan.canal == Canal.TELEFONO:
        relato.trabajando(azar.uniform(60, 1500))
        relato.tomar()
        return
    lento = relato.mundo.carga(relato.t) * plan.agente.tardanza
    espera = min(azar.mediana(PRIMERA_RESPUESTA_S * lento, 0.85), 40 * HORA)
    if plan.canal in {Canal.CHAT, Canal.WHATSAPP}:
        espera *= 0.2
    relato.trabajando(espera)
    relato.tomar()
    if azar.suerte(0.22):
        relato.trabajando(azar.uniform(60, 900))
        relato.llamada(MotivoLlamada.OTRO, sale=True, contestada=azar.suerte(0.8))
    relato.trabajando(azar.uniform(60, 900))
    frase = azar.alguno(frases.PRIMERA[plan.contacto.cliente.trato])
    relato.escribir(frase)
    plan.humor -= 0.35 if espera > 6 * HORA else -0.1


def _traspasar(relato: Relato) -> None:
    """One case in nine changes hands; some, twice."""
    azar, plan = relato.azar, relato.plan
    for probabilidad in (0.11 + 0.1 * (1 - plan.agente.esmero), 0.12):
        if not azar.suerte(probabilidad):
            return
        grupo = plan.grupo if azar.suerte(0.5) else azar.alguno(["clientes", "calor", "electro"])
        otros = [a for a in relato.mundo.casa.agentes[grupo] if a.usuario != relato.agente]
        if not otros:
            return
        relato.trabajando(azar.uniform(600, 3 * HORA))
        relato.pasar_a(azar.alguno(otros), grupo)
        plan.humor -= 0.15
    if azar.suerte(0.3):
        relato.trabajando(azar.uniform(60, 900))
        relato.apremiar()


def _prometer(relato: Relato) -> None:
    """Promises: most are kept on time, fewer in bad weeks and by some people."""
    azar, plan = relato.azar, relato.plan
    relato.trabajando(azar.uniform(60, 600))
    plazo = azar.alguno([2, 4, 8, 16]) * HORA
    vence_en = relato.reloj.limite(relato.t, plazo, [])
    promesa = relato.prometer(azar.alguno(frases.PROMESAS), vence_en)
    relato.paso("prometida")
    a_tiempo = (
        0.72 + 0.24 * plan.agente.esmero - (0.35 if relato.mundo.carga(relato.t) > 1.5 else 0)
    )
    if azar.suerte(a_tiempo):
        relato.trabajando(azar.uniform(0.2, 0.95) * plazo)
        relato.cumplir(promesa)
        plan.humor += 0.15
    elif azar.suerte(0.55):
        relato.trabajando(plazo + azar.uniform(600, 9 * HORA))
        relato.cumplir(promesa)
        plan.humor -= 0.3
    else:
        plan.humor -= 0.7  # nobody did it


# --- The work


def _trabajar(relato: Relato) -> None:
    azar, plan = relato.azar, relato.plan
    if azar.suerte(0.3):
        relato.trabajando(azar.uniform(120, 2 * HORA))
        relato.anotar(azar.alguno(frases.NOTAS))
    if plan.hasta in A_PROPOSITO:
        A_PROPOSITO[plan.hasta](relato)
    elif azar.suerte(0.12) and not plan.hasta:
        _pedir_datos(relato)
    if plan.unidad is not None and (plan.ordenes or _hace_falta_ir(relato)):
        _con_orden(relato)
    elif plan.tipo in SON_LENTAS:
        _despacio(relato)
    else:
        relato.trabajando(azar.mediana(2.2 * HORA * relato.mundo.carga(relato.t), 1.0))
        if azar.suerte(0.16):
            _insistir(relato)


def _hace_falta_ir(relato: Relato) -> bool:
    """Whether it takes an order: nobody goes for a question, and one in four faults needs none."""
    if relato.plan.hasta:
        return False
    return relato.azar.suerte(SE_VA_A_VER * (1 - relato.plan.tema.remoto))


def _trabajar_otra_vez(relato: Relato) -> None:
    azar, plan = relato.azar, relato.plan
    relato.trabajando(azar.uniform(900, 8 * HORA))
    relato.escribir(azar.alguno(frases.CONTESTA_AL_CLIENTE))
    if plan.ordenes and azar.suerte(0.75):
        _con_orden(relato, otra=True)
    else:
        relato.trabajando(azar.mediana(6 * HORA, 0.8))


def _pedir_datos(relato: Relato) -> None:
    azar = relato.azar
    relato.trabajando(azar.uniform(300, 3 * HORA))
    relato.escribir(azar.alguno(frases.PIDE_DATOS))
    relato.esperar("cliente")
    relato.paso("espera_cliente")
    relato.a_su_hora(relato.t + dentro_de(min(12.0, azar.mediana(0.9, 1.1))))
    relato.recibir(azar.alguno(frases.DA_DATOS))


def _despacio(relato: Relato) -> None:
    """Complaints: they wait for third parties, and some pass their legal date."""
    azar = relato.azar
    relato.trabajando(azar.uniform(HORA, 6 * HORA))
    dias = azar.mediana(SON_LENTAS[Tipo(relato.plan.tipo)], 0.75) * relato.mundo.carga(relato.t)
    if azar.suerte(0.5):
        _esperar_a_otro(relato)
        relato.ir_a(relato.t + dentro_de(dias * 0.6))
        _insistir(relato)
        relato.trabajando(azar.uniform(300, 2 * HORA))
        relato.seguir()
    relato.trabajando(dias * 4 * HORA)


def _esperar_a_otro(relato: Relato) -> None:
    relato.trabajando(relato.azar.uniform(300, 2 * HORA))
    relato.esperar("tercero")
    relato.paso("espera_tercero")


def _insistir(relato: Relato) -> None:
    """The customer comes back before we have an answer."""
    azar = relato.azar
    if azar.suerte(0.5):
        _escribe_otra_vez(relato)
        relato.trabajando(azar.uniform(600, 5 * HORA))
        relato.escribir(azar.alguno(frases.CONTESTA_AL_CLIENTE))
    else:
        relato.trabajando(azar.uniform(HORA, 9 * HORA))
        motivo = MotivoLlamada.ESTADO if azar.suerte(0.75) else MotivoLlamada.APORTA
        relato.llamada(motivo, contestada=azar.suerte(0.93))
    relato.plan.humor -= 0.2


def _escribe_otra_vez(relato: Relato) -> None:
    relato.a_su_hora(relato.t + relato.azar.minutos(40, 900))
    relato.recibir(relato.azar.alguno(frases.INSISTE))
    relato.paso("insiste")


# Steps at which the showcase leaves a case, and how they are reached.
A_PROPOSITO = {
    "espera_cliente": _pedir_datos,
    "espera_tercero": _esperar_a_otro,
    "insiste": _escribe_otra_vez,
}


def _con_orden(relato: Relato, *, otra: bool = False) -> None:
    azar, plan = relato.azar, relato.plan
    unidad = plan.unidad
    if unidad is None:
        return
    if otra or not plan.ordenes:
        relato.trabajando(azar.uniform(120, 2 * HORA))
        plan.ordenes.append(planear(relato.mundo, unidad, plan.tema, desde=relato.t))
    orden = plan.ordenes[-1]
    _abrir_a_su_hora(orden, relato.t)
    relato.ir_a(orden.abierta_en)
    relato.paso("con_orden")
    if orden.anulada_en is not None:
        relato.ir_a(orden.anulada_en)
        return
    if orden.lugar == Lugar.TALLER:
        _por_el_taller(relato, orden)
    else:
        _por_visitas(relato, orden)


def _abrir_a_su_hora(orden: PlanOrden, t: datetime) -> None:
    """An order of the showcase is opened when the story gets there, not before."""
    orden.abierta_en = max(orden.abierta_en, t)
    for visita in orden.visitas[:1]:
        visita.dada_en = max(visita.dada_en, orden.abierta_en + timedelta(minutes=10))


def _por_el_taller(relato: Relato, orden: PlanOrden) -> None:
    relato.esperar("visita")
    if orden.entregada_en is None:
        raise AunNo
    relato.ir_a(orden.entregada_en)
    relato.seguir()


def _por_visitas(relato: Relato, orden: PlanOrden) -> None:
    for numero, visita in enumerate(orden.visitas, start=1):
        _citar(relato, visita)
        _preguntar_cuando(relato, visita.inicio)
        if visita.parada:
            raise AunNo
        relato.ir_a(visita.fin)
        relato.seguir()
        relato.plan.humor -= _disgusto(visita, numero)
        if visita.resultado == ResultadoVisita.FALTA_REPUESTO:
            _esperar_pieza(relato, visita)
    if not orden.visitas or orden.entregada_en is None:
        raise AunNo


def _citar(relato: Relato, visita: Visita) -> None:
    relato.ir_a(visita.dada_en)
    relato.seguir()
    texto = relato.azar.alguno(frases.CITA)
    relato.escribir(texto, cuando=cuando(visita), tecnico=str(visita.operario.usuario))
    relato.esperar("visita")
    relato.paso("citada")


def _preguntar_cuando(relato: Relato, hasta: datetime) -> None:
    """The commonest call: when are you coming? It is not a new contact."""
    azar = relato.azar
    while azar.suerte(0.2):
        en = relato.t + (hasta.astimezone(UTC) - relato.t) * azar.uniform(0.2, 0.9)
        if en <= relato.t:
            return
        relato.en_oficina(en)
        if relato.t >= hasta:
            return
        relato.llamada(MotivoLlamada.ESTADO if azar.suerte(0.85) else MotivoLlamada.APORTA)
        relato.plan.humor -= 0.12


def _esperar_pieza(relato: Relato, visita: Visita) -> None:
    relato.trabajando(relato.azar.uniform(600, 3 * HORA))
    pieza = relato.mundo.sat.repuestos[visita.pieza].nombre
    relato.escribir(relato.azar.alguno(frases.PIEZA), pieza=pieza.lower())
    relato.esperar("pieza")
    relato.paso("espera_pieza")


def _disgusto(visita: Visita, numero: int) -> float:
    """What each visit costs in patience: coming late, coming again, waiting many days."""
    tarde = 0.5 if visita.inicio > visita.termina else 0.0
    dias = (visita.inicio - visita.dada_en).days
    return tarde + 0.35 * (numero - 1) + 0.05 * max(0, dias - 3)


def cuando(visita: Visita) -> str:
    """The window as it is told: "lunes 23/11, entre las 10:15 y las 12:45"."""
    desde, hasta = (instante.astimezone(ZONA) for instante in ventana(visita))
    return f"{DIAS[desde.weekday()]} {desde:%d/%m}, entre las {desde:%H:%M} y las {hasta:%H:%M}"


# --- The end


def _resolver(relato: Relato) -> None:
    azar, plan = relato.azar, relato.plan
    relato.trabajando(azar.uniform(120, 5 * HORA))
    solucion = azar.alguno(plan.tema.soluciones)
    if plan.ordenes and plan.ordenes[-1].anulada_en is not None:
        solucion = "El cliente anula la visita: ya funciona."
    if plan.canal == Canal.TELEFONO and azar.suerte(0.4):
        relato.llamada(MotivoLlamada.OTRO, sale=True)
    else:
        relato.escribir(azar.alguno(frases.RESOLUCION), solucion=solucion)
    relato.ir_a(relato.t + timedelta(minutes=azar.randint(1, 12)))
    relato.resolver(solucion)


def _reabre(relato: Relato) -> bool:
    """Some are not solved: more if whoever did it is careless, fewer each time."""
    azar, plan = relato.azar, relato.plan
    probabilidad = 0.015 + 0.14 * (1 - plan.agente.esmero)
    if plan.ordenes and plan.ordenes[-1].ultima is not None:
        probabilidad += 0.16 * (1 - plan.ordenes[-1].ultima.operario.acierto)
    veces = relato.expediente.incidencia.reaperturas
    if plan.hasta != "reabierta" and not azar.suerte(probabilidad / (1 + 2 * veces)):
        return False
    relato.a_su_hora(relato.t + dentro_de(azar.uniform(0.3, 4.6)))
    relato.reabrir(azar.alguno(frases.REABRE))
    plan.humor -= 0.9
    return True


def _cerrar(relato: Relato) -> None:
    azar, resuelta_en = relato.azar, relato.t
    if relato.plan.hasta == "agradecida" or azar.suerte(0.07):
        relato.a_su_hora(resuelta_en + dentro_de(azar.uniform(0.1, 3)))
        relato.recibir("Muchas gracias por todo.")
        relato.paso("agradecida")
    if azar.suerte(0.38) or relato.expediente.incidencia.responde_el_cliente:
        relato.a_su_hora(resuelta_en + dentro_de(azar.uniform(0.05, 4.5)))
        relato.cerrar(por_silencio=False)
        return
    relato.ir_a(resuelta_en + AVISO_DE_CIERRE + timedelta(minutes=1))
    relato.avisar_cierre()
    relato.ir_a(resuelta_en + CIERRE + timedelta(minutes=9))
    relato.cerrar(por_silencio=True)


def fusionar(relato: Relato) -> None:
    """The same thing told twice: the second points to the first, which is saved already."""
    duplica = relato.plan.duplica
    if duplica is None or duplica.incidencia is None:
        return
    try:
        relato.trabajando(relato.azar.uniform(300, 3 * HORA))
        if duplica.incidencia.estado not in {Estado.ANULADA, Estado.FUSIONADA}:
            relato.fusionar(duplica.incidencia)
    except AunNo:
        return
