"""Complaints answered by the day that the law sets, on the day they were due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.models import Estado, PlazoLegal
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    reclasificar,
)
from incidencias.servicios.papeles import registrar_hoja
from incidencias.servicios.reclamaciones import (
    completar_reclamacion,
    pedir_que_se_complete,
    responder_reclamacion,
)
from indicadores.calculo import Recuento
from indicadores.cambios import apuntar_descuadres
from indicadores.catalogo import CATALOGO
from indicadores.models import DiaPendiente, Hechos, Medicion
from indicadores.tasks import recalcular_cambiados
from indicadores.tests.fabricas import cifra, medir
from indicadores.verificacion import verificar
from nucleo.tests.fabricas import ArchivoFactory

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 9, tzinfo=UTC)
VENCE = "2026-03-17"  # fifteen natural days (TRLGDCU 21.3)
LARGA = "Le devolvemos el importe de la visita y lo que pagó por la pieza."


@pytest.fixture
def ahora(time_machine):
    time_machine.move_to(LUNES, tick=False)
    return time_machine


def reclamar(tipo="reclamacion"):
    cliente = ClienteFactory()
    return abrir_incidencia(
        NuevaIncidencia(cliente, "Sigue roto", tipo, "correo"), por=AgenteFactory()
    )


def responder(caso):
    responder_reclamacion(caso.pk, por=AgenteFactory(), texto=LARGA, sentido="estimada")


def concuerdan():
    recalcular_cambiados()
    por_cambios = list(Medicion.objects.order_by("pk").values_list())
    Medicion.objects.all().delete()
    medir()
    assert list(Medicion.objects.order_by("pk").values_list()) == por_cambios
    assert [str(una) for una in verificar()] == []


@pytest.mark.parametrize(
    ("horas", "esperada"), [(1, (1, 1, 0, 0)), (15 * 24, (1, 1, 0, 0)), (16 * 24, (1, 0, 1, 0))]
)
def test_answered_by_the_last_day_or_after_it(ahora, horas, esperada):
    caso = reclamar()
    ahora.shift(timedelta(hours=horas))
    responder(caso)
    concuerdan()
    assert cifra("plazo_legal", dia=VENCE) == esperada


def test_what_nobody_has_answered_counts_against_us_and_is_told_apart(ahora):
    reclamar()
    responder(reclamar())
    concuerdan()
    assert cifra("plazo_legal", dia=VENCE) == (1, 1, 0, 1)
    resultado = CATALOGO["plazo_legal"].resultado(Recuento(n=1, aciertos=1, pendientes=1))
    assert (resultado.n, resultado.valor, resultado.pendientes) == (2, 50, 1)


def test_what_is_no_complaint_has_no_date_to_be_answered_by(ahora):
    reclamar("averia")
    concuerdan()
    assert not Medicion.objects.filter(indicador="plazo_legal").exists()


def test_a_complaint_cancelled_by_who_supervises_owes_nothing(ahora):
    caso = reclamar()
    recalcular_cambiados()
    anular_incidencia(caso.pk, por=CoordinadorFactory(), motivo="Es un duplicado")
    concuerdan()
    assert cifra("plazo_legal", dia=VENCE) == (0, 0, 0, 0)


def test_what_is_no_longer_a_complaint_leaves_the_day_it_had(ahora):
    caso = reclamar()
    recalcular_cambiados()
    assert cifra("plazo_legal", dia=VENCE) == (0, 0, 0, 1)
    reclasificar(
        caso.pk,
        por=CoordinadorFactory(),
        clase_legal="consulta",
        clase_legal_motivo="Solo preguntaba",
    )
    concuerdan()
    assert cifra("plazo_legal", dia=VENCE) == (0, 0, 0, 0)


def test_completing_it_moves_its_day_and_the_old_one_is_measured_again(ahora, settings):
    caso = reclamar()
    recalcular_cambiados()
    ahora.shift(timedelta(days=1))
    pedir_que_se_complete(caso.pk, por=AgenteFactory(), que_falta="La factura.")
    concuerdan()
    ahora.shift(timedelta(days=3))
    completar_reclamacion(caso.pk, por=AgenteFactory())
    concuerdan()
    dias = Medicion.objects.filter(indicador="plazo_legal", lapso="dia", dimension="total")
    efectiva = min(PlazoLegal.objects.filter(clase="respuesta").values_list("fecha_limite"))
    assert [fila.dia for fila in dias] == [efectiva[0]]


def test_the_community_of_a_complaint_sheet_may_move_its_day(ahora):
    caso = reclamar()
    recalcular_cambiados()
    registrar_hoja(
        caso.pk,
        por=AgenteFactory(),
        numero="A-1",
        comunidad="AN",  # ten working days: the 16th
        fecha=date(2026, 3, 2),
        escaneado=[(ArchivoFactory(), "hoja.pdf")],
    )
    concuerdan()
    assert cifra("plazo_legal", dia="2026-03-16") == (0, 0, 0, 1)
    assert cifra("plazo_legal", dia=VENCE) == (0, 0, 0, 0)


def test_what_an_import_closed_without_saying_how_is_not_counted(ahora):
    caso = reclamar()
    type(caso).objects.filter(pk=caso.pk).update(
        estado=Estado.RESUELTA, resuelta_en=LUNES, dia_resolucion=date(2026, 3, 2)
    )
    medir()
    assert cifra("plazo_legal", dia=VENCE) == (0, 0, 0, 0)


def test_the_night_finds_the_days_that_were_missed(ahora):
    responder(reclamar())
    recalcular_cambiados()
    apuntar_descuadres()
    assert not DiaPendiente.objects.exists()
    Medicion.objects.filter(indicador="plazo_legal").delete()
    apuntar_descuadres()
    assert DiaPendiente.objects.filter(hechos=Hechos.PLAZOS, dia=VENCE).exists()
