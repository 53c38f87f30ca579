"""A call from the first ring to hanging up, in a real browser and with the keyboard alone."""

import io
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory, CompraFactory, ContactoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Incidencia, Llamada, MotivoLlamada
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, registrar_llamada
from incidencias.servicios.previas import abrir_enlace_de_fotos
from incidencias.tests.fabricas import (
    CategoriaFactory,
    DevolucionLlamadaFactory,
    ExtensionFactory,
    LlamadaCentralitaFactory,
    PromesaFactory,
)
from nucleo.enlaces import firmar
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
ESCRITORIO, TELEFONO = (1440, 900), (390, 844)
LARGO = "Comunidad de Propietarios de la calle del Marqués de Santa Ana, 14, portal izquierdo"
NUMERO = "+34611223344"


@pytest.fixture
def abrir(navegador, live_server, settings, tmp_path):
    """`abrir(usuario or None, ruta, tamano, tema)` → page and its complaints."""
    contextos = []
    settings.MEDIA_ROOT = tmp_path

    def _abrir(usuario, ruta, tamano=ESCRITORIO, tema="light"):
        contexto = navegador.new_context(
            viewport={"width": tamano[0], "height": tamano[1]}, color_scheme=tema, locale="es-ES"
        )
        contextos.append(contexto)
        if usuario is not None:
            cliente = Client()
            cliente.force_login(usuario)
            galleta = cliente.cookies[ajustes.SESSION_COOKIE_NAME].value
            contexto.add_cookies(
                [{"name": ajustes.SESSION_COOKIE_NAME, "value": galleta, "url": live_server.url}]
            )
        pagina, quejas = contexto.new_page(), Quejas()
        quejas.escuchar(pagina)
        pagina.goto(live_server.url + ruta)
        pagina.wait_for_load_state("networkidle")
        return pagina, quejas

    with override_settings(DEBUG=True):
        yield _abrir
    for contexto in contextos:
        contexto.close()


@pytest.fixture
def agente(transactional_db):
    return AgenteFactory(nombre="Ana Ruiz")


@pytest.fixture
def marta(agente):
    """A customer who has called twice already and to whom a promise was broken."""
    cliente = ClienteFactory(nombre="Marta Ruiz", telefono=NUMERO, nif="12345678Z", correo="m@x.es")
    SedeFactory(cliente=cliente, codigo_postal="28013")
    compra = CompraFactory(cliente=cliente, equipo__cliente=cliente)
    compra.equipo.producto.familia = "Frigorífico"
    compra.equipo.producto.save()
    datos = NuevaIncidencia(
        cliente=cliente,
        equipo=compra.equipo,
        asunto="No enfría y gotea por detrás",
        tipo="averia",
        canal="telefono",
        responsable=agente,
    )
    caso = abrir_incidencia(datos, por=agente, en=timezone.now() - timedelta(days=9))
    registrar_llamada(caso.pk, por=agente, sentido="entrante", motivo="estado")
    PromesaFactory(
        incidencia=caso,
        texto="Le llamamos con el día",
        vence_en=timezone.now() - timedelta(days=2),
    )
    return caso


def exigir_pagina_limpia(pagina, quejas):
    assert faltas_de_accesibilidad(pagina) == []
    assert list(quejas) == []
    ancho = pagina.viewport_size["width"]
    assert pagina.evaluate("document.documentElement.scrollWidth") <= ancho


@pytest.mark.parametrize(
    ("tamano", "tema"), [(ESCRITORIO, "light"), (ESCRITORIO, "dark"), (TELEFONO, "light")]
)
def test_every_screen_is_accessible_and_fits(abrir, agente, marta, tamano, tema):
    compartido = "+34600777888"
    ClienteFactory(nombre=LARGO, telefono=compartido)
    ContactoFactory(cliente=ClienteFactory(nombre=LARGO), telefono=compartido)
    ayer = timezone.now() - timedelta(days=1)
    DevolucionLlamadaFactory(numero=NUMERO, primera_en=ayer, vence_en=ayer, responsable=agente)
    DevolucionLlamadaFactory(numero=compartido, veces=3, intentos=1)
    LlamadaCentralitaFactory(abandonada=True, cola="Averías", agente=agente)
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    for ruta in (
        "/incidencias/llamada/",
        f"/incidencias/llamada/?telefono={NUMERO.replace('+', '%2B')}",
        f"/incidencias/llamada/?telefono={compartido.replace('+', '%2B')}",
        "/incidencias/llamada/?telefono=anonymous",
        "/incidencias/llamadas/",
        "/incidencias/llamadas/registro/",
        f"/incidencias/nueva/?cliente={marta.cliente_id}&borrador={uid}",
    ):
        exigir_pagina_limpia(*abrir(agente, ruta, tamano, tema))
    exigir_pagina_limpia(*abrir(None, f"/f/{firmar('fotos', enlace.uid, 1)}/", tamano, tema))
    exigir_pagina_limpia(*abrir(agente, "/incidencias/nueva/", tamano, tema))


