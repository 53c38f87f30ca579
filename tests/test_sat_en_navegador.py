"""The SAT in a real browser: accessible screens, dragging in the agenda, a visit on the phone."""

from datetime import timedelta

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.tests.fabricas import IncidenciaFactory
from sat.models import Estado, ModoFirma, Repuesto
from sat.tests.fabricas import (
    CitaFactory,
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    RepuestoFactory,
    manana_a_las,
)
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
ESCRITORIO, TELEFONO = (1440, 900), (390, 844)
LARGO = "José María Fernández de Córdoba y Álvarez de Toledo-Villaverde"


@pytest.fixture
def entrar(navegador, live_server, settings, tmp_path):
    """`entrar(usuario, ruta, tamano, tema)` → page, already signed in, and its complaints."""
    contextos = []
    settings.MEDIA_ROOT = tmp_path

    def abrir(usuario, ruta, tamano=ESCRITORIO, tema="light"):
        cliente = Client()
        cliente.force_login(usuario)
        contexto = navegador.new_context(
            viewport={"width": tamano[0], "height": tamano[1]}, color_scheme=tema, locale="es-ES"
        )
        contextos.append(contexto)
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
        yield abrir
    for contexto in contextos:
        contexto.close()


def orden_completa(**cambios):
    cliente = ClienteFactory(nombre=LARGO)
    equipo = EquipoFactory(cliente=cliente)
    datos = {
        "incidencia": IncidenciaFactory(cliente=cliente, equipo=equipo),
        "cliente": cliente,
        "equipo": equipo,
        "sede": SedeFactory(cliente=cliente, notas_acceso="Portero roto: llamar al llegar"),
        "ocurrida_en": timezone.now() - timedelta(days=2),
    }
    return OrdenFactory(**(datos | cambios))


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("tamano", [ESCRITORIO, TELEFONO], ids=["escritorio", "telefono"])
def test_the_screens_of_the_office_are_accessible(entrar, tamano, tema):
    orden = orden_completa(en_curso=True)
    cita = CitaFactory(orden=orden)
    IntervencionFactory(orden=orden)
    orden_completa()
    dia = f"{manana_a_las(10):%Y-%m-%d}"
    rutas = [
        reverse("sat:listado"),
        f"{reverse('sat:listado')}?vista=tablero",
        f"{reverse('sat:agenda')}?dia={dia}",
        f"{reverse('sat:agenda')}?dia={dia}&vista=semana",
        orden.get_absolute_url(),
        reverse("sat:dar_cita", args=[orden.codigo]),
        reverse("sat:anular_cita", args=[cita.pk]),
        reverse("sat:accion", args=[orden.codigo, "limite"]),
        reverse("sat:abrir", args=[orden.incidencia.codigo]),
    ]
    pagina, quejas = entrar(CoordinadorFactory(), rutas[0], tamano, tema)
    base = pagina.url.removesuffix(rutas[0])
    for ruta in rutas:
        pagina.goto(base + ruta)
        pagina.wait_for_load_state("networkidle")
        assert (ruta, faltas_de_accesibilidad(pagina)) == (ruta, [])
        assert (ruta, pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (
            ruta,
            True,
        )
        assert (ruta, quejas) == (ruta, [])


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_the_screens_of_the_phone_are_accessible(entrar, tema):
    RepuestoFactory()
    sesion = IntervencionFactory(orden=orden_completa(en_curso=True))
    CitaFactory(tecnico=sesion.tecnico, orden=orden_completa(planificada=True))
    rutas = [
        f"{reverse('sat:mi_dia')}?dia={manana_a_las(10):%Y-%m-%d}",
        reverse("sat:visita", args=[sesion.orden.codigo]),
        reverse("sat:terminar", args=[sesion.pk]),
    ]
    pagina, quejas = entrar(sesion.tecnico.usuario, rutas[0], TELEFONO, tema)
    base = pagina.url.removesuffix(rutas[0])
    for ruta in rutas:
        pagina.goto(base + ruta)
        pagina.wait_for_load_state("networkidle")
        assert (ruta, faltas_de_accesibilidad(pagina)) == (ruta, [])
        assert (ruta, pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (
            ruta,
            True,
        )
        assert (ruta, quejas) == (ruta, [])


def test_an_order_dragged_onto_a_slot_gets_its_appointment(entrar):
    tecnico, orden = FichaTecnicoFactory(), orden_completa()
    dia = f"{manana_a_las(10):%Y-%m-%d}"
    pagina, quejas = entrar(CoordinadorFactory(), f"{reverse('sat:agenda')}?dia={dia}")
    hueco = f'[data-hueco][data-tecnico="{tecnico.pk}"][data-hora="11:30"]'
    pagina.drag_and_drop(f'[data-orden="{orden.codigo}"]', hueco)
    pagina.wait_for_selector(".dia__cita")
    assert "Cita dada" in pagina.inner_text("[role=status]")
    assert orden.citas.get().empieza_en == manana_a_las(11, 30)
    assert quejas == []


def test_dragged_onto_a_busy_one_the_screen_says_why(entrar):
    ocupada = CitaFactory(desde=manana_a_las(12))
    orden = orden_completa(duracion_prevista_min=120)
    dia = f"{manana_a_las(10):%Y-%m-%d}"
    pagina, _quejas = entrar(CoordinadorFactory(), f"{reverse('sat:agenda')}?dia={dia}")
    hueco = f'[data-hueco][data-tecnico="{ocupada.tecnico_id}"][data-hora="11:00"]'
    pagina.drag_and_drop(f'[data-orden="{orden.codigo}"]', hueco)
    pagina.wait_for_selector(".aviso[role=alert]")
    assert ocupada.orden.codigo in pagina.inner_text("[role=alert]")
    assert not orden.citas.exists()


def test_the_agent_sees_when_we_come_on_the_first_screen_of_the_case(entrar):
    orden = orden_completa(planificada=True, proxima_cita_en=manana_a_las(10))
    cita = CitaFactory(orden=orden)
    pagina, _quejas = entrar(AgenteFactory(), orden.incidencia.get_absolute_url())
    frase = pagina.locator(".cuando-vienen")
    assert str(cita.tecnico) in frase.inner_text()
    assert frase.bounding_box()["y"] < ESCRITORIO[1]  # without scrolling


def test_a_visit_on_the_phone_from_start_to_signature(entrar):
    repuesto = RepuestoFactory()
    cita = CitaFactory(orden=orden_completa(planificada=True))
    ruta = reverse("sat:visita", args=[cita.orden.codigo])
    pagina, quejas = entrar(cita.tecnico.usuario, ruta, TELEFONO)
    pagina.get_by_role("button", name="Empezar").click()
    pagina.wait_for_selector("#comprobaciones")
    for si in pagina.locator("#comprobaciones input[value=si]").all():
        si.check()
    pagina.get_by_role("button", name="Guardar comprobaciones").click()
    pagina.wait_for_load_state("networkidle")
    pagina.select_option("#repuestos select", label=str(Repuesto.objects.get(pk=repuesto.pk)))
    pagina.locator("#repuestos").get_by_role("button", name="Añadir").click()
    pagina.wait_for_load_state("networkidle")
    pagina.get_by_role("link", name="Terminar la visita").click()
    pagina.get_by_label("Terminado: funciona").check()
    pagina.get_by_label("Qué se ha hecho").fill("Cambio de la válvula de gas")
    pagina.get_by_label("Quién firma").fill("Marta O'Brien")
    firmar(pagina)
    pagina.get_by_role("button", name="Terminar y enviar el parte").click()
    pagina.wait_for_url("**/sat/mi-dia/")
    cita.orden.refresh_from_db()
    parte = cita.orden.partes.get()
    assert (cita.orden.estado, parte.modo_firma) == (Estado.TERMINADA, ModoFirma.MANUSCRITA)
    assert parte.firma.bytes > 500
    assert quejas == []


def firmar(pagina) -> None:
    lienzo = pagina.locator("[data-firma] canvas")
    lienzo.scroll_into_view_if_needed()
    caja = lienzo.bounding_box()
    pagina.mouse.move(caja["x"] + 30, caja["y"] + 120)
    pagina.mouse.down()
    for x, y in ((90, 40), (140, 150), (200, 60), (280, 120)):
        pagina.mouse.move(caja["x"] + x, caja["y"] + y, steps=4)
    pagina.mouse.up()
