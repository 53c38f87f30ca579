"""Files of rows as people have them, and what is done with them in one breath."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from cuentas.tests.fabricas import UsuarioFactory
from intercambio import servicios
from intercambio.models import Clase, Importacion
from intercambio.tasks import procesar_importacion


def fichero(contenido: bytes | str, nombre: str = "clientes.csv") -> SimpleUploadedFile:
    datos = contenido.encode() if isinstance(contenido, str) else contenido
    return SimpleUploadedFile(nombre, datos)


def libro(*filas: Sequence[Any], hoja: str = "Hoja1") -> bytes:
    """A workbook of one sheet."""
    uno = Workbook()
    uno.active.title = hoja
    for fila in filas:
        uno.active.append(list(fila))
    salida = io.BytesIO()
    uno.save(salida)
    return salida.getvalue()


def subir(
    contenido: bytes | str, clase: str = Clase.TODO, nombre: str = "clientes.csv", por: Any = None
) -> Importacion:
    return servicios.subir_archivo(
        fichero(contenido, nombre), clase=clase, por=por or UsuarioFactory()
    )


def ensayar(importacion: Importacion, **opciones: Any) -> Importacion:
    servicios.ensayar(importacion.pk, **({"columnas": importacion.campos} | opciones))
    procesar_importacion(importacion.pk)
    importacion.refresh_from_db()
    return importacion


def importar(
    contenido: bytes | str, clase: str = Clase.TODO, nombre: str = "clientes.csv", **opciones: Any
) -> Importacion:
    """Upload, rehearse with the proposed columns, and import."""
    importacion = ensayar(subir(contenido, clase, nombre), **opciones)
    servicios.importar(importacion.pk)
    procesar_importacion(importacion.pk)
    importacion.refresh_from_db()
    return importacion


def filas(importacion: Importacion) -> dict[str, int]:
    """What became of the rows, without the zeros."""
    return {que: n for que, n in importacion.cuentas.get("filas", {}).items() if n}
