"""The legal figures of `parametros.toml`: dated, per territory, with their norm and certainty."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from normativa.reglas.tipos import Certeza, FaltanDatos, Motivo, Plazo, Unidad, gettext_noop

RUTA = Path(__file__).with_name("parametros.toml")


@dataclass(frozen=True)
class Parametro:
    """A figure in force between two dates, both included, in a territory ("": the whole State)."""

    codigo: str
    valor: int | Decimal
    unidad: Unidad
    desde: date
    norma: str
    articulo: str
    certeza: Certeza
    hasta: date | None = None
    territorio: str = ""
    nota: str = ""
    propio: bool = False  # an override of this installation, with its own reason in `nota`

    @property
    def plazo(self) -> Plazo:
        return Plazo(self.valor, self.unidad)

    def rige_en(self, dia: date) -> bool:
        return self.desde <= dia and (self.hasta is None or dia <= self.hasta)

    def motivo(self, texto: str, **datos: Any) -> Motivo:
        """A reason that rests on this figure; `%(plazo)s` in the text is the figure itself."""
        return Motivo(
            texto,
            self.norma,
            self.articulo,
            self.certeza,
            {"plazo": self.plazo, **datos},
            propio=self.nota if self.propio else "",
        )

    @property
    def es_si(self) -> bool:
        """Of a figure that only says yes or no."""
        return bool(self.valor)


class SinParametro(FaltanDatos, LookupError):
    """No figure of that code was in force on that date: the norm of then is not known."""

    def __init__(self, codigo: str, en: date) -> None:
        texto = gettext_noop("No conocemos la norma que regía el %(dia)s.")
        motivo = Motivo(texto, "", "", Certeza.INTERPRETACION, {"dia": en})
        super().__init__("norma", motivo=motivo)
        self.codigo, self.en = codigo, en

    def __str__(self) -> str:
        return f"No hay ningún valor de {self.codigo} vigente el {self.en:%d/%m/%Y}."


class Parametros:
    """A set of figures that answers which one is in force. Overrides win over the official ones."""

    def __init__(self, filas: Iterable[Parametro]) -> None:
        self.filas = tuple(filas)
        self._por_codigo: dict[tuple[str, str], list[Parametro]] = defaultdict(list)
        # Stable: among those of the same kind, the newest first.
        for fila in sorted(self.filas, key=lambda f: (f.propio, f.desde), reverse=True):
            self._por_codigo[fila.codigo, fila.territorio].append(fila)

    def __iter__(self) -> Iterator[Parametro]:
        return iter(self.filas)

    def buscar(self, codigo: str, en: date, territorio: str = "") -> Parametro | None:
        """The figure of exactly that territory on that date, if there is one."""
        filas = self._por_codigo.get((codigo, territorio), ())
        return next((fila for fila in filas if fila.rige_en(en)), None)

    def aplicable(self, codigo: str, en: date, territorio: str = "") -> Parametro | None:
        """The figure of the territory or, without one, the State's; None without any."""
        return self.buscar(codigo, en, territorio) or self.buscar(codigo, en)

    def vigente(self, codigo: str, en: date, territorio: str = "") -> Parametro:
        """The one that is applicable. Raises SinParametro if there is none."""
        fila = self.aplicable(codigo, en, territorio)
        if fila is None:
            raise SinParametro(codigo, en)
        return fila

    def con(self, propios: Iterable[Parametro]) -> "Parametros":
        """These figures with the overrides of an installation on top."""
        return Parametros((*self.filas, *propios))


def parametro_desde(fila: dict[str, Any]) -> Parametro:
    """A figure from a row of the TOML. Raises ValueError or TypeError if it does not fit."""
    valor = fila["valor"]
    return Parametro(
        **fila
        | {
            "valor": valor if isinstance(valor, int) else Decimal(valor),
            "unidad": Unidad(fila["unidad"]),
            "certeza": Certeza(fila["certeza"]),
        }
    )


def leer(ruta: Path = RUTA) -> Parametros:
    """Read and check a file of figures: no two of a code and territory on the same day."""
    with ruta.open("rb") as fichero:
        filas = [parametro_desde(fila) for fila in tomllib.load(fichero)["parametro"]]
    filas.sort(key=lambda f: (f.codigo, f.territorio, f.desde))
    for una, otra in pairwise(filas):
        mismo = (una.codigo, una.territorio) == (otra.codigo, otra.territorio)
        if mismo and una.rige_en(otra.desde):
            raise ValueError(f"Dos valores de {una.codigo} rigen el {otra.desde:%d/%m/%Y}.")
    return Parametros(filas)


@lru_cache(maxsize=1)
def oficiales() -> Parametros:
    """The figures of the norms, read once per process."""
    return leer()
