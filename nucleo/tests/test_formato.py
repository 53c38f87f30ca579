"""What people read: instants, durations, money and deadlines in Spanish."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from nucleo.formato import (
    calcular_plazo,
    duracion_es,
    euros_es,
    fecha_larga,
    numero_es,
    relativa,
    tiempo_en_palabras,
)

AHORA = datetime(2026, 4, 7, 10, 0, tzinfo=UTC)  # Tuesday, 12:00 in Madrid


def llano(texto: str) -> str:
    return texto.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("segundos", "palabras"),
    [
        (0, "menos de 1 min"),
        (59, "menos de 1 min"),
        (60, "1 min"),
        (3_600, "1 h"),
        (12_000, "3 h 20 min"),
        (86_400 * 3 + 3_600 * 4 + 59, "3 d 4 h"),
        (86_400 * 12 + 3_600, "12 d"),
        (-90, "1 min"),
    ],
)
def test_time_is_told_with_two_units_at_most(segundos, palabras):
    assert llano(tiempo_en_palabras(segundos)) == palabras


@pytest.mark.parametrize(
    ("segundos", "texto"),
    [(None, "–"), (0, "0 s"), (45, "45 s"), (7_500, "2 h 5 min"), (-7_500, "\u22122 h 5 min")],
)
def test_durations_carry_their_unit(segundos, texto):
    assert llano(duracion_es(segundos)) == texto


def test_a_duration_may_be_a_timedelta():
    assert llano(duracion_es(timedelta(minutes=12))) == "12 min"


@pytest.mark.parametrize(
    ("valor", "decimales", "texto"),
    [(None, 0, "–"), (1234567, 0, "1.234.567"), (87.45, 1, "87,5"), (-1.2, 1, "\u22121,2")],
)
def test_figures_are_written_as_in_spain(valor, decimales, texto):
    assert numero_es(valor, decimales) == texto


def test_amounts_have_two_places_and_their_sign():
    assert llano(euros_es(Decimal("1234.5"))) == "1.234,50 €"
    assert llano(euros_es(Decimal("-3"))) == "\u22123,00 €"
    assert euros_es(None) == "–"


@pytest.mark.parametrize(
    ("cuando", "texto"),
    [
        (AHORA - timedelta(seconds=20), "ahora mismo"),
        (AHORA - timedelta(minutes=5), "hace 5 min"),
        (AHORA + timedelta(hours=3), "en 3 h"),
        (AHORA + timedelta(hours=8), "hoy, 20:00"),
        (AHORA - timedelta(hours=20), "ayer, 16:00"),
        (AHORA + timedelta(days=3), "en 3 días"),
        (AHORA - timedelta(days=2), "hace 2 días"),
        (AHORA - timedelta(days=40), "26 feb"),
        (AHORA - timedelta(days=400), "3 mar 2025"),
        (date(2026, 4, 7), "hoy"),
        (date(2026, 4, 8), "mañana"),
        (date(2026, 5, 8), "el 8 may"),
    ],
)
def test_distances_are_told_as_a_person_says_them(cuando, texto):
    assert llano(relativa(cuando, AHORA)) == texto


def test_the_tooltip_has_the_whole_date_in_local_time():
    assert fecha_larga(AHORA) == "martes, 7 de abril de 2026, 12:00"
    assert fecha_larga(date(2026, 4, 5)) == "domingo, 5 de abril de 2026"


@pytest.mark.parametrize(
    ("datos", "estado", "texto"),
    [
        ({"vence_en": AHORA + timedelta(hours=3)}, "en_plazo", "vence en 3 h"),
        ({"vence_en": AHORA + timedelta(hours=2)}, "vence_pronto", "vence en 2 h"),
        ({"vence_en": AHORA}, "vencido", "vencido hace menos de 1 min"),
        ({"vence_en": AHORA - timedelta(days=2)}, "vencido", "vencido hace 2 d"),
        ({"vence_en": date(2026, 4, 20)}, "en_plazo", "vence el 20 abr"),
        ({"vence_en": date(2026, 4, 7)}, "vence_pronto", "vence hoy"),
        ({"vence_en": date(2026, 4, 6)}, "vencido", "vencido ayer"),
        ({"vence_en": None}, "sin_plazo", "sin plazo"),
        ({"vence_en": datetime.max.replace(tzinfo=UTC)}, "sin_plazo", "sin plazo"),
        ({"vence_en": AHORA, "pausado_en": AHORA}, "en_pausa", "en pausa"),
        ({"vence_en": AHORA, "cumplido_en": AHORA}, "cumplido", "cumplido"),
        (
            {"vence_en": AHORA, "cumplido_en": AHORA + timedelta(seconds=1)},
            "cumplido_tarde",
            "cumplido con retraso",
        ),
    ],
)
def test_a_deadline_is_in_one_of_seven_states(datos, estado, texto):
    plazo = calcular_plazo(datos.pop("vence_en"), ahora=AHORA, **datos)
    assert (plazo.estado, llano(plazo.texto)) == (estado, texto)


def test_a_deadline_warns_from_the_instant_its_policy_says():
    vence = AHORA + timedelta(hours=8)
    assert calcular_plazo(vence, ahora=AHORA, aviso_en=AHORA).estado == "vence_pronto"


def test_a_paused_deadline_says_why():
    plazo = calcular_plazo(AHORA, ahora=AHORA, pausado_en=AHORA, motivo="esperando repuesto")
    assert (plazo.detalle, plazo.corre) == ("esperando repuesto", False)
