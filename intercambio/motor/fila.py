"""One row, composed whole or not at all: what it creates, what it changes, why it cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from stdnum.es import cif

from clientes.cobertura import Derechos
from clientes.eventos import Actor
from clientes.models import (
    Cobertura,
    Compra,
    Equipo,
    Producto,
    Sede,
    TipoCliente,
)
from clientes.servicios import composicion, composicion_equipos
from clientes.servicios.coberturas import comprobar_cobertura
from clientes.servicios.composicion import Asiento
from clientes.servicios.comun import comprobar_forma
from intercambio.campos import campos_de
from intercambio.models import Clase
from intercambio.motor.contratos import meter_en_su_contrato
from intercambio.motor.padron import Casa, Padron, Productos, Valores
from intercambio.textos import llano
from nucleo.errores import ErrorDeNegocio

NUEVA, CAMBIADA, IGUAL = "nuevas", "cambiadas", "iguales"
PLURALES = {
    "cliente": "clientes",
    "contacto": "contactos",
    "sede": "sedes",
    "producto": "productos",
    "equipo": "equipos",
    "compra": "compras",
    "cobertura": "coberturas",
}


class AsientoDeFila(Asiento):
    """What a row composes; it remembers how things were, to leave them so if the row fails."""

    def __init__(self) -> None:
        super().__init__()
        self._antes: dict[int, tuple[models.Model, dict[str, Any]]] = {}

    def cambio(self, fila: models.Model, valores: Mapping[str, Any]) -> list[str]:
        self._antes.setdefault(id(fila), (fila, dict(fila.__dict__)))
        return super().cambio(fila, valores)

    def deshacer(self) -> None:
        for fila, antes in self._antes.values():
            fila.__dict__.clear()
            fila.__dict__.update(antes)

    def comprobar(self) -> None:
        """The shape of what it writes, as the services do before saving."""
        for fila in [*self.filas, *(fila for fila, _campos in self.cambios.values())]:
            comprobar_forma(fila)


@dataclass
class Contexto:
    """What every row of a file shares."""

    clase: Clase
    por: Actor
    papel: str
    solo_nuevas: bool
    productos: Productos


@dataclass
class Obra:
    """The work on one row."""

    contexto: Contexto
    padron: Padron
    valores: Valores
    linea: int
    asiento: AsientoDeFila = field(default_factory=AsientoDeFila)
    hecho: Counter[tuple[str, str]] = field(default_factory=Counter)
    al_lograr: list[Callable[[], Any]] = field(default_factory=list)

    # --- What the pieces use

    def de(self, entidad: str) -> dict[str, Any]:
        """What the row says of it, by the name of the field."""
        prefijo = f"{entidad}."
        return {
            codigo.removeprefix(prefijo): valor
            for codigo, valor in self.valores.items()
            if codigo.startswith(prefijo)
        }

    def apunta(self, entidad: str, que: str) -> None:
        self.hecho[PLURALES[entidad], que] += 1

    def da(self, entidad: str, fila: models.Model, campos: Iterable[str]) -> None:
        """Remember that this line gave them: another one may not say otherwise."""
        for campo in campos:
            clave, dado = (id(fila), campo), (getattr(fila, campo), self.linea)
            self.al_lograr.append(partial(self.padron.dados.setdefault, clave, dado))

    def cambios(self, entidad: str, fila: models.Model, dice: Mapping[str, Any]) -> dict[str, Any]:
        """What of it is to be changed. Raises ErrorDeNegocio if another line said otherwise."""
        distintos = {c: v for c, v in dice.items() if getattr(fila, c) != v}
        for campo in distintos:
            antes = self.padron.dados.get((id(fila), campo))
            if antes is not None:
                raise ErrorDeNegocio(
                    _("La línea %(linea)s dice otra cosa: «%(valor)s».")
                    % {"linea": antes[1], "valor": antes[0]},
                    campo=f"{entidad}.{campo}",
                )
        return {} if self.contexto.solo_nuevas else distintos

    def cambia(
        self,
        entidad: str,
        fila: Any,
        dice: Mapping[str, Any],
        componer: Callable[..., list[str]],
    ) -> None:
        """Compose what changes of a row that was already there."""
        cambios = self.cambios(entidad, fila, dice)
        cambiados = componer(self.asiento, fila, por=self.contexto.por, en=None, **cambios)
        self.da(entidad, fila, dice)
        self.apunta(entidad, CAMBIADA if cambiados else IGUAL)


def componer(obra: Obra) -> None:
    """Compose a whole row. Raises ErrorDeNegocio, its field being one of the file's."""
    try:
        _PASOS[obra.contexto.clase](obra)
        obra.asiento.comprobar()
    except ErrorDeNegocio as error:
        error.campo = _codigo_de(obra, error.campo)
        raise


