"""Factories of what is known: the valid minimum."""

import factory
from factory.django import DjangoModelFactory

from conocimiento.models import Guion, Objecion, PasoGuion, Plantilla, TextoPlantilla


class PlantillaFactory(DjangoModelFactory):
    """A shared template with its text in Spanish; `texto=""` leaves it without any."""

    class Meta:
        model = Plantilla
        skip_postgeneration_save = True

    nombre = factory.Sequence("Plantilla {}".format)
    atajo = factory.Sequence("plantilla-{}".format)

    @factory.post_generation
    def texto(self, crear, texto, **idiomas):
        """`texto="…"` in Spanish, `texto__ca="…"` in Catalan."""
        if crear and texto != "":
            textos = {"es": texto or "Hola:", **idiomas}
            for idioma, uno in textos.items():
                TextoPlantilla.objects.create(plantilla=self, idioma=idioma, texto=uno)


class GuionFactory(DjangoModelFactory):
    class Meta:
        model = Guion

    nombre = factory.Sequence("Guion {}".format)


class PasoGuionFactory(DjangoModelFactory):
    class Meta:
        model = PasoGuion

    guion = factory.SubFactory(GuionFactory)
    texto = "Pregunta si la llave del gas está abierta"


class ObjecionFactory(DjangoModelFactory):
    class Meta:
        model = Objecion

    guion = factory.SubFactory(GuionFactory)
    objecion = "Está en garantía"
    respuesta = "Lo comprobamos ahora mismo."
