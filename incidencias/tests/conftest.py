"""What the tests of the screens share."""

import pytest

from cuentas.tests.fabricas import AgenteFactory


@pytest.fixture
def agente(db):
    return AgenteFactory(nombre="Ana Ruiz")


@pytest.fixture
def oficina(client, agente):
    """A browser in which an agent is signed in."""
    client.force_login(agente)
    return client


@pytest.fixture
def cliente_api(client):
    """A browser whose requests a user signs by the session: `cliente_api(AgenteFactory())`."""

    def de(usuario):
        client.force_login(usuario)
        return client

    return de
