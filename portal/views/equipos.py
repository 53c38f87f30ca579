"""My units: one of them with its rights and papers, and putting another under my name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clientes.busqueda import buscar_productos
from clientes.cobertura import veredicto_de
from clientes.contratos import contratos_de_equipo
from clientes.etiquetas import etiqueta_de
from clientes.models import Compra, Contacto, DocumentoEquipo, Equipo, Producto
from clientes.ofertas import ofertas_de
from incidencias.models import Adjunto
from nucleo import archivos
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.frenos import frenar
from nucleo.palabras import decir
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy
from portal.altas import anotar_compra, anotar_equipo, es_de_otro, pedir_que_se_anote
from portal.consultas import (
    contacto_de_equipo,
    contactos_de,
    decide_por_el,
    equipo_de,
    es_titular,
    incidencias_de,
)
from portal.desistimiento import compra_de, lo_vendimos
from portal.estados import que_le_cuesta
from portal.forms import CompraForm, NoEstaForm, RegistroForm
from portal.permisos import exige_cliente
from portal.tarifas import tarifas_para

TOPE = 50
TOPE_MODELOS = 12


@require_safe
@exige_cliente
def equipo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One of mine: covered or not, what else protects it, papers, contracts, prices, cases."""
    suyo = equipo_de(request.user, uid)  # type: ignore[arg-type]
    veredicto = veredicto_de(suyo, manifestacion=hoy())
    titular = es_titular(request.user, suyo)  # type: ignore[arg-type]
    compra = compra_de(suyo) if titular else None
    contexto = {
        "equipo": suyo,
        "veredicto": veredicto,
        "coste": que_le_cuesta(veredicto, suyo.nuestro_papel),
        "derechos": _derechos(veredicto),
        "compra": compra,
        "falta_compra": titular and compra is None,
        "puede_pedir_desistir": compra is not None
        and lo_vendimos(suyo)
        and decide_por_el(request.user, suyo),  # type: ignore[arg-type]
        # What it includes and what is left is of whoever pays it; the verdict says that it covers.
        "contratos": contratos_de_equipo(suyo, hoy()) if titular else [],
        "ofertas": ofertas_de(suyo.producto),
        "tarifas": tarifas_para(suyo, hoy()),
        "documentos": _documentos(request, suyo),
        "papeles": _papeles(request, suyo),
        "incidencias": incidencias_de(request.user).filter(equipo=suyo).order_by("-pk")[:TOPE],  # type: ignore[arg-type]
    }
    return render(request, "portal/equipo.html", contexto)


def _derechos(veredicto: dict[str, Any]) -> list[dict[str, Any]]:
    """What covers it today, besides the one that the verdict already speaks of."""
    vivas = [via for via in veredicto["vias"] if via["estado"] in {"cubierto", "parcial"}]
    if len(vivas) < 2:
        return []
    return [
        via | {"hasta": date.fromisoformat(via["hasta"]) if via["hasta"] else None} for via in vivas
    ]


def _documentos(request: HttpRequest, equipo: Equipo) -> list[DocumentoEquipo]:
    visibles = DocumentoEquipo.objects.visibles_para(request.user)  # type: ignore[arg-type]
    return list(visibles.filter(equipo=equipo).order_by("-guardado_en", "-pk")[:TOPE])


