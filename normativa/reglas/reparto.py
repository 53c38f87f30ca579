"""Which right is applied, and who pays each concept of the repair: the best for the customer."""

from dataclasses import dataclass
from datetime import date

from normativa.reglas.deber import cercania
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.tipos import Certeza, Lista, Motivo, gettext_noop
from normativa.reglas.vias import CUBREN, Concepto, Pagador, Papel, TipoVia, Veredicto, Via

_VEREDICTOS = list(Veredicto)
_TIPOS = list(TipoVia)


@dataclass(frozen=True)
class Parte:
    """Who pays a concept of the repair, and how much of it; the customer pays the rest."""

    concepto: Concepto
    quien: Pagador | None  # None while undetermined
    pct: int
    via: TipoVia | None = None
    garante: str = ""
    clave: str = ""


@dataclass(frozen=True)
class Reparto:
    """The rights in the order in which they are applied, and the share of each concept."""

    vias: tuple[Via, ...]  # the one that is applied, first
    partes: tuple[Parte, ...]
    veredicto: Veredicto

    @property
    def primera(self) -> Via:
        return self.vias[0]

    @property
    def usadas(self) -> tuple[Via, ...]:
        """Those that pay something, the first one always."""
        claves = {(parte.via, parte.clave) for parte in self.partes}
        otras = (via for via in self.vias[1:] if (via.tipo, via.clave) in claves and via.cubre)
        return (self.primera, *otras)

    @property
    def hasta(self) -> date | None:
        """The last day on which a fault would be covered like this one."""
        if len(self.usadas) == 1:
            return self.primera.hasta
        return min((via.hasta for via in self.usadas if via.hasta), default=None)

    def pct(self, concepto: Concepto) -> int:
        return next(parte.pct for parte in self.partes if parte.concepto == concepto)


def repartir(vias: tuple[Via, ...], papel: Papel) -> Reparto:
    """Order the rights and give each concept to the one that pays most of it.

    The order of `vias` does not matter, and one more right never leaves the customer worse.
    """
    ordenadas = tuple(sorted(vias, key=lambda via: _orden(via, papel)))
    partes = tuple(_parte(concepto, ordenadas) for concepto in Concepto)
    veredicto = ordenadas[0].veredicto
    if veredicto in CUBREN:
        enteras = all(parte.pct == 100 for parte in partes)
        veredicto = Veredicto.CUBIERTO if enteras else Veredicto.PARCIAL
    return Reparto(ordenadas, partes, veredicto)


def _orden(via: Via, papel: Papel) -> tuple[object, ...]:
    """The better verdict, the bigger shares, the nearer payer; then, as the law puts them."""
    return (
        _VEREDICTOS.index(via.veredicto),
        -sum(via.pct(concepto) for concepto in Concepto),
        cercania(papel, via.paga) if via.cubre else 0,
        _TIPOS.index(via.tipo),
        -(via.hasta or date.max).toordinal(),
        *(-via.pct(concepto) for concepto in Concepto),
        via.paga or "",
        via.garante,
        via.clave,
    )


def _parte(concepto: Concepto, ordenadas: tuple[Via, ...]) -> Parte:
    mejor = max(
        (via for via in ordenadas if via.cubre), key=lambda v: v.pct(concepto), default=None
    )
    if mejor is not None and mejor.pct(concepto):
        return Parte(
            concepto,
            mejor.paga,
            mejor.pct(concepto),
            mejor.tipo,
            mejor.garante,
            mejor.clave,
        )
    if mejor is None and ordenadas[0].veredicto == Veredicto.INDETERMINADO:
        return Parte(concepto, None, 0)
    return Parte(concepto, Pagador.CLIENTE, 0)


def motivo_del_empate(reparto: Reparto, papel: Papel) -> Motivo | None:
    """Why that one, when another right would cover the same."""
    primera = reparto.primera
    iguales = [via for via in reparto.vias[1:] if _cubre_lo_mismo(via, primera)]
    tipos = [via.tipo for via in iguales if via.tipo != primera.tipo]
    if not tipos or not primera.cubre:
        return None
    datos = {"otras": Lista(tuple(dict.fromkeys(NOMBRES[tipo] for tipo in tipos)))}
    lejana = TipoVia.LEGAL in tipos and cercania(papel, primera.paga) == 0
    if lejana:
        return Motivo(MAS_CERCA, TRLGDCU, "127", Certeza.INTERPRETACION, datos)
    if primera.tipo == TipoVia.LEGAL:
        return Motivo(LEGAL_PRIMERO, TRLGDCU, "118 y 119", Certeza.INTERPRETACION, datos)
    return Motivo(NO_GASTA, "", "", Certeza.INTERPRETACION, datos)


def _cubre_lo_mismo(via: Via, primera: Via) -> bool:
    """It pays as much of everything; the further year of a repair is part of the legal one."""
    if {via.tipo, primera.tipo} == {TipoVia.LEGAL, TipoVia.POSTERIOR}:
        return False
    return all(via.pct(concepto) == primera.pct(concepto) for concepto in Concepto)


LEGAL_PRIMERO = gettext_noop(
    "También lo cubre %(otras)s. Se aplica la garantía legal: es gratis igual, no gasta lo "
    "contratado y, si no se arregla, da derecho a rebaja del precio o a la resolución."
)
MAS_CERCA = gettext_noop(
    "También lo cubre %(otras)s, pero así no hay que acudir a otro. El cliente conserva ese "
    "derecho y puede preferirlo."
)
NO_GASTA = gettext_noop(
    "También lo cubre %(otras)s. Se aplica primero lo que da la ley o venía con el equipo, y se "
    "guarda lo contratado."
)
NOMBRES = {
    TipoVia.LEGAL: gettext_noop("la garantía legal"),
    TipoVia.POSTERIOR: gettext_noop("el año posterior a la reparación"),
    TipoVia.REPARACION: gettext_noop("la garantía de la reparación"),
    TipoVia.COMERCIAL: gettext_noop("la garantía comercial"),
    TipoVia.AMPLIACION: gettext_noop("la ampliación de la garantía"),
    TipoVia.CONTRATO: gettext_noop("el contrato de mantenimiento"),
    TipoVia.ENTRE_EMPRESAS: gettext_noop("lo pactado en la compra"),
}
