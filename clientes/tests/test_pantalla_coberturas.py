"""The rights of a unit on its page: bars, giving one by hand, taking it back, handing it over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.barras import apilar
from clientes.cobertura import decidir, veredicto_de
from clientes.models import Cobertura, NuestroPapel, QuienPaga, TipoCobertura, Trato
from clientes.tests.fabricas import (
    CoberturaFactory,
    CompraFactory,
    EquipoFactory,
    SuspensionFactory,
)
from clientes.traspaso import traspaso_de
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory

pytestmark = pytest.mark.django_db

HOY = timezone.localdate()
DATOS = {
    "tipo": "ampliacion",
    "fecha_inicio": "2026-03-16",
    "fecha_fin": "2028-03-15",
    "paga": "aseguradora",
    "garante": "Seguros <Ñ>",
    "piezas_pct": "100",
    "mano_obra_pct": "50",
    "desplazamiento_pct": "0",
    "defecto": "",
    "condiciones": "Una revisión al año",
}


@pytest.fixture
def oficina(client):
    client.force_login(AgenteFactory())
    return client


# --- Bars


def pila_de(equipo):
    coberturas, suspensiones = list(equipo.coberturas.all()), equipo.suspensiones.all()
    return apilar(coberturas, suspensiones, decidir(equipo, manifestacion=HOY), hoy=HOY)


def test_all_the_bars_share_one_scale_and_the_living_ones_come_first():
    equipo = CompraFactory(fecha_contrato=HOY - timedelta(days=365)).equipo
    legal = CoberturaFactory(
        equipo=equipo,
        fecha_inicio=HOY - timedelta(days=365),
        fecha_fin=HOY + timedelta(days=730),
    )
    vieja = CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.REPARACION,
        paga=QuienPaga.NOSOTROS,
        fecha_inicio=HOY - timedelta(days=300),
        fecha_fin=HOY - timedelta(days=210),
    )
    SuspensionFactory(
        equipo=equipo, entregado_en=HOY - timedelta(days=30), devuelto_en=HOY - timedelta(days=10)
    )
    pila = pila_de(equipo)
    assert [barra.cobertura for barra in pila.barras] == [legal, vieja]
    assert [barra.situacion for barra in pila.barras] == ["en_vigor", "acabada"]
    assert pila.barras[0].suspensiones[0].dias == 20
    assert pila.barras[1].suspensiones == []  # the law stops its own terms only
    for barra in pila.barras:
        assert 0 <= float(barra.tramo.x[:-1]) <= 100
        assert float(barra.tramo.x[:-1]) + float(barra.tramo.ancho[:-1]) <= 100
    assert pila.barras[0].motivo.articulo.startswith("122")


def test_without_rights_there_is_nothing_to_draw():
    assert pila_de(EquipoFactory()) is None


# --- The page


def test_the_page_says_what_gave_each_right_and_draws_without_inline_style(oficina):
    equipo = CompraFactory(fecha_contrato=HOY - timedelta(days=100)).equipo
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.AMPLIACION,
        paga=QuienPaga.ASEGURADORA,
        garante="Seguros Ñ",
        mano_obra_pct=50,
        desplazamiento_pct=0,
        fecha_inicio=HOY - timedelta(days=10),
        fecha_fin=HOY + timedelta(days=10),
    )
    pagina = oficina.get(equipo.get_absolute_url()).content.decode()
    assert "paga la aseguradora (Seguros Ñ) · piezas y mano de obra (50 %)" in pagina
    assert "TRLGDCU art. 127" in pagina
    assert 'style="' not in pagina


def test_the_page_costs_the_same_with_one_right_as_with_twelve(oficina, consultas):
    equipo = CompraFactory().equipo
    fechas = {"fecha_inicio": HOY, "fecha_fin": HOY + timedelta(days=9)}
    otras = {"tipo": TipoCobertura.COMERCIAL, "paga": QuienPaga.FABRICANTE, **fechas}
    CoberturaFactory(equipo=equipo, **otras)
    SuspensionFactory(equipo=equipo)
    con_una = consultas(oficina.get, equipo.get_absolute_url())
    CoberturaFactory.create_batch(11, equipo=equipo, **otras)
    SuspensionFactory.create_batch(9, equipo=equipo)
    assert consultas(oficina.get, equipo.get_absolute_url()) == con_una


def test_one_is_given_by_hand_and_annulled_with_a_reason(oficina):
    equipo = EquipoFactory()
    ruta = reverse("clientes:nueva_cobertura", args=[equipo.pk])
    assert oficina.get(ruta).status_code == 200
    assert oficina.post(ruta, DATOS).status_code == 302
    cobertura = equipo.coberturas.get()
    assert (cobertura.garante, cobertura.mano_obra_pct) == ("Seguros <Ñ>", 50)
    assert "Seguros &lt;Ñ&gt;" in oficina.get(equipo.get_absolute_url()).content.decode()
    anular = reverse("clientes:anular_cobertura", args=[equipo.pk, cobertura.pk])
    sin_motivo = oficina.post(anular, {"motivo": " "})
    assert sin_motivo.status_code == 422
    assert "hay que decir por qué" in sin_motivo.content.decode()
    assert oficina.post(anular, {"motivo": "No se pagó"}).status_code == 302
    assert "Anulada el" in oficina.get(equipo.get_absolute_url()).content.decode()
    assert oficina.get(anular).status_code == 404  # it is annulled already


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"fecha_fin": "2026-03-15"}, "no puede terminar antes de empezar"),
        ({"fecha_fin": "3000-01-01"}, "está en el futuro"),
        ({"fecha_inicio": "1900-01-01"}, "demasiado antigua"),
        ({"fecha_inicio": "mañana"}, "fecha"),
        ({"piezas_pct": "101"}, "de 0 a 100"),
        ({"piezas_pct": "mucho"}, "número"),
        ({"piezas_pct": "0", "mano_obra_pct": "0"}, "paga algo"),
        ({"paga": "cliente"}, "Elige"),
        ({"paga": ""}, "Falta este dato"),
        ({"tipo": "legal"}, "Elige"),
        ({"garante": "x" * 121}, "120"),
        ({"condiciones": "x" * 2001}, "2000"),
    ],
)
def test_bad_input_comes_back_with_its_sentence_and_nothing_is_lost(oficina, cambios, frase):
    equipo = EquipoFactory()
    ruta = reverse("clientes:nueva_cobertura", args=[equipo.pk])
    respuesta = oficina.post(ruta, DATOS | cambios)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert frase in pagina
    assert "Seguros &lt;Ñ&gt;" in pagina or "garante" in cambios
    assert not Cobertura.objects.exists()


def test_strangers_do_not_reach_it(client):
    cobertura = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    otro = EquipoFactory()
    rutas = [
        reverse("clientes:nueva_cobertura", args=[cobertura.equipo_id]),
        reverse("clientes:anular_cobertura", args=[cobertura.equipo_id, cobertura.pk]),
    ]
    client.force_login(ClienteUsuarioFactory())
    assert [client.get(ruta).status_code for ruta in rutas] == [404, 404]
    client.force_login(AgenteFactory())
    ajena = reverse("clientes:anular_cobertura", args=[otro.pk, cobertura.pk])
    assert client.post(ajena, {"motivo": "De otro"}).status_code == 404
    cobertura.refresh_from_db()
    assert not cobertura.esta_anulada


def test_what_fails_can_be_asked_for_when_some_right_depends_on_it(oficina):
    equipo = EquipoFactory()
    ruta = equipo.get_absolute_url()
    assert 'name="sintoma"' not in oficina.get(ruta).content.decode()
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.REPARACION,
        paga=QuienPaga.NOSOTROS,
        defecto="Bomba",
        fecha_inicio=HOY,
        fecha_fin=HOY + timedelta(days=90),
    )
    assert "qué falla, por si es lo mismo" in oficina.get(ruta).content.decode()
    pagina = oficina.get(ruta, {"sintoma": "bomba"}).content.decode()
    assert "lo paga nuestra empresa" in pagina
    assert oficina.get(ruta, {"sintoma": "<b>" * 200}).status_code == 200


# --- Handing it over


def traspaso(papel, *, trato=Trato.USTED):
    compra = CompraFactory(
        fecha_contrato=date(2025, 3, 15),
        equipo__nuestro_papel=papel,
        equipo__vendedor="Electro Ñ",
        equipo__cliente__trato=trato,
    )
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 1, 10))
    return traspaso_de(
        compra.equipo, compra.cliente, veredicto, codigo="INC-26-000001", que_pasa="No enciende"
    )


def test_the_seller_is_named_with_the_law_and_until_when():
    textos = traspaso(NuestroPapel.SAT_INDEPENDIENTE)
    assert textos.quien == "el vendedor (Electro Ñ)"
    assert "Puede pedirle que lo repare o que lo sustituya, gratis" in textos.para_cliente
    assert "hasta el 15 mar 2028" in textos.para_cliente
    assert "Puede reclamarlo hasta el 10 ene 2031." in textos.para_cliente
    assert "INC-26-000001" in textos.para_responsable
    assert "No enciende" in textos.para_responsable
    assert "TRLGDCU art. 117 y 125.1" in textos.para_responsable


def test_the_customer_is_addressed_as_they_like():
    assert "Puedes pedirle" in traspaso(NuestroPapel.FABRICANTE, trato=Trato.TU).para_cliente


def test_an_official_workshop_asks_for_leave_and_sends_nobody_away():
    textos = traspaso(NuestroPapel.SAT_OFICIAL)
    assert "usted no tiene que pagar nada" in textos.para_cliente
    assert "¿Nos autorizan" in textos.para_responsable


def test_what_is_ours_is_handed_to_nobody():
    assert traspaso(NuestroPapel.VENDEDOR) is None
