"""Who can be given work, and who covers whom."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from cuentas.models import Ausencia, Disponibilidad, Usuario, UsuarioQuerySet
from nucleo.tiempo import hoy


def disponibles(personas: UsuarioQuerySet, dia: date | None = None) -> UsuarioQuerySet:
    """Those of `personas` who are active, say they are available and do not miss `dia` (today)."""
    faltan = Ausencia.objects.del_dia(dia or hoy()).filter(usuario=OuterRef("pk"))
    return personas.activos().filter(~Exists(faltan), disponibilidad=Disponibilidad.DISPONIBLE)


def suplente_de(usuario: Usuario, dia: date | None = None) -> Usuario | None:
    """Who covers that person on `dia` (today), None if they work or nobody does.

    Whoever was to cover them may be away too by then: it is who covers that one.
    """
    dia, cubre, vistos = dia or hoy(), usuario, {usuario.pk}
    while ausencia := cubre.ausencias.del_dia(dia).select_related("suplente").first():
        if ausencia.suplente is None or ausencia.suplente.pk in vistos:
            break
        cubre = ausencia.suplente
        vistos.add(cubre.pk)
    return None if cubre is usuario else cubre
