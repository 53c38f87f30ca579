"""The screens of customers and units: found by any part, the verdict first, wrong input said."""

import pytest
from django.urls import reverse

from clientes.models import Cliente, Compra, Contacto, Equipo, Sede
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ContactoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import AgenteFactory

pytestmark = pytest.mark.django_db
RAPIDO = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def _nombres(respuesta):
    return [str(cliente) for cliente in respuesta.context["pagina"]]


@pytest.mark.parametrize(
    "texto",
    ["iñig", "RUÍZ de", "ruiz iñigo", "600 99 88", "99.88.77", "5678z", "AB-77", "ruiz@corr"],
)
def test_a_customer_is_found_by_any_part(client, agente, texto):
    buscado = ClienteFactory(
        nombre="Íñigo Ruiz de Azúa",
        telefono="+34600998877",
        nif="12345678Z",
        correo="ruiz@correo.example",
    )
    EquipoFactory(cliente=buscado, numero_serie="XXAB-7788")
    EquipoFactory(cliente__nombre="Otra persona", cliente__telefono="", numero_serie="ZZ1")
    respuesta = client.get(reverse("clientes:listado"), {"q": texto})
    assert _nombres(respuesta) == ["Íñigo Ruiz de Azúa"]


def test_customers_come_by_name_whatever_the_accents(client, agente):
    for nombre in ("Zoe", "Ángel", "beatriz"):
        ClienteFactory(nombre=nombre)
    assert _nombres(client.get(reverse("clientes:listado"))) == ["Ángel", "beatriz", "Zoe"]


def test_the_list_goes_on_page_by_page(client, agente):
    for n in range(60):
        ClienteFactory(nombre=f"Cliente {n:02}")
    primera = client.get(reverse("clientes:listado"))
    segunda = client.get(reverse("clientes:listado") + primera.context["pagina"].siguiente)
    assert _nombres(primera) + _nombres(segunda) == [f"Cliente {n:02}" for n in range(60)]


@pytest.mark.parametrize("texto", ["nadie así", "<b>", "%", "x" * 500, "\\", "'; drop table"])
def test_nobody_found_says_what_to_try(client, agente, texto):
    ClienteFactory()
    contenido = client.get(reverse("clientes:listado"), {"q": texto}).content.decode()
    assert "Nadie con eso" in contenido
    assert "<b>" not in contenido


def test_an_empty_list_says_what_to_do(client, agente):
    assert "Aún no hay clientes" in client.get(reverse("clientes:listado")).content.decode()


def test_blocked_customers_are_nowhere(client, agente):
    equipo = EquipoFactory(cliente__bloqueado_en="2026-01-01T00:00:00Z")
    assert _nombres(client.get(reverse("clientes:listado"), {"q": equipo.numero_serie})) == []
    assert client.get(equipo.cliente.get_absolute_url()).status_code == 404
    assert client.get(equipo.get_absolute_url()).status_code == 404


def test_the_page_of_a_customer_shows_what_it_owns_and_whether_it_is_covered(client, agente):
    compra = CompraFactory(equipo__cliente__nombre="<i>Marta</i>")
    ContactoFactory(cliente=compra.cliente, nombre="Ana", necesita_letra_grande=True)
    SedeFactory(cliente=compra.cliente, direccion="Calle del Pez, 12")
    contenido = client.get(compra.cliente.get_absolute_url()).content.decode()
    for dicho in ("&lt;i&gt;Marta", "Ana", "letra grande", "Calle del Pez", compra.referencia):
        assert dicho in contenido
    assert "veredicto" in contenido


def test_the_page_of_a_unit_judges_the_day_asked_for(client, agente):
    equipo = CompraFactory().equipo
    ruta = equipo.get_absolute_url()
    dentro = client.get(ruta, {"fecha": "2026-03-15"}).content.decode()
    assert "lo paga el vendedor" in dentro
    fuera = client.get(ruta, {"fecha": "2026-03-16"}).content.decode()
    assert "la garantía acabó el 15 mar 2026" in fuera


