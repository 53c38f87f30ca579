"""Business time: worked cases, clock changes and general properties."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nucleo.calendario import (
    LUNES,
    SABADO,
    Horario,
    SinTiempoLaborable,
    Temporada,
    laborable_entre,
    restar_laborable,
    sumar_laborable,
    unir_intervalos,
)

MADRID, CANARIAS = ZoneInfo("Europe/Madrid"), ZoneInfo("Atlantic/Canary")
HORA = 3600
PARTIDO = [
    (dia, abre, cierra)
    for dia in range(5)
    for abre, cierra in ((time(9), time(14)), (time(16), time(19)))
]
INMACULADA = date(2026, 12, 8)  # a Tuesday
HORARIO = Horario(PARTIDO, festivos=[INMACULADA])


def local(*partes, zona=MADRID):
    return datetime(*partes, tzinfo=zona)


# --- Adding


@pytest.mark.parametrize(
    ("inicio", "horas", "fin"),
    [
        ((2026, 11, 23, 10), 2, (2026, 11, 23, 12)),
        ((2026, 11, 23, 13), 2, (2026, 11, 23, 17)),  # lunch does not count
        ((2026, 11, 23, 13), 1, (2026, 11, 23, 14)),  # at closing, not at the next opening
        ((2026, 11, 23, 7), 1, (2026, 11, 23, 10)),  # before opening
        ((2026, 11, 27, 18), 4, (2026, 11, 30, 12)),  # over a weekend
        ((2026, 12, 7, 18), 2, (2026, 12, 9, 10)),  # over a holiday
        ((2026, 11, 23, 9), 40, (2026, 11, 27, 19)),  # a whole week
    ],
)
def test_the_deadline_falls_inside_business_time(inicio, horas, fin):
    assert sumar_laborable(local(*inicio), horas * HORA, HORARIO) == local(*fin)


@pytest.mark.parametrize(
    ("fin", "horas", "desde"),
    [
        ((2026, 11, 23, 13), 2, (2026, 11, 23, 11)),
        ((2026, 11, 23, 17), 2, (2026, 11, 23, 13)),
        ((2026, 11, 23, 16), 2, (2026, 11, 23, 12)),
        ((2026, 11, 23, 11), 2, (2026, 11, 23, 9)),  # at the opening, not at the closing before
        ((2026, 11, 30, 9), 1, (2026, 11, 27, 18)),
        ((2026, 12, 8, 12), 1, (2026, 12, 7, 18)),
    ],
)
def test_business_time_before_an_instant(fin, horas, desde):
    assert restar_laborable(local(*fin), horas * HORA, HORARIO) == local(*desde)
    assert laborable_entre(local(*desde), local(*fin), HORARIO) == horas * HORA


def test_before_an_instant_in_a_schedule_without_hours_there_is_nothing():
    with pytest.raises(SinTiempoLaborable):
        restar_laborable(local(2026, 11, 23, 13), 1, Horario([]))


def test_the_answer_is_in_utc_and_keeps_the_fraction_of_a_second():
    inicio = local(2026, 11, 23, 10, 0, 0, 250_000)
    fin = sumar_laborable(inicio, 60, HORARIO)
    assert (fin.tzinfo, fin) == (UTC, inicio + timedelta(minutes=1))


def test_zero_seconds_is_the_start_itself_even_when_closed():
    domingo = local(2026, 11, 22, 11)
    assert sumar_laborable(domingo, 0, HORARIO) == domingo


def test_a_pause_moves_the_deadline_by_its_business_time_only():
    pausas = [(local(2026, 11, 23, 12), local(2026, 11, 23, 17))]  # 2 h + 1 h of business time
    fin = sumar_laborable(local(2026, 11, 23, 10), 4 * HORA, HORARIO, pausas)
    assert fin == local(2026, 11, 23, 19)


def test_pauses_after_the_deadline_do_not_move_it():
    pausas = [(local(2026, 11, 23, 12), local(2026, 11, 30, 12))]
    assert sumar_laborable(local(2026, 11, 23, 10), 2 * HORA, HORARIO, pausas) == local(
        2026, 11, 23, 12
    )


def test_a_case_that_arrives_inside_a_pause_starts_when_it_ends():
    pausas = [(local(2026, 11, 23, 9), local(2026, 11, 23, 12))]
    assert sumar_laborable(local(2026, 11, 23, 10), HORA, HORARIO, pausas) == local(
        2026, 11, 23, 13
    )


def test_a_season_replaces_the_week_and_a_holiday_closes_also_inside_it():
    verano = Temporada(
        date(2026, 7, 1), date(2026, 8, 31), [(dia, time(8), time(15)) for dia in range(5)]
    )
    horario = Horario(PARTIDO, festivos=[date(2026, 7, 2)], temporadas=[verano])
    assert sumar_laborable(local(2026, 6, 30, 18), 2 * HORA, horario) == local(2026, 7, 1, 9)
    assert sumar_laborable(local(2026, 7, 1, 14), 2 * HORA, horario) == local(2026, 7, 3, 9)
    assert sumar_laborable(local(2026, 8, 31, 14), 2 * HORA, horario) == local(2026, 9, 1, 10)


def test_a_deadline_can_be_years_away_from_what_was_laid_out():
    horario = Horario([(LUNES, time(9), time(10))])
    fin = sumar_laborable(local(2026, 11, 23, 9), 52 * 6 * HORA, horario)
    assert fin == local(2032, 11, 8, 10)
    assert laborable_entre(local(2026, 11, 23, 9), fin, horario) == 52 * 6 * HORA


@pytest.mark.parametrize(
    "horario",
    [Horario([]), Horario(PARTIDO, temporadas=[Temporada(date(1960, 1, 1), date(2200, 1, 1))])],
)
def test_a_schedule_without_business_time_says_so_instead_of_looking_for_ever(horario):
    with pytest.raises(SinTiempoLaborable, match="no tiene tiempo laborable"):
        sumar_laborable(local(2026, 11, 23, 9), 1, horario)


@pytest.mark.parametrize("anio", [1900, 3000])
def test_absurd_years_are_refused(anio):
    with pytest.raises(SinTiempoLaborable, match="de 1970 a 2120"):
        sumar_laborable(local(anio, 1, 1), HORA, HORARIO)


def test_an_instant_without_zone_is_refused():
    with pytest.raises(TypeError):
        sumar_laborable(datetime(2026, 11, 23, 9), HORA, HORARIO)  # noqa: DTZ001


def test_negative_time_is_refused():
    with pytest.raises(ValueError, match="negativo"):
        sumar_laborable(local(2026, 11, 23, 9), -1, HORARIO)


# --- Measuring


def test_business_time_between_two_instants():
    assert laborable_entre(local(2026, 11, 27, 18), local(2026, 11, 30, 12), HORARIO) == 4 * HORA
    assert laborable_entre(local(2026, 11, 21, 8), local(2026, 11, 22, 20), HORARIO) == 0


def test_inverted_instants_measure_nothing():
    assert laborable_entre(local(2026, 11, 24, 18), local(2026, 11, 23, 9), HORARIO) == 0


def test_overlapping_pauses_are_discounted_once():
    pausas = [
        (local(2026, 11, 23, 11), local(2026, 11, 23, 13)),
        (local(2026, 11, 23, 10), local(2026, 11, 23, 12)),
    ]
    assert laborable_entre(local(2026, 11, 23, 9), local(2026, 11, 23, 19), HORARIO, pausas) == (
        5 * HORA
    )


# --- Clock changes: 2026-03-29 02:00 → 03:00 and 2026-10-25 03:00 → 02:00 in the Peninsula


@pytest.mark.parametrize(
    ("dia", "horas"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 5, 1), 24)]
)
@pytest.mark.parametrize("zona", [MADRID, CANARIAS])
def test_a_day_with_a_clock_change_has_23_or_25_hours(dia, horas, zona):
    horario = Horario.continuo(zona.key)
    inicio = datetime.combine(dia, time(0), zona)
    fin = datetime.combine(dia + timedelta(days=1), time(0), zona)
    assert laborable_entre(inicio, fin, horario) == horas * HORA


def test_the_opening_hour_is_the_local_one_before_and_after_the_change():
    sabado_tarde, lunes = local(2026, 10, 24, 12), local(2026, 10, 26, 10)
    assert sumar_laborable(sabado_tarde, HORA, HORARIO) == lunes
    assert lunes.utcoffset() != sabado_tarde.utcoffset()


def test_an_hour_that_does_not_exist_gives_no_time_and_the_repeated_one_counts_twice():
    noche = Horario([(6, time(2), time(3))])
    assert noche.tramos_del_dia(date(2026, 3, 29)) == []
    assert laborable_entre(local(2026, 10, 25), local(2026, 10, 26), noche) == 2 * HORA


def test_canarias_opens_an_hour_later_than_the_peninsula():
    canario = Horario(PARTIDO, zona="Atlantic/Canary")
    inicio = local(2026, 11, 23, 8)
    assert sumar_laborable(inicio, HORA, canario) - sumar_laborable(
        inicio, HORA, Horario(PARTIDO)
    ) == timedelta(hours=1)


# --- The schedule itself


def test_equal_schedules_are_equal_and_share_their_work():
    uno = Horario(PARTIDO, festivos=[INMACULADA])
    otro = Horario(list(reversed(PARTIDO)), festivos={INMACULADA})
    assert otro == uno
    assert otro._linea is uno._linea


def test_a_night_shift_is_two_intervals_that_join_at_midnight():
    noche = Horario([(LUNES, time(22), time(0)), (1, time(0), time(6))])
    assert sumar_laborable(local(2026, 11, 23, 23), 3 * HORA, noche) == local(2026, 11, 24, 2)


@pytest.mark.parametrize(
    ("intervalo", "motivo"),
    [
        ((7, time(9), time(14)), "día de la semana"),
        ((0, time(14), time(9)), "termina antes"),
        ((0, time(9), time(9)), "termina antes"),
    ],
)
def test_an_impossible_interval_is_refused(intervalo, motivo):
    with pytest.raises(ValueError, match=motivo):
        Horario([intervalo])


def test_overlapping_or_inverted_seasons_are_refused():
    julio = Temporada(date(2026, 7, 1), date(2026, 7, 31))
    with pytest.raises(ValueError, match="solapar"):
        Horario(PARTIDO, temporadas=[julio, Temporada(date(2026, 7, 31), date(2026, 8, 31))])
    with pytest.raises(ValueError, match="antes de empezar"):
        Temporada(date(2026, 7, 31), date(2026, 7, 1))


def test_working_days_and_their_hours():
    assert HORARIO.es_laborable(date(2026, 12, 7))
    assert not HORARIO.es_laborable(INMACULADA)
    assert not HORARIO.es_laborable(date(2026, 12, 12))
    assert HORARIO.tramos_del_dia(date(2026, 12, 7)) == [
        (local(2026, 12, 7, 9), local(2026, 12, 7, 14)),
        (local(2026, 12, 7, 16), local(2026, 12, 7, 19)),
    ]


def test_threads_that_lay_out_different_years_at_once_get_right_answers():
    horario = Horario(PARTIDO, festivos=[date(2026, 1, 2)])  # not used elsewhere: nothing laid out

    def una_semana(anio):
        lunes = datetime(anio, 2, 1, tzinfo=MADRID)
        return laborable_entre(lunes, lunes + timedelta(days=7), horario)

    with ThreadPoolExecutor(8) as hilos:
        assert set(hilos.map(una_semana, list(range(2010, 2040, 3)) * 4)) == {40 * HORA}


# --- Properties

instantes = st.builds(
    lambda dia, segundo, micro, zona: (
        datetime.combine(dia, time(0), UTC) + timedelta(seconds=segundo, microseconds=micro)
    ).astimezone(zona),
    st.dates(date(2025, 9, 1), date(2027, 4, 30)),
    st.integers(0, 24 * HORA - 1),
    st.sampled_from([0, 1, 500_000, 999_999]),
    st.sampled_from([UTC, MADRID, CANARIAS]),
)
segundos = st.integers(0, 400 * HORA)
horas = st.integers(0, 23).map(time)


@st.composite
def horarios(draw):
    intervalos = [(LUNES, time(9), time(13))]  # at least some time every week
    for dia in range(7):
        abre, cierra = sorted(draw(st.tuples(horas, horas)))
        if abre < cierra:
            intervalos.append((dia, abre, cierra))
    if draw(st.booleans()):
        intervalos.append((SABADO, time(20), time(0)))
    festivos = draw(st.lists(st.dates(date(2025, 9, 1), date(2027, 12, 31)), max_size=5))
    return Horario(
        intervalos, festivos, zona=draw(st.sampled_from(["Europe/Madrid", "Atlantic/Canary"]))
    )


@st.composite
def listas_de_pausas(draw):
    pausas = []
    for _ in range(draw(st.integers(0, 4))):
        desde = draw(instantes)
        pausas.append((desde, desde + timedelta(seconds=draw(st.integers(0, 30 * 24 * HORA)))))
    return pausas


@given(instantes, segundos, horarios(), listas_de_pausas())
def test_adding_and_then_measuring_gives_the_same(inicio, n, horario, pausas):
    fin = sumar_laborable(inicio, n, horario, pausas)
    assert laborable_entre(inicio, fin, horario, pausas) == n


@given(instantes, segundos, horarios(), listas_de_pausas())
def test_the_deadline_is_the_first_instant_with_that_time(inicio, n, horario, pausas):
    assume(n > 0)
    fin = sumar_laborable(inicio, n, horario, pausas)
    assert laborable_entre(inicio, fin - timedelta(microseconds=1), horario, pausas) == n - 1


@given(instantes, segundos, segundos, horarios(), listas_de_pausas())
def test_more_time_never_ends_earlier(inicio, n, mas, horario, pausas):
    fin = sumar_laborable(inicio, n, horario, pausas)
    assert inicio <= fin <= sumar_laborable(inicio, n + mas, horario, pausas)


@given(instantes, st.integers(0, 90 * 24 * HORA), segundos, horarios())
def test_starting_later_never_ends_earlier(inicio, retraso, n, horario):
    despues = inicio.astimezone(UTC) + timedelta(seconds=retraso)
    assert sumar_laborable(inicio, n, horario) <= sumar_laborable(despues, n, horario)


@given(instantes, segundos, horarios(), listas_de_pausas())
def test_a_pause_never_shortens_a_deadline_nor_lengthens_a_measure(inicio, n, horario, pausas):
    fin = sumar_laborable(inicio, n, horario)
    assert sumar_laborable(inicio, n, horario, pausas) >= fin
    assert laborable_entre(inicio, fin, horario, pausas) <= n


@given(instantes, segundos, horarios(), listas_de_pausas(), st.randoms())
def test_the_order_of_the_pauses_does_not_matter(inicio, n, horario, pausas, azar):
    barajadas = [*pausas, *pausas]
    azar.shuffle(barajadas)
    assert sumar_laborable(inicio, n, horario, pausas) == sumar_laborable(
        inicio, n, horario, barajadas
    )


@given(instantes, instantes, instantes, horarios())
def test_measures_add_up(a, b, c, horario):
    a, b, c = sorted(x.replace(microsecond=0).astimezone(UTC) for x in (a, b, c))
    assert laborable_entre(a, c, horario) == (
        laborable_entre(a, b, horario) + laborable_entre(b, c, horario)
    )


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))), st.randoms())
def test_merging_in_any_order_and_twice_gives_the_same(intervalos, azar):
    unidos = unir_intervalos(intervalos)
    barajados = intervalos[:]
    azar.shuffle(barajados)
    assert unir_intervalos(barajados) == unidos == unir_intervalos(unidos)
    dentro = {n for a, b in intervalos for n in range(a, b)}
    assert {n for a, b in unidos for n in range(a, b)} == dentro
