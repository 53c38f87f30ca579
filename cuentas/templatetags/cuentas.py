"""What the staff shell shows of one's own account. `{% load cuentas %}`.

{% sin_leer user as cuantas %}             notifications that I have not read
{% disponibilidades user %}                the switch "disponible, ocupado, ausente"
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cuentas import campana
from cuentas.models import Disponibilidad, Usuario
from nucleo.templatetags.marco import icono

register = template.Library()
ICONOS = {
    Disponibilidad.DISPONIBLE: "circle-check",
    Disponibilidad.OCUPADO: "circle-minus",
    Disponibilidad.AUSENTE: "circle-off",
}


@register.simple_tag
def sin_leer(usuario: Usuario) -> int:
    return campana.sin_leer(usuario.pk)


@register.simple_tag
def disponibilidades(usuario: Usuario) -> SafeString:
    """A button for each one, the one that is mine now pressed."""
    return _botones(usuario.disponibilidad, get_language())


@lru_cache(maxsize=32)
def _botones(la_mia: str, _idioma: str | None) -> SafeString:
    return format_html_join(
        "",
        '<button type="submit" name="disponibilidad" value="{}" aria-pressed="{}">{}{}</button>',
        (
            (una.value, "true" if una == la_mia else "false", icono(ICONOS[una], 16), una.label)
            for una in Disponibilidad
        ),
    )
