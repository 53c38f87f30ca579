"""The calls that nobody answered: whom to call back, by when, and the calls of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clientes.models import Cliente, Contacto
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.devoluciones import cuenta_de, pendientes
from incidencias.forms.telefono import DescartarForm, HoraForm, PedirDevolucionForm
from incidencias.models import DevolucionLlamada, LlamadaCentralita, SentidoLlamada
from incidencias.servicios import (
    cambiar_hora_de_devolucion,
    descartar_devolucion,
    devolver_llamada,
    pedir_devolucion,
    tomar_devolucion,
)
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en

PLANTILLA = "incidencias/llamadas.html"
A_LA_VISTA = 200
RECIENTES = Orden("recientes", "ofrecida_en", descendente=True)


@dataclass(frozen=True)
class Debida:
    """A call to return, and whose number it may be."""

    devolucion: DevolucionLlamada
    quienes: list[str]

    @property
    def es_tarde(self) -> bool:
        return self.devolucion.vence_en < timezone.now()


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def llamadas(request: HttpRequest) -> HttpResponse:
    """The queue of call-backs; a POST adds one that somebody asked for."""
    usuario = cast("Usuario", request.user)
    enviado = request.POST if request.method == "POST" else None
    form = PedirDevolucionForm(enviado)
    if enviado is not None and form.is_valid():
        try:
            una_sola_vez(
                request, lambda: str(pedir_devolucion(por=usuario, **form.cleaned_data).pk)
            )
            messages.success(request, _("Apuntada: se le llamará a esa hora."))
            return redirect("incidencias:llamadas")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {
        "debidas": _con_quienes(usuario, list(pendientes()[:A_LA_VISTA])),
        "cuenta": cuenta_de(30),
        "form": form,
    }
    status = 200 if enviado is None else 422
    return pintar(request, PLANTILLA, contexto, fragmento="cola", status=status)


Decidir = Callable[[DevolucionLlamada, Usuario, HttpRequest], str]


@require_POST
@exige_oficina
def decidir(request: HttpRequest, pk: int, que: str) -> HttpResponse:
    """One decision on a call to return; what is wrong with it is said on the queue."""
    devolucion = DevolucionLlamada.objects.filter(pk=pk).first()
    if devolucion is None:
        raise Http404
    try:
        messages.success(
            request, DECISIONES[que](devolucion, cast("Usuario", request.user), request)
        )
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
    return redirect("incidencias:llamadas")


def _tomar(devolucion: DevolucionLlamada, por: Usuario, request: HttpRequest) -> str:
    tomar_devolucion(devolucion.pk, por=por)
    return _("La llamas tú.")


def _contestada(devolucion: DevolucionLlamada, por: Usuario, request: HttpRequest) -> str:
    devolver_llamada(devolucion.pk, por=por, contestada=True)
    return _("Llamada devuelta.")


def _sin_respuesta(devolucion: DevolucionLlamada, por: Usuario, request: HttpRequest) -> str:
    devolver_llamada(devolucion.pk, por=por, contestada=False)
    return _("No contesta: sigue en la cola.")


def _hora(devolucion: DevolucionLlamada, por: Usuario, request: HttpRequest) -> str:
    form = HoraForm(request.POST)
    _exigir_valido(form)
    cambiar_hora_de_devolucion(devolucion.pk, por=por, **form.cleaned_data)
    return _("Hora cambiada.")


def _descartar(devolucion: DevolucionLlamada, por: Usuario, request: HttpRequest) -> str:
    form = DescartarForm(request.POST)
    _exigir_valido(form)
    descartar_devolucion(devolucion.pk, por=por, **form.cleaned_data)
    return _("Descartada.")


def _exigir_valido(form: Any) -> None:
    if not form.is_valid():
        raise ErrorDeNegocio(" ".join(e for errores in form.errors.values() for e in errores))


DECISIONES: dict[str, Decidir] = {
    "tomar": _tomar,
    "contestada": _contestada,
    "sin-respuesta": _sin_respuesta,
    "hora": _hora,
    "descartar": _descartar,
}


def _con_quienes(usuario: Usuario, filas: list[DevolucionLlamada]) -> list[Debida]:
    """Whose each number may be: two statements for the whole queue."""
    numeros = {fila.numero for fila in filas}
    nombres: dict[str, list[str]] = {numero: [] for numero in numeros}
    visibles = Cliente.objects.visibles_para(usuario)
    clientes = visibles.filter(telefono__in=numeros, fusionado_en=None).order_by("pk")
    for numero, nombre in clientes.values_list("telefono", "nombre")[: 4 * A_LA_VISTA]:
        nombres[numero].append(nombre)
    gente = Contacto.objects.filter(telefono__in=numeros, activo=True, cliente__in=visibles)
    for numero, nombre, de in gente.order_by("pk").values_list(
        "telefono", "nombre", "cliente__nombre"
    )[: 4 * A_LA_VISTA]:
        if nombre not in nombres[numero] and de not in nombres[numero]:
            nombres[numero].append(nombre if nombre == de else f"{nombre} ({de})")
    return [Debida(fila, nombres[fila.numero]) for fila in filas]


@require_safe
@exige_oficina
def registro(request: HttpRequest) -> HttpResponse:
    """The calls of the exchange, newest first; of some days, and of a part of what is counted."""
    usuario = cast("Usuario", request.user)
    filas = LlamadaCentralita.objects.visibles_para(usuario).select_related("agente")
    filas = filas.filter(dias_de(request)).filter(PARTES.get(request.GET.get("parte", ""), Q()))
    contexto = {"pagina": paginar_por_clave(filas, request.GET, RECIENTES)}
    return pintar(request, "incidencias/llamadas_registro.html", contexto, fragmento="tabla")


_ENTRA = Q(sentido=SentidoLlamada.ENTRANTE)
_A_TIEMPO = Q(contestada_en__isnull=False, espera_s__lt=180)
PARTES = {
    "recibidas": _ENTRA,
    "abandonadas": _ENTRA & Q(abandonada_en__isnull=False),
    "atendidas": _ENTRA & Q(contestada_en__isnull=False),
    "a_tiempo": _ENTRA & _A_TIEMPO,
    "tarde": _ENTRA & Q(espera_s__isnull=False) & ~_A_TIEMPO,
}


def dias_de(request: HttpRequest) -> Q:
    """The days of the address; what is no day is not looked at."""
    condicion = Q()
    for clave, campo in (("dia", ""), ("desde", "__gte"), ("hasta", "__lte")):
        try:
            dia = parse_date(request.GET.get(clave, ""))
        except ValueError:
            dia = None
        if dia is not None:
            condicion &= Q(**{f"dia_oferta{campo}": dia})
    return condicion
