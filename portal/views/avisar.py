"""My units and cases, and reporting a problem in three steps: which unit, what happens, done."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clientes.cobertura import veredicto_de
from clientes.etiquetas import etiqueta_de
from clientes.models import Contacto, Equipo, EquipoQuerySet, Producto
from incidencias.forms import TriajeForm
from incidencias.models import Canal, Incidencia
from incidencias.models.opciones import ABIERTAS, Estado
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, anotar_nota
from incidencias.views.triaje import categoria_ofrecida, pintar_triaje
from nucleo.enlaces import direccion_absoluta
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.frenos import frenar
from nucleo.palabras import decir
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy
from portal.consultas import (
    contacto_de_equipo,
    contactos_de,
    equipo_de,
    equipo_leido,
    incidencias_de,
)
from portal.estados import que_le_cuesta
from portal.forms import AvisoForm
from portal.permisos import exige_cliente

ORIGEN = Canal.PORTAL.value  # not an import: see Incidencia.es_importada
TOPE_EQUIPOS = 100
TOPE_INCIDENCIAS = 50
LARGO_ASUNTO, FRASE_CORTA = 80, 12


@require_safe
@exige_cliente
def inicio(request: HttpRequest) -> HttpResponse:
    """My units with their coverage, and my cases: the open ones first."""
    incidencias = incidencias_de(request.user).order_by("-ocurrida_en", "-pk")  # type: ignore[arg-type]
    vivas = [*ABIERTAS, Estado.RESUELTA]
    contexto = {
        "abiertas": incidencias.filter(estado__in=vivas)[:TOPE_INCIDENCIAS],
        "anteriores": incidencias.exclude(estado__in=vivas)[:TOPE_INCIDENCIAS],
        "equipos": _con_veredicto(_equipos_de(request)),
    }
    return render(request, "portal/mis_cosas.html", contexto)


@require_safe
@exige_cliente
def elegir(request: HttpRequest) -> HttpResponse:
    """Step 1: which unit. The label of one of mine skips it."""
    token = request.GET.get("etiqueta", "")
    leida = etiqueta_de(token) if token else None
    if leida and (suyo := equipo_leido(request.user, leida.equipo)):  # type: ignore[arg-type]
        return redirect("portal:avisar_equipo", suyo.uid)
    contexto = {
        "equipos": _con_veredicto(_equipos_de(request)),
        "token": token if leida else "",
        "producto": leida.equipo.producto if leida else None,
    }
    return render(request, "portal/avisar_elegir.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("30/hour", nombre="avisar")
def avisar_equipo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Step 2, for one of my units: first whether it is covered, then what happens."""
    equipo = equipo_de(request.user, uid)  # type: ignore[arg-type]
    contacto = contacto_de_equipo(request.user, equipo)  # type: ignore[arg-type]
    return _avisar(request, contacto, equipo)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("30/hour", nombre="avisar")
def avisar_otro(request: HttpRequest) -> HttpResponse:
    """Step 2, about something that is not in the list; its label, if they read one, says what."""
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    if not contactos:
        return redirect("portal:persona")
    leida = etiqueta_de(request.GET.get("etiqueta", ""))
    return _avisar(request, contactos[0], None, leido=leida.equipo if leida else None)


@require_safe
@exige_cliente
def preguntas(request: HttpRequest) -> HttpResponse:
    """The questions of the category chosen, its dangers first, in the customer's language."""
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    idioma = contactos[0].idioma if contactos else "es"
    return pintar_triaje(request, request.path, para_cliente=True, idioma=idioma)


def _triaje(request: HttpRequest, contacto: Contacto) -> TriajeForm:
    elegida = categoria_ofrecida(request.POST.get("categoria", ""), en_portal=True)
    return TriajeForm(
        request.POST or None,
        request.FILES or None,
        categoria=elegida,
        para_cliente=True,
        idioma=contacto.idioma,
    )


