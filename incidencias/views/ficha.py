"""The ficha of a case: clocks, what comes next, the conversation and whom it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cuentas.permisos import exige_oficina
from incidencias.acciones import acciones_para, admite_mensajes
from incidencias.busqueda import parecidas
from incidencias.forms import LlamadaForm, NotaForm, PromesaForm, ResponderForm
from incidencias.linea import pagina_de_linea
from incidencias.models import (
    Borrador,
    Incidencia,
    ObjetivoSLA,
    PlazoLegal,
    Promesa,
    TipoObjetivo,
)
from incidencias.views.acceso import visible_o_404
from nucleo.htmx import pide_fragmento, pintar

PLANTILLA = "incidencias/ficha.html"
ORDEN_DE_RELOJES = {tipo: lugar for lugar, tipo in enumerate(TipoObjetivo.values)}


@require_safe
@exige_oficina
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """The whole page of a case."""
    incidencia = visible_o_404(request, codigo, Incidencia.objects.para_ficha())
    return pintar(request, PLANTILLA, contexto_de_ficha(request, incidencia), fragmento="ficha")


@require_safe
@exige_oficina
def linea(request: HttpRequest, codigo: str) -> HttpResponse:
    """Older entries of the timeline: `?antes=` is where they begin."""
    incidencia = visible_o_404(request, codigo)
    contexto = {
        "incidencia": incidencia,
        "linea": pagina_de_linea(incidencia, antes_de=request.GET.get("antes", "")),
    }
    return pintar(request, "incidencias/linea.html", contexto, fragmento="entradas")


@require_safe
@exige_oficina
def similares(request: HttpRequest, codigo: str) -> HttpResponse:
    """Solved cases like this one, loaded after the page: nobody waits for them."""
    incidencia = visible_o_404(
        request,
        codigo,
        Incidencia.objects.select_related("equipo").only(
            *("codigo", "asunto", "categoria", "equipo__producto")
        ),
    )
    contexto = {"incidencia": incidencia, "parecidas": parecidas(incidencia, request.user)}
    return pintar(request, "incidencias/similares.html", contexto, fragmento="lista")


def contexto_de_ficha(
    request: HttpRequest, incidencia: Incidencia, **redactores: Any
) -> dict[str, Any]:
    """What the page paints. `redactores` are composer forms that came back with errors."""
    borradores = _borradores(request, incidencia)
    return {
        "incidencia": incidencia,
        "en_fragmento": pide_fragmento(request),
        "relojes": relojes_de(incidencia),
        "plazos_legales": list(
            PlazoLegal.objects.filter(incidencia=incidencia).order_by("fecha_limite")
        ),
        "promesas": list(
            Promesa.objects.filter(
                incidencia=incidencia, cumplida_en=None, anulada_en=None
            ).order_by("vence_en")
        ),
        "linea": pagina_de_linea(incidencia),
        "acciones": acciones_para(request.user, incidencia),
        "admite_mensajes": admite_mensajes(incidencia),
        "responder_form": ResponderForm(
            auto_id="id_responder_%s", initial={"texto": borradores.get(False, "")}
        ),
        "nota_form": NotaForm(auto_id="id_nota_%s", initial={"texto": borradores.get(True, "")}),
        "llamada_form": LlamadaForm(auto_id="id_llamada_%s"),
        "promesa_form": PromesaForm(auto_id="id_promesa_%s"),
        **redactores,
    }


def relojes_de(incidencia: Incidencia) -> list[ObjetivoSLA]:
    """The last clock of each kind: running, paused, met or breached."""
    ultimos: dict[str, ObjetivoSLA] = {}
    for objetivo in ObjetivoSLA.objects.filter(incidencia=incidencia, anulado_en=None).order_by(
        "desde_en", "pk"
    ):
        ultimos[objetivo.tipo] = objetivo
    return sorted(ultimos.values(), key=lambda objetivo: ORDEN_DE_RELOJES[objetivo.tipo])


def _borradores(request: HttpRequest, incidencia: Incidencia) -> dict[bool, str]:
    """My unsent texts on this case: the reply (False) and the note (True)."""
    filas = Borrador.objects.filter(incidencia=incidencia, usuario=request.user)
    return dict(filas.values_list("es_nota", "texto"))
