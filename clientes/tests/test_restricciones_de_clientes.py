"""What the database itself refuses about customers, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from clientes.models import BaseJuridica, Cliente, Consentimiento, FuentePosicion
from clientes.tests.fabricas import (
    ClienteFactory,
    ConsentimientoFactory,
    ContactoFactory,
    PosibleDuplicadoFactory,
)

pytestmark = pytest.mark.django_db


def test_a_customer_is_not_merged_into_itself():
    cliente = ClienteFactory()
    with pytest.raises(IntegrityError, match="cliente_no_se_fusiona_consigo"):
        Cliente.objects.filter(pk=cliente.pk).update(fusionado_en=cliente)


@pytest.mark.parametrize(
    ("cambio", "restriccion"),
    [
        ({"caduca_en": timedelta(seconds=-1)}, "consentimiento_caduca_despues"),
        ({"retirado_en": timedelta(seconds=-1)}, "consentimiento_se_retira_despues"),
    ],
)
def test_a_consent_does_not_end_before_it_begins(cambio, restriccion):
    bueno = ConsentimientoFactory.build()
    fin = {campo: bueno.otorgado_en + despues for campo, despues in cambio.items()}
    with pytest.raises(IntegrityError, match=restriccion):
        ConsentimientoFactory(**fin)


def test_a_consent_without_proof_is_none():
    with pytest.raises(IntegrityError, match="consentimiento_con_prueba"):
        ConsentimientoFactory(prueba="")


def test_another_basis_needs_no_proof_of_consent():
    assert ConsentimientoFactory(prueba="", base=BaseJuridica.CONTRATO).pk


def test_a_limit_is_not_negative():
    with pytest.raises(IntegrityError, match="contacto_limite_no_negativo"):
        ContactoFactory(limite_aprobacion_eur="-0.01")


def test_a_pair_is_noted_once_and_in_order():
    par = PosibleDuplicadoFactory()
    with pytest.raises(IntegrityError, match="posibleduplicado_en_orden"):
        PosibleDuplicadoFactory(uno=par.otro, otro=par.uno)


def test_the_same_pair_is_not_noted_twice():
    par = PosibleDuplicadoFactory()
    with pytest.raises(IntegrityError, match="posibleduplicado_una_vez"):
        PosibleDuplicadoFactory(uno=par.uno, otro=par.otro)


def test_consents_in_force_are_those_neither_taken_back_nor_run_out():
    ahora = timezone.now()
    vale = ConsentimientoFactory(otorgado_en=ahora - timedelta(days=2))
    otros = [
        ConsentimientoFactory(otorgado_en=ahora + timedelta(days=1)),
        ConsentimientoFactory(otorgado_en=ahora - timedelta(days=2), retirado_en=ahora),
        ConsentimientoFactory(otorgado_en=ahora - timedelta(days=2), caduca_en=ahora),
    ]
    assert list(Consentimiento.objects.vigentes(ahora)) == [vale]
    assert [uno.vale(ahora) for uno in (vale, *otros)] == [True, False, False, False]


def test_sources_of_a_position_go_from_the_worst_to_the_best():
    calidades = [fuente.calidad for fuente in FuentePosicion]
    assert calidades == sorted(calidades)
    assert FuentePosicion.MUNICIPIO.calidad < FuentePosicion.GPS.calidad
