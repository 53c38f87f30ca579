"""Claiming what a guarantee cost from whoever caused it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.repeticion import (
    HechosRepeticionSerializer,
    ResultadoRepeticionSerializer,
)
from normativa.formularios.repeticion import RepeticionForm
from normativa.preguntas.tipos import (
    Dato,
    Ejemplo,
    Grupo,
    Pregunta,
    Respuesta,
    Tono,
    con_el_dia_de_hoy,
)
from normativa.presentacion import dia_en_palabras
from normativa.reglas.repeticion import ResultadoRepeticion


def presentar(resultado: ResultadoRepeticion) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoRepeticion) -> tuple[Tono, str]:
    if resultado.reclamar_hasta is None:
        return Tono.SIN_DECIDIR, _("No se puede decir hasta cuándo")
    dia = {"dia": dia_en_palabras(resultado.reclamar_hasta)}
    if resultado.en_plazo is False:
        return Tono.NO, _("El plazo para reclamárselo acabó el %(dia)s") % dia
    return Tono.SI, _("Se le puede reclamar hasta el %(dia)s") % dia


def _datos(resultado: ResultadoRepeticion) -> Iterator[Dato]:
    if resultado.reclamar_hasta:
        yield Dato(_("Último día"), resultado.reclamar_hasta)
    if resultado.importe_eur is not None:
        yield Dato(_("Importe"), resultado.importe_eur)


PREGUNTA = Pregunta(
    codigo="repeticion",
    titulo=gettext_lazy("¿Podemos reclamárselo al fabricante o al proveedor?"),
    resumen=gettext_lazy(
        "Hasta cuándo se puede pedir a quien causó el defecto lo que nos costó la garantía."
    ),
    grupo=Grupo.COBERTURA,
    icono="reply-all",
    formulario=RepeticionForm,
    entrada=HechosRepeticionSerializer,
    salida=ResultadoRepeticionSerializer,
    presentar=presentar,
    completar=con_el_dia_de_hoy,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Una reparación en garantía de abril de 2026"),
            {"ejecutado": "2026-04-09", "coste_eur": "180"},
        ),
    ),
    palabras=gettext_lazy("acción de repetición, recuperar el coste, marca, distribuidor"),
)
