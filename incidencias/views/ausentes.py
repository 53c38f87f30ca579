"""The cases of who is missing today: to whom each would go and why, and giving them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cuentas.disponibilidad import disponibles
from cuentas.models import Disponibilidad, Usuario
from cuentas.permisos import exige_rol
from incidencias.asignacion import por_que, por_que_nadie
from incidencias.bandejas import olvidar_cuentas
from incidencias.models import Incidencia
from incidencias.servicios import reasignar_de_ausente
from incidencias.servicios.asignacion import sustituto_para
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.simulacro import simular

A_LA_VISTA = 50
SIMULADAS = 8


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol("coordinador", "gestor", "administrador")
def ausentes(request: HttpRequest) -> HttpResponse:
    """Each open case of somebody who is not at work, the most urgent first."""
    casos = _de_ausentes(request)
    if request.method == "POST":
        return _dar(request, {caso.codigo: caso for caso in casos})
    filas = [(caso, *destino) for caso, destino in zip(casos, _a_quienes(casos), strict=True)]
    return pintar(request, "incidencias/ausentes.html", {"filas": filas, "tope": A_LA_VISTA})


def _de_ausentes(request: HttpRequest) -> list[Incidencia]:
    """Who is busy keeps theirs: they will be back in a while."""
    trabajan = disponibles(Usuario.objects.activos()).values("pk")
    ocupados = Usuario.objects.activos().filter(disponibilidad=Disponibilidad.OCUPADO)
    faltan = Usuario.objects.exclude(pk__in=trabajan).exclude(pk__in=ocupados.values("pk"))
    casos = Incidencia.objects.visibles_para(request.user).abiertas()
    suyos = casos.filter(responsable__in=faltan.values("pk")).select_related(
        "responsable", "grupo", "equipo__producto", "cliente"
    )
    return list(
        suyos.defer("busqueda").order_by("prioridad", "proximo_limite_en", "pk")[:A_LA_VISTA]
    )


def _a_quienes(casos: list[Incidencia]) -> list[tuple[str, str]]:
    """To whom each would go. Chosen once for all those that ask the same of whoever takes them, and
    no more than `SIMULADAS` times: the page costs the same however many people are missing.
    """
    vistas: dict[tuple[object, ...], tuple[str, str]] = {}
    for caso in casos:
        clave = _lo_que_pide(caso)
        if clave not in vistas and len(vistas) < SIMULADAS:
            vistas[clave] = _a_quien(caso)
    sin_mirar = (str(_("A quien le toque")), str(_("se decide al darla")))
    return [vistas.get(_lo_que_pide(caso), sin_mirar) for caso in casos]


def _lo_que_pide(caso: Incidencia) -> tuple[object, ...]:
    """All that the choice looks at."""
    familia = caso.equipo.producto.familia if caso.equipo else ""
    return caso.responsable_id, caso.grupo_id, caso.idioma, familia


def _a_quien(caso: Incidencia) -> tuple[str, str]:
    """The name and the reason: chosen for real, and undone."""
    eleccion = simular(lambda: sustituto_para(caso), lambda hecha: hecha)
    if eleccion.candidato is None:
        return "", por_que_nadie(eleccion.motivo)
    persona = Usuario.objects.get(pk=eleccion.candidato.pk)
    return str(persona), por_que(eleccion.razones)


def _dar(request: HttpRequest, casos: dict[str, Incidencia]) -> HttpResponse:
    elegidos = [casos[codigo] for codigo in request.POST.getlist("codigos") if codigo in casos]
    dadas = 0
    for caso in elegidos:
        try:
            reasignar_de_ausente(caso.pk, por=request.user)
            dadas += 1
        except ErrorDeNegocio as error:
            messages.warning(request, f"{caso.codigo}: {error}")
    if dadas:
        frase = ngettext("%(n)d cambió de manos.", "%(n)d cambiaron de manos.", dadas)
        messages.success(request, frase % {"n": dadas})
    elif not elegidos:
        messages.error(request, _("Marca al menos una."))
    olvidar_cuentas(request.user)
    return redirect("incidencias:ausentes")
