"""Screens that offer nothing that cannot be done, and do not count what there is not."""

import pytest
from django.urls import reverse

from incidencias.acciones import ACCIONES
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pagina", ["incidencias:chats", "incidencias:llamadas_registro"])
def test_an_empty_list_says_so_once(oficina, pagina):
    texto = oficina.get(reverse(pagina)).text
    assert "Ningun" in texto or "Ningún" in texto
    assert "mas__cuantas" not in texto


@pytest.mark.parametrize(("estado", "se_ofrece"), [("en_curso", True), ("fusionada", False)])
def test_a_merged_case_is_not_offered_to_wait(agente, estado, se_ofrece):
    esperar = next(accion for accion in ACCIONES if accion.clave == "esperar")
    caso = IncidenciaFactory.build(estado=estado)
    assert bool(esperar.disponible(caso, agente)) is se_ofrece
