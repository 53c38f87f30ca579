"""Files from outside: recognised by what they are, cleaned, stored once by their hash.

Images are painted again, which removes the EXIF position and anything hidden in them; the rest is
stored as it came and only offered for download (except PDF, shown with its type nailed down).
"""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

import pillow_heif
import puremagic
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo

pillow_heif.register_heif_opener()

IMAGENES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/heic"})
OFIMATICA = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
PARTE_PRINCIPAL = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
}
VIDEOS = frozenset({"video/mp4", "video/quicktime", "video/webm"})
AUDIOS = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac"})  # voice notes
CON_MAGIA = OFIMATICA | VIDEOS | AUDIOS | {"application/pdf"}  # known by their first bytes
DOCUMENTOS = IMAGENES | OFIMATICA | VIDEOS | {"application/pdf", "text/plain"}

SE_VEN_EN_LA_PAGINA = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
LADO_MAXIMO_PX = 4096
PIXELES_MAXIMOS = 120_000_000  # the largest telephone cameras; more is a decompression bomb
CALIDAD_JPEG = 88
FORMATOS_DE_IMAGEN = {  # what Pillow calls it: its type, and how we store it
    "JPEG": ("image/jpeg", "JPEG"),
    "MPO": ("image/jpeg", "JPEG"),
    "PNG": ("image/png", "PNG"),
    "WEBP": ("image/webp", "WEBP"),
    "GIF": ("image/gif", "PNG"),
    "HEIF": ("image/heic", "JPEG"),
    "AVIF": ("image/heic", "JPEG"),
}
FORMATOS_QUE_SE_ABREN = ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF"]  # a JPEG may be an MPO
TIPO_GUARDADO = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
EXTENSIONES_DE_TEXTO = frozenset({".txt", ".csv", ".log"})


@dataclass(frozen=True)
class Contenido:
    """What will be stored."""

    datos: bytes
    tipo: str
    ancho_px: int | None = None
    alto_px: int | None = None


def guardar(fichero: File, *, admitidos: frozenset[str] = IMAGENES) -> Archivo:
    """Check, clean and store an uploaded file; the same content is stored once.

    Raises ErrorDeNegocio with a sentence if it is empty, too big, broken, or none of `admitidos`.
    """
    nombre = PurePath(fichero.name or "").name
    exigir_tamano(fichero.size or 0, nombre)
    datos = fichero.read()
    contenido = _pintar_de_nuevo(datos, nombre) or _como_viene(datos, nombre)
    if contenido.tipo not in admitidos and not _imagen_admitida(contenido, admitidos):
        raise ErrorDeNegocio(_frase_de_no_admitido(nombre, admitidos), codigo="tipo_de_fichero")
    return _almacenar(contenido)


def guardar_bytes(datos: bytes, tipo: str) -> Archivo:
    """Store something we made ourselves (a PDF, a signature), as it is."""
    return _almacenar(Contenido(datos, tipo))


