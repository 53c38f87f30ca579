"""Rows of a file with their line number; each value is converted or rejected with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from postventa.importacion.perfil import Campo, Perfil, columnas_de

PRIMER_EJERCICIO = 1970
csv.field_size_limit(1_000_000)


class ArchivoIlegible(Exception):
    """The file as a whole cannot be imported; the message says why."""


class Rechazo(Exception):
    """One value cannot be used: its column and the reason, in Spanish."""

    def __init__(self, columna: str, motivo: str) -> None:
        super().__init__(motivo)
        self.columna, self.motivo = columna, motivo


@dataclass(frozen=True)
class Fila:
    """One row as the profile sees it. `linea` counts from 1, the heading included."""

    linea: int
    valores: dict[str, Any]


@dataclass(frozen=True)
class FilaMala:
    linea: int
    columna: str
    motivo: str
    referencia: str = ""


def leer(ruta: Path, perfil: Perfil) -> Iterator[Fila | FilaMala]:
    """Each row of the file, converted, or why it cannot be. Raises ArchivoIlegible."""
    lector = csv.DictReader(
        io.StringIO(_texto(ruta, perfil), newline=""),
        fieldnames=perfil.cabecera or None,
        delimiter=perfil.delimitador,
        restkey="__sobran__",
        strict=True,
    )
    _exigir_columnas(lector, perfil)
    while True:
        try:
            cruda = next(lector)
        except StopIteration:
            return
        except csv.Error as error:
            raise ArchivoIlegible(
                f"La línea {lector.line_num} no es CSV: comillas mal puestas ({error})."
            ) from error
        yield _convertir(lector.line_num, cruda, perfil)


def _texto(ruta: Path, perfil: Perfil) -> str:
    if not ruta.is_file():
        raise ArchivoIlegible(f"No existe el archivo {ruta}.")
    crudo = ruta.read_bytes()
    if b"\x00" in crudo:
        raise ArchivoIlegible("El archivo no es de texto: guárdalo como CSV.")
    for codificacion in perfil.codificaciones:
        try:
            return crudo.decode(codificacion)
        except UnicodeDecodeError:
            continue
    raise ArchivoIlegible(f"El texto no está en {' ni en '.join(perfil.codificaciones)}.")


def _exigir_columnas(lector: csv.DictReader[str], perfil: Perfil) -> None:
    try:
        tiene = set(lector.fieldnames or [])
    except csv.Error as error:
        raise ArchivoIlegible(f"La cabecera no es CSV ({error}).") from error
    if not tiene:
        raise ArchivoIlegible("El archivo está vacío.")
    faltan = sorted(perfil.columnas - tiene)
    if faltan:
        raise ArchivoIlegible(
            f"Faltan columnas: {', '.join(faltan)}. El archivo tiene: {', '.join(sorted(tiene))}."
        )


def _convertir(linea: int, cruda: dict[str, Any], perfil: Perfil) -> Fila | FilaMala:
    referencia = str(cruda.get(perfil.campos["referencia"].columna) or "").strip()
    try:
        if "__sobran__" in cruda or None in cruda.values():
            raise Rechazo("", "La línea no tiene tantas columnas como la cabecera.")
        return Fila(
            linea, {campo.nombre: _valor(campo, cruda, perfil) for campo in perfil.campos.values()}
        )
    except Rechazo as rechazo:
        return FilaMala(linea, rechazo.columna, rechazo.motivo, referencia)


def _valor(campo: Campo, cruda: dict[str, str], perfil: Perfil) -> Any:
    texto = _crudo(campo, cruda, perfil)
    if texto == "":
        if campo.obligatorio:
            raise Rechazo(campo.columna, "Falta el valor.")
        texto = campo.defecto or ""
    if texto == "":
        return None if campo.fecha or campo.entero else ""
    if campo.largo and len(texto) > campo.largo:
        if not campo.plantilla:
            raise Rechazo(campo.columna, f"Pasa de {campo.largo} caracteres.")
        texto = texto[: campo.largo - 1] + "…"
    return _interpretar(campo, texto, perfil)


def _interpretar(campo: Campo, texto: str, perfil: Perfil) -> Any:
    if campo.mapa:
        return _traducido(campo, texto)
    if campo.fecha:
        return _fecha(campo, texto, perfil)
    if campo.entero:
        return _entero(campo, texto)
    return texto


def _crudo(campo: Campo, cruda: dict[str, str], perfil: Perfil) -> str:
    def limpio(columna: str) -> str:
        texto = (cruda[columna] or "").strip()
        if perfil.saltos_escritos:
            texto = texto.replace("\\r\\n", "\n").replace("\\n", "\n")
        return "" if texto in perfil.vacios else texto

    if not campo.plantilla:
        return limpio(campo.columna) if campo.columna else (campo.defecto or "")
    partes = [limpio(columna) for columna in columnas_de(campo.plantilla)]
    return " · ".join(parte for parte in partes if parte)


def _traducido(campo: Campo, texto: str) -> str:
    if texto in campo.mapa:
        return campo.mapa[texto]
    if texto in campo.mapa.values() or texto == campo.defecto:
        return texto
    if campo.defecto is not None:
        return campo.defecto
    conocidos = ", ".join(sorted(campo.mapa))
    raise Rechazo(campo.columna, f"«{texto}» no es ninguno de los valores conocidos: {conocidos}.")


def _fecha(campo: Campo, texto: str, perfil: Perfil) -> datetime:
    """An instant in UTC; a date without time is taken at the hour that its format lacks (0:00)."""
    try:
        local = datetime.strptime(texto, campo.fecha).replace(tzinfo=perfil.zona)
    except ValueError:
        raise Rechazo(campo.columna, f"«{texto}» no es una fecha como {campo.fecha}.") from None
    if not local.year >= PRIMER_EJERCICIO or local > datetime.now(UTC):
        raise Rechazo(campo.columna, f"La fecha {texto} no es creíble.")
    return local.astimezone(UTC)


def _entero(campo: Campo, texto: str) -> int:
    try:
        return int(texto)
    except ValueError:
        raise Rechazo(campo.columna, f"«{texto}» no es un número entero.") from None
