"""Who can take work now, and who covers those who cannot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cuentas.models import Ausencia, Disponibilidad, Habilidad, Usuario
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad

DIAS_MAXIMOS = 366


@transaction.atomic
def cambiar_disponibilidad(pk: int, *, por: Usuario, disponibilidad: str) -> Usuario:
    """Say whether a person can take work now: cases assigned by themselves look at it."""
    usuario = Usuario.objects.select_for_update(no_key=True).get(pk=pk)
    usuario.disponibilidad = Disponibilidad(disponibilidad)
    usuario.save(update_fields=["disponibilidad"])
    return usuario


@transaction.atomic
def configurar_persona(
    pk: int,
    *,
    por: Usuario,
    disponibilidad: str,
    capacidad: int | None,
    habilidades: Iterable[Habilidad],
) -> Usuario:
    """What the assignment of cases looks at: whether they can, how many at once, what they know."""
    usuario = cambiar_disponibilidad(pk, por=por, disponibilidad=disponibilidad)
    usuario.capacidad = capacidad
    usuario.save(update_fields=["capacidad"])
    usuario.habilidades.set(habilidades)
    return usuario


@transaction.atomic
def anotar_ausencia(
    pk: int, *, por: Usuario, desde: date, hasta: date, suplente: Usuario | None = None
) -> Ausencia:
    """Write down the days that a person is away and who covers their cases.

    Raises ErrorDeNegocio for days turned round or overlapping, or a substitute who is away too.
    """
    if (hasta - desde).days > DIAS_MAXIMOS:
        raise ErrorDeNegocio(_("Una ausencia no dura más de un año."), campo="hasta")
    if suplente is not None:
        _exigir_suplente(suplente, desde, hasta)
    with traducir_integridad():
        return Ausencia.objects.create(usuario_id=pk, desde=desde, hasta=hasta, suplente=suplente)


@transaction.atomic
def quitar_ausencia(pk: int, *, por: Usuario) -> None:
    """Take back an absence: the person works those days after all."""
    Ausencia.objects.filter(pk=pk).delete()


def _exigir_suplente(suplente: Usuario, desde: date, hasta: date) -> None:
    if not (suplente.is_active and suplente.es_de_oficina):
        raise ErrorDeNegocio(
            _("%(persona)s no puede llevar incidencias.") % {"persona": suplente},
            campo="suplente",
        )
    if suplente.ausencias.filter(desde__lte=hasta, hasta__gte=desde).exists():
        raise ErrorDeNegocio(
            _("%(persona)s también falta en esos días.") % {"persona": suplente},
            campo="suplente",
        )