def exigir_tamano(bytes_: int, nombre: str) -> None:
    """Raises ErrorDeNegocio for an empty file or one over ARCHIVO_MAX_BYTES."""
    if bytes_ == 0:
        raise ErrorDeNegocio(_("«%(nombre)s» está vacío.") % {"nombre": nombre})
    if bytes_ > settings.ARCHIVO_MAX_BYTES:
        raise ErrorDeNegocio(
            _("«%(nombre)s» ocupa demasiado: el máximo son %(maximo)s MB.")
            % {"nombre": nombre, "maximo": settings.ARCHIVO_MAX_BYTES // 1024**2},
            codigo="fichero_grande",
        )


def servir(archivo: Archivo, nombre: str) -> FileResponse:
    """The answer with the file. The view has already checked who asks.

    The browser may not guess another type, run anything of it, nor keep it where others see it.
    """
    respuesta = FileResponse(
        archivo.fichero.open("rb"),
        as_attachment=archivo.tipo not in SE_VEN_EN_LA_PAGINA,
        filename=nombre,
        content_type=archivo.tipo,
    )
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, max-age=86400, immutable"
    if archivo.tipo != "application/pdf":  # the browser's own PDF viewer does not run in a sandbox
        respuesta["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return respuesta


def leer(archivo: Archivo) -> bytes:
    """The whole content, for what must travel with a mail or into a document."""
    with archivo.fichero.open("rb") as fichero:
        return fichero.read()


def borrar_si_sobra(archivo: Archivo) -> bool:
    """Delete a stored file that nothing points to any more; whether it was so."""
    fichero = archivo.fichero.name or ""
    try:
        with transaction.atomic():
            archivo.delete()
    except ProtectedError:  # somebody else brought the same content
        return False
    transaction.on_commit(lambda: default_storage.delete(fichero))
    return True


# --- Images


def _pintar_de_nuevo(datos: bytes, nombre: str) -> Contenido | None:
    """The image as new pixels, upright and without metadata; None if it is no image.

    Raises ErrorDeNegocio if it is a broken image, or one that would not fit in memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            imagen = Image.open(io.BytesIO(datos), formats=FORMATOS_QUE_SE_ABREN)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        _exigir_que_no_sea_imagen(datos, nombre)
        return None
    if imagen.width * imagen.height > PIXELES_MAXIMOS:
        raise _imagen_imposible(nombre)
    try:
        return _copia_limpia(imagen)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _imagen_imposible(nombre) from error


def _copia_limpia(imagen: Image.Image) -> Contenido:
    _tipo, formato = FORMATOS_DE_IMAGEN[imagen.format or ""]
    derecha = ImageOps.exif_transpose(imagen)
    derecha.thumbnail((LADO_MAXIMO_PX, LADO_MAXIMO_PX))
    lienzo = derecha.convert("RGB" if formato == "JPEG" else _modo_con_color(derecha))
    salida = io.BytesIO()
    lienzo.info.clear()  # comments, EXIF and profiles travel here
    lienzo.save(salida, formato, quality=CALIDAD_JPEG)
    return Contenido(salida.getvalue(), TIPO_GUARDADO[formato], lienzo.width, lienzo.height)


def _modo_con_color(imagen: Image.Image) -> str:
    return "RGBA" if imagen.has_transparency_data else "RGB"


def _exigir_que_no_sea_imagen(datos: bytes, nombre: str) -> None:
    """Pillow does not know it: if its first bytes say image, it is a broken one, refused."""
    if any(tipo in IMAGENES for tipo in _tipos_por_magia(datos, nombre)):
        raise _imagen_imposible(nombre)


def _imagen_imposible(nombre: str) -> ErrorDeNegocio:
    frase = _("No podemos abrir la imagen «%(nombre)s»: está dañada o es demasiado grande.")
    return ErrorDeNegocio(frase % {"nombre": nombre}, codigo="imagen_danada")


def _imagen_admitida(contenido: Contenido, admitidos: frozenset[str]) -> bool:
    """A HEIC or GIF becomes JPEG or PNG, whichever of them was asked for."""
    return contenido.ancho_px is not None and bool(admitidos & IMAGENES)


# --- Everything else


def _como_viene(datos: bytes, nombre: str) -> Contenido:
    conocidos = [tipo for tipo in _tipos_por_magia(datos, nombre) if tipo in CON_MAGIA]
    conocidos = [t for t in conocidos if t not in OFIMATICA or _es_ofimatica(datos, t)]
    if not conocidos and _es_texto(datos, nombre):
        conocidos = ["text/plain"]
    return Contenido(datos, (conocidos or ["application/octet-stream"])[0])


def _tipos_por_magia(datos: bytes, nombre: str) -> list[str]:
    """Every type that the first bytes allow, those of the name's extension first."""
    extension = PurePath(nombre).suffix.lower()
    try:
        posibles = puremagic.magic_string(datos)
    except (puremagic.PureError, ValueError):
        return []
    posibles.sort(key=lambda posible: (posible.extension != extension, -posible.confidence))
    return [posible.mime_type for posible in posibles]


def _es_ofimatica(datos: bytes, tipo: str) -> bool:
    """Whether the ZIP holds a document of that type: any ZIP begins with the same bytes.

    Only its list of names (and the first bytes of one) is read: a bomb stays folded.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
            if tipo in PARTE_PRINCIPAL:
                return PARTE_PRINCIPAL[tipo] in paquete.namelist()
            with paquete.open("mimetype") as declarado:
                return declarado.read(100).decode("ascii", "replace").strip() == tipo
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, zlib.error):
        return False


def _es_texto(datos: bytes, nombre: str) -> bool:
    if PurePath(nombre).suffix.lower() not in EXTENSIONES_DE_TEXTO:
        return False
    try:
        texto = datos.decode()
    except UnicodeDecodeError:
        return False
    return all(letra.isprintable() or letra in "\r\n\t" for letra in texto)


def _frase_de_no_admitido(nombre: str, admitidos: frozenset[str]) -> str:
    frase = _("«%(nombre)s» no es una foto (JPEG, PNG, WEBP, GIF o HEIC).")
    if admitidos - IMAGENES:
        frase = _("«%(nombre)s» no es de un tipo admitido: fotos, vídeos, PDF, texto u ofimática.")
    return frase % {"nombre": nombre}


# --- Storage


def _almacenar(contenido: Contenido) -> Archivo:
    """One row and one stored file per content, also when two arrive at once."""
    sha256 = hashlib.sha256(contenido.datos).hexdigest()
    existente = Archivo.objects.filter(sha256=sha256).first()
    if existente is not None:
        return existente
    ruta = _escribir(f"{sha256[:2]}/{sha256[2:4]}/{sha256}", contenido.datos)
    archivo, _creado = Archivo.objects.get_or_create(
        sha256=sha256,
        defaults={
            "tipo": contenido.tipo,
            "bytes": len(contenido.datos),
            "fichero": ruta,
            "ancho_px": contenido.ancho_px,
            "alto_px": contenido.alto_px,
        },
    )
    return archivo


def _escribir(ruta: str, datos: bytes) -> str:
    """Write it unless it is there whole: a process that was killed while writing left a piece."""
    if default_storage.exists(ruta):
        if default_storage.size(ruta) == len(datos):
            return ruta
        default_storage.delete(ruta)
    return default_storage.save(ruta, ContentFile(datos))
