"""My units: one with its rights and papers, and putting another under my name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clientes.etiquetas import firmar_etiqueta
from clientes.models import (
    ClaseDocumento,
    Cobertura,
    Compra,
    DocumentoEquipo,
    Equipo,
    RolPortal,
)
from clientes.servicios import emitir_etiquetas, guardar_documento
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    EmpresaClienteFactory,
    EquipoContratadoFactory,
    EquipoFactory,
    OfertaPosventaFactory,
    ProductoFactory,
    SedeFactory,
    TarifaFactory,
)
from incidencias.models import Incidencia, Mensaje
from nucleo.archivos import guardar_bytes
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from portal.altas import anotar_compra
from portal.tests.fabricas import ContactoConAccesoFactory, equipo_en_garantia, foto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def contacto(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    return contacto


def _ver(client, equipo):
    return client.get(reverse("portal:equipo", args=[equipo.uid]))


def _registrar(client, producto, busqueda="", **datos):
    ruta = reverse("portal:registrar_equipo", args=[producto.pk]) + busqueda
    return client.post(ruta, datos)


# --- One of mine


def test_its_page_says_in_plain_words_whether_it_is_covered_and_what_it_costs(client, contacto):
    equipo = equipo_en_garantia(contacto)
    TarifaFactory(importe_eur="48.00", familia="")
    OfertaPosventaFactory()
    pagina = _ver(client, equipo).content.decode()
    assert "lo paga el vendedor" in pagina
    assert "no tiene que pagar nada" in pagina
    assert "48,00" in pagina
    assert reverse("portal:avisar_equipo", args=[equipo.uid]) in pagina
    assert (
        reverse("portal:equipo", args=[equipo.uid])
        in client.get(reverse("portal:mis_cosas")).content.decode()
    )


def test_another_customers_unit_and_its_papers_are_a_404(client, contacto):
    ajeno = EquipoFactory()
    documento = guardar_documento(
        ajeno.pk,
        por=SISTEMA,
        archivo=guardar_bytes(b"%PDF-1.4\n%%EOF\n", "application/pdf"),
        nombre="factura.pdf",
        clase=ClaseDocumento.JUSTIFICANTE,
    )
    assert _ver(client, ajeno).status_code == 404
    mio = EquipoFactory(cliente=contacto.cliente)
    for equipo in (ajeno, mio):
        ruta = reverse("portal:documento", args=[equipo.uid, documento.pk])
        assert client.get(ruta).status_code == 404


def test_who_only_uses_it_sees_neither_the_purchase_nor_the_papers_of_its_owner(client, contacto):
    equipo = EquipoFactory(usuario_contacto=contacto)
    CompraFactory(equipo=equipo, vendedor="Bazar Secreto")
    guardar_documento(
        equipo.pk,
        por=SISTEMA,
        archivo=guardar_bytes(b"%PDF-1.4\n%%EOF\n", "application/pdf"),
        nombre="factura.pdf",
        clase=ClaseDocumento.JUSTIFICANTE,
    )
    pagina = _ver(client, equipo)
    assert pagina.status_code == 200
    assert "Bazar Secreto" not in pagina.content.decode()
    assert "factura.pdf" not in pagina.content.decode()
    assert client.get(reverse("portal:desistir", args=[equipo.uid])).status_code == 404


def test_its_page_costs_the_same_with_one_paper_as_with_twenty(client, contacto, consultas):
    equipo = equipo_en_garantia(contacto)

    def papel(n):
        archivo = guardar_bytes(b"%PDF-1.4\n" + b"%" * n + b"\n%%EOF\n", "application/pdf")
        guardar_documento(
            equipo.pk, por=SISTEMA, archivo=archivo, nombre=f"{n}.pdf", clase=ClaseDocumento.OTRO
        )

    papel(1)
    _ver(client, equipo)
    antes = consultas(_ver, client, equipo)
    for n in range(2, 20):
        papel(n)
    assert consultas(_ver, client, equipo) == antes


# --- Putting one under my name


def test_a_model_is_found_by_any_part_of_its_name(client, contacto):
    producto = ProductoFactory(nombre="Caldera Ñandú 24", marca="Cálida")
    ProductoFactory(nombre="Horno", activo=False)
    pagina = client.get(reverse("portal:elegir_modelo"), {"q": "nandu"}).content.decode()
    assert reverse("portal:registrar_equipo", args=[producto.pk]) in pagina
    assert "Horno" not in client.get(
        reverse("portal:elegir_modelo"), {"q": "horno"}
    ).content.decode().replace("«horno»", "")


def test_a_unit_is_registered_with_its_purchase_its_plate_and_its_guarantee(client, contacto):
    producto = ProductoFactory()
    respuesta = _registrar(
        client,
        producto,
        numero_serie=" ab-12 ",
        alias="La de la playa",
        fecha_contrato="2026-02-01",
        fecha_albaran="2026-02-09",
        condicion="nuevo",
        modalidad="distancia",
        vendedor="Electro Sur",
        placa=[foto("placa.jpg")],
        justificante=[foto("tique.jpg")],
    )
    equipo = Equipo.objects.get()
    assert respuesta.url == reverse("portal:equipo", args=[equipo.uid])
    assert (equipo.cliente, equipo.numero_serie) == (contacto.cliente, "AB-12")
    compra = Compra.objects.get()
    assert (compra.equipo, compra.por_comprobar, compra.modalidad) == (equipo, True, "distancia")
    assert compra.justificante is not None
    assert Cobertura.objects.get().fecha_fin == date(2029, 2, 9)
    assert {(d.clase, d.nombre) for d in DocumentoEquipo.objects.all()} == {
        ("placa", "placa.jpg"),
        ("justificante", "tique.jpg"),
    }
    assert equipo.eventos.get(codigo="registrado").contacto == contacto
    pagina = client.get(respuesta.url).content.decode()
    assert "aún no hemos visto el justificante" in pagina
    assert "placa.jpg" in pagina


def test_the_photo_of_the_plate_is_enough(client, contacto):
    _registrar(client, ProductoFactory(), placa=[foto("placa.jpg")])
    equipo = Equipo.objects.get()
    assert equipo.numero_serie == ""
    assert not Compra.objects.exists()


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({}, "numero_serie"),
        ({"numero_serie": "X" * 81}, "numero_serie"),
        ({"numero_serie": "A1", "fecha_contrato": "1900-01-01"}, "fecha_contrato"),
        ({"numero_serie": "A1", "fecha_contrato": "3000-01-01"}, "fecha_contrato"),
        ({"numero_serie": "A1", "fecha_contrato": "31 de febrero"}, "fecha_contrato"),
        ({"numero_serie": "A1", "fecha_albaran": "2026-02-09"}, "fecha_contrato"),
        ({"numero_serie": "A1", "condicion": "robado"}, "condicion"),
        ({"numero_serie": "A1", "modalidad": "trueque"}, "modalidad"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(client, contacto, datos, campo):
    respuesta = _registrar(client, ProductoFactory(), alias="La mía", **datos)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert "La mía" in respuesta.content.decode()
    assert not Equipo.objects.exists()
    assert not Compra.objects.exists()


def test_the_photos_survive_a_mistake_each_in_its_field(client, contacto):
    producto = ProductoFactory()
    primera = _registrar(
        client,
        producto,
        placa=[foto("placa.jpg")],
        justificante=[foto("tique.jpg")],
        fecha_contrato="3000-01-01",
    )
    guardados = primera.context["form"].data["guardados"]
    _registrar(client, producto, guardados=guardados, fecha_contrato="2026-02-01")
    assert {(d.clase, d.nombre) for d in DocumentoEquipo.objects.all()} == {
        ("placa", "placa.jpg"),
        ("justificante", "tique.jpg"),
    }


def test_a_serial_that_is_anothers_is_looked_into_by_a_person_and_nothing_is_told(client, contacto):
    dueno = ClienteFactory(nombre="Doña Secreta")
    ajeno = EquipoFactory(cliente=dueno, numero_serie="AB-12")
    respuesta = _registrar(client, ajeno.producto, numero_serie="ab-12")
    incidencia = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[incidencia.codigo])
    assert "Secreta" not in client.get(respuesta.url).content.decode()
    texto = Mensaje.objects.get().texto
    assert "AB-12" in texto
    assert ajeno.get_absolute_url() in texto
    assert Equipo.objects.get() == ajeno
    ajeno.refresh_from_db()
    assert ajeno.cliente == dueno


def test_registering_again_what_is_mine_leads_to_its_page(client, contacto):
    mio = EquipoFactory(cliente=contacto.cliente, numero_serie="AB-12")
    respuesta = _registrar(client, mio.producto, numero_serie="ab-12")
    assert respuesta.url == reverse("portal:equipo", args=[mio.uid])
    assert Equipo.objects.count() == 1
    assert not Incidencia.objects.exists()


def test_the_label_of_anothers_unit_asks_a_person(client, contacto):
    ajeno = EquipoFactory()
    [etiqueta] = emitir_etiquetas([ajeno.pk], por=SISTEMA)
    token = firmar_etiqueta(ajeno, etiqueta.version)
    pagina = client.get(reverse("portal:etiqueta", args=[token])).content.decode()
    ruta = f"{reverse('portal:registrar_equipo', args=[ajeno.producto_id])}?etiqueta={token}"
    assert ruta in pagina
    client.post(ruta, {"numero_serie": "OTRO-1"})
    assert Incidencia.objects.get().cliente == contacto.cliente
    assert Equipo.objects.get() == ajeno


def test_the_label_of_a_unit_of_mine_leads_to_its_page(client, contacto):
    mio = EquipoFactory(cliente=contacto.cliente)
    [etiqueta] = emitir_etiquetas([mio.pk], por=SISTEMA)
    token = firmar_etiqueta(mio, etiqueta.version)
    respuesta = _registrar(client, mio.producto, f"?etiqueta={token}", numero_serie="A1")
    assert respuesta.url == reverse("portal:equipo", args=[mio.uid])
    assert Equipo.objects.get() == mio
    assert not Incidencia.objects.exists()


def test_a_purchase_that_we_know_is_completed_with_its_unit(client, contacto):
    producto = ProductoFactory()
    compra = CompraFactory(
        cliente=contacto.cliente,
        equipo=None,
        producto=producto,
        fecha_contrato=date(2026, 2, 1),
        fecha_factura=date(2026, 2, 1),
    )
    ruta = reverse("portal:registrar_equipo", args=[producto.pk])
    assert (
        f"{ruta}?compra={compra.pk}" in client.get(reverse("portal:elegir_modelo")).content.decode()
    )
    _registrar(client, producto, f"?compra={compra.pk}", numero_serie="A1")
    compra.refresh_from_db()
    assert compra.equipo == Equipo.objects.get()
    assert not compra.por_comprobar
    assert Cobertura.objects.get().fecha_fin == date(2029, 2, 1)


def test_another_customers_purchase_is_not_taken(client, contacto):
    producto = ProductoFactory()
    ajena = CompraFactory(cliente=ClienteFactory(), equipo=None, producto=producto)
    _registrar(client, producto, f"?compra={ajena.pk}", numero_serie="A1")
    ajena.refresh_from_db()
    assert ajena.equipo is None
    assert Equipo.objects.get().cliente == contacto.cliente
    assert not Cobertura.objects.exists()


def test_a_model_that_we_do_not_know_is_registered_by_a_person(client, contacto):
    ruta = reverse("portal:no_esta")
    vacia = client.post(ruta, {})
    assert (vacia.status_code, Incidencia.objects.count()) == (422, 0)
    assert "modelo" in vacia.context["form"].errors
    client.post(ruta, {"modelo": "Cálida 24", "ficheros": [foto("placa.jpg")]})
    incidencia = Incidencia.objects.get()
    assert "Cálida 24" in incidencia.descripcion
    assert [a.nombre for a in incidencia.adjuntos.all()] == ["placa.jpg"]


def test_in_a_company_it_is_of_the_company_and_used_by_who_registered_it(client):
    contacto = ContactoConAccesoFactory(
        cliente=EmpresaClienteFactory(), rol_portal=RolPortal.PROPIAS
    )
    client.force_login(contacto.usuario)
    sede = SedeFactory(cliente=contacto.cliente)
    _registrar(client, ProductoFactory(), numero_serie="A1", sede=sede.pk)
    equipo = Equipo.objects.get()
    assert (equipo.cliente, equipo.usuario_contacto) == (contacto.cliente, contacto)
    assert equipo.sede == sede
    assert _ver(client, equipo).status_code == 200


def test_another_customers_site_is_not_among_the_choices(client, contacto):
    SedeFactory(cliente=contacto.cliente)
    ajena = SedeFactory()
    respuesta = _registrar(client, ProductoFactory(), numero_serie="A1", sede=ajena.pk)
    assert respuesta.status_code == 422
    assert not Equipo.objects.exists()


def test_the_purchase_of_a_unit_that_we_had_is_told_later(client, contacto):
    equipo = EquipoFactory(cliente=contacto.cliente)
    ruta = reverse("portal:comprar", args=[equipo.uid])
    assert ruta in _ver(client, equipo).content.decode()
    mala = client.post(ruta, {"vendedor": "Electro Sur"})
    assert (mala.status_code, Compra.objects.count()) == (422, 0)
    assert "Electro Sur" in mala.content.decode()
    client.post(ruta, {"fecha_contrato": "2026-02-01", "justificante": [foto("tique.jpg")]})
    assert Compra.objects.get().por_comprobar
    assert Cobertura.objects.get().fecha_fin == date(2029, 2, 1)
    assert DocumentoEquipo.objects.get().nombre == "tique.jpg"
    assert ruta not in _ver(client, equipo).content.decode()
    assert client.get(ruta).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_told_on_two_pages_at_once_it_was_bought_once(contacto):
    equipo = EquipoFactory(cliente=contacto.cliente)
    listos = Barrier(2)

    def decir_la(dia):
        listos.wait()
        try:
            anotar_compra(contacto, equipo, {"fecha_contrato": dia})
        except ErrorDeNegocio as error:
            return error.codigo
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hilos:
        dichas = list(hilos.map(decir_la, [date(2026, 2, 1), date(2026, 2, 2)]))
    assert sorted(map(str, dichas)) == ["None", "ya_dicha"]
    assert (Compra.objects.count(), Cobertura.objects.count()) == (1, 1)


def test_who_only_uses_it_does_not_say_when_it_was_bought(client, contacto):
    equipo = EquipoFactory(usuario_contacto=contacto)
    ruta = reverse("portal:comprar", args=[equipo.uid])
    assert client.post(ruta, {"fecha_contrato": "2026-02-01"}).status_code == 404
    assert not Compra.objects.exists()


@pytest.mark.parametrize(("rol", "la_ve"), [(RolPortal.PROPIAS, False), (RolPortal.EMPRESA, True)])
def test_what_a_company_bought_is_offered_by_the_role_of_its_contact(client, rol, la_ve):
    contacto = ContactoConAccesoFactory(cliente=EmpresaClienteFactory(), rol_portal=rol)
    client.force_login(contacto.usuario)
    producto = ProductoFactory()
    compra = CompraFactory(equipo=None, cliente=contacto.cliente, producto=producto)
    ofrecidas = client.get(reverse("portal:elegir_modelo")).context["compras"]
    assert (compra in ofrecidas) is la_ve
    _registrar(client, producto, f"?compra={compra.pk}", numero_serie="A1")
    compra.refresh_from_db()
    assert (compra.equipo is not None) is la_ve


def test_who_only_uses_it_does_not_see_the_contract_of_its_owner(client, contacto):
    equipo = EquipoFactory(usuario_contacto=contacto)
    hoy = timezone.localdate()
    fila = EquipoContratadoFactory(
        equipo=equipo, en_firme=True, desde=hoy - timedelta(days=9), hasta=hoy + timedelta(days=9)
    )
    pagina = _ver(client, equipo)
    assert (pagina.status_code, pagina.context["contratos"]) == (200, [])
    assert fila.contrato.codigo not in pagina.content.decode()
    client.force_login(ContactoConAccesoFactory(cliente=equipo.cliente).usuario)
    assert fila.contrato.codigo in _ver(client, equipo).content.decode()
