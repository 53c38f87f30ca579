"""What a contact allows: given with proof, taken back, and its history kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clientes.models import BaseJuridica, Consentimiento, FinalidadConsentimiento
from clientes.servicios import otorgar_consentimiento, retirar_consentimiento
from clientes.tests.fabricas import ClienteFactory, ConsentimientoFactory, ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
BUENO = {
    "finalidad": FinalidadConsentimiento.COMERCIAL,
    "base": BaseJuridica.CONSENTIMIENTO,
    "prueba": "Llamada del 3 de mayo",
}


def test_a_consent_is_given_with_its_proof_and_one_event():
    contacto = ContactoFactory()
    dado = otorgar_consentimiento(contacto.pk, por=SISTEMA, **BUENO)
    assert dado.vale()
    suceso = contacto.cliente.eventos.get()
    assert (suceso.codigo, suceso.datos) == (
        "consentimiento",
        {"consentimiento": dado.pk, "finalidad": "comercial"},
    )


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"prueba": " "}, "prueba", "hay que poder probarlo"),
        ({"otorgado_en": datetime(1900, 1, 1, tzinfo=UTC)}, "otorgado_en", "demasiado antigua"),
        ({"otorgado_en": datetime(3000, 1, 1, tzinfo=UTC)}, "otorgado_en", "en el futuro"),
        ({"caduca_en": datetime(2020, 1, 1, tzinfo=UTC)}, "caduca_en", "antes de haberse dado"),
        ({"caduca_en": datetime(3000, 1, 1, tzinfo=UTC)}, "caduca_en", "en el futuro"),
        ({"finalidad": "todo"}, "finalidad", "todo"),
    ],
)
def test_a_wrong_consent_is_refused_at_its_field(cambio, campo, frase):
    contacto = ContactoFactory()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        otorgar_consentimiento(contacto.pk, por=SISTEMA, **{**BUENO, **cambio})
    assert error.value.campo == campo
    assert not Consentimiento.objects.exists()
    assert not contacto.cliente.eventos.exists()


def test_taking_back_ends_every_one_in_force_for_that_purpose():
    contacto = ContactoFactory()
    viejo, nuevo = ConsentimientoFactory.create_batch(2, contacto=contacto)
    otro = ConsentimientoFactory(contacto=contacto, finalidad=FinalidadConsentimiento.GRABACION)
    retirar_consentimiento(nuevo.pk, por=SISTEMA)
    assert list(Consentimiento.objects.vigentes()) == [otro]
    assert contacto.cliente.eventos.filter(codigo="consentimiento_retirado").count() == 2
    viejo.refresh_from_db()
    assert viejo.retirado_en is not None


def test_what_had_run_out_before_keeps_its_own_end():
    contacto = ContactoFactory()
    caducado = ConsentimientoFactory(
        contacto=contacto, caduca_en=timezone.now() - timedelta(days=1)
    )
    retirar_consentimiento(ConsentimientoFactory(contacto=contacto).pk, por=SISTEMA)
    caducado.refresh_from_db()
    assert caducado.retirado_en is None


def test_taking_back_twice_is_refused():
    dado = ConsentimientoFactory()
    retirar_consentimiento(dado.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="ya estaba retirado"):
        retirar_consentimiento(dado.pk, por=SISTEMA)
    assert dado.contacto.cliente.eventos.count() == 1


@pytest.mark.parametrize(
    ("en", "frase"),
    [
        (datetime(2025, 1, 1, tzinfo=UTC), "antes de haberse dado"),
        (datetime(3000, 1, 1, tzinfo=UTC), "en el futuro"),
    ],
)
def test_it_is_not_taken_back_before_it_was_given_nor_tomorrow(en, frase):
    dado = ConsentimientoFactory()
    with pytest.raises(ErrorDeNegocio, match=frase):
        retirar_consentimiento(dado.pk, por=SISTEMA, en=en)
    dado.refresh_from_db()
    assert dado.retirado_en is None


# --- On screen


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def _datos(suyo, **cambios):
    base = {"contacto": suyo.pk, "otorgado_en": "2026-02-03", "caduca_en": "2028-02-03"}
    return {**base, **BUENO, **cambios}


def test_a_consent_is_noted_with_its_document(client, agente):
    contacto = ContactoFactory()
    ruta = reverse("clientes:nuevo_consentimiento", args=[contacto.cliente_id])
    firmado = SimpleUploadedFile("permiso.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj<<>>endobj\n%%EOF")
    datos = _datos(contacto, prueba="", documento=firmado)
    respuesta = client.post(ruta, datos)
    assert respuesta.url == contacto.cliente.get_absolute_url()
    dado = Consentimiento.objects.get()
    assert dado.justificante.tipo == "application/pdf"
    assert dado.vale(datetime(2028, 2, 3, 20, tzinfo=UTC))  # the whole last day
    assert not dado.vale(datetime(2028, 2, 4, 12, tzinfo=UTC))
    ruta = reverse("clientes:documento_consentimiento", args=[contacto.cliente_id, dado.pk])
    assert "Documento" in client.get(contacto.cliente.get_absolute_url()).content.decode()
    servido = client.get(ruta)
    assert servido["Content-Type"] == "application/pdf"
    assert b"".join(servido.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"contacto": ""}, "contacto"),
        ({"contacto": "999999"}, "contacto"),
        ({"finalidad": "todo"}, "finalidad"),
        ({"otorgado_en": "1900-01-01"}, "otorgado_en"),
        ({"otorgado_en": "3000-01-01"}, "otorgado_en"),
        ({"otorgado_en": "ayer"}, "otorgado_en"),
        ({"caduca_en": "2026-01-01"}, "caduca_en"),
        ({"caduca_en": "9999-12-31"}, "caduca_en"),
        ({"prueba": ""}, "prueba"),
        ({"prueba": "x" * 501}, "prueba"),
    ],
)
def test_a_wrong_consent_is_said_at_its_field_and_nothing_is_lost(client, agente, cambio, campo):
    contacto = ContactoFactory()
    ruta = reverse("clientes:nuevo_consentimiento", args=[contacto.cliente_id])
    respuesta = client.post(ruta, _datos(contacto, **cambio))
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert not Consentimiento.objects.exists()


def test_a_file_of_another_kind_is_said_beside_it(client, agente):
    contacto = ContactoFactory()
    ruta = reverse("clientes:nuevo_consentimiento", args=[contacto.cliente_id])
    for fichero in (SimpleUploadedFile("x.exe", b"MZ"), SimpleUploadedFile("x.pdf", b"")):
        respuesta = client.post(ruta, _datos(contacto, documento=fichero))
        assert respuesta.status_code == 422
        assert list(respuesta.context["form"].errors) == ["documento"]
    assert not Consentimiento.objects.exists()


def test_another_customers_contact_is_not_among_the_choices(client, agente):
    ruta = reverse("clientes:nuevo_consentimiento", args=[ClienteFactory().pk])
    respuesta = client.post(ruta, _datos(ContactoFactory()))
    assert "Elige una de la lista." in str(respuesta.context["form"].errors["contacto"])


def test_taking_back_is_asked_once_and_done(client, agente):
    dado = ConsentimientoFactory(contacto__nombre="<b>Ana</b>")
    cliente = dado.contacto.cliente
    ruta = reverse("clientes:retirar_consentimiento", args=[cliente.pk, dado.pk])
    assert "&lt;b&gt;Ana" in client.get(ruta).content.decode()
    assert client.post(ruta).url == cliente.get_absolute_url()
    dado.refresh_from_db()
    assert dado.retirado_en is not None
    assert client.post(ruta).status_code == 422
    assert "retirado el" in client.get(cliente.get_absolute_url()).content.decode()


def test_another_customers_consent_is_a_404(client, agente):
    dado = ConsentimientoFactory()
    for nombre in ("retirar_consentimiento", "documento_consentimiento"):
        ruta = reverse(f"clientes:{nombre}", args=[ClienteFactory().pk, dado.pk])
        assert client.get(ruta).status_code == 404
