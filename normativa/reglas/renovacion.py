"""Contracts renewed by silence: by when a consumer has to be warned (TRLGDCU art. 97.1.p)."""

from dataclasses import dataclass
from datetime import date, timedelta

from normativa.reglas.computo import vencer
from normativa.reglas.parametros import Parametros, SinParametro
from normativa.reglas.tipos import Certeza, Motivo, Plazo, Unidad, gettext_noop
from nucleo.calendario import sumar_anios, sumar_dias, sumar_meses

AVISO_A_TIEMPO = gettext_noop(
    "Al consumidor se le avisa %(plazo)s antes de que acabe su plazo para decir que no renueva:"
    " el %(dia)s como tarde."
)
SIN_AVISO_NO_SE_RENUEVA = Motivo(
    gettext_noop(
        "La ley no dice qué pasa si no se avisa a tiempo. Aquí el contrato no se renueva por"
        " silencio: nadie queda obligado por lo que no se le advirtió."
    ),
    "TRLGDCU",
    "97.1.p",
    Certeza.INTERPRETACION,
)
BAJA_TAN_FACIL = Motivo(
    gettext_noop(
        "El consumidor pone fin al contrato en la misma forma en que lo celebró, sin perder lo"
        " pagado por adelantado ni pagar por lo no prestado."
    ),
    "TRLGDCU",
    "62.3",
    Certeza.TEXTO,
)


@dataclass(frozen=True)
class PlazosDeRenovacion:
    """The two dates before the end of a period; without `limite_aviso` the law asks nothing."""

    limite_baja: date  # last day on which the customer may say that it is not renewed
    limite_aviso: date | None  # last day on which we may warn them
    motivos: tuple[Motivo, ...] = ()

    def se_renueva(self, avisado: date | None) -> bool:
        """Whether silence renews it, the customer having been told on that day."""
        if self.limite_aviso is None:
            return True
        return avisado is not None and avisado <= self.limite_aviso


def plazos_de_renovacion(
    fin: date, *, dias_preaviso: int, consumidor: bool, parametros: Parametros
) -> PlazosDeRenovacion:
    """When a period that ends on `fin` has to be warned of, and until when it may be refused.

    The 15 days are counted back from the end of the time to say no, not from that of the contract.
    """
    limite_baja = sumar_dias(fin, -dias_preaviso)
    if not consumidor:
        return PlazosDeRenovacion(limite_baja, None)
    try:
        cifra = parametros.vigente("aviso_renovacion", limite_baja)
    except SinParametro:  # before Ley 10/2025
        return PlazosDeRenovacion(limite_baja, None)
    limite_aviso = contar_atras(limite_baja, cifra.plazo)
    motivos = (cifra.motivo(AVISO_A_TIEMPO, dia=limite_aviso), SIN_AVISO_NO_SE_RENUEVA)
    return PlazosDeRenovacion(limite_baja, limite_aviso, motivos)


def contar_atras(hasta: date, plazo: Plazo) -> date:
    """The last day from which that term still ends by `hasta`."""
    n = int(plazo.valor)
    match plazo.unidad:
        case Unidad.MESES:
            dia = sumar_meses(hasta, -n)
        case Unidad.ANIOS:
            dia = sumar_anios(hasta, -n)
        case _:
            dia = sumar_dias(hasta, -n)
    while vencer(dia + timedelta(days=1), plazo) <= hasta:  # 28 February may be many days
        dia += timedelta(days=1)
    while vencer(dia, plazo) > hasta:
        dia -= timedelta(days=1)
    return dia