def _codigo_de(obra: Obra, campo: str | None) -> str:
    """The services name a field as the model does: here it is one of those that the row brings."""
    if campo is None or "." in campo:
        return campo or ""
    for codigo in campos_de(obra.contexto.clase):
        if codigo.endswith(f".{campo}") and codigo in obra.valores:
            return codigo
    return ""


# --- The kinds of row


def _todo(obra: Obra) -> None:
    casa = _cliente(obra)
    sede = _con_lo_suyo(obra, casa)
    if not (obra.de("producto") or "equipo.numero_serie" in obra.valores):
        if obra.de("compra"):
            _compra(obra, casa, None, None)
        return
    equipo = _equipo(obra, casa, sede)
    if _fecha_de_compra(obra) is not None:
        _compra(obra, casa, equipo, equipo.producto)


def _clientes(obra: Obra) -> None:
    _con_lo_suyo(obra, _cliente(obra))


def _productos(obra: Obra) -> None:
    dice = obra.de("producto")
    producto = obra.contexto.productos.de(*_como_se_llama(dice))
    if producto is None:
        _producto_nuevo(obra, dice)
        return
    cambios = obra.cambios("producto", producto, dice)
    obra.contexto.productos.toca(producto)
    obra.asiento.cambio(producto, cambios)
    obra.da("producto", producto, dice)
    obra.apunta("producto", CAMBIADA if cambios else IGUAL)


def _equipos(obra: Obra) -> None:
    casa = obra.padron.cliente(obra.valores)
    if casa is None and "equipo.numero" in obra.valores:
        equipo = obra.padron.equipo(obra.valores, None, None)
        casa = obra.padron.casa_de(equipo) if equipo else None
    if casa is None:
        raise _cliente_desconocido(obra)
    sede = _sede(obra, casa) if "sede.direccion" in obra.valores else None
    _equipo(obra, casa, sede)


def _compras(obra: Obra) -> None:
    producto = _producto_conocido(obra)
    casa = obra.padron.cliente(obra.valores)
    equipo = None
    if "equipo.numero" in obra.valores or "equipo.numero_serie" in obra.valores:
        equipo = obra.padron.equipo(obra.valores, casa, producto)
        if equipo is None:
            raise _equipo_desconocido(obra)
    if casa is None and equipo is not None:
        casa = obra.padron.casa_de(equipo)
    if casa is None:
        raise _cliente_desconocido(obra)
    _compra(obra, casa, equipo, producto or _producto_si_lo_dice(obra))


def _coberturas(obra: Obra) -> None:
    equipo = obra.padron.equipo(obra.valores, None, _producto_conocido(obra))
    if equipo is None:
        raise _equipo_desconocido(obra)
    _cobertura(obra, equipo)


def _contratos(obra: Obra) -> None:
    """A unit in a contract. There are few: each row is written by the services at once."""
    equipo = obra.padron.equipo(obra.valores, None, _producto_conocido(obra))
    if equipo is None:
        raise _equipo_desconocido(obra)
    casa = obra.padron.cliente(obra.valores) or obra.padron.casa_de(equipo)
    que = meter_en_su_contrato(casa.cliente, equipo, obra.de("contrato"), por=obra.contexto.por)
    for entidad, resultado in que.items():
        obra.hecho[entidad, resultado] += 1


_PASOS: dict[Clase, Callable[[Obra], None]] = {
    Clase.TODO: _todo,
    Clase.CLIENTES: _clientes,
    Clase.PRODUCTOS: _productos,
    Clase.EQUIPOS: _equipos,
    Clase.COMPRAS: _compras,
    Clase.COBERTURAS: _coberturas,
    Clase.CONTRATOS: _contratos,
}


# --- The customer


def _cliente(obra: Obra) -> Casa:
    dice = _dice_del_cliente(obra)
    casa = obra.padron.cliente(obra.valores)
    if casa is None:
        return _cliente_nuevo(obra, dice)
    obra.cambia("cliente", casa.cliente, dice, composicion.componer_cambio_de_cliente)
    obra.al_lograr.append(lambda: obra.padron.reindexa(casa))
    return casa


