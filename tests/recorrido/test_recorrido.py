"""A case from the customer's first word to the manager's figures, each at their own screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from incidencias.models import ModoReparto, RepartoGrupo
from tests.recorrido import despues, oficina, portal, taller
from tests.recorrido.mundo import Mundo, crear_mundo
from tests.recorrido.persona import ESCRITORIO, TELEFONO, Persona, carpeta_de_capturas
from tests.recorrido.sitio import Sitio

pytestmark = [pytest.mark.navegador, pytest.mark.lento, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mundo(transactional_db: None) -> Mundo:
    if carpeta_de_capturas():  # the pictures show a company at work
        call_command("sembrar_demo")
        RepartoGrupo.objects.update(modo=ModoReparto.MANUAL)  # the agent takes hers herself
    return crear_mundo()


@pytest.fixture
def sitio(mundo: Mundo, tmp_path: Path) -> Iterator[Sitio]:
    with Sitio(tmp_path) as en_marcha:
        yield en_marcha


@pytest.fixture
def llega(navegador, sitio, tmp_path) -> Iterator[Callable[..., Persona]]:
    """`llega("la clienta", TELEFONO)`: somebody sits down at a browser of their own."""
    personas: list[Persona] = []

    def sentar(quien: str, tamano: tuple[int, int] = ESCRITORIO) -> Persona:
        personas.append(Persona(navegador, sitio, quien, tamano))
        return personas[-1]

    yield sentar
    for persona in personas:
        persona.irse(tmp_path)  # its last screen stays there, for whoever looks into a failure


def test_from_the_first_word_to_the_figures(mundo: Mundo, sitio: Sitio, llega) -> None:
    clienta, agente = llega("la clienta", TELEFONO), llega("la agente")
    portal.entra_con_codigo(clienta, mundo, sitio)
    codigo = portal.da_parte(clienta, mundo, sitio)

    agente.entrar(mundo.agente.email)
    oficina.toma_y_contesta(agente, mundo, sitio, codigo)
    orden = oficina.abre_orden(agente, codigo)

    coordinadora = llega("la coordinadora")
    coordinadora.entrar(mundo.coordinadora.email)
    taller.da_las_citas(coordinadora, mundo, sitio, orden)
    oficina.dice_cuando_vienen(agente, mundo, codigo)

    tecnico = llega("el técnico", TELEFONO)
    tecnico.entrar(mundo.tecnico.usuario.email)
    taller.hace_la_visita(tecnico, mundo, sitio, orden)

    enlace = oficina.resuelve(agente, mundo, sitio, codigo, "Cambiada la válvula de gas.")
    invitada = llega("la clienta por el enlace", TELEFONO)
    portal.dice_que_no(invitada, enlace)
    oficina.ve_la_reapertura(agente, mundo, codigo)
    oficina.resuelve(agente, mundo, sitio, codigo, "Ajustado el presostato; probada una hora.")
    portal.confirma(invitada)

    encuestada = llega("la clienta en la encuesta", TELEFONO)
    despues.contesta_la_encuesta(encuestada, mundo, sitio, codigo)
    despues.calcula_de_noche(sitio, codigo)
    gestora = llega("la gestora")
    gestora.entrar(mundo.gestora.email)
    despues.mira_los_indicadores(gestora, codigo)

    for persona in (clienta, agente, coordinadora, tecnico, invitada, encuestada, gestora):
        persona.despedir()
