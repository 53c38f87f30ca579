"""The forms of purchases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clientes.forms import CompraForm
from clientes.servicios import registrar_compra
from clientes.views.comun import cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina


@formulario
@exige_oficina
def nueva_compra(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = CompraForm(
        request.POST or None, cliente=cliente, initial={"equipo": request.GET.get("equipo")}
    )
    hecho = enviar(
        request,
        form,
        lambda datos: registrar_compra(por=request.user, cliente=cliente, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(hecho.equipo or cliente)
    return pintar_formulario(request, form, _("Compra nueva"), cliente)
