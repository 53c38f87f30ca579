"""The bench goes on working as the models change. Its figures are nobody's test."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.lento

# Screens that have a target: none may be left out because its address or its form changed.
PANTALLAS = ("la bandeja", "palabra rara", "primera pintura", "el formulario", "responder", "NIF")


@pytest.fixture(scope="module")
def resultados(tmp_path_factory):
    fichero = tmp_path_factory.mktemp("bench") / "resultados.md"
    entorno = os.environ | {
        "BENCH_INCIDENCIAS": "200",
        "BENCH_CLIENTES": "120",
        "BENCH_PETICIONES": "1",
        "BENCH_SEGUNDOS": "0.1",
        "BENCH_BASE": f"bench_prueba_{os.getpid()}",
        "BENCH_RESULTADOS": str(fichero),
    }
    entorno.pop("BENCH_SOLO", None)
    entorno.pop("BENCH_CONSERVAR", None)
    terminado = subprocess.run(
        [sys.executable, "-m", "bench"],
        cwd=settings.BASE_DIR,
        env=entorno,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert terminado.returncode == 0, terminado.stderr[-3000:]
    return fichero.read_text()


def test_every_screen_with_a_target_is_measured(resultados):
    medidas = resultados.partition("Sin medir")[0]
    assert [pantalla for pantalla in PANTALLAS if pantalla not in medidas] == []


def test_the_intake_is_measured_against_the_bare_orm(resultados):
    assert "abrir_incidencia" in resultados
    assert "a granel" in resultados


def test_the_table_says_where_it_was_measured(resultados):
    assert resultados.startswith("# 200 incidencias")
    assert "PostgreSQL" in resultados.splitlines()[0]
