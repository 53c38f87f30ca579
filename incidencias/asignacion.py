"""To whom a case goes when nobody chooses: pure, from who can take it and what they have open.

    elegir(ModoReparto.CARGA, candidatos) -> Eleccion(candidato, motivo, razones)

`razones` are codes and figures: the event keeps them and the timeline says them ("habla catalán, 3
abiertas de 10").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clientes.models import Idioma
from incidencias.models import ModoReparto

IDIOMA = "idioma-"
FAMILIA = "familia-"
DE_TODOS = Idioma.ES.value  # everybody speaks it: it asks for no skill
NADIE, AUSENTES, LLENOS = "nadie", "ausentes", "llenos"
MOTIVOS = frozenset({NADIE, AUSENTES, LLENOS})


@dataclass(frozen=True)
class Candidato:
    """One person of the team who is at work. `capacidad=None`: no limit."""

    pk: int
    abiertas: int = 0
    capacidad: int | None = None
    habilidades: frozenset[str] = frozenset()

    @property
    def le_cabe(self) -> bool:
        return self.capacidad is None or self.abiertas < self.capacidad


@dataclass(frozen=True)
class Necesidad:
    """What a case asks of whoever takes it."""

    idioma: str = DE_TODOS
    familia: str = ""

    @property
    def habilidad_de_idioma(self) -> str:
        return "" if self.idioma == DE_TODOS else IDIOMA + self.idioma

    @property
    def habilidades_de_familia(self) -> frozenset[str]:
        nombre = slugify(self.familia)
        return frozenset({nombre, FAMILIA + nombre}) if nombre else frozenset()


@dataclass(frozen=True)
class Eleccion:
    """Who it goes to and why; without anybody, why nobody."""

    candidato: Candidato | None = None
    motivo: str = ""
    razones: dict[str, Any] = field(default_factory=dict)


def elegir(
    modo: str,
    candidatos: Sequence[Candidato],
    *,
    necesidad: Necesidad | None = None,
    ultimo: int | None = None,
    son_del_grupo: int | None = None,
) -> Eleccion:
    """The person of `candidatos` (those at work) to whom the team's way gives the next case.

    `ultimo` is the last one whose turn it was; `son_del_grupo`, how many the team has.
    """
    caben = [uno for uno in candidatos if uno.le_cabe]
    if not caben:
        return Eleccion(motivo=_por_que_nadie(candidatos, son_del_grupo))
    if modo == ModoReparto.TURNO:
        return _elegida(modo, _siguiente(caben, ultimo))
    if modo == ModoReparto.HABILIDADES:
        return _la_que_sabe(caben, necesidad or Necesidad())
    return _elegida(modo, _la_que_menos_tiene(caben))


def _por_que_nadie(candidatos: Sequence[Candidato], son_del_grupo: int | None) -> str:
    if candidatos:
        return LLENOS
    return AUSENTES if son_del_grupo else NADIE


def _siguiente(caben: Sequence[Candidato], ultimo: int | None) -> Candidato:
    """The next by key; after the last one, the first. Who is full loses the turn."""
    en_orden = sorted(caben, key=lambda uno: uno.pk)
    return next((uno for uno in en_orden if ultimo is None or uno.pk > ultimo), en_orden[0])


def _la_que_menos_tiene(caben: Sequence[Candidato]) -> Candidato:
    return min(caben, key=lambda uno: (uno.abiertas, uno.pk))


def _la_que_sabe(caben: Sequence[Candidato], necesidad: Necesidad) -> Eleccion:
    """The language goes first: a case can be learnt, a customer's language cannot."""
    entre, idioma = list(caben), necesidad.habilidad_de_idioma
    lo_hablan = [uno for uno in entre if idioma in uno.habilidades]
    entre = lo_hablan or entre
    lo_conocen = [uno for uno in entre if uno.habilidades & necesidad.habilidades_de_familia]
    entre = lo_conocen or entre
    razones = {
        "idioma": necesidad.idioma if idioma and lo_hablan else "",
        "sin_idioma": necesidad.idioma if idioma and not lo_hablan else "",
        "familia": slugify(necesidad.familia) if lo_conocen else "",
    }
    dichas = {clave: valor for clave, valor in razones.items() if valor}
    return _elegida(ModoReparto.HABILIDADES, _la_que_menos_tiene(entre), **dichas)


def _elegida(modo: str, candidato: Candidato, **razones: Any) -> Eleccion:
    return Eleccion(
        candidato,
        razones={
            "modo": str(modo),
            "abiertas": candidato.abiertas,
            "capacidad": candidato.capacidad,
            **razones,
        },
    )


# --- In words

IDIOMAS = {"ca": "catalán", "gl": "gallego", "eu": "euskera", "en": "inglés", "es": "español"}
SIN_NADIE = {
    NADIE: "no hay nadie en el grupo",
    AUSENTES: "no hay nadie disponible",
    LLENOS: "quienes están disponibles ya tienen todas las que les caben",
}


def por_que(razones: dict[str, Any]) -> str:
    """ "habla catalán, conoce lavadoras, 3 abiertas de 10"."""
    dichas = [
        _("cubre a quien falta") if razones.get("suplente") else "",
        _("habla %(idioma)s") % {"idioma": nombre_de_idioma(razones["idioma"])}
        if razones.get("idioma")
        else "",
        _("nadie disponible habla %(idioma)s") % {"idioma": nombre_de_idioma(razones["sin_idioma"])}
        if razones.get("sin_idioma")
        else "",
        _("conoce %(familia)s") % {"familia": razones["familia"].replace("-", " ")}
        if razones.get("familia")
        else "",
        _("le tocaba") if razones.get("modo") == ModoReparto.TURNO else "",
        _carga(razones),
    ]
    return ", ".join(dicha for dicha in dichas if dicha)


def nombre_de_idioma(codigo: str) -> str:
    return IDIOMAS.get(codigo, codigo)


def por_que_nadie(motivo: str) -> str:
    return SIN_NADIE.get(motivo, SIN_NADIE[NADIE])


def _carga(razones: dict[str, Any]) -> str:
    abiertas, capacidad = razones.get("abiertas"), razones.get("capacidad")
    if abiertas is None:
        return ""
    frase = ngettext("%(n)d abierta", "%(n)d abiertas", abiertas) % {"n": abiertas}
    if capacidad is None:
        return frase
    return _("%(abiertas)s de %(capacidad)d") % {"abiertas": frase, "capacidad": capacidad}
