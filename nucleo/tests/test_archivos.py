"""Files from outside."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nucleo.archivos import (
    DOCUMENTOS,
    IMAGENES,
    LADO_MAXIMO_PX,
    guardar,
    guardar_bytes,
    leer,
    servir,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def foto(formato="JPEG", tamano=(40, 20), modo="RGB", **opciones) -> bytes:
    salida = io.BytesIO()
    Image.new(modo, tamano, "teal").save(salida, formato, **opciones)
    return salida.getvalue()


def subida(nombre: str, datos: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, datos)


def guardada(archivo: Archivo) -> Image.Image:
    return Image.open(io.BytesIO(leer(archivo)))


def con_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned 90 degrees
    exif[0x010F] = "Telefono"
    exif.get_ifd(0x8825)[2] = (40.0, 25.0, 0.0)
    return foto(exif=exif, comment=b"secreto")


def docx() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        zip_.writestr("[Content_Types].xml", "<x/>")
        zip_.writestr("word/document.xml", "<x/>")
    return salida.getvalue()


def bomba(lado: int = 60_000) -> bytes:
    """A PNG of a few bytes that says to be 3.6 gigapixels."""

    def trozo(tipo: bytes, datos: bytes) -> bytes:
        resumen = struct.pack(">I", zlib.crc32(tipo + datos))
        return struct.pack(">I", len(datos)) + tipo + datos + resumen

    cabecera = struct.pack(">IIBBBBB", lado, lado, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + trozo(b"IHDR", cabecera) + trozo(b"IDAT", b"") + trozo(b"IEND", b"")
    )


def test_a_photo_loses_its_position_and_stands_upright():
    archivo = guardar(subida("foto.jpg", con_gps()))
    imagen = guardada(archivo)
    assert not imagen.getexif()
    assert b"secreto" not in leer(archivo)
    assert (archivo.tipo, imagen.size) == ("image/jpeg", (20, 40))
    assert (archivo.ancho_px, archivo.alto_px) == (20, 40)


@pytest.mark.parametrize(
    ("formato", "tipo"),
    [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "png"), ("HEIF", "jpeg")],
)
def test_each_kind_of_photo_is_stored_as_the_browser_can_show_it(formato, tipo):
    archivo = guardar(subida("foto.bin", foto(formato)))
    assert archivo.tipo == f"image/{tipo}"
    assert guardada(archivo).size == (40, 20)


def test_transparency_is_kept():
    archivo = guardar(subida("firma.png", foto("PNG", modo="RGBA")))
    assert guardada(archivo).mode == "RGBA"


def test_a_huge_photo_is_made_smaller():
    archivo = guardar(subida("foto.jpg", foto(tamano=(LADO_MAXIMO_PX * 2, 100))))
    assert archivo.ancho_px == LADO_MAXIMO_PX


@pytest.mark.parametrize(
    ("nombre", "datos"),
    [
        ("foto.jpg", b"MZ\x90\x00" + b"\0" * 200),
        ("foto.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("foto.jpg", b"%PDF-1.7\n"),
        ("foto.png", b"texto"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(nombre, datos):
    with pytest.raises(ErrorDeNegocio, match=f"«{nombre}» no es una foto"):
        guardar(subida(nombre, datos))
    assert not Archivo.objects.exists()


@pytest.mark.parametrize("datos", [foto()[:150], foto("PNG")[:60], bomba()])
def test_a_broken_or_monstrous_image_is_refused(datos):
    with pytest.raises(ErrorDeNegocio, match="está dañada o es demasiado grande"):
        guardar(subida("foto.jpg", datos))
    assert not Archivo.objects.exists()


def test_an_image_of_more_pixels_than_fit_in_memory_is_refused(monkeypatch):
    monkeypatch.setattr("nucleo.archivos.PIXELES_MAXIMOS", 40 * 20 - 1)
    with pytest.raises(ErrorDeNegocio, match="demasiado grande"):
        guardar(subida("foto.jpg", foto(tamano=(40, 20))))
    monkeypatch.setattr("nucleo.archivos.PIXELES_MAXIMOS", 40 * 20)
    assert guardar(subida("foto.jpg", foto(tamano=(40, 20)))).ancho_px == 40


def test_an_empty_file_is_refused():
    with pytest.raises(ErrorDeNegocio, match="está vacío"):
        guardar(subida("foto.jpg", b""))


def test_a_file_over_the_limit_is_refused_before_looking_into_it(settings):
    settings.ARCHIVO_MAX_BYTES = 1024**2
    fichero = subida("foto.jpg", foto() + b"\0" * 1024**2)
    with pytest.raises(ErrorDeNegocio, match="el máximo son 1 MB"):
        guardar(fichero)
    assert fichero.tell() == 0


@pytest.mark.parametrize(
    ("nombre", "datos", "tipo"),
    [
        ("manual.pdf", b"%PDF-1.7\n%abc", "application/pdf"),
        ("notas.txt", "Ñandú, 3 €\r\n".encode(), "text/plain"),
        ("video.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 99, "video/mp4"),
        ("foto.jpg", foto(), "image/jpeg"),
    ],
)
def test_documents_are_kept_as_they_came(nombre, datos, tipo):
    archivo = guardar(subida(nombre, datos), admitidos=DOCUMENTOS)
    assert archivo.tipo == tipo
    if tipo not in IMAGENES:
        assert leer(archivo) == datos


def test_an_office_document_is_recognised_by_name_among_its_like():
    archivo = guardar(subida("carta.docx", docx()), admitidos=DOCUMENTOS)
    assert archivo.tipo.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("nombre", "datos"),
    [
        ("parte.pdf", b"MZ\x90\x00" + b"\0" * 200),
        ("notas.txt", b"\x00\x01\x02binario"),
        ("notas.txt", b"\xff\xfe mal"),
        ("pagina.html", b"<html><script>alert(1)</script></html>"),
        ("macro.docm", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ],
)
def test_what_is_no_document_is_refused(nombre, datos):
    with pytest.raises(ErrorDeNegocio, match="no es de un tipo admitido"):
        guardar(subida(nombre, datos), admitidos=DOCUMENTOS)
    assert not Archivo.objects.exists()


def test_the_same_content_is_stored_once(tmp_path):
    primero = guardar(subida("a.jpg", foto()))
    segundo = guardar(subida("b.jpg", foto()))
    assert primero == segundo
    assert sum(una.is_file() for una in tmp_path.rglob("*")) == 1


def test_the_name_of_the_upload_reaches_no_path(tmp_path):
    archivo = guardar(subida("../../etc/passwd.jpg", foto()))
    assert archivo.fichero.name.endswith(archivo.sha256)
    assert all(tmp_path in una.parents for una in tmp_path.rglob("*"))


def test_a_pdf_of_ours_is_stored_byte_by_byte():
    archivo = guardar_bytes(b"%PDF parte", "application/pdf")
    assert leer(archivo) == b"%PDF parte"
    assert guardar_bytes(b"%PDF parte", "application/pdf") == archivo


@pytest.mark.parametrize(
    ("tipo", "modo"),
    [
        ("image/jpeg", "inline"),
        ("application/pdf", "inline"),
        ("text/plain", "attachment"),
        ("video/mp4", "attachment"),
    ],
)
def test_only_what_is_safe_is_shown_in_the_page(tipo, modo):
    respuesta = servir(guardar_bytes(b"algo", tipo), "Parte nº 3.pdf")
    assert respuesta["Content-Disposition"].startswith(modo)
    assert "n%C2%BA" in respuesta["Content-Disposition"]
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert respuesta["Content-Type"] == tipo
    assert "private" in respuesta["Cache-Control"]
    assert ("sandbox" in respuesta.get("Content-Security-Policy", "")) == (
        tipo != "application/pdf"
    )
    respuesta.close()


@pytest.mark.parametrize("nombre", ["cosas.zip", "carta.docx", "hoja.xlsx", "carta.odt", "a.jpg"])
def test_any_zip_is_not_a_document(nombre):
    """They begin with the same bytes; what is inside tells them apart."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("programa.exe", b"MZ" + b"\0" * 1_000_000)
    with pytest.raises(ErrorDeNegocio, match="no es de un tipo admitido"):
        guardar(subida(nombre, salida.getvalue()), admitidos=DOCUMENTOS)
    assert not Archivo.objects.exists()


def test_an_open_document_says_what_it_is():
    tipo = "application/vnd.oasis.opendocument.text"
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_:
        zip_.writestr("mimetype", tipo)
        zip_.writestr("content.xml", "<x/>")
    assert guardar(subida("carta.odt", salida.getvalue()), admitidos=DOCUMENTOS).tipo == tipo
