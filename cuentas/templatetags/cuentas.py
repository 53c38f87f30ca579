"""What the staff shell shows of one's own account. `{% load cuentas %}`.

{% sin_leer user as cuantas %}             notifications that I have not read
{% disponibilidades user as opciones %}    the switch "disponible, ocupado, ausente"
"""

from __future__ import annotations

from django import template

from cuentas import campana
from cuentas.models import Disponibilidad, Usuario

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
def disponibilidades(usuario: Usuario) -> list[tuple[Disponibilidad, str, bool]]:
    """(code, icon, whether it is mine now) of each one."""
    return [(una, ICONOS[una], una == usuario.disponibilidad) for una in Disponibilidad]
