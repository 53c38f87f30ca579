"""R10: a fault that shows while another is repaired (RD 58/1988 art. 3.10, RD 1457/1986 14.6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.sector import RD_APARATOS, RD_TALLERES, Sector
from normativa.reglas.territorio import norma_estatal, sin_exigir
from normativa.reglas.tipos import Certeza, Motivo, a_la_baja, euros, exigir, gettext_noop


@dataclass(frozen=True)
class HechosAveriaOculta:
    """A hidden fault, and what was agreed about the repair in which it showed."""

    fecha: date  # which rules are in force
    sector: Sector = Sector.APARATO
    territorio: str = ""
    con_presupuesto: bool = False  # there is a quote; without one, it was waived in writing
    valor_nuevo_eur: Decimal | None = None  # what the appliance costs today, new
    coste_extra_eur: Decimal | None = None
    aceptada: bool | None = None  # None: not asked yet
    detectada_en: datetime | None = None  # vehicles


@dataclass(frozen=True)
class ResultadoAveriaOculta:
    """`maximo_eur`: up to where one may go on with notice only; zero, nothing without consent."""

    maximo_eur: Decimal | None
    porcentaje: Decimal | None
    puede_seguir: bool | None  # None: cannot be said
    nuevo_presupuesto: bool | None  # has to be offered
    avisar_hasta: datetime | None  # vehicles
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_averia_oculta(
    hechos: HechosAveriaOculta, parametros: Parametros | None = None
) -> ResultadoAveriaOculta:
    """Whether the repair may go on, and with what (R10). Raises ReglaIncumplida if negative."""
    cifras = parametros or oficiales()
    for campo in ("valor_nuevo_eur", "coste_extra_eur"):
        valor = getattr(hechos, campo)
        texto = gettext_noop("Un importe no puede ser negativo.")
        exigir(valor is None or valor >= 0, texto, campo)
    avisar, motivos_aviso = _avisar(hechos, cifras)
    maximo, porcentaje, motivos = _maximo(hechos, cifras)
    puede, motivo, faltan = _seguir(hechos, maximo)
    regional = cifras.aplicable("ampliacion_con_aceptacion", hechos.fecha, hechos.territorio)
    nuevo = None if puede is None else not puede and hechos.aceptada is None
    return ResultadoAveriaOculta(
        maximo_eur=maximo,
        porcentaje=porcentaje,
        puede_seguir=puede,
        nuevo_presupuesto=nuevo,
        avisar_hasta=avisar,
        motivos=(
            *motivos_aviso,
            *motivos,
            *motivo,
            *norma_estatal(cifras, hechos.territorio, hechos.fecha, "ampliacion_con_aceptacion"),
            *sin_exigir(regional),
        ),
        faltan=faltan,
    )


def _avisar(
    hechos: HechosAveriaOculta, cifras: Parametros
) -> tuple[datetime | None, tuple[Motivo, ...]]:
    if not hechos.sector.es_vehiculo:
        return None, (CUANTO_ANTES,) if hechos.sector == Sector.APARATO else ()
    cifra = cifras.vigente("aviso_averia_oculta", hechos.fecha, hechos.territorio)
    texto = gettext_noop("Hay que avisar, con su importe, en %(plazo)s desde que aparece.")
    if hechos.detectada_en is None:
        return None, (cifra.motivo(texto),)
    return hechos.detectada_en + timedelta(hours=int(cifra.valor)), (cifra.motivo(texto),)


def _maximo(
    hechos: HechosAveriaOculta, cifras: Parametros
) -> tuple[Decimal | None, Decimal | None, list[Motivo]]:
    """Zero where consent is always needed; None without the value of the appliance."""
    cero = Decimal(0)
    regional = cifras.aplicable("ampliacion_con_aceptacion", hechos.fecha, hechos.territorio)
    if hechos.con_presupuesto:
        return cero, None, [_con_presupuesto(hechos.sector)]
    if regional and regional.es_si:
        texto = gettext_noop("Todo lo que se añada lo tiene que aceptar, y tiene que constar.")
        return cero, None, [regional.motivo(texto)]
    if hechos.sector.es_vehiculo:
        return cero, None, [_con_presupuesto(hechos.sector)]
    if hechos.sector == Sector.OTRO:
        return cero, None, [SIN_NORMA]
    if hechos.valor_nuevo_eur is None:
        return None, None, []
    cifra, tramo = _tramo(hechos.valor_nuevo_eur, hechos, cifras)
    porcentaje = Decimal(cifra.valor)
    maximo = a_la_baja(hechos.valor_nuevo_eur * porcentaje / 100)
    texto = gettext_noop(
        "Se renunció al presupuesto: basta avisar si lo añadido no pasa del %(plazo)s de lo que "
        "cuesta nuevo (%(nuevo)s): %(maximo)s."
    )
    datos = {"nuevo": euros(hechos.valor_nuevo_eur), "maximo": euros(maximo)}
    return maximo, porcentaje, [tramo, cifra.motivo(texto, **datos)]


def _tramo(
    valor: Decimal, hechos: HechosAveriaOculta, cifras: Parametros
) -> tuple[Parametro, Motivo]:
    """The percentage of its bracket, the more it costs the smaller, and which bracket it is."""

    def cifra(codigo: str) -> Parametro:
        return cifras.vigente(f"averia_oculta_{codigo}", hechos.fecha, hechos.territorio)

    hasta = gettext_noop("El aparato no cuesta nuevo más de %(plazo)s.")
    for tramo in ("bajo", "medio"):
        limite = cifra(f"tramo_{tramo}")
        if valor <= limite.valor:
            return cifra(f"pct_{tramo}"), limite.motivo(hasta)
    desde = gettext_noop("El aparato cuesta nuevo más de %(plazo)s.")
    return cifra("pct_alto"), cifra("tramo_medio").motivo(desde)


def _seguir(
    hechos: HechosAveriaOculta, maximo: Decimal | None
) -> tuple[bool | None, tuple[Motivo, ...], tuple[str, ...]]:
    if hechos.aceptada is not None:
        return hechos.aceptada, () if hechos.aceptada else (_anotar_rechazo(hechos.sector),), ()
    if maximo is None:
        return None, (), ("valor_nuevo",)
    if maximo == 0:
        return False, (), ()
    if hechos.coste_extra_eur is None:
        return None, (), ("coste_extra",)
    if hechos.coste_extra_eur <= maximo:
        return True, (), ()
    texto = gettext_noop(
        "Cuesta %(extra)s, más de lo que se puede sin preguntar: hay que ofrecer un presupuesto."
    )
    datos = {"extra": euros(hechos.coste_extra_eur)}
    return False, (Motivo(texto, RD_APARATOS, "3.10.b", Certeza.TEXTO, datos),), ()


def _con_presupuesto(sector: Sector) -> Motivo:
    if sector.es_vehiculo:
        texto = gettext_noop("Solo se repara con la conformidad expresa del cliente.")
        return Motivo(texto, RD_TALLERES, "14.6", Certeza.TEXTO)
    texto = gettext_noop("Había presupuesto: hace falta otro adicional y que lo acepte.")
    certeza = Certeza.TEXTO if sector == Sector.APARATO else Certeza.INTERPRETACION
    return Motivo(texto, RD_APARATOS, "3.10.a", certeza)


def _anotar_rechazo(sector: Sector) -> Motivo:
    texto = gettext_noop(
        "La rechazó: escríbalo en la factura y no se responde de lo que venga de ella."
    )
    if sector.es_vehiculo:
        return Motivo(texto, RD_TALLERES, "16.6", Certeza.TEXTO)
    certeza = Certeza.TEXTO if sector == Sector.APARATO else Certeza.INTERPRETACION
    return Motivo(texto, RD_APARATOS, "6.8", certeza)


CUANTO_ANTES = Motivo(
    gettext_noop("Hay que decírselo al usuario a la mayor brevedad."),
    RD_APARATOS,
    "3.10",
    Certeza.TEXTO,
)
SIN_NORMA = Motivo(
    gettext_noop("Sin norma propia: nada que no se haya encargado se puede cobrar."),
    "Código Civil",
    "1262",
    Certeza.INTERPRETACION,
)
