"""Which cases and customers a contingency touches, and which contingencies touch them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from time import monotonic

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.lugares import PROVINCIAS
from clientes.models import Cliente, Equipo, Sede
from clientes.models.sede import SedeQuerySet
from incidencias.models import AlcanceAviso, Contingencia, Incidencia, IncidenciaQuerySet
from nucleo.models.empresa import Comunidad

SEGUNDOS_EN_MEMORIA = 5
LUGARES = (
    ("comunidades", "comunidad__in"),
    ("provincias", "provincia__in"),
    ("municipios", "municipio__in"),
    ("codigos_postales", "codigo_postal__in"),
    ("sedes", "pk__in"),
)
_recordadas: tuple[float, list[Contingencia]] | None = None


def sedes_de(contingencia: Contingencia) -> Q | None:
    """The condition on a site; None when it is everywhere."""
    condicion = Q()
    for campo, busca in LUGARES:
        valores = getattr(contingencia, campo)
        if valores:
            condicion |= Q(**{busca: valores})
    return condicion or None


def zona_en_palabras(
    contingencia: Contingencia, visibles: SedeQuerySet
) -> list[tuple[str, list[str]]]:
    """What it touches, by names; of the sites, those that whoever looks may see."""
    sedes = visibles.filter(pk__in=contingencia.sedes).select_related("cliente").order_by("pk")
    otras = len(contingencia.sedes) - len(sedes) if contingencia.sedes else 0
    nombres = [f"{sede.cliente}: {sede}" for sede in sedes] if contingencia.sedes else []
    if otras:
        nombres.append(_("y %(n)d más que no puedes ver") % {"n": otras})
    zona = [
        (_("Comunidades"), [str(Comunidad(una).label) for una in contingencia.comunidades]),
        (_("Provincias"), [PROVINCIAS.get(una, una) for una in contingencia.provincias]),
        (_("Municipios"), contingencia.municipios),
        (_("Códigos postales"), contingencia.codigos_postales),
        (_("Sedes"), nombres),
        (_("Solo de"), contingencia.familias),
    ]
    return [(titulo, valores) for titulo, valores in zona if valores]


def incidencias_de(contingencia: Contingencia) -> IncidenciaQuerySet:
    """The open cases in its area and of its products, whenever they arrived.

    The place of a case is its site, or that of its unit; without either, it is in no place.
    """
    casos = Incidencia.objects.abiertas()
    lugar = sedes_de(contingencia)
    if lugar is not None:
        sedes = Sede.objects.filter(lugar).values("pk")
        casos = casos.filter(Q(sede__in=sedes) | Q(sede=None, equipo__sede__in=sedes))
    if contingencia.familias:
        casos = casos.filter(equipo__producto__familia__in=contingencia.familias)
    if contingencia.hasta_en:
        casos = casos.filter(ocurrida_en__lt=contingencia.hasta_en)
    return casos


def clientes_de(contingencia: Contingencia) -> Iterable[int]:
    """The ids of those who are told: with a case in it, or all those of the area."""
    if contingencia.aviso_a == AlcanceAviso.NADIE:
        return []
    enlazados = contingencia.casos.filter(retirada_en=None).values_list(
        "incidencia__cliente", flat=True
    )
    if contingencia.aviso_a == AlcanceAviso.CASOS:
        return enlazados.distinct()
    return clientes_de_la_zona(contingencia).values_list("pk", flat=True)


def clientes_de_la_zona(contingencia: Contingencia):  # type: ignore[no-untyped-def]
    """Living customers with a site there or, for a product, with a unit of it there."""
    lugar = sedes_de(contingencia)
    vivos = Cliente.objects.vivos()
    if contingencia.familias:
        equipos = Equipo.objects.filter(producto__familia__in=contingencia.familias)
        if lugar is not None:
            equipos = equipos.filter(sede__in=Sede.objects.filter(lugar).values("pk"))
        return vivos.filter(pk__in=equipos.values("cliente"))
    return vivos.filter(pk__in=Sede.objects.filter(lugar or Q()).values("cliente"))


def en_vigor(ahora: datetime | None = None) -> list[Contingencia]:
    """Those that touch what arrives now: nearly always none, and remembered for seconds."""
    global _recordadas
    if _recordadas is None or _recordadas[0] < monotonic():
        _recordadas = (monotonic() + SEGUNDOS_EN_MEMORIA, list(Contingencia.objects.vivas()))
    ahora = ahora or timezone.now()
    return [
        una
        for una in _recordadas[1]
        if una.desde_en <= ahora and (una.hasta_en is None or ahora < una.hasta_en)
    ]


def olvidar_contingencias() -> None:
    """Look them up again at the next call: after a decision over one, and between tests."""
    global _recordadas
    _recordadas = None


def que_tocan(
    sede: Sede | None, familia: str = "", ahora: datetime | None = None
) -> Iterator[Contingencia]:
    """The contingencies in force at that site, for a unit of that family. No statements."""
    for contingencia in en_vigor(ahora):
        if contingencia.familias and familia not in contingencia.familias:
            continue
        if sedes_de(contingencia) is None or (sede is not None and _esta_en(sede, contingencia)):
            yield contingencia


def _esta_en(sede: Sede, contingencia: Contingencia) -> bool:
    return (
        sede.comunidad in contingencia.comunidades
        or sede.provincia in contingencia.provincias
        or sede.municipio in contingencia.municipios
        or sede.codigo_postal in contingencia.codigos_postales
        or sede.pk in contingencia.sedes
    )


def que_tocan_al_cliente(cliente: Cliente, ahora: datetime | None = None) -> list[Contingencia]:
    """Those in force for any of its sites and units; no statement where there is none."""
    if not en_vigor(ahora):
        return []
    sedes = list(Sede.objects.filter(cliente__in=cliente.identidades))
    familias = [""]
    if any(una.familias for una in en_vigor(ahora)):
        equipos = Equipo.objects.filter(cliente__in=cliente.identidades)
        familias += equipos.values_list("producto__familia", flat=True).distinct()
    tocan = {
        una.pk: una
        for sede in [*sedes, None]
        for familia in familias
        for una in que_tocan(sede, familia, ahora)
    }
    return list(tocan.values())
