"""Papers of a unit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, CodigoEquipo
from clientes.models import ClaseDocumento, DocumentoEquipo
from clientes.servicios.comun import anotar_en_equipo, bloquear_equipo, guardar
from nucleo.errores import ErrorDeNegocio

if TYPE_CHECKING:
    from nucleo.models import Archivo


@transaction.atomic
def guardar_documento(
    equipo_pk: int,
    *,
    por: Actor,
    archivo: Archivo,
    nombre: str,
    clase: str,
    en: datetime | None = None,
) -> DocumentoEquipo:
    """Keep a file with a unit, for whoever owns it now; the same file twice is one document."""
    equipo = bloquear_equipo(equipo_pk)
    if clase not in ClaseDocumento.values:
        raise ErrorDeNegocio(_("Elige qué documento es."), campo="clase")
    ya_esta = DocumentoEquipo.objects.filter(
        equipo=equipo, cliente_id=equipo.cliente_id, archivo=archivo
    ).first()
    if ya_esta:
        return ya_esta
    documento = DocumentoEquipo(
        equipo=equipo,
        cliente_id=equipo.cliente_id,
        archivo=archivo,
        nombre=nombre.strip()[-150:] or _("documento"),
        clase=clase,
        guardado_en=en or timezone.now(),
    )
    guardar(documento)
    anotar_en_equipo(
        equipo, CodigoEquipo.DOCUMENTO, por=por, en=en, documento=documento.pk, clase=str(clase)
    )
    return documento
