"""The transition table of the orders, over all pairs, and its twin in the database."""

import itertools

import pytest
from django.db import IntegrityError

from nucleo.errores import ErrorDeNegocio
from sat.estados import exigir_transicion
from sat.models import Estado, OrdenTrabajo
from sat.tests.fabricas import OrdenFactory

# Written again on purpose, not read from the code.
TABLA = """
nueva: diagnosticada presupuestada planificada anulada
diagnosticada: presupuestada planificada en_curso esperando_repuesto anulada
presupuestada: aceptada rechazada anulada
aceptada: planificada en_curso esperando_repuesto anulada
rechazada: entregada anulada
planificada: en_curso nueva anulada
en_curso: diagnosticada presupuestada planificada esperando_repuesto terminada
esperando_repuesto: planificada en_curso anulada
terminada: entregada liquidada en_curso
entregada: liquidada en_curso
liquidada:
anulada:
"""
DESDE = {
    desde: set(hacia.split())
    for desde, hacia in (linea.split(":") for linea in TABLA.strip().splitlines())
}


@pytest.mark.parametrize(
    ("desde", "hacia"), list(itertools.product(Estado.values, Estado.values)), ids="→".join
)
def test_only_the_transitions_of_the_design_are_allowed(desde, hacia):
    orden = OrdenTrabajo(codigo="OT-26-000001", estado=desde)
    if hacia in DESDE[desde]:
        assert exigir_transicion(orden, Estado(hacia)) == desde
    else:
        with pytest.raises(ErrorDeNegocio, match="no puede pasar"):
            exigir_transicion(orden, Estado(hacia))


@pytest.mark.django_db
@pytest.mark.parametrize("rasgo", ["terminada", "entregada", "liquidada", "anulada"])
def test_a_final_state_needs_its_instants(rasgo):
    orden = OrdenFactory(**{rasgo: True})
    sin_su_instante = {
        "terminada": {"terminada_en": None, "resultado": ""},
        "entregada": {"entregada_en": None},
        "liquidada": {"liquidada_en": None},
        "anulada": {"anulada_en": None},
    }[rasgo]
    with pytest.raises(IntegrityError, match="ordentrabajo_estado_con_sus_instantes"):
        OrdenTrabajo.objects.filter(pk=orden.pk).update(**sin_su_instante)


@pytest.mark.django_db
def test_an_open_order_has_no_final_instant():
    orden = OrdenFactory()
    with pytest.raises(IntegrityError, match="ordentrabajo_estado_con_sus_instantes"):
        OrdenTrabajo.objects.filter(pk=orden.pk).update(liquidada_en=orden.ocurrida_en)


@pytest.mark.django_db
def test_a_rejected_quote_is_handed_over_without_having_been_finished():
    orden = OrdenFactory(estado=Estado.RECHAZADA)
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.ENTREGADA, entregada_en=orden.ocurrida_en
    )
    orden.refresh_from_db()
    assert (orden.estado, orden.terminada_en) == (Estado.ENTREGADA, None)


@pytest.mark.django_db
def test_a_settled_order_has_its_amounts():
    orden = OrdenFactory(liquidada=True)
    with pytest.raises(IntegrityError, match="ordentrabajo_liquidada_con_importes"):
        OrdenTrabajo.objects.filter(pk=orden.pk).update(mano_obra_eur=None)
