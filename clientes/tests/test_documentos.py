"""The papers of a unit: kept for whoever owned it then, and purchases still to be checked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clientes.models import (
    ClaseDocumento,
    Compra,
    DocumentoEquipo,
    EventoCliente,
    EventoEquipo,
    MotivoTraspaso,
)
from clientes.servicios import comprobar_compra, guardar_documento, traspasar_equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ContactoFactory,
    EquipoFactory,
)
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory
from nucleo.archivos import guardar_bytes
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _guardar(equipo, datos=PDF, **cambios):
    archivo = guardar_bytes(datos, "application/pdf")
    valores = {"nombre": "factura.pdf", "clase": ClaseDocumento.JUSTIFICANTE, **cambios}
    return guardar_documento(equipo.pk, por=SISTEMA, archivo=archivo, **valores)


def test_a_document_is_kept_with_its_unit_and_its_event():
    equipo = EquipoFactory()
    documento = _guardar(equipo)
    assert (documento.cliente, documento.nombre) == (equipo.cliente, "factura.pdf")
    evento = EventoEquipo.objects.get(codigo="documento")
    assert evento.datos == {"documento": documento.pk, "clase": "justificante"}


def test_the_same_file_twice_is_one_document():
    equipo = EquipoFactory()
    assert _guardar(equipo) == _guardar(equipo)
    assert EventoEquipo.objects.filter(codigo="documento").count() == 1


def test_an_unknown_kind_is_refused_and_nothing_is_kept():
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio) as error:
        _guardar(equipo, clase="testamento")
    assert error.value.campo == "clase"
    assert not DocumentoEquipo.objects.exists()
    assert not EventoEquipo.objects.exists()


def test_the_next_owner_does_not_see_the_papers_of_the_one_before():
    antes, despues = (
        ContactoFactory(usuario=ClienteUsuarioFactory(), cliente=ClienteFactory()) for _ in "12"
    )
    equipo = EquipoFactory(cliente=antes.cliente)
    _guardar(equipo)
    assert DocumentoEquipo.objects.visibles_para(antes.usuario).exists()
    traspasar_equipo(
        equipo.pk,
        por=SISTEMA,
        cliente=despues.cliente,
        en_fecha=date(2026, 11, 1),
        motivo=MotivoTraspaso.COMPRAVENTA,
    )
    assert not DocumentoEquipo.objects.visibles_para(antes.usuario).exists()
    assert not DocumentoEquipo.objects.visibles_para(despues.usuario).exists()
    assert DocumentoEquipo.objects.visibles_para(AgenteFactory()).exists()


def test_the_office_keeps_and_opens_a_document(client):
    client.force_login(AgenteFactory())
    equipo = EquipoFactory()
    fichero = SimpleUploadedFile("manual.pdf", PDF, content_type="application/pdf")
    respuesta = client.post(
        reverse("clientes:nuevo_documento", args=[equipo.pk]),
        {"clase": "manual", "fichero": fichero},
    )
    documento = DocumentoEquipo.objects.get()
    assert respuesta.url == equipo.get_absolute_url()
    assert "manual.pdf" in client.get(respuesta.url).content.decode()
    ruta = reverse("clientes:documento", args=[equipo.pk, documento.pk])
    servido = client.get(ruta)
    assert servido["Content-Type"] == "application/pdf"
    assert b"".join(servido.streaming_content).startswith(b"%PDF")
    otro = reverse("clientes:documento", args=[EquipoFactory().pk, documento.pk])
    assert client.get(otro).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(client):
    client.force_login(AgenteFactory())
    equipo = EquipoFactory()
    fichero = SimpleUploadedFile("manual.pdf", b"MZ\x90\x00", content_type="application/pdf")
    respuesta = client.post(
        reverse("clientes:nuevo_documento", args=[equipo.pk]),
        {"clase": "manual", "fichero": fichero},
    )
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["fichero"]
    assert not DocumentoEquipo.objects.exists()


def test_a_purchase_told_by_the_customer_is_checked_once():
    compra = CompraFactory(por_comprobar=True)
    comprobar_compra(compra.pk, por=AgenteFactory())
    compra.refresh_from_db()
    assert not compra.por_comprobar
    assert EventoCliente.objects.get().datos == {"compra": compra.pk}
    with pytest.raises(ErrorDeNegocio):
        comprobar_compra(compra.pk, por=AgenteFactory())
    assert EventoCliente.objects.count() == 1


def test_the_office_says_that_it_has_seen_the_evidence(client):
    compra = CompraFactory(por_comprobar=True)
    ruta = reverse("clientes:comprobar_compra", args=[compra.equipo_id, compra.pk])
    client.force_login(ClienteUsuarioFactory())
    assert client.post(ruta).status_code == 404
    assert Compra.objects.get().por_comprobar
    client.force_login(AgenteFactory())
    assert "Lo he visto" in client.get(compra.equipo.get_absolute_url()).content.decode()
    client.post(ruta)
    assert not Compra.objects.get().por_comprobar
    assert "Lo he visto" not in client.get(compra.equipo.get_absolute_url()).content.decode()


def _comprar(client, equipo, fichero):
    return client.post(
        reverse("clientes:nueva_compra", args=[equipo.cliente_id]),
        {
            "equipo": equipo.pk,
            "condicion": "nuevo",
            "fecha_contrato": "2026-02-01",
            "fichero": fichero,
        },
    )


def test_the_evidence_of_a_purchase_is_kept_with_it_and_with_its_unit(client):
    client.force_login(AgenteFactory())
    equipo = EquipoFactory()
    respuesta = _comprar(
        client, equipo, SimpleUploadedFile("factura.pdf", PDF, content_type="application/pdf")
    )
    assert respuesta.url == equipo.get_absolute_url()
    documento = DocumentoEquipo.objects.get()
    assert (documento.equipo, documento.clase) == (equipo, "justificante")
    assert Compra.objects.get().justificante == documento.archivo


def test_a_purchase_with_a_false_file_is_not_recorded(client):
    client.force_login(AgenteFactory())
    equipo = EquipoFactory()
    fichero = SimpleUploadedFile("factura.pdf", b"MZ\x90\x00", content_type="application/pdf")
    respuesta = _comprar(client, equipo, fichero)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["fichero"]
    assert not Compra.objects.exists()
    assert not DocumentoEquipo.objects.exists()
