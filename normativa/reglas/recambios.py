"""R23: until when there have to be spare parts, and how soon (TRLGDCU 127 bis, RD 58/1988 4.5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import INICIO_DEL_REGIMEN_ACTUAL, TRLGDCU
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.territorio import norma_estatal
from normativa.reglas.tipos import Certeza, Motivo, exigir, gettext_noop


class TipoPieza(StrEnum):
    FUNCIONAL = "funcional"
    ESTETICA = "estetica"


@dataclass(frozen=True)
class HechosRecambios:
    """A model that is or is no longer made, and a part that somebody asked for."""

    fin_fabricacion: date | None = None  # None: not known, or still being made
    sigue_fabricandose: bool = False
    solicitado: date | None = None
    importado: bool = False
    pieza: TipoPieza = TipoPieza.FUNCIONAL
    precio_aparato_eur: Decimal | None = None  # under 60.10 €, the old decree gave less
    territorio: str = ""
    hoy: date | None = None


@dataclass(frozen=True)
class ResultadoRecambios:
    """`lectura_anterior_hasta`: what the older texts gave, for models that ended before 2022."""

    disponibles_hasta: date | None
    lectura_anterior_hasta: date | None
    transitorio: bool
    exigible: bool | None  # today
    servir_hasta: date | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_recambios(
    hechos: HechosRecambios, parametros: Parametros | None = None
) -> ResultadoRecambios:
    """Until when parts are owed, and by when one that was asked for (R23).

    Raises ReglaIncumplida for a negative price.
    """
    cifras = parametros or oficiales()
    precio = hechos.precio_aparato_eur
    texto = gettext_noop("El precio no puede ser negativo.")
    exigir(precio is None or precio >= 0, texto, "precio_aparato_eur")
    hasta, motivos_hasta = _disponibles(hechos, cifras)
    anterior, motivos_anterior = _lectura_anterior(hechos, cifras)
    servir, motivos_servir = _servir(hechos, cifras)
    sin_fecha = hechos.fin_fabricacion is None and not hechos.sigue_fabricandose
    return ResultadoRecambios(
        disponibles_hasta=hasta,
        lectura_anterior_hasta=anterior,
        transitorio=anterior is not None,
        exigible=_exigible(hechos, hasta),
        servir_hasta=servir,
        motivos=(
            *motivos_hasta,
            *motivos_anterior,
            *motivos_servir,
            *norma_estatal(
                cifras, hechos.territorio, hechos.hoy or date.max, "repuestos_comunidad"
            ),
            PRECIOS,
        ),
        faltan=("fin_fabricacion",) if sin_fecha else (),
    )


def _disponibles(hechos: HechosRecambios, cifras: Parametros) -> tuple[date | None, list[Motivo]]:
    """The State's ten years; a community that says less does not shorten them."""
    if hechos.sigue_fabricandose:
        return None, [SE_FABRICA]
    if hechos.fin_fabricacion is None:
        return None, []
    vigente = max(hechos.fin_fabricacion, INICIO_DEL_REGIMEN_ACTUAL)
    cifra = cifras.vigente("repuestos", vigente, hechos.territorio)
    hasta = vencer(hechos.fin_fabricacion, cifra.plazo)
    texto = gettext_noop(
        "El productor tiene que dar repuestos y servicio técnico %(plazo)s desde que deja de "
        "fabricarse: hasta el %(hasta)s."
    )
    motivos = [cifra.motivo(texto, hasta=hasta)]
    regional = cifras.aplicable("repuestos_comunidad", vigente, hechos.territorio)
    if regional:
        texto = gettext_noop("Allí la norma dice al menos %(plazo)s: cuenta el plazo más largo.")
        hasta = max(hasta, vencer(hechos.fin_fabricacion, regional.plazo))
        motivos.append(regional.motivo(texto))
    return hasta, motivos


def _lectura_anterior(
    hechos: HechosRecambios, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    """What the older texts gave to a model that ended before 2022: to be checked by a lawyer."""
    fin = hechos.fin_fabricacion
    if fin is None or hechos.sigue_fabricandose or fin >= INICIO_DEL_REGIMEN_ACTUAL:
        return None, []
    codigo, motivos_codigo = _grupo(hechos, cifras, fin)
    territorio = hechos.territorio
    candidatas = [cifras.aplicable(c, fin, territorio) for c in (codigo, "repuestos")]
    fines = [(vencer(fin, cifra.plazo), cifra) for cifra in candidatas if cifra]
    if not fines:
        return None, []
    texto = gettext_noop("Lectura anterior a 2022: %(plazo)s, hasta el %(hasta)s.")
    motivos = [cifra.motivo(texto, hasta=hasta) for hasta, cifra in fines]
    return max(hasta for hasta, _ in fines), [*motivos_codigo, *motivos, TRANSITORIO]


def _grupo(hechos: HechosRecambios, cifras: Parametros, en: date) -> tuple[str, list[Motivo]]:
    """The figure of the decree for that part: looks, or works in something cheap or not."""
    if hechos.pieza == TipoPieza.ESTETICA:
        return "repuestos_rd_esteticas", []
    limite = cifras.aplicable("repuestos_rd_precio", en, hechos.territorio)
    precio = hechos.precio_aparato_eur
    if limite is None or precio is None:
        return "repuestos_rd", []
    if precio <= limite.valor:
        texto = gettext_noop("El aparato costaba como mucho %(plazo)s.")
        return "repuestos_rd_baratos", [limite.motivo(texto)]
    return "repuestos_rd", [limite.motivo(gettext_noop("El aparato costaba más de %(plazo)s."))]


def _servir(hechos: HechosRecambios, cifras: Parametros) -> tuple[date | None, list[Motivo]]:
    if hechos.solicitado is None:
        return None, []
    codigo = "entrega_repuesto_importado" if hechos.importado else "entrega_repuesto_nacional"
    cifra = cifras.vigente(codigo, hechos.solicitado, hechos.territorio)
    hasta = vencer(hechos.solicitado, cifra.plazo)
    texto = gettext_noop("Pedido el %(solicitado)s, se sirve en %(plazo)s: hasta el %(hasta)s.")
    return hasta, [cifra.motivo(texto, solicitado=hechos.solicitado, hasta=hasta)]


def _exigible(hechos: HechosRecambios, hasta: date | None) -> bool | None:
    if hechos.sigue_fabricandose:
        return True
    return hechos.hoy <= hasta if hechos.hoy and hasta else None


SE_FABRICA = Motivo(
    gettext_noop("Mientras se fabrica hay que dar repuestos; el plazo empieza cuando deja."),
    TRLGDCU,
    "127 bis.1",
    Certeza.TEXTO,
)
TRANSITORIO = Motivo(
    gettext_noop(
        "Dejó de fabricarse antes de 2022: que le alcancen los plazos de ahora no está resuelto. "
        "Consúltelo."
    ),
    TRLGDCU,
    "127 bis.1",
    Certeza.INTERPRETACION,
)
PRECIOS = Motivo(
    gettext_noop(
        "Las piezas se cobran al precio de la lista pública, sin recargo por montarlas en una "
        "reparación."
    ),
    TRLGDCU,
    "127 bis.2",
    Certeza.TEXTO,
)
