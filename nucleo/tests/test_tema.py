"""The palette: both dark blocks are equal and every text can be read (WCAG 2.2 AA)."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static/css/tema.css").read_text()
TONOS = ["acento", "verde", "ambar", "rojo", "gris", "violeta"]
PARES = [
    *((texto, fondo) for texto in ("tinta", "tinta-suave") for fondo in ("papel", "superficie")),
    *(("tinta", f"{tono}-suave") for tono in TONOS),
    *((tono, f"{tono}-suave") for tono in TONOS),
    *((tono, fondo) for tono in TONOS for fondo in ("papel", "superficie", "hundido")),
    ("tinta-suave", "hundido"),
    ("tinta-suave", "gris-suave"),
    ("sobre-acento", "acento"),
    ("sobre-acento", "acento-fuerte"),
    ("rail-tinta", "rail"),
    ("rail-tinta", "rail-activo"),
]


def colores(selector: str) -> dict[str, str]:
    bloque = CSS.split(selector + " {", 1)[1].split("\n  }" if "not(" in selector else "\n}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", bloque))


CLARO = colores("\n:root")
OSCURO = colores('\n:root[data-tema="oscuro"]')


def contraste(uno: str, otro: str) -> float:
    def luz(color: str) -> float:
        partes = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in partes)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    claro, oscuro = sorted((luz(uno), luz(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def test_dark_is_the_same_by_the_system_and_by_choice():
    assert colores(':root:not([data-tema="claro"])') == OSCURO
    assert CLARO.keys() == OSCURO.keys()


@pytest.mark.parametrize("tema", [CLARO, OSCURO], ids=["claro", "oscuro"])
@pytest.mark.parametrize("par", PARES, ids="/".join)
def test_text_can_be_read(par, tema):
    texto, fondo = (tema[nombre] for nombre in par)
    assert contraste(texto, fondo) >= 4.5


@pytest.mark.parametrize("tema", [CLARO, OSCURO], ids=["claro", "oscuro"])
@pytest.mark.parametrize("fondo", ["papel", "superficie"])
def test_the_border_of_a_control_is_visible(fondo, tema):
    assert contraste(tema["linea-fuerte"], tema[fondo]) >= 3
