"""How long the repairs under guarantee make it last."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.suspension import (
    HechosSuspensionSerializer,
    ResultadoSuspensionSerializer,
)
from normativa.entorno import Entorno
from normativa.formularios.suspension import SuspensionForm
from normativa.hechos import HechosSuspension, ResultadoSuspension
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.garantia import calcular_garantia
from normativa.reglas.mismo_defecto import cubrir_defecto


def decidir(hechos: HechosSuspension, entorno: Entorno) -> ResultadoSuspension:
    garantia = calcular_garantia(hechos.venta, entorno.parametros)
    cobertura = cubrir_defecto(
        garantia, hechos.reparaciones, hechos.defecto, parametros=entorno.parametros
    )
    return ResultadoSuspension(garantia, cobertura)


def presentar(resultado: ResultadoSuspension) -> Respuesta:
    plazos = resultado.cobertura.plazos
    if plazos.fin is None:
        tono, frase = Tono.SIN_DECIDIR, _("En suspenso: no corre hasta que se devuelva el equipo")
    else:
        tono = Tono.DATO
        frase = _("La garantía dura hasta el %(dia)s") % {"dia": dia_en_palabras(plazos.fin)}
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=(*resultado.garantia.motivos, *resultado.cobertura.motivos),
    )


def _datos(resultado: ResultadoSuspension) -> Iterator[Dato]:
    garantia, cobertura = resultado.garantia, resultado.cobertura
    en_suspenso = _("en suspenso")
    yield Dato(_("Empezó"), garantia.inicio)
    yield Dato(_("Acababa"), garantia.fin)
    if cobertura.plazos.dias:
        yield Dato(_("Suspendida"), _("%(dias)s días") % {"dias": cobertura.plazos.dias})
    yield Dato(_("Acaba"), cobertura.plazos.fin or en_suspenso)
    yield Dato(_("Presunción hasta"), cobertura.plazos.fin_presuncion or en_suspenso)
    if cobertura.hasta != cobertura.plazos.fin:
        yield Dato(_("El mismo defecto, hasta"), cobertura.hasta or en_suspenso)


PREGUNTA = Pregunta(
    codigo="suspension",
    titulo=gettext_lazy("¿Cuánto alargan la garantía las reparaciones?"),
    resumen=gettext_lazy(
        "Los días que el equipo estuvo en reparación en garantía, y el año que queda cubierto "
        "lo que se reparó."
    ),
    grupo=Grupo.COBERTURA,
    icono="calendar-plus",
    reglas=("R2", "R3", "R1"),
    formulario=SuspensionForm,
    entrada=HechosSuspensionSerializer,
    salida=ResultadoSuspensionSerializer,
    decidir=decidir,
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
