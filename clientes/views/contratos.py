"""Maintenance contracts: the list, the page of one, its draft and every decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.acciones import POR_CLAVE, PRONTO, Accion, acciones_para
from clientes.busqueda import buscar_clientes
from clientes.contratos import avisos_de, contratacion_de, saldos_de, ultimos_periodos
from clientes.forms.contratos import EN_HORAS, ContratoForm, inicial_de
from clientes.models import (
    AvisoContrato,
    Cliente,
    ContratoMantenimiento,
    ContratoQuerySet,
    EquipoContratado,
    EstadoContrato,
    PeriodoContrato,
)
from clientes.roles import CONTRATAN
from clientes.servicios.contratos import cambiar_borrador, redactar_contrato
from clientes.views.comun import TOPE, cliente_de, enviado, formulario
from cuentas.permisos import exige_oficina, exige_rol
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.models import Comunicacion
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy

SUCESOS = 50
ACABADOS = (EstadoContrato.VENCIDO, EstadoContrato.RESCINDIDO, EstadoContrato.DESCARTADO)
exige_contratar = exige_rol(*CONTRATAN)


@dataclass(frozen=True)
class Vista:
    """A tab of the list: which contracts, and in which order."""

    clave: str
    titulo: str | Promise
    orden: Orden


POR_FIN = Orden("fin", "fecha_fin")
RECIENTES = Orden("recientes", "pk", descendente=True)
VISTAS = (
    Vista("vigentes", gettext_lazy("Vigentes"), POR_FIN),
    Vista("pronto", gettext_lazy("Acaban pronto"), POR_FIN),
    Vista("borradores", gettext_lazy("Borradores"), RECIENTES),
    Vista("acabados", gettext_lazy("Acabados"), RECIENTES),
    Vista("todos", gettext_lazy("Todos"), RECIENTES),
)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """The contracts of a tab; the box finds by code or by any part of the customer."""
    vista = next((v for v in VISTAS if v.clave == request.GET.get("vista")), VISTAS[0])
    texto = request.GET.get("q", "").strip()[:100]
    visibles = ContratoMantenimiento.objects.visibles_para(request.user)  # type: ignore[arg-type]
    elegidos = _buscar(request, _de_la_vista(visibles, vista.clave), texto).para_listado()
    pagina = paginar_por_clave(elegidos, request.GET, vista.orden)
    contexto = {
        "q": texto,
        "vista": vista,
        "pestanas": [
            {"titulo": v.titulo, "url": f"?vista={v.clave}", "activa": v is vista} for v in VISTAS
        ],
        "pagina": pagina,
        "filas": _con_saldo(pagina.objetos),
        "puede": request.user.tiene_rol(*CONTRATAN),  # type: ignore[union-attr]
    }
    return pintar(request, "clientes/contratos/listado.html", contexto, fragmento="tabla")


def _de_la_vista(contratos: ContratoQuerySet, clave: str) -> ContratoQuerySet:
    vigentes = contratos.filter(estado=EstadoContrato.VIGENTE)
    match clave:
        case "vigentes":
            return vigentes
        case "pronto":
            return vigentes.filter(fecha_fin__lte=hoy() + PRONTO)
        case "borradores":
            return contratos.filter(estado=EstadoContrato.BORRADOR)
        case "acabados":
            return contratos.filter(estado__in=ACABADOS)
    return contratos


def _buscar(request: HttpRequest, contratos: ContratoQuerySet, texto: str) -> ContratoQuerySet:
    if not texto:
        return contratos
    clientes = buscar_clientes(Cliente.objects.visibles_para(request.user), texto)  # type: ignore[arg-type]
    return contratos.filter(Q(codigo=texto.upper()) | Q(cliente__in=clientes.values("pk")))


def _con_saldo(contratos: list[ContratoMantenimiento]) -> list[dict[str, Any]]:
    """Each row with its last period and what is left of it: two statements for the page."""
    ultimos = ultimos_periodos(contratos)
    saldos = saldos_de(list(ultimos.values()))
    return [
        {"contrato": c, "periodo": ultimos[c.pk], "saldo": saldos[ultimos[c.pk].pk]}
        for c in contratos
    ]


def contrato_visible(request: HttpRequest, codigo: str) -> ContratoMantenimiento:
    visibles = ContratoMantenimiento.objects.visibles_para(request.user)  # type: ignore[arg-type]
    return get_object_or_404(
        visibles.select_related("cliente", "contacto", "responsable"), codigo=codigo
    )


@require_safe
@exige_oficina
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """One contract: what is left, its units, what used it, its periods, its warnings."""
    contrato = contrato_visible(request, codigo)
    periodos = list(contrato.periodos.order_by("-numero")[:TOPE])
    saldos = saldos_de(periodos)
    actual = next((p for p in periodos if p.desde <= hoy()), periodos[-1])
    acciones = acciones_para(request.user, contrato)  # type: ignore[arg-type]
    contexto = {
        "contrato": contrato,
        "periodos": [(periodo, saldos[periodo.pk]) for periodo in periodos],
        "periodo": actual,
        "contratacion": contratacion_de(contrato),
        "saldo": saldos[actual.pk],
        "equipos": _equipos(contrato, actual),
        "consumos": actual.consumos.select_related("equipo__producto").order_by("-fecha", "-pk")[
            :TOPE
        ],
        "principales": [accion for accion in acciones if accion.principal(contrato)],
        "acciones": [accion for accion in acciones if not accion.principal(contrato)],
        "puede": request.user.tiene_rol(*CONTRATAN),  # type: ignore[union-attr]
        "historia": contrato.eventos.select_related(
            "usuario", "contacto", "token__usuario"
        ).order_by("-ocurrido_en", "-id")[:SUCESOS],
        "correos": Comunicacion.objects.sobre(contrato.codigo)[:10],
        **_avisos(contrato, periodos[0].pk),
    }
    return render(request, "clientes/contratos/contrato.html", contexto)


def _equipos(
    contrato: ContratoMantenimiento, periodo: PeriodoContrato
) -> list[tuple[EquipoContratado, bool]]:
    """The units of a period, and whether each is still of its customer."""
    filas = periodo.equipos.select_related("equipo__producto", "equipo__usuario_contacto")
    return [(f, f.equipo.lo_tiene(contrato.cliente)) for f in filas.order_by("pk")[:TOPE]]


def _avisos(contrato: ContratoMantenimiento, periodo_pk: int) -> dict[str, Any]:
    """Who has to be told of its end, by when, and who has been."""
    if not contrato.esta_vigente:
        return {}
    dados = {aviso.clase: aviso for aviso in AvisoContrato.objects.filter(periodo=periodo_pk)}
    avisos = avisos_de(contrato, contrato.fecha_fin, consumidor=contrato.cliente.es_consumidor)
    al_cliente = dados.get("cliente")
    tarde = avisos.limite_aviso is not None and hoy() > avisos.limite_aviso
    return {
        "avisos": avisos,
        "aviso_cliente": al_cliente,
        "aviso_personal": dados.get("personal"),
        "sin_correo": not contrato.cliente.correo_para(contrato.contacto),
        "tarde": tarde and al_cliente is None and contrato.se_renueva,
    }


@formulario
@exige_contratar
def elegir_cliente(request: HttpRequest) -> HttpResponse:
    """A contract begins with whose it is."""
    texto = request.GET.get("q", "").strip()[:100]
    visibles = Cliente.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    hallados = buscar_clientes(visibles, texto).order_by("texto_trigramas", "pk")[:20]
    contexto = {"q": texto, "clientes": hallados if texto else []}
    return pintar(request, "clientes/contratos/elegir.html", contexto, fragmento="hallados")


@formulario
@exige_contratar
def nuevo(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for a customer; `?como=` copies another contract, `?equipo=` ticks a unit."""
    cliente = cliente_de(request, pk)
    form = ContratoForm(enviado(request), cliente=cliente, initial=_inicial(request, cliente))
    if request.method == "POST" and form.is_valid():
        hecho = _guardar(
            request,
            form,
            lambda: redactar_contrato(form.datos(), por=request.user).codigo,  # type: ignore[arg-type]
        )
        if hecho:
            messages.success(request, _("Borrador guardado: falta firmarlo."))
            return redirect("clientes:contrato", hecho)
    return _pintar(request, form, _("Contrato nuevo"), cliente)


