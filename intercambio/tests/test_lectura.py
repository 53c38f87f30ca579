"""Files of every origin: which sheet, which encoding, which separator, where the titles are."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from intercambio.lectura import Forma, averiguar, filas_de, hojas_de, tipo_de, titulos_de
from intercambio.tests.fabricas import libro
from nucleo.errores import ErrorDeNegocio

CABECERA = "Nombre;Teléfono;Dirección"
FILA = "María Núñez;600123456;C/ Ñandú, 1"


def leer(datos: bytes) -> tuple[Forma, list[str], list[list]]:
    forma = averiguar(datos)
    return forma, titulos_de(datos, forma), [celdas for _n, celdas in filas_de(datos, forma)]


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("separador", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found_out(codificacion, separador):
    texto = "\r\n".join([CABECERA, FILA.replace(",", " "), FILA.replace(",", " ")]).replace(
        ";", separador
    )
    forma, titulos, filas = leer(texto.encode(codificacion))
    assert forma.separador == separador
    assert titulos == ["Nombre", "Teléfono", "Dirección"]
    assert filas[0] == ["María Núñez", "600123456", "C/ Ñandú  1"]


def test_commas_within_a_text_with_semicolons_do_not_deceive():
    forma, titulos, filas = leer(f"{CABECERA}\n{FILA}\n{FILA}\n".encode())
    assert forma.separador == ";"
    assert len(titulos) == 3
    assert filas[0][2] == "C/ Ñandú, 1"


def test_a_line_is_that_of_the_file_even_after_a_cell_with_several():
    datos = b'Nombre;Notas\n"Ana";"una\nde dos"\nEva;nada\n'
    assert [linea for linea, _celdas in filas_de(datos, averiguar(datos))] == [2, 4]


def test_titles_below_a_heading_are_found_and_empty_rows_skipped():
    datos = libro(
        ["Listado de clientes 2024"],
        [],
        ["Nombre", "Teléfono", "Fecha compra"],
        ["Ana", 600123456, datetime(2024, 3, 5)],  # noqa: DTZ001
        [None, None, None],
        ["Eva", 600123457, "05/03/2024"],
    )
    forma, titulos, filas = leer(datos)
    assert forma.fila_cabecera == 3
    assert titulos == ["Nombre", "Teléfono", "Fecha compra"]
    assert filas[0][1:] == [600123456, datetime(2024, 3, 5)]  # noqa: DTZ001
    assert len(filas) == 2


def test_the_fullest_sheet_is_taken_and_another_can_be_said():
    uno = Workbook()
    uno.active.title = "Notas"
    uno.active.append(["hola"])
    datos_hoja = uno.create_sheet("Clientes")
    for fila in (["Nombre", "Correo"], ["Ana", "ana@x.example"]):
        datos_hoja.append(fila)
    salida = io.BytesIO()
    uno.save(salida)
    datos = salida.getvalue()
    assert hojas_de(datos) == ["Notas", "Clientes"]
    assert averiguar(datos).hoja == "Clientes"
    assert averiguar(datos, Forma(hoja="Notas")).hoja == "Notas"


def _zip(nombre: str, contenido: bytes = b"x") -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr(nombre, contenido)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, "Excel antiguo"),
        (b"%PDF-1.7\x00\x00\x00", "No es una hoja"),
        (b"MZ\x90\x00\x03", "No es una hoja"),
        (_zip("word/document.xml"), "No es un libro"),
        (b"PK\x03\x04roto", "dañado"),
        (_zip("xl/workbook.xml"), "dañado o protegido"),
        (b"\n\n\n", "vacío"),
    ],
)
def test_what_is_no_sheet_of_rows_is_refused_with_what_to_do(datos, frase):
    with pytest.raises(ErrorDeNegocio, match=frase):
        averiguar(datos)


def test_a_book_that_unfolds_without_end_is_not_opened(monkeypatch):
    monkeypatch.setattr("intercambio.lectura.MAX_DESPLEGADO", 1000)
    with pytest.raises(ErrorDeNegocio, match="demasiado grande"):
        tipo_de(libro(["Nombre"], *[["x" * 100] for _ in range(100)]))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("intercambio.lectura.MAX_FILAS", 2)
    datos = b"Nombre;Correo\n" + b"Ana;a@x.example\n" * 3
    with pytest.raises(ErrorDeNegocio, match="más de 2 filas"):
        list(filas_de(datos, averiguar(datos)))


def test_quotes_that_never_end_are_said_with_their_line(monkeypatch):
    datos = b'Nombre;Notas\nAna;"sin cerrar\n' + b"x" * 1_100_000
    with pytest.raises(ErrorDeNegocio, match="comillas mal puestas a partir de la línea 2"):
        list(filas_de(datos, Forma(codificacion="utf-8-sig", separador=";", fila_cabecera=1)))


def test_an_encoding_that_it_is_not_is_refused():
    datos = f"{CABECERA}\n{FILA}".encode("latin-1")
    with pytest.raises(ErrorDeNegocio, match="no está en UTF-8"):
        averiguar(datos, Forma(codificacion="utf-8-sig"))


def test_dates_of_a_book_come_as_dates():
    datos = libro(["Nombre", "Compra"], ["Ana", date(2024, 3, 5)])
    _forma, _titulos, filas = leer(datos)
    assert filas[0][1] == datetime(2024, 3, 5)  # noqa: DTZ001


BOMBA = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"""


def test_a_book_with_entities_is_not_unfolded():
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(libro(["Nombre"], ["Ana"]))) as bueno,
        zipfile.ZipFile(salida, "w") as malo,
    ):
        for nombre in bueno.namelist():
            contenido = BOMBA.encode() if "sheet1" in nombre else bueno.read(nombre)
            malo.writestr(nombre, contenido)
    with pytest.raises(ErrorDeNegocio, match="dañado o protegido"):
        leer(salida.getvalue())


LIBRO = libro(["Nombre", "Alta"], ["Ana", date(2024, 3, 5)], ["Eva", 3])


def _se_lee_o_se_explica(datos: bytes) -> None:
    """Anything else that comes out of a file is a fault of ours."""
    with suppress(ErrorDeNegocio):
        leer(datos)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(4, len(LIBRO) - 1), st.integers(0, 255)), min_size=1))
def test_a_broken_book_is_refused_with_a_sentence_or_read(cambios):
    datos = bytearray(LIBRO)
    for lugar, octeto in cambios:
        datos[lugar] = octeto
    _se_lee_o_se_explica(bytes(datos))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_sentence_or_read(datos):
    _se_lee_o_se_explica(datos)


@pytest.mark.parametrize("en", ["xlsx", "csv"])
def test_a_mark_in_the_last_column_of_excel_does_not_make_thousands_of_cells(en):
    fila = ["Ana", *[None] * 16_382, "x"]
    if en == "xlsx":
        datos = libro(["Nombre", "Teléfono"], fila)
    else:
        datos = f"Nombre;Teléfono\nAna{';' * 16_383}x\n".encode()
    _forma, titulos, filas = leer(datos)
    assert (titulos, filas[0][0]) == (["Nombre", "Teléfono"], "Ana")
    assert len(filas[0]) < 300
