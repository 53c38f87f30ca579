"""Who sees which cases: the office, restricted groups, customers, strangers."""

import pytest
from django.utils import timezone

from clientes.models import RolPortal
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EmpresaClienteFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    ExternoFactory,
    GrupoFactory,
)
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


def visibles(usuario):
    return set(Incidencia.objects.visibles_para(usuario))


def test_the_office_sees_every_case_also_without_group():
    sin_grupo, con_grupo = IncidenciaFactory(), IncidenciaFactory(grupo=GrupoFactory())
    assert visibles(AgenteFactory()) == {sin_grupo, con_grupo}


def test_only_its_members_see_the_cases_of_a_restricted_group():
    grupo = GrupoFactory(es_restringido=True)
    incidencia = IncidenciaFactory(grupo=grupo)
    assert visibles(AgenteFactory()) == set()
    assert visibles(AgenteFactory(grupos=[grupo])) == {incidencia}


def test_nobody_sees_the_cases_of_a_blocked_customer():
    IncidenciaFactory(cliente=ClienteFactory(bloqueado_en=timezone.now()))
    assert visibles(AgenteFactory()) == set()


def test_a_customer_sees_the_own_cases_and_those_of_the_company_only_if_allowed():
    cliente, usuario = EmpresaClienteFactory(), ClienteUsuarioFactory()
    contacto = ContactoFactory(cliente=cliente, usuario=usuario)
    suya = IncidenciaFactory(cliente=cliente, contacto=contacto)
    de_la_empresa = IncidenciaFactory(cliente=cliente)
    IncidenciaFactory()
    assert visibles(usuario) == {suya}
    contacto.rol_portal = RolPortal.EMPRESA
    contacto.save()
    assert visibles(usuario) == {suya, de_la_empresa}


def test_a_household_sees_what_it_opened_without_saying_who_and_not_its_tenants_cases():
    casa, usuario = ClienteFactory(), ClienteUsuarioFactory()
    ContactoFactory(cliente=casa, usuario=usuario)
    por_telefono = IncidenciaFactory(cliente=casa, contacto=None)
    IncidenciaFactory(cliente=casa, contacto=ContactoFactory(cliente=casa))
    assert visibles(usuario) == {por_telefono}


def test_an_external_sat_sees_no_case_by_itself():
    IncidenciaFactory()
    assert visibles(ExternoFactory()) == set()
