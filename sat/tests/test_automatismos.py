"""What the SAT does can set the house's rules off."""

import pytest

from cuentas.tests.fabricas import GestorFactory
from incidencias.automatismos.motor import dar_una_vuelta
from incidencias.automatismos.sucesos import sucesos
from incidencias.servicios.automatismos import (
    DatosAutomatismo,
    activar_automatismo,
    guardar_automatismo,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.eventos import SISTEMA
from sat.eventos import EnElCaso
from sat.servicios import abrir_orden
from sat.tests.test_abrir_orden import nueva

pytestmark = pytest.mark.django_db


def test_opening_an_order_sets_off_the_rule_that_waits_for_it():
    gestor = GestorFactory()
    regla = guardar_automatismo(
        DatosAutomatismo(
            "Avisar de la orden",
            "suceso",
            EnElCaso.ORDEN_ABIERTA,
            acciones=[("nota", {"texto": "Mirar si hay pieza"})],
        ),
        por=gestor,
    )
    activar_automatismo(regla.pk, por=gestor)
    caso, sin_orden = IncidenciaFactory(), IncidenciaFactory()
    abrir_orden(nueva(incidencia=caso), por=SISTEMA)
    assert dar_una_vuelta() == 1
    assert caso.mensajes.filter(texto="Mirar si hay pieza").exists()
    assert not sin_orden.mensajes.exists()


def test_the_survey_that_is_answered_may_set_one_off_too():
    assert {"encuesta_respondida", EnElCaso.CITA_PUESTA} <= set(dict(sucesos()))
