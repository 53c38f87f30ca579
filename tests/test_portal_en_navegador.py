"""The pages of customers, accounts and the portal in a real browser, full, empty and with errors.

axe finds nothing, nothing scrolls sideways, the CSP is not violated. With `FOTOS=<folder>` it
leaves a picture of every page there, to be looked at.
"""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from clientes.etiquetas import firmar_etiqueta
from clientes.models import Condicion, NuestroPapel, TipoCliente
from clientes.servicios import emitir_etiquetas
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ContactoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
    SuspensionFactory,
)
from cuentas.servicios import crear_token
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Canal
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    recibir_mensaje,
    resolver_incidencia,
    responder,
)
from nucleo.enlaces import firmar
from nucleo.eventos import SISTEMA
from nucleo.tests.fabricas import EmpresaFactory
from portal.tests.fabricas import ContactoConAccesoFactory, equipo_en_garantia
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
FOTOS = os.environ.get("FOTOS", "")
ESCRITORIO, TELEFONO = (1440, 900), (390, 844)
LUGARES = [(ESCRITORIO, "light"), (TELEFONO, "dark")]
if FOTOS:
    LUGARES += [(ESCRITORIO, "dark"), (TELEFONO, "light")]
LARGO = "Hermenegilda de la Santísima Trinidad Fernández-Villaverde y Ruiz de Azúa Goicoechea"


@pytest.fixture
def abrir(navegador, live_server):
    """`abrir(ruta, usuario)` gives it open at each place: size and theme."""
    contextos = []

    def paginas(ruta, usuario):
        for tamano, tema in LUGARES:
            contexto = navegador.new_context(
                viewport={"width": tamano[0], "height": tamano[1]},
                color_scheme=tema,
                locale="es-ES",
            )
            contextos.append(contexto)
            if usuario is not None:
                contexto.add_cookies([_sesion(usuario, live_server.url)])
            pagina, quejas = contexto.new_page(), Quejas()
            quejas.escuchar(pagina)
            pagina.goto(live_server.url + ruta)
            pagina.wait_for_load_state("networkidle")
            yield f"{tamano[0]}-{tema}", pagina, quejas

    with override_settings(DEBUG=True, DEMO=True):
        yield paginas
    for contexto in contextos:
        contexto.close()


@pytest.fixture
def mirar(abrir):
    """`mirar(nombre, ruta, usuario, hacer)`: open it at every place, do something, ask axe."""

    def revisar(nombre, ruta, usuario=None, hacer=None):
        for donde, pagina, quejas in abrir(ruta, usuario):
            if hacer:
                hacer(pagina)
                pagina.wait_for_load_state("networkidle")
            _fotografiar(pagina, f"{nombre}-{donde}")
            assert [queja for queja in quejas if "422" not in queja] == [], (nombre, donde)
            assert faltas_de_accesibilidad(pagina) == [], (nombre, donde)
            ancho = pagina.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert ancho <= 0, (nombre, donde, ancho)

    return revisar


def _sesion(usuario, url):
    cliente = Client()
    cliente.force_login(usuario)
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": galleta, "url": url}


def _fotografiar(pagina, nombre):
    if FOTOS:
        Path(FOTOS).mkdir(parents=True, exist_ok=True)
        pagina.screenshot(path=f"{FOTOS}/{nombre}.png", full_page=True)


@pytest.fixture
def contacto(transactional_db):
    """A customer with units of every verdict and a conversation."""
    EmpresaFactory(
        telefono="+34915550123",
        direccion="Calle del Pez, 12",
        codigo_postal="28004",
        municipio="Madrid",
    )
    contacto = ContactoConAccesoFactory(
        cliente__nombre=LARGO, nombre="Hermenegilda Fernández-Villaverde", usuario__nombre="Herme"
    )
    cliente = contacto.cliente
    sede = SedeFactory(cliente=cliente, nombre="Casa de la playa")
    largo = ProductoFactory(nombre="Caldera mural de condensación estanca Térmica Plus 28/28 MI-N")
    equipo_en_garantia(contacto, alias="La caldera", producto=largo, sede=sede)
    equipo_en_garantia(
        contacto,
        nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE,
        vendedor="Electrodomésticos Ñandú",
    )
    viejo = EquipoFactory(cliente=cliente)
    CompraFactory(
        equipo=viejo,
        fecha_contrato="2018-03-01",
        condicion=Condicion.NUEVO,
        importe_eur="1299.90",
    )
    SuspensionFactory(equipo=viejo)
    EquipoFactory(cliente=cliente, numero_serie="")
    return contacto


@pytest.fixture
def incidencia(contacto):
    equipo = contacto.cliente.equipos.first()
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            equipo=equipo,
            asunto="No funciona: no enciende y sale E02 desde el martes por la noche",
            descripcion="No enciende.\n\nSale E02 desde el martes por la noche. " + "muy " * 30,
            tipo="averia",
            canal=Canal.PORTAL,
        ),
        por=contacto,
        en=timezone.now() - timedelta(days=2),
    )
    agente = AgenteFactory(nombre="Ana Agente")
    responder(incidencia.pk, por=agente, texto="¿Puede mandarnos una foto de la etiqueta?")
    recibir_mensaje(incidencia.pk, por=contacto, texto="Ahora mismo.", canal=Canal.PORTAL)
    return incidencia


def test_the_public_pages(mirar, contacto):
    equipo = contacto.cliente.equipos.first()
    mirar("inicio", "/")
    mirar("persona", "/persona/")
    mirar("seguimiento", "/seguimiento/")
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    token = firmar_etiqueta(equipo, etiqueta.version)
    mirar("etiqueta", reverse("portal:etiqueta", args=[token]))
    mirar("entrar", reverse("account_login"))
    mirar("codigo", reverse("account_request_login_code"))


