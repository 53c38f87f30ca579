"""The call screen: before anything is typed, who calls, what is open and what to say now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clientes.llamantes import Llamante, leer_numero, quienes_llaman
from clientes.models import Cliente
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.devoluciones import pendientes
from incidencias.forms import es_clave
from incidencias.models import (
    DevolucionLlamada,
    Incidencia,
    LlamadaCentralita,
    MotivoLlamada,
    SentidoLlamada,
)
from incidencias.que_decir import Dicho, que_decir
from incidencias.servicios import atender_devolucion, registrar_llamada
from incidencias.views.acceso import visible_o_404
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio

PLANTILLA = "incidencias/llamada.html"
A_LA_VISTA = 8
MOTIVOS = {"apuntar": MotivoLlamada.APORTA, "estado": MotivoLlamada.ESTADO}


@dataclass
class EnLinea:
    """Who is on the telephone, as far as it is known."""

    centralita: LlamadaCentralita | None
    numero: str
    llamantes: list[Llamante]
    elegido: Llamante | None = None
    dichos: list[Dicho] = field(default_factory=list)
    devolucion: DevolucionLlamada | None = None

    @property
    def otros_datos(self) -> str:
        """What *Nueva* needs to know of this call, as the end of an address."""
        datos: dict[str, Any] = {"llamada": self.centralita.pk if self.centralita else ""}
        if self.elegido:
            datos |= {"cliente": self.elegido.cliente.pk}
            datos |= {"contacto": self.elegido.contacto.pk if self.elegido.contacto else ""}
        else:
            datos |= {"nuevo_telefono": self.numero}
        return urlencode({clave: valor for clave, valor in datos.items() if valor})


@require_safe
@exige_oficina
def llamada(request: HttpRequest) -> HttpResponse:
    """The call that an exchange opens (`?telefono=`, `?llamada=`), or the one that rings for me."""
    usuario = cast("Usuario", request.user)
    centralita = _centralita_pedida(request) or _la_mia(request, usuario)
    texto = request.GET.get("telefono", "")
    if centralita is None and not texto:
        return render(request, PLANTILLA, {"en_linea": None})
    numero = centralita.numero if centralita else leer_numero(texto)
    en_linea = EnLinea(centralita, numero, quienes_llaman(usuario, numero))
    en_linea.elegido = _elegido(usuario, en_linea.llamantes, request.GET.get("cliente", ""))
    if en_linea.elegido is not None:
        en_linea.dichos = que_decir(usuario, _sus_casos(usuario, en_linea.elegido.cliente))
    if numero:
        en_linea.devolucion = pendientes().filter(numero=numero).first()
    contexto = {"en_linea": en_linea, "texto": texto, "a_la_vista": A_LA_VISTA}
    return render(request, PLANTILLA, contexto)


@require_safe
@exige_oficina
def sonando(request: HttpRequest) -> HttpResponse:
    """Asked every few seconds by whoever waits for calls: 204, or on with the one that rings."""
    mia = _la_que_suena(cast("Usuario", request.user))
    respuesta = HttpResponse(status=204)
    if mia is not None:
        respuesta["HX-Redirect"] = f"{reverse('incidencias:llamada')}?llamada={mia.pk}"
    return respuesta


@require_POST
@exige_oficina
def apuntar(request: HttpRequest, que: str) -> HttpResponse:
    """Write the call on the case: with news (and on to it), or only to ask how it goes."""
    caso = visible_o_404(request, request.POST.get("caso", ""))
    centralita = _de_clave(request, request.POST.get("llamada", ""))
    try:
        una_sola_vez(request, lambda: _apuntar(caso, request, MOTIVOS[que], centralita))
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect("incidencias:ficha", caso.codigo)
    olvidar_cuentas(request.user)
    if que == "estado":
        frase = _("Apuntado en %(codigo)s: preguntó cómo va.") % {"codigo": caso.codigo}
        messages.success(request, frase)
        return redirect("incidencias:llamada")
    messages.success(request, _("Llamada apuntada: escribe lo que te cuente."))
    return redirect(f"{reverse('incidencias:ficha', args=[caso.codigo])}#redactor")


@transaction.atomic
def _apuntar(
    caso: Incidencia, request: HttpRequest, motivo: str, centralita: LlamadaCentralita | None
) -> str:
    """On the case; and if we owed them a call, they have been attended to."""
    por = cast("Usuario", request.user)
    atender_devolucion(leer_numero(request.POST.get("telefono", "")), por=por)
    apunte = registrar_llamada(
        caso.pk,
        por=por,
        sentido=centralita.sentido if centralita else SentidoLlamada.ENTRANTE,
        motivo=motivo,
        notas=request.POST.get("notas", "")[:5000],
        centralita=centralita,
    )
    return str(apunte.pk)


def _centralita_pedida(request: HttpRequest) -> LlamadaCentralita | None:
    """The call that the address names: by our id, or by the exchange's own."""
    clave, uniqueid = request.GET.get("llamada", ""), request.GET.get("uniqueid", "")
    if clave:
        return _de_clave(request, clave)
    if not uniqueid or "\x00" in uniqueid:
        return None
    visibles = LlamadaCentralita.objects.visibles_para(cast("Usuario", request.user))
    return visibles.filter(uniqueid=uniqueid).order_by("-ofrecida_en").first()


def _de_clave(request: HttpRequest, clave: str) -> LlamadaCentralita | None:
    if not clave:
        return None
    if not es_clave(clave):
        raise Http404
    visibles = LlamadaCentralita.objects.visibles_para(cast("Usuario", request.user))
    hallada = visibles.filter(pk=clave).first()
    if hallada is None:
        raise Http404
    return hallada


def _la_mia(request: HttpRequest, usuario: Usuario) -> LlamadaCentralita | None:
    return None if "telefono" in request.GET else _la_que_suena(usuario)


def _la_que_suena(usuario: Usuario) -> LlamadaCentralita | None:
    """The latest that I have or that rings for me, not written on any case yet."""
    vivas = LlamadaCentralita.objects.visibles_para(usuario).en_el_aire()
    mias = vivas.de_quien_atiende(usuario).filter(apuntes=None)
    return mias.order_by("-ofrecida_en").first()


def _elegido(usuario: Usuario, llamantes: list[Llamante], pk: str) -> Llamante | None:
    """Whom the agent chose; the only one, if there is one."""
    if not pk:
        return llamantes[0] if len(llamantes) == 1 else None
    for uno in llamantes:
        if str(uno.cliente.pk) == pk:
            return uno
    visibles = Cliente.objects.visibles_para(usuario).select_related("fusionado_en")
    otro = visibles.filter(pk=pk).first() if es_clave(pk) else None
    return Llamante(otro.titular) if otro else None


def _sus_casos(usuario: Usuario, cliente: Cliente) -> list[Incidencia]:
    mismos = Cliente.objects.identidades_de(cliente.pk)
    suyos = Incidencia.objects.visibles_para(usuario).filter(cliente__in=mismos)
    return list(suyos.para_llamada()[:A_LA_VISTA])
