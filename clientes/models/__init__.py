"""Tables of the clientes app, one module an aggregate."""

from clientes.models.cliente import (
    CanalPreferido,
    Cliente,
    ClienteQuerySet,
    Contacto,
    ContactoQuerySet,
    Idioma,
    RolPortal,
    TipoCliente,
    Trato,
)
from clientes.models.cobertura import (
    GARANTES,
    TIPOS_DECLARADOS,
    Cobertura,
    CoberturaDeProducto,
    CoberturaQuerySet,
    QuienPaga,
    SuspensionCobertura,
    TipoCobertura,
)
from clientes.models.compra import (
    Compra,
    CompraQuerySet,
    Condicion,
)
from clientes.models.consentimiento import (
    BaseJuridica,
    Consentimiento,
    FinalidadConsentimiento,
)
from clientes.models.equipo import (
    Equipo,
    EquipoQuerySet,
    Gama,
    MotivoRetirada,
    NuestroPapel,
    Producto,
    ProductoQuerySet,
)
from clientes.models.evento import EventoCliente, EventoEquipo
from clientes.models.sede import (
    FuentePosicion,
    Sede,
)
from clientes.models.vida import EtiquetaEquipo, MotivoTraspaso, Traspaso

__all__ = [
    "GARANTES",
    "TIPOS_DECLARADOS",
    "BaseJuridica",
    "CanalPreferido",
    "Cliente",
    "ClienteQuerySet",
    "Cobertura",
    "CoberturaDeProducto",
    "CoberturaQuerySet",
    "Compra",
    "CompraQuerySet",
    "Condicion",
    "Consentimiento",
    "Contacto",
    "ContactoQuerySet",
    "Equipo",
    "EquipoQuerySet",
    "EtiquetaEquipo",
    "EventoCliente",
    "EventoEquipo",
    "FinalidadConsentimiento",
    "FuentePosicion",
    "Gama",
    "Idioma",
    "MotivoRetirada",
    "MotivoTraspaso",
    "NuestroPapel",
    "Producto",
    "ProductoQuerySet",
    "QuienPaga",
    "RolPortal",
    "Sede",
    "SuspensionCobertura",
    "TipoCliente",
    "TipoCobertura",
    "Traspaso",
    "Trato",
]
