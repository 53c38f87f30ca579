"""The technician's phone: today's visits, and one visit from the first minute to the signature."""

from __future__ import annotations

import base64
import binascii
import io
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from PIL import Image

from cuentas.models import CodigoRol
from cuentas.permisos import exige_rol
from nucleo.archivos import guardar, guardar_bytes
from nucleo.empresa import empresa
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.mensajes import diciendo
from nucleo.restricciones import anotar_en
from sat.agenda import instante
from sat.forms import (
    PRIMER_DIA,
    ULTIMO_DIA,
    ChecklistForm,
    FotoForm,
    NotaForm,
    RepuestoForm,
    TerminarForm,
    diagnostico_inicial,
)
from sat.models import (
    Cita,
    Intervencion,
    ModoFirma,
    MotivoSinFirma,
    OrdenTrabajo,
    PuntoChecklist,
    Repuesto,
    RepuestoUsado,
    Tecnico,
)
from sat.servicios import (
    Conformidad,
    FinDeVisita,
    anadir_foto,
    anotar_en_orden,
    iniciar_intervencion,
    quitar_repuesto,
    rellenar_checklist,
    terminar_intervencion,
    usar_repuesto,
)
from sat.views.ordenes import enviado, orden_visible

FIRMA_MAXIMA_BYTES = 500_000
PREFIJO_FIRMA = "data:image/png;base64,"
ANTERIORES = 5

tecnicos = exige_rol(CodigoRol.TECNICO, CodigoRol.EXTERNO)


def ficha_de(request: HttpRequest) -> Tecnico:
    """The técnico behind the user; 404 for whoever is none."""
    return get_object_or_404(Tecnico.objects.activos(), usuario=request.user)


@require_safe
@tecnicos
def mi_dia(request: HttpRequest) -> HttpResponse:
    """The visits of a day, in their order, and the session that is open, if any."""
    tecnico = Tecnico.objects.activos().filter(usuario=request.user).first()
    dia = _dia(request.GET.get("dia", ""))
    desde = instante(dia)
    citas = Cita.objects.filter(tecnico=tecnico).no_anuladas()
    abierta = Intervencion.objects.en_curso().filter(tecnico=tecnico)
    contexto = {
        "tecnico": tecnico,
        "dia": dia,
        "hoy": timezone.localdate(),
        "anterior": dia - timedelta(days=1),
        "siguiente": dia + timedelta(days=1),
        "citas": citas.entre(desde, desde + timedelta(days=1))
        .para_listado()
        .select_related("intervencion"),
        "abierta": abierta.select_related("orden__cliente", "orden__equipo__producto").first(),
    }
    return render(request, "sat/mi_dia.html", contexto)


def _dia(texto: str) -> date:
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        return timezone.localdate()
    return dia if PRIMER_DIA < dia < ULTIMO_DIA else timezone.localdate()


@require_safe
@tecnicos
def visita(request: HttpRequest, codigo: str) -> HttpResponse:
    """One order on the phone: before starting, during, and after."""
    return _pintar_visita(request, orden_visible(request, codigo))


def _pintar_visita(
    request: HttpRequest, orden: OrdenTrabajo, status: int = 200, **forms: Any
) -> HttpResponse:
    tecnico = ficha_de(request)
    sesion = (
        Intervencion.objects.en_curso()
        .filter(orden=orden, tecnico=tecnico)
        .prefetch_related("repuestos__repuesto", "fotos")
        .first()
    )
    contexto = {
        "orden": orden,
        "tecnico": tecnico,
        "sesion": sesion,
        "citas": orden.citas.vivas().filter(tecnico=tecnico).order_by("franja__startswith"),
        "notas": orden.notas.select_related("usuario"),
        "partes": orden.partes.all(),
        "anteriores": _anteriores(request, orden),
    }
    if sesion is not None:
        contexto |= {
            "checklist": forms.get("checklist") or checklist_de(sesion),
            "repuesto_form": forms.get("repuesto") or RepuestoForm(),
            "foto_form": forms.get("foto") or FotoForm(),
            "nota_form": forms.get("nota") or NotaForm(),
            "repuestos": Repuesto.objects.filter(activo=True),
        }
    return render(request, "sat/visita.html", contexto | {"con_error": bool(forms)}, status=status)


