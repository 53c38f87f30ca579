"""The life of a case: what may follow what, and what each step leaves behind."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.estados import TRANSICIONES, exigir_transicion
from incidencias.eventos import Codigo
from incidencias.models import Borrador, Estado, Incidencia, MotivoEspera, TipoObjetivo
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    asignar_incidencia,
    cerrar_incidencia,
    deshacer_fusion,
    fusionar_incidencia,
    poner_en_espera,
    prometer,
    reabrir_incidencia,
    reanudar,
    recibir_mensaje,
    reclasificar,
    registrar_llamada,
    resolver_incidencia,
    responder,
    tomar_incidencia,
)
from incidencias.tasks import avisar_y_cerrar_resueltas, vigilar_plazos
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 9:00 in Madrid, the office opens
HORA = timedelta(hours=1)
# 40 working hours end on Friday at 19:00; two hours of pause lead to Monday at 11:00.
LUNES_SIGUIENTE = datetime(2026, 11, 30, 10, tzinfo=UTC)


@pytest.fixture
def incidencia() -> Incidencia:
    contacto = ContactoFactory()
    with time_machine.travel(LUNES, tick=False):
        return abrir_incidencia(
            NuevaIncidencia(
                cliente=contacto.cliente,
                contacto=contacto,
                asunto="No enfría",
                tipo="averia",
                canal="portal",
            ),
            por=contacto,
        )


@pytest.fixture
def agente():
    return AgenteFactory()


def _resuelta(incidencia, agente, en=LUNES + 2 * HORA):
    with time_machine.travel(en, tick=False):
        return resolver_incidencia(
            incidencia.pk, por=agente, solucion="Se limpió el filtro", causa="suciedad"
        )


@pytest.mark.parametrize(("origen", "destino"), list(product(Estado, Estado)))
def test_only_the_steps_of_the_table_are_allowed(origen, destino):
    incidencia = Incidencia(codigo="INC-26-000001", estado=origen)
    if destino in TRANSICIONES[origen]:
        assert exigir_transicion(incidencia, destino) == origen
    else:
        with pytest.raises(ErrorDeNegocio, match="no puede pasar"):
            exigir_transicion(incidencia, destino)


def test_taking_a_new_case_makes_one_responsible_and_begins(incidencia, agente):
    tomada = tomar_incidencia(incidencia.pk, por=agente)
    assert (tomada.estado, tomada.responsable) == (Estado.EN_CURSO, agente)
    assert tomada.primera_respuesta_en is None  # a state change answers nobody


def test_answering_meets_the_first_response_clock_and_sends_one_mail(incidencia, agente):
    with time_machine.travel(LUNES + HORA, tick=False):
        mensaje = responder(incidencia.pk, por=agente, texto="¿Qué código muestra?")
    incidencia.refresh_from_db()
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.cumplido_en <= objetivo.limite_en
    assert (incidencia.segundos_respuesta, incidencia.estado) == (3600, Estado.EN_CURSO)
    assert mensaje.comunicacion == Comunicacion.objects.get(plantilla="respuesta")


def test_an_empty_answer_sends_nothing(incidencia, agente):
    with pytest.raises(ErrorDeNegocio, match="Escribe la respuesta"):
        responder(incidencia.pk, por=agente, texto=" \n")
    assert not Comunicacion.objects.filter(plantilla="respuesta").exists()
    assert incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA).cumplido_en is None


def test_waiting_for_a_part_stops_the_resolution_clock_and_going_on_moves_its_limit(
    incidencia, agente
):
    with time_machine.travel(LUNES + HORA, tick=False):
        poner_en_espera(incidencia.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="pieza"))
    assert incidencia.objetivos.get(tipo=TipoObjetivo.RESOLUCION).pausado_en is not None
    with time_machine.travel(LUNES + 3 * HORA, tick=False):
        reanudar(incidencia.pk, por=agente)
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.RESOLUCION)
    assert (objetivo.pausado_en, objetivo.limite_en) == (None, LUNES_SIGUIENTE)


def test_waiting_for_our_own_technician_does_not_stop_the_clock(incidencia, agente):
    poner_en_espera(incidencia.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="visita"))
    assert incidencia.objetivos.get(tipo=TipoObjetivo.RESOLUCION).pausado_en is None


def test_what_the_customer_says_ends_the_wait_for_the_customer(incidencia, agente):
    poner_en_espera(incidencia.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="cliente"))
    recibir_mensaje(incidencia.pk, por=incidencia.contacto, texto="Sale E02", canal="portal")
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.EN_CURSO
    assert (incidencia.contactos_cliente, incidencia.responde_el_cliente) == (2, True)


def test_a_status_call_is_logged_but_is_not_one_more_contact(incidencia, agente):
    for motivo in ("estado", "aporta"):
        registrar_llamada(incidencia.pk, por=agente, sentido="entrante", motivo=motivo)
    incidencia.refresh_from_db()
    assert incidencia.llamadas.count() == 2
    assert incidencia.contactos_cliente == 2


def test_a_call_that_nobody_answers_is_no_response(incidencia, agente):
    registrar_llamada(
        incidencia.pk, por=agente, sentido="saliente", motivo="otro", contestada=False
    )
    incidencia.refresh_from_db()
    assert incidencia.primera_respuesta_en is None


def test_resolving_leaves_one_event_with_author_cause_and_business_seconds(incidencia, agente):
    resuelta = _resuelta(incidencia, agente)
    evento = resuelta.eventos.get(codigo=Codigo.RESUELTA)
    assert (resuelta.estado, resuelta.resuelta_en) == (Estado.RESUELTA, evento.ocurrido_en)
    assert (evento.usuario, evento.datos["causa"]) == (agente, "suciedad")
    assert evento.datos["segundos"] == resuelta.segundos_resolucion == 7200
    assert Comunicacion.objects.filter(plantilla="resuelta").count() == 1


def test_the_pause_does_not_count_in_the_resolution_time(incidencia, agente):
    pieza = MotivoEspera.objects.get(codigo="pieza")
    with time_machine.travel(LUNES + HORA, tick=False):
        poner_en_espera(incidencia.pk, por=agente, motivo=pieza)
    assert _resuelta(incidencia, agente, LUNES + 4 * HORA).segundos_resolucion == 3600


@pytest.mark.parametrize(
    ("solucion", "causa", "frase"),
    [(" ", "suciedad", "indicar la solución"), ("Limpieza", "", "indicar la causa")],
)
def test_resolving_without_solution_or_cause_changes_nothing(
    incidencia, agente, solucion, causa, frase
):
    with pytest.raises(ErrorDeNegocio, match=frase):
        resolver_incidencia(incidencia.pk, por=agente, solucion=solucion, causa=causa)
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.NUEVA
    assert not incidencia.eventos.filter(codigo=Codigo.RESUELTA).exists()


def test_reopening_returns_to_the_same_person_and_is_counted(incidencia, agente):
    tomar_incidencia(incidencia.pk, por=agente)
    _resuelta(incidencia, agente)
    with time_machine.travel(LUNES + 5 * HORA, tick=False):
        reabierta = reabrir_incidencia(
            incidencia.pk, por=incidencia.contacto, motivo="Sigue sin enfriar"
        )
    evento = reabierta.eventos.get(codigo=Codigo.REABIERTA)
    assert (reabierta.estado, reabierta.responsable) == (Estado.EN_CURSO, agente)
    assert (reabierta.reaperturas, evento.datos["dia_resolucion"]) == (1, "2026-11-23")
    assert reabierta.dia_resolucion is None
    assert reabierta.objetivos.filter(tipo=TipoObjetivo.RESOLUCION, cumplido_en=None).count() == 1


def test_a_case_closed_long_ago_is_not_reopened(incidencia, agente):
    _resuelta(incidencia, agente)
    with time_machine.travel(LUNES + 3 * HORA, tick=False):
        cerrar_incidencia(incidencia.pk, por=incidencia.contacto)
    with (
        time_machine.travel(LUNES + timedelta(days=40), tick=False),
        pytest.raises(ErrorDeNegocio, match="abre una incidencia nueva"),
    ):
        reabrir_incidencia(incidencia.pk, por=incidencia.contacto)
    incidencia.refresh_from_db()
    assert (incidencia.estado, incidencia.reaperturas) == (Estado.CERRADA, 0)


def test_silence_is_warned_first_and_closes_days_after(incidencia, agente):
    _resuelta(incidencia, agente)
    estados = []
    for dias in (1, 6, 7, 9):
        with time_machine.travel(LUNES + timedelta(days=dias), tick=False):
            avisar_y_cerrar_resueltas()
            avisar_y_cerrar_resueltas()
        incidencia.refresh_from_db()
        estados.append((incidencia.estado, incidencia.aviso_cierre_en is not None))
    assert estados == [
        (Estado.RESUELTA, False),
        (Estado.RESUELTA, True),
        (Estado.RESUELTA, True),
        (Estado.CERRADA, True),
    ]
    assert Comunicacion.objects.filter(plantilla="aviso_cierre").count() == 1


def test_an_answer_to_the_warning_stops_the_closing(incidencia, agente):
    _resuelta(incidencia, agente)
    with time_machine.travel(LUNES + timedelta(days=6), tick=False):
        avisar_y_cerrar_resueltas()
        recibir_mensaje(incidencia.pk, por=incidencia.contacto, texto="Mañana miro", canal="portal")
    with time_machine.travel(LUNES + timedelta(days=20), tick=False):
        avisar_y_cerrar_resueltas()
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.RESUELTA


def test_a_missed_limit_is_marked_once(incidencia):
    with time_machine.travel(LUNES + timedelta(days=2), tick=False):
        assert vigilar_plazos() == 1
        assert vigilar_plazos() == 0
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.incumplido_en == objetivo.limite_en


def test_handing_over_to_somebody_else_is_counted(incidencia, agente):
    tomar_incidencia(incidencia.pk, por=agente)
    asignada = asignar_incidencia(
        incidencia.pk, por=agente, responsable=AgenteFactory(), motivo="Es su zona"
    )
    assert asignada.traspasos == 1


def test_giving_it_to_whom_has_it_is_refused(incidencia, agente):
    tomar_incidencia(incidencia.pk, por=agente)
    with pytest.raises(ErrorDeNegocio, match="Ya estaba asignada"):
        asignar_incidencia(incidencia.pk, por=agente, responsable=agente)


def test_changing_the_team_moves_the_open_clocks_to_its_calendar(incidencia, agente):
    grupo = GrupoFactory()
    from nucleo.models import IntervaloSemanal, VersionCalendario

    version = VersionCalendario.objects.create(
        calendario=grupo.calendario, vigente_desde="2020-01-01"
    )
    for dia in range(5):
        IntervaloSemanal.objects.create(
            version=version, dia_semana=dia, desde_min=0, hasta_min=1440
        )
    asignar_incidencia(incidencia.pk, por=agente, grupo=grupo)
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.limite_en == LUNES + 4 * HORA
    assert objetivo.version_calendario == version


def test_raising_the_urgency_shortens_the_open_clocks(incidencia, agente):
    antes = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA).limite_en
    reclasificar(incidencia.pk, por=agente, urgencia="alta")
    assert incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA).limite_en < antes


def test_another_legal_class_needs_its_reason(incidencia, agente):
    with pytest.raises(ErrorDeNegocio, match="di por qué"):
        reclasificar(incidencia.pk, por=agente, clase_legal="queja_reclamacion")
    incidencia.refresh_from_db()
    assert incidencia.clase_legal == "incidencia"


def test_merging_points_to_the_other_case_and_can_be_undone(incidencia, agente):
    otra = abrir_incidencia(
        NuevaIncidencia(
            cliente=incidencia.cliente, asunto="No enfría nada", tipo="averia", canal="correo"
        ),
        por=agente,
    )
    fusionada = fusionar_incidencia(otra.pk, por=agente, en_incidencia=incidencia)
    assert (fusionada.estado, fusionada.fusionada_en) == (Estado.FUSIONADA, incidencia)
    vuelta = deshacer_fusion(otra.pk, por=agente)
    assert (vuelta.estado, vuelta.fusionada_en) == (Estado.NUEVA, None)
    assert vuelta.objetivos.filter(anulado_en=None).count() == 2


def test_cancelling_says_why_and_stops_the_clocks(incidencia, agente):
    with pytest.raises(ErrorDeNegocio, match="por qué"):
        anular_incidencia(incidencia.pk, por=agente, motivo="")
    anular_incidencia(incidencia.pk, por=agente, motivo="Era publicidad")
    assert not incidencia.objetivos.filter(anulado_en=None).exists()
    assert incidencia.mensajes.get().texto == "Era publicidad"


def test_a_promise_for_yesterday_is_refused(incidencia, agente):
    with pytest.raises(ErrorDeNegocio, match="promesa vence"):
        prometer(incidencia.pk, por=agente, texto="Ir", vence_en=timezone.now() - timedelta(days=1))
    assert not incidencia.promesas.exists()


def test_a_merged_case_does_not_wait_for_anybody(incidencia):
    otra = abrir_incidencia(
        NuevaIncidencia(cliente=incidencia.cliente, asunto="Otra", tipo="averia", canal="portal"),
        por=incidencia.contacto,
    )
    fusionar_incidencia(otra.pk, por=AgenteFactory(), en_incidencia=incidencia)
    with pytest.raises(ErrorDeNegocio, match="fusionada"):
        poner_en_espera(
            otra.pk, por=AgenteFactory(), motivo=MotivoEspera.objects.get(codigo="cliente")
        )
    otra.refresh_from_db()
    assert otra.estado == Estado.FUSIONADA


def test_a_fault_that_turns_out_to_be_a_complaint_gets_its_legal_limit(incidencia, agente):
    reclasificar(incidencia.pk, por=agente, tipo="reclamacion", clase_legal="queja_reclamacion")
    assert str(incidencia.plazos_legales.get(clase="respuesta").fecha_limite) == "2026-12-08"


def test_a_complaint_that_was_none_loses_it(incidencia, agente):
    reclasificar(incidencia.pk, por=agente, tipo="reclamacion", clase_legal="queja_reclamacion")
    reclasificar(incidencia.pk, por=agente, tipo="averia", clase_legal="incidencia")
    assert not incidencia.plazos_legales.exists()


def test_a_closed_case_is_not_reclassified(incidencia, agente):
    _resuelta(incidencia, agente)
    cerrar_incidencia(incidencia.pk, por=incidencia.contacto)
    with pytest.raises(ErrorDeNegocio, match="ya no se reclasifica"):
        reclasificar(incidencia.pk, por=agente, urgencia="alta")
    incidencia.refresh_from_db()
    assert incidencia.urgencia == "media"


def test_assigning_with_a_reason_keeps_the_note_that_somebody_is_writing(incidencia, agente):
    Borrador.objects.create(incidencia=incidencia, usuario=agente, es_nota=True, texto="A medias")
    asignar_incidencia(incidencia.pk, por=agente, responsable=AgenteFactory(), motivo="Vacaciones")
    assert Borrador.objects.get().texto == "A medias"
    assert incidencia.mensajes.get().texto == "Vacaciones"


def test_a_late_answer_is_a_breach_even_if_no_sweep_saw_it(incidencia, agente):
    with time_machine.travel(LUNES + timedelta(days=1), tick=False):
        responder(incidencia.pk, por=agente, texto="Perdone el retraso")
    objetivo = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.incumplido_en == objetivo.limite_en


def test_undoing_a_merge_does_not_wake_a_clock_that_was_dead_before(incidencia, agente):
    muerto = incidencia.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    muerto.anulado_en = LUNES
    muerto.save()
    otra = abrir_incidencia(
        NuevaIncidencia(cliente=incidencia.cliente, asunto="Otra", tipo="averia", canal="correo"),
        por=agente,
    )
    fusionar_incidencia(incidencia.pk, por=agente, en_incidencia=otra)
    deshacer_fusion(incidencia.pk, por=agente)
    muerto.refresh_from_db()
    assert muerto.anulado_en == LUNES
