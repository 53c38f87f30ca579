"""Every decision on a case begins here: its row locked, its open clocks at hand."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.models import Incidencia
from incidencias.relojes import reloj_para
from incidencias.servicios.composicion import Expediente
from nucleo.errores import ErrorDeNegocio


def bloquear(pk: int) -> Expediente:
    """Lock the case (before any check: of two simultaneous decisions the second sees the first)."""
    incidencia = (
        Incidencia.objects.select_for_update(of=("self",))
        .select_related("cliente", "contacto", "motivo_espera")
        .get(pk=pk)
    )
    reloj = reloj_para(incidencia.grupo_id, incidencia.cliente.segmento, incidencia.ocurrida_en)
    abiertos = incidencia.objetivos.filter(cumplido_en=None, anulado_en=None)
    return Expediente(incidencia, reloj, objetivos=list(abiertos))


def instante(expediente: Expediente, en: datetime | None) -> datetime:
    """When it happened: now, or `en` if it is credible (not before the case, not tomorrow)."""
    ahora = timezone.now()
    if en is None:
        return ahora
    if en > ahora:
        raise ErrorDeNegocio(_("Eso aún no ha ocurrido: la fecha está en el futuro."), campo="en")
    if en < expediente.incidencia.ocurrida_en:
        raise ErrorDeNegocio(_("La fecha es anterior a la llegada de la incidencia."), campo="en")
    return en


def exigir_texto(texto: str, frase: str, campo: str) -> str:
    """The text without surrounding blanks; ErrorDeNegocio with that sentence if none is left."""
    limpio = texto.strip()
    if not limpio:
        raise ErrorDeNegocio(frase, campo=campo)
    if "\x00" in limpio:
        raise ErrorDeNegocio(_("El texto lleva caracteres no admitidos."), campo=campo)
    return limpio
