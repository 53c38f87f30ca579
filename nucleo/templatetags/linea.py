"""`{% load linea %}`: an entry of a timeline (componentes/linea_de_tiempo.html)."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nucleo.aspecto import aspecto_de
from nucleo.templatetags.marco import fecha, icono

register = template.Library()


@register.simple_tag
def entrada_de_linea(entrada: Any) -> SafeString:
    """Its icon, who did what and when, and under it what its own template paints."""
    aspecto = aspecto_de("entrada", entrada.tipo)
    pk = getattr(entrada, "pk", None)
    return format_html(
        '<li class="linea__entrada linea__entrada--{}{} tono-{}"{}>'
        '<span class="linea__icono">{}</span><div class="linea__contenido">'
        '<div class="linea__cabeza"><span class="linea__autor">{}</span> <span>{}</span> {}</div>'
        "{}</div></li>",
        entrada.tipo,
        " linea__entrada--propia" if getattr(entrada, "propia", False) else "",
        aspecto.tono,
        format_html(' id="entrada-{}"', pk) if pk else "",
        icono(aspecto.icono, 16),
        entrada.autor,
        entrada.titulo,
        fecha(entrada.ocurrido_en),
        _cuerpo(entrada),
    )


def _cuerpo(entrada: Any) -> SafeString | str:
    if not entrada.plantilla:
        return ""
    plantilla = get_template(entrada.plantilla).template  # type: ignore[attr-defined]
    pintado = plantilla.render(Context({"entrada": entrada}))
    return format_html('<div class="linea__cuerpo">{}</div>', pintado)
