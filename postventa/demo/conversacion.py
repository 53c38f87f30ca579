"""What is half said: replies for later, a colleague called in a note, templates in use."""

from __future__ import annotations

from datetime import timedelta

from conocimiento.models import Plantilla
from conocimiento.servicios import DatosPlantilla, guardar_plantilla
from incidencias.models import (
    Estado,
    EstadoRespuesta,
    Incidencia,
    Macro,
    RespuestaProgramada,
)
from incidencias.servicios import anotar_nota
from postventa.demo.mundo import Mundo

PARA_MANANA = (
    "Buenos días:\n\nHoy recibimos la pieza a primera hora. Le llamo en cuanto la tenga en la mano "
    "para quedar.\n\nUn saludo,\nLucía"
)
RETENIDA = "Buenos días:\n\n¿Ha podido probar lo que le dije? Si no nos dice nada, la cerramos."
NOTA = "@lucia.ferrer.dominguez ¿puedes llamarle tú? Te conoce de la otra vez y está molesta."
USOS = (("acuse", 184, 1), ("pedir-foto", 97, 2), ("cita", 143, 0), ("pieza", 61, 3))
PROPIA = DatosPlantilla(
    nombre="Cómo llegar al taller",
    atajo="taller",
    carpeta="Mías",
    es_mia=True,
    textos={"es": "Estamos en el polígono, nave 12: {te|le} esperamos de 9 a 14 y de 16 a 19."},
)


def dejar_a_medias(mundo: Mundo) -> None:
    """Every piece of the composer has something to show to the agent of the demo."""
    agente = mundo.casa.personas["agente"]
    suyas = Incidencia.objects.filter(responsable=agente, estado=Estado.EN_CURSO).order_by("pk")
    una, otra, *_mas = [*suyas[1:3], None, None]
    manana = mundo.ahora + timedelta(days=1)
    if una is not None:
        RespuestaProgramada.objects.create(
            incidencia=una,
            usuario=agente,
            texto=PARA_MANANA,
            enviar_en=manana.replace(hour=8, minute=0, second=0, microsecond=0),
            es_para_luego=True,
            solo_si_calla=True,
            creada_en=mundo.ahora - timedelta(hours=2),
        )
        anotar_nota(
            una.pk,
            por=mundo.casa.personas["coordinador"],
            texto=NOTA,
            en=mundo.ahora - timedelta(minutes=20),
        )
    if otra is not None:
        RespuestaProgramada.objects.create(
            incidencia=otra,
            usuario=agente,
            texto=RETENIDA,
            enviar_en=mundo.ahora - timedelta(hours=3),
            es_para_luego=True,
            solo_si_calla=True,
            creada_en=mundo.ahora - timedelta(days=2),
            estado=EstadoRespuesta.RETENIDA,
            motivo="El cliente ha escrito antes.",
        )
    guardar_plantilla(PROPIA, por=agente)
    for clave, usos, hace in USOS:
        usada_en = mundo.ahora - timedelta(days=hace, hours=2)
        Plantilla.objects.filter(clave=clave).update(usos=usos, usada_en=usada_en)
        Macro.objects.filter(clave=clave).update(usos=usos // 4, usada_en=usada_en)