def test_the_public_pages_of_an_empty_installation(mirar):
    mirar("inicio-vacio", "/")
    mirar("persona-vacio", "/persona/")


def test_what_is_missing_in_a_public_form(mirar):
    mirar("seguimiento-error", "/seguimiento/", hacer=lambda p: p.click("main button.btn-primary"))


def _pedir_codigo(pagina):
    pagina.fill("#id_email", f"{uuid4()}@correo.example")
    pagina.click("main button.btn-primary")


def test_the_code_is_asked_for(mirar, contacto):
    mirar("codigo-confirmar", reverse("account_request_login_code"), hacer=_pedir_codigo)


def test_the_pages_of_a_customer(mirar, contacto, incidencia):
    usuario = contacto.usuario
    codigo = incidencia.codigo
    con_cobertura = incidencia.equipo
    mirar("mis-cosas", "/portal/", usuario)
    mirar("elegir", "/portal/avisar/", usuario)
    for numero, equipo in enumerate(contacto.cliente.equipos.order_by("pk")):
        ruta = reverse("portal:avisar_equipo", args=[equipo.uid])
        mirar(f"avisar-{numero}", ruta, usuario)
    mirar("avisar-otro", "/portal/avisar/otro/", usuario)
    mirar(
        "avisar-error",
        reverse("portal:avisar_equipo", args=[con_cobertura.uid]),
        usuario,
        hacer=lambda p: p.click("main button.btn-primary"),
    )
    mirar("incidencia", reverse("portal:incidencia", args=[codigo]), usuario)
    mirar("acuse", reverse("portal:acuse", args=[codigo]), usuario)
    mirar("persona-cliente", "/persona/", usuario)


def test_a_resolved_case_by_its_link(mirar, contacto, incidencia):
    resolver_incidencia(
        incidencia.pk, por=AgenteFactory(), solucion="Cambio de la placa", causa="desgaste"
    )
    ruta = reverse(
        "portal:seguimiento_enlace",
        args=[incidencia.codigo, firmar("seguimiento", incidencia.codigo, 1)],
    )
    mirar("incidencia-resuelta", ruta)
    mirar("incidencia-reabrir", ruta, hacer=_decir_que_no)


def test_to_be_called_by_the_link_of_a_case_in_its_language(mirar, incidencia):
    type(incidencia).objects.filter(pk=incidencia.pk).update(idioma="eu")
    ruta = reverse(
        "portal:seguimiento_enlace",
        args=[incidencia.codigo, firmar("seguimiento", incidencia.codigo, 1)],
    )
    mirar("llamar-mal", ruta, hacer=lambda pagina: _pedir_llamada(pagina, "12"))
    assert not incidencia.devoluciones_llamada.exists()
    mirar("llamar", ruta, hacer=lambda pagina: _pedir_llamada(pagina, "600 12 34 56"))
    assert incidencia.devoluciones_llamada.get().hora_pactada


def _pedir_llamada(pagina, telefono):
    """At the first hour of the second day that is offered."""
    pagina.click("#llamar summary")
    pagina.fill("#llamar input[type=tel]", telefono)
    hora = pagina.locator("#llamar optgroup").nth(1).locator("option").first
    pagina.select_option("#llamar select", hora.get_attribute("value"))
    pagina.click("#llamar button")


def _decir_que_no(pagina):
    pagina.click("main details summary")
    pagina.click("main details button")


def test_the_pages_of_a_customer_with_nothing(mirar):
    usuario = ContactoConAccesoFactory().usuario
    mirar("mis-cosas-vacio", "/portal/", usuario)
    mirar("elegir-vacio", "/portal/avisar/", usuario)


def test_the_pages_of_the_office(mirar, contacto, incidencia):
    agente = AgenteFactory(nombre=LARGO)
    crear_token(agente, nombre="ERP de la central")
    cliente = contacto.cliente
    ContactoFactory(
        cliente=cliente, nombre=LARGO, necesita_letra_grande=True, es_mayor_65=True, activo=False
    )
    for n in range(12):
        ClienteFactory(nombre=f"Cliente {n}", tipo=TipoCliente.EMPRESA, segmento="Oro")
    ClienteFactory(nombre="desconocido@correo.example", es_provisional=True)
    mirar("clientes", "/clientes/", agente)
    mirar("clientes-nadie", "/clientes/?q=xyzxyz", agente)
    mirar("cliente", cliente.get_absolute_url(), agente)
    mirar("equipo", incidencia.equipo.get_absolute_url(), agente)
    mirar("equipo-fecha", incidencia.equipo.get_absolute_url() + "?fecha=1900-01-01", agente)
    mirar("cliente-nuevo", "/clientes/nuevo/", agente)
    mirar(
        "cliente-error",
        "/clientes/nuevo/",
        agente,
        hacer=lambda p: p.click("main button.btn-primary"),
    )
    mirar("equipo-editar", reverse("clientes:editar_equipo", args=[incidencia.equipo.pk]), agente)
    mirar("compra-nueva", reverse("clientes:nueva_compra", args=[cliente.pk]), agente)
    mirar("tokens", "/ajustes/tokens/", agente)
    mirar("mfa", reverse("mfa_index"), agente)


def test_the_pages_of_the_office_with_nothing(mirar):
    agente = AgenteFactory()
    cliente = ClienteFactory(es_provisional=True)
    equipo = EquipoFactory(cliente=cliente)
    mirar("cliente-vacio", cliente.get_absolute_url(), agente)
    mirar("equipo-vacio", equipo.get_absolute_url(), agente)
    mirar("tokens-vacio", "/ajustes/tokens/", agente)
    type(equipo).objects.all().delete()
    type(cliente).objects.all().delete()
    mirar("clientes-vacio", "/clientes/", agente)
