"""The law by API."""

import pytest

from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from nucleo.tests.fabricas import EmpresaFactory

pytestmark = pytest.mark.django_db

URL = "/api/v1/normativa/"
HECHOS = {
    "manifestacion": "2025-12-15",
    "consumidor": True,
    "venta": {"fecha_factura": "2024-06-01"},
}


@pytest.fixture
def api(client):
    client.force_login(AgenteFactory())

    def pedir(ruta, datos):
        return client.post(f"{URL}{ruta}/", datos, content_type="application/json")

    return pedir


def test_the_rules_come_with_their_dated_figures(api, client):
    reglas = {regla["codigo"]: regla for regla in client.get(URL).json()}
    assert {"garantia", "suspension", "reclamacion"} <= reglas.keys()
    cifra = [p for p in reglas["garantia"]["parametros"] if p["codigo"] == "garantia_bien"][-1]
    assert (cifra["valor"], cifra["unidad"], cifra["desde"]) == ("3.00", "anios", "2022-01-01")
    assert (cifra["norma"], cifra["articulo"], cifra["certeza"]) == ("TRLGDCU", "120.1", "T")


def test_a_case_in_term(api):
    decision = api("garantia", HECHOS).json()
    assert decision["veredicto"] == "cubierto"
    assert (decision["paga"], decision["prueba"]) == ("vendedor", "empresario")
    assert (decision["hasta"], decision["fin_accion"]) == ("2027-06-01", "2030-12-15")
    assert decision["garantia"]["fin_presuncion"] == "2026-06-01"
    assert decision["motivos"][1] == {
        "texto": "La garantía legal dura 3 años: hasta el 01/06/2027, incluido.",
        "norma": "TRLGDCU",
        "articulo": "120.1",
        "certeza": "T",
    }


def test_repairs_and_other_rights_count(api):
    datos = {
        **HECHOS,
        "manifestacion": "2028-01-10",
        "defecto": "bomba",
        "reparaciones": [{"entrada": "2027-05-01", "salida": "2027-05-11", "defecto": "bomba"}],
        "otras": [
            {
                "tipo": "contrato",
                "desde": "2024-01-01",
                "hasta": "2030-01-01",
                "paga": "contrato",
                "piezas_pct": 0,
            }
        ],
    }
    decision = api("garantia", datos).json()
    assert (decision["veredicto"], decision["hasta"]) == ("cubierto", "2028-05-11")
    assert decision["plazos"]["fin"] == "2027-06-11"
    assert [via["veredicto"] for via in decision["vias"]] == ["cubierto", "parcial"]


def test_what_is_not_known_is_said(api):
    decision = api("garantia", {"manifestacion": "2025-12-15"}).json()
    assert (decision["veredicto"], decision["paga"]) == ("indeterminado", None)
    assert decision["faltan"] == ["fecha_entrega"]
    assert (decision["garantia"], decision["plazos"]) == (None, None)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"manifestacion": None}, "manifestacion"),
        ({"manifestacion": "3000-01-01"}, "manifestacion"),
        ({"papel": "juez"}, "papel"),
        ({"venta": {"fecha_factura": "1900-01-01"}}, "venta"),
        ({"venta": "ayer"}, "venta"),
        ({"reparaciones": [{"entrada": "2025-02-01", "salida": "2025-01-01"}]}, "reparaciones"),
        ({"otras": [{"tipo": "legal"}]}, "otras"),
        ({"territorio": "XX"}, "territorio"),
    ],
)
def test_bad_facts_are_a_problem_document(api, cambios, campo):
    respuesta = api("garantia", {**HECHOS, **cambios})
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert campo in respuesta.json()["errores"]


def test_the_limits_of_a_complaint_with_the_holidays_of_the_community(api):
    EmpresaFactory(comunidad="MD")  # its 2026-12-07 is a holiday: regional
    datos = {"presentada": "2026-11-23", "gran_empresa": True}
    plazos = api("reclamacion", datos).json()
    assert [limite["fecha"] for limite in plazos["limites"]] == ["2026-12-08", "2026-12-16"]
    assert (plazos["efectivo"]["fecha"], plazos["objetivo"]) == ("2026-12-08", "2026-12-04")


def test_a_business_has_no_limit(api):
    plazos = api("reclamacion", {"presentada": "2026-11-23", "consumidor": False}).json()
    assert (plazos["limites"], plazos["efectivo"], plazos["objetivo"]) == ([], None, None)


@pytest.mark.parametrize("presentada", ["2007-12-31", "2100-01-01", ""])
def test_a_complaint_out_of_the_known_calendar_is_refused(api, presentada):
    assert api("reclamacion", {"presentada": presentada}).status_code == 400
    assert api("reclamacion", {"presentada": "2099-12-31"}).status_code == 200


def test_it_is_only_for_staff(client):
    assert client.get(URL).status_code == 401
    client.force_login(UsuarioFactory(roles=["cliente"]))
    assert client.get(URL).status_code == 404
    assert (
        client.post(f"{URL}garantia/", HECHOS, content_type="application/json").status_code == 404
    )
