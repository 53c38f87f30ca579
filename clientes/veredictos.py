"""A frozen verdict as its customer reads it in a language that is not Spanish.

A case keeps it in Spanish, as it was on the day. Who pays and what may be asked for have their
codes beside; the sentence and the reasons are read backwards (`motivos`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clientes.frases import REMEDIOS, enumerar
from clientes.models import QuienPaga
from clientes.motivos import motivo_en
from normativa.reglas.remedios import Remedio
from nucleo.idiomas import ESPANOL

_GARANTE = re.compile(r" \(.+\)$")  # *el vendedor (Electro Ñ)*


def veredicto_en(datos: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    """The same verdict with its words in that language, which has to be the active one.

    A reason that nobody has translated stays as it is, and says in which language that is.
    """
    return {
        **datos,
        "frase": motivo_en(datos.get("frase", ""), idioma) or _sin_detalle(datos),
        "quien_paga": _quien_paga(datos),
        "motivos": [_motivo(motivo, idioma) for motivo in datos.get("motivos", [])],
        "remedios": _remedios(datos.get("remedios")),
    }


def _sin_detalle(datos: Mapping[str, Any]) -> str:
    return _("No cubierto") if datos.get("estado") == "no" else _("Cobertura sin decidir")


def _quien_paga(datos: Mapping[str, Any]) -> str:
    partes = (datos.get("conceptos") or {}).values()
    pagan = [(uno["quien"], uno["nombre"]) for uno in partes if uno["pct"] and uno["quien"]]
    if not pagan and datos.get("paga"):
        pagan = [(datos["paga"], datos.get("quien_paga", ""))]
    return enumerar([_nombre(*uno) for uno in dict.fromkeys(pagan)]) if pagan else ""


def _nombre(quien: str, dicho: str) -> str:
    """Its article and noun translated; the name of the company, as it is."""
    nombre = str(QuienPaga(quien).label)
    garante = _GARANTE.search(dicho)
    return f"{nombre[:1].lower()}{nombre[1:]}{garante[0] if garante else ''}"


def _motivo(motivo: Mapping[str, Any], idioma: str) -> dict[str, Any]:
    dicho = motivo_en(motivo["texto"], idioma)
    return {**motivo, "texto": dicho} if dicho else {**motivo, "lengua": ESPANOL}


def _remedios(remedios: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not remedios:
        return None
    abiertos = [
        {**uno, "nombre": str(REMEDIOS[Remedio(uno["codigo"])])} for uno in remedios["abiertos"]
    ]
    return {**remedios, "abiertos": abiertos}