def _dice_del_cliente(obra: Obra) -> dict[str, Any]:
    dice = obra.de("cliente")
    dice.pop("numero", None)
    apellidos = dice.pop("apellidos", "")
    if "nombre" not in dice:
        raise ErrorDeNegocio(_("Falta el nombre del cliente."), campo="cliente.nombre")
    dice["nombre"] = f"{dice['nombre']} {apellidos}".strip()
    obra.valores["cliente.nombre"] = dice["nombre"]
    return dice


def _cliente_nuevo(obra: Obra, dice: dict[str, Any]) -> Casa:
    dice.setdefault("tipo", tipo_por_sus_datos(dice["nombre"], dice.get("nif", "")))
    cliente = composicion.componer_cliente(
        obra.asiento, por=obra.contexto.por, en=None, **_sin_nada(dice)
    )
    casa = Casa(cliente)
    obra.da("cliente", cliente, dice)
    obra.apunta("cliente", NUEVA)
    obra.al_lograr.append(lambda: obra.padron.entra(casa))
    return casa


# The first letter of a CIF: H is an owners' community; and how companies end their names.
_FORMAS = {"sl", "slu", "sa", "sau", "sll", "slne", "sc", "scp", "cb", "coop", "sociedad", "aie"}


def tipo_por_sus_datos(nombre: str, nif: str) -> str:
    """Person, company or owners' community, by its NIF; without one, by its name."""
    if nif and cif.is_valid(nif):
        return TipoCliente.COMUNIDAD if nif[0] == "H" else TipoCliente.EMPRESA
    if nif:
        return TipoCliente.PERSONA
    plano = llano(nombre)
    if plano.startswith(("comunidad de prop", "cdad de prop", "c p ", "cp ", "cdad prop")):
        return TipoCliente.COMUNIDAD
    palabras = plano.split()
    finales = {palabras[-1], "".join(palabras[-2:]), "".join(palabras[-3:])} if palabras else set()
    if len(palabras) > 1 and finales & _FORMAS:
        return TipoCliente.EMPRESA
    return TipoCliente.PERSONA


def _con_lo_suyo(obra: Obra, casa: Casa) -> Sede | None:
    """Its contact and its site."""
    _contacto(obra, casa)
    return _sede(obra, casa) if "sede.direccion" in obra.valores else None


def _contacto(obra: Obra, casa: Casa) -> None:
    """The person of the row; without one, a person with mail or telephone speaks for itself."""
    dice, cliente = obra.de("contacto"), casa.cliente
    if "nombre" not in dice:
        es_el_mismo = cliente.tipo == TipoCliente.PERSONA and (cliente.correo or cliente.telefono)
        if not (dice or es_el_mismo):
            return
        del_cliente = {"nombre": cliente.nombre, "correo": cliente.correo}
        dice = del_cliente | {"telefono": cliente.telefono, "idioma": cliente.idioma} | dice
        if casa.contactos and not obra.de("contacto"):
            return  # somebody speaks for them already
    contacto = obra.padron.contacto(casa, dice["nombre"], dice.get("correo", ""))
    if contacto is not None:
        de_la_fila = obra.de("contacto")
        obra.cambia("contacto", contacto, de_la_fila, composicion.componer_cambio_de_contacto)
        return
    nuevo = composicion.componer_contacto(
        obra.asiento, cliente, por=obra.contexto.por, en=None, **_sin_nada(dice)
    )
    obra.da("contacto", nuevo, obra.de("contacto"))
    obra.apunta("contacto", NUEVA)
    obra.al_lograr.append(lambda: casa.contactos.append(nuevo))


def _sede(obra: Obra, casa: Casa) -> Sede:
    dice = obra.de("sede")
    sede = obra.padron.sede(casa, obra.valores)
    if sede is not None:
        dice.pop("direccion")  # it was found by it: how it is written does not matter
        obra.cambia("sede", sede, dice, composicion.componer_cambio_de_sede)
        return sede
    nueva = composicion.componer_sede(
        obra.asiento, casa.cliente, por=obra.contexto.por, en=None, **dice
    )
    obra.da("sede", nueva, dice)
    obra.apunta("sede", NUEVA)
    obra.al_lograr.append(lambda: casa.sedes.append(nueva))
    return nueva


# --- The product and the unit


def _como_se_llama(dice: Mapping[str, Any]) -> tuple[str, str, str]:
    return dice.get("marca", ""), dice.get("modelo", ""), dice.get("nombre", "")


