"""R14: an incomplete complaint, and when one may be closed (Ley 10/2025 art. 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import motivo_de_computo, vencer
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, exigir, gettext_noop
from nucleo.calendario import sumar_dias


@dataclass(frozen=True)
class ResultadoCompletar:
    """Until when the customer has, and from when silence would count as having it resolved."""

    hasta: date
    resuelta_desde: date
    motivos: tuple[Motivo, ...]


@dataclass(frozen=True)
class HechosCierre:
    """A complaint that somebody wants to close."""

    respondida: bool = False
    vencida: bool = False  # its legal date has passed
    denegada: bool = False  # wholly or in part
    con_motivos: bool = False
    con_adr: bool = False
    pedida: date | None = None  # when the customer was asked to complete it
    completada: bool = False
    avisada: bool = False  # told, in what was asked, that silence would count as resolved


@dataclass(frozen=True)
class HechosCompletar:
    """A complaint, to ask whether it may be closed. `vence`: its legal date, if it is known."""

    pedida: date | None = None
    completada: date | None = None
    avisada: bool = False
    respondida: bool = False
    denegada: bool = False
    con_motivos: bool = False
    con_adr: bool = False
    vence: date | None = None
    hoy: date | None = None


@dataclass(frozen=True)
class ResultadoCierre:
    """Whether it may be closed and why not; the dates of completing it, where that was asked."""

    se_puede_cerrar: bool
    impedimentos: tuple[Motivo, ...]
    completar_hasta: date | None
    resuelta_desde: date | None
    responder_hasta: date | None  # from the day it was completed (art. 17.1)
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_completar(
    hechos: HechosCompletar,
    parametros: Parametros | None = None,
    festivos: Collection[date] = frozenset(),
) -> ResultadoCierre:
    """R14 with its facts in one piece. Raises ReglaIncumplida for days out of order."""
    cifras = parametros or oficiales()
    exigir(
        hechos.completada is None
        or (hechos.pedida is not None and hechos.completada >= hechos.pedida),
        gettext_noop("Se completa después de pedirlo."),
        "completada",
    )
    plazo = plazo_para_completar(hechos.pedida, cifras, festivos) if hechos.pedida else None
    responder_hasta, motivos = _desde_que_se_completa(hechos.completada, cifras, festivos)
    vence, hoy = responder_hasta or hechos.vence, hechos.hoy or date.max
    impedimentos = impedimentos_de_cierre(
        HechosCierre(
            respondida=hechos.respondida,
            vencida=vence is not None and hoy > vence,
            denegada=hechos.denegada,
            con_motivos=hechos.con_motivos,
            con_adr=hechos.con_adr,
            pedida=hechos.pedida,
            completada=hechos.completada is not None,
            avisada=hechos.avisada,
        ),
        hoy,
        cifras,
        festivos,
    )
    return ResultadoCierre(
        not impedimentos,
        impedimentos,
        plazo.hasta if plazo else None,
        plazo.resuelta_desde if plazo else None,
        responder_hasta,
        (*(plazo.motivos if plazo else ()), *motivos, *impedimentos) or (SIN_NADA_QUE_PEDIR,),
    )


def _desde_que_se_completa(
    completada: date | None, cifras: Parametros, festivos: Collection[date]
) -> tuple[date | None, tuple[Motivo, ...]]:
    """The clock of the Act starts on completion, for the firms that it binds (art. 13.3)."""
    cifra = cifras.aplicable("respuesta_ley_atencion", completada) if completada else None
    if completada is None or cifra is None:
        return None, ()
    hasta = vencer(completada, cifra.plazo, festivos)
    texto = gettext_noop(
        "Completa, a las empresas obligadas les corre %(plazo)s: hasta el %(hasta)s."
    )
    return hasta, (cifra.motivo(texto, hasta=hasta),)


def plazo_para_completar(
    pedida: date, parametros: Parametros | None = None, festivos: Collection[date] = frozenset()
) -> ResultadoCompletar:
    """What the customer has to complete what was asked on `pedida` (art. 13.3)."""
    cifra = (parametros or oficiales()).vigente("completar_reclamacion", pedida)
    hasta = vencer(pedida, cifra.plazo, festivos)
    texto = gettext_noop(
        "El cliente tiene al menos %(plazo)s para completarla: hasta el %(hasta)s."
    )
    return ResultadoCompletar(
        hasta,
        sumar_dias(hasta, 1),
        (cifra.motivo(texto, hasta=hasta), motivo_de_computo(cifra.plazo)),
    )


def impedimentos_de_cierre(
    hechos: HechosCierre,
    hoy: date,
    parametros: Parametros | None = None,
    festivos: Collection[date] = frozenset(),
) -> tuple[Motivo, ...]:
    """Why the complaint cannot be closed; none, if it can (arts. 13.2, 13.4 and 13.7)."""
    return tuple(_impedimentos(hechos, hoy, parametros or oficiales(), festivos))


def _impedimentos(
    hechos: HechosCierre, hoy: date, cifras: Parametros, festivos: Collection[date]
) -> Iterator[Motivo]:
    if hechos.respondida:
        if hechos.denegada and not hechos.con_motivos:
            yield SIN_MOTIVOS
        if hechos.denegada and not hechos.con_adr:
            yield SIN_ADR
        return
    if hechos.pedida is None or hechos.completada:
        yield VENCIDA if hechos.vencida else SIN_RESPUESTA
        return
    plazo = plazo_para_completar(hechos.pedida, cifras, festivos)
    if not hechos.avisada:
        yield SIN_AVISO
    if hoy < plazo.resuelta_desde:
        texto = gettext_noop("El cliente aún puede completarla, hasta el %(hasta)s.")
        yield Motivo(texto, "Ley 10/2025", "13.3", Certeza.TEXTO, {"hasta": plazo.hasta})


SIN_NADA_QUE_PEDIR = Motivo(
    gettext_noop("Está respondida a lo que pedía: nada impide cerrarla."),
    "Ley 10/2025",
    "13.1",
    Certeza.TEXTO,
)
SIN_RESPUESTA = Motivo(
    gettext_noop("Es una reclamación y todavía no se ha respondido a lo que pide."),
    "Ley 10/2025",
    "13.1",
    Certeza.TEXTO,
)
VENCIDA = Motivo(
    gettext_noop("El plazo para responder ha pasado: eso no permite cerrarla sin respuesta."),
    "Ley 10/2025",
    "13.2",
    Certeza.TEXTO,
)
SIN_AVISO = Motivo(
    gettext_noop("No consta que se le avisara de que, sin completarla, se daría por resuelta."),
    "Ley 10/2025",
    "13.4",
    Certeza.TEXTO,
)
SIN_MOTIVOS = Motivo(
    gettext_noop("No se le da la razón y no se dice por qué, punto por punto."),
    "Ley 10/2025",
    "13.5",
    Certeza.TEXTO,
)
SIN_ADR = Motivo(
    gettext_noop("No se le da la razón y no se dice a qué entidad extrajudicial puede acudir."),
    "Ley 7/2017",
    "40.3",
    Certeza.TEXTO,
)
