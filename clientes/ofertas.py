"""Reading what we offer and what we charge: the public tariffs and the after-sales catalogue."""

from __future__ import annotations

from datetime import date

from clientes.models import OfertaPosventa, Producto, Tarifa
from clientes.models.oferta import la_mas_cercana


def tarifa_vigente(
    concepto: str, *, en: date, familia: str = "", comunidad: str = ""
) -> Tarifa | None:
    """The posted price of that on that day; None if there is none. One statement.

    Of several, the closest: of the family, of the territory, the general one; and of those, the
    last begun.
    """
    filas = Tarifa.objects.filter(
        concepto=concepto, familia__in=["", familia], comunidad__in=["", comunidad]
    )
    return max(filas.de_un_dia(en), key=_cercania, default=None)


def _cercania(tarifa: Tarifa) -> tuple[bool, bool]:
    return (bool(tarifa.familia), bool(tarifa.comunidad))


def esta_anunciada(concepto: str, *, en: date, familia: str = "", comunidad: str = "") -> bool:
    """Whether the public can read it: if not, storage is not charged (RD 58/1988 art. 3.6)."""
    tarifa = tarifa_vigente(concepto, en=en, familia=familia, comunidad=comunidad)
    return tarifa is not None and tarifa.anunciada


def tarifas_de_un_dia(en: date) -> list[Tarifa]:
    """Those that rule on that day by concept, the general ones first."""
    orden = [valor for valor, _etiqueta in Tarifa._meta.get_field("concepto").flatchoices]
    return sorted(
        Tarifa.objects.all().de_un_dia(en),
        key=lambda t: (orden.index(t.concepto), t.familia, t.comunidad),
    )


def ofertas_de(producto: Producto) -> list[OfertaPosventa]:
    """What we do for a product: one for each service, the closest that speaks of it."""
    return la_mas_cercana(OfertaPosventa.objects.para_producto(producto))