def _papeles(request: HttpRequest, equipo: Equipo) -> list[Adjunto]:
    """Work reports and quotes of their cases of this unit."""
    suyas = incidencias_de(request.user).filter(equipo=equipo)  # type: ignore[arg-type]
    filas = Adjunto.objects.filter(incidencia__in=suyas.values("pk"), es_publico=True)
    sin_fotos = filas.exclude(archivo__tipo__startswith="image/")
    return list(sin_fotos.select_related("incidencia", "archivo").order_by("-pk")[:TOPE])


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("20/hour", nombre="registrar-equipo")
def comprar(request: HttpRequest, uid: UUID) -> HttpResponse:
    """When one of mine was bought, if we do not know: its guarantee comes from it."""
    suyo = equipo_de(request.user, uid)  # type: ignore[arg-type]
    if not es_titular(request.user, suyo) or compra_de(suyo) is not None:  # type: ignore[arg-type]
        raise Http404
    contacto = contacto_de_equipo(request.user, suyo)  # type: ignore[arg-type]
    form = CompraForm(*_enviado(request))
    if request.method == "POST" and form.is_valid():
        try:
            una_sola_vez(
                request,
                lambda: str(
                    anotar_compra(
                        contacto, suyo, form.cleaned_data, form.recibidos["justificante"]
                    ).pk
                ),
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Gracias. Ya sabemos qué garantía tiene."))
            return redirect("portal:equipo", suyo.uid)
    estado = 422 if form.errors else 200
    contexto = {"form": form, "equipo": suyo}
    return render(request, "portal/equipo_compra.html", contexto, status=estado)


@require_safe
@exige_cliente
def documento(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    suyo = equipo_de(request.user, uid)  # type: ignore[arg-type]
    visibles = DocumentoEquipo.objects.visibles_para(request.user)  # type: ignore[arg-type]
    fila = get_object_or_404(visibles.select_related("archivo"), pk=pk, equipo=suyo)
    return archivos.servir(fila.archivo, fila.nombre)


# --- Putting one under my name


@require_safe
@exige_cliente
@frenar("120/hour", nombre="modelos", metodos=("GET",))
def elegir_modelo(request: HttpRequest) -> HttpResponse:
    """Step 1: which model. From a purchase of theirs that has no unit yet, or looking for it."""
    texto = request.GET.get("q", "").strip()[:80]
    activos = Producto.objects.filter(activo=True)
    modelos = buscar_productos(activos, texto).order_by("nombre", "pk") if texto else []
    contexto = {
        "texto": texto,
        "modelos": modelos[:TOPE_MODELOS],
        "compras": _compras_sin_equipo(request),
    }
    return render(request, "portal/equipo_modelo.html", contexto)


def _compras_sin_equipo(request: HttpRequest) -> list[Compra]:
    suyas = Compra.objects.de_cliente(request.user).filter(  # type: ignore[arg-type]
        equipo=None, producto__isnull=False
    )
    return list(
        suyas.select_related("producto", "cliente").order_by("-fecha_contrato", "-pk")[
            :TOPE_MODELOS
        ]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("20/hour", nombre="registrar-equipo")
def registrar(request: HttpRequest, producto_pk: int) -> HttpResponse:
    """Step 2: its serial or its plate, and when it was bought."""
    producto = get_object_or_404(Producto, pk=producto_pk, activo=True)
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    if not contactos:
        return redirect("portal:persona")
    compra = _compra_pedida(request, producto)
    contacto = next((c for c in contactos if compra and compra.cliente.es_suyo(c)), None)
    return _registrar(request, contacto or contactos[0], producto, compra)


def _compra_pedida(request: HttpRequest, producto: Producto) -> Compra | None:
    """The purchase of `?compra=`; one that is not theirs or is of another model is none."""
    pedida = request.GET.get("compra", "")
    return next(
        (
            compra
            for compra in _compras_sin_equipo(request)
            if str(compra.pk) == pedida and compra.producto_id == producto.pk
        ),
        None,
    )


def _registrar(
    request: HttpRequest, contacto: Contacto, producto: Producto, compra: Compra | None
) -> HttpResponse:
    leida = etiqueta_de(request.GET.get("etiqueta", ""))
    form = RegistroForm(*_enviado(request), contacto=contacto, compra=compra)
    if request.method == "POST" and form.is_valid():
        try:
            ruta = una_sola_vez(
                request, lambda: _alta(form, contacto, producto, leida.equipo if leida else None)
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            _decir_lo_hecho(request, ruta)
            return redirect(ruta)
    contexto = {"form": form, "producto": producto, "compra": compra}
    estado = 422 if form.errors else 200
    return render(request, "portal/equipo_nuevo.html", contexto, status=estado)


def _alta(form: RegistroForm, contacto: Contacto, producto: Producto, leido: Equipo | None) -> str:
    """Where to go next: the unit, or the case that asks for it if it is another's already."""
    datos = form.cleaned_data
    if leido is not None:
        return _suyo_o_pedir(form, contacto, producto, leido)
    try:
        suyo = anotar_equipo(
            contacto,
            producto,
            datos,
            placa=form.recibidos["placa"],
            justificante=form.recibidos["justificante"],
        )
    except ErrorDeNegocio as error:
        if not es_de_otro(error):
            raise
        ya = Equipo.objects.get(
            producto=producto, numero_serie=datos["numero_serie"].strip().upper()
        )
        return _suyo_o_pedir(form, contacto, producto, ya)
    return _ruta(suyo)


def _suyo_o_pedir(form: RegistroForm, contacto: Contacto, producto: Producto, ya: Equipo) -> str:
    """They had registered it before; or it is somebody else's, and a person looks into it."""
    if Equipo.objects.de_cliente(contacto.usuario).filter(pk=ya.pk).exists():  # type: ignore[arg-type]
        return _ruta(ya)
    return _pedir(form, contacto, producto, ya)


def _pedir(form: RegistroForm, contacto: Contacto, producto: Producto, ya: Equipo) -> str:
    texto = "\n".join(
        f"{campo.label} {campo.value()}"
        for campo in form
        if campo.name in {"numero_serie", "fecha_contrato", "vendedor"} and campo.value()
    )
    incidencia = pedir_que_se_anote(contacto, f"{producto}\n{texto}", form.adjuntos, ya_anotado=ya)
    return _ruta_del_acuse(incidencia.codigo)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("20/hour", nombre="registrar-equipo")
def no_esta(request: HttpRequest) -> HttpResponse:
    """Its model is not in our catalogue: a person registers it with the photo of its plate."""
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    if not contactos:
        return redirect("portal:persona")
    form = NoEstaForm(*_enviado(request))
    if request.method == "POST" and form.is_valid():
        datos = form.cleaned_data
        texto = "\n".join(
            str(datos[campo]) for campo in ("modelo", "numero_serie", "texto") if datos[campo]
        )
        ruta = una_sola_vez(
            request,
            lambda: _ruta_del_acuse(pedir_que_se_anote(contactos[0], texto, form.adjuntos).codigo),
        )
        return redirect(ruta)
    estado = 422 if form.errors else 200
    return render(request, "portal/equipo_no_esta.html", {"form": form}, status=estado)


def _enviado(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing until it is sent, even if it is sent empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _ruta(equipo: Equipo) -> str:
    return str(redirect("portal:equipo", equipo.uid).url)


def _ruta_del_acuse(codigo: str) -> str:
    return str(redirect("portal:acuse", codigo).url)


def _decir_lo_hecho(request: HttpRequest, ruta: str) -> None:
    if ruta.endswith("/acuse/"):
        messages.info(
            request,
            decir(_("[Ese equipo] ya consta en nuestros datos: lo comprueba una persona.")),
        )
    else:
        messages.success(request, decir(_("Ya tenemos [su equipo anotado] a su nombre.")))
