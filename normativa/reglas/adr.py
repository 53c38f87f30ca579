"""R15: when the consumer is told of the ADR bodies, and when they may go to one (Ley 7/2017)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import vencer
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Motivo, exigir, gettext_noop


@dataclass(frozen=True)
class HechosADR:
    """A consumer's complaint; `expediente_completo`: when the body had the whole file."""

    presentada: date
    expediente_completo: date | None = None


@dataclass(frozen=True)
class HitosADR:
    """`informar_hasta`: with the answer or, without one, by then. `resultado_hasta` is None until
    the file is complete; it may be extended once, until `prorroga_hasta`.
    """

    informar_hasta: date
    admisible_despues_de: date
    admisible_hasta: date
    resultado_hasta: date | None
    prorroga_hasta: date | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_adr(hechos: HechosADR, parametros: Parametros | None = None) -> HitosADR:
    """R15 with its facts in one piece. Raises ReglaIncumplida for a file before the complaint."""
    completo = hechos.expediente_completo
    exigir(
        completo is None or completo >= hechos.presentada,
        gettext_noop("El expediente se completa después de reclamar."),
        "expediente_completo",
    )
    return hitos_adr(hechos.presentada, expediente_completo=completo, parametros=parametros)


def hitos_adr(
    presentada: date,
    *,
    expediente_completo: date | None = None,
    parametros: Parametros | None = None,
) -> HitosADR:
    """The dates of the extrajudicial way of a complaint filed on `presentada`."""
    cifras = parametros or oficiales()
    informar = cifras.vigente("adr_informar", presentada)
    espera = cifras.vigente("adr_espera", presentada)
    tope = cifras.vigente("adr_tope", presentada)
    resultado = cifras.vigente("adr_resultado", presentada)
    informar_hasta = vencer(presentada, informar.plazo)
    admisible, hasta = vencer(presentada, espera.plazo), vencer(presentada, tope.plazo)
    termina = vencer(expediente_completo, resultado.plazo) if expediente_completo else None
    return HitosADR(
        informar_hasta,
        admisible,
        hasta,
        termina,
        vencer(termina, resultado.plazo) if termina else None,
        (
            informar.motivo(INFORMAR, fecha=informar_hasta),
            espera.motivo(ADMISIBLE, fecha=admisible),
            tope.motivo(TOPE, fecha=hasta),
            *([resultado.motivo(RESULTADO, fecha=termina)] if termina else []),
        ),
    )


INFORMAR = gettext_noop(
    "De la vía extrajudicial se informa al responder o, si no, en %(plazo)s: hasta el %(fecha)s."
)
ADMISIBLE = gettext_noop("Puede acudir a ella pasado %(plazo)s sin respuesta: el %(fecha)s.")
TOPE = gettext_noop("Tiene %(plazo)s desde que reclamó: hasta el %(fecha)s.")
RESULTADO = gettext_noop("La entidad decide en %(plazo)s: hasta el %(fecha)s, prorrogable una vez.")