def _avisar(
    request: HttpRequest,
    contacto: Contacto,
    equipo: Equipo | None,
    *,
    leido: Equipo | None = None,
) -> HttpResponse:
    form = AvisoForm(
        request.POST or None,
        request.FILES or None,
        con_equipo=equipo is not None,
        initial={"aparato": _modelo(leido.producto)} if leido else None,
    )
    triaje = _triaje(request, contacto)
    if request.method == "POST" and form.is_valid() & triaje.is_valid():
        try:
            codigo = una_sola_vez(
                request, lambda: _abrir(form, triaje, contacto, equipo, leido).codigo
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            return redirect("portal:acuse", codigo)
    contexto: dict[str, Any] = {
        "form": form,
        "triaje": triaje,
        "url_triaje": reverse("portal:preguntas"),
        "equipo": equipo,
    }
    if equipo is not None:
        veredicto = veredicto_de(equipo, manifestacion=hoy())
        coste = que_le_cuesta(veredicto, equipo.nuestro_papel)
        contexto |= {"veredicto": veredicto, "coste": coste}
    estado = 422 if form.errors or triaje.errors else 200
    return render(request, "portal/avisar.html", contexto, status=estado)


@transaction.atomic
def _abrir(
    form: AvisoForm,
    triaje: TriajeForm,
    contacto: Contacto,
    equipo: Equipo | None,
    leido: Equipo | None,
) -> Incidencia:
    """Open the case, or give the one that this same form already opened.

    `leido`: the unit whose label they read, which we know as another's: the office is told.
    """
    datos = form.cleaned_data
    envio = str(datos["envio"] or "")
    repetida = Incidencia.objects.filter(origen=ORIGEN, referencia_externa=envio, contacto=contacto)
    if envio and (ya_abierta := repetida.first()):
        return ya_abierta
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            equipo=equipo,
            sede=equipo.sede if equipo and _es_suya(equipo, contacto) else None,
            asunto=_asunto(datos),
            descripcion=_descripcion(datos),
            tipo=datos["categoria"].tipo,
            categoria=datos["categoria"],
            canal=Canal.PORTAL,
            idioma=contacto.idioma,
            fecha_fallo=datos["fecha_fallo"],
            adjuntos=form.adjuntos,
            respuestas=triaje.respuestas,
            origen=ORIGEN if envio else "",
            referencia_externa=envio,
        ),
        por=contacto,
    )
    if leido is not None:
        anotar_nota(incidencia.pk, por=SISTEMA, texto=_aviso_de_etiqueta(leido))
    return incidencia


def _modelo(producto: Producto) -> str:
    """What is written on its plate."""
    return " ".join(filter(None, (str(producto), producto.marca, producto.modelo)))[:120]


def _aviso_de_etiqueta(equipo: Equipo) -> str:
    return decir(
        _(
            "Leyó la etiqueta [del equipo] %(serie)s (%(direccion)s), que está a nombre de otro"
            " cliente: comprueba si ha cambiado de propietario."
        )
    ) % {
        "serie": equipo.numero_serie or equipo.producto,
        "direccion": direccion_absoluta(equipo.get_absolute_url()),
    }


def _es_suya(equipo: Equipo, contacto: Contacto) -> bool:
    return equipo.sede is not None and contacto.cliente.es_suyo(equipo.sede)


def _asunto(datos: dict[str, Any]) -> str:
    """The category and the first sentence of what they tell."""
    principio = Truncator(primera_frase(datos["texto"])).chars(LARGO_ASUNTO)
    return _("%(categoria)s: %(texto)s") % {"categoria": datos["categoria"], "texto": principio}


def primera_frase(texto: str) -> str:
    """Without its full stop; two, if the first is a mere greeting («Hola.»)."""
    primera, *otras = re.split(r"(?<=[.!?…])\s+|\n+", texto.strip(), maxsplit=1)
    corta = " ".join(texto.split()) if otras and len(primera) < FRASE_CORTA else primera
    return corta.removesuffix(".")


def _descripcion(datos: dict[str, Any]) -> str:
    if not datos.get("aparato"):
        return datos["texto"]
    return decir(_("[Equipo]: %(aparato)s\n\n%(texto)s")) % datos


def _equipos_de(request: HttpRequest) -> list[Equipo]:
    equipos: EquipoQuerySet = Equipo.objects.de_cliente(request.user)  # type: ignore[arg-type]
    return list(equipos.en_uso().con_cobertura().order_by("-pk")[:TOPE_EQUIPOS])


def _con_veredicto(equipos: list[Equipo]) -> list[tuple[Equipo, dict[str, Any]]]:
    dia = hoy()
    return [(equipo, veredicto_de(equipo, manifestacion=dia)) for equipo in equipos]
