"""Tables of the clientes app, one module an aggregate."""

from clientes.models.cliente import (
    CanalPreferido,
    ClaseContacto,
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
    ConsentimientoQuerySet,
    FinalidadConsentimiento,
)
from clientes.models.duplicado import (
    EstadoDuplicado,
    MotivoDuplicado,
    PosibleDuplicado,
    PosibleDuplicadoQuerySet,
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
    "ClaseContacto",
    "Cliente",
    "ClienteQuerySet",
    "Cobertura",
    "CoberturaDeProducto",
    "CoberturaQuerySet",
    "Compra",
    "CompraQuerySet",
    "Condicion",
    "Consentimiento",
    "ConsentimientoQuerySet",
    "Contacto",
    "ContactoQuerySet",
    "Equipo",
    "EquipoQuerySet",
    "EstadoDuplicado",
    "EtiquetaEquipo",
    "EventoCliente",
    "EventoEquipo",
    "FinalidadConsentimiento",
    "FuentePosicion",
    "Gama",
    "Idioma",
    "MotivoDuplicado",
    "MotivoRetirada",
    "MotivoTraspaso",
    "NuestroPapel",
    "PosibleDuplicado",
    "PosibleDuplicadoQuerySet",
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
