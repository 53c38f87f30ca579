"""What the consumer may ask for after so many repairs of the same unit (R5 from R2's rows)."""

from dataclasses import replace
from datetime import date

from normativa.reglas.cobertura import (
    Hechos,
    OtraCobertura,
    Pagador,
    Papel,
    Reparacion,
    TipoVia,
    Venta,
    decidir_cobertura,
)
from normativa.reglas.intentos import remedios_abiertos
from normativa.reglas.remedios import Remedio

HECHOS = Hechos(
    manifestacion=date(2025, 12, 15),
    consumidor=True,
    venta=Venta(fecha_factura=date(2024, 6, 1)),
    defecto="bomba",
)
PRIMERA = Reparacion(date(2025, 6, 1), date(2025, 6, 20), "bomba")
PRIMEROS = (Remedio.REPARACION, Remedio.SUSTITUCION)
SEGUNDOS = (*PRIMEROS, Remedio.REDUCCION_PRECIO, Remedio.RESOLUCION)


def remedios(hechos):
    return remedios_abiertos(hechos, decidir_cobertura(hechos).vias)


def test_the_first_time_the_consumer_chooses_between_repair_and_replacement():
    assert remedios(HECHOS).remedios == PRIMEROS


def test_any_fault_after_an_attempt_opens_the_second_remedies():
    for defecto in ("bomba", "placa"):
        hechos = replace(HECHOS, defecto=defecto, reparaciones=(PRIMERA,))
        assert remedios(hechos).remedios == SEGUNDOS


def test_an_attempt_after_the_fault_or_still_with_us_is_not_one():
    for salida in (None, date(2026, 1, 10)):
        hechos = replace(HECHOS, reparaciones=(replace(PRIMERA, salida=salida),))
        assert remedios(hechos).remedios == PRIMEROS


def test_in_extremadura_two_failures_in_six_months_give_the_price_back():
    otra = Reparacion(date(2025, 9, 1), date(2025, 9, 20), "bomba")
    hechos = replace(HECHOS, territorio="EX", reparaciones=(otra, PRIMERA))
    assert Remedio.DEVOLUCION in remedios(hechos).remedios
    assert Remedio.DEVOLUCION not in remedios(replace(hechos, territorio="MD")).remedios


def test_they_stay_open_when_a_nearer_right_is_applied_and_close_with_the_guarantee():
    contrato = OtraCobertura(TipoVia.CONTRATO, date(2024, 6, 1), date(2030, 6, 1), Pagador.CONTRATO)
    cerca = replace(HECHOS, papel=Papel.SAT_INDEPENDIENTE, otras=(contrato,))
    assert decidir_cobertura(cerca).via == TipoVia.CONTRATO
    assert remedios(cerca).remedios == PRIMEROS
    assert remedios(replace(HECHOS, manifestacion=date(2028, 1, 1), otras=(contrato,))) is None
    assert remedios(replace(HECHOS, consumidor=False)) is None
