"""`{% static %}` and `{% url %}`, asked once: a page names fifty addresses; most never change.

Built in (`TEMPLATES` of the settings), in place of Django's: the same tags with the same arguments.
A template of ours does not `{% load static %}`, which would bring Django's back.
"""

from django.template import Library
from django.template.base import FilterExpression, Node, Parser, TextNode, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.templatetags import static as de_django
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import escape

register = Library()
register.tags.update(de_django.register.tags)


@register.tag("static")
def compilar_static(parser: Parser, token: Token) -> Node:
    """Of a name that is written there, the text; the names have the hash of what they hold."""
    nodo = de_django.do_static(parser, token)
    if nodo.varname is None and _es_literal(nodo.path):
        return TextNode(escape(nodo.url(Context())))
    return nodo


@register.tag("url")
def compilar_url(parser: Parser, token: Token) -> Node:
    nodo = url(parser, token)
    if not (nodo.args or nodo.kwargs) and _es_literal(nodo.view_name):
        return URLSinArgumentos(nodo.view_name, nodo.asvar)
    return nodo


class URLSinArgumentos(URLNode):
    """`{% url "incidencias:bandeja" %}`: resolved once for each set of addresses."""

    def __init__(self, view_name: FilterExpression, asvar: str | None) -> None:
        super().__init__(view_name, [], {}, asvar)
        self._dichas: dict[tuple[object, ...], str] = {}

    def render(self, context: Context) -> str:
        peticion = context.get("request")
        espacio = getattr(getattr(peticion, "resolver_match", None), "namespace", None)
        clave = (get_urlconf(), get_script_prefix(), espacio)
        if clave not in self._dichas:
            dicha = super().render(context)
            self._dichas[clave] = context[self.asvar] if self.asvar else dicha
        if not self.asvar:
            return self._dichas[clave]
        context[self.asvar] = self._dichas[clave]
        return ""


def _es_literal(expresion: FilterExpression) -> bool:
    """Known without a context: in Django's expressions, what is not looked up is text already."""
    return not expresion.filters and isinstance(expresion.var, str)
