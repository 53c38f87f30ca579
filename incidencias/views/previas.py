"""What goes on around *Nueva* while it is typed: drafts, photos by link, the receipt on its way."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from clientes.identidad import normalizar_correo, normalizar_telefono
from clientes.models import Cliente
from conocimiento.models import Guion
from conocimiento.textos import rellenar
from conocimiento.variables import variables
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.categorias import Arbol
from incidencias.forms import NuevaForm, es_clave
from incidencias.models import BorradorNueva, EnlaceFotos, FotoPrevia
from incidencias.servicios.previas import (
    FOTOS_POR_ENLACE,
    abrir_enlace_de_fotos,
    anular_enlace_de_fotos,
    descartar_borrador_de_nueva,
    direccion_de,
    guardar_borrador_de_nueva,
    mandar_enlace_de_fotos,
    referencia_de,
)
from incidencias.views.acceso import visible_o_404
from nucleo import archivos
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.sms import hay_pasarela

FOTOS = "incidencias/nueva_fotos.html"
ACUSE = "incidencias/nueva_acuse.html"
VIAS = {"correo": normalizar_correo, "sms": normalizar_telefono, "whatsapp": normalizar_telefono}
SE_GUARDA = (*NuevaForm.base_fields, "equipo", "llamada", "comprobacion")
A_MEDIAS = 5
PRIMERAS_PALABRAS = 60


def uid_de(texto: str) -> UUID:
    """The draft that the page names; a new one if it names none."""
    return UUID(texto) if es_uid(texto) else uuid4()


def es_uid(texto: str) -> bool:
    try:
        UUID(texto)
    except ValueError:
        return False
    return True


def borrador_de(usuario: Usuario, uid: UUID) -> BorradorNueva | None:
    return BorradorNueva.objects.filter(uid=uid, usuario=usuario).first()


def otros_borradores(usuario: Usuario, uid: UUID) -> list[BorradorNueva]:
    """What I left half typed, besides what is open now."""
    return list(
        usuario.borradores_nueva.exclude(uid=uid)
        .exclude(datos={})
        .order_by("-guardado_en")[:A_MEDIAS]
    )


@require_POST
@exige_oficina
def guardar(request: HttpRequest) -> HttpResponse:
    """Keep what is typed, every few seconds of pause. An empty page keeps nothing."""
    usuario = cast("Usuario", request.user)
    datos = {c: request.POST[c] for c in request.POST if _se_guarda(c) and request.POST[c].strip()}
    if not any(datos.get(c) for c in ("cliente", "asunto", "descripcion", "nuevo_nombre")):
        return HttpResponse(status=204)
    if any("\x00" in valor for valor in datos.values()):
        return HttpResponse(_("El texto lleva caracteres no admitidos."), status=422)
    try:
        uid = uid_de(request.POST.get("borrador", ""))
        guardar_borrador_de_nueva(uid, por=usuario, datos=datos, titulo=_titulo(usuario, datos))
    except ErrorDeNegocio as error:
        return HttpResponse(str(error), status=422)
    return HttpResponse(status=204)


def _se_guarda(campo: str) -> bool:
    return campo in SE_GUARDA or campo.startswith("t_")


def _titulo(usuario: Usuario, datos: dict[str, str]) -> str:
    quien = datos.get("nuevo_nombre", "")
    if es_clave(datos.get("cliente", "")):
        visibles = Cliente.objects.visibles_para(usuario).filter(pk=datos["cliente"])
        quien = visibles.values_list("nombre", flat=True).first() or quien
    dicho = datos.get("asunto") or datos.get("descripcion", "")
    dicho = Truncator(" ".join(dicho.split())).chars(PRIMERAS_PALABRAS)
    return " · ".join(parte for parte in (quien, dicho) if parte)


@require_POST
@exige_oficina
def descartar(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget what I left half typed."""
    if descartar_borrador_de_nueva(uid, por=cast("Usuario", request.user)):
        messages.success(request, _("Descartada."))
    return redirect("incidencias:nueva")


# --- Photos


@require_POST
@exige_oficina
def mandar_fotos(request: HttpRequest) -> HttpResponse:
    """Make the link of this form and send it: by mail, by SMS, or as a text for WhatsApp."""
    usuario, uid = cast("Usuario", request.user), uid_de(request.POST.get("borrador", ""))
    via, para = request.POST.get("via", ""), request.POST.get("fotos_para", "")
    try:
        enlace, destino = _enlace_mandado(request, usuario, uid, via, para)
    except ErrorDeNegocio as error:
        contexto = {**contexto_de_fotos(usuario, uid), "fotos_para": para, "error": str(error)}
        return render(request, FOTOS, contexto, status=422)
    contexto = contexto_de_fotos(usuario, uid)
    if via == "whatsapp":
        with override(enlace.idioma):  # that of who reads it
            texto = _("Con este enlace nos manda las fotos: %(url)s")
        texto %= {"url": direccion_de(enlace)}
        contexto["whatsapp"] = f"https://wa.me/{destino.removeprefix('+')}?text={quote(texto)}"
    return render(request, FOTOS, contexto)


