"""Pages of the law: the questions, the answer to each, the rules with their figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from normativa.cifras import presentar_cifras
from normativa.entorno import Entorno
from normativa.formularios.campos import PreguntaForm
from normativa.preguntas.catalogo import POR_CODIGO, buscar_preguntas, por_grupos
from normativa.preguntas.tipos import Pregunta, Respuesta, Tono
from normativa.presentacion import presentar_motivo
from normativa.reglas.catalogo import REGLAS
from normativa.reglas.tipos import DATOS, FaltanDatos, ReglaIncumplida
from nucleo.htmx import pintar
from nucleo.permisos import exige_rol

PERSONAL = ("agente", "coordinador", "tecnico", "gestor", "calidad", "administrador")


@require_safe
@exige_rol(*PERSONAL)
def indice(request: HttpRequest) -> HttpResponse:
    """The questions that a person asks, in groups; `q` looks for words among them."""
    texto = request.GET.get("q", "").strip()[:100]
    contexto = {"texto": texto, "grupos": list(por_grupos(buscar_preguntas(texto)))}
    return pintar(request, "normativa/indice.html", contexto, fragmento="preguntas")


@require_safe
@exige_rol(*PERSONAL)
def pregunta(request: HttpRequest, codigo: str) -> HttpResponse:
    """Ask with the facts in the address, so that the answer can be shared and printed."""
    una = POR_CODIGO.get(codigo)
    if una is None:
        raise Http404
    entorno = Entorno(request.user)
    form = una.formulario(request.GET or None, initial=lo_de_aqui(entorno))
    respuesta = responder(una, form, entorno) if form.is_bound and form.is_valid() else None
    contexto = {
        "pregunta": una,
        "form": form,
        "respuesta": respuesta,
        "hechos": list(form.dados()) if respuesta else [],
        "habiles_de": entorno.territorio if una.regla.usa_festivos else None,
        "calculado_el": entorno.hoy,
        "puede_cambiar": request.user.tiene_rol("administrador"),  # type: ignore[union-attr]
        "cifras": presentar_cifras(entorno.parametros, una.regla.parametros, entorno.hoy),
    }
    estado = 422 if form.errors else 200
    return pintar(request, "normativa/pregunta.html", contexto, status=estado)


def lo_de_aqui(entorno: Entorno) -> dict[str, Any]:
    """What an empty form begins with: our community, and whether we are a large firm."""
    grande = "si" if entorno.empresa.es_gran_empresa else "no"
    return {"territorio": entorno.territorio.comunidad, "gran_empresa": grande}


def responder(una: Pregunta, form: PreguntaForm, entorno: Entorno) -> dict[str, Any] | None:
    """The answer for the template; None, with a sentence in the form, if the facts cannot be."""
    try:
        respuesta = una.presentar(una.decidir(form.hechos(), entorno))
    except ReglaIncumplida as error:
        campo = error.campo if error.campo in form.fields else None
        form.add_error(campo, _con_cita(error))
        return None
    except FaltanDatos as error:
        respuesta = sin_respuesta(error)
    return {
        "veredicto": respuesta,
        "motivos": [
            presentar_motivo(motivo)
            for motivo in respuesta.motivos
            if motivo not in respuesta.bloqueos  # they are said above
        ],
        "bloqueos": [presentar_motivo(motivo) for motivo in respuesta.bloqueos],
        "faltan": [_(DATOS[codigo]) for codigo in respuesta.faltan],
        "opciones": [
            {"opcion": opcion, "motivos": [presentar_motivo(m) for m in opcion.motivos]}
            for opcion in respuesta.opciones
        ],
    }


def sin_respuesta(error: FaltanDatos) -> Respuesta:
    motivos = (error.motivo,) if error.motivo else ()
    frase = _("No se puede responder con estos datos")
    return Respuesta(Tono.SIN_DECIDIR, frase, motivos, faltan=error.codigos)


def _con_cita(error: ReglaIncumplida) -> str:
    cita = f" ({error.motivo.cita})" if error.motivo.cita else ""
    return error.motivo.frase(_) + cita


@require_safe
@exige_rol(*PERSONAL)
def reglas(request: HttpRequest) -> HttpResponse:
    """Every rule that is computed, with its figures, their dates and how sure we are."""
    entorno = Entorno(request.user)
    filas = [
        {
            "regla": regla,
            "cifras": presentar_cifras(entorno.parametros, regla.parametros, entorno.hoy),
        }
        for regla in REGLAS
    ]
    contexto = {
        "filas": filas,
        "puede_cambiar": request.user.tiene_rol("administrador"),  # type: ignore[union-attr]
    }
    return pintar(request, "normativa/reglas.html", contexto)
