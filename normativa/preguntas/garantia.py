"""«¿Está cubierto?»: who pays, until when, who proves and why."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from normativa.api.esquemas.garantia import DecisionSerializer, HechosGarantiaSerializer
from normativa.formularios.garantia import GarantiaForm
from normativa.preguntas.tipos import (
    Dato,
    Ejemplo,
    Grupo,
    Opcion,
    Pregunta,
    Respuesta,
    Tono,
    con_el_dia_de_hoy,
)
from normativa.presentacion import PAGADORES, PRUEBAS, RESULTADOS, VIAS
from normativa.reglas.cobertura import Decision
from normativa.reglas.reparto import Parte
from normativa.reglas.vias import Concepto, Veredicto, Via

FRASES = {
    Veredicto.CUBIERTO: gettext_lazy("Cubierto"),
    Veredicto.PARCIAL: gettext_lazy("Cubierto en parte"),
    Veredicto.NO_CUBIERTO: gettext_lazy("No cubierto"),
    Veredicto.INDETERMINADO: gettext_lazy("Cobertura sin decidir"),
}
CONCEPTOS = {
    Concepto.PIEZAS: gettext_noop("Paga las piezas"),
    Concepto.MANO_OBRA: gettext_noop("Paga la mano de obra"),
    Concepto.DESPLAZAMIENTO: gettext_noop("Paga el viaje"),
}
VALE = {Veredicto.CUBIERTO: True, Veredicto.PARCIAL: True, Veredicto.NO_CUBIERTO: False}


def presentar(decision: Decision) -> Respuesta:
    return Respuesta(
        tono=Tono(RESULTADOS[decision.veredicto]),
        frase=str(FRASES[decision.veredicto]),
        paga=_(PAGADORES[decision.paga]) if decision.paga else "",
        hasta=decision.hasta,
        detalle=decision.derivacion.frase(_) if decision.derivacion else "",
        datos=(*_datos(decision), *_reparto(decision)),
        motivos=decision.motivos,
        titulo_opciones=_("Todas las vías"),
        opciones=tuple(map(_via, decision.vias)) if len(decision.vias) > 1 else (),
        faltan=decision.faltan,
    )


def _datos(decision: Decision) -> Iterator[Dato]:
    manifestacion, garantia = decision.manifestacion, decision.garantia
    yield Dato(_("Vía"), _(VIAS[decision.via]))
    if garantia:
        yield Dato(_("Empieza"), garantia.inicio)
    if manifestacion:
        plazos = manifestacion.cobertura.plazos
        yield Dato(_("Presunción hasta"), plazos.fin_presuncion or _("en suspenso"))
        if plazos.dias:
            yield Dato(_("Suspendida"), _("%(dias)s días") % {"dias": plazos.dias})
    if decision.hasta:
        yield Dato(_("Cubierto hasta"), decision.hasta)
    if decision.prueba:
        yield Dato(_("Quién prueba"), _(PRUEBAS[decision.prueba]))
    if decision.fin_accion:
        yield Dato(_("Exigible hasta"), decision.fin_accion)


def _reparto(decision: Decision) -> Iterator[Dato]:
    """Who pays each thing, when there is more than one right."""
    if len(decision.vias) > 1:
        for parte in decision.conceptos:
            yield Dato(_(CONCEPTOS[parte.concepto]), _quien(parte))


def _quien(parte: Parte) -> str:
    """ "el fabricante", "el contrato de mantenimiento el 50 %, el cliente el resto"."""
    quien = _(PAGADORES[parte.quien]) if parte.quien else _("sin decidir")
    if parte.quien is None or parte.pct in {0, 100}:
        return quien
    return _("%(quien)s el %(pct)s %%, el cliente el resto") % {"quien": quien, "pct": parte.pct}


def _via(via: Via) -> Opcion:
    return Opcion(_(VIAS[via.tipo]), VALE.get(via.veredicto), str(FRASES[via.veredicto]))


PREGUNTA = Pregunta(
    codigo="garantia",
    titulo=gettext_lazy("¿Está cubierto? ¿Hasta cuándo?"),
    resumen=gettext_lazy(
        "Si la garantía cubre un fallo, quién lo paga, quién tiene que probar y hasta cuándo "
        "se puede exigir."
    ),
    grupo=Grupo.COBERTURA,
    icono="shield-check",
    formulario=GarantiaForm,
    entrada=HechosGarantiaSerializer,
    salida=DecisionSerializer,
    completar=con_el_dia_de_hoy,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Un aparato nuevo que falla al año y medio"),
            {"manifestacion": "2025-12-15", "fecha_factura": "2024-06-01"},
        ),
        Ejemplo(
            gettext_lazy("El último día de los tres años"),
            {"manifestacion": "2027-06-01", "fecha_factura": "2024-06-01"},
        ),
        Ejemplo(
            gettext_lazy("El mismo fallo, después de una reparación"),
            {
                "manifestacion": "2027-03-01",
                "fecha_factura": "2023-03-15",
                "entrada_1": "2026-03-10",
                "salida_1": "2026-04-09",
                "defecto_1": "bomba",
                "defecto": "bomba",
            },
        ),
        Ejemplo(
            gettext_lazy("Acabada la garantía, con un contrato que paga media pieza"),
            {
                "manifestacion": "2026-11-02",
                "fecha_factura": "2022-03-15",
                "otra": "contrato",
                "otra_paga": "contrato",
                "otra_desde": "2026-01-01",
                "otra_hasta": "2026-12-31",
                "otra_piezas": "50",
            },
        ),
        Ejemplo(
            gettext_lazy("De segunda mano, con seis meses pactados"),
            {
                "manifestacion": "2026-05-10",
                "fecha_factura": "2026-01-10",
                "tipo": "segunda_mano",
                "meses_pactados": "6",
            },
        ),
    ),
    palabras=gettext_lazy("garantía legal, quién paga, presunción, prueba, 3 años, consumidor"),
)
