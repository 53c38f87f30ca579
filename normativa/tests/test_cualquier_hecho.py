"""Whatever the facts are, each rule answers with reasons or refuses them with a sentence."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.catalogo import REGLAS, Regla
from normativa.reglas.garantia import Venta
from normativa.reglas.parametros import oficiales
from normativa.reglas.tipos import DATOS, FaltanDatos, ReglaIncumplida, como_json
from nucleo.festivos import COMUNIDADES, fechas_festivas

FESTIVOS = fechas_festivas([2026, 2027])
SIMPLES: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-1, 1000) | st.integers(-(10**9), 10**9),
    str: st.sampled_from(["", "bomba", "Pedido con obligación de pago", "100 % %s %(x)s"]),
    date: st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    datetime: st.datetimes(
        datetime(1950, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)  # noqa: DTZ001
    ),
    Decimal: st.decimals(-10, 10_000_000, places=2),
}  # fmt: skip


@cache
def estrategia(tipo: Any, nombre: str = "") -> st.SearchStrategy[Any]:
    """Anything of that type: `territorio` is a community, the rest whatever its type allows."""
    if nombre == "territorio":
        return st.sampled_from(["", *COMUNIDADES])
    if get_origin(tipo) in {Union, UnionType}:
        return st.one_of(*(estrategia(parte) for parte in get_args(tipo)))
    if get_origin(tipo) is tuple:
        return st.lists(estrategia(get_args(tipo)[0]), max_size=4).map(tuple)
    if tipo is type(None):
        return st.none()
    if is_dataclass(tipo):
        tipos = get_type_hints(tipo)
        return st.builds(tipo, **{c.name: estrategia(tipos[c.name], c.name) for c in fields(tipo)})
    if issubclass(tipo, StrEnum):
        return st.sampled_from(tipo)
    return SIMPLES[tipo]


def responder(regla: Regla, hechos: Any) -> Any:
    """The answer, or the refusal itself."""
    try:
        return regla.aplicar(hechos, oficiales(), FESTIVOS)
    except (ReglaIncumplida, FaltanDatos) as negativa:
        return negativa


CON_DECISION = [regla for regla in REGLAS if regla.decidir]


@pytest.mark.parametrize("regla", CON_DECISION, ids=lambda regla: regla.codigo)
@given(st.data())
def test_any_facts_give_an_answer_with_reasons_or_a_refusal_with_a_sentence(regla, data):
    comprobar(regla, data.draw(estrategia(regla.hechos)))


def comprobar(regla: Regla, hechos: Any) -> None:
    respuesta = responder(regla, hechos)
    if isinstance(respuesta, ReglaIncumplida):
        assert str(respuesta.motivo)
        assert respuesta.campo in {"", *(c.name for c in (*fields(hechos), *fields(Venta)))}
    elif isinstance(respuesta, FaltanDatos):
        assert set(respuesta.codigos) <= set(DATOS)
    else:
        assert isinstance(respuesta, regla.resultado)
        assert respuesta.motivos
        assert set(respuesta.faltan) <= set(DATOS)
        assert all(str(motivo) for motivo in respuesta.motivos)
        json.dumps(como_json(respuesta))
