"""A right that was declared, bought, or born of a repair: its dates and shares come as data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.parametros import Parametro, Parametros
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop
from normativa.reglas.via_legal import indeterminada
from normativa.reglas.vias import Hechos, OtraCobertura, Pagador, TipoVia, Veredicto, Via


@dataclass(frozen=True)
class Fuente:
    """Where a right binds from, and who has to prove when it does."""

    norma: str
    articulo: str
    certeza: Certeza
    prueba: QuienPrueba | None = None


# Commercial guarantees bind as declared; those of a repair, by law; contracts, as signed.
_FUENTES = {
    TipoVia.COMERCIAL: Fuente(TRLGDCU, "127", Certeza.TEXTO),
    TipoVia.AMPLIACION: Fuente(TRLGDCU, "127", Certeza.TEXTO),
    TipoVia.REPARACION: Fuente("RD 58/1988", "6", Certeza.TEXTO, QuienPrueba.EMPRESARIO),
    TipoVia.POSTERIOR: Fuente(TRLGDCU, "122.3", Certeza.TEXTO, QuienPrueba.EMPRESARIO),
}
_CONTRATO = Fuente("Código Civil", "1091", Certeza.MEMORIA)


def juzgar_declarada(otra: OtraCobertura, hechos: Hechos, cifras: Parametros) -> Via:
    """Whether it reaches the fault: its dates, its defect, its shares. It never raises."""
    via = Via(
        otra.tipo,
        Veredicto.NO_CUBIERTO,
        (),
        paga=Pagador.CLIENTE,
        hasta=otra.hasta,
        clave=otra.clave,
    )
    if not otra.desde <= hechos.manifestacion <= otra.hasta:
        texto = gettext_noop("Esta cobertura va del %(desde)s al %(hasta)s: el fallo queda fuera.")
        datos = {"desde": otra.desde, "hasta": otra.hasta}
        return replace(via, motivos=(_motivo(otra, texto, datos),))
    if otra.defecto and otra.defecto != hechos.defecto:
        return _de_otro_defecto(via, otra, hechos)
    if hechos.uso_indebido:
        return _con_uso_indebido(via, otra)
    accion = _accion(otra, hechos, cifras)
    fin_accion = vencer(hechos.manifestacion, accion.plazo)
    if hechos.hoy and hechos.hoy > fin_accion:
        texto = gettext_noop("La acción para exigirlo prescribió el %(fin)s.")
        return replace(via, motivos=(accion.motivo(texto, fin=fin_accion),))
    texto = gettext_noop("Se puede exigir hasta el %(fin)s (%(plazo)s de prescripción).")
    return _cubre(via, otra, fin_accion, accion.motivo(texto, fin=fin_accion))


def _cubre(via: Via, otra: OtraCobertura, fin_accion: date, motivo_accion: Motivo) -> Via:
    partes = (otra.piezas_pct, otra.mano_obra_pct, otra.desplazamiento_pct)
    datos = {"desde": otra.desde, "hasta": otra.hasta, "defecto": otra.defecto}
    return replace(
        via,
        veredicto=Veredicto.CUBIERTO if min(partes) == 100 else Veredicto.PARCIAL,
        paga=otra.paga,
        prueba=_fuente(otra).prueba,
        fin_accion=fin_accion,
        motivos=(_motivo(otra, _TEXTOS.get(otra.tipo, DECLARADA), datos), motivo_accion),
        piezas_pct=otra.piezas_pct,
        mano_obra_pct=otra.mano_obra_pct,
        desplazamiento_pct=otra.desplazamiento_pct,
        garante=otra.garante,
    )


def _de_otro_defecto(via: Via, otra: OtraCobertura, hechos: Hechos) -> Via:
    """Of another fault it says no; before anybody knows the fault, it cannot be decided."""
    datos = {"defecto": otra.defecto, "hasta": otra.hasta}
    if hechos.defecto:
        texto = gettext_noop("Esta cobertura solo alcanza al defecto «%(defecto)s».")
        return replace(via, motivos=(_motivo(otra, texto, datos),))
    texto = gettext_noop(
        "Si lo que falla es «%(defecto)s», que ya se reparó, está cubierto hasta el %(hasta)s."
    )
    via = indeterminada(otra.tipo, (_motivo(otra, texto, datos),), "defecto", clave=otra.clave)
    return replace(via, hasta=otra.hasta)


def _con_uso_indebido(via: Via, otra: OtraCobertura) -> Via:
    """What the law gives ends there (whoever repaired proves it); what was agreed, as it says."""
    if _fuente(otra).prueba is not None:
        texto = gettext_noop("Se ha acreditado un uso indebido: quien reparó debe probarlo.")
        return replace(via, motivos=(_motivo(otra, texto, {}),))
    texto = gettext_noop(
        "Se ha acreditado un uso indebido: depende de lo que digan sus condiciones."
    )
    motivos = (_motivo(otra, texto, {}),)
    return indeterminada(otra.tipo, motivos, "condiciones", clave=otra.clave)


def _accion(otra: OtraCobertura, hechos: Hechos, cifras: Parametros) -> Parametro:
    """How long it can be enforced: as the legal guarantee, or as any obligation."""
    posterior = otra.tipo == TipoVia.POSTERIOR
    codigo = "accion_desde_manifestacion" if posterior else "accion_contractual"
    return cifras.buscar(codigo, hechos.manifestacion) or cifras.vigente(codigo, date.max)


def _motivo(otra: OtraCobertura, texto: str, datos: Mapping[str, object]) -> Motivo:
    fuente = _fuente(otra)
    return Motivo(texto, fuente.norma, fuente.articulo, fuente.certeza, datos)


def _fuente(otra: OtraCobertura) -> Fuente:
    return _FUENTES.get(otra.tipo, _CONTRATO)


DECLARADA = gettext_noop("Hay una cobertura declarada o contratada del %(desde)s al %(hasta)s.")
_TEXTOS = {
    TipoVia.COMERCIAL: gettext_noop(
        "Hay una garantía comercial del %(desde)s al %(hasta)s: obliga tal como se declaró o se "
        "anunció."
    ),
    TipoVia.AMPLIACION: gettext_noop(
        "Hay una ampliación de la garantía del %(desde)s al %(hasta)s, con sus condiciones."
    ),
    TipoVia.REPARACION: gettext_noop(
        "Se reparó el %(desde)s y esa reparación está garantizada hasta el %(hasta)s: piezas, mano "
        "de obra y desplazamiento."
    ),
    TipoVia.POSTERIOR: gettext_noop(
        "«%(defecto)s» ya se reparó en garantía: responde de ese defecto hasta el %(hasta)s quien "
        "la debe, y se presume que es el mismo."
    ),
    TipoVia.CONTRATO: gettext_noop(
        "Hay un contrato de mantenimiento en vigor del %(desde)s al %(hasta)s."
    ),
}
