"""What every service asks of a text and of an instant."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto, momento

AHORA = "2026-04-05T10:00:00Z"


def test_a_text_comes_back_without_its_blanks():
    assert exigir_texto("  Cambio de placa \n", "Di qué.", "texto") == "Cambio de placa"


@pytest.mark.parametrize(
    ("texto", "frase"), [("", "Di qué."), (" \n\t", "Di qué."), ("a\x00b", "no admitidos")]
)
def test_a_text_that_says_nothing_or_cannot_be_stored_is_refused_at_its_field(texto, frase):
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        exigir_texto(texto, "Di qué.", "texto")
    assert error.value.campo == "texto"


@time_machine.travel(AHORA, tick=False)
def test_without_an_instant_it_is_now():
    assert momento(None) == timezone.now()


@time_machine.travel(AHORA, tick=False)
def test_a_clock_that_runs_a_little_ahead_is_believed():
    assert momento(timezone.now() + timedelta(minutes=5)) > timezone.now()


@pytest.mark.parametrize(
    ("desvio", "frase"),
    [
        (timedelta(minutes=6), "la fecha es futura"),
        (timedelta(days=365_00), "la fecha es futura"),
        (timedelta(hours=-2), "antes del 05/04/2026 11:00"),
    ],
)
@time_machine.travel(AHORA, tick=False)
def test_neither_the_future_nor_what_came_before_is_believed(desvio, frase):
    ahora = timezone.now()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        momento(ahora + desvio, desde=ahora - timedelta(hours=1), campo="inicio")
    assert error.value.campo == "inicio"
