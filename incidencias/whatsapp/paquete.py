"""The file of an exported chat: the .txt alone, or the .zip with its media, opened with distrust.

Nothing is unfolded on disk. What a ZIP says of itself is not believed: every reading has its limit,
and so has their sum, so that a bomb costs what it weighs folded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from incidencias.whatsapp.lectura import empieza_mensaje

MAX_TEXTO = 20 * 1024**2
MAX_ENTRADAS = 5_000
MAX_TOTAL = 400 * 1024**2
BLOQUE = 1024**2
MUESTRA = 4_000
_ERRORES_DE_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class PaqueteIlegible(ValueError):
    """It cannot be opened: `motivo` is a code for whoever says it to a person."""

    def __init__(self, motivo: str) -> None:
        super().__init__(motivo)
        self.motivo = motivo


@dataclass
class Paquete:
    """The text of a chat and the files that came beside it, read one by one."""

    texto: str
    _zip: zipfile.ZipFile | None = None
    _entradas: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _leidos: int = 0

    @property
    def nombres(self) -> frozenset[str]:
        return frozenset(self._entradas)

    def leer(self, nombre: str, maximo: int) -> bytes | None:
        """A file of the export; None if it is not there, is bigger than `maximo` or is broken.

        Raises PaqueteIlegible when all that was read passes what a chat can weigh.
        """
        entrada = self._entradas.get(nombre)
        if self._zip is None or entrada is None:
            return None
        try:
            datos = _leer_hasta(self._zip, entrada, maximo)
        except _ERRORES_DE_ZIP:
            return None
        self._leidos += len(datos or b"")
        if self._leidos > MAX_TOTAL:
            raise PaqueteIlegible("enorme")
        return datos


def abrir(datos: bytes) -> Paquete:
    """The package of an upload. Raises PaqueteIlegible, saying why."""
    if not zipfile.is_zipfile(io.BytesIO(datos)):
        return Paquete(_como_texto(datos))
    try:
        comprimido = zipfile.ZipFile(io.BytesIO(datos))
    except _ERRORES_DE_ZIP as error:
        raise PaqueteIlegible("danado") from error
    entradas = [una for una in comprimido.infolist() if not una.is_dir()]
    _exigir_razonable(entradas)
    por_nombre = {PurePosixPath(una.filename).name: una for una in entradas}
    chat = _el_chat(comprimido, por_nombre)
    otras = {nombre: una for nombre, una in por_nombre.items() if una is not chat}
    datos_de_texto = _leer_hasta(comprimido, chat, MAX_TEXTO)
    if datos_de_texto is None:
        raise PaqueteIlegible("enorme")
    return Paquete(_como_texto(datos_de_texto), comprimido, otras)


def _exigir_razonable(entradas: list[zipfile.ZipInfo]) -> None:
    if len(entradas) > MAX_ENTRADAS or sum(una.file_size for una in entradas) > MAX_TOTAL:
        raise PaqueteIlegible("enorme")
    if any(una.flag_bits & 0x1 for una in entradas):
        raise PaqueteIlegible("con_clave")


def _el_chat(
    comprimido: zipfile.ZipFile, por_nombre: dict[str, zipfile.ZipInfo]
) -> zipfile.ZipInfo:
    """The .txt of the conversation: a document of theirs may be a .txt too."""
    textos = [una for nombre, una in por_nombre.items() if nombre.lower().endswith(".txt")]
    textos.sort(key=lambda una: not _se_llama_chat(una.filename))
    for una in textos:
        if _parece_chat(comprimido, una):
            return una
    raise PaqueteIlegible("sin_chat")


def _se_llama_chat(ruta: str) -> bool:
    nombre = PurePosixPath(ruta).name.lower()
    return nombre == "_chat.txt" or "whatsapp" in nombre


def _parece_chat(comprimido: zipfile.ZipFile, entrada: zipfile.ZipInfo) -> bool:
    try:
        with comprimido.open(entrada) as fichero:
            muestra = fichero.read(MUESTRA)
    except _ERRORES_DE_ZIP:
        return False
    return any(empieza_mensaje(linea) for linea in muestra.decode("utf-8", "replace").splitlines())


def _leer_hasta(comprimido: zipfile.ZipFile, entrada: zipfile.ZipInfo, maximo: int) -> bytes | None:
    """The whole entry, or None if it is longer than that, whatever its header says."""
    trozos, total = [], 0
    with comprimido.open(entrada) as fichero:
        for trozo in _trozos(fichero, maximo + 1):
            trozos.append(trozo)
            total += len(trozo)
    return b"".join(trozos) if total <= maximo else None


def _trozos(fichero: IO[bytes], maximo: int) -> Iterator[bytes]:
    while maximo > 0:
        trozo = fichero.read(min(BLOQUE, maximo))
        if not trozo:
            return
        maximo -= len(trozo)
        yield trozo


def _como_texto(datos: bytes) -> str:
    if len(datos) > MAX_TEXTO:
        raise PaqueteIlegible("enorme")
    codificacion = "utf-16" if datos[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return datos.decode(codificacion)
    except UnicodeDecodeError:
        return datos.decode("cp1252", "replace")
