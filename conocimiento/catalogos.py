"""The templates and scripts that a new installation begins with. Run after each migrate."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from conocimiento.models import Guion, Objecion, PasoGuion, Plantilla, TextoPlantilla

SEMILLAS = Path(__file__).with_name("semillas.toml")


def crear_catalogos() -> None:
    """Create those that were never created; what people changed or retired since is theirs."""
    with SEMILLAS.open("rb") as fichero:
        semillas = tomllib.load(fichero)
    conocidas = set(Plantilla.objects.exclude(clave="").values_list("clave", flat=True))
    for una in semillas["plantilla"]:
        if una["clave"] not in conocidas:
            _crear_plantilla(una)
    conocidos = set(Guion.objects.exclude(clave="").values_list("clave", flat=True))
    for uno in semillas["guion"]:
        if uno["clave"] not in conocidos:
            _crear_guion(uno)


@transaction.atomic
def _crear_plantilla(semilla: dict[str, Any]) -> None:
    atajo = semilla["clave"]
    if Plantilla.objects.filter(dueno=None, activa=True, atajo=atajo).exists():
        return  # somebody already has one of their own under that name
    plantilla = Plantilla.objects.create(
        clave=semilla["clave"], nombre=semilla["nombre"], atajo=atajo, carpeta=semilla["carpeta"]
    )
    TextoPlantilla.objects.bulk_create(
        TextoPlantilla(plantilla=plantilla, idioma=idioma, texto=texto.strip())
        for idioma, texto in semilla["textos"].items()
    )


@transaction.atomic
def _crear_guion(semilla: dict[str, Any]) -> None:
    campos = ("clave", "nombre", "resumen", "tipos")
    guion = Guion.objects.create(**{campo: semilla[campo] for campo in campos})
    PasoGuion.objects.bulk_create(
        PasoGuion(guion=guion, orden=orden, texto=texto, ayuda=ayuda)
        for orden, (texto, ayuda) in enumerate(semilla["pasos"])
    )
    Objecion.objects.bulk_create(
        Objecion(guion=guion, orden=orden, objecion=objecion, respuesta=respuesta)
        for orden, (objecion, respuesta) in enumerate(semilla["objeciones"])
    )
