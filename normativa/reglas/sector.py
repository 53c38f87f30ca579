"""What is repaired decides which decree governs the repair, and by how much."""

from enum import StrEnum

RD_APARATOS = "RD 58/1988"
RD_TALLERES = "RD 1457/1986"


class Sector(StrEnum):
    """Whose rules govern a repair or installation."""

    APARATO = "aparato"  # household goods that use energy (RD 58/1988 art. 1)
    AUTOMOVIL = "automovil"  # cars and motorcycles (RD 1457/1986)
    VEHICULO_INDUSTRIAL = "vehiculo_industrial"
    OTRO = "otro"  # no rule of its own: a watch, a bicycle, furniture

    @property
    def es_vehiculo(self) -> bool:
        return self in {Sector.AUTOMOVIL, Sector.VEHICULO_INDUSTRIAL}


class Gama(StrEnum):
    """Ranges of RD 58/1988 arts. 3.5 and 5.2; the codes of `clientes.Producto.gama`."""

    PEQUENA = "pequena"
    BLANCA = "blanca"
    MARRON = "marron"
    OTRA = "otra"
