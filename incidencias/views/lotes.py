"""One decision on many cases: ask what it needs, do it, say what was left out and why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.filters import IncidenciaFilter
from incidencias.lotes import DESHACER, AccionDeLote, accion_de_lote
from incidencias.models import Incidencia, IncidenciaQuerySet, Lote, ResultadoFila
from incidencias.servicios.lotes import (
    TOPE,
    deshacer_lote,
    parar_lote,
    pedir_lote,
    procesar_lote,
    se_deshace,
)
from incidencias.views.pedida import a_la_bandeja, leer_pedida
from incidencias.vistas import menu_de
from nucleo.envios import CAMPO
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en

A_LA_VEZ = 200
AL_MOMENTO = 50  # up to so many, while one waits
SEGUNDOS = 4.0
FUERA_A_LA_VISTA = 5
FUERA_EN_SU_PAGINA = 200
DE_LA_SELECCION = frozenset(
    {"accion", "codigos", "todas", "consulta", "csrfmiddlewaretoken", CAMPO}
)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def nuevo(request: HttpRequest) -> HttpResponse:
    """Ask what a decision on the marked cases needs, and take it."""
    enviado = request.POST if request.method == "POST" else None
    seleccion = request.GET if enviado is None else enviado
    accion = _accion_o_404(request, seleccion.get("accion", ""))
    casos = _elegidas(request, seleccion)
    form = accion.formulario(enviado, usuario=request.user)  # type: ignore[arg-type]
    if enviado is not None and form.is_valid():
        try:
            lote = pedir_lote(
                por=request.user,  # type: ignore[arg-type]
                accion=accion.clave,
                datos=_datos(enviado),
                pks=casos.order_by().values_list("pk", flat=True)[: TOPE + 1],
                envio=_envio(enviado),
            )
            return _hacer(request, lote, seleccion.get("consulta", ""))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {
        "accion": accion,
        "form": form,
        "cuantas": casos.order_by()[: TOPE + 1].count(),
        "tope": TOPE,
        "codigos": [] if seleccion.get("todas") else _codigos(seleccion),
        "todas": seleccion.get("todas", ""),
        "consulta": seleccion.get("consulta", ""),
    }
    status = 422 if form.is_bound else 200
    return pintar(request, "incidencias/lote_nuevo.html", contexto, "dialogo", status=status)


def _accion_o_404(request: HttpRequest, clave: str) -> AccionDeLote:
    accion = accion_de_lote(clave)
    if accion is None or not request.user.tiene_rol(*accion.roles):  # type: ignore[union-attr]
        raise Http404
    return accion


def _elegidas(request: HttpRequest, seleccion: QueryDict) -> IncidenciaQuerySet:
    """The marked ones, or all those of the filter: always among those one sees."""
    visibles = Incidencia.objects.visibles_para(request.user)  # type: ignore[arg-type]
    if not seleccion.get("todas"):
        return visibles.filter(codigo__in=_codigos(seleccion))
    parametros = QueryDict(seleccion.get("consulta", "").removeprefix("?"), mutable=True)
    pedida = leer_pedida(parametros, menu_de(request, visibles))
    filtro = IncidenciaFilter(pedida.parametros, visibles, request=request)
    return filtro.qs if filtro.is_valid() and not pedida.avisos else visibles.none()


def _codigos(seleccion: QueryDict) -> list[str]:
    escritos = [codigo for codigo in seleccion.getlist("codigos") if codigo.isprintable()]
    return list(dict.fromkeys(escritos))[:A_LA_VEZ]


def _datos(enviado: QueryDict) -> dict[str, list[str]]:
    return {k: valores for k, valores in enviado.lists() if k not in DE_LA_SELECCION}


def _envio(enviado: QueryDict) -> UUID | None:
    try:
        return UUID(enviado.get(CAMPO, ""))
    except ValueError:
        return None


def _hacer(request: HttpRequest, lote: Lote, consulta: str) -> HttpResponse:
    """Few are done at once; many, by a worker, and one sees how far it is."""
    olvidar_cuentas(request.user)  # type: ignore[arg-type]
    terminado = lote.total <= AL_MOMENTO and procesar_lote(lote.pk, segundos=SEGUNDOS)
    if not terminado:
        return _ir(request, lote.get_absolute_url())
    _contar(request, lote)
    return _ir(request, a_la_bandeja(consulta))


def _ir(request: HttpRequest, destino: str) -> HttpResponse:
    if not pide_fragmento(request):
        return redirect(destino)
    respuesta = HttpResponse(status=204)
    respuesta["HX-Redirect"] = destino
    return respuesta


def _contar(request: HttpRequest, lote: Lote) -> None:
    """What was done, with the way back, and what was left out."""
    cuentas = _cuentas(lote)
    lote.refresh_from_db()
    if cuentas[ResultadoFila.HECHA]:
        deshacer = (
            f"deshacer:{reverse('incidencias:deshacer_lote', args=[lote.pk])}"
            if se_deshace(lote, request.user)  # type: ignore[arg-type]
            else ""
        )
        messages.success(request, _frase(lote, cuentas[ResultadoFila.HECHA]), extra_tags=deshacer)
    fuera = cuentas[ResultadoFila.FUERA]
    if fuera:
        filas = lote.filas.filter(resultado=ResultadoFila.FUERA).select_related("incidencia")
        vistas = filas.only("lote", "motivo", "incidencia__codigo").order_by("pk")[
            :FUERA_A_LA_VISTA
        ]
        cuales = " · ".join(f"{fila.incidencia.codigo}: {fila.motivo}" for fila in vistas)
        resto = fuera - FUERA_A_LA_VISTA
        if resto > 0:
            cuales += _(" · y %(n)d más") % {"n": resto}
        frase = _("%(n)d se ha quedado fuera. %(cuales)s")
        if fuera > 1:
            frase = _("%(n)d se han quedado fuera. %(cuales)s")
        messages.warning(request, frase % {"n": fuera, "cuales": cuales})


def _frase(lote: Lote, hechas: int) -> str:
    """ "3 incidencias asignadas." """
    accion = accion_de_lote(lote.accion)
    if lote.accion == DESHACER or accion is None:
        una, varias = _("vuelve a estar como estaba"), _("vuelven a estar como estaban")
    else:
        una, varias = str(accion.hecho), str(accion.hechas)
    if hechas == 1:
        return _("1 incidencia %(que)s.") % {"que": una}
    return _("%(n)d incidencias %(que)s.") % {"n": hechas, "que": varias}


def _cuentas(lote: Lote) -> dict[str, int]:
    cuentas = dict.fromkeys(ResultadoFila.values, 0)
    por_resultado = lote.filas.order_by().values("resultado").annotate(n=Count("pk"))
    return cuentas | {fila["resultado"]: fila["n"] for fila in por_resultado}


@require_safe
@exige_oficina
def lote(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a batch is, and at the end what it did."""
    suyo = _mio_o_404(request, pk)
    cuentas = _cuentas(suyo)
    listas = cuentas[ResultadoFila.HECHA] + cuentas[ResultadoFila.FUERA]
    fuera = suyo.filas.filter(resultado=ResultadoFila.FUERA).select_related("incidencia")
    accion = accion_de_lote(suyo.accion)
    contexto = {
        "lote": suyo,
        "titulo": _("Deshacer") if accion is None else accion.titulo,
        "hechas": cuentas[ResultadoFila.HECHA],
        "cuantas_fuera": cuentas[ResultadoFila.FUERA],
        "listas": listas,
        "frase": _frase(suyo, cuentas[ResultadoFila.HECHA]),
        "fuera": fuera.only("lote", "motivo", "incidencia__codigo").order_by("pk")[
            :FUERA_EN_SU_PAGINA
        ],
        "se_deshace": se_deshace(suyo, request.user)  # type: ignore[arg-type]
        and not Lote.objects.filter(deshace=suyo).exists(),
    }
    return pintar(request, "incidencias/lote.html", contexto, fragmento="marcha")


@require_POST
@exige_oficina
def parar(request: HttpRequest, pk: int) -> HttpResponse:
    suyo = _mio_o_404(request, pk)
    parar_lote(suyo.pk, por=request.user)  # type: ignore[arg-type]
    messages.info(request, _("Parado: lo hecho, hecho está."))
    return redirect(suyo)


@require_POST
@exige_oficina
def deshacer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a batch of one's own."""
    suyo = _mio_o_404(request, pk)
    try:
        otro = deshacer_lote(suyo.pk, por=request.user)  # type: ignore[arg-type]
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect(suyo)
    return _hacer(request, otro, request.POST.get("consulta", ""))


def _mio_o_404(request: HttpRequest, pk: int) -> Lote:
    suyo = Lote.objects.filter(pk=pk, usuario=request.user).first()  # type: ignore[misc]
    if suyo is None:
        raise Http404
    return suyo
