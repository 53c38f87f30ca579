"""Triage by API: the same services, 409 for a broken rule, 404 for what is not seen."""

import pytest

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory, UsuarioFactory
from incidencias.models import Estado, Incidencia
from incidencias.tests.fabricas import (
    CategoriaFactory,
    IncidenciaFactory,
    PreguntaTriajeFactory,
)

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def api(cliente_api):
    return cliente_api(AgenteFactory())


def _post(api, ruta, **datos):
    return api.post(f"/api/v1/incidencias/{ruta}", datos, content_type=JSON)


def test_urgency_answers_links_and_junk_go_through_the_same_services(api):
    pregunta = PreguntaTriajeFactory()
    una, otra = IncidenciaFactory.create_batch(2, categoria=pregunta.categoria)
    hacer = [
        ("urgencia-vital/", {"causa": "salud", "justificacion": "Respirador"}),
        ("retirar-urgencia/", {}),
        ("triaje/", {"respuestas": {str(pregunta.pk): "si"}}),
        ("relacionar/", {"con": otra.codigo}),
        ("quitar-relacion/", {"con": otra.codigo}),
        ("meter/", {"padre": otra.codigo}),
        ("sacar/", {}),
        ("spam/", {}),
        ("deshacer-spam/", {}),
    ]
    for ruta, datos in hacer:
        respuesta = _post(api, f"{una.codigo}/{ruta}", **datos)
        assert respuesta.status_code == 200, (ruta, respuesta.content)
    una.refresh_from_db()
    assert una.estado == Estado.NUEVA
    assert una.respuestas_triaje.get().valor == "si"


def test_a_merge_and_its_way_back(api):
    una = IncidenciaFactory()
    otra = IncidenciaFactory(cliente=una.cliente)
    cuerpo = _post(api, f"{una.codigo}/fusionar/", en_incidencia=otra.codigo).json()
    assert cuerpo["estado"] == "fusionada"
    assert _post(api, f"{una.codigo}/deshacer-fusion/").json()["estado"] == "nueva"


def test_a_broken_rule_is_a_conflict_and_a_bad_body_is_said_by_field(api):
    una = IncidenciaFactory()
    assert _post(api, f"{una.codigo}/retirar-urgencia/").status_code == 409
    assert _post(api, f"{una.codigo}/meter/", padre=una.codigo).status_code == 409
    assert _post(api, f"{una.codigo}/urgencia-vital/", causa="salud").status_code == 400
    assert _post(api, f"{una.codigo}/triaje/", respuestas={"x": "si"}).status_code == 400
    assert _post(api, f"{una.codigo}/meter/", padre="INC-26-999999").status_code == 400


def test_a_case_of_a_closed_group_cannot_be_named(api):
    una = IncidenciaFactory()
    oculta = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    assert _post(api, f"{una.codigo}/relacionar/", con=oculta.codigo).status_code == 400
    assert _post(api, f"{oculta.codigo}/spam/").status_code == 404


def test_a_decision_for_those_inside_is_foreseen_and_taken(api):
    padre = IncidenciaFactory()
    hija = IncidenciaFactory(padre=padre)
    datos = {"decision": "nota", "texto": "Hola", "hijas": [hija.codigo]}
    previsto = _post(api, f"{padre.codigo}/hijas/", **datos, prever=True).json()
    assert previsto == {"hechas": [hija.codigo], "fuera": []}
    assert not hija.mensajes.exists()
    _post(api, f"{padre.codigo}/hijas/", **datos)
    assert hija.mensajes.count() == 1


def test_several_units_of_a_site_are_opened_once_with_a_key(api):
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente)
    equipos = [EquipoFactory(cliente=cliente, sede=sede).pk for _ in range(2)]
    datos = {
        "cliente": cliente.pk,
        "sede": sede.pk,
        "equipos": equipos,
        "asunto": "Sin frío",
        "tipo": "averia",
    }
    respuestas = [
        api.post(
            "/api/v1/incidencias/varias/",
            datos,
            content_type=JSON,
            headers={"Idempotency-Key": "una-clave"},
        )
        for _ in range(2)
    ]
    assert [r.status_code for r in respuestas] == [201, 201]
    assert respuestas[0].json() == respuestas[1].json()
    assert Incidencia.objects.count() == 3
    datos["equipos"] = [*equipos, EquipoFactory().pk]
    assert _post(api, "varias/", **datos).status_code == 409
    assert Incidencia.objects.count() == 3


def test_answers_come_with_the_case_and_the_compulsory_ones_are_demanded(api):
    pregunta = PreguntaTriajeFactory(obligatoria=True)
    datos = {
        "cliente": ContactoFactory().cliente.pk,
        "asunto": "No va",
        "tipo": "averia",
        "categoria": pregunta.categoria.pk,
    }
    assert _post(api, "", **datos).status_code == 201
    assert _post(api, "", **datos, respuestas={}).status_code == 409
    con = _post(api, "", **datos, respuestas={str(pregunta.pk): "no"})
    assert con.status_code == 201
    assert Incidencia.objects.get(codigo=con.json()["codigo"]).respuestas_triaje.count() == 1


def test_the_tree_tells_what_each_category_asks_to_whom(api, consultas, cliente_api):
    madre = CategoriaFactory(exige_serie=True)
    hija = CategoriaFactory(padre=madre)
    PreguntaTriajeFactory(categoria=madre, texto="¿Para nosotros?", en_portal=False)
    PreguntaTriajeFactory(categoria=hija, texto="¿Para todos?")
    fila = next(f for f in api.get("/api/v1/categorias/").json() if f["id"] == hija.pk)
    assert [p["texto"] for p in fila["preguntas"]] == ["¿Para nosotros?", "¿Para todos?"]
    assert fila["exige"]["serie"]
    con_pocas = consultas(api.get, "/api/v1/categorias/")
    for _ in range(10):
        PreguntaTriajeFactory()
    assert consultas(api.get, "/api/v1/categorias/") == con_pocas
    cliente = cliente_api(ContactoFactory(usuario=UsuarioFactory(roles=["cliente"])).usuario)
    fila = next(f for f in cliente.get("/api/v1/categorias/").json() if f["id"] == hija.pk)
    assert [p["texto"] for p in fila["preguntas"]] == ["¿Para todos?"]


def test_the_likely_same_ones_are_told_to_the_office_and_not_to_customers(api, cliente_api):
    contacto = ContactoFactory(usuario=UsuarioFactory(roles=["cliente"]))
    una = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    otra = IncidenciaFactory(cliente=contacto.cliente)
    url = f"/api/v1/incidencias/{una.codigo}/duplicadas/"
    assert [f["codigo"] for f in api.get(url).json()] == [otra.codigo]
    assert cliente_api(contacto.usuario).get(url).status_code == 404
