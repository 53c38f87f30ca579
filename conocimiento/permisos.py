"""Who may change what all of them use: said here and nowhere else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cuentas.models import CodigoRol, Usuario
from nucleo.errores import ErrorDeNegocio

EDITAN_LO_COMUN = frozenset({CodigoRol.COORDINADOR, CodigoRol.GESTOR, CodigoRol.CALIDAD})


def edita_lo_comun(usuario: Usuario) -> bool:
    """An administrator is all of them."""
    return usuario.tiene_rol(*EDITAN_LO_COMUN)


def exigir_edicion(por: Usuario, *, dueno_id: int | None) -> None:
    """Raises ErrorDeNegocio for what is neither one's own nor one may change for all."""
    if dueno_id is None and not edita_lo_comun(por):
        raise ErrorDeNegocio(
            _("Lo que usan todos lo cambia coordinación, gestión o calidad; tú puedes tener tuyo."),
            codigo="sin_permiso",
        )
    if dueno_id is not None and dueno_id != por.pk:
        raise ErrorDeNegocio(_("Es de otra persona."), codigo="sin_permiso")
