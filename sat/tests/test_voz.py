"""What the SAT tells to whoever answers the telephone: when we come, what we wait for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Incidencia
from incidencias.que_decir import que_decir
from incidencias.tests.fabricas import IncidenciaFactory
from sat.models import Estado
from sat.tests.fabricas import CitaFactory, OrdenFactory, manana_a_las
from sat.voz import lo_que_sabe_el_sat

pytestmark = pytest.mark.django_db


def dicho(caso):
    leido = Incidencia.objects.para_llamada().get(pk=caso.pk)
    return que_decir(AgenteFactory(), [leido])[0].texto


def con_cita(**cambios):
    desde = manana_a_las(9)
    franja = {"franja": (desde, desde + timedelta(hours=1)), **cambios}
    return CitaFactory(ventana=(desde, desde + timedelta(hours=2)), **franja)


def test_the_appointment_is_said_with_the_window_that_was_promised():
    cita = con_cita()
    assert "cita mañana, 09:00–11:00" in dicho(cita.orden.incidencia).lower()


def test_an_appointment_that_was_annulled_is_not_said():
    cita = con_cita(estado="anulada", anulada_en=timezone.now())
    assert "cita" not in dicho(cita.orden.incidencia).lower()


def test_a_visit_that_nobody_made_is_said_before_the_customer_does():
    ayer = timezone.now() - timedelta(days=1)
    cita = CitaFactory(
        franja=(ayer, ayer + timedelta(hours=1)), ventana=(ayer, ayer + timedelta(hours=2))
    )
    assert "no consta que se fuera" in dicho(cita.orden.incidencia).lower()


@pytest.mark.parametrize(
    ("estado", "frase"),
    [
        (Estado.ESPERANDO_REPUESTO, "esperamos una pieza"),
        (Estado.EN_CURSO, "hay un técnico trabajando en ello"),
    ],
)
def test_how_the_order_is(estado, frase):
    assert frase in dicho(OrdenFactory(estado=estado).incidencia).lower()


def test_what_ended_is_not_said():
    assert "pieza" not in dicho(OrdenFactory(anulada=True).incidencia).lower()


def test_eight_cases_cost_the_same_as_one(consultas):
    casos = [OrdenFactory(estado=Estado.ESPERANDO_REPUESTO).incidencia for _ in range(8)]
    agente = AgenteFactory()
    con_uno = consultas(lo_que_sabe_el_sat, agente, casos[:1])
    assert consultas(lo_que_sabe_el_sat, agente, casos) == con_uno
    assert lo_que_sabe_el_sat(agente, [IncidenciaFactory()]) == {}
