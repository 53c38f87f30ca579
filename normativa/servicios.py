"""The only door through which figures are overridden. Each function is one transaction."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from normativa.models import CodigoParametro, EventoParametro, ParametroPropio
from normativa.parametros import olvidar_parametros
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import Autor
from nucleo.restricciones import traducir_integridad


@transaction.atomic
def cambiar_cifra(
    codigo: str,
    *,
    por: Any,
    territorio: str = "",
    valor: Decimal,
    unidad: str,
    desde: date,
    hasta: date | None = None,
    motivo: str,
    en: datetime | None = None,
) -> ParametroPropio:
    """Use another value instead of the official one from `desde` on; returns the new row.

    Raises ErrorDeNegocio for a unit that does not serve, a value that makes no sense or a second
    override of the same figure from the same day.
    """
    propio = ParametroPropio(
        codigo=codigo,
        territorio=territorio,
        valor=valor,
        unidad=unidad,
        desde=desde,
        hasta=hasta,
        motivo=motivo.strip(),
        autor=por,
    )
    try:
        propio.clean()
    except ValidationError as error:
        campo, frases = next(iter(error.message_dict.items()))
        raise ErrorDeNegocio(frases[0], campo=campo) from error
    with traducir_integridad(savepoint=False):
        propio.save(force_insert=True)
    _anotar(propio, CodigoParametro.CAMBIADO, por, en)
    return propio


@transaction.atomic
def terminar_cifra(
    pk: int, *, por: Any, hasta: date, motivo: str, en: datetime | None = None
) -> ParametroPropio:
    """Stop using an override after `hasta`, included: from the next day the official one rules.

    Raises ErrorDeNegocio if it was annulled, or would end before it began.
    """
    propio = _que_cuente(pk)
    if hasta < propio.desde:
        raise ErrorDeNegocio(
            _("Empezó el %(desde)s: no puede terminar antes. Si fue un error, anúlala.")
            % {"desde": f"{propio.desde:%d/%m/%Y}"},
            campo="hasta",
        )
    antes, propio.hasta = propio.hasta, hasta
    propio.motivo_cese = motivo.strip()
    propio.save(update_fields=["hasta", "motivo_cese"])
    _anotar(
        propio,
        CodigoParametro.TERMINADO,
        por,
        en,
        hasta=hasta.isoformat(),
        antes=antes.isoformat() if antes else None,
    )
    return propio


@transaction.atomic
def anular_cifra(pk: int, *, por: Any, motivo: str, en: datetime | None = None) -> ParametroPropio:
    """Take back an override that was a mistake: as if it had never been, but for its trace."""
    propio = _que_cuente(pk)
    propio.anulado_en, propio.motivo_cese = en or timezone.now(), motivo.strip()
    with traducir_integridad(savepoint=False):
        propio.save(update_fields=["anulado_en", "motivo_cese"])
    _anotar(propio, CodigoParametro.ANULADO, por, en)
    return propio


def _que_cuente(pk: int) -> ParametroPropio:
    propio = ParametroPropio.objects.select_for_update().get(pk=pk)
    if propio.anulado_en:
        raise ErrorDeNegocio(_("Esa cifra ya está anulada."))
    return propio


def _anotar(
    propio: ParametroPropio,
    codigo: CodigoParametro,
    por: Any,
    en: datetime | None,
    **datos: Any,
) -> None:
    EventoParametro.objects.create(
        parametro=propio,
        codigo=codigo,
        ocurrido_en=en or timezone.now(),
        autor=Autor.USUARIO,
        usuario=por,
        datos=datos,
    )
    transaction.on_commit(olvidar_parametros)
