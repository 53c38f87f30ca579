"""Fixtures that every app's tests may use."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from cuentas.campana import sin_leer
from cuentas.models import Usuario
from incidencias.busqueda import olvidar_palabras_comunes
from incidencias.contingencias import en_vigor, olvidar_contingencias
from incidencias.prioridades import olvidar_matrices
from incidencias.relojes import olvidar_relojes
from normativa.parametros import olvidar_parametros, parametros_vigentes
from nucleo.empresa import empresa, olvidar_empresa
from nucleo.idiomas import compilar_catalogos
from nucleo.tests.correo import ServidorCorreo

# A busy machine is slow, not wrong: the time that an example takes makes no test fail.
settings.register_profile("sin-prisa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sin-prisa")


@pytest.fixture(autouse=True, scope="session")
def _catalogos_de_idioma() -> None:
    """The texts in the customers' languages, whoever has not run `preparar_recursos` too."""
    compilar_catalogos()


@pytest.fixture(autouse=True, scope="session")
def _vaciar_con_paciencia() -> Iterator[None]:
    """A browser that closes leaves a request being answered: emptying the tables may meet it."""
    vaciar = DatabaseOperations.execute_sql_flush

    def con_paciencia(self: DatabaseOperations, sql_list: list[str]) -> None:
        for _ in range(3):
            with suppress(OperationalError):  # a deadlock: by the next time it has ended
                return vaciar(self, sql_list)
        return vaciar(self, sql_list)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(DatabaseOperations, "execute_sql_flush", con_paciencia)
        yield


@pytest.fixture(autouse=True)
def _sin_memoria() -> Iterator[None]:
    """What a process remembers for seconds must not pass from one test to the next."""
    olvidar_empresa()
    olvidar_relojes()
    olvidar_matrices()
    olvidar_parametros()
    olvidar_contingencias()
    olvidar_palabras_comunes()
    yield
    olvidar_empresa()
    olvidar_relojes()
    olvidar_matrices()
    olvidar_parametros()
    olvidar_contingencias()


@pytest.fixture(autouse=True)
def _sin_recordar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short lists are asked for each time: a test sees what it has just written."""
    monkeypatch.setattr("nucleo.memoria.SEGUNDOS", -1)


@pytest.fixture(autouse=True)
def _sin_caducar(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered within a test does not expire in it: counts stay the same."""
    for modulo in (
        *("nucleo.empresa", "normativa.parametros"),
        *("incidencias.relojes", "incidencias.prioridades", "incidencias.contingencias"),
    ):
        monkeypatch.setattr(f"{modulo}.SEGUNDOS_EN_MEMORIA", 3600)


@pytest.fixture(autouse=True)
def _sin_frenos(settings: Any) -> None:
    """Tests ask for the same things too often; those of the limits put them back."""
    settings.FRENOS = False


@pytest.fixture(autouse=True)
def avisos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were nudged; in tests they do not reach the broker."""
    pedidos: list[str] = []
    monkeypatch.setattr(
        "nucleo.cursores.current_app.send_task",
        lambda tarea, *args, **kwargs: pedidos.append(tarea),
        raising=False,
    )
    return pedidos


@pytest.fixture(autouse=True)
def _recados_al_momento(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left for a moment later is done at once: a test sees what comes of it."""

    def dejar(hacer: Callable[..., Any], *con: Any) -> None:
        with suppress(Exception):  # as its thread does
            hacer(*con)

    monkeypatch.setattr("nucleo.recados.dejar", dejar)


@pytest.fixture
def consultas(db: None) -> Callable[..., int]:
    """`consultas(fn, *args)`: how many SQL statements that call takes."""

    def contar(funcion: Callable[..., Any], *args: Any, **kwargs: Any) -> int:
        olvidar_empresa()
        en_vigor()
        empresa()  # so that a few seconds of memory do not count in one call and not in another
        parametros_vigentes()
        for persona in Usuario.objects.values_list("pk", flat=True):
            sin_leer(persona)
        with CaptureQueriesContext(connection) as capturadas:
            funcion(*args, **kwargs)
        return len(capturadas)

    return contar


@pytest.fixture
def servidor_correo(settings: Any) -> Iterator[ServidorCorreo]:
    """A real SMTP server of its own, to which the site's mail goes during the test."""
    with ServidorCorreo() as servidor:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = servidor.host, servidor.puerto
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield servidor
