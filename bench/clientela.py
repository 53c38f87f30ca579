"""Half a million customers, and finding one of them by any part of what one has at hand.

They are added after the rest was measured: each with a person and a machine of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import md5

from django.db import connection, models
from tqdm import tqdm

from bench.carga import copiar
from bench.mundo import APELLIDOS, NOMBRES
from bench.paginas import Pagina, fija
from clientes.models import Cliente, Contacto, Equipo, Producto

PRIMERO = 100_000_000  # their ids are far from those of the rest
LOTE = 10_000


def rellenar(hasta: int) -> None:
    """Add customers up to that many, if they are not there from an earlier run."""
    faltan = hasta - Cliente.objects.count()
    if faltan <= 0:
        return
    producto = Producto.objects.earliest("pk")
    with tqdm(total=faltan, desc="clientela", unit="", disable=None) as barra:
        for desde in range(0, faltan, LOTE):
            numeros = range(PRIMERO + desde, PRIMERO + min(desde + LOTE, faltan))
            copiar(fila for n in numeros for fila in _cliente(n, producto))
            barra.update(len(numeros))
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze) clientes_cliente, clientes_contacto, clientes_equipo")


def _cliente(n: int, producto: Producto) -> tuple[models.Model, ...]:
    """Customer number n with a person and a machine: common names, and a word of its own."""
    cliente = Cliente(
        pk=n,
        nombre=" ".join(_nombre(n)),
        nif=f"{n * 7919 % 10**8:08d}K",
        correo=f"c{n}@clientela.example",
        telefono=f"+346{n * 104_729 % 10**8:08d}",
    )
    contacto = Contacto(
        pk=n,
        cliente=cliente,
        nombre=f"{_de(NOMBRES, n // 3)} {_palabra(-n)}",
        correo=f"g{n}@gente.example",
        telefono=f"+347{n * 15_485_863 % 10**8:08d}",
    )
    serie = f"ZX{n * 32_452_843 % 10**9:09d}"
    return cliente, contacto, Equipo(pk=n, cliente=cliente, producto=producto, numero_serie=serie)


def _nombre(n: int) -> tuple[str, ...]:
    return _de(NOMBRES, n), _de(APELLIDOS, n // 7), _de(APELLIDOS, n // 77), _palabra(n)


def _de(lista: list[str], n: int) -> str:
    return lista[n % len(lista)]


def _palabra(n: int) -> str:
    """A surname that nobody else has."""
    return md5(str(n).encode(), usedforsecurity=False).hexdigest()[:8].capitalize()


def paginas_de_clientes() -> Iterator[Pagina]:
    """What people type when they look for somebody, in the list and while the telephone rings."""
    uno = Cliente.objects.latest("pk")
    contacto, equipo = uno.contactos.get(), uno.equipos.get()
    telefono = contacto.telefono.removeprefix("+34")
    textos = {
        "palabra rara": uno.nombre.split()[-1],
        "dos palabras comunes": " ".join(uno.nombre.split()[:2]).lower(),
        "palabra común": uno.nombre.split()[1],
        "trozo de teléfono": uno.telefono[-7:],
        "teléfono de un contacto, con espacios": f"{telefono[:3]} {telefono[3:6]} {telefono[6:]}",
        "correo de un contacto": contacto.correo,
        "trozo de NIF": uno.nif[2:],
        "trozo de serie": equipo.numero_serie[3:],
        "nadie": "zzqyx",
    }
    for que, texto in textos.items():
        yield Pagina(f"clientes: {que}", 6, fija("/clientes/", q=texto))
    for que in ("palabra rara", "palabra común", "teléfono de un contacto, con espacios"):
        yield Pagina(f"¿quién llama?: {que}", 6, fija("/incidencias/nueva/buscar/", q=textos[que]))
    yield Pagina("clientes: la lista", 5, fija("/clientes/"))
    yield Pagina("clientes: la ficha, con todo", 10, fija(f"/clientes/{uno.pk}/"))
