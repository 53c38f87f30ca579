"""R14: an incomplete complaint, and when one may be closed (Ley 10/2025 art. 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from normativa.reglas.computo import motivo_de_computo, vencer
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop
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
