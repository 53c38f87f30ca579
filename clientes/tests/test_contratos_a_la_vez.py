"""Two at once on a contract: one signature, one renewal, one count of each order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from clientes.models import (
    Cobertura,
    ConsumoContrato,
    ContratoMantenimiento,
    EventoContrato,
    PeriodoContrato,
)
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    anotar_consumo,
    cerrar_periodo,
    firmar_contrato,
    redactar_contrato,
    rescindir_contrato,
)
from clientes.tests.fabricas import EmpresaClienteFactory, EquipoFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db(transaction=True)


def _a_la_vez(*tareas):
    """What each gave, or the business error that refused it."""
    salida = Barrier(len(tareas))

    def correr(tarea):
        salida.wait(timeout=10)
        try:
            return tarea()
        except ErrorDeNegocio as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(correr, tareas))


def _borrador(equipo, **cambios):
    datos = {"fecha_inicio": date(2026, 1, 1), **cambios}
    return redactar_contrato(
        NuevoContrato(
            cliente=equipo.cliente,
            titulo="Caldera",
            terminos=Terminos(Decimal("120"), 2),
            equipos=[EquipoDelContrato(equipo)],
            **datos,
        ),
        por=SISTEMA,
    )


def _firmar(contrato):
    return firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")


def _errores(resultados):
    return [str(r) for r in resultados if isinstance(r, ErrorDeNegocio)]


def test_two_signatures_of_a_contract_leave_one():
    contrato = _borrador(EquipoFactory())
    resultados = _a_la_vez(*[lambda: _firmar(contrato)] * 4)
    assert _errores(resultados) == [f"{contrato.codigo} ya está firmado."] * 3
    assert EventoContrato.objects.filter(codigo="firmado").count() == 1
    assert Cobertura.objects.count() == 1


def test_two_contracts_for_the_same_signed_at_once_leave_one():
    equipo = EquipoFactory()
    contratos = [_borrador(equipo), _borrador(equipo)]
    resultados = _a_la_vez(*[lambda c=c: _firmar(c) for c in contratos])
    (frase,) = _errores(resultados)
    assert "ya tiene el contrato CTR-" in frase
    assert ContratoMantenimiento.objects.filter(estado="vigente").count() == 1
    assert Cobertura.objects.count() == 1


def test_two_ends_of_a_contract_leave_one():
    contrato = _borrador(EquipoFactory())
    _firmar(contrato)
    resultados = _a_la_vez(
        *[lambda: rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente")] * 2
    )
    assert len(_errores(resultados)) == 1
    assert EventoContrato.objects.filter(codigo="rescindido").count() == 1


def test_two_nights_at_once_renew_once():
    equipo = EquipoFactory(cliente=EmpresaClienteFactory())
    contrato = _borrador(equipo, renovacion="tacita")
    _firmar(contrato)
    resultados = _a_la_vez(*[lambda: cerrar_periodo(contrato.pk, hoy=date(2027, 1, 1))] * 3)
    assert sorted(resultados) == ["", "", "renovado"]
    assert PeriodoContrato.objects.count() == 2


def test_an_order_finished_twice_at_once_is_counted_once():
    equipo = EquipoFactory()
    _firmar(_borrador(equipo))
    _a_la_vez(
        *[
            lambda: anotar_consumo(
                equipo.pk,
                por=SISTEMA,
                referencia="OT-26-000001",
                fecha=date(2026, 5, 1),
                clase="correctivo",
                visitas=1,
                minutos=60,
            )
        ]
        * 4
    )
    assert ConsumoContrato.objects.get().visitas == 1
    assert EventoContrato.objects.filter(codigo="consumo").count() == 1
