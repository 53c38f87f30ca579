"""Quick intake: at the counter, by post, a complaint sheet, a suggestion told to one of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clientes.models import Cliente
from clientes.servicios import dar_de_alta_cliente
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.forms import equipos_de, es_clave
from incidencias.forms.entradas import (
    CartaForm,
    EntradaForm,
    HojaForm,
    HojaNuevaForm,
    MostradorForm,
    SugerenciaForm,
)
from incidencias.models import ClasePlazoLegal, Incidencia
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.papeles import (
    abrir_por_carta,
    abrir_por_hoja,
    recibir_carta,
    registrar_hoja,
)
from incidencias.views.acceso import visible_o_404
from incidencias.views.redactor import guardar_ficheros
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import anotar_en

DEL_CASO = ("cliente", "contacto", "equipo", "tipo", "categoria", "asunto", "descripcion", "canal")
DE_LA_CARTA = ("fecha_llegada", "fecha_matasellos", "numero_certificado")
DE_LA_HOJA = ("numero", "comunidad", "fecha")
Abrir = Callable[[dict[str, Any], Usuario], Incidencia]


@dataclass(frozen=True)
class Entrada:
    """One way in: its form and what it does."""

    titulo: str | Promise
    icono: str
    formulario: type[EntradaForm]
    abrir: Abrir
    explica: str | Promise = ""


def _del_mostrador(datos: dict[str, Any], por: Usuario) -> Incidencia:
    nueva = _nueva(datos, por, adjuntos=_escaneado(datos))
    return abrir_incidencia(nueva, por=por)


def _por_carta(datos: dict[str, Any], por: Usuario) -> Incidencia:
    papel = {campo: datos[campo] for campo in DE_LA_CARTA} | {"escaneado": _escaneado(datos)}
    if datos["responde_a"]:
        visibles = Incidencia.objects.visibles_para(por)
        incidencia = visibles.filter(codigo=datos["responde_a"]).first()
        if incidencia is None:
            raise ErrorDeNegocio(_("No hay ninguna incidencia con ese código."), campo="responde_a")
        texto = "\n\n".join(filter(None, (datos["asunto"], datos["descripcion"])))
        return recibir_carta(incidencia.pk, por=por, texto=texto, **papel).incidencia
    return abrir_por_carta(_nueva(datos, por), por=por, **papel).incidencia


def _por_hoja(datos: dict[str, Any], por: Usuario) -> Incidencia:
    papel = {campo: datos[campo] for campo in DE_LA_HOJA} | {"escaneado": _escaneado(datos)}
    return abrir_por_hoja(_nueva(datos, por), por=por, **papel).incidencia


ENTRADAS = {
    "mostrador": Entrada(gettext_lazy("En el mostrador"), "store", MostradorForm, _del_mostrador),
    "carta": Entrada(
        gettext_lazy("Ha llegado una carta"),
        "mailbox",
        CartaForm,
        _por_carta,
        gettext_lazy("Los plazos cuentan desde el día en que llegó, no desde hoy."),
    ),
    "hoja": Entrada(
        gettext_lazy("Hoja de reclamaciones"),
        "file-exclamation-point",
        HojaNuevaForm,
        _por_hoja,
        gettext_lazy("Abre una reclamación: el plazo de la ley corre desde que se presentó."),
    ),
    "sugerencia": Entrada(
        gettext_lazy("Una sugerencia"),
        "lightbulb",
        SugerenciaForm,
        _del_mostrador,
        gettext_lazy("Queda en la lista de sugerencias hasta que su autor reciba respuesta."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def entrada(request: HttpRequest, clase: str) -> HttpResponse:
    """The form of one way in; saved, the page of its case."""
    pedida = ENTRADAS[clase]
    enviado = request.POST if request.method == "POST" else None
    inicial = {clave: request.GET[clave] for clave in ("cliente", "equipo") if clave in request.GET}
    form = pedida.formulario(enviado, request.FILES or None, usuario=request.user, initial=inicial)
    if enviado is not None and form.is_valid():
        try:
            codigo = una_sola_vez(request, lambda: _abrir(pedida, form, request.user))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            olvidar_cuentas(request.user)
            messages.success(request, _("Registrada en %(codigo)s.") % {"codigo": codigo})
            if clase == "hoja":
                _decir_el_plazo(request, Incidencia.objects.get(codigo=codigo))
            return redirect("incidencias:ficha", codigo)
    contexto = {
        "form": form,
        "entrada": pedida,
        "clase": clase,
        **_elegido(request, form),
    }
    estado = 200 if enviado is None else 422
    return render(request, "incidencias/entrada.html", contexto, status=estado)


@transaction.atomic
def _abrir(pedida: Entrada, form: EntradaForm, por: Any) -> str:
    """Customer, case and paper: all of them or none."""
    datos = dict(form.cleaned_data)
    alta = {campo: datos.pop(f"nuevo_{campo}") for campo in ("nombre", "telefono", "correo")}
    if datos["cliente"] is None and not datos.get("responde_a"):
        datos["cliente"] = _dar_de_alta(alta, por)
    datos.setdefault("canal", form.canal_fijo)
    if form.tipo_fijo is not None:
        datos["tipo"] = form.tipo_fijo
    return pedida.abrir(datos, por).codigo


def _dar_de_alta(alta: dict[str, str], por: Usuario) -> Cliente:
    try:
        return dar_de_alta_cliente(por=por, **alta)
    except ErrorDeNegocio as error:
        campo = f"nuevo_{error.campo}" if error.campo in alta else None
        raise ErrorDeNegocio(str(error), campo=campo, codigo=error.codigo) from error


def _nueva(datos: dict[str, Any], por: Usuario, **mas: Any) -> NuevaIncidencia:
    return NuevaIncidencia(
        responsable=por, **{campo: datos[campo] for campo in DEL_CASO if campo in datos}, **mas
    )


def _escaneado(datos: dict[str, Any]) -> list[Any]:
    try:
        return guardar_ficheros(datos["escaneado"])
    except ErrorDeNegocio as error:
        raise ErrorDeNegocio(str(error), campo="escaneado", codigo=error.codigo) from error


def _elegido(request: HttpRequest, form: EntradaForm) -> dict[str, Any]:
    """The customer chosen so far, with the units to choose from."""
    clave = str(form["cliente"].value() or "")
    if not es_clave(clave):
        return {"cliente": None}
    visibles = Cliente.objects.visibles_para(request.user).select_related("fusionado_en")
    hallado = visibles.filter(pk=clave).first()
    if hallado is None:
        return {"cliente": None}
    cliente = hallado.titular
    equipos = equipos_de(cliente.pk).select_related("producto", "sede")
    return {"cliente": cliente, "equipos": list(equipos), "equipo_elegido": form["equipo"].value()}


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def hoja(request: HttpRequest, codigo: str) -> HttpResponse:
    """The complaint sheet of a case."""
    incidencia = visible_o_404(request, codigo)
    form = HojaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            papel = {campo: form.cleaned_data[campo] for campo in DE_LA_HOJA}
            escaneado = _escaneado(form.cleaned_data)
            registrar_hoja(incidencia.pk, por=request.user, escaneado=escaneado, **papel)
            messages.success(request, _("Hoja de reclamaciones registrada."))
            _decir_el_plazo(request, incidencia)
            return redirect(incidencia)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"incidencia": incidencia, "form": form}
    estado = 422 if request.method == "POST" else 200
    return render(request, "incidencias/hoja.html", contexto, status=estado)


def _decir_el_plazo(request: HttpRequest, incidencia: Incidencia) -> None:
    """By when it has to be answered, by which norm, and whether its community has one."""
    limites = incidencia.plazos_legales.filter(clase=ClasePlazoLegal.RESPUESTA, cumplido_en=None)
    plazo = limites.order_by("fecha_limite", "pk").first()
    if plazo is not None:
        norma = f"{plazo.norma}, art. {plazo.articulo}" if plazo.articulo else plazo.norma
        messages.info(request, f"{plazo.por_que} ({norma})")
