"""What can be done with a file that comes in. Each function is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import NuestroPapel
from cuentas.models import Usuario
from intercambio import cabeceras, lectura
from intercambio.campos import NECESARIOS, campos_de
from intercambio.estados import exigir_transicion
from intercambio.models import Clase, Estado, FilaRechazada, Importacion
from nucleo.archivos import exigir_tamano, guardar_bytes, leer
from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio

MUESTRA = 8
TAREA = "intercambio.tasks.procesar_importaciones"
# The files and the rows left out hold personal data: they are not kept for ever.
CADUCAN = timedelta(days=60)


@transaction.atomic
def subir_archivo(fichero: File, *, clase: str, por: Usuario) -> Importacion:
    """Keep a file that is to be imported, with what can be found out of how to read it.

    Raises ErrorDeNegocio if it is not a sheet of rows with titles.
    """
    nombre = PurePath(fichero.name or "").name
    exigir_tamano(fichero.size or 0, nombre)
    datos = fichero.read()
    forma = lectura.averiguar(datos)
    importacion = Importacion(clase=Clase(clase), nombre=nombre[-200:], autor=por)
    importacion.archivo = guardar_bytes(datos, lectura.tipo_de(datos))
    _dar_forma(importacion, datos, forma)
    importacion.save()
    return importacion


@transaction.atomic
def leer_de_otra_forma(
    pk: int, *, hoja: str = "", codificacion: str = "", separador: str = "", fila_cabecera: int = 0
) -> Importacion:
    """Another sheet, encoding or separator than those found out. Raises ErrorDeNegocio."""
    importacion = _bloquear(pk)
    exigir_transicion(importacion, Estado.ENSAYANDO)
    datos = leer(importacion.archivo)
    forma = lectura.averiguar(datos, lectura.Forma(hoja, codificacion, separador, fila_cabecera))
    _dar_forma(importacion, datos, forma)
    importacion.save()
    return importacion


def _dar_forma(importacion: Importacion, datos: bytes, forma: lectura.Forma) -> None:
    titulos = lectura.titulos_de(datos, forma)
    importacion.hoja, importacion.fila_cabecera = forma.hoja[:100], forma.fila_cabecera
    importacion.codificacion, importacion.separador = forma.codificacion, forma.separador
    filas = [celdas for _linea, celdas in muestra_de(datos, forma)]
    codigos = cabeceras.proponer(importacion.clase, titulos, filas)
    importacion.columnas = [list(par) for par in zip(titulos, codigos, strict=True)]


def muestra_de(datos: bytes, forma: lectura.Forma, cuantas: int = MUESTRA) -> list[lectura.Fila]:
    """The first rows, to be looked at."""
    filas = lectura.filas_de(datos, forma)
    return [fila for _numero, fila in zip(range(cuantas), filas, strict=False)]


def forma_de(importacion: Importacion) -> lectura.Forma:
    return lectura.Forma(
        importacion.hoja,
        importacion.codificacion,
        importacion.separador,
        importacion.fila_cabecera,
    )


@transaction.atomic
def ensayar(
    pk: int,
    *,
    columnas: Sequence[str],
    papel: str = NuestroPapel.VENDEDOR,
    solo_nuevas: bool = False,
) -> Importacion:
    """Ask for a rehearsal with those columns: it says what would happen, and changes nothing.

    Raises ErrorDeNegocio if a field is given twice or one is missing that a row needs.
    """
    importacion = _bloquear(pk)
    exigir_transicion(importacion, Estado.ENSAYANDO)
    _exigir_columnas(importacion, columnas)
    titulos = importacion.titulos
    importacion.columnas = [list(par) for par in zip(titulos, columnas, strict=True)]
    importacion.papel, importacion.solo_nuevas = NuestroPapel(papel), solo_nuevas
    cabeceras.guardar_mapeo(importacion.clase, importacion.columnas)
    _poner_en_marcha(importacion, Estado.ENSAYANDO)
    return importacion


def _exigir_columnas(importacion: Importacion, columnas: Sequence[str]) -> None:
    campos = campos_de(importacion.clase)
    elegidos = [codigo for codigo in columnas if codigo]
    if len(columnas) != len(importacion.columnas) or not set(elegidos) <= set(campos):
        raise ErrorDeNegocio(_("Elige para cada columna un dato de la lista."))
    repetidos = {codigo for codigo in elegidos if elegidos.count(codigo) > 1}
    if repetidos:
        titulos = ", ".join(str(campos[codigo].titulo) for codigo in sorted(repetidos))
        raise ErrorDeNegocio(
            _("Hay más de una columna para lo mismo: %(titulos)s.") % {"titulos": titulos}
        )
    for grupo in NECESARIOS[Clase(importacion.clase)]:
        if not set(grupo) & set(elegidos):
            titulos = _(" o ").join(str(campos[codigo].titulo) for codigo in grupo)
            raise ErrorDeNegocio(
                _("Falta decir qué columna es: %(titulos)s.") % {"titulos": titulos}
            )


@transaction.atomic
def importar(pk: int) -> Importacion:
    """Ask for what was rehearsed to be done."""
    importacion = _bloquear(pk)
    exigir_transicion(importacion, Estado.IMPORTANDO)
    _poner_en_marcha(importacion, Estado.IMPORTANDO)
    return importacion


def _poner_en_marcha(importacion: Importacion, estado: Estado) -> None:
    importacion.estado, importacion.fallo = estado, ""
    importacion.total = importacion.hechas = 0
    importacion.cuentas, importacion.terminada_en = {}, None
    importacion.pedida_en, importacion.latido_en = timezone.now(), None
    importacion.save()
    FilaRechazada.objects.filter(importacion=importacion).delete()
    avisar(TAREA)


@transaction.atomic
def dar_por_hecha(pk: int) -> Importacion:
    """Every row was worked on."""
    importacion = _bloquear(pk)
    ensayo = importacion.estado == Estado.ENSAYANDO
    destino = Estado.ENSAYADA if ensayo else Estado.TERMINADA
    exigir_transicion(importacion, destino)
    importacion.estado = destino
    importacion.terminada_en = None if ensayo else timezone.now()
    importacion.save(update_fields=["estado", "terminada_en"])
    return importacion


@transaction.atomic
def dar_por_fallida(pk: int, motivo: str) -> Importacion:
    """It could not go on; what was already imported stays, and can be imported again."""
    importacion = _bloquear(pk)
    exigir_transicion(importacion, Estado.FALLIDA)
    importacion.estado, importacion.fallo = Estado.FALLIDA, motivo[:500] or "?"
    importacion.save(update_fields=["estado", "fallo"])
    return importacion


@transaction.atomic
def descartar(pk: int) -> Importacion:
    """It will not be imported."""
    importacion = _bloquear(pk)
    exigir_transicion(importacion, Estado.DESCARTADA)
    importacion.estado, importacion.fallo = Estado.DESCARTADA, ""
    importacion.save(update_fields=["estado", "fallo"])
    FilaRechazada.objects.filter(importacion=importacion).delete()
    return importacion


def _bloquear(pk: int) -> Importacion:
    return Importacion.objects.select_for_update().select_related("archivo").get(pk=pk)


def en_texto(celda: Any) -> str:
    """A cell as it is kept of a row left out: as it was written."""
    if celda is None:
        return ""
    if isinstance(celda, float):
        return (str(int(celda)) if celda.is_integer() else str(celda)).replace(".", ",")
    if hasattr(celda, "strftime"):
        return f"{celda:%d/%m/%Y}"
    return str(celda)
