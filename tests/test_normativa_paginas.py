"""«¿Está cubierto?» and the list of rules, as the staff see them."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from normativa.models import ParametroPropio

pytestmark = pytest.mark.django_db

URL = "/normativa/garantia/"
HECHOS = {
    "manifestacion": "2025-12-15",
    "consumidor": "si",
    "papel": "vendedor",
    "tipo": "nuevo",
    "fecha_factura": "2024-06-01",
}


@pytest.fixture
def agente(client):
    usuario = AgenteFactory()
    client.force_login(usuario)
    return usuario


def preguntar(client, **cambios):
    return client.get(URL, {**HECHOS, **cambios})


def test_the_page_asks_before_it_answers(client, agente):
    respuesta = client.get(URL)
    assert respuesta.status_code == 200
    assert "Aún no hay respuesta" in respuesta.text


def test_it_answers_with_payer_date_reasons_and_articles(client, agente):
    respuesta = preguntar(client)
    assert respuesta.status_code == 200
    for texto in (
        "Cubierto",
        "lo paga el vendedor",
        "1 jun 2027",
        "TRLGDCU art. 120.1",
        "<dd>el empresario</dd>",
        "15/12/2030",
    ):
        assert texto in respuesta.text


def test_a_repair_under_guarantee_moves_the_end(client, agente):
    respuesta = preguntar(client, entrada_1="2025-01-10", salida_1="2025-01-30")
    assert "21 jun 2027" in respuesta.text
    assert "20 días" in respuesta.text


def test_what_cannot_be_decided_says_what_is_missing(client, agente):
    respuesta = preguntar(client, fecha_factura="")
    assert respuesta.status_code == 200
    assert "Cobertura sin decidir" in respuesta.text
    assert "La fecha de compra o de entrega" in respuesta.text


def test_when_it_is_not_known_whether_the_customer_is_a_consumer(client, agente):
    assert "Si el cliente compró como consumidor" in preguntar(client, consumidor="").text


def test_the_hand_off_text_of_an_independent_workshop(client, agente):
    assert "es una reparación de pago" in preguntar(client, papel="sat_independiente").text


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"manifestacion": ""}, "Diga cuándo se notó el fallo"),
        ({"manifestacion": "ayer"}, "fecha válida"),
        ({"fecha_factura": "1900-01-01"}, "no es creíble"),
        ({"fecha_factura": "3000-01-01"}, "no es creíble"),
        ({"papel": "juez"}, "opción válida"),
        ({"meses_pactados": "-1"}, "mayor o igual a 0"),
        ({"salida_1": "2025-01-30"}, "Falta cuándo se entregó"),
        ({"entrada_1": "2025-01-30", "salida_1": "2025-01-10"}, "No puede volver antes de entrar"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(client, agente, cambios, frase):
    respuesta = preguntar(client, **cambios, defecto="<b>bomba</b>")
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert "&lt;b&gt;bomba&lt;/b&gt;" in respuesta.text
    assert "Hay algo que corregir" in respuesta.text


def test_second_hand_below_the_minimum_says_why(client, agente):
    respuesta = preguntar(client, tipo="segunda_mano", meses_pactados="6")
    assert "el mínimo son 12 meses" in respuesta.text


def test_the_rules_show_their_figures_with_norm_and_certainty(client, agente):
    respuesta = client.get("/normativa/reglas/")
    assert respuesta.status_code == 200
    for texto in ("Garantía legal", "3 años", "TRLGDCU", "120.1", "texto de la norma leído"):
        assert texto in respuesta.text


def test_only_administrators_may_change_a_figure_from_where_it_is_read(client, agente):
    enlace = "/ajustes/normativa/cambiar/garantia_bien/"
    for pagina in ("/normativa/reglas/", URL):
        client.force_login(agente)
        assert enlace not in client.get(pagina).text
        client.force_login(UsuarioFactory(roles=["administrador"]))
        assert enlace in client.get(pagina).text


@pytest.mark.parametrize("nombre", ["normativa:indice", "normativa:reglas"])
def test_it_is_not_for_customers_nor_strangers(client, nombre):
    assert client.get(reverse(nombre)).status_code == 302
    client.force_login(UsuarioFactory(roles=["cliente"]))
    assert client.get(reverse(nombre)).status_code == 404


def test_an_override_counts_and_is_marked_as_ours(client, agente):
    ParametroPropio.objects.create(
        codigo="garantia_bien",
        valor=5,
        unidad="anios",
        desde="2024-01-01",
        motivo="Así lo anunciamos.",
        autor=agente,
    )
    assert "1 jun 2029" in preguntar(client).text
    assert "valor propio" in client.get("/normativa/reglas/").text
