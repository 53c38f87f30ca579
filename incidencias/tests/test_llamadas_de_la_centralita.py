"""The events of the exchange in the database: once, in any order, two at once; and call-backs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cuentas.tests.fabricas import AgenteFactory
from incidencias.centralita import Suceso
from incidencias.models import (
    DevolucionLlamada,
    EstadoDevolucion,
    EstadoLlamada,
    EventoDevolucion,
    LlamadaCentralita,
    SucesoCentralita,
)
from incidencias.servicios import (
    cambiar_hora_de_devolucion,
    descartar_devolucion,
    devolver_llamada,
    pedir_devolucion,
    recibir_sucesos,
    tomar_devolucion,
)
from incidencias.servicios.centralita import DERIVADAS
from incidencias.tests.fabricas import DevolucionLlamadaFactory, ExtensionFactory, LlamadaFactory
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
NUMERO = "+34600123456"
HACE_UN_RATO = timezone.now().replace(microsecond=0) - timedelta(hours=1)


def suceso(tipo, segundos=0, **datos):
    return Suceso(tipo, HACE_UN_RATO + timedelta(seconds=segundos), datos)


ENTERA = (
    suceso("ofrecida", 0, numero="600 123 456", agente="201"),
    suceso("contestada", 12, agente="201"),
    suceso("terminada", 200),
    suceso("grabacion", 201, grabacion_url="https://pbx.example/1", grabacion_consentida=True),
)


def fila():
    llamada = LlamadaCentralita.objects.get()
    return {campo: getattr(llamada, campo) for campo in DERIVADAS if campo != "actualizada_en"}


def contar(uniqueid, sucesos):
    for uno in sucesos:
        recibir_sucesos(uniqueid, [uno])


def perdida(uniqueid, segundos=0):
    contar(
        uniqueid,
        [suceso("ofrecida", segundos, numero=NUMERO), suceso("abandonada", segundos + 30)],
    )


def hablada(uniqueid, segundos=0, sentido="entrante"):
    datos = {"numero": NUMERO, "sentido": sentido}
    contar(
        uniqueid,
        [suceso("ofrecida", segundos, **datos), suceso("contestada", segundos + 5)],
    )


def test_every_permutation_of_its_events_gives_the_same_row():
    contadas = []
    for numero, orden in enumerate(permutations(ENTERA)):
        with transaction.atomic():
            contar(f"1.{numero}", orden)
            contadas.append(fila())
            transaction.set_rollback(True)
    assert all(una == contadas[0] for una in contadas)
    assert contadas[0]["estado"] == EstadoLlamada.TERMINADA
    assert (contadas[0]["numero"], contadas[0]["duracion_s"]) == (NUMERO, 188)


def test_an_event_told_twice_is_kept_once():
    recibir_sucesos("1.1", ENTERA[:1])
    llamada, nuevos = recibir_sucesos("1.1", ENTERA[:2])
    assert (nuevos, llamada.sucesos.count()) == (1, 2)
    assert recibir_sucesos("1.1", ENTERA[:2])[1] == 0


def test_two_exchanges_may_use_the_same_number_for_their_calls():
    recibir_sucesos("1.1", ENTERA[:1])
    recibir_sucesos("1.1", ENTERA[:1], centralita="Valencia")
    assert LlamadaCentralita.objects.count() == 2


def test_the_call_is_of_whoever_has_the_extension_or_the_mail():
    extension = ExtensionFactory(numero="201")
    assert recibir_sucesos("1.1", ENTERA)[0].agente == extension.usuario
    agente = AgenteFactory()
    ofrecida = suceso("ofrecida", agente=agente.email.upper())
    assert recibir_sucesos("1.2", [ofrecida])[0].agente == agente


@pytest.mark.parametrize("numero", ["anonymous", "201", "", "999"])
def test_a_number_that_nobody_can_call_is_kept_empty_and_owes_no_call_back(numero):
    recibir_sucesos("1.1", [suceso("ofrecida", numero=numero), suceso("abandonada", 30)])
    assert LlamadaCentralita.objects.get().numero == ""
    assert not DevolucionLlamada.objects.exists()


def test_the_end_of_the_call_says_how_long_it_was_where_somebody_wrote_it():
    llamada, _nuevos = recibir_sucesos("1.1", ENTERA[:2])
    apunte = LlamadaFactory(centralita=llamada)
    recibir_sucesos("1.1", ENTERA[2:3])
    apunte.refresh_from_db()
    assert apunte.duracion_s == 188


# --- Call-backs


def abiertas():
    return DevolucionLlamada.objects.filter(estado=EstadoDevolucion.PENDIENTE)


def test_an_abandoned_call_has_to_be_returned_within_its_hour():
    perdida("1.1")
    debida = abiertas().get()
    assert (debida.numero, debida.veces) == (NUMERO, 1)
    assert debida.vence_en > debida.primera_en
    assert debida.eventos.get().codigo == "abierta"


def test_one_entry_a_number_however_often_they_call():
    perdida("1.1")
    perdida("1.2", 300)
    assert abiertas().get().veces == 2


def test_who_calls_again_and_is_answered_is_owed_nothing():
    perdida("1.1")
    hablada("1.2", 300)
    assert not abiertas().exists()
    assert DevolucionLlamada.objects.get().estado == EstadoDevolucion.VOLVIO


def test_who_is_called_back_is_owed_nothing_and_it_is_known_whether_it_was_in_time():
    perdida("1.1")
    hablada("1.2", 300, sentido="saliente")
    devuelta = DevolucionLlamada.objects.get()
    assert devuelta.estado == EstadoDevolucion.DEVUELTA
    assert devuelta.eventos.get(codigo="devuelta").datos["a_tiempo"] is True


def test_another_number_that_is_answered_does_not_close_this_one():
    perdida("1.1")
    contar("1.2", [suceso("ofrecida", 300, numero="600999999"), suceso("contestada", 310)])
    assert abiertas().exists()


def test_a_call_that_turns_out_to_have_been_answered_leaves_nothing_to_return():
    recibir_sucesos("1.1", [ENTERA[0], ENTERA[2]])
    assert abiertas().exists()
    recibir_sucesos("1.1", [ENTERA[1]])
    assert not abiertas().exists()


def test_what_was_abandoned_days_ago_is_history():
    viejo = timezone.now() - timedelta(days=10)
    recibir_sucesos("1.1", [Suceso("ofrecida", viejo, {"numero": NUMERO})])
    recibir_sucesos("1.1", [Suceso("abandonada", viejo + timedelta(seconds=9))])
    assert not DevolucionLlamada.objects.exists()


def test_what_waits_over_a_long_weekend_goes_on_waiting():
    viejo = timezone.now() - timedelta(days=2)
    recibir_sucesos("1.1", [Suceso("ofrecida", viejo, {"numero": NUMERO})])
    recibir_sucesos("1.1", [Suceso("abandonada", viejo)])
    abiertas().update(primera_en=viejo - timedelta(days=3))
    LlamadaCentralita.objects.update(
        ofrecida_en=viejo - timedelta(days=3),
        abandonada_en=viejo - timedelta(days=3),
        terminada_en=viejo - timedelta(days=3),
    )
    perdida("1.2")
    assert abiertas().get().veces == 2


pasos = st.lists(st.sampled_from(["perdida", "entra", "sale"]), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(pasos, st.randoms(use_true_random=False))
def test_what_is_owed_to_a_number_does_not_depend_on_the_order_of_the_news(pasos, azar):
    def cola(en_que_orden):
        with transaction.atomic():
            for lugar in en_que_orden:
                que, uid = pasos[lugar], f"9.{lugar}"
                if que == "perdida":
                    perdida(uid, 100 * lugar)
                else:
                    hablada(uid, 100 * lugar, "entrante" if que == "entra" else "saliente")
            debidas = list(abiertas().values("numero", "veces", "primera_en", "ultima_en"))
            transaction.set_rollback(True)
        return debidas

    lugares = list(range(len(pasos)))
    en_orden = cola(lugares)
    azar.shuffle(lugares)
    assert cola(lugares) == en_orden


def test_no_answer_is_an_attempt_and_an_answer_ends_it():
    debida, agente = DevolucionLlamadaFactory(), AgenteFactory()
    devolver_llamada(debida.pk, por=agente, contestada=False)
    debida.refresh_from_db()
    assert (debida.estado, debida.intentos, debida.responsable) == ("pendiente", 1, agente)
    devolver_llamada(debida.pk, por=agente, contestada=True)
    debida.refresh_from_db()
    assert debida.estado == EstadoDevolucion.DEVUELTA
    with pytest.raises(ErrorDeNegocio, match="ya no está pendiente"):
        devolver_llamada(debida.pk, por=agente, contestada=True)
    assert [e.codigo for e in debida.eventos.order_by("id")] == ["intento", "devuelta"]


def test_discarding_needs_a_reason():
    debida, agente = DevolucionLlamadaFactory(), AgenteFactory()
    with pytest.raises(ErrorDeNegocio, match="por qué"):
        descartar_devolucion(debida.pk, por=agente, motivo="  ")
    assert abiertas().exists()
    descartar_devolucion(debida.pk, por=agente, motivo="Es un fax")
    assert not abiertas().exists()


def test_taking_it_and_changing_its_hour_are_written():
    debida, agente = DevolucionLlamadaFactory(), AgenteFactory()
    tomar_devolucion(debida.pk, por=agente)
    tomar_devolucion(debida.pk, por=agente)
    manana = timezone.now() + timedelta(days=1)
    cambiar_hora_de_devolucion(debida.pk, por=agente, vence_en=manana)
    debida.refresh_from_db()
    assert (debida.responsable, debida.vence_en, debida.hora_pactada) == (agente, manana, True)
    assert [e.codigo for e in debida.eventos.order_by("id")] == ["tomada", "hora_cambiada"]


@pytest.mark.parametrize("dias", [-1, 500])
def test_an_hour_that_cannot_be_is_refused(dias):
    with pytest.raises(ErrorDeNegocio, match="hora"):
        pedir_devolucion(
            "600123456", por=AgenteFactory(), vence_en=timezone.now() + timedelta(days=dias)
        )
    assert not DevolucionLlamada.objects.exists()


def test_who_asked_to_be_called_waits_until_somebody_speaks_with_them():
    agente = AgenteFactory()
    manana = timezone.now() + timedelta(days=1)
    pedir_devolucion("600 123 456", por=agente, vence_en=manana)
    with pytest.raises(ErrorDeNegocio, match="ya está"):
        pedir_devolucion(NUMERO, por=agente, vence_en=manana)
    hablada("1.1")  # an hour ago: before they asked
    assert abiertas().get().numero == NUMERO
    ahora = timezone.now() + timedelta(seconds=2)
    recibir_sucesos("1.2", [Suceso("ofrecida", ahora, {"numero": NUMERO, "sentido": "saliente"})])
    recibir_sucesos("1.2", [Suceso("contestada", ahora)])
    assert not abiertas().exists()


# --- Two at once


def _a_la_vez(*tareas):
    def hacer(tarea):
        try:
            return tarea()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return [futuro.result() for futuro in [hilos.submit(hacer, tarea) for tarea in tareas]]


@pytest.mark.django_db(transaction=True)
def test_two_events_of_a_call_at_once_lose_none():
    for vuelta in range(4):
        _a_la_vez(*(lambda s=s, v=vuelta: recibir_sucesos(f"1.{v}", [s]) for s in ENTERA))
    llamadas = LlamadaCentralita.objects.all()
    assert {(una.estado, una.duracion_s, una.grabacion_url) for una in llamadas} == {
        (EstadoLlamada.TERMINADA, 188, "https://pbx.example/1")
    }
    assert SucesoCentralita.objects.count() == 4 * len(ENTERA)


@pytest.mark.django_db(transaction=True)
def test_two_calls_of_a_number_abandoned_at_once_are_one_call_back():
    ofrecidas = [suceso("ofrecida", n, numero=NUMERO) for n in range(4)]
    for n, ofrecida in enumerate(ofrecidas):
        recibir_sucesos(f"1.{n}", [ofrecida])
    _a_la_vez(
        *(lambda n=n: recibir_sucesos(f"1.{n}", [suceso("abandonada", 30 + n)]) for n in range(4))
    )
    assert abiertas().get().veces == 4
    assert EventoDevolucion.objects.filter(codigo="abierta").count() == 1
