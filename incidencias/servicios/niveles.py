"""What a case with others inside may and may not. Call these with its row locked."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidencias.models import Incidencia
from nucleo.errores import ErrorDeNegocio

CON_HIJAS = "hijas_abiertas"


def exigir_que_admita(padre: Incidencia) -> None:
    """Raises ErrorDeNegocio if nothing goes inside that case."""
    if padre.padre_id is not None:
        raise ErrorDeNegocio(
            _("%(codigo)s ya está dentro de otra.") % {"codigo": padre.codigo}, campo="codigo"
        )
    if not padre.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no está abierta.") % {"codigo": padre.codigo}, campo="codigo"
        )


def exigir_hijas_cerradas(incidencia: Incidencia) -> None:
    """Raises ErrorDeNegocio if some case inside it is still open."""
    abiertas = incidencia.hijas.abiertas().count()  # type: ignore[attr-defined]
    if abiertas:
        frase = ngettext(
            "Dentro de %(codigo)s queda %(n)d abierta: ciérrala antes, o di que se cierra así.",
            "Dentro de %(codigo)s quedan %(n)d abiertas: ciérralas antes, o di que se cierra así.",
            abiertas,
        )
        raise ErrorDeNegocio(frase % {"codigo": incidencia.codigo, "n": abiertas}, codigo=CON_HIJAS)
