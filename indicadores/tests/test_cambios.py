"""Only the days that changed are measured again, and none is lost."""

from datetime import date

import pytest

from clientes.tests.fabricas import EquipoFactory
from encuestas.models import EventoInvitacion
from encuestas.tests.fabricas import InvitacionFactory, RespuestaFactory
from incidencias.models import Estado, Incidencia
from incidencias.tests.fabricas import (
    CategoriaFactory,
    EventoIncidenciaFactory,
    PromesaFactory,
)
from indicadores.cambios import apuntar_cambios, apuntar_descuadres, apuntar_dias
from indicadores.models import DiaPendiente, Hechos, Medicion
from indicadores.recalculo import recalcular_pendientes
from indicadores.tasks import recalcular_cambiados, recuperar_perdidos
from indicadores.tests.fabricas import (
    LlegadaFactory,
    ResueltaFactory,
    cifra,
    el,
    medir,
)

pytestmark = pytest.mark.django_db
LUNES = date(2026, 3, 2)


def pendientes() -> set[tuple[str, str]]:
    return {
        (hechos, dia.isoformat())
        for hechos, dia in DiaPendiente.objects.values_list("hechos", "dia")
    }


def test_an_event_marks_the_days_on_which_its_case_counts_and_no_other():
    caso = ResueltaFactory(ocurrida_en=el("2026-02-20"))
    ResueltaFactory(dia="2026-01-15", suceso=False)
    PromesaFactory(incidencia=caso, vence_en=el("2026-02-25"))
    apuntar_cambios()
    assert pendientes() == {
        ("llegadas", "2026-02-20"),
        ("resueltas", "2026-03-02"),
        ("resoluciones", "2026-03-02"),
        ("promesas", "2026-02-25"),
    }


def test_a_note_changes_no_figure():
    EventoIncidenciaFactory(incidencia=LlegadaFactory(), codigo="nota")
    apuntar_cambios()
    assert pendientes() == set()


def test_a_new_case_about_the_same_marks_the_day_the_other_was_resolved():
    equipo, categoria = EquipoFactory(), CategoriaFactory()
    suyo = {"equipo": equipo, "cliente": equipo.cliente, "categoria": categoria}
    ResueltaFactory(dia="2026-03-02", suceso=False, **suyo)
    ResueltaFactory(dia="2026-02-20", suceso=False, **suyo)
    recalcular_cambiados()
    otra = LlegadaFactory(dia="2026-03-06", **suyo)
    Medicion.objects.filter(indicador="fcr").delete()
    EventoIncidenciaFactory(incidencia=otra, codigo="abierta", ocurrido_en=otra.ocurrida_en)
    recalcular_cambiados()
    assert cifra("fcr") == (1, 0, 1, 0)
    # The one of 20 February is too far away: nobody measured its day again.
    assert cifra("fcr", dia="2026-02-20") == (0, 0, 0, 0)


def test_a_unit_that_changes_marks_the_week_before_the_arrival():
    caso = LlegadaFactory(dia="2026-03-10")
    EventoIncidenciaFactory(incidencia=caso, codigo="abierta", ocurrido_en=caso.ocurrida_en)
    apuntar_cambios()
    antes = pendientes()
    EventoIncidenciaFactory(incidencia=caso, codigo="reclasificada", datos={"equipo": [1, None]})
    apuntar_cambios()
    assert {dia for hechos, dia in pendientes() - antes if hechos == "resueltas"} == {
        f"2026-03-{dia:02}" for dia in range(3, 11)
    }


def test_measuring_what_is_pending_leaves_the_other_days_alone():
    ResueltaFactory(dia="2026-03-02")
    ResueltaFactory(dia="2026-03-03")
    apuntar_dias(Hechos.RESUELTAS, [LUNES])
    assert recalcular_pendientes() == 1
    dias = Medicion.objects.filter(lapso="dia").values_list("dia", flat=True)
    assert set(dias) == {LUNES}
    assert not DiaPendiente.objects.exists()


def test_a_second_night_without_events_measures_nothing_new():
    ResueltaFactory()
    recalcular_cambiados()
    antes = list(Medicion.objects.order_by("pk").values_list())
    recalcular_cambiados()
    assert list(Medicion.objects.order_by("pk").values_list()) == antes


def test_the_anti_join_finds_what_no_event_told():
    medir()
    LlegadaFactory(segundos_respuesta=60)  # a row without any event
    recalcular_cambiados()
    assert cifra("t_respuesta") == (0, 0, 0, 0)
    assert recuperar_perdidos() == 1
    assert cifra("t_respuesta") == (1, 0, 0, 0)
    assert recuperar_perdidos() == 0


def test_the_anti_join_clears_a_day_that_lost_its_only_case():
    caso = LlegadaFactory(segundos_respuesta=60)
    medir()
    Incidencia.objects.filter(pk=caso.pk).update(
        dia_llegada=date(2026, 3, 5), ocurrida_en=el("2026-03-05")
    )
    apuntar_descuadres()
    assert pendientes() == {("llegadas", "2026-03-02"), ("llegadas", "2026-03-05")}


def test_the_cost_of_a_night_does_not_grow_with_the_cases_of_a_day(consultas):
    def de_golpe(cuantos):
        for _ in range(cuantos):
            ResueltaFactory()
        return consultas(recalcular_cambiados)

    de_golpe(1)
    assert de_golpe(1) == de_golpe(15)


def test_a_cancelled_case_leaves_the_arrivals_of_its_day():
    caso = LlegadaFactory()
    EventoIncidenciaFactory(incidencia=caso, codigo="abierta")
    recalcular_cambiados()
    assert cifra("llegadas") == (1, 0, 0, 0)
    Incidencia.objects.filter(pk=caso.pk).update(estado=Estado.ANULADA)
    EventoIncidenciaFactory(incidencia=caso, codigo="anulada")
    recalcular_cambiados()
    assert cifra("llegadas") == (0, 0, 0, 0)


def test_an_answer_and_its_edit_mark_the_days_of_its_survey():
    respuesta = RespuestaFactory(
        respondida_en=el("2026-03-04"), invitacion__enviada_en=el("2026-03-02")
    )
    EventoInvitacion.objects.create(
        invitacion=respuesta.invitacion,
        codigo="editada",
        ocurrido_en=el("2026-03-04", "10:30"),
        autor="sistema",
    )
    apuntar_cambios()
    assert pendientes() == {("envios", "2026-03-02"), ("respuestas", "2026-03-04")}


def test_opening_a_survey_changes_no_figure():
    invitacion = InvitacionFactory(enviada_en=el("2026-03-02"))
    EventoInvitacion.objects.create(
        invitacion=invitacion, codigo="abierta", ocurrido_en=el("2026-03-03"), autor="sistema"
    )
    apuntar_cambios()
    assert pendientes() == set()
