"""The verdict of a case: frozen at intake, decided again on purpose, corrected by who may."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clientes.models import QuienPaga, TipoCobertura
from clientes.servicios import dar_cobertura, registrar_compra
from clientes.tests.fabricas import CoberturaFactory, EquipoFactory, SuspensionFactory
from cuentas.tests.fabricas import (
    AdministradorFactory,
    AgenteFactory,
    CalidadFactory,
    CoordinadorFactory,
    GestorFactory,
)
from incidencias.eventos import Codigo
from incidencias.linea import pagina_de_linea
from incidencias.models import AjusteCobertura, ClaseAjuste, Incidencia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    corregir_veredicto,
    reclasificar,
    revisar_veredicto,
)
from incidencias.tests.fabricas import CategoriaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db

HOY = timezone.localdate()
SI = {"estado": "cubierto", "paga": "nosotros", "motivo": "Lo prometió el comercial"}


def comprado(hace_dias=365):
    equipo = EquipoFactory()
    registrar_compra(
        por=SISTEMA,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=HOY - timedelta(days=hace_dias),
    )
    return equipo


def abierta(equipo, **campos):
    datos = {"asunto": "No enciende", "tipo": "averia", "canal": "telefono"} | campos
    nueva = NuevaIncidencia(cliente=equipo.cliente, equipo=equipo, **datos)
    return abrir_incidencia(nueva, por=AgenteFactory())


# --- Frozen


def test_it_does_not_change_when_the_rows_of_the_unit_do():
    equipo = comprado()
    incidencia = abierta(equipo)
    dicho = incidencia.veredicto
    SuspensionFactory(equipo=equipo, entregado_en=HOY - timedelta(days=40), devuelto_en=HOY)
    CoberturaFactory(equipo=equipo, tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    equipo.compras.update(fecha_contrato=date(2001, 1, 1))
    incidencia.refresh_from_db()
    assert incidencia.veredicto == dicho
    assert dicho["estado"] == "cubierto"


def test_what_counts_is_when_the_fault_showed_and_not_when_it_was_told():
    equipo = comprado(3 * 365 + 30)
    assert abierta(equipo).veredicto["estado"] == "no"
    antes = abierta(equipo, fecha_fallo=HOY - timedelta(days=60))
    assert antes.veredicto["estado"] == "cubierto"
    assert antes.veredicto["manifestacion"] == (HOY - timedelta(days=60)).isoformat()


@pytest.mark.parametrize(
    ("dia", "frase"),
    [(HOY + timedelta(days=1), "después de contarlo"), (date(1900, 1, 1), "demasiado antigua")],
)
def test_a_fault_of_another_age_is_refused(dia, frase):
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        abierta(comprado(), fecha_fallo=dia)
    assert error.value.campo == "fecha_fallo"
    assert not Incidencia.objects.exists()


def test_what_fails_tells_whether_a_repair_is_guaranteed():
    equipo, bomba = EquipoFactory(), CategoriaFactory(nombre="Bomba")
    dar_cobertura(
        equipo.pk,
        por=SISTEMA,
        tipo=TipoCobertura.REPARACION,
        fecha_inicio=HOY - timedelta(days=20),
        fecha_fin=HOY + timedelta(days=70),
        paga=QuienPaga.NOSOTROS,
        defecto="Bomba",
    )
    assert abierta(equipo, categoria=bomba).veredicto["via"] == "reparacion"
    assert abierta(equipo).veredicto["estado"] == "indeterminado"


# --- Decided again


def test_the_purchase_that_came_later_decides_it():
    equipo = EquipoFactory()
    incidencia = abierta(equipo)
    assert incidencia.veredicto["estado"] == "indeterminado"
    registrar_compra(por=SISTEMA, cliente=equipo.cliente, equipo=equipo, fecha_contrato=HOY)
    agente = AgenteFactory()
    incidencia = revisar_veredicto(incidencia.pk, por=agente)
    assert incidencia.veredicto["estado"] == "cubierto"
    evento = incidencia.eventos.get(codigo=Codigo.COBERTURA_REVISADA)
    ajuste = AjusteCobertura.objects.get(clase=ClaseAjuste.REVISION)
    assert evento.datos == {
        "ajuste": ajuste.pk,
        "antes": "indeterminado",
        "despues": "cubierto",
        "paga": "vendedor",
    }
    assert ajuste.antes["estado"] == "indeterminado"


def test_deciding_the_same_again_is_told_and_leaves_no_trace():
    incidencia = abierta(comprado())
    with pytest.raises(ErrorDeNegocio, match="es la misma"):
        revisar_veredicto(incidencia.pk, por=AgenteFactory())
    assert not AjusteCobertura.objects.exists()


def test_saying_which_unit_it_is_decides_it():
    equipo = comprado()
    nueva = NuevaIncidencia(cliente=equipo.cliente, asunto="No va", tipo="averia", canal="correo")
    incidencia = abrir_incidencia(nueva, por=AgenteFactory())
    assert incidencia.veredicto == {}
    incidencia = reclasificar(incidencia.pk, por=AgenteFactory(), equipo=equipo)
    assert incidencia.veredicto["estado"] == "cubierto"
    assert incidencia.eventos.filter(codigo=Codigo.COBERTURA_REVISADA).exists()


def test_saying_when_it_failed_decides_it_again():
    incidencia = abierta(comprado(3 * 365 + 30))
    antes = HOY - timedelta(days=60)
    incidencia = reclasificar(incidencia.pk, por=AgenteFactory(), fecha_fallo=antes)
    incidencia.refresh_from_db()
    assert (incidencia.fecha_fallo, incidencia.veredicto["estado"]) == (antes, "cubierto")
    evento = incidencia.eventos.get(codigo=Codigo.RECLASIFICADA)
    assert evento.datos == {"fecha_fallo": [None, antes.isoformat()]}
    with pytest.raises(ErrorDeNegocio, match="después de contarlo"):
        reclasificar(incidencia.pk, por=AgenteFactory(), fecha_fallo=HOY + timedelta(days=2))


def test_another_priority_does_not_touch_it():
    incidencia = abierta(comprado())
    incidencia.equipo.compras.update(fecha_contrato=date(2001, 1, 1))
    dicho = incidencia.veredicto
    assert reclasificar(incidencia.pk, por=AgenteFactory(), impacto="alto").veredicto == dicho


# --- Corrected


@pytest.mark.parametrize("factoria", [CoordinadorFactory, GestorFactory, AdministradorFactory])
def test_who_may_corrects_it_with_a_reason_and_the_timeline_says_so(factoria):
    incidencia, quien = abierta(comprado(2000)), factoria()
    incidencia = corregir_veredicto(incidencia.pk, por=quien, hasta=date(2027, 1, 31), **SI)
    veredicto = incidencia.veredicto
    assert veredicto["frase"] == "Cubierto · lo paga nuestra empresa · hasta el 31 ene 2027"
    assert (veredicto["estado"], veredicto["paga"], veredicto["corregido"]) == (
        "cubierto",
        "nosotros",
        True,
    )
    assert {parte["quien"] for parte in veredicto["conceptos"].values()} == {"nosotros"}
    ajuste = AjusteCobertura.objects.get()
    assert (ajuste.usuario, ajuste.motivo) == (quien, SI["motivo"])
    assert ajuste.antes["estado"] == "no"
    entrada = pagina_de_linea(incidencia).entradas[0]
    assert entrada.titulo == "corrigió la cobertura: de «no cubierto» a «cubierto»"
    assert entrada.ajuste == ajuste


@pytest.mark.parametrize("factoria", [AgenteFactory, CalidadFactory])
def test_who_may_not_is_told_who_can_and_nothing_is_written(factoria):
    incidencia = abierta(comprado(2000))
    with pytest.raises(ErrorDeNegocio, match="Coordinación y Gestión") as error:
        corregir_veredicto(incidencia.pk, por=factoria(), **SI)
    assert error.value.codigo == "sin_permiso"
    dicho = incidencia.veredicto
    incidencia.refresh_from_db()
    assert incidencia.veredicto == dicho
    assert not AjusteCobertura.objects.exists()
    assert not incidencia.eventos.filter(codigo=Codigo.COBERTURA_CORREGIDA).exists()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"motivo": "  "}, "motivo"),
        ({"motivo": "x" * 501}, "motivo"),
        ({"estado": "quizá"}, "estado"),
        ({"paga": ""}, "paga"),
        ({"paga": "cliente"}, "paga"),
        ({"paga": "cortesia"}, "paga"),
        ({"piezas_pct": 101}, "piezas_pct"),
        ({"mano_obra_pct": 50}, "piezas_pct"),  # covered is everything
        ({"estado": "parcial"}, "piezas_pct"),  # in part is less
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(cambios, campo):
    incidencia = abierta(comprado(2000))
    with pytest.raises(ErrorDeNegocio) as error:
        corregir_veredicto(incidencia.pk, por=CoordinadorFactory(), **(SI | cambios))
    assert error.value.campo == campo
    assert not AjusteCobertura.objects.exists()


def test_a_part_is_said_concept_by_concept():
    incidencia = abierta(comprado(2000))
    datos = SI | {"estado": "parcial", "mano_obra_pct": 0, "desplazamiento_pct": 50}
    veredicto = corregir_veredicto(incidencia.pk, por=GestorFactory(), **datos).veredicto
    assert veredicto["conceptos"]["mano_obra"]["quien"] == "cliente"
    assert veredicto["conceptos"]["desplazamiento"]["pct"] == 50


def test_what_was_corrected_stands_when_the_category_changes_and_falls_with_another_unit():
    equipo = comprado(2000)
    incidencia = abierta(equipo)
    corregir_veredicto(incidencia.pk, por=GestorFactory(), **SI)
    incidencia = reclasificar(incidencia.pk, por=AgenteFactory(), categoria=CategoriaFactory())
    assert incidencia.veredicto["corregido"]
    otro = EquipoFactory(cliente=equipo.cliente)
    incidencia = reclasificar(incidencia.pk, por=AgenteFactory(), equipo=otro)
    assert "corregido" not in incidencia.veredicto


def test_only_who_may_correct_decides_again_what_was_corrected():
    incidencia = abierta(comprado(2000))
    corregir_veredicto(incidencia.pk, por=GestorFactory(), **SI)
    with pytest.raises(ErrorDeNegocio, match="Coordinación"):
        revisar_veredicto(incidencia.pk, por=AgenteFactory())
    assert revisar_veredicto(incidencia.pk, por=GestorFactory()).veredicto["estado"] == "no"


def test_a_cancelled_case_is_not_touched():
    incidencia = abierta(comprado(2000))
    anular_incidencia(incidencia.pk, por=AgenteFactory(), motivo="Duplicada")
    with pytest.raises(ErrorDeNegocio, match="ya no se toca"):
        corregir_veredicto(incidencia.pk, por=GestorFactory(), **SI)


def test_on_the_web_a_stranger_to_the_decision_gets_404_and_a_reason_is_asked_for(client):
    incidencia = abierta(comprado(2000))
    ruta = reverse("incidencias:corregir-cobertura", args=[incidencia.codigo])
    client.force_login(AgenteFactory())
    assert client.get(ruta).status_code == 404
    assert client.post(ruta, SI).status_code == 404
    client.force_login(CoordinadorFactory())
    sin_motivo = client.post(ruta, {**SI, "motivo": ""})
    assert sin_motivo.status_code == 422
    assert "hay que decir por qué" in sin_motivo.content.decode()
    sin_partes = client.post(ruta, {**SI, "estado": "parcial", "piezas_pct": "50"})
    assert "Di qué parte" in sin_partes.content.decode()
    assert not AjusteCobertura.objects.exists()
    assert client.post(ruta, SI).status_code == 302
    pagina = client.get(incidencia.get_absolute_url()).content.decode()
    assert "corrigió la cobertura" in pagina
    assert SI["motivo"] in pagina


def test_by_the_api_it_is_a_conflict_for_who_may_not(cliente_api):
    incidencia = abierta(comprado(2000))
    ruta = f"/api/v1/incidencias/{incidencia.codigo}/corregir-cobertura/"
    negada = cliente_api(AgenteFactory()).post(ruta, SI, content_type="application/json")
    assert (negada.status_code, negada.json()["codigo"]) == (409, "sin_permiso")
    hecha = cliente_api(CoordinadorFactory()).post(ruta, SI, content_type="application/json")
    assert (hecha.status_code, hecha.json()["veredicto"]["estado"]) == (200, "cubierto")
    mala = cliente_api(CoordinadorFactory()).post(ruta, {}, content_type="application/json")
    assert mala.status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_come_one_after_the_other():
    incidencia = abierta(comprado(2000))
    salida, quienes = Barrier(2), [CoordinadorFactory(), GestorFactory()]

    def corregir(quien, paga):
        try:
            salida.wait(timeout=10)
            corregir_veredicto(incidencia.pk, por=quien, **(SI | {"paga": paga}))
        finally:
            connection.close()

    hilos = [
        Thread(target=corregir, args=par)
        for par in zip(quienes, ["nosotros", "fabricante"], strict=True)
    ]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
    primera, segunda = AjusteCobertura.objects.order_by("pk")
    incidencia.refresh_from_db()
    assert primera.antes["estado"] == "no"
    assert segunda.antes["corregido"]  # it saw the first one
    assert segunda.antes["paga"] != incidencia.veredicto["paga"]
    assert incidencia.eventos.filter(codigo=Codigo.COBERTURA_CORREGIDA).count() == 2
