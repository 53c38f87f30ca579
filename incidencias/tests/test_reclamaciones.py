"""Complaints: their legal dates, the answer that meets them, and what cannot be closed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import (
    ClasePlazoLegal,
    Estado,
    MateriaLegal,
    MotivoEspera,
    PlazoLegal,
    RespuestaReclamacion,
)
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    cerrar_incidencia,
    fusionar_incidencia,
    poner_en_espera,
    reclasificar,
    resolver_incidencia,
    responder,
)
from incidencias.servicios.reclamaciones import (
    anotar_tramite_adr,
    completar_reclamacion,
    dar_por_no_completada,
    informar_adr,
    informar_corte,
    pedir_que_se_complete,
    responder_reclamacion,
)
from incidencias.tests.fabricas import CategoriaFactory
from nucleo.empresa import olvidar_empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.models.comunicaciones import Destino
from nucleo.tests.fabricas import EmpresaFactory
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 11, 23, 10, tzinfo=UTC)
TEXTO = "Hemos revisado su caldera y cambiaremos la placa sin cargo el jueves por la mañana."
ADR = "Puede acudir a la Junta Arbitral de Consumo de Madrid, junta@arbitral.example."


@pytest.fixture(autouse=True)
def _empresa():
    olvidar_empresa()
    yield
    olvidar_empresa()


def abrir(tipo="reclamacion", **datos):
    cliente = datos.pop("cliente", None) or ClienteFactory()
    nueva = NuevaIncidencia(cliente, "Tres averías", tipo, "correo", **datos)
    return abrir_incidencia(nueva, por=AgenteFactory())


def fechas(incidencia):
    plazos = PlazoLegal.objects.filter(incidencia=incidencia)
    return {plazo.regla: plazo.fecha_limite for plazo in plazos}


def resolver(incidencia):
    return resolver_incidencia(
        incidencia.pk, por=AgenteFactory(), solucion="Placa nueva", causa="placa"
    )


# --- The dates


def test_a_small_firm_has_fifteen_days_and_a_month_to_tell_of_the_other_way(time_machine):
    time_machine.move_to(LUNES, tick=False)
    incidencia = abrir()
    assert fechas(incidencia) == {
        "respuesta_reclamacion": date(2026, 12, 8),
        "adr_informar": date(2026, 12, 23),
    }
    plazo = incidencia.plazos_legales.get(regla="respuesta_reclamacion")
    assert plazo.fecha_objetivo == date(2026, 12, 4)  # the 7th is a holiday in Madrid
    assert plazo.vence_en == datetime(2026, 12, 8, 22, 59, 59, tzinfo=UTC)
    assert "15 días naturales" in plazo.por_que
    assert incidencia.limite_legal_en == plazo.vence_en


def test_a_large_firm_has_its_own_too_and_answers_about_bills_in_five_days(time_machine):
    time_machine.move_to(LUNES, tick=False)
    EmpresaFactory(es_gran_empresa=True)
    factura = CategoriaFactory(materia_legal=MateriaLegal.FACTURACION)
    assert fechas(abrir())["respuesta_ley_atencion"] == date(2026, 12, 16)
    incidencia = abrir(categoria=factura)
    assert fechas(incidencia)["respuesta_facturacion"] == date(2026, 11, 28)
    assert incidencia.plazos_legales.get(regla="respuesta_facturacion").fecha_objetivo == date(
        2026, 11, 27
    )


def test_a_company_has_what_its_contract_says_and_nothing_by_law():
    assert fechas(abrir(cliente=ClienteFactory(es_consumidor=False))) == {}


def test_waiting_never_stops_a_legal_date(time_machine):
    time_machine.move_to(LUNES, tick=False)
    incidencia = abrir()
    poner_en_espera(
        incidencia.pk, por=AgenteFactory(), motivo=MotivoEspera.objects.get(codigo="cliente")
    )
    incidencia.refresh_from_db()
    assert fechas(incidencia)["respuesta_reclamacion"] == date(2026, 12, 8)
    assert incidencia.proximo_limite_en <= datetime(2026, 12, 4, 23, tzinfo=UTC)


# --- The answer


def test_a_receipt_answers_nothing_and_a_message_does_not_either():
    incidencia, agente = abrir(), AgenteFactory()
    responder(incidencia.pk, por=agente, texto="Recibido, lo miramos.")
    with pytest.raises(ErrorDeNegocio, match="acuse"):
        responder_reclamacion(
            incidencia.pk, por=agente, texto="Recibido, gracias.", sentido="estimada"
        )
    assert not incidencia.plazos_legales.exclude(cumplido_en=None).exists()
    with pytest.raises(ErrorDeNegocio, match=r"13\.1"):
        resolver(incidencia)


def test_answered_on_its_substance_it_can_be_resolved_and_closed():
    incidencia, agente = abrir(), AgenteFactory()
    respuesta = responder_reclamacion(incidencia.pk, por=agente, texto=TEXTO, sentido="estimada")
    assert respuesta.mensaje.texto == TEXTO
    assert not incidencia.plazos_legales.filter(cumplido_en=None).exists()
    assert resolver(incidencia).estado == Estado.RESUELTA
    assert cerrar_incidencia(incidencia.pk, por=agente).estado == Estado.CERRADA


@pytest.mark.parametrize(
    ("falta", "campo"), [({"motivos": ""}, "motivos"), ({"texto_adr": " "}, "texto_adr")]
)
def test_a_refusal_gives_its_reasons_and_the_body_to_turn_to(falta, campo):
    incidencia, agente = abrir(), AgenteFactory()
    completa = {"motivos": "Está fuera de garantía.", "texto_adr": ADR}
    with pytest.raises(ErrorDeNegocio) as error:
        responder_reclamacion(
            incidencia.pk, por=agente, texto=TEXTO, sentido="desestimada", **completa | falta
        )
    assert error.value.campo == campo
    assert not RespuestaReclamacion.objects.exists()
    assert not incidencia.mensajes.exists()
    respuesta = responder_reclamacion(
        incidencia.pk, por=agente, texto=TEXTO, sentido="desestimada", **completa
    )
    assert ADR in respuesta.mensaje.texto
    assert not incidencia.plazos_legales.filter(cumplido_en=None).exists()


def test_the_date_passing_does_not_let_it_be_closed(time_machine):
    time_machine.move_to(LUNES, tick=False)
    incidencia = abrir()
    time_machine.shift(timedelta(days=40))
    with pytest.raises(ErrorDeNegocio, match="no permite cerrarla"):
        resolver(incidencia)
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.NUEVA


def test_what_is_no_complaint_is_resolved_as_ever():
    averia = abrir(tipo="averia")
    assert resolver(averia).estado == Estado.RESUELTA
    with pytest.raises(ErrorDeNegocio, match="No es una queja"):
        responder_reclamacion(averia.pk, por=AgenteFactory(), texto=TEXTO, sentido="estimada")


def test_of_an_incident_in_a_large_firm_resolving_is_what_is_owed(time_machine):
    time_machine.move_to(LUNES, tick=False)
    EmpresaFactory(es_gran_empresa=True)
    averia = abrir(tipo="averia")
    (plazo,) = averia.plazos_legales.all()
    assert (plazo.clase, plazo.fecha_limite) == (ClasePlazoLegal.RESOLUCION, date(2026, 12, 16))
    resolver(averia)
    plazo.refresh_from_db()
    assert plazo.cumplido_en is not None


def test_reclassified_it_owes_what_its_new_class_owes():
    agente, averia = AgenteFactory(), abrir(tipo="averia")
    assert fechas(averia) == {}
    reclasificar(averia.pk, por=agente, tipo="reclamacion", clase_legal="queja_reclamacion")
    assert "respuesta_reclamacion" in fechas(averia)
    reclasificar(averia.pk, por=agente, tipo="averia", clase_legal="incidencia")
    assert fechas(averia) == {}


def test_it_is_not_lost_by_merging_it_into_one_that_owes_nothing_as_soon(time_machine):
    time_machine.move_to(LUNES, tick=False)
    agente, cliente = AgenteFactory(), ClienteFactory()
    queja, averia = abrir(cliente=cliente), abrir(tipo="averia", cliente=cliente)
    time_machine.shift(timedelta(days=3))
    otra_queja = abrir(cliente=cliente)
    for destino in (averia, otra_queja):
        with pytest.raises(ErrorDeNegocio, match="hay que responder antes del"):
            fusionar_incidencia(queja.pk, por=agente, en_incidencia=destino)
    for sobra in (averia, otra_queja):
        fusionar_incidencia(sobra.pk, por=agente, en_incidencia=queja)
    queja.refresh_from_db()
    assert queja.esta_abierta


# --- Completing it


def enviada(mensaje):
    comunicacion = mensaje.comunicacion
    comunicacion.destino, comunicacion.enviado_en = Destino.ENVIADA, mensaje.ocurrido_en
    comunicacion.save()


def test_asked_to_complete_it_the_customer_has_ten_days_and_the_clock_begins_then(time_machine):
    EmpresaFactory(es_gran_empresa=True)
    time_machine.move_to(datetime(2027, 1, 11, 10, tzinfo=UTC), tick=False)
    incidencia, agente = abrir(), AgenteFactory()
    time_machine.move_to(datetime(2027, 1, 13, 10, tzinfo=UTC), tick=False)
    peticion = pedir_que_se_complete(incidencia.pk, por=agente, que_falta="La factura")
    assert peticion.fecha_tope == date(2027, 1, 27)
    assert "27 de enero" in peticion.mensaje.texto
    assert "respuesta_ley_atencion" not in fechas(incidencia)
    assert fechas(incidencia)["respuesta_reclamacion"] == date(2027, 1, 26)
    with pytest.raises(ErrorDeNegocio, match="Ya se le ha pedido"):
        pedir_que_se_complete(incidencia.pk, por=agente, que_falta="Otra cosa")
    time_machine.move_to(datetime(2027, 1, 20, 10, tzinfo=UTC), tick=False)
    completar_reclamacion(incidencia.pk, por=agente)
    assert fechas(incidencia)["respuesta_ley_atencion"] == date(2027, 2, 10)


def test_not_completed_it_is_deemed_resolved_from_its_day_and_only_if_warned(time_machine):
    time_machine.move_to(datetime(2027, 1, 11, 10, tzinfo=UTC), tick=False)
    incidencia, agente = abrir(), AgenteFactory()
    time_machine.move_to(datetime(2027, 1, 13, 10, tzinfo=UTC), tick=False)
    peticion = pedir_que_se_complete(incidencia.pk, por=agente, que_falta="La factura")
    time_machine.move_to(datetime(2027, 1, 28, 10, tzinfo=UTC), tick=False)
    with pytest.raises(ErrorDeNegocio, match="No consta"):
        dar_por_no_completada(incidencia.pk, por=agente)
    enviada(peticion.mensaje)
    time_machine.move_to(datetime(2027, 1, 27, 10, tzinfo=UTC), tick=False)
    with pytest.raises(ErrorDeNegocio, match="aún puede"):
        dar_por_no_completada(incidencia.pk, por=agente)
    time_machine.move_to(datetime(2027, 1, 28, 10, tzinfo=UTC), tick=False)
    assert dar_por_no_completada(incidencia.pk, por=agente).estado == Estado.RESUELTA
    assert not incidencia.plazos_legales.filter(cumplido_en=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_asking_at_once_ask_once():
    incidencia, agente = abrir(), AgenteFactory()

    def pedir():
        pedir_que_se_complete(incidencia.pk, por=agente, que_falta="La factura")

    assert len(a_la_vez(pedir, pedir)) == 1
    assert incidencia.peticiones.count() == 1
    assert incidencia.mensajes.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answering_and_resolving_at_once_never_leave_it_resolved_without_answer():
    incidencia, agente = abrir(), AgenteFactory()

    def contestar():
        responder_reclamacion(incidencia.pk, por=agente, texto=TEXTO, sentido="estimada")

    a_la_vez(contestar, lambda: resolver(incidencia))
    incidencia.refresh_from_db()
    respondida = RespuestaReclamacion.objects.exists()
    assert respondida or incidencia.estado != Estado.RESUELTA


# --- The way out of court, and cuts


def test_the_other_way_is_told_though_there_is_no_answer_and_followed():
    incidencia, agente = abrir(), AgenteFactory()
    informar_adr(incidencia.pk, por=agente, texto_adr=ADR)
    assert incidencia.plazos_legales.get(clase=ClasePlazoLegal.ADR).cumplido_en is not None
    assert incidencia.plazos_legales.get(clase=ClasePlazoLegal.RESPUESTA).cumplido_en is None
    hoy = incidencia.dia_llegada
    tramite = anotar_tramite_adr(
        incidencia.pk, por=agente, entidad="Junta Arbitral", fecha_solicitud=hoy
    )
    anotar_tramite_adr(
        incidencia.pk,
        por=agente,
        entidad="Junta Arbitral",
        fecha_solicitud=hoy,
        fecha_expediente=hoy,
    )
    tramite.refresh_from_db()
    assert tramite.fecha_expediente == hoy


@pytest.mark.parametrize("dia", [date(1900, 1, 1), date(3000, 1, 1)])
def test_an_absurd_date_of_the_other_way_is_said(dia):
    incidencia = abrir()
    with pytest.raises(ErrorDeNegocio, match="de cuando reclamó a hoy"):
        anotar_tramite_adr(incidencia.pk, por=AgenteFactory(), entidad="Junta", fecha_solicitud=dia)


def test_a_cut_is_explained_in_two_hours_by_who_serves_it(time_machine):
    time_machine.move_to(datetime(2027, 1, 10, 21, 15, tzinfo=UTC), tick=False)
    corte = CategoriaFactory(materia_legal=MateriaLegal.CONTINUIDAD)
    assert fechas(abrir(tipo="averia", categoria=corte)) == {}
    EmpresaFactory(es_servicio_basico_continuo=True)
    olvidar_empresa()
    incidencia = abrir(tipo="averia", categoria=corte)
    plazo = incidencia.plazos_legales.get(clase=ClasePlazoLegal.CONTINUIDAD)
    assert plazo.vence_en == datetime(2027, 1, 10, 23, 15, tzinfo=UTC)
    informar_corte(
        incidencia.pk, por=AgenteFactory(), causa="Rotura", restablecimiento="a las 3:00"
    )
    plazo.refresh_from_db()
    assert plazo.cumplido_en is not None
