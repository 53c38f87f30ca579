"""A good that is ready and nobody collects."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from normativa.api.esquemas.almacenaje import (
    HechosAlmacenajeSerializer,
    ResultadoAlmacenajeSerializer,
)
from normativa.formularios.almacenaje import AlmacenajeForm
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
from normativa.reglas.almacenaje import ResultadoAlmacenaje


def presentar(resultado: ResultadoAlmacenaje) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoAlmacenaje) -> tuple[Tono, str]:
    if resultado.cobrable_desde:
        dia = {"dia": dia_en_palabras(resultado.cobrable_desde)}
        return Tono.DATO, _("Se puede cobrar el almacenaje desde el %(dia)s") % dia
    if resultado.dias == 0:
        return Tono.NO, _("No se puede cobrar el almacenaje")
    return Tono.SIN_DECIDIR, _("No se puede decir si se cobra el almacenaje")


def _datos(resultado: ResultadoAlmacenaje) -> Iterator[Dato]:
    if resultado.gratis_hasta:
        yield Dato(_("Gratis hasta"), resultado.gratis_hasta)
    if resultado.dias is not None:
        dias = ngettext("%(n)s día", "%(n)s días", resultado.dias) % {"n": resultado.dias}
        yield Dato(_("Se cobran"), dias)
    if resultado.importe_eur is not None:
        yield Dato(_("Importe"), resultado.importe_eur)
    if resultado.recuperar_hasta:
        yield Dato(_("Puede reclamarlo hasta"), resultado.recuperar_hasta)
    if resultado.conservar_hasta:
        yield Dato(_("Hay que guardarlo hasta"), resultado.conservar_hasta)
    if resultado.no_disponer_antes_de:
        yield Dato(_("No tocarlo antes del"), resultado.no_disponer_antes_de)


PREGUNTA = Pregunta(
    codigo="almacenaje",
    titulo=gettext_lazy("No viene a recogerlo: ¿qué se puede hacer?"),
    resumen=gettext_lazy(
        "Desde cuándo se cobra el almacenaje, hasta cuándo puede reclamarlo y hasta cuándo hay "
        "que guardarlo."
    ),
    grupo=Grupo.REPARACION,
    icono="warehouse",
    formulario=AlmacenajeForm,
    entrada=HechosAlmacenajeSerializer,
    salida=ResultadoAlmacenajeSerializer,
    presentar=presentar,
    completar=con_el_dia_de_hoy,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Lo recogió cinco días después del mes"),
            {
                "entrada": "2026-10-20",
                "aviso": "2026-10-31",
                "recogida": "2026-12-05",
                "tarifa_expuesta": "si",
                "tarifa_dia_eur": "2.50",
            },
        ),
        Ejemplo(
            gettext_lazy("La tarifa no está a la vista"),
            {"entrada": "2026-10-20", "aviso": "2026-10-31", "recogida": "2026-12-05"},
        ),
        Ejemplo(
            gettext_lazy("Un coche en el taller"),
            {
                "sector": "automovil",
                "entrada": "2026-11-16",
                "aviso": "2026-11-23",
                "tarifa_expuesta": "si",
            },
        ),
        Ejemplo(
            gettext_lazy("Cataluña: cuánto hay que guardarlo"),
            {"entrada": "2026-10-20", "aviso": "2026-10-31", "territorio": "CT"},
        ),
    ),
    palabras=gettext_lazy("no recoge, abandono, abandonado, depósito, estancia, guardar, almacén"),
)
