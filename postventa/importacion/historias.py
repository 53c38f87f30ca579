"""A log with one row an event becomes cases with their history, imported whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from incidencias.models import ABIERTAS, Estado, Incidencia, Prioridad, Tipo
from incidencias.prioridades import prioridad_de
from incidencias.relojes import reloj_para
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    Expediente,
    NuevaIncidencia,
    componer_apertura,
    componer_asignacion,
    componer_cierre,
    componer_correccion,
    componer_espera,
    componer_reanudacion,
    componer_reapertura,
    componer_resolucion,
    componer_toma,
)
from incidencias.servicios.guardado import guardar_expediente, guardar_expedientes
from nucleo.codigos import reservar_codigos
from nucleo.eventos import SISTEMA
from postventa.importacion.directorio import Directorio
from postventa.importacion.huellas import Previa, datos_de_huella, previas
from postventa.importacion.informe import Informe
from postventa.importacion.lectura import Fila, FilaMala
from postventa.importacion.perfil import Perfil

# Fields of the file that describe the case as it is now (the last row's word).
DESCRIPTIVOS = ("asunto", "categoria", "impacto", "urgencia", "canal", "causa", "cliente")


@dataclass(frozen=True)
class Hecho:
    """One thing that happened, in the order of time: which, when, and the value it brought."""

    que: str  # asignada, tomada, en_espera, reanudada, resuelta, cerrada, reabierta
    en: datetime
    valor: str = ""
    grupo: str = ""


@dataclass(frozen=True)
class Historia:
    referencia: str
    linea: int
    abierta_en: datetime
    campos: dict[str, str]
    inicial: dict[str, str]
    hechos: list[Hecho]


def importar_historias(filas: Iterable[Fila | FilaMala], perfil: Perfil) -> Informe:
    """Import every case of the file in one transaction; rejected rows reject their whole case."""
    informe = Informe()
    historias = list(_historias(filas, perfil, informe))
    directorio = Directorio(perfil.origen)
    with transaction.atomic():
        conocidas = previas(perfil.origen)
        nuevas = [h for h in historias if h.referencia not in conocidas]
        _guardar_nuevas(nuevas, perfil, directorio)
        informe.nuevas = len(nuevas)
        for historia in historias:
            if historia.referencia in conocidas:
                _actualizar(historia, conocidas[historia.referencia], directorio, informe)
    return informe


# --- From rows to facts


def _historias(
    filas: Iterable[Fila | FilaMala], perfil: Perfil, informe: Informe
) -> Iterator[Historia]:
    por_caso: dict[str, list[Fila]] = defaultdict(list)
    malas: set[str] = set()
    for fila in filas:
        if isinstance(fila, FilaMala):
            informe.rechazos.append(fila)
            malas.add(fila.referencia)
        else:
            por_caso[fila.valores["referencia"]].append(fila)
    for referencia, suyas in por_caso.items():
        if referencia in malas:
            informe.rechazos.append(
                FilaMala(suyas[0].linea, "", "Otra fila de esta incidencia es mala.", referencia)
            )
            continue
        yield _historia(referencia, suyas, perfil)


def _historia(referencia: str, filas: Sequence[Fila], perfil: Perfil) -> Historia:
    ordenadas = sorted(filas, key=lambda f: (f.valores["en"], f.valores["orden"] or 0, f.linea))
    primera, ultima = ordenadas[0].valores, ordenadas[-1].valores
    abierta_en = primera["ocurrida_en"]
    return Historia(
        referencia=referencia,
        linea=filas[0].linea,
        abierta_en=abierta_en,
        campos={campo: ultima[campo] for campo in DESCRIPTIVOS},
        inicial={"grupo": primera["grupo"], "responsable": primera["responsable"]},
        hechos=_sin_retroceder(_hechos([f.valores for f in ordenadas], perfil), abierta_en),
    )


def _hechos(filas: Sequence[dict[str, Any]], perfil: Perfil) -> list[Hecho]:
    """People first, then states: both change with the rows."""
    return sorted(
        [*_repartos(filas), *_cambios_de_estado(filas, perfil)], key=lambda hecho: hecho.en
    )


def _repartos(filas: Sequence[dict[str, Any]]) -> Iterator[Hecho]:
    actual = (filas[0]["grupo"], filas[0]["responsable"])
    for fila in filas[1:]:
        nuevo = (fila["grupo"] or actual[0], fila["responsable"] or actual[1])
        if nuevo != actual:
            yield Hecho("asignada", fila["en"], valor=nuevo[1], grupo=nuevo[0])
            actual = nuevo


def _cambios_de_estado(filas: Sequence[dict[str, Any]], perfil: Perfil) -> Iterator[Hecho]:
    esperas = perfil.valores.get("esperas", {})
    tramos = [(codigo, next(seguidas)) for codigo, seguidas in _por_estado(filas)]
    estado: str = Estado.NUEVA
    for (codigo, fila), siguiente in zip(tramos, [*tramos[1:], None], strict=True):
        destino = Estado.EN_ESPERA if codigo in esperas else codigo
        en = _cuando(destino, fila, siguiente[1]["en"] if siguiente else None)
        yield from _pasos(estado, destino, en, esperas.get(codigo, ""), fila)
        estado = destino


def _por_estado(
    filas: Sequence[dict[str, Any]],
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    return groupby(filas, key=lambda fila: fila["estado"])


def _cuando(destino: str, fila: dict[str, Any], hasta: datetime | None) -> datetime:
    """When the state began; of a resolution the source knows the instant better than its rows.

    It says only the last one, on every row: it counts if it falls within this stretch.
    """
    resuelta_en = fila["resuelta_en"]
    if destino != Estado.RESUELTA or resuelta_en is None or resuelta_en < fila["en"]:
        return fila["en"]
    return resuelta_en if hasta is None or resuelta_en <= hasta else fila["en"]


def _pasos(
    desde: str, hasta: str, en: datetime, motivo: str, fila: dict[str, Any]
) -> Iterator[Hecho]:
    """The facts between two states of the other system, as our table of states tells them."""
    if desde in {Estado.RESUELTA, Estado.CERRADA} and hasta in ABIERTAS:
        yield Hecho("reabierta", en)
        desde = Estado.EN_CURSO
    if desde == Estado.EN_ESPERA and hasta in {Estado.EN_CURSO, Estado.EN_ESPERA, Estado.NUEVA}:
        yield Hecho("reanudada", en)
        desde = Estado.EN_CURSO
    if hasta == Estado.EN_CURSO and desde == Estado.NUEVA:
        yield Hecho("tomada", en)
    elif hasta == Estado.EN_ESPERA:
        yield Hecho("en_espera", en, valor=motivo)
    elif hasta == Estado.RESUELTA:
        yield Hecho("resuelta", en, valor=fila["causa"])
    elif hasta == Estado.CERRADA:
        if desde != Estado.RESUELTA:
            yield Hecho("resuelta", en, valor=fila["causa"])
        yield Hecho("cerrada", en)


def _sin_retroceder(hechos: Sequence[Hecho], abierta_en: datetime) -> list[Hecho]:
    """Clocks of other systems disagree by minutes: no fact before the opening or the one before."""
    ultimo, seguidos = abierta_en, []
    for hecho in hechos:
        ultimo = max(ultimo, hecho.en)
        seguidos.append(Hecho(hecho.que, ultimo, hecho.valor, hecho.grupo))
    return seguidos


# --- From facts to rows


def _guardar_nuevas(historias: Sequence[Historia], perfil: Perfil, directorio: Directorio) -> None:
    codigos = reservar_codigos("INC", [h.abierta_en for h in historias])
    ahora = timezone.now()
    guardar_expedientes(
        [
            _componer(historia, codigo, perfil, directorio, ahora)
            for historia, codigo in zip(historias, codigos, strict=True)
        ]
    )


def _componer(
    historia: Historia, codigo: str, perfil: Perfil, directorio: Directorio, ahora: datetime
) -> Expediente:
    campos = historia.campos
    grupo = directorio.grupo(historia.inicial["grupo"])
    cliente = directorio.cliente(campos["cliente"])
    datos = NuevaIncidencia(
        cliente=cliente,
        asunto=campos["asunto"],
        tipo=perfil.valores.get("tipo", Tipo.AVERIA),
        canal=campos["canal"],
        categoria=directorio.categoria(campos["categoria"]),
        impacto=campos["impacto"],
        urgencia=campos["urgencia"],
        grupo=grupo,
        responsable=directorio.usuario(historia.inicial["responsable"]),
        origen=perfil.origen,
        referencia_externa=historia.referencia,
    )
    expediente = componer_apertura(
        datos,
        codigo=codigo,
        reloj=reloj_para(grupo.pk if grupo else None, cliente.segmento, historia.abierta_en),
        por=SISTEMA,
        en=historia.abierta_en,
        registrada_en=ahora,
    )
    apertura = expediente.eventos[0][0]
    apertura.datos |= _huellas(historia)
    aplicar(expediente, historia.hechos, directorio)
    return expediente


def _huellas(historia: Historia) -> dict[str, Any]:
    return datos_de_huella(historia.campos, [asdict(hecho) for hecho in historia.hechos])


def aplicar(expediente: Expediente, hechos: Sequence[Hecho], directorio: Directorio) -> None:
    """Compose each fact on the case, through the same functions as the services."""
    for hecho in hechos:
        APLICAR[hecho.que](expediente, hecho, directorio)


def _asignar(expediente: Expediente, hecho: Hecho, directorio: Directorio) -> None:
    componer_asignacion(
        expediente,
        por=SISTEMA,
        en=hecho.en,
        responsable=directorio.usuario(hecho.valor),
        grupo=directorio.grupo(hecho.grupo),
    )


def _esperar(expediente: Expediente, hecho: Hecho, directorio: Directorio) -> None:
    componer_espera(expediente, motivo=directorio.motivo(hecho.valor), por=SISTEMA, en=hecho.en)


APLICAR: dict[str, Callable[[Expediente, Hecho, Directorio], None]] = {
    "asignada": _asignar,
    "tomada": lambda e, h, d: componer_toma(e, por=SISTEMA, en=h.en),
    "en_espera": _esperar,
    "reanudada": lambda e, h, d: componer_reanudacion(e, por=SISTEMA, en=h.en),
    "resuelta": lambda e, h, d: componer_resolucion(
        e, solucion="", causa=h.valor, por=SISTEMA, en=h.en
    ),
    "cerrada": lambda e, h, d: componer_cierre(e, por=SISTEMA, en=h.en),
    "reabierta": lambda e, h, d: componer_reapertura(e, por=SISTEMA, en=h.en),
}


# --- The same case again


def _actualizar(
    historia: Historia, previa: Previa, directorio: Directorio, informe: Informe
) -> None:
    """Nothing if the file says the same; otherwise the new facts and what changed, as events."""
    huellas = _huellas(historia)
    if (huellas["huella"], huellas["huella_hechos"]) == (previa.huella, previa.huella_hechos):
        informe.iguales += 1
        return
    conocidos = [asdict(hecho) for hecho in historia.hechos[: previa.hechos]]
    if datos_de_huella({}, conocidos)["huella_hechos"] != previa.huella_hechos:
        motivo = "Su historia ha cambiado hacia atrás: lo ya registrado no se reescribe."
        informe.rechazos.append(FilaMala(historia.linea, "", motivo, historia.referencia))
        return
    expediente = bloquear(previa.incidencia_id)
    aplicar(expediente, historia.hechos[previa.hechos :], directorio)
    componer_correccion(
        expediente,
        por=SISTEMA,
        en=timezone.now(),
        datos=huellas,
        **_corregibles(historia.campos, expediente.incidencia, directorio),
    )
    guardar_expediente(expediente)
    informe.cambiadas += 1


def _prioridad(campos: dict[str, str], incidencia: Incidencia) -> Prioridad:
    """By the matrix of the day on which it came in; a vital urgency stays on top."""
    if incidencia.es_urgencia_vital:
        return Prioridad.CRITICA
    return prioridad_de(campos["impacto"], campos["urgencia"], incidencia.ocurrida_en)


def _corregibles(
    campos: dict[str, str], incidencia: Incidencia, directorio: Directorio
) -> dict[str, Any]:
    """What the last row says of the case, as its columns."""
    resuelta = {"causa": campos["causa"]} if incidencia.resuelta_en else {}
    return resuelta | {
        "asunto": campos["asunto"],
        "categoria": directorio.categoria(campos["categoria"]),
        "impacto": campos["impacto"],
        "urgencia": campos["urgencia"],
        "prioridad": _prioridad(campos, incidencia),
        "canal": campos["canal"],
        "cliente": directorio.cliente(campos["cliente"]),
    }
