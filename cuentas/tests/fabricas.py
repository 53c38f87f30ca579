"""Factories of accounts: the valid minimum."""

import factory
from factory.django import DjangoModelFactory

from cuentas.models import Centro, CodigoRol, Grupo, Rol, Usuario

CLAVE = "demo-demo"


class GrupoFactory(DjangoModelFactory):
    class Meta:
        model = Grupo

    nombre = factory.Sequence("Grupo {}".format)
    calendario = factory.SubFactory("nucleo.tests.fabricas.CalendarioFactory")


class CentroFactory(DjangoModelFactory):
    class Meta:
        model = Centro

    nombre = factory.Sequence("Centro {}".format)
    calendario = factory.SubFactory("nucleo.tests.fabricas.CalendarioFactory")


def _con_roles(*propios):
    """What gives a new user its roles: those asked for, else the factory's own."""

    def dar(usuario, crear, extraido, **kwargs):
        if crear:
            codigos = propios if extraido is None else extraido
            usuario.roles.set(Rol.objects.get_or_create(codigo=codigo)[0] for codigo in codigos)

    return factory.PostGeneration(dar)


class UsuarioFactory(DjangoModelFactory):
    """A person without roles; `roles=["agente"]` and `grupos=[grupo]` give them."""

    class Meta:
        model = Usuario
        skip_postgeneration_save = True

    email = factory.Sequence("persona{}@empresa.example".format)
    nombre = factory.Sequence("Persona {}".format)
    password = factory.django.Password(CLAVE)

    roles = _con_roles()

    @factory.post_generation
    def grupos(self, crear, extraido, **kwargs):
        if crear and extraido:
            self.grupos.set(extraido)


class AgenteFactory(UsuarioFactory):
    nombre = factory.Sequence("Agente {}".format)
    roles = _con_roles(CodigoRol.AGENTE)


class CoordinadorFactory(UsuarioFactory):
    nombre = factory.Sequence("Coordinación {}".format)
    roles = _con_roles(CodigoRol.COORDINADOR)


class TecnicoFactory(UsuarioFactory):
    nombre = factory.Sequence("Técnico {}".format)
    roles = _con_roles(CodigoRol.TECNICO)


class GestorFactory(UsuarioFactory):
    nombre = factory.Sequence("Gestión {}".format)
    roles = _con_roles(CodigoRol.GESTOR)


class AdministradorFactory(UsuarioFactory):
    nombre = factory.Sequence("Administración {}".format)
    is_staff = True
    roles = _con_roles(CodigoRol.ADMINISTRADOR)


class UsuarioClienteFactory(UsuarioFactory):
    nombre = factory.Sequence("Cliente que entra {}".format)
    roles = _con_roles(CodigoRol.CLIENTE)
