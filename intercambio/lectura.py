"""A file of rows, whatever it is: its sheets, its encoding, its separator, where its titles are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from intercambio.textos import llano
from nucleo.errores import ErrorDeNegocio

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
SEPARADORES = (";", ",", "\t", "|")
CODIFICACIONES = {
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252 (Latin-1)",
    "utf-16": "UTF-16",
}
MAX_FILAS = 300_000
MAX_COLUMNAS = 200
# One more, to notice that there are too many. A mark in the last column of Excel makes a row of
# 16,384 cells: thousands of those would not fit in memory.
ANCHO_LEIDO = MAX_COLUMNAS + 1
# Bytes of a workbook once unzipped, and of its table of texts, which is read whole: more is a bomb.
MAX_DESPLEGADO, MAX_TEXTOS = 500_000_000, 120_000_000
TEXTOS = "xl/sharedStrings.xml"
MUESTRA = 50
LARGO_DE_CELDA = 10_000
csv.field_size_limit(1_000_000)

Fila = tuple[int, list[Any]]  # its line in the file, and its cells


@dataclass(frozen=True)
class Forma:
    """How the file is read."""

    hoja: str = ""
    codificacion: str = ""
    separador: str = ""
    fila_cabecera: int = 0  # 0: to be found out


def tipo_de(datos: bytes) -> str:
    """Excel or text. Raises ErrorDeNegocio with what to do about anything else."""
    if datos[:4] == b"PK\x03\x04":
        _exigir_libro(datos)
        return EXCEL
    if datos[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ErrorDeNegocio(
            _("Es un libro de Excel antiguo (.xls): ábrelo y guárdalo como .xlsx o CSV.")
        )
    if datos[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\x00" in datos[:100_000]:
        raise ErrorDeNegocio(_("No es una hoja de cálculo: sube un archivo .xlsx o .csv."))
    return CSV


def _exigir_libro(datos: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
            partes = {parte.filename: parte.file_size for parte in paquete.infolist()}
    except (zipfile.BadZipFile, NotImplementedError) as error:  # or of a version to come
        raise ErrorDeNegocio(_("El archivo está dañado: no se puede abrir.")) from error
    if "xl/workbook.xml" not in partes:
        raise ErrorDeNegocio(
            _("No es un libro de Excel: guárdalo como .xlsx o CSV y súbelo otra vez.")
        )
    if sum(partes.values()) > MAX_DESPLEGADO or partes.get(TEXTOS, 0) > MAX_TEXTOS:
        raise ErrorDeNegocio(_("El libro es demasiado grande: pártelo en varios."))


def averiguar(datos: bytes, forma: Forma | None = None) -> Forma:
    """What is not said of how to read it: sheet, encoding, separator and row of the titles."""
    forma = forma or Forma()
    if tipo_de(datos) == EXCEL:
        hojas = hojas_de(datos)
        forma = replace(forma, hoja=forma.hoja if forma.hoja in hojas else _la_mas_llena(datos))
    else:
        codificacion = forma.codificacion or _codificacion(datos)
        separador = forma.separador or _separador(_texto(datos, codificacion))
        forma = replace(forma, codificacion=codificacion, separador=separador)
    if forma.fila_cabecera:
        return forma
    return replace(forma, fila_cabecera=_fila_de_los_titulos(datos, forma))


def hojas_de(datos: bytes) -> list[str]:
    """The sheets of a workbook; none for a text."""
    if tipo_de(datos) != EXCEL:
        return []
    with _libro(datos) as libro:
        return [hoja.title for hoja in libro.worksheets]


def titulos_de(datos: bytes, forma: Forma) -> list[str]:
    """The titles of the columns. Raises ErrorDeNegocio if there are none."""
    for linea, celdas in _filas(datos, forma):
        if linea >= forma.fila_cabecera:
            titulos = [" ".join(str(c or "").split())[:120] for c in celdas]
            while titulos and not titulos[-1]:
                titulos.pop()
            if not titulos:
                break
            if len(titulos) > MAX_COLUMNAS:
                raise ErrorDeNegocio(
                    _("Tiene más de %(n)s columnas: quita las que sobran.") % {"n": MAX_COLUMNAS}
                )
            return titulos
    raise ErrorDeNegocio(
        _("No se encuentra la fila con los títulos de las columnas."), campo="fila_cabecera"
    )


def filas_de(datos: bytes, forma: Forma) -> Iterator[Fila]:
    """The rows below the titles, without the empty ones. Raises ErrorDeNegocio for too many."""
    cuantas = 0
    for linea, celdas in _filas(datos, forma):
        if linea <= forma.fila_cabecera or not any(c not in (None, "") for c in celdas):
            continue
        cuantas += 1
        if cuantas > MAX_FILAS:
            raise ErrorDeNegocio(
                _("Tiene más de %(n)s filas: pártelo en varios archivos.") % {"n": MAX_FILAS}
            )
        yield linea, celdas


# --- Each kind of file


def _filas(datos: bytes, forma: Forma) -> Iterator[Fila]:
    return _de_excel(datos, forma.hoja) if forma.hoja else _de_texto(datos, forma)


@contextmanager
def _libro(datos: bytes) -> Iterator[Any]:
    """The workbook; whatever is wrong inside it comes out as a sentence."""
    libro = None
    try:
        libro = load_workbook(io.BytesIO(datos), read_only=True, data_only=True)
        yield libro
    except ErrorDeNegocio:
        raise
    except Exception as error:
        raise ErrorDeNegocio(
            _("El libro está dañado o protegido: guárdalo otra vez como .xlsx.")
        ) from error
    finally:
        if libro is not None:
            libro.close()


def _de_excel(datos: bytes, hoja: str) -> Iterator[Fila]:
    with _libro(datos) as libro:
        tablas = {tabla.title: tabla for tabla in libro.worksheets}
        if hoja not in tablas:
            raise ErrorDeNegocio(_("El libro no tiene la hoja «%(hoja)s».") % {"hoja": hoja})
        tablas[hoja].reset_dimensions()  # some programs write them wrong
        for linea, celdas in enumerate(tablas[hoja].iter_rows(values_only=True), start=1):
            yield linea, [_recortada(celda) for celda in celdas[:ANCHO_LEIDO]]


def _recortada(celda: Any) -> Any:
    return celda[:LARGO_DE_CELDA] if isinstance(celda, str) else celda


def _de_texto(datos: bytes, forma: Forma) -> Iterator[Fila]:
    texto = _texto(datos, forma.codificacion or _codificacion(datos))
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=forma.separador or ";")
    anterior = 0
    while True:
        try:
            celdas = next(lector)
        except StopIteration:
            return
        except csv.Error as error:
            raise ErrorDeNegocio(
                _("Hay unas comillas mal puestas a partir de la línea %(linea)s.")
                % {"linea": anterior + 1}
            ) from error
        yield anterior + 1, [celda[:LARGO_DE_CELDA] for celda in celdas[:ANCHO_LEIDO]]
        anterior = lector.line_num


def _texto(datos: bytes, codificacion: str) -> str:
    """Windows-1252 has five holes, where Latin-1 has controls that nobody writes."""
    try:
        texto = datos.decode(codificacion)
    except (UnicodeDecodeError, LookupError):
        if codificacion != "cp1252":
            raise ErrorDeNegocio(
                _("El texto no está en %(codificacion)s: elige otra codificación.")
                % {"codificacion": CODIFICACIONES.get(codificacion, codificacion)},
                campo="codificacion",
            ) from None
        texto = datos.decode("latin-1")
    if "\x00" in texto:
        raise ErrorDeNegocio(_("No es una hoja de cálculo: sube un archivo .xlsx o .csv."))
    return texto


def _codificacion(datos: bytes) -> str:
    if datos[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separador(texto: str) -> str:
    """The one that cuts most rows in the same number of pieces, and in more."""
    comienzo = texto[:200_000]

    def puntos(separador: str) -> tuple[int, int]:
        lector = csv.reader(io.StringIO(comienzo, newline=""), delimiter=separador)
        try:
            anchos = Counter(len(fila) for fila in islice(lector, MUESTRA) if fila)
        except csv.Error:
            return (0, 0)
        if not anchos:
            return (0, 0)
        ancho, veces = max(anchos.items(), key=lambda par: (par[0] > 1, par[1], par[0]))
        return (veces, ancho) if ancho > 1 else (0, 0)

    return max(SEPARADORES, key=puntos)


def _la_mas_llena(datos: bytes) -> str:
    """The sheet with more in its first rows: the others are notes or lists of choices."""
    with _libro(datos) as libro:
        if not libro.worksheets:
            raise ErrorDeNegocio(_("El libro no tiene ninguna hoja."))
        return max(libro.worksheets, key=_cuanto_tiene).title


def _cuanto_tiene(hoja: Any) -> int:
    hoja.reset_dimensions()
    filas = islice(hoja.iter_rows(values_only=True), MUESTRA)
    return sum(1 for fila in filas for celda in fila if celda not in (None, ""))


def _fila_de_los_titulos(datos: bytes, forma: Forma) -> int:
    """Of the first rows, the one that most looks like titles: several texts, none repeated."""
    candidatas = [(n, celdas) for n, celdas in islice(_filas(datos, forma), 15) if any(celdas)]
    if not candidatas:
        raise ErrorDeNegocio(_("El archivo está vacío."))
    ancho = max(sum(1 for c in celdas if c not in (None, "")) for _n, celdas in candidatas)

    def puntos(par: tuple[int, Sequence[Any]]) -> float:
        textos = [llano(c) for c in par[1] if isinstance(c, str) and llano(c)]
        con_letras = [t for t in textos if not any(letra.isdigit() for letra in t)]
        return len(set(con_letras)) / ancho

    mejores = [par for par in candidatas if puntos(par) >= 0.6]
    return (mejores or candidatas)[0][0]
