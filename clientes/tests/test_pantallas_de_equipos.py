"""The screens of units and products: list, page, transfer, replacement, retirement, labels."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.models import Equipo, EtiquetaEquipo, Producto
from clientes.servicios import emitir_etiquetas, sustituir_equipo, traspasar_equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaFactory,
    CompraFactory,
    ContactoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
    SuspensionFactory,
)
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    TecnicoFactory,
    UsuarioFactory,
)
from normativa.models import ParametroPropio
from normativa.parametros import olvidar_parametros
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
LEJOS = date(2030, 1, 1)
HTML = "<script>alert(1)</script>"


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def _ruta(nombre, *args):
    return reverse(f"clientes:{nombre}", args=[getattr(uno, "pk", uno) for uno in args])


def _leer(client, ruta, **parametros):
    return client.get(ruta, parametros).content.decode()


# --- The list


def test_the_list_finds_by_serial_alias_product_and_owner(client, agente):
    equipo = EquipoFactory(
        numero_serie="ZX-77-Q",
        alias="La de la cocina",
        producto__nombre="Lavavajillas Ñandú",
        cliente__nombre="Eva Íñiguez",
    )
    EquipoFactory()
    for texto in ("x-77", "cocina", "nandu", "iniguez"):
        respuesta = client.get(_ruta("equipos"), {"q": texto})
        assert list(respuesta.context["pagina"]) == [equipo], texto
    assert "Ningún equipo con eso" in _leer(client, _ruta("equipos"), q="no existe")


def test_the_list_is_narrowed_down_and_leaves_out_what_is_retired(client, agente):
    uno = EquipoFactory(producto__familia="Frío", nuestro_papel="sat_oficial")
    retirado = EquipoFactory(retirado_en=date(2024, 1, 1), retirado_motivo="sin_uso")
    ruta = _ruta("equipos")

    def salen(**filtro):
        return set(client.get(ruta, filtro).context["pagina"])

    assert salen() == {uno}
    assert salen(estado="retirados") == {retirado}
    assert salen(estado="todos") == {uno, retirado}
    assert salen(familia="Frío", papel="sat_oficial") == {uno}
    assert salen(papel="fabricante") == set()
    assert salen(producto=uno.producto.pk) == {uno}
    assert salen(producto="99999999999999999999", papel="rey", estado="x") == {uno}


def test_an_empty_list_says_what_to_do(client, agente):
    assert "Aún no hay ningún equipo anotado" in _leer(client, _ruta("equipos"))
    assert "El catálogo está vacío" in _leer(client, _ruta("productos"))


@pytest.mark.parametrize("quien", [ClienteUsuarioFactory, TecnicoFactory])
def test_only_the_office_opens_these_screens(client, quien):
    equipo = EquipoFactory()
    client.force_login(quien())
    for nombre in ("equipos", "etiquetas", "productos", "nuevo_producto"):
        assert client.get(_ruta(nombre)).status_code == 404
    for nombre in ("equipo", "traspasar_equipo", "sustituir_equipo", "retirar_equipo"):
        assert client.get(_ruta(nombre, equipo)).status_code == 404


def test_the_unit_of_a_blocked_customer_is_not_there(client, agente):
    equipo = EquipoFactory(cliente__bloqueado_en=timezone.now())
    assert list(client.get(_ruta("equipos")).context["pagina"]) == []
    for nombre in ("equipo", "traspasar_equipo", "sustituir_equipo", "retirar_equipo"):
        assert client.get(_ruta(nombre, equipo)).status_code == 404


def test_the_lists_cost_the_same_with_one_row_as_with_twenty(client, agente, consultas):
    rutas = [_ruta("equipos"), _ruta("equipos") + "?q=SN0", _ruta("productos")]
    EquipoFactory(sede=SedeFactory())
    con_una = [consultas(client.get, ruta) for ruta in rutas]
    EquipoFactory.create_batch(19)
    assert [consultas(client.get, ruta) for ruta in rutas] == con_una


# --- The page: its whole life


def _con_vida() -> Equipo:
    equipo = EquipoFactory(
        fabricado_en=date(2023, 1, 1), instalado_en=date(2023, 3, 20), instalador="Hnos. Paz"
    )
    CompraFactory(equipo=equipo, fecha_albaran=date(2023, 3, 18), vendedor="Electro Sur")
    CoberturaFactory(equipo=equipo)
    SuspensionFactory(equipo=equipo, defecto="compresor")
    return equipo


def test_the_page_tells_the_whole_life_in_one_timeline(client, agente):
    antes = _con_vida()
    dueno = antes.cliente.nombre
    nuevo_dueno = ClienteFactory(nombre="Nuria Vega")
    traspasar_equipo(
        antes.pk, por=agente, cliente=nuevo_dueno, en_fecha=date(2025, 1, 2), motivo="herencia"
    )
    parte = EquipoFactory(cliente=nuevo_dueno, padre=antes)
    nuevo = sustituir_equipo(
        antes.pk, por=agente, numero_serie="N-1", entregado_en=date(2025, 6, 1)
    )
    viejo = _leer(client, antes.get_absolute_url())
    for dicho in (
        "Se fabricó",
        "Se compró a Electro Sur",
        "Se entregó al cliente",
        "Lo hizo Hnos. Paz",
        "Entró a reparar en garantía",
        "Se devolvió al cliente",
        "La garantía estuvo parada 21 días",
        f"Pasó de {dueno} a Nuria Vega".replace("'", "&#x27;"),
        "Se sustituyó por otro",
        "retirado",
        nuevo.get_absolute_url(),
    ):
        assert dicho in viejo, dicho
    pagina = _leer(client, nuevo.get_absolute_url())
    for dicho in (
        "Ocupó el lugar del averiado",
        antes.get_absolute_url(),
        parte.get_absolute_url(),
    ):
        assert dicho in pagina


def test_the_page_costs_the_same_with_much_life(client, agente, consultas):
    def vivir(equipo, veces):
        for n in range(veces):
            parte = EquipoFactory(cliente=equipo.cliente, padre=equipo)
            EquipoFactory(cliente=equipo.cliente, padre=parte)
            CompraFactory(equipo=equipo)
            CoberturaFactory(equipo=equipo)
            SuspensionFactory(equipo=equipo)
            traspasar_equipo(
                equipo.pk,
                por=SISTEMA,
                cliente=ClienteFactory(),
                en_fecha=date(2025, 1, 1 + n),
                motivo="cesion",
            )
            equipo.refresh_from_db()

    uno, otro = EquipoFactory(), EquipoFactory()
    vivir(uno, 1)
    vivir(otro, 8)
    con_poca = consultas(client.get, uno.get_absolute_url())
    assert consultas(client.get, otro.get_absolute_url()) == con_poca


# --- Another owner


def _traspaso(cliente, **cambios):
    datos = {"cliente": cliente.pk, "en_fecha": "2025-01-02", "motivo": "cesion", "paso": "ver"}
    return datos | cambios


def test_a_transfer_is_chosen_seen_and_done(client, agente):
    equipo = EquipoFactory(alias="La de la yaya")
    contrato = CoberturaFactory(equipo=equipo, tipo="contrato", paga="contrato", fecha_fin=LEJOS)
    nuevo = ClienteFactory(nombre="Nuria Vega")
    ruta = _ruta("traspasar_equipo", equipo)
    assert f"?cliente={nuevo.pk}" in _leer(client, ruta, q="nuria")
    assert "Por qué cambia" in _leer(client, ruta, cliente=nuevo.pk)
    visto = client.post(ruta, _traspaso(nuevo)).content.decode()
    for dicho in ("Qué pasará", "Nuria Vega", "Se acaba: contrato de mantenimiento", "La de la ya"):
        assert dicho in visto
    equipo.refresh_from_db()
    assert equipo.alias == "La de la yaya"  # only seen
    assert not equipo.eventos.exists()
    respuesta = client.post(ruta, _traspaso(nuevo, paso="hacer"))
    assert respuesta.url == equipo.get_absolute_url()
    equipo.refresh_from_db()
    contrato.refresh_from_db()
    assert (equipo.cliente, equipo.alias, contrato.fecha_fin) == (nuevo, "", date(2025, 1, 2))


def test_what_is_marked_goes_along(client, agente):
    equipo = EquipoFactory()
    contrato = CoberturaFactory(equipo=equipo, tipo="contrato", paga="contrato", fecha_fin=LEJOS)
    ruta, datos = _ruta("traspasar_equipo", equipo), _traspaso(ClienteFactory(), paso="hacer")
    client.post(ruta, datos | {"coberturas": [contrato.pk]})
    contrato.refresh_from_db()
    assert contrato.fecha_fin == LEJOS


@pytest.mark.parametrize("paso", ["ver", "hacer"])
@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"en_fecha": ""}, "en_fecha"),
        ({"en_fecha": "ayer"}, "en_fecha"),
        ({"en_fecha": "3000-01-01"}, "en_fecha"),
        ({"en_fecha": "1900-01-01"}, "en_fecha"),
        ({"motivo": ""}, "motivo"),
        ({"motivo": "porque_si"}, "motivo"),
        ({"sede": "999999"}, "sede"),
        ({"notas": "x" * 501}, "notas"),
    ],
)
def test_a_transfer_with_a_mistake_keeps_what_was_typed(client, agente, paso, cambio, campo):
    equipo, nuevo = EquipoFactory(), ClienteFactory()
    datos = _traspaso(nuevo, paso=paso, **({"notas": HTML} | cambio))
    respuesta = client.post(_ruta("traspasar_equipo", equipo), datos)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    pagina = respuesta.content.decode()
    assert HTML not in pagina
    if campo != "notas":
        assert "&lt;script&gt;" in pagina
    equipo.refresh_from_db()
    assert equipo.cliente != nuevo
    assert not equipo.traspasos.exists()


def test_a_site_of_another_is_not_among_the_choices(client, agente):
    equipo, nuevo = EquipoFactory(), ClienteFactory()
    datos = _traspaso(nuevo, sede=SedeFactory().pk)
    assert client.post(_ruta("traspasar_equipo", equipo), datos).status_code == 422
    datos = _traspaso(nuevo, sede=SedeFactory(cliente=nuevo).pk)
    assert client.post(_ruta("traspasar_equipo", equipo), datos).status_code == 200


@pytest.mark.parametrize("cliente", ["", "0", "x", "9" * 30, "-1", "²"])
def test_a_strange_new_owner_asks_again(client, agente, cliente):
    respuesta = client.post(
        _ruta("traspasar_equipo", EquipoFactory()), {"cliente": cliente, "paso": "hacer"}
    )
    assert respuesta.status_code == 200
    assert "¿De quién es ahora?" in respuesta.content.decode()


def test_it_does_not_go_to_its_owner_nor_to_a_blocked_one(client, agente):
    equipo = EquipoFactory()
    respuesta = client.post(_ruta("traspasar_equipo", equipo), _traspaso(equipo.cliente))
    assert respuesta.status_code == 422
    assert "ya es de" in respuesta.content.decode()
    bloqueado = ClienteFactory(bloqueado_en=timezone.now())
    respuesta = client.post(_ruta("traspasar_equipo", equipo), _traspaso(bloqueado))
    assert "¿De quién es ahora?" in respuesta.content.decode()
    assert not equipo.traspasos.exists()


# --- Another unit in its place


def test_a_replacement_is_seen_and_done(client, agente):
    equipo = CompraFactory().equipo
    CoberturaFactory(equipo=equipo)
    datos = {
        "numero_serie": "n-1",
        "producto": equipo.producto_id,
        "entregado_en": "2024-05-31",
        "puesto_a_disposicion": "2024-05-10",
        "defecto": "Compresor",
        "paso": "ver",
    }
    ruta = _ruta("sustituir_equipo", equipo)
    assert "Vacío: se cambió en el acto" in _leer(client, ruta)
    visto = client.post(ruta, datos).content.decode()
    for dicho in (
        "acababa el 15 mar 2026",
        "21 días parada",
        "5 abr 2026",
        "No empieza un plazo nuevo de tres años",
        "Un año más para «Compresor», hasta el <strong>31 may 2025",
    ):
        assert dicho in visto, dicho
    assert Equipo.objects.count() == 1
    respuesta = client.post(ruta, datos | {"paso": "hacer"})
    nuevo = Equipo.objects.get(sustituye_a=equipo)
    assert respuesta.url == nuevo.get_absolute_url()


def test_with_the_faulty_one_in_our_hands_it_is_not_asked_since_when(client, agente):
    equipo = SuspensionFactory(devuelto_en=None, defecto="Placa").equipo
    pagina = client.get(_ruta("sustituir_equipo", equipo))
    assert "puesto_a_disposicion" not in pagina.context["form"].fields
    assert "Placa" in pagina.content.decode()


@pytest.mark.parametrize("paso", ["ver", "hacer"])
@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"numero_serie": ""}, "numero_serie"),
        ({"numero_serie": "x" * 500}, "numero_serie"),
        ({"numero_serie": "ocupada"}, "numero_serie"),
        ({"producto": "999999"}, "producto"),
        ({"entregado_en": "3000-01-01"}, "entregado_en"),
        ({"entregado_en": "1900-01-01"}, "entregado_en"),
        ({"puesto_a_disposicion": "2024-06-01"}, "puesto_a_disposicion"),
        ({"fabricado_en": "2024-06-01"}, "fabricado_en"),
        ({"defecto": "x" * 121}, "defecto"),
    ],
)
def test_a_replacement_with_a_mistake_keeps_what_was_typed(client, agente, paso, cambio, campo):
    equipo = EquipoFactory()
    EquipoFactory(producto=equipo.producto, numero_serie="OCUPADA", cliente__nombre="Eva Mas")
    datos = {
        "numero_serie": "n-1",
        "producto": equipo.producto_id,
        "entregado_en": "2024-05-31",
        "defecto": HTML,
        "paso": paso,
    }
    respuesta = client.post(_ruta("sustituir_equipo", equipo), datos | cambio)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    pagina = respuesta.content.decode()
    assert HTML not in pagina
    if campo != "defecto":
        assert "&lt;script&gt;" in pagina
    if cambio.get("numero_serie") == "ocupada":
        assert "es de Eva Mas" in pagina
    assert Equipo.objects.count() == 2


def test_what_is_retired_goes_back_to_its_page_with_the_reason(client, agente):
    equipo = EquipoFactory(retirado_en=date(2024, 5, 31), retirado_motivo="sin_uso")
    for nombre in ("sustituir_equipo", "traspasar_equipo", "retirar_equipo"):
        respuesta = client.get(_ruta(nombre, equipo), follow=True)
        assert "se retiró el 31/05/2024" in respuesta.content.decode()


# --- Out of use


def test_retiring_and_going_back(client, agente):
    equipo = EquipoFactory()
    parte = EquipoFactory(cliente=equipo.cliente, padre=equipo)
    datos = {"en_fecha": "2024-05-31", "motivo": "sin_uso", "con_partes": "on"}
    client.post(_ruta("retirar_equipo", equipo), datos)
    for uno in (equipo, parte):
        uno.refresh_from_db()
        assert uno.retirado_motivo == "sin_uso"
    assert "Volver a poner en uso" in _leer(client, equipo.get_absolute_url())
    client.post(_ruta("volver_a_usar", equipo))
    equipo.refresh_from_db()
    assert equipo.retirado_en is None
    respuesta = client.post(_ruta("volver_a_usar", equipo), follow=True)
    assert "no está retirado" in respuesta.content.decode()


@pytest.mark.parametrize(
    "cambio", [{"motivo": ""}, {"motivo": "sustituido"}, {"en_fecha": "3000-01-01"}]
)
def test_a_retirement_with_a_mistake_changes_nothing(client, agente, cambio):
    equipo = EquipoFactory()
    datos = {"en_fecha": "2024-05-31", "motivo": "sin_uso"} | cambio
    respuesta = client.post(_ruta("retirar_equipo", equipo), datos)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[next(iter(cambio))]
    equipo.refresh_from_db()
    assert equipo.retirado_en is None


# --- Its form


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"numero_serie": "x" * 500}, "numero_serie"),
        ({"numero_serie": "ocupada"}, "numero_serie"),
        ({"padre": "ajeno"}, "padre"),
        ({"fabricado_en": "2024-05-10", "instalado_en": "2024-05-09"}, "instalado_en"),
        ({"instalado_en": "3000-01-01"}, "instalado_en"),
        ({"producto": ""}, "producto"),
    ],
)
def test_a_unit_with_a_mistake_keeps_what_was_typed(client, agente, cambio, campo):
    cliente, producto = ClienteFactory(), ProductoFactory()
    EquipoFactory(producto=producto, numero_serie="OCUPADA")
    if cambio.get("padre"):
        cambio = {"padre": EquipoFactory().pk}
    antes = Equipo.objects.count()
    datos = {"producto": producto.pk, "nuestro_papel": "vendedor", "alias": HTML} | cambio
    respuesta = client.post(_ruta("nuevo_equipo", cliente), datos)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    pagina = respuesta.content.decode()
    assert HTML not in pagina
    assert "&lt;script&gt;" in pagina
    assert Equipo.objects.count() == antes


def test_a_circle_is_refused_at_its_field(client, agente):
    uno = EquipoFactory()
    otro = EquipoFactory(cliente=uno.cliente, padre=uno)
    datos = {"producto": uno.producto_id, "nuestro_papel": "vendedor", "padre": otro.pk}
    respuesta = client.post(_ruta("editar_equipo", uno), datos)
    assert respuesta.status_code == 422
    assert "está dentro de este" in respuesta.context["form"].errors["padre"][0]


def test_a_unit_keeps_its_product_although_it_is_out_of_the_catalogue(client, agente):
    equipo = EquipoFactory(producto__activo=False)
    datos = {"producto": equipo.producto_id, "nuestro_papel": "fabricante"}
    assert client.post(_ruta("editar_equipo", equipo), datos).status_code == 302
    otro = EquipoFactory()
    assert client.post(_ruta("editar_equipo", otro), datos).status_code == 422


# --- Labels


def test_labels_are_a_pdf_and_printing_again_gives_the_same(client, agente):
    uno, otro = EquipoFactory(), EquipoFactory()
    ruta = f"{_ruta('etiquetas')}?e={uno.pk}&e={otro.pk}"
    assert "De 2 equipos" in _leer(client, ruta)
    assert not EtiquetaEquipo.objects.exists()  # looking gives none
    for formato in ("rollo", "hoja", "hoja"):
        respuesta = client.post(ruta, {"formato": formato, "copias": 2, "primera": 3})
        assert respuesta["Content-Type"] == "application/pdf"
        assert respuesta.content.startswith(b"%PDF")
    assert EtiquetaEquipo.objects.count() == 2


def test_those_of_a_filter_and_those_left_out(client, agente):
    uno = EquipoFactory()
    retirado = EquipoFactory(retirado_en=date(2024, 1, 1), retirado_motivo="sin_uso")
    pagina = client.get(_ruta("etiquetas"), {"todas": 1, "estado": "todos"})
    assert (pagina.context["equipos"], pagina.context["fuera"]) == ([uno], 1)
    nada = _leer(client, _ruta("etiquetas"), e=retirado.pk)
    assert "Ningún equipo marcado" in nada
    for e in ("x", "9" * 40, "-1", "", "²"):
        assert client.get(_ruta("etiquetas"), {"e": e}).status_code == 200


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"formato": "folio"}, "formato"),
        ({"copias": "0"}, "copias"),
        ({"copias": "1000"}, "copias"),
        ({"primera": "25"}, "primera"),
        ({"primera": ""}, "primera"),
    ],
)
def test_a_sheet_with_a_mistake_gives_no_label(client, agente, cambio, campo):
    ruta = f"{_ruta('etiquetas')}?e={EquipoFactory().pk}"
    respuesta = client.post(ruta, {"formato": "hoja", "copias": 1, "primera": 1} | cambio)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    assert not EtiquetaEquipo.objects.exists()


def test_a_label_is_done_again_or_revoked_from_the_page(client, agente):
    equipo = EquipoFactory()
    emitir_etiquetas([equipo.pk], por=SISTEMA)
    assert "data:image/svg+xml" in _leer(client, equipo.get_absolute_url())
    client.post(_ruta("otra_etiqueta", equipo))
    assert equipo.etiquetas.get(anulada_en=None).version == 2
    client.post(_ruta("anular_etiqueta", equipo))
    assert not equipo.etiquetas.filter(anulada_en=None).exists()
    respuesta = client.post(_ruta("anular_etiqueta", equipo), follow=True)
    assert "ninguna etiqueta que anular" in respuesta.content.decode()


# --- Products


def _producto(**cambios):
    return {"nombre": "Horno 60", "marca": "Nevara", "gama": "blanca", "activo": "on"} | cambios


def test_a_product_is_added_changed_and_put_out_of_use(client, agente):
    respuesta = client.post(_ruta("nuevo_producto"), _producto(nombre=" Horno   60 "))
    producto = Producto.objects.get()
    assert respuesta.url == producto.get_absolute_url()
    assert producto.nombre == "Horno 60"
    client.post(_ruta("editar_producto", producto), _producto(fin_fabricacion="2025-06-30"))
    assert "Hasta el 30 jun 2035" in _leer(client, producto.get_absolute_url())
    client.post(_ruta("editar_producto", producto), _producto(activo=""))
    assert list(client.get(_ruta("productos")).context["pagina"]) == []
    assert list(client.get(_ruta("productos"), {"bajas": 1}).context["pagina"]) == [producto]


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"nombre": "   "}, "nombre"),
        ({"nombre": "x" * 151}, "nombre"),
        ({"gama": "dorada"}, "gama"),
        ({"fin_fabricacion": "3000-01-01"}, "fin_fabricacion"),
        ({"fin_fabricacion": "1900-01-01"}, "fin_fabricacion"),
        ({"nombre": "Repetido", "marca": "Nevara", "modelo": ""}, "nombre"),
    ],
)
def test_a_product_with_a_mistake_keeps_what_was_typed(client, agente, cambio, campo):
    ProductoFactory(nombre="Repetido", marca="Nevara", modelo="")
    datos = _producto(familia=HTML) | cambio
    respuesta = client.post(_ruta("nuevo_producto"), datos)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    assert "&lt;script&gt;" in respuesta.content.decode()
    assert Producto.objects.count() == 1


def test_the_users_of_others_are_among_the_choices_of_a_unit_that_has_one(client, agente):
    inquilina = ContactoFactory()
    equipo = EquipoFactory(usuario_contacto=inquilina)
    pagina = client.get(_ruta("editar_equipo", equipo))
    assert inquilina in pagina.context["form"].fields["usuario_contacto"].queryset


def test_the_parts_of_a_product_last_what_the_figures_in_force_say(client):
    autor = UsuarioFactory(roles=["administrador"])
    client.force_login(autor)
    producto = ProductoFactory(fin_fabricacion=date(2022, 6, 30))
    assert "30 jun 2032" in client.get(producto.get_absolute_url()).content.decode()
    ParametroPropio.objects.create(
        codigo="repuestos",
        valor=12,
        unidad="anios",
        desde=date(2022, 1, 1),
        motivo="Lo prometemos en el catálogo.",
        autor=autor,
    )
    olvidar_parametros()
    assert "30 jun 2034" in client.get(producto.get_absolute_url()).content.decode()
