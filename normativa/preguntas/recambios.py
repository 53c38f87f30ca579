"""Until when there have to be spare parts, and how soon."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.recambios import (
    HechosRecambiosSerializer,
    ResultadoRecambiosSerializer,
)
from normativa.formularios.recambios import RecambiosForm
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
from normativa.reglas.recambios import ResultadoRecambios


def presentar(resultado: ResultadoRecambios) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoRecambios) -> tuple[Tono, str]:
    if resultado.faltan:
        return Tono.SIN_DECIDIR, _("No se puede decir hasta cuándo tiene que haber repuestos")
    if resultado.disponibles_hasta is None:
        return Tono.SI, _("Tiene que haber repuestos: el modelo se sigue fabricando")
    dia = {"dia": dia_en_palabras(resultado.disponibles_hasta)}
    if resultado.exigible is False:
        return Tono.NO, _("Ya no se pueden exigir repuestos: el plazo acabó el %(dia)s") % dia
    frase = _("Tiene que haber repuestos hasta el %(dia)s") % dia
    if resultado.transitorio:
        return Tono.EN_PARTE, _("%(frase)s, aunque conviene comprobarlo") % {"frase": frase}
    return Tono.SI, frase


def _datos(resultado: ResultadoRecambios) -> Iterator[Dato]:
    if resultado.disponibles_hasta:
        yield Dato(_("Repuestos hasta"), resultado.disponibles_hasta)
    if resultado.lectura_anterior_hasta:
        yield Dato(
            _("Con las normas anteriores"),
            resultado.lectura_anterior_hasta,
            _("el modelo acabó antes de 2022: conviene comprobarlo"),
        )
    if resultado.servir_hasta:
        yield Dato(_("Servir la pieza hasta"), resultado.servir_hasta)


PREGUNTA = Pregunta(
    codigo="recambios",
    titulo=gettext_lazy("¿Tiene que haber repuestos?"),
    resumen=gettext_lazy(
        "Hasta cuándo los debe el fabricante desde que dejó de hacer el modelo, y en cuánto "
        "tiempo se sirven."
    ),
    grupo=Grupo.REPARACION,
    icono="cog",
    formulario=RecambiosForm,
    entrada=HechosRecambiosSerializer,
    salida=ResultadoRecambiosSerializer,
    presentar=presentar,
    completar=con_el_dia_de_hoy,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Un modelo que dejó de hacerse en 2022"),
            {"fin_fabricacion": "2022-06-30", "solicitado": "2026-11-23"},
        ),
        Ejemplo(
            gettext_lazy("Un modelo anterior a la norma de los diez años"),
            {"fin_fabricacion": "2019-06-30"},
        ),
        Ejemplo(
            gettext_lazy("Una pieza de un aparato importado"),
            {"sigue_fabricandose": "si", "solicitado": "2026-11-23", "importado": "si"},
        ),
    ),
    palabras=gettext_lazy("recambio, pieza, diez años, fabricante, modelo antiguo, descatalogado"),
)
