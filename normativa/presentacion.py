"""Rules' results in words for a screen: the component `veredicto` and the lists of reasons."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from normativa.reglas.cobertura import Decision, Pagador, TipoVia, Veredicto
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.tipos import CERTEZAS, DATOS, Motivo

RESULTADOS = {
    Veredicto.CUBIERTO: "cubierto",
    Veredicto.PARCIAL: "parcial",
    Veredicto.NO_CUBIERTO: "no",
    Veredicto.INDETERMINADO: "desconocido",
}
PAGADORES = {
    Pagador.CLIENTE: gettext_noop("el cliente"),
    Pagador.VENDEDOR: gettext_noop("el vendedor"),
    Pagador.FABRICANTE: gettext_noop("el fabricante"),
    Pagador.ASEGURADORA: gettext_noop("la aseguradora"),
    Pagador.CONTRATO: gettext_noop("el contrato de mantenimiento"),
    Pagador.NOSOTROS: gettext_noop("nuestra empresa"),
    Pagador.CORTESIA: gettext_noop("nuestra empresa, por cortesía"),
}
PRUEBAS = {
    QuienPrueba.EMPRESARIO: gettext_noop("el empresario"),
    QuienPrueba.CONSUMIDOR: gettext_noop("el consumidor"),
}
VIAS = {
    TipoVia.LEGAL: gettext_noop("Garantía legal"),
    TipoVia.COMERCIAL: gettext_noop("Garantía comercial"),
    TipoVia.AMPLIACION: gettext_noop("Ampliación de garantía"),
    TipoVia.REPARACION: gettext_noop("Garantía de la reparación"),
    TipoVia.POSTERIOR: gettext_noop("Año posterior a la reparación"),
    TipoVia.CONTRATO: gettext_noop("Contrato de mantenimiento"),
    TipoVia.ENTRE_EMPRESAS: gettext_noop("Compra entre empresas"),
}


def presentar_motivo(motivo: Motivo) -> dict[str, str]:
    """Sentence, citation and certainty in words. `norma` is "" for a remark of ours."""
    return {
        "texto": motivo.frase(_),
        "norma": motivo.cita,
        "certeza": motivo.certeza.value,
        "certeza_texto": _(CERTEZAS[motivo.certeza]),
    }


def presentar_decision(decision: Decision) -> dict[str, Any]:
    """What `componentes/veredicto.html` takes, and the rest of the page «¿Está cubierto?»."""
    return {
        "resultado": RESULTADOS[decision.veredicto],
        "paga": _(PAGADORES[decision.paga]) if decision.paga else "",
        "hasta": decision.hasta,
        "via": _(VIAS[decision.via]),
        "prueba": _(PRUEBAS[decision.prueba]) if decision.prueba else "",
        "fin_accion": decision.fin_accion,
        "motivos": [presentar_motivo(motivo) for motivo in decision.motivos],
        "faltan": [_(DATOS[codigo]) for codigo in decision.faltan],
        "entrega": decision.derivacion.frase(_) if decision.derivacion else "",
        "garantia": decision.garantia,
        "plazos": decision.manifestacion.cobertura.plazos if decision.manifestacion else None,
    }
