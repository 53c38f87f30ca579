"""Contracts in the API: drafted once per key, signed, ended; refused clearly; visible ones only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.models import ContratoMantenimiento, EstadoContrato
from clientes.tests.fabricas import (
    BorradorFactory,
    ClienteFactory,
    ContactoFactory,
    ContratoFactory,
    EmpresaClienteFactory,
    EquipoContratadoFactory,
    EquipoFactory,
)
from clientes.tests.test_api import Api
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    TecnicoFactory,
    UsuarioFactory,
)
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    return Api(client)


def nuevo(equipo, **cambios):
    return {
        "cliente": equipo.cliente_id,
        "titulo": "Mantenimiento",
        "fecha_inicio": dia_local(timezone.now()).isoformat(),
        "precio_eur": "120.00",
        "visitas_incluidas": 2,
        "equipos": [{"equipo": equipo.pk}],
        **cambios,
    }


def test_a_contract_is_drafted_once_signed_and_ended(api):
    equipo = EquipoFactory()
    dos = [api.post("contratos/", nuevo(equipo), **{"Idempotency-Key": "k"}) for _vez in range(2)]
    assert [r.status_code for r in dos] == [201, 201]
    codigo = dos[0].json()["codigo"]
    assert ContratoMantenimiento.objects.get().codigo == codigo
    firma = {"firmado_por": "Marta", "canal": "distancia"}
    firmado = api.post(f"contratos/{codigo}/firmar/", firma).json()
    assert (firmado["estado"], firmado["equipos"][0]["en_firme"]) == ("vigente", True)
    assert firmado["periodos"][0]["saldo"]["frase"] == "Quedan 2 visitas."
    fin = api.post(f"contratos/{codigo}/rescindir/", {"parte": "cliente"}).json()
    assert (fin["estado"], fin["rescinde"]) == ("rescindido", "cliente")
    assert float(fin["devolver_eur"]) > 100


@pytest.mark.parametrize(
    ("cambios", "estado", "campo"),
    [
        ({"precio_eur": "-1"}, 409, "precio_eur"),
        ({"precio_eur": "mucho"}, 400, "precio_eur"),
        ({"fecha_fin": "2020-01-01"}, 409, "fecha_fin"),
        ({"fecha_inicio": "3000-01-01"}, 409, "fecha_inicio"),
        ({"visitas_incluidas": -1}, 400, "visitas_incluidas"),
        ({"meses_periodo": 0}, 400, "meses_periodo"),
        ({"alcance": "todo"}, 400, "alcance"),
        ({"cliente": 999_999}, 400, "cliente"),
        ({"equipos": [{"equipo": 999_999}]}, 400, "equipos"),
        ({"titulo": ""}, 400, "titulo"),
    ],
)
def test_a_wrong_draft_is_answered_with_a_problem(api, cambios, estado, campo):
    respuesta = api.post("contratos/", nuevo(EquipoFactory(), **cambios))
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert campo in str(respuesta.json())
    assert not ContratoMantenimiento.objects.exists()


def test_another_customers_unit_is_409(api):
    respuesta = api.post("contratos/", nuevo(EquipoFactory(), cliente=ClienteFactory().pk))
    assert respuesta.status_code == 409
    assert "no es de" in respuesta.json()["detail"]


def test_an_overlap_is_409_with_the_other_contract(api):
    hoy = dia_local(timezone.now())
    primero = EquipoContratadoFactory(
        contrato__fecha_inicio=hoy, contrato__fecha_fin=hoy + timedelta(days=300)
    )
    codigo = api.post("contratos/", nuevo(primero.equipo)).json()["codigo"]
    firma = {"firmado_por": "Marta", "canal": "presencial"}
    respuesta = api.post(f"contratos/{codigo}/firmar/", firma)
    assert respuesta.status_code == 409
    assert primero.contrato.codigo in respuesta.json()["detail"]


@pytest.mark.parametrize("accion", ["renovar", "rescindir", "no-renovar", "descartar", "firmar"])
def test_what_a_terminated_contract_does_not_admit_is_409(api, accion):
    contrato = ContratoFactory(estado=EstadoContrato.VENCIDO, vencido_en=timezone.now())
    cuerpo = {"parte": "cliente", "firmado_por": "Marta", "canal": "presencial"}
    assert api.post(f"contratos/{contrato.codigo}/{accion}/", cuerpo).status_code == 409


def test_renewed_with_the_same_terms_or_with_others(api):
    hoy = dia_local(timezone.now())
    fila = EquipoContratadoFactory(
        contrato__fecha_inicio=hoy - timedelta(days=100),
        contrato__fecha_fin=hoy + timedelta(days=264),
    )
    cuerpo = {"precio_eur": "130.00", "visitas_incluidas": 3}
    hecho = api.post(f"contratos/{fila.contrato.codigo}/renovar/", cuerpo).json()
    assert [p["precio_eur"] for p in hecho["periodos"]] == ["120.00", "130.00"]


def test_they_are_listed_by_customer_unit_and_state(api):
    fila = EquipoContratadoFactory()
    BorradorFactory()

    def codigos(**filtro):
        return [uno["codigo"] for uno in api.get("contratos/", **filtro).json()["results"]]

    suyo = [fila.contrato.codigo]
    assert codigos(cliente=fila.contrato.cliente_id) == suyo
    assert codigos(equipo=fila.equipo_id) == suyo
    assert codigos(estado="vigente") == suyo
    assert len(codigos()) == 2
    assert api.get("contratos/", estado="raro").status_code == 400


@pytest.mark.parametrize(
    ("rol", "lee", "escribe"),
    [("agente", 200, 201), ("calidad", 200, 403), ("tecnico", 404, 403), ("cliente", 404, 403)],
)
def test_who_reads_and_who_writes(client, rol, lee, escribe):
    contrato = EquipoContratadoFactory().contrato
    hacer = {"agente": AgenteFactory, "tecnico": TecnicoFactory, "cliente": ClienteUsuarioFactory}
    usuario = hacer[rol]() if rol in hacer else UsuarioFactory(roles=[rol])
    api = Api(client, usuario)
    assert api.get(f"contratos/{contrato.codigo}/").status_code == lee
    assert api.post("contratos/", nuevo(EquipoFactory())).status_code == escribe


def test_a_customer_reads_what_its_contact_may(client):
    empresa = EmpresaClienteFactory()
    usuario = ClienteUsuarioFactory()
    contacto = ContactoFactory(cliente=empresa, usuario=usuario, rol_portal="propias")
    suyo = ContratoFactory(cliente=empresa, contacto=contacto)
    ContratoFactory(cliente=empresa)
    api = Api(client, usuario)
    assert [c["codigo"] for c in api.get("contratos/").json()["results"]] == [suyo.codigo]
    contacto.rol_portal = "empresa"
    contacto.save()
    assert len(api.get("contratos/").json()["results"]) == 2


def test_the_list_and_the_page_cost_the_same_with_one_row_as_with_twenty(api, consultas):
    fila = EquipoContratadoFactory()
    rutas = ["contratos/", f"contratos/{fila.contrato.codigo}/"]
    api.get(rutas[0])  # the token notes its first use
    con_uno = [consultas(api.get, ruta) for ruta in rutas]
    for _ in range(5):
        EquipoContratadoFactory()
        EquipoContratadoFactory(contrato=fila.contrato)
    assert [consultas(api.get, ruta) for ruta in rutas] == con_uno


def test_a_code_of_nothing_is_404(api):
    assert api.get("contratos/CTR-26-999999/").status_code == 404
    assert api.get("contratos/otra-cosa/").status_code == 404
