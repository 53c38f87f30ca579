"""A question as a customer reads it: in their language, or in Spanish if nobody translated it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from clientes.models import Idioma
from incidencias.models import ClasePregunta, PreguntaTriaje, TraduccionPregunta
from incidencias.models.triaje import NO, SI


@dataclass(frozen=True)
class Enunciado:
    """How a question is asked; `opciones` are pairs (what is stored, what is read)."""

    texto: str
    ayuda: str
    opciones: tuple[tuple[str, str], ...]


def enunciados_en(preguntas: Iterable[PreguntaTriaje], idioma: str) -> dict[int, Enunciado]:
    """By question. One statement, and none in Spanish."""
    todas = list(preguntas)
    traducidas: dict[int, TraduccionPregunta] = {}
    if idioma != Idioma.ES and todas:
        filas = TraduccionPregunta.objects.filter(pregunta__in=todas, idioma=idioma)
        traducidas = {fila.pregunta_id: fila for fila in filas}
    with override(idioma):
        return {una.pk: _enunciado(una, traducidas.get(una.pk)) for una in todas}


def _enunciado(pregunta: PreguntaTriaje, otra: TraduccionPregunta | None) -> Enunciado:
    if pregunta.clase == ClasePregunta.SI_NO:
        dichas = [_("Sí"), _("No")]
    else:
        dichas = otra.opciones if otra is not None else []
    valores = [SI, NO] if pregunta.clase == ClasePregunta.SI_NO else pregunta.opciones
    if len(dichas) != len(valores):  # the question got another answer since
        dichas = valores
    return Enunciado(
        otra.texto if otra is not None else pregunta.texto,
        otra.ayuda if otra is not None else pregunta.ayuda,
        tuple(zip(valores, dichas, strict=True)),
    )
