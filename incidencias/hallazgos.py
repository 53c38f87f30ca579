"""Why each row of a search is there: the line of the message or the file where the words are."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Left
from django.utils.safestring import SafeString

from incidencias.busqueda import codigos_que_dice, por_codigo
from incidencias.models import Adjunto, Mensaje
from incidencias.palabras import consulta_de_ficheros, consulta_de_palabras
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
    consulta = consulta_de_palabras(texto)
    mensajes = (
        Mensaje.objects.filter(incidencia__in=pks, busqueda=consulta)
        .order_by("incidencia", "-ocurrido_en")
        .distinct("incidencia")
        .values_list("incidencia", Left("texto", LARGO_LEIDO))
    )
    lineas = {pk: linea for pk, dicho in mensajes if (linea := muestra(dicho, texto)) is not None}
    ficheros = Adjunto.objects.filter(
        incidencia__in=pks, busqueda=consulta_de_ficheros(texto)
    ).order_by("pk")
    for pk, nombre in ficheros.values_list("incidencia", "nombre"):
        lineas.setdefault(pk, resaltar(nombre, texto))
    return lineas
