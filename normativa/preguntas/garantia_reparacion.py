"""How long a paid repair or installation is guaranteed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.garantia_reparacion import (
    HechosGarantiaReparacionSerializer,
    ResultadoGarantiaReparacionSerializer,
)
from normativa.formularios.garantia_reparacion import GarantiaReparacionForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.garantia_reparacion import ResultadoGarantiaReparacion
from nucleo.formato import numero_es


def presentar(resultado: ResultadoGarantiaReparacion) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoGarantiaReparacion) -> tuple[Tono, str]:
    if resultado.cubierto:
        return Tono.SI, _("Entra en la garantía de la reparación: se repara gratis")
    if resultado.cubierto is False:
        return Tono.NO, _("No entra en la garantía de la reparación")
    if resultado.anulada:
        return Tono.NO, _("La garantía de la reparación está anulada")
    if resultado.hasta is None:
        return Tono.SIN_DECIDIR, _("No hay un plazo de garantía que se pueda decir")
    dia = {"dia": dia_en_palabras(resultado.hasta)}
    if resultado.hasta_km is None:
        return Tono.DATO, _("La reparación tiene garantía hasta el %(dia)s") % dia
    km = {"km": numero_es(resultado.hasta_km)}
    frase = _("Garantía hasta el %(dia)s o los %(km)s km, lo que llegue antes")
    return Tono.DATO, frase % {**dia, **km}


def _datos(resultado: ResultadoGarantiaReparacion) -> Iterator[Dato]:
    if resultado.hasta_reparacion:
        yield Dato(_("Garantía de la reparación"), resultado.hasta_reparacion)
    if resultado.hasta_km is not None:
        yield Dato(_("Y hasta"), f"{numero_es(resultado.hasta_km)} km")
    if resultado.hasta_mismo_defecto:
        yield Dato(_("El mismo defecto"), resultado.hasta_mismo_defecto, _("por la garantía legal"))


PREGUNTA = Pregunta(
    codigo="garantia-reparacion",
    titulo=gettext_lazy("¿Cuánta garantía tiene una reparación?"),
    resumen=gettext_lazy(
        "Hasta cuándo responde el taller de una reparación o instalación, y si un fallo nuevo "
        "entra en ella."
    ),
    grupo=Grupo.REPARACION,
    icono="wrench",
    formulario=GarantiaReparacionForm,
    entrada=HechosGarantiaReparacionSerializer,
    salida=ResultadoGarantiaReparacionSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(gettext_lazy("Una lavadora reparada"), {"entregado": "2026-11-30"}),
        Ejemplo(
            gettext_lazy("Un coche, con sus kilómetros"),
            {"entregado": "2026-11-30", "sector": "automovil", "km_entrega": "50000"},
        ),
        Ejemplo(
            gettext_lazy("Un reloj en Cataluña"),
            {"entregado": "2026-11-30", "sector": "otro", "territorio": "CT"},
        ),
        Ejemplo(
            gettext_lazy("Vuelve con el mismo fallo a los dos meses"),
            {"entregado": "2026-09-15", "fallo": "2026-11-20", "mismo_fallo": "si"},
        ),
    ),
    palabras=gettext_lazy("tres meses, instalación, vuelve a fallar, taller, kilómetros, coche"),
)
