"""Who asks to be called chooses when; asking twice at once is one case and one call."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ContactoFactory
from incidencias import horas_llamada
from incidencias.devoluciones import CodigoDevolucion
from incidencias.horas_llamada import Cuando, hora_pedida, horas_ofrecidas
from incidencias.models import DevolucionLlamada, Incidencia
from incidencias.servicios.llamadme import pedir_llamada_sobre, pedir_que_le_llamen
from incidencias.tests.fabricas import DevolucionLlamadaFactory, IncidenciaFactory
from nucleo.calendario import Horario
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
NUMERO = "+34600123456"
SEMANA = range(5)
PARTIDO = Horario(
    [(dia, time(9), time(14)) for dia in SEMANA] + [(dia, time(16), time(19)) for dia in SEMANA],
    festivos=[date(2026, 4, 7)],
)
LUNES = date(2026, 4, 6)


@pytest.fixture
def horario(monkeypatch):
    """The hours of the house, whichever a test says."""

    def poner(horario):
        reloj = type("Reloj", (), {"horario": horario, "limite": lambda self, en, s, p: en})()
        monkeypatch.setattr(horas_llamada, "reloj_para", lambda *a: reloj)
        monkeypatch.setattr(horas_llamada, "vence_para", lambda en: en + timedelta(hours=2))

    poner(PARTIDO)
    return poner


def a_las(hora, dia=LUNES):
    return timezone.make_aware(datetime.combine(dia, time.fromisoformat(hora)))


def claves(ahora):
    return [una.clave for una in horas_ofrecidas(ahora)]


def test_in_the_morning_there_is_this_morning_this_afternoon_and_the_hours_left(horario):
    ya, manana, tarde, primera, *_resto = horas_ofrecidas(a_las("10:40"))
    assert (ya.cuando, ya.vence_en) == (Cuando.YA, a_las("12:40"))
    assert (manana.clave, manana.vence_en) == ("manana:2026-04-06", a_las("14:00"))
    assert (tarde.clave, tarde.vence_en) == ("tarde:2026-04-06", a_las("19:00"))
    assert primera.vence_en == a_las("12:00"), "11:00 is too near to promise it"


def test_at_the_end_of_the_day_the_next_working_one_begins(horario):
    """The 7th is a holiday."""
    _ya, manana, tarde, primera, *_resto = horas_ofrecidas(a_las("18:45"))
    assert manana.clave == "manana:2026-04-08"
    assert tarde.clave == "tarde:2026-04-08"
    assert primera.clave == "2026-04-08T09:00+02:00"


def test_five_working_days_are_offered_at_the_hours_at_which_somebody_works(horario):
    horas = [una for una in horas_ofrecidas(a_las("08:00")) if una.cuando == Cuando.HORA]
    assert sorted({una.dia.day for una in horas}) == [6, 8, 9, 10, 13]
    assert [una.hora for una in horas if una.dia == LUNES] == [
        *("09:00", "10:00", "11:00", "12:00", "13:00", "16:00", "17:00", "18:00")
    ]


def test_without_afternoons_there_are_none(horario):
    horario(Horario([(dia, time(8), time(15)) for dia in SEMANA]))
    assert not any(clave.startswith("tarde") for clave in claves(a_las("10:00")))


def test_who_works_without_a_break_has_lunch_between_both(horario):
    horario(Horario([(dia, time(9), time(18)) for dia in SEMANA]))
    _ya, manana, tarde, *_resto = horas_ofrecidas(a_las("09:00"))
    assert (manana.hora, tarde.hora) == ("15:00", "18:00")


def test_who_opens_at_half_past_is_not_called_before(horario):
    horario(Horario([(dia, time(8, 30), time(14, 30)) for dia in SEMANA]))
    horas = [una.hora for una in horas_ofrecidas(a_las("07:00")) if una.cuando == Cuando.HORA]
    assert horas[:6] == ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]
    assert horas[6] == "09:00"


def test_a_house_that_is_closed_for_weeks_still_calls_as_soon_as_it_can(horario):
    horario(Horario([(0, time(9), time(10))], festivos=[LUNES + timedelta(d) for d in range(60)]))
    assert claves(a_las("10:00")) == ["ya"]


@given(minutos=st.integers(0, 60 * 24 * 400))
def test_each_hour_that_is_offered_is_to_come_and_is_worked(minutos):
    ahora = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutos)
    with pytest.MonkeyPatch.context() as parche:
        reloj = type("Reloj", (), {"horario": PARTIDO})()
        parche.setattr(horas_llamada, "reloj_para", lambda *a: reloj)
        parche.setattr(horas_llamada, "vence_para", lambda en: en + timedelta(hours=2))
        ofrecidas = horas_ofrecidas(ahora)
        assert len({una.clave for una in ofrecidas}) == len(ofrecidas)
        for una in ofrecidas[1:]:
            assert una.vence_en > ahora
            assert una == hora_pedida(una.clave, ahora)
            if una.cuando == Cuando.HORA:
                assert PARTIDO.esta_abierto(una.vence_en)


@pytest.mark.parametrize(
    "clave",
    [
        *("", "nunca", "manana", "tarde:2026-04-07", "manana:2020-01-01", "2026-04-06T10:00+02:00"),
        *("2026-04-06T15:00+02:00", "2026-04-06T12:30+02:00", "2126-04-06T12:00+02:00", "\x00"),
    ],
)
def test_an_hour_that_has_gone_or_is_not_worked_is_refused(horario, clave):
    with pytest.raises(ErrorDeNegocio, match="elija otra") as motivo:
        hora_pedida(clave, a_las("10:40"))
    assert motivo.value.campo == "cuando"


# --- Asking for it


def ofrecida(cuando):
    return next(una for una in horas_ofrecidas(timezone.now()) if una.cuando == cuando)


@pytest.mark.parametrize("cuando", Cuando)
def test_the_call_is_born_with_the_hour_that_was_chosen(cuando):
    hora = ofrecida(cuando)
    pedida = pedir_que_le_llamen(ContactoFactory(), telefono=NUMERO, cuando=hora.clave)
    debida = DevolucionLlamada.objects.get()
    assert debida.hora_pactada
    assert abs(debida.vence_en - hora.vence_en) < timedelta(minutes=1)
    dicho = Incidencia.objects.get().descripcion
    assert (f"Quiere que sea {hora.en_palabras}." in dicho) == (cuando != Cuando.YA)
    assert pedida.en_palabras == hora.en_palabras


def test_who_asks_again_for_another_hour_has_that_one_and_it_is_told():
    contacto = ContactoFactory()
    pedir_que_le_llamen(contacto, telefono=NUMERO)
    hora = ofrecida(Cuando.HORA)
    pedir_que_le_llamen(contacto, telefono=NUMERO, cuando=hora.clave)
    debida = DevolucionLlamada.objects.get()
    assert debida.vence_en == hora.vence_en
    assert debida.eventos.get(codigo=CodigoDevolucion.HORA_CAMBIADA).contacto == contacto
    pedir_que_le_llamen(contacto, telefono=NUMERO)  # as soon as possible: the hour is kept
    assert DevolucionLlamada.objects.get().vence_en == hora.vence_en


def test_a_number_that_nobody_answered_waits_for_the_hour_that_its_owner_chooses():
    perdida = DevolucionLlamadaFactory(numero=NUMERO)
    hora = ofrecida(Cuando.TARDE)
    pedir_que_le_llamen(ContactoFactory(), telefono=NUMERO, cuando=hora.clave)
    perdida.refresh_from_db()
    assert (perdida.vence_en, perdida.hora_pactada) == (hora.vence_en, True)


@pytest.mark.parametrize("con_contacto", [True, False])
def test_by_the_link_of_a_case_it_is_about_that_case(con_contacto):
    caso = IncidenciaFactory(estado="en_curso")
    por = ContactoFactory(cliente=caso.cliente) if con_contacto else SISTEMA
    hora = ofrecida(Cuando.MANANA)
    pedir_llamada_sobre(caso.pk, por=por, telefono=NUMERO, texto="La visita", cuando=hora.clave)
    assert DevolucionLlamada.objects.get().incidencia == caso
    dicho = caso.mensajes.get().texto
    assert dicho.startswith(f"Pide que le llamemos al {NUMERO}. Quiere que sea el ")
    assert dicho.endswith("La visita")
    assert Incidencia.objects.count() == 1


def test_an_hour_that_is_refused_leaves_nothing_behind():
    with pytest.raises(ErrorDeNegocio):
        pedir_que_le_llamen(ContactoFactory(), telefono=NUMERO, cuando="manana:2020-01-01")
    assert not Incidencia.objects.exists()
    assert not DevolucionLlamada.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one_case_and_one_call():
    contacto = ContactoFactory()
    a_la_vez(*[lambda: pedir_que_le_llamen(contacto, telefono=NUMERO) for _vez in range(3)])
    assert Incidencia.objects.count() == 1
    assert DevolucionLlamada.objects.get().incidencia == Incidencia.objects.get()
