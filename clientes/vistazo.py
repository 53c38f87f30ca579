"""What a customer is to us at a glance, beside a case. Reads only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from clientes.models import FinalidadConsentimiento
from nucleo.tiempo import dia_local

# One row, of whoever is that customer; what they allow, by that contact or, without one, by anybody
# of theirs. Whoever asks puts it among its own.
SQL = """
with suyos as (
    select id, creado_en from clientes_cliente where id = %(cliente)s
    union all select id, creado_en from clientes_cliente where fusionado_en_id = %(cliente)s
),
compras as (
    select count(*) as cuantas, sum(importe_eur) as comprado, min(fecha_contrato) as primera
    from clientes_compra where cliente_id in (select id from suyos)
)
select
    array(select id from suyos), (select min(creado_en) from suyos),
    compras.cuantas, compras.comprado, compras.primera,
    array(
        select distinct permiso.finalidad from clientes_consentimiento permiso
        join clientes_contacto quien on quien.id = permiso.contacto_id
        where quien.cliente_id in (select id from suyos)
            and (%(contacto)s::bigint is null or quien.id = %(contacto)s)
            and permiso.otorgado_en <= %(ahora)s
            and (permiso.retirado_en is null or permiso.retirado_en > %(ahora)s)
            and (permiso.caduca_en is null or permiso.caduca_en > %(ahora)s)
    )
from compras
"""


class Vistazo(NamedTuple):
    identidades: list[int]
    dado_de_alta_en: datetime
    compras: int
    comprado_eur: Decimal | None
    primera_compra: date | None
    permite: list[str]

    @property
    def desde(self) -> date:
        """Since when they are customers: what they bought may be older than their record."""
        alta = dia_local(self.dado_de_alta_en)
        return min(alta, self.primera_compra or alta)

    @property
    def admite_ofertas(self) -> bool:
        return FinalidadConsentimiento.COMERCIAL in self.permite

    @property
    def admite_grabar(self) -> bool:
        return FinalidadConsentimiento.GRABACION in self.permite
