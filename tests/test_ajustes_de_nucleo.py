"""Settings pages of the mechanisms: company, mail that did not leave, the demo's mailbox."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cuentas.tests.fabricas import UsuarioFactory
from nucleo import buzon
from nucleo.models import Comunicacion, Empresa
from nucleo.models.comunicaciones import Destino
from nucleo.tests.fabricas import ComunicacionFactory, EmpresaFactory
from nucleo.tests.test_buzon import MALO, correo

pytestmark = pytest.mark.django_db

DATOS = {
    "nombre": "Calderas Ñuñoa",
    "nif": "b-12345674",
    "comunidad": "CT",
    "zona": "Europe/Madrid",
    "codigo_postal": "08001",
    "web": "https://calderas.example",
    "palabra_equipo": "aparato",
}


def entrar(client, *roles):
    usuario = UsuarioFactory(roles=list(roles))
    client.force_login(usuario)
    return usuario


# --- Company


def test_the_company_is_saved_once_and_then_changed(client):
    entrar(client, "administrador")
    assert client.get(reverse("nucleo:empresa")).status_code == 200
    assert client.post(reverse("nucleo:empresa"), DATOS).status_code == 302
    client.post(reverse("nucleo:empresa"), {**DATOS, "nombre": "Otra"})
    assert Empresa.objects.values_list("nombre", "nif").get() == ("Otra", "B12345674")


@pytest.mark.parametrize(
    ("campo", "valor", "frase"),
    [
        ("nombre", "", "requerido"),
        ("nombre", "x" * 121, "120"),
        ("nif", "B12345678", "no es un NIF"),
        ("codigo_postal", "8001", "cinco cifras"),
        ("correo", "sin arroba", "correo"),
        ("web", "javascript:alert(1)", "URL"),
        ("zona", "America/Lima", "válida"),
    ],
)
def test_a_bad_field_is_told_and_nothing_is_written(client, campo, valor, frase):
    entrar(client, "administrador")
    EmpresaFactory(nombre="Antes")
    respuesta = client.post(reverse("nucleo:empresa"), {**DATOS, campo: valor})
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors[campo])
    assert Empresa.objects.get().nombre == "Antes"


@pytest.mark.parametrize("rol", ["agente", "tecnico", "cliente", "gestor"])
def test_only_an_administrator_finds_it(client, rol):
    entrar(client, rol)
    assert client.post(reverse("nucleo:empresa"), DATOS).status_code == 404
    assert not Empresa.objects.exists()


def test_html_in_the_name_stays_text(client):
    entrar(client, "administrador")
    EmpresaFactory(nombre="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(reverse("nucleo:ajustes")).content.decode()


# --- Mail that did not leave


def fallida(**campos) -> Comunicacion:
    return ComunicacionFactory(
        destino=Destino.FALLIDA, fallido_en=timezone.now(), ultimo_error="550 no existe", **campos
    )


def test_what_could_not_leave_is_listed_with_its_reason(client):
    entrar(client, "coordinador")
    fallida(para="marta@cliente.example")
    ComunicacionFactory(para="espera@cliente.example")
    texto = client.get(reverse("nucleo:correo_fallido")).content.decode()
    assert "marta@cliente.example" in texto
    assert "550 no existe" in texto
    assert "espera@cliente.example" not in texto


def test_without_any_it_says_so(client):
    entrar(client, "coordinador")
    assert (
        "Todo el correo ha salido" in client.get(reverse("nucleo:correo_fallido")).content.decode()
    )


def test_it_can_be_sent_again(client):
    entrar(client, "coordinador")
    una = fallida()
    client.post(reverse("nucleo:reintentar_correo", args=[una.pk]))
    una.refresh_from_db()
    assert una.destino == Destino.PENDIENTE


def test_what_left_is_not_sent_again(client):
    entrar(client, "coordinador")
    una = ComunicacionFactory(destino=Destino.ENVIADA, enviado_en=timezone.now())
    respuesta = client.post(reverse("nucleo:reintentar_correo", args=[una.pk]), follow=True)
    assert "Solo se reintenta" in respuesta.content.decode()
    una.refresh_from_db()
    assert una.destino == Destino.ENVIADA


@pytest.mark.parametrize("rol", ["agente", "tecnico", "externo", "cliente"])
def test_addresses_of_customers_are_not_for_everybody(client, rol):
    entrar(client, rol)
    una = fallida()
    assert client.get(reverse("nucleo:correo_fallido")).status_code == 404
    assert client.post(reverse("nucleo:reintentar_correo", args=[una.pk])).status_code == 404
    una.refresh_from_db()
    assert una.destino == Destino.FALLIDA


def test_the_list_costs_the_same_with_one_row_as_with_twenty(client, consultas):
    entrar(client, "coordinador")
    fallida()
    client.get(reverse("nucleo:correo_fallido"))
    con_una = consultas(client.get, reverse("nucleo:correo_fallido"))
    for _ in range(19):
        fallida()
    assert consultas(client.get, reverse("nucleo:correo_fallido")) == con_una


# --- The demo's mailbox


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path


@pytest.fixture
def nombre(demo):
    return buzon.guardar(correo(html=MALO).as_bytes()).stem


def test_staff_read_it_in_the_demo(client, nombre):
    entrar(client, "agente")
    assert "Su avería" in client.get(reverse("nucleo:correo_demo")).content.decode()
    pagina = client.get(reverse("nucleo:correo_demo_mensaje", args=[nombre])).content.decode()
    assert "Hola, Ñuño." in pagina
    assert "alert(1)" not in pagina


def test_its_html_comes_in_a_document_where_nothing_runs(client, nombre):
    entrar(client, "agente")
    respuesta = client.get(reverse("nucleo:correo_demo_cuerpo", args=[nombre]))
    assert "sandbox" in respuesta["Content-Security-Policy"]
    assert "default-src 'none'" in respuesta["Content-Security-Policy"]
    assert respuesta["X-Frame-Options"] == "SAMEORIGIN"
    assert "script" not in respuesta.content.decode()


def test_its_files_can_only_be_downloaded(client, nombre):
    entrar(client, "agente")
    respuesta = client.get(reverse("nucleo:correo_demo_adjunto", args=[nombre, 0]))
    assert respuesta["Content-Disposition"] == 'attachment; filename="parte.pdf"'
    assert respuesta.content == b"%PDF"
    assert client.get(reverse("nucleo:correo_demo_adjunto", args=[nombre, 1])).status_code == 404


def test_an_empty_mailbox_says_what_to_do(client, demo):
    entrar(client, "agente")
    assert "Aún no hay correo" in client.get(reverse("nucleo:correo_demo")).content.decode()


def test_outside_the_demo_it_does_not_exist(client, nombre, settings):
    settings.DEMO = False
    entrar(client, "administrador")
    assert client.get(reverse("nucleo:correo_demo")).status_code == 404
    assert client.get(reverse("nucleo:correo_demo_mensaje", args=[nombre])).status_code == 404
    assert "demostración" not in client.get(reverse("nucleo:ajustes")).content.decode()


def test_customers_do_not_find_it(client, nombre):
    entrar(client, "cliente")
    assert client.get(reverse("nucleo:correo_demo")).status_code == 404
    assert client.get(reverse("nucleo:correo_demo_cuerpo", args=[nombre])).status_code == 404
