"""From counts to figures: the worked cases of R26 and their twins."""

import pytest

from indicadores.calculo import Fiabilidad, Recuento
from indicadores.catalogo import CATALOGO
from indicadores.histograma import histograma_de
from indicadores.presentacion import cambio_entre


def respuestas(codigo, notas):
    """The counts that those answers give, by the rules of the definition."""
    aciertos = {"csat": range(4, 6), "nps": range(9, 11), "ces": range(5, 8)}[codigo]
    fallos = {"csat": range(1, 4), "nps": range(7), "ces": range(1, 5)}[codigo]
    recuento = Recuento(
        n=len(notas),
        aciertos=sum(nota in aciertos for nota in notas),
        fallos=sum(nota in fallos for nota in notas),
        suma=sum(notas),
        histograma=histograma_de(notas),
    )
    return CATALOGO[codigo].resultado(recuento)


def test_50_promoters_and_20_detractors_of_100_are_30_give_or_take_15_points():
    resultado = respuestas("nps", [10] * 50 + [8] * 30 + [0] * 20)
    assert resultado.valor == 30
    assert [round(limite, 1) for limite in resultado.intervalo] == [14.7, 45.3]
    assert resultado.fiabilidad == Fiabilidad.FIRME


def test_four_answers_are_too_few_for_an_nps_and_say_so():
    resultado = respuestas("nps", [9, 9, 10, 8])
    assert (resultado.valor, resultado.n) == (75, 4)
    assert resultado.fiabilidad == Fiabilidad.INSUFICIENTE
    assert resultado.intervalo is None


@pytest.mark.parametrize(
    ("n", "fiabilidad"), [(29, Fiabilidad.INSUFICIENTE), (30, Fiabilidad.FIRME)]
)
def test_an_nps_stands_from_thirty_answers_on(n, fiabilidad):
    assert respuestas("nps", [9] * n).fiabilidad == fiabilidad


def test_an_nps_counts_9_as_promoter_7_as_passive_and_6_as_detractor():
    assert respuestas("nps", [9, 7, 7, 7]).valor == 25
    assert respuestas("nps", [8, 6, 7, 7]).valor == -25


def test_42_of_50_satisfied_are_84_per_cent_with_wilsons_interval():
    resultado = respuestas("csat", [4] * 20 + [5] * 22 + [3] * 8)
    assert resultado.valor == 84
    assert [round(limite, 1) for limite in resultado.intervalo] == [71.5, 91.7]


def test_an_interval_never_leaves_0_to_100():
    assert respuestas("csat", [5]).intervalo[1] == 100
    assert respuestas("csat", [1]).intervalo[0] == 0
    assert respuestas("nps", [10] * 29 + [0]).intervalo[1] <= 100


def test_the_ces_is_a_mean_with_the_share_of_5_to_7_beside_it():
    resultado = respuestas("ces", [7, 6, 5, 7, 4])
    assert (resultado.valor, resultado.dentro) == (5.8, 80)
    assert resultado.intervalo[0] < 5.8 < resultado.intervalo[1]


def test_180_of_240_at_the_first_contact_are_75_per_cent():
    resultado = CATALOGO["fcr"].resultado(Recuento(n=240, aciertos=180, fallos=60))
    assert resultado.valor == 75


@pytest.mark.parametrize(
    "codigo", [c for c, i in CATALOGO.items() if i.calculo.__name__ != "cuenta"]
)
def test_nothing_counted_is_no_data_and_never_zero(codigo):
    resultado = CATALOGO[codigo].resultado(Recuento())
    assert (resultado.valor, resultado.n) == (None, 0)
    assert resultado.fiabilidad == Fiabilidad.SIN_DATOS


@pytest.mark.parametrize("codigo", ["llegadas", "resueltas"])
def test_a_count_of_nothing_is_zero(codigo):
    assert CATALOGO[codigo].resultado(Recuento()).valor == 0


def test_a_time_gives_median_p90_share_within_target_and_who_still_waits():
    tiempos = list(range(60, 6060, 60))  # 1 to 100 minutes
    recuento = Recuento(
        n=100,
        aciertos=45,
        fallos=45,  # ten had no target
        pendientes=3,
        suma=sum(tiempos),
        histograma=histograma_de(tiempos),
    )
    resultado = CATALOGO["t_respuesta"].resultado(recuento)
    assert resultado.mediana == pytest.approx(50 * 60, rel=0.01)
    assert resultado.p90 == pytest.approx(90 * 60, rel=0.01)
    assert resultado.media == 50.5 * 60
    assert (resultado.dentro, resultado.pendientes) == (50, 3)
    assert resultado.intervalo[0] < resultado.mediana < resultado.intervalo[1]


def test_the_median_of_five_cases_has_no_interval():
    recuento = Recuento(n=5, suma=500, histograma=histograma_de([100] * 5))
    assert CATALOGO["t_resolucion"].resultado(recuento).intervalo is None


def test_only_the_fcr_of_the_last_seven_days_is_provisional():
    from datetime import date

    hoy = date(2026, 3, 20)
    fcr = CATALOGO["fcr"]
    assert fcr.es_provisional(date(2026, 3, 14), hoy)
    assert not fcr.es_provisional(date(2026, 3, 13), hoy)
    assert not CATALOGO["csat"].es_provisional(hoy, hoy)


@pytest.mark.parametrize(
    ("antes", "mejora"), [(70, True), (80, None), (84, None), (91, None), (95, False)]
)
def test_a_change_inside_the_interval_is_neither_better_nor_worse(antes, mejora):
    ahora = respuestas("csat", [5] * 42 + [1] * 8)  # 84 %, from 71.5 to 91.7
    otro = respuestas("csat", [5] * antes + [1] * (100 - antes))
    cambio = cambio_entre(CATALOGO["csat"], ahora, otro)
    assert cambio.mejora is mejora
    assert cambio.texto == {70: "+14,0\xa0p.", 80: "+4,0\xa0p.", 84: "igual"}.get(
        antes, cambio.texto
    )


def test_fewer_reopenings_are_better():
    reapertura = CATALOGO["reapertura"]
    ahora = reapertura.resultado(Recuento(n=1000, aciertos=20))
    antes = reapertura.resultado(Recuento(n=1000, aciertos=80))
    assert cambio_entre(reapertura, ahora, antes).mejora is True
    assert cambio_entre(reapertura, antes, ahora).mejora is False


def test_nothing_is_compared_with_too_few_answers():
    muchas, pocas = respuestas("nps", [9] * 40), respuestas("nps", [9] * 5)
    assert cambio_entre(CATALOGO["nps"], muchas, pocas) is None
    assert cambio_entre(CATALOGO["nps"], pocas, respuestas("nps", [])) is None
