"""R25: the right to repair (Directive (EU) 2024/1799), not in force in Spain: a flag, off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import Venta, calcular_garantia
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, exigir, gettext_noop

DIRECTIVA = "Directiva (UE) 2024/1799"


class ProductoReparable(StrEnum):
    """Annex II: goods that their manufacturer has to repair beyond the guarantee."""

    LAVADORA = "lavadora"
    LAVASECADORA = "lavasecadora"
    SECADORA = "secadora"
    LAVAVAJILLAS = "lavavajillas"
    FRIGORIFICO = "frigorifico"
    PANTALLA = "pantalla"
    SOLDADURA = "soldadura"
    ASPIRADORA = "aspiradora"
    SERVIDOR = "servidor"
    TELEFONO = "telefono"
    TABLETA = "tableta"
    BATERIA_DE_TRANSPORTE = "bateria_de_transporte"  # goods with one: bicycles, scooters


@dataclass(frozen=True)
class HechosDerechoReparar:
    """A sale whose guarantee is used to repair, and the European form if one was given."""

    entregado: date
    fecha_contrato: date | None = None
    fin_garantia: date | None = None  # with its suspensions (R2); without it, that of R1
    reparado: date | None = None  # when the consumer chose to repair
    ya_ampliada: bool = False  # by an earlier repair
    producto: ProductoReparable | None = None
    formulario: date | None = None  # the European Repair Information Form was given


@dataclass(frozen=True)
class ResultadoDerechoReparar:
    """What would follow; `en_vigor` says whether it does."""

    en_vigor: bool
    fin_garantia: date | None
    fin_ampliado: date | None  # None: it is not extended
    fabricante_obligado: bool | None  # None: the product was not said
    formulario_hasta: date | None  # its conditions may not change before
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_derecho_reparar(
    hechos: HechosDerechoReparar, parametros: Parametros | None = None
) -> ResultadoDerechoReparar:
    """How much a repair would lengthen the guarantee, once it is law (R25).

    Raises FaltanDatos for sales before the norms we know; ReglaIncumplida for impossible dates.
    """
    cifras = parametros or oficiales()
    if hechos.reparado:
        texto = gettext_noop("No se pudo reparar antes de la entrega.")
        exigir(hechos.reparado >= hechos.entregado, texto, "reparado")
    vigor = cifras.vigente("derecho_reparar_en_vigor", hechos.entregado)
    fin = hechos.fin_garantia or _fin_de_garantia(hechos, cifras)
    ampliado, motivos_ampliado = _ampliar(hechos, fin, cifras)
    formulario, motivos_formulario = _formulario(hechos, cifras)
    return ResultadoDerechoReparar(
        en_vigor=vigor.es_si,
        fin_garantia=fin,
        fin_ampliado=ampliado,
        fabricante_obligado=True if hechos.producto else None,
        formulario_hasta=formulario,
        motivos=(
            vigor.motivo(EN_VIGOR if vigor.es_si else NO_TRANSPUESTA),
            *motivos_ampliado,
            *motivos_formulario,
            *_deber(hechos),
        ),
    )


def _fin_de_garantia(hechos: HechosDerechoReparar, cifras: Parametros) -> date:
    contrato = hechos.fecha_contrato or hechos.entregado
    venta = Venta(fecha_contrato=contrato, fecha_albaran=hechos.entregado)
    return calcular_garantia(venta, cifras).fin


def _ampliar(
    hechos: HechosDerechoReparar, fin: date, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    """Once, if the repair was chosen in term, for sales from the day on which it applies."""
    if hechos.reparado is None:
        return None, []
    cifra = cifras.buscar("ampliacion_por_reparar", hechos.fecha_contrato or hechos.entregado)
    if cifra is None:
        return None, [VENTA_ANTERIOR]
    if hechos.ya_ampliada:
        return None, [UNA_VEZ]
    if hechos.reparado > fin:
        return None, [FUERA_DE_GARANTIA]
    ampliado = vencer(fin, cifra.plazo)
    texto = gettext_noop(
        "Elegir la reparación dentro de la garantía la alarga %(plazo)s, una sola vez: hasta el "
        "%(fin)s."
    )
    return ampliado, [cifra.motivo(texto, fin=ampliado), ENCAJE]


def _formulario(
    hechos: HechosDerechoReparar, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    if hechos.formulario is None:
        return None, []
    cifra = cifras.vigente("formulario_reparacion", hechos.formulario)
    hasta = vencer(hechos.formulario, cifra.plazo)
    texto = gettext_noop(
        "Las condiciones del formulario europeo de reparación no cambian en %(plazo)s: hasta el "
        "%(hasta)s. Si se acepta, obliga."
    )
    return hasta, [cifra.motivo(texto, hasta=hasta)]


def _deber(hechos: HechosDerechoReparar) -> Iterator[Motivo]:
    if hechos.producto is None:
        return
    certeza = (
        Certeza.MEMORIA if hechos.producto == ProductoReparable.SECADORA else Certeza.SECUNDARIA
    )
    texto = gettext_noop(
        "Su fabricante tendría que repararlo también fuera de garantía, gratis o a un precio "
        "razonable y en un plazo razonable."
    )
    yield Motivo(texto, DIRECTIVA, "5 y anexo II", certeza)


EN_VIGOR = gettext_noop("El derecho a reparar se aplica.")
NO_TRANSPUESTA = gettext_noop(
    "España no ha transpuesto la directiva: no obliga todavía entre particulares. Lo que sigue es "
    "lo que pasaría."
)
UNA_VEZ = Motivo(
    gettext_noop("Ya se alargó por una reparación anterior: no se alarga más."),
    DIRECTIVA,
    "16",
    Certeza.SECUNDARIA,
)
FUERA_DE_GARANTIA = Motivo(
    gettext_noop("La reparación se eligió fuera de la garantía: no la alarga."),
    DIRECTIVA,
    "16",
    Certeza.SECUNDARIA,
)
VENTA_ANTERIOR = Motivo(
    gettext_noop("La venta es anterior al día desde el que se aplica: no la alcanza."),
    DIRECTIVA,
    "16",
    Certeza.SECUNDARIA,
)
ENCAJE = Motivo(
    gettext_noop(
        "Cómo encaja con la suspensión y el año posterior del art. 122 lo dirá la ley española."
    ),
    "TRLGDCU",
    "122",
    Certeza.INTERPRETACION,
)