def _producto_conocido(obra: Obra) -> Producto | None:
    dice = obra.de("producto")
    return obra.contexto.productos.de(*_como_se_llama(dice)) if dice else None


def _producto_si_lo_dice(obra: Obra) -> Producto | None:
    return _producto(obra) if obra.de("producto") else None


def _producto(obra: Obra) -> Producto:
    """The product of the row; a new one if nobody knows it. It changes nothing of a known one."""
    conocido = _producto_conocido(obra)
    return conocido or _producto_nuevo(obra, obra.de("producto"))


def _producto_nuevo(obra: Obra, dice: dict[str, Any]) -> Producto:
    marca, modelo, nombre = _como_se_llama(dice)
    nombre = nombre or " ".join(p for p in (dice.get("familia", ""), marca, modelo) if p)
    if not nombre:
        raise ErrorDeNegocio(_("Falta decir qué producto es."), campo="producto.nombre")
    producto = Producto(**(_sin_nada(dice) | {"nombre": nombre}))
    obra.asiento.alta(producto)
    obra.da("producto", producto, dice)
    obra.apunta("producto", NUEVA)
    obra.al_lograr.append(lambda: obra.contexto.productos.nuevo(producto))
    return producto


def _equipo(obra: Obra, casa: Casa, sede: Sede | None) -> Equipo:
    dice = obra.de("equipo")
    dice.pop("numero", None)
    producto = _producto_conocido(obra)
    equipo = obra.padron.equipo(obra.valores, casa, producto)
    if equipo is None:
        return _equipo_nuevo(obra, casa, sede, dice)
    duenio = obra.padron.casa_de(equipo)
    if duenio is not casa:
        raise ErrorDeNegocio(
            _("Ese equipo es de %(cliente)s: si ha cambiado de manos, hay que traspasarlo.")
            % {"cliente": duenio.cliente},
            campo="equipo.numero_serie",
        )
    if "numero_serie" in dice:
        dice["numero_serie"] = composicion_equipos.como_serie(dice["numero_serie"])
    if sede is not None:
        dice["sede"] = sede
    obra.al_lograr.append(lambda: obra.padron.usados.add(id(equipo)))
    obra.cambia("equipo", equipo, dice, composicion_equipos.componer_cambio_de_equipo)
    return equipo


def _equipo_nuevo(obra: Obra, casa: Casa, sede: Sede | None, dice: dict[str, Any]) -> Equipo:
    dice.setdefault("nuestro_papel", obra.contexto.papel)
    equipo = composicion_equipos.componer_equipo(
        obra.asiento,
        por=obra.contexto.por,
        en=None,
        cliente=casa.cliente,
        producto=_producto(obra),
        sede=sede or (casa.sedes[0] if len(casa.sedes) == 1 else None),
        **dice,
    )
    obra.da("equipo", equipo, dice)
    obra.apunta("equipo", NUEVA)
    obra.al_lograr.append(lambda: obra.padron.entra_equipo(casa, equipo))
    obra.al_lograr.append(lambda: obra.padron.usados.add(id(equipo)))
    return equipo


# --- The purchase and other rights


def _fecha_de_compra(obra: Obra) -> date | None:
    dice = obra.de("compra")
    fechas = [dice.get(f"fecha_{que}") for que in ("contrato", "factura", "albaran")]
    return next((fecha for fecha in fechas if fecha), None)


def _compra(obra: Obra, casa: Casa, equipo: Equipo | None, producto: Producto | None) -> None:
    fecha = _fecha_de_compra(obra)
    if fecha is None:
        raise ErrorDeNegocio(_("Falta la fecha de la compra."), campo="compra.fecha_contrato")
    dice = obra.de("compra") | {"fecha_contrato": fecha}
    derechos = obra.padron.derechos(equipo) if equipo is not None else None
    compra = _compra_conocida(casa, derechos, producto, dice)
    if compra is not None:
        _compra_otra_vez(obra, compra, dice)
        return
    if producto is not None and derechos is None:
        dice["producto"] = producto
    nueva = composicion_equipos.componer_compra(
        obra.asiento,
        por=obra.contexto.por,
        en=None,
        cliente=casa.cliente,
        derechos=derechos,
        de_serie=obra.contexto.productos.de_serie(equipo.producto) if equipo else (),
        **dice,
    )
    obra.da("compra", nueva, dice)
    obra.apunta("compra", NUEVA)
    obra.al_lograr.append(lambda: casa.compras.append(nueva))
    if derechos is not None:
        coberturas = [f for f in obra.asiento.filas if isinstance(f, Cobertura)]
        obra.hecho[PLURALES["cobertura"], NUEVA] += len(coberturas)
        obra.al_lograr.append(lambda: obra.padron.quedan(derechos))


