"""R4: is a fault in time, who proves, until when can it be enforced (TRLGDCU arts. 120-124)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU, Garantia
from normativa.reglas.mismo_defecto import CoberturaDefecto, cubrir_defecto
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import Certeza, Motivo, ReglaIncumplida, gettext_noop


class QuienPrueba(StrEnum):
    EMPRESARIO = (
        "empresario"  # the defect is presumed to come from the origin; the trader disproves
    )
    CONSUMIDOR = "consumidor"


@dataclass(frozen=True)
class Manifestacion:
    """The answer for one fault. What counts is when it showed (`fecha`), not when it was filed."""

    fecha: date
    dentro: bool
    hasta: date | None  # last day covered for this defect; None while suspended
    prueba: QuienPrueba | None  # None when out of term
    fin_accion: date | None
    cobertura: CoberturaDefecto
    motivos: tuple[Motivo, ...]


def valorar_manifestacion(
    garantia: Garantia,
    fecha: date,
    reparaciones: Iterable[Reparacion] = (),
    defecto: str = "",
    origen: str = "",
    parametros: Parametros | None = None,
    *,
    presuncion_incompatible: bool = False,
) -> Manifestacion:
    """Whether a fault that showed on `fecha` is inside the guarantee, and who must prove (R4).

    `presuncion_incompatible`: with the nature of the good or of the fault (art. 121.1).
    Raises ReglaIncumplida if it showed before the delivery.
    """
    cifras = parametros or oficiales()
    if fecha < garantia.inicio:
        raise ReglaIncumplida(_antes_de_la_entrega(fecha, garantia.inicio))
    cobertura = cubrir_defecto(garantia, reparaciones, defecto, origen, cifras)
    motivos = [*garantia.motivos, *cobertura.motivos]
    if cobertura.hasta is not None and fecha > cobertura.hasta:
        motivos.append(_fuera(fecha, cobertura.hasta))
        return Manifestacion(fecha, False, cobertura.hasta, None, None, cobertura, tuple(motivos))
    prueba, motivo_prueba = (
        (QuienPrueba.CONSUMIDOR, PRESUNCION_INCOMPATIBLE)
        if presuncion_incompatible
        else _prueba(fecha, cobertura)
    )
    fin_accion, motivo_accion = _accion(garantia, fecha, cifras)
    motivos += [_dentro(fecha), motivo_prueba, *motivo_accion]
    return Manifestacion(
        fecha, True, cobertura.hasta, prueba, fin_accion, cobertura, tuple(motivos)
    )


PRESUNCION_INCOMPATIBLE = Motivo(
    gettext_noop(
        "La presunción no vale si es incompatible con la naturaleza del bien o con el tipo de "
        "defecto: prueba el consumidor. Esa incompatibilidad la debe acreditar quien la alega."
    ),
    TRLGDCU,
    "121.1",
    Certeza.TEXTO,
)


def _dentro(fecha: date) -> Motivo:
    texto = gettext_noop("El fallo se notó el %(fecha)s, dentro del plazo.")
    return Motivo(texto, TRLGDCU, "120.1", Certeza.TEXTO, {"fecha": fecha})


def _fuera(fecha: date, hasta: date) -> Motivo:
    texto = gettext_noop("El fallo se notó el %(fecha)s; la garantía acabó el %(hasta)s.")
    return Motivo(texto, TRLGDCU, "120.1", Certeza.TEXTO, {"fecha": fecha, "hasta": hasta})


def _antes_de_la_entrega(fecha: date, inicio: date) -> Motivo:
    texto = gettext_noop(
        "El fallo no pudo notarse el %(fecha)s, antes de la entrega (%(inicio)s): "
        "revise las fechas."
    )
    return Motivo(texto, "", "", Certeza.INTERPRETACION, {"fecha": fecha, "inicio": inicio})


def _prueba(fecha: date, cobertura: CoberturaDefecto) -> tuple[QuienPrueba, Motivo]:
    presuncion = cobertura.plazos.fin_presuncion
    if presuncion is None or fecha <= presuncion:
        texto = gettext_noop(
            "Se presume que el defecto venía de origen: es el empresario quien debe probar "
            "lo contrario."
        )
        return QuienPrueba.EMPRESARIO, Motivo(texto, TRLGDCU, "121.1", Certeza.TEXTO)
    if cobertura.posterior:
        texto = gettext_noop(
            "Se presume que es el mismo defecto que se reparó: el empresario debe probar "
            "lo contrario."
        )
        return QuienPrueba.EMPRESARIO, Motivo(texto, TRLGDCU, "122.3", Certeza.INTERPRETACION)
    texto = gettext_noop(
        "La presunción acabó el %(fin)s: es el consumidor quien debe probar que el defecto "
        "venía de origen."
    )
    motivo = Motivo(texto, TRLGDCU, "121.1", Certeza.TEXTO, {"fin": presuncion})
    return QuienPrueba.CONSUMIDOR, motivo


def _accion(garantia: Garantia, fecha: date, cifras: Parametros) -> tuple[date, tuple[Motivo, ...]]:
    if garantia.fin_accion:
        return garantia.fin_accion, ()  # the guarantee itself says why
    texto = gettext_noop("Se puede exigir hasta el %(fin)s (%(plazo)s de prescripción).")
    cifra = cifras.vigente("accion_desde_manifestacion", garantia.fecha_contrato)
    fin = vencer(fecha, cifra.plazo)
    return fin, (cifra.motivo(texto, fin=fin),)
