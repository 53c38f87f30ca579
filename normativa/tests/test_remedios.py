"""R5: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.remedios import (
    Gravedad,
    HechosRemedios,
    Intento,
    Remedio,
    ResultadoIntento,
    decidir_remedios,
)
from normativa.reglas.tipos import DATOS, ReglaIncumplida

REPARACION, SUSTITUCION = Remedio.REPARACION, Remedio.SUSTITUCION
REDUCCION, RESOLUCION = Remedio.REDUCCION_PRECIO, Remedio.RESOLUCION
PRIMERA = HechosRemedios(fecha=date(2026, 11, 23))
CON_UN_INTENTO = replace(PRIMERA, intentos=(Intento(date(2026, 11, 2)),))
DOS_EN_SEIS_MESES = (Intento(date(2026, 3, 2)), Intento(date(2026, 9, 2)))


def citas(resultado):
    return {motivo.articulo for motivo in resultado.motivos}


def test_at_first_the_consumer_chooses_between_repair_and_replacement():
    resultado = decidir_remedios(PRIMERA)
    assert resultado.remedios == (REPARACION, SUSTITUCION)
    assert resultado.por_norma_autonomica == ()
    assert {"118.1", "123.2"} <= citas(resultado)


@pytest.mark.parametrize("eleccion", [REPARACION, SUSTITUCION])
def test_what_the_consumer_chose_cannot_be_refused_without_a_reason(eleccion):
    resultado = decidir_remedios(replace(PRIMERA, eleccion=eleccion, rechaza_eleccion=True))
    assert resultado.eleccion_admitida is True
    assert [m.articulo for m in resultado.bloqueos] == ["118.1 y 118.3"]


def test_it_can_be_refused_when_it_is_out_of_proportion():
    resultado = decidir_remedios(
        replace(
            PRIMERA, eleccion=SUSTITUCION, rechaza_eleccion=True, sustitucion_desproporcionada=True
        )
    )
    assert (resultado.remedios, resultado.eleccion_admitida) == ((REPARACION,), False)
    assert resultado.bloqueos == ()


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({}, "El consumidor elige"),
        ({"sustitucion_imposible": True}, "La otra opción es imposible"),
        ({"reparacion_desproporcionada": True}, "La otra opción es imposible"),
    ],
)
def test_it_says_whether_there_is_something_to_choose(cambios, frase):
    assert frase in str(decidir_remedios(replace(PRIMERA, **cambios)).motivos[0])


def test_what_is_not_open_yet_cannot_be_chosen():
    assert decidir_remedios(replace(PRIMERA, eleccion=RESOLUCION)).eleccion_admitida is False


@pytest.mark.parametrize("intento", [ResultadoIntento.CONFORME, ResultadoIntento.FALLIDO])
def test_any_fault_after_an_attempt_opens_price_reduction_and_termination(intento):
    hechos = replace(PRIMERA, intentos=(Intento(date(2026, 11, 2), intento),))
    resultado = decidir_remedios(hechos)
    assert resultado.remedios == (REPARACION, SUSTITUCION, REDUCCION, RESOLUCION)
    assert "119.d" in citas(resultado)


def test_an_attempt_that_is_still_going_on_opens_nothing():
    intento = Intento(date(2026, 11, 2), ResultadoIntento.EN_CURSO)
    assert decidir_remedios(replace(PRIMERA, intentos=(intento,))).remedios == (
        REPARACION, SUSTITUCION
    )  # fmt: skip


def test_a_minor_fault_after_an_attempt_does_not_end_the_contract():
    resultado = decidir_remedios(replace(CON_UN_INTENTO, gravedad=Gravedad.LEVE))
    assert resultado.remedios == (REPARACION, SUSTITUCION, REDUCCION)
    assert "119 ter.2" in citas(resultado)


@pytest.mark.parametrize(
    ("precio", "reduccion"), [("500", Decimal("200.00")), ("450", Decimal("180.00"))]
)
def test_the_reduction_is_the_share_of_the_price_that_was_not_delivered(precio, reduccion):
    resultado = decidir_remedios(
        replace(
            CON_UN_INTENTO,
            gravedad=Gravedad.LEVE,
            precio_eur=Decimal(precio),
            valor_conforme_eur=Decimal(500),
            valor_entregado_eur=Decimal(300),
        )
    )
    assert resultado.reduccion_eur == reduccion
    assert any(f"= {reduccion} €".replace(".", ",") in str(m) for m in resultado.motivos)


@pytest.mark.parametrize("falta", ["precio_eur", "valor_conforme_eur", "valor_entregado_eur"])
def test_a_reduction_needs_the_three_amounts(falta):
    valores = {"precio_eur": Decimal(500), "valor_conforme_eur": Decimal(500),
               "valor_entregado_eur": Decimal(300)}  # fmt: skip
    hechos = replace(CON_UN_INTENTO, **{**valores, falta: None})
    assert decidir_remedios(hechos).reduccion_eur is None


def test_what_was_delivered_worth_its_whole_price_has_no_reduction():
    hechos = replace(
        CON_UN_INTENTO,
        precio_eur=Decimal(500),
        valor_conforme_eur=Decimal(500),
        valor_entregado_eur=Decimal(500),
    )
    assert decidir_remedios(hechos).reduccion_eur == 0


def test_there_is_no_reduction_before_it_is_open():
    valores = {"precio_eur": Decimal(500), "valor_conforme_eur": Decimal(500),
               "valor_entregado_eur": Decimal(300)}  # fmt: skip
    assert decidir_remedios(replace(PRIMERA, **valores)).reduccion_eur is None


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"valor_entregado_eur": Decimal(600)}, "valor_entregado_eur"),
        ({"valor_entregado_eur": Decimal(-1)}, "valor_entregado_eur"),
        ({"valor_conforme_eur": Decimal(0)}, "valor_conforme_eur"),
        ({"precio_eur": Decimal(-1)}, "precio_eur"),
    ],
)
def test_values_that_cannot_be_are_refused_at_their_field(cambios, campo):
    valores = {"precio_eur": Decimal(500), "valor_conforme_eur": Decimal(500),
               "valor_entregado_eur": Decimal(300)}  # fmt: skip
    with pytest.raises(ReglaIncumplida) as error:
        decidir_remedios(replace(CON_UN_INTENTO, **{**valores, **cambios}))
    assert error.value.campo == campo


@pytest.mark.parametrize(
    ("cambios", "articulo"),
    [
        ({"reparacion_imposible": True, "sustitucion_desproporcionada": True}, "119.a"),
        ({"intentos": (Intento(date(2026, 11, 2), ResultadoIntento.NO_HECHO),)}, "119.b"),
        ({"gravedad": Gravedad.GRAVE}, "119.e"),
        ({"negativa": True}, "119.f"),
    ],
)
def test_each_other_ground_opens_the_second_remedies(cambios, articulo):
    resultado = decidir_remedios(replace(PRIMERA, **cambios))
    assert {REDUCCION, RESOLUCION} <= set(resultado.remedios)
    assert articulo in citas(resultado)


def test_under_the_old_text_a_serious_fault_was_not_a_ground_by_itself():
    antiguo = replace(PRIMERA, gravedad=Gravedad.GRAVE, fecha_contrato=date(2021, 12, 31))
    assert decidir_remedios(antiguo).remedios == (REPARACION, SUSTITUCION)
    assert "Contrato anterior a 2022" in str(decidir_remedios(antiguo).motivos[0])
    primer_dia = replace(antiguo, fecha_contrato=date(2022, 1, 1))
    assert REDUCCION in decidir_remedios(primer_dia).remedios


def test_digital_content_is_put_in_conformity_and_not_replaced():
    assert decidir_remedios(replace(PRIMERA, digital=True)).remedios == (REPARACION,)


def test_extremadura_two_failed_repairs_in_six_months_give_the_price_back_or_another_good():
    resultado = decidir_remedios(
        replace(PRIMERA, territorio="EX", intentos=DOS_EN_SEIS_MESES, gravedad=Gravedad.LEVE)
    )
    assert resultado.por_norma_autonomica == (SUSTITUCION, Remedio.DEVOLUCION)
    assert set(resultado.por_norma_autonomica) <= set(resultado.remedios)
    assert any(m.cita == "Ley 6/2019 (Extremadura) art. 24.3" for m in resultado.motivos)


@pytest.mark.parametrize(
    "intentos",
    [
        (Intento(date(2026, 3, 2)), Intento(date(2026, 9, 3))),  # a day too late
        (Intento(date(2026, 3, 2)), Intento(date(2026, 9, 2), ResultadoIntento.CONFORME)),
        (Intento(date(2026, 3, 2)),),
        (Intento(date(2026, 3, 2)), Intento(date(2026, 9, 2), remedio=SUSTITUCION)),
    ],
)
def test_extremadura_asks_for_two_that_failed_and_within_six_months(intentos):
    hechos = replace(PRIMERA, territorio="EX", intentos=intentos)
    assert decidir_remedios(hechos).por_norma_autonomica == ()


def test_a_failed_pair_counts_though_there_are_older_ones():
    intentos = (Intento(date(2025, 1, 2)), *DOS_EN_SEIS_MESES)
    hechos = replace(PRIMERA, territorio="EX", intentos=intentos)
    assert decidir_remedios(hechos).por_norma_autonomica


def test_extremadura_blocks_a_refusal_without_a_signed_report():
    rechazo = replace(PRIMERA, territorio="EX", rechaza_garantia=True)
    assert [m.articulo for m in decidir_remedios(rechazo).bloqueos] == ["24.4"]
    assert decidir_remedios(replace(rechazo, informe_firmado=True)).bloqueos == ()
    assert decidir_remedios(replace(rechazo, territorio="MD")).bloqueos == ()


def test_a_community_without_its_own_rule_uses_the_states_and_says_so():
    resultado = decidir_remedios(replace(PRIMERA, territorio="MD", intentos=DOS_EN_SEIS_MESES))
    assert resultado.por_norma_autonomica == ()
    assert any("norma propia de Comunidad de Madrid" in str(m) for m in resultado.motivos)
    sin_territorio = decidir_remedios(replace(PRIMERA, intentos=DOS_EN_SEIS_MESES))
    assert not any("norma propia" in str(m) for m in sin_territorio.motivos)


def test_the_reasonable_time_is_an_internal_target_and_not_the_law():
    resultado = decidir_remedios(PRIMERA)
    assert resultado.objetivo_interno == date(2026, 12, 23)
    (motivo,) = [m for m in resultado.motivos if m.articulo == "118.4.b"]
    assert "no legal" in str(motivo)


@pytest.mark.parametrize(("consumidor", "falta"), [(False, "contrato"), (None, "es_consumidor")])
def test_who_is_not_known_to_be_a_consumer_has_none_of_them(consumidor, falta):
    resultado = decidir_remedios(replace(CON_UN_INTENTO, consumidor=consumidor))
    assert (resultado.remedios, resultado.faltan) == ((), (falta,))
    assert ("no consta si lo es" in str(resultado.motivos[0])) == (consumidor is None)


fechas = st.dates(date(2020, 1, 1), date(2030, 12, 31))
intentos = st.lists(
    st.builds(Intento, fechas, st.sampled_from(ResultadoIntento), st.sampled_from([*Remedio][:2])),
    max_size=5,
)
casos = st.builds(
    HechosRemedios,
    fecha=fechas,
    consumidor=st.sampled_from([True, False, None]),
    fecha_contrato=st.none() | fechas,
    digital=st.booleans(),
    intentos=intentos.map(tuple),
    gravedad=st.sampled_from(Gravedad),
    reparacion_imposible=st.booleans(),
    reparacion_desproporcionada=st.booleans(),
    sustitucion_imposible=st.booleans(),
    sustitucion_desproporcionada=st.booleans(),
    negativa=st.booleans(),
    eleccion=st.none() | st.sampled_from(Remedio),
    rechaza_eleccion=st.booleans(),
    territorio=st.sampled_from(["", "EX", "MD"]),
)


@given(casos)
def test_a_consumer_is_never_left_without_a_remedy(hechos):
    resultado = decidir_remedios(hechos)
    assert bool(resultado.remedios) == (hechos.consumidor is True)
    assert resultado.motivos
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos, st.randoms())
def test_the_order_of_the_attempts_does_not_matter(hechos, azar):
    barajados = list(hechos.intentos)
    azar.shuffle(barajados)
    assert decidir_remedios(replace(hechos, intentos=tuple(barajados))) == decidir_remedios(hechos)


@given(casos)
def test_knowing_the_community_never_takes_a_remedy_away(hechos):
    estatal = decidir_remedios(replace(hechos, territorio=""))
    assert set(estatal.remedios) <= set(decidir_remedios(hechos).remedios)


@given(casos, intentos)
def test_one_more_attempt_never_takes_a_remedy_away(hechos, otros):
    mas = replace(hechos, intentos=(*hechos.intentos, *otros))
    assert set(decidir_remedios(hechos).remedios) <= set(decidir_remedios(mas).remedios)


@given(st.decimals(0, 5000, places=2), st.decimals("0.01", 5000, places=2), st.integers(0, 100))
def test_a_reduction_is_never_more_than_the_price(precio, conforme, parte):
    hechos = replace(
        CON_UN_INTENTO,
        precio_eur=precio,
        valor_conforme_eur=conforme,
        valor_entregado_eur=conforme * parte / 100,
    )
    assert 0 <= decidir_remedios(hechos).reduccion_eur <= precio
