"""What the tests of the screens share."""

import os
from uuid import uuid4

import pytest

from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Seguridad
from incidencias.tests.dovecot import CLAVE, COMO_SE_INSTALA, Dovecot, programa
from incidencias.tests.fabricas import BuzonFactory
from nucleo.secretos import cifrar


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


@pytest.fixture(scope="session")
def servidor_imap():
    """One Dovecot for all the tests of a worker; each test is another user of it."""
    if programa() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(COMO_SE_INSTALA)
        pytest.skip(COMO_SE_INSTALA)
    servidor = Dovecot()
    try:
        servidor.arrancar()
        yield servidor
    finally:
        servidor.borrar()


@pytest.fixture
def imap(servidor_imap, db):
    """The server, with an empty mailbox for this test (`imap.buzon`) and how to deliver to it."""
    return Casa(servidor_imap)


class Casa:
    def __init__(self, servidor):
        self.servidor = servidor
        self.usuario = uuid4().hex
        self.buzon = self.otro_buzon(usuario=self.usuario)

    def otro_buzon(self, **campos):
        return BuzonFactory(
            **{
                "servidor": self.servidor.servidor,
                "puerto": self.servidor.puerto,
                "seguridad": Seguridad.NINGUNA,
                "usuario": uuid4().hex,
                "secreto": cifrar(CLAVE),
                **campos,
            }
        )

    def entregar(self, crudo, **opciones):
        return self.servidor.entregar(self.usuario, crudo, **opciones)

    def nombres(self, carpeta=""):
        return self.servidor.nombres(self.usuario, carpeta)
