"""The work on files that come in: found in the database, resumed where it was left."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from intercambio import lectura
from intercambio.campos import campos_de
from intercambio.models import (
    EN_MARCHA,
    SIN_SENALES,
    Clase,
    Estado,
    FilaRechazada,
    Importacion,
)
from intercambio.motor.proceso import (
    Cuentas,
    Encargo,
    FilaCruda,
    Rechazo,
    ordenar,
    procesar,
)
from intercambio.servicios import CADUCAN, dar_por_fallida, dar_por_hecha, en_texto, forma_de
from nucleo.archivos import borrar_si_sobra, leer
from nucleo.errores import ErrorDeNegocio

registro = logging.getLogger(__name__)


@shared_task
def procesar_importaciones() -> int:
    """Work on each import that was asked for, or that somebody left halfway; returns how many.

    Safe to run twice: one worker takes each, and what is imported is noted with each batch.
    """
    hechas = 0
    while (pk := _tomar()) is not None:
        procesar_importacion(pk)
        hechas += 1
    return hechas


@transaction.atomic
def _tomar() -> int | None:
    """Claim the oldest for this worker, unless somebody is at another: the heartbeat is the lease.

    One at a time: two files with the same new customers would each create them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('intercambio.tomar'))")
    ahora = timezone.now()
    en_marcha = Importacion.objects.filter(estado__in=EN_MARCHA)
    if en_marcha.filter(latido_en__gte=ahora - SIN_SENALES).exists():
        return None
    pk = en_marcha.order_by("pedida_en").values_list("pk", flat=True).first()
    if pk is not None:
        en_marcha.filter(pk=pk).update(latido_en=ahora)
    return pk


class SeLoLlevoOtro(Exception):
    """This worker was so slow that another one took it for dead and went on with the file."""


def procesar_importacion(pk: int) -> None:
    """Rehearse or import one file, whole; if it cannot go on, it says why."""
    importacion = Importacion.objects.select_related("archivo", "autor").get(pk=pk)
    try:
        _procesar(importacion)
    except SeLoLlevoOtro:
        registro.warning("otro trabajador siguió con la importación %s", pk)
    except ErrorDeNegocio as error:  # the file itself cannot be read
        dar_por_fallida(pk, error.mensaje)
    except Exception as error:
        registro.exception("la importación %s se interrumpió", pk)
        dar_por_fallida(pk, f"Un error nuestro la paró: {type(error).__name__}.")
        raise
    else:
        dar_por_hecha(pk)


def _procesar(importacion: Importacion) -> None:
    encargo = Encargo(
        clase=Clase(importacion.clase),
        columnas=importacion.campos,
        por=importacion.autor,
        papel=importacion.papel,
        solo_nuevas=importacion.solo_nuevas,
        ensayo=importacion.estado == Estado.ENSAYANDO,
    )
    datos = leer(importacion.archivo)
    filas = ordenar(
        (FilaCruda(*fila) for fila in lectura.filas_de(datos, forma_de(importacion))), encargo
    )
    del datos
    marcador = _Marcador(importacion, len(filas))
    procesar(filas, encargo, desde=importacion.hechas, al_lote=marcador.apuntar)


class _Marcador:
    """Writes down how far it is, with each batch and in its transaction."""

    def __init__(self, importacion: Importacion, total: int) -> None:
        self.importacion, self.hechas = importacion, importacion.hechas
        campos = campos_de(importacion.clase)
        de_cada_uno = {codigo: titulo for titulo, codigo in importacion.columnas if codigo}
        self.titulos = {c: de_cada_uno.get(c, str(campos[c].titulo)) for c in campos}
        self.cuentas: Cuentas = Counter(
            {
                (entidad, que): numero
                for entidad, suyas in importacion.cuentas.items()
                for que, numero in suyas.items()
            }
        )
        Importacion.objects.filter(pk=importacion.pk).update(total=total, latido_en=timezone.now())

    def apuntar(self, hechas: int, cuentas: Cuentas, malas: list[Rechazo]) -> None:
        self.cuentas.update(cuentas)
        nadie_mas = Importacion.objects.filter(
            pk=self.importacion.pk, estado=self.importacion.estado, hechas=self.hechas
        )
        if not nadie_mas.update(hechas=hechas, cuentas=self._como_json(), latido_en=timezone.now()):
            raise SeLoLlevoOtro
        self.hechas = hechas
        FilaRechazada.objects.bulk_create(
            [
                FilaRechazada(
                    importacion=self.importacion,
                    linea=mala.linea,
                    columna=self.titulos.get(mala.campo, "")[:120],
                    motivo=self._motivo(mala)[:400],
                    valores=[en_texto(celda) for celda in mala.celdas],
                )
                for mala in malas
            ]
        )

    def _motivo(self, mala: Rechazo) -> str:
        """All that is wrong with the row, so that it is corrected at once."""
        otros = (f"{self.titulos.get(campo, '')}: {motivo}" for campo, motivo in mala.otros)
        return " · ".join((mala.motivo, *otros))

    def _como_json(self) -> dict[str, dict[str, Any]]:
        cuentas: dict[str, dict[str, Any]] = {}
        for (entidad, que), numero in self.cuentas.items():
            cuentas.setdefault(entidad, {})[que] = numero
        return cuentas


@shared_task
def olvidar_importaciones() -> int:
    """Throw away the old ones with their files and the rows they left out: all personal data."""
    limite = timezone.now() - CADUCAN
    viejas = Importacion.objects.filter(creada_en__lt=limite).exclude(estado__in=EN_MARCHA)
    olvidadas = 0
    for importacion in viejas.select_related("archivo"):
        archivo = importacion.archivo
        importacion.delete()
        borrar_si_sobra(archivo)
        olvidadas += 1
    return olvidadas
