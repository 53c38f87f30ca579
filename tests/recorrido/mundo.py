"""Who is there before the walk: a company, its people, and a customer with a unit in guarantee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from clientes.models import Cliente, Contacto, Equipo, NuestroPapel, Producto
from clientes.servicios import (
    crear_contacto,
    crear_sede,
    dar_de_alta_cliente,
    registrar_compra,
    registrar_equipo,
)
from cuentas.models import CodigoRol, Grupo, Rol, Usuario
from cuentas.tests.fabricas import calendario_general
from incidencias.models import Prioridad
from nucleo.eventos import SISTEMA
from nucleo.models import Empresa, PalabraEquipo
from sat.models import Mandante, OrdenTrabajo, Repuesto, Tecnico, Tipo, TipoMandante
from sat.servicios import NuevaOrden, abrir_orden, dar_cita

CLAVE = "la-clave-de-la-casa"
# What the technician already has today: from when, at whose place, why.
VISITAS = (
    (
        time(8, 30),
        "Ferretería El Clavo",
        "Calle de Toledo, 61",
        "Pierde agua por la llave de paso.",
    ),
    (time(16, 0), "Academia Lumbreras", "Calle del León, 22", "No calienta el aula dos."),
    (time(17, 30), "Gonzalo Prieto Maza", "Calle de Atocha, 90", "Puesta en marcha."),
)


@dataclass(frozen=True)
class Mundo:
    agente: Usuario
    coordinadora: Usuario
    tecnico: Tecnico
    gestora: Usuario
    cliente: Cliente
    contacto: Contacto
    equipo: Equipo
    repuesto: Repuesto
    otra_orden: OrdenTrabajo  # of somebody else, waiting for an appointment


def crear_mundo() -> Mundo:
    """The data of the walk, committed, through the services where there is one."""
    Empresa.objects.update_or_create(
        pk=1,
        defaults={
            "nombre": "Climas Alameda",
            "razon_social": "Climas Alameda, S. L.",
            "nif": "B83456780",
            "direccion": "Calle de la Alameda, 8",
            "codigo_postal": "28014",
            "municipio": "Madrid",
            "telefono": "+34910000000",
            "correo": "posventa@alameda.example",
            "palabra_equipo": PalabraEquipo.APARATO,
        },
    )
    grupo = Grupo.objects.get_or_create(
        nombre="Atención al cliente", defaults={"calendario": calendario_general()}
    )[0]
    tomas = _persona("tomas@alameda.example", "Tomás Iriarte Sáez", CodigoRol.TECNICO)
    tecnico = Tecnico.objects.create(usuario=tomas)
    for visita in VISITAS:
        _visita(tecnico, *visita)
    cliente, contacto, equipo = _clienta()
    return Mundo(
        agente=_persona("ana@alameda.example", "Ana Belén Roca", CodigoRol.AGENTE, grupo),
        coordinadora=_persona("celia@alameda.example", "Celia Montes", CodigoRol.COORDINADOR),
        tecnico=tecnico,
        gestora=_persona("gema@alameda.example", "Gema Pardo", CodigoRol.GESTOR),
        cliente=cliente,
        contacto=contacto,
        equipo=equipo,
        repuesto=Repuesto.objects.create(
            referencia="VG-4410", nombre="Válvula de gas VG-4410", precio_eur=Decimal("86.40")
        ),
        otra_orden=_orden("Panadería Ñandú, S. L.", "Calle de Embajadores, 40", "Revisión anual."),
    )


def _persona(correo: str, nombre: str, rol: str, grupo: Grupo | None = None) -> Usuario:
    usuario = Usuario(email=correo, nombre=nombre)
    usuario.set_password(CLAVE)
    usuario.save()
    usuario.roles.add(Rol.objects.get(codigo=rol))
    if grupo is not None:
        usuario.grupos.add(grupo)
    return usuario


def _clienta() -> tuple[Cliente, Contacto, Equipo]:
    """A consumer with a boiler that we sold fourteen months ago."""
    cliente = dar_de_alta_cliente(
        por=SISTEMA,
        nombre="Lucía Fernández Ortega",
        correo="lucia.fernandez@correo.example",
        telefono="+34600123456",
    )
    contacto = crear_contacto(
        cliente.pk,
        por=SISTEMA,
        nombre=cliente.nombre,
        correo=cliente.correo,
        telefono=cliente.telefono,
    )
    sede = crear_sede(
        cliente.pk,
        por=SISTEMA,
        direccion="Calle del Pez, 12, 3.º B",
        codigo_postal="28004",
        municipio="Madrid",
        provincia="28",
        comunidad="MD",
        notas_acceso="El telefonillo no suena: llamar al móvil.",
    )
    producto = Producto.objects.create(
        nombre="Caldera de condensación Norte 24",
        familia="Calderas",
        marca="Norte",
        modelo="N24-C",
    )
    equipo = registrar_equipo(
        por=SISTEMA,
        cliente=cliente,
        producto=producto,
        numero_serie="N24C-0071834",
        sede=sede,
        nuestro_papel=NuestroPapel.VENDEDOR,
    )
    comprada = timezone.localdate() - timedelta(days=425)
    registrar_compra(
        por=SISTEMA, cliente=cliente, equipo=equipo, fecha_contrato=comprada, fecha_factura=comprada
    )
    return cliente, contacto, equipo


def _orden(nombre: str, direccion: str, sintoma: str) -> OrdenTrabajo:
    """An order of somebody else, without a case."""
    cliente = dar_de_alta_cliente(por=SISTEMA, nombre=nombre)
    sede = crear_sede(
        cliente.pk,
        por=SISTEMA,
        direccion=direccion,
        codigo_postal="28012",
        municipio="Madrid",
        provincia="28",
        comunidad="MD",
    )
    datos = NuevaOrden(
        cliente=cliente,
        sede=sede,
        mandante=Mandante.objects.filter(tipo=TipoMandante.CLIENTE).first(),
        tipo=Tipo.MANTENIMIENTO,
        prioridad=Prioridad.CRITICA,
        sintoma=sintoma,
    )
    return abrir_orden(datos, por=SISTEMA)


def _visita(tecnico: Tecnico, hora: time, nombre: str, direccion: str, sintoma: str) -> None:
    orden = _orden(nombre, direccion, sintoma)
    desde = timezone.make_aware(datetime.combine(timezone.localdate(), hora))
    hasta = desde + timedelta(hours=1)
    dar_cita(orden.pk, por=SISTEMA, tecnico=tecnico, desde=desde, hasta=hasta, avisar=False)
