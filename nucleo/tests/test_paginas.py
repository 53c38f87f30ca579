"""Keyset pages."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.db import connection
from django.http import QueryDict

from nucleo.models import Comunicacion, Festivo
from nucleo.paginas import (
    CursorInvalido,
    Orden,
    _Clave,
    elegir_orden,
    leer_tramo,
    paginar_por_clave,
)
from nucleo.tests.fabricas import ComunicacionFactory, FestivoFactory

pytestmark = pytest.mark.django_db

POR_FECHA = Orden("fecha", "programado_para")
RECIENTES = Orden("recientes", "programado_para", descendente=True)
POR_ASUNTO = Orden("asunto", "asunto")
POR_PK = Orden("pk")
INICIO = datetime(2026, 3, 1, 10, tzinfo=UTC)


def sembrar(cuantas: int, empates: int = 1) -> None:
    for n in range(cuantas):
        cuando = INICIO + timedelta(minutes=n // empates)
        ComunicacionFactory(programado_para=cuando, asunto=f"asunto {n % 3}")


def recorrer(orden: Orden, por_pagina: int) -> list[list[int]]:
    """Every page, following `siguiente`."""
    paginas, parametros = [], QueryDict()
    while True:
        pagina = paginar_por_clave(Comunicacion.objects.all(), parametros, orden, por_pagina)
        paginas.append([una.pk for una in pagina])
        if pagina.siguiente is None:
            return paginas
        parametros = QueryDict(pagina.siguiente.removeprefix("?"))


@pytest.mark.parametrize("orden", [POR_FECHA, RECIENTES, POR_ASUNTO, POR_PK])
@pytest.mark.parametrize("empates", [1, 4])
def test_the_pages_together_are_the_whole_list_in_order(orden, empates):
    sembrar(11, empates)
    campos = dict.fromkeys((orden.campo, "pk"))
    signo = "-" if orden.descendente else ""
    esperadas = Comunicacion.objects.order_by(*(signo + campo for campo in campos))
    paginas = recorrer(orden, 4)
    assert [len(pagina) for pagina in paginas] == [4, 4, 3]
    assert list(chain(*paginas)) == list(esperadas.values_list("pk", flat=True))


@pytest.mark.parametrize("orden", [POR_FECHA, RECIENTES, POR_ASUNTO])
def test_going_back_gives_the_same_pages(orden):
    sembrar(11, empates=4)
    todas = Comunicacion.objects.all()
    ida, parametros, ultima = [], QueryDict(), None
    for _numero in range(3):
        ultima = paginar_por_clave(todas, parametros, orden, 4)
        ida.append(list(ultima))
        parametros = QueryDict((ultima.siguiente or "").removeprefix("?"))
    vuelta = [list(ultima)]
    while ultima.anterior:
        ultima = paginar_por_clave(todas, QueryDict(ultima.anterior[1:]), orden, 4)
        vuelta.append(list(ultima))
    assert vuelta[::-1] == ida


def test_a_single_page_has_no_neighbours():
    sembrar(3)
    pagina = paginar_por_clave(Comunicacion.objects.all(), {}, POR_FECHA, 3)
    assert (pagina.siguiente, pagina.anterior, len(pagina)) == (None, None, 3)


def test_a_new_row_does_not_shift_the_following_page():
    sembrar(6)
    primera = paginar_por_clave(Comunicacion.objects.all(), {}, RECIENTES, 3)
    ComunicacionFactory(programado_para=INICIO + timedelta(days=1))
    segunda = paginar_por_clave(
        Comunicacion.objects.all(), QueryDict(primera.siguiente[1:]), RECIENTES, 3
    )
    assert not set(primera) & set(segunda)
    assert len(segunda) == 3


def test_no_deadline_sorts_last_and_pages():
    """`infinity` comes out of Python as year 9999; the cursor keeps what the database says."""
    sembrar(5)
    with connection.cursor() as cursor:
        cursor.execute(
            "update nucleo_comunicacion set programado_para = 'infinity' "
            "where programado_para > %s",
            [INICIO],
        )
    paginas = recorrer(POR_FECHA, 2)
    assert [len(pagina) for pagina in paginas] == [2, 2, 1]
    assert len(set(chain(*paginas))) == 5


@pytest.mark.parametrize(
    "cursor",
    ["x", "%%%", "AAAA", "ñ", "W10", "WyJkIiwiZmVjaGEiLCJheWVyIiwiMSJd", "WyJkIiwiZmVjaGEiXQ"],
)
def test_a_bad_cursor_is_the_first_page(cursor):
    sembrar(3)
    todas = Comunicacion.objects.all()
    pagina = paginar_por_clave(todas, {"cursor": cursor}, POR_FECHA, 2)
    assert list(pagina) == list(todas.order_by("programado_para")[:2])
    with pytest.raises(CursorInvalido):
        leer_tramo(todas, POR_FECHA, cursor, 2)


def test_a_cursor_of_another_sort_is_the_first_page():
    sembrar(5)
    de_otro = paginar_por_clave(Comunicacion.objects.all(), {}, POR_ASUNTO, 2).siguiente
    pagina = paginar_por_clave(Comunicacion.objects.all(), QueryDict(de_otro[1:]), POR_FECHA, 2)
    assert pagina.anterior is None


def test_the_filters_travel_with_the_cursor_even_repeated_ones():
    sembrar(3)
    parametros = QueryDict("estado=a&estado=b&q=caldera&cursor=x")
    pagina = paginar_por_clave(Comunicacion.objects.all(), parametros, POR_FECHA, 2)
    siguiente = QueryDict(pagina.siguiente[1:])
    assert siguiente.getlist("estado") == ["a", "b"]
    assert siguiente["q"] == "caldera"
    assert siguiente["cursor"] != "x"


def test_it_counts_exactly_up_to_a_thousand_and_no_further():
    Festivo.objects.bulk_create(
        FestivoFactory.build(fecha=INICIO.date() + timedelta(days=n), comunidad="CE")
        for n in range(1000)
    )
    todos, por_fecha = Festivo.objects.filter(comunidad="CE"), Orden("fecha", "fecha")
    assert paginar_por_clave(todos, {}, por_fecha).cuantas == "1000"
    FestivoFactory(fecha="2020-01-01", comunidad="CE")
    assert paginar_por_clave(todos, {}, por_fecha).cuantas == "más de 1.000"


def test_a_page_costs_one_statement_and_its_count_another(consultas):
    sembrar(5)

    def leer():
        return paginar_por_clave(Comunicacion.objects.all(), {}, POR_FECHA, 2)

    assert consultas(leer) == 1
    assert consultas(lambda: leer().cuantas) == 2


def test_the_following_page_is_one_range_of_the_index():
    sembrar(30)
    segunda = paginar_por_clave(Comunicacion.objects.all(), {}, POR_PK, 5).siguiente
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
    qs = Comunicacion.objects.all()
    clave = _Clave(Comunicacion, POR_PK)
    _sentido, valor, pk = clave.leer(QueryDict(segunda[1:])["cursor"])
    plan = clave.ordenar(clave.mas_alla(qs, valor, pk, False)).explain()
    assert "Index Cond" in plan
    assert "Sort" not in plan


def test_a_column_that_may_be_null_is_refused():
    with pytest.raises(ValueError, match="admite NULL"):
        paginar_por_clave(Comunicacion.objects.all(), {}, Orden("enviado", "enviado_en"))


def test_only_the_listed_sorts_can_be_asked_for():
    ordenes = (POR_FECHA, POR_ASUNTO)
    assert elegir_orden({"orden": "asunto"}, ordenes) is POR_ASUNTO
    assert elegir_orden({"orden": "clave; drop table"}, ordenes) is POR_FECHA
