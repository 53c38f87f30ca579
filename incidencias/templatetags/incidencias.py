"""`{% load incidencias %}`: small things that the templates of the cases need."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from incidencias.acciones.accion import Accion
from incidencias.forms import LlamadaForm, PromesaForm, ResponderForm
from incidencias.identidad import a_medias as dato_a_medias
from incidencias.menciones import MENCION
from nucleo.templatetags.marco import icono

register = template.Library()
register.filter("a_medias", dato_a_medias)


VACIOS = {"responder": ResponderForm, "llamada": LlamadaForm, "promesa": PromesaForm}


@register.simple_tag
def formulario_vacio(modo: str) -> BaseForm:
    """A form of the composer with nothing in it: `{% formulario_vacio "llamada" as form %}`."""
    return VACIOS[modo](auto_id=f"id_{modo}_%s")


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


@register.simple_tag
def enlace_de_accion(accion: Accion, direccion: str, clase: str = "suelto") -> SafeString:
    """The way to a decision that asks for something: a dialog, or its page. A case has a dozen."""
    rotulo = str(accion.rotulo or accion.titulo)
    return format_html(
        '<a class="{0}" href="{1}{2}/" hx-get="{1}{2}/" hx-target="#dialogo" hx-swap="innerHTML"'
        "{3}>{4}{5}</a>",
        *(clase, direccion, accion.clave),
        format_html(' data-tecla="{}"', accion.tecla) if accion.tecla else "",
        *(icono(accion.icono, 16), rotulo),
    )


LARGO_A_LA_VISTA = 1_500


# `urlize` looks at each word; what it turns into a link has one of these, and few messages do.
CON_ENLACE = re.compile(r"://|www\.|@|\.(?:com|edu|gov|int|mil|net|org)", re.IGNORECASE)


@register.simple_tag
def texto_largo(texto: str, direccion: str = "") -> SafeString:
    """A message as it was written; of a very long one, the beginning and a way to the rest."""
    vestir = con_menciones if direccion == "nota" else con_enlaces
    if len(texto) <= LARGO_A_LA_VISTA:
        return format_html('<p class="texto">{}</p>', vestir(texto))
    corte = texto.rfind(" ", 0, LARGO_A_LA_VISTA)
    corte = corte if corte > 0 else LARGO_A_LA_VISTA
    return format_html(
        '<p class="texto">{}…</p><details class="texto-largo"><summary>{}</summary>'
        '<p class="texto">{}</p></details>',
        *(vestir(texto[:corte]), _("Ver el resto"), vestir(texto[corte:])),
    )


def con_enlaces(texto: str) -> SafeString:
    """Plain text of a person, escaped, with its links: `urlize`, when it would find any."""
    if CON_ENLACE.search(texto):
        return mark_safe(urlize(texto, nofollow=True, autoescape=True))  # noqa: S308 - it escapes
    return escape(texto)


def con_menciones(texto: str) -> SafeString:
    """A note: whom it calls («@luis.perez») stands out."""
    marcado = MENCION.sub(r'<span class="mencion">\g<0></span>', con_enlaces(texto))
    return mark_safe(marcado)  # noqa: S308 - `con_enlaces` has escaped it


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
