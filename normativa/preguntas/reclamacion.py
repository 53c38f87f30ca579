"""By when a complaint has to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.reclamacion import (
    HechosReclamacionSerializer,
    PlazosReclamacionSerializer,
)
from normativa.formularios.reclamacion import ReclamacionForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Opcion, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.reclamacion import Limite, PlazosReclamacion
from nucleo.formato import fecha_larga


def presentar(plazos: PlazosReclamacion) -> Respuesta:
    if plazos.efectivo is None:
        return Respuesta(Tono.DATO, _("La ley no pone plazo"), plazos.motivos, faltan=plazos.faltan)
    dia = dia_en_palabras(plazos.efectivo.fecha)
    return Respuesta(
        tono=Tono.DATO,
        frase=_("Hay que responder como muy tarde el %(dia)s") % {"dia": dia},
        datos=tuple(_datos(plazos.efectivo, plazos.objetivo)),
        motivos=(*plazos.efectivo.motivos, *plazos.motivos),
        titulo_opciones=_("Los plazos que se aplican"),
        opciones=tuple(_limite(limite, plazos.efectivo) for limite in plazos.limites),
    )


def _datos(efectivo: Limite, objetivo: date | None) -> Iterator[Dato]:
    yield Dato(_("Último día"), efectivo.fecha)
    if objetivo and objetivo != efectivo.fecha:
        yield Dato(_("Último día hábil"), objetivo, _("el día que vence no se trabaja"))


def _limite(limite: Limite, efectivo: Limite) -> Opcion:
    informativo = _("(solo informa)") if limite.informativo else ""
    texto = f"{limite.plazo.frase(_)} · {limite.motivos[0].cita} {informativo}".strip()
    return Opcion(fecha_larga(limite.fecha), True if limite is efectivo else None, texto)


PREGUNTA = Pregunta(
    codigo="reclamacion",
    titulo=gettext_lazy("¿Hasta cuándo hay para responder a una reclamación?"),
    resumen=gettext_lazy(
        "Los plazos del Estado, de la comunidad y de la ley de atención a la clientela; "
        "cuenta el que vence antes."
    ),
    grupo=Grupo.QUEJA,
    icono="megaphone",
    formulario=ReclamacionForm,
    entrada=HechosReclamacionSerializer,
    salida=PlazosReclamacionSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(gettext_lazy("Una empresa pequeña"), {"presentada": "2026-11-23"}),
        Ejemplo(
            gettext_lazy("Una gran empresa"),
            {"presentada": "2026-11-23", "gran_empresa": "si"},
        ),
        Ejemplo(
            gettext_lazy("Un cobro indebido de una gran empresa"),
            {"presentada": "2027-01-04", "gran_empresa": "si", "facturacion": "on"},
        ),
        Ejemplo(gettext_lazy("En Andalucía"), {"presentada": "2026-11-23", "territorio": "AN"}),
    ),
    palabras=gettext_lazy("queja, hoja de reclamaciones, plazo de respuesta, 15 días, hábiles"),
)
