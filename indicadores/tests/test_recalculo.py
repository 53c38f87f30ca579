"""What each indicator counts, from facts in the tables. Every case has its twin."""

from datetime import date, timedelta

import pytest

from clientes.tests.fabricas import EquipoFactory
from cuentas.tests.fabricas import GrupoFactory
from encuestas.tests.fabricas import InvitacionFactory, RespuestaFactory
from incidencias.models import Estado, ObjetivoSLA, TipoObjetivo
from incidencias.tests.fabricas import (
    CategoriaFactory,
    EventoIncidenciaFactory,
    PromesaFactory,
)
from indicadores.histograma import cubo_de
from indicadores.models import Medicion
from indicadores.tests.fabricas import LlegadaFactory, ResueltaFactory, cifra, el, medir
from nucleo.tests.fabricas import VersionCalendarioFactory

pytestmark = pytest.mark.django_db


def objetivo(incidencia, tipo, *, cumplido, limite):
    return ObjetivoSLA.objects.create(
        incidencia=incidencia,
        tipo=tipo,
        version_calendario=VersionCalendarioFactory(),
        segundos=7200,
        desde_en=incidencia.ocurrida_en,
        limite_en=limite,
        cumplido_en=cumplido,
    )


# --- First response


def test_an_answered_case_counts_its_seconds_on_the_day_it_arrived():
    LlegadaFactory(segundos_respuesta=900)
    medir()
    fila = Medicion.objects.get(indicador="t_respuesta", dimension="total", lapso="dia")
    assert (fila.n, fila.suma, fila.pendientes) == (1, 900, 0)
    assert (fila.cubos, fila.cuentas) == ([cubo_de(900)], [1])


@pytest.mark.parametrize(
    ("estado", "pendientes"), [(Estado.NUEVA, 1), (Estado.EN_CURSO, 1), (Estado.ANULADA, 0)]
)
def test_an_unanswered_case_is_told_apart_while_it_is_open(estado, pendientes):
    LlegadaFactory(estado=estado)
    medir()
    assert cifra("t_respuesta") == (0, 0, 0, pendientes)


@pytest.mark.parametrize(("minutos", "aciertos"), [(60, 1), (61, 0)])
def test_an_answer_at_the_limit_is_in_time_and_a_minute_later_it_is_not(minutos, aciertos):
    incidencia = LlegadaFactory(segundos_respuesta=60 * minutos)
    llegada = incidencia.ocurrida_en
    objetivo(
        incidencia,
        TipoObjetivo.PRIMERA_RESPUESTA,
        cumplido=llegada + timedelta(minutes=minutos),
        limite=llegada + timedelta(minutes=60),
    )
    medir()
    assert cifra("t_respuesta") == (1, aciertos, 1 - aciertos, 0)


def test_an_answer_without_a_target_is_neither_in_time_nor_late():
    LlegadaFactory(segundos_respuesta=60)
    medir()
    assert cifra("t_respuesta") == (1, 0, 0, 0)


# --- Resolution


def test_a_resolved_case_counts_on_the_day_of_its_resolution():
    ResueltaFactory(ocurrida_en=el("2026-02-27"), segundos_resolucion=5000)
    medir()
    fila = Medicion.objects.get(indicador="t_resolucion", dimension="total", lapso="dia")
    assert (str(fila.dia), fila.n, fila.suma) == ("2026-03-02", 1, 5000)


def test_a_case_that_is_open_again_has_no_resolution_time():
    LlegadaFactory(reaperturas=1, estado=Estado.EN_CURSO)
    medir()
    assert cifra("t_resolucion") == (0, 0, 0, 0)


def test_handovers_are_averaged_over_resolved_cases():
    ResueltaFactory(traspasos=2)
    ResueltaFactory(traspasos=1)
    LlegadaFactory(traspasos=9)
    medir()
    fila = Medicion.objects.get(indicador="traspasos", dimension="total", lapso="dia")
    assert (fila.n, fila.suma) == (2, 3)


# --- First contact resolution


def test_resolved_at_the_first_contact_and_left_in_peace_is_a_hit():
    ResueltaFactory()
    medir()
    assert cifra("fcr") == (1, 1, 0, 0)


@pytest.mark.parametrize("cambio", [{"contactos_cliente": 2}, {"reaperturas": 1}])
def test_a_second_contact_or_a_reopening_is_a_miss(cambio):
    ResueltaFactory(**cambio)
    medir()
    assert cifra("fcr") == (1, 0, 1, 0)


