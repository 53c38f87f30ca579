"""Factories of accounts: the valid minimum. `AgenteFactory()` is a user with that role."""

import hashlib
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cuentas.models import Centro, CodigoRol, Grupo, Habilidad, Rol, Token, Usuario
from nucleo.models import Calendario


def calendario_general() -> Calendario:
    """The default calendar, which post_migrate creates with its hours."""
    return Calendario.objects.get_or_create(nombre="General")[0]


class CentroFactory(DjangoModelFactory):
    class Meta:
        model = Centro

    nombre = factory.Sequence("Centro {}".format)
    municipio = "Madrid"
    codigo_postal = "28013"
    comunidad = "MD"
    calendario = factory.LazyFunction(calendario_general)


class HabilidadFactory(DjangoModelFactory):
    class Meta:
        model = Habilidad
        django_get_or_create = ("codigo",)

    codigo = factory.Sequence("habilidad-{}".format)
    nombre = factory.LazyAttribute(lambda h: h.codigo.capitalize())


class GrupoFactory(DjangoModelFactory):
    class Meta:
        model = Grupo

    nombre = factory.Sequence("Grupo {}".format)
    calendario = factory.LazyFunction(calendario_general)


def _con_roles(*de_oficio: str) -> factory.PostGeneration:
    """`roles=["agente", …]` replaces the role that the factory gives."""

    def poner(usuario: Usuario, crear: bool, pedidos: Any, **kwargs: Any) -> None:
        if crear:
            usuario.roles.set(
                Rol.objects.filter(codigo__in=de_oficio if pedidos is None else pedidos)
            )

    return factory.PostGeneration(poner)


class UsuarioFactory(DjangoModelFactory):
    """A user without role, group nor password (tests use `client.force_login`)."""

    class Meta:
        model = Usuario
        skip_postgeneration_save = True

    email = factory.Sequence("persona{}@empresa.example".format)
    nombre = factory.Sequence("Persona {}".format)
    password = "!"
    roles = _con_roles()

    @factory.post_generation
    def grupos(self, crear: bool, pedidos: Any, **kwargs: Any) -> None:
        if crear and pedidos:
            self.grupos.set(pedidos)


class AgenteFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.AGENTE)


class CoordinadorFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.COORDINADOR)


class TecnicoFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.TECNICO)


class GestorFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.GESTOR)


class CalidadFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.CALIDAD)


class AdministradorFactory(UsuarioFactory):
    is_staff = True
    roles = _con_roles(CodigoRol.ADMINISTRADOR)


class ExternoFactory(UsuarioFactory):
    roles = _con_roles(CodigoRol.EXTERNO)


class ClienteUsuarioFactory(UsuarioFactory):
    """A customer's user; join it to a customer with `ContactoFactory(usuario=…)`."""

    email = factory.Sequence("cliente{}@correo.example".format)
    roles = _con_roles(CodigoRol.CLIENTE)


UsuarioClienteFactory = ClienteUsuarioFactory


class TokenFactory(DjangoModelFactory):
    """A living API token: `TokenFactory(claro="pv_mio")` answers to `Bearer pv_mio`."""

    class Meta:
        model = Token

    class Params:
        claro = factory.Sequence("pv_prueba{}".format)

    usuario = factory.SubFactory(AgenteFactory)
    nombre = "Integración"
    huella = factory.LazyAttribute(lambda t: hashlib.sha256(t.claro.encode()).hexdigest())
    principio = factory.LazyAttribute(lambda t: t.claro[:8])
