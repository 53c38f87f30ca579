"""Ajustes → Categorías: the tree, what each one asks, and the form as others will see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cuentas.permisos import exige_rol
from incidencias.categorias import Arbol
from incidencias.forms import TriajeForm
from incidencias.forms.ajustes_triaje import CategoriaForm, PreguntaForm
from incidencias.models import Categoria, PreguntaTriaje
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en, traducir_integridad

QUIEN = ("administrador", "gestor")


@require_safe
@exige_rol(*QUIEN)
def categorias(request: HttpRequest) -> HttpResponse:
    """The whole tree, with those put away."""
    arbol = Arbol.leer()
    cuantas: dict[int, int] = {}
    for pk in PreguntaTriaje.objects.filter(activa=True).values_list("categoria", flat=True):
        cuantas[pk] = cuantas.get(pk, 0) + 1
    filas = [
        {
            "categoria": una,
            "nivel": nivel,
            "preguntas": cuantas.get(una.pk, 0),
            "grupo": arbol.grupo_de(una.pk),
            "se_ofrece": arbol.se_ofrece(una.pk),
        }
        for nivel, una in arbol.ramas()
    ]
    return pintar(request, "incidencias/ajustes/categorias.html", {"filas": filas})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nueva_categoria(request: HttpRequest) -> HttpResponse:
    """`?padre=` opens it inside another."""
    padre = request.GET.get("padre", "")
    inicial = {"padre": padre} if padre.isdigit() else {}
    return _categoria(request, Categoria(), initial=inicial)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def categoria(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, what it asks, and how it will be seen (`?como=cliente`)."""
    return _categoria(request, get_object_or_404(Categoria, pk=pk))


def _categoria(request: HttpRequest, una: Categoria, **opciones: Any) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    with transaction.atomic():
        if enviado is not None:  # two who move branches at once would close a circle
            list(Categoria.objects.select_for_update().order_by("pk").values_list("pk"))
        arbol = Arbol.leer()
        form = CategoriaForm(enviado, instance=una, arbol=arbol, **opciones)
        if enviado is not None and form.is_valid() and _guardar(form):
            messages.success(request, _("Categoría guardada."))
            return redirect("triaje:categoria", form.instance.pk)
    contexto: dict[str, Any] = {"form": form, "categoria": None}
    if una.pk:
        guardada = Categoria.objects.get(pk=una.pk)
        contexto |= _de_la_categoria(request, guardada, arbol)
    return pintar(
        request,
        "incidencias/ajustes/categoria.html",
        contexto,
        status=200 if enviado is None else 422,
    )


def _guardar(form: CategoriaForm | PreguntaForm) -> bool:
    """Whether it is saved; if not, its sentence is in the form."""
    try:
        with traducir_integridad():
            form.save()
        if isinstance(form, PreguntaForm):
            form.guardar_idiomas()
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return False
    return True


def _de_la_categoria(request: HttpRequest, una: Categoria, arbol: Arbol) -> dict[str, Any]:
    linaje = arbol.linaje(una.pk)
    rutas = {padre.pk: padre.nombre for padre in linaje}
    preguntas = PreguntaTriaje.objects.filter(categoria__in=rutas).select_related(
        "solo_si", "texto_seguridad"
    )
    filas = list(preguntas.order_by("orden", "pk"))
    para_cliente = request.GET.get("como") == "cliente"
    return {
        "categoria": una,
        "ruta": arbol.ruta(una.pk),
        "propias": [fila for fila in filas if fila.categoria_id == una.pk],
        "heredadas": [
            (fila, rutas[fila.categoria_id])
            for fila in filas
            if fila.categoria_id != una.pk and fila.activa
        ],
        "hijas": arbol.hijas(una.pk),
        "grupo": arbol.grupo_de(una.pk),
        "vista": TriajeForm(categoria=una, para_cliente=para_cliente),
        "como_cliente": para_cliente,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nueva_pregunta(request: HttpRequest, pk: int) -> HttpResponse:
    """One more question of that category."""
    una = get_object_or_404(Categoria, pk=pk)
    ultima = una.preguntas.order_by("-orden").first()
    orden = ultima.orden + 1 if ultima else 1
    return _pregunta(request, una, PreguntaTriaje(orden=orden))


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def pregunta(request: HttpRequest, pk: int, pregunta: int) -> HttpResponse:
    """Changing it does not change what was answered: each keeps the words it answered."""
    una = get_object_or_404(Categoria, pk=pk)
    return _pregunta(request, una, get_object_or_404(una.preguntas, pk=pregunta))


def _pregunta(request: HttpRequest, una: Categoria, fila: PreguntaTriaje) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    with transaction.atomic():
        if enviado is not None:  # conditions that two people write at once must not close a circle
            list(PreguntaTriaje.objects.select_for_update().order_by("pk").values_list("pk"))
        form = PreguntaForm(enviado, instance=fila, categoria=una, arbol=Arbol.leer())
        if enviado is not None and form.is_valid() and _guardar(form):
            messages.success(request, _("Pregunta guardada."))
            return redirect(reverse("triaje:categoria", args=[una.pk]) + "#preguntas")
    contexto = {"form": form, "categoria": una, "pregunta": fila if fila.pk else None}
    return pintar(
        request,
        "incidencias/ajustes/pregunta.html",
        contexto,
        status=200 if enviado is None else 422,
    )
