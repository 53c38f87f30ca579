"""Finding customers that may be one."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from clientes.duplicados import hallar_parejas, hallar_todas
from clientes.models import EstadoDuplicado, PosibleDuplicado
from clientes.parecido import UMBRAL, parecido, parejas_parecidas
from clientes.servicios import (
    apuntar_duplicados,
    cambiar_cliente,
    dar_de_alta_cliente,
    distinguir_clientes,
    fusionar_cliente,
    separar_cliente,
)
from clientes.tasks import buscar_duplicados, repasar_duplicados
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.eventos import SISTEMA


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        ("Marta García López", "GARCIA LOPEZ, MARTA"),
        ("Marta García López", "Martha García López"),
        ("Marta García", "Marta García López"),
        ("Íñigo González", "Iñigo Gonzales"),
        ("Panadería Ñandú S.L.", "Panaderia Nandu, SL"),
        ("C. P. Calle del Pez, 12", "Comunidad Propietarios Calle Pez 12 CP"),
    ],
)
def test_names_that_a_person_takes_for_one(uno, otro):
    assert parecido(uno, otro) >= UMBRAL
    assert parecido(otro, uno) == parecido(uno, otro)


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        ("Marta García López", "Mario García López"),
        ("Marta", "Marta García"),
        ("C. P. Calle del Pez, 12", "C. P. Calle del Pez, 14"),
        ("Panadería Ñandú", "Panadería Avestruz"),
        ("", "Marta"),
    ],
)
def test_names_that_are_two(uno, otro):
    assert parecido(uno, otro) < UMBRAL


def test_names_are_only_compared_within_a_postal_code():
    filas = [
        ("28004", 1, "Marta García"),
        ("28004", 2, "García Marta"),
        ("28005", 3, "Marta García"),
    ]
    assert [(uno, otro) for uno, otro, _cuanto in parejas_parecidas(filas)] == [(1, 2)]


# --- In the database


def _cliente(nombre="Marta", **campos):
    return ClienteFactory(nombre=nombre, **({"telefono": "", "correo": ""} | campos))


def _parejas(*clientes):
    return {(una.uno, una.otro): una.en_orden for una in hallar_parejas([c.pk for c in clientes])}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "campos", [{"nif": "12345678Z"}, {"telefono": "+34600111222"}, {"correo": "m@correo.example"}]
)
def test_the_same_number_telephone_or_address(campos):
    uno, otro = _cliente("Uno", **campos), _cliente("Otro", **campos)
    _cliente("Tercero")
    assert _parejas(uno) == _parejas(otro) == {(uno.pk, otro.pk): [*campos]}


@pytest.mark.django_db
def test_also_through_their_own_people():
    uno, otro = _cliente("Uno", telefono="+34600111222"), _cliente("Otro")
    ContactoFactory(cliente=otro, telefono="+34600111222", correo="")
    assert _parejas(uno) == {(uno.pk, otro.pk): ["telefono"]}


@pytest.mark.django_db
@pytest.mark.parametrize("clase", ["administrador_fincas", "instalador", "tienda"])
def test_a_professional_of_two_customers_does_not_make_them_one(clase):
    uno, otro = _cliente("Uno"), _cliente("Otro")
    for cliente in (uno, otro):
        ContactoFactory(cliente=cliente, clase=clase, telefono="+34600111222", correo="f@a.example")
    assert _parejas(uno) == {}


@pytest.mark.django_db
def test_what_many_share_says_nothing():
    clientes = [_cliente(f"Cliente {n}", telefono="+34600111222") for n in range(7)]
    assert _parejas(clientes[0]) == {}


@pytest.mark.django_db
def test_two_tax_numbers_are_two_customers():
    uno = _cliente("Marta García", telefono="+34600111222", nif="12345678Z")
    _cliente("Marta García", telefono="+34600111222", nif="X1234567L")
    assert _parejas(uno) == {}


@pytest.mark.django_db
def test_an_alike_name_in_the_same_postal_code():
    uno, otro, lejos = _cliente("Marta García"), _cliente("García, Marta"), _cliente("Marta García")
    for cliente, codigo in ((uno, "28004"), (otro, "28004"), (lejos, "50001")):
        SedeFactory(cliente=cliente, codigo_postal=codigo)
    assert _parejas(uno) == {(uno.pk, otro.pk): ["nombre"]}


@pytest.mark.django_db
def test_one_and_all_find_the_same():
    campos = {"nif": "12345678Z", "telefono": "+34600111222"}
    clientes = [_cliente("Marta García", **campos) for _ in range(3)]
    for cliente in clientes:
        SedeFactory(cliente=cliente)
    todas = hallar_todas()
    assert todas == hallar_parejas([c.pk for c in clientes])
    assert [(una.en_orden, una.puntos) for una in todas] == [
        (["nif", "telefono", "nombre"], 100)
    ] * 3


@pytest.mark.django_db
def test_looking_costs_the_same_for_one_as_for_twenty(consultas):
    clientes = [_cliente(f"Marta García {n}", telefono=f"+3460011122{n % 10}") for n in range(20)]
    for cliente in clientes:
        SedeFactory(cliente=cliente)
    assert consultas(hallar_parejas, [clientes[0].pk]) == consultas(
        hallar_parejas, [c.pk for c in clientes]
    )


@pytest.mark.django_db
def test_the_task_finds_whoever_is_new_and_repeats_nothing():
    for _ in range(2):
        dar_de_alta_cliente(por=SISTEMA, nombre="Marta", nif="12345678Z")
    assert buscar_duplicados() > 0
    buscar_duplicados()
    par = PosibleDuplicado.objects.get()
    assert (par.motivos, par.estado) == (["nif"], EstadoDuplicado.PENDIENTE)


@pytest.mark.django_db
def test_whoever_creates_it_by_hand_is_told_at_once(client):
    client.force_login(AgenteFactory())
    otro = _cliente("Marta", nif="12345678Z")
    datos = {"tipo": "persona", "nombre": "Marta", "idioma": "es", "trato": "usted"}
    ruta = reverse("clientes:nuevo")
    respuesta = client.post(ruta, {**datos, "nif": "12345678z"}, follow=True)
    contenido = respuesta.content.decode()
    assert "mira si es el mismo" in contenido
    assert f"con={otro.pk}" in contenido
    distinto = client.post(ruta, {**datos, "nombre": "Nadie más"}, follow=True)
    assert "mira si es el mismo" not in distinto.content.decode()


@pytest.mark.django_db
def test_what_a_person_decided_is_not_asked_again():
    uno, otro = [_cliente("Marta", nif="12345678Z") for _ in range(2)]
    apuntar_duplicados([uno.pk])
    distinguir_clientes(PosibleDuplicado.objects.get().pk, por=SISTEMA)
    apuntar_duplicados([otro.pk])
    repasar_duplicados()
    assert PosibleDuplicado.objects.get().estado == EstadoDuplicado.DISTINTOS


@pytest.mark.django_db
def test_a_pair_that_no_longer_looks_like_one_goes():
    uno, _otro = [_cliente("Marta", nif="12345678Z") for _ in range(2)]
    apuntar_duplicados([uno.pk])
    cambiar_cliente(uno.pk, por=SISTEMA, nif="X1234567L")
    apuntar_duplicados([uno.pk])
    assert not PosibleDuplicado.objects.exists()


@pytest.mark.django_db
def test_merging_decides_the_pair_and_undoing_asks_again():
    uno, otro = [_cliente("Marta", nif="12345678Z") for _ in range(2)]
    apuntar_duplicados([uno.pk])
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    assert PosibleDuplicado.objects.get().estado == EstadoDuplicado.FUSIONADOS
    assert _parejas(uno, otro) == {}
    separar_cliente(uno.pk, por=SISTEMA)
    assert PosibleDuplicado.objects.get().estado == EstadoDuplicado.PENDIENTE


@pytest.mark.django_db
def test_the_command_counts_and_only_notes_when_told(capsys):
    for _ in range(2):
        _cliente("Marta", nif="12345678Z")
    call_command("buscar_duplicados", "--simular")
    assert not PosibleDuplicado.objects.exists()
    call_command("buscar_duplicados")
    assert PosibleDuplicado.objects.count() == 1
    assert "1 parejas apuntadas" in capsys.readouterr().out
