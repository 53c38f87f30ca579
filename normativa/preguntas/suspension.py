"""How long the repairs under guarantee make it last."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.suspension import (
    HechosSuspensionSerializer,
    ResultadoSuspensionSerializer,
)
from normativa.formularios.suspension import SuspensionForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.mismo_defecto import ResultadoSuspension


def presentar(resultado: ResultadoSuspension) -> Respuesta:
    tono, frase = Tono.SIN_DECIDIR, _("Faltan datos para responder")
    if resultado.suspendida:
        frase = _("En suspenso: no corre hasta que se devuelva el equipo")
    elif resultado.fin:
        tono = Tono.DATO
        frase = _("La garantía dura hasta el %(dia)s") % {"dia": dia_en_palabras(resultado.fin)}
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)) if resultado.inicio else (),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _datos(resultado: ResultadoSuspension) -> Iterator[Dato]:
    en_suspenso = _("en suspenso")
    yield Dato(_("Empezó"), resultado.inicio)
    if resultado.dias:
        yield Dato(_("Suspendida"), _("%(dias)s días") % {"dias": resultado.dias})
    yield Dato(_("Acaba"), resultado.fin or en_suspenso)
    yield Dato(_("Presunción hasta"), resultado.fin_presuncion or en_suspenso)
    if resultado.fin_mismo_defecto != resultado.fin:
        yield Dato(_("El mismo defecto, hasta"), resultado.fin_mismo_defecto or en_suspenso)


PREGUNTA = Pregunta(
    codigo="suspension",
    titulo=gettext_lazy("¿Cuánto alargan la garantía las reparaciones?"),
    resumen=gettext_lazy(
        "Los días que el equipo estuvo en reparación en garantía, y el año que queda cubierto "
        "lo que se reparó."
    ),
    grupo=Grupo.COBERTURA,
    icono="calendar-plus",
    formulario=SuspensionForm,
    entrada=HechosSuspensionSerializer,
    salida=ResultadoSuspensionSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Veintiún días en el taller"),
            {
                "fecha_factura": "2023-03-15",
                "entrada_1": "2024-05-10",
                "salida_1": "2024-05-31",
            },
        ),
        Ejemplo(
            gettext_lazy("La reparación que pasa del final"),
            {
                "fecha_factura": "2023-03-15",
                "entrada_1": "2026-03-10",
                "salida_1": "2026-04-09",
                "defecto_1": "bomba",
                "defecto": "bomba",
            },
        ),
        Ejemplo(
            gettext_lazy("Sigue en el taller"),
            {"fecha_factura": "2025-03-15", "entrada_1": "2026-11-10"},
        ),
    ),
    palabras=gettext_lazy("suspensión, taller, días sin el aparato, mismo defecto, un año"),
)
