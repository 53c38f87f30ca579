"""Two customers that were one: merged by pointer, shown together, taken apart again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from clientes.models import Cliente, Compra, Contacto, Equipo
from clientes.servicios import (
    crear_contacto,
    crear_sede,
    distinguir_clientes,
    fusionar_cliente,
    registrar_compra,
    registrar_equipo,
    retirar_consentimiento,
    separar_cliente,
)
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ConsentimientoFactory,
    ContactoFactory,
    EmpresaClienteFactory,
    EquipoFactory,
    PosibleDuplicadoFactory,
    ProductoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def _en(cliente):
    return Cliente.objects.values_list("fusionado_en", flat=True).get(pk=cliente.pk)


def _codigos(cliente):
    return list(cliente.eventos.order_by("id").values_list("codigo", flat=True))


def test_merging_is_a_pointer_and_two_events():
    uno, otro = ClienteFactory.create_batch(2)
    equipo = EquipoFactory(cliente=uno)
    assert fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro) == otro
    assert _en(uno) == otro.pk
    assert uno.eventos.get().datos == {"en": otro.pk, "arrastrados": []}
    assert otro.eventos.get().datos == {"cliente": uno.pk}
    equipo.refresh_from_db()
    assert equipo.cliente == uno  # history is not rewritten


def test_a_pointer_never_leads_to_another():
    a, b, c = ClienteFactory.create_batch(3)
    fusionar_cliente(a.pk, por=SISTEMA, en_cliente=b)
    fusionar_cliente(b.pk, por=SISTEMA, en_cliente=c)
    assert (_en(a), _en(b), _en(c)) == (c.pk, c.pk, None)
    separar_cliente(b.pk, por=SISTEMA)
    assert (_en(a), _en(b)) == (b.pk, None)
    separar_cliente(a.pk, por=SISTEMA)
    assert (_en(a), _en(b)) == (None, None)


def test_whoever_was_merged_again_since_stays_where_they_are():
    a, b, c = ClienteFactory.create_batch(3)
    fusionar_cliente(a.pk, por=SISTEMA, en_cliente=b)
    fusionar_cliente(b.pk, por=SISTEMA, en_cliente=c)
    separar_cliente(a.pk, por=SISTEMA)
    fusionar_cliente(a.pk, por=SISTEMA, en_cliente=c)
    separar_cliente(b.pk, por=SISTEMA)
    assert (_en(a), _en(b)) == (c.pk, None)


def test_merging_and_taking_apart_leaves_everything_as_it_was():
    uno, otro = ClienteFactory.create_batch(2)
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    separar_cliente(uno.pk, por=SISTEMA)
    assert _en(uno) is None
    assert (_codigos(uno), _codigos(otro)) == (
        ["fusion", "fusion_deshecha"],
        ["absorcion", "separacion"],
    )


def test_a_customer_is_not_merged_into_itself():
    cliente = ClienteFactory()
    with pytest.raises(ErrorDeNegocio, match="consigo mismo"):
        fusionar_cliente(cliente.pk, por=SISTEMA, en_cliente=cliente)
    assert not cliente.eventos.exists()


@pytest.mark.parametrize("cual", ["origen", "destino"])
def test_a_merged_one_is_neither_merged_nor_merged_into(cual):
    uno, otro, tercero = ClienteFactory.create_batch(3)
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    origen, destino = (uno, tercero) if cual == "origen" else (tercero, uno)
    with pytest.raises(ErrorDeNegocio, match="ya está fusionado con"):
        fusionar_cliente(origen.pk, por=SISTEMA, en_cliente=destino)
    assert (_en(uno), _en(tercero)) == (otro.pk, None)
    assert not tercero.eventos.exists()


def test_a_blocked_one_is_not_merged():
    uno, otro = ClienteFactory(), ClienteFactory(bloqueado_en="2026-01-01T00:00:00Z")
    with pytest.raises(ErrorDeNegocio, match="bloqueados"):
        fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    assert _en(uno) is None


def test_undoing_twice_is_refused():
    uno, otro = ClienteFactory.create_batch(2)
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    separar_cliente(uno.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="no está fusionado"):
        separar_cliente(uno.pk, por=SISTEMA)
    assert _codigos(uno) == ["fusion", "fusion_deshecha"]


def test_what_is_new_is_never_hung_from_a_merged_one():
    uno, otro = ClienteFactory.create_batch(2)
    suyo = EquipoFactory(cliente=uno)
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    uno.refresh_from_db()
    contacto = crear_contacto(uno.pk, por=SISTEMA, nombre="Ana")
    sede = crear_sede(uno.pk, por=SISTEMA, direccion="Calle, 1")
    equipo = registrar_equipo(por=SISTEMA, cliente=uno, producto=ProductoFactory())
    compra = registrar_compra(
        por=SISTEMA, cliente=uno, equipo=suyo, fecha_contrato=date(2026, 2, 3)
    )
    assert {fila.cliente_id for fila in (contacto, sede, equipo, compra)} == {otro.pk}


# --- On screen


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


@pytest.fixture
def fusionados():
    """Two that were one: (merged, survivor), with a thing of each kind in the first."""
    uno, otro = ClienteFactory(nombre="Marta Repetida"), ClienteFactory(nombre="Marta Buena")
    equipo = EquipoFactory(cliente=uno, numero_serie="SERIE-UNO")
    CompraFactory(equipo=equipo, referencia="F-UNO")
    ContactoFactory(cliente=uno, nombre="Contacto de antes")
    SedeFactory(cliente=uno, direccion="Calle de antes, 1")
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    uno.refresh_from_db()
    return uno, otro


def test_its_page_leads_to_the_survivors_which_shows_everything(client, agente, fusionados):
    uno, otro = fusionados
    respuesta = client.get(uno.get_absolute_url(), follow=True)
    assert respuesta.redirect_chain == [(otro.get_absolute_url(), 302)]
    contenido = respuesta.content.decode()
    for dicho in (
        "resultó ser este mismo",
        "SERIE-UNO",
        "F-UNO",
        "Contacto de antes",
        "Calle de antes",
        "Marta Repetida",
    ):
        assert dicho in contenido


def test_lists_and_searches_skip_it_but_its_unit_leads_to_the_survivor(client, agente, fusionados):
    _uno, otro = fusionados
    for texto in ("", "marta", "serie-uno", "contacto de antes"):
        respuesta = client.get(reverse("clientes:listado"), {"q": texto})
        assert list(respuesta.context["pagina"]) == [otro], texto


def test_a_form_of_the_merged_one_is_the_survivors(client, agente, fusionados):
    uno, otro = fusionados
    datos = {"nombre": "Ana", "clase": "titular", "idioma": "es", "canal_preferido": "correo"}
    ruta = reverse("clientes:nuevo_contacto", args=[uno.pk])
    client.post(ruta, {**datos, "rol_portal": "propias", "activo": "on"})
    assert Contacto.objects.get(nombre="Ana").cliente == otro


def test_merging_shows_both_and_keeps_the_one_chosen(client, agente):
    uno, otro = ClienteFactory(nombre="<b>Uno</b>"), ClienteFactory(nombre="Otro")
    ruta = reverse("clientes:fusionar", args=[uno.pk]) + f"?con={otro.pk}"
    assert "&lt;b&gt;Uno" in client.get(ruta).content.decode()
    respuesta = client.post(ruta, {"queda": otro.pk})
    assert respuesta.url == otro.get_absolute_url()
    assert _en(uno) == otro.pk
    assert uno.eventos.get().usuario == agente


@pytest.mark.parametrize("queda", ["", "0", "999999", "x"])
def test_whoever_stays_is_one_of_the_two(client, agente, queda):
    uno, otro = ClienteFactory.create_batch(2)
    ruta = reverse("clientes:fusionar", args=[uno.pk]) + f"?con={otro.pk}"
    respuesta = client.post(ruta, {"queda": queda})
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["queda"]
    assert _en(uno) is None


def test_choosing_oneself_or_a_merged_one_is_said_and_one_looks_for_another(client, agente):
    uno, otro, tercero = ClienteFactory.create_batch(3)
    fusionar_cliente(otro.pk, por=SISTEMA, en_cliente=tercero)
    ruta = reverse("clientes:fusionar", args=[uno.pk])
    for con, frase in (
        (uno.pk, "consigo mismo"),
        (otro.pk, "ya está fusionado con"),
        (999999, "no existe"),
        ("9" * 30, "no existe"),
        ("<b>", "no existe"),
    ):
        respuesta = client.post(f"{ruta}?con={con}", {"queda": uno.pk})
        assert (respuesta.status_code, frase in respuesta.content.decode()) == (422, True), con
    assert _en(uno) is None


def test_the_other_one_is_looked_for_by_any_part(client, agente):
    uno = ClienteFactory(nombre="Marta")
    otro = ClienteFactory(nombre="Begoña Íñiguez")
    ruta = reverse("clientes:fusionar", args=[uno.pk])
    assert f"con={otro.pk}" in client.get(ruta, {"q": "iñig"}).content.decode()
    assert f"con={uno.pk}" not in client.get(ruta, {"q": "marta"}).content.decode()


def test_it_is_undone_from_the_survivors_page(client, agente, fusionados):
    uno, otro = fusionados
    ruta = reverse("clientes:separar", args=[otro.pk, uno.pk])
    assert ruta in client.get(otro.get_absolute_url()).content.decode()
    assert "volverá a ser un cliente aparte" in client.get(ruta).content.decode()
    assert client.post(ruta).url == uno.get_absolute_url()
    assert client.post(ruta).status_code == 422
    assert _en(uno) is None


def test_one_that_was_merged_elsewhere_is_not_undone_here(client, agente, fusionados):
    uno, _otro = fusionados
    assert (
        client.get(reverse("clientes:separar", args=[ClienteFactory().pk, uno.pk])).status_code
        == 404
    )


def test_a_pair_told_apart_is_not_shown_again(client, agente):
    par = PosibleDuplicadoFactory()
    lista = reverse("clientes:duplicados")
    assert "Mismo NIF" in client.get(lista).content.decode()
    client.post(reverse("clientes:distintos", args=[par.pk]))
    assert "Nadie parece repetido" in client.get(lista).content.decode()
    assert par.uno.eventos.get().datos == {"cliente": par.otro.pk}


def test_a_merged_pair_is_not_told_apart():
    par = PosibleDuplicadoFactory()
    fusionar_cliente(par.uno.pk, por=SISTEMA, en_cliente=par.otro)
    with pytest.raises(ErrorDeNegocio, match="Ya se han fusionado"):
        distinguir_clientes(par.pk, por=SISTEMA)


# --- In the portal


def test_the_contacts_of_both_see_the_things_of_both(fusionados):
    uno, otro = fusionados
    usuario = ClienteUsuarioFactory()
    ContactoFactory(cliente=otro, usuario=usuario)
    EquipoFactory(cliente=otro)
    EquipoFactory()
    assert Equipo.objects.visibles_para(usuario).count() == 2
    assert Compra.objects.visibles_para(usuario).count() == 1
    assert set(Cliente.objects.visibles_para(usuario)) == {uno, otro}


def test_after_undoing_each_sees_only_theirs(fusionados):
    uno, otro = fusionados
    usuario = ClienteUsuarioFactory()
    ContactoFactory(cliente=otro, usuario=usuario)
    separar_cliente(uno.pk, por=SISTEMA)
    assert not Equipo.objects.visibles_para(usuario).exists()


# --- At once


def _a_la_vez(*tareas):
    salida = Barrier(len(tareas))

    def correr(tarea):
        salida.wait(timeout=10)
        try:
            return tarea()
        except ErrorDeNegocio as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(correr, tareas))


@pytest.mark.django_db(transaction=True)
def test_two_that_merge_each_other_at_once_leave_one_survivor():
    uno, otro = ClienteFactory.create_batch(2)
    hechas = _a_la_vez(
        lambda: fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro),
        lambda: fusionar_cliente(otro.pk, por=SISTEMA, en_cliente=uno),
    )
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert sorted([_en(uno) is None, _en(otro) is None]) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_that_merge_it_into_different_ones_leave_one_pointer():
    uno, b, c = ClienteFactory.create_batch(3)
    hechas = _a_la_vez(
        lambda: fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=b),
        lambda: fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=c),
    )
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert uno.eventos.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_chain_made_at_once_is_no_chain():
    a, b, c = ClienteFactory.create_batch(3)
    _a_la_vez(
        lambda: fusionar_cliente(a.pk, por=SISTEMA, en_cliente=b),
        lambda: fusionar_cliente(b.pk, por=SISTEMA, en_cliente=c),
    )
    assert not Cliente.objects.filter(fusionado_en__fusionado_en__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_undo_at_once_undo_once():
    uno, otro = ClienteFactory.create_batch(2)
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    hechas = _a_la_vez(*[lambda: separar_cliente(uno.pk, por=SISTEMA)] * 2)
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert _codigos(uno) == ["fusion", "fusion_deshecha"]


@pytest.mark.django_db(transaction=True)
def test_what_is_added_while_it_is_merged_is_of_one_of_the_two_or_asked_again():
    uno, otro = ClienteFactory.create_batch(2)
    _fusion, contacto = _a_la_vez(
        lambda: fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro),
        lambda: crear_contacto(uno.pk, por=SISTEMA, nombre="Ana"),
    )
    if isinstance(contacto, ErrorDeNegocio):
        assert "vuelve a intentarlo" in str(contacto)
        assert not Contacto.objects.exists()
    else:
        assert Contacto.objects.get().cliente_id in {uno.pk, otro.pk}


@pytest.mark.django_db(transaction=True)
def test_two_that_take_back_a_consent_at_once_take_it_back_once():
    dado = ConsentimientoFactory()
    hechas = _a_la_vez(*[lambda: retirar_consentimiento(dado.pk, por=SISTEMA)] * 2)
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert dado.contacto.cliente.eventos.count() == 1


@pytest.mark.parametrize(("en", "todo"), [(EmpresaClienteFactory, False), (ClienteFactory, True)])
def test_a_person_merged_into_a_company_does_not_see_all_that_is_its_own(en, todo):
    """A sender that nobody knew comes as a person, and is often merged into a company."""
    usuario, destino = ClienteUsuarioFactory(), en()
    persona = ContactoFactory(usuario=usuario, rol_portal="propias").cliente
    suyo, ajeno = EquipoFactory(cliente=persona), EquipoFactory(cliente=destino)
    CompraFactory(equipo=ajeno)
    fusionar_cliente(persona.pk, por=SISTEMA, en_cliente=destino)
    vistos = [suyo, ajeno] if todo else [suyo]
    assert list(Equipo.objects.de_cliente(usuario).order_by("pk")) == vistos
    assert Compra.objects.de_cliente(usuario).exists() is todo
