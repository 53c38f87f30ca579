"""The style guide opens for who develops or works here, and for nobody else."""

import pytest

pytestmark = pytest.mark.django_db
MARCOS = ["/ajustes/estilo/", "/ajustes/estilo/portal/", "/ajustes/estilo/movil/"]


@pytest.mark.parametrize("ruta", MARCOS)
def test_it_shows_every_component_while_developing(client, settings, ruta):
    settings.DEBUG = True
    assert client.get(ruta).status_code == 200


@pytest.mark.parametrize("ruta", MARCOS)
def test_a_stranger_does_not_find_it(client, settings, ruta):
    settings.DEBUG = False
    assert client.get(ruta).status_code == 404
