"""The clocks of a case told again from its events alone, to check what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidencias.eventos import Codigo
from incidencias.models import EventoIncidencia, Incidencia, ObjetivoSLA, TipoObjetivo
from incidencias.relojes import reloj_de_objetivo
from incidencias.servicios.guardado import limites_de
from nucleo.calendario import Pausa

PRIMERA, SIGUIENTE, RESOLUCION = (
    TipoObjetivo.PRIMERA_RESPUESTA,
    TipoObjetivo.SIGUIENTE_RESPUESTA,
    TipoObjetivo.RESOLUCION,
)


@dataclass
class Relato:
    """What the events say: which clocks run and since when, and what stopped them."""

    corren: dict[str, datetime] = field(default_factory=dict)
    apartados: dict[str, datetime] = field(default_factory=dict)  # by a merge, until it is undone
    esperas: list[Pausa] = field(default_factory=list)
    esperando_desde: datetime | None = None
    contingencias: dict[int, list[datetime | None]] = field(default_factory=dict)
    respondida: bool = False
    reabierta: bool = False
    abierta: bool = True

    def pausas(self, tipo: str) -> tuple[list[Pausa], list[datetime]]:
        cerradas = [(a, b) for a, b in self.contingencias.values() if a and b]
        abiertas = [a for a, b in self.contingencias.values() if a and not b]
        if tipo == RESOLUCION:
            cerradas += self.esperas
            abiertas += [self.esperando_desde] if self.esperando_desde else []
        return cerradas, abiertas


def contar_relojes(sucesos: Iterable[EventoIncidencia]) -> Relato:
    """Tell the clocks from the events, in the order in which they were written."""
    relato = Relato()
    for suceso in sucesos:
        _contar(relato, suceso)
    return relato


def _contar(relato: Relato, suceso: EventoIncidencia) -> None:
    en = suceso.ocurrido_en
    if suceso.codigo in _FIN_DE_ESPERA and relato.esperando_desde is not None:
        relato.esperas.append((relato.esperando_desde, en))
        relato.esperando_desde = None
    contar = _POR_CODIGO.get(suceso.codigo)
    if contar is not None:
        contar(relato, en, suceso.datos)


_FIN_DE_ESPERA = frozenset(
    {Codigo.REANUDADA, Codigo.RESUELTA, Codigo.ANULADA, Codigo.FUSIONADA, Codigo.SPAM}
)
Datos = dict[str, Any]


def _abrir(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.corren = {PRIMERA: en, RESOLUCION: en}


def _responder(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.respondida = True
    relato.corren.pop(PRIMERA, None)
    relato.corren.pop(SIGUIENTE, None)


def _preguntar(relato: Relato, en: datetime, datos: Datos) -> None:
    if (relato.respondida or relato.reabierta) and relato.abierta:
        relato.corren.setdefault(SIGUIENTE, en)


def _hablar(relato: Relato, en: datetime, datos: Datos) -> None:
    if datos["contestada"]:
        _responder(relato, en, datos)
    elif datos["sentido"] == "entrante":
        _preguntar(relato, en, datos)


def _esperar(relato: Relato, en: datetime, datos: Datos) -> None:
    if datos["para_reloj"]:
        relato.esperando_desde = en


def _reabrir(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.abierta = relato.reabierta = True
    relato.corren[RESOLUCION] = en
    _preguntar(relato, en, datos)


def _terminar(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.abierta, relato.corren = False, {}


def _apartar(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.abierta, relato.apartados, relato.corren = False, relato.corren, {}


def _recuperar(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.abierta, relato.corren = True, relato.apartados


def _heredar(relato: Relato, en: datetime, datos: Datos) -> None:
    """A merged case, or the undoing of its merge, leaves something to answer since then."""
    if datos.get("ya_no_debe") and relato.corren.get(SIGUIENTE) == _instante(datos["ya_no_debe"]):
        del relato.corren[SIGUIENTE]
    if datos.get("debe_desde"):
        _preguntar(relato, _instante(datos["debe_desde"]), datos)


def _enlazar(relato: Relato, en: datetime, datos: Datos) -> None:
    if datos["desde"]:
        relato.contingencias[datos["contingencia"]] = [_instante(datos["desde"]), None]


def _soltar(relato: Relato, en: datetime, datos: Datos) -> None:
    if datos["contingencia"] in relato.contingencias:
        relato.contingencias[datos["contingencia"]][1] = _instante(datos["hasta"])


def _deshacer(relato: Relato, en: datetime, datos: Datos) -> None:
    relato.contingencias.pop(datos["contingencia"], None)


def _instante(texto: str) -> datetime:
    return datetime.fromisoformat(texto)


_POR_CODIGO: dict[str, Callable[[Relato, datetime, Datos], None]] = {
    Codigo.ABIERTA: _abrir,
    Codigo.MENSAJE_SALIENTE: _responder,
    Codigo.MENSAJE_ENTRANTE: _preguntar,
    Codigo.CORREO_AJENO: _preguntar,
    Codigo.LLAMADA: _hablar,
    Codigo.EN_ESPERA: _esperar,
    Codigo.RESUELTA: _terminar,
    Codigo.REABIERTA: _reabrir,
    Codigo.CERRADA: _terminar,
    Codigo.ANULADA: _terminar,
    Codigo.FUSIONADA: _apartar,
    Codigo.SPAM: _apartar,
    Codigo.FUSION_DESHECHA: _recuperar,
    Codigo.ABSORBE: _heredar,
    Codigo.SUELTA: _heredar,
    Codigo.SPAM_DESHECHO: _recuperar,
    Codigo.CONTINGENCIA_ENLAZADA: _enlazar,
    Codigo.CONTINGENCIA_TERMINADA: _soltar,
    Codigo.CONTINGENCIA_DESHECHA: _deshacer,
}


def diferencias_de(incidencia: Incidencia) -> Iterator[str]:
    """What is stored and is not what its events say, one sentence each."""
    relato = contar_relojes(incidencia.eventos.order_by("id"))
    abiertos = list(incidencia.objetivos.filter(cumplido_en=None, anulado_en=None))
    for objetivo in abiertos:
        yield from _de_objetivo(incidencia, objetivo, relato)
    guardados = {objetivo.tipo for objetivo in abiertos}
    for tipo in relato.corren.keys() - guardados:
        if _se_prometio(incidencia, tipo):
            yield f"{incidencia.codigo}: falta el plazo de {tipo}"
    if incidencia.esta_abierta:
        proximo, legal = limites_de(incidencia.pk)
        if proximo != incidencia.proximo_limite:
            yield f"{incidencia.codigo}: el próximo límite es {proximo}"
        if legal is not None and legal != incidencia.limite_legal_en:
            yield f"{incidencia.codigo}: el límite legal es {legal}"


def _se_prometio(incidencia: Incidencia, tipo: str) -> bool:
    """Whether that clock was ever started: not every policy promises it."""
    return incidencia.objetivos.filter(tipo=tipo, anulado_en=None).exists()


def _de_objetivo(incidencia: Incidencia, objetivo: ObjetivoSLA, relato: Relato) -> Iterator[str]:
    donde = f"{incidencia.codigo}, {objetivo.tipo}"
    desde = relato.corren.get(objetivo.tipo)
    if desde is None:
        yield f"{donde}: no debería correr"
        return
    if desde != objetivo.desde_en:
        yield f"{donde}: corre desde {desde}, no desde {objetivo.desde_en}"
    cerradas, abiertas = relato.pausas(objetivo.tipo)
    limite = reloj_de_objetivo(objetivo).limite(desde, objetivo.segundos, cerradas)
    if limite != objetivo.limite_en:
        yield f"{donde}: vence el {limite}, no el {objetivo.limite_en}"
    pausado = max(min(abiertas), desde) if abiertas else None
    if pausado != objetivo.pausado_en:
        yield f"{donde}: parado desde {pausado}, no desde {objetivo.pausado_en}"
