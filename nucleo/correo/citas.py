"""What was written this time, what is quoted from before, and the signature: folded, not lost.

The clients that our customers use, in es, ca, gl, eu, en, fr, de, pt, it: how each announces a
quote is in `anuncios.py`. Between cutting too much and too little, too little: what remains in
`texto` is read, what is folded may not be.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nucleo.correo.anuncios import (
    ANUNCIO_CON_CORREO,
    ANUNCIO_CON_FECHA,
    ANUNCIO_FIN,
    AVISO_LEGAL,
    CABECERA_CITADA,
    DESDE_EL_MOVIL,
    MENSAJE_ORIGINAL,
    PALABRAS_DE_AVISO,
    PIE_DE_LISTA,
    REENVIO,
)

LINEAS_DE_ANUNCIO = 4  # «El … escribió:» may come broken
LARGO_DE_ANUNCIO = 400  # characters
LINEAS_DE_BLOQUE = 8  # «De: … Enviado: … Para: … Asunto: …»
LINEAS_DE_FIRMA = 25

_CITADA = re.compile(r"\s{0,3}>")
_RAYA = re.compile(r"\s*[*_]*\s*[-_—=]{5,}\s*\*?\s*$")
_GUIONES = re.compile(r"\s*(?:--|—|––)\s*$")
_NOMBRE_CON_GUION = re.compile(
    r"\s*[-–—]{1,2}\s?[A-ZÁÉÍÓÚÀÈÒÑÇ][\w.'’-]*(?: [A-ZÁÉÍÓÚÀÈÒÑÇ][\w.'’-]*){0,3}\s*$"
)
_HUECO = re.compile(r"[^\S\n]{200,}")  # nobody writes it, and expressions get lost in it
_PASADO = re.compile(r"(?i)\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|rv|reenv|tr|wg|enc)\s*:")


class Partido(NamedTuple):
    """The three pieces of a text; each without blank lines around."""

    texto: str
    cita: str = ""
    firma: str = ""


def es_reenvio(asunto: str) -> bool:
    """Whether the subject says that something is passed on."""
    return bool(_PASADO.match(asunto))


def separar(texto: str, *, es_reenvio: bool = False) -> Partido:
    """Split a plain text. What is forwarded to us is no quote: it is what they want to show.

    If everything were folded nothing would be: somebody wrote to us only to pass that on.
    """
    texto = _HUECO.sub(" ", texto)
    lineas = texto.split("\n")
    corte = len(lineas) if es_reenvio else _corte(lineas)
    propias, citas = lineas[:corte], [lineas[corte:]]
    firmas: list[list[str]] = []
    _pelar(propias, citas, firmas)
    if not es_reenvio:
        _quitar_cita_inicial(propias, citas)
    _pelar(propias, citas, firmas)
    propio = _unir(propias)
    if not propio.strip():
        return Partido(texto.strip("\n"))
    return Partido(propio, _unir_todo(citas), _unir_todo(firmas))


def _corte(lineas: Sequence[str]) -> int:
    """Where everything from there on is quoted, because something says so; else the end."""
    for numero, linea in enumerate(lineas):
        if REENVIO.match(linea):
            return len(lineas)
        if MENSAJE_ORIGINAL.match(linea) or _es_bloque(lineas, numero):
            return _con_lo_de_encima(lineas, numero)
        if _cierra_anuncio(linea):
            desde = _inicio_del_anuncio(lineas, numero)
            if desde is not None and not _sigue_citada(lineas, numero + 1):
                return desde
    return len(lineas)


def _es_bloque(lineas: Sequence[str], numero: int) -> bool:
    """De:, Enviado:, Para:, Asunto: one below the other, in any language: Outlook and its kin."""
    primera = CABECERA_CITADA.match(lineas[numero])
    if not primera or primera.lastgroup != "de":
        return False
    vistas = {"de"}
    for linea in lineas[numero + 1 : numero + LINEAS_DE_BLOQUE]:
        hallada = CABECERA_CITADA.match(linea)
        if hallada and hallada.lastgroup:
            vistas.add(hallada.lastgroup)
    return len(vistas) >= 3 and bool(vistas & {"asunto", "fecha"})


def _con_lo_de_encima(lineas: Sequence[str], numero: int) -> int:
    """Up to the rule drawn above the quote, if there is one."""
    arriba = numero
    while arriba > 0 and not lineas[arriba - 1].strip():
        arriba -= 1
    return arriba - 1 if arriba > 0 and _RAYA.match(lineas[arriba - 1]) else numero


def _inicio_del_anuncio(lineas: Sequence[str], fin: int) -> int | None:
    """The line where «El … escribió:» starts, the nearest above; None if it is no such thing."""
    junto, hallado = "", None
    for numero in range(fin, max(fin - LINEAS_DE_ANUNCIO, -1), -1):
        junto = f"{lineas[numero].strip()} {junto}".strip()
        if not lineas[numero].strip() or len(junto) > LARGO_DE_ANUNCIO:
            break
        if ANUNCIO_CON_FECHA.match(junto):
            return numero
        if hallado is None and ANUNCIO_CON_CORREO.match(junto):
            hallado = numero
    return hallado


def _sigue_citada(lineas: Sequence[str], desde: int) -> bool:
    siguiente = next((linea for linea in lineas[desde:] if linea.strip()), "")
    return bool(_CITADA.match(siguiente))


def _pelar(propias: list[str], citas: list[list[str]], firmas: list[list[str]]) -> None:
    """Take quotes and signatures from the end, in whatever order they come."""
    while True:
        _quitar_blancas(propias)
        desde = _cita_final(propias)
        if desde is not None:
            citas.insert(0, propias[desde:])
        else:
            desde = _firma_final(propias)
            if desde is None:
                return
            firmas.insert(0, propias[desde:])
        del propias[desde:]


def _quitar_blancas(lineas: list[str]) -> None:
    while lineas and not lineas[-1].strip():
        lineas.pop()


def _cita_final(lineas: Sequence[str]) -> int | None:
    """Where the quote that ends the text starts, with its announcement; None if there is none."""
    numero = len(lineas)
    while numero > 0 and (_CITADA.match(lineas[numero - 1]) or not lineas[numero - 1].strip()):
        numero -= 1
    if numero == len(lineas):
        return None
    anuncio = _anuncio_encima(lineas, numero)
    return numero if anuncio is None else anuncio


def _anuncio_encima(lineas: Sequence[str], numero: int) -> int | None:
    while numero > 0 and not lineas[numero - 1].strip():
        numero -= 1
    if numero == 0 or not _cierra_anuncio(lineas[numero - 1]):
        return None
    return _inicio_del_anuncio(lineas, numero - 1)


def _firma_final(lineas: Sequence[str]) -> int | None:
    """Where the signature that ends the text starts; None if none is recognised."""
    if not lineas:
        return None
    if _NOMBRE_CON_GUION.match(lineas[-1]) and (len(lineas) < 2 or not lineas[-2].strip()):
        return len(lineas) - 1
    for numero in range(len(lineas) - 1, max(len(lineas) - LINEAS_DE_FIRMA, 0) - 1, -1):
        linea = lineas[numero]
        if _CITADA.match(linea):
            return None
        if _empieza_firma(lineas, numero):
            return numero
    return None


def _empieza_firma(lineas: Sequence[str], numero: int) -> bool:
    linea = lineas[numero]
    if _GUIONES.match(linea):
        return True
    if AVISO_LEGAL.match(linea):
        return bool(PALABRAS_DE_AVISO.search(" ".join(lineas[numero : numero + 6])[:3_000]))
    if DESDE_EL_MOVIL.match(linea):
        return all(not una.strip() or DESDE_EL_MOVIL.match(una) for una in lineas[numero:])
    return bool(_RAYA.match(linea)) and any(
        PIE_DE_LISTA.search(una) for una in lineas[numero + 1 : numero + 4]
    )


def _quitar_cita_inicial(propias: list[str], citas: list[list[str]]) -> None:
    """A quote at the top with the answer below. Answers between quotes stay with them."""
    tras = _fin_de_cita_inicial(propias)
    if not tras or any(_CITADA.match(linea) for linea in propias[tras:]):
        return
    citas.insert(0, propias[:tras])
    del propias[:tras]


def _fin_de_cita_inicial(lineas: Sequence[str]) -> int:
    """Where the quote that starts the text ends, its announcement included; 0 if there is none."""
    inicio = next((n for n, linea in enumerate(lineas) if linea.strip()), 0)
    fin = inicio
    for numero in range(inicio, min(inicio + LINEAS_DE_ANUNCIO, len(lineas))):
        if _cierra_anuncio(lineas[numero]) and _inicio_del_anuncio(lineas, numero) == inicio:
            fin = numero + 1
    tras = fin
    while tras < len(lineas) and (_CITADA.match(lineas[tras]) or not lineas[tras].strip()):
        tras += 1
    return tras if any(_CITADA.match(linea) for linea in lineas[fin:tras]) else 0


def _cierra_anuncio(linea: str) -> bool:
    return (
        len(linea) <= LARGO_DE_ANUNCIO
        and linea.rstrip().endswith(":")
        and bool(ANUNCIO_FIN.search(linea))
    )


def _unir(lineas: Sequence[str]) -> str:
    return "\n".join(lineas).strip("\n").rstrip()


def _unir_todo(trozos: Sequence[Sequence[str]]) -> str:
    return "\n\n".join(filter(None, map(_unir, trozos)))
