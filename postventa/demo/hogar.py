"""The household of cliente@: one unit of each kind of right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from clientes.eventos import CodigoCliente
from clientes.models import Cliente, Condicion, Contacto, NuestroPapel, Trato
from cuentas.models import Usuario
from nucleo.calendario import sumar_anios
from postventa.demo.azar import ZONA, Azar
from postventa.demo.clientela import Clientela, componer_compra, componer_equipo, componer_sede


def componer_hogar(clientela: Clientela, usuario: Usuario) -> None:
    """One household with a unit of each kind of right."""
    hoy = clientela.hoy
    alta = datetime(hoy.year - 8, 3, 4, 11, 20, tzinfo=ZONA)
    cliente = Cliente(
        nombre=str(usuario),
        nif="99999018D",
        correo=usuario.email,
        telefono="+34600000018",
        trato=Trato.TU,
        creado_en=alta,
    )
    contacto = Contacto(
        cliente=cliente,
        usuario=usuario,
        nombre=str(usuario),
        correo=usuario.email,
        telefono=cliente.telefono,
        correo_probado_en=alta,
    )
    sede = componer_sede(cliente, "Calle del Olmo, 27, 3.º B", "Madrid", "28012")
    sede.notas_acceso = "El portal se abre con el código 4417."
    clientela.clientes.append(cliente)
    clientela.contactos.append(contacto)
    clientela.sedes.append(sede)
    for codigo, fila in (
        (CodigoCliente.ALTA, None),
        (CodigoCliente.CONTACTO, contacto),
        (CodigoCliente.SEDE, sede),
    ):
        clientela.suceso(codigo, cliente, alta, fila)
    for familia, alias, comprado, condicion, papel in _equipos_del_hogar(hoy):
        producto, precio = clientela.productos[familia][0]
        equipo = componer_equipo(
            clientela, Azar(familia), contacto, sede, producto, papel, comprado
        )
        equipo.alias = alias
        if papel == NuestroPapel.VENDEDOR:
            componer_compra(
                clientela,
                equipo,
                comprado=comprado,
                importe=Decimal(precio),
                condicion=condicion,
                referencia=f"V{comprado:%y}-9{len(clientela.compras):04d}",
            )


def _equipos_del_hogar(hoy: date) -> tuple[tuple[str, str, date, str, str], ...]:
    """Covered; long out of guarantee; second hand; about to end; of nobody we know."""
    nuevo, usado = Condicion.NUEVO, Condicion.SEGUNDA_MANO
    nuestro, ajeno = NuestroPapel.VENDEDOR, NuestroPapel.SAT_INDEPENDIENTE
    return (
        ("Caldera", "La caldera de la cocina", hoy - timedelta(days=431), nuevo, nuestro),
        ("Lavadora", "", hoy - timedelta(days=2604), nuevo, nuestro),
        (
            "Frigorífico",
            "La nevera del pueblo",
            hoy - timedelta(days=205),
            usado,
            nuestro,
        ),
        ("Aire acondicionado", "", sumar_anios(hoy, -3) + timedelta(days=12), nuevo, nuestro),
        ("Termo", "El termo del baño", hoy - timedelta(days=1500), nuevo, ajeno),
    )