def _enlace_mandado(
    request: HttpRequest, usuario: Usuario, uid: UUID, via: str, para: str
) -> tuple[EnlaceFotos, str]:
    if via not in VIAS or (via == "sms" and not hay_pasarela()):
        raise ErrorDeNegocio(_("Di por dónde se le manda."))
    cliente = _cliente(usuario, request.POST.get("cliente", ""))
    conocido = (cliente.correo if via == "correo" else cliente.telefono) if cliente else ""
    destino = VIAS[via](para.replace("\x00", "").strip() or conocido)
    if not destino:
        raise ErrorDeNegocio(_("Escribe a dónde se le manda."))
    enlace = abrir_enlace_de_fotos(uid, por=usuario, cliente=cliente)
    if via != "whatsapp":  # by hand: whoever sends it sees it leave
        mandar_enlace_de_fotos(
            enlace,
            canal=via,
            para=destino,
            trato=cliente.trato if cliente else "usted",
            idioma=cliente.idioma if cliente else "es",
        )
    return enlace, destino


def _cliente(usuario: Usuario, pk: str) -> Cliente | None:
    if not es_clave(pk):
        return None
    return Cliente.objects.visibles_para(usuario).filter(pk=pk).first()


def contexto_de_fotos(usuario: Usuario, uid: UUID) -> dict[str, Any]:
    """What the photos' card shows: the link, how its message goes, and what has arrived."""
    enlaces = EnlaceFotos.objects.filter(usuario=usuario, borrador__uid=uid).order_by("-pk")
    enlace = enlaces.first()
    contexto: dict[str, Any] = {
        "borrador_uid": uid,
        "enlace": enlace,
        "maximo": FOTOS_POR_ENLACE,
        "hay_sms": hay_pasarela(),
    }
    if enlace is None:
        return {**contexto, "fotos": [], "envios": [], "visto": "0"}
    fotos = list(FotoPrevia.objects.filter(enlace__in=enlaces).order_by("pk"))
    envios = list(Comunicacion.objects.sobre(referencia_de(enlace)))
    estado = "".join(f"{uno.destino[:2]}{uno.intentos}" for uno in envios)
    return {
        **contexto,
        "fotos": fotos,
        "envios": envios,
        "direccion": direccion_de(enlace) if enlace.esta_vivo else "",
        "visto": f"{len(fotos)}-{estado}-{int(enlace.esta_vivo)}",
    }


@require_safe
@exige_oficina
def fotos(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The card again, if something is new since `?visto=`; if not, 204."""
    contexto = contexto_de_fotos(cast("Usuario", request.user), uid)
    if request.GET.get("visto") == contexto["visto"]:
        return HttpResponse(status=204)
    return render(request, FOTOS, contexto)


@require_safe
@exige_oficina
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo, for whoever sent the link."""
    suyas = FotoPrevia.objects.filter(enlace__usuario=request.user).select_related("archivo")
    una = get_object_or_404(suyas, pk=pk)
    return archivos.servir(una.archivo, una.nombre)


@require_POST
@exige_oficina
def anular_fotos(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke the link: what came by it stays."""
    usuario = cast("Usuario", request.user)
    try:
        enlace = anular_enlace_de_fotos(pk, por=usuario)
    except EnlaceFotos.DoesNotExist:
        raise Http404 from None
    uid = enlace.borrador.uid if enlace.borrador else uuid4()
    return render(request, FOTOS, contexto_de_fotos(usuario, uid))


# --- The receipt and the script


@require_safe
@exige_oficina
def acuse(request: HttpRequest, codigo: str) -> HttpResponse:
    """How the receipt of the last case goes, before hanging up; 204 if it goes as it went."""
    contexto = contexto_de_acuse(request, codigo)
    if request.GET.get("visto") == contexto["visto"]:
        return HttpResponse(status=204)
    return render(request, ACUSE, contexto)


def contexto_de_acuse(request: HttpRequest, codigo: str) -> dict[str, Any]:
    incidencia = visible_o_404(request, codigo)
    clave = f"incidencia:{incidencia.pk}:acuse"
    comunicacion = Comunicacion.objects.filter(clave=clave).first()
    visto = "sin"
    if comunicacion is not None:  # while it is being sent nothing has happened yet
        fallos = comunicacion.intentos if comunicacion.ultimo_error else 0
        visto = f"{comunicacion.destino}-{fallos}"
    sigue = comunicacion is not None and comunicacion.destino == Destino.PENDIENTE
    return {"anterior": incidencia, "acuse": comunicacion, "visto": visto, "sigue": sigue}


@require_safe
@exige_oficina
def guion(request: HttpRequest) -> HttpResponse:
    """What to ask and to answer in a call of that kind and category, beside the form."""
    cliente = _cliente(cast("Usuario", request.user), request.GET.get("cliente", ""))
    contexto = {"guiones": guiones_de(request.GET, cliente)}
    return render(request, "incidencias/nueva_guion.html", contexto)


def guiones_de(dicho: Any, cliente: Cliente | None = None) -> list[Guion]:
    """The scripts for what has been chosen so far, in the customer's form of address."""
    clave = str(dicho.get("categoria") or "")
    linaje = Arbol.leer().linaje(int(clave)) if es_clave(clave) else []
    para = Guion.objects.activos().para(str(dicho.get("tipo") or ""), [c.pk for c in linaje])
    guiones = list(para.prefetch_related("pasos", "objeciones").order_by("nombre")[:3])
    es_tu = cliente is not None and cliente.trato == "tu"
    for objecion in (una for uno in guiones for una in uno.objeciones.all()):
        objecion.respuesta = _dicha(objecion.respuesta, es_tu=es_tu)
    return guiones


def _dicha(texto: str, *, es_tu: bool) -> str:
    """There is no case yet to fill it with: what it would say is named, for whoever speaks."""
    titulos = {una.clave: str(una.titulo) for una in variables()}
    nombradas = {clave: f"({titulo})" for clave, titulo in titulos.items()}
    return rellenar(texto, nombradas, es_tu=es_tu, titulos=titulos).texto
