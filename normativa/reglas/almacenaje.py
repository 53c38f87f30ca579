"""R12: charging storage, how long a good may be claimed and must be kept, vehicles in custody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from normativa.reglas.computo import motivo_de_computo, vencer
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS, RD_TALLERES, Sector
from normativa.reglas.territorio import cifras_que_cuentan, norma_estatal
from normativa.reglas.tipos import Certeza, Motivo, exigir, gettext_noop


@dataclass(frozen=True)
class HechosAlmacenaje:
    """A good that was left with us, is ready, and is or is not collected."""

    entrada: date | None = None  # when it was handed in
    aviso: date | None = None  # when we said that it was ready (of a vehicle, or the quote)
    recogida: date | None = None
    sector: Sector = Sector.APARATO
    territorio: str = ""
    tarifa_expuesta: bool = False  # the storage price is on public display
    en_custodia: bool = True  # vehicles: in premises that we guard
    tarifa_dia_eur: Decimal | None = None
    hoy: date | None = None  # to count up to now


@dataclass(frozen=True)
class ResultadoAlmacenaje:
    """`dias` and `importe_eur`: up to its collection, or today. None: it cannot be said."""

    gratis_hasta: date | None
    cobrable_desde: date | None  # None: nothing may be charged
    dias: int | None
    importe_eur: Decimal | None
    recuperar_hasta: date | None  # the customer's right to claim it
    conservar_hasta: date | None  # our duty to keep it
    no_disponer_antes_de: date | None  # the first day on which none of both is left
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_almacenaje(
    hechos: HechosAlmacenaje,
    parametros: Parametros | None = None,
    festivos: Collection[date] = frozenset(),
) -> ResultadoAlmacenaje:
    """What storage may be charged and until when the good is to be kept (R12).

    `festivos`: of the establishment. Raises ReglaIncumplida for dates that cannot be.
    """
    cifras = parametros or oficiales()
    _comprobar(hechos)
    gratis, motivos_gratis = _gratis(hechos, cifras, festivos)
    impedimento = _impedimento(hechos)
    cobrable = gratis + timedelta(days=1) if gratis and impedimento is None else None
    dias = _dias(hechos, gratis, impedimento)
    recuperar, motivos_recuperar = _recuperar(hechos, cifras)
    conservar, motivos_conservar = _conservar(hechos, cifras)
    ultimos = [fecha for fecha in (recuperar, conservar) if fecha]
    return ResultadoAlmacenaje(
        gratis_hasta=gratis,
        cobrable_desde=cobrable,
        dias=dias,
        importe_eur=hechos.tarifa_dia_eur * dias
        if hechos.tarifa_dia_eur is not None and dias is not None
        else None,
        recuperar_hasta=recuperar,
        conservar_hasta=conservar,
        no_disponer_antes_de=max(ultimos) + timedelta(days=1) if ultimos else None,
        motivos=(
            *((SIN_FECHAS,) if hechos.aviso is None or hechos.entrada is None else ()),
            *motivos_gratis,
            *((impedimento,) if impedimento else ()),
            *motivos_recuperar,
            *motivos_conservar,
            *_estatal(hechos, cifras),
        ),
        faltan=_faltan(hechos),
    )


def _comprobar(hechos: HechosAlmacenaje) -> None:
    if hechos.entrada and hechos.aviso:
        texto = gettext_noop("No se pudo avisar antes de que lo dejara.")
        exigir(hechos.aviso >= hechos.entrada, texto, "aviso")
    if hechos.entrada and hechos.recogida:
        texto = gettext_noop("No se pudo recoger antes de dejarlo.")
        exigir(hechos.recogida >= hechos.entrada, texto, "recogida")
    texto = gettext_noop("La tarifa no puede ser negativa.")
    exigir(hechos.tarifa_dia_eur is None or hechos.tarifa_dia_eur >= 0, texto, "tarifa_dia_eur")


def _faltan(hechos: HechosAlmacenaje) -> tuple[str, ...]:
    pares = (("aviso", hechos.aviso), ("entrada", hechos.entrada))
    return tuple(codigo for codigo, fecha in pares if fecha is None)


# --- Charging


def _gratis(
    hechos: HechosAlmacenaje, cifras: Parametros, festivos: Collection[date]
) -> tuple[date | None, list[Motivo]]:
    """The last day without charge."""
    if hechos.aviso is None or hechos.sector == Sector.OTRO:
        return None, [SIN_NORMA] if hechos.sector == Sector.OTRO else []
    codigo = "almacenaje_vehiculo" if hechos.sector.es_vehiculo else "almacenaje_aparato"
    cifra = cifras.vigente(codigo, hechos.aviso, hechos.territorio)
    hasta = vencer(hechos.aviso, cifra.plazo, festivos)
    texto = gettext_noop("Se guarda gratis %(plazo)s desde el aviso: hasta el %(hasta)s.")
    return hasta, [cifra.motivo(texto, hasta=hasta), motivo_de_computo(cifra.plazo)]


def _impedimento(hechos: HechosAlmacenaje) -> Motivo | None:
    if hechos.sector == Sector.APARATO and not hechos.tarifa_expuesta:
        return NO_EXPUESTA
    if hechos.sector.es_vehiculo and not hechos.en_custodia:
        return SIN_CUSTODIA
    return None


def _dias(hechos: HechosAlmacenaje, gratis: date | None, impedimento: Motivo | None) -> int | None:
    if impedimento is not None:
        return 0
    hasta = hechos.recogida or hechos.hoy
    if gratis is None or hasta is None:
        return None
    return max(0, (hasta - gratis).days)


# --- Claiming and keeping


def _recuperar(hechos: HechosAlmacenaje, cifras: Parametros) -> tuple[date | None, list[Motivo]]:
    """The longest of the terms of the State and of the community."""
    if hechos.entrada is None:
        return None, []
    candidatas = cifras_que_cuentan(cifras, "recuperacion", hechos.entrada, hechos.territorio)
    fines = [(vencer(hechos.entrada, cifra.plazo), cifra) for cifra in candidatas]
    if not fines:
        return None, []
    texto = gettext_noop("El derecho a recuperarlo prescribe %(plazo)s después: el %(fin)s.")
    motivos = [cifra.motivo(texto, fin=fin) for fin, cifra in fines]
    if len(fines) > 1:
        motivos.append(EL_MAS_LARGO)
    return max(fin for fin, _ in fines), motivos


def _conservar(hechos: HechosAlmacenaje, cifras: Parametros) -> tuple[date | None, list[Motivo]]:
    cifra = cifras.aplicable("deposito_minimo", hechos.aviso or date.max, hechos.territorio)
    if cifra is None or hechos.aviso is None:
        return None, []
    fin = vencer(hechos.aviso, cifra.plazo)
    texto = gettext_noop(
        "Hay que guardarlo al menos %(plazo)s desde el aviso, que tiene que decir qué se hará con "
        "él: hasta el %(fin)s."
    )
    return fin, [cifra.motivo(texto, fin=fin)]


def _estatal(hechos: HechosAlmacenaje, cifras: Parametros) -> Iterator[Motivo]:
    en = hechos.aviso or hechos.entrada or date.max
    return norma_estatal(cifras, hechos.territorio, en, "recuperacion", "deposito_minimo")


# --- What is said

SIN_FECHAS = Motivo(
    gettext_noop("Guardarlo se cuenta desde el aviso; recuperarlo, desde que se dejó."),
    f"{RD_APARATOS} y {TRLGDCU}",
    "3.6 y 127 bis.3",
    Certeza.TEXTO,
)
NO_EXPUESTA = Motivo(
    gettext_noop("Sin la tarifa de almacenaje expuesta al público no se puede cobrar."),
    RD_APARATOS,
    "3.6",
    Certeza.TEXTO,
)
SIN_CUSTODIA = Motivo(
    gettext_noop("Solo se cobra la estancia en locales bajo custodia del taller."),
    RD_TALLERES,
    "15.2",
    Certeza.TEXTO,
)
SIN_NORMA = Motivo(
    gettext_noop("Sin norma propia: solo se cobra almacenaje si se pactó al dejarlo."),
    "Código Civil",
    "1760",
    Certeza.MEMORIA,
)
EL_MAS_LARGO = Motivo(
    gettext_noop("Hay dos plazos: por prudencia, el más largo."),
    TRLGDCU,
    "127 bis.3",
    Certeza.INTERPRETACION,
)
