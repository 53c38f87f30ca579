"""The API of the cases: reads, idempotent creation, decisions, problem documents."""

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    GrupoFactory,
    TokenFactory,
)
from incidencias.models import Estado, Incidencia, MotivoEspera
from incidencias.tests.fabricas import (
    CorreoEntranteFactory,
    IncidenciaFactory,
    MensajeFactory,
    NotaFactory,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/incidencias/"
CASO = {"asunto": "No enciende", "tipo": "averia"}


class Api:
    """A client that signs with a token and speaks JSON."""

    def __init__(self, client, usuario, claro):
        self.client, self.usuario = client, usuario
        self.token = TokenFactory(usuario=usuario, claro=claro)
        self.cabeceras = {"Authorization": f"Bearer {claro}"}

    def get(self, url, **parametros):
        return self.client.get(url, parametros, headers=self.cabeceras)

    def post(self, url, datos=None, **cabeceras):
        return self.client.post(
            url,
            datos if datos is not None else {},
            content_type="application/json",
            headers={**self.cabeceras, **cabeceras},
        )


@pytest.fixture
def api(client):
    return Api(client, AgenteFactory(), "pv_oficina")


@pytest.fixture
def api_de_cliente(client):
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    una = Api(client, contacto.usuario, "pv_cliente")
    una.caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    return una


def url_de(incidencia, accion=""):
    return f"{URL}{incidencia.codigo}/{accion}/" if accion else f"{URL}{incidencia.codigo}/"


# --- Reading


def test_the_list_goes_by_cursor_with_the_filters_of_the_bandeja(api):
    for _ in range(3):
        IncidenciaFactory(canal="correo")
    IncidenciaFactory(canal="telefono")
    primera = api.get(URL, canal="correo", limite="2").json()
    segunda = api.get(primera["next"]).json()
    codigos = [fila["codigo"] for fila in primera["results"] + segunda["results"]]
    assert (len(codigos), len(set(codigos)), segunda["next"]) == (3, 3, None)


def test_the_list_costs_the_same_with_one_row_as_with_twenty(api, consultas):
    def una():
        IncidenciaFactory(responsable=AgenteFactory(), grupo=GrupoFactory(), en_espera=True)

    una()
    api.get(URL)  # marks when the token was used
    con_una = consultas(api.get, URL)
    for _ in range(19):
        una()
    assert consultas(api.get, URL) == con_una


def test_the_detail_has_its_clocks_and_a_stranger_gets_404(api, api_de_cliente):
    codigo = api.post(URL, {**CASO, "cliente": ClienteFactory().pk}).json()["codigo"]
    detalle = api.get(f"{URL}{codigo}/").json()
    tipos = {objetivo["tipo"] for objetivo in detalle["objetivos"]}
    assert tipos == {"primera_respuesta", "resolucion"}
    assert api_de_cliente.get(f"{URL}{codigo}/").status_code == 404
    assert api_de_cliente.get(url_de(api_de_cliente.caso)).status_code == 200


def test_without_a_token_it_is_401_as_a_problem(client):
    respuesta = client.get(URL)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (401, "application/problem+json")


def test_a_customer_reads_the_conversation_without_the_notes(api_de_cliente):
    MensajeFactory(incidencia=api_de_cliente.caso, texto="Hola")
    NotaFactory(incidencia=api_de_cliente.caso)
    mensajes = api_de_cliente.get(url_de(api_de_cliente.caso, "mensajes")).json()["results"]
    assert [mensaje["texto"] for mensaje in mensajes] == ["Hola"]


def test_a_customer_does_not_read_what_others_write_to_the_address_of_the_case(api_de_cliente):
    """The code that another service sends to whoever registers there with that address."""
    caso = api_de_cliente.caso
    for resultado in ("ajeno", "mensaje"):
        ahora = timezone.now()
        entrante = CorreoEntranteFactory(
            estado="interpretado", resultado=resultado, incidencia=caso, interpretado_en=ahora
        )
        MensajeFactory(incidencia=caso, texto=resultado, correo=entrante)
    mensajes = api_de_cliente.get(url_de(caso, "mensajes")).json()["results"]
    assert [mensaje["texto"] for mensaje in mensajes] == ["mensaje"]


def test_a_customer_decides_nothing_through_the_api(api_de_cliente):
    caso = api_de_cliente.caso
    assert api_de_cliente.post(URL, {**CASO, "cliente": caso.cliente.pk}).status_code == 403
    assert api_de_cliente.post(url_de(caso, "cerrar")).status_code == 403
    assert api_de_cliente.post(url_de(caso, "mensajes"), {"texto": "x"}).status_code == 403


# --- Opening


def test_a_case_is_opened_by_its_token(api):
    equipo = EquipoFactory()
    datos = {**CASO, "cliente": equipo.cliente.pk, "equipo": equipo.pk}
    respuesta = api.post(URL, datos)
    incidencia = Incidencia.objects.get()
    assert (respuesta.status_code, respuesta["Location"]) == (201, url_de(incidencia))
    assert (incidencia.canal, incidencia.equipo) == ("api", equipo)
    assert incidencia.eventos.get(codigo="abierta").token == api.token


def test_opening_asks_little_of_the_database(api, consultas):
    """Who asks, the key (2), unit with its customer, person, coverage, rows (3), mailboxes,
    and what the test opens besides a transaction (2).
    """
    equipo = EquipoFactory()
    quien = ContactoFactory(cliente=equipo.cliente, correo="a@b.es")
    datos = {**CASO, "cliente": equipo.cliente.pk, "equipo": equipo.pk, "contacto": quien.pk}
    api.post(URL, datos, **{"Idempotency-Key": "una"})  # the clocks are remembered from now on
    assert consultas(api.post, URL, datos, **{"Idempotency-Key": "otra"}) <= 12


def test_the_same_key_opens_one_case_and_answers_the_same(api):
    datos = {**CASO, "cliente": ClienteFactory().pk}
    clave = {"Idempotency-Key": "pedido-1"}
    primera, segunda = api.post(URL, datos, **clave), api.post(URL, datos, **clave)
    assert (primera.status_code, segunda.status_code) == (201, 201)
    assert primera.json() == segunda.json()
    assert Incidencia.objects.count() == 1
    assert api.post(URL, {**datos, "asunto": "Otra"}, **clave).status_code == 422


def test_the_same_external_reference_is_not_opened_twice(api):
    datos = {**CASO, "cliente": ClienteFactory().pk, "referencia_externa": "ERP-7"}
    assert api.post(URL, datos).status_code == 201
    respuesta = api.post(URL, datos)
    assert respuesta.status_code == 409
    assert respuesta.json()["detail"] == "Esa incidencia ya se importó."


@pytest.mark.parametrize("con_equipo", [True, False])
def test_of_a_blocked_customer_nothing_is_opened(api, con_equipo):
    equipo = EquipoFactory(cliente=ClienteFactory(bloqueado_en="2026-01-01T00:00Z"))
    datos = {**CASO, "cliente": equipo.cliente.pk} | ({"equipo": equipo.pk} if con_equipo else {})
    errores = api.post(URL, datos).json()["errores"]
    assert set(errores) == ({"cliente", "equipo"} if con_equipo else {"cliente"})


def test_another_customers_unit_is_a_broken_rule(api):
    datos = {**CASO, "cliente": ClienteFactory().pk, "equipo": EquipoFactory().pk}
    respuesta = api.post(URL, datos)
    assert respuesta.status_code == 409
    assert "no es de" in respuesta.json()["errores"]["equipo"][0]
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"asunto": None}, "asunto"),
        ({"asunto": ""}, "asunto"),
        ({"asunto": "x" * 201}, "asunto"),
        ({"asunto": ["x"]}, "asunto"),
        ({"asunto": "a\x00b"}, "asunto"),
        ({"tipo": "nada"}, "tipo"),
        ({"canal": 7}, "canal"),
        ({"cliente": "x"}, "cliente"),
        ({"cliente": 10**30}, "cliente"),
        ({"cliente": True}, "cliente"),
        ({"cliente": [1]}, "cliente"),
        ({"equipo": 0}, "equipo"),
        ({"descripcion": "x" * 100_001}, "descripcion"),
        ({"ocurrida_en": "ayer"}, "ocurrida_en"),
        ({"avisar": "quizá"}, "avisar"),
    ],
)
def test_a_bad_body_is_400_beside_its_field_and_writes_nothing(api, cambio, campo):
    datos = {**CASO, "cliente": ClienteFactory().pk, **cambio}
    respuesta = api.post(URL, datos)
    assert respuesta.status_code == 400
    assert list(respuesta.json()["errores"]) == [campo]
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize(
    ("en", "frase"),
    [("1900-01-01T00:00:00Z", "demasiado antigua"), ("3000-01-01T00:00:00Z", "en el futuro")],
)
def test_absurd_dates_are_refused_with_a_sentence(api, en, frase):
    respuesta = api.post(URL, {**CASO, "cliente": ClienteFactory().pk, "ocurrida_en": en})
    assert respuesta.status_code == 409
    assert frase in respuesta.json()["detail"]
    assert not Incidencia.objects.exists()


