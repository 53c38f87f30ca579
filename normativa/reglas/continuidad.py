"""R16: a cut in a basic continuous service is explained in hours (Ley 10/2025 art. 17.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop


@dataclass(frozen=True)
class HechosContinuidad:
    """A cut, when it was reported; `servicio_continuo`: water, gas, electricity and the like."""

    comunicado_en: datetime
    servicio_continuo: bool = True


@dataclass(frozen=True)
class ResultadoContinuidad:
    """`vence_en` None: no such duty."""

    vence_en: datetime | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


@dataclass(frozen=True)
class LimiteContinuidad:
    vence_en: datetime
    motivo: Motivo


def decidir_continuidad(
    hechos: HechosContinuidad, parametros: Parametros | None = None
) -> ResultadoContinuidad:
    """R16 with its facts in one piece, and why there is no limit when there is none."""
    limite = limite_de_continuidad(
        hechos.comunicado_en, servicio_continuo=hechos.servicio_continuo, parametros=parametros
    )
    if limite is not None:
        return ResultadoContinuidad(limite.vence_en, (limite.motivo,))
    return ResultadoContinuidad(None, (ANTES if hechos.servicio_continuo else OTRAS,))


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


OTRAS = Motivo(
    gettext_noop("Solo obliga a quien presta un servicio básico continuo."),
    "Ley 10/2025",
    "17.2",
    Certeza.TEXTO,
)
ANTES = Motivo(
    gettext_noop("La ley no estaba en vigor ese día."), "Ley 10/2025", "DF 8.ª", Certeza.TEXTO
)
INFORMAR = gettext_noop(
    "De un corte se dice en %(plazo)s la causa y cuándo se espera restablecer: a las %(vence)s."
)
