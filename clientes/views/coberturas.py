"""The rights of a unit given by hand, and taken back with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from clientes.forms.coberturas import AnularCoberturaForm, CoberturaForm
from clientes.models import Cobertura
from clientes.servicios import anular_cobertura, dar_cobertura
from clientes.views.comun import enviar, formulario, pintar_formulario
from clientes.views.equipos import equipo_de
from cuentas.permisos import exige_oficina
from nucleo.archivos import DOCUMENTOS, guardar
from nucleo.errores import ErrorDeNegocio


@formulario
@exige_oficina
def nueva(request: HttpRequest, pk: int) -> HttpResponse:
    """A commercial guarantee, an extension or the guarantee of a repair that was done elsewhere."""
    equipo = equipo_de(request, pk)
    form = CoberturaForm(request.POST or None, request.FILES or None, equipo=equipo)

    def dar(datos: dict[str, Any]) -> Cobertura:
        fichero = datos.pop("documento")
        documento = _guardar(fichero) if fichero else None
        return dar_cobertura(pk, por=request.user, documento=documento, **datos)  # type: ignore[arg-type]

    if enviar(request, form, dar, _("Cobertura añadida.")):
        return redirect(equipo)
    return pintar_formulario(
        request, form, _("Cobertura nueva"), equipo.cliente, vuelta=equipo, boton=_("Añadir")
    )


@formulario
@exige_oficina
def anular(request: HttpRequest, pk: int, cobertura_pk: int) -> HttpResponse:
    """It should not have been given, or somebody else handled the unit."""
    equipo = equipo_de(request, pk)
    cobertura = get_object_or_404(equipo.coberturas.vigentes(), pk=cobertura_pk)
    form = AnularCoberturaForm(request.POST or None)
    hecho = enviar(
        request,
        form,
        lambda datos: anular_cobertura(cobertura_pk, por=request.user, **datos),  # type: ignore[arg-type]
        _("Cobertura anulada."),
    )
    if hecho:
        return redirect(equipo)
    return pintar_formulario(
        request,
        form,
        _("Anular «%(tipo)s»") % {"tipo": cobertura.get_tipo_display()},
        equipo.cliente,
        vuelta=equipo,
        explica=_("Deja de cubrir desde ahora. Lo ya decidido en sus incidencias no cambia."),
        boton=_("Anular"),
        peligro=True,
    )


def _guardar(fichero: Any) -> Any:
    try:
        return guardar(fichero, admitidos=DOCUMENTOS)
    except ErrorDeNegocio as error:
        raise ErrorDeNegocio(str(error), campo="documento", codigo=error.codigo) from error
