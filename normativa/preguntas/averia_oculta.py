"""A fault that shows while another one is repaired."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.averia_oculta import (
    HechosAveriaOcultaSerializer,
    ResultadoAveriaOcultaSerializer,
)
from normativa.formularios.averia_oculta import AveriaOcultaForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.reglas.averia_oculta import ResultadoAveriaOculta
from nucleo.formato import numero_es


def presentar(resultado: ResultadoAveriaOculta) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoAveriaOculta) -> tuple[Tono, str]:
    if resultado.puede_seguir is None:
        return Tono.SIN_DECIDIR, _("No se puede decir todavía si se puede seguir")
    if resultado.puede_seguir:
        return Tono.SI, _("Se puede seguir con la reparación")
    if resultado.nuevo_presupuesto:
        return Tono.NO, _("Hay que ofrecer un presupuesto nuevo y esperar a que lo acepte")
    return Tono.NO, _("No se puede seguir: no lo ha aceptado")


def _datos(resultado: ResultadoAveriaOculta) -> Iterator[Dato]:
    if resultado.maximo_eur is not None:
        nota = ""
        if resultado.porcentaje is not None:
            pct = {"pct": numero_es(resultado.porcentaje)}
            nota = _("el %(pct)s %% de lo que cuesta uno nuevo") % pct
        yield Dato(_("Sin preguntar, como mucho"), resultado.maximo_eur, nota)
    if resultado.avisar_hasta:
        yield Dato(_("Avisar antes de"), f"{resultado.avisar_hasta:%d/%m/%Y %H:%M}")


PREGUNTA = Pregunta(
    codigo="averia-oculta",
    titulo=gettext_lazy("¿Y si al abrirlo aparece otra avería?"),
    resumen=gettext_lazy(
        "Hasta dónde se puede seguir reparando con solo avisar, y cuándo hace falta otro "
        "presupuesto."
    ),
    grupo=Grupo.REPARACION,
    icono="search-x",
    formulario=AveriaOcultaForm,
    entrada=HechosAveriaOcultaSerializer,
    salida=ResultadoAveriaOcultaSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Uno nuevo cuesta 600 €, la avería 40 €"),
            {"fecha": "2026-11-23", "valor_nuevo_eur": "600", "coste_extra_eur": "40"},
        ),
        Ejemplo(
            gettext_lazy("Uno nuevo cuesta 600 €, la avería 30 €"),
            {"fecha": "2026-11-23", "valor_nuevo_eur": "600", "coste_extra_eur": "30"},
        ),
        Ejemplo(
            gettext_lazy("Con un presupuesto aceptado"),
            {"fecha": "2026-11-23", "con_presupuesto": "si", "coste_extra_eur": "5"},
        ),
    ),
    palabras=gettext_lazy("avería oculta, ampliación, seguir reparando, consentimiento"),
)
