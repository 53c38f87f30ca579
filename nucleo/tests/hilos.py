"""Real threads for the tests of locks."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from nucleo.errores import ErrorDeNegocio


def a_la_vez(*acciones: Callable[[], object]) -> list[ErrorDeNegocio]:
    """Run them in threads that leave together; returns the refusals."""
    salida, errores = Barrier(len(acciones)), []

    def hacer(accion: Callable[[], object]) -> None:
        try:
            salida.wait(timeout=10)
            accion()
        except ErrorDeNegocio as error:
            errores.append(error)
        finally:
            connection.close()

    hilos = [Thread(target=hacer, args=[accion]) for accion in acciones]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
        assert not hilo.is_alive()
    return errores