@pytest.mark.parametrize("fecha", ["ayer", "1900-01-01", "3000-01-01", "2026-13-01", "<b>"])
def test_an_absurd_day_is_said_beside_it(client, agente, fecha):
    respuesta = client.get(EquipoFactory().get_absolute_url(), {"fecha": fecha})
    assert respuesta.status_code == 422
    assert "error-fecha" in respuesta.content.decode()


# --- Forms

CLIENTE = {"tipo": "persona", "nombre": "Marta", "idioma": "es", "trato": "usted"}


def test_a_customer_is_created_and_its_author_noted(client, agente):
    datos = {**CLIENTE, "nif": "12345678z", "es_consumidor": "True"}
    respuesta = client.post(reverse("clientes:nuevo"), datos)
    cliente = Cliente.objects.get()
    assert respuesta.url == cliente.get_absolute_url()
    assert (cliente.nif, cliente.eventos.get().usuario) == ("12345678Z", agente)


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"nombre": "x" * 201}, "nombre"),
        ({"nif": "12345678A"}, "nif"),
        ({"telefono": "12"}, "telefono"),
        ({"correo": "marta"}, "correo"),
        ({"tipo": "marciano"}, "tipo"),
    ],
)
def test_a_wrong_customer_is_said_at_its_field_and_nothing_typed_is_lost(
    client, agente, cambio, campo
):
    datos = {**CLIENTE, "segmento": "Oro <b>", **cambio}
    respuesta = client.post(reverse("clientes:nuevo"), datos)
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert 'value="Oro &lt;b&gt;"' in respuesta.content.decode()
    assert not Cliente.objects.exists()


def test_a_customer_is_changed(client, agente):
    cliente = ClienteFactory(nombre="Antes")
    client.post(reverse("clientes:editar", args=[cliente.pk]), {**CLIENTE, "nombre": "Después"})
    cliente.refresh_from_db()
    assert cliente.nombre == "Después"


CONTACTO = {
    "nombre": "Ana",
    "clase": "titular",
    "idioma": "es",
    "canal_preferido": "correo",
    "rol_portal": "propias",
    "activo": "on",
}


def test_a_contact_is_created_and_changed(client, agente):
    cliente = ClienteFactory()
    nuevo = reverse("clientes:nuevo_contacto", args=[cliente.pk])
    client.post(nuevo, {**CONTACTO, "correo": "Ana@Correo.Example"})
    contacto = Contacto.objects.get()
    assert contacto.correo == "ana@correo.example"
    ruta = reverse("clientes:editar_contacto", args=[cliente.pk, contacto.pk])
    client.post(ruta, {**CONTACTO, "nombre": "Ana María", "es_mayor_65": "on"})
    contacto.refresh_from_db()
    assert (contacto.nombre, contacto.es_mayor_65) == ("Ana María", True)


def test_a_repeated_address_is_said_at_its_field(client, agente):
    contacto = ContactoFactory()
    ruta = reverse("clientes:nuevo_contacto", args=[contacto.cliente_id])
    respuesta = client.post(ruta, {**CONTACTO, "correo": contacto.correo})
    assert respuesta.status_code == 422
    assert "ya tiene un contacto" in str(respuesta.context["form"].errors["correo"])
    assert Contacto.objects.count() == 1


def test_another_customers_contact_or_site_is_a_404(client, agente):
    cliente, contacto, sede = ClienteFactory(), ContactoFactory(), SedeFactory()
    rutas = [
        reverse("clientes:editar_contacto", args=[cliente.pk, contacto.pk]),
        reverse("clientes:editar_sede", args=[cliente.pk, sede.pk]),
    ]
    assert [client.get(ruta).status_code for ruta in rutas] == [404, 404]


