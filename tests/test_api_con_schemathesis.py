"""No request that the schema can describe ends in a 500 or in an answer that it does not describe.

Bounded and with a fixed seed. Checks left out, and why:
- positive_data_acceptance: a valid body may name somebody else's row or break a business rule;
- negative_data_rejection: DRF takes "1" for 1, and parameters that nobody asked for are ignored;
- ignored_auth: it repeats every call without the token; tests/test_permisos.py asks that;
- unsupported_method: Django answers 405 by itself; it doubles the calls;
- use_after_free, ensure_resource_availability: they need a schema with links.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks

from cuentas.servicios import crear_token
from cuentas.tests.fabricas import AdministradorFactory
from encuestas.tests.fabricas import RespuestaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]

checks.load_all_checks()
COMPROBACIONES = checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
EJEMPLOS = 15

schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
schema.app = get_wsgi_application()


@pytest.fixture
def _conexion_abierta(db):
    """A request must not close the connection that holds the test's transaction."""
    for senal in (request_started, request_finished):
        senal.disconnect(close_old_connections)
    yield
    for senal in (request_started, request_finished):
        senal.connect(close_old_connections)


@pytest.fixture
def token(_conexion_abierta):
    """An administrator's token, with something in the tables to be found."""
    RespuestaFactory()
    return crear_token(AdministradorFactory(), nombre="pruebas")[1]


@schema.parametrize()
@settings(
    max_examples=EJEMPLOS,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_a_described_one(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=COMPROBACIONES)
