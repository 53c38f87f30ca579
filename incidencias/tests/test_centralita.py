"""From what an exchange tells, in any order, to the call and to what is owed to who called."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidencias.centralita import Suceso, plegar
from incidencias.models.opciones_telefono import EstadoLlamada, TipoSuceso

INICIO = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def suceso(tipo, segundos=0.0, **datos):
    return Suceso(tipo, INICIO + timedelta(seconds=segundos), datos)


OFRECIDA = suceso("ofrecida", 0, numero="600123456", cola="Averías", agente="201")
CONTESTADA = suceso("contestada", 12, agente="201")
TRANSFERIDA = suceso("transferida", 60, agente="305")
TERMINADA = suceso("terminada", 200)
GRABACION = suceso("grabacion", 201, grabacion_url="https://pbx/1.wav", grabacion_consentida=True)
ENTERA = (OFRECIDA, CONTESTADA, TRANSFERIDA, TERMINADA, GRABACION)


def test_a_whole_call_is_told_with_its_times_and_who_had_it_last():
    llamada = plegar(ENTERA)
    assert llamada.estado == EstadoLlamada.TERMINADA
    assert (llamada.espera_s, llamada.duracion_s, llamada.transferencias) == (12, 188, 1)
    assert (llamada.numero, llamada.cola, llamada.agente) == ("600123456", "Averías", "305")
    assert llamada.grabacion_url == "https://pbx/1.wav"


def test_every_order_and_every_repetition_tell_the_same_call():
    una = plegar(ENTERA)
    assert all(plegar(orden) == una for orden in permutations(ENTERA))
    assert plegar(ENTERA * 3) == una


sucesos_cualesquiera = st.lists(
    st.builds(
        suceso,
        st.sampled_from(TipoSuceso.values),
        st.integers(0, 400),
        agente=st.sampled_from(["", "201", "305"]),
        numero=st.sampled_from(["", "600123456", "910000000"]),
        sentido=st.sampled_from(["", "entrante", "saliente"]),
        grabacion_consentida=st.sampled_from([None, True, False]),
        grabacion_url=st.sampled_from(["", "https://pbx/1.wav"]),
    ),
    min_size=1,
    max_size=8,
)


@given(sucesos_cualesquiera, st.randoms(use_true_random=False))
def test_whatever_is_told_the_order_does_not_matter(sucesos, azar):
    barajados = [*sucesos, *azar.choices(sucesos, k=3)]
    azar.shuffle(barajados)
    assert plegar(barajados) == plegar(sucesos)


@given(sucesos_cualesquiera)
def test_whatever_is_told_the_call_makes_sense(sucesos):
    llamada = plegar(sucesos)
    contestada = any(uno.tipo == "contestada" for uno in sucesos)
    assert (llamada.contestada_en is not None) == contestada
    assert (llamada.abandonada_en is not None) == (llamada.estado == EstadoLlamada.ABANDONADA)
    instantes = [llamada.ofrecida_en, llamada.contestada_en, llamada.terminada_en]
    conocidos = [instante for instante in instantes if instante]
    assert conocidos == sorted(conocidos)
    assert not llamada.grabacion_url or llamada.grabacion_consentida


@pytest.mark.parametrize(
    ("sucesos", "estado"),
    [
        ([OFRECIDA], EstadoLlamada.SONANDO),
        ([OFRECIDA, CONTESTADA], EstadoLlamada.EN_CURSO),
        ([OFRECIDA, suceso("abandonada", 25)], EstadoLlamada.ABANDONADA),
        ([OFRECIDA, suceso("terminada", 25)], EstadoLlamada.ABANDONADA),
        ([OFRECIDA, CONTESTADA, suceso("abandonada", 25)], EstadoLlamada.TERMINADA),
        ([OFRECIDA, CONTESTADA, TERMINADA], EstadoLlamada.TERMINADA),
    ],
)
def test_how_a_call_is(sucesos, estado):
    assert plegar(sucesos).estado == estado


@pytest.mark.parametrize(("segundos", "espera_s"), [(179.9, 179), (180, 180)])
def test_the_wait_is_counted_in_whole_seconds_that_have_gone_by(segundos, espera_s):
    assert plegar([OFRECIDA, suceso("contestada", segundos)]).espera_s == espera_s


@pytest.mark.parametrize("consiente", [None, False])
def test_without_consent_there_is_no_recording(consiente):
    grabada = suceso("grabacion", 9, grabacion_url="https://x/1", grabacion_consentida=consiente)
    assert plegar([OFRECIDA, grabada]).grabacion_url == ""


def test_who_takes_back_the_consent_leaves_no_recording():
    retira = suceso("grabacion", 300, grabacion_consentida=False)
    assert plegar([*ENTERA, retira]).grabacion_url == ""


def test_it_rings_for_several_and_belongs_to_nobody_until_somebody_takes_it():
    suena = [OFRECIDA, suceso("ofrecida", 1, agente="202")]
    assert (plegar(suena).agente, plegar(suena).extensiones) == ("", ["201", "202"])
    assert plegar([*suena, suceso("contestada", 5, agente="202")]).agente == "202"


def test_a_clock_behind_does_not_make_it_end_before_it_began():
    llamada = plegar([OFRECIDA, suceso("contestada", -3), suceso("terminada", -1)])
    assert (llamada.espera_s, llamada.duracion_s) == (0, 0)


def test_a_call_without_events_is_none():
    with pytest.raises(ValueError, match="one event"):
        plegar([])
