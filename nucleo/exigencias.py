"""What every service asks of what it is given: a text that says something, a credible instant."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nucleo.errores import ErrorDeNegocio

# A phone's clock, or another system's, may run a little ahead of ours.
ADELANTO_ADMITIDO = timedelta(minutes=5)


def exigir_texto(texto: str, frase: str, campo: str) -> str:
    """The text without surrounding blanks; ErrorDeNegocio with that sentence if none is left."""
    limpio = texto.strip()
    if not limpio:
        raise ErrorDeNegocio(frase, campo=campo)
    if "\x00" in limpio:
        raise ErrorDeNegocio(_("El texto lleva caracteres no admitidos."), campo=campo)
    return limpio


def momento(en: datetime | None, *, desde: datetime | None = None, campo: str = "en") -> datetime:
    """When it happened: now, or `en`, which can be neither in the future nor before `desde`."""
    ahora = timezone.now()
    if en is None:
        return ahora
    if en > ahora + ADELANTO_ADMITIDO:
        raise ErrorDeNegocio(
            _("Eso todavía no puede haber pasado: la fecha es futura."), campo=campo
        )
    if desde is not None and en < desde:
        raise ErrorDeNegocio(
            _("Eso no puede haber pasado antes del %(desde)s.")
            % {"desde": timezone.localtime(desde).strftime("%d/%m/%Y %H:%M")},
            campo=campo,
        )
    return en
