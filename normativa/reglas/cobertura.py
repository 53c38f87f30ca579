"""Is it covered, who pays, until when, who proves and why: all the rules of a unit in one decision.

Each right of the unit (the legal guarantee, a commercial one, a contract…) is a `Via` judged on
its own; the decision is the best one for the customer. A later rule adds a via and touches nothing
else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU, Garantia, Venta, calcular_garantia
from normativa.reglas.manifestacion import (
    Manifestacion,
    QuienPrueba,
    valorar_manifestacion,
)
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import (
    Certeza,
    FaltanDatos,
    Motivo,
    ReglaIncumplida,
    gettext_noop,
)


class Veredicto(StrEnum):
    CUBIERTO = "cubierto"
    PARCIAL = "parcial"  # a commercial guarantee or contract that pays a share
    INDETERMINADO = "indeterminado"  # said honestly, with what is missing
    NO_CUBIERTO = "no_cubierto"


class Papel(StrEnum):
    """What our company is to this unit."""

    VENDEDOR = "vendedor"
    FABRICANTE = "fabricante"
    SAT_OFICIAL = "sat_oficial"
    SAT_INDEPENDIENTE = "sat_independiente"


class Pagador(StrEnum):
    CLIENTE = "cliente"
    VENDEDOR = "vendedor"
    FABRICANTE = "fabricante"
    ASEGURADORA = "aseguradora"
    CONTRATO = "contrato"
    NOSOTROS = "nosotros"
    CORTESIA = "cortesia"


class TipoVia(StrEnum):
    LEGAL = "legal"
    COMERCIAL = "comercial"
    AMPLIACION = "ampliacion"
    REPARACION = "reparacion"
    POSTERIOR = "posterior"
    CONTRATO = "contrato"
    ENTRE_EMPRESAS = "entre_empresas"


@dataclass(frozen=True)
class OtraCobertura:
    """A right that was declared or bought: its dates and shares are data, not law."""

    tipo: TipoVia
    desde: date
    hasta: date
    paga: Pagador
    piezas_pct: int = 100
    mano_obra_pct: int = 100
    desplazamiento_pct: int = 100
    defecto: str = ""  # covers only this one, if given


@dataclass(frozen=True)
class Hechos:
    """What is known of the case. None is "not known", which is not the same as "no"."""

    manifestacion: date  # when the fault showed, whenever it was reported
    consumidor: bool | None
    venta: Venta | None
    papel: Papel = Papel.VENDEDOR
    reparaciones: tuple[Reparacion, ...] = ()
    defecto: str = ""
    origen: str = ""
    otras: tuple[OtraCobertura, ...] = ()
    uso_indebido: bool = False  # proved by whoever says it, with a technician's report
    vendedor_inaccesible: bool = False  # impossible or too burdensome for the consumer (art. 125.1)
    territorio: str = ""  # autonomous community, ISO 3166-2:ES without prefix
    hoy: date | None = None  # to know whether the action has prescribed


@dataclass(frozen=True)
class Via:
    """One right, judged."""

    tipo: TipoVia
    veredicto: Veredicto
    motivos: tuple[Motivo, ...]
    paga: Pagador | None = None
    hasta: date | None = None
    prueba: QuienPrueba | None = None
    fin_accion: date | None = None
    faltan: tuple[str, ...] = ()  # keys of tipos.DATOS
    piezas_pct: int = 0
    mano_obra_pct: int = 0
    desplazamiento_pct: int = 0


@dataclass(frozen=True)
class Decision:
    """The best vía and what to tell the customer; `garantia` and `manifestacion` show how."""

    veredicto: Veredicto
    via: TipoVia
    paga: Pagador | None  # None while undetermined
    hasta: date | None
    prueba: QuienPrueba | None
    fin_accion: date | None
    piezas_pct: int
    mano_obra_pct: int
    desplazamiento_pct: int
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...]
    derivacion: Motivo | None  # hand-off text, when it is another's duty
    vias: tuple[Via, ...]
    garantia: Garantia | None = None
    manifestacion: Manifestacion | None = None

    @property
    def certeza(self) -> Certeza:
        """That of the weakest reason."""
        return max((m.certeza for m in self.motivos), key=_DEBILIDAD.index)


_DEBILIDAD = [Certeza.TEXTO, Certeza.SECUNDARIA, Certeza.INTERPRETACION, Certeza.MEMORIA]
_PREFERENCIA = list(Veredicto)  # best for the customer first


def decidir_cobertura(hechos: Hechos, parametros: Parametros | None = None) -> Decision:
    """Judge every right of the unit and give the best one, with reasons, payer and hand-off text.

    It never raises for missing or impossible facts: they come back as INDETERMINADO with `faltan`
    and a reason.
    """
    cifras = parametros or oficiales()
    legal, garantia, manifestacion = _via_legal(hechos, cifras)
    vias = (legal, *(_via_declarada(otra, hechos) for otra in hechos.otras))
    mejor = min(vias, key=lambda via: _PREFERENCIA.index(via.veredicto))
    return Decision(
        veredicto=mejor.veredicto,
        via=mejor.tipo,
        paga=mejor.paga,
        hasta=mejor.hasta,
        prueba=mejor.prueba,
        fin_accion=mejor.fin_accion,
        piezas_pct=mejor.piezas_pct,
        mano_obra_pct=mejor.mano_obra_pct,
        desplazamiento_pct=mejor.desplazamiento_pct,
        motivos=(*_motivos(mejor, vias), *_formalidades_del_rechazo(mejor, hechos)),
        faltan=_faltan(mejor, vias),
        derivacion=_derivacion(mejor, hechos),
        vias=vias,
        garantia=garantia,
        manifestacion=manifestacion,
    )


def _motivos(mejor: Via, vias: tuple[Via, ...]) -> tuple[Motivo, ...]:
    """Of the one that covers; when none does, of all."""
    if mejor.veredicto in {Veredicto.CUBIERTO, Veredicto.PARCIAL}:
        return mejor.motivos
    otras = (via for via in vias if via is not mejor)
    return (*mejor.motivos, *(motivo for via in otras for motivo in via.motivos))


def _faltan(mejor: Via, vias: tuple[Via, ...]) -> tuple[str, ...]:
    """What could still improve the verdict; nothing does when it is covered."""
    if mejor.veredicto == Veredicto.CUBIERTO:
        return ()
    return tuple(dict.fromkeys(dato for via in vias for dato in via.faltan))


# --- The legal guarantee


def _via_legal(
    hechos: Hechos, cifras: Parametros
) -> tuple[Via, Garantia | None, Manifestacion | None]:
    if hechos.consumidor is False:
        return _via_entre_empresas(hechos, cifras), None, None
    garantia = manifestacion = None
    try:
        garantia = calcular_garantia(hechos.venta or Venta(), cifras)
        manifestacion = valorar_manifestacion(
            garantia,
            hechos.manifestacion,
            hechos.reparaciones,
            hechos.defecto,
            hechos.origen,
            cifras,
        )
    except FaltanDatos as error:
        motivo = error.motivo or NO_SE_PUEDE_DECIDIR
        return _indeterminada(TipoVia.LEGAL, (motivo,), *error.codigos), garantia, None
    except ReglaIncumplida as error:
        faltan = "manifestacion" if garantia else "contrato"
        return _indeterminada(TipoVia.LEGAL, (error.motivo,), faltan), garantia, None
    return _juzgar_legal(hechos, manifestacion), garantia, manifestacion


def _juzgar_legal(hechos: Hechos, manifestacion: Manifestacion) -> Via:
    via = Via(
        TipoVia.LEGAL,
        Veredicto.NO_CUBIERTO,
        manifestacion.motivos,
        paga=Pagador.CLIENTE,
        hasta=manifestacion.hasta,
        fin_accion=manifestacion.fin_accion,
    )
    if hechos.consumidor is None:
        motivos = (SOLO_CONSUMIDORES, *manifestacion.motivos)
        return _indeterminada(TipoVia.LEGAL, motivos, "es_consumidor")
    if not manifestacion.dentro:
        return via
    if hechos.uso_indebido:
        return replace(via, motivos=(*via.motivos, USO_INDEBIDO))
    if hechos.hoy and manifestacion.fin_accion and hechos.hoy > manifestacion.fin_accion:
        return replace(via, motivos=(*via.motivos, _prescrita(manifestacion)))
    paga, motivo = _quien_responde(hechos)
    return replace(
        via,
        veredicto=Veredicto.CUBIERTO,
        paga=paga,
        prueba=manifestacion.prueba,
        motivos=(*via.motivos, motivo),
        piezas_pct=100,
        mano_obra_pct=100,
        desplazamiento_pct=100,
    )


def _quien_responde(hechos: Hechos) -> tuple[Pagador, Motivo]:
    if hechos.vendedor_inaccesible and hechos.papel != Papel.VENDEDOR:
        return Pagador.FABRICANTE, RESPONDE_EL_FABRICANTE
    return Pagador.VENDEDOR, RESPONDE_EL_VENDEDOR


def _indeterminada(tipo: TipoVia, motivos: tuple[Motivo, ...], *faltan: str) -> Via:
    return Via(tipo, Veredicto.INDETERMINADO, motivos, faltan=faltan)


def _prescrita(manifestacion: Manifestacion) -> Motivo:
    texto = gettext_noop("La acción para exigirlo prescribió el %(fin)s.")
    return replace(manifestacion.motivos[-1], texto=texto)  # the norm of its own term


# --- Between businesses


def _via_entre_empresas(hechos: Hechos, cifras: Parametros) -> Via:
    """No guarantee of consumers: the codes give short terms and the contract may say otherwise."""
    return _indeterminada(
        TipoVia.ENTRE_EMPRESAS,
        (ENTRE_EMPRESAS, *_plazos_entre_empresas(hechos, cifras)),
        "contrato",
    )


def _plazos_entre_empresas(hechos: Hechos, cifras: Parametros) -> Iterable[Motivo]:
    venta = hechos.venta or Venta()
    fechas = [f for f in (venta.fecha_albaran, venta.fecha_factura, venta.fecha_contrato) if f]
    if not fechas:
        return
    entrega = fechas[0]
    for codigo, texto in (
        (
            "vicios_mercantil",
            gettext_noop("Compraventa mercantil: vicios internos, %(plazo)s; hasta el %(fin)s."),
        ),
        (
            "vicios_civil",
            gettext_noop("Saneamiento por vicios ocultos: %(plazo)s; hasta el %(fin)s."),
        ),
    ):
        cifra = cifras.vigente(codigo, entrega)
        yield cifra.motivo(texto, fin=vencer(entrega, cifra.plazo))


# --- Declared or bought: commercial guarantee, extension, contract, guarantee of a repair


def _via_declarada(otra: OtraCobertura, hechos: Hechos) -> Via:
    via = Via(otra.tipo, Veredicto.NO_CUBIERTO, (), paga=Pagador.CLIENTE, hasta=otra.hasta)
    datos = {"desde": otra.desde, "hasta": otra.hasta}
    if not otra.desde <= hechos.manifestacion <= otra.hasta:
        texto = gettext_noop("Esta cobertura va del %(desde)s al %(hasta)s: el fallo queda fuera.")
        return replace(via, motivos=(_declarado(otra.tipo, texto, datos),))
    if otra.defecto and otra.defecto != hechos.defecto:
        texto = gettext_noop("Esta cobertura solo alcanza al defecto «%(defecto)s».")
        return replace(via, motivos=(_declarado(otra.tipo, texto, {"defecto": otra.defecto}),))
    if hechos.uso_indebido:
        texto = gettext_noop(
            "Se ha acreditado un uso indebido: depende de lo que digan sus condiciones."
        )
        return _indeterminada(otra.tipo, (_declarado(otra.tipo, texto, {}),), "condiciones")
    partes = (otra.piezas_pct, otra.mano_obra_pct, otra.desplazamiento_pct)
    texto = gettext_noop("Hay una cobertura declarada o contratada del %(desde)s al %(hasta)s.")
    return replace(
        via,
        veredicto=Veredicto.CUBIERTO if min(partes) == 100 else Veredicto.PARCIAL,
        paga=otra.paga,
        motivos=(_declarado(otra.tipo, texto, datos),),
        piezas_pct=otra.piezas_pct,
        mano_obra_pct=otra.mano_obra_pct,
        desplazamiento_pct=otra.desplazamiento_pct,
    )


def _declarado(tipo: TipoVia, texto: str, datos: Mapping[str, object]) -> Motivo:
    """Commercial guarantees bind as declared; those of a repair, by law; contracts, as signed."""
    norma, articulo, certeza = _NORMA_DE_VIA.get(tipo, ("Código Civil", "1091", Certeza.MEMORIA))
    return Motivo(texto, norma, articulo, certeza, datos)


_NORMA_DE_VIA = {
    TipoVia.COMERCIAL: (TRLGDCU, "127", Certeza.TEXTO),
    TipoVia.AMPLIACION: (TRLGDCU, "127", Certeza.TEXTO),
    TipoVia.REPARACION: ("RD 58/1988", "6", Certeza.TEXTO),
    TipoVia.POSTERIOR: (TRLGDCU, "122.3", Certeza.TEXTO),
}


# --- What is said with the verdict

NO_SE_PUEDE_DECIDIR = Motivo(
    gettext_noop("No se puede decidir: sin la fecha de la compra o de la entrega no hay plazo."),
    TRLGDCU,
    "123.1",
    Certeza.TEXTO,
)
SOLO_CONSUMIDORES = Motivo(
    gettext_noop(
        "No se puede decidir: la garantía legal es de los consumidores, y no consta si lo es. "
        "También lo son las comunidades de propietarios y otras entidades sin ánimo de lucro."
    ),
    TRLGDCU,
    "3.1",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop(
        "No se puede decidir sin el contrato: es una compra para un negocio y la garantía legal "
        "de los consumidores no se aplica. Estos son los plazos si no se pactó otra cosa."
    ),
    TRLGDCU,
    "114",
    Certeza.TEXTO,
)
USO_INDEBIDO = Motivo(
    gettext_noop(
        "Se ha acreditado un uso indebido: no es una falta de conformidad de origen. "
        "Quien lo afirma debe probarlo."
    ),
    TRLGDCU,
    "121.1",
    Certeza.INTERPRETACION,
)
RESPONDE_EL_VENDEDOR = Motivo(
    gettext_noop("La garantía legal la debe quien vendió el bien; para el cliente es gratis."),
    TRLGDCU,
    "117 y 118.4",
    Certeza.TEXTO,
)
RESPONDE_EL_FABRICANTE = Motivo(
    gettext_noop(
        "Si acudir al vendedor es imposible o una carga excesiva, responde el productor en los "
        "mismos plazos."
    ),
    TRLGDCU,
    "125.1",
    Certeza.TEXTO,
)
RECHAZO_CON_INFORME = Motivo(
    gettext_noop("Rechazar una garantía exige un informe técnico firmado."),
    "Ley 6/2019 (Extremadura)",
    "24",
    Certeza.TEXTO,
)


def _formalidades_del_rechazo(via: Via, hechos: Hechos) -> tuple[Motivo, ...]:
    rechazada = via.veredicto == Veredicto.NO_CUBIERTO and via.tipo == TipoVia.LEGAL
    return (RECHAZO_CON_INFORME,) if rechazada and hechos.territorio == "EX" else ()


_DERIVACIONES = {
    Papel.FABRICANTE: gettext_noop(
        "La garantía legal la debe el vendedor: el cliente puede pedirle la reparación o la "
        "sustitución gratuitas con la factura. Si acudir a él le resulta imposible o una carga "
        "excesiva, puede reclamárnosla como fabricante."
    ),
    Papel.SAT_OFICIAL: gettext_noop(
        "La garantía legal la debe el vendedor. Como servicio oficial, reparamos por cuenta de la "
        "marca o del vendedor: pida su autorización antes de empezar; el cliente no paga."
    ),
    Papel.SAT_INDEPENDIENTE: gettext_noop(
        "El equipo está en garantía legal y la debe el vendedor: el cliente puede pedirle la "
        "reparación o la sustitución gratuitas con la factura. Si la hacemos nosotros, es una "
        "reparación de pago; dígaselo antes de empezar."
    ),
}


def _derivacion(via: Via, hechos: Hechos) -> Motivo | None:
    """What to tell the customer when the guarantee is somebody else's duty."""
    texto = _DERIVACIONES.get(hechos.papel)
    if via.tipo != TipoVia.LEGAL or via.veredicto != Veredicto.CUBIERTO or texto is None:
        return None
    if hechos.papel == Papel.FABRICANTE and via.paga == Pagador.FABRICANTE:
        return None
    return Motivo(texto, TRLGDCU, "117 y 125.1", Certeza.INTERPRETACION)
