"""Appointments: given, moved, taken back; two at once for one técnico are refused."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import CoordinadorFactory
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.correo_saliente import componer_correo
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from sat.eventos import Codigo, EnElCaso
from sat.models import SIN_CITA, SIN_SOLAPE, Cita, Estado, EstadoCita
from sat.servicios import anular_cita, anular_orden, dar_cita, iniciar_intervencion, mover_cita
from sat.servicios.avisos import avisar_cita
from sat.tests.fabricas import (
    CitaFactory,
    FichaExternoFactory,
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    SatExternoFactory,
    manana_a_las,
)

pytestmark = pytest.mark.django_db


def cita(orden=None, tecnico=None, *, desde=None, minutos=60, **cambios):
    desde = desde or manana_a_las(10)
    return dar_cita(
        (orden or OrdenFactory()).pk,
        por=cambios.pop("por", SISTEMA),
        tecnico=tecnico or FichaTecnicoFactory(),
        desde=desde,
        hasta=desde + timedelta(minutes=minutos),
        **cambios,
    )


def test_giving_one_plans_the_order_and_leaves_its_events():
    orden, coordinadora = OrdenFactory(), CoordinadorFactory()
    nueva = cita(orden, por=coordinadora)
    orden.refresh_from_db()
    evento = orden.eventos.get(codigo=Codigo.CITA_PUESTA)
    assert (orden.estado, orden.proxima_cita_en) == (Estado.PLANIFICADA, nueva.empieza_en)
    assert (evento.usuario, evento.datos["cita"]) == (coordinadora, nueva.pk)
    assert orden.incidencia.eventos.filter(codigo=EnElCaso.CITA_PUESTA).count() == 1


def test_the_customer_is_mailed_the_window_and_not_the_slot():
    desde = manana_a_las(10)
    ventana = (manana_a_las(9), manana_a_las(13))
    nueva = cita(desde=desde, ventana=ventana)
    correo = Comunicacion.objects.get(referencia=nueva.orden.codigo)
    assert "de 09:00 a 13:00" in correo.datos["cuando"]


def test_an_overlap_is_refused_with_the_name_of_the_other_appointment():
    tecnico = FichaTecnicoFactory(usuario__nombre="Luis Gómez")
    primera = cita(tecnico=tecnico, desde=manana_a_las(10))
    orden = OrdenFactory()
    with pytest.raises(ErrorDeNegocio) as error:
        cita(orden, tecnico, desde=manana_a_las(10, 30))
    frase = str(error.value)
    assert "Luis Gómez ya tiene" in frase
    assert "de 10:00 a 11:00" in frase
    assert primera.orden.codigo in frase
    assert (error.value.campo, error.value.codigo) == ("desde", SIN_SOLAPE)
    orden.refresh_from_db()
    assert (orden.estado, orden.proxima_cita_en) == (Estado.NUEVA, SIN_CITA)
    assert not orden.eventos.exists()
    assert not Comunicacion.objects.filter(referencia=orden.codigo).exists()


def test_the_next_one_may_begin_when_the_first_ends():
    tecnico = FichaTecnicoFactory()
    cita(tecnico=tecnico, desde=manana_a_las(10))
    cita(tecnico=tecnico, desde=manana_a_las(11))
    assert tecnico.citas.count() == 2


def test_another_tecnico_may_go_at_the_same_time():
    orden = OrdenFactory()
    cita(orden, desde=manana_a_las(10))
    cita(orden, desde=manana_a_las(10))
    assert orden.citas.count() == 2


def test_a_cancelled_one_leaves_its_slot_free():
    tecnico = FichaTecnicoFactory()
    primera = cita(tecnico=tecnico)
    anular_cita(primera.pk, por=SISTEMA)
    cita(tecnico=tecnico)
    assert tecnico.citas.no_anuladas().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_give_the_same_slot_at_once_one_wins():
    tecnico, ordenes = FichaTecnicoFactory(), OrdenFactory.create_batch(4)
    salida, errores = Barrier(len(ordenes)), []

    def dar(orden):
        try:
            salida.wait(timeout=10)
            cita(orden, tecnico)
        except ErrorDeNegocio as error:
            errores.append(error.codigo)
        finally:
            connection.close()

    hilos = [Thread(target=dar, args=[orden]) for orden in ordenes]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
    assert Cita.objects.filter(tecnico=tecnico).count() == 1
    assert errores == [SIN_SOLAPE] * 3


@pytest.mark.parametrize(
    ("minutos", "frase"), [(0, "entre 5 minutos"), (-30, "entre 5 minutos"), (1500, "24 horas")]
)
def test_a_slot_lasts_something_credible(minutos, frase):
    orden = OrdenFactory()
    with pytest.raises(ErrorDeNegocio, match=frase):
        cita(orden, minutos=minutos)
    assert not orden.citas.exists()


@pytest.mark.parametrize(
    ("dias", "frase"), [(-30, "fecha pasada"), (-46_000, "fecha pasada"), (365_000, "dos años")]
)
def test_a_slot_is_neither_past_nor_in_another_age(dias, frase):
    orden = OrdenFactory()
    with pytest.raises(ErrorDeNegocio, match=frase):
        cita(orden, desde=timezone.now() + timedelta(days=dias))
    assert not orden.citas.exists()


def test_the_database_refuses_by_itself_an_empty_or_endless_slot():
    original = CitaFactory()
    vacia = f"tstzrange('{original.empieza_en}', '{original.empieza_en}')"
    sin_fin = f"tstzrange('{original.empieza_en}', null)"
    for franja in (vacia, sin_fin, "'empty'"):
        with (
            pytest.raises(IntegrityError, match=r"cita_franja_creible|cita_empieza"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update sat_cita set franja = {franja}")  # noqa: S608


def test_it_begins_inside_the_promised_window():
    orden = OrdenFactory()
    with pytest.raises(ErrorDeNegocio, match="dentro de la ventana"):
        cita(orden, desde=manana_a_las(10), ventana=(manana_a_las(12), manana_a_las(14)))
    assert not orden.citas.exists()


@pytest.mark.parametrize("rasgo", ["terminada", "entregada", "liquidada", "anulada"])
def test_an_order_that_is_over_gets_none(rasgo):
    orden = OrdenFactory(**{rasgo: True})
    with pytest.raises(ErrorDeNegocio, match="no puede pasar"):
        cita(orden)
    assert not orden.citas.exists()


def test_a_tecnico_that_left_gets_none():
    with pytest.raises(ErrorDeNegocio, match="ya no está en activo"):
        cita(tecnico=FichaTecnicoFactory(activo=False))


def test_an_order_given_to_an_external_sat_is_for_its_people():
    orden = OrdenFactory(sat_externo=SatExternoFactory())
    with pytest.raises(ErrorDeNegocio, match="encargada a"):
        cita(orden)
    cita(orden, FichaExternoFactory(sat_externo=orden.sat_externo))
    assert orden.citas.count() == 1


def test_moving_keeps_one_appointment_and_tells_where_it_was():
    original = cita(desde=manana_a_las(10))
    otro = FichaTecnicoFactory()
    mover_cita(
        original.pk,
        por=SISTEMA,
        tecnico=otro,
        desde=manana_a_las(16),
        hasta=manana_a_las(17),
    )
    original.refresh_from_db()
    original.orden.refresh_from_db()
    evento = original.orden.eventos.get(codigo=Codigo.CITA_MOVIDA)
    assert (original.tecnico, original.empieza_en) == (otro, manana_a_las(16))
    assert original.orden.proxima_cita_en == manana_a_las(16)
    assert datetime.fromisoformat(evento.datos["antes"]) == manana_a_las(10)
    assert Comunicacion.objects.filter(plantilla="sat/cita").count() == 2


def test_moving_onto_another_is_refused_and_leaves_it_where_it_was():
    tecnico = FichaTecnicoFactory()
    cita(tecnico=tecnico, desde=manana_a_las(10))
    segunda = cita(tecnico=tecnico, desde=manana_a_las(12))
    with pytest.raises(ErrorDeNegocio, match="ya tiene"):
        mover_cita(
            segunda.pk,
            por=SISTEMA,
            tecnico=tecnico,
            desde=manana_a_las(10, 15),
            hasta=manana_a_las(11, 15),
        )
    segunda.refresh_from_db()
    assert segunda.empieza_en == manana_a_las(12)


def test_moving_only_the_slot_inside_the_same_window_does_not_bother_the_customer():
    ventana = (manana_a_las(9), manana_a_las(14))
    original = cita(desde=manana_a_las(10), ventana=ventana)
    mover_cita(
        original.pk,
        por=SISTEMA,
        tecnico=original.tecnico,
        desde=manana_a_las(11),
        hasta=manana_a_las(12),
        ventana=ventana,
    )
    assert Comunicacion.objects.filter(plantilla="sat/cita").count() == 1


def test_without_its_last_appointment_the_order_is_to_be_planned_again():
    primera = cita()
    segunda = cita(primera.orden, desde=manana_a_las(16))
    anular_cita(primera.pk, por=SISTEMA, motivo="Se pone enferma")
    primera.orden.refresh_from_db()
    assert (primera.orden.estado, primera.orden.proxima_cita_en) == (
        Estado.PLANIFICADA,
        segunda.empieza_en,
    )
    anular_cita(segunda.pk, por=SISTEMA)
    primera.orden.refresh_from_db()
    assert (primera.orden.estado, primera.orden.proxima_cita_en) == (Estado.NUEVA, SIN_CITA)


def test_what_was_cancelled_cannot_be_moved():
    original = cita()
    anular_cita(original.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="está anulada"):
        mover_cita(
            original.pk,
            por=SISTEMA,
            tecnico=original.tecnico,
            desde=manana_a_las(16),
            hasta=manana_a_las(17),
        )


def test_cancelling_the_order_cancels_its_appointments_and_says_so():
    original = cita()
    anular_orden(original.orden_id, por=SISTEMA, motivo="El cliente compra otro")
    original.refresh_from_db()
    assert original.estado == EstadoCita.ANULADA
    assert original.orden.estado == Estado.ANULADA
    assert Comunicacion.objects.filter(plantilla="sat/cita_anulada").count() == 1


def test_a_second_visit_while_somebody_works_does_not_stop_the_order():
    sesion = IntervencionFactory()
    cita(sesion.orden)
    sesion.orden.refresh_from_db()
    assert sesion.orden.estado == Estado.EN_CURSO


def test_starting_keeps_the_appointment():
    original = cita()
    iniciar_intervencion(original.orden_id, por=original.tecnico.usuario)
    original.refresh_from_db()
    original.orden.refresh_from_db()
    assert (original.estado, original.orden.estado) == (EstadoCita.REALIZADA, Estado.EN_CURSO)
    assert original.orden.proxima_cita_en == SIN_CITA


def test_the_case_of_an_order_without_case_gets_nothing():
    orden = OrdenFactory(suelta=True)
    otra = IncidenciaFactory()
    cita(orden)
    assert not otra.eventos.exists()


@pytest.mark.parametrize(("trato", "asunto"), [("tu", "Tu cita: "), ("usted", "Su cita: ")])
def test_the_subject_addresses_the_customer_as_they_want(trato, asunto):
    cliente = ClienteFactory(trato=trato)
    orden = OrdenFactory(suelta=True, cliente=cliente)
    dar_cita(
        orden.pk,
        por=SISTEMA,
        tecnico=FichaTecnicoFactory(),
        desde=manana_a_las(10),
        hasta=manana_a_las(11),
    )
    correo = Comunicacion.objects.get(referencia=orden.codigo)
    assert (correo.asunto, correo.para) == (asunto + orden.codigo, cliente.correo)


@pytest.mark.parametrize(
    ("idioma", "asunto", "frase"),
    [
        ("ca", "La seva cita: ", "Té cita per a la seva ordre"),
        ("eu", "Zure hitzordua: ", "Hitzordua duzu zure"),
        ("en", "Your appointment: ", "You have an appointment"),
    ],
)
def test_who_reads_another_language_is_told_in_it(idioma, asunto, frase):
    cliente = ClienteFactory(correo="marta@cliente.example", idioma=idioma, trato="usted")
    orden = OrdenFactory(incidencia__cliente=cliente)
    cita = CitaFactory(orden=orden)
    avisar_cita(orden, cita)
    fila = Comunicacion.objects.get(plantilla="sat/cita")
    assert fila.asunto == f"{asunto}{orden.codigo}"
    cuerpo = componer_correo(fila).body
    assert frase in cuerpo
    assert f"{cita.ventana.lower.astimezone(ZoneInfo('Europe/Madrid')):%H:%M}" in cuerpo
    assert "el lunes" not in cuerpo