# --- Deciding


def test_a_case_goes_through_its_life(api):
    caso, berta = IncidenciaFactory(), AgenteFactory()
    pasos = [
        ("tomar", {}, Estado.EN_CURSO),
        ("asignar", {"responsable": berta.pk, "motivo": "Es su zona"}, Estado.EN_CURSO),
        ("esperar", {"motivo": "cliente"}, Estado.EN_ESPERA),
        ("reanudar", {}, Estado.EN_CURSO),
        ("resolver", {"solucion": "Nueva placa", "causa": "Desgaste"}, Estado.RESUELTA),
        ("reabrir", {"motivo": "Sigue igual"}, Estado.EN_CURSO),
        ("resolver", {"solucion": "Otra placa", "causa": "Desgaste"}, Estado.RESUELTA),
        ("cerrar", {}, Estado.CERRADA),
    ]
    for accion, datos, estado in pasos:
        respuesta = api.post(url_de(caso, accion), datos)
        assert (respuesta.status_code, respuesta.json().get("estado")) == (200, estado), accion
    caso.refresh_from_db()
    assert (caso.responsable, caso.reaperturas) == (berta, 1)
    assert set(caso.eventos.values_list("token", flat=True)) == {api.token.pk}


def test_a_case_is_cancelled_with_its_reason(api):
    caso = IncidenciaFactory()
    assert api.post(url_de(caso, "anular"), {"motivo": "Prueba"}).json()["estado"] == "anulada"


