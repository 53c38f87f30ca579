"""What is reported each day of a year: seasons, weekdays, cold and heat, a bad batch."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from incidencias.models import Canal, Impacto, Tipo, Urgencia
from postventa.demo import temas
from postventa.demo.azar import ZONA
from postventa.demo.clientela import Unidad
from postventa.demo.mundo import DIAS, LOTE_FALLA, Mundo, Plan
from postventa.demo.productos import FAMILIAS, LOTE_DEFECTUOSO, POR_NOMBRE, Familia
from postventa.demo.temas import Tema

AVERIA, INSTALACION, REVISION = "averia", "instalacion", "revision"
DEL_LOTE = "lote"
# How often each thing is reported, in parts of a normal day; faults go by family and month.
SIN_TEMPORADA = {
    "consulta": (16.0, temas.CONSULTAS),
    "reclamacion": (4.6, temas.RECLAMACIONES),
    "queja": (3.2, temas.QUEJAS),
    "devolucion": (2.2, temas.DEVOLUCIONES),
    "otra": (5.0, temas.OTRAS),
}
PESO_AVERIA, PESO_INSTALACION, PESO_REVISION = 52.0, 7.5, 10.5
SEMANA = (1.35, 1.16, 1.05, 1.0, 0.94, 0.34, 0.24)
FRIO, CALOR = ((1, 9), (1, 15)), ((7, 8), (7, 17))
CANALES = {
    Canal.TELEFONO: 38,
    Canal.CORREO: 22,
    Canal.PORTAL: 17,
    Canal.WHATSAPP: 11,
    Canal.CHAT: 5,
    Canal.PRESENCIAL: 3,
    Canal.REDES: 1.4,
    Canal.POSTAL: 1.2,
    Canal.API: 1.4,
}
SIN_OFICINA = {Canal.TELEFONO, Canal.PRESENCIAL, Canal.POSTAL}
DE_NOCHE = {c: p for c, p in CANALES.items() if c not in SIN_OFICINA}
DIAS_DEL_ESCAPARATE = 8
RECIEN_COMPRADO = frozenset({INSTALACION, "devolucion"})
INTENTOS, VECES_MAXIMAS = 80, 3
REPETIDAS = 0.2  # how often a fault is of a machine that failed shortly before
CATEGORIAS_DE_FAMILIA = {temas.NO_FUNCIONA, temas.RUIDO, temas.CODIGO, temas.NO_CALIENTA}
GRUPO_DE_FAMILIA = {
    "Caldera": "calor",
    "Termo": "calor",
    "Aerotermia": "calor",
    "Aire acondicionado": "clima",
}


def pedir(mundo: Mundo, cuantos: int) -> list[Plan]:
    """So many cases of the last twelve months, in the order in which they arrive."""
    motivos = list(_motivos_por_dia(mundo))
    azar = mundo.azar
    acumulados = list(accumulate(peso for _, _, _, peso in motivos))
    elegidos = azar.choices(motivos, cum_weights=acumulados, k=cuantos)
    por_familia = _por_familia(mundo)
    recientes: dict[str, deque[Plan]] = defaultdict(lambda: deque(maxlen=60))
    llegadas = sorted(
        ((_momento(mundo, dia), clase, familia) for dia, clase, familia, _ in elegidos),
        key=lambda llegada: llegada[0][0],
    )
    return [
        _plan(mundo, en, canal, clase, familia, por_familia, recientes)
        for (en, canal), clase, familia in llegadas
    ]


def _motivos_por_dia(mundo: Mundo) -> Iterator[tuple[date, str, Familia | None, float]]:
    for hace in range(DIAS):
        dia = mundo.hoy - timedelta(days=hace)
        ritmo = SEMANA[dia.weekday()] * (1.0 if es_laborable(mundo, dia) else 0.6)
        if hace < DIAS_DEL_ESCAPARATE:
            ritmo *= 0.4  # the showcase brings the rest
        for familia in FAMILIAS:
            estacion = familia.meses[dia.month - 1] * _tiempo_extremo(familia, dia)
            yield dia, AVERIA, familia, ritmo * PESO_AVERIA * familia.parque * estacion
            yield dia, INSTALACION, familia, ritmo * PESO_INSTALACION * familia.parque
            if familia.nombre in GRUPO_DE_FAMILIA:
                antes = familia.meses[dia.month % 12]  # before the season begins
                yield dia, REVISION, familia, ritmo * PESO_REVISION * familia.parque * antes
        for clase, (peso, _temas) in SIN_TEMPORADA.items():
            yield dia, clase, None, ritmo * peso
        if LOTE_FALLA[1] <= hace <= LOTE_FALLA[0]:
            yield dia, DEL_LOTE, POR_NOMBRE[LOTE_DEFECTUOSO[0]], ritmo * 22.0


def es_laborable(mundo: Mundo, dia: date) -> bool:
    return mundo.sat.horario.es_laborable(dia)


def _tiempo_extremo(familia: Familia, dia: date) -> float:
    """A cold snap in January and a heat wave in July: everybody calls at once."""
    cuando = (dia.month, dia.day)
    if familia.nombre == "Caldera" and FRIO[0] <= cuando <= FRIO[1]:
        return 2.1
    if familia.nombre == "Aire acondicionado" and CALOR[0] <= cuando <= CALOR[1]:
        return 1.9
    return 1.0


def _momento(mundo: Mundo, dia: date) -> tuple[datetime, str]:
    """When in that day and by which channel; nothing arrives after now."""
    azar = mundo.azar
    laborable = es_laborable(mundo, dia)
    canal = azar.segun(CANALES if laborable else DE_NOCHE)
    if canal in SIN_OFICINA:
        hora = azar.choice((9, 9, 10, 10, 11, 11, 12, 12, 13, 16, 16, 17, 17, 18))
    else:
        hora = int(azar.triangular(7, 23.4, 12 if azar.suerte(0.5) else 20))
    en = datetime.combine(dia, time(hora, azar.randrange(60), azar.randrange(60)), tzinfo=ZONA)
    limite = mundo.ahora - timedelta(minutes=20)
    while en > limite:
        en -= timedelta(days=1)
    return en, canal


def _por_familia(mundo: Mundo) -> dict[str, list[Unidad]]:
    por_familia: dict[str, list[Unidad]] = defaultdict(list)
    for unidad in mundo.unidades:
        por_familia[unidad.familia.nombre].append(unidad)
        if unidad.es_del_lote:
            por_familia[DEL_LOTE].append(unidad)
    return por_familia


# --- One case


def _plan(
    mundo: Mundo,
    en: datetime,
    canal: str,
    clase: str,
    familia: Familia | None,
    por_familia: dict[str, list[Unidad]],
    recientes: dict[str, deque[Plan]],
) -> Plan:
    previo = _repetida(mundo, familia, recientes) if clase == AVERIA and familia else None
    if previo is not None:
        plan = _otra_vez(mundo, previo, en, canal)
    else:
        tema = _tema(mundo, clase, familia)
        unidad = _unidad(mundo, clase, familia, por_familia, en)
        plan = nuevo_plan(mundo, en=en, tema=tema, canal=canal, unidad=unidad)
    if clase in {AVERIA, DEL_LOTE} and familia:
        recientes[familia.nombre].append(plan)
    return plan


def _tema(mundo: Mundo, clase: str, familia: Familia | None) -> Tema:
    azar = mundo.azar
    if clase == DEL_LOTE:
        return next(t for t in temas.AVERIAS["Lavadora"] if t.categoria == temas.CODIGO)
    if clase == AVERIA and familia:
        return azar.alguno(temas.AVERIAS[familia.nombre])
    if clase == INSTALACION:
        return azar.alguno(temas.INSTALACIONES)
    if clase == REVISION:
        return azar.alguno(temas.REVISIONES)
    return azar.alguno(SIN_TEMPORADA[clase][1])


def _unidad(
    mundo: Mundo,
    clase: str,
    familia: Familia | None,
    por_familia: dict[str, list[Unidad]],
    en: datetime,
) -> Unidad:
    """One that existed that day; just bought, if it is to be installed or given back."""
    lista = mundo.unidades if familia is None else por_familia[familia.nombre]
    if clase == DEL_LOTE:
        lista = por_familia[DEL_LOTE] or lista
    unidad = mundo.azar.alguno(lista)
    for _ in range(INTENTOS):
        dias = (en.date() - unidad.desde).days
        if -30 <= dias <= 35 if clase in RECIEN_COMPRADO else dias >= 0:
            break
        unidad = mundo.azar.alguno(lista)
    return unidad


def _repetida(mundo: Mundo, familia: Familia, recientes: dict[str, deque[Plan]]) -> Plan | None:
    """A machine that failed shortly before and fails again, up to the third call."""
    cola = recientes[familia.nombre]
    if not cola or not mundo.azar.suerte(REPETIDAS):
        return None
    previo = mundo.azar.alguno(list(cola))
    cola.remove(previo)
    return previo if previo.vez < VECES_MAXIMAS else None


def _otra_vez(mundo: Mundo, previo: Plan, en: datetime, canal: str) -> Plan:
    """The second or third call about the same machine."""
    tema = mundo.azar.alguno(temas.MAL_REPARADAS) if mundo.azar.suerte(0.3) else previo.tema
    unidad = previo.unidad or mundo.azar.alguno(mundo.unidades)
    plan = nuevo_plan(mundo, en=en, tema=tema, canal=canal, unidad=unidad)
    plan.vez, plan.humor = previo.vez + 1, plan.humor - 0.5
    return plan


def nuevo_plan(
    mundo: Mundo, *, en: datetime, tema: Tema, canal: str, unidad: Unidad, grupo: str = ""
) -> Plan:
    azar = mundo.azar
    grupo = grupo or grupo_de(mundo, tema, unidad, en)
    sin_equipo = tema.tipo in {Tipo.SUGERENCIA, Tipo.FELICITACION} or (
        tema.tipo == Tipo.CONSULTA and azar.suerte(0.35)
    )
    return Plan(
        llega=en,
        tema=tema,
        tipo=tema.tipo,
        canal=canal,
        grupo=grupo,
        agente=azar.alguno(mundo.casa.agentes[grupo]),
        contacto=unidad.contacto,
        unidad=None if sin_equipo else unidad,
        impacto=_impacto(mundo, tema, unidad),
        urgencia=_urgencia(mundo, tema, en),
        anulada=azar.suerte(0.014),
    )


def grupo_de(mundo: Mundo, tema: Tema, unidad: Unidad, en: datetime) -> str:
    if unidad.comunidad == "AN" and tema.tipo not in {Tipo.RECLAMACION, Tipo.QUEJA}:
        return "sur"
    if tema.asunto.startswith("Se me estropeó el suelo") and mundo.azar.suerte(0.35):
        return "siniestros"
    if tema.tipo == Tipo.AVERIA and not es_laborable(mundo, en.date()) and mundo.azar.suerte(0.5):
        return "urgencias"
    if tema.categoria in CATEGORIAS_DE_FAMILIA or tema.tipo in {
        Tipo.INSTALACION,
        Tipo.MANTENIMIENTO,
    }:
        return GRUPO_DE_FAMILIA.get(unidad.familia.nombre, "electro")
    grupo = mundo.casa.categorias[tema.categoria].grupo
    return next(clave for clave, suyo in mundo.casa.grupos.items() if suyo == grupo)


def _impacto(mundo: Mundo, tema: Tema, unidad: Unidad) -> str:
    if tema.tipo in {Tipo.CONSULTA, Tipo.SUGERENCIA, Tipo.FELICITACION}:
        return Impacto.BAJO
    if unidad.contacto.es_mayor_65 or unidad.equipo.cliente.segmento:
        return Impacto.ALTO
    return Impacto.ALTO if mundo.azar.suerte(0.12) else Impacto.MEDIO


def _urgencia(mundo: Mundo, tema: Tema, en: datetime) -> str:
    if tema.tipo in {Tipo.CONSULTA, Tipo.SUGERENCIA, Tipo.FELICITACION, Tipo.MANTENIMIENTO}:
        return Urgencia.BAJA
    apremia = tema.categoria == temas.NO_CALIENTA and en.month in {11, 12, 1, 2}
    return Urgencia.ALTA if apremia or mundo.azar.suerte(0.1) else Urgencia.MEDIA
