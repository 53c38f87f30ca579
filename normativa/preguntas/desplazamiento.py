"""Labour and travel of a service at home: what may be billed at most."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from normativa.api.esquemas.desplazamiento import (
    HechosDesplazamientoSerializer,
    ResultadoDesplazamientoSerializer,
)
from normativa.formularios.desplazamiento import RECARGOS, DesplazamientoForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import en_lista
from normativa.reglas.desplazamiento import ResultadoDesplazamiento

NOMBRES = dict(RECARGOS)


def presentar(resultado: ResultadoDesplazamiento) -> Respuesta:
    return Respuesta(
        tono=Tono.DATO,
        frase=_frase(resultado),
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _frase(resultado: ResultadoDesplazamiento) -> str:
    if resultado.desplazamientos:
        viajes = ngettext(
            "%(n)s desplazamiento", "%(n)s desplazamientos", resultado.desplazamientos
        ) % {"n": resultado.desplazamientos}
    else:
        viajes = _("ningún desplazamiento")
    if resultado.minutos is None:
        return _("Se puede cobrar, como mucho, %(viajes)s") % {"viajes": viajes}
    datos = {"minutos": resultado.minutos, "viajes": viajes}
    return _("Se puede cobrar, como mucho, %(minutos)s minutos y %(viajes)s") % datos


def _datos(resultado: ResultadoDesplazamiento) -> Iterator[Dato]:
    if resultado.minutos is not None:
        minutos = _("%(n)s minutos") % {"n": resultado.minutos}
        yield Dato(_("Mano de obra"), minutos)
    if resultado.mano_obra_eur is not None:
        yield Dato(_("Importe de la mano de obra"), resultado.mano_obra_eur)
    yield Dato(_("Desplazamientos"), resultado.desplazamientos)
    if resultado.desplazamiento_eur is not None:
        yield Dato(_("Importe del desplazamiento"), resultado.desplazamiento_eur)
    if resultado.recargos_no_admitidos:
        nombres = [str(NOMBRES[recargo]).lower() for recargo in resultado.recargos_no_admitidos]
        yield Dato(_("Recargos que no caben"), en_lista(nombres, _("y")))


PREGUNTA = Pregunta(
    codigo="desplazamiento",
    titulo=gettext_lazy("¿Cuánta mano de obra y cuántos viajes se cobran?"),
    resumen=gettext_lazy(
        "Los minutos y los desplazamientos que se pueden facturar en un servicio, y los recargos "
        "que no caben."
    ),
    grupo=Grupo.REPARACION,
    icono="car",
    formulario=DesplazamientoForm,
    entrada=HechosDesplazamientoSerializer,
    salida=ResultadoDesplazamientoSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Diez minutos en una lavadora"),
            {
                "fecha": "2026-11-23",
                "gama": "blanca",
                "minutos_reales": "10",
                "tarifa_hora_eur": "48",
                "desplazamiento_eur": "25",
            },
        ),
        Ejemplo(
            gettext_lazy("Dos aparatos y tres visitas"),
            {
                "fecha": "2026-11-23",
                "minutos_reales": "50",
                "aparatos": "2",
                "visitas": "3",
                "desplazamiento_eur": "25",
            },
        ),
        Ejemplo(
            gettext_lazy("Nadie abrió la puerta"),
            {"fecha": "2026-11-23", "visitas_sin_usuario": "1", "desplazamiento_eur": "25"},
        ),
        Ejemplo(
            gettext_lazy("Recargo de urgencia en Cataluña"),
            {
                "fecha": "2026-11-23",
                "minutos_reales": "40",
                "territorio": "CT",
                "recargos": "urgencia",
            },
        ),
    ),
    palabras=gettext_lazy("viaje, salida, mínimo, urgencia, nocturno, festivo, cliente ausente"),
)