@pytest.mark.parametrize(("dia", "aciertos"), [("2026-03-09", 0), ("2026-03-10", 1)])
def test_the_same_unit_and_category_again_is_a_miss_until_the_seventh_day(dia, aciertos):
    equipo, categoria = EquipoFactory(), CategoriaFactory()
    suyo = {"equipo": equipo, "cliente": equipo.cliente, "categoria": categoria}
    ResueltaFactory(**suyo)
    LlegadaFactory(dia=dia, **suyo)
    medir()
    assert cifra("fcr") == (1, aciertos, 1 - aciertos, 0)


@pytest.mark.parametrize(
    "distinto", ["equipo", "categoria", "anulada", "anterior", "cliente_sin_equipo"]
)
def test_another_case_about_something_else_is_no_recontact(distinto):
    equipo, categoria = EquipoFactory(), CategoriaFactory()
    suyo = {"equipo": equipo, "cliente": equipo.cliente, "categoria": categoria}
    ResueltaFactory(**suyo)
    otra = {"dia": "2026-03-04", **suyo}
    if distinto == "equipo":
        otra["equipo"] = EquipoFactory(cliente=equipo.cliente)
    elif distinto == "categoria":
        otra["categoria"] = CategoriaFactory()
    elif distinto == "anulada":
        otra["estado"] = Estado.ANULADA
    elif distinto == "anterior":
        otra["ocurrida_en"] = el("2026-03-01")
    else:
        otra["equipo"] = None
    LlegadaFactory(**otra)
    medir()
    assert cifra("fcr") == (1, 1, 0, 0)


def test_without_a_unit_the_customer_and_the_category_decide():
    primera = ResueltaFactory()
    LlegadaFactory(dia="2026-03-04", cliente=primera.cliente)
    ResueltaFactory(dia="2026-03-03")
    medir()
    assert cifra("fcr") == (1, 0, 1, 0)
    assert cifra("fcr", dia="2026-03-03") == (1, 1, 0, 0)


def test_the_remote_variant_leaves_out_what_needs_a_visit():
    ResueltaFactory(categoria=CategoriaFactory(es_resoluble_en_remoto=True))
    ResueltaFactory(categoria=CategoriaFactory(es_resoluble_en_remoto=False))
    ResueltaFactory()
    medir()
    assert cifra("fcr") == (3, 3, 0, 0)
    assert cifra("fcr_remoto") == (1, 1, 0, 0)


# --- Reopened


def test_a_resolution_that_was_undone_counts_against_its_own_day():
    caida = ResueltaFactory(dia="2026-03-03", reaperturas=1)
    ResueltaFactory()
    EventoIncidenciaFactory(
        incidencia=caida, codigo="resuelta", ocurrido_en=el("2026-03-02", "13:00")
    )
    EventoIncidenciaFactory(
        incidencia=caida,
        codigo="reabierta",
        ocurrido_en=el("2026-03-03", "09:00"),
        datos={"dia_resolucion": "2026-03-02"},
    )
    medir()
    assert cifra("reapertura") == (2, 1, 0, 0)
    assert cifra("reapertura", dia="2026-03-03") == (1, 0, 0, 0)


# --- Promises


@pytest.mark.parametrize(
    ("hora", "esperada"), [("18:00", (1, 1, 0, 0)), ("18:01", (1, 0, 1, 0)), (None, (1, 0, 1, 0))]
)
def test_a_promise_is_kept_only_if_it_is_kept_on_time(hora, esperada):
    PromesaFactory(vence_en=el("2026-03-02", "18:00"), cumplida_en=hora and el("2026-03-02", hora))
    medir()
    assert cifra("promesas") == esperada


def test_a_promise_withdrawn_does_not_count():
    PromesaFactory(vence_en=el("2026-03-02"), anulada_en=el("2026-03-01"))
    medir()
    assert cifra("promesas") == (0, 0, 0, 0)


# --- Surveys


def test_each_answer_counts_on_its_day_by_its_scale():
    for csat, nps, ces in [(5, 10, 7), (4, 9, 5), (3, 8, 4), (1, 6, 1), (None, None, 6)]:
        RespuestaFactory(csat=csat, nps=nps, ces=ces, respondida_en=el("2026-03-02"))
    medir()
    assert cifra("csat") == (4, 2, 2, 0)
    assert cifra("nps") == (4, 2, 1, 0)
    assert cifra("ces") == (5, 3, 2, 0)


