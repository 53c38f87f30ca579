"""`{% load registro %}`: what other apps registered for a page."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from nucleo.registro import paneles_de

register = template.Library()


@register.simple_tag(takes_context=True)
def paneles(context: template.Context, lugar: str, objeto: Any) -> SafeString:
    """`{% paneles "incidencias.ficha" incidencia %}`: the panels registered there, in order."""
    request = context["request"]
    pintados = []
    for panel in paneles_de(lugar):
        contexto = panel.contexto(request, objeto)
        if contexto is not None:
            pintados.append(render_to_string(panel.plantilla, dict(contexto), request))
    return mark_safe("\n".join(pintados))  # noqa: S308 - each panel escaped its own context
