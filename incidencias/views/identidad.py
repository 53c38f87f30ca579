"""Proving with whom we speak, beside the form of a new case: fragments, one for each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clientes.models import Cliente, Contacto
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.forms import es_clave
from incidencias.identidad import PREGUNTAS, a_medias, destinos_de, preguntas_para
from incidencias.models import ComprobacionIdentidad, MetodoIdentidad, ResultadoIdentidad
from incidencias.servicios import (
    comprobar_codigo,
    comprobar_con_preguntas,
    enviar_codigo_de_identidad,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

PLANTILLA = "incidencias/identidad.html"
Paso = Callable[[HttpRequest, Cliente, Contacto | None], ComprobacionIdentidad]


@require_POST
@exige_oficina
def identidad(request: HttpRequest, paso: str) -> HttpResponse:
    """Ask, send a code, or compare it; the card comes back with how it went."""
    usuario = cast("Usuario", request.user)
    cliente, contacto = _de_quien_se_trata(request, usuario)
    try:
        comprobacion = PASOS[paso](request, cliente, contacto)
        contexto = contexto_de_identidad(cliente, contacto, comprobacion)
        return render(request, PLANTILLA, contexto)
    except ErrorDeNegocio as error:
        previa = comprobacion_de(usuario, cliente, request.POST.get("comprobacion", ""))
        contexto = {**contexto_de_identidad(cliente, contacto, previa), "error": str(error)}
        return render(request, PLANTILLA, contexto, status=422)


def _preguntas(
    request: HttpRequest, cliente: Cliente, contacto: Contacto | None
) -> ComprobacionIdentidad:
    respuestas = {codigo: request.POST.get(f"p_{codigo}", "") for codigo in PREGUNTAS}
    por = cast("Usuario", request.user)
    return comprobar_con_preguntas(cliente.pk, respuestas, por=por, contacto=contacto)


def _codigo(
    request: HttpRequest, cliente: Cliente, contacto: Contacto | None
) -> ComprobacionIdentidad:
    por, canal = cast("Usuario", request.user), request.POST.get("via_codigo", "")
    return enviar_codigo_de_identidad(cliente.pk, canal, por=por, contacto=contacto)


def _comprobar(
    request: HttpRequest, cliente: Cliente, contacto: Contacto | None
) -> ComprobacionIdentidad:
    por = cast("Usuario", request.user)
    enviada = comprobacion_de(por, cliente, request.POST.get("comprobacion", ""))
    if enviada is None:
        raise ErrorDeNegocio(_("Ese código ya no vale: manda otro."))
    hecha = comprobar_codigo(enviada.uid, request.POST.get("codigo", ""), por=por)
    if hecha.resultado == ResultadoIdentidad.PENDIENTE:
        raise ErrorDeNegocio(_("Ese no es el código. Que lo lea otra vez."))
    return hecha


PASOS: dict[str, Paso] = {"preguntas": _preguntas, "codigo": _codigo, "comprobar": _comprobar}


def _de_quien_se_trata(request: HttpRequest, usuario: Usuario) -> tuple[Cliente, Contacto | None]:
    clave, de_contacto = request.POST.get("cliente", ""), request.POST.get("contacto", "")
    visibles = Cliente.objects.visibles_para(usuario).select_related("fusionado_en")
    cliente = visibles.filter(pk=clave).first() if es_clave(clave) else None
    if cliente is None:
        raise Http404
    titular = cliente.titular
    contacto = None
    if es_clave(de_contacto):
        suyos = Contacto.objects.filter(cliente__in=titular.identidades, activo=True)
        contacto = suyos.filter(pk=de_contacto).first()
    return titular, contacto


def comprobacion_de(usuario: Usuario, cliente: Cliente, uid: str) -> ComprobacionIdentidad | None:
    """The check that the page names, if it is mine and of that customer."""
    try:
        pedida = UUID(uid)
    except ValueError:
        return None
    mias = ComprobacionIdentidad.objects.filter(usuario=usuario, cliente=cliente)
    return mias.filter(uid=pedida).first()


def contexto_de_identidad(
    cliente: Cliente,
    contacto: Contacto | None = None,
    comprobacion: ComprobacionIdentidad | None = None,
) -> dict[str, Any]:
    """What the card shows: until it is proved, only what helps to know whether it may be them."""
    es_correcta = comprobacion is not None and comprobacion.es_correcta
    return {
        "cliente": cliente,
        "comprobacion": comprobacion,
        "es_correcta": es_correcta,
        "a_la_vista": _datos(cliente, contacto, enteros=es_correcta),
        "sedes": list(cliente.sedes.all()[:3]) if es_correcta else [],
        "preguntas": [] if es_correcta else preguntas_para(cliente, contacto),
        "destinos": {c: a_medias(d) for c, d in destinos_de(cliente, contacto).items()},
        "envio_codigo": _envio(comprobacion),
    }


def _datos(cliente: Cliente, contacto: Contacto | None, *, enteros: bool) -> list[tuple[str, str]]:
    correo = cliente.correo_para(contacto)
    filas = ((_("NIF"), cliente.nif), (_("Teléfono"), cliente.telefono), (_("Correo"), correo))
    return [(que, dato if enteros else a_medias(dato)) for que, dato in filas if dato]


def _envio(comprobacion: ComprobacionIdentidad | None) -> Comunicacion | None:
    if comprobacion is None or comprobacion.metodo != MetodoIdentidad.CODIGO:
        return None
    return Comunicacion.objects.filter(clave=f"identidad:{comprobacion.uid}").first()
