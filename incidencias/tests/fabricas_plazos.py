"""Factories of policies and contingencies: the valid minimum."""

from datetime import UTC, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from incidencias.models import (
    Ambito,
    Contingencia,
    ObjetivoPolitica,
    PoliticaSLA,
    Tipo,
    VersionPolitica,
)


class PoliticaFactory(DjangoModelFactory):
    """A policy for a segment, with a version that rules since always and its figures."""

    class Meta:
        model = PoliticaSLA
        skip_postgeneration_save = True

    class Params:
        por_tipo = factory.Trait(ambito=Ambito.TIPO, segmento="", tipo=Tipo.AVERIA)

    nombre = factory.Sequence("Política {}".format)
    ambito = Ambito.SEGMENTO
    segmento = "vip"

    @factory.post_generation
    def horas(self, crear, extraido, **kwargs):
        """`horas={("resolucion", 3): 8}`: working hours by target and priority."""
        if not crear:
            return
        version = VersionPolitica.objects.create(
            politica=self, vigente_desde=datetime(2000, 1, 1, tzinfo=UTC), **kwargs
        )
        cifras = {("resolucion", p): 8 for p in (1, 2, 3, 4)} if extraido is None else extraido
        ObjetivoPolitica.objects.bulk_create(
            ObjetivoPolitica(version=version, tipo=tipo, prioridad=prioridad, segundos=h * 3600)
            for (tipo, prioridad), h in cifras.items()
        )


class ContingenciaFactory(DjangoModelFactory):
    """A power cut in Sevilla, since now."""

    class Meta:
        model = Contingencia

    codigo = factory.Sequence("CTG-26-{:06d}".format)
    nombre = "Corte de luz en Sevilla"
    causa = "Avería de la distribuidora"
    provincias = factory.LazyFunction(lambda: ["41"])
    desde_en = factory.LazyFunction(timezone.now)
    creada_en = factory.SelfAttribute("desde_en")
    texto_cliente = "Sabemos del corte de luz de su zona."
