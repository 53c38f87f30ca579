"""Customers and their units in the database: saved in bulk, and read back as the stories want."""

from __future__ import annotations

from datetime import date, timedelta

from clientes.models import Contacto, Equipo
from clientes.servicios.guardado import guardar_en_bloque
from postventa.demo.clientela import VENTA_DEL_LOTE, Clientela, Unidad
from postventa.demo.productos import LOTE_DEFECTUOSO, POR_NOMBRE


def inscribir(clientela: Clientela) -> None:
    """Insert them table by table, with their histories."""
    clientela.asiento.envejecer()
    guardar_en_bloque(clientela.asiento)


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
