"""Bad input of every kind, where an attack found something: the site and the API end to end.

What concerns one app alone is tested beside it (test_entrada_mala_incidencias, sat/tests/
test_absurdos, portal/tests…).
"""

import json
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.test import APIClient

from clientes.models import Cliente
from clientes.servicios import probar_correo
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.models import Usuario
from cuentas.servicios import crear_token, revocar_token
from cuentas.tests.fabricas import (
    AdministradorFactory,
    AgenteFactory,
    ClienteUsuarioFactory,
    CoordinadorFactory,
    ExternoFactory,
    GrupoFactory,
    TecnicoFactory,
)
from incidencias.models import Incidencia, Lote, Mensaje, RespuestaProgramada
from incidencias.servicios import anotar_nota
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.hilos import a_la_vez
from sat.models import OrdenTrabajo
from sat.tests.fabricas import (
    CitaFactory,
    FichaExternoFactory,
    FichaTecnicoFactory,
    OrdenFactory,
)

LOTE_NUEVO = "/incidencias/lotes/nuevo/"
pytestmark = pytest.mark.django_db


def sesion(usuario) -> Client:
    cliente = Client(raise_request_exception=False)
    cliente.force_login(usuario)
    return cliente


def programa(usuario) -> APIClient:
    cliente = APIClient(raise_request_exception=False)
    cliente.force_authenticate(usuario)
    return cliente


# --- Bodies of the API


@pytest.mark.parametrize(
    "cuerpo",
    [
        b'{"nombre": ' * 3_000,
        b"[" * 100_000,
        b'{"nombre": 1e400}',
        b'{"nombre": NaN}',
        b'{"nombre": "a", "tipo": "\\ud800"}',
        b'{"nombre"',
        b"\xff\xfe{",
        b"[]",
        b"null",
        b"",
    ],
)
def test_a_body_that_is_no_json_of_ours_is_a_problem_document(cuerpo):
    respuesta = programa(AgenteFactory()).post(
        "/api/v1/clientes/", cuerpo, content_type="application/json"
    )
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert not Cliente.objects.exists()


