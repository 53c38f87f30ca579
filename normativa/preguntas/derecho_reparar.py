"""The right to repair, which is not law in Spain yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.derecho_reparar import (
    HechosDerechoRepararSerializer,
    ResultadoDerechoRepararSerializer,
)
from normativa.formularios.derecho_reparar import DerechoRepararForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.derecho_reparar import ResultadoDerechoReparar


def presentar(resultado: ResultadoDerechoReparar) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoDerechoReparar) -> tuple[Tono, str]:
    if resultado.fin_ampliado is None:
        if resultado.en_vigor:
            return Tono.NO, _("Reparar no alarga esta garantía")
        return Tono.SIN_DECIDIR, _("No es ley todavía en España")
    dia = {"dia": dia_en_palabras(resultado.fin_ampliado)}
    if resultado.en_vigor:
        return Tono.SI, _("Elegir la reparación alarga la garantía hasta el %(dia)s") % dia
    frase = _("No es ley todavía en España; con la directiva, la garantía llegaría al %(dia)s")
    return Tono.SIN_DECIDIR, frase % dia


def _datos(resultado: ResultadoDerechoReparar) -> Iterator[Dato]:
    si_lo_fuera = "" if resultado.en_vigor else _("si la directiva rigiera")
    if resultado.fin_garantia:
        yield Dato(_("La garantía acaba"), resultado.fin_garantia)
    if resultado.fin_ampliado:
        yield Dato(_("Alargada hasta"), resultado.fin_ampliado, si_lo_fuera)
    if resultado.fabricante_obligado:
        yield Dato(_("El fabricante"), _("tiene que repararlo"), si_lo_fuera)
    if resultado.formulario_hasta:
        yield Dato(_("El formulario obliga hasta"), resultado.formulario_hasta, si_lo_fuera)


PREGUNTA = Pregunta(
    codigo="derecho-reparar",
    titulo=gettext_lazy("¿Y el derecho a reparar europeo?"),
    resumen=gettext_lazy(
        "Lo que cambiaría con la directiva europea: un año más de garantía por reparar y el deber "
        "del fabricante."
    ),
    grupo=Grupo.COBERTURA,
    icono="recycle",
    formulario=DerechoRepararForm,
    entrada=HechosDerechoRepararSerializer,
    salida=ResultadoDerechoRepararSerializer,
    presentar=presentar,
    aviso=gettext_lazy(
        "España no ha transpuesto la directiva: nadie puede exigir esto todavía. Sirve para "
        "prepararse."
    ),
    ejemplos=(
        Ejemplo(
            gettext_lazy("Vendido en septiembre de 2026 y reparado después"),
            {"entregado": "2026-09-10", "reparado": "2027-05-03", "producto": "lavadora"},
        ),
        Ejemplo(
            gettext_lazy("El formulario de reparación"),
            {"entregado": "2026-09-10", "formulario": "2026-11-30"},
        ),
    ),
    palabras=gettext_lazy("directiva, reparabilidad, Unión Europea, formulario, doce meses"),
)
