"""The forms of purchases."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clientes.forms import CompraForm
from clientes.models import ClaseDocumento, Cliente, Compra
from clientes.servicios import guardar_documento, registrar_compra
from clientes.views.comun import cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.archivos import DOCUMENTOS, guardar
from nucleo.errores import ErrorDeNegocio


@formulario
@exige_oficina
def nueva_compra(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = CompraForm(
        request.POST or None,
        request.FILES or None,
        cliente=cliente,
        initial={"equipo": request.GET.get("equipo")},
    )
    hecho = enviar(request, form, lambda datos: _registrar(request, cliente, **datos))
    if hecho:
        return redirect(hecho.equipo or cliente)
    return pintar_formulario(request, form, _("Compra nueva"), cliente)


@transaction.atomic
def _registrar(
    request: HttpRequest, cliente: Cliente, *, fichero: UploadedFile | None, **datos: Any
) -> Compra:
    """The purchase, with its evidence kept among the papers of its unit."""
    archivo = None
    if fichero is not None:
        try:
            archivo = guardar(fichero, admitidos=DOCUMENTOS)
        except ErrorDeNegocio as error:
            error.campo = "fichero"
            raise
    compra = registrar_compra(por=request.user, cliente=cliente, justificante=archivo, **datos)
    if archivo is not None and compra.equipo_id is not None:
        guardar_documento(
            compra.equipo_id,
            por=request.user,
            archivo=archivo,
            nombre=(fichero.name or "")[-150:],
            clase=ClaseDocumento.JUSTIFICANTE,
        )
    return compra
