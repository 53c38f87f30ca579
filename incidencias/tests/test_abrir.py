"""Opening a case writes, in one transaction, everything that hangs from it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import Estado, Incidencia, Llamada, PlazoLegal, TipoObjetivo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db

# Friday 20 November 2026, 13:30 in Madrid: half an hour before the office closes for lunch.
VIERNES = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def _nueva(**cambios) -> NuevaIncidencia:
    contacto = cambios.pop("contacto", None) or ContactoFactory()
    base = {
        "cliente": contacto.cliente,
        "contacto": contacto,
        "asunto": "La caldera no enciende",
        "tipo": "averia",
        "canal": "portal",
        "descripcion": "Sale el código E02.",
    }
    return NuevaIncidencia(**{**base, **cambios})


def test_opening_gives_code_event_clocks_and_receipt():
    datos = _nueva()
    with time_machine.travel(VIERNES, tick=False):
        incidencia = abrir_incidencia(datos, por=datos.contacto)
    evento = incidencia.eventos.get()
    assert incidencia.codigo.startswith("INC-26-")
    assert (evento.codigo, evento.contacto, evento.ocurrido_en) == (
        Codigo.ABIERTA,
        datos.contacto,
        VIERNES,
    )
    assert {o.tipo for o in incidencia.objetivos.all()} == {
        TipoObjetivo.PRIMERA_RESPUESTA,
        TipoObjetivo.RESOLUCION,
    }
    assert Comunicacion.objects.get(referencia=incidencia.codigo).plantilla == "acuse"


def test_the_first_response_runs_in_office_hours():
    """Four hours from Friday 13:30: half an hour, then 16–19, then half an hour on Monday."""
    datos = _nueva()
    with time_machine.travel(VIERNES, tick=False):
        incidencia = abrir_incidencia(datos, por=datos.contacto)
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.limite_en == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert incidencia.proximo_limite_en == objetivo.limite_en


def test_a_complaint_of_a_consumer_has_its_legal_limit():
    """R13.1: filed on 23 November 2026, 8 December at the latest (a holiday, and so is the 7th in
    Madrid: we aim at Friday the 4th)."""
    datos = _nueva(tipo="reclamacion")
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        incidencia = abrir_incidencia(datos, por=datos.contacto)
    plazo = incidencia.plazos_legales.get(clase="respuesta")
    assert (str(plazo.fecha_limite), str(plazo.fecha_objetivo)) == ("2026-12-08", "2026-12-04")


def test_a_fault_of_a_small_company_has_no_legal_limit():
    datos = _nueva(tipo="averia")
    abrir_incidencia(datos, por=datos.contacto)
    assert not PlazoLegal.objects.exists()


def test_the_receipt_to_an_unproved_address_does_not_carry_the_content():
    datos = _nueva()
    incidencia = abrir_incidencia(datos, por=datos.contacto)
    assert Comunicacion.objects.get(referencia=incidencia.codigo).datos["contenido"] == ""


def test_the_receipt_to_a_proved_address_carries_the_content():
    datos = _nueva(contacto=ContactoFactory(correo_probado_en=timezone.now()))
    incidencia = abrir_incidencia(datos, por=datos.contacto)
    enviada = Comunicacion.objects.get(referencia=incidencia.codigo)
    assert enviada.datos["contenido"] == "Sale el código E02."


def test_a_case_opened_on_the_phone_is_already_answered():
    datos = _nueva(canal="telefono")
    incidencia = abrir_incidencia(datos, por=AgenteFactory())
    assert Llamada.objects.get().incidencia == incidencia
    assert incidencia.primera_respuesta_en is not None
    assert (incidencia.segundos_respuesta, incidencia.contactos_cliente) == (0, 1)


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"asunto": "   "}, "Escribe un asunto"),
        ({"equipo": "ajeno"}, "no es de"),
        ({"contacto_ajeno": True}, "no es contacto de"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(cambios, frase):
    if cambios.get("equipo"):
        cambios = {"equipo": EquipoFactory()}
    if cambios.pop("contacto_ajeno", False):
        cambios = {"cliente": ClienteFactory()}
    datos = _nueva(**cambios)
    with pytest.raises(ErrorDeNegocio, match=frase):
        abrir_incidencia(datos, por=datos.contacto)
    assert not Incidencia.objects.exists()
    assert not Comunicacion.objects.exists()


@pytest.mark.parametrize("ejercicio", [1900, 3000])
def test_an_absurd_date_is_refused(ejercicio):
    datos = _nueva()
    with pytest.raises(ErrorDeNegocio, match="fecha"):
        abrir_incidencia(datos, por=datos.contacto, en=datetime(ejercicio, 1, 1, tzinfo=UTC))
    assert not Incidencia.objects.exists()


def test_a_case_reported_yesterday_keeps_both_instants():
    datos = _nueva()
    ayer = timezone.now() - timedelta(days=1)
    incidencia = abrir_incidencia(datos, por=datos.contacto, en=ayer)
    assert incidencia.ocurrida_en == ayer
    assert incidencia.registrada_en - ayer >= timedelta(hours=23)
    assert incidencia.estado == Estado.NUEVA


def test_opening_asks_little_of_the_database(consultas):
    """Intake is what everybody waits for: one question about the unit, a code, the
    mailboxes, four inserts.

    The other two are a savepoint, which in production is the transaction itself.
    """
    equipo = EquipoFactory()
    datos = _nueva(contacto=ContactoFactory(cliente=equipo.cliente, correo="a@b.es"), equipo=equipo)
    abrir_incidencia(datos, por=datos.contacto)  # the clocks are remembered from now on
    assert consultas(abrir_incidencia, datos, por=datos.contacto) <= 9
