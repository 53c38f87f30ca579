"""Ajustes → Calendarios: a week from a day on, seasons, holidays of the town."""

from datetime import date, timedelta

import pytest

from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory
from nucleo.models import Calendario, Festivo
from nucleo.tests.fabricas import CalendarioFactory, VersionCalendarioFactory
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db


@pytest.fixture
def administra(client):
    client.force_login(AdministradorFactory())
    return client


@pytest.fixture
def calendario():
    return VersionCalendarioFactory(
        calendario=CalendarioFactory(comunidad="AN", municipio="Sevilla")
    ).calendario


def semana(**datos):
    return {
        "desde": (hoy() + timedelta(days=1)).isoformat(),
        "dia_0": "9-14, 16:30-19",
        "dia_5": "22:00-6:00",
        "con_festivos": "on",
        "temporadas-TOTAL_FORMS": "2",
        "temporadas-INITIAL_FORMS": "0",
        "temporadas-0-nombre": "Agosto",
        "temporadas-0-desde": "1/8",
        "temporadas-0-hasta": "31/8",
        "temporadas-1-nombre": "Navidad",
        "temporadas-1-desde": "24/12",
        "temporadas-1-hasta": "6/1",
        "temporadas-1-horas": "9-13",
        **datos,
    }


def test_a_calendar_is_made_with_its_place_and_then_its_hours(administra):
    datos = {
        "nombre": "Taller de Sevilla",
        "zona": "Europe/Madrid",
        "comunidad": "AN",
        "municipio": "Sevilla",
    }
    respuesta = administra.post("/ajustes/calendarios/nuevo/", datos)
    nuevo = Calendario.objects.get(nombre="Taller de Sevilla")
    assert respuesta.url == f"/ajustes/calendarios/{nuevo.pk}/"
    assert Festivo.objects.filter(comunidad="AN").exists()
    assert administra.post("/ajustes/calendarios/nuevo/", datos).status_code == 422


def test_split_shifts_nights_closures_and_seasons_over_new_year(administra, calendario):
    url = f"/ajustes/calendarios/{calendario.pk}/"
    assert administra.post(url, semana()).status_code == 302
    version = calendario.versiones.latest("vigente_desde")
    tramos = version.intervalos.filter(temporada_desde=0).order_by("dia_semana", "desde_min")
    assert list(tramos.values_list("dia_semana", "desde_min", "hasta_min")) == [
        (0, 540, 840),
        (0, 990, 1140),
        (5, 1320, 1440),
        (6, 0, 360),
    ]
    assert list(version.temporadas.values_list("nombre", "desde", "hasta")) == [
        ("Navidad", 101, 106),
        ("Agosto", 801, 831),
        ("Navidad", 1224, 1231),
    ]
    horario = version.horario()
    siguiente = version.vigente_desde.year + 1
    assert not any(horario.es_laborable(date(siguiente, 8, dia)) for dia in range(1, 32))
    assert "Agosto" in administra.get(url).text


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"dia_0": "de nueve a dos"}, "Escríbelo como"),
        ({"dia_0": "25-26"}, "una hora que no existe"),
        ({"dia_0": "9-14, 13-19"}, "se solapa"),
        ({"dia_0": "", "dia_5": ""}, "Pon al menos unas horas"),
        ({"desde": "1900-01-01"}, "desde mañana o más tarde"),
        ({"desde": "3000-01-01"}, "desde mañana o más tarde"),
        ({"desde": ""}, "Di desde qué día"),
        ({"temporadas-0-desde": "31/2"}, "Escríbelo como 15/6"),
        ({"temporadas-0-hasta": ""}, "Di el día y el mes"),
        (
            {
                "temporadas-1-nombre": "Verano",
                "temporadas-1-desde": "15/6",
                "temporadas-1-hasta": "15/9",
            },
            "Dos temporadas no pueden coincidir",
        ),
    ],
)
def test_what_makes_no_sense_is_said_and_publishes_nothing(administra, calendario, datos, frase):
    respuesta = administra.post(f"/ajustes/calendarios/{calendario.pk}/", semana(**datos))
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert calendario.versiones.count() == 1


def test_a_holiday_of_the_town_is_noted_once_and_taken_back(administra, calendario):
    url = f"/ajustes/calendarios/{calendario.pk}/"
    dia = (hoy() + timedelta(days=10)).isoformat()
    datos = {"fecha": dia, "nombre": "Feria"}
    assert administra.post(f"{url}festivo/", datos).status_code == 302
    festivo = Festivo.objects.get(nombre="Feria")
    assert (festivo.municipio, festivo.calendario) == ("Sevilla", None)
    assert administra.post(f"{url}festivo/", datos).status_code == 422
    administra.post(f"{url}festivo/{festivo.pk}/quitar/")
    assert not Festivo.objects.filter(nombre="Feria").exists()


@pytest.mark.parametrize("dia", ["1900-01-01", "3000-01-01", "ayer", ""])
def test_a_holiday_of_the_past_or_never_is_refused(administra, calendario, dia):
    url = f"/ajustes/calendarios/{calendario.pk}/festivo/"
    assert administra.post(url, {"fecha": dia, "nombre": "Feria"}).status_code == 422
    assert not Festivo.objects.filter(nombre="Feria").exists()


def test_the_holidays_of_the_state_are_not_taken_back_here(administra, calendario):
    navidad = Festivo.objects.filter(comunidad="", fecha__gt=hoy()).first()
    administra.post(f"/ajustes/calendarios/{calendario.pk}/festivo/{navidad.pk}/quitar/")
    assert Festivo.objects.filter(pk=navidad.pk).exists()


def test_only_who_configures_sees_them(client, calendario):
    client.force_login(AgenteFactory())
    assert client.get(f"/ajustes/calendarios/{calendario.pk}/").status_code == 404
