"""The style guide: every component in every state, to look at it and to let axe look at it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nucleo.aspecto import declarados

LARGO = "María de los Ángeles Fernández-Villaverde y Gómez de la Serna"
OPCIONES = [("", "Elige una…"), ("a", "No enciende"), ("b", "Pierde agua"), ("c", "Hace ruido")]


class EjemploForm(forms.Form):
    """Each kind of field once."""

    asunto = forms.CharField(label="Asunto", help_text="Lo que dirías por teléfono en una frase.")
    averia = forms.ChoiceField(label="¿Qué le pasa?", choices=OPCIONES)
    compra = forms.DateField(
        label="Fecha de compra", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    importe = forms.DecimalField(label="Importe", required=False, help_text="En euros.")
    detalle = forms.CharField(label="Detalle", required=False, widget=forms.Textarea)
    foto = forms.FileField(
        label="Foto", required=False, widget=forms.FileInput(attrs={"data-subida": ""})
    )
    franja = forms.ChoiceField(
        label="¿Cuándo te viene bien?",
        required=False,
        choices=[("m", "Por la mañana"), ("t", "Por la tarde")],
        widget=forms.RadioSelect,
    )
    avisar = forms.BooleanField(label="Avisadme por correo", required=False)


@require_safe
def guia(request: HttpRequest, marco: str = "") -> HttpResponse:
    """Staff, or anybody while developing."""
    if not (settings.DEBUG or getattr(request.user, "es_personal", False)):
        raise Http404
    plantilla = {"": "oficina", "portal": "portal", "movil": "movil"}.get(marco)
    if plantilla is None:
        raise Http404
    return render(request, f"nucleo/estilo_{plantilla}.html", _ejemplos())


def _ejemplos() -> dict[str, Any]:
    con_errores = EjemploForm({"asunto": "", "averia": "x", "importe": "doce"})
    return {
        "largo": LARGO,
        "form": EjemploForm(initial={"asunto": "La lavadora no desagua", "averia": "b"}),
        "form_mal": con_errores,
        "plazos": _plazos(),
        "aspectos": sorted(declarados().items()),
        "entradas": _entradas(),
        "pagina": SimpleNamespace(cuantas="más de 1.000", anterior="?antes=x", siguiente="?tras=y"),
        "pestanas": _pestanas(),
        "correos": _correos(),
        "motivos": [
            SimpleNamespace(
                texto="La avería apareció dentro de los tres años de la entrega.",
                norma="art. 120 TRLGDCU",
            ),
            SimpleNamespace(texto="El defecto se presume de origen.", norma="art. 121 TRLGDCU"),
        ],
        "hoy": timezone.localdate(),
        "serie": [82.1, 83, 81.4, None, 84.6, 85.2, 86, 85.1, 87.4],
        "spec": _spec(),
        "instantes": [
            timezone.now() - timedelta(**hace)
            for hace in ({"seconds": 5}, {"minutes": 7}, {"hours": 4}, {"days": 1}, {"days": 400})
        ],
    }


def _plazos() -> list[dict[str, Any]]:
    ahora = timezone.now()
    return [
        {"vence_en": ahora + timedelta(hours=7, minutes=20)},
        {"vence_en": ahora + timedelta(minutes=25)},
        {"vence_en": ahora - timedelta(days=2, hours=4)},
        {
            "vence_en": ahora + timedelta(hours=3),
            "pausado_en": ahora,
            "motivo": "esperando al cliente",
        },
        {
            "vence_en": ahora + timedelta(hours=1),
            "cumplido_en": ahora - timedelta(minutes=12),
        },
        {
            "vence_en": ahora - timedelta(hours=9),
            "cumplido_en": ahora - timedelta(hours=2),
        },
        {"vence_en": timezone.localdate() + timedelta(days=12)},
        {},
    ]


def _entradas() -> list[SimpleNamespace]:
    ahora = timezone.now()
    texto = "nucleo/estilo_texto.html"
    hechos = [
        ("mensaje", "Rosa Prieto", "escribió por el portal", texto, False, 190),
        ("llamada", LARGO, "llamó: «¿cuándo vienen?»", "", False, 122),
        ("mensaje", "Iván Núñez", "respondió por correo", texto, True, 75),
        ("nota", "Iván Núñez", "dejó una nota interna", texto, False, 60),
        ("orden", "Iván Núñez", "abrió la orden OT-26-000045", "", False, 31),
        ("evento", "Sistema", "paró el reloj: esperando repuesto", "", False, 3),
    ]
    return [
        SimpleNamespace(
            pk=None,
            tipo=tipo,
            autor=autor,
            titulo=titulo,
            plantilla=plantilla,
            propia=propia,
            ocurrido_en=ahora - timedelta(minutes=minutos),
        )
        for tipo, autor, titulo, plantilla, propia, minutos in hechos
    ]


def _pestanas() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(titulo="Mías", url="?v=mias", activa=True, cuenta=12),
        SimpleNamespace(titulo="Sin asignar", url="?v=sin", activa=False, cuenta=3),
        SimpleNamespace(titulo="Vencen hoy", url="?v=hoy", activa=False, cuenta=0),
        SimpleNamespace(titulo="Todas", url="?v=", activa=False, cuenta=None),
    ]


def _correos() -> list[SimpleNamespace]:
    ahora = timezone.now()
    base = {
        "para": "rosa@ejemplo.es",
        "enviado_en": None,
        "fallido_en": None,
        "anulado_en": None,
        "ultimo_error": "",
        "proximo_intento_en": ahora + timedelta(minutes=5),
    }
    return [
        SimpleNamespace(**base),
        SimpleNamespace(**base | {"enviado_en": ahora - timedelta(minutes=2)}),
        SimpleNamespace(**base | {"ultimo_error": "421"}),
        SimpleNamespace(**base | {"fallido_en": ahora}),
        SimpleNamespace(**base | {"anulado_en": ahora}),
    ]


def _spec() -> dict[str, Any]:
    """A year of monthly values with its target, as an indicator's page draws it.

    Days carry an hour without zone: "2026-01-01" alone would be read as UTC, and January would
    begin in December for a browser west of Greenwich and lose its mark for one in Madrid.
    """
    valores = [81.2, 82.4, 80.9, 83.5, 84.1, 85.3, 86.0, 84.8, 85.9, 87.1, 86.6, 87.4]
    datos = [
        {"mes": f"2026-{mes:02}-01T00:00:00", "csat": v} for mes, v in enumerate(valores, start=1)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": 220,
        "data": {"values": datos},
        "layer": [
            {
                "mark": {"type": "line", "point": True},
                "encoding": {
                    "x": {
                        "field": "mes",
                        "type": "temporal",
                        "axis": {"format": "%b", "title": None, "grid": False},
                    },
                    "y": {
                        "field": "csat",
                        "type": "quantitative",
                        "scale": {"zero": False},
                        "axis": {"title": "CSAT, %"},
                    },
                    "tooltip": [
                        {"field": "mes", "type": "temporal", "format": "%B de %Y", "title": "Mes"},
                        {
                            "field": "csat",
                            "type": "quantitative",
                            "format": ",.1f",
                            "title": "CSAT",
                        },
                    ],
                },
            },
            {
                "mark": {"type": "rule", "strokeDash": [4, 4]},
                "encoding": {"y": {"datum": 85}},
            },
        ],
    }
