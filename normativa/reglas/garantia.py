"""R1: start, end and presumption of the legal guarantee (TRLGDCU arts. 120, 121 and 123)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.parametros import Parametro, Parametros, SinParametro, oficiales
from normativa.reglas.tipos import (
    Certeza,
    FaltanDatos,
    Motivo,
    Plazo,
    ReglaIncumplida,
    Unidad,
    exigir,
    gettext_noop,
)

TRLGDCU = "TRLGDCU"
INICIO_DEL_REGIMEN_ACTUAL = date(2022, 1, 1)  # RDL 7/2021, final provision 8.d
MESES_CREIBLES = 600


class TipoBien(StrEnum):
    NUEVO = "nuevo"
    SEGUNDA_MANO = "segunda_mano"
    DIGITAL = "digital"  # supplied once
    DIGITAL_CONTINUO = "digital_continuo"


class Regimen(StrEnum):
    ACTUAL = "actual"
    ANTERIOR = "anterior"  # contracts before 2022


@dataclass(frozen=True)
class Venta:
    """The facts of the sale; it starts with the later of invoice and delivery note (art. 123.1)."""

    fecha_contrato: date | None = None  # decides the regime; without it, the first known date
    fecha_factura: date | None = None
    fecha_albaran: date | None = None
    tipo: TipoBien = TipoBien.NUEVO
    meses_pactados: int | None = None  # second-hand only
    meses_presuncion: int | None = None  # second-hand only: agreed, never below the term itself
    fin_suministro: date | None = None  # continuous digital supply only
    parte_de_bien: bool = False  # the digital content is part of goods


@dataclass(frozen=True)
class Garantia:
    """What R1 gives, before any repair. All dates included."""

    regimen: Regimen
    tipo: TipoBien
    fecha_contrato: date
    inicio: date
    fin: date
    fin_presuncion: date
    fin_accion: date | None  # old regime: counted from delivery; today from manifestation (R4)
    motivos: tuple[Motivo, ...]


def calcular_garantia(venta: Venta, parametros: Parametros | None = None) -> Garantia:
    """Start, end and presumption of the legal guarantee of a consumer sale (R1).

    Raises FaltanDatos without any date of the sale, or without the end of a continuous supply;
    ReglaIncumplida if less than the legal minimum was agreed for second-hand goods.
    """
    cifras = parametros or oficiales()
    inicio, contrato = inicio_de(venta), _contrato(venta)
    try:
        fin, motivo_fin = _fin(venta, inicio, contrato, cifras)
        fin_presuncion, motivo_presuncion = _presuncion(venta, inicio, fin, contrato, cifras)
    except SinParametro as error:
        # Before 2007, or digital content before 2022: another law, not a zero-day guarantee.
        raise FaltanDatos("contrato", motivo=SIN_REGIMEN) from error
    fin_accion, motivo_accion = _accion_desde_entrega(inicio, contrato, cifras)
    return Garantia(
        regimen=_regimen(contrato),
        tipo=venta.tipo,
        fecha_contrato=contrato,
        inicio=inicio,
        fin=fin,
        fin_presuncion=fin_presuncion,
        fin_accion=fin_accion,
        motivos=(_motivo_inicio(venta, inicio), motivo_fin, motivo_presuncion, *motivo_accion),
    )


def _accion_desde_entrega(
    inicio: date, contrato: date, cifras: Parametros
) -> tuple[date | None, tuple[Motivo, ...]]:
    """Under the old regime the action was counted from the delivery."""
    cifra = cifras.buscar("accion_desde_entrega", contrato)
    if cifra is None:
        return None, ()
    fin = vencer(inicio, cifra.plazo)
    texto = gettext_noop("Se puede exigir hasta el %(fin)s: %(plazo)s desde la entrega.")
    return fin, (cifra.motivo(texto, fin=fin),)


SIN_REGIMEN = Motivo(
    gettext_noop("La fecha del contrato es anterior a las normas que conocemos para este bien."),
    TRLGDCU,
    "",
    Certeza.INTERPRETACION,
)


def _regimen(contrato: date) -> Regimen:
    return Regimen.ACTUAL if contrato >= INICIO_DEL_REGIMEN_ACTUAL else Regimen.ANTERIOR


def inicio_de(venta: Venta) -> date:
    """The later of invoice and delivery note; the contract if there is nothing better."""
    documentos = [d for d in (venta.fecha_factura, venta.fecha_albaran) if d]
    if documentos:
        return max(documentos)
    if venta.fecha_contrato:
        return venta.fecha_contrato
    raise FaltanDatos("fecha_entrega")


def _contrato(venta: Venta) -> date:
    fechas = (venta.fecha_contrato, venta.fecha_factura, venta.fecha_albaran)
    return venta.fecha_contrato or min(fecha for fecha in fechas if fecha)


def _motivo_inicio(venta: Venta, inicio: date) -> Motivo:
    if not (venta.fecha_factura or venta.fecha_albaran):
        texto = gettext_noop(
            "Sin factura ni albarán, la garantía se cuenta desde el contrato: %(inicio)s."
        )
        return Motivo(texto, TRLGDCU, "123.1", Certeza.INTERPRETACION, {"inicio": inicio})
    texto = gettext_noop("La garantía empieza el %(inicio)s: %(documento)s.")
    documento = (
        gettext_noop("fecha del albarán, posterior a la factura")
        if venta.fecha_factura and inicio > venta.fecha_factura
        else gettext_noop("fecha de la factura o de la entrega")
    )
    datos = {"inicio": inicio, "documento": documento}
    return Motivo(texto, TRLGDCU, "123.1", Certeza.TEXTO, datos)


def _fin(venta: Venta, inicio: date, contrato: date, cifras: Parametros) -> tuple[date, Motivo]:
    if venta.tipo == TipoBien.DIGITAL_CONTINUO:
        return _fin_continuo(venta, inicio, contrato, cifras)
    if venta.tipo == TipoBien.SEGUNDA_MANO and venta.meses_pactados is not None:
        return _fin_pactado(venta.meses_pactados, inicio, contrato, cifras)
    digital = venta.tipo == TipoBien.DIGITAL
    cifra = cifras.vigente("garantia_digital" if digital else "garantia_bien", contrato)
    fin = vencer(inicio, cifra.plazo)
    if venta.tipo == TipoBien.SEGUNDA_MANO:
        texto = gettext_noop(
            "Segunda mano sin plazo pactado: %(plazo)s, como un bien nuevo, hasta el %(fin)s."
        )
    else:
        texto = gettext_noop("La garantía legal dura %(plazo)s: hasta el %(fin)s, incluido.")
    return fin, cifra.motivo(texto, fin=fin)


def _fin_pactado(
    meses: int, inicio: date, contrato: date, cifras: Parametros
) -> tuple[date, Motivo]:
    _comprobar_meses(meses, "meses_pactados")
    minimo = cifras.vigente("minimo_segunda_mano", contrato)
    pactado = Plazo(meses, Unidad.MESES)
    fin = vencer(inicio, pactado)
    if fin < vencer(inicio, minimo.plazo):
        texto = gettext_noop(
            "En segunda mano se puede pactar menos plazo, pero no %(pactado)s: "
            "el mínimo son %(plazo)s."
        )
        raise ReglaIncumplida(minimo.motivo(texto, pactado=pactado), "meses_pactados")
    texto = gettext_noop("Segunda mano con %(pactado)s pactados: hasta el %(fin)s, incluido.")
    return fin, minimo.motivo(texto, pactado=pactado, fin=fin)


def _fin_continuo(
    venta: Venta, inicio: date, contrato: date, cifras: Parametros
) -> tuple[date, Motivo]:
    cifra = cifras.vigente("garantia_digital_continuo_en_bien", contrato)
    if venta.fin_suministro is None:
        raise FaltanDatos("fin_suministro")
    fin = max(venta.fin_suministro, inicio)
    texto = gettext_noop("Suministro digital continuo: cubierto mientras dura, hasta el %(fin)s.")
    if not venta.parte_de_bien:
        return fin, Motivo(texto, TRLGDCU, "120.2", Certeza.TEXTO, {"fin": fin})
    fin = max(fin, vencer(inicio, cifra.plazo))
    texto = gettext_noop(
        "Contenido digital que es parte del bien: mientras dura el suministro y "
        "al menos %(plazo)s, hasta el %(fin)s."
    )
    return fin, cifra.motivo(texto, fin=fin)


def _presuncion(
    venta: Venta, inicio: date, fin: date, contrato: date, cifras: Parametros
) -> tuple[date, Motivo]:
    """Never after the end: with a shorter guarantee agreed, the presumption ends with it."""
    if venta.tipo == TipoBien.DIGITAL_CONTINUO:
        texto = gettext_noop(
            "Durante todo el suministro continuo es el empresario quien prueba, hasta el %(fin)s."
        )
        return fin, Motivo(texto, TRLGDCU, "121.2", Certeza.TEXTO, {"fin": fin})
    digital = venta.tipo == TipoBien.DIGITAL
    cifra = cifras.vigente("presuncion_digital" if digital else "presuncion_bien", contrato)
    hasta = min(fin, vencer(inicio, cifra.plazo))
    texto = gettext_noop(
        "Se presume que el defecto venía de origen si aparece en %(plazo)s: hasta el %(hasta)s."
    )
    _comprobar_presuncion_pactada(venta, inicio, hasta, cifra)
    if hasta == fin < vencer(inicio, cifra.plazo):
        texto = gettext_noop(
            "Se presume que el defecto venía de origen durante toda la garantía, "
            "hasta el %(hasta)s."
        )
    return hasta, cifra.motivo(texto, hasta=hasta)


def _comprobar_presuncion_pactada(
    venta: Venta, inicio: date, hasta: date, cifra: Parametro
) -> None:
    """It may be shortened for second-hand goods, but never below the agreed guarantee (121.1)."""
    if venta.meses_presuncion is None or venta.tipo != TipoBien.SEGUNDA_MANO:
        return
    _comprobar_meses(venta.meses_presuncion, "meses_presuncion")
    pactada = Plazo(venta.meses_presuncion, Unidad.MESES)
    if vencer(inicio, pactada) < hasta:
        texto = gettext_noop(
            "La presunción pactada (%(pactada)s) no puede ser menor que la garantía pactada: "
            "llega hasta el %(hasta)s."
        )
        motivo = cifra.motivo(texto, pactada=pactada, hasta=hasta)
        raise ReglaIncumplida(motivo, "meses_presuncion")


def _comprobar_meses(meses: int, campo: str) -> None:
    exigir(0 <= meses <= MESES_CREIBLES, gettext_noop("Esos meses no son creíbles."), campo)
