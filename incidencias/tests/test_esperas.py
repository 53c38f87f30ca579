"""While we wait for a customer: reminded, warned, and closed only after the warning has left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Estado, MotivoEspera
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    poner_en_espera,
    recibir_mensaje,
)
from incidencias.servicios.esperas import insistir
from incidencias.tasks import insistir_en_esperas
from incidencias.tests.fabricas import MotivoEsperaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def motivo():
    return MotivoEsperaFactory(
        espera_al_cliente=True,
        recordatorio_dias=2,
        recordatorios_max=2,
        aviso_cierre_dias=3,
        cierre_dias=5,
    )


@pytest.fixture
def esperando(motivo, time_machine):
    time_machine.move_to(LUNES, tick=False)
    cliente = ClienteFactory(correo="marta@cliente.example")
    nueva = NuevaIncidencia(cliente, "Gotea", "averia", "correo", avisar=False)
    incidencia = abrir_incidencia(nueva, por=AgenteFactory())
    poner_en_espera(incidencia.pk, por=AgenteFactory(), motivo=motivo)
    Comunicacion.objects.all().delete()
    return incidencia


def enviar_todo(cuando):
    Comunicacion.objects.filter(destino=Destino.PENDIENTE).update(
        destino=Destino.ENVIADA, enviado_en=cuando
    )


def test_two_reminders_a_warning_and_the_closing_each_in_its_day(esperando, time_machine):
    hechos = []
    for dia in range(25):
        ahora = LUNES + timedelta(days=dia)
        time_machine.move_to(ahora, tick=False)
        if insistir_en_esperas():
            esperando.refresh_from_db()
            hechos.append((f"{ahora:%d}", esperando.estado))
        assert insistir_en_esperas() == 0
        enviar_todo(ahora)
    assert hechos == [
        ("04", Estado.EN_ESPERA),
        ("06", Estado.EN_ESPERA),
        ("11", Estado.EN_ESPERA),
        ("17", Estado.CERRADA),
    ]
    plantillas = Comunicacion.objects.order_by("pk").values_list("plantilla", flat=True)
    assert list(plantillas) == ["recordatorio_espera", "recordatorio_espera", "cierre_por_espera"]
    assert esperando.eventos.get(codigo="cerrada").datos["por_silencio"] is True


def test_it_is_never_closed_before_the_warning_has_left(esperando, time_machine):
    for dia in range(40):
        time_machine.move_to(LUNES + timedelta(days=dia), tick=False)
        insistir_en_esperas()
    esperando.refresh_from_db()
    assert esperando.estado == Estado.EN_ESPERA
    enviar_todo(LUNES + timedelta(days=39))
    time_machine.move_to(LUNES + timedelta(days=44), tick=False)
    assert insistir_en_esperas() == 0
    time_machine.move_to(LUNES + timedelta(days=45), tick=False)
    assert insistir_en_esperas() == 1


@pytest.mark.parametrize("hora", [4, 14, 22])
def test_nobody_is_written_to_out_of_hours(esperando, time_machine, hora):
    time_machine.move_to(datetime(2026, 3, 4, hora, tzinfo=UTC), tick=False)
    assert insistir_en_esperas() == (1 if hora == 15 else 0)
    assert not Comunicacion.objects.exists()


def test_an_answer_ends_it(esperando, time_machine):
    time_machine.move_to(LUNES + timedelta(days=1), tick=False)
    recibir_mensaje(esperando.pk, por=AgenteFactory(), texto="Aquí va", canal="portal")
    time_machine.move_to(LUNES + timedelta(days=20), tick=False)
    assert insistir_en_esperas() == 0
    assert insistir(esperando.pk) is None


def test_a_complaint_without_answer_is_not_closed_however_warned(motivo, time_machine):
    time_machine.move_to(LUNES, tick=False)
    cliente = ClienteFactory(correo="marta@cliente.example")
    nueva = NuevaIncidencia(cliente, "Tres averías", "reclamacion", "correo")
    queja = abrir_incidencia(nueva, por=AgenteFactory())
    poner_en_espera(queja.pk, por=AgenteFactory(), motivo=motivo)
    for dia in range(17):
        ahora = LUNES + timedelta(days=dia)
        time_machine.move_to(ahora, tick=False)
        insistir_en_esperas()
        enviar_todo(ahora)
    queja.refresh_from_db()
    assert queja.estado == Estado.EN_ESPERA
    with pytest.raises(ErrorDeNegocio, match="cerrarla"):
        insistir(queja.pk)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once(esperando, time_machine):
    time_machine.move_to(LUNES + timedelta(days=2), tick=False)
    assert a_la_vez(insistir_en_esperas, insistir_en_esperas) == []
    assert Comunicacion.objects.count() == 1
    assert esperando.avisos_de_espera.count() == 1


@pytest.mark.parametrize(
    "datos",
    [
        {"espera_al_cliente": True, "recordatorio_dias": 2, "recordatorios_max": 0},
        {"espera_al_cliente": True, "cierre_dias": 5},
        {"espera_al_cliente": False, "recordatorio_dias": 2, "recordatorios_max": 1},
        {"espera_al_cliente": True, "aviso_cierre_dias": 200, "cierre_dias": 5},
    ],
)
def test_half_said_it_is_not_a_reason(datos):
    with pytest.raises(ValidationError):
        MotivoEspera(codigo="x", nombre="x", **datos).full_clean()
