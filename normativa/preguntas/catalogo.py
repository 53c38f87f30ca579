"""The questions that a person may ask the law, in the order in which they are shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.preguntas import (
    almacenaje,
    averia_oculta,
    cierre,
    contratacion,
    derecho_reparar,
    desistimiento,
    desplazamiento,
    garantia,
    garantia_reparacion,
    presupuesto,
    recambios,
    reclamacion,
    reembolso,
    remedios,
    repeticion,
    suspension,
)
from normativa.preguntas.tipos import Grupo, Pregunta

GRUPOS = {
    Grupo.COBERTURA: gettext_lazy("¿Está cubierto?"),
    Grupo.REPARACION: gettext_lazy("Reparaciones"),
    Grupo.COMPRA: gettext_lazy("Compra y contrato"),
    Grupo.QUEJA: gettext_lazy("Quejas y reclamaciones"),
}
PREGUNTAS = (
    garantia.PREGUNTA,
    remedios.PREGUNTA,
    suspension.PREGUNTA,
    repeticion.PREGUNTA,
    derecho_reparar.PREGUNTA,
    presupuesto.PREGUNTA,
    averia_oculta.PREGUNTA,
    desplazamiento.PREGUNTA,
    garantia_reparacion.PREGUNTA,
    recambios.PREGUNTA,
    almacenaje.PREGUNTA,
    desistimiento.PREGUNTA,
    contratacion.PREGUNTA,
    reembolso.PREGUNTA,
    reclamacion.PREGUNTA,
    cierre.CIERRE,
    cierre.ADR,
    cierre.CONTINUIDAD,
)
POR_CODIGO = {pregunta.codigo: pregunta for pregunta in PREGUNTAS}


def sin_acentos(texto: str) -> str:
    """Lower case and without accents, to compare what people type."""
    letras = unicodedata.normalize("NFD", texto.casefold())
    return "".join(letra for letra in letras if not unicodedata.combining(letra))


def buscar_preguntas(texto: str) -> list[Pregunta]:
    """Those that have every word of `texto`, whatever its accents and capitals; all without one."""
    palabras = sin_acentos(texto).split()
    return [p for p in PREGUNTAS if all(palabra in _donde_buscar(p) for palabra in palabras)]


def _donde_buscar(pregunta: Pregunta) -> str:
    return sin_acentos(f"{pregunta.titulo} {pregunta.resumen} {pregunta.palabras}")


def por_grupos(preguntas: list[Pregunta]) -> Iterator[tuple[str, list[Pregunta]]]:
    for grupo, titulo in GRUPOS.items():
        suyas = [pregunta for pregunta in preguntas if pregunta.grupo == grupo]
        if suyas:
            yield _(str(titulo)), suyas
