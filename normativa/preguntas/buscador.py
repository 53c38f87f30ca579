"""The questions to the law in the search box of the staff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from normativa.preguntas.catalogo import buscar_preguntas
from nucleo.registro import Resultado

CUANTAS = 3
LETRAS = 4  # with fewer, nearly every question has them


def preguntas_para_el_buscador(usuario: Any, texto: str) -> Iterator[Resultado]:
    if len(texto.strip()) < LETRAS:
        return
    for pregunta in buscar_preguntas(texto)[:CUANTAS]:
        url = reverse("normativa:pregunta", args=[pregunta.codigo])
        yield Resultado(str(pregunta.titulo), url, icono=pregunta.icono)
