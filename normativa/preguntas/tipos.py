"""What a question to the law is made of: its declaration, and the answer that a screen paints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

from normativa.api.campos import HechosSerializer, RespuestaSerializer
from normativa.entorno import Entorno, dias_de
from normativa.formularios.campos import PreguntaForm
from normativa.reglas.catalogo import POR_CODIGO as REGLAS_POR_CODIGO
from normativa.reglas.catalogo import Regla
from normativa.reglas.tipos import Motivo, como_json

Texto = str | Promise


class Tono(StrEnum):
    """What the verdict looks like: the `resultado` of `componentes/veredicto.html`."""

    SI = "cubierto"
    EN_PARTE = "parcial"
    NO = "no"
    SIN_DECIDIR = "desconocido"
    DATO = "dato"  # neither good nor bad: a date, an amount


@dataclass(frozen=True)
class Dato:
    """One line of the answer: a date, an amount, a word."""

    etiqueta: str
    valor: date | Decimal | int | str | None
    nota: str = ""


@dataclass(frozen=True)
class Opcion:
    """One of several things that the customer may or may not ask for, or that must be done."""

    titulo: str
    vale: bool | None  # None: it depends, or it only informs
    texto: str = ""
    motivos: tuple[Motivo, ...] = ()


@dataclass(frozen=True)
class Respuesta:
    """The answer in words. `hasta` is the date that matters, said with the verdict."""

    tono: Tono
    frase: str
    motivos: tuple[Motivo, ...]
    paga: str = ""
    hasta: date | None = None
    detalle: str = ""
    datos: tuple[Dato, ...] = ()
    opciones: tuple[Opcion, ...] = ()
    titulo_opciones: str = ""
    bloqueos: tuple[Motivo, ...] = ()  # what may not be done
    faltan: tuple[str, ...] = ()  # keys of reglas.tipos.DATOS


@dataclass(frozen=True)
class Ejemplo:
    """A worked case, one click away: what would be typed in the form."""

    titulo: Texto
    datos: Mapping[str, str]

    @property
    def enlace(self) -> str:
        """Relative to the question's page, down to its answer."""
        return f"?{urlencode(self.datos)}#respuesta"


class Grupo(StrEnum):
    COBERTURA = "cobertura"
    REPARACION = "reparacion"
    COMPRA = "compra"
    QUEJA = "queja"


@dataclass(frozen=True)
class Pregunta:
    """A question: its page at /normativa/<codigo>/ and POST /api/v1/normativa/<codigo>/.

    `codigo` is that of its rule in `reglas.catalogo`. Form and request serializer build the same
    facts; `presentar` puts the rule's result into words and `salida` into JSON.
    """

    codigo: str
    titulo: Texto
    resumen: Texto
    grupo: Grupo
    icono: str
    formulario: type[PreguntaForm]
    entrada: type[HechosSerializer]
    salida: type[RespuestaSerializer]
    presentar: Callable[[Any], Respuesta]
    ejemplos: tuple[Ejemplo, ...]
    palabras: Texto = ""  # other words with which people look for it
    aviso: Texto = ""  # above the form: what the law does not settle yet
    completar: Callable[[Any, Entorno], Any] | None = None  # facts that nobody has to be asked

    @property
    def regla(self) -> Regla:
        return REGLAS_POR_CODIGO[self.codigo]

    def cuerpos_de_ejemplo(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The worked cases as bodies for the API: title, and facts without what is not said."""
        for ejemplo in self.ejemplos:
            form = self.formulario(QueryDict(urlencode(ejemplo.datos)))
            if form.is_valid():
                yield str(ejemplo.titulo), _sin_vacios(como_json(form.hechos()))

    def decidir(self, hechos: Any, entorno: Entorno) -> Any:
        """The rule's result. Raises ReglaIncumplida for facts that cannot be."""
        if self.completar:
            hechos = self.completar(hechos, entorno)
        festivos = entorno.festivos(*dias_de(hechos)) if self.regla.usa_festivos else frozenset()
        return self.regla.aplicar(hechos, entorno.parametros, festivos)


def _sin_vacios(valor: Any) -> Any:
    if isinstance(valor, dict):
        limpios = ((clave, _sin_vacios(dentro)) for clave, dentro in valor.items())
        return {clave: dentro for clave, dentro in limpios if dentro not in (None, "", [], {})}
    return [_sin_vacios(uno) for uno in valor] if isinstance(valor, list) else valor


def con_el_dia_de_hoy(hechos: Any, entorno: Entorno) -> Any:
    """For rules that say whether a term has passed."""
    return replace(hechos, hoy=hechos.hoy or entorno.hoy)
