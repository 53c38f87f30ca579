"""A case by telephone or at the counter, on one screen and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
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
from incidencias.forms import NuevaForm, equipos_de, es_clave
from incidencias.models import Categoria, Incidencia
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, prometer
from incidencias.veredictos import LO_MAS_ANTIGUO
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en
from nucleo.tiempo import dia_local

PLANTILLA = "incidencias/nueva.html"
ABIERTAS_A_LA_VISTA = 5
DE_LA_LLAMADA = ("cliente", "equipo", "contacto")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def nueva(request: HttpRequest) -> HttpResponse:
    """The form; *Guardar y siguiente* leaves it ready for the next call."""
    enviado = request.POST if request.method == "POST" else None
    inicial = {clave: request.GET[clave] for clave in DE_LA_LLAMADA if clave in request.GET}
    form = NuevaForm(enviado, usuario=request.user, initial=inicial)
    if enviado is not None and form.is_valid():
        try:
            codigo = una_sola_vez(request, lambda: _abrir(form.cleaned_data, request.user).codigo)
            return _abierta(request, codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"form": form, **_contexto_de_cliente(request, form)}
    return pintar(request, PLANTILLA, contexto, status=200 if enviado is None else 422)


@transaction.atomic
def _abrir(datos: dict[str, Any], por: Any) -> Incidencia:
    """Customer, case and promise: all of them or none."""
    alta = {campo: datos.pop(f"nuevo_{campo}") for campo in ("nombre", "telefono", "correo")}
    if datos["cliente"] is None:
        datos["cliente"] = _dar_de_alta(alta, por)
    promesa, vence_en = datos.pop("promesa"), datos.pop("promesa_vence_en")
    incidencia = abrir_incidencia(NuevaIncidencia(responsable=por, **datos), por=por)
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
        return redirect("incidencias:nueva")
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
    return {
        "cliente": elegido,
        "sedes": list(elegido.sedes.all()[:3]),
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
