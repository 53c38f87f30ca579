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
    """Who covers that person on `dia` (today), None if they work or nobody does."""
    ausencia = usuario.ausencias.del_dia(dia or hoy()).select_related("suplente").first()
    return ausencia.suplente if ausencia else None
