"""R24: until when whoever put it right may claim it back from who caused it (art. 125.2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, exigir, gettext_noop


@dataclass(frozen=True)
class HechosRepeticion:
    """A remedy that we carried out under the legal guarantee, and what it cost us."""

    ejecutado: date | None = None  # when the remedy was done
    fecha_contrato: date | None = None
    coste_eur: Decimal | None = None
    hoy: date | None = None


@dataclass(frozen=True)
class ResultadoRepeticion:
    reclamar_hasta: date | None
    en_plazo: bool | None  # today
    importe_eur: Decimal | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_repeticion(
    hechos: HechosRepeticion, parametros: Parametros | None = None
) -> ResultadoRepeticion:
    """The last day to claim the cost back (R24). Raises ReglaIncumplida for a negative cost."""
    cifras = parametros or oficiales()
    coste = hechos.coste_eur
    texto = gettext_noop("El coste no puede ser negativo.")
    exigir(coste is None or coste >= 0, texto, "coste_eur")
    if hechos.ejecutado is None:
        return ResultadoRepeticion(None, None, coste, (DESDE_LA_MEDIDA,), ("ejecutado",))
    cifra = cifras.vigente("repeticion", hechos.fecha_contrato or hechos.ejecutado)
    hasta = vencer(hechos.ejecutado, cifra.plazo)
    texto = gettext_noop(
        "Quien respondió ante el consumidor puede repetir contra el responsable en %(plazo)s desde "
        "que ejecutó la medida: hasta el %(hasta)s."
    )
    return ResultadoRepeticion(
        reclamar_hasta=hasta,
        en_plazo=hechos.hoy <= hasta if hechos.hoy else None,
        importe_eur=coste,
        motivos=(cifra.motivo(texto, hasta=hasta), GUARDAR_PRUEBA),
    )


DESDE_LA_MEDIDA = Motivo(
    gettext_noop("El plazo se cuenta desde que se ejecutó la medida, y no consta cuándo fue."),
    TRLGDCU,
    "125.2",
    Certeza.TEXTO,
)
GUARDAR_PRUEBA = Motivo(
    gettext_noop("Guarde el parte, las piezas y su coste: son la prueba de lo que se reclama."),
    "",
    "",
    Certeza.INTERPRETACION,
)
