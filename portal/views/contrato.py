"""One contract by the link of a mail: read it, sign it, say that it is not renewed, end it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clientes.contratos import (
    ENLACE,
    avisos_de,
    cambios_de,
    contratacion_de,
    por_devolver,
    precio_de,
    saldos_de,
    se_devuelve_todo,
)
from clientes.eventos import CodigoContrato
from clientes.models import (
    CanalFirma,
    Contacto,
    ContratoMantenimiento,
    EstadoContrato,
    PeriodoContrato,
)
from clientes.servicios.contratos import firmar_contrato, no_renovar_contrato, rescindir_contrato
from clientes.servicios.contratos.correo import idioma_de
from nucleo.enlaces import es_de_antes, es_valido
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA, Sistema
from nucleo.frenos import frenar
from nucleo.tiempo import dia_local
from portal.idiomas import pintar_en_su_idioma

SIN_ENLACE = frozenset({EstadoContrato.DESCARTADO})


class FirmaForm(forms.Form):
    """Who signs. A consumer may also ask us not to wait for the time to withdraw."""

    use_required_attribute = False
    nombre = forms.CharField(
        label=gettext_lazy("Su nombre y apellidos"),
        max_length=120,
        error_messages={"required": gettext_lazy("Escriba su nombre: es su firma.")},
    )
    pide_empezar = forms.BooleanField(
        label=gettext_lazy("Quiero que empiece en su fecha, sin esperar a que pasen los 14 días"),
        required=False,
        help_text=gettext_lazy(
            "Si luego desiste, pagará solo la parte de los días que haya estado en vigor."
        ),
    )

    def __init__(self, *args: Any, consumidor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not consumidor:
            del self.fields["pide_empezar"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@frenar("60/hour", nombre="portal-contrato")
def por_enlace(request: HttpRequest, codigo: str, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look too. A link that opens nothing says so."""
    cambios = cambios_de(codigo)  # before reading it: what changes meanwhile has not been seen
    try:
        contrato = _contrato(codigo, token)
    except Http404:
        return pintar_en_su_idioma(
            request,
            "portal/enlace_sin_valor.html",
            idioma=_idioma_del_revocado(codigo, token),
            status=404,
        )
    with translation.override(idioma_de(contrato)):  # that of the mail which brings them here
        return _atender(request, contrato, cambios)


def _atender(request: HttpRequest, contrato: ContratoMantenimiento, cambios: int) -> HttpResponse:
    consumidor = contrato.cliente.es_consumidor
    form = FirmaForm(
        consumidor=consumidor, initial={"nombre": contrato.cliente.nombre_para(contrato.contacto)}
    )
    error = ""
    if request.method == "POST":
        accion = ACCIONES.get(request.POST.get("accion", ""))
        if accion is None:
            return redirect(request.path)
        form = FirmaForm(request.POST, consumidor=consumidor)
        try:
            if (hecho := accion(request, contrato, form)) is not None:
                messages.success(request, hecho)
                return redirect(request.path)
        except ErrorDeNegocio as motivo:
            error = str(motivo)
    estado = 422 if request.method == "POST" else 200
    contexto = _contexto(contrato, form, error) | {"leido": cambios}
    return render(request, "portal/contrato.html", contexto, status=estado)


def _contrato(codigo: str, token: str) -> ContratoMantenimiento:
    """The contract of a signed link; a draft only once it was sent."""
    contratos = ContratoMantenimiento.objects.filter(cliente__bloqueado_en=None)
    contrato = get_object_or_404(
        contratos.exclude(estado__in=SIN_ENLACE).select_related("cliente", "contacto"),
        codigo=codigo,
    )
    if not es_valido(token, ENLACE, codigo, contrato.enlace_version):
        raise Http404
    if contrato.es_borrador:
        get_object_or_404(contrato.eventos.filter(codigo=CodigoContrato.ENVIADO)[:1])
    return contrato


def _idioma_del_revocado(codigo: str, token: str) -> str | None:
    """That of the contract, to whoever had its link before it was changed; to nobody else."""
    contratos = ContratoMantenimiento.objects.select_related("cliente", "contacto")
    contrato = contratos.filter(codigo=codigo).first()
    if contrato and es_de_antes(token, ENLACE, codigo, contrato.enlace_version):
        return idioma_de(contrato)
    return None


def _contexto(contrato: ContratoMantenimiento, form: forms.Form, error: str) -> dict[str, Any]:
    hoy = dia_local(timezone.now())
    periodos = list(contrato.periodos.order_by("numero"))
    periodo = next((p for p in periodos if p.hasta >= hoy), periodos[-1])
    consumidor = contrato.cliente.es_consumidor
    return {
        "idioma": idioma_de(contrato),
        "contrato": contrato,
        "periodo": periodo,
        "saldo": saldos_de([periodo])[periodo.pk],
        "equipos": periodo.equipos.select_related("equipo__producto").order_by("pk")[:100],
        "form": form,
        "error": error,
        "consumidor": consumidor,
        "avisos": avisos_de(contrato, contrato.fecha_fin, consumidor=consumidor),
        "contratacion": contratacion_de(contrato),
        "devolver": _devolver(contrato, periodos, hoy),
        "acaba_hoy": hoy >= contrato.fecha_fin,
        "hoy": hoy,
    }


def _devolver(
    contrato: ContratoMantenimiento, periodos: list[PeriodoContrato], hoy: date
) -> Decimal | None:
    """What they get back if they end it today."""
    if not contrato.esta_vigente:
        return None
    todo = se_devuelve_todo(contrato, hoy)
    return precio_de(periodos) if todo else por_devolver(periodos, hoy)


# --- What the customer does


def _por(contrato: ContratoMantenimiento) -> Contacto | Sistema:
    """Whoever the link was sent to."""
    return contrato.contacto or SISTEMA


def _firmar(request: HttpRequest, contrato: ContratoMantenimiento, form: forms.Form) -> str | None:
    if not form.is_valid():
        return None
    una_sola_vez(
        request,
        lambda: (
            firmar_contrato(
                contrato.pk,
                por=_por(contrato),
                firmado_por=form.cleaned_data["nombre"],
                canal=CanalFirma.DISTANCIA,
                pide_empezar=form.cleaned_data.get("pide_empezar", False),
                leido=_leido(request),
            ).codigo
        ),
    )
    return _("Contrato firmado. Le hemos enviado una copia por correo.")


def _leido(request: HttpRequest) -> int | None:
    """How many times the draft had changed when the page that is sent was painted."""
    texto = request.POST.get("leido", "")
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 10 else None


def _no_renovar(
    request: HttpRequest, contrato: ContratoMantenimiento, form: forms.Form
) -> str | None:
    una_sola_vez(
        request,
        lambda: no_renovar_contrato(contrato.pk, por=_por(contrato), parte="cliente").codigo,
    )
    return _("Anotado: el contrato acaba en su fecha y no se renueva.")


def _rescindir(
    request: HttpRequest, contrato: ContratoMantenimiento, form: forms.Form
) -> str | None:
    una_sola_vez(
        request,
        lambda: rescindir_contrato(contrato.pk, por=_por(contrato), parte="cliente").codigo,
    )
    return _("El contrato acaba hoy. Le hemos enviado la confirmación por correo.")


Hacer = Callable[[HttpRequest, ContratoMantenimiento, forms.Form], str | None]
ACCIONES: dict[str, Hacer] = {
    "firmar": _firmar,
    "no_renovar": _no_renovar,
    "rescindir": _rescindir,
}
