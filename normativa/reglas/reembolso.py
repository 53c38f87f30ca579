"""R6: by when money goes back to the consumer (TRLGDCU arts. 119 quater, 107 and 76)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS
from normativa.reglas.tipos import Certeza, Motivo, euros, exigir, gettext_noop


class CausaReembolso(StrEnum):
    REDUCCION_PRECIO = "reduccion_precio"
    RESOLUCION = "resolucion"
    DESISTIMIENTO = "desistimiento"
    COBRO_EXCESIVO = "cobro_excesivo"  # above tariff or accepted quote


@dataclass(frozen=True)
class HechosReembolso:
    """Why money is given back and what has happened since the consumer asked for it."""

    causa: CausaReembolso
    aviso: date  # when the consumer told us; of an overcharge, when it was charged
    hay_bienes: bool = True  # something has to come back
    bienes_recibidos: date | None = None
    prueba_devolucion: date | None = None  # that they were sent
    recoge_empresario: bool = False  # we offered to collect them
    importe_eur: Decimal | None = None
    hoy: date | None = None


@dataclass(frozen=True)
class ResultadoReembolso:
    """`vence` None while it may be withheld because nothing came back yet."""

    vence: date | None
    se_puede_retener: bool  # today, until the goods or the proof arrive
    desde: date | None  # when its term began
    vencido: bool | None  # None without a date to compare
    doble_eur: Decimal | None  # what may be claimed for paying late
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_reembolso(
    hechos: HechosReembolso, parametros: Parametros | None = None
) -> ResultadoReembolso:
    """The last day to give the money back (R6). Raises ReglaIncumplida for a negative amount."""
    cifras = parametros or oficiales()
    exigir(
        hechos.importe_eur is None or hechos.importe_eur >= 0,
        gettext_noop("El importe no puede ser negativo."),
        "importe_eur",
    )
    vence, desde, motivos = _plazo(hechos, cifras)
    vencido = hechos.hoy > vence if hechos.hoy and vence else None
    doble, motivos_doble = _doble(hechos, bool(vencido))
    return ResultadoReembolso(
        vence=vence,
        se_puede_retener=vence is None,
        desde=desde,
        vencido=vencido,
        doble_eur=doble,
        motivos=(*motivos, *motivos_doble),
        faltan=("devolucion",) if vence is None else (),
    )


Calculo = tuple[date | None, date | None, list[Motivo]]  # last day, since when, why


def _plazo(hechos: HechosReembolso, cifras: Parametros) -> Calculo:
    if hechos.causa == CausaReembolso.COBRO_EXCESIVO:
        return hechos.aviso, hechos.aviso, [INMEDIATO]
    devueltos = _devueltos(hechos)
    por_causa = (
        _por_desistimiento if hechos.causa == CausaReembolso.DESISTIMIENTO else _por_garantia
    )
    vence, desde, motivos = por_causa(hechos, devueltos, cifras)
    return vence, desde, [*motivos, MISMO_MEDIO]


def _devueltos(hechos: HechosReembolso) -> date | None:
    """When the goods or the proof of their return arrived, the first of the two."""
    fechas = [f for f in (hechos.bienes_recibidos, hechos.prueba_devolucion) if f]
    return min(fechas, default=None)


def _por_garantia(hechos: HechosReembolso, devueltos: date | None, cifras: Parametros) -> Calculo:
    """From the notice; ending a sale of goods, from their return (art. 119 quater.1)."""
    cifra = cifras.vigente("reembolso_garantia", hechos.aviso)
    desde_devolucion = hechos.causa == CausaReembolso.RESOLUCION and hechos.hay_bienes
    if not desde_devolucion:
        return _contar(hechos.aviso, cifra, DESDE_EL_AVISO)
    if devueltos is None:
        return None, None, [cifra.motivo(CUANDO_VUELVAN)]
    return _contar(max(devueltos, hechos.aviso), cifra, DESDE_LA_DEVOLUCION)


def _contar(desde: date, cifra: Parametro, texto: str) -> Calculo:
    vence = vencer(desde, cifra.plazo)
    return vence, desde, [cifra.motivo(texto, desde=desde, vence=vence)]


def _por_desistimiento(
    hechos: HechosReembolso, devueltos: date | None, cifras: Parametros
) -> Calculo:
    """From the notice, but it may be withheld until the goods or their proof come (art. 107.3)."""
    cifra = cifras.vigente("reembolso_desistimiento", hechos.aviso)
    vence, desde, motivos = _contar(hechos.aviso, cifra, DESDE_EL_AVISO)
    if not hechos.hay_bienes or hechos.recoge_empresario or vence is None:
        return vence, desde, motivos
    if devueltos is None:
        return None, desde, [*motivos, SE_PUEDE_RETENER]
    if devueltos > vence:
        texto = gettext_noop(
            "Se pudo retener hasta que llegó el bien o la prueba de su devolución: %(devueltos)s."
        )
        datos = {"devueltos": devueltos}
        motivo = Motivo(texto, TRLGDCU, "107.3", Certeza.INTERPRETACION, datos)
        return devueltos, desde, [*motivos, motivo]
    return vence, desde, motivos


def _doble(hechos: HechosReembolso, vencido: bool) -> tuple[Decimal | None, list[Motivo]]:
    """Late after a withdrawal: twice the sum (art. 76, general rule)."""
    if not vencido or hechos.causa != CausaReembolso.DESISTIMIENTO or hechos.importe_eur is None:
        return None, []
    doble = hechos.importe_eur * 2
    texto = gettext_noop("Pasado el plazo, el consumidor puede reclamar el doble: %(doble)s.")
    datos = {"doble": euros(doble)}
    return doble, [Motivo(texto, TRLGDCU, "76", Certeza.INTERPRETACION, datos)]


# --- What is said

DESDE_EL_AVISO = gettext_noop(
    "Hay que devolver el dinero en %(plazo)s desde el aviso del %(desde)s: hasta el %(vence)s."
)
DESDE_LA_DEVOLUCION = gettext_noop(
    "Al resolver una compra, %(plazo)s desde que llegó el bien o la prueba de su devolución "
    "(%(desde)s): hasta el %(vence)s."
)
CUANDO_VUELVAN = gettext_noop(
    "Al resolver una compra, los %(plazo)s empiezan cuando llegue el bien o la prueba de que se "
    "devolvió."
)
SE_PUEDE_RETENER = Motivo(
    gettext_noop(
        "Mientras no lleguen los bienes ni la prueba de su devolución se puede retener, salvo que "
        "nos hayamos ofrecido a recogerlos."
    ),
    TRLGDCU,
    "107.3",
    Certeza.TEXTO,
)
MISMO_MEDIO = Motivo(
    gettext_noop("Con el mismo medio de pago, salvo otro acuerdo, y sin ningún gasto."),
    TRLGDCU,
    "119 quater.2 y 107.1",
    Certeza.TEXTO,
)
INMEDIATO = Motivo(
    gettext_noop("Lo cobrado de más sobre la tarifa o el presupuesto se devuelve de inmediato."),
    RD_APARATOS,
    "6.9",
    Certeza.TEXTO,
)
