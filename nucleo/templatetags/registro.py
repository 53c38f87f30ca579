"""`{% load registro %}`: what other apps registered for a page."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from nucleo.registro import paneles_de

register = template.Library()


@register.simple_tag(takes_context=True)
def paneles(context: template.Context, lugar: str, objeto: Any) -> SafeString:
    """`{% paneles "incidencias.ficha" incidencia %}`: the panels registered there, in order."""
    request = context["request"]
    comunes = _comunes(context)
    pintados = []
    for panel in paneles_de(lugar):
        contexto = panel.contexto(request, objeto)
        if contexto is not None:
            plantilla = get_template(panel.plantilla).template  # type: ignore[attr-defined]
            pintados.append(plantilla.render(context.new(comunes | dict(contexto))))
    return mark_safe("\n".join(pintados))  # noqa: S308 - each panel escaped its own context


def _comunes(context: template.Context) -> dict[str, Any]:
    """What every page knows (the context processors), asked once for the page and its panels."""
    indice = getattr(context, "_processors_index", None)
    propios = context.dicts[indice] if indice is not None else context.flatten()
    return {**propios, "request": context["request"]}