def test_the_conversation_is_written_in_each_direction(api):
    caso = IncidenciaFactory()
    for direccion in ("saliente", "nota", "entrante"):
        datos = {"texto": f"Soy {direccion}", "direccion": direccion, "canal": "correo"}
        respuesta = api.post(url_de(caso, "mensajes"), datos)
        assert (respuesta.status_code, respuesta.json()["direccion"]) == (201, direccion)
    leidos = api.get(url_de(caso, "mensajes")).json()["results"]
    assert [mensaje["direccion"] for mensaje in leidos] == ["entrante", "nota", "saliente"]
    assert leidos[2]["destino"] == "pendiente"


def test_a_call_is_logged_once_per_key(api):
    caso = IncidenciaFactory()
    datos = {"sentido": "entrante", "motivo": "estado", "duracion_s": 42}
    for _ in range(2):
        respuesta = api.post(url_de(caso, "llamadas"), datos, **{"Idempotency-Key": "l-1"})
        assert respuesta.status_code == 201
    assert caso.llamadas.get().duracion_s == 42


@pytest.mark.parametrize(
    ("accion", "datos", "estado"),
    [
        ("resolver", {}, 400),
        ("resolver", {"solucion": "x", "causa": "x" * 81}, 400),
        ("esperar", {"motivo": "nada"}, 400),
        ("asignar", {"responsable": 99_999_999}, 400),
        ("anular", {"motivo": ""}, 400),
        ("llamadas", {"sentido": "x", "motivo": "estado"}, 400),
        ("llamadas", {"sentido": "entrante", "motivo": "estado", "duracion_s": -1}, 400),
        ("mensajes", {"texto": ""}, 400),
        ("mensajes", [], 400),
        ("cerrar", {}, 409),
        ("reanudar", {}, 409),
        ("reabrir", {}, 409),
    ],
)
def test_a_refused_decision_says_why_and_changes_nothing(api, accion, datos, estado):
    caso = IncidenciaFactory()
    respuesta = api.post(url_de(caso, accion), datos)
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert respuesta.json()["detail"]
    caso.refresh_from_db()
    assert caso.estado == Estado.NUEVA
    assert not caso.eventos.exists()


def test_deciding_on_a_case_that_one_does_not_see_is_404(api):
    ajena = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    assert api.post(url_de(ajena, "tomar")).status_code == 404
    assert api.get(url_de(ajena, "mensajes")).status_code == 404
    assert api.post(f"{URL}INC-26-999999/tomar/").status_code == 404


def test_a_waiting_reason_is_named_by_its_code(api):
    caso = IncidenciaFactory(en_espera=True, motivo_espera=MotivoEspera.objects.get(codigo="pieza"))
    assert api.get(url_de(caso)).json()["motivo_espera"] == "pieza"


def test_revoking_the_follow_up_links_needs_no_more_than_asking(api, api_de_cliente):
    caso = api_de_cliente.caso
    assert api_de_cliente.post(url_de(caso, "anular-enlaces")).status_code == 403
    caso.refresh_from_db()
    assert caso.enlace_version == 1
    assert api.post(url_de(caso, "anular-enlaces")).status_code == 200
    caso.refresh_from_db()
    assert caso.enlace_version == 2
    assert caso.eventos.get().token == api.token


def test_a_new_case_is_answered_with_the_clocks_that_were_saved(api):
    datos = {**CASO, "cliente": ClienteFactory().pk, "tipo": "reclamacion"}
    respuesta = api.post(URL, datos).json()
    assert len(respuesta["objetivos"]) == 2
    assert respuesta["plazos_legales"]
    assert respuesta == api.get(f"{URL}{respuesta['codigo']}/").json()
