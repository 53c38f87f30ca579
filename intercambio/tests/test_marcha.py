"""The work: taken by one worker, resumed where it was left, and never half a batch."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from clientes.models import Cliente
from intercambio import servicios, tasks
from intercambio.estados import TRANSICIONES, exigir_transicion
from intercambio.models import SIN_SENALES, Clase, Estado, Importacion
from intercambio.motor import proceso
from intercambio.tests.fabricas import ensayar, filas, subir
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db

HOJA = "Nombre;Teléfono\n" + "\n".join(f"Cliente {n};6{n:08d}" for n in range(250))


@pytest.fixture(autouse=True)
def _lotes_pequenos(monkeypatch):
    monkeypatch.setattr(proceso, "LOTE", 100)


@pytest.fixture
def ensayada():
    return ensayar(subir(HOJA, Clase.CLIENTES))


@pytest.mark.parametrize(("origen", "destino"), list(product(Estado, Estado)))
def test_only_the_transitions_of_the_table(origen, destino):
    importacion = Importacion(estado=origen)
    if destino in TRANSICIONES[origen]:
        exigir_transicion(importacion, destino)
    else:
        with pytest.raises(ErrorDeNegocio, match="no puede pasar"):
            exigir_transicion(importacion, destino)


def _romper_en(monkeypatch, lote: int) -> None:
    """The process dies in that batch, after having written it and before its commit."""
    original, vueltas = tasks._Marcador.apuntar, []

    def apuntar(self, *args):
        original(self, *args)
        vueltas.append(1)
        if len(vueltas) == lote:
            raise KeyboardInterrupt

    monkeypatch.setattr(tasks._Marcador, "apuntar", apuntar)


def test_what_a_dead_worker_left_halfway_is_resumed_with_the_right_figures(monkeypatch, ensayada):
    servicios.importar(ensayada.pk)
    with monkeypatch.context() as roto:
        _romper_en(roto, 2)
        with pytest.raises(KeyboardInterrupt):
            tasks.procesar_importaciones()
    ensayada.refresh_from_db()
    assert (ensayada.estado, ensayada.hechas) == (Estado.IMPORTANDO, 100)
    assert Cliente.objects.count() == 100
    assert tasks.procesar_importaciones() == 0  # somebody may still be at it
    Importacion.objects.update(latido_en=timezone.now() - 2 * SIN_SENALES)
    assert tasks.procesar_importaciones() == 1
    ensayada.refresh_from_db()
    assert ensayada.estado == Estado.TERMINADA
    assert filas(ensayada) == {"nuevas": 250}
    assert Cliente.objects.count() == 250


def test_one_worker_takes_it():
    importacion = subir(HOJA, Clase.CLIENTES)
    servicios.ensayar(importacion.pk, columnas=importacion.campos)
    assert tasks._tomar() == importacion.pk
    assert tasks._tomar() is None


@pytest.mark.django_db(transaction=True)
def test_of_two_that_import_at_once_one_is_refused():
    importacion = ensayar(subir(HOJA, Clase.CLIENTES))

    def pedir() -> bool:
        try:
            servicios.importar(importacion.pk)
        except ErrorDeNegocio:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(lambda _n: pedir(), range(2))) == [False, True]


def test_a_second_file_waits_for_the_first():
    """With the same new customers, each would create them."""
    una, otra = (subir(HOJA, Clase.CLIENTES) for _numero in range(2))
    for importacion in (una, otra):
        servicios.ensayar(importacion.pk, columnas=importacion.campos)
    assert tasks._tomar() == una.pk
    assert tasks._tomar() is None
    tasks.procesar_importacion(una.pk)
    assert tasks._tomar() == otra.pk


def test_a_slow_worker_whose_file_another_took_undoes_its_batch(monkeypatch, ensayada):
    servicios.importar(ensayada.pk)
    original = tasks._Marcador.apuntar

    def apuntar(self, hechas, *args):
        if hechas == 200:  # meanwhile, the other one has already done these
            Importacion.objects.update(hechas=200)
        original(self, hechas, *args)

    monkeypatch.setattr(tasks._Marcador, "apuntar", apuntar)
    tasks.procesar_importacion(ensayada.pk)
    ensayada.refresh_from_db()
    assert ensayada.estado == Estado.IMPORTANDO
    assert Cliente.objects.count() == 100


def test_an_error_of_ours_is_said_and_can_be_tried_again(monkeypatch, ensayada):
    servicios.importar(ensayada.pk)

    def romper(*args, **kwargs):
        raise RuntimeError("x")

    with monkeypatch.context() as roto:
        roto.setattr(tasks, "procesar", romper)
        with pytest.raises(RuntimeError):
            tasks.procesar_importacion(ensayada.pk)
    ensayada.refresh_from_db()
    assert ensayada.estado == Estado.FALLIDA
    assert "RuntimeError" in ensayada.fallo
    assert ensayar(ensayada).estado == Estado.ENSAYADA


def test_those_left_are_found_after_a_while(ensayada):
    servicios.importar(ensayada.pk)
    assert not Importacion.objects.abandonadas().exists()
    Importacion.objects.update(pedida_en=timezone.now() - SIN_SENALES - timedelta(seconds=1))
    assert Importacion.objects.abandonadas().get() == ensayada
