"""A customer in figures: what they bought, what they have, when they were last here. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum

from clientes.models import Cliente, Compra, Contacto, Equipo, Sede


@dataclass
class Resumen:
    """What a customer is to us, with whoever turned out to be the same."""

    cliente: Cliente
    equipos: int = 0
    contactos: int = 0
    sedes: int = 0
    compras: int = 0
    comprado_eur: Decimal | None = None
    primera_compra: date | None = None
    ultima_compra: date | None = None
    ultimo_suceso_en: datetime | None = None


def resumir(clientes: Iterable[Cliente]) -> list[Resumen]:
    """The figures of some customers: five statements for any number."""
    resumenes = {cliente.pk: Resumen(cliente) for cliente in clientes}
    de = _titulares(resumenes)
    for modelo, campo in ((Equipo, "equipos"), (Contacto, "contactos"), (Sede, "sedes")):
        filas = modelo._default_manager.filter(cliente__in=de).values_list("cliente")
        for pk, cuantos in filas.annotate(n=Count("pk")):
            resumen = resumenes[de[pk]]
            setattr(resumen, campo, getattr(resumen, campo) + cuantos)
    for pk, cuantas, suma, primera, ultima in (
        Compra.objects.filter(cliente__in=de)
        .values_list("cliente")
        .annotate(
            n=Count("pk"),
            suma=Sum("importe_eur"),
            primera=Min("fecha_contrato"),
            ultima=Max("fecha_contrato"),
        )
    ):
        _sumar_compras(resumenes[de[pk]], cuantas, suma, primera, ultima)
    return list(resumenes.values())


def _titulares(resumenes: dict[int, Resumen]) -> dict[int, int]:
    """Each id whose things count, and whose they are."""
    filas = Cliente.objects.filter(Q(pk__in=resumenes) | Q(fusionado_en__in=resumenes))
    return {
        pk: pk if pk in resumenes else titular
        for pk, titular in filas.values_list("pk", "fusionado_en_id")
        if pk in resumenes or titular is not None
    }


def _sumar_compras(
    resumen: Resumen, cuantas: int, suma: Decimal | None, primera: date, ultima: date
) -> None:
    resumen.compras += cuantas
    if suma is not None:
        resumen.comprado_eur = (resumen.comprado_eur or Decimal(0)) + suma
    resumen.primera_compra = min(filter(None, (resumen.primera_compra, primera)))
    resumen.ultima_compra = max(filter(None, (resumen.ultima_compra, ultima)))
