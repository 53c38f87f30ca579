"""A case by telephone or at the counter, on one screen and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clientes.cobertura import veredicto_de
from clientes.models import Cliente, Equipo
from clientes.servicios import dar_de_alta_cliente
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.busqueda import buscar_clientes
from incidencias.forms import NuevaForm, TriajeForm, equipos_de, es_clave
from incidencias.models import Canal, Categoria, Incidencia, LlamadaCentralita
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_sin_vuelta,
    atender_devolucion,
    prometer,
)
from incidencias.servicios.identidad import apuntar_identidad
from incidencias.servicios.previas import entregar_enlaces, fotos_de_borrador, tomar_borrador
from incidencias.veredictos import LO_MAS_ANTIGUO
from incidencias.views.identidad import comprobacion_de, contexto_de_identidad
from incidencias.views.previas import (
    borrador_de,
    contexto_de_acuse,
    contexto_de_fotos,
    es_uid,
    guiones_de,
    otros_borradores,
    uid_de,
)
from incidencias.views.triaje import categoria_ofrecida
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en
from nucleo.tiempo import dia_local

PLANTILLA = "incidencias/nueva.html"
ABIERTAS_A_LA_VISTA = 5
DE_LA_LLAMADA = ("cliente", "equipo", "contacto", "llamada", "nuevo_telefono")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def nueva(request: HttpRequest) -> HttpResponse:
    """The form; *Guardar y siguiente* leaves it ready for the next call."""
    usuario = cast("Usuario", request.user)
    enviado = request.POST if request.method == "POST" else None
    uid, inicial = _a_medias(request, usuario)
    form = NuevaForm(enviado, usuario=usuario, initial=inicial)
    triaje = _triaje(request, form, inicial)
    if enviado is not None and form.is_valid() & triaje.is_valid():
        try:
            codigo = una_sola_vez(request, lambda: _abrir(request, form, triaje, uid).codigo)
            return _abierta(request, codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    de_cliente = _contexto_de_cliente(request, form)
    dicho = {c: form[c].value() for c in ("tipo", "categoria")}
    contexto = {
        "form": form,
        "triaje": triaje,
        "url_triaje": reverse("incidencias:triaje"),
        "llamada": _llamada(usuario, str(_dicho(request, inicial, "llamada"))),
        "otros_borradores": otros_borradores(usuario, uid),
        "guiones": guiones_de(dicho, de_cliente["cliente"]),
        **contexto_de_fotos(usuario, uid),
        **de_cliente,
        **_anterior(request),
    }
    return pintar(request, PLANTILLA, contexto, status=200 if enviado is None else 422)


def _a_medias(request: HttpRequest, usuario: Usuario) -> tuple[UUID, dict[str, Any]]:
    """What the page begins with: the draft that it names, and what the call screen knows."""
    uid = uid_de(request.POST.get("borrador") or request.GET.get("borrador", ""))
    borrador = borrador_de(usuario, uid) if "borrador" in request.GET else None
    previo = borrador.datos if borrador else {}
    return uid, previo | {c: request.GET[c] for c in DE_LA_LLAMADA if c in request.GET}


def _dicho(request: HttpRequest, inicial: Mapping[str, Any], clave: str) -> Any:
    return request.POST.get(clave) or inicial.get(clave) or ""


def _triaje(request: HttpRequest, form: NuevaForm, inicial: Mapping[str, Any]) -> TriajeForm:
    """The questions of the category chosen, with what was answered so far."""
    categoria = categoria_ofrecida(str(form["categoria"].value() or ""))
    if request.method == "POST":
        return TriajeForm(request.POST, request.FILES, categoria=categoria)
    previas = {
        int(clave[2:]): str(valor)
        for clave, valor in inicial.items()
        if clave.startswith("t_") and es_clave(clave[2:])
    }
    return TriajeForm(categoria=categoria, previas=previas)


def _llamada(usuario: Usuario, clave: str) -> LlamadaCentralita | None:
    if not es_clave(clave):
        return None
    return LlamadaCentralita.objects.visibles_para(usuario).filter(pk=clave).first()


def _anterior(request: HttpRequest) -> dict[str, Any]:
    """The case just opened, while its receipt is on its way."""
    codigo = request.GET.get("anterior", "")
    try:
        return contexto_de_acuse(request, codigo) if codigo else {}
    except Http404:
        return {}


@transaction.atomic
def _abrir(request: HttpRequest, form: NuevaForm, triaje: TriajeForm, uid: UUID) -> Incidencia:
    """Customer, case, photos, promise: all of them or none."""
    por, datos = cast("Usuario", request.user), dict(form.cleaned_data)
    alta = {campo: datos.pop(f"nuevo_{campo}") for campo in ("nombre", "telefono", "correo")}
    if datos["cliente"] is None:
        datos["cliente"] = _dar_de_alta(alta, por)
    promesa, vence_en = datos.pop("promesa"), datos.pop("promesa_vence_en")
    borrador = tomar_borrador(uid, por=por) if "borrador" in request.POST else None
    nueva = NuevaIncidencia(
        responsable=por,
        respuestas=triaje.respuestas,
        adjuntos=fotos_de_borrador(borrador) if borrador else (),
        centralita=_llamada(por, request.POST.get("llamada", "")),
        **datos,
    )
    incidencia = abrir_sin_vuelta(nueva, por=por)
    if borrador is not None:
        entregar_enlaces(borrador, incidencia)
    if incidencia.canal == Canal.TELEFONO:
        quien = incidencia.contacto or incidencia.cliente
        atender_devolucion(quien.telefono or incidencia.cliente.telefono, por=por)
    if es_uid(request.POST.get("comprobacion", "")):
        apuntar_identidad(incidencia, UUID(request.POST["comprobacion"]), por=por)
    if promesa:
        prometer(incidencia.pk, por=por, texto=promesa, vence_en=vence_en)
    return incidencia


def _dar_de_alta(alta: dict[str, str], por: Any) -> Cliente:
    try:
        return dar_de_alta_cliente(por=por, **alta)
    except ErrorDeNegocio as error:
        campo = f"nuevo_{error.campo}" if error.campo in alta else None
        raise ErrorDeNegocio(str(error), campo=campo, codigo=error.codigo) from error


def _abierta(request: HttpRequest, codigo: str) -> HttpResponse:
    olvidar_cuentas(request.user)
    if "siguiente" in request.POST:
        frase = _("Abierta %(codigo)s. Lista para la siguiente.") % {"codigo": codigo}
        messages.success(request, frase)
        return redirect(f"{reverse('incidencias:nueva')}?anterior={codigo}")
    return redirect("incidencias:ficha", codigo)


@require_safe
@exige_oficina
def buscar(request: HttpRequest) -> HttpResponse:
    """Customers that what was typed may mean: name, telephone, NIF, serial or case code."""
    texto = request.GET.get("q", "")
    contexto = {"texto": texto, "hallados": buscar_clientes(request.user, texto)}
    return pintar(request, "incidencias/nueva_hallados.html", contexto, fragmento="lista")


@require_safe
@exige_oficina
def cliente(request: HttpRequest) -> HttpResponse:
    """The customer chosen: who they are, what they have open and which units they own."""
    inicial = {clave: request.GET[clave] for clave in DE_LA_LLAMADA if clave in request.GET}
    form = NuevaForm(None, usuario=request.user, initial=inicial)
    contexto = {"form": form, **_contexto_de_cliente(request, form)}
    return pintar(request, PLANTILLA, contexto, fragmento="cliente")


@require_safe
@exige_oficina
def veredicto(request: HttpRequest) -> HttpResponse:
    """Whether the unit is covered today, said before anything else is typed."""
    equipo = _equipo_visible(request.user, request.GET.get("equipo", ""))
    contexto = {"veredicto": _veredicto(equipo, request.GET)}
    return render(request, f"{PLANTILLA}#veredicto", contexto)


def _contexto_de_cliente(request: HttpRequest, form: NuevaForm) -> dict[str, Any]:
    elegido = _cliente_visible(request.user, str(form["cliente"].value() or ""))
    if elegido is None:
        return {"cliente": None, "url_nueva": reverse("incidencias:nueva")}
    equipos = list(equipos_de(elegido.pk).select_related("producto", "sede"))
    equipo = _elegido_entre(equipos, str(form["equipo"].value() or ""))
    mismos = Cliente.objects.identidades_de(elegido.pk)
    suyas = Incidencia.objects.visibles_para(request.user).filter(cliente__in=mismos)
    abiertas = suyas.abiertas()
    comprobacion = comprobacion_de(
        cast("Usuario", request.user), elegido, request.POST.get("comprobacion", "")
    )
    return {
        **contexto_de_identidad(elegido, None, comprobacion),
        "equipos": equipos,
        "equipo_elegido": equipo,
        "veredicto": _veredicto(equipo, {c: form[c].value() for c in ("categoria", "fecha_fallo")}),
        "abiertas": list(abiertas.para_listado().order_by("-ocurrida_en")[:ABIERTAS_A_LA_VISTA]),
    }


def _cliente_visible(usuario: Usuario, pk: str) -> Cliente | None:
    if not es_clave(pk):
        return None
    visibles = Cliente.objects.visibles_para(usuario).select_related("fusionado_en")
    hallado = visibles.filter(pk=pk).first()
    return hallado.titular if hallado else None


def _elegido_entre(equipos: list[Equipo], pk: str) -> Equipo | None:
    """The unit marked; the only one that there is, if none was."""
    marcado = next((equipo for equipo in equipos if str(equipo.pk) == pk), None)
    return marcado or (equipos[0] if len(equipos) == 1 and not pk else None)


def _equipo_visible(usuario: Any, pk: str) -> Equipo | None:
    if not es_clave(pk):
        return None
    return Equipo.objects.visibles_para(usuario).filter(pk=pk).first()


def _veredicto(equipo: Equipo | None, dicho: Mapping[str, Any]) -> dict[str, Any] | None:
    """The verdict with what has been typed so far: what fails and since when."""
    if equipo is None:
        return None
    categoria = str(dicho.get("categoria") or "")
    elegida = Categoria.objects.filter(pk=categoria).first() if es_clave(categoria) else None
    return veredicto_de(
        equipo,
        manifestacion=_dia_del_fallo(str(dicho.get("fecha_fallo") or "")),
        defecto=elegida.nombre if elegida else "",
    )


def _dia_del_fallo(texto: str) -> date:
    """The day typed, if it can be; what is wrong with it, the form says."""
    hoy = dia_local(timezone.now())
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        return hoy
    return dia if LO_MAS_ANTIGUO <= dia <= hoy else hoy