def _anteriores(request: HttpRequest, orden: OrdenTrabajo) -> Any:
    """What was done to this unit before: the office's memory, at the customer's door.

    To people of an external SAT, only what was done by theirs.
    """
    if orden.equipo_id is None:
        return OrdenTrabajo.objects.none()
    suyas = OrdenTrabajo.objects.filter(equipo_id=orden.equipo_id).exclude(pk=orden.pk)
    if not request.user.tiene_rol(CodigoRol.TECNICO):  # type: ignore[union-attr]
        suyas = suyas.visibles_para(request.user)  # type: ignore[arg-type]
    return suyas.order_by("-ocurrida_en")[:ANTERIORES]


def checklist_de(sesion: Intervencion, datos: Any = None) -> ChecklistForm:
    """The checklist of a session, with the answers it has."""
    puntos = list(PuntoChecklist.objects.filter(plantilla=sesion.plantilla_id, activo=True))
    inicial = {
        f"punto_{r.punto_id}": ("si" if r.valor_si else "no") if r.valor_si is not None else r.valor
        for r in sesion.respuestas.all()
    }
    return ChecklistForm(datos, puntos=puntos, initial=inicial)


@require_POST
@tecnicos
def iniciar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Start the session of this técnico on the order."""
    orden = orden_visible(request, codigo)
    with diciendo(request):
        iniciar_intervencion(orden.pk, por=request.user, tecnico=ficha_de(request))
    return redirect("sat:visita", orden.codigo)


def sesion_propia(request: HttpRequest, pk: int) -> Intervencion:
    """A session of this técnico; 404 for anybody else's."""
    return get_object_or_404(
        Intervencion.objects.filter(tecnico=ficha_de(request)).select_related(
            "orden__cliente", "orden__contacto", "orden__equipo__producto", "orden__sede"
        ),
        pk=pk,
    )


def _volver(request: HttpRequest, sesion: Intervencion, ancla: str) -> HttpResponse:
    return redirect(reverse("sat:visita", args=[sesion.orden.codigo]) + f"#{ancla}")


def _con_error(request: HttpRequest, sesion: Intervencion, **forms: Any) -> HttpResponse:
    orden = orden_visible(request, sesion.orden.codigo)
    return _pintar_visita(request, orden, status=422, **forms)


