"""The histogram: mergeable, within 1 %, and the same in Python and in PostgreSQL."""

from math import ceil

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from indicadores.histograma import (
    LIMITES,
    MAYOR,
    cuantil,
    cubo_de,
    histograma_de,
    momentos,
    valor_de,
)

segundos = st.integers(0, MAYOR)
tiempos = st.lists(segundos, min_size=1, max_size=200)


@given(segundos)
def test_the_value_of_a_bucket_is_within_one_per_cent_of_whatever_is_in_it(numero):
    assert abs(valor_de(cubo_de(numero)) - numero) <= numero * 0.01 + 1e-9


@given(tiempos, st.sampled_from([0.1, 0.5, 0.9, 0.99]))
def test_a_quantile_is_within_one_per_cent_of_the_exact_one(numeros, q):
    exacto = sorted(numeros)[ceil(q * len(numeros)) - 1]
    assert abs(cuantil(histograma_de(numeros), q) - exacto) <= exacto * 0.01 + 1e-9


@given(tiempos, tiempos)
def test_two_histograms_add_up_to_the_one_of_everything(unos, otros):
    assert histograma_de(unos) + histograma_de(otros) == histograma_de(unos + otros)


@given(st.lists(st.integers(0, 10), min_size=1))
def test_small_numbers_keep_their_sum_and_their_squares_exactly(notas):
    exactos = (len(notas), sum(notas), sum(nota * nota for nota in notas))
    assert momentos(histograma_de(notas)) == exactos


def test_an_empty_histogram_has_no_quantile():
    assert cuantil({}, 0.5) is None


@pytest.mark.parametrize("numero", [-1, MAYOR + 1])
def test_a_number_outside_the_column_is_refused(numero):
    with pytest.raises(ValueError, match="histograma"):
        cubo_de(numero)


@pytest.mark.django_db
def test_postgresql_puts_every_number_in_the_same_bucket():
    numeros = sorted({0, MAYOR, *(n + d for n in LIMITES for d in (-1, 0, 1) if n + d >= 0)})
    with connection.cursor() as cursor:
        cursor.execute(
            "select width_bucket(n, %s::int[]) from unnest(%s::int[]) n order by n",
            [list(LIMITES), numeros],
        )
        suyos = [cubo for (cubo,) in cursor.fetchall()]
    assert suyos == [cubo_de(numero) for numero in numeros]
