"""Promises: remembered once before, told when broken; and the question some days after."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ContactoFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import Estado
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    cerrar_incidencia,
    cumplir_promesa,
    fusionar_incidencia,
    preguntar_si_funciona,
    prometer,
    reabrir_incidencia,
    recibir_mensaje,
    resolver_incidencia,
)
from incidencias.servicios.promesas import recordatorio_para
from incidencias.tasks import avisar_y_cerrar_resueltas, vigilar_promesas
from incidencias.tests.fabricas import IncidenciaFactory, PromesaFactory
from nucleo.calendario import Horario
from nucleo.correo_saliente import componer_correo
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
OFICINA = Horario(
    [(dia, time(9), time(18)) for dia in range(5)],
    festivos=[date(2026, 12, 7), date(2026, 12, 8)],
)


@pytest.fixture
def caso(agente):
    contacto = ContactoFactory(correo="marta@correo.example")
    quien = {"cliente": contacto.cliente, "contacto": contacto}
    datos = NuevaIncidencia(**quien, asunto="No enfría", tipo="averia", canal="portal")
    return abrir_incidencia(datos, por=contacto)


@pytest.mark.parametrize("acaba", [Estado.ANULADA, Estado.FUSIONADA])
def test_nothing_is_promised_in_a_case_that_goes_on_nowhere(caso, agente, acaba):
    if acaba == Estado.ANULADA:
        anular_incidencia(caso.pk, por=agente, motivo="No existe")
    else:
        otra = IncidenciaFactory(cliente=caso.cliente)
        fusionar_incidencia(caso.pk, por=agente, en_incidencia=otra)
    en_un_rato = timezone.now() + timedelta(hours=5)
    with pytest.raises(ErrorDeNegocio, match="no se promete nada"):
        prometer(caso.pk, por=agente, texto="Vamos mañana", vence_en=en_un_rato)
    assert not caso.promesas.exists()


def despues(**cuanto):
    return time_machine.travel(timezone.now() + timedelta(**cuanto), tick=False)


def en(**cuanto):
    return timezone.now() + timedelta(**cuanto)


def avisos_de(usuario):
    return [aviso.texto for aviso in Notificacion.objects.filter(usuario=usuario)]


# --- Reminders


@given(st.integers(min_value=1, max_value=366 * 24 * 3600))
def test_the_reminder_comes_always_before_and_never_in_the_past(segundos):
    ahora = timezone.now()
    vence = ahora + timedelta(seconds=segundos)
    assert ahora < recordatorio_para(vence, ahora, OFICINA) < vence or segundos == 1


@pytest.mark.parametrize(
    ("prometida", "vence", "se_recuerda"),
    [
        ("2026-11-23 10:00", "2026-11-25 12:00", "2026-11-25 10:00"),
        ("2026-11-20 10:00", "2026-11-23 09:00", "2026-11-20 16:00"),  # at the opening of Monday
        ("2026-11-20 10:00", "2026-11-23 10:00", "2026-11-20 17:00"),
        ("2026-11-23 10:00", "2026-12-08 12:00", "2026-12-04 16:00"),  # a holiday after a bridge
        ("2026-11-23 10:00", "2026-11-23 12:00", "2026-11-23 11:00"),
        ("2026-11-21 10:00", "2026-11-22 12:00", "2026-11-21 12:00"),  # nobody works in between
    ],
)
def test_it_comes_while_somebody_is_there_to_keep_the_promise(prometida, vence, se_recuerda):
    def instante(texto):
        return datetime.fromisoformat(texto).replace(tzinfo=ZoneInfo("Europe/Madrid"))

    assert recordatorio_para(instante(vence), instante(prometida), OFICINA) == instante(se_recuerda)


def test_who_promised_is_reminded_before_and_once(caso, agente):
    prometer(caso.pk, por=agente, texto="Le llamamos", vence_en=en(days=1))
    assert vigilar_promesas() == 0
    with despues(hours=23):
        assert (vigilar_promesas(), vigilar_promesas()) == (1, 0)
    [texto] = avisos_de(agente)
    assert caso.codigo in texto
    assert "Le llamamos" in texto


def test_it_is_reminded_when_one_says(caso, agente):
    prometer(caso.pk, por=agente, texto="Sí", vence_en=en(days=2), recordar_en=en(hours=1))
    with despues(minutes=61):
        assert vigilar_promesas() == 1


def test_a_reminder_after_its_date_is_refused(caso, agente):
    with pytest.raises(ErrorDeNegocio, match="antes de la fecha"):
        prometer(caso.pk, por=agente, texto="Sí", vence_en=en(days=1), recordar_en=en(days=2))
    assert not caso.promesas.exists()


def test_a_kept_promise_reminds_nobody_and_is_not_broken(caso, agente):
    promesa = prometer(caso.pk, por=agente, texto="Sí", vence_en=en(days=1))
    cumplir_promesa(promesa.pk, por=agente)
    with despues(hours=23):
        assert vigilar_promesas() == 0
    with despues(days=2):
        assert vigilar_promesas() == 0
    assert not Notificacion.objects.filter(clave__startswith="promesa:").exists()


def test_a_broken_one_says_so_in_the_timeline_and_to_who_made_it_once(caso, agente):
    promesa = prometer(caso.pk, por=agente, texto="Le llamamos", vence_en=en(days=1))
    with despues(days=1, minutes=1):
        assert (vigilar_promesas(), vigilar_promesas()) == (1, 0)
    promesa.refresh_from_db()
    evento = caso.eventos.get(codigo=Codigo.PROMESA_ROTA)
    assert promesa.rota_en == promesa.vence_en == evento.ocurrido_en
    assert any("No hemos cumplido" in texto for texto in avisos_de(agente))


def test_of_one_who_left_whoever_answers_for_the_case_is_told(caso, agente):
    luis = AgenteFactory()
    caso.responsable = agente
    caso.save(update_fields=["responsable"])
    prometer(caso.pk, por=luis, texto="Sí", vence_en=en(days=1))
    luis.is_active = False
    luis.save(update_fields=["is_active"])
    with despues(hours=23):
        vigilar_promesas()
    assert (len(avisos_de(luis)), len(avisos_de(agente))) == (0, 1)


def test_what_was_broken_long_ago_is_history(caso, agente):
    PromesaFactory(incidencia=caso, usuario=agente, vence_en=en(days=-60))
    assert vigilar_promesas() == 0


# --- Does it work?


@pytest.fixture
def resuelta(caso, agente):
    resolver_incidencia(caso.pk, por=agente, solucion="Filtro", causa="uso")
    caso.refresh_from_db()
    return caso


def preguntas():
    return Comunicacion.objects.filter(plantilla="funciona")


def test_some_days_after_the_customer_is_asked_once(resuelta):
    avisar_y_cerrar_resueltas()
    assert not preguntas().exists()
    with despues(days=3, hours=1):
        avisar_y_cerrar_resueltas()
        avisar_y_cerrar_resueltas()
    assert preguntas().get().para == "marta@correo.example"
    assert resuelta.eventos.filter(codigo=Codigo.SEGUIMIENTO).count() == 1


def test_with_zero_days_nobody_is_asked(resuelta, settings):
    settings.INCIDENCIA_DIAS_SEGUIMIENTO = 0
    with despues(days=4):
        avisar_y_cerrar_resueltas()
    assert not preguntas().exists()


def test_who_has_already_written_or_closed_is_not_asked(resuelta):
    recibir_mensaje(resuelta.pk, por=resuelta.contacto, texto="Gracias", canal="portal")
    assert not preguntar_si_funciona(resuelta.pk, por=SISTEMA)
    cerrar_incidencia(resuelta.pk, por=resuelta.contacto)
    assert not preguntar_si_funciona(resuelta.pk, por=SISTEMA)


def test_after_a_reopening_it_is_asked_again_for_the_new_resolution(resuelta, agente):
    preguntar_si_funciona(resuelta.pk, por=SISTEMA)
    reabrir_incidencia(resuelta.pk, por=resuelta.contacto)
    resolver_incidencia(resuelta.pk, por=agente, solucion="Bomba", causa="uso")
    assert preguntar_si_funciona(resuelta.pk, por=SISTEMA)
    assert preguntas().count() == 2


def enlace(client, caso):
    """The address behind the link of the mail."""
    preguntar_si_funciona(caso.pk, por=SISTEMA)
    cuerpo = componer_correo(preguntas().latest("pk")).body
    return cuerpo[cuerpo.index("/seguimiento/") :].split()[0]


def test_looking_at_the_link_answers_nothing(client, resuelta):
    assert client.get(enlace(client, resuelta)).status_code == 200
    resuelta.refresh_from_db()
    assert resuelta.estado == Estado.RESUELTA


def test_yes_closes_it_as_the_customers(client, resuelta):
    client.post(enlace(client, resuelta), {"accion": "confirmar"})
    resuelta.refresh_from_db()
    assert resuelta.estado == Estado.CERRADA
    evento = resuelta.eventos.get(codigo=Codigo.CERRADA)
    assert (evento.contacto, evento.datos["por_silencio"]) == (resuelta.contacto, False)


def test_no_reopens_it_for_the_same_person(client, resuelta, agente):
    antes = resuelta.responsable
    datos = {"accion": "reabrir", "motivo": "Vuelve a gotear"}
    client.post(enlace(client, resuelta), datos)
    resuelta.refresh_from_db()
    assert (resuelta.estado, resuelta.responsable) == (Estado.EN_CURSO, antes)


def test_a_link_of_another_case_opens_nothing(client, resuelta):
    url = enlace(client, resuelta).replace(resuelta.codigo, "INC-26-999999")
    assert client.post(url, {"accion": "confirmar"}).status_code == 404
    resuelta.refresh_from_db()
    assert resuelta.estado == Estado.RESUELTA


@pytest.mark.parametrize(
    ("idioma", "dicho"),
    [
        ("es", "¿Sigue funcionando bien?"),
        ("ca", "Continua funcionant"),
        ("gl", "Segue funcionando"),
        ("eu", "Ondo dabil?"),
        ("en", "Is it still working well?"),
    ],
)
def test_it_is_asked_in_the_language_of_the_case(resuelta, idioma, dicho):
    resuelta.idioma = idioma
    resuelta.save(update_fields=["idioma"])
    preguntar_si_funciona(resuelta.pk, por=SISTEMA)
    assert dicho in componer_correo(preguntas().get()).body
