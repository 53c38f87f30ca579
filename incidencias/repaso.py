"""What one looks at again before sending a reply: language, a file that was announced."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clientes.models import Idioma
from nucleo.correo.idioma import idioma_de

# "Te adjunto", "adxunto", "erantsita", "attached"…; what is quoted below is not ours.
_ADJUNTO = re.compile(
    r"\b(adjunt\w+|adxunt\w+|anex\w+|achegu?\w*|erantsi\w*|attach\w*|enclosed)\b", re.IGNORECASE
)
_CITA = re.compile(r"^\s*>.*$", re.MULTILINE)
MINIMO_PARA_SABER_EL_IDIOMA = 25


@dataclass(frozen=True)
class Aviso:
    """Something to confirm: sending again with its key is saying yes."""

    clave: str
    frase: str


def repasar(texto: str, *, idioma: str, con_ficheros: bool) -> list[Aviso]:
    """What looks like a slip in a reply to a case in `idioma`."""
    propio = _CITA.sub("", texto)
    avisos = []
    escrito = _idioma(propio)
    if escrito is not None and escrito != idioma:
        frase = _("Parece escrita en %(este)s, y esta incidencia se lleva en %(otro)s.")
        avisos.append(Aviso("idioma", frase % {"este": _nombre(escrito), "otro": _nombre(idioma)}))
    if not con_ficheros and _ADJUNTO.search(propio):
        avisos.append(Aviso("adjunto", _("Dices que adjuntas algo y no hay ningún archivo.")))
    return avisos


def _idioma(texto: str) -> str | None:
    """A short text says little: "ok, gracias" warns nobody."""
    if len(texto.strip()) < MINIMO_PARA_SABER_EL_IDIOMA:
        return None
    return idioma_de(texto)


def _nombre(idioma: str) -> str:
    return str(Idioma(idioma).label).lower() if idioma in Idioma.values else idioma
