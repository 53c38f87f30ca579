"""Rules' results in words: the codes that several questions say, and one reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from normativa.enlaces import enlace_de
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.tipos import CERTEZAS, Motivo
from normativa.reglas.vias import Pagador, TipoVia, Veredicto
from nucleo.formato import MESES_LARGOS

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
    """Sentence, citation, where to read it and certainty. `norma` is "" for a remark of ours."""
    return {
        "texto": motivo.frase(_),
        "norma": motivo.cita,
        "enlace": enlace_de(motivo.norma),
        "certeza": motivo.certeza.value,
        "certeza_texto": _(CERTEZAS[motivo.certeza]),
    }


def dia_en_palabras(dia: date) -> str:
    """ "8 de diciembre de 2026", for the sentence of a verdict."""
    return f"{dia.day} de {MESES_LARGOS[dia.month - 1]} de {dia.year}"


def en_lista(partes: Sequence[str], conjuncion: str) -> str:
    """ "a, b o c"."""
    if len(partes) < 2:
        return "".join(partes)
    return f"{', '.join(partes[:-1])} {conjuncion} {partes[-1]}"
