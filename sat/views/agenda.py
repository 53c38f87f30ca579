"""The coordinator's agenda: drag an order onto a slot; if the database refuses, it says why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cuentas.models import CodigoRol
from cuentas.permisos import exige_rol
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from sat.acciones import puede_dar_cita
from sat.agenda import PRIMERA_HORA, ULTIMA_HORA, filas_de_dia, filas_de_semana, por_colocar
from sat.formato import franja_en_palabras
from sat.forms import PRIMER_DIA, ULTIMO_DIA, CitaForm
from sat.models import Cita, OrdenTrabajo, Tecnico
from sat.servicios import dar_cita, mover_cita
from sat.views.ordenes import cita_visible, orden_visible

POR_COLOCAR = 40

quien_planifica = exige_rol(
    CodigoRol.COORDINADOR, CodigoRol.AGENTE, CodigoRol.GESTOR, CodigoRol.EXTERNO
)


@require_safe
@quien_planifica
def agenda(request: HttpRequest) -> HttpResponse:
    """Technicians × hours of a day, or × days of a week, and beside them what waits."""
    return _pintar(request)


@require_POST
@quien_planifica
def colocar(request: HttpRequest) -> HttpResponse:
    """What a drop means: give `orden` an appointment, or move `cita`, to a slot of a técnico."""
    try:
        hecho = _colocar(request)
    except ErrorDeNegocio as error:
        return _pintar(request, error=str(error), status=422)
    return _pintar(request, hecho=hecho)


def _colocar(request: HttpRequest) -> str:
    form = CitaForm(request.POST, usuario=request.user)
    if not form.is_valid():
        primero = next(iter(form.errors.values()))[0]
        raise ErrorDeNegocio(str(primero))
    datos = form.para_servicio() | {"avisar": True}
    if request.POST.get("cita"):
        cita = cita_visible(request, _entero(request.POST["cita"]))
        return _("Movida: %(cita)s.") % {
            "cita": _en_palabras(mover_cita(cita.pk, por=request.user, **datos))
        }
    orden = orden_visible(request, request.POST.get("orden", ""))
    if not puede_dar_cita(request.user, orden) and not request.user.es_de_oficina:
        raise Http404
    return _("Cita dada: %(cita)s.") % {
        "cita": _en_palabras(dar_cita(orden.pk, por=request.user, **datos))
    }


def _entero(texto: str) -> int:
    if not (texto.isascii() and texto.isdigit() and len(texto) < 19):
        raise Http404
    return int(texto)


def _en_palabras(cita: Cita) -> str:
    return _("%(orden)s con %(tecnico)s, %(franja)s") % {
        "orden": cita.orden.codigo,
        "tecnico": cita.tecnico,
        "franja": franja_en_palabras(cita.empieza_en, cita.termina_en),
    }


def _pintar(request: HttpRequest, status: int = 200, **extra: Any) -> HttpResponse:
    parametros = request.GET if request.method in {"GET", "HEAD"} else request.POST
    dia = _dia(parametros.get("ver") or parametros.get("dia"))
    es_semana = parametros.get("vista") == "semana"
    tecnicos = list(Tecnico.objects.visibles_para(request.user).activos().para_listado())
    citas = Cita.objects.visibles_para(request.user)
    lunes = dia - timedelta(days=dia.weekday())
    salto = timedelta(days=7 if es_semana else 1)
    contexto = {
        "dia": dia,
        "hoy": timezone.localdate(),
        "es_semana": es_semana,
        "vista": "semana" if es_semana else "dia",
        "anterior": dia - salto,
        "siguiente": dia + salto,
        "horas": range(PRIMERA_HORA, ULTIMA_HORA),
        "dias": [lunes + timedelta(days=n) for n in range(7)],
        "filas": filas_de_semana(lunes, tecnicos, citas)
        if es_semana
        else filas_de_dia(dia, tecnicos, citas),
        "por_colocar": por_colocar(
            OrdenTrabajo.objects.visibles_para(request.user), POR_COLOCAR + 1
        ),
        "tope": POR_COLOCAR,
        **extra,
    }
    return pintar(request, "sat/agenda.html", contexto, "agenda", status=status)


def _dia(texto: str | None) -> date:
    """The day asked for; today if it is none, or none that may be real."""
    try:
        dia = date.fromisoformat(texto or "")
    except ValueError:
        return timezone.localdate()
    return dia if PRIMER_DIA < dia < ULTIMO_DIA else timezone.localdate()
