"""What to say to who calls: one sentence of facts, and the supervisor who is told of the third."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, ProductoFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory
from incidencias.models import Canal, Incidencia, SentidoLlamada
from incidencias.que_decir import que_decir
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    recibir_mensaje,
    registrar_llamada,
)
from incidencias.tasks import avisar_de_insistencias
from incidencias.tests.fabricas import (
    IncidenciaFactory,
    LlamadaFactory,
    MensajeFactory,
    PromesaFactory,
)

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
SABADO = datetime(2026, 11, 21, 12, 0, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel(SABADO, tick=False):
        yield


def caso(**cambios):
    producto = ProductoFactory(familia="Frigorífico")
    cliente = ClienteFactory()
    datos = {
        "cliente": cliente,
        "equipo": EquipoFactory(producto=producto, cliente=cliente),
        "ocurrida_en": SABADO - timedelta(days=9),
        "responsable": AgenteFactory(nombre="Ana Gil"),
        **cambios,
    }
    return IncidenciaFactory(**datos)


def dicho(una):
    leida = Incidencia.objects.para_llamada().get(pk=una.pk)
    return que_decir(AgenteFactory(), [leida])[0]


def llamo(una, hace_dias, **cambios):
    en = SABADO - timedelta(days=hace_dias)
    return LlamadaFactory(incidencia=una, ocurrida_en=en, **cambios)


def test_the_third_call_about_a_unit_is_said_with_its_days():
    una = caso()
    llamo(una, 9)
    llamo(una, 2)
    assert dicho(una).texto == "3.ª llamada por este frigorífico en 9 días · la lleva Ana Gil"


def test_calls_on_another_case_of_the_same_unit_count_and_of_another_unit_do_not():
    una = caso()
    llamo(una, 5)
    llamo(caso(equipo=una.equipo, cliente=una.cliente), 3)
    llamo(caso(), 3)
    assert dicho(una).insistencia.contactos == 3


@pytest.mark.parametrize(
    ("cambios", "cuenta"),
    [({}, 2), ({"sentido": SentidoLlamada.SALIENTE}, 1)],
)
def test_only_what_the_customer_did_counts(cambios, cuenta):
    una = caso()
    llamo(una, 3, **cambios)
    assert dicho(una).insistencia.contactos == cuenta


def test_what_was_two_months_ago_does_not_count():
    una = caso()
    llamo(una, 60)
    assert dicho(una).insistencia.contactos == 1


def test_messages_and_the_portal_are_contacts_too_though_no_calls():
    una = caso(canal=Canal.PORTAL)
    MensajeFactory(incidencia=una, ocurrido_en=SABADO - timedelta(days=1))
    assert dicho(una).texto.startswith("3.º contacto por este frigorífico en 9 días")


@pytest.mark.parametrize(
    ("familia", "esto"),
    [("Lavadora", "esta lavadora"), ("Sistema de riego", "este sistema de riego")],
)
def test_the_unit_is_called_by_its_name(familia, esto):
    una = caso()
    una.equipo.producto.familia = familia
    una.equipo.producto.save()
    llamo(una, 0)
    assert f"2.ª llamada por {esto} hoy" in dicho(una).texto


def test_a_broken_promise_is_said_before_what_is_promised():
    una = caso()
    PromesaFactory(
        incidencia=una, texto="Le llamamos", vence_en=datetime(2026, 11, 19, 18, tzinfo=MADRID)
    )
    PromesaFactory(
        incidencia=una, texto="Llega la pieza", vence_en=datetime(2026, 11, 25, 14, tzinfo=MADRID)
    )
    assert dicho(una).frases[:2] == (
        "promesa del jueves incumplida («Le llamamos»)",
        "prometido para el miércoles 25, 14:00: Llega la pieza",
    )


def test_a_promise_kept_is_not_said():
    una = caso()
    PromesaFactory(incidencia=una, vence_en=SABADO, cumplida_en=SABADO)
    assert dicho(una).texto == "La lleva Ana Gil"


def test_what_it_waits_for_and_how_late_it_is():
    assert dicho(caso(en_espera=True)).texto.startswith("En espera: esperamos una pieza")
    tarde = caso(proximo_limite_en=SABADO - timedelta(hours=3), responsable=None)
    assert dicho(tarde).texto == "Vamos 3\xa0h tarde · aún no la lleva nadie"


def test_the_remedies_of_the_verdict_are_shown_from_the_third_contact_on():
    remedios = {"remedios": {"abiertos": [{"nombre": "la rebaja"}, {"nombre": "la resolución"}]}}
    una = caso(veredicto=remedios)
    llamo(una, 2)
    assert dicho(una).remedios == ()
    llamo(una, 1)
    assert dicho(una).remedios == ("la rebaja", "la resolución")


def test_eight_cases_cost_the_same_as_one(consultas):
    agente = AgenteFactory()
    casos = [caso() for _ in range(8)]
    una = list(Incidencia.objects.para_llamada()[:1])
    assert consultas(que_decir, agente, una) == consultas(
        que_decir, agente, list(Incidencia.objects.para_llamada())
    )
    assert len(casos) == 8


# --- The supervisor


def llama(una, agente, **cambios):
    datos = {"sentido": SentidoLlamada.ENTRANTE, "motivo": "estado", **cambios}
    registrar_llamada(una.pk, por=agente, **datos)


def test_the_third_contact_tells_the_coordination_once():
    una, agente, coordina = caso(), AgenteFactory(), CoordinadorFactory()
    llama(una, agente)
    llama(una, agente)
    assert not Notificacion.objects.exists()
    for _ in range(3):
        llama(una, agente)
    aviso = Notificacion.objects.get()
    assert (aviso.usuario, aviso.url) == (coordina, una.get_absolute_url())
    assert "3.º contacto" in aviso.texto
    assert una.eventos.filter(codigo="insistencia").count() == 1


def test_three_calls_that_we_make_tell_nobody():
    una, agente = caso(), AgenteFactory()
    CoordinadorFactory()
    for _ in range(3):
        llama(una, agente, sentido=SentidoLlamada.SALIENTE)
    assert not Notificacion.objects.exists()


def test_messages_count_like_calls():
    una, coordina = caso(), CoordinadorFactory()
    for _ in range(3):
        recibir_mensaje(una.pk, por=AgenteFactory(), texto="¿Y bien?", canal=Canal.CORREO)
    assert Notificacion.objects.get(clave__startswith="insistencia").usuario == coordina


def test_a_new_case_of_the_same_unit_may_be_the_third():
    una, agente, coordina = caso(), AgenteFactory(), CoordinadorFactory()
    llama(una, agente)
    llama(una, agente)
    otra = abrir_incidencia(
        NuevaIncidencia(
            cliente=una.cliente,
            equipo=una.equipo,
            asunto="Otra vez",
            tipo="averia",
            canal=Canal.TELEFONO,
        ),
        por=agente,
    )
    assert not Notificacion.objects.exists()  # who opens it waits for nobody to be told
    assert avisar_de_insistencias() == 1
    assert Notificacion.objects.get().usuario == coordina
    assert otra.eventos.filter(codigo="insistencia").count() == 1
    assert avisar_de_insistencias() == 0  # read again, told once
    assert Notificacion.objects.count() == 1


@pytest.mark.parametrize("cambio", ["de otro equipo", "anulada"])
def test_what_is_not_of_the_same_unit_or_was_cancelled_does_not_count(cambio):
    una, agente = caso(), AgenteFactory()
    CoordinadorFactory()
    llama(una, agente)
    llama(una, agente)
    if cambio == "anulada":
        anular_incidencia(una.pk, por=agente, motivo="Era una prueba")
    abrir_incidencia(
        NuevaIncidencia(
            cliente=una.cliente,
            equipo=una.equipo if cambio == "anulada" else EquipoFactory(cliente=una.cliente),
            asunto="Otra vez",
            tipo="averia",
            canal=Canal.TELEFONO,
        ),
        por=agente,
    )
    assert avisar_de_insistencias() == 0
    assert not Notificacion.objects.exists()


def test_who_supervises_the_team_is_told_and_not_the_rest():
    supervisa = AgenteFactory()
    CoordinadorFactory()
    una = caso(grupo=GrupoFactory(supervisor=supervisa))
    for _ in range(3):
        llama(una, AgenteFactory())
    assert Notificacion.objects.get().usuario == supervisa


def test_an_old_case_that_is_solved_tells_nobody():
    una = caso(resuelta=True, ocurrida_en=timezone.now() - timedelta(days=20))
    CoordinadorFactory()
    for _ in range(4):
        llama(una, AgenteFactory())
    assert not Notificacion.objects.exists()
