"""QR labels on paper: which, on what, and the sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clientes.documentos.etiquetas import POR_HOJA, Formato, componer_hoja
from clientes.models import Equipo
from clientes.servicios import anular_etiqueta, emitir_etiquetas, reemitir_etiqueta
from clientes.views.comun import formulario
from clientes.views.equipos import equipo_de, filtrados
from cuentas.permisos import exige_oficina
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.palabras import decir

TOPE = 480  # twenty sheets


class HojaForm(forms.Form):
    """On what paper, and from which label of the first sheet on."""

    formato = forms.ChoiceField(
        label=_("En qué papel"),
        choices=Formato.choices,
        initial=Formato.ROLLO,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Elige uno de los dos.")},
    )
    copias = forms.IntegerField(label=_("Copias de cada una"), min_value=1, max_value=20, initial=1)
    primera = forms.IntegerField(
        label=_("Empezar en la etiqueta n.º"),
        min_value=1,
        max_value=POR_HOJA,
        initial=1,
        help_text=_("Solo en hoja A4: para aprovechar una empezada."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta este dato.")


@formulario
@exige_oficina
def etiquetas(request: HttpRequest) -> HttpResponse:
    """Labels of the units that the address names (`?e=1&e=2`), or of all that a filter finds."""
    equipos = _pedidos(request)
    imprimibles = [uno for uno in equipos if uno.retirado_en is None][:TOPE]
    form = HojaForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and imprimibles:
        return _hoja(request, imprimibles, form.cleaned_data)
    contexto = {
        "form": form,
        "equipos": imprimibles,
        "fuera": sum(uno.retirado_en is not None for uno in equipos),
        "tope": TOPE if len(equipos) > TOPE else None,
    }
    estado = 422 if form.errors else 200
    return pintar(request, "clientes/etiquetas.html", contexto, status=estado)


def _pedidos(request: HttpRequest) -> list[Equipo]:
    if request.GET.get("todas"):
        equipos, _filtro, _texto = filtrados(request)
        return list(equipos.order_by("-pk")[: TOPE + 1])
    pedidos = [pk for pk in request.GET.getlist("e")[:TOPE] if pk.isascii() and pk.isdecimal()]
    pks = [int(pk) for pk in pedidos if len(pk) <= 18]
    visibles = Equipo.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    por_pk = {uno.pk: uno for uno in visibles.filter(pk__in=pks)}
    return [por_pk[pk] for pk in dict.fromkeys(pks) if pk in por_pk]


def _hoja(request: HttpRequest, equipos: list[Equipo], datos: dict[str, Any]) -> HttpResponse:
    """The PDF. Printing again gives the same labels: only another one revokes."""
    vivas = emitir_etiquetas([uno.pk for uno in equipos], por=request.user)  # type: ignore[arg-type]
    pdf = componer_hoja(vivas, **datos)
    respuesta = HttpResponse(pdf, content_type="application/pdf")
    respuesta["Content-Disposition"] = 'inline; filename="etiquetas.pdf"'
    respuesta["Cache-Control"] = "no-store"
    return respuesta


@require_POST
@exige_oficina
def otra_etiqueta(request: HttpRequest, pk: int) -> HttpResponse:
    """A new label: the one that is stuck stops working."""
    equipo = equipo_de(request, pk)
    with diciendo(request, decir(_("Etiqueta nueva. La que lleva puesta [el equipo] ya no vale."))):
        reemitir_etiqueta(pk, por=request.user)  # type: ignore[arg-type]
    return redirect(equipo)


@require_POST
@exige_oficina
def anular(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever reads it is told that it is worth nothing."""
    equipo = equipo_de(request, pk)
    with diciendo(request, _("La etiqueta ya no vale.")):
        anular_etiqueta(pk, por=request.user)  # type: ignore[arg-type]
    return redirect(equipo)
