"""Promises to a customer: made with a date, kept or broken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.models import Promesa
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import componer_promesa, componer_promesa_cumplida
from incidencias.servicios.guardado import guardar_expediente
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto

LO_MAS_LEJANO = timedelta(days=366)


@transaction.atomic
def prometer(pk: int, *, por: Actor, texto: str, vence_en: datetime) -> Promesa:
    """Promise something by a date. Raises ErrorDeNegocio if the date has passed or is absurd."""
    expediente = bloquear(pk)
    ahora = timezone.now()
    texto = exigir_texto(texto, _("Di qué prometemos."), "texto")
    if not ahora < vence_en <= ahora + LO_MAS_LEJANO:
        raise ErrorDeNegocio(
            _("Una promesa vence entre mañana y dentro de un año."), campo="vence_en"
        )
    promesa = componer_promesa(expediente, texto=texto, vence_en=vence_en, por=por, en=ahora)
    guardar_expediente(expediente)
    return promesa


@transaction.atomic
def cumplir_promesa(promesa_pk: int, *, por: Actor) -> Promesa:
    """Mark a promise as kept, now; late, it is kept but broken. Twice changes nothing."""
    expediente = bloquear(
        Promesa.objects.values_list("incidencia_id", flat=True).get(pk=promesa_pk)
    )
    promesa = Promesa.objects.get(pk=promesa_pk)
    if promesa.cumplida_en is not None:
        return promesa
    componer_promesa_cumplida(expediente, promesa=promesa, por=por, en=timezone.now())
    promesa.save(update_fields=["cumplida_en"])
    guardar_expediente(expediente)
    return promesa
