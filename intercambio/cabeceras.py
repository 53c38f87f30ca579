"""Which field each column is: remembered from the last time, or proposed from its title."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from intercambio.campos import Campo, Tipo, campos_de
from intercambio.models import Clase, MapeoRecordado
from intercambio.textos import llano
from intercambio.valores import limpiar

# The columns that we add to the rows left out: the same file, corrected, has the same shape.
MOTIVO, LINEA = "Motivo del rechazo", "Línea"
_AJENAS = {llano(MOTIVO), llano(LINEA)}
_SE_RECONOCE = {
    Tipo.CORREO: re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    Tipo.NIF: re.compile(r"[A-Za-z]?-?\d{7,8}-?[A-Za-z0-9]"),
    Tipo.TELEFONO: re.compile(r"(\+?34)?[ .-]?[6789]\d{2}([ .-]?\d{2,3}){2,3}"),
}


def huella_de(titulos: Sequence[str]) -> str:
    """The shape of a file: its titles, in their order."""
    propios = [llano(titulo) for titulo in titulos if llano(titulo) not in _AJENAS]
    return hashlib.sha256("\n".join(propios).encode()).hexdigest()


def proponer(
    clase: str, titulos: Sequence[str], muestra: Sequence[Sequence[Any]] = ()
) -> list[str]:
    """The code of the field of each column, "" for those that say nothing to us."""
    recordado = recordar(clase, titulos)
    if recordado is not None:
        return recordado
    campos = campos_de(clase)
    propuesta = _por_titulo([llano(titulo) for titulo in titulos], list(campos.values()))
    for indice in range(len(titulos)):
        if not propuesta[indice]:
            celdas = [fila[indice] for fila in muestra if indice < len(fila)]
            propuesta[indice] = _por_contenido(celdas, campos, set(propuesta))
    return propuesta


def recordar(clase: str, titulos: Sequence[str]) -> list[str] | None:
    """What was chosen for a file of this shape, in its order; None if there was none."""
    fila = MapeoRecordado.objects.filter(clase=clase, huella=huella_de(titulos)).first()
    if fila is None:
        return None
    campos = campos_de(clase)
    codigos = iter(codigo for titulo, codigo in fila.columnas if titulo not in _AJENAS)
    elegidos = ["" if llano(titulo) in _AJENAS else next(codigos, "") for titulo in titulos]
    return [codigo if codigo in campos else "" for codigo in elegidos]


def guardar_mapeo(clase: str, columnas: Sequence[Sequence[str]]) -> None:
    """Remember it for the next file of this shape."""
    titulos = [titulo for titulo, _codigo in columnas]
    MapeoRecordado.objects.update_or_create(
        clase=Clase(clase),
        huella=huella_de(titulos),
        defaults={"columnas": [[llano(titulo), codigo] for titulo, codigo in columnas]},
    )


def _por_titulo(titulos: Sequence[str], campos: Sequence[Campo]) -> list[str]:
    """The whole title first; then, for what is left, a title that begins or ends like it."""
    propuesta = [""] * len(titulos)
    usados: set[str] = set()
    for parecido in (_es, _empieza, _contiene):
        for indice, titulo in enumerate(titulos):
            if propuesta[indice] or not titulo or titulo in _AJENAS:
                continue
            for campo in campos:
                if campo.codigo not in usados and parecido(titulo, campo):
                    propuesta[indice] = campo.codigo
                    usados.add(campo.codigo)
                    break
    return propuesta


def _nombres(campo: Campo) -> tuple[str, ...]:
    return (llano(str(campo.titulo)), *campo.nombres)


def _es(titulo: str, campo: Campo) -> bool:
    return titulo in _nombres(campo)


def _empieza(titulo: str, campo: Campo) -> bool:
    return any(titulo.startswith(f"{nombre} ") for nombre in _nombres(campo) if len(nombre) > 3)


def _contiene(titulo: str, campo: Campo) -> bool:
    return any(f" {nombre} " in f" {titulo} " for nombre in _nombres(campo) if len(nombre) > 3)


def _por_contenido(celdas: Sequence[Any], campos: dict[str, Campo], usados: set[str]) -> str:
    """Mails, telephones and NIFs are known by their looks."""
    textos = [texto for texto in map(limpiar, celdas) if texto]
    if len(textos) < 2:
        return ""
    for codigo, campo in campos.items():
        forma = _SE_RECONOCE.get(campo.tipo)
        if forma and codigo not in usados and all(forma.fullmatch(texto) for texto in textos):
            return codigo
    return ""
