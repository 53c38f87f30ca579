"""What a contact allowed: given with its proof, taken back, never rewritten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Consentimiento, Contacto
from clientes.servicios.composicion import (
    Asiento,
    componer_consentimiento,
    componer_retirada,
    exigir_pasado,
)
from clientes.servicios.comun import bloquear_cliente
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def otorgar_consentimiento(
    contacto_pk: int, *, por: Actor, en: datetime | None = None, **campos: Any
) -> Consentimiento:
    """Note that a contact allows something: finalidad, base, otorgado_en, caduca_en, prueba…

    A renewal is another row: what was allowed before stays written as it was. Consent without
    proof is refused (RGPD art. 7.1).
    """
    asiento, contacto = Asiento(), Contacto.objects.get(pk=contacto_pk)
    contacto.cliente = bloquear_cliente(contacto.cliente_id)
    consentimiento = componer_consentimiento(asiento, contacto, por=por, en=en, **campos)
    guardar_asiento(asiento)
    return consentimiento


@transaction.atomic
def retirar_consentimiento(pk: int, *, por: Actor, en: datetime | None = None) -> Consentimiento:
    """The contact takes it back, with every other one in force for the same purpose.

    As easy as giving it (RGPD art. 7.3): no reason is asked. Twice is refused.
    """
    momento = en or timezone.now()
    bloquear_cliente(
        Consentimiento.objects.values_list("contacto__cliente_id", flat=True).get(pk=pk)
    )
    suyos = Consentimiento.objects.select_for_update(of=("self",)).select_related(
        "contacto__cliente"
    )
    consentimiento = suyos.get(pk=pk)
    if consentimiento.retirado_en is not None:
        raise ErrorDeNegocio(_("Ese consentimiento ya estaba retirado."), codigo="retirado")
    exigir_pasado(momento, "retirado_en")
    otros = suyos.filter(
        Q(caduca_en=None) | Q(caduca_en__gt=momento),
        contacto=consentimiento.contacto_id,
        finalidad=consentimiento.finalidad,
        retirado_en=None,
        otorgado_en__lte=momento,
    ).exclude(pk=pk)
    asiento = Asiento()
    for uno in (consentimiento, *otros.order_by("pk")):
        componer_retirada(asiento, uno, por=por, en=momento)
    guardar_asiento(asiento)
    return consentimiento
