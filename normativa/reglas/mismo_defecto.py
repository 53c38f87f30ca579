"""R3: after a remedy, its defect stays covered for a further term (TRLGDCU art. 122.3).

And R2 and R3 asked together: `decidir_suspension`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU, Garantia, Venta, calcular_garantia
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.suspension import Plazos, Reparacion, suspender
from normativa.reglas.tipos import DATOS, Certeza, FaltanDatos, Motivo, exigir, gettext_noop


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


def _sin_dato(codigo: str) -> Motivo:
    texto = gettext_noop("No se puede contar el plazo: falta saber %(dato)s.")
    return Motivo(texto, TRLGDCU, "120 y 123.1", Certeza.TEXTO, {"dato": DATOS[codigo]})


def _es_el_mismo(reparacion: Reparacion, defecto: str, origen: str) -> bool:
    return bool(
        (defecto and reparacion.defecto == defecto) or (origen and reparacion.origen == origen)
    )


@dataclass(frozen=True)
class HechosSuspension:
    """A sale and the remedies under its guarantee; with a defect, its further year too."""

    venta: Venta
    reparaciones: tuple[Reparacion, ...] = ()
    defecto: str = ""
    origen: str = ""


@dataclass(frozen=True)
class ResultadoSuspension:
    """The ends after the remedies; None while the good is with us. `fin_mismo_defecto`: R3."""

    inicio: date | None
    fin: date | None
    fin_presuncion: date | None
    fin_mismo_defecto: date | None
    dias: int
    suspendida: bool
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_suspension(
    hechos: HechosSuspension, parametros: Parametros | None = None
) -> ResultadoSuspension:
    """How much the remedies lengthen the guarantee, and until when their defect is covered.

    Raises ReglaIncumplida if a good comes back before it was handed in, or for a term below the
    legal minimum.
    """
    for reparacion in hechos.reparaciones:
        exigir(
            reparacion.salida is None or reparacion.salida >= reparacion.entrada,
            gettext_noop("El %(salida)s es anterior a la entrega del %(entrada)s."),
            "reparaciones",
            entrada=reparacion.entrada,
            salida=reparacion.salida,
        )
    cifras = parametros or oficiales()
    try:
        garantia = calcular_garantia(hechos.venta, cifras)
    except FaltanDatos as error:
        motivo = error.motivo or _sin_dato(error.codigos[0])
        return ResultadoSuspension(None, None, None, None, 0, False, (motivo,), error.codigos)
    cobertura = cubrir_defecto(garantia, hechos.reparaciones, hechos.defecto, hechos.origen, cifras)
    plazos = cobertura.plazos
    return ResultadoSuspension(
        inicio=garantia.inicio,
        fin=plazos.fin,
        fin_presuncion=plazos.fin_presuncion,
        fin_mismo_defecto=cobertura.hasta,
        dias=plazos.dias,
        suspendida=plazos.suspendida,
        motivos=(*garantia.motivos, *cobertura.motivos),
    )
