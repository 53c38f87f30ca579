"""Pages that anybody may open: home, a person to talk to, follow by link, the label of a unit."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from limits import parse

from clientes.etiquetas import etiqueta_de
from clientes.models import Contacto, Tarifa
from clientes.ofertas import tarifas_de_un_dia
from incidencias.avisos import enlace_de_seguimiento
from incidencias.correo.asuntos import asunto_de
from incidencias.models import Incidencia
from incidencias.servicios.llamadme import pedir_que_le_llamen
from nucleo.comunicaciones import encolar
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.frenos import espera, frenar
from nucleo.idiomas import ESPANOL, idioma_del_navegador
from nucleo.models.comunicaciones import Carril
from nucleo.restricciones import anotar_en
from nucleo.tiempo import dia_local
from portal.consultas import contactos_de, equipo_leido
from portal.forms import LlamadmeForm, SeguimientoForm
from portal.horario import horario_en_palabras
from portal.idiomas import pintar_en_su_idioma
from portal.permisos import exige_cliente

POR_CORREO = parse("5/hour")


@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """What we do, how to reach us and when, how to follow a case, where to complain (art. 5)."""
    return render(request, "portal/inicio.html", {"horario": horario_en_palabras()})


@require_safe
def tarifas(request: HttpRequest) -> HttpResponse:
    """What we charge, for everybody to read and to print (RD 58/1988 art. 3.5 and 3.6)."""
    hoy = dia_local(timezone.now())
    anunciadas = [tarifa for tarifa in tarifas_de_un_dia(hoy) if tarifa.anunciada]
    contexto = {"grupos": [list(g) for _c, g in groupby(anunciadas, _concepto)], "hoy": hoy}
    return render(request, "portal/tarifas.html", contexto)


def _concepto(tarifa: Tarifa) -> str:
    return tarifa.concepto


@require_safe
def persona(request: HttpRequest) -> HttpResponse:
    """Talk to a person: telephone, hours and, signed in, to be called back."""
    return _pintar_persona(request, None)


@require_POST
@exige_cliente
@frenar("10/hour", nombre="llamadme")
def llamadme(request: HttpRequest) -> HttpResponse:
    """Ask for a call: of the case that is open or, without one, of a new one."""
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    if not contactos:
        return redirect("portal:persona")
    form = LlamadmeForm(request.POST, contacto=contactos[0])
    if form.is_valid():
        try:
            return redirect(
                una_sola_vez(
                    request, lambda: _pedir_llamada(request, contactos[0], **form.cleaned_data)
                )
            )
        except ErrorDeNegocio as error:  # that hour has gone meanwhile
            anotar_en(form, error)
    return _pintar_persona(request, form, status=422)


def _pedir_llamada(
    request: HttpRequest, contacto: Contacto, telefono: str, texto: str, cuando: str
) -> str:
    pedida = pedir_que_le_llamen(contacto, telefono=telefono, texto=texto, cuando=cuando)
    messages.success(request, _("Le llamaremos %(cuando)s.") % {"cuando": pedida.en_palabras})
    pagina = "portal:acuse" if pedida.es_nueva else "portal:incidencia"
    return reverse(pagina, args=[pedida.incidencia.codigo])


def _pintar_persona(
    request: HttpRequest, form: LlamadmeForm | None, status: int = 200
) -> HttpResponse:
    """Who comes from a link reads it in the language of the browser; signed in, as the portal."""
    con_sesion = request.user.is_authenticated
    contactos = contactos_de(request.user) if con_sesion else []  # type: ignore[arg-type]
    if form is None and contactos:
        form = LlamadmeForm(contacto=contactos[0])
    idioma = ESPANOL if con_sesion else idioma_del_navegador(request)
    with override(idioma):
        contexto = {"form": form, "horario": horario_en_palabras()}
        return pintar_en_su_idioma(
            request, "portal/persona.html", contexto, idioma=idioma, status=status
        )


@require_http_methods(["GET", "HEAD", "POST"])
@frenar("10/minute", nombre="seguimiento")
def seguimiento(request: HttpRequest) -> HttpResponse:
    """Ask for the link of a case by its code and mail. The answer never says if it exists."""
    form = SeguimientoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _enviar_enlace(**form.cleaned_data)
        contexto = {"correo": form.cleaned_data["correo"]}
        return pintar_en_su_idioma(request, "portal/seguimiento_enviado.html", contexto)
    estado = 422 if request.method == "POST" else 200
    return pintar_en_su_idioma(request, "portal/seguimiento.html", {"form": form}, status=estado)


def _enviar_enlace(codigo: str, correo: str) -> None:
    """Mail the link if there is such a case, a few times an hour at most."""
    if espera(POR_CORREO, "seguimiento", correo) is not None:
        return
    incidencia = (
        Incidencia.objects.filter(codigo=codigo, cliente__bloqueado_en=None)
        .filter(Q(contacto__correo=correo) | Q(cliente__correo__iexact=correo))
        .select_related("cliente", "contacto")
        .first()
    )
    if incidencia is None:
        return
    trato = incidencia.cliente.trato
    encolar(
        clave=f"seguimiento:{incidencia.pk}:{timezone.now():%Y%m%d%H%M}",
        plantilla="seguimiento",
        para=correo,
        asunto=asunto_de("seguimiento", incidencia.idioma, trato) % {"codigo": incidencia.codigo},
        datos={"codigo": incidencia.codigo, "trato": trato},
        carril=Carril.URGENTE,
        idioma=incidencia.idioma,
        enlaces={"seguimiento": enlace_de_seguimiento(incidencia)},
        referencia=incidencia.codigo,
    )


@require_safe
@frenar("60/minute", nombre="etiqueta", metodos=("GET",))
def etiqueta(request: HttpRequest, token: str) -> HttpResponse:
    """The QR of a unit: its owner tells what happens to it, the office opens its page.

    Anybody else sees which model it is and "report a problem"; never whose it is.
    """
    leida = etiqueta_de(token)
    if leida is None:
        return pintar_en_su_idioma(request, "portal/etiqueta_anulada.html", status=404)
    equipo, usuario = leida.equipo, request.user
    if usuario.is_authenticated and usuario.es_de_oficina:
        return redirect(equipo)
    if (suyo := equipo_leido(usuario, equipo)) is not None:  # type: ignore[arg-type]
        return redirect("portal:avisar_equipo", suyo.uid)
    registrar = reverse("portal:registrar_equipo", args=[equipo.producto_id])
    contexto = {
        "producto": equipo.producto,
        "url_avisar": _entrando(request, f"{reverse('portal:avisar')}?etiqueta={token}"),
        "url_registrar": _entrando(request, f"{registrar}?etiqueta={token}"),
    }
    return render(request, "portal/etiqueta.html", contexto)


def _entrando(request: HttpRequest, destino: str) -> str:
    """Straight there; by the code of the mail, for whoever is not in yet."""
    if request.user.is_authenticated:
        return destino
    return f"{reverse('account_request_login_code')}?{urlencode({'next': destino})}"
