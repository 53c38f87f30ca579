"""The only door through which templates and scripts are written. Each is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from conocimiento.models import Guion, Objecion, PasoGuion, Plantilla, TextoPlantilla
from conocimiento.permisos import exigir_edicion
from conocimiento.textos import exigir_bien_escrita
from conocimiento.variables import claves
from cuentas.models import Usuario
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad


@dataclass(frozen=True)
class DatosPlantilla:
    """What a template is; `textos` by language, those left blank are taken away."""

    nombre: str
    atajo: str
    textos: Mapping[str, str]
    carpeta: str = ""
    tipos: Sequence[str] = ()
    categorias: Sequence[int] = ()
    es_mia: bool = False
    activa: bool = True


@dataclass(frozen=True)
class DatosGuion:
    """A script: `pasos` are (text, help), `objeciones` (objection, answer)."""

    nombre: str
    resumen: str = ""
    tipos: Sequence[str] = ()
    categorias: Sequence[int] = ()
    activo: bool = True
    pasos: Sequence[tuple[str, str]] = field(default_factory=list)
    objeciones: Sequence[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def guardar_plantilla(datos: DatosPlantilla, *, por: Usuario, pk: int | None = None) -> Plantilla:
    """Create a template or change it.

    Raises ErrorDeNegocio without text, for an unknown variable, a shortcut that another has, or
    one that this person may not change.
    """
    plantilla = _plantilla(pk, por)
    plantilla.dueno = por if datos.es_mia else None
    exigir_edicion(por, dueno_id=plantilla.dueno_id)
    textos = _textos(datos.textos)
    plantilla.nombre = exigir_texto(datos.nombre, _("Ponle un nombre."), "nombre")
    plantilla.atajo = exigir_texto(datos.atajo, _("Ponle un atajo."), "atajo").lower()
    plantilla.carpeta = datos.carpeta.strip()
    plantilla.tipos, plantilla.categorias = list(datos.tipos), list(datos.categorias)
    plantilla.activa = datos.activa
    _guardar(plantilla)
    for idioma, texto in textos.items():
        TextoPlantilla.objects.update_or_create(
            plantilla=plantilla, idioma=idioma, defaults={"texto": texto}
        )
    plantilla.textos.exclude(idioma__in=textos).delete()
    return plantilla


def _plantilla(pk: int | None, por: Usuario) -> Plantilla:
    """The one to change, locked and of somebody who may; a new one without `pk`."""
    if pk is None:
        return Plantilla()
    plantilla = Plantilla.objects.select_for_update().get(pk=pk)
    exigir_edicion(por, dueno_id=plantilla.dueno_id)
    return plantilla


def _textos(escritos: Mapping[str, str]) -> dict[str, str]:
    textos = {idioma: texto.strip() for idioma, texto in escritos.items() if texto.strip()}
    if not textos:
        raise ErrorDeNegocio(_("Escríbela al menos en un idioma."), campo="texto_es")
    for idioma, texto in textos.items():
        exigir_texto(texto, "", f"texto_{idioma}")
        exigir_bien_escrita(texto, claves(), campo=f"texto_{idioma}")
    return textos


def _guardar(plantilla: Plantilla) -> None:
    try:
        with traducir_integridad():
            plantilla.save()
    except ErrorDeNegocio as error:
        raise ErrorDeNegocio(str(error), campo="atajo", codigo=error.codigo) from error


def contar_usos(pks: Iterable[int]) -> None:
    """One use more of each, inside the transaction of what was sent with them.

    In the order of their keys: two replies with the same two templates do not wait for each other.
    """
    cuales = set(pks)
    if not cuales:
        return
    list(
        Plantilla.objects.select_for_update()
        .filter(pk__in=cuales)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Plantilla.objects.filter(pk__in=cuales).update(usos=F("usos") + 1, usada_en=timezone.now())


@transaction.atomic
def guardar_guion(datos: DatosGuion, *, por: Usuario, pk: int | None = None) -> Guion:
    """Create a script or change it, with all its steps and objections.

    Raises ErrorDeNegocio for who may not, or if it says nothing.
    """
    exigir_edicion(por, dueno_id=None)
    guion = Guion() if pk is None else Guion.objects.select_for_update().get(pk=pk)
    guion.nombre = exigir_texto(datos.nombre, _("Ponle un nombre."), "nombre")
    guion.resumen = datos.resumen.strip()
    guion.tipos, guion.categorias = list(datos.tipos), list(datos.categorias)
    guion.activo = datos.activo
    pasos, objeciones = _completos(datos.pasos), _completos(datos.objeciones)
    if not pasos and not objeciones:
        raise ErrorDeNegocio(_("Un guion tiene al menos un paso o una objeción."))
    for _objecion, respuesta in objeciones:
        exigir_texto(respuesta, _("Di qué se responde a cada objeción."), "objeciones")
        exigir_bien_escrita(respuesta, claves(), campo="objeciones")
    guion.save()
    _cambiar_partes(guion, pasos, objeciones)
    return guion


def _completos(pares: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    limpios = [(uno.strip(), otro.strip()) for uno, otro in pares]
    return [(uno, otro) for uno, otro in limpios if uno]


def _cambiar_partes(
    guion: Guion, pasos: Collection[tuple[str, str]], objeciones: Collection[tuple[str, str]]
) -> None:
    guion.pasos.all().delete()
    guion.objeciones.all().delete()
    PasoGuion.objects.bulk_create(
        PasoGuion(guion=guion, orden=orden, texto=texto, ayuda=ayuda)
        for orden, (texto, ayuda) in enumerate(pasos)
    )
    Objecion.objects.bulk_create(
        Objecion(guion=guion, orden=orden, objecion=objecion, respuesta=respuesta)
        for orden, (objecion, respuesta) in enumerate(objeciones)
    )
