"""Factories of the mechanisms' tables: the valid minimum."""

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from nucleo.models import (
    Archivo,
    Calendario,
    Comunicacion,
    Empresa,
    Festivo,
    IntervaloSemanal,
    VersionCalendario,
)


class EmpresaFactory(DjangoModelFactory):
    class Meta:
        model = Empresa
        django_get_or_create = ("id",)

    id = 1
    nombre = "Calderas Ñuñoa"
    nif = "B12345674"
    correo = "atencion@calderas.example"


class CalendarioFactory(DjangoModelFactory):
    class Meta:
        model = Calendario

    nombre = factory.Sequence("Calendario {}".format)


class VersionCalendarioFactory(DjangoModelFactory):
    """Monday to Friday, 9–14 and 16–19, from 2020 on."""

    class Meta:
        model = VersionCalendario
        skip_postgeneration_save = True

    calendario = factory.SubFactory(CalendarioFactory)
    vigente_desde = "2020-01-01"

    @factory.post_generation
    def semana(self, crear, extraido, **kwargs):
        if not crear:
            return
        tramos = [(9 * 60, 14 * 60), (16 * 60, 19 * 60)] if extraido is None else extraido
        IntervaloSemanal.objects.bulk_create(
            IntervaloSemanal(version=self, dia_semana=dia, desde_min=desde, hasta_min=hasta)
            for dia in range(5)
            for desde, hasta in tramos
        )


class FestivoFactory(DjangoModelFactory):
    class Meta:
        model = Festivo

    fecha = "2050-03-01"  # far from those that every installation has
    nombre = "Fiesta mayor"


class ArchivoFactory(DjangoModelFactory):
    class Meta:
        model = Archivo

    sha256 = factory.Sequence("{:064x}".format)
    tipo = "application/pdf"
    bytes = 4
    fichero = factory.LazyFunction(lambda: ContentFile(b"%PDF", name="parte.pdf"))


class ComunicacionFactory(DjangoModelFactory):
    class Meta:
        model = Comunicacion

    clave = factory.Sequence("prueba:{}".format)
    plantilla = "prueba"
    para = "marta@cliente.example"
    asunto = "Su incidencia INC-26-000001"
    datos = factory.LazyFunction(lambda: {"nombre": "Marta O'Brien"})
    programado_para = factory.LazyFunction(timezone.now)
    proximo_intento_en = factory.SelfAttribute("programado_para")
