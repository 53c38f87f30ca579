"""People, teams, categories and products that the rows name: found or created, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.utils.text import slugify

from clientes.models import Cliente, Equipo, NuestroPapel, Producto
from clientes.servicios import dar_de_alta_cliente
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_equipos import como_serie, componer_equipo
from clientes.servicios.guardado import guardar_en_bloque
from cuentas.models import CodigoRol, Grupo, Rol, Usuario
from incidencias.models import Categoria, MotivoEspera
from nucleo.catalogos import CALENDARIO_GENERAL
from nucleo.eventos import SISTEMA
from nucleo.models import Calendario

T = TypeVar("T")


class Directorio:
    """Remembers what it has found, so that each name costs one query a file."""

    def __init__(self, origen: str) -> None:
        self.origen = origen
        self._vistos: dict[tuple[str, str], Any] = {}

    def _una_vez(self, que: str, nombre: str, buscar: Callable[[], T]) -> T:
        clave = (que, nombre)
        if clave not in self._vistos:
            self._vistos[clave] = buscar()
        return self._vistos[clave]

    def cliente(self, nombre: str) -> Cliente:
        """The customer that the other system calls so, by its reference there."""

        def buscar() -> Cliente:
            referencia = f"{self.origen}:{nombre}"[:80]
            return Cliente.objects.filter(
                referencia_externa=referencia
            ).first() or dar_de_alta_cliente(
                por=SISTEMA,
                nombre=nombre[:200],
                es_provisional=True,
                referencia_externa=referencia,
            )

        return self._una_vez("cliente", nombre, buscar)

    def grupo(self, nombre: str) -> Grupo | None:
        def buscar() -> Grupo:
            calendario = Calendario.objects.get(nombre=CALENDARIO_GENERAL)
            return Grupo.objects.get_or_create(
                nombre=nombre[:80], defaults={"calendario": calendario}
            )[0]

        return self._una_vez("grupo", nombre, buscar) if nombre else None

    def usuario(self, nombre: str) -> Usuario | None:
        """Somebody of the other system: kept to say who did it, cannot sign in."""

        def buscar() -> Usuario:
            correo = f"{slugify(nombre)}@{slugify(self.origen)}.invalid"
            usuario = Usuario.objects.filter(email=correo).first()
            if usuario is None:
                usuario = Usuario.objects.create_user(correo, nombre=nombre[:120], is_active=False)
                usuario.roles.add(Rol.objects.get(codigo=CodigoRol.AGENTE))
            return usuario

        return self._una_vez("usuario", nombre, buscar) if nombre else None

    def categoria(self, nombre: str) -> Categoria | None:
        def buscar() -> Categoria:
            return Categoria.objects.get_or_create(
                nombre=nombre[:100], padre=None, defaults={"en_portal": False}
            )[0]

        return self._una_vez("categoria", nombre, buscar) if nombre else None

    def motivo(self, codigo: str) -> MotivoEspera:
        return self._una_vez("motivo", codigo, lambda: MotivoEspera.objects.get(codigo=codigo))

    def producto(self, marca: str, familia: str) -> Producto:
        def buscar() -> Producto:
            nombre = " ".join(parte for parte in (familia, marca) if parte)[:150]
            return Producto.objects.get_or_create(
                marca=marca[:80], modelo="", nombre=nombre, defaults={"familia": familia[:80]}
            )[0]

        return self._una_vez("producto", f"{marca}|{familia}", buscar)

    def equipos(self, filas: Iterable[tuple[str, Cliente, Producto]]) -> dict[str, Equipo]:
        """The unit of each repair: without a serial, the repair's reference stands for it."""
        pedidos = {como_serie(ref): (ref, cliente, prod) for ref, cliente, prod in filas}
        productos = {producto.pk for _ref, _cliente, producto in pedidos.values()}
        suyos = Equipo.objects.filter(numero_serie__in=pedidos, producto__in=productos)
        existentes = set(suyos.values_list("numero_serie", flat=True))
        asiento = Asiento()
        for serie, (_ref, cliente, producto) in pedidos.items():
            if serie not in existentes:
                componer_equipo(
                    asiento,
                    por=SISTEMA,
                    en=None,
                    cliente=cliente,
                    producto=producto,
                    numero_serie=serie,
                    nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE,
                )
        guardar_en_bloque(asiento)
        return {
            pedidos[equipo.numero_serie][0]: equipo for equipo in suyos.select_related("sede").all()
        }
