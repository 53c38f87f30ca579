"""R16: a cut in a basic continuous service is explained in hours (Ley 10/2025 art. 17.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Motivo, gettext_noop


@dataclass(frozen=True)
class LimiteContinuidad:
    vence_en: datetime
    motivo: Motivo


def limite_de_continuidad(
    comunicado_en: datetime, *, servicio_continuo: bool, parametros: Parametros | None = None
) -> LimiteContinuidad | None:
    """By when cause and restoration are told, in hours by the clock; None for other firms."""
    cifra = (parametros or oficiales()).aplicable("continuidad", comunicado_en.date())
    if not servicio_continuo or cifra is None:
        return None
    horas = timedelta(hours=int(cifra.valor))
    vence_en = (comunicado_en.astimezone(UTC) + horas).astimezone(comunicado_en.tzinfo)
    return LimiteContinuidad(vence_en, cifra.motivo(INFORMAR, vence=vence_en))


INFORMAR = gettext_noop(
    "De un corte se dice en %(plazo)s la causa y cuándo se espera restablecer: a las %(vence)s."
)
