"""A case by telephone: find the customer, see the verdict, write, next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.models import Cliente
from clientes.tests.fabricas import ClienteFactory, CompraFactory, ContactoFactory, EquipoFactory
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db
URL = "/incidencias/nueva/"
MINIMO = {
    "asunto": "No enciende",
    "tipo": "averia",
    "canal": "telefono",
    "impacto": "medio",
    "urgencia": "media",
}


def test_a_case_is_opened_for_whoever_answers_the_telephone(oficina, agente):
    equipo = EquipoFactory()
    datos = {**MINIMO, "cliente": equipo.cliente.pk, "equipo": equipo.pk, "siguiente": "1"}
    respuesta = oficina.post(URL, datos, follow=True)
    incidencia = Incidencia.objects.get()
    assert (incidencia.cliente, incidencia.equipo) == (equipo.cliente, equipo)
    assert incidencia.responsable == agente
    assert incidencia.primera_respuesta_en is not None  # we are speaking with them
    assert respuesta.redirect_chain == [(f"{URL}?anterior={incidencia.codigo}", 302)]
    assert f"Abierta {incidencia.codigo}. Lista para la siguiente." in respuesta.text


def test_opening_by_the_form_asks_little_of_the_database(oficina, consultas):
    """Who asks (2), customer, person, unit, coverage, rows (4), mailboxes,
    their call-backs, and a savepoint (2) that in production is the transaction itself.
    """
    equipo = EquipoFactory()
    quien = ContactoFactory(cliente=equipo.cliente, correo="a@b.es")
    datos = {**MINIMO, "cliente": equipo.cliente.pk, "equipo": equipo.pk, "contacto": quien.pk}
    oficina.post(URL, datos)  # the clocks are remembered from now on
    assert consultas(oficina.post, URL, datos) <= 14


def test_it_may_be_opened_and_seen(oficina):
    respuesta = oficina.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "ver": "1"})
    assert respuesta.url == Incidencia.objects.get().get_absolute_url()


def test_a_promise_is_made_with_it(oficina):
    vence = f"{timezone.localtime() + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    datos = {**MINIMO, "cliente": ClienteFactory().pk, "promesa": "Le llamamos"}
    oficina.post(URL, {**datos, "promesa_vence_en": vence})
    assert Incidencia.objects.get().promesas.get().texto == "Le llamamos"


def test_a_customer_who_is_not_there_is_created_with_the_case(oficina):
    datos = {**MINIMO, "nuevo_nombre": "Eva Sanz", "nuevo_telefono": "600 123 456"}
    oficina.post(URL, datos)
    cliente = Incidencia.objects.get().cliente
    assert (cliente.nombre, cliente.telefono) == ("Eva Sanz", "+34600123456")


def test_with_a_wrong_telephone_neither_customer_nor_case_is_written(oficina):
    datos = {**MINIMO, "nuevo_nombre": "Eva Sanz", "nuevo_telefono": "12"}
    respuesta = oficina.post(URL, datos)
    assert respuesta.status_code == 422
    assert "nuevo_telefono" in respuesta.context["form"].errors
    assert (Cliente.objects.count(), Incidencia.objects.count()) == (0, 0)


@pytest.mark.parametrize("texto", ["iñigo", "SANZ", "600 12 34 56", "77-SN", "12.345.678-Z", "cod"])
def test_one_box_finds_the_customer(oficina, texto):
    cliente = ClienteFactory(nombre="Íñigo Sanz", telefono="+34600123456", nif="12345678Z")
    equipo = EquipoFactory(cliente=cliente, numero_serie="A77-SN1")
    ClienteFactory(nombre="Otra", telefono="+34699999999")
    if texto == "cod":
        texto = IncidenciaFactory(cliente=cliente, equipo=equipo).codigo
    respuesta = oficina.get(f"{URL}buscar/", {"q": texto}, headers={"HX-Request": "true"})
    assert "Íñigo Sanz" in respuesta.text
    assert "Otra" not in respuesta.text


@pytest.mark.parametrize("forma", ["{}-{}", "{}-{:06d}", "INC-{}-{}", "inc {} {}", "aviso {1}"])
def test_the_box_takes_the_code_of_a_case_as_people_write_it(oficina, forma):
    una = IncidenciaFactory(codigo=f"INC-{timezone.localdate():%y}-004969")
    IncidenciaFactory(cliente=ClienteFactory(nombre="Otra"))
    texto = forma.format(una.codigo.split("-")[1], 4969)
    respuesta = oficina.get(f"{URL}buscar/", {"q": texto}, headers={"HX-Request": "true"})
    assert una.codigo in respuesta.text
    assert f"cliente={una.cliente.pk}&" in respuesta.text
    assert "Otra" not in respuesta.text


def test_what_looks_like_a_code_may_be_of_a_serial_and_a_bare_number_of_a_telephone(oficina):
    caso = IncidenciaFactory(codigo=f"INC-{timezone.localdate():%y}-004969")
    equipo = EquipoFactory(numero_serie=f"{timezone.localdate():%y}-4969-X")
    con_ese_numero = ClienteFactory(telefono="+34600496911")
    dicho = oficina.get(f"{URL}buscar/", {"q": f"{timezone.localdate():%y}-4969"}).text
    assert caso.codigo in dicho
    assert equipo.numero_serie in dicho
    suelto = oficina.get(f"{URL}buscar/", {"q": "4969"}).text
    assert f"cliente={con_ese_numero.pk}&" in suelto
    assert caso.codigo not in suelto


@pytest.mark.parametrize("texto", ["", "a", "<b>zz</b>", "x" * 5000])
def test_the_box_bears_anything(oficina, texto):
    respuesta = oficina.get(f"{URL}buscar/", {"q": texto})
    assert respuesta.status_code == 200
    assert "<b>zz" not in respuesta.text


def test_choosing_a_customer_says_what_is_open_and_whether_the_unit_is_covered(oficina):
    compra = CompraFactory(fecha_contrato=timezone.localdate() - timedelta(days=100))
    abierta = IncidenciaFactory(cliente=compra.cliente)
    respuesta = oficina.get(
        f"{URL}cliente/", {"cliente": compra.cliente.pk}, headers={"HX-Request": "true"}
    )
    assert abierta.codigo in respuesta.text
    assert "Cubierto" in respuesta.text


def test_the_verdict_of_a_unit_comes_alone(oficina):
    compra = CompraFactory(fecha_contrato=timezone.localdate() - timedelta(days=100))
    respuesta = oficina.get(
        f"{URL}veredicto/", {"equipo": compra.equipo.pk}, headers={"HX-Request": "true"}
    )
    assert "Cubierto" in respuesta.text
    assert "<form" not in respuesta.text


@pytest.mark.parametrize("pk", ["", "x", "99999999", "9" * 40, "-1", "²"])
def test_a_customer_or_unit_that_does_not_exist_breaks_nothing(oficina, pk):
    assert oficina.get(URL, {"cliente": pk, "equipo": pk}).status_code == 200
    assert oficina.get(f"{URL}veredicto/", {"equipo": pk}).status_code == 200
