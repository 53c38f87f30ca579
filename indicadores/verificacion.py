"""Find every figure again from the raw events, by another way, and say what differs.

Cases are read in batches and told from their events (`historia`); what they count is added up in
Python and compared with the derived columns of the case and with every measurement stored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from incidencias.models import EventoIncidencia, Incidencia, ObjetivoSLA, Promesa, TipoObjetivo
from indicadores.calculo import Recuento
from indicadores.catalogo import CATALOGO, DIAS_RECONTACTO
from indicadores.histograma import cubo_de
from indicadores.historia import Historia, SinApertura, Suceso, contar_historia
from indicadores.models import Dimension, Hechos, Medicion
from nucleo.calendario import Horario, sumar_laborable
from nucleo.models import VersionCalendario
from nucleo.tiempo import dia_local

LOTE = 2000
DE_SUCESOS = frozenset({Hechos.LLEGADAS, Hechos.RESUELTAS, Hechos.RESOLUCIONES, Hechos.PROMESAS})
Clave = tuple[str, str, date, str]  # indicator, dimension, day, value
Avance = Callable[[int], object]


@dataclass(frozen=True)
class Diferencia:
    """Something stored that the events do not confirm."""

    donde: str
    guardado: Any
    recalculado: Any

    def __str__(self) -> str:
        return f"{self.donde}: guardado {self.guardado}, recalculado {self.recalculado}"


@dataclass
class Caso:
    """A case with its history, its targets and its promises."""

    fila: Incidencia
    historia: Historia
    objetivos: list[ObjetivoSLA] = field(default_factory=list)
    promesas: list[Promesa] = field(default_factory=list)


def verificar(
    desde: date | None = None, hasta: date | None = None, avance: Avance = lambda n: None
) -> Iterator[Diferencia]:
    """Yield the differences of the cases and of the measurements of those days.

    `avance(n)` is told how many more cases have been read.
    """
    contador = Contador(_Recontactos())
    for fila, sucesos, objetivos, promesas in _expedientes():
        avance(1)
        try:
            caso = Caso(fila, contar_historia(sucesos, _horario), objetivos, promesas)
        except SinApertura:
            yield Diferencia(f"{fila.codigo}: primer suceso", "otro", "abierta")
            continue
        yield from _columnas_distintas(caso)
        contador.contar(caso)
    yield from _mediciones_distintas(contador.recuentos, desde, hasta)


def _horario(version_id: int) -> Horario:
    return _horario_de(version_id)


@cache
def _horario_de(version_id: int) -> Horario:
    version = VersionCalendario.objects.select_related("calendario").get(pk=version_id)
    return version.horario()


def olvidar_horarios() -> None:
    """Read the calendars again: between two verifications of one process."""
    _horario_de.cache_clear()


# --- Reading


def _expedientes() -> Iterator[tuple[Incidencia, list[Suceso], list[ObjetivoSLA], list[Promesa]]]:
    """Every case with its events in the order they were written, by batches of keys."""
    casos = Incidencia.objects.select_related("equipo", "categoria").order_by("pk")
    casos = casos.defer("descripcion", "solucion", "busqueda", "veredicto")
    ultimo = 0
    while lote := list(casos.filter(pk__gt=ultimo)[:LOTE]):
        rango = (lote[0].pk, lote[-1].pk)
        sucesos = _agrupar(EventoIncidencia.objects.order_by("incidencia_id", "id"), rango)
        objetivos = _agrupar(ObjetivoSLA.objects.exclude(cumplido_en=None), rango)
        promesas = _agrupar(Promesa.objects.all(), rango)
        for fila in lote:
            yield (
                fila,
                [Suceso(e.codigo, e.ocurrido_en, e.dia_local, e.datos) for e in sucesos[fila.pk]],
                objetivos[fila.pk],
                promesas[fila.pk],
            )
        ultimo = lote[-1].pk


def _agrupar(filas: Any, rango: tuple[int, int]) -> dict[int, list[Any]]:
    por_caso: dict[int, list[Any]] = defaultdict(list)
    for fila in filas.filter(incidencia_id__gte=rango[0], incidencia_id__lte=rango[1]):
        por_caso[fila.incidencia_id].append(fila)
    return por_caso


class _Recontactos:
    """The arrivals of every case, by what they are about."""

    def __init__(self) -> None:
        self._llegadas: dict[tuple[Any, ...], list[tuple[datetime, date, int]]] = defaultdict(list)
        anuladas = set(
            EventoIncidencia.objects.filter(codigo="anulada").values_list(
                "incidencia_id", flat=True
            )
        )
        aperturas = EventoIncidencia.objects.filter(codigo="abierta").values_list(
            "incidencia_id",
            "ocurrido_en",
            "dia_local",
            "incidencia__equipo_id",
            "incidencia__cliente_id",
            "incidencia__categoria_id",
        )
        for pk, en, dia, equipo, cliente, categoria in aperturas.iterator():
            if pk not in anuladas:
                for asunto in (("equipo", equipo, categoria), ("cliente", cliente, categoria)):
                    self._llegadas[asunto].append((en, dia, pk))
        for llegadas in self._llegadas.values():
            llegadas.sort()

    def hubo(self, fila: Incidencia, en: datetime, dia: date) -> bool:
        """Whether another case about the same arrived within the days after a resolution."""
        asunto = ("equipo", fila.equipo_id, fila.categoria_id)
        if fila.equipo_id is None:
            asunto = ("cliente", fila.cliente_id, fila.categoria_id)
        llegadas = self._llegadas[asunto]
        limite = dia + timedelta(DIAS_RECONTACTO)
        for _, suya, pk in llegadas[bisect_left(llegadas, (en, date.min, 0)) :]:
            if suya > limite:
                return False
            if pk != fila.pk:
                return True
        return False


# --- Derived columns of the case


def _columnas_distintas(caso: Caso) -> Iterator[Diferencia]:
    for columna, recalculado in _columnas(caso.historia).items():
        guardado = getattr(caso.fila, columna)
        if guardado != recalculado:
            yield Diferencia(f"{caso.fila.codigo}: {columna}", guardado, recalculado)


def _columnas(historia: Historia) -> dict[str, Any]:
    resolucion = historia.resolucion
    return {
        "ocurrida_en": historia.llegada_en,
        "dia_llegada": historia.dia_llegada,
        "primera_respuesta_en": historia.respondida_en,
        "segundos_respuesta": historia.segundos_respuesta,
        "resuelta_en": resolucion and resolucion.en,
        "dia_resolucion": resolucion and resolucion.dia,
        "segundos_resolucion": resolucion and resolucion.segundos,
        "contactos_cliente": historia.contactos_cliente,
        "reaperturas": historia.reaperturas,
        "traspasos": historia.traspasos,
    }


# --- Measurements


class Contador:
    """Adds up what each case counts, by indicator, dimension, day and value."""

    def __init__(self, recontactos: _Recontactos) -> None:
        self.recontactos = recontactos
        self.recuentos: dict[Clave, Recuento] = defaultdict(Recuento)

    def contar(self, caso: Caso) -> None:
        valores = _valores(caso.fila)
        for indicador, dia, cuenta in self._cuentas(caso):
            for dimension, valor in valores:
                _sumar(self.recuentos[indicador, dimension, dia, valor], cuenta)

    def _cuentas(self, caso: Caso) -> Iterator[tuple[str, date, dict[str, int]]]:
        yield from _de_llegada(caso)
        yield from self._de_resolucion(caso)
        for resolucion in caso.historia.resoluciones:
            yield "reapertura", resolucion.dia, {"n": 1, "aciertos": resolucion.deshecha}
        yield from _de_promesas(caso)

    def _de_resolucion(self, caso: Caso) -> Iterator[tuple[str, date, dict[str, int]]]:
        historia, resolucion = caso.historia, caso.historia.resolucion
        if resolucion is None or historia.anulada:
            return
        dia = resolucion.dia
        yield "resueltas", dia, {"n": 1}
        a_tiempo = _a_tiempo(caso, TipoObjetivo.RESOLUCION, resolucion.en)
        yield "t_resolucion", dia, {**_tiempo(resolucion.segundos), **a_tiempo}
        yield "traspasos", dia, {**_tiempo(historia.traspasos)}
        a_la_primera = (
            historia.contactos_cliente == 1
            and historia.reaperturas == 0
            and not self.recontactos.hubo(caso.fila, resolucion.en, dia)
        )
        contacto = {"n": 1, "aciertos": a_la_primera, "fallos": not a_la_primera}
        yield "fcr", dia, contacto
        if caso.fila.categoria is not None and caso.fila.categoria.es_resoluble_en_remoto:
            yield "fcr_remoto", dia, contacto


def _valores(fila: Incidencia) -> list[tuple[str, str]]:
    return [
        (Dimension.TOTAL, ""),
        (Dimension.CANAL, fila.canal),
        (Dimension.CATEGORIA, _texto(fila.categoria_id)),
        (Dimension.GRUPO, _texto(fila.grupo_id)),
        (Dimension.PRODUCTO, _texto(fila.equipo.producto_id if fila.equipo else None)),
    ]


def _texto(pk: int | None) -> str:
    return "" if pk is None else str(pk)


def _sumar(recuento: Recuento, cuenta: dict[str, int]) -> None:
    for nombre, cuanto in cuenta.items():
        if nombre == "cubo":
            recuento.histograma[cuanto] += 1
        else:
            setattr(recuento, nombre, getattr(recuento, nombre) + cuanto)


def _tiempo(segundos: int) -> dict[str, int]:
    return {"n": 1, "suma": segundos, "cubo": cubo_de(segundos)}


def _de_llegada(caso: Caso) -> Iterator[tuple[str, date, dict[str, int]]]:
    historia = caso.historia
    if not historia.anulada:
        yield "llegadas", historia.dia_llegada, {"n": 1}
    if historia.respondida_en is not None and historia.segundos_respuesta is not None:
        a_tiempo = _a_tiempo(caso, TipoObjetivo.PRIMERA_RESPUESTA, historia.respondida_en)
        cuenta = {**_tiempo(historia.segundos_respuesta), **a_tiempo}
        yield "t_respuesta", historia.dia_llegada, cuenta
    elif historia.abierta:
        yield "t_respuesta", historia.dia_llegada, {"pendientes": 1}


def _de_promesas(caso: Caso) -> Iterator[tuple[str, date, dict[str, int]]]:
    for promesa in caso.promesas:
        if promesa.pk not in caso.historia.promesas_anuladas:
            cumplida_en = caso.historia.promesas_cumplidas.get(promesa.pk)
            a_tiempo = cumplida_en is not None and cumplida_en <= promesa.vence_en
            cuenta = {"n": 1, "aciertos": a_tiempo, "fallos": not a_tiempo}
            yield "promesas", dia_local(promesa.vence_en), cuenta


def _a_tiempo(caso: Caso, tipo: TipoObjetivo, en: datetime) -> dict[str, int]:
    """Whether the target of that moment was met, its limit computed again with its calendar."""
    suyos = [o for o in caso.objetivos if o.tipo == tipo]
    if not suyos:
        return {}
    objetivo = max(suyos, key=lambda o: (o.cumplido_en, o.pk))
    pausas = caso.historia.pausas if tipo == TipoObjetivo.RESOLUCION else []
    limite = sumar_laborable(
        objetivo.desde_en, objetivo.segundos, _horario(objetivo.version_calendario_id), pausas
    )
    return {"aciertos": en <= limite, "fallos": en > limite}


def _mediciones_distintas(
    recuentos: dict[Clave, Recuento], desde: date | None, hasta: date | None
) -> Iterator[Diferencia]:
    """Compare both ways, also what only one of them has."""
    pendientes = {
        clave: recuento
        for clave, recuento in recuentos.items()
        if (desde is None or clave[2] >= desde) and (hasta is None or clave[2] <= hasta)
    }
    for medicion in _mediciones(desde, hasta).iterator(chunk_size=LOTE):
        clave = (medicion.indicador, medicion.dimension, medicion.dia, medicion.valor)
        guardado = Recuento()
        guardado.anadir(medicion)
        recalculado = pendientes.pop(clave, Recuento())
        if guardado != recalculado:
            yield Diferencia(_nombre(clave), guardado, recalculado)
    for clave, recuento in pendientes.items():
        yield Diferencia(_nombre(clave), None, recuento)


def _mediciones(desde: date | None, hasta: date | None) -> Any:
    codigos = [codigo for codigo, i in CATALOGO.items() if i.hechos in DE_SUCESOS]
    mediciones = Medicion.objects.filter(indicador__in=codigos)
    if desde is not None:
        mediciones = mediciones.filter(dia__gte=desde)
    if hasta is not None:
        mediciones = mediciones.filter(dia__lte=hasta)
    return mediciones


def _nombre(clave: Clave) -> str:
    indicador, dimension, dia, valor = clave
    return f"{indicador} {dimension}={valor or '—'} {dia}"
