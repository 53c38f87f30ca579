"""Thousands of orders at once: the same composition as the services, the same rows and events."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.codigos import reservar_codigos
from nucleo.eventos import SISTEMA
from sat.eventos import Codigo, EnElCaso
from sat.models import SIN_CITA, Estado, EstadoCita, Resultado
from sat.servicios import NuevaOrden, composicion, guardar_ordenes
from sat.servicios import iniciar_intervencion as servicio_iniciar
from sat.servicios.composicion import ExpedienteOrden
from sat.tests.fabricas import FichaTecnicoFactory, RepuestoFactory, mandante

pytestmark = pytest.mark.django_db


def historia(tecnico, incidencia=None, repuesto=None) -> ExpedienteOrden:
    """Opened ten days ago, visited the day after, finished in an hour, settled."""
    abierta = timezone.now() - timedelta(days=10)
    visita = abierta + timedelta(days=1)
    fin = visita + timedelta(hours=1)
    cliente = incidencia.cliente if incidencia else ClienteFactory()
    expediente = composicion.componer_apertura(
        NuevaOrden(cliente=cliente, mandante=mandante(), incidencia=incidencia),
        codigo=reservar_codigos("OT", [abierta])[0],
        por=SISTEMA,
        en=abierta,
        registrada_en=abierta,
    )
    cita = composicion.componer_cita(
        expediente, tecnico=tecnico, franja=(visita, fin), por=SISTEMA, en=abierta
    )
    sesion = composicion.componer_inicio(
        expediente, tecnico=tecnico, cita=cita, por=tecnico.usuario, en=visita
    )
    composicion.componer_repuesto(
        expediente, sesion, repuesto=repuesto, cantidad=Decimal(2), por=tecnico.usuario, en=visita
    )
    composicion.componer_fin(
        expediente, sesion, resultado="resuelta", trabajo="Hecho", por=tecnico.usuario, en=fin
    )
    composicion.componer_liquidacion(
        expediente,
        mano_obra_eur=Decimal("40.00"),
        desplazamiento_eur=Decimal("20.00"),
        por=SISTEMA,
        en=fin,
    )
    return expediente


def test_a_whole_history_is_saved_with_its_rows_events_and_lines():
    tecnico, incidencia = FichaTecnicoFactory(), IncidenciaFactory()
    expediente = historia(tecnico, incidencia, RepuestoFactory())
    guardar_ordenes([expediente])
    orden = expediente.orden
    orden.refresh_from_db()
    sesion = orden.intervenciones.get()
    assert (orden.estado, orden.resultado) == (Estado.LIQUIDADA, Resultado.REPARADO)
    assert (orden.visitas, orden.minutos, orden.proxima_cita_en) == (1, 60, SIN_CITA)
    assert (sesion.cita.estado, sesion.repuestos.get().cantidad) == (EstadoCita.REALIZADA, 2)
    assert [e.codigo for e in orden.eventos.order_by("id")] == [
        Codigo.ABIERTA,
        Codigo.CITA_PUESTA,
        Codigo.INICIADA,
        Codigo.REPUESTO,
        Codigo.INTERVENCION_TERMINADA,
        Codigo.TERMINADA,
        Codigo.LIQUIDADA,
    ]
    assert orden.eventos.get(codigo=Codigo.INICIADA).datos["cita"] == sesion.cita_id
    lineas = incidencia.eventos.order_by("id").values_list("codigo", flat=True)
    assert list(lineas) == [
        EnElCaso.ORDEN_ABIERTA,
        EnElCaso.CITA_PUESTA,
        EnElCaso.INTERVENCION_INICIADA,
        EnElCaso.INTERVENCION_TERMINADA,
        EnElCaso.ORDEN_TERMINADA,
    ]


def test_many_cost_the_same_statements_as_one(consultas):
    repuesto = RepuestoFactory()
    una = [historia(FichaTecnicoFactory(), IncidenciaFactory(), repuesto)]
    veinte = [historia(FichaTecnicoFactory(), IncidenciaFactory(), repuesto) for _n in range(20)]
    cuarenta = [historia(FichaTecnicoFactory(), IncidenciaFactory(), repuesto) for _n in range(40)]
    # A few events are inserted as they are; many take their numbers first and are copied.
    cuestan = consultas(guardar_ordenes, veinte)
    assert consultas(guardar_ordenes, una) == cuestan - 2  # those of the orders, of their cases
    assert consultas(guardar_ordenes, cuarenta) == cuestan


def test_composing_touches_no_table(consultas):
    tecnico, incidencia, repuesto = FichaTecnicoFactory(), IncidenciaFactory(), RepuestoFactory()
    preparada = NuevaOrden(cliente=incidencia.cliente, mandante=mandante(), incidencia=incidencia)
    ahora = timezone.now()

    def componer():
        expediente = composicion.componer_apertura(
            preparada, codigo="OT-26-1", por=SISTEMA, en=ahora, registrada_en=ahora
        )
        franja = (ahora, ahora + timedelta(hours=1))
        cita = composicion.componer_cita(
            expediente, tecnico=tecnico, franja=franja, por=SISTEMA, en=ahora
        )
        sesion = composicion.componer_inicio(
            expediente, tecnico=tecnico, cita=cita, por=SISTEMA, en=ahora
        )
        composicion.componer_repuesto(
            expediente, sesion, repuesto=repuesto, cantidad=Decimal(1), por=SISTEMA, en=ahora
        )
        composicion.componer_fin(
            expediente, sesion, resultado="volver", trabajo="Falta", por=SISTEMA, en=ahora
        )

    assert consultas(componer) == 0


def test_an_order_without_case_writes_no_line():
    expediente = historia(FichaTecnicoFactory(), None, RepuestoFactory())
    guardar_ordenes([expediente])
    assert expediente.linea == []


def test_the_services_go_on_where_the_import_left_it():
    tecnico = FichaTecnicoFactory()
    ahora = timezone.now()
    expediente = composicion.componer_apertura(
        NuevaOrden(cliente=ClienteFactory(), mandante=mandante()),
        codigo=reservar_codigos("OT", [ahora])[0],
        por=SISTEMA,
        en=ahora - timedelta(days=1),
        registrada_en=ahora,
    )
    composicion.componer_cita(
        expediente,
        tecnico=tecnico,
        franja=(ahora, ahora + timedelta(hours=1)),
        por=SISTEMA,
        en=ahora - timedelta(days=1),
    )
    guardar_ordenes([expediente])
    sesion = servicio_iniciar(expediente.orden.pk, por=tecnico.usuario)
    assert sesion.cita.orden == expediente.orden