def test_a_status_call_is_logged_in_half_a_minute_by_keyboard(abrir, agente, marta):
    pagina, quejas = abrir(agente, "/incidencias/llamada/")
    empezada = time.monotonic()
    pagina.keyboard.type("611223344", delay=60)
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("3.ª llamada por este frigorífico en 9 días")).to_be_visible()
    expect(pagina.get_by_text("incumplida")).to_be_visible()
    pagina.keyboard.press("s")
    expect(pagina.get_by_text(f"Apuntado en {marta.codigo}")).to_be_visible()
    assert time.monotonic() - empezada < 30
    assert Llamada.objects.filter(incidencia=marta, motivo=MotivoLlamada.ESTADO).count() == 2
    assert list(quejas) == []


def test_the_call_that_rings_on_my_desk_opens_and_enter_adds_it(abrir, agente, marta):
    ExtensionFactory(numero="201", usuario=agente)
    LlamadaCentralitaFactory(numero=NUMERO, extensiones=["201"])
    pagina, quejas = abrir(agente, "/incidencias/llamada/")
    expect(pagina.get_by_role("heading", name="Marta Ruiz")).to_be_visible()
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(f"**{marta.get_absolute_url()}#redactor")
    apunte = Llamada.objects.get(incidencia=marta, motivo=MotivoLlamada.APORTA)
    assert apunte.centralita is not None
    assert list(quejas) == []


def test_a_whole_case_by_keyboard_with_photos_from_the_customers_telephone(abrir, agente, marta):
    categoria = CategoriaFactory(nombre="No calienta el agua")
    pagina, quejas = abrir(agente, "/incidencias/llamada/?telefono=%2B34611223344")
    pagina.keyboard.press("n")
    expect(pagina.get_by_label("Qué pasa, en pocas palabras")).to_be_visible()
    empezada = time.monotonic()

    # Who is it: two answers, none of them shown before.
    assert "12345678Z" not in pagina.content()
    pagina.locator("[data-tecla=i]").focus()
    pagina.keyboard.press("Enter")
    pagina.keyboard.press("Tab")
    pagina.keyboard.type("12345678z")
    pagina.keyboard.press("Tab")
    pagina.keyboard.type("28013")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Identidad comprobada")).to_be_visible()

    # A link for the photos; the customer sends one from somewhere else.
    pagina.get_by_label("Mandarle un enlace para que envíe fotos").focus()
    pagina.keyboard.type("marta@example.com")
    pagina.keyboard.press("Enter")
    direccion = pagina.locator("#fotos-direccion")
    expect(direccion).to_be_visible()
    ruta = "/f/" + direccion.inner_text().rstrip("/").rsplit("/", 1)[-1] + "/"
    movil, quejas_movil = abrir(None, ruta, TELEFONO)
    salida = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(salida, "JPEG")
    movil.locator("input[type=file]").set_input_files(
        {"name": "placa.jpg", "mimeType": "image/jpeg", "buffer": salida.getvalue()}
    )
    movil.get_by_role("button", name="Enviar").click()
    expect(movil.get_by_text("Nos ha llegado 1 foto")).to_be_visible()
    expect(pagina.locator(".fotos__lista img")).to_be_visible(timeout=10_000)

    # What happens, and on to the next call.
    pagina.locator("#id_asunto").focus()
    pagina.keyboard.type("El congelador hace hielo")
    pagina.locator("#id_categoria").focus()
    pagina.keyboard.type(categoria.nombre)
    pagina.locator("#id_promesa").focus()
    pagina.keyboard.type("Le llamamos mañana")
    manana = timezone.localtime() + timedelta(days=1)
    pagina.locator("#id_promesa_vence_en").fill(f"{manana:%Y-%m-%dT%H:%M}")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_text("Acuse:")).to_be_visible()
    assert time.monotonic() - empezada < 60

    caso = Incidencia.objects.exclude(pk=marta.pk).get()
    assert (caso.cliente, caso.asunto) == (marta.cliente, "El congelador hace hielo")
    assert (caso.categoria, caso.promesas.count(), caso.adjuntos.count()) == (categoria, 1, 1)
    assert caso.eventos.filter(codigo="identidad").exists()
    assert list(quejas) == []
    # The preview of the photo may still be loading when its page goes away.
    assert [una for una in quejas_movil if "FILE_NOT_FOUND" not in una] == []


def test_what_was_being_typed_comes_back_after_another_call(abrir, agente, marta):
    pagina, quejas = abrir(agente, f"/incidencias/nueva/?cliente={marta.cliente_id}")
    pagina.locator("#id_asunto").focus()
    pagina.keyboard.type("Se ha ido la luz")
    expect(pagina.get_by_text("Guardada a medias")).to_be_visible(timeout=8_000)
    pagina.goto(pagina.url.split("?")[0])
    pagina.get_by_role("link", name="Marta Ruiz · Se ha ido la luz").click()
    expect(pagina.locator("#id_asunto")).to_have_value("Se ha ido la luz")
    expect(pagina.get_by_text("Marta Ruiz").first).to_be_visible()
    assert list(quejas) == []
