"""`{% load incidencias %}`: small things that the templates of the cases need."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incidencias.identidad import a_medias as dato_a_medias

register = template.Library()
register.filter("a_medias", dato_a_medias)


@register.simple_tag
def campo_de(form: BaseForm, nombre: str) -> BoundField:
    """The field of that name: `{% campo_de form "tipo" as campo %}`."""
    return form[nombre]


@register.filter
def en_texto(valor: Any) -> str:
    """A value as it travels in a form: 3 → "3", nothing → ""."""
    return "" if valor is None else str(getattr(valor, "value", getattr(valor, "pk", valor)))


@register.filter
def en_textos(valores: Iterable[Any] | None) -> list[str]:
    """The values of a multiple field as they travel."""
    return [en_texto(valor) for valor in valores or []]


@register.simple_tag
def url_accion(nombre: str, codigo: str) -> str:
    """The address of a decision on a case."""
    return reverse(f"incidencias:{nombre}", args=[codigo])


LARGO_A_LA_VISTA = 1_500


@register.inclusion_tag("incidencias/texto_largo.html")
def texto_largo(texto: str) -> dict[str, str]:
    """A message as it was written; of a very long one, the beginning and a way to the rest."""
    if len(texto) <= LARGO_A_LA_VISTA:
        return {"principio": texto, "resto": ""}
    corte = texto.rfind(" ", 0, LARGO_A_LA_VISTA)
    corte = corte if corte > 0 else LARGO_A_LA_VISTA
    return {"principio": texto[:corte], "resto": texto[corte:]}


OTRAS_ENTRADAS = (
    ("nueva", _("Por teléfono"), "phone"),
    ("entrada_mostrador", _("En el mostrador"), "store"),
    ("entrada_carta", _("Una carta"), "mailbox"),
    ("entrada_hoja", _("Hoja de reclamaciones"), "file-exclamation-point"),
    ("entrada_sugerencia", _("Una sugerencia"), "lightbulb"),
)


@register.inclusion_tag("incidencias/entradas.html")
def entradas(actual: str) -> dict[str, Any]:
    """The ways in, with the one where we are: `{% entradas "entrada_carta" %}`."""
    return {
        "entradas": [
            {
                "titulo": titulo,
                "icono": icono,
                "url": reverse(f"incidencias:{nombre}"),
                "activa": nombre == actual,
            }
            for nombre, titulo, icono in OTRAS_ENTRADAS
        ]
    }
