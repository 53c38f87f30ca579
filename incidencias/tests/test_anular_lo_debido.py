"""A complaint that nobody has answered does not vanish by cancelling it, nor as junk."""

import pytest

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.actuaciones import actuar
from incidencias.models import Estado
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    marcar_spam,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def abrir(tipo="reclamacion", **cliente):
    nueva = NuevaIncidencia(ClienteFactory(**cliente), "Tres averías", tipo, "correo")
    return abrir_incidencia(nueva, por=AgenteFactory())


def estado(incidencia):
    incidencia.refresh_from_db()
    return incidencia.estado


def test_an_agent_cancels_no_complaint_that_is_owed_its_answer():
    caso = abrir()
    with pytest.raises(ErrorDeNegocio, match="solo la anula quien supervisa") as fallo:
        anular_incidencia(caso.pk, por=AgenteFactory(), motivo="Duplicada")
    assert fallo.value.codigo == "reclamacion_sin_responder"
    assert estado(caso) == Estado.NUEVA


@pytest.mark.parametrize("por", [SISTEMA, None])
def test_neither_a_macro_nor_a_rule_does_it(por):
    caso = abrir()
    with pytest.raises(ErrorDeNegocio, match="quien supervisa"):
        actuar(caso.pk, "anular", {"motivo": "Duplicada"}, por=por or AgenteFactory())
    assert estado(caso) == Estado.NUEVA


def test_who_supervises_does():
    caso = abrir()
    anular_incidencia(caso.pk, por=CoordinadorFactory(), motivo="No existe")
    assert estado(caso) == Estado.ANULADA


def test_what_owes_nothing_is_cancelled_by_anybody():
    caso = abrir("consulta")
    anular_incidencia(caso.pk, por=AgenteFactory(), motivo="No existe")
    assert estado(caso) == Estado.ANULADA


def test_a_complaint_of_somebody_known_is_not_junk_for_anybody():
    caso = abrir()
    with pytest.raises(ErrorDeNegocio, match="hay que responderla"):
        marcar_spam(caso.pk, por=CoordinadorFactory())
    assert estado(caso) == Estado.NUEVA


def test_a_complaint_of_nobody_knows_who_is_junk_if_who_supervises_says_so():
    caso = abrir(es_provisional=True)
    with pytest.raises(ErrorDeNegocio, match="quien supervisa"):
        marcar_spam(caso.pk, por=AgenteFactory())
    marcar_spam(caso.pk, por=CoordinadorFactory())
    assert estado(caso) == Estado.ANULADA
