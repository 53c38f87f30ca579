"""The ficha of a case: clocks, what comes next, the conversation and whom it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clientes.traspaso import Traspaso, traspaso_de
from cuentas.permisos import exige_oficina
from incidencias.acciones import Ofrecidas, acciones_para, admite_mensajes
from incidencias.al_lado import lo_que_debe, lo_que_hay
from incidencias.linea import pagina_de_linea
from incidencias.models import Incidencia, tema_de
from incidencias.pendiente import pendiente_de
from incidencias.views.acceso import AL_LADO, ficha_o_404, visible_o_404
from nucleo.htmx import pide_fragmento, pintar
from nucleo.novedades import EN_META, sello_de

PLANTILLA = "incidencias/ficha.html"


@require_safe
@exige_oficina
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """The whole page of a case; asked for again with its stamp, 204 while nothing changes."""
    sello = sello_de(tema_de(codigo))
    incidencia = ficha_o_404(request, codigo)
    contexto = contexto_de_ficha(request, incidencia, sello=sello)
    return pintar(request, PLANTILLA, contexto, fragmento="ficha")


@require_safe
@exige_oficina
def linea(request: HttpRequest, codigo: str) -> HttpResponse:
    """Older entries of the timeline: `?antes=` is where they begin."""
    incidencia = visible_o_404(request, codigo)
    contexto = {
        "incidencia": incidencia,
        "linea": pagina_de_linea(
            incidencia,
            antes_de=request.GET.get("antes", ""),
            usuario=request.user,  # type: ignore[arg-type]
        ),
    }
    return pintar(request, "incidencias/linea.html", contexto, fragmento="entradas")


@require_safe
@exige_oficina
def luego(request: HttpRequest, codigo: str) -> HttpResponse:
    """The panels beside a case, all in one request after its page: nobody waits for them."""
    incidencia = ficha_o_404(request, codigo, AL_LADO)
    lo_que_hay(incidencia, request.user)  # type: ignore[arg-type]
    contexto = {"incidencia": incidencia}
    return pintar(request, "incidencias/ficha_luego.html", contexto, fragmento="paneles")


def contexto_de_ficha(
    request: HttpRequest, incidencia: Incidencia, **redactores: Any
) -> dict[str, Any]:
    """What the page paints. `redactores` are composer forms that came back with errors."""
    sello = redactores.pop("sello", None) or sello_de(incidencia.tema)
    pendiente = pendiente_de(incidencia, request.user.pk)  # type: ignore[arg-type]
    acciones = acciones_para(request.user, incidencia)
    claves = tuple(accion.clave for accion in acciones)
    return {
        "incidencia": incidencia,
        "sello": sello,
        "en_fragmento": pide_fragmento(request) and EN_META not in request.META,
        "pendiente": pendiente,
        "linea": pagina_de_linea(
            incidencia,
            usuario=request.user,  # type: ignore[arg-type]
            hay=lo_que_debe(incidencia),
        ),
        "acciones": acciones,
        "ofrecidas": Ofrecidas(claves, es_de_nadie=incidencia.responsable_id is None),
        "traspaso": _traspaso(incidencia),
        "admite_mensajes": admite_mensajes(incidencia),
        "nada_escrito": not (redactores or pendiente.borradores or pendiente.ficheros),
        **redactores,
    }


def _traspaso(incidencia: Incidencia) -> Traspaso | None:
    """The hand-off texts, when the repair is another's duty."""
    if incidencia.equipo is None:
        return None
    return traspaso_de(
        incidencia.equipo,
        incidencia.cliente,
        incidencia.veredicto,
        codigo=incidencia.codigo,
        que_pasa=incidencia.asunto,
    )
