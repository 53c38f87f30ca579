"""The indicators on screen: cards, one indicator, the rows behind a number, its target."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cuentas.models import CodigoRol
from indicadores import lectura, tableros
from indicadores.catalogo import CATALOGO, Indicador, Sentido
from indicadores.exportacion import escribir_csv
from indicadores.filas import MAXIMO_DE_DIAS, Seleccion, casos_de, hechos_por_caso
from indicadores.forms import FilasForm, MetaForm, RangoForm, TableroForm
from indicadores.models import Hechos
from indicadores.presentacion import meta_en_palabras
from indicadores.servicios import fijar_meta
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.permisos import exige_rol
from nucleo.restricciones import anotar_en
from nucleo.tiempo import dia_local

ROLES = (CodigoRol.GESTOR, CodigoRol.CALIDAD, CodigoRol.COORDINADOR, CodigoRol.ADMINISTRADOR)
ROLES_QUE_FIJAN = (CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)
ORDEN_DE_FILAS = Orden("recientes", "ocurrida_en", descendente=True)
PARTES_DE_LLAMADAS = {  # which calls each part of a count is
    ("abandono_llamadas", "aciertos"): "abandonadas",
    ("abandono_llamadas", "fallos"): "atendidas",
    ("abandono_llamadas_10s", "aciertos"): "abandonadas",
    ("abandono_llamadas_10s", "fallos"): "atendidas",
    ("nivel_180s", "aciertos"): "a_tiempo",
    ("nivel_180s", "fallos"): "tarde",
}
PARTES_DE_CHATS = {"aciertos": "abandonados", "fallos": "atendidos", "pendientes": "esperando"}
DEL_RANGO = ("desde", "hasta", "periodo", "comparar")


def _hoy() -> date:
    return dia_local(timezone.now())


def _indicador(codigo: str) -> Indicador:
    if codigo not in CATALOGO:
        raise Http404
    return CATALOGO[codigo]


@require_safe
@exige_rol(*ROLES)
def portada(request: HttpRequest) -> HttpResponse:
    """A card per indicator over the days of the URL."""
    hoy = _hoy()
    form = RangoForm(request.GET, hoy=hoy)
    fichas = tableros.fichas(form, hoy)
    contexto = {
        **_contexto_de_rango(request, form, hoy),
        "secciones": tableros.por_secciones(fichas),
        "hay_datos": any(ficha.resultado.n or ficha.resultado.pendientes for ficha in fichas),
        "medido_hasta": lectura.medido_hasta(),
    }
    return pintar(request, "indicadores/portada.html", contexto, status=_estado(form))


@require_safe
@exige_rol(*ROLES)
def detalle(request: HttpRequest, codigo: str) -> HttpResponse:
    """One indicator: its series, its breakdown, its figures and what it means."""
    hoy, indicador = _hoy(), _indicador(codigo)
    form = TableroForm(request.GET, hoy=hoy, indicador=indicador)
    contexto = {
        **_contexto_de_rango(request, form, hoy),
        **tableros.tablero(indicador, form, hoy),
        "puede_fijar": _puede_fijar(request, indicador),
    }
    return pintar(request, "indicadores/detalle.html", contexto, status=_estado(form))


@require_safe
@exige_rol(*ROLES)
def exportar(request: HttpRequest, codigo: str) -> HttpResponseBase:
    """The figures of the page as CSV; with days that cannot be, back to the page that says so."""
    hoy, indicador = _hoy(), _indicador(codigo)
    form = TableroForm(request.GET, hoy=hoy, indicador=indicador)
    if not form.is_valid():
        return redirect(
            f"{reverse('indicadores:detalle', args=[codigo])}?{request.GET.urlencode()}"
        )
    lineas = tableros.lineas_de_csv(indicador, form, hoy)
    respuesta = StreamingHttpResponse(escribir_csv(lineas), content_type="text/csv; charset=utf-8")
    nombre = f"{codigo}_{form.rango.desde}_{form.rango.hasta}.csv"
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


@require_safe
@exige_rol(*ROLES)
def filas(request: HttpRequest, codigo: str) -> HttpResponse:
    """The cases behind a number, those that this person may see."""
    indicador = _indicador(codigo)
    seleccion = _seleccion(indicador, FilasForm(request.GET))
    if indicador.hechos in SIN_CASO:
        return redirect(SIN_CASO[indicador.hechos](seleccion))
    casos = casos_de(seleccion, request.user)  # type: ignore[arg-type]
    pagina = paginar_por_clave(casos, request.GET, ORDEN_DE_FILAS)
    hechos = hechos_por_caso(seleccion, [caso.pk for caso in pagina])
    contexto = {
        "indicador": indicador,
        "seleccion": seleccion,
        "etiqueta": lectura.etiquetas(seleccion.dimension, [seleccion.valor])[seleccion.valor],
        "pagina": pagina,
        "filas": [(caso, hechos.get(caso.pk, [])) for caso in pagina],
        "maximo_de_dias": MAXIMO_DE_DIAS,
        "partes": _partes(request, indicador, seleccion),
    }
    return pintar(request, "indicadores/filas.html", contexto, fragmento="tabla")


def _url_de_llamadas(seleccion: Seleccion) -> str:
    """Calls are of no case: their rows are those of the exchange."""
    parte = PARTES_DE_LLAMADAS.get((seleccion.indicador.codigo, seleccion.parte), "recibidas")
    return _url_del_registro("incidencias:llamadas_registro", seleccion, parte)


def _url_de_chats(seleccion: Seleccion) -> str:
    """Nor are chats, when nothing was said in them."""
    parte = PARTES_DE_CHATS.get(seleccion.parte, "")
    return _url_del_registro("incidencias:chats", seleccion, parte)


def _url_del_registro(ruta: str, seleccion: Seleccion, parte: str) -> str:
    consulta = urlencode({"desde": seleccion.desde, "hasta": seleccion.hasta, "parte": parte})
    return f"{reverse(ruta)}?{consulta}"


SIN_CASO: dict[str, Callable[[Seleccion], str]] = {
    Hechos.LLAMADAS: _url_de_llamadas,
    Hechos.CHATS: _url_de_chats,
}


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*ROLES_QUE_FIJAN)
def meta(request: HttpRequest, codigo: str) -> HttpResponse:
    """Set the target of an indicator from a day on."""
    indicador = _indicador(codigo)
    if indicador.sentido == Sentido.NINGUNO:
        raise Http404
    form = MetaForm(
        request.POST or None, indicador=indicador, initial={"vigente_desde": _hoy().isoformat()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            fijar_meta(indicador, **form.cleaned_data, por=request.user)  # type: ignore[arg-type]
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Objetivo guardado."))
            return redirect("indicadores:detalle", codigo)
    contexto = {
        "indicador": indicador,
        "form": form,
        "metas": [
            (una, meta_en_palabras(indicador, una.objetivo))
            for una in lectura.metas_de(indicador.codigo)
        ],
    }
    estado = 422 if request.method == "POST" else 200
    return pintar(request, "indicadores/meta.html", contexto, status=estado)


def _estado(form: RangoForm) -> int:
    return 200 if form.is_valid() else 422


def _contexto_de_rango(request: HttpRequest, form: RangoForm, hoy: date) -> dict[str, Any]:
    elegido = form.rango
    return {
        "form": form,
        "rango": elegido,
        "comparado": form.comparado,
        "consulta": _consulta(request, *DEL_RANGO),
        "atajos": [
            {
                "titulo": titulo,
                "url": "?" + urlencode({**_otros(request), "desde": r.desde, "hasta": r.hasta}),
                "activa": (r.desde, r.hasta) == (elegido.desde, elegido.hasta),
            }
            for titulo, r in tableros.atajos(hoy)
        ],
    }


def _otros(request: HttpRequest) -> dict[str, str]:
    """What the URL says besides the days."""
    return {c: request.GET[c] for c in ("comparar", "por") if request.GET.get(c)}


def _consulta(request: HttpRequest, *nombres: str) -> str:
    """The part of the query string that goes along to the next page."""
    return urlencode({n: request.GET[n] for n in nombres if request.GET.get(n)})


def _puede_fijar(request: HttpRequest, indicador: Indicador) -> bool:
    tiene = request.user.tiene_rol(*ROLES_QUE_FIJAN)  # type: ignore[union-attr]
    return bool(tiene) and indicador.sentido != Sentido.NINGUNO


def _seleccion(indicador: Indicador, form: FilasForm) -> Seleccion:
    """The facts that the URL names; whatever it says wrong is 404: nobody writes it by hand."""
    if not form.is_valid():
        raise Http404
    datos = form.cleaned_data
    dimension = datos["por"] or "total"
    if dimension not in indicador.dimensiones:
        raise Http404
    ayer = _hoy() - timedelta(1)
    hasta = datos["dia"] or datos["hasta"] or ayer
    desde = datos["dia"] or datos["desde"] or hasta
    if desde > hasta:
        raise Http404
    return Seleccion(indicador, desde, hasta, dimension, datos["valor"], datos["parte"])


def _partes(
    request: HttpRequest, indicador: Indicador, seleccion: Seleccion
) -> list[dict[str, Any]]:
    """The tabs: everything, hits, misses, what still waits."""
    opciones = [("", _("Todas"))]
    for parte, nombre in (
        ("aciertos", indicador.acierto),
        ("fallos", indicador.fallo),
        ("pendientes", indicador.pendiente),
    ):
        if nombre and getattr(indicador.medida, parte) != "false":
            opciones.append((parte, str(nombre).capitalize()))
    base = {c: v for c, v in request.GET.items() if c not in {"parte", "cursor"} and v}
    return [
        {
            "titulo": titulo,
            "url": "?" + urlencode({**base, **({"parte": parte} if parte else {})}),
            "activa": seleccion.parte == parte,
        }
        for parte, titulo in opciones
    ]
