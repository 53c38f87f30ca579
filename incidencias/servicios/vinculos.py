"""Cases that have to do with one another."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from incidencias.eventos import Codigo
from incidencias.models import ClaseVinculo, Incidencia, Vinculo
from incidencias.servicios.bloqueo import bloquear_varias
from incidencias.servicios.linea import anotar
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad


@transaction.atomic
def relacionar(
    pk: int, *, por: Actor, con: Incidencia, clase: str = ClaseVinculo.RELACIONADA
) -> Vinculo:
    """Say that two cases have to do with one another; both timelines tell it.

    Raises ErrorDeNegocio for itself, or if they were related already.
    """
    if pk == con.pk:
        raise ErrorDeNegocio(_("Una incidencia no se relaciona consigo misma."), campo="codigo")
    bloquear_varias([pk, con.pk])
    una, otra = Incidencia.objects.filter(pk__in=[pk, con.pk]).order_by("pk")
    with traducir_integridad():
        vinculo = Vinculo.objects.create(
            una=una, otra=otra, clase=ClaseVinculo(clase), usuario=usuario_de(por)
        )
    _contar(una, otra, Codigo.RELACIONADA, vinculo.clase, por)
    return vinculo


@transaction.atomic
def quitar_relacion(pk: int, *, por: Actor, con: Incidencia) -> None:
    """They have nothing to do with one another after all. Raises ErrorDeNegocio if they had not."""
    bloquear_varias([pk, con.pk])
    una, otra = sorted([pk, con.pk])
    vinculo = Vinculo.objects.filter(una=una, otra=otra).first()
    if vinculo is None:
        raise ErrorDeNegocio(_("Esas incidencias no están relacionadas."), campo="codigo")
    clase = vinculo.clase
    vinculo.delete()
    casos = Incidencia.objects.in_bulk([una, otra])
    _contar(casos[una], casos[otra], Codigo.RELACION_QUITADA, clase, por)


def _contar(una: Incidencia, otra: Incidencia, codigo: Codigo, clase: str, por: Actor) -> None:
    anotar(una, codigo, por=por, otra_id=otra.pk, clase=str(clase))
    anotar(otra, codigo, por=por, otra_id=una.pk, clase=str(clase))
