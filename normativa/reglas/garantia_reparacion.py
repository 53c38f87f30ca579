"""R8: how long a paid repair or installation is guaranteed, and against what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import vencer
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS, RD_TALLERES, Sector
from normativa.reglas.territorio import norma_estatal
from normativa.reglas.tipos import Certeza, Motivo, Plazo, Unidad, exigir, gettext_noop


@dataclass(frozen=True)
class HechosGarantiaReparacion:
    """A repair or installation that was handed over, and what is claimed on its guarantee."""

    entregado: date | None
    sector: Sector = Sector.APARATO
    territorio: str = ""
    consumidor: bool | None = True
    km_entrega: int | None = None  # vehicles
    meses_ofrecidos: int | None = None  # more than the minimum, if it was offered
    # The repair was itself a remedy under the legal guarantee: art. 122.3 counts too (R3).
    en_garantia_legal: bool = False
    fecha_contrato: date | None = None  # of that sale; without it, the text of today
    # What is claimed now.
    fallo: date | None = None
    km_fallo: int | None = None
    mismo_fallo: bool | None = None  # the repaired fault, or one that the repair caused
    manipulado: bool = False  # by third parties
    uso_indebido: bool = False  # or force majeure
    prueba_uso_indebido: bool = False  # the workshop attaches it
    oculta_rechazada: bool = (
        False  # comes from a hidden fault that the user would not have repaired
    )
    rechazo_en_factura: bool = False  # and the invoice says so


@dataclass(frozen=True)
class ResultadoGarantiaReparacion:
    """`hasta`: the better of both; None without any term. `cubierto` None: cannot be said."""

    hasta: date | None
    hasta_reparacion: date | None  # that of the repair
    hasta_mismo_defecto: date | None  # that of the legal guarantee, for the same defect
    hasta_km: int | None  # if it comes first; it does not shorten the legal guarantee
    anulada: bool
    cubierto: bool | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_garantia_reparacion(
    hechos: HechosGarantiaReparacion, parametros: Parametros | None = None
) -> ResultadoGarantiaReparacion:
    """Until when a repair is guaranteed and whether this fault is inside it (R8).

    Raises ReglaIncumplida if the fault is before the hand-over or the kilometres go backwards.
    """
    cifras = parametros or oficiales()
    _comprobar(hechos)
    if hechos.entregado is None:
        return ResultadoGarantiaReparacion(
            None, None, None, None, False, None, (_sin_entrega(hechos),), ("reparado",)
        )
    hasta, motivos = _de_la_reparacion(hechos, hechos.entregado, cifras)
    mismo, motivos_mismo = _mismo_defecto(hechos, hechos.entregado, cifras)
    hasta_km, motivos_km = _kilometros(hechos, hechos.entregado, cifras)
    cubierto, faltan, motivos_fallo = _juzgar(hechos, hasta, mismo, hasta_km)
    return ResultadoGarantiaReparacion(
        hasta=max((fecha for fecha in (hasta, mismo) if fecha), default=None),
        hasta_reparacion=hasta,
        hasta_mismo_defecto=mismo,
        hasta_km=hasta_km,
        anulada=hechos.manipulado and hasta is not None,
        cubierto=cubierto,
        motivos=(
            *motivos,
            *motivos_km,
            *motivos_mismo,
            *((PIEZAS_NUEVAS,) if hechos.consumidor is not False else ()),
            *norma_estatal(cifras, hechos.territorio, hechos.entregado, _PLAZOS[hechos.sector]),
            *_manipulado(hechos),
            *motivos_fallo,
        ),
        faltan=(*_kilometros_que_faltan(hechos), *faltan),
    )


def _sin_entrega(hechos: HechosGarantiaReparacion) -> Motivo:
    articulos = _ARTICULOS[hechos.sector]
    return articulos.motivo(articulos.entrega, SIN_ENTREGA)


def _comprobar(hechos: HechosGarantiaReparacion) -> None:
    exigir(
        hechos.meses_ofrecidos is None or 0 <= hechos.meses_ofrecidos <= MESES_CREIBLES,
        gettext_noop("Los meses ofrecidos no son creíbles."),
        "meses_ofrecidos",
    )
    if hechos.entregado and hechos.fallo:
        exigir(
            hechos.fallo >= hechos.entregado,
            gettext_noop("El fallo no puede ser anterior a la entrega: revise las fechas."),
            "fallo",
        )
    if hechos.km_entrega is not None and hechos.km_fallo is not None:
        exigir(
            hechos.km_fallo >= hechos.km_entrega,
            gettext_noop("Los kilómetros no pueden ser menos que al entregarlo."),
            "km_fallo",
        )


# --- Terms

MESES_CREIBLES = 600
_PLAZOS = {
    Sector.APARATO: "garantia_reparacion_aparato",
    Sector.AUTOMOVIL: "garantia_reparacion_automovil",
    Sector.VEHICULO_INDUSTRIAL: "garantia_reparacion_industrial",
    Sector.OTRO: "garantia_servicio",  # of those without a rule of their own: some communities
}


def _de_la_reparacion(
    hechos: HechosGarantiaReparacion, entregado: date, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    """The legal minimum or what was offered, the longer."""
    cifra = _minimo(hechos, entregado, cifras)
    hasta = vencer(entregado, cifra.plazo) if cifra else None
    motivos: list[Motivo] = []
    if cifra:
        texto = gettext_noop(
            "La reparación o instalación tiene una garantía mínima de %(plazo)s desde la entrega: "
            "hasta el %(hasta)s."
        )
        motivos += [cifra.motivo(texto, hasta=hasta), *_alcance(hechos.sector)]
    else:
        motivos.append(ENTRE_EMPRESAS if hechos.consumidor is False else SIN_NORMA_PROPIA)
    if hechos.meses_ofrecidos is None:
        return hasta, motivos
    ofrecido = Plazo(hechos.meses_ofrecidos, Unidad.MESES)
    fin = vencer(entregado, ofrecido)
    if hasta is not None and fin <= hasta:
        articulos = _ARTICULOS[hechos.sector]
        menos = [articulos.motivo(articulos.minimo, MENOS_NO_CUENTA)] if fin < hasta else []
        return hasta, [*motivos, *menos]
    texto = gettext_noop("Se ofrecieron %(ofrecido)s: hasta el %(hasta)s.")
    datos = {"ofrecido": ofrecido, "hasta": fin}
    return fin, [*motivos, Motivo(texto, "Código Civil", "1091", Certeza.INTERPRETACION, datos)]


def _minimo(
    hechos: HechosGarantiaReparacion, entregado: date, cifras: Parametros
) -> Parametro | None:
    """The community's or the State's of that sector, if there is one and it protects this user."""
    if hechos.consumidor is False and not hechos.sector.es_vehiculo:
        return None
    return cifras.aplicable(_PLAZOS[hechos.sector], entregado, hechos.territorio)


def _alcance(sector: Sector) -> Iterator[Motivo]:
    if sector == Sector.APARATO:
        yield TOTAL_APARATO
    elif sector.es_vehiculo:
        yield TOTAL_VEHICULO


def _kilometros(
    hechos: HechosGarantiaReparacion, entregado: date, cifras: Parametros
) -> tuple[int | None, list[Motivo]]:
    if not hechos.sector.es_vehiculo:
        return None, []
    cifra = cifras.aplicable(f"{_PLAZOS[hechos.sector]}_km", entregado, hechos.territorio)
    if cifra is None or hechos.km_entrega is None:
        return None, []
    hasta = hechos.km_entrega + int(cifra.valor)
    texto = gettext_noop("O hasta que recorra %(plazo)s, lo que llegue antes: %(hasta)s km.")
    return hasta, [cifra.motivo(texto, hasta=hasta)]


def _kilometros_que_faltan(hechos: HechosGarantiaReparacion) -> tuple[str, ...]:
    return ("km",) if hechos.sector.es_vehiculo and hechos.km_entrega is None else ()


def _mismo_defecto(
    hechos: HechosGarantiaReparacion, entregado: date, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    """A remedy under the legal guarantee opens a further term for its defect (art. 122.3)."""
    if not hechos.en_garantia_legal or hechos.consumidor is False:
        return None, []
    contrato = hechos.fecha_contrato or entregado
    cifra = cifras.vigente("posterior_al_remedio", contrato)
    hasta = vencer(entregado, cifra.plazo)
    texto = gettext_noop(
        "Se reparó en garantía legal: ese defecto queda cubierto %(plazo)s más, hasta el "
        "%(hasta)s. Vale el plazo mejor."
    )
    return hasta, [cifra.motivo(texto, hasta=hasta)]


# --- The fault that is claimed


def _juzgar(
    hechos: HechosGarantiaReparacion, hasta: date | None, mismo: date | None, hasta_km: int | None
) -> tuple[bool | None, tuple[str, ...], list[Motivo]]:
    """Whether the fault is covered, what is missing to say it, and why."""
    if hechos.fallo is None or (hasta is None and mismo is None):
        return None, (), []
    articulos = _ARTICULOS[hechos.sector]
    if hechos.mismo_fallo is False:
        return False, (), [articulos.motivo(articulos.gratis, OTRO_FALLO)]
    if (exclusion := _exclusion(hechos)) is not None:
        return False, (), [exclusion]
    pasado_de_km = hasta_km is not None and (hechos.km_fallo or 0) > hasta_km
    por_reparacion = hasta is not None and hechos.fallo <= hasta and not pasado_de_km
    por_ley = mismo is not None and hechos.fallo <= mismo
    if not por_ley and (hechos.manipulado or not por_reparacion):
        return False, (), [] if hechos.manipulado else [_fuera(hechos.fallo)]
    faltan = () if hechos.mismo_fallo else ("mismo_fallo",)
    gratuita = articulos.motivo(articulos.gratis, GRATUITA)
    if hechos.uso_indebido:  # said, but not proved
        prueba = articulos.motivo(articulos.uso, PRUEBA_EL_TALLER)
        return None if faltan else True, (*faltan, "prueba"), [prueba, gratuita]
    return None if faltan else True, faltan, [gratuita]


def _exclusion(hechos: HechosGarantiaReparacion) -> Motivo | None:
    articulos = _ARTICULOS[hechos.sector]
    if hechos.uso_indebido and hechos.prueba_uso_indebido:
        return articulos.motivo(
            articulos.uso, gettext_noop("Se ha probado un uso inadecuado o fuerza mayor: no cubre.")
        )
    if hechos.oculta_rechazada and hechos.rechazo_en_factura:
        texto = gettext_noop(
            "Viene de una avería oculta que el usuario no quiso reparar, y consta en la factura."
        )
        return articulos.motivo(articulos.oculta, texto)
    return None


def _manipulado(hechos: HechosGarantiaReparacion) -> Iterator[Motivo]:
    if hechos.manipulado:
        articulos = _ARTICULOS[hechos.sector]
        texto = gettext_noop(
            "Lo manipularon o repararon terceros: la garantía de la reparación deja de valer."
        )
        yield articulos.motivo(articulos.manipulado, texto)


def _fuera(fallo: date) -> Motivo:
    texto = gettext_noop("El fallo del %(fallo)s queda fuera de esos límites.")
    return Motivo(texto, "", "", Certeza.INTERPRETACION, {"fallo": fallo})


@dataclass(frozen=True)
class _Articulos:
    """Where each decree says it; "" where it says nothing, and it is our reading."""

    norma: str = ""
    entrega: str = ""
    minimo: str = ""  # clauses against it do not count
    gratis: str = ""
    manipulado: str = ""
    uso: str = ""
    oculta: str = ""

    def motivo(self, articulo: str, texto: str) -> Motivo:
        certeza = Certeza.TEXTO if articulo else Certeza.INTERPRETACION
        return Motivo(texto, self.norma if articulo else "", articulo, certeza)


_TALLERES = _Articulos(RD_TALLERES, "16.2", "12.4", "16.4", "16.2", "", "16.6")
_ARTICULOS = {
    Sector.APARATO: _Articulos(RD_APARATOS, "6.3", "8.5", "6.6", "6.3", "6.5", "6.8"),
    Sector.AUTOMOVIL: _TALLERES,
    Sector.VEHICULO_INDUSTRIAL: _TALLERES,
    Sector.OTRO: _Articulos(),
}

# --- What is said with them

SIN_ENTREGA = gettext_noop(
    "La garantía se cuenta desde que se entrega reparado, y no consta cuándo fue."
)
MENOS_NO_CUENTA = gettext_noop("Se ofreció menos que el mínimo: cuenta el mínimo.")
OTRO_FALLO = gettext_noop(
    "Es otro fallo: la garantía de la reparación solo alcanza a lo reparado y a lo que causó."
)
GRATUITA = gettext_noop("Si es el mismo fallo o lo causó la reparación, se repara gratis.")
PRUEBA_EL_TALLER = gettext_noop(
    "El uso inadecuado lo debe probar quien hizo la reparación: sin prueba, cubre."
)
TOTAL_APARATO = Motivo(
    gettext_noop(
        "Es total sobre lo reparado: piezas, mano de obra e impuestos, y el transporte y el "
        "desplazamiento que ya se pagaron."
    ),
    RD_APARATOS,
    "6.4",
    Certeza.TEXTO,
)
TOTAL_VEHICULO = Motivo(
    gettext_noop(
        "Es total: materiales, mano de obra, transporte, desplazamiento e impuestos. Las piezas "
        "con un plazo mayor lo conservan."
    ),
    RD_TALLERES,
    "16.2 y 16.3",
    Certeza.TEXTO,
)
SIN_NORMA_PROPIA = Motivo(
    gettext_noop(
        "No conocemos un plazo de garantía para este servicio: responde quien lo hizo mal, según "
        "el contrato y las reglas generales."
    ),
    "Código Civil",
    "1101",
    Certeza.INTERPRETACION,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No es consumidor: la garantía de la reparación es la que diga el contrato."),
    RD_APARATOS,
    "1",
    Certeza.INTERPRETACION,
)
PIEZAS_NUEVAS = Motivo(
    gettext_noop(
        "Si además se vendió una pieza nueva, no está resuelto que tenga su propia garantía legal."
    ),
    "TRLGDCU",
    "114",
    Certeza.INTERPRETACION,
)
