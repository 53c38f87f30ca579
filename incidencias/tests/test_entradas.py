"""Quick intake: at the counter, by post, a complaint sheet; with their dates and their limits."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    CartaRecibida,
    ClaseLegal,
    HojaReclamaciones,
    Incidencia,
    Tipo,
)
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.papeles import registrar_hoja
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.fabricas import ArchivoFactory, EmpresaFactory

pytestmark = pytest.mark.django_db
AHORA = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture(autouse=True)
def hoy():
    with time_machine.travel(AHORA, tick=False):
        yield


def papel(nombre="carta.pdf"):
    return SimpleUploadedFile(nombre, b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n%%EOF\n")


def datos(clase, **cambios):
    del_papel = {
        "mostrador": {"tipo": "consulta"},
        "sugerencia": {"canal": "presencial"},
        "carta": {"tipo": "queja", "fecha_llegada": "2026-11-18", "escaneado": papel()},
        "hoja": {
            "numero": "A 12345",
            "comunidad": "MD",
            "fecha": "2026-11-16",
            "escaneado": papel("hoja.pdf"),
        },
    }[clase]
    base = {"cliente": ClienteFactory().pk, "asunto": "No vinieron", "descripcion": "El martes"}
    return {c: v for c, v in {**base, **del_papel, **cambios}.items() if v is not None}


def enviar(oficina, clase, **cambios):
    return oficina.post(reverse(f"incidencias:entrada_{clase}"), datos(clase, **cambios))


@pytest.mark.parametrize(
    ("clase", "canal", "tipo"),
    [
        ("mostrador", Canal.PRESENCIAL, Tipo.CONSULTA),
        ("carta", Canal.POSTAL, Tipo.QUEJA),
        ("hoja", Canal.PRESENCIAL, Tipo.RECLAMACION),
        ("sugerencia", Canal.PRESENCIAL, Tipo.SUGERENCIA),
    ],
)
def test_each_way_in_opens_a_case_of_its_channel(oficina, agente, clase, canal, tipo):
    vacia = oficina.get(reverse(f"incidencias:entrada_{clase}"))
    assert (vacia.status_code, vacia.context["form"].errors) == (200, {})
    respuesta = enviar(oficina, clase)
    caso = Incidencia.objects.get()
    assert respuesta.url == caso.get_absolute_url()
    assert (caso.canal, caso.tipo, caso.responsable) == (canal, tipo, agente)
    assert oficina.get(respuesta.url).status_code == 200


def test_at_the_counter_a_new_customer_is_written_down_with_the_case(oficina):
    enviar(oficina, "mostrador", cliente=None, nuevo_nombre="Rosa Mir", nuevo_telefono="600123456")
    assert Incidencia.objects.get().cliente.nombre == "Rosa Mir"


def test_a_letter_counts_from_the_day_on_which_it_came(oficina):
    enviar(oficina, "carta", fecha_matasellos="2026-11-16", numero_certificado="cd 0123 es")
    carta = CartaRecibida.objects.get()
    caso = carta.incidencia
    assert (caso.dia_llegada, carta.numero_certificado) == (date(2026, 11, 18), "CD0123ES")
    assert carta.adjunto.nombre == "carta.pdf"
    limite = caso.plazos_legales.order_by("fecha_limite").first()
    assert limite.fecha_limite >= date(2026, 11, 18) + timedelta(days=10)
    assert "certificado" in oficina.get(caso.get_absolute_url()).content.decode()


def test_a_letter_about_a_case_is_one_more_message_of_it(oficina):
    caso = IncidenciaFactory(ocurrida_en=AHORA - timedelta(days=1))
    respuesta = enviar(oficina, "carta", cliente=None, asunto="", responde_a=caso.codigo)
    assert respuesta.url == caso.get_absolute_url()
    carta = CartaRecibida.objects.get()
    assert (carta.mensaje.canal, carta.mensaje.texto) == (Canal.POSTAL, "El martes")
    assert carta.mensaje.ocurrido_en == caso.ocurrida_en  # it came before, and is of that case
    assert Incidencia.objects.count() == 1


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"escaneado": None}, "escaneado"),
        ({"fecha_llegada": "1900-01-01"}, "fecha_llegada"),
        ({"fecha_llegada": "3000-01-01"}, "fecha_llegada"),
        ({"fecha_llegada": "2026-11-21"}, "fecha_llegada"),
        ({"fecha_llegada": "2010-11-21"}, "fecha_llegada"),
        ({"fecha_matasellos": "2026-11-19"}, "fecha_matasellos"),
        ({"responde_a": "INC-26-999999"}, "responde_a"),
        ({"responde_a": "la de ayer"}, "responde_a"),
        ({"cliente": None}, "cliente"),
        ({"asunto": ""}, "asunto"),
        ({"asunto": "x" * 201}, "asunto"),
        ({"numero_certificado": "x" * 41}, "numero_certificado"),
        ({"escaneado": SimpleUploadedFile("a.exe", b"MZ")}, "escaneado"),
    ],
)
def test_a_wrong_letter_is_said_at_its_field_and_writes_nothing(oficina, cambios, campo):
    respuesta = enviar(oficina, "carta", **cambios)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert not Incidencia.objects.exists()


def test_the_same_registered_letter_is_written_down_once(oficina):
    enviar(oficina, "carta", numero_certificado="CD1")
    respuesta = enviar(oficina, "carta", numero_certificado="cd 1")
    assert respuesta.status_code == 422
    assert "ya está registrada" in respuesta.content.decode()
    assert Incidencia.objects.count() == 1


def test_a_sheet_opens_a_complaint_with_its_limits_from_the_day_of_the_sheet(oficina):
    EmpresaFactory(comunidad="MD")
    enviar(oficina, "hoja")
    hoja = HojaReclamaciones.objects.get()
    caso = hoja.incidencia
    assert (hoja.numero, hoja.adjunto.nombre) == ("A12345", "hoja.pdf")
    assert (caso.clase_legal, caso.dia_llegada) == (
        ClaseLegal.QUEJA_RECLAMACION,
        date(2026, 11, 16),
    )
    assert caso.plazos_legales.exists()
    assert "A12345" in oficina.get(caso.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"numero": ""}, "numero"),
        ({"numero": "x" * 41}, "numero"),
        ({"comunidad": "ZZ"}, "comunidad"),
        ({"fecha": "2026-11-21"}, "fecha"),
        ({"escaneado": None}, "escaneado"),
    ],
)
def test_a_wrong_sheet_is_said_at_its_field_and_writes_nothing(oficina, cambios, campo):
    respuesta = enviar(oficina, "hoja", **cambios)
    assert (respuesta.status_code, campo in respuesta.context["form"].errors) == (422, True)
    assert not Incidencia.objects.exists()


def caso_de(agente, **cambios):
    nueva = {"cliente": ClienteFactory(), "asunto": "x", "tipo": Tipo.AVERIA, "canal": "telefono"}
    return abrir_incidencia(NuevaIncidencia(**nueva | cambios), por=agente)


def hoja(**cambios):
    base = {"numero": "A1", "comunidad": "MD", "fecha": date(2026, 11, 20)}
    return base | {"escaneado": [(ArchivoFactory(), "hoja.pdf")]} | cambios


def test_the_sheet_of_a_case_makes_it_a_complaint(oficina, agente):
    caso = caso_de(agente)
    assert not caso.plazos_legales.exists()
    url = reverse("incidencias:hoja", args=[caso.codigo])
    enviado = {"numero": "A1", "comunidad": "MD", "fecha": "2026-11-20", "escaneado": papel()}
    assert oficina.post(url, enviado).url == caso.get_absolute_url()
    caso.refresh_from_db()
    assert (caso.tipo, caso.clase_legal) == (Tipo.RECLAMACION, ClaseLegal.QUEJA_RECLAMACION)
    assert caso.plazos_legales.exists()
    assert caso.eventos.filter(codigo=Codigo.HOJA_RECLAMACIONES).exists()
    enviado["escaneado"] = papel()
    assert oficina.post(url, {**enviado, "numero": "A2"}).status_code == 422  # it has one


def test_a_sheet_older_than_its_case_would_have_other_limits(agente):
    caso = caso_de(agente)
    with pytest.raises(ErrorDeNegocio, match="anterior a la incidencia"):
        registrar_hoja(caso.pk, por=agente, **hoja(fecha=date(2026, 11, 10)))
    caso.refresh_from_db()
    assert caso.tipo == Tipo.AVERIA


def test_one_number_of_a_community_is_one_sheet(agente):
    registrar_hoja(caso_de(agente).pk, por=agente, **hoja())
    with pytest.raises(ErrorDeNegocio, match="ya está registrada"):
        registrar_hoja(caso_de(agente).pk, por=agente, **hoja())
    registrar_hoja(caso_de(agente).pk, por=agente, **hoja(comunidad="AN"))
    assert HojaReclamaciones.objects.count() == 2
