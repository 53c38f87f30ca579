"""The household of cliente@: one unit of each kind of right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from clientes.cobertura import Derechos
from clientes.models import Condicion, NuestroPapel, Trato
from clientes.servicios.composicion import componer_cliente, componer_contacto, componer_sede
from cuentas.models import Usuario
from nucleo.calendario import sumar_anios
from nucleo.eventos import SISTEMA
from postventa.demo.azar import ZONA, Azar
from postventa.demo.clientela import Clientela, registrar, vender


def componer_hogar(clientela: Clientela, usuario: Usuario) -> None:
    """One household with a unit of each kind of right."""
    hoy, asiento = clientela.hoy, clientela.asiento
    alta = datetime(hoy.year - 8, 3, 4, 11, 20, tzinfo=ZONA)
    cliente = componer_cliente(
        asiento,
        por=SISTEMA,
        en=alta,
        nombre=str(usuario),
        nif="99999018D",
        correo=usuario.email,
        telefono="+34600000018",
        trato=Trato.TU,
        creado_en=alta,
    )
    contacto = componer_contacto(
        asiento,
        cliente,
        por=SISTEMA,
        en=alta,
        usuario=usuario,
        nombre=str(usuario),
        correo=usuario.email,
        telefono=cliente.telefono,
        correo_probado_en=alta,
    )
    clientela.contactos.append(contacto)
    sede = componer_sede(
        asiento,
        cliente,
        por=SISTEMA,
        en=alta,
        direccion="Calle del Olmo, 27, 3.º B",
        municipio="Madrid",
        codigo_postal="28012",
        notas_acceso="El portal se abre con el código 4417.",
    )
    for familia, alias, comprado, condicion, papel in _equipos_del_hogar(hoy):
        producto, precio = clientela.productos[familia][0]
        equipo = registrar(
            clientela, Azar(familia), contacto, sede, producto, papel, comprado, alias
        )
        if papel == NuestroPapel.VENDEDOR:
            vender(
                clientela,
                Derechos(equipo, [], [], []),
                comprado=comprado,
                importe=Decimal(precio),
                condicion=condicion,
                referencia=f"V{comprado:%y}-9{clientela.ventas:04d}",
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
