"""Posted prices by date, family and territory; what we offer for a product; their screens."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.models import ConceptoTarifa, ModoOferta, OfertaPosventa, ServicioPosventa, Tarifa
from clientes.ofertas import esta_anunciada, ofertas_de, tarifa_vigente, tarifas_de_un_dia
from clientes.servicios.ofertas import poner_oferta, poner_tarifa, quitar_oferta, retirar_tarifa
from clientes.tests.fabricas import (
    EquipoFactory,
    OfertaPosventaFactory,
    ProductoFactory,
    TarifaFactory,
)
from cuentas.tests.fabricas import UsuarioFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db
MANO_OBRA, ALMACENAJE = ConceptoTarifa.MANO_OBRA, ConceptoTarifa.ALMACENAJE
MAYO = date(2026, 5, 1)


def tarifa(importe, **campos):
    datos = {"familia": "", "importe_eur": Decimal(importe), "desde": date(2026, 1, 1)}
    return TarifaFactory(**{**datos, **campos})


def importe(concepto=MANO_OBRA, en=MAYO, **donde):
    vigente = tarifa_vigente(concepto, en=en, **donde)
    return vigente and vigente.importe_eur


def test_the_last_begun_rules_from_its_day():
    tarifa("44", desde=date(2025, 1, 1))
    tarifa("46.50")
    assert importe(en=date(2024, 12, 31)) is None
    assert importe(en=date(2025, 12, 31)) == Decimal("44")
    assert importe(en=date(2026, 1, 1)) == Decimal("46.50")


def test_the_family_wins_over_the_territory_and_this_over_all():
    tarifa("40")
    tarifa("41", comunidad="CT")
    tarifa("52", familia="Calderas")
    tarifa("55", familia="Calderas", comunidad="CT")
    assert importe() == Decimal("40")
    assert importe(comunidad="CT") == Decimal("41")
    assert importe(comunidad="GA") == Decimal("40")
    assert importe(familia="Calderas") == Decimal("52")
    assert importe(familia="Calderas", comunidad="CT") == Decimal("55")
    assert importe(familia="Lavadoras", comunidad="CT") == Decimal("41")


def test_one_that_ended_is_not_charged_and_the_one_before_does_not_come_back():
    tarifa("1.20", concepto=ALMACENAJE, desde=date(2025, 1, 1))
    fila = tarifa("1.50", concepto=ALMACENAJE)
    retirar_tarifa(fila.pk, por=SISTEMA, hasta=date(2026, 3, 31))
    assert importe(ALMACENAJE, en=date(2026, 3, 31)) == Decimal("1.50")
    assert importe(ALMACENAJE) is None
    assert tarifas_de_un_dia(MAYO) == []


def test_what_is_not_posted_is_known():
    tarifa("1.50", concepto=ALMACENAJE, anunciada=False)
    assert not esta_anunciada(ALMACENAJE, en=MAYO)
    assert not esta_anunciada(MANO_OBRA, en=MAYO)
    tarifa("40")
    assert esta_anunciada(MANO_OBRA, en=MAYO)


def test_asking_for_a_price_is_one_statement(consultas):
    for n in range(5):
        tarifa("40", desde=date(2026, 1, 1) + timedelta(days=n))
    assert consultas(tarifa_vigente, MANO_OBRA, en=MAYO, familia="Calderas") == 1


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"importe_eur": Decimal("-1")}, "importe_eur", "negativo"),
        ({"importe_eur": Decimal("1e9")}, "importe_eur", "dígitos"),
        ({"desde": date(1900, 1, 1)}, "desde", "demasiado antigua"),
        ({"desde": date(3000, 1, 1)}, "desde", "futuro"),
        ({"hasta": date(2025, 1, 1)}, "hasta", "acabar antes"),
        ({"concepto": "propina"}, "concepto", "propina"),
        ({}, "desde", "desde ese día"),
    ],
)
def test_a_price_that_cannot_be_is_refused_at_its_field(cambios, campo, frase):
    tarifa("40")
    datos = {"concepto": MANO_OBRA, "desde": date(2026, 1, 1), "importe_eur": Decimal("50")}
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        poner_tarifa(por=SISTEMA, **{**datos, **cambios})
    assert error.value.campo == campo
    assert Tarifa.objects.count() == 1


# --- The catalogue


def test_the_closest_says_what_we_do_for_a_product():
    producto = ProductoFactory(familia="Calderas", marca="Térmica")
    otro = ProductoFactory(familia="Calderas", marca="Otra")
    for modo, donde in (
        (ModoOferta.NO_OFRECIDO, {"familia": ""}),
        (ModoOferta.EN_VENTA, {"familia": "Calderas"}),
        (ModoOferta.INCLUIDO, {"familia": "", "producto": producto}),
        (ModoOferta.NO_OFRECIDO, {"familia": "", "marca": "Térmica"}),
    ):
        OfertaPosventaFactory(modo=modo, **donde)
    assert [o.modo for o in ofertas_de(producto)] == [ModoOferta.INCLUIDO]
    assert [o.modo for o in ofertas_de(otro)] == [ModoOferta.EN_VENTA]
    assert [o.modo for o in ofertas_de(ProductoFactory(familia="", marca="Rara"))] == [
        ModoOferta.NO_OFRECIDO
    ]


def test_what_is_taken_from_the_catalogue_leaves_its_place():
    oferta = OfertaPosventaFactory(familia="")
    quitar_oferta(oferta.pk, por=SISTEMA)
    poner_oferta(por=SISTEMA, servicio=oferta.servicio, modo=ModoOferta.INCLUIDO)
    assert OfertaPosventa.objects.filter(activa=True).get().modo == ModoOferta.INCLUIDO
    with pytest.raises(ErrorDeNegocio, match="ya se quitó"):
        quitar_oferta(oferta.pk, por=SISTEMA)


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"modo": ModoOferta.INCLUIDO, "precio_eur": Decimal("5")}, "precio_eur", "de pago"),
        ({"precio_eur": Decimal("-5")}, "precio_eur", "negativo"),
        ({"producto": True, "familia": "Calderas"}, "producto", "no ambos"),
        ({"servicio": "baile"}, "servicio", "baile"),
        ({}, "servicio", "Ya se dice"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(cambios, campo, frase):
    OfertaPosventaFactory(familia="")
    if cambios.get("producto"):
        cambios = {**cambios, "producto": ProductoFactory()}
    datos = {"servicio": ServicioPosventa.MANTENIMIENTO, "modo": ModoOferta.EN_VENTA}
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        poner_oferta(por=SISTEMA, **{**datos, **cambios})
    assert error.value.campo == campo
    assert OfertaPosventa.objects.count() == 1


# --- Screens


@pytest.fixture
def gestor(client):
    gestor = UsuarioFactory(roles=["gestor"])
    client.force_login(gestor)
    return gestor


def test_a_price_is_posted_on_its_page_and_read_by_anybody(client, gestor):
    ProductoFactory(familia="Calderas")
    datos = {
        "concepto": "mano_obra",
        "familia": "Calderas",
        "comunidad": "",
        "importe_eur": "52.00",
        "desde": "2026-01-01",
        "anunciada": "on",
        "notas": "Con <b>carné</b>",
    }
    assert client.post(reverse("clientes:nueva_tarifa"), datos).status_code == 302
    tarifa("1.50", concepto=ALMACENAJE, anunciada=False)
    assert "52,00" in client.get(reverse("clientes:tarifas")).content.decode()
    client.logout()
    publica = client.get("/tarifas/").content.decode()
    assert "52,00" in publica
    assert "Con &lt;b&gt;carné&lt;/b&gt;" in publica
    assert "Almacenaje" not in publica


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"importe_eur": ""}, "importe_eur", "Falta este dato"),
        ({"importe_eur": "mucho"}, "importe_eur", "número"),
        ({"importe_eur": "-1"}, "importe_eur", "negativo"),
        ({"desde": "3000-01-01"}, "desde", "futuro"),
        ({"familia": "Naves"}, "familia", "Elige una de la lista"),
        ({"notas": "x" * 201}, "notas", "200"),
    ],
)
def test_a_wrong_price_is_said_at_its_field_and_nothing_is_lost(
    client, gestor, cambios, campo, frase
):
    datos = {"concepto": "mano_obra", "importe_eur": "52", "desde": "2026-01-01", "notas": "Nota"}
    respuesta = client.post(reverse("clientes:nueva_tarifa"), {**datos, **cambios})
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors[campo])
    assert respuesta.context["form"]["notas"].value()
    assert not Tarifa.objects.exists()


def test_a_price_is_retired_and_the_catalogue_kept(client, gestor):
    fila, hoy = tarifa("40"), dia_local(timezone.now())
    client.post(reverse("clientes:retirar_tarifa", args=[fila.pk]), {"hasta": hoy.isoformat()})
    fila.refresh_from_db()
    assert fila.hasta == hoy
    otra_vez = client.post(
        reverse("clientes:retirar_tarifa", args=[fila.pk]), {"hasta": hoy.isoformat()}
    )
    assert otra_vez.status_code == 422
    datos = {"servicio": "reparacion", "modo": "en_venta", "precio_eur": "", "descripcion": "Sí"}
    client.post(reverse("clientes:nueva_oferta"), datos)
    oferta = OfertaPosventa.objects.get()
    client.post(
        reverse("clientes:editar_oferta", args=[oferta.pk]), {**datos, "precio_eur": "35.00"}
    )
    oferta.refresh_from_db()
    assert oferta.precio_eur == Decimal("35.00")
    assert "35,00" in client.get(reverse("clientes:catalogo")).content.decode()
    equipo = EquipoFactory()
    assert "35,00" in client.get(equipo.get_absolute_url()).content.decode()
    client.post(reverse("clientes:quitar_oferta", args=[oferta.pk]))
    oferta.refresh_from_db()
    assert not oferta.activa


def test_the_pages_say_something_when_empty(client, gestor):
    for nombre in ("clientes:tarifas", "clientes:catalogo", "portal:tarifas"):
        assert client.get(reverse(nombre)).status_code == 200
    assert "Todavía no hay tarifas" in client.get("/tarifas/").content.decode()


@pytest.mark.parametrize("rol", ["agente", "coordinador", "calidad", "tecnico", "cliente"])
def test_prices_are_decided_higher_up(client, rol):
    client.force_login(UsuarioFactory(roles=[rol]))
    for nombre in ("tarifas", "nueva_tarifa", "catalogo", "nueva_oferta"):
        assert client.get(reverse(f"clientes:{nombre}")).status_code == 404


def test_the_lists_cost_the_same_with_one_row_as_with_twenty(client, gestor, consultas):
    rutas = [reverse("clientes:tarifas"), reverse("clientes:catalogo"), "/tarifas/"]
    tarifa("40")
    OfertaPosventaFactory(producto=ProductoFactory(), familia="")
    con_una = [consultas(client.get, ruta) for ruta in rutas]
    for _ in range(5):
        TarifaFactory()
        OfertaPosventaFactory(producto=ProductoFactory(), familia="")
    assert [consultas(client.get, ruta) for ruta in rutas] == con_una
