"""R2: remedies under guarantee suspend its terms (TRLGDCU art. 122.1-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from normativa.reglas.garantia import TRLGDCU, Garantia
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop
from nucleo.calendario import unir_intervalos


@dataclass(frozen=True)
class Reparacion:
    """A remedy *under guarantee* (repair or replacement): [put at our disposal, delivered back).

    `salida` is None while we have the good. `defecto` and `origen` (what failed, what caused it)
    are codes or words, compared as they come; they only matter to R3.
    """

    entrada: date
    salida: date | None = None
    defecto: str = ""
    origen: str = ""


@dataclass(frozen=True)
class Plazos:
    """The terms of R1 after the remedies. `fin` None: suspended, it is not known yet."""

    fin: date | None
    fin_presuncion: date | None
    dias: int  # that the end moved, closed intervals only
    motivos: tuple[Motivo, ...] = ()

    @property
    def suspendida(self) -> bool:
        return self.fin is None


def suspender(garantia: Garantia, reparaciones: Iterable[Reparacion] = ()) -> Plazos:
    """The ends of the guarantee and of its presumption, moved by the days without the good (R2).

    Overlapping intervals count once; one that begins after the end does not count; each term is
    moved under its own end. The order of `reparaciones` does not matter.
    """
    intervalos = _intervalos(garantia, reparaciones)
    fin, dias = _alargar(garantia.fin, intervalos)
    fin_presuncion, _ = _alargar(garantia.fin_presuncion, intervalos)
    return Plazos(fin, fin_presuncion, dias, tuple(_motivos(fin, dias)))


def _intervalos(garantia: Garantia, reparaciones: Iterable[Reparacion]) -> list[tuple[date, date]]:
    """Merged and sorted, from the start of the guarantee on; open ones last for ever."""
    return unir_intervalos(
        (max(r.entrada, garantia.inicio), date.max if r.salida is None else r.salida)
        for r in reparaciones
    )


def _alargar(fin: date, intervalos: list[tuple[date, date]]) -> tuple[date | None, int]:
    dias = 0
    for entrada, salida in intervalos:
        if entrada > fin:
            break
        if salida == date.max:
            return None, dias
        fin += salida - entrada
        dias += (salida - entrada).days
    return fin, dias


def _motivos(fin: date | None, dias: int) -> Iterable[Motivo]:
    if dias:
        texto = (
            gettext_noop("Las reparaciones en garantía la suspendieron %(dias)s días.")
            if fin is None
            else gettext_noop(
                "Las reparaciones en garantía la suspendieron %(dias)s días: acaba el %(fin)s."
            )
        )
        yield Motivo(texto, TRLGDCU, "122.1", Certeza.TEXTO, {"dias": dias, "fin": fin})
    if fin is None:
        texto = gettext_noop(
            "El equipo está en reparación en garantía: el plazo está suspendido hasta que "
            "se devuelva."
        )
        yield Motivo(texto, TRLGDCU, "122.2", Certeza.TEXTO)
