"""The screens of import and export: the file, its columns, how it goes, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercambio import exportacion, lectura, servicios
from intercambio.cabeceras import LINEA, MOTIVO, recordar
from intercambio.estados import TRANSICIONES
from intercambio.exportacion import EXPORTABLES
from intercambio.forms import DISPONIBLES, ColumnasForm, LecturaForm, SubirForm
from intercambio.models import Clase, Estado, Importacion
from intercambio.permisos import exige_intercambio
from intercambio.valores import limpiar
from nucleo.archivos import leer
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en
from nucleo.tiempo import dia_local

RECIENTES, RECHAZADAS = 20, 50
FORMATOS = ("csv", "xlsx")
TIPOS = {"csv": "text/csv; charset=utf-8", "xlsx": lectura.EXCEL}
# What each thing that a file brings is called, in the order in which it is told.
DE_QUE = (
    ("clientes", _("Clientes")),
    ("contactos", _("Contactos")),
    ("sedes", _("Sedes")),
    ("productos", _("Productos")),
    ("equipos", _("Equipos")),
    ("compras", _("Compras")),
    ("coberturas", _("Coberturas")),
    ("contratos", _("Contratos")),
    ("equipos en contrato", _("Equipos en contrato")),
)
formulario = require_http_methods(["GET", "HEAD", "POST"])


@formulario
@exige_intercambio
def inicio(request: HttpRequest) -> HttpResponse:
    """A file to bring in, those that came before, and what can be taken away."""
    form = SubirForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        subida = _subir(request, form)
        if subida is not None:
            return redirect("intercambio:columnas", subida.pk)
    visibles = Importacion.objects.visibles_para(request.user)  # type: ignore[arg-type]
    contexto = {
        "form": form,
        "importaciones": visibles.para_listado().order_by("-pk")[:RECIENTES],
        "exportables": [(clase, Clase(clase).label) for clase in EXPORTABLES],
        "plantillas": DISPONIBLES,
    }
    estado = 422 if form.errors else 200
    return pintar(request, "intercambio/inicio.html", contexto, status=estado)


def _subir(request: HttpRequest, form: SubirForm) -> Importacion | None:
    try:
        return servicios.subir_archivo(
            form.cleaned_data["archivo"],
            clase=form.cleaned_data["clase"],
            por=request.user,  # type: ignore[arg-type]
        )
    except ErrorDeNegocio as error:
        form.add_error("archivo", error.mensaje)
        return None


@formulario
@exige_intercambio
def columnas(request: HttpRequest, pk: int) -> HttpResponse:
    """The first rows, and which field of ours each column is; then, the rehearsal."""
    importacion = _importacion(request, pk)
    if Estado.ENSAYANDO not in TRANSICIONES[Estado(importacion.estado)]:
        return redirect(importacion)
    form = ColumnasForm(request.POST or None, importacion=importacion)
    if request.method == "POST" and form.is_valid():
        try:
            servicios.ensayar(
                pk,
                columnas=form.codigos(),
                papel=form.cleaned_data.get("papel", importacion.papel),
                solo_nuevas=form.cleaned_data["solo_nuevas"],
            )
            return redirect(importacion)
        except ErrorDeNegocio as error:
            form.add_error(None, error.mensaje)
    return _pintar_columnas(request, importacion, form)


@require_POST
@exige_intercambio
def releer(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, encoding, separator or row of titles."""
    importacion = _importacion(request, pk)
    hojas = lectura.hojas_de(leer(importacion.archivo))
    form = LecturaForm(request.POST, importacion=importacion, hojas=hojas)
    if form.is_valid():
        try:
            servicios.leer_de_otra_forma(pk, **form.cleaned_data)
            return redirect("intercambio:columnas", pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    return _pintar_columnas(request, importacion, ColumnasForm(importacion=importacion), form)


def _pintar_columnas(
    request: HttpRequest,
    importacion: Importacion,
    form: ColumnasForm,
    de_lectura: LecturaForm | None = None,
) -> HttpResponse:
    datos = leer(importacion.archivo)
    muestra = servicios.muestra_de(datos, servicios.forma_de(importacion))
    if de_lectura is None:
        hojas = lectura.hojas_de(datos)
        de_lectura = LecturaForm(importacion=importacion, hojas=hojas)
    con_ejemplos = [
        (campo, [_como_se_ve(celdas, n) for _linea, celdas in muestra])
        for n, campo in enumerate(form.por_columnas())
    ]
    contexto = {
        "importacion": importacion,
        "form": form,
        "form_de_lectura": de_lectura,
        "columnas": con_ejemplos,
        "recordadas": recordar(importacion.clase, importacion.titulos) is not None,
    }
    estado = 422 if form.errors or de_lectura.errors else 200
    return pintar(request, "intercambio/columnas.html", contexto, status=estado)


def _como_se_ve(celdas: Sequence[Any], columna: int) -> str:
    return limpiar(celdas[columna])[:60] if columna < len(celdas) else ""


@require_safe
@exige_intercambio
def importacion(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes: refreshed by itself while it runs; then what it did, or would do."""
    una = _importacion(request, pk)
    contexto = {
        "importacion": una,
        "cuentas": [(titulo, una.cuentas[que]) for que, titulo in DE_QUE if que in una.cuentas],
        "rechazadas": una.rechazadas.order_by("linea")[:RECHAZADAS],
        "puede": {destino.value for destino in TRANSICIONES[Estado(una.estado)]},
        "tope": RECHAZADAS,
    }
    return pintar(request, "intercambio/importacion.html", contexto, fragmento="marcha")


@require_POST
@exige_intercambio
def importar(request: HttpRequest, pk: int) -> HttpResponse:
    return _hacer(request, pk, servicios.importar)


@require_POST
@exige_intercambio
def descartar(request: HttpRequest, pk: int) -> HttpResponse:
    return _hacer(request, pk, servicios.descartar)


def _hacer(request: HttpRequest, pk: int, servicio: Any) -> HttpResponse:
    una = _importacion(request, pk)
    try:
        servicio(pk)
    except ErrorDeNegocio as error:
        messages.error(request, error.mensaje)
    return redirect(una)


@require_safe
@exige_intercambio
def rechazadas(request: HttpRequest, pk: int, formato: str) -> HttpResponse:
    """The rows left out as they were, with the reason behind: corrected, they can come in again."""
    una = _importacion(request, pk)
    titulos = [titulo for titulo in una.titulos if titulo not in (LINEA, MOTIVO)]
    filas = exportacion.por_tandas(una.rechazadas.all(), "linea")
    return _descarga(
        f"rechazadas-{una.pk}", formato, [*titulos, LINEA, MOTIVO], _con_motivo(una, filas)
    )


def _con_motivo(una: Importacion, filas: Any) -> Iterator[list[Any]]:
    propias = [n for n, titulo in enumerate(una.titulos) if titulo not in (LINEA, MOTIVO)]
    for fila in filas:
        celdas = [fila.valores[n] if n < len(fila.valores) else "" for n in propias]
        motivo = f"{fila.columna}: {fila.motivo}" if fila.columna else fila.motivo
        yield [*celdas, fila.linea, motivo]


@require_safe
@exige_intercambio
def exportar(request: HttpRequest, clase: str, formato: str) -> HttpResponse:
    """Everything of a kind that this person may see."""
    if clase not in EXPORTABLES:
        raise Http404
    if formato == "xlsx" and exportacion.son_demasiadas(clase, request.user):  # type: ignore[arg-type]
        messages.error(
            request,
            _("Son más de %(n)s filas: demasiadas para un libro. El CSV también lo abre Excel.")
            % {"n": exportacion.MAX_LIBRO},
        )
        return redirect("intercambio:inicio")
    filas = exportacion.filas_de(clase, request.user)  # type: ignore[arg-type]
    nombre = f"{clase}-{dia_local(timezone.now()):%Y-%m-%d}"
    return _descarga(nombre, formato, exportacion.titulos_de(clase), filas)


@require_safe
@exige_intercambio
def plantilla(request: HttpRequest, clase: str) -> HttpResponse:
    """An empty workbook with the titles."""
    if clase not in dict(DISPONIBLES):
        raise Http404
    return FileResponse(
        exportacion.plantilla(clase),
        as_attachment=True,
        filename=f"plantilla-{clase}.xlsx",
        content_type=lectura.EXCEL,
    )


def _descarga(
    nombre: str, formato: str, titulos: Sequence[str], filas: Iterator[list[Any]]
) -> HttpResponse:
    if formato not in FORMATOS:
        raise Http404
    fichero = f"{nombre}.{formato}"
    respuesta: Any
    if formato == "xlsx":
        libro = exportacion.en_excel(titulos, filas)
        respuesta = FileResponse(libro, as_attachment=True, filename=fichero)
    else:
        respuesta = StreamingHttpResponse(exportacion.en_csv(titulos, filas))
        respuesta["Content-Disposition"] = content_disposition_header(True, fichero)
    respuesta["Content-Type"] = TIPOS[formato]
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _importacion(request: HttpRequest, pk: int) -> Importacion:
    visibles = Importacion.objects.visibles_para(request.user)  # type: ignore[arg-type]
    return get_object_or_404(visibles.select_related("archivo", "autor"), pk=pk)
