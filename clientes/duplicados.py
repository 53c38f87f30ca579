"""Customers that look like one: what the database knows about who they are. Reads only.

Two with different tax numbers are two, whatever else they share. A telephone or an address of an
installer, a shop or an estate manager says nothing about their customers, and one that many share
is of none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Q
from django.db.models.functions import Coalesce

from clientes.models import ClaseContacto, Cliente, Contacto, MotivoDuplicado, Sede
from clientes.parecido import parecido, parejas_parecidas

DE_TODOS = 6  # a telephone that this many share says nothing
PROFESIONALES = (
    ClaseContacto.INSTALADOR,
    ClaseContacto.TIENDA,
    ClaseContacto.ADMINISTRADOR_FINCAS,
    ClaseContacto.OTRO,
)
PUNTOS = {
    MotivoDuplicado.NIF: 95,
    MotivoDuplicado.TELEFONO: 50,
    MotivoDuplicado.CORREO: 60,
    MotivoDuplicado.NOMBRE: 55,
}
ORDEN = [str(motivo) for motivo in MotivoDuplicado]


@dataclass
class Pareja:
    """Two customers, the lower id first, and why they look like one."""

    uno: int
    otro: int
    motivos: set[str] = field(default_factory=set)
    parecido: float = 0.0

    @property
    def puntos(self) -> int:
        """From 0 to 100, to look at the surest first."""
        suma = sum(PUNTOS[MotivoDuplicado(motivo)] for motivo in self.motivos)
        return min(100, suma + round(20 * self.parecido))

    @property
    def en_orden(self) -> list[str]:
        return sorted(self.motivos, key=ORDEN.index)


Valor = tuple[str, str]  # a reason and what is the same: ("telefono", "+34600123456")
LOTE = 5000


def hallar_parejas(pks: Iterable[int]) -> list[Pareja]:
    """The pairs in which any of those customers is: six statements for any number."""
    de = set(pks)
    if not de:
        return []
    parejas = _iguales(de)
    suyas = Sede.objects.filter(cliente__in=de).values("codigo_postal")
    for uno, otro, _cuanto in parejas_parecidas(_nombres(Q(codigo_postal__in=suyas))):
        if not de.isdisjoint((uno, otro)):
            _apuntar(parejas, uno, otro, MotivoDuplicado.NOMBRE)
    return _las_posibles(parejas)


def hallar_todas() -> list[Pareja]:
    """Every pair that there is: after an import. Minutes for half a million customers."""
    parejas: dict[tuple[int, int], Pareja] = {}
    for lote in _lotes():
        for clave, pareja in _iguales(lote).items():
            parejas.setdefault(clave, pareja).motivos.update(pareja.motivos)
    for uno, otro, _cuanto in parejas_parecidas(_nombres(Q())):
        _apuntar(parejas, uno, otro, MotivoDuplicado.NOMBRE)
    return _las_posibles(parejas)


def _lotes() -> Iterator[set[int]]:
    pks = list(Cliente.objects.vivos().order_by("pk").values_list("pk", flat=True))
    for desde in range(0, len(pks), LOTE):
        yield set(pks[desde : desde + LOTE])


def _apuntar(
    parejas: dict[tuple[int, int], Pareja], uno: int, otro: int, motivo: MotivoDuplicado
) -> None:
    clave = (min(uno, otro), max(uno, otro))
    parejas.setdefault(clave, Pareja(*clave)).motivos.add(str(motivo))


# --- The same number, telephone or address


def _iguales(de: set[int]) -> dict[tuple[int, int], Pareja]:
    """Pairs that share what identifies somebody, with one of `de` in each."""
    parejas: dict[tuple[int, int], Pareja] = {}
    suyos = _quienes_tienen(Q(pk__in=de), Q(cliente__in=de) | Q(cliente__fusionado_en__in=de))
    valores = {motivo: [v for m, v in suyos if m == motivo] for motivo in ORDEN}
    por_telefono = Q(telefono__in=valores["telefono"])
    por_correo = Q(correo__in=valores["correo"])
    todos = _quienes_tienen(
        Q(nif__in=valores["nif"]) | por_telefono | por_correo, por_telefono | por_correo
    )
    for (motivo, _valor), quienes in todos.items():
        if len(quienes) > DE_TODOS:
            continue
        for uno, otro in combinations(sorted(quienes), 2):
            if not de.isdisjoint((uno, otro)):
                _apuntar(parejas, uno, otro, MotivoDuplicado(motivo))
    return parejas


def _quienes_tienen(clientes: Q, contactos: Q) -> dict[Valor, set[int]]:
    """Who has each value among those rows, themselves or their own people."""
    tienen: dict[Valor, set[int]] = defaultdict(set)
    propios = Cliente.objects.vivos().filter(clientes)
    for pk, nif, telefono, correo in propios.values_list("pk", "nif", "telefono", "correo"):
        tienen["nif", nif].add(pk)
        tienen["telefono", telefono].add(pk)
        tienen["correo", correo].add(pk)
    gente = Contacto.objects.filter(contactos, activo=True).exclude(clase__in=PROFESIONALES)
    titular = Coalesce("cliente__fusionado_en_id", "cliente_id")
    for pk, telefono, correo in gente.values_list(titular, "telefono", "correo"):
        tienen["telefono", telefono].add(pk)
        tienen["correo", correo].add(pk)
    return {valor: quienes for valor, quienes in tienen.items() if valor[1]}


# --- Very alike names in one place


def _nombres(donde: Q) -> Iterator[tuple[str, int, str]]:
    """(postal code, customer, name) of every site there."""
    sedes = Sede.objects.filter(
        donde, ~Q(codigo_postal=""), cliente__fusionado_en=None, cliente__bloqueado_en=None
    )
    filas = sedes.values_list("codigo_postal", "cliente_id", "cliente__nombre").order_by()
    return filas.iterator(chunk_size=LOTE)


# --- Which of them may be one


def _las_posibles(parejas: dict[tuple[int, int], Pareja]) -> list[Pareja]:
    """Without those of two tax numbers; how alike their names are decides the order."""
    pks = {pk for par in parejas for pk in par}
    vivos = Cliente.objects.vivos().filter(pk__in=pks).values_list("pk", "nombre", "nif")
    datos = {pk: (nombre, nif) for pk, nombre, nif in vivos}
    posibles = []
    for pareja in parejas.values():
        if pareja.uno not in datos or pareja.otro not in datos:
            continue
        (nombre, nif), (otro_nombre, otro_nif) = datos[pareja.uno], datos[pareja.otro]
        if nif and otro_nif and nif != otro_nif:
            continue
        pareja.parecido = parecido(nombre, otro_nombre)
        posibles.append(pareja)
    return sorted(posibles, key=lambda una: (-una.puntos, una.uno, una.otro))
