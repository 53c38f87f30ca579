"""Every case told again from its events, and what it counts in each indicator."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from incidencias.models import (
    ClasePlazoLegal,
    EventoIncidencia,
    Incidencia,
    ObjetivoSLA,
    PlazoLegal,
    Promesa,
    TipoObjetivo,
)
from indicadores.catalogo import DIAS_RECONTACTO
from indicadores.models import Dimension
from indicadores.verificacion.historia import Historia, Suceso, contar_historia
from indicadores.verificacion.recuentos import Cuenta, acierto, numero, texto
from nucleo.calendario import Horario, Pausa, sumar_laborable
from nucleo.models import VersionCalendario
from nucleo.tiempo import dia_local

LOTE = 2000


@dataclass
class Caso:
    """A case with its events, its targets and its promises."""

    fila: Incidencia
    sucesos: list[Suceso]
    objetivos: list[ObjetivoSLA] = field(default_factory=list)
    promesas: list[Promesa] = field(default_factory=list)
    plazos: list[PlazoLegal] = field(default_factory=list)

    def historia(self) -> Historia:
        """Raises SinApertura."""
        return contar_historia(self.sucesos, horario_de)

    def valores(self) -> list[tuple[str, str]]:
        """Its value in each dimension: that of the case now, whatever it was then."""
        equipo = self.fila.equipo
        return [
            (Dimension.TOTAL, ""),
            (Dimension.CANAL, self.fila.canal),
            (Dimension.CATEGORIA, texto(self.fila.categoria_id)),
            (Dimension.GRUPO, texto(self.fila.grupo_id)),
            (Dimension.PRODUCTO, texto(equipo.producto_id if equipo else None)),
        ]


@cache
def horario_de(version_id: int) -> Horario:
    """The schedule of a calendar's version. Call `horario_de.cache_clear` before a verification."""
    version = VersionCalendario.objects.select_related("calendario").get(pk=version_id)
    return version.horario()


# --- Reading


def leer_casos() -> Iterator[Caso]:
    """Every case with its events in the order they were written, by batches of keys."""
    casos = Incidencia.objects.select_related("equipo", "categoria").order_by("pk")
    casos = casos.defer("descripcion", "solucion", "busqueda", "veredicto")
    ultimo = 0
    while lote := list(casos.filter(pk__gt=ultimo)[:LOTE]):
        rango = (lote[0].pk, lote[-1].pk)
        sucesos = _por_caso(EventoIncidencia.objects.order_by("incidencia_id", "id"), rango)
        objetivos = _por_caso(ObjetivoSLA.objects.exclude(cumplido_en=None), rango)
        promesas = _por_caso(Promesa.objects.all(), rango)
        plazos = _por_caso(PlazoLegal.objects.filter(clase=ClasePlazoLegal.RESPUESTA), rango)
        for fila in lote:
            suyos = [
                Suceso(e.codigo, e.ocurrido_en, e.dia_local, e.datos) for e in sucesos[fila.pk]
            ]
            yield Caso(fila, suyos, objetivos[fila.pk], promesas[fila.pk], plazos[fila.pk])
        ultimo = lote[-1].pk


def _por_caso(filas: Any, rango: tuple[int, int]) -> dict[int, list[Any]]:
    por_caso: dict[int, list[Any]] = defaultdict(list)
    for fila in filas.filter(incidencia_id__gte=rango[0], incidencia_id__lte=rango[1]):
        por_caso[fila.incidencia_id].append(fila)
    return por_caso


def _anuladas() -> set[int]:
    """Those whose last word about it was that they should not have come in."""
    dicho = EventoIncidencia.objects.filter(codigo__in=["anulada", "spam", "spam_deshecho"])
    ultimo = dict(dicho.order_by("ocurrido_en", "id").values_list("incidencia_id", "codigo"))
    return {pk for pk, codigo in ultimo.items() if codigo != "spam_deshecho"}


class Recontactos:
    """The arrivals of every case that was not cancelled, by what they are about."""

    def __init__(self) -> None:
        self._llegadas: dict[tuple[Any, ...], list[tuple[datetime, date, int]]] = defaultdict(list)
        anuladas = _anuladas()
        aperturas = EventoIncidencia.objects.filter(codigo="abierta").values_list(
            "incidencia_id",
            "ocurrido_en",
            "dia_local",
            "incidencia__equipo_id",
            "incidencia__cliente_id",
            "incidencia__categoria_id",
        )
        for pk, en, dia, equipo, cliente, categoria in aperturas.iterator(chunk_size=LOTE):
            if pk not in anuladas:
                self._llegadas["equipo", equipo, categoria].append((en, dia, pk))
                self._llegadas["cliente", cliente, categoria].append((en, dia, pk))
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


