"""R9: the quote of a repair: when it is ready, how long it binds, what it costs, when to begin."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.computo import DIAS_HABILES, vencer
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS, RD_TALLERES, Gama, Sector
from normativa.reglas.territorio import norma_estatal, sin_exigir
from normativa.reglas.tipos import (
    Certeza,
    Motivo,
    Plazo,
    ReglaIncumplida,
    Unidad,
    a_la_baja,
    euros,
    exigir,
    gettext_noop,
)


class DecisionPresupuesto(StrEnum):
    PENDIENTE = "pendiente"
    ACEPTADO = "aceptado"
    RECHAZADO = "rechazado"


@dataclass(frozen=True)
class HechosPresupuesto:
    """A quote, asked for or waived."""

    sector: Sector = Sector.APARATO
    gama: Gama = Gama.OTRA
    territorio: str = ""
    consumidor: bool | None = True
    fecha: date | None = None  # of today, or of the request: which rules are in force
    solicitado: bool = True
    fecha_solicitud: date | None = None
    comunicado: date | None = None
    validez_dias: int | None = None  # that it says
    decision: DecisionPresupuesto = DecisionPresupuesto.PENDIENTE
    firmado: bool = False  # the acceptance
    tarifa_hora_eur: Decimal | None = None  # posted
    importe_anunciado_eur: Decimal | None = None  # for a refused quote: posted or told beforehand
    minutos_reales: int | None = None  # spent on making it
    renuncia_firmada: bool = False  # clear, in writing, and only about the quote
    renuncia_manuscrita: bool = False


@dataclass(frozen=True)
class ResultadoPresupuesto:
    """`coste_maximo_eur`: if it is refused; `coste_eur`: what may be charged as things are."""

    listo_hasta: date | None
    valido_hasta: date | None  # at least
    caducado: bool | None
    coste_eur: Decimal | None
    coste_maximo_eur: Decimal | None
    puede_empezar: bool
    conservar_hasta: date | None  # the papers
    bloqueos: tuple[Motivo, ...]
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_presupuesto(
    hechos: HechosPresupuesto,
    parametros: Parametros | None = None,
    festivos: Collection[date] = frozenset(),
) -> ResultadoPresupuesto:
    """Dates, cost and whether the repair may begin (R9). `festivos`: of the establishment.

    Raises ReglaIncumplida for a validity below the minimum, or amounts that cannot be.
    """
    cifras = parametros or oficiales()
    _comprobar(hechos)
    if hechos.consumidor is False and not hechos.sector.es_vehiculo:
        return _entre_empresas(hechos)
    en = hechos.fecha or hechos.fecha_solicitud or hechos.comunicado or date.max
    listo, motivos_listo = _listo(hechos, cifras, festivos, en)
    valido, motivos_validez = _validez(hechos, cifras, festivos, en)
    maximo, faltan, motivos_coste = _coste(hechos, cifras, en)
    coste, motivo_coste = _a_cobrar(hechos, maximo)
    bloqueos = tuple(_bloqueos(hechos, cifras, en))
    conservar, motivos_papeles = _conservar(hechos, cifras, en)
    return ResultadoPresupuesto(
        listo_hasta=listo,
        valido_hasta=valido,
        caducado=_caducado(hechos, valido),
        coste_eur=coste,
        coste_maximo_eur=maximo,
        puede_empezar=not bloqueos,
        conservar_hasta=conservar,
        bloqueos=bloqueos,
        motivos=(
            *motivos_listo,
            *motivos_validez,
            *motivos_coste,
            *motivo_coste,
            *motivos_papeles,
            *norma_estatal(cifras, hechos.territorio, en, *REGIONALES),
            *sin_exigir(*(cifras.aplicable(c, en, hechos.territorio) for c in EXIGENCIAS)),
            *bloqueos,
        ),
        faltan=faltan if hechos.solicitado else (),
    )


def _comprobar(hechos: HechosPresupuesto) -> None:
    for campo in ("tarifa_hora_eur", "importe_anunciado_eur", "minutos_reales", "validez_dias"):
        valor = getattr(hechos, campo)
        texto = gettext_noop("Un importe o una cantidad no pueden ser negativos.")
        exigir(valor is None or valor >= 0, texto, campo)
    exigir(
        hechos.validez_dias is None or hechos.validez_dias <= DIAS_CREIBLES,
        gettext_noop("Esa validez no es creíble."),
        "validez_dias",
    )
    if hechos.fecha_solicitud and hechos.comunicado:
        exigir(
            hechos.fecha_solicitud <= hechos.comunicado,
            gettext_noop("No se pudo comunicar antes de pedirlo."),
            "comunicado",
        )


def _entre_empresas(hechos: HechosPresupuesto) -> ResultadoPresupuesto:
    aceptado = hechos.decision == DecisionPresupuesto.ACEPTADO
    bloqueos = () if aceptado else (SIN_CONSENTIMIENTO,)
    return ResultadoPresupuesto(
        None, None, None, None, None, aceptado, None, bloqueos, (ENTRE_EMPRESAS, *bloqueos)
    )


# --- Ready, valid, kept

_VALIDEZ = {
    Sector.APARATO: "validez_presupuesto_aparato",
    Sector.AUTOMOVIL: "validez_presupuesto_vehiculo",
    Sector.VEHICULO_INDUSTRIAL: "validez_presupuesto_vehiculo",
}


def _listo(
    hechos: HechosPresupuesto, cifras: Parametros, festivos: Collection[date], en: date
) -> tuple[date | None, list[Motivo]]:
    if not hechos.solicitado or hechos.fecha_solicitud is None or hechos.sector != Sector.APARATO:
        return None, []
    cifra = cifras.vigente("presupuesto_listo", en, hechos.territorio)
    hasta = vencer(hechos.fecha_solicitud, cifra.plazo, festivos)
    texto = gettext_noop(
        "El presupuesto tiene que estar listo en %(plazo)s como máximo: el %(hasta)s."
    )
    return hasta, [cifra.motivo(texto, hasta=hasta), DIAS_HABILES]


def _minimos(hechos: HechosPresupuesto, cifras: Parametros, en: date) -> Iterator[Parametro]:
    """The sector's and the community's: a minimum does not lower another one."""
    for codigo in (_VALIDEZ.get(hechos.sector), "validez_presupuesto"):
        cifra = cifras.aplicable(codigo, en, hechos.territorio) if codigo else None
        if cifra:
            yield cifra


def _validez(
    hechos: HechosPresupuesto, cifras: Parametros, festivos: Collection[date], en: date
) -> tuple[date | None, list[Motivo]]:
    minimos = list(_minimos(hechos, cifras, en))
    if hechos.comunicado is None:
        _comprobar_validez_sin_fecha(hechos, minimos)
        texto = gettext_noop("Vale al menos %(plazo)s desde que se comunica.")
        return None, [cifra.motivo(texto) for cifra in minimos]
    ofrecido = None
    if hechos.validez_dias is not None:
        ofrecido = hechos.comunicado + timedelta(days=hechos.validez_dias)
    if not minimos:
        return ofrecido, [SIN_MINIMO]
    fines = [(vencer(hechos.comunicado, cifra.plazo, festivos), cifra) for cifra in minimos]
    fin, manda = max(fines, key=lambda par: par[0])
    if ofrecido is not None and ofrecido < fin:
        raise _validez_corta(hechos, manda)
    valido = max(fin, ofrecido or fin)
    texto = gettext_noop("Vale al menos %(plazo)s desde que se comunica: hasta el %(fin)s.")
    motivos = [cifra.motivo(texto, fin=otro) for otro, cifra in fines]
    if len(fines) > 1:
        motivos.append(EL_MAS_LARGO)
    return valido, motivos


def _comprobar_validez_sin_fecha(hechos: HechosPresupuesto, minimos: Iterable[Parametro]) -> None:
    for cifra in minimos:
        en_dias = cifra.unidad in {Unidad.DIAS, Unidad.DIAS_HABILES}  # working days are longer
        if hechos.validez_dias is not None and en_dias and hechos.validez_dias < cifra.valor:
            raise _validez_corta(hechos, cifra)


def _validez_corta(hechos: HechosPresupuesto, cifra: Parametro) -> ReglaIncumplida:
    texto = gettext_noop("El presupuesto no puede valer solo %(dias)s: el mínimo son %(plazo)s.")
    dias = Plazo(hechos.validez_dias or 0, Unidad.DIAS)
    return ReglaIncumplida(cifra.motivo(texto, dias=dias), "validez_dias")


def _caducado(hechos: HechosPresupuesto, valido: date | None) -> bool | None:
    if valido is None or hechos.fecha is None:
        return None
    return hechos.decision == DecisionPresupuesto.PENDIENTE and hechos.fecha > valido


def _conservar(
    hechos: HechosPresupuesto, cifras: Parametros, en: date
) -> tuple[date | None, list[Motivo]]:
    candidatas = (
        cifras.aplicable("conservacion_presupuesto_aparato", en, hechos.territorio)
        if hechos.sector == Sector.APARATO
        else None,
        cifras.aplicable("conservacion_presupuesto", en, hechos.territorio),
    )
    cifras_papeles = [cifra for cifra in candidatas if cifra]
    if not cifras_papeles or hechos.comunicado is None:
        return None, []
    fines = [(vencer(hechos.comunicado, cifra.plazo), cifra) for cifra in cifras_papeles]
    texto = gettext_noop("Hay que conservarlo al menos %(plazo)s: hasta el %(hasta)s.")
    motivos = [cifra.motivo(texto, hasta=fin) for fin, cifra in fines]
    return max(fin for fin, _ in fines), motivos


# --- What it costs


def _coste(
    hechos: HechosPresupuesto, cifras: Parametros, en: date
) -> tuple[Decimal | None, tuple[str, ...], list[Motivo]]:
    """The lowest of all the ceilings; None without any, or if one cannot be computed."""
    topes = list(_topes(hechos, cifras, en))
    faltan = tuple(dict.fromkeys(tope for tope, _ in topes if isinstance(tope, str)))
    conocidos = [tope for tope, _ in topes if isinstance(tope, Decimal)]
    motivos = [motivo for _, motivo in topes]
    if not topes:
        return None, (), [SIN_TOPE]
    if conocidos and min(conocidos) == 0:
        gratis = [motivo for tope, motivo in topes if tope == Decimal(0)]
        return Decimal(0), (), gratis
    if faltan:
        return None, faltan, motivos
    return min(conocidos), (), motivos


def _topes(
    hechos: HechosPresupuesto, cifras: Parametros, en: date
) -> Iterator[tuple[Decimal | str, Motivo]]:
    """Each ceiling with its reason; a key of tipos.DATOS where the amount cannot be known yet."""
    tarifa, territorio = hechos.tarifa_hora_eur, hechos.territorio
    if hechos.sector == Sector.APARATO:
        cifra = cifras.vigente(f"minutos_presupuesto_{hechos.gama}", en, territorio)
        yield _por_tiempo(
            tarifa,
            int(cifra.valor),
            cifra,
            gettext_noop("Si se pidió y se rechaza: como máximo %(plazo)s de la tarifa."),
        )
    if (tope := cifras.aplicable("coste_maximo_presupuesto", en, territorio)) is not None:
        yield Decimal(tope.valor), tope.motivo(COMO_MAXIMO if tope.valor else GRATIS)
    anunciado = cifras.aplicable("presupuesto_solo_anunciado", en, territorio)
    if anunciado and anunciado.es_si:
        texto = gettext_noop("Solo se cobra si se anunció o se dijo antes, y no más de lo dicho.")
        yield hechos.importe_anunciado_eur or Decimal(0), anunciado.motivo(texto)
    real = cifras.aplicable("presupuesto_tiempo_real", en, territorio)
    if real and real.es_si and hechos.minutos_reales is not None:
        texto = gettext_noop("No más que el tiempo real que costó hacerlo.")
        yield _por_tiempo(tarifa, hechos.minutos_reales, real, texto)


def _por_tiempo(
    tarifa: Decimal | None, minutos: int, cifra: Parametro, texto: str
) -> tuple[Decimal | str, Motivo]:
    if tarifa is None:
        return "tarifa", cifra.motivo(texto)
    return a_la_baja(tarifa * minutos / 60), cifra.motivo(texto)


def _a_cobrar(
    hechos: HechosPresupuesto, maximo: Decimal | None
) -> tuple[Decimal | None, tuple[Motivo, ...]]:
    sector = hechos.sector
    if not hechos.solicitado:
        return Decimal(0), (_segun(sector, NO_SE_PIDIO, "3.5"),)
    if hechos.decision == DecisionPresupuesto.ACEPTADO:
        return Decimal(0), (_segun(sector, ACEPTADO, "3.5"),)
    if hechos.decision == DecisionPresupuesto.PENDIENTE:
        return Decimal(0), ()
    como_vino = _segun(sector, DEVOLVER_COMO_VINO, "3.8", "14.4")
    if not maximo:
        return maximo, (como_vino,)
    return maximo, (_segun(sector, SE_PUEDE_COBRAR, "3.5", coste=euros(maximo)), como_vino)


def _segun(
    sector: Sector, texto: str, aparatos: str, talleres: str = "", **datos: object
) -> Motivo:
    """By the decree of its sector, or by analogy with that of appliances."""
    if sector.es_vehiculo and talleres:
        return Motivo(texto, RD_TALLERES, talleres, Certeza.TEXTO, datos)
    certeza = Certeza.TEXTO if sector == Sector.APARATO else Certeza.INTERPRETACION
    return Motivo(texto, RD_APARATOS, aparatos, certeza, datos)


# --- Whether it may begin


def _bloqueos(hechos: HechosPresupuesto, cifras: Parametros, en: date) -> Iterator[Motivo]:
    """Only with a signed quote, or with a signed waiver of it."""
    if hechos.decision == DecisionPresupuesto.RECHAZADO:
        yield _consentimiento(hechos.sector, gettext_noop("El presupuesto se rechazó."))
        return
    if hechos.decision == DecisionPresupuesto.ACEPTADO and hechos.firmado:
        return
    if not hechos.renuncia_firmada:
        texto = gettext_noop(
            "No se puede empezar sin el presupuesto aceptado y firmado o su renuncia por escrito."
        )
        yield _consentimiento(hechos.sector, texto)
        return
    manuscrita = cifras.aplicable("renuncia_manuscrita", en, hechos.territorio)
    if manuscrita and manuscrita.es_si and not hechos.renuncia_manuscrita:
        texto = gettext_noop("La renuncia al presupuesto tiene que ser de su puño y letra.")
        yield manuscrita.motivo(texto)


def _consentimiento(sector: Sector, texto: str) -> Motivo:
    norma, articulo, certeza = {
        Sector.APARATO: (RD_APARATOS, "3.1, 3.8 y 3.9", Certeza.TEXTO),
        Sector.AUTOMOVIL: (RD_TALLERES, "14.5", Certeza.TEXTO),
        Sector.VEHICULO_INDUSTRIAL: (RD_TALLERES, "14.5", Certeza.TEXTO),
        Sector.OTRO: ("Código Civil", "1262", Certeza.INTERPRETACION),
    }[sector]
    return Motivo(texto, norma, articulo, certeza)


DIAS_CREIBLES = 3650
EXIGENCIAS = ("presupuesto_solo_anunciado", "presupuesto_tiempo_real", "renuncia_manuscrita")
REGIONALES = (*EXIGENCIAS, "coste_maximo_presupuesto", "validez_presupuesto")

# --- What is said

GRATIS = gettext_noop("Allí el presupuesto es gratis, salvo lo que diga un reglamento.")
COMO_MAXIMO = gettext_noop("Allí se puede cobrar como máximo %(plazo)s por el presupuesto.")
NO_SE_PIDIO = gettext_noop("No se pidió presupuesto: no se cobra por hacerlo.")
ACEPTADO = gettext_noop("Se aceptó: el presupuesto no se cobra aparte.")
SE_PUEDE_COBRAR = gettext_noop("Por el presupuesto rechazado se puede cobrar hasta %(coste)s.")
DEVOLVER_COMO_VINO = gettext_noop("Rechazado el presupuesto, se devuelve como se entregó.")
SIN_MINIMO = Motivo(
    gettext_noop("No conocemos una validez mínima: cuenta la que diga el presupuesto."),
    "",
    "",
    Certeza.INTERPRETACION,
)
EL_MAS_LARGO = Motivo(
    gettext_noop("Los dos son mínimos: cuenta el más largo."), "", "", Certeza.INTERPRETACION
)
SIN_TOPE = Motivo(
    gettext_noop("No conocemos un tope legal: solo lo que se anunció o se acordó antes."),
    "",
    "",
    Certeza.INTERPRETACION,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No es consumidor: cuenta lo que diga el contrato."),
    RD_APARATOS,
    "1",
    Certeza.INTERPRETACION,
)
SIN_CONSENTIMIENTO = Motivo(
    gettext_noop("Sin la aceptación del cliente no hay encargo que hacer ni que cobrar."),
    "Código Civil",
    "1262",
    Certeza.INTERPRETACION,
)
