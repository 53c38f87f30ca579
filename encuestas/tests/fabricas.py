"""Factories of surveys: the valid minimum."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from clientes.tests.fabricas import ContactoFactory
from encuestas.models import Invitacion, ReglaEncuesta, Respuesta, VersionCuestionario
from encuestas.servicios.composicion import TIPO_ENLACE
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.enlaces import firmar, huella


class InvitacionFactory(DjangoModelFactory):
    """An invitation just sent, with the questionnaire that every installation has."""

    class Meta:
        model = Invitacion

    regla = factory.LazyFunction(ReglaEncuesta.objects.first)
    version = factory.LazyFunction(VersionCuestionario.objects.first)
    contacto = factory.SubFactory(ContactoFactory)
    incidencia = factory.SubFactory(
        IncidenciaFactory,
        resuelta=True,
        cliente=factory.SelfAttribute("..contacto.cliente"),
        contacto=factory.SelfAttribute("..contacto"),
    )
    evento_resolucion = factory.Sequence(lambda n: 10_000_000 + n)
    token_huella = factory.LazyAttribute(lambda o: huella(firmar(TIPO_ENLACE, o.uid, 1)))
    uid = factory.Faker("uuid4", cast_to=None)
    enviada_en = factory.LazyFunction(timezone.now)
    caduca_en = factory.LazyAttribute(lambda o: o.enviada_en + timedelta(days=30))


class RespuestaFactory(DjangoModelFactory):
    class Meta:
        model = Respuesta

    invitacion = factory.SubFactory(
        InvitacionFactory, respondida_en=factory.LazyFunction(timezone.now)
    )
    incidencia = factory.SelfAttribute("invitacion.incidencia")
    canal = factory.SelfAttribute("incidencia.canal")
    csat, ces, nps = 5, 6, 9
    respondida_en = factory.LazyFunction(timezone.now)


def token_de(invitacion: Invitacion) -> str:
    """The link's token of an invitation."""
    return firmar(TIPO_ENLACE, invitacion.uid, invitacion.token_version)
