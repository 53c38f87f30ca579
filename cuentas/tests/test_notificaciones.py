"""The bell: each thing is told once to each person, who alone reads and opens it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cuentas.campana import sin_leer
from cuentas.models import Notificacion
from cuentas.servicios import abrir_notificacion, leer_notificaciones, notificar
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
AVISO = {"clave": "mencion:1", "texto": "Luis te menciona", "url": "/incidencias/"}


def test_the_same_thing_is_told_once_to_each_person():
    ana, luis = AgenteFactory(), AgenteFactory()
    assert notificar([ana], **AVISO) == 1
    assert notificar([ana, luis], **AVISO) == 1
    assert Notificacion.objects.filter(usuario=ana).count() == 1


def test_who_no_longer_works_here_and_customers_are_not_told():
    baja, cliente = AgenteFactory(is_active=False), UsuarioFactory(roles=["cliente"])
    assert notificar([baja, cliente], **AVISO) == 0
    assert not Notificacion.objects.exists()


def test_by_mail_it_leaves_through_the_outbox_with_the_whole_address(settings):
    ana = AgenteFactory()
    notificar([ana], **AVISO, correo=True)
    comunicacion = Comunicacion.objects.get()
    assert comunicacion.para == ana.email
    assert comunicacion.datos["enlace"] == settings.URL_PUBLICA + "/incidencias/"


def test_without_asking_for_it_no_mail_leaves():
    notificar([AgenteFactory()], **AVISO)
    assert not Comunicacion.objects.exists()


def test_a_notification_never_leads_to_another_site():
    with pytest.raises(IntegrityError), transaction.atomic():
        notificar([AgenteFactory()], **AVISO | {"url": "//mala.example/"})


def test_the_bell_counts_what_is_not_read(django_capture_on_commit_callbacks):
    ana = AgenteFactory()
    with django_capture_on_commit_callbacks(execute=True):
        notificar([ana], **AVISO)
        notificar([ana], **AVISO | {"clave": "mencion:2"})
    assert sin_leer(ana.pk) == 2
    with django_capture_on_commit_callbacks(execute=True):
        leer_notificaciones(por=ana, hasta=Notificacion.objects.latest("pk").pk)
    assert sin_leer(ana.pk) == 0


def test_reading_all_leaves_what_came_after_the_page_was_painted():
    ana = AgenteFactory()
    notificar([ana], **AVISO)
    vista = Notificacion.objects.get().pk
    notificar([ana], **AVISO | {"clave": "mencion:2"})
    assert leer_notificaciones(por=ana, hasta=vista) == 1
    assert Notificacion.objects.sin_leer().count() == 1


def test_opening_one_reads_it_and_goes_to_its_page(client):
    ana = AgenteFactory()
    notificar([ana], **AVISO)
    client.force_login(ana)
    respuesta = client.post(
        reverse("cuentas:abrir_notificacion", args=[Notificacion.objects.get().pk])
    )
    assert (respuesta.status_code, respuesta.url) == (302, "/incidencias/")
    assert not Notificacion.objects.sin_leer().exists()


def test_another_persons_notification_does_not_exist(client):
    notificar([AgenteFactory()], **AVISO)
    pk = Notificacion.objects.get().pk
    client.force_login(AgenteFactory())
    assert client.post(reverse("cuentas:abrir_notificacion", args=[pk])).status_code == 404
    with pytest.raises(Notificacion.DoesNotExist):
        abrir_notificacion(pk, por=AgenteFactory())
    assert Notificacion.objects.sin_leer().exists()


def test_the_page_shows_only_mine_and_costs_the_same_with_twenty(client, consultas):
    ana = AgenteFactory()
    notificar([ana], **AVISO)
    notificar([AgenteFactory()], **AVISO | {"texto": "Cosa ajena"})
    client.force_login(ana)
    url = reverse("cuentas:notificaciones")
    client.get(url)  # the bell's figure is remembered
    con_una = consultas(client.get, url)
    for n in range(20):
        notificar([ana], **AVISO | {"clave": f"otra:{n}"})
    assert consultas(client.get, url) == con_una
    assert "Cosa ajena" not in client.get(url).content.decode()


def test_the_bell_answers_204_when_it_would_show_the_same(
    client, django_capture_on_commit_callbacks
):
    ana = AgenteFactory()
    client.force_login(ana)
    url = reverse("cuentas:campana")
    assert client.get(url, {"visto": "0"}).status_code == 204
    with django_capture_on_commit_callbacks(execute=True):
        notificar([ana], **AVISO)
    respuesta = client.get(url, {"visto": "0"})
    assert respuesta.status_code == 200
    assert "1 sin leer" in respuesta.content.decode()
