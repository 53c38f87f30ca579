"""The ficha: what its first paint says and costs, and what each state allows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, GrupoFactory
from incidencias.acciones import acciones_para
from incidencias.models import Estado, Incidencia, MotivoEspera
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    asignar_incidencia,
    poner_en_espera,
    prometer,
    recibir_mensaje,
    registrar_llamada,
    responder,
)
from incidencias.tests.fabricas import AdjuntoFactory, IncidenciaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso(agente):
    """A case with something of everything."""
    cliente = ClienteFactory(nombre="Marta Núñez")
    contacto = ContactoFactory(cliente=cliente, necesita_telefono=True)
    datos = NuevaIncidencia(
        cliente=cliente,
        contacto=contacto,
        equipo=EquipoFactory(cliente=cliente),
        asunto="No enciende",
        tipo="reclamacion",
        canal="telefono",
        descripcion="Sale <b>E02</b>",
        grupo=GrupoFactory(),
    )
    incidencia = abrir_incidencia(datos, por=contacto, en=timezone.now() - timedelta(hours=1))
    asignar_incidencia(incidencia.pk, por=agente, responsable=agente)
    prometer(
        incidencia.pk, por=agente, texto="Le llamamos", vence_en=timezone.now() + timedelta(days=1)
    )
    return incidencia


def test_the_first_screen_says_state_clocks_law_promise_customer_and_coverage(oficina, caso):
    texto = oficina.get(caso.get_absolute_url()).text
    for dicho in (
        "No enciende",
        "Primera respuesta",
        "Resolución",
        "Límite legal",
        "Le llamamos",
        "Marta Núñez",
        "prefiere que se le llame",
        caso.veredicto["frase"],
        "Sale &lt;b&gt;E02&lt;/b&gt;",
    ):
        assert dicho in texto, dicho


def test_a_paused_clock_says_why(oficina, caso, agente):
    poner_en_espera(caso.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="pieza"))
    texto = oficina.get(caso.get_absolute_url()).text
    assert 'data-estado="en_pausa"' in texto
    assert "Llegada de una pieza" in texto


def test_the_first_paint_takes_at_most_twenty_statements_whatever_the_conversation(
    oficina, caso, agente, consultas
):
    def conversar():
        responder(caso.pk, por=agente, texto="Hola")
        recibir_mensaje(caso.pk, por=caso.contacto, texto="Adiós", canal="correo")
        anotar_nota(caso.pk, por=agente, texto="Ojo")
        registrar_llamada(caso.pk, por=agente, sentido="entrante", motivo="estado", notas="Sí")

    conversar()
    oficina.get(caso.get_absolute_url())  # what is remembered for seconds is asked for once
    con_una = consultas(oficina.get, caso.get_absolute_url())
    for _ in range(4):
        conversar()
    assert consultas(oficina.get, caso.get_absolute_url()) == con_una
    assert con_una <= 14


@pytest.mark.parametrize("estado", ["en_curso", "en_espera", "resuelta", "cerrada"])
def test_every_state_has_its_page(oficina, estado):
    assert oficina.get(IncidenciaFactory(**{estado: True}).get_absolute_url()).status_code == 200


def test_each_state_offers_only_what_it_allows():
    agente = AgenteFactory()

    def acciones(estado):
        return {accion.clave for accion in acciones_para(agente, Incidencia(estado=estado))}

    ofrece = {estado: acciones(estado) & {"resolver", "cerrar", "reabrir"} for estado in Estado}
    assert ofrece == {
        Estado.NUEVA: {"resolver"},
        Estado.EN_CURSO: {"resolver"},
        Estado.EN_ESPERA: {"resolver"},
        Estado.RESUELTA: {"cerrar", "reabrir"},
        Estado.CERRADA: {"reabrir"},
        Estado.ANULADA: set(),
        Estado.FUSIONADA: set(),
    }


def test_a_stranger_or_a_restricted_group_find_nothing(client, oficina):
    ajena = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    assert oficina.get(ajena.get_absolute_url()).status_code == 404
    assert oficina.get("/incidencias/INC-26-999999/").status_code == 404
    client.force_login(ClienteUsuarioFactory())
    assert client.get(IncidenciaFactory().get_absolute_url()).status_code == 404


def test_older_entries_come_as_a_fragment_and_as_a_page(oficina, agente):
    incidencia = IncidenciaFactory()
    for numero in range(35):
        anotar_nota(incidencia.pk, por=agente, texto=f"Nota {numero:02}")
    ficha = oficina.get(incidencia.get_absolute_url())
    assert "Nota 34" in ficha.text
    assert "Nota 00" not in ficha.text
    url = f"{incidencia.get_absolute_url()}linea/?antes={ficha.context['linea'].siguiente}"
    url = url.replace("+", "%2B")
    for cabeceras in ({}, {"HX-Request": "true"}):
        assert "Nota 00" in oficina.get(url, headers=cabeceras).text


def test_solved_cases_of_the_same_product_are_offered(oficina):
    equipo = EquipoFactory()
    incidencia = IncidenciaFactory(equipo=equipo, asunto="La caldera no enciende")
    otro = EquipoFactory(producto=equipo.producto)
    IncidenciaFactory(resuelta=True, equipo=otro, asunto="Caldera apagada", solucion="Nueva placa")
    IncidenciaFactory(resuelta=True, equipo=EquipoFactory(), solucion="De otro producto")
    texto = oficina.get(f"{incidencia.get_absolute_url()}luego/").text
    assert "Nueva placa" in texto
    assert "De otro producto" not in texto


# --- Files


def test_the_office_sees_every_file_and_a_customer_only_the_public_ones(client, oficina):
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    incidencia = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    publico = AdjuntoFactory(incidencia=incidencia)
    interno = AdjuntoFactory(incidencia=incidencia, es_publico=False)

    def estados():
        urls = [f"{incidencia.get_absolute_url()}adjuntos/{a.pk}/" for a in (publico, interno)]
        respuestas = [client.get(url) for url in urls]
        for respuesta in respuestas:
            for cerrar in respuesta._resource_closers:  # close() would end the connection too
                cerrar()
        return [respuesta.status_code for respuesta in respuestas]

    assert estados() == [200, 200]
    client.force_login(contacto.usuario)
    assert estados() == [200, 404]
    client.force_login(ClienteUsuarioFactory())
    assert estados() == [404, 404]


def test_a_file_is_not_served_through_another_case(oficina):
    adjunto, otra = AdjuntoFactory(), IncidenciaFactory()
    assert oficina.get(f"{otra.get_absolute_url()}adjuntos/{adjunto.pk}/").status_code == 404


def test_somebody_elses_draft_is_not_shown(oficina):
    incidencia = IncidenciaFactory()
    incidencia.borradores.create(usuario=AgenteFactory(), texto="De otra persona")
    assert "De otra persona" not in oficina.get(incidencia.get_absolute_url()).text


def test_a_case_without_a_unit_asks_for_it_while_it_may_be_said(oficina):
    abierta, cerrada = IncidenciaFactory(), IncidenciaFactory(cerrada=True)
    assert "Decir de qué equipo se trata" in oficina.get(abierta.get_absolute_url()).text
    assert "Decir de qué equipo se trata" not in oficina.get(cerrada.get_absolute_url()).text


def test_what_asks_for_something_opens_its_dialog_and_the_rest_happens_at_once(oficina):
    incidencia = IncidenciaFactory()
    pagina = oficina.get(incidencia.get_absolute_url()).content.decode()
    ruta = incidencia.get_absolute_url()
    assert f'hx-get="{ruta}resolver/"' in pagina
    assert f'<form method="post" action="{ruta}resolver/">' not in pagina
    assert f'<form method="post" action="{ruta}tomar/">' in pagina


def test_what_asks_something_is_a_link_to_its_dialog_and_the_rest_a_button(oficina):
    incidencia = IncidenciaFactory()
    pagina = oficina.get(incidencia.get_absolute_url()).text
    for clave in ("asignar", "esperar", "resolver", "reclasificar", "anular"):
        direccion = f"{incidencia.get_absolute_url()}{clave}/"
        assert f'href="{direccion}" hx-get="{direccion}" hx-target="#dialogo"' in pagina
        assert f'action="{direccion}"' not in pagina
    assert f'action="{incidencia.get_absolute_url()}tomar/"' in pagina
