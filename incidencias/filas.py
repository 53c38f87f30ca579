"""The rows of the lists of cases, by their keys: written once, whatever the filters that find them.

The filters of each list are another statement each time, so that one only finds; what is shown of
a case is always the same columns of the same tables.
"""

from __future__ import annotations

from typing import Any

from incidencias.models import Categoria, Incidencia
from nucleo.preparadas import Hueco, Preparada

DE_LA_BANDEJA: Preparada[Incidencia] = Preparada(
    lambda: Incidencia.objects.filter(
        pk__de_la_lista=Hueco("pks", lista_de="bigint")
    ).para_bandeja()
)
LAS_CATEGORIAS: Preparada[Categoria] = Preparada(
    lambda: Categoria.objects.filter(pk__de_la_lista=Hueco("pks", lista_de="bigint"))
)

# The columns of `IncidenciaSerializer`.
DE_LA_API: Preparada[Incidencia] = Preparada(
    lambda: (
        Incidencia.objects.filter(pk__de_la_lista=Hueco("pks", lista_de="bigint"))
        .select_related("cliente", "responsable", "motivo_espera")
        .only(
            *("codigo", "asunto", "tipo", "clase_legal", "canal", "idioma", "estado", "prioridad"),
            *("es_urgencia_vital", "es_spam", "impacto", "urgencia", "cliente__nombre", "contacto"),
            *("equipo", "sede", "categoria", "grupo", "responsable__nombre", "responsable__email"),
            *("motivo_espera__codigo", "ocurrida_en", "primera_respuesta_en", "resuelta_en"),
            *("cerrada_en", "ultimo_mensaje_en", "proximo_limite_en", "reaperturas", "origen"),
            "referencia_externa",
        )
    )
)


def filas_de_la_bandeja(pks: list[Any]) -> list[Incidencia]:
    """What the Bandeja paints of those cases, in no order. Only of cases that one may see."""
    filas = DE_LA_BANDEJA(pks=pks)
    # In a statement of its own: a sixth join takes PostgreSQL longer to plan than these to read.
    sin_equipo = {fila.categoria_id for fila in filas if fila.equipo_id is None}
    sin_equipo.discard(None)
    categorias = {una.pk: una for una in LAS_CATEGORIAS(pks=[*sin_equipo])} if sin_equipo else {}
    for fila in filas:
        if fila.categoria_id in categorias:
            fila.categoria = categorias[fila.categoria_id]
    return filas


def filas_de_la_api(pks: list[Any]) -> list[Incidencia]:
    """What the API's list answers of those cases, in no order. Only of cases that one may see."""
    return DE_LA_API(pks=pks)