def _inicial(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    inicial: dict[str, Any] = {"fecha_inicio": hoy(), "responsable": request.user}
    if equipo := request.GET.get("equipo", ""):
        inicial["equipos"] = [equipo]
    visibles = ContratoMantenimiento.objects.visibles_para(request.user)  # type: ignore[arg-type]
    otro = visibles.filter(cliente=cliente, codigo=request.GET.get("como", "")).first()
    if otro is not None:
        copiados = dict(ContratoForm(cliente=cliente, instance=otro).initial)
        desde = max(hoy(), otro.fecha_fin + timedelta(days=1))
        inicial |= copiados | inicial_de(otro) | {"fecha_inicio": desde, "fecha_fin": None}
    return inicial


@formulario
@exige_contratar
def editar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Change a draft; a signed contract is not edited."""
    contrato = contrato_visible(request, codigo)
    if not contrato.es_borrador:
        raise Http404
    form = ContratoForm(
        enviado(request),
        cliente=contrato.cliente,
        instance=contrato,
        initial=inicial_de(contrato),
    )
    if request.method == "POST" and form.is_valid():
        pk = contrato.pk
        hecho = _guardar(
            request,
            form,
            lambda: cambiar_borrador(pk, form.datos(), por=request.user).codigo,  # type: ignore[arg-type]
        )
        if hecho:
            messages.success(request, _("Borrador guardado."))
            return redirect("clientes:contrato", hecho)
    return _pintar(request, form, _("Editar el borrador"), contrato.cliente, codigo)


@formulario
@exige_contratar
def accion(request: HttpRequest, codigo: str, clave: str) -> HttpResponse:
    """One decision on a contract (clientes/acciones.py): what it does, its form, and the deed."""
    contrato = contrato_visible(request, codigo)
    pedida = POR_CLAVE.get(clave)
    if pedida is None:
        raise Http404
    form = pedida.formulario(enviado(request), contrato=contrato) if pedida.formulario else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            una_sola_vez(request, lambda: _decidir(request, pedida, contrato, form))
        except ErrorDeNegocio as motivo:
            if form is not None and motivo.campo in form.fields:
                form.add_error(motivo.campo, str(motivo))
            else:
                error = str(motivo)
        else:
            messages.success(request, pedida.hecho)
            return redirect(contrato)
    mal = bool(error) or (form is not None and form.is_bound)
    contexto = {"contrato": contrato, "accion": pedida, "form": form, "error": error}
    return render(request, "clientes/contratos/accion.html", contexto, status=422 if mal else 200)


def _decidir(
    request: HttpRequest, pedida: Accion, contrato: ContratoMantenimiento, form: Any
) -> str:
    pedida.hacer(contrato.pk, por=request.user, **(form.datos() if form else {}))
    return contrato.codigo


def _guardar(request: HttpRequest, form: ContratoForm, servicio: Any) -> str:
    """The code of the contract; empty, with the sentence at its field, if it was refused."""
    try:
        return una_sola_vez(request, servicio)
    except ErrorDeNegocio as error:
        error.campo = EN_HORAS.get(error.campo or "", error.campo)
        anotar_en(form, error)
        return ""


def _pintar(
    request: HttpRequest, form: ContratoForm, titulo: str, cliente: Cliente, codigo: str = ""
) -> HttpResponse:
    contexto = {"form": form, "titulo": titulo, "cliente": cliente, "codigo": codigo}
    estado = 422 if form.errors else 200
    return render(request, "clientes/contratos/formulario.html", contexto, status=estado)