def _compra_conocida(
    casa: Casa, derechos: Derechos | None, producto: Producto | None, dice: Mapping[str, Any]
) -> Compra | None:
    """By its reference; without one, that of the same day of that unit (or product)."""
    if "referencia" in dice:
        suyas = [c for c in casa.compras if c.referencia == dice["referencia"]]
        return next(iter(suyas), None)
    if derechos is not None:
        candidatas = derechos.compras
    else:
        pk = producto.pk if producto is not None else None
        candidatas = [c for c in casa.compras if c.equipo_id is None and c.producto_id == pk]
    del_dia = [c for c in candidatas if c.fecha_contrato == dice["fecha_contrato"]]
    return next(iter(del_dia), None)


_MUEVEN = ("fecha_contrato", "fecha_factura", "fecha_albaran", "condicion", "meses_pactados")


def _compra_otra_vez(obra: Obra, compra: Compra, dice: dict[str, Any]) -> None:
    """A purchase that we have: what it moved is corrected on its page, where one sees it."""
    cambios = obra.cambios("compra", compra, dice)
    for campo in _MUEVEN:
        if campo in cambios:
            raise ErrorDeNegocio(
                _("Esa compra ya consta con otra fecha o condición: corrígela en su ficha."),
                campo=f"compra.{campo}",
            )
    obra.cambia("compra", compra, dice, composicion_equipos.componer_cambio_de_compra)


def _cobertura(obra: Obra, equipo: Equipo) -> None:
    dice = obra.de("cobertura")
    derechos = obra.padron.derechos(equipo)
    if "fecha_inicio" not in dice:
        dice["fecha_inicio"] = _desde_cuando(derechos)
    dice.setdefault("paga", _QUIEN_SUELE_PAGAR.get(dice.get("tipo", ""), "nosotros"))
    conocida = _cobertura_conocida(derechos, dice)
    if conocida is not None:
        if obra.cambios("cobertura", conocida, dice):
            raise ErrorDeNegocio(
                _("Esa cobertura ya consta con otros datos: anúlala y vuelve a darla."),
                campo="cobertura.tipo",
            )
        obra.apunta("cobertura", IGUAL)
        return
    nueva = composicion_equipos.componer_cobertura(
        obra.asiento, derechos, por=obra.contexto.por, en=None, **dice
    )
    comprobar_cobertura(nueva)
    obra.da("cobertura", nueva, dice)
    obra.apunta("cobertura", NUEVA)
    obra.al_lograr.append(lambda: obra.padron.quedan(derechos))


_QUIEN_SUELE_PAGAR = {"legal": "vendedor", "comercial": "fabricante", "contrato": "contrato"}


def _desde_cuando(derechos: Derechos) -> date:
    """Without a beginning, from the purchase."""
    if not derechos.compras:
        raise ErrorDeNegocio(_("Falta desde cuándo."), campo="cobertura.fecha_inicio")
    return max(compra.fecha_contrato for compra in derechos.compras)


def _cobertura_conocida(derechos: Derechos, dice: Mapping[str, Any]) -> Cobertura | None:
    for cobertura in derechos.coberturas:
        es_esa = (
            cobertura.tipo == dice.get("tipo")
            and cobertura.fecha_inicio == dice["fecha_inicio"]
            and cobertura.defecto == dice.get("defecto", "")
            and not cobertura.esta_anulada
        )
        if es_esa:
            return cobertura
    return None


# --- Who is not there


def _cliente_desconocido(obra: Obra) -> ErrorDeNegocio:
    codigo = next((c for c in obra.valores if c.startswith("cliente.")), "cliente.nombre")
    return ErrorDeNegocio(
        _("Ese cliente no está: impórtalo antes, o usa «Clientes con sus equipos y compras»."),
        campo=codigo,
    )


def _equipo_desconocido(obra: Obra) -> ErrorDeNegocio:
    codigo = "equipo.numero_serie" if "equipo.numero_serie" in obra.valores else "equipo.numero"
    return ErrorDeNegocio(_("Ese equipo no está: impórtalo antes."), campo=codigo)


def _sin_nada(dice: Mapping[str, Any]) -> dict[str, Any]:
    return {campo: valor for campo, valor in dice.items() if valor not in (None, "")}
