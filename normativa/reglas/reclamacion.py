"""R13: by when a complaint is to be answered (TRLGDCU art. 21.3, Ley 10/2025 art. 17, regions)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from normativa.reglas.computo import motivo_de_computo, vencer
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.territorio import norma_estatal
from normativa.reglas.tipos import Certeza, Motivo, Plazo, Unidad, gettext_noop
from nucleo.calendario import ultimo_habil


class ClaseLegal(StrEnum):
    """The classes of Ley 10/2025 art. 3."""

    CONSULTA = "consulta"
    QUEJA_RECLAMACION = "queja_reclamacion"
    INCIDENCIA = "incidencia"


@dataclass(frozen=True)
class Limite:
    """One limit. Informative ones are shown, but do not count for the effective date."""

    codigo: str
    fecha: date
    plazo: Plazo
    motivos: tuple[Motivo, ...]
    informativo: bool = False


@dataclass(frozen=True)
class PlazosReclamacion:
    """Every limit that applies, the effective one (the earliest) and the day to aim at.

    `efectivo` None: no legal limit, only what the contract says. Limits do not roll over to a
    working day, so `objetivo` is the last working day up to the effective date.
    """

    limites: tuple[Limite, ...]
    efectivo: Limite | None
    objetivo: date | None
    motivos: tuple[Motivo, ...] = ()
    faltan: tuple[str, ...] = ()


@dataclass(frozen=True)
class HechosReclamacion:
    """A complaint as it was filed; `gran_empresa`: bound by Ley 10/2025 (art. 2)."""

    presentada: date
    clase: ClaseLegal = ClaseLegal.QUEJA_RECLAMACION
    consumidor: bool = True
    gran_empresa: bool = False
    facturacion: bool = False  # about invoices or undue charges
    compleja: bool = False
    territorio: str = ""


def decidir_reclamacion(
    hechos: HechosReclamacion,
    parametros: Parametros | None = None,
    festivos: Collection[date] = frozenset(),
) -> PlazosReclamacion:
    """The limits to answer a complaint (R13), with its facts in one piece."""
    return calcular_plazos_reclamacion(
        hechos.presentada,
        clase=hechos.clase,
        consumidor=hechos.consumidor,
        gran_empresa=hechos.gran_empresa,
        facturacion=hechos.facturacion,
        compleja=hechos.compleja,
        territorio=hechos.territorio,
        festivos=festivos,
        parametros=parametros,
    )


def calcular_plazos_reclamacion(
    presentada: date,
    *,
    clase: ClaseLegal = ClaseLegal.QUEJA_RECLAMACION,
    consumidor: bool = True,
    gran_empresa: bool = False,
    facturacion: bool = False,
    compleja: bool = False,
    territorio: str = "",
    festivos: Collection[date] = frozenset(),
    parametros: Parametros | None = None,
) -> PlazosReclamacion:
    """The limits to answer what was filed on `presentada`; the earliest one wins (R13).

    `gran_empresa`: the firm is bound by Ley 10/2025 (art. 2). `facturacion`: about invoices or
    undue charges. `festivos`: of the establishment, for the working days.
    """
    if not consumidor:
        return PlazosReclamacion((), None, None, (ENTRE_EMPRESAS,))
    cifras = parametros or oficiales()
    es_reclamacion = clase == ClaseLegal.QUEJA_RECLAMACION
    aplicables: list[Parametro] = []
    if es_reclamacion:
        aplicables.append(cifras.vigente("respuesta_reclamacion", presentada, territorio))
        aplicables += _autonomicas(cifras, presentada, territorio, compleja)
    if gran_empresa:
        aplicables += _de_la_ley_de_atencion(
            cifras, presentada, territorio, facturacion and es_reclamacion
        )
    limites = sorted(
        (limite for cifra in aplicables for limite in _limites(cifra, presentada, festivos)),
        key=lambda limite: limite.fecha,
    )
    efectivo = next((limite for limite in limites if not limite.informativo), None)
    estatal = norma_estatal(cifras, territorio, presentada, "respuesta_autonomica")
    return PlazosReclamacion(
        limites=tuple(limites),
        efectivo=efectivo,
        objetivo=ultimo_habil(efectivo.fecha, festivos) if efectivo else None,
        motivos=(EL_MAS_TEMPRANO, *(estatal if es_reclamacion else ()))
        if efectivo
        else (SIN_LIMITE,),
    )


def _autonomicas(
    cifras: Parametros, presentada: date, territorio: str, compleja: bool
) -> Iterator[Parametro]:
    """A regional limit adds to the State's; in some places a complex complaint has a longer one."""
    codigo = "respuesta_autonomica"
    larga = cifras.aplicable(f"{codigo}_compleja", presentada, territorio) if compleja else None
    cifra = larga or cifras.aplicable(codigo, presentada, territorio)
    if cifra:
        yield cifra


def _de_la_ley_de_atencion(
    cifras: Parametros, presentada: date, territorio: str, facturacion: bool
) -> Iterator[Parametro]:
    for codigo in ("respuesta_ley_atencion", *(("respuesta_facturacion",) if facturacion else ())):
        cifra = cifras.aplicable(codigo, presentada, territorio)  # None before 28 December 2025
        if cifra:
            yield cifra


def _limites(cifra: Parametro, presentada: date, festivos: Collection[date]) -> Iterator[Limite]:
    texto = gettext_noop("Hay que responder en %(plazo)s: como muy tarde el %(fecha)s.")
    fecha = vencer(presentada, cifra.plazo, festivos)
    motivos = (cifra.motivo(texto, fecha=fecha), motivo_de_computo(cifra.plazo))
    yield Limite(cifra.codigo, fecha, cifra.plazo, motivos)
    if cifra.codigo != "respuesta_facturacion" or cifra.unidad != Unidad.DIAS:
        return
    # Some read the five days as working ones: shown, but the earlier date is the one that counts.
    habiles = Plazo(cifra.valor, Unidad.DIAS_HABILES)
    otra = vencer(presentada, habiles, festivos)
    texto = gettext_noop("Si los días se leyeran como hábiles, sería el %(fecha)s.")
    lectura = Motivo(texto, cifra.norma, cifra.articulo, Certeza.INTERPRETACION, {"fecha": otra})
    yield Limite(f"{cifra.codigo}_habiles", otra, habiles, (lectura,), informativo=True)


EL_MAS_TEMPRANO = Motivo(
    gettext_noop("Si se aplican varios plazos, cuenta el que vence antes."),
    "Ley 10/2025",
    "2.4",
    Certeza.INTERPRETACION,
)
SIN_LIMITE = Motivo(
    gettext_noop("No es una reclamación: la ley no fija plazo para esta empresa."),
    "TRLGDCU",
    "21.3",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("El cliente no es consumidor: solo cuenta lo pactado en el contrato."),
    "TRLGDCU",
    "3 y 21.3",
    Certeza.TEXTO,
)
