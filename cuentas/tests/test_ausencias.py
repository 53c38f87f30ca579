"""Who can be given work, who is away, and who covers them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cuentas.disponibilidad import disponibles, suplente_de
from cuentas.models import Ausencia, Usuario
from cuentas.servicios import anotar_ausencia, cambiar_disponibilidad, quitar_ausencia
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db


def coordinador():
    return UsuarioFactory(roles=["coordinador"])


def ausentar(persona, desde=0, hasta=0, suplente=None):
    return anotar_ausencia(
        persona.pk,
        por=coordinador(),
        desde=hoy() + timedelta(desde),
        hasta=hoy() + timedelta(hasta),
        suplente=suplente,
    )


def pueden(*personas):
    return set(disponibles(Usuario.objects.filter(pk__in=[p.pk for p in personas])))


def test_who_is_away_today_cannot_be_given_work_and_tomorrow_can():
    ana, luis = AgenteFactory(), AgenteFactory()
    ausentar(ana)
    assert pueden(ana, luis) == {luis}
    manana = disponibles(Usuario.objects.filter(pk=ana.pk), hoy() + timedelta(1))
    assert list(manana) == [ana]


@pytest.mark.parametrize("estado", ["ocupado", "ausente"])
def test_who_says_they_cannot_is_not_given_work(estado):
    ana = AgenteFactory()
    cambiar_disponibilidad(ana.pk, por=ana, disponibilidad=estado)
    assert pueden(ana) == set()
    cambiar_disponibilidad(ana.pk, por=ana, disponibilidad="disponible")
    assert pueden(ana) == {ana}


def test_the_substitute_covers_the_days_of_the_absence_and_no_more():
    ana, luis = AgenteFactory(), AgenteFactory()
    ausentar(ana, 0, 2, luis)
    assert suplente_de(ana) == luis
    assert luis.cubiertos == {ana.pk}
    assert suplente_de(ana, hoy() + timedelta(3)) is None
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert Usuario.objects.get(pk=luis.pk).cubiertos == set()


def test_two_absences_of_a_person_do_not_overlap():
    ana = AgenteFactory()
    ausentar(ana, 0, 5)
    with pytest.raises(ErrorDeNegocio, match="Ya tiene una ausencia"):
        ausentar(ana, 5, 9)
    assert Ausencia.objects.count() == 1
    ausentar(ana, 6, 9)


def test_whoever_is_away_too_covers_nobody():
    ana, luis = AgenteFactory(), AgenteFactory()
    ausentar(luis, 3, 4)
    with pytest.raises(ErrorDeNegocio, match="también falta"):
        ausentar(ana, 0, 3, luis)
    assert not ana.ausencias.exists()


def test_nobody_covers_themselves_and_days_go_forward():
    ana = AgenteFactory()
    with pytest.raises(ErrorDeNegocio, match="se cubre a sí mismo"):
        ausentar(ana, 0, 1, ana)
    with pytest.raises(ErrorDeNegocio, match="antes que el primero"):
        ausentar(ana, 2, 1)
    with pytest.raises(ErrorDeNegocio, match="más de un año"):
        ausentar(ana, 0, 400)
    assert not Ausencia.objects.exists()


def test_an_absence_can_be_taken_back():
    ana = AgenteFactory()
    quitar_ausencia(ausentar(ana).pk, por=coordinador())
    assert pueden(ana) == {ana}


def test_on_screen_an_absence_is_noted_and_a_wrong_one_is_said_at_its_field(client):
    ana = AgenteFactory()
    client.force_login(coordinador())
    url = reverse("cuentas:persona", args=[ana.pk])
    mal = client.post(url, {"desde": "2026-08-10", "hasta": "2026-08-01", "suplente": ""})
    assert mal.status_code == 422
    assert "antes que el primero" in mal.content.decode()
    assert "2026-08-10" in mal.content.decode()
    assert client.post(url, {"desde": "3000-13-01", "hasta": "x"}).status_code == 422
    assert not Ausencia.objects.exists()
    bien = client.post(url, {"desde": "2026-08-01", "hasta": "2026-08-10", "suplente": ""})
    assert bien.status_code == 302
    assert Ausencia.objects.get().hasta == date(2026, 8, 10)


def test_on_screen_capacity_and_skills_are_kept(client):
    ana = AgenteFactory()
    client.force_login(coordinador())
    url = reverse("cuentas:persona", args=[ana.pk])
    assert client.post(url, {"disponibilidad": "ocupado", "capacidad": "12"}).status_code == 302
    ana.refresh_from_db()
    assert (ana.disponibilidad, ana.capacidad) == ("ocupado", 12)
    assert client.post(url, {"disponibilidad": "lo que sea", "capacidad": "-1"}).status_code == 422


def test_the_switch_of_the_top_bar_returns_to_where_one_was_and_nowhere_else(client):
    ana = AgenteFactory()
    client.force_login(ana)
    url = reverse("cuentas:disponibilidad")
    datos = {"disponibilidad": "ocupado", "vuelve": "/incidencias/?q=x"}
    assert client.post(url, datos).url == "/incidencias/?q=x"
    assert client.post(url, datos | {"vuelve": "https://mala.example/"}).url == "/entrar/"
    assert client.post(url, {"disponibilidad": "volando"}).status_code == 404
    ana.refresh_from_db()
    assert ana.disponibilidad == "ocupado"
