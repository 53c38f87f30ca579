"""What was answered about a case: one row a question, photos among its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import Adjunto, PreguntaTriaje, RespuestaTriaje
from incidencias.servicios.composicion.base import Expediente, Fichero


def componer_respuestas(
    expediente: Expediente,
    preguntas: Mapping[int, PreguntaTriaje],
    dichas: Mapping[int, Any],
    *,
    en: datetime,
) -> list[RespuestaTriaje]:
    """New rows for answers in their stored form (a text, or a photo with its name)."""
    filas = []
    for pk, valor in dichas.items():
        adjunto = None if isinstance(valor, str) else _foto(expediente, valor)
        fila = RespuestaTriaje(
            incidencia=expediente.incidencia,
            pregunta=preguntas[pk],
            enunciado=preguntas[pk].texto,
            valor=valor if isinstance(valor, str) else "",
            adjunto=adjunto,
            respondida_en=en,
        )
        expediente.filas.append(fila)
        filas.append(fila)
    return filas


def _foto(expediente: Expediente, fichero: Fichero) -> Adjunto:
    archivo, nombre = fichero
    adjunto = Adjunto(incidencia=expediente.incidencia, archivo=archivo, nombre=nombre)
    expediente.filas.append(adjunto)
    return adjunto


def componer_triaje(
    expediente: Expediente, preguntas: list[int], *, por: Actor, en: datetime
) -> None:
    """Somebody answered, or corrected what was answered, after the case was opened."""
    expediente.suceso(Codigo.TRIAJE, por=por, en=en, preguntas=sorted(preguntas))
