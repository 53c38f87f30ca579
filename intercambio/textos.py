"""Texts compared as people do: without accents, capitals or signs."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=50_000)
def llano(texto: str) -> str:
    """«Nº de Série (fábrica)» → «n de serie fabrica»."""
    texto = texto.replace("º", " ").replace("ª", " ").lower()
    sin_acentos = "".join(
        letra for letra in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(letra)
    )
    return " ".join("".join(c if c.isalnum() else " " for c in sin_acentos).split())
