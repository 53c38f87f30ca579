"""`{% load normativa %}`: what a rule answers, written for people."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html

from nucleo.formato import euros_es, fecha_larga

register = template.Library()


@register.filter
def valor_de_norma(valor: date | Decimal | int | str | None) -> str:
    """A day with its day of the week, an amount in euros, anything else as it comes."""
    if isinstance(valor, date):
        return format_html('<time datetime="{}">{}</time>', valor.isoformat(), fecha_larga(valor))
    return (
        euros_es(valor) if isinstance(valor, Decimal) else str(valor if valor is not None else "–")
    )
