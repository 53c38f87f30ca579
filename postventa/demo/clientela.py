"""Customers with their people, places, units, purchases and rights, saved in bulk."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from stdnum.es import cif, dni

from clientes.cobertura import Derechos
from clientes.models import (
    CanalPreferido,
    ClaseContacto,
    Cliente,
    Condicion,
    Contacto,
    Equipo,
    Idioma,
    NuestroPapel,
    Producto,
    QuienPaga,
    RolPortal,
    Sede,
    TipoCliente,
    TipoCobertura,
    Trato,
)
from clientes.servicios.composicion import (
    Asiento,
    componer_cliente,
    componer_contacto,
    componer_sede,
)
from clientes.servicios.composicion_equipos import (
    componer_cobertura,
    componer_compra,
    componer_equipo,
)
from nucleo.eventos import SISTEMA
from postventa.demo import frases, nombres
from postventa.demo.azar import ZONA, Azar
from postventa.demo.casa import DOMINIO
from postventa.demo.lugares import TERRITORIOS, Territorio
from postventa.demo.productos import FAMILIAS, LOTE_DEFECTUOSO, Familia

CORREO_CLIENTE = f"cliente@{DOMINIO}"
CLIENTES = 2200
LETRAS = set(string.ascii_lowercase)
TIPOS = {
    "persona": TipoCliente.PERSONA,
    "empresa": TipoCliente.EMPRESA,
    "comunidad": TipoCliente.COMUNIDAD,
    "provisional": TipoCliente.PERSONA,
}
CONTACTOS = {
    "persona": ClaseContacto.TITULAR,
    "empresa": ClaseContacto.EMPLEADO,
    "comunidad": ClaseContacto.ADMINISTRADOR_FINCAS,
    "provisional": ClaseContacto.TITULAR,
}
CLASES = {"persona": 0.85, "empresa": 0.09, "comunidad": 0.04, "provisional": 0.02}
CUANTAS_UNIDADES = {1: 0.5, 2: 0.34, 3: 0.16}
PAPELES = {
    NuestroPapel.VENDEDOR: 0.6,
    NuestroPapel.SAT_OFICIAL: 0.22,
    NuestroPapel.SAT_INDEPENDIENTE: 0.18,
}
TIENDAS = (
    "Electrohogar Miralrío",
    "Almacenes La Rosaleda",
    "Cocinas Alameda",
    "tiendaclima.example",
)
# When the bad batch was sold and when it began to fail, in days before today.
VENTA_DEL_LOTE = (150, 112)


@dataclass(frozen=True)
class Unidad:
    """A machine as the stories need it."""

    equipo: Equipo
    contacto: Contacto
    familia: Familia
    comunidad: str
    desde: date  # nothing is reported before
    es_del_lote: bool = False


@dataclass
class Clientela:
    """What is composed before saving, and the machines that come out of it."""

    hoy: date
    productos: dict[str, list[tuple[Producto, int]]]  # by family, with the price
    asiento: Asiento = field(default_factory=Asiento)
    contactos: list[Contacto] = field(default_factory=list)
    ventas: int = 0
    series: dict[str, int] = field(default_factory=dict)


def poblar(azar: Azar, clientela: Clientela, escala: float) -> None:
    """Draw the customers, beside those already composed."""
    for numero in range(max(30, round(CLIENTES * escala))):
        _componer_cliente(clientela, azar, numero)


def crear_productos() -> dict[str, list[tuple[Producto, int]]]:
    """The catalogue by family, each model with its price."""
    Producto.objects.bulk_create(
        Producto(
            nombre=nombre,
            familia=familia.nombre,
            marca=familia.marca,
            modelo=modelo,
            gama=familia.gama,
        )
        for familia in FAMILIAS
        for nombre, modelo, _precio in familia.modelos
    )
    precios = {modelo: precio for f in FAMILIAS for _, modelo, precio in f.modelos}
    por_familia: dict[str, list[tuple[Producto, int]]] = {}
    for producto in Producto.objects.order_by("pk"):
        if producto.modelo in precios:
            pares = por_familia.setdefault(producto.familia, [])
            pares.append((producto, precios[producto.modelo]))
    return por_familia


# --- A customer


def _componer_cliente(clientela: Clientela, azar: Azar, numero: int) -> None:
    territorio = azar.segun({t: t.peso for t in TERRITORIOS})
    clase = azar.segun(CLASES)
    alta = instante(clientela.hoy - timedelta(days=azar.randrange(20, 2600)), azar)
    cliente = _cliente(clientela.asiento, azar, clase, territorio, numero, alta)
    contacto = _contacto(clientela.asiento, azar, cliente, clase, alta)
    clientela.contactos.append(contacto)
    sede = _sede(clientela.asiento, azar, cliente, territorio, alta)
    cuantas = azar.segun(CUANTAS_UNIDADES) + (2 if clase in {"empresa", "comunidad"} else 0)
    for _ in range(cuantas):
        familia = azar.segun({f: f.parque for f in FAMILIAS})
        _unidad(clientela, azar, contacto, sede, familia)


def _cliente(
    asiento: Asiento, azar: Azar, clase: str, territorio: Territorio, numero: int, alta: datetime
) -> Cliente:
    es_persona = clase in {"persona", "provisional"}
    nombre = _nombre_de_persona(azar, territorio) if es_persona else _nombre_de_empresa(azar, clase)
    return componer_cliente(
        asiento,
        por=SISTEMA,
        en=alta,
        tipo=TIPOS[clase],
        nombre=nombre,
        nif="" if clase == "provisional" else _nif(azar, clase, numero),
        es_provisional=clase == "provisional",
        correo=_correo(nombre, numero) if azar.suerte(0.93) else "",
        telefono=f"+34{azar.choice('67')}{numero:04d}{azar.randrange(10**4):04d}",
        idioma=_idioma(azar, territorio, nombre),
        trato=Trato.TU if azar.suerte(0.3) else Trato.USTED,
        segmento="empresas" if clase == "empresa" and azar.suerte(0.6) else "",
        creado_en=alta,
    )


def _nombre_de_persona(azar: Azar, territorio: Territorio) -> str:
    if territorio.comunidad == "VC" and azar.suerte(0.06):
        return azar.alguno(nombres.INGLESES)
    propios: tuple[str, ...] = azar.alguno((nombres.MUJERES, nombres.HOMBRES))
    if territorio.comunidad == "CT" and azar.suerte(0.4):
        propios = nombres.CATALANES
    elif territorio.comunidad == "GA" and azar.suerte(0.5):
        propios = nombres.GALLEGOS
    apellidos = nombres.APELLIDOS
    return f"{azar.alguno(propios)} {azar.alguno(apellidos)} {azar.alguno(apellidos)}"


def _nombre_de_empresa(azar: Azar, clase: str) -> str:
    if clase == "comunidad":
        calle = azar.alguno(TERRITORIOS[0].calles)
        return nombres.COMUNIDAD_DE_PROPIETARIOS.format(f"{calle} {azar.randrange(1, 90)}")
    return azar.alguno(nombres.NEGOCIOS).format(azar.alguno(nombres.LUGARES_DE_NEGOCIO))


def _nif(azar: Azar, clase: str, numero: int) -> str:
    """Valid ones, of numbers that nobody has been given."""
    if TIPOS[clase] == TipoCliente.PERSONA:
        cifras = f"{99_000_000 + 397 * numero + azar.randrange(397)}"
        return cifras + dni.calc_check_digit(cifras)
    cifras = f"{'H' if clase == 'comunidad' else 'B'}9{100_000 + numero:06d}"
    return cifras + cif.calc_check_digits(cifras)[0]


def _correo(nombre: str, numero: int) -> str:
    plano = unicodedata.normalize("NFKD", nombre.lower())
    palabras = ["".join(c for c in palabra if c in LETRAS) for palabra in plano.split()]
    return f"{'.'.join(p for p in palabras[:2] if p)}{numero}@correo.example"


def _idioma(azar: Azar, territorio: Territorio, nombre: str) -> str:
    if nombre in nombres.INGLESES:
        return Idioma.EN
    propios = {"CT": Idioma.CA, "GA": Idioma.GL}
    if territorio.comunidad in propios and azar.suerte(0.3):
        return propios[territorio.comunidad]
    return Idioma.ES


def _contacto(
    asiento: Asiento, azar: Azar, cliente: Cliente, clase: str, alta: datetime
) -> Contacto:
    nombre = cliente.nombre
    if cliente.tipo != TipoCliente.PERSONA:
        nombre = _nombre_de_persona(azar, TERRITORIOS[0])
    es_mayor = azar.suerte(0.16)
    canal = CanalPreferido.TELEFONO if es_mayor else CanalPreferido.CORREO
    return componer_contacto(
        asiento,
        cliente,
        por=SISTEMA,
        en=alta,
        nombre=nombre,
        correo=cliente.correo,
        telefono=cliente.telefono,
        idioma=cliente.idioma,
        canal_preferido=CanalPreferido.WHATSAPP if azar.suerte(0.12) else canal,
        es_mayor_65=es_mayor,
        necesita_letra_grande=es_mayor and azar.suerte(0.2),
        necesita_telefono=es_mayor and azar.suerte(0.3),
        necesita_escrito=azar.suerte(0.02),
        clase=CONTACTOS[clase],
        rol_portal=RolPortal.PROPIAS if clase == "persona" else RolPortal.EMPRESA,
        correo_probado_en=alta if cliente.correo and azar.suerte(0.6) else None,
        encuestas_baja_en=alta if azar.suerte(0.03) else None,
    )


def _sede(
    asiento: Asiento, azar: Azar, cliente: Cliente, territorio: Territorio, alta: datetime
) -> Sede:
    municipio, codigos, _ = azar.segun({m: m[2] for m in territorio.municipios})
    puerta = f", {azar.randrange(1, 8)}.º {azar.choice('ABCD')}" if azar.suerte(0.7) else ""
    return componer_sede(
        asiento,
        cliente,
        por=SISTEMA,
        en=alta,
        direccion=f"{azar.alguno(territorio.calles)}, {azar.randrange(1, 140)}{puerta}",
        municipio=municipio,
        codigo_postal=azar.alguno(codigos),
        notas_acceso=azar.alguno(frases.ACCESO) if azar.suerte(0.18) else "",
    )


# --- A unit


def _unidad(
    clientela: Clientela, azar: Azar, contacto: Contacto, sede: Sede, familia: Familia
) -> None:
    """One machine, most with its purchase and with what it gives."""
    producto, precio = azar.alguno(clientela.productos[familia.nombre])
    papel = azar.segun(PAPELES)
    hace = azar.uniform(0, 380) if azar.suerte(0.24) else azar.triangular(200, 3400, 700)
    comprado = clientela.hoy - timedelta(days=int(hace))
    if (familia.nombre, producto.modelo) == LOTE_DEFECTUOSO and azar.suerte(0.7):
        papel = NuestroPapel.VENDEDOR
        comprado = clientela.hoy - timedelta(days=azar.randint(*reversed(VENTA_DEL_LOTE)))
    equipo = registrar(clientela, azar, contacto, sede, producto, papel, comprado)
    derechos = Derechos(equipo, [], [], [])
    if azar.suerte(0.86):
        condicion = Condicion.SEGUNDA_MANO if azar.suerte(0.04) else Condicion.NUEVO
        vender(
            clientela,
            derechos,
            comprado=comprado,
            importe=Decimal(precio) - azar.randrange(0, 40),
            condicion=condicion,
            referencia=f"V{comprado:%y}-{clientela.ventas + 1:05d}",
        )
    _otros_derechos(clientela, azar, derechos, familia, comprado)


def registrar(
    clientela: Clientela,
    azar: Azar,
    contacto: Contacto,
    sede: Sede,
    producto: Producto,
    papel: str,
    comprado: date,
    alias: str = "",
) -> Equipo:
    """A machine of that household, with the next serial of its model."""
    serie = clientela.series[producto.modelo] = clientela.series.get(producto.modelo, 1000) + 1
    es_nuestro = papel == NuestroPapel.VENDEDOR
    campos = {
        "uid": azar.uid(),
        "numero_serie": f"{producto.modelo.replace('-', '')}{comprado:%y}{serie}",
        "usuario_contacto": contacto,
        "sede": sede,
        "alias": alias,
        "vendedor": "Casatérmica" if es_nuestro else azar.alguno(TIENDAS),
        "instalador": "Casatérmica" if es_nuestro or azar.suerte(0.3) else "",
        "nuestro_papel": papel,
        "fabricado_en": comprado - timedelta(days=azar.randrange(30, 200)),
        "instalado_en": comprado + timedelta(days=azar.randrange(1, 20)),
    }
    return componer_equipo(
        clientela.asiento,
        por=SISTEMA,
        en=instante(comprado, azar),
        cliente=contacto.cliente,
        producto=producto,
        **campos,
    )


def vender(
    clientela: Clientela,
    derechos: Derechos,
    *,
    comprado: date,
    importe: Decimal,
    condicion: str,
    referencia: str,
) -> None:
    """The purchase of that unit, with the legal guarantee that it gives."""
    es_usado = condicion == Condicion.SEGUNDA_MANO
    clientela.ventas += 1
    componer_compra(
        clientela.asiento,
        por=SISTEMA,
        en=_a_las_diez(comprado),
        cliente=derechos.equipo.cliente,
        derechos=derechos,
        referencia=referencia,
        vendedor=derechos.equipo.vendedor,
        condicion=condicion,
        meses_pactados=12 if es_usado else None,
        fecha_contrato=comprado,
        fecha_factura=comprado,
        fecha_albaran=comprado + timedelta(days=2),
        importe_eur=importe / 2 if es_usado else importe,
    )


def _otros_derechos(
    clientela: Clientela, azar: Azar, derechos: Derechos, familia: Familia, comprado: date
) -> None:
    """Contracts of boilers and air conditioning, and extensions that some bought."""
    if familia.nombre in {"Caldera", "Aire acondicionado"} and azar.suerte(0.16):
        desde = clientela.hoy - timedelta(days=azar.randrange(10, 700))
        if desde > comprado:
            tipo, paga = TipoCobertura.CONTRATO, QuienPaga.CONTRATO
            _derecho(clientela, derechos, tipo, desde, 365, paga, dado=desde)
    elif azar.suerte(0.1):
        desde = comprado + timedelta(days=3 * 365)
        tipo, paga = TipoCobertura.AMPLIACION, QuienPaga.NOSOTROS
        _derecho(clientela, derechos, tipo, desde, 730, paga, dado=comprado)
    if derechos.equipo.nuestro_papel == NuestroPapel.SAT_OFICIAL and azar.suerte(0.6):
        tipo, paga = TipoCobertura.COMERCIAL, QuienPaga.FABRICANTE
        _derecho(clientela, derechos, tipo, comprado, 5 * 365, paga, dado=comprado)


def _derecho(
    clientela: Clientela,
    derechos: Derechos,
    tipo: str,
    desde: date,
    dias: int,
    paga: str,
    *,
    dado: date,
) -> None:
    solo_piezas = tipo == TipoCobertura.COMERCIAL
    componer_cobertura(
        clientela.asiento,
        derechos,
        por=SISTEMA,
        en=_a_las_diez(dado),
        tipo=tipo,
        fecha_inicio=desde,
        fecha_fin=desde + timedelta(days=dias),
        paga=paga,
        mano_obra_pct=0 if solo_piezas else 100,
        desplazamiento_pct=0 if solo_piezas else 100,
    )


def _a_las_diez(dia: date) -> datetime:
    return datetime(dia.year, dia.month, dia.day, 10, tzinfo=ZONA)


def instante(dia: date, azar: Azar) -> datetime:
    """Some minute of the working hours of that day."""
    return datetime(
        dia.year, dia.month, dia.day, azar.randrange(9, 19), azar.randrange(60), tzinfo=ZONA
    )
