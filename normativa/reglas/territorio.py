"""Which figure counts where: that of the community or, if we know of none, the State's."""

from collections.abc import Iterator
from datetime import date

from normativa.reglas.parametros import Parametro, Parametros
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop

COMUNIDADES = {
    "AN": gettext_noop("Andalucía"),
    "AR": gettext_noop("Aragón"),
    "AS": gettext_noop("Asturias"),
    "CB": gettext_noop("Cantabria"),
    "CE": gettext_noop("Ceuta"),
    "CL": gettext_noop("Castilla y León"),
    "CM": gettext_noop("Castilla-La Mancha"),
    "CN": gettext_noop("Canarias"),
    "CT": gettext_noop("Cataluña"),
    "EX": gettext_noop("Extremadura"),
    "GA": gettext_noop("Galicia"),
    "IB": gettext_noop("Illes Balears"),
    "MC": gettext_noop("Región de Murcia"),
    "MD": gettext_noop("Comunidad de Madrid"),
    "ML": gettext_noop("Melilla"),
    "NC": gettext_noop("Navarra"),
    "PV": gettext_noop("País Vasco"),
    "RI": gettext_noop("La Rioja"),
    "VC": gettext_noop("Comunitat Valenciana"),
}
# Asked for without a community: the same law everywhere.
SOLO_ESTATALES = frozenset(
    {
        "garantia_bien",
        "presuncion_bien",
        "garantia_digital",
        "presuncion_digital",
        "garantia_digital_continuo_en_bien",
        "minimo_segunda_mano",
        "posterior_al_remedio",
        "accion_desde_manifestacion",
        "accion_desde_entrega",
        "accion_contractual",
        "vicios_aparentes_mercantil",
        "vicios_mercantil",
        "vicios_civil",
        "reembolso_garantia",
        "reembolso_desistimiento",
        "devolucion_bienes",
        "desistimiento",
        "desistimiento_visita",
        "desistimiento_sin_informar",
        "repeticion",
        "derecho_reparar_en_vigor",
        "ampliacion_por_reparar",
        "formulario_reparacion",
        "aviso_renovacion",
        "completar_reclamacion",
        "adr_informar",
        "adr_espera",
        "adr_tope",
        "adr_resultado",
        "continuidad",
    }
)
LEIDAS = frozenset({"CB", "CM", "CT", "EX", "GA"})  # their consumer act was read


def norma_estatal(cifras: Parametros, territorio: str, en: date, *codigos: str) -> Iterator[Motivo]:
    """Say that the State's rule is used, when the community has none of its own of those codes.

    Without a territory nothing is said: nobody asked for a regional rule.
    """
    if not territorio or any(cifras.buscar(codigo, en, territorio) for codigo in codigos):
        return
    texto = gettext_noop("No nos consta norma propia de %(comunidad)s: se aplica la estatal.")
    certeza = Certeza.INTERPRETACION if territorio in LEIDAS else Certeza.MEMORIA
    yield Motivo(texto, "", "", certeza, {"comunidad": COMUNIDADES.get(territorio, territorio)})


def sin_exigir(*cifras: Parametro | None) -> Iterator[Motivo]:
    """Which duties of a community or of the State this installation decided not to apply."""
    texto = gettext_noop("Aquí se ha decidido no exigirlo.")
    yield from (c.motivo(texto) for c in cifras if c and c.propio and not c.es_si)


def cifras_que_cuentan(
    cifras: Parametros, codigo: str, en: date, territorio: str = ""
) -> tuple[Parametro, ...]:
    """The State's figure and the community's, those that there are."""
    candidatas = (
        cifras.buscar(codigo, en),
        cifras.buscar(codigo, en, territorio) if territorio else None,
    )
    return tuple(cifra for cifra in candidatas if cifra)
