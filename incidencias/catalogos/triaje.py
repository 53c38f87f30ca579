"""What triage needs on the first day: causes, dangers, questions and the matrix. Idempotent."""

from datetime import datetime

from incidencias.catalogos.peligros import CAUSAS, TEXTOS
from incidencias.catalogos.preguntas import PREGUNTAS, TRADUCCIONES
from incidencias.models import (
    Categoria,
    CausaUrgencia,
    CeldaMatriz,
    Impacto,
    MatrizPrioridad,
    PreguntaTriaje,
    Prioridad,
    TextoSeguridad,
    TraduccionPregunta,
    TraduccionSeguridad,
    Urgencia,
)
from incidencias.models.triaje import SI

# Impact x urgency (ITIL): 1 critical … 4 low.
MATRIZ_BASE = {
    (Impacto.ALTO, Urgencia.ALTA): Prioridad.CRITICA,
    (Impacto.ALTO, Urgencia.MEDIA): Prioridad.ALTA,
    (Impacto.MEDIO, Urgencia.ALTA): Prioridad.ALTA,
    (Impacto.ALTO, Urgencia.BAJA): Prioridad.NORMAL,
    (Impacto.MEDIO, Urgencia.MEDIA): Prioridad.NORMAL,
    (Impacto.BAJO, Urgencia.ALTA): Prioridad.NORMAL,
    (Impacto.MEDIO, Urgencia.BAJA): Prioridad.BAJA,
    (Impacto.BAJO, Urgencia.MEDIA): Prioridad.BAJA,
    (Impacto.BAJO, Urgencia.BAJA): Prioridad.BAJA,
}


def crear_triaje(desde: datetime) -> None:
    """Each part only if there is nothing of it: what an administrator removed stays removed."""
    if not MatrizPrioridad.objects.exists():
        _crear_matriz(desde)
    if not CausaUrgencia.objects.exists():
        CausaUrgencia.objects.bulk_create(
            CausaUrgencia(codigo=codigo, nombre=nombre) for codigo, nombre in CAUSAS
        )
    if not TextoSeguridad.objects.exists():
        _crear_textos()
    if not PreguntaTriaje.objects.exists():
        _crear_preguntas()


def _crear_matriz(desde: datetime) -> None:
    matriz = MatrizPrioridad.objects.create(vigente_desde=desde)
    CeldaMatriz.objects.bulk_create(
        CeldaMatriz(matriz=matriz, impacto=impacto, urgencia=urgencia, prioridad=prioridad)
        for (impacto, urgencia), prioridad in MATRIZ_BASE.items()
    )


def _crear_textos() -> None:
    causas = {causa.codigo: causa for causa in CausaUrgencia.objects.all()}
    for codigo, (nombre, causa, idiomas) in TEXTOS.items():
        texto = TextoSeguridad.objects.create(
            codigo=codigo, nombre=nombre, causa_urgencia=causas.get(causa)
        )
        TraduccionSeguridad.objects.bulk_create(
            TraduccionSeguridad(texto_seguridad=texto, idioma=idioma, titulo=titulo, pasos=pasos)
            for idioma, (titulo, pasos) in idiomas.items()
        )


def _crear_preguntas() -> None:
    textos = {texto.codigo: texto for texto in TextoSeguridad.objects.all()}
    categorias = {una.nombre: una for una in Categoria.objects.filter(padre=None)}
    creadas = PreguntaTriaje.objects.bulk_create(
        PreguntaTriaje(
            categoria=categorias[nombre],
            texto=texto,
            clase=clase,
            opciones=opciones,
            texto_seguridad=textos.get(peligro),
            peligro_valor=SI if peligro in textos else "",
            obligatoria=obligatoria,
            en_portal=en_portal,
            orden=orden,
        )
        for nombre, suyas in PREGUNTAS.items()
        if nombre in categorias
        for orden, (texto, clase, opciones, peligro, obligatoria, en_portal) in enumerate(suyas, 1)
    )
    TraduccionPregunta.objects.bulk_create(
        TraduccionPregunta(pregunta=una, idioma=idioma, texto=texto, opciones=opciones)
        for una in creadas
        for idioma, (texto, opciones) in TRADUCCIONES[una.texto].items()
    )