def test_a_body_too_long_is_refused_before_it_is_understood(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    cuerpo = json.dumps({"nombre": "x" * 1000})
    respuesta = programa(AgenteFactory()).post(
        "/api/v1/clientes/", cuerpo, content_type="application/json"
    )
    assert respuesta.status_code == 400
    assert "demasiado grande" in respuesta.json()["detail"]


@pytest.mark.parametrize("tipo", ["text/plain", "application/xml", "multipart/form-data"])
def test_another_content_type_is_refused(tipo):
    respuesta = programa(AgenteFactory()).post("/api/v1/clientes/", "x", content_type=tipo)
    assert respuesta.status_code == 415
    assert respuesta["Content-Type"] == "application/problem+json"


# --- Addresses and hidden fields that nobody types


@pytest.mark.parametrize(
    "consulta", ["0", "{}", "https://otra.example/", "//otra.example", "\\\\otra", "q=\x00"]
)
def test_a_decision_on_many_goes_back_to_the_bandeja_and_nowhere_else(consulta):
    agente, caso = AgenteFactory(), IncidenciaFactory()
    datos = {"accion": "asignar", "codigos": [caso.codigo], "responsable": agente.pk}
    respuesta = sesion(agente).post(LOTE_NUEVO, datos | {"consulta": consulta})
    assert respuesta.status_code == 302
    assert respuesta.url.startswith("/incidencias/")


def test_codes_with_impossible_characters_are_left_out():
    agente = AgenteFactory()
    datos = {"accion": "asignar", "codigos": ["INC\x00", "INC-26-999999"], "responsable": agente.pk}
    assert sesion(agente).post(LOTE_NUEVO, datos).status_code == 422
    assert not Lote.objects.exists()


# --- Somebody else's


def test_an_address_is_an_identity_that_nobody_changes_alone():
    """Taking a customer's address would bring their cases at their first code."""
    victima = ContactoFactory(correo="victima@casa.example")
    atacante = ClienteUsuarioFactory()
    navegador = sesion(atacante)
    for datos in ({"action_add": ""}, {"action_primary": ""}):
        ruta = "/cuentas/email/"
        assert navegador.post(ruta, {"email": victima.correo} | datos).status_code == 404
    assert probar_correo(victima.correo) != atacante
    atacante.refresh_from_db()
    assert atacante.email != victima.correo


@pytest.mark.parametrize("ruta", ["/admin/", "/admin/login/", "/admin/cuentas/usuario/"])
def test_the_administration_has_no_door_of_its_own(client, ruta):
    anonimo = client.get(ruta, follow=True)
    assert anonimo.redirect_chain[-1][0].startswith("/cuentas/login/?next=/admin/")
    assert sesion(AgenteFactory()).get(ruta, follow=True).status_code == 404
    client.post("/admin/login/", {"username": "a@b.example", "password": "x"})
    assert "_auth_user_id" not in client.session


def test_an_order_of_a_restricted_group_is_only_for_its_members():
    grupo = GrupoFactory(es_restringido=True)
    orden = OrdenFactory(incidencia=IncidenciaFactory(grupo=grupo), planificada=True)
    cita = CitaFactory(orden=orden)
    otra, de_fuera, miembro = OrdenFactory(), CoordinadorFactory(), AgenteFactory(grupos=[grupo])
    assert set(OrdenTrabajo.objects.visibles_para(de_fuera)) == {otra}
    assert set(OrdenTrabajo.objects.visibles_para(miembro)) == {orden, otra}
    navegador, api = sesion(de_fuera), programa(de_fuera)
    for ruta in (f"/sat/ordenes/{orden.codigo}/", f"/sat/citas/{cita.pk}/mover/"):
        assert navegador.get(ruta).status_code == 404
    assert api.get(f"/api/v1/ordenes/{orden.codigo}/").status_code == 404
    for ruta in ("/sat/", "/sat/?vista=tablero", f"/buscar/?q={orden.codigo}", "/sat/agenda/"):
        assert orden.codigo.encode() not in navegador.get(ruta).content.replace(
            f"q={orden.codigo}".encode(), b""
        ).replace(f'"{orden.codigo}"'.encode(), b"").replace(f"«{orden.codigo}»".encode(), b"")


def test_an_external_sat_reads_of_a_unit_only_what_its_own_people_did():
    equipo, ficha = EquipoFactory(), FichaExternoFactory()
    de_otros = OrdenFactory(equipo=equipo, cliente=equipo.cliente, sintoma="SECRETO")
    suya = OrdenFactory(
        equipo=equipo, cliente=equipo.cliente, sat_externo=ficha.sat_externo, planificada=True
    )
    ruta = f"/sat/mi-dia/ordenes/{suya.codigo}/"
    assert b"SECRETO" not in sesion(ficha.usuario).get(ruta).content
    propio = FichaTecnicoFactory()
    CitaFactory(orden=suya, tecnico=propio)
    assert b"SECRETO" in sesion(propio.usuario).get(ruta).content
    assert de_otros not in OrdenTrabajo.objects.visibles_para(ficha.usuario)


def test_a_customer_opens_the_report_of_every_case_they_see():
    """A household's case opened by telephone says no contact: nor does its order."""
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=None)
    orden = OrdenFactory(incidencia=caso, cliente=contacto.cliente)
    assert list(OrdenTrabajo.objects.visibles_para(contacto.usuario)) == [orden]
    assert not OrdenTrabajo.objects.visibles_para(ClienteUsuarioFactory()).exists()


@pytest.mark.parametrize(
    "fabrica", [ClienteUsuarioFactory, TecnicoFactory, ExternoFactory], ids=lambda f: f.__name__
)
def test_a_stranger_gets_404_everywhere(fabrica):
    orden = OrdenFactory(planificada=True)
    cita, caso, equipo = CitaFactory(orden=orden), orden.incidencia, EquipoFactory()
    navegador = sesion(fabrica())
    for ruta in (
        "/incidencias/",
        f"/incidencias/{caso.codigo}/",
        f"/incidencias/{caso.codigo}/linea/",
        f"/portal/incidencias/{caso.codigo}/",
        f"/sat/ordenes/{orden.codigo}/",
        f"/sat/citas/{cita.pk}/mover/",
        f"/clientes/{equipo.cliente_id}/",
        f"/equipos/{equipo.pk}/",
        f"/portal/avisar/{equipo.uid}/",
        "/ajustes/empresa/",
        "/ajustes/plazos/",
        "/ajustes/correo/",
        "/indicadores/csat/",
        "/encuestas/",
        f"/api/v1/incidencias/{caso.codigo}/",
        f"/api/v1/incidencias/{caso.codigo}/mensajes/",
        f"/api/v1/clientes/{equipo.cliente_id}/",
        f"/api/v1/equipos/{equipo.pk}/",
    ):
        assert navegador.get(ruta).status_code == 404, ruta
    for lista in ("incidencias", "clientes", "equipos", "compras", "encuestas/invitaciones"):
        assert navegador.get(f"/api/v1/{lista}/").json()["results"] == [], lista


