"""What the rows of a batch may be about, read at once and found by its natural keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from clientes.cobertura import Derechos, derechos_de
from clientes.models import (
    Cliente,
    CoberturaDeProducto,
    Compra,
    Contacto,
    Equipo,
    Producto,
    Sede,
)
from clientes.servicios.composicion_equipos import como_serie
from intercambio.textos import llano
from nucleo.errores import ErrorDeNegocio

Valores = dict[str, Any]  # by the code of the field; only those that the row brings


@dataclass(eq=False)
class Casa:
    """A customer with what hangs from it."""

    cliente: Cliente
    sedes: list[Sede] = field(default_factory=list)
    contactos: list[Contacto] = field(default_factory=list)
    equipos: list[Equipo] = field(default_factory=list)
    compras: list[Compra] = field(default_factory=list)  # those without a unit, and the new ones


class Productos:
    """Every product, by what people call it. There are few: read once a file."""

    def __init__(self) -> None:
        self._por_nombre: dict[tuple[str, str, str], Producto] = {}
        self._por_modelo: dict[tuple[str, str], Producto] = {}
        self._con_modelo: dict[tuple[str, str], list[Producto]] = defaultdict(list)
        self._del_lote: list[Producto] = []
        self._tocados: dict[int, tuple[Producto, dict[str, Any]]] = {}
        self._de_serie: dict[int | None, list[CoberturaDeProducto]] = defaultdict(list)
        for serie in CoberturaDeProducto.objects.filter(activa=True).order_by("pk"):
            self._de_serie[serie.producto_id].append(serie)
        for producto in Producto.objects.para_listado().order_by("-pk"):
            self._apuntar(producto)

    def _apuntar(self, producto: Producto) -> None:
        marca, modelo = llano(producto.marca), llano(producto.modelo)
        self._por_nombre[marca, modelo, llano(producto.nombre)] = producto
        if modelo:
            self._por_modelo[marca, modelo] = producto
            self._con_modelo[marca, llano(producto.nombre)].append(producto)

    def de(self, marca: str, modelo: str, nombre: str) -> Producto | None:
        """By brand and model; without a model, by its name, if only one has it."""
        if modelo:
            return self._por_modelo.get((llano(marca), llano(modelo)))
        clave = llano(marca), llano(nombre)
        sin_modelo = self._por_nombre.get((clave[0], "", clave[1]))
        suyos = self._con_modelo.get(clave, [])
        return sin_modelo or (suyos[0] if len(suyos) == 1 else None)

    def de_serie(self, producto: Producto) -> list[CoberturaDeProducto]:
        """What comes with each of its units."""
        return self._de_serie.get(producto.pk, [])

    def nuevo(self, producto: Producto) -> None:
        self._apuntar(producto)
        self._del_lote.append(producto)

    def toca(self, producto: Producto) -> None:
        """It is going to be changed."""
        self._tocados.setdefault(id(producto), (producto, dict(producto.__dict__)))

    def confirmar(self) -> None:
        """The batch was saved."""
        self._del_lote, self._tocados = [], {}

    def olvidar(self) -> None:
        """It was not: what it added is not there, what it changed is as it was."""
        for producto, antes in self._tocados.values():
            producto.__dict__.update(antes)
        for producto in self._del_lote:
            marca, modelo = llano(producto.marca), llano(producto.modelo)
            self._por_nombre.pop((marca, modelo, llano(producto.nombre)), None)
            self._por_modelo.pop((marca, modelo), None)
            suyos = self._con_modelo[marca, llano(producto.nombre)]
            suyos[:] = [otro for otro in suyos if otro is not producto]
        self.confirmar()


class Padron:
    """The customers and units that these rows may be about. A dozen statements for any number."""

    def __init__(self, filas: Sequence[Valores], *, bloquear: bool) -> None:
        self.bloquear = bloquear
        self._casas: dict[int, Casa] = {}  # by pk of the customer, and of those merged into it
        self._indices: dict[str, dict[Any, list[Casa]]] = defaultdict(lambda: defaultdict(list))
        self._series: dict[str, list[Equipo]] = defaultdict(list)
        self._equipos: dict[int, Equipo] = {}
        self._derechos: dict[int, Derechos] = {}  # by id() of the unit: some have no pk yet
        self.usados: set[int] = set()  # units without a serial that a row has already taken
        self.dados: dict[tuple[int, str], tuple[Any, int]] = {}  # value and line that gave it
        self._leer_equipos(filas)
        self._leer_clientes(filas)

    # --- Reading

    def _leer_equipos(self, filas: Sequence[Valores]) -> None:
        series = {como_serie(v["equipo.numero_serie"]) for v in filas if "equipo.numero_serie" in v}
        numeros = {v["equipo.numero"] for v in filas if "equipo.numero" in v}
        if series or numeros:
            suyos = Q(numero_serie__in=series) | Q(pk__in=numeros)
            for equipo in self._preparar(Equipo.objects.filter(suyos)):
                self._apuntar_equipo(equipo)

    def _preparar(self, equipos: Any) -> Iterable[Equipo]:
        ocultas = [f"{t}__{c}" for t in ("cliente", "producto") for c in _BUSQUEDA]
        return equipos.con_cobertura().defer(*_BUSQUEDA, *ocultas).order_by("pk")

    def _apuntar_equipo(self, equipo: Equipo) -> None:
        self._equipos[equipo.pk] = equipo
        if equipo.numero_serie:
            self._series[equipo.numero_serie].append(equipo)

    def _leer_clientes(self, filas: Sequence[Valores]) -> None:
        hallados = {equipo.cliente_id for equipo in self._equipos.values()}
        for columna, codigo in _CLAVES.items():
            valores = {v[codigo] for v in filas if codigo in v}
            if valores:
                encontrados = Cliente.objects.filter(**{f"{columna}__in": valores})
                hallados |= set(encontrados.values_list("pk", flat=True))
        nombres = {v["cliente.nombre"] for v in filas if "cliente.nombre" in v and _dudoso(v)}
        if nombres:  # no index serves it: a second for half a million customers and a whole batch
            encontrados = Cliente.objects.filter(nombre__in=nombres)
            hallados |= set(encontrados.values_list("pk", flat=True))
        self._abrir_casas(hallados)

    def _abrir_casas(self, claves: set[int]) -> None:
        """Locked in the order of docs/concurrency.md; those merged are the one that survives."""
        hallados = Cliente.objects.filter(pk__in=claves).values_list("pk", "fusionado_en_id")
        titulares = {fusionado_en or pk for pk, fusionado_en in hallados}
        identidades = Q(pk__in=titulares) | Q(fusionado_en__in=titulares)
        filas = Cliente.objects.para_listado().filter(identidades).order_by("pk")
        if self.bloquear:
            filas = filas.select_for_update()
        clientes = list(filas)
        for cliente in clientes:
            if cliente.fusionado_en_id is None:
                self._casas[cliente.pk] = Casa(cliente)
        for cliente in clientes:
            casa = self._casas.get(cliente.titular_id)
            if casa is not None:
                self._casas[cliente.pk] = casa
                self._indexar(casa, cliente)
        self._amueblar()

    def _amueblar(self) -> None:
        for sede in Sede.objects.filter(cliente__in=self._casas).order_by("pk"):
            self._casas[sede.cliente_id].sedes.append(sede)
        contactos = Contacto.objects.filter(cliente__in=self._casas).defer(*_BUSQUEDA)
        for contacto in contactos.order_by("pk"):
            self._casas[contacto.cliente_id].contactos.append(contacto)
        for compra in Compra.objects.filter(cliente__in=self._casas).order_by("pk"):
            self._casas[compra.cliente_id].compras.append(compra)
        sin_serie = Equipo.objects.filter(cliente__in=self._casas, numero_serie="")
        for equipo in self._preparar(sin_serie):
            self._equipos.setdefault(equipo.pk, equipo)
        for equipo in self._equipos.values():
            if equipo.cliente_id in self._casas:
                self._casas[equipo.cliente_id].equipos.append(equipo)

    # --- Finding

    def cliente(self, valores: Valores) -> Casa | None:
        """The customer that a row speaks of, if it is here.

        By our number, its reference, its NIF; by mail or telephone if the name is the same; by the
        name alone if the address is the same too, or if nothing else is known of either.
        """
        if "cliente.numero" in valores:
            return self._por_numero(valores["cliente.numero"])
        casa = (
            self._por_referencia(valores)
            or self._por_nif(valores)
            or self._por_senas(valores)
            or self._por_nombre(valores)
        )
        if casa is not None and casa.cliente.bloqueado_en is not None:
            raise ErrorDeNegocio(
                _("Los datos de ese cliente están bloqueados."), campo="cliente.nombre"
            )
        return casa

    def _por_numero(self, numero: int) -> Casa:
        casa = self._casas.get(numero)
        if casa is None or casa.cliente.bloqueado_en is not None:
            raise ErrorDeNegocio(
                _("No hay ningún cliente con el número %(numero)s.") % {"numero": numero},
                campo="cliente.numero",
            )
        return casa

    def _por_referencia(self, valores: Valores) -> Casa | None:
        suyos = self._indices["referencia_externa"].get(valores.get("cliente.referencia_externa"))
        return suyos[0] if suyos else None

    def _por_nif(self, valores: Valores) -> Casa | None:
        suyos = self._indices["nif"].get(valores.get("cliente.nif"), [])
        referencia = valores.get("cliente.referencia_externa", "")
        suyos = [c for c in suyos if not _otra(c.cliente.referencia_externa, referencia)]
        nombre = llano(valores.get("cliente.nombre", ""))
        iguales = [casa for casa in suyos if llano(casa.cliente.nombre) == nombre]
        return next(iter(iguales or suyos), None)

    def _por_senas(self, valores: Valores) -> Casa | None:
        """By mail or telephone. Without a name, they have to be of one only."""
        for columna in ("correo", "telefono"):
            suyos = self._indices[columna].get(valores.get(f"cliente.{columna}"), [])
            suyos = [casa for casa in suyos if self._puede_ser(casa, valores)]
            if "cliente.nombre" not in valores and len(suyos) > 1:
                raise ErrorDeNegocio(
                    _("Hay varios clientes con esos datos: di también su nombre o su NIF."),
                    campo=f"cliente.{columna}",
                )
            if suyos:
                return suyos[0]
        return None

    def _por_nombre(self, valores: Valores) -> Casa | None:
        suyos = self._indices["nombre"].get(llano(valores.get("cliente.nombre", "")), [])
        suyos = [casa for casa in suyos if self._puede_ser(casa, valores)]
        if "sede.direccion" in valores:
            return next((c for c in suyos if self.sede(c, valores) is not None), None)
        if _sin_clave(valores) and len(suyos) == 1:
            return suyos[0]
        return None

    @staticmethod
    def _puede_ser(casa: Casa, valores: Valores) -> bool:
        """Nothing that tells people apart is said otherwise."""
        cliente = casa.cliente
        nombre = llano(valores.get("cliente.nombre", ""))
        return (
            nombre in ("", llano(cliente.nombre))
            and not _otra(cliente.nif, valores.get("cliente.nif", ""))
            and not _otra(cliente.referencia_externa, valores.get("cliente.referencia_externa", ""))
        )

    def sede(self, casa: Casa, valores: Valores) -> Sede | None:
        """The site with that address, written more or less the same."""
        direccion = llano(valores["sede.direccion"])
        postal = valores.get("sede.codigo_postal", "")
        for sede in casa.sedes:
            if llano(sede.direccion) == direccion and not _otra(sede.codigo_postal, postal):
                return sede
        return None

    def contacto(self, casa: Casa, nombre: str, correo: str) -> Contacto | None:
        """By mail; or by name, if neither has another mail."""
        for contacto in casa.contactos:
            if correo and contacto.correo == correo:
                return contacto
        for contacto in casa.contactos:
            if llano(contacto.nombre) == llano(nombre) and not _otra(contacto.correo, correo):
                return contacto
        return None

    def equipo(
        self, valores: Valores, casa: Casa | None, producto: Producto | None
    ) -> Equipo | None:
        """The unit that a row speaks of: by our number, or by serial and product.

        Without a serial, one of that customer and product that no other row has taken.
        """
        if "equipo.numero" in valores:
            equipo = self._equipos.get(valores["equipo.numero"])
            if equipo is None:
                raise ErrorDeNegocio(
                    _("No hay ningún equipo con el número %(numero)s.")
                    % {"numero": valores["equipo.numero"]},
                    campo="equipo.numero",
                )
            return equipo
        if "equipo.numero_serie" in valores:
            serie = como_serie(valores["equipo.numero_serie"])
            return self._por_serie(serie, casa, producto)
        if casa is not None and producto is not None:
            return self._sin_serie(casa, producto)
        return None

    def _por_serie(self, serie: str, casa: Casa | None, producto: Producto | None) -> Equipo | None:
        suyos = self._series.get(serie, [])
        if producto is not None:
            for equipo in suyos:
                if _es_el_mismo(equipo.producto, producto):
                    return equipo
        if casa is not None:
            del_cliente = [e for e in suyos if self.casa_de(e) is casa]
            if len(del_cliente) == 1:
                return del_cliente[0]
            if producto is not None:
                return None
        if producto is None and len(suyos) > 1:
            raise ErrorDeNegocio(
                _("Hay varios equipos con la serie %(serie)s: di también la marca y el modelo.")
                % {"serie": serie},
                campo="equipo.numero_serie",
            )
        return suyos[0] if suyos and producto is None else None

    def _sin_serie(self, casa: Casa, producto: Producto) -> Equipo | None:
        for equipo in casa.equipos:
            es_suyo = not equipo.numero_serie and _es_el_mismo(equipo.producto, producto)
            if es_suyo and id(equipo) not in self.usados:
                return equipo
        return None

    def casa_de(self, equipo: Equipo) -> Casa:
        """Of its owner; a unit always has one, and it was read with it."""
        casa = self._casas.get(equipo.cliente_id)
        if casa is not None:
            return casa
        return next(c for c in self._nuevas if any(e is equipo for e in c.equipos))

    def derechos(self, equipo: Equipo) -> Derechos:
        """A copy of its rights, so that a row that fails leaves them as they were."""
        suyos = self._derechos.get(id(equipo))
        if suyos is None:
            nuevo = equipo.pk is None
            suyos = Derechos(equipo, [], [], []) if nuevo else derechos_de(equipo)
            self._derechos[id(equipo)] = suyos
        return Derechos(
            equipo, list(suyos.compras), list(suyos.coberturas), list(suyos.suspensiones)
        )

    # --- What the rows of the batch add

    @property
    def _nuevas(self) -> list[Casa]:
        return self._indices["nueva"][True]

    def entra(self, casa: Casa) -> None:
        """A new customer, which later rows find."""
        self._indices["nueva"][True].append(casa)
        self._indexar(casa, casa.cliente)

    def reindexa(self, casa: Casa) -> None:
        """It has now something that it had not."""
        self._indexar(casa, casa.cliente)

    def entra_equipo(self, casa: Casa, equipo: Equipo) -> None:
        casa.equipos.append(equipo)
        if equipo.numero_serie:
            self._series[equipo.numero_serie].append(equipo)

    def quedan(self, derechos: Derechos) -> None:
        self._derechos[id(derechos.equipo)] = derechos

    def _indexar(self, casa: Casa, cliente: Cliente) -> None:
        for columna in ("referencia_externa", "nif", "correo", "telefono"):
            valor = getattr(cliente, columna)
            suyos = self._indices[columna]
            if valor and casa not in suyos[valor]:
                suyos[valor].append(casa)
        suyos = self._indices["nombre"]
        if casa not in suyos[llano(cliente.nombre)]:
            suyos[llano(cliente.nombre)].append(casa)


_BUSQUEDA = ("texto_trigramas", "trigramas")
_CLAVES = {
    "pk": "cliente.numero",
    "referencia_externa": "cliente.referencia_externa",
    "nif": "cliente.nif",
    "correo": "cliente.correo",
    "telefono": "cliente.telefono",
}


def _sin_clave(valores: Valores) -> bool:
    """Nothing but a name tells who it is."""
    return not any(codigo in valores for codigo in _CLAVES.values())


def _dudoso(valores: Valores) -> bool:
    """Nothing tells for sure who it is."""
    seguras = ("cliente.numero", "cliente.referencia_externa", "cliente.nif")
    return not any(codigo in valores for codigo in seguras)


def _otra(una: str, otra: str) -> bool:
    """Both are known, and differ."""
    return bool(una) and bool(otra) and una != otra


def _es_el_mismo(uno: Producto, otro: Producto) -> bool:
    return uno is otro or (uno.pk is not None and uno.pk == otro.pk)
