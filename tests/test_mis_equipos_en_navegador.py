"""A customer adds a machine on the telephone and looks at it, in a real browser."""

from datetime import timedelta

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from clientes.models import DocumentoEquipo, Equipo
from clientes.tests.fabricas import (
    CompraFactory,
    EquipoFactory,
    OfertaPosventaFactory,
    ProductoFactory,
    SedeFactory,
    TarifaFactory,
)
from portal.tests.fabricas import ContactoConAccesoFactory, foto
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
LARGO = "Caldera mural de condensación con acumulación dinámica y purgador automático XZ-2000"


@pytest.fixture
def contacto(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    contacto = ContactoConAccesoFactory()
    SedeFactory(cliente=contacto.cliente)
    TarifaFactory(familia="")
    OfertaPosventaFactory(familia="", descripcion="Con carné de gas, en 48 horas laborables")
    return contacto


@pytest.fixture(params=[((1440, 900), "light"), ((390, 844), "dark")], ids=["claro", "oscuro"])
def pagina(request, navegador, live_server, contacto):
    """A page signed in as a customer; whatever the browser complained of fails the test."""
    (ancho, alto), tema = request.param
    cliente = Client()
    cliente.force_login(contacto.usuario)
    contexto = navegador.new_context(
        viewport={"width": ancho, "height": alto},
        color_scheme=tema,
        locale="es-ES",
        base_url=live_server.url,
    )
    galleta = cliente.cookies[ajustes.SESSION_COOKIE_NAME].value
    contexto.add_cookies(
        [{"name": ajustes.SESSION_COOKIE_NAME, "value": galleta, "url": live_server.url}]
    )
    abierta, quejas = contexto.new_page(), Quejas()
    quejas.escuchar(abierta)
    with override_settings(DEBUG=True):
        yield abierta
    contexto.close()
    assert quejas == []


def _faltas(pagina):
    faltas = faltas_de_accesibilidad(pagina)
    if not pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        faltas.append("it moves sideways")
    return [f"{pagina.url}: {falta}" for falta in faltas]


def test_a_machine_is_added_with_the_photo_of_its_plate(pagina, contacto, tmp_path):
    producto = ProductoFactory(nombre=LARGO)
    placa = tmp_path / "placa.jpg"
    placa.write_bytes(foto("placa.jpg").read())
    pagina.goto("/portal/")
    pagina.get_by_role("link", name="Añadir un equipo").click()
    faltas = _faltas(pagina)
    pagina.get_by_label("Marca, modelo o nombre").fill("acumulacion")
    pagina.get_by_role("button", name="Buscar").click()
    faltas += _faltas(pagina)
    pagina.get_by_role("link", name=str(producto)).click()
    pagina.get_by_role("button", name="Añadirlo").click()
    expect(pagina.get_by_text("Escriba el número de serie o envíe una foto")).to_be_visible()
    faltas += _faltas(pagina)
    pagina.get_by_label("Foto de la placa").set_input_files(placa)
    ayer = timezone.localdate() - timedelta(days=1)
    pagina.get_by_label("¿Qué día lo compró?").fill(ayer.isoformat())
    pagina.get_by_label("¿Cómo lo compró?").select_option("distancia")
    pagina.get_by_role("button", name="Añadirlo").click()
    expect(pagina.get_by_role("heading", name=LARGO)).to_be_visible()
    expect(pagina.get_by_text("lo paga el vendedor")).to_be_visible()
    faltas += _faltas(pagina)
    assert DocumentoEquipo.objects.get().equipo == Equipo.objects.get()
    assert faltas == []


def test_its_pages_are_accessible_and_it_can_be_given_back(pagina, contacto):
    equipo = EquipoFactory(cliente=contacto.cliente)
    CompraFactory(equipo=equipo, fecha_contrato=timezone.localdate())
    pagina.goto("/portal/")
    faltas = _faltas(pagina)
    pagina.locator("article h3 a").click()
    faltas += _faltas(pagina)
    pagina.get_by_role("link", name="Quiero devolverlo").click()
    faltas += _faltas(pagina)
    pagina.get_by_label("¿Cómo lo compró?").select_option("distancia")
    pagina.get_by_role("button", name="Ver si estoy a tiempo").click()
    expect(pagina.get_by_text("Está a tiempo")).to_be_visible()
    faltas += _faltas(pagina)
    pagina.get_by_role("button", name="Desistir de la compra").click()
    expect(pagina.get_by_text("Comunico que desisto")).to_be_visible()
    faltas += _faltas(pagina)
    assert faltas == []


def test_a_machine_whose_purchase_we_do_not_know_and_a_model_that_is_not_there(pagina, contacto):
    equipo = EquipoFactory(cliente=contacto.cliente)
    faltas = []
    for ruta in (f"/portal/equipos/{equipo.uid}/compra/", "/portal/equipos/nuevo/otro/"):
        pagina.goto(ruta)
        faltas += _faltas(pagina)
        pagina.get_by_role("button", name="Guardar").or_(
            pagina.get_by_role("button", name="Enviar")
        ).click()
        expect(pagina.locator(".invalid-feedback").first).to_be_visible()
        faltas += _faltas(pagina)
    assert faltas == []
