"""R3: after a remedy, its defect stays covered for a further term (TRLGDCU art. 122.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import Garantia
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.suspension import Plazos, Reparacion, suspender
from normativa.reglas.tipos import Motivo, gettext_noop


@dataclass(frozen=True)
class CoberturaDefecto:
    """Until when a given defect is covered. `hasta` None: suspended, the good is with us."""

    hasta: date | None
    plazos: Plazos  # those of any other defect
    posterior: Reparacion | None  # the remedy whose further term reaches `hasta`, if any
    motivos: tuple[Motivo, ...]


def cubrir_defecto(
    garantia: Garantia,
    reparaciones: Iterable[Reparacion] = (),
    defecto: str = "",
    origen: str = "",
    parametros: Parametros | None = None,
) -> CoberturaDefecto:
    """The later of the suspended end (R2) and a year after each remedy of the same defect (R3).

    Same defect: equal `defecto`, or equal `origen` (the law presumes it). A remedy inside that
    further year opens another one. Contracts before 2022: six months.
    """
    cifra = (parametros or oficiales()).vigente("posterior_al_remedio", garantia.fecha_contrato)
    reparaciones = sorted(reparaciones, key=lambda r: (r.entrada, r.salida or date.max))
    plazos = suspender(garantia, reparaciones)
    hasta, posterior = plazos.fin, None
    for reparacion in reparaciones:
        if hasta is None or reparacion.entrada > hasta:
            continue
        if not _es_el_mismo(reparacion, defecto, origen):
            continue
        if reparacion.salida is None:  # back in our hands inside the further year
            hasta, posterior = None, reparacion
        elif (fin := vencer(reparacion.salida, cifra.plazo)) > hasta:
            hasta, posterior = fin, reparacion
    texto = gettext_noop(
        "Ese defecto ya se reparó en garantía: queda cubierto %(plazo)s desde que se "
        "devolvió el equipo, hasta el %(hasta)s."
    )
    propios = (cifra.motivo(texto, hasta=hasta),) if posterior and hasta else ()
    return CoberturaDefecto(hasta, plazos, posterior, (*plazos.motivos, *propios))


def _es_el_mismo(reparacion: Reparacion, defecto: str, origen: str) -> bool:
    return bool(
        (defecto and reparacion.defecto == defecto) or (origen and reparacion.origen == origen)
    )
