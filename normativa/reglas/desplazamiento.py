"""R11: what may be billed for labour and travel of a service at home (RD 58/1988 art. 5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS, Gama, Sector
from normativa.reglas.territorio import norma_estatal, sin_exigir
from normativa.reglas.tipos import Certeza, Motivo, Plazo, Unidad, a_la_baja, exigir, gettext_noop


class Recargo(StrEnum):
    URGENCIA = "urgencia"
    NOCTURNO = "nocturno"
    FESTIVO = "festivo"


@dataclass(frozen=True)
class HechosDesplazamiento:
    """One service: however many appliances and visits it took."""

    fecha: date
    sector: Sector = Sector.APARATO
    gama: Gama = Gama.OTRA
    territorio: str = ""
    consumidor: bool | None = True
    minutos_reales: int | None = None
    en_domicilio: bool = True
    sencilla: bool = True  # an easy repair: the only one with a minimum
    aparatos: int = 1
    visitas: int = 1
    visitas_sin_usuario: int = 0  # of them, those in which nobody opened
    en_garantia: bool = False  # legal, or of a previous repair
    tarifa_hora_eur: Decimal | None = None
    desplazamiento_eur: Decimal | None = None  # posted price of one
    recargos: tuple[Recargo, ...] = ()


@dataclass(frozen=True)
class ResultadoDesplazamiento:
    """Ceilings: less may be billed, never more."""

    minutos: int | None
    mano_obra_eur: Decimal | None
    desplazamientos: int
    desplazamiento_eur: Decimal | None
    recargos_no_admitidos: tuple[Recargo, ...]
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_desplazamiento(
    hechos: HechosDesplazamiento, parametros: Parametros | None = None
) -> ResultadoDesplazamiento:
    """The minutes and the trips that may be billed at most (R11).

    Raises ReglaIncumplida for amounts that cannot be.
    """
    cifras = parametros or oficiales()
    _comprobar(hechos)
    minutos, motivos_minutos = _minutos(hechos, cifras)
    viajes, motivos_viajes = _viajes(hechos)
    rechazados, motivos_recargos = _recargos(hechos, cifras)
    tarifa, precio = hechos.tarifa_hora_eur, hechos.desplazamiento_eur
    return ResultadoDesplazamiento(
        minutos=minutos,
        mano_obra_eur=a_la_baja(tarifa * minutos / 60)
        if tarifa is not None and minutos is not None
        else None,
        desplazamientos=viajes,
        desplazamiento_eur=precio * viajes if precio is not None else None,
        recargos_no_admitidos=rechazados,
        motivos=(
            *motivos_minutos,
            *motivos_viajes,
            *motivos_recargos,
            *norma_estatal(cifras, hechos.territorio, hechos.fecha, "recargo_urgencia_prohibido"),
        ),
        faltan=("minutos",) if minutos is None else (),
    )


def _comprobar(hechos: HechosDesplazamiento) -> None:
    texto = gettext_noop("Una cantidad no puede ser negativa.")
    for campo in ("minutos_reales", "tarifa_hora_eur", "desplazamiento_eur"):
        valor = getattr(hechos, campo)
        exigir(valor is None or valor >= 0, texto, campo)
    texto = gettext_noop("Tiene que haber al menos un aparato y una visita.")
    exigir(hechos.aparatos >= 1, texto, "aparatos")
    exigir(hechos.visitas >= 1, texto, "visitas")
    texto = gettext_noop("No puede faltar en más visitas de las que hubo.")
    exigir(0 <= hechos.visitas_sin_usuario <= hechos.visitas, texto, "visitas_sin_usuario")


def _nadie_abrio(hechos: HechosDesplazamiento) -> bool:
    return hechos.en_domicilio and hechos.visitas_sin_usuario == hechos.visitas


def _manda_el_contrato(hechos: HechosDesplazamiento) -> bool:
    """The decree protects consumers."""
    return hechos.consumidor is False and hechos.sector == Sector.APARATO


# --- Labour


def _minutos(hechos: HechosDesplazamiento, cifras: Parametros) -> tuple[int | None, list[Motivo]]:
    if hechos.en_garantia:
        return 0, [GARANTIA_LEGAL, _rd(hechos, "6.4", NADA_EN_GARANTIA)]
    if _nadie_abrio(hechos):
        return 0, [_rd(hechos, "5.4", SIN_TRABAJO)]
    reales = hechos.minutos_reales
    if _manda_el_contrato(hechos):
        return reales, [ENTRE_EMPRESAS]
    if not _tiene_minimo(hechos):
        return reales, [_rd(hechos, "5.2 y 3.3.2", TIEMPO_REAL)]
    cifra = cifras.vigente(f"minutos_minimos_{hechos.gama}", hechos.fecha, hechos.territorio)
    minimo = int(cifra.valor)
    if reales is None:
        return None, []
    if reales >= minimo:
        return reales, [_rd(hechos, "5.2 y 3.3.2", TIEMPO_REAL)]
    texto = gettext_noop(
        "En el domicilio y si era sencilla, se puede facturar un mínimo de %(plazo)s; costó "
        "%(reales)s."
    )
    return minimo, [cifra.motivo(texto, reales=Plazo(reales, Unidad.MINUTOS))]


def _tiene_minimo(hechos: HechosDesplazamiento) -> bool:
    return hechos.sector == Sector.APARATO and hechos.en_domicilio and hechos.sencilla


# --- Travel


def _viajes(hechos: HechosDesplazamiento) -> tuple[int, list[Motivo]]:
    if not hechos.en_domicilio:
        return 0, [_rd(hechos, "5.4", EN_EL_TALLER)]
    if hechos.en_garantia:
        return 0, []
    if _manda_el_contrato(hechos):
        return hechos.visitas, []
    ausente = [_rd(hechos, "5.4", AUSENTE)] if hechos.visitas_sin_usuario else []
    if _nadie_abrio(hechos):
        return 0, ausente
    return 1, [_rd(hechos, "5.4", UNA_SOLA_VEZ), *ausente]


# --- Surcharges


def _recargos(
    hechos: HechosDesplazamiento, cifras: Parametros
) -> tuple[tuple[Recargo, ...], list[Motivo]]:
    prohibido = cifras.aplicable("recargo_urgencia_prohibido", hechos.fecha, hechos.territorio)
    if not hechos.recargos or prohibido is None or not prohibido.es_si:
        return (), list(sin_exigir(prohibido))
    rechazados = [Recargo.URGENCIA] if Recargo.URGENCIA in hechos.recargos else []
    motivos = []
    if rechazados:
        texto = gettext_noop("Allí no se puede cobrar un recargo por urgencia.")
        motivos.append(prohibido.motivo(texto))
    if {Recargo.NOCTURNO, Recargo.FESTIVO} <= set(hechos.recargos):
        rechazados.append(Recargo.FESTIVO)
    if {Recargo.NOCTURNO, Recargo.FESTIVO} & set(hechos.recargos):
        texto = gettext_noop(
            "Nocturno solo de 22 a 6 h; festivo solo ese día; los dos juntos, no. Vale si la norma "
            "del servicio no dice otra cosa."
        )
        motivos.append(Motivo(texto, prohibido.norma, "251-7", Certeza.TEXTO))
    return tuple(rechazados), motivos


# --- What is said


def _rd(hechos: HechosDesplazamiento, articulo: str, texto: str) -> Motivo:
    """By the decree; for what is not a household appliance, only by analogy."""
    certeza = Certeza.TEXTO if hechos.sector == Sector.APARATO else Certeza.INTERPRETACION
    return Motivo(texto, RD_APARATOS, articulo, certeza)


TIEMPO_REAL = gettext_noop("Se factura el tiempo real por la tarifa expuesta.")
NADA_EN_GARANTIA = gettext_noop(
    "Si se repite una reparación en garantía no se cobra: tampoco el desplazamiento que se pagó."
)
SIN_TRABAJO = gettext_noop("El usuario no estaba: no hay trabajo que facturar.")
AUSENTE = gettext_noop("El desplazamiento no se cobra si el usuario está ausente.")
UNA_SOLA_VEZ = gettext_noop(
    "El desplazamiento se cobra una sola vez por servicio, aunque sean varios aparatos o varios "
    "viajes."
)
EN_EL_TALLER = gettext_noop("No fue en el domicilio: no hay desplazamiento.")
GARANTIA_LEGAL = Motivo(
    gettext_noop("En garantía legal no paga nada: ni mano de obra, ni piezas, ni transporte."),
    TRLGDCU,
    "118.4.a",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No es consumidor: se factura lo que diga el contrato."),
    RD_APARATOS,
    "1",
    Certeza.INTERPRETACION,
)
