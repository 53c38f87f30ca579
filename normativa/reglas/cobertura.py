"""Is it covered, who pays, until when, who proves and why: all the rules of a unit in one decision.

Each right of the unit (the legal guarantee, a commercial one, a contract…) is a `Via` judged on
its own (`via_legal`, `via_declarada`); `reparto` orders them, the best for the customer first, and
gives each concept of the repair to the one that pays most of it; `deber` says whose duty that is.
"""

from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from normativa.reglas.deber import Deber, deber_de
from normativa.reglas.garantia import Garantia, Venta
from normativa.reglas.manifestacion import Manifestacion, QuienPrueba
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.reparto import Parte, Reparto, motivo_del_empate, repartir
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import Certeza, Motivo
from normativa.reglas.via_declarada import juzgar_declarada
from normativa.reglas.via_legal import formalidades_del_rechazo, juzgar_legal
from normativa.reglas.vias import (
    CUBREN,
    Concepto,
    Exclusion,
    Hechos,
    Instalacion,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
    Via,
)

__all__ = [
    "Concepto",
    "Deber",
    "Decision",
    "Exclusion",
    "Hechos",
    "Instalacion",
    "OtraCobertura",
    "Pagador",
    "Papel",
    "Parte",
    "Reparacion",
    "TipoVia",
    "Venta",
    "Veredicto",
    "Via",
    "decidir_cobertura",
]


@dataclass(frozen=True)
class Decision:
    """The best vía and what to tell the customer; `garantia` and `manifestacion` show how."""

    veredicto: Veredicto
    via: TipoVia
    paga: Pagador | None  # None while undetermined
    hasta: date | None
    prueba: QuienPrueba | None
    fin_accion: date | None
    piezas_pct: int
    mano_obra_pct: int
    desplazamiento_pct: int
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...]
    derivacion: Motivo | None  # hand-off text, when it is another's duty
    vias: tuple[Via, ...]  # the one that is applied, first
    conceptos: tuple[Parte, ...]
    deber: Deber
    garante: str = ""
    garantia: Garantia | None = None
    manifestacion: Manifestacion | None = None

    @property
    def certeza(self) -> Certeza:
        """That of the weakest reason."""
        return max((m.certeza for m in self.motivos), key=_DEBILIDAD.index)


_TODO = attrgetter(*(campo.name for campo in fields(OtraCobertura)))
_DEBILIDAD = [Certeza.TEXTO, Certeza.SECUNDARIA, Certeza.INTERPRETACION, Certeza.MEMORIA]


def decidir_cobertura(hechos: Hechos, parametros: Parametros | None = None) -> Decision:
    """Judge every right of the unit and give the best one, with reasons, payer and hand-off text.

    It never raises for missing or impossible facts: they come back as INDETERMINADO with `faltan`
    and a reason. The order of the rights does not matter.
    """
    cifras = parametros or oficiales()
    legal, garantia, manifestacion = juzgar_legal(hechos, cifras)
    otras = sorted(hechos.otras, key=_TODO)
    declaradas = (juzgar_declarada(otra, hechos, cifras) for otra in otras)
    reparto = repartir((legal, *declaradas), hechos.papel)
    mejor = reparto.primera
    deber = deber_de(mejor, reparto.veredicto, hechos)
    return Decision(
        veredicto=reparto.veredicto,
        via=mejor.tipo,
        paga=mejor.paga,
        hasta=reparto.hasta,
        prueba=mejor.prueba,
        fin_accion=mejor.fin_accion,
        piezas_pct=reparto.pct(Concepto.PIEZAS),
        mano_obra_pct=reparto.pct(Concepto.MANO_OBRA),
        desplazamiento_pct=reparto.pct(Concepto.DESPLAZAMIENTO),
        motivos=(*_motivos(reparto, hechos), *formalidades_del_rechazo(mejor, hechos, cifras)),
        faltan=_faltan(reparto),
        derivacion=deber.motivo if reparto.veredicto in CUBREN else None,
        vias=reparto.vias,
        conceptos=reparto.partes,
        deber=deber,
        garante=mejor.garante,
        garantia=garantia,
        manifestacion=manifestacion,
    )


def _motivos(reparto: Reparto, hechos: Hechos) -> tuple[Motivo, ...]:
    """Of those that cover, and why them; when none does, of all."""
    if reparto.veredicto not in CUBREN:
        return _sin_repetir(reparto.vias)
    empate = motivo_del_empate(reparto, hechos.papel)
    return (*_sin_repetir(reparto.usadas), *((empate,) if empate else ()))


def _sin_repetir(vias: tuple[Via, ...]) -> tuple[Motivo, ...]:
    unicos = {
        (motivo.texto, motivo.articulo, *motivo.datos.values()): motivo
        for via in vias
        for motivo in via.motivos
    }
    return tuple(unicos.values())


def _faltan(reparto: Reparto) -> tuple[str, ...]:
    """What could still improve the verdict; nothing does when it is covered."""
    if reparto.veredicto == Veredicto.CUBIERTO:
        return ()
    return tuple(dict.fromkeys(dato for via in reparto.vias for dato in via.faltan))
