"""What goes beside a case: why it cannot wait, at once; the cases it goes with, what to ask and to
argue and solved ones like it, with the panels of `incidencias.ficha.luego`, after the page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from incidencias.acciones import admite_mensajes
from incidencias.al_lado import lo_que_hay
from incidencias.busqueda import parecidas
from incidencias.familia import familia_de
from incidencias.models import Incidencia, RespuestaTriaje
from incidencias.plantillas import guiones_para
from incidencias.triaje import valor_en_palabras
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import registrar_panel

LUEGO = "incidencias.ficha.luego"
RESPUESTAS = Preparada(
    lambda: (
        RespuestaTriaje.objects.filter(incidencia=Hueco("caso"))
        .select_related("pregunta")
        .defer("busqueda")
        .order_by("respondida_en", "pk")
    )
)


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel(
        "incidencias.ficha.lado", "urgencia", "incidencias/panel_urgencia.html", urgencia_de_caso, 5
    )
    registrar_panel(LUEGO, "familia", "incidencias/panel_familia.html", familia_de_caso, 8)
    registrar_panel(LUEGO, "guion", "incidencias/panel_guion.html", guion_de_caso, 70)
    registrar_panel(LUEGO, "similares", "incidencias/panel_similares.html", similares_de_caso, 80)


def urgencia_de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """Why it cannot wait, when it cannot."""
    return {"incidencia": incidencia} if incidencia.es_urgencia_vital else None


def familia_de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any]:
    """The cases it goes with, and what was answered about it."""
    return {
        "incidencia": incidencia,
        "familia": familia_de(incidencia, request.user),  # type: ignore[arg-type]
        "respuestas": [
            (fila, valor_en_palabras(fila.pregunta.clase, fila.valor, fila.pregunta.unidad))
            for fila in (
                RESPUESTAS(caso=incidencia.pk)
                if lo_que_hay(incidencia, request.user).respuestas  # type: ignore[arg-type]
                else ()
            )
        ],
    }


def guion_de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """What to ask and to argue, while somebody may still write in it."""
    if not admite_mensajes(incidencia):
        return None
    guiones = guiones_para(incidencia, request.user)  # type: ignore[arg-type]
    return {"guiones": guiones} if guiones else None


def similares_de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any]:
    return {"parecidas": parecidas(incidencia, request.user)}  # type: ignore[arg-type]
