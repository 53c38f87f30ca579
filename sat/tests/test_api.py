"""Orders in the API: reads, idempotent creation, actions, problem documents."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from clientes.tests.fabricas import ContactoFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    CoordinadorFactory,
    GestorFactory,
    TokenFactory,
)
from incidencias.tests.fabricas import IncidenciaFactory
from sat.eventos import Codigo
from sat.models import Cita, Estado, OrdenTrabajo
from sat.tests.fabricas import (
    CitaFactory,
    FichaExternoFactory,
    FichaTecnicoFactory,
    OrdenFactory,
    manana_a_las,
    mandante,
)

pytestmark = pytest.mark.django_db
RUTA = "/api/v1/ordenes/"


@pytest.fixture(autouse=True)
def _ficheros(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def api():
    return como(CoordinadorFactory())


def como(usuario) -> APIClient:
    cliente = APIClient()
    cliente.force_authenticate(usuario)
    return cliente


def cita(tecnico, desde=None, minutos=60, **cambios):
    desde = desde or manana_a_las(10)
    hasta = desde + timedelta(minutes=minutos)
    datos = {"tecnico": tecnico.pk, "desde": desde.isoformat(), "hasta": hasta.isoformat()}
    return datos | cambios


# --- Reads


def test_without_a_token_nothing_is_read():
    assert APIClient().get(RUTA).status_code == 401


def test_a_customer_reads_no_orders_here():
    OrdenFactory()
    assert como(ClienteUsuarioFactory()).get(RUTA).status_code == 404


def test_an_external_sat_reads_its_own():
    ficha = FichaExternoFactory()
    propia = OrdenFactory(sat_externo=ficha.sat_externo)
    ajena = OrdenFactory()
    api = como(ficha.usuario)
    assert [o["codigo"] for o in api.get(RUTA).json()["results"]] == [propia.codigo]
    assert api.get(f"{RUTA}{ajena.codigo}/").status_code == 404


def test_the_list_costs_the_same_with_one_as_with_twenty(api, consultas):
    OrdenFactory()
    api.get(RUTA)
    con_una = consultas(api.get, RUTA)
    OrdenFactory.create_batch(19)
    assert consultas(api.get, RUTA) == con_una


def test_the_pages_follow_one_another(api):
    codigos = {orden.codigo for orden in OrdenFactory.create_batch(5)}
    vistos, ruta = set(), f"{RUTA}?limite=2"
    while ruta:
        pagina = api.get(ruta).json()
        vistos |= {orden["codigo"] for orden in pagina["results"]}
        ruta = pagina["next"]
    assert vistos == codigos


def test_one_order_has_its_appointments(api):
    una = CitaFactory()
    leida = api.get(f"{RUTA}{una.orden.codigo}/").json()
    assert [c["id"] for c in leida["citas"]] == [una.pk]
    assert leida["proxima_cita_en"] is None  # the factory does not keep the cache


@pytest.mark.parametrize("filtro", ["estado=magia", "tecnico=x", "limite=0", "orden=magia"])
def test_a_bad_filter_is_a_problem_document(api, filtro):
    respuesta = api.get(f"{RUTA}?{filtro}")
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"


# --- Creation


def test_opening_for_a_case_takes_the_rest_from_it(api):
    incidencia = IncidenciaFactory(veredicto={"estado": "no", "paga": "cliente"})
    respuesta = api.post(RUTA, {"incidencia": incidencia.codigo}, format="json")
    orden = incidencia.ordenes.get()
    assert respuesta.status_code == 201
    assert respuesta["Location"] == f"{RUTA}{orden.codigo}/"
    assert respuesta.json()["incidencia"] == incidencia.codigo
    assert orden.mandante == mandante("cliente")


def test_the_same_key_opens_one_order(api):
    datos = {"incidencia": IncidenciaFactory().codigo}
    una, otra = (
        api.post(RUTA, datos, format="json", headers={"Idempotency-Key": "k1"}) for _v in range(2)
    )
    assert una.json() == otra.json()
    assert OrdenTrabajo.objects.count() == 1


def test_whoever_acts_with_a_token_is_the_author():
    token = TokenFactory(claro="pv_mio", usuario=AgenteFactory())
    datos = {"incidencia": IncidenciaFactory().codigo}
    respuesta = APIClient().post(
        RUTA, datos, format="json", headers={"Authorization": "Bearer pv_mio"}
    )
    assert respuesta.status_code == 201
    assert OrdenTrabajo.objects.get().eventos.get().token == token


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"incidencia": "INC-26-999999"}, "incidencia"),
        ({"incidencia": 7.5}, "incidencia"),
        ({"tipo": "magia"}, "tipo"),
        ({"sintoma": "x" * 5001}, "sintoma"),
        ({"sintoma": "a\x00b"}, "sintoma"),
        ({"equipo": 99**20}, "equipo"),
        ({"equipo": "uno"}, "equipo"),
        ({"mandante": 999_999}, "mandante"),
        ({"mandante": -1}, "mandante"),
        ({"duracion_prevista_min": 0}, "duracion_prevista_min"),
        ({"limite_autorizado_eur": "-1"}, "limite_autorizado_eur"),
    ],
)
def test_a_bad_body_says_where_and_opens_nothing(api, cambio, campo):
    datos = {"incidencia": IncidenciaFactory().codigo} | cambio
    respuesta = api.post(RUTA, datos, format="json")
    assert respuesta.status_code == 400
    assert campo in respuesta.json()["errores"]
    assert not OrdenTrabajo.objects.exists()


def test_without_customer_nor_case_there_is_no_order(api):
    assert "cliente" in api.post(RUTA, {}, format="json").json()["errores"]


@pytest.mark.parametrize("campo", ["contacto", "sede"])
def test_contacts_and_sites_are_of_the_customer(api, campo):
    fabrica = {"contacto": ContactoFactory, "sede": SedeFactory}[campo]
    datos = {"incidencia": IncidenciaFactory().codigo, campo: fabrica().pk}
    assert campo in api.post(RUTA, datos, format="json").json()["errores"]
    assert not OrdenTrabajo.objects.exists()


def test_another_customers_unit_is_a_broken_rule(api):
    datos = {"incidencia": IncidenciaFactory().codigo, "equipo": EquipoFactory().pk}
    respuesta = api.post(RUTA, datos, format="json")
    assert (respuesta.status_code, respuesta.json()["codigo"]) == (409, "de_otro_cliente")


def test_a_closed_case_is_a_broken_rule(api):
    incidencia = IncidenciaFactory(cerrada=True)
    respuesta = api.post(RUTA, {"incidencia": incidencia.codigo}, format="json")
    assert (respuesta.status_code, respuesta.json()["codigo"]) == (409, "caso_acabado")
    assert not OrdenTrabajo.objects.exists()


# --- Actions


def test_an_appointment_and_its_overlap(api):
    orden, tecnico = OrdenFactory(), FichaTecnicoFactory()
    ruta = f"{RUTA}{orden.codigo}/citas/"
    assert api.post(ruta, cita(tecnico), format="json").status_code == 201
    otra = OrdenFactory()
    respuesta = api.post(f"{RUTA}{otra.codigo}/citas/", cita(tecnico), format="json")
    assert (respuesta.status_code, respuesta.json()["codigo"]) == (409, "cita_sin_solape")
    assert orden.codigo in respuesta.json()["detail"]
    assert Cita.objects.count() == 1


def test_moving_and_taking_back(api):
    una = CitaFactory()
    base = f"{RUTA}{una.orden.codigo}/citas/{una.pk}/"
    movida = api.post(f"{base}mover/", cita(una.tecnico, manana_a_las(16)), format="json")
    assert movida.status_code == 200
    assert api.post(f"{base}anular/", {"motivo": "No puede"}, format="json").status_code == 200
    assert api.post(f"{base}anular/", {}, format="json").status_code == 409
    ajena = CitaFactory()
    ruta = f"{RUTA}{una.orden.codigo}/citas/{ajena.pk}/anular/"
    assert api.post(ruta, {}, format="json").status_code == 404


@pytest.mark.parametrize(
    "cambio",
    [
        {"desde": "ayer"},
        {"desde": "1900-01-01T10:00:00Z", "hasta": "1900-01-01T11:00:00Z"},
        {"desde": "3000-01-01T10:00:00Z", "hasta": "3000-01-01T11:00:00Z"},
        {"hasta": "2026-01-01T00:00:00Z"},
        {"tecnico": 999_999},
        {"ventana_desde": "2026-11-23T10:00:00Z"},
        {"ventana_desde": "2026-11-23T10:00:00Z", "ventana_hasta": "2026-11-23T09:00:00Z"},
    ],
)
def test_a_bad_appointment_is_refused(api, cambio):
    orden = OrdenFactory()
    datos = cita(FichaTecnicoFactory()) | cambio
    respuesta = api.post(f"{RUTA}{orden.codigo}/citas/", datos, format="json")
    assert respuesta.status_code in {400, 409}
    assert not orden.citas.exists()


def test_a_visit_from_start_to_end():
    una = CitaFactory(orden__ocurrida_en=timezone.now() - timedelta(days=1))
    api = como(una.tecnico.usuario)
    base = f"{RUTA}{una.orden.codigo}/"
    assert api.post(f"{base}iniciar/", {}, format="json").json()["estado"] == Estado.EN_CURSO
    for punto in una.orden.intervenciones.get().plantilla.puntos.all():
        punto.es_obligatorio = False
        punto.save()
    fin = {"resultado": "resuelta", "trabajo": "Hecho", "firmante": "Marta"}
    terminada = api.post(f"{base}terminar/", fin, format="json")
    assert (terminada.status_code, terminada.json()["estado"]) == (200, Estado.TERMINADA)
    assert api.post(f"{base}terminar/", fin, format="json").status_code == 404
    assert una.orden.partes.count() == 1


def test_the_rest_of_an_orders_life(api):
    orden = OrdenFactory()
    base = f"{RUTA}{orden.codigo}/"
    assert api.post(f"{base}diagnosticar/", {"diagnostico": "Sonda"}, format="json").json()[
        "estado"
    ] == (Estado.DIAGNOSTICADA)
    assert api.post(f"{base}recibir/").status_code == 200
    assert api.post(f"{base}entregar/").status_code == 409
    assert api.post(f"{base}anular/", {}, format="json").status_code == 400
    anulada = api.post(f"{base}anular/", {"motivo": "Compra otro"}, format="json")
    assert anulada.json()["estado"] == Estado.ANULADA
    assert orden.eventos.filter(codigo=Codigo.ANULADA).exists()


def test_settling_is_for_the_managers(api):
    orden = OrdenFactory(terminada=True)
    datos = {"mano_obra_eur": "45.00", "desplazamiento_eur": "0.00"}
    ruta = f"{RUTA}{orden.codigo}/liquidar/"
    assert como(AgenteFactory()).post(ruta, datos, format="json").status_code == 403
    liquidada = como(GestorFactory()).post(ruta, datos, format="json")
    assert liquidada.json()["estado"] == Estado.LIQUIDADA
    assert api.post(f"{RUTA}{orden.codigo}/reabrir/").status_code == 409


def test_reopening(api):
    orden = OrdenFactory(terminada=True)
    assert api.post(f"{RUTA}{orden.codigo}/reabrir/").json()["estado"] == Estado.EN_CURSO


def test_an_outsider_gives_no_appointment_to_other_peoples_orders():
    orden = OrdenFactory()
    respuesta = como(FichaExternoFactory().usuario).post(
        f"{RUTA}{orden.codigo}/citas/", cita(FichaTecnicoFactory()), format="json"
    )
    assert respuesta.status_code == 404
