"""The files of a deployment agree with each other; the images are not built here."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings

RAIZ = settings.BASE_DIR


@pytest.fixture
def compose():
    return yaml.safe_load((RAIZ / "compose.yaml").read_text())


def test_compose_has_the_six_parts(compose):
    partes = {"proxy", "web", "trabajador", "agenda", "postgres", "redis"}
    assert partes <= set(compose["services"])


def test_what_compose_asks_for_is_in_the_example(compose):
    pedidas = re.findall(r"\$\{(\w+)", (RAIZ / "compose.yaml").read_text())
    ejemplo = re.findall(r"^(\w+)=", (RAIZ / ".env.ejemplo").read_text(), re.MULTILINE)
    assert set(pedidas) <= set(ejemplo)


def test_the_volumes_that_are_mounted_exist(compose):
    montados = {
        volumen.split(":")[0]
        for servicio in compose["services"].values()
        for volumen in servicio.get("volumes", [])
        if not volumen.startswith(".")
    }
    assert montados == set(compose["volumes"])


def test_the_dependencies_are_pinned():
    sueltas = [
        linea
        for fichero in ("requirements.txt", "requirements-dev.txt", "constraints.txt")
        for linea in (RAIZ / fichero).read_text().splitlines()
        if linea and not re.match(r"#|-[rc] |[\w.\[\]-]+==[\w.]+(; python_version .*)?$", linea)
    ]
    assert sueltas == []


@pytest.mark.skipif((RAIZ / ".env").exists(), reason="hay un .env que da los valores")
@pytest.mark.parametrize("entrada", ["postventa.wsgi", "postventa.asgi"])
@pytest.mark.parametrize("falta", ["SECRET_KEY", "DATABASE_URL"])
def test_the_entries_of_production_refuse_to_make_anything_up(entrada, falta):
    entorno = {clave: valor for clave, valor in os.environ.items() if clave != falta}
    resultado = subprocess.run(
        [sys.executable, "-c", f"import {entrada}"],
        cwd=RAIZ,
        env=entorno,
        capture_output=True,
        text=True,
    )
    assert resultado.returncode != 0
    assert f"Set the {falta} environment variable" in resultado.stderr
