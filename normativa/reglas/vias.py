"""What is known of a unit and a fault, and one right of the unit once it is judged: only types."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from normativa.reglas.garantia import Venta
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import Motivo


class Veredicto(StrEnum):
    """From the best to the worst for the customer."""

    CUBIERTO = "cubierto"
    PARCIAL = "parcial"  # a commercial guarantee or contract that pays a share
    INDETERMINADO = "indeterminado"  # said honestly, with what is missing
    NO_CUBIERTO = "no_cubierto"


CUBREN = frozenset({Veredicto.CUBIERTO, Veredicto.PARCIAL})


class Papel(StrEnum):
    """What our company is to this unit."""

    VENDEDOR = "vendedor"
    FABRICANTE = "fabricante"
    SAT_OFICIAL = "sat_oficial"
    SAT_INDEPENDIENTE = "sat_independiente"


class Pagador(StrEnum):
    CLIENTE = "cliente"
    VENDEDOR = "vendedor"
    FABRICANTE = "fabricante"
    ASEGURADORA = "aseguradora"
    CONTRATO = "contrato"
    NOSOTROS = "nosotros"
    CORTESIA = "cortesia"


class Exclusion(StrEnum):
    """What the guarantee of consumer sales does not reach (TRLGDCU art. 114.2)."""

    ANIMAL_VIVO = "animal_vivo"
    SUBASTA_ADMINISTRATIVA = "subasta_administrativa"  # second-hand
    SERVICIO = "servicio"  # that is not digital: a repair, a maintenance visit


class Instalacion(StrEnum):
    """Whose a faulty installation is, when the fault comes from it (TRLGDCU art. 115 quater)."""

    DEL_VENDEDOR = "del_vendedor"  # done by or for the trader and included in the sale
    DEL_CLIENTE = "del_cliente"  # following wrong instructions
    DE_TERCEROS = "de_terceros"  # or by the customer against right instructions


class TipoVia(StrEnum):
    """In the order in which they are applied when several cover the same."""

    LEGAL = "legal"
    POSTERIOR = "posterior"
    REPARACION = "reparacion"
    COMERCIAL = "comercial"
    AMPLIACION = "ampliacion"
    CONTRATO = "contrato"
    ENTRE_EMPRESAS = "entre_empresas"


class Concepto(StrEnum):
    """What a repair is charged for."""

    PIEZAS = "piezas"
    MANO_OBRA = "mano_obra"
    DESPLAZAMIENTO = "desplazamiento"


@dataclass(frozen=True)
class OtraCobertura:
    """A right that was declared or bought: its dates and shares are data, not law."""

    tipo: TipoVia
    desde: date
    hasta: date
    paga: Pagador
    piezas_pct: int = 100
    mano_obra_pct: int = 100
    desplazamiento_pct: int = 100
    defecto: str = ""  # covers only this one, if given
    garante: str = ""  # the name of who pays, if it is known
    clave: str = ""  # of the row it comes from, for whoever asks


@dataclass(frozen=True)
class Hechos:
    """What is known of the case. None is "not known", which is not the same as "no"."""

    manifestacion: date  # when the fault showed, whenever it was reported
    consumidor: bool | None
    venta: Venta | None
    papel: Papel = Papel.VENDEDOR
    reparaciones: tuple[Reparacion, ...] = ()
    defecto: str = ""
    origen: str = ""
    otras: tuple[OtraCobertura, ...] = ()
    exclusion: Exclusion | None = None
    instalacion: Instalacion | None = None
    presuncion_incompatible: bool = False  # with the nature of the good or of the fault (121.1)
    uso_indebido: bool = False  # proved by whoever says it, with a technician's report
    vendedor_inaccesible: bool = False  # impossible or too burdensome for the consumer (art. 125.1)
    territorio: str = ""  # autonomous community, ISO 3166-2:ES without prefix
    hoy: date | None = None  # to know whether the action has prescribed


@dataclass(frozen=True)
class Via:
    """One right, judged."""

    tipo: TipoVia
    veredicto: Veredicto
    motivos: tuple[Motivo, ...]
    paga: Pagador | None = None
    hasta: date | None = None
    prueba: QuienPrueba | None = None
    fin_accion: date | None = None
    faltan: tuple[str, ...] = ()  # keys of tipos.DATOS
    piezas_pct: int = 0
    mano_obra_pct: int = 0
    desplazamiento_pct: int = 0
    garante: str = ""
    clave: str = ""

    @property
    def cubre(self) -> bool:
        return self.veredicto in CUBREN

    def pct(self, concepto: Concepto) -> int:
        """The share of that concept that it pays."""
        return int(getattr(self, f"{concepto.value}_pct"))
