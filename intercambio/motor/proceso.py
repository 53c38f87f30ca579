"""From a file to the database by batches: each whole, and of each the rows that can be.

Rows of the same customer go together, so that a batch needs nothing of the others. Rehearsing does
the same work and takes it back: what it says is what will happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from clientes.eventos import Actor
from clientes.servicios.composicion import Asiento
from clientes.servicios.guardado import guardar_en_bloque
from intercambio.campos import Campo, campos_de
from intercambio.models import Clase
from intercambio.motor.fila import CAMBIADA, IGUAL, NUEVA, Contexto, Obra, componer
from intercambio.motor.padron import Padron, Productos, Valores
from intercambio.textos import llano
from intercambio.valores import el_segundo, valor_de
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad

LOTE = 1000
RECHAZADA = "rechazadas"
Cuentas = Counter[tuple[str, str]]
_AGRUPAN = (
    "cliente.numero",
    "cliente.nif",
    "cliente.referencia_externa",
    "cliente.nombre",
    "equipo.numero_serie",
)
_DE_DOS_EN_DOS = ("cliente.telefono", "cliente.correo")
_AGRUPAN_PRODUCTOS = ("producto.marca", "producto.modelo", "producto.nombre")


@dataclass(frozen=True)
class FilaCruda:
    linea: int
    celdas: Sequence[Any]


@dataclass(frozen=True)
class Rechazo:
    linea: int
    campo: str  # code of the field, "" if it is of the whole row
    motivo: str
    celdas: Sequence[Any]
    otros: Sequence[tuple[str, str]] = ()  # more fields of the row, and what is wrong with them


class FilaIlegible(Exception):
    """Values of a row that are none: field and reason of each."""

    def __init__(self, errores: Sequence[tuple[str, str]]) -> None:
        super().__init__(errores)
        self.errores = errores


@dataclass
class Encargo:
    """What is asked of a file: which field each column is, and how."""

    clase: Clase
    columnas: Sequence[str]
    por: Actor
    papel: str
    solo_nuevas: bool = False
    ensayo: bool = False

    def __post_init__(self) -> None:
        campos = campos_de(self.clase)
        self.campos: list[tuple[int, Campo]] = [
            (indice, campos[codigo])
            for indice, codigo in enumerate(self.columnas)
            if codigo in campos
        ]
        self._libres = set(campos) - {campo.codigo for _indice, campo in self.campos}
        orden = _AGRUPAN_PRODUCTOS if self.clase == Clase.PRODUCTOS else _AGRUPAN
        agrupan = [par for par in self.campos if par[1].codigo in orden]
        self._agrupan = sorted(agrupan, key=lambda par: orden.index(par[1].codigo))

    def leer(self, fila: FilaCruda) -> Valores:
        """Its values by field. Raises FilaIlegible with all those that are none."""
        valores: Valores = {}
        errores = []
        for indice, campo in self.campos:
            celda = fila.celdas[indice] if indice < len(fila.celdas) else None
            try:
                valor = valor_de(campo, celda)
                otro = self._para_el_contacto(campo, celda)
            except ErrorDeNegocio as error:
                errores.append((campo.codigo, error.mensaje))
                continue
            if valor is not None:
                valores[campo.codigo] = valor
            if otro is not None:
                valores.setdefault(f"contacto.{campo.nombre}", otro)
        if errores:
            raise FilaIlegible(errores)
        return valores

    def _para_el_contacto(self, campo: Campo, celda: Any) -> Any:
        """The second telephone or mail of a customer is of its contact, if that has no column."""
        if campo.codigo not in _DE_DOS_EN_DOS or f"contacto.{campo.nombre}" not in self._libres:
            return None
        return valor_de(campo, el_segundo(campo, celda)) if isinstance(celda, str) else None

    def clave(self, fila: FilaCruda) -> str:
        """Rows with the same one are of the same customer (or product): they go together."""
        for indice, _campo in self._agrupan:
            texto = llano(str(fila.celdas[indice] or "")) if indice < len(fila.celdas) else ""
            if texto:
                return f"{indice} {texto}"
        return ""


def ordenar(filas: Iterable[FilaCruda], encargo: Encargo) -> list[FilaCruda]:
    """The rows of each customer together, always in the same order."""
    return sorted(filas, key=lambda fila: (encargo.clave(fila), fila.linea))


AlLote = Callable[[int, Cuentas, "list[Rechazo]"], None]


def procesar(
    filas: Sequence[FilaCruda],
    encargo: Encargo,
    *,
    desde: int = 0,
    al_lote: AlLote = lambda hechas, cuentas, malas: None,
) -> None:
    """Work on the rows, already in order, from that one on; `al_lote` is told of each batch.

    Of a batch that is imported it is told inside its transaction: what it notes stands with it.
    """
    productos = Productos()
    contexto = Contexto(encargo.clase, encargo.por, encargo.papel, encargo.solo_nuevas, productos)
    for inicio, lote in _lotes(filas, encargo, desde):
        _trabajar(lote, encargo, contexto, inicio + len(lote), al_lote)


def _lotes(
    filas: Sequence[FilaCruda], encargo: Encargo, desde: int
) -> Iterator[tuple[int, Sequence[FilaCruda]]]:
    """Cut where the customer changes, unless one has more rows than two batches."""
    inicio = desde
    while inicio < len(filas):
        fin = min(inicio + LOTE, len(filas))
        while fin < len(filas) and fin - inicio < 2 * LOTE and _juntas(filas, fin, encargo):
            fin += 1
        yield inicio, filas[inicio:fin]
        inicio = fin


def _juntas(filas: Sequence[FilaCruda], fin: int, encargo: Encargo) -> bool:
    clave = encargo.clave(filas[fin])
    return clave != "" and clave == encargo.clave(filas[fin - 1])


def _trabajar(
    lote: Sequence[FilaCruda],
    encargo: Encargo,
    contexto: Contexto,
    hechas: int,
    al_lote: AlLote,
) -> None:
    """The batch at once; what the database refuses is looked for by halves."""
    excluidas: dict[int, str] = {}
    while not _intentar(lote, encargo, contexto, excluidas, hechas, al_lote):
        culpables = _culpables([f for f in lote if f.linea not in excluidas], encargo, contexto)
        excluidas |= culpables
        if not culpables and len(lote) > 1:  # each can be, but not together: one by one
            for faltan, fila in enumerate(lote, start=1 - len(lote)):
                _trabajar([fila], encargo, contexto, hechas + faltan, al_lote)
            return
        if not culpables:
            raise RuntimeError(f"line {lote[0].linea} can be saved alone, and cannot")


def _intentar(
    lote: Sequence[FilaCruda],
    encargo: Encargo,
    contexto: Contexto,
    excluidas: dict[int, str],
    hechas: int,
    al_lote: AlLote,
) -> bool:
    """Whether the database took it; rehearsing, whether it would have."""
    try:
        with transaction.atomic():
            cuentas, malas = _componer_y_guardar(lote, encargo, contexto, excluidas)
            if encargo.ensayo:
                transaction.set_rollback(True)
            else:
                al_lote(hechas, cuentas, malas)
    except IntegrityError:
        contexto.productos.olvidar()
        return False
    contexto.productos.confirmar()
    if encargo.ensayo:
        al_lote(hechas, cuentas, malas)
    return True


def _componer_y_guardar(
    lote: Sequence[FilaCruda], encargo: Encargo, contexto: Contexto, excluidas: dict[int, str]
) -> tuple[Cuentas, list[Rechazo]]:
    cuentas: Cuentas = Counter()
    malas: list[Rechazo] = []
    leidas: list[tuple[FilaCruda, Valores]] = []
    for fila in lote:
        if fila.linea in excluidas:
            malas.append(Rechazo(fila.linea, "", excluidas[fila.linea], fila.celdas))
            continue
        try:
            leidas.append((fila, encargo.leer(fila)))
        except FilaIlegible as error:
            (campo, motivo), *otros = error.errores
            malas.append(Rechazo(fila.linea, campo, motivo, fila.celdas, otros))
    padron = Padron([valores for _fila, valores in leidas], bloquear=not encargo.ensayo)
    asiento = Asiento()
    for fila, valores in leidas:
        obra = Obra(contexto, padron, valores, fila.linea)
        try:
            componer(obra)
        except ErrorDeNegocio as error:
            obra.asiento.deshacer()
            malas.append(Rechazo(fila.linea, error.campo or "", error.mensaje, fila.celdas))
            continue
        _sumar(asiento, obra)
        cuentas.update(obra.hecho)
        cuentas["filas", _que_hizo(obra)] += 1
    cuentas["filas", RECHAZADA] += len(malas)
    if encargo.ensayo:
        asiento.eventos.clear()  # nothing can be wrong with them, and they are half of the work
    guardar_en_bloque(asiento)
    return cuentas, malas


def _sumar(asiento: Asiento, obra: Obra) -> None:
    """The row joins the batch, and what it made can be found by the next ones."""
    asiento.filas += obra.asiento.filas
    asiento.eventos += obra.asiento.eventos
    for clave, (fila, campos) in obra.asiento.cambios.items():
        asiento.cambios.setdefault(clave, (fila, set()))[1].update(campos)
    for hacer in obra.al_lograr:
        hacer()


def _que_hizo(obra: Obra) -> str:
    hechos = {que for _entidad, que in obra.hecho}
    return next((que for que in (NUEVA, CAMBIADA) if que in hechos), IGUAL)


def _culpables(filas: Sequence[FilaCruda], encargo: Encargo, contexto: Contexto) -> dict[int, str]:
    """The lines that the database refuses, and its reason; each half that passes is left alone."""
    motivo = _prueba(filas, encargo, contexto)
    if motivo is None:
        return {}
    if len(filas) == 1:
        return {filas[0].linea: motivo}
    mitad = len(filas) // 2
    return {
        **_culpables(filas[:mitad], encargo, contexto),
        **_culpables(filas[mitad:], encargo, contexto),
    }


def _prueba(filas: Sequence[FilaCruda], encargo: Encargo, contexto: Contexto) -> str | None:
    """Why these rows cannot be saved together; None if they can. Nothing stays."""
    try:
        with transaction.atomic(), traducir_integridad():
            _componer_y_guardar(filas, encargo, contexto, {})
            transaction.set_rollback(True)
    except ErrorDeNegocio as error:
        return error.mensaje
    except IntegrityError as error:  # a constraint without a sentence of its own
        return str(error).splitlines()[0][:300]
    finally:
        contexto.productos.olvidar()
    return None
