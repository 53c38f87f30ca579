"""How a term is counted (Código Civil art. 5). The arithmetic itself is in `nucleo.calendario`."""

from collections.abc import Collection
from datetime import date

from normativa.reglas.tipos import Certeza, Motivo, Plazo, Unidad, gettext_noop
from nucleo.calendario import sumar_anios, sumar_dias, sumar_dias_habiles, sumar_meses

DIA_INICIAL_EXCLUIDO = Motivo(
    gettext_noop("El plazo se cuenta desde el día siguiente y el último día cuenta entero."),
    "Código Civil",
    "5.1",
    Certeza.TEXTO,
)
DIAS_NATURALES = Motivo(
    gettext_noop("Si la ley no dice «hábiles», los días son naturales: no se quita ninguno."),
    "Código Civil",
    "5.2",
    Certeza.TEXTO,
)
DIAS_HABILES = Motivo(
    gettext_noop(
        "Días hábiles: de lunes a viernes, sin los festivos nacionales, autonómicos ni locales."
    ),
    "Ley 39/2015",
    "30",
    Certeza.INTERPRETACION,  # consumer law does not define them: analogy
)


def vencer(desde: date, plazo: Plazo, festivos: Collection[date] = frozenset()) -> date:
    """The last day, until midnight, of a term that begins with `desde`, which does not count.

    `festivos` only matters for working days. Raises ValueError for what is not a term in days.
    """
    n = int(plazo.valor)
    match plazo.unidad:
        case Unidad.DIAS:
            return sumar_dias(desde, n)
        case Unidad.DIAS_HABILES:
            return sumar_dias_habiles(desde, n, festivos)
        case Unidad.MESES:
            return sumar_meses(desde, n)
        case Unidad.ANIOS:
            return sumar_anios(desde, n)
    raise ValueError(f"«{plazo.unidad}» no es un plazo en días.")


def motivo_de_computo(plazo: Plazo) -> Motivo:
    """Why the date is that one."""
    return {Unidad.DIAS: DIAS_NATURALES, Unidad.DIAS_HABILES: DIAS_HABILES}.get(
        plazo.unidad, DIA_INICIAL_EXCLUIDO
    )