def test_a_site_is_created_with_its_position_and_changed(client, agente):
    cliente = ClienteFactory()
    datos = {"direccion": "Gran Vía, 1", "codigo_postal": "50001", "municipio": "Zaragoza"}
    client.post(reverse("clientes:nueva_sede", args=[cliente.pk]), datos)
    sede = Sede.objects.get()
    assert (sede.comunidad, sede.posicion_fuente) == ("AR", "municipio")
    ruta = reverse("clientes:editar_sede", args=[cliente.pk, sede.pk])
    respuesta = client.post(ruta, {**datos, "codigo_postal": "99001"})
    assert "cinco cifras" in str(respuesta.context["form"].errors["codigo_postal"])


def _equipo(**cambios):
    return {"producto": ProductoFactory().pk, "nuestro_papel": "vendedor", **cambios}


def test_a_unit_is_registered_and_changed(client, agente):
    cliente = ClienteFactory()
    ruta = reverse("clientes:nuevo_equipo", args=[cliente.pk])
    respuesta = client.post(ruta, _equipo(numero_serie="ab1"))
    equipo = Equipo.objects.get()
    assert respuesta.url == equipo.get_absolute_url()
    ruta = reverse("clientes:editar_equipo", args=[equipo.pk])
    client.post(ruta, _equipo(numero_serie="AB1", alias="La de abajo"))
    equipo.refresh_from_db()
    assert equipo.alias == "La de abajo"


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"producto": ""}, "producto"),
        ({"producto": "999999"}, "producto"),
        ({"instalado_en": "1900-01-01"}, "instalado_en"),
        ({"instalado_en": "3000-01-01"}, "instalado_en"),
        ({"instalado_en": "ayer"}, "instalado_en"),
        ({"numero_serie": "x" * 81}, "numero_serie"),
    ],
)
def test_a_wrong_unit_is_said_at_its_field(client, agente, cambio, campo):
    ruta = reverse("clientes:nuevo_equipo", args=[ClienteFactory().pk])
    respuesta = client.post(ruta, _equipo(**cambio))
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert not Equipo.objects.exists()


def test_another_customers_site_is_not_among_the_choices(client, agente):
    ruta = reverse("clientes:nuevo_equipo", args=[ClienteFactory().pk])
    respuesta = client.post(ruta, _equipo(sede=SedeFactory().pk))
    assert "Elige una de la lista." in str(respuesta.context["form"].errors["sede"])
    assert not Equipo.objects.exists()


def test_a_purchase_gives_the_unit_its_guarantee(client, agente):
    equipo = EquipoFactory()
    ruta = reverse("clientes:nueva_compra", args=[equipo.cliente_id])
    datos = {"equipo": equipo.pk, "condicion": "nuevo", "fecha_contrato": "2026-02-01"}
    assert client.post(ruta, datos).url == equipo.get_absolute_url()
    assert str(equipo.coberturas.get().fecha_fin) == "2029-02-01"


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"fecha_contrato": ""}, "fecha_contrato"),
        ({"fecha_contrato": "1900-01-01"}, "fecha_contrato"),
        ({"fecha_contrato": "3000-01-01"}, "fecha_contrato"),
        ({"importe_eur": "-1"}, "importe_eur"),
        ({"importe_eur": "mucho"}, "importe_eur"),
        ({"condicion": "segunda_mano", "meses_pactados": "6"}, "meses_pactados"),
        ({"equipo": "999999"}, "equipo"),
    ],
)
def test_a_wrong_purchase_is_said_at_its_field(client, agente, cambio, campo):
    ruta = reverse("clientes:nueva_compra", args=[EquipoFactory().cliente_id])
    datos = {"condicion": "nuevo", "fecha_contrato": "2026-02-01", **cambio}
    respuesta = client.post(ruta, datos)
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert not Compra.objects.exists()


# --- Costs


