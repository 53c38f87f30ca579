"""Every template compiles and none carries script or style inside (strict CSP)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from incidencias.acciones import ACCIONES

RAICES = [settings.BASE_DIR / "templates"]
PLANTILLAS = sorted(str(ruta.relative_to(raiz)) for raiz in RAICES for ruta in raiz.rglob("*.html"))
PROHIBIDO = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|\shx-on|javascript:"
)
COMENTARIOS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


@pytest.mark.parametrize("plantilla", PLANTILLAS)
def test_it_compiles(plantilla):
    assert get_template(plantilla)


def test_every_token_that_a_style_asks_for_exists():
    estilos = "\n".join(
        ruta.read_text() for ruta in (settings.BASE_DIR / "static/css").glob("*.css")
    )
    pedidos = set(re.findall(r"var\((--[\w-]+)", estilos))
    assert pedidos - set(re.findall(r"(--[\w-]+)\s*:", estilos)) == set()


@pytest.mark.parametrize("plantilla", [p for p in PLANTILLAS if not p.startswith("correo/")])
def test_no_script_or_style_inside(plantilla):
    texto = (Path(RAICES[0]) / plantilla).read_text()
    assert PROHIBIDO.findall(COMENTARIOS.sub("", texto)) == []


def test_the_help_tells_every_key_of_a_case():
    ayuda = set(re.findall(r"<kbd>(\w)</kbd>", (RAICES[0] / "componentes/teclas.html").read_text()))
    redactor = "".join(ruta.read_text() for ruta in RAICES[0].glob("incidencias/redactor*.html"))
    suyas = set(re.findall(r'data-tecla="(\w)"', redactor))
    assert {"r", "n", "l", "p"} <= suyas
    assert suyas | {accion.tecla for accion in ACCIONES if accion.tecla} <= ayuda
