"""Why each row of a search is there: the line of the message or the file where the words are."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.safestring import SafeString

from incidencias.busqueda import codigos_que_dice, por_codigo
from incidencias.models import Adjunto, Mensaje
from incidencias.palabras import consulta_de, palabras_buscadas, palabras_de_fichero
from nucleo.preparadas import Hueco, Preparada
from nucleo.resaltado import muestra, resaltar, tramos

LARGO_LEIDO = 4000


def senalar(filas: list[Any], texto: str) -> None:
    """Give each case `codigo_resaltado`, `asunto_resaltado` and `hallado`.

    `hallado` is None where the rest of the row already says it.
    """
    if not texto:
        return
    codigos = set(codigos_que_dice(texto))
    for fila in filas:
        fila.codigo_resaltado = resaltar(
            fila.codigo, fila.codigo if fila.codigo in codigos else texto
        )
    if por_codigo(texto) is not None:
        return
    sin_decir = []
    for fila in filas:
        fila.asunto_resaltado = resaltar(fila.asunto, texto)
        if fila.codigo not in codigos and not tramos(
            f"{fila.asunto} {fila.codigo} {fila.cliente} {fila.equipo or ''}", texto
        ):
            sin_decir.append(fila.pk)
    halladas = _lineas(sin_decir, texto) if sin_decir else {}
    for fila in filas:
        fila.hallado = halladas.get(fila.pk)


def _lineas(pks: list[int], texto: str) -> dict[int, SafeString]:
    """Of each case, the newest message that says it; else, the name of a file."""
    mensajes = MENSAJES_QUE_LO_DICEN.tuplas(pks=pks, palabras=palabras_buscadas(texto))
    lineas = {pk: linea for pk, dicho in mensajes if (linea := muestra(dicho, texto)) is not None}
    for pk, nombre in FICHEROS_QUE_LO_DICEN.tuplas(pks=pks, palabras=palabras_de_fichero(texto)):
        lineas.setdefault(pk, resaltar(nombre, texto))
    return lineas


def _que_lo_digan(filas: QuerySet[Any]) -> QuerySet[Any]:
    estos = Hueco("pks", lista_de="bigint")
    return filas.filter(incidencia__de_la_lista=estos, busqueda=consulta_de(Hueco("palabras")))


MENSAJES_QUE_LO_DICEN: Preparada[Any] = Preparada(
    lambda: (
        _que_lo_digan(Mensaje.objects.all())
        .order_by("incidencia", "-ocurrido_en")
        .distinct("incidencia")
        .values_list("incidencia", Left("texto", LARGO_LEIDO))
    )
)
FICHEROS_QUE_LO_DICEN: Preparada[Any] = Preparada(
    lambda: _que_lo_digan(Adjunto.objects.all()).order_by("pk").values_list("incidencia", "nombre")
)