def test_the_context_of_an_answer_is_the_one_of_that_moment():
    respuesta = RespuestaFactory(respondida_en=el("2026-03-02"))
    type(respuesta.incidencia).objects.update(canal="whatsapp")
    medir()
    assert cifra("csat", "canal", "telefono") == (1, 1, 0, 0)
    assert cifra("csat", "canal", "whatsapp") == (0, 0, 0, 0)
    assert cifra("csat", "tecnico", "") == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("cambio", "esperada"),
    [
        ({}, (1, 0, 1, 0)),
        ({"respondida_en": el("2026-03-05")}, (1, 1, 0, 0)),
        ({"rebotada_en": el("2026-03-02")}, (0, 0, 0, 0)),
    ],
)
def test_the_response_rate_is_answered_of_delivered_on_the_day_they_were_sent(cambio, esperada):
    InvitacionFactory(enviada_en=el("2026-03-02"), **cambio)
    medir()
    assert cifra("respuesta_encuestas") == esperada


# --- Dimensions, days, repetition


def test_every_dimension_has_its_values_and_the_missing_one():
    grupo, equipo = GrupoFactory(), EquipoFactory()
    una = LlegadaFactory(canal="correo", grupo=grupo, equipo=equipo, cliente=equipo.cliente)
    LlegadaFactory(canal="telefono")
    medir()
    assert cifra("llegadas") == (2, 0, 0, 0)
    for dimension, valor in [
        ("canal", "correo"),
        ("canal", "telefono"),
        ("grupo", str(grupo.pk)),
        ("grupo", ""),
        ("producto", str(equipo.producto_id)),
        ("producto", ""),
    ]:
        assert cifra("llegadas", dimension, valor) == (1, 0, 0, 0), (dimension, valor)
    assert cifra("llegadas", "categoria", "") == (2, 0, 0, 0)
    assert una.categoria is None


def test_the_day_is_the_companys_and_not_utc():
    LlegadaFactory(ocurrida_en=el("2026-03-02", "00:30"))  # 23:30 UTC of the day before
    medir()
    assert cifra("llegadas") == (1, 0, 0, 0)


def todas():
    return list(Medicion.objects.order_by("pk").values_list())


def test_measuring_again_gives_the_same_integers_and_touches_nothing():
    from indicadores.recalculo import lotes_de_dias, recalcular

    ResueltaFactory(segundos_respuesta=10)
    LlegadaFactory(dia="2026-03-04")
    medir()
    antes = todas()
    assert sum(recalcular(*lote) for lote in lotes_de_dias()) == 0
    assert todas() == antes


def test_what_no_longer_counts_disappears():
    incidencia = LlegadaFactory()
    medir()
    type(incidencia).objects.filter(pk=incidencia.pk).update(estado=Estado.ANULADA)
    medir()
    assert cifra("llegadas") == (0, 0, 0, 0)
    assert cifra("t_respuesta") == (0, 0, 0, 0)


def test_a_simulation_counts_the_changes_and_writes_none():
    from indicadores.recalculo import lotes_de_dias, recalcular

    LlegadaFactory()
    cambios = sum(recalcular(h, dias, guardar=False) for h, dias in lotes_de_dias())
    assert cambios > 0
    assert not Medicion.objects.exists()
    assert sum(recalcular(*lote) for lote in lotes_de_dias()) == cambios


def test_weeks_and_months_are_the_sums_of_their_days():
    LlegadaFactory(dia="2026-03-01", segundos_respuesta=100)  # Sunday
    LlegadaFactory(dia="2026-03-02", segundos_respuesta=100)
    LlegadaFactory(dia="2026-03-31", segundos_respuesta=5000)
    medir()
    lapsos = Medicion.objects.filter(indicador="t_respuesta", dimension="total")
    assert list(
        lapsos.exclude(lapso="dia")
        .order_by("lapso", "dia")
        .values_list("lapso", "dia", "n", "suma", "cuentas")
    ) == [
        ("mes", date(2026, 3, 1), 3, 5200, [2, 1]),
        ("semana", date(2026, 2, 23), 1, 100, [1]),
        ("semana", date(2026, 3, 2), 1, 100, [1]),
        ("semana", date(2026, 3, 30), 1, 5000, [1]),
    ]


def test_a_week_follows_a_day_that_lost_its_cases():
    incidencia = LlegadaFactory()
    LlegadaFactory(dia="2026-03-03")
    medir()
    type(incidencia).objects.filter(pk=incidencia.pk).update(estado=Estado.ANULADA)
    medir("2026-03-02")
    semana = Medicion.objects.get(indicador="llegadas", dimension="total", lapso="semana")
    assert semana.n == 1


def test_an_empty_database_has_nothing_to_measure():
    medir()
    assert not Medicion.objects.exists()
