"""Every template compiles and none carries script or style inside (strict CSP)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

RAICES = [settings.BASE_DIR / "templates"]
PLANTILLAS = sorted(str(ruta.relative_to(raiz)) for raiz in RAICES for ruta in raiz.rglob("*.html"))
PROHIBIDO = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|\shx-on|javascript:"
)
COMENTARIOS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


@pytest.mark.parametrize("plantilla", PLANTILLAS)
def test_it_compiles(plantilla):
    assert get_template(plantilla)


@pytest.mark.parametrize("plantilla", [p for p in PLANTILLAS if not p.startswith("correo/")])
def test_no_script_or_style_inside(plantilla):
    texto = (Path(RAICES[0]) / plantilla).read_text()
    assert PROHIBIDO.findall(COMENTARIOS.sub("", texto)) == []
