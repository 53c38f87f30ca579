"""Facts of the questions whose rule takes them one by one."""

from dataclasses import dataclass
from datetime import date

from normativa.reglas.garantia import Garantia, Venta
from normativa.reglas.mismo_defecto import CoberturaDefecto
from normativa.reglas.reclamacion import ClaseLegal
from normativa.reglas.suspension import Reparacion


@dataclass(frozen=True)
class HechosSuspension:
    venta: Venta
    reparaciones: tuple[Reparacion, ...] = ()
    defecto: str = ""


@dataclass(frozen=True)
class ResultadoSuspension:
    """R1 before the repairs, and R2 and R3 after them."""

    garantia: Garantia
    cobertura: CoberturaDefecto


@dataclass(frozen=True)
class HechosReclamacion:
    presentada: date
    clase: ClaseLegal = ClaseLegal.QUEJA_RECLAMACION
    consumidor: bool = True
    gran_empresa: bool = False
    facturacion: bool = False
    compleja: bool = False
    territorio: str = ""