@require_POST
@tecnicos
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the answers as they stand; it can be done as often as one likes."""
    sesion = sesion_propia(request, pk)
    form = checklist_de(sesion, request.POST)
    if form.is_valid():
        try:
            rellenar_checklist(sesion.pk, por=request.user, respuestas=form.respuestas())
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Comprobaciones guardadas."))
            return _volver(request, sesion, "comprobaciones")
    return _con_error(request, sesion, checklist=form)


@require_POST
@tecnicos
def repuesto(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a part that was used."""
    sesion = sesion_propia(request, pk)
    form = RepuestoForm(request.POST)
    if form.is_valid():
        try:
            una_sola_vez(
                request,
                lambda: str(usar_repuesto(sesion.pk, por=request.user, **form.cleaned_data)),
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            return _volver(request, sesion, "repuestos")
    return _con_error(request, sesion, repuesto=form)


@require_POST
@tecnicos
def quitar(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a part that was noted by mistake."""
    usado = get_object_or_404(RepuestoUsado.objects.select_related("intervencion"), pk=pk)
    sesion = sesion_propia(request, usado.intervencion_id)
    with diciendo(request):
        quitar_repuesto(usado.pk, por=request.user)
    return _volver(request, sesion, "repuestos")


@require_POST
@tecnicos
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a photo, from the camera or the gallery."""
    sesion = sesion_propia(request, pk)
    form = FotoForm(request.POST, request.FILES)
    if form.is_valid():
        datos = form.cleaned_data
        try:
            anadir_foto(
                sesion.pk,
                por=request.user,
                archivo=guardar(datos["foto"]),
                momento_foto=datos["momento_foto"],
                pie=datos["pie"],
            )
        except ErrorDeNegocio as error:
            form.add_error("foto", str(error))
        else:
            return _volver(request, sesion, "fotos")
    return _con_error(request, sesion, foto=form)


@require_POST
@tecnicos
def nota(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note for the office."""
    sesion = sesion_propia(request, pk)
    form = NotaForm(request.POST)
    if form.is_valid():
        try:
            una_sola_vez(request, lambda: _anotar(request, sesion, form.cleaned_data))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            return _volver(request, sesion, "notas")
    return _con_error(request, sesion, nota=form)


def _anotar(request: HttpRequest, sesion: Intervencion, datos: dict[str, Any]) -> str:
    nota = anotar_en_orden(sesion.orden_id, por=request.user, intervencion=sesion, **datos)
    return str(nota.pk)


@tecnicos
def terminar(request: HttpRequest, pk: int) -> HttpResponse:
    """How it went, and the signature; then the report is made, kept and mailed."""
    sesion = sesion_propia(request, pk)
    form = TerminarForm(enviado(request), initial=diagnostico_inicial(sesion))
    if request.method == "POST" and form.is_valid():
        try:
            parte = terminar_intervencion(
                sesion.pk, por=request.user, fin=_fin(form.cleaned_data, request.POST)
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            frase = _("Visita terminada. Parte %(parte)s guardado.") % {"parte": parte.codigo}
            messages.success(request, frase)
            return redirect("sat:mi_dia")
    if not sesion.esta_en_curso:
        return redirect("sat:visita", sesion.orden.codigo)
    contexto = {"form": form, "sesion": sesion, "orden": sesion.orden}
    return render(request, "sat/terminar.html", contexto, status=422 if form.is_bound else 200)


def _fin(datos: dict[str, Any], crudo: Any) -> FinDeVisita:
    return FinDeVisita(
        resultado=datos["resultado"],
        trabajo=datos["trabajo"],
        diagnostico=datos["diagnostico"],
        firma=_conformidad(datos, crudo),
    )


def _conformidad(datos: dict[str, Any], crudo: Any) -> Conformidad:
    """Signed by hand, by the typed name, or not at all and why."""
    motivo = datos["motivo_sin_firma"]
    if motivo in MotivoSinFirma.values:
        return Conformidad(ModoFirma.SIN_FIRMA, motivo_sin_firma=motivo)
    firmante = datos["firmante"].strip()
    if crudo.get("firma_a_maquina"):
        return Conformidad(ModoFirma.ESCRITA, firmante)
    trazo = crudo.get("firma", "")
    if not trazo:
        return Conformidad(ModoFirma.MANUSCRITA, firmante)
    return Conformidad(ModoFirma.MANUSCRITA, firmante, _imagen_de(trazo))


def _imagen_de(trazo: str) -> Any:
    """The PNG that the signature pad sends as a data URL; ErrorDeNegocio if it is not one."""
    frase = _("La firma no ha llegado bien: bórrela y firme otra vez.")
    if not trazo.startswith(PREFIJO_FIRMA) or len(trazo) > FIRMA_MAXIMA_BYTES:
        raise ErrorDeNegocio(frase, campo="firma")
    try:
        contenido = base64.b64decode(trazo.removeprefix(PREFIJO_FIRMA), validate=True)
    except binascii.Error as error:
        raise ErrorDeNegocio(frase, campo="firma") from error
    if not _es_png(contenido):
        raise ErrorDeNegocio(frase, campo="firma")
    return guardar_bytes(contenido, "image/png")


def _es_png(contenido: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(contenido), formats=["PNG"]) as imagen:
            imagen.verify()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


@require_safe
def manifiesto(request: HttpRequest) -> HttpResponse:
    """What makes the phone offer to install it as an application."""
    nombre = empresa().nombre
    datos = {
        "name": _("Mi día · %(empresa)s") % {"empresa": nombre},
        "short_name": _("Mi día"),
        "lang": "es",
        "start_url": reverse("sat:mi_dia"),
        "scope": reverse("sat:mi_dia"),
        "display": "standalone",
        "background_color": "#faf9f6",
        "theme_color": "#10363b",
        "icons": [
            {"src": static("img/marca.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return JsonResponse(datos, content_type="application/manifest+json")