@pytest.mark.parametrize("caso", ["revocado", "de_baja", "inventado", "sin_nada"])
def test_a_token_that_is_not_alive_opens_nothing(caso):
    agente: Usuario = AgenteFactory()
    token, claro = crear_token(agente, nombre="ERP")
    if caso == "revocado":
        revocar_token(token.pk)
    if caso == "de_baja":
        Usuario.objects.filter(pk=agente.pk).update(is_active=False)
    claro = {"inventado": claro[:-1] + "_", "sin_nada": ""}.get(caso, claro)
    respuesta = APIClient().get(
        "/api/v1/incidencias/", headers={"Authorization": f"Bearer {claro}"}
    )
    assert respuesta.status_code == 401
    assert respuesta["Content-Type"] == "application/problem+json"


def test_every_post_of_a_session_needs_its_csrf_token():
    navegador, caso = Client(enforce_csrf_checks=True), IncidenciaFactory()
    navegador.force_login(AgenteFactory())
    for ruta in (
        f"/incidencias/{caso.codigo}/tomar/",
        f"/api/v1/incidencias/{caso.codigo}/tomar/",
        "/clientes/nuevo/",
        "/ajustes/tokens/",
        "/cuentas/logout/",
        "/seguimiento/",
    ):
        respuesta = navegador.post(ruta, {}, content_type="application/json")
        assert respuesta.status_code == 403, ruta
    assert Incidencia.objects.get().responsable is None


def test_a_customer_does_not_find_by_what_the_office_wrote_for_itself():
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    anotar_nota(caso.pk, por=AgenteFactory(), texto="Parece moroso")
    ruta = "/api/v1/incidencias/?q=moroso"
    assert programa(contacto.usuario).get(ruta).json()["results"] == []
    assert len(programa(AgenteFactory()).get(ruta).json()["results"]) == 1


# --- Sent twice


def test_a_form_sent_twice_happens_once_and_another_text_is_another_form():
    navegador, cliente = sesion(AgenteFactory()), ClienteFactory()
    datos = {
        "cliente": cliente.pk,
        "asunto": "No enfría",
        "tipo": "averia",
        "canal": "telefono",
        "impacto": "medio",
        "urgencia": "media",
        "envio": str(uuid4()),
    }
    primera, segunda = (navegador.post("/incidencias/nueva/", datos) for _ in range(2))
    assert (primera.status_code, primera.url) == (302, segunda.url)
    assert navegador.post("/incidencias/nueva/", datos | {"asunto": "Gotea"}).url != primera.url
    assert Incidencia.objects.count() == 2


@pytest.mark.parametrize("modo", ["responder", "nota"])
def test_what_is_written_to_a_case_twice_is_there_once(modo):
    navegador, caso = sesion(AgenteFactory()), IncidenciaFactory()
    datos = {"texto": "Vamos mañana", "envio": str(uuid4())}
    for _ in range(2):
        assert navegador.post(f"/incidencias/{caso.codigo}/{modo}/", datos).status_code == 302
    escritos = Mensaje.objects.filter(incidencia=caso, texto="Vamos mañana").count()
    por_salir = RespuestaProgramada.objects.filter(incidencia=caso, texto="Vamos mañana").count()
    assert escritos + por_salir == 1


def test_a_refused_form_can_be_sent_again_with_the_same_key():
    navegador, caso = sesion(AgenteFactory()), IncidenciaFactory()
    ruta, datos = f"/incidencias/{caso.codigo}/nota/", {"texto": "Nota", "envio": str(uuid4())}
    with patch("incidencias.views.redactor.anotar_nota", side_effect=ErrorDeNegocio("No.")):
        assert navegador.post(ruta, datos).status_code == 422
    assert navegador.post(ruta, datos).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_case_for_the_customer():
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    datos = {"telefono": "600123123", "texto": "Llámenme", "envio": str(uuid4())}
    navegadores, salidas = [sesion(contacto.usuario) for _ in range(3)], []
    a_la_vez(
        *[lambda n=n: salidas.append(n.post("/persona/llamadme/", datos).url) for n in navegadores]
    )
    assert (len(salidas), len(set(salidas))) == (3, 1)
    assert Incidencia.objects.count() == 1


# --- What stays at a shared computer


def test_what_one_saw_is_not_there_for_the_next_one():
    navegador = sesion(AdministradorFactory())
    assert navegador.get("/clientes/")["Cache-Control"] == "private, no-cache"
    salida = navegador.post("/cuentas/logout/")
    assert salida["Clear-Site-Data"] == '"cache"'
    assert not Client().get("/").has_header("Cache-Control")