def test_the_pages_cost_the_same_with_one_row_as_with_twenty(client, agente, consultas):
    cliente = ClienteFactory()
    CompraFactory(equipo__cliente=cliente)
    rutas = [reverse("clientes:listado"), cliente.get_absolute_url()]
    con_uno = [consultas(client.get, ruta) for ruta in rutas]
    for _n in range(19):
        CompraFactory(equipo__cliente=cliente)
        ContactoFactory(cliente=cliente)
        SedeFactory(cliente=cliente)
        ClienteFactory()
    assert [consultas(client.get, ruta) for ruta in rutas] == con_uno


def test_the_search_box_finds_customers_and_units(client, agente):
    equipo = EquipoFactory(numero_serie="QWERTY-1", cliente__nombre="Remedios Ñáñez")
    respuesta = client.get(reverse("nucleo:buscar"), {"q": "ñañez"})
    assert respuesta.url == equipo.cliente.get_absolute_url()
    contenido = client.get(reverse("nucleo:buscar"), {"q": "qwerty"}).content.decode()
    assert equipo.get_absolute_url() in contenido


# --- Double sending


def test_a_customer_sent_twice_is_created_once(client, agente):
    datos = {**CLIENTE, "envio": "0d6a3f9e-4c7a-4b5e-9d0e-1c2b3a4d5e6f"}
    una, otra = [client.post(reverse("clientes:nuevo"), datos) for _ in range(2)]
    assert una.url == otra.url
    assert Cliente.objects.count() == 1


def test_the_page_shows_what_each_contact_may_accept(client, agente):
    empresa = ClienteFactory(tipo="empresa")
    ContactoFactory(cliente=empresa, limite_aprobacion_eur=1500, exige_pedido=True, clase="tienda")
    contenido = client.get(empresa.get_absolute_url()).content.decode()
    for dicho in ("Aprueba hasta 1.500,00", "Pide número de pedido", "tienda"):
        assert dicho in contenido


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"limite_aprobacion_eur": "-1"}, "limite_aprobacion_eur"),
        ({"limite_aprobacion_eur": "mucho"}, "limite_aprobacion_eur"),
        ({"limite_aprobacion_eur": "99999999999"}, "limite_aprobacion_eur"),
        ({"numero_pedido": "x" * 41}, "numero_pedido"),
        ({"clase": "vecino"}, "clase"),
        ({"telefono": "600 12"}, "telefono"),
    ],
)
def test_a_wrong_contact_is_said_at_its_field_and_nothing_typed_is_lost(
    client, agente, cambio, campo
):
    empresa = ClienteFactory(tipo="empresa")
    ruta = reverse("clientes:nuevo_contacto", args=[empresa.pk])
    respuesta = client.post(ruta, {**CONTACTO, "nombre": "Ana <b>", **cambio})
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert 'value="Ana &lt;b&gt;"' in respuesta.content.decode()
    assert not Contacto.objects.exists()


def test_nobody_approves_for_a_household(client, agente):
    persona = ClienteFactory()
    ruta = reverse("clientes:nuevo_contacto", args=[persona.pk])
    assert "limite_aprobacion_eur" not in client.get(ruta).context["form"].fields


@pytest.mark.parametrize(
    ("tipo", "dicho", "consumidor"),
    [
        ("persona", "", True),
        ("comunidad", "", True),
        ("empresa", "", False),
        ("empresa", "True", True),
        ("persona", "False", False),
    ],
)
def test_whether_it_is_a_consumer_follows_from_its_kind_unless_it_is_said(
    client, agente, tipo, dicho, consumidor
):
    datos = {**CLIENTE, "tipo": tipo, "es_consumidor": dicho}
    client.post(reverse("clientes:nuevo"), datos)
    cliente = Cliente.objects.get()
    assert cliente.es_consumidor is consumidor
    ruta = reverse("clientes:editar", args=[cliente.pk])
    assert client.get(ruta).context["form"]["es_consumidor"].value() is consumidor
    client.post(ruta, {**CLIENTE, "tipo": "empresa", "es_consumidor": ""})
    cliente.refresh_from_db()
    assert (cliente.tipo, cliente.es_consumidor) == ("empresa", False)
