"""Goodwill: an explicit choice, with its cost, a reason and a limit by role."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clientes.servicios import registrar_compra
from clientes.tests.fabricas import EquipoFactory
from cuentas.tests.fabricas import (
    AdministradorFactory,
    AgenteFactory,
    CalidadFactory,
    CoordinadorFactory,
    GestorFactory,
)
from incidencias.eventos import Codigo
from incidencias.linea import pagina_de_linea
from incidencias.models import AjusteCobertura, LimiteCortesia
from incidencias.permisos import limite_de_cortesia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    dar_cortesia,
    retirar_cortesia,
    revisar_veredicto,
)
from incidencias.veredictos import lo_paga_otro, quien_paga_al_final
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db

HOY = timezone.localdate()


@pytest.fixture
def incidencia():
    return fuera_de_garantia(2000)


def fuera_de_garantia(dias):
    equipo = EquipoFactory()
    registrar_compra(
        por=SISTEMA,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=HOY - timedelta(days=dias),
    )
    nueva = NuevaIncidencia(
        cliente=equipo.cliente, equipo=equipo, asunto="No va", tipo="averia", canal="telefono"
    )
    return abrir_incidencia(nueva, por=AgenteFactory())


def cortesia(incidencia, por, euros="45", motivo="Cliente de veinte años"):
    return dar_cortesia(incidencia.pk, por=por, coste_eur=Decimal(euros), motivo=motivo)


def test_it_is_given_with_its_cost_and_the_verdict_of_the_law_stays(incidencia):
    agente = AgenteFactory()
    incidencia = cortesia(incidencia, agente)
    assert incidencia.veredicto["estado"] == "no"
    assert incidencia.veredicto["cortesia"] == {"coste_eur": "45.00"}
    assert quien_paga_al_final(incidencia.veredicto) == "cortesia"
    assert lo_paga_otro(incidencia.veredicto)
    ajuste = AjusteCobertura.objects.get()
    assert (ajuste.coste_eur, ajuste.usuario) == (Decimal("45.00"), agente)
    evento = incidencia.eventos.get(codigo=Codigo.CORTESIA)
    assert evento.datos == {"ajuste": ajuste.pk, "coste_eur": "45.00"}
    assert pagina_de_linea(incidencia).entradas[0].titulo == "dio una cortesía de 45,00\xa0€"


@pytest.mark.parametrize(
    ("factoria", "limite"),
    [(AgenteFactory, 50), (CoordinadorFactory, 150), (GestorFactory, 600)],
)
def test_up_to_the_limit_of_the_role_and_not_a_cent_more(incidencia, factoria, limite):
    quien = factoria()
    with pytest.raises(ErrorDeNegocio) as error:
        cortesia(incidencia, quien, f"{limite}.01")
    assert (error.value.campo, error.value.codigo) == ("coste_eur", "limite_de_cortesia")
    assert not AjusteCobertura.objects.exists()
    incidencia.refresh_from_db()
    assert "cortesia" not in incidencia.veredicto
    assert cortesia(incidencia, quien, str(limite)).veredicto["cortesia"]


def test_above_it_the_sentence_says_who_can(incidencia):
    with pytest.raises(ErrorDeNegocio) as error:
        cortesia(incidencia, AgenteFactory(), "200")
    assert str(error.value) == (
        "Tu límite de cortesía es de 50,00\xa0€. Puede darla alguien de Gestión "
        "(hasta 600,00\xa0€) o Administración (sin límite)."
    )


def test_a_role_without_a_limit_of_its_own_gives_none(incidencia):
    with pytest.raises(ErrorDeNegocio, match="Con tu rol no se dan cortesías"):
        cortesia(incidencia, CalidadFactory(), "1")


def test_the_limits_are_changed_in_the_administration(incidencia):
    LimiteCortesia.objects.filter(rol="agente").update(importe_eur=Decimal(300))
    assert cortesia(incidencia, AgenteFactory(), "300").veredicto["cortesia"]
    assert limite_de_cortesia(AgenteFactory()) == Decimal(300)
    assert limite_de_cortesia(AdministradorFactory()) is None
    assert limite_de_cortesia(CalidadFactory()) == 0


def test_when_nobody_reaches_it_says_so(incidencia):
    LimiteCortesia.objects.filter(rol="administrador").delete()
    with pytest.raises(ErrorDeNegocio, match="Nadie puede dar una tan alta"):
        cortesia(incidencia, GestorFactory(), "5000")


@pytest.mark.parametrize(
    ("euros", "motivo", "campo"),
    [
        ("0", "Porque sí", "coste_eur"),
        ("-5", "Porque sí", "coste_eur"),
        ("100000.01", "Porque sí", "coste_eur"),
        ("20", "  ", "motivo"),
        ("20", "x" * 501, "motivo"),
    ],
)
def test_without_cost_or_reason_there_is_none(incidencia, euros, motivo, campo):
    with pytest.raises(ErrorDeNegocio) as error:
        cortesia(incidencia, AdministradorFactory(), euros, motivo)
    assert error.value.campo == campo
    assert not AjusteCobertura.objects.exists()


def test_what_is_covered_needs_none():
    with pytest.raises(ErrorDeNegocio, match="Ya está cubierto"):
        cortesia(fuera_de_garantia(100), AgenteFactory())


def test_one_at_a_time_and_it_can_be_taken_back(incidencia):
    agente = AgenteFactory()
    cortesia(incidencia, agente)
    with pytest.raises(ErrorDeNegocio, match="ya tiene una cortesía"):
        cortesia(incidencia, agente, "10")
    incidencia = retirar_cortesia(incidencia.pk, por=agente, motivo="Lo paga su seguro")
    assert "cortesia" not in incidencia.veredicto
    assert quien_paga_al_final(incidencia.veredicto) == "cliente"
    ajuste = AjusteCobertura.objects.get()
    assert ajuste.motivo_retirada == "Lo paga su seguro"
    assert incidencia.eventos.filter(codigo=Codigo.CORTESIA_RETIRADA).exists()
    with pytest.raises(ErrorDeNegocio, match="no tiene ninguna cortesía"):
        retirar_cortesia(incidencia.pk, por=agente, motivo="Otra vez")
    assert cortesia(incidencia, agente, "10").veredicto["cortesia"] == {"coste_eur": "10.00"}


def test_who_could_not_give_it_cannot_take_it_back(incidencia):
    cortesia(incidencia, GestorFactory(), "400")
    with pytest.raises(ErrorDeNegocio, match="Tu límite"):
        retirar_cortesia(incidencia.pk, por=AgenteFactory(), motivo="No me gusta")
    incidencia.refresh_from_db()
    assert incidencia.veredicto["cortesia"]


def test_deciding_the_coverage_again_keeps_it(incidencia):
    cortesia(incidencia, AgenteFactory())
    incidencia.equipo.compras.update(fecha_contrato=HOY - timedelta(days=1500))
    incidencia = revisar_veredicto(incidencia.pk, por=AgenteFactory())
    assert incidencia.veredicto["cortesia"] == {"coste_eur": "45.00"}


def test_on_the_web_the_sentence_comes_at_its_field_and_nothing_typed_is_lost(client, incidencia):
    client.force_login(AgenteFactory())
    ruta = reverse("incidencias:cortesia", args=[incidencia.codigo])
    assert "Tu límite: 50,00" in client.get(ruta).content.decode()
    negada = client.post(ruta, {"coste_eur": "200", "motivo": "<b>Cliente de siempre</b>"})
    pagina = negada.content.decode()
    assert negada.status_code == 422
    assert "Puede darla alguien de Gestión" in pagina
    assert "&lt;b&gt;Cliente de siempre" in pagina
    for mal in ("", "abc", "1e9", "12,345"):
        assert client.post(ruta, {"coste_eur": mal, "motivo": "x"}).status_code == 422
    assert not AjusteCobertura.objects.exists()
    assert client.post(ruta, {"coste_eur": "20,50", "motivo": "Cortesía"}).status_code == 302
    assert AjusteCobertura.objects.get().coste_eur == Decimal("20.50")


def test_by_the_api_above_the_limit_is_a_conflict(cliente_api, incidencia):
    ruta = f"/api/v1/incidencias/{incidencia.codigo}/cortesia/"
    datos = {"coste_eur": "200", "motivo": "Cliente de siempre"}
    api = cliente_api(AgenteFactory())
    negada = api.post(ruta, datos, content_type="application/json")
    assert (negada.status_code, negada.json()["codigo"]) == (409, "limite_de_cortesia")
    hecha = api.post(ruta, datos | {"coste_eur": "20"}, content_type="application/json")
    assert hecha.json()["veredicto"]["cortesia"] == {"coste_eur": "20.00"}
    fuera = api.post(
        f"/api/v1/incidencias/{incidencia.codigo}/retirar-cortesia/",
        {"motivo": "Lo paga su seguro"},
        content_type="application/json",
    )
    assert "cortesia" not in fuera.json()["veredicto"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one():
    incidencia, agente = fuera_de_garantia(2000), AgenteFactory()
    salida, errores = Barrier(2), []

    def dar():
        try:
            salida.wait(timeout=10)
            cortesia(incidencia, agente)
        except ErrorDeNegocio as error:
            errores.append(str(error))
        finally:
            connection.close()

    hilos = [Thread(target=dar) for _n in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
    assert AjusteCobertura.objects.count() == 1
    assert len(errores) == 1
