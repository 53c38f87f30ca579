"""What the consumer may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from normativa.api.esquemas.remedios import (
    HechosRemediosSerializer,
    ResultadoRemediosSerializer,
)
from normativa.formularios.remedios import RemediosForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Opcion, Pregunta, Respuesta, Tono
from normativa.presentacion import en_lista
from normativa.reglas.remedios import Remedio, ResultadoRemedios

NOMBRES = {
    Remedio.REPARACION: gettext_noop("la reparación"),
    Remedio.SUSTITUCION: gettext_noop("la sustitución"),
    Remedio.REDUCCION_PRECIO: gettext_noop("una rebaja del precio"),
    Remedio.RESOLUCION: gettext_noop("resolver el contrato y que se le devuelva el dinero"),
    Remedio.DEVOLUCION: gettext_noop("la devolución del importe"),
}


def presentar(resultado: ResultadoRemedios) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        bloqueos=resultado.bloqueos,
        titulo_opciones=_("Remedios"),
        opciones=() if resultado.faltan else tuple(_opciones(resultado)),
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoRemedios) -> tuple[Tono, str]:
    if resultado.faltan:
        return Tono.SIN_DECIDIR, _("No se puede decir qué remedios tiene")
    if not resultado.remedios:
        return Tono.NO, _("No queda ningún remedio abierto")
    remedios = en_lista([_(NOMBRES[remedio]) for remedio in resultado.remedios], _("o"))
    return Tono.SI, _("Puede pedir %(remedios)s") % {"remedios": remedios}


def _datos(resultado: ResultadoRemedios) -> Iterator[Dato]:
    if resultado.eleccion_admitida is not None:
        admitida = _("puede pedirlo") if resultado.eleccion_admitida else _("no puede pedirlo")
        yield Dato(_("Lo que elige"), admitida)
    if resultado.reduccion_eur is not None:
        yield Dato(_("Rebaja"), resultado.reduccion_eur)
    if resultado.objetivo_interno:
        yield Dato(
            _("Objetivo nuestro"),
            resultado.objetivo_interno,
            _("la ley solo dice «un plazo razonable»"),
        )


def _opciones(resultado: ResultadoRemedios) -> Iterator[Opcion]:
    for remedio, nombre in NOMBRES.items():
        abierto = remedio in resultado.remedios
        if remedio == Remedio.DEVOLUCION and not abierto:
            continue  # only some communities have it
        autonomico = remedio in resultado.por_norma_autonomica
        yield Opcion(_(nombre), abierto, _("(por la norma autonómica)") if autonomico else "")


PREGUNTA = Pregunta(
    codigo="remedios",
    titulo=gettext_lazy("¿Qué puede pedir el cliente?"),
    resumen=gettext_lazy(
        "Reparación, sustitución, rebaja o el dinero: según lo que ya se ha intentado y lo que "
        "se puede hacer."
    ),
    grupo=Grupo.COBERTURA,
    icono="list-checks",
    formulario=RemediosForm,
    entrada=HechosRemediosSerializer,
    salida=ResultadoRemediosSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(gettext_lazy("La primera vez que falla"), {"fecha": "2026-11-02"}),
        Ejemplo(
            gettext_lazy("Ya se reparó una vez y ha vuelto a fallar"),
            {"fecha": "2026-11-02", "intento_1": "2026-09-10"},
        ),
        Ejemplo(
            gettext_lazy("Un defecto leve: cuánto se rebaja"),
            {
                "fecha": "2026-11-02",
                "gravedad": "leve",
                "intento_1": "2026-09-10",
                "precio_eur": "450",
                "valor_conforme_eur": "500",
                "valor_entregado_eur": "300",
            },
        ),
        Ejemplo(
            gettext_lazy("Extremadura: dos reparaciones fallidas en seis meses"),
            {
                "fecha": "2026-11-02",
                "territorio": "EX",
                "intento_1": "2026-06-01",
                "intento_2": "2026-10-20",
            },
        ),
    ),
    palabras=gettext_lazy(
        "remedios, cambio, sustitución, rebaja, reducción del precio, resolución, devolución del "
        "dinero, segunda reparación"
    ),
)
