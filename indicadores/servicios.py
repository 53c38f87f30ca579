"""The only door through which targets are written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Usuario
from indicadores.catalogo import Indicador, Sentido, Unidad
from indicadores.models import Meta
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import dia_local

_LIMITES = {Unidad.PORCENTAJE: (0, 100), Unidad.PUNTOS: (-100, 100), Unidad.NOTA: (1, 7)}
LO_MAS_LEJANO = timedelta(days=366)


@transaction.atomic
def fijar_meta(
    indicador: Indicador, *, objetivo: Decimal | None, vigente_desde: date, por: Usuario
) -> Meta:
    """Set the target of an indicator from a day on, in its unit (seconds for times); None, no more.

    What ruled before keeps ruling its own days. Raises ErrorDeNegocio for a value that the
    indicator cannot have, a date that is not credible or a day that already has its target.
    """
    if indicador.sentido == Sentido.NINGUNO:
        raise ErrorDeNegocio(_("Este indicador no es mejor ni peor: no lleva objetivo."))
    menor, mayor = _LIMITES.get(indicador.unidad, (0, 10**9))
    if objetivo is not None and not menor <= objetivo <= mayor:
        raise ErrorDeNegocio(
            _("El objetivo va de %(menor)s a %(mayor)s.") % {"menor": menor, "mayor": mayor},
            campo="objetivo",
        )
    hoy = dia_local(timezone.now())
    if not date(2000, 1, 1) <= vigente_desde <= hoy + LO_MAS_LEJANO:
        raise ErrorDeNegocio(
            _("Esa fecha no es creíble: ni antes de 2000 ni a más de un año."),
            campo="vigente_desde",
        )
    with traducir_integridad():
        return Meta.objects.create(
            indicador=indicador.codigo,
            objetivo=objetivo,
            vigente_desde=vigente_desde,
            fijada_por=por,
        )
