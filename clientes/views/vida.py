"""What happens to a unit: another owner, another unit in its place, the end of its use.

The two that move rights are decided in two steps: the form, then what will happen, then the deed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clientes.busqueda import buscar_clientes
from clientes.forms import RetiradaForm, SustitucionForm, TraspasoForm
from clientes.models import Cliente, Cobertura, Equipo
from clientes.previsiones import prever_sustitucion, prever_traspaso
from clientes.servicios import retirar_equipo, sustituir_equipo, traspasar_equipo, volver_a_usar
from clientes.servicios.equipos import exigir_en_uso
from clientes.views.comun import enviar, formulario, pintar_formulario
from clientes.views.equipos import equipo_de
from cuentas.permisos import exige_oficina
from nucleo.errores import ErrorDeNegocio
from nucleo.mensajes import diciendo
from nucleo.palabras import decir
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy

HALLADOS = 12
HACER = "hacer"  # the value of the button of the second step


@formulario
@exige_oficina
def traspasar(request: HttpRequest, pk: int) -> HttpResponse:
    """Another owner: who, the form, what will happen, done."""
    equipo = equipo_de(request, pk)
    if (vuelta := _fuera_de_uso(request, equipo)) is not None:
        return vuelta
    cliente = _cliente_elegido(request)
    contexto: dict[str, Any] = {"equipo": equipo, "cliente": cliente}
    if cliente is None:
        contexto |= _hallados(request, equipo)
        return render(request, "clientes/traspasar_quien.html", contexto)
    dentro = list(Equipo.objects.dentro_de(pk).values_list("pk", flat=True))
    form = TraspasoForm(
        request.POST or None,
        cliente=cliente,
        coberturas=_vigentes_de(pk, *dentro),
        hoy=hoy(),
    )
    return _en_dos_pasos(
        request,
        form,
        "clientes/traspasar.html",
        contexto,
        prever=lambda datos: prever_traspaso(
            equipo,
            por=request.user,  # type: ignore[arg-type]
            cliente=cliente,
            **datos,
        ),
        hacer=lambda datos: traspasar_equipo(pk, por=request.user, cliente=cliente, **datos),  # type: ignore[arg-type]
        despues=lambda _traspaso: equipo,
        dicho=_("Ahora es de %(cliente)s.") % {"cliente": cliente},
    )


@formulario
@exige_oficina
def sustituir(request: HttpRequest, pk: int) -> HttpResponse:
    """Another unit in its place, as a remedy: the form, what will happen, done."""
    equipo = equipo_de(request, pk, Equipo.objects.con_cobertura())
    if (vuelta := _fuera_de_uso(request, equipo)) is not None:
        return vuelta
    form = SustitucionForm(
        request.POST or None, equipo=equipo, coberturas=_vigentes_de(pk), hoy=hoy()
    )
    return _en_dos_pasos(
        request,
        form,
        "clientes/sustituir.html",
        {"equipo": equipo, "abierta": "puesto_a_disposicion" not in form.fields},
        prever=lambda datos: prever_sustitucion(equipo, por=request.user, **datos),  # type: ignore[arg-type]
        hacer=lambda datos: sustituir_equipo(pk, por=request.user, **datos),  # type: ignore[arg-type]
        despues=lambda nuevo: nuevo,
        dicho=decir(_("[Este equipo] ocupa el lugar [del averiado].")),
    )


@formulario
@exige_oficina
def retirar(request: HttpRequest, pk: int) -> HttpResponse:
    equipo = equipo_de(request, pk)
    if (vuelta := _fuera_de_uso(request, equipo)) is not None:
        return vuelta
    form = RetiradaForm(
        request.POST or None, tiene_partes=equipo.partes.en_uso().exists(), hoy=hoy()
    )
    hecho = enviar(
        request,
        form,
        lambda datos: retirar_equipo(pk, por=request.user, **datos),  # type: ignore[arg-type]
        dicho=decir(_("[El equipo] ya no está en uso.")),
    )
    if hecho:
        return redirect(equipo)
    return pintar_formulario(
        request,
        form,
        decir(_("Retirar [el equipo]")),
        equipo.cliente,
        explica=decir(
            _(
                "%(equipo)s dejará de salir en las listas y en el portal. Su historia se queda y,"
                " si fue un error, se puede volver atrás."
            )
        )
        % {"equipo": equipo},
        boton=_("Retirar"),
        peligro=True,
        vuelta=equipo,
    )


@require_POST
@exige_oficina
def volver(request: HttpRequest, pk: int) -> HttpResponse:
    """It had been retired by mistake."""
    equipo = equipo_de(request, pk)
    with diciendo(request, decir(_("[El equipo] vuelve a estar en uso."))):
        volver_a_usar(pk, por=request.user)  # type: ignore[arg-type]
    return redirect(equipo)


def _en_dos_pasos(
    request: HttpRequest,
    form: forms.Form,
    plantilla: str,
    contexto: dict[str, Any],
    *,
    prever: Callable[[dict[str, Any]], Any],
    hacer: Callable[[dict[str, Any]], Any],
    despues: Callable[[Any], Any],
    dicho: str,
) -> HttpResponse:
    """The form; then what will happen, with the same data unseen; then the deed."""
    paso = request.POST.get("paso", "")
    if paso == HACER and (hecho := enviar(request, form, hacer, dicho=dicho)):
        return redirect(despues(hecho))
    prevision = None
    if request.method == "POST" and paso == "ver" and form.is_valid():
        try:
            prevision = prever(form.cleaned_data)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto |= {"form": form, "prevision": prevision, "datos": _tecleado(request)}
    estado = 422 if request.method == "POST" and form.errors else 200
    return render(request, plantilla, contexto, status=estado)


def _tecleado(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to travel unseen to the next step."""
    ajenos = {"csrfmiddlewaretoken", "paso", "envio"}
    return [(c, v) for c, valores in request.POST.lists() if c not in ajenos for v in valores]


def _fuera_de_uso(request: HttpRequest, equipo: Equipo) -> HttpResponse | None:
    """Back to its page, with the sentence, if it was retired meanwhile."""
    try:
        exigir_en_uso(equipo)
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect(equipo)
    return None


def _cliente_elegido(request: HttpRequest) -> Cliente | None:
    texto = request.POST.get("cliente") or request.GET.get("cliente", "")
    if not (texto.isascii() and texto.isdecimal()) or len(texto) > 18:
        return None
    visibles = Cliente.objects.visibles_para(request.user).select_related("fusionado_en")  # type: ignore[arg-type]
    elegido = visibles.filter(pk=texto).first()
    return elegido.titular if elegido else None


def _hallados(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    """Who may be the new owner, by any part of their data."""
    texto = request.GET.get("q", "").strip()[:100]
    if not texto:
        return {"buscado": "", "hallados": []}
    visibles = Cliente.objects.visibles_para(request.user).vivos()  # type: ignore[arg-type]
    otros = visibles.exclude(pk=equipo.cliente.titular_id)
    hallados = buscar_clientes(otros.para_listado(), texto).order_by("texto_trigramas")[:HALLADOS]
    return {"buscado": texto, "hallados": list(hallados)}


def _vigentes_de(*pks: int) -> list[Cobertura]:
    return list(Cobertura.objects.vigentes().filter(equipo__in=pks).order_by("fecha_inicio", "pk"))
