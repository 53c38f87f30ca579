"""Customers and their units in the database: saved in bulk, and read back as the stories want."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from clientes.eventos import CodigoCliente, CodigoEquipo, autor_de
from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    Contacto,
    Equipo,
    EventoCliente,
    EventoEquipo,
    Sede,
)
from nucleo.eventos import SISTEMA, EventoBase, insertar_eventos
from postventa.demo.clientela import VENTA_DEL_LOTE, Clientela, Unidad
from postventa.demo.productos import LOTE_DEFECTUOSO, POR_NOMBRE

LOTE = 1000


def inscribir(clientela: Clientela) -> None:
    """Insert them table by table, with their histories."""
    for modelo, filas in (
        (Cliente, clientela.clientes),
        (Contacto, clientela.contactos),
        (Sede, clientela.sedes),
        (Equipo, clientela.equipos),
        (Compra, clientela.compras),
        (Cobertura, clientela.coberturas),
    ):
        modelo._default_manager.bulk_create(filas, batch_size=LOTE)  # type: ignore[arg-type]
    sucesos = [_evento(*suceso) for suceso in clientela.eventos]
    for tabla in (EventoCliente, EventoEquipo):
        insertar_eventos(tabla, [suceso for suceso in sucesos if type(suceso) is tabla])


def _evento(
    modelo: type[EventoBase],
    sobre: models.Model,
    codigo: Any,
    en: datetime,
    fila: models.Model | None,
) -> EventoBase:
    """History: it was registered when it happened."""
    datos: dict[str, Any] = {}
    if codigo == CodigoEquipo.REGISTRADO and isinstance(sobre, Equipo):
        datos = {"producto": sobre.producto_id}
    elif codigo == CodigoCliente.ALTA and isinstance(sobre, Cliente):
        datos = {"provisional": sobre.es_provisional}
    elif isinstance(fila, Cobertura):
        datos = {"cobertura": fila.pk, "tipo": fila.tipo, "hasta": fila.fecha_fin.isoformat()}
    elif fila is not None:
        datos = {codigo.value: fila.pk}
    clave = "cliente_id" if modelo is EventoCliente else "equipo_id"
    return modelo(
        **{clave: sobre.pk},
        codigo=codigo.value,
        ocurrido_en=en,
        registrado_en=en,
        datos=datos,
        **autor_de(SISTEMA),
    )


def unidades(clientela: Clientela) -> list[Unidad]:
    """Every unit with what a verdict reads (four statements), ready to have stories."""
    contactos = {contacto.pk: contacto for contacto in clientela.contactos}
    limite = clientela.hoy - timedelta(days=VENTA_DEL_LOTE[0])
    equipos = Equipo.objects.con_cobertura().order_by("pk")
    return [_unidad(equipo, contactos, limite) for equipo in equipos]


def _unidad(equipo: Equipo, contactos: dict[int, Contacto], limite: date) -> Unidad:
    desde = equipo.instalado_en or limite
    return Unidad(
        equipo=equipo,
        contacto=contactos[equipo.usuario_contacto_id or 0],
        familia=POR_NOMBRE[equipo.producto.familia],
        comunidad=equipo.sede.comunidad if equipo.sede else "",
        desde=desde,
        es_del_lote=equipo.producto.modelo == LOTE_DEFECTUOSO[1] and desde > limite,
    )
