"""Bringing an exported chat: upload, look at what it is, bring it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cuentas.permisos import exige_oficina
from incidencias.forms.whatsapp import SubirChatForm, TraerChatForm
from incidencias.models import ImportacionChat, Incidencia
from incidencias.servicios.chats_importados import (
    ChatPorTraer,
    importar_chat,
    leer_importacion,
    subir_chat,
)
from incidencias.views.acceso import ficha_o_404, visible_o_404
from incidencias.whatsapp.fechas import Orden
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en

A_LA_VISTA = 6
ANTES_DE_LA_INCIDENCIA = timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def subir(request: HttpRequest, codigo: str) -> HttpResponse:
    """Step 1: the file that WhatsApp gives."""
    incidencia = visible_o_404(request, codigo)
    form = SubirChatForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            subida = subir_chat(incidencia, form.cleaned_data["fichero"], por=request.user)
            return redirect("incidencias:chat_traer", codigo, subida.pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if request.method == "POST" else 200
    contexto = {"incidencia": incidencia, "form": form}
    return render(request, "incidencias/chat_subir.html", contexto, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def traer(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Step 2: who is who and what is new; sent, it is brought."""
    incidencia = ficha_o_404(request, codigo)
    subidas = ImportacionChat.objects.filter(incidencia=incidencia, traida_en=None)
    subida = get_object_or_404(subidas.select_related("archivo"), pk=pk)
    try:
        sin_elegir = leer_importacion(subida, nosotros=frozenset())
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect("incidencias:chat_subir", codigo)
    enviado = request.POST if request.method == "POST" else request.GET or None
    inicial = _inicial(incidencia, sin_elegir)
    autores = list(sin_elegir.chat.autores)
    form = TraerChatForm(enviado, autores=autores, initial=inicial)
    if form.is_valid() and request.method == "POST":
        try:
            return _traida(request, incidencia, _importar(request, subida, form))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    por_traer = _segun(form, subida, inicial) or sin_elegir
    contexto = {"incidencia": incidencia, "subida": subida, "form": form, **_vista(por_traer)}
    estado = 422 if form.errors else 200
    return pintar(request, "incidencias/chat_traer.html", contexto, "vista", status=estado)


def _importar(
    request: HttpRequest, subida: ImportacionChat, form: TraerChatForm
) -> ImportacionChat:
    datos = form.cleaned_data
    return importar_chat(
        subida.pk,
        por=request.user,
        nosotros=frozenset(datos["nosotros"]),
        orden=Orden(datos["orden"]) if datos["orden"] else None,
        desde=datos["desde"],
    )


def _traida(request: HttpRequest, incidencia: Incidencia, hecha: ImportacionChat) -> HttpResponse:
    cuantos = hecha.mensajes_nuevos
    frase = ngettext("Un mensaje nuevo.", "%(cuantos)s mensajes nuevos.", cuantos)
    messages.success(
        request, frase % {"cuantos": cuantos} if cuantos else _("No había nada nuevo.")
    )
    return redirect(incidencia)


def _inicial(incidencia: Incidencia, leido: ChatPorTraer) -> dict[str, Any]:
    """Who is not the customer is probably us; old matters are probably of something else."""
    suyos = {incidencia.cliente.nombre.casefold()}
    if incidencia.contacto:
        suyos.add(incidencia.contacto.nombre.casefold())
    telefonos = {incidencia.cliente.telefono, getattr(incidencia.contacto, "telefono", "")} - {""}
    autores = [autor for autor, _n in leido.chat.autores]
    nosotros = [a for a in autores if not _es_el_cliente(a, suyos, telefonos)]
    if len(nosotros) == len(autores):
        nosotros = autores[1:]
    limite = incidencia.dia_llegada - ANTES_DE_LA_INCIDENCIA
    es_viejo = leido.chat.mensajes[0].cuando.date() < limite
    return {
        "nosotros": nosotros,
        "orden": leido.chat.orden.value,
        "desde": limite if es_viejo else None,
    }


def _es_el_cliente(autor: str, nombres: set[str], telefonos: set[str]) -> bool:
    corto = autor.casefold()
    numero = "".join(letra for letra in autor if letra.isdigit())
    return any(corto in nombre or nombre in corto for nombre in nombres) or any(
        len(numero) > 8 and telefono.endswith(numero[-9:]) for telefono in telefonos
    )


def _segun(
    form: TraerChatForm, subida: ImportacionChat, inicial: dict[str, Any]
) -> ChatPorTraer | None:
    """The chat as the form says; a date that cannot be is said by the form."""
    datos = inicial if not form.is_bound else form.cleaned_data
    try:
        return leer_importacion(
            subida,
            nosotros=frozenset(datos.get("nosotros") or ()),
            orden=Orden(datos["orden"]) if datos.get("orden") else None,
            desde=datos.get("desde"),
        )
    except ErrorDeNegocio as error:
        if form.is_bound:
            anotar_en(form, error)
        return None


def _vista(por_traer: ChatPorTraer) -> dict[str, Any]:
    mensajes = por_traer.chat.mensajes
    nuevos = por_traer.nuevos
    con_fichero = [mensaje for mensaje in mensajes if mensaje.con_fichero]
    return {
        "chat": por_traer.chat,
        "cuantos": len(mensajes),
        "primero": mensajes[0],
        "ultimo": mensajes[-1],
        "cuantos_nuevos": len(nuevos),
        "editados": len(por_traer.editados),
        "ya_estaban": sum(huella in por_traer.conocidas for huella in por_traer.huellas),
        "muestra": [mensaje for mensaje, _huella in nuevos[:A_LA_VISTA]],
        "quedan": max(len(nuevos) - A_LA_VISTA, 0),
        "ficheros": sum(m.fichero in por_traer.paquete.nombres for m in con_fichero if m.fichero),
        "sin_fichero": sum(m.fichero not in por_traer.paquete.nombres for m in con_fichero),
    }