# --- What a case counts: (indicator, day, whole numbers)


def cuentas_de(
    caso: Caso, historia: Historia, recontactos: Recontactos
) -> Iterator[tuple[str, date, Cuenta]]:
    yield from _de_llegada(caso, historia)
    yield from _de_resolucion(caso, historia, recontactos)
    for resolucion in historia.resoluciones:
        yield "reapertura", resolucion.dia, {"n": 1, "aciertos": resolucion.deshecha}
    yield from _de_promesas(caso, historia)
    yield from _de_plazos(caso, historia)


def _de_llegada(caso: Caso, historia: Historia) -> Iterator[tuple[str, date, Cuenta]]:
    dia = historia.dia_llegada
    if not historia.anulada:
        yield "llegadas", dia, {"n": 1}
    if historia.respondida_en is not None and historia.segundos_respuesta is not None:
        a_tiempo = _a_tiempo(
            caso,
            TipoObjetivo.PRIMERA_RESPUESTA,
            historia.pausas_respuesta,
            historia.respondida_en,
        )
        yield "t_respuesta", dia, {**numero(historia.segundos_respuesta), **a_tiempo}
    elif historia.abierta:
        yield "t_respuesta", dia, {"pendientes": 1}


def _de_resolucion(
    caso: Caso, historia: Historia, recontactos: Recontactos
) -> Iterator[tuple[str, date, Cuenta]]:
    resolucion = historia.resolucion
    if resolucion is None:
        return
    dia = resolucion.dia
    yield "resueltas", dia, {"n": 1}
    if resolucion.segundos is not None:
        a_tiempo = _a_tiempo(caso, TipoObjetivo.RESOLUCION, resolucion.pausas, resolucion.en)
        yield "t_resolucion", dia, {**numero(resolucion.segundos), **a_tiempo}
    yield "traspasos", dia, numero(historia.traspasos)
    a_la_primera = (
        historia.contactos_cliente == 1
        and historia.reaperturas == 0
        and not recontactos.hubo(caso.fila, resolucion.en, dia)
    )
    yield "fcr", dia, acierto(a_la_primera)
    if caso.fila.categoria is not None and caso.fila.categoria.es_resoluble_en_remoto:
        yield "fcr_remoto", dia, acierto(a_la_primera)


def _de_promesas(caso: Caso, historia: Historia) -> Iterator[tuple[str, date, Cuenta]]:
    for promesa in caso.promesas:
        if promesa.pk not in historia.promesas_anuladas:
            cumplida_en = historia.promesas_cumplidas.get(promesa.pk)
            a_tiempo = cumplida_en is not None and cumplida_en <= promesa.vence_en
            yield "promesas", dia_local(promesa.vence_en), acierto(a_tiempo)


def _de_plazos(caso: Caso, historia: Historia) -> Iterator[tuple[str, date, Cuenta]]:
    """The first of its legal dates: met, missed, or still owed."""
    if not caso.plazos:
        return
    plazo = min(caso.plazos, key=lambda uno: uno.fecha_limite)
    respondida_en = historia.reclamacion_respondida_en
    if respondida_en is not None:
        yield "plazo_legal", plazo.fecha_limite, acierto(respondida_en <= plazo.vence_en)
    elif historia.abierta:
        yield "plazo_legal", plazo.fecha_limite, {"pendientes": 1}


def _a_tiempo(caso: Caso, tipo: TipoObjetivo, pausas: list[Pausa], en: datetime) -> Cuenta:
    """Whether the target of that moment was met, its limit computed again with its calendar."""
    suyos = [objetivo for objetivo in caso.objetivos if objetivo.tipo == tipo]
    if not suyos:
        return {}
    objetivo = max(suyos, key=lambda o: (o.cumplido_en, o.pk))
    limite = sumar_laborable(
        objetivo.desde_en, objetivo.segundos, horario_de(objetivo.version_calendario_id), pausas
    )
    return {"aciertos": en <= limite, "fallos": en > limite}
