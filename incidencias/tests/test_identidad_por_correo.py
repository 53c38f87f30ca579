"""Mail is not an identity: what joins a case by itself, what waits, what lying does not get."""

import pytest

from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.correo.direcciones import direccion_de_respuesta, enlace_de_respuesta
from incidencias.linea import pagina_de_linea
from incidencias.models import (
    Adjunto,
    EstadoPosible,
    Incidencia,
    Mensaje,
    MotivoPosible,
    PosibleRespuesta,
    ResultadoCorreo,
)
from incidencias.servicios import (
    abrir_incidencia,
    anular_enlaces_de_seguimiento,
    cerrar_incidencia,
    fusionar_incidencia,
    resolver_incidencia,
    responder,
)
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.correo.decisiones import aceptar_posible, rechazar_posible
from incidencias.tests.correos import MARTA, correo, llega
from incidencias.tests.fabricas import BuzonFactory
from nucleo.comunicaciones import Comunicacion
from nucleo.enlaces import derivar
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db


@pytest.fixture
def buzon():
    return BuzonFactory(correo="averias@posventa.example")


@pytest.fixture
def agente():
    return AgenteFactory(nombre="Ana Ruiz")


@pytest.fixture
def caso(buzon):
    """A case that Marta opened by mail."""
    return llega(buzon, correo(id="<primero@cliente.example>")).incidencia


def firmada(buzon, incidencia):
    """The reply address of a case, as it leaves in a mail."""
    token = derivar({"respuesta": enlace_de_respuesta(incidencia)})["respuesta"]
    return direccion_de_respuesta(buzon, incidencia).format(respuesta=token)


# --- By our signed address


def test_an_answer_to_our_address_joins_its_case(buzon, caso):
    recibido = llega(buzon, correo(para=firmada(buzon, caso), texto="Sigue igual."))
    assert recibido.resultado == ResultadoCorreo.MENSAJE
    assert caso.mensajes.get().texto == "Sigue igual."
    assert Incidencia.objects.count() == 1


def test_the_token_comes_back_in_the_references_through_a_server_without_plus(buzon, caso):
    raiz = firmada(buzon, caso).partition("+")[2].partition("@")[0]
    recibido = llega(buzon, correo(references=f"<{raiz}@posventa.example> <x@y.example>"))
    assert (recibido.resultado, recibido.via) == (ResultadoCorreo.MENSAJE, "token")


def test_a_made_up_token_opens_a_case_of_its_own(buzon, caso):
    numero = firmada(buzon, caso).partition("+")[2].partition("-")[0]
    inventada = f"averias+{numero}-{'a' * 32}@posventa.example"
    recibido = llega(buzon, correo(de="otro@mundo.example", para=inventada))
    assert recibido.resultado == ResultadoCorreo.CASO
    assert recibido.incidencia != caso


def test_the_token_of_one_case_does_not_open_another(buzon, caso):
    otro = llega(buzon, correo(de="luis@cliente.example", asunto="Otra avería")).incidencia
    _, _, token = firmada(buzon, otro).partition("-")
    numero = firmada(buzon, caso).partition("+")[2].partition("-")[0]
    cambiada = f"averias+{numero}-{token}"
    recibido = llega(buzon, correo(de="luis@cliente.example", asunto="hola", para=cambiada))
    assert recibido.incidencia != caso


def test_a_revoked_token_is_no_proof_any_more(buzon, caso, agente):
    direccion = firmada(buzon, caso)
    anular_enlaces_de_seguimiento(caso.pk, por=agente)
    recibido = llega(buzon, correo(de="quien@sea.example", para=direccion))
    assert recibido.resultado == ResultadoCorreo.POSIBLE_RESPUESTA
    assert recibido.posible_respuesta.motivo == MotivoPosible.TOKEN_ANULADO


def test_a_stranger_with_the_token_is_read_by_the_office_and_not_by_the_customer(buzon, caso):
    """The customer's son writes from his own address: we read it; what it says is not shown."""
    adjunto = ("foto.txt", "text/plain", b"hola")
    recibido = llega(
        buzon,
        correo(de="hijo@casa.example", para=firmada(buzon, caso), adjuntos=(adjunto,)),
    )
    assert recibido.resultado == ResultadoCorreo.AJENO
    assert pagina_de_linea(caso).entradas[0].tipo == "correo_ajeno"
    assert "correo_ajeno" not in [e.tipo for e in pagina_de_linea(caso, para_cliente=True).entradas]
    assert not Adjunto.objects.get(incidencia=caso).es_publico
    caso.refresh_from_db()
    assert caso.responde_el_cliente  # somebody has to look at it


def test_a_confirmation_code_of_another_service_does_not_reach_whoever_gave_our_address(
    buzon, caso
):
    """Somebody signs up elsewhere with the reply address of their own case, to read the code."""
    recibido = llega(
        buzon,
        correo(
            de="no-reply@servicio.example",
            para=firmada(buzon, caso),
            asunto="Tu código es 123456",
            texto="123456",
            auto_submitted="auto-generated",
        ),
    )
    assert recibido.resultado == ResultadoCorreo.POSIBLE_RESPUESTA
    assert recibido.posible_respuesta.motivo == MotivoPosible.TOKEN_DE_MAQUINA
    assert not caso.mensajes.exists()


def test_nor_when_the_service_does_not_say_that_it_is_a_machine(buzon, caso):
    llega(buzon, correo(de="hola@servicio.example", para=firmada(buzon, caso), texto="123456"))
    vista = pagina_de_linea(caso, para_cliente=True)
    assert all(not e.mensaje or "123456" not in e.mensaje.texto for e in vista.entradas)


def test_a_second_mail_of_that_stranger_is_as_strange_as_the_first(buzon, caso):
    llega(buzon, correo(de="hola@servicio.example", para=firmada(buzon, caso)))
    otra = llega(buzon, correo(de="hola@servicio.example", in_reply_to="<primero@cliente.example>"))
    assert otra.resultado == ResultadoCorreo.POSIBLE_RESPUESTA


# --- By references or code, and a sender of the case


@pytest.mark.parametrize(
    "cabeceras",
    [
        {"in_reply_to": "<primero@cliente.example>"},
        {"references": "<otra@cosa.example> <primero@cliente.example>"},
    ],
)
def test_references_join_if_the_sender_is_of_the_case(buzon, caso, cabeceras):
    assert llega(buzon, correo(**cabeceras)).resultado == ResultadoCorreo.MENSAJE


@pytest.mark.parametrize("asunto", ["Re: Lavadora [{}]", "{} sigue", "re: {}".lower()])
def test_the_code_in_the_subject_joins_if_the_sender_is_of_the_case(buzon, caso, asunto):
    recibido = llega(buzon, correo(asunto=asunto.format(caso.codigo)))
    assert recibido.resultado == ResultadoCorreo.MENSAJE


def test_an_answer_to_the_reply_of_an_agent_joins_by_its_message_id(buzon, caso, agente):
    mensaje = responder(caso.pk, por=agente, texto="¿Qué error marca?")
    mensaje.refresh_from_db()
    recibido = llega(buzon, correo(in_reply_to=mensaje.message_id, asunto="Re: nada"))
    assert (recibido.incidencia, recibido.via) == (caso, "referencia")


def test_another_contact_of_the_same_customer_belongs_to_the_case(buzon, caso):
    ContactoFactory(cliente=caso.cliente, correo="socio@cliente.example")
    recibido = llega(
        buzon, correo(de="socio@cliente.example", in_reply_to="<primero@cliente.example>")
    )
    assert recibido.resultado == ResultadoCorreo.MENSAJE


@pytest.mark.parametrize(("campo", "motivo"), [("in_reply_to", "referencia"), ("asunto", "codigo")])
def test_from_anybody_else_it_waits_one_click_away(buzon, caso, campo, motivo):
    valor = "<primero@cliente.example>" if campo == "in_reply_to" else f"Re: {caso.codigo}"
    recibido = llega(buzon, correo(de="otra@persona.example", **{campo: valor}))
    assert recibido.resultado == ResultadoCorreo.POSIBLE_RESPUESTA
    assert recibido.posible_respuesta.incidencia == caso
    assert recibido.posible_respuesta.motivo == motivo
    assert not caso.mensajes.exists()
    assert Incidencia.objects.count() == 1


def test_being_in_copy_makes_nobody_part_of_the_case(buzon, caso, agente):
    """CC hijack: the customer's mail says CC; who is there neither reads us nor writes for them."""
    llega(
        buzon,
        correo(cc="espia@malo.example", in_reply_to="<primero@cliente.example>", texto="Gracias"),
    )
    responder(caso.pk, por=agente, texto="Vamos el martes a las 9.")
    destinatarios = set(Comunicacion.objects.values_list("para", flat=True))
    assert destinatarios == {MARTA}
    suyo = llega(buzon, correo(de="espia@malo.example", in_reply_to="<primero@cliente.example>"))
    assert suyo.resultado == ResultadoCorreo.POSIBLE_RESPUESTA


def test_a_forged_sender_gets_no_answer_and_no_name(buzon, caso, agente):
    """Whoever forges the customer's From and asks to be answered elsewhere is not answered there;
    what they write is nobody's: neither a contact nor a user signs it.
    """
    llega(
        buzon,
        correo(
            asunto=f"Re: {caso.codigo}",
            reply_to="ladron@malo.example",
            sender=agente.email,
            x_usuario=agente.email,
            texto="Díganme el código de la puerta",
        ),
    )
    mensaje = caso.mensajes.get()
    assert (mensaje.contacto, mensaje.usuario) == (None, None)
    assert caso.eventos.get(codigo="mensaje_entrante").autor == "sistema"
    responder(caso.pk, por=agente, texto="Por correo no lo decimos.")
    assert set(Comunicacion.objects.values_list("para", flat=True)) == {MARTA}
    caso.contacto.refresh_from_db()
    assert caso.contacto.correo_probado_en is None


def test_a_mail_that_says_to_be_from_an_agent_is_not_of_an_agent(buzon, caso, agente):
    recibido = llega(buzon, correo(de=agente.email, asunto=f"Re: {caso.codigo}"))
    assert recibido.resultado == ResultadoCorreo.POSIBLE_RESPUESTA
    assert not Mensaje.objects.filter(usuario=agente).exists()


# --- The click


def test_accepting_it_makes_it_a_message(buzon, caso, agente):
    recibido = llega(buzon, correo(de="otra@persona.example", asunto=f"Re: {caso.codigo}"))
    assert aceptar_posible(recibido.posible_respuesta.pk, por=agente) == caso
    recibido.refresh_from_db()
    assert (recibido.resultado, recibido.incidencia) == (ResultadoCorreo.MENSAJE, caso)
    assert caso.mensajes.get().correo == recibido
    assert caso.eventos.get(codigo="posible_aceptada").usuario == agente


def test_whoever_was_accepted_once_belongs_to_the_case(buzon, caso, agente):
    recibido = llega(buzon, correo(de="otra@persona.example", asunto=f"Re: {caso.codigo}"))
    aceptar_posible(recibido.posible_respuesta.pk, por=agente)
    otra = llega(buzon, correo(de="otra@persona.example", asunto=f"Re: {caso.codigo}"))
    assert otra.resultado == ResultadoCorreo.MENSAJE


def test_refusing_it_makes_a_case_of_its_own(buzon, caso, agente):
    recibido = llega(buzon, correo(de="otra@persona.example", asunto=f"Re: {caso.codigo}"))
    nueva = rechazar_posible(recibido.posible_respuesta.pk, por=agente)
    assert nueva != caso
    assert nueva.cliente.correo == "otra@persona.example"
    assert not caso.mensajes.exists()
    assert caso.eventos.get(codigo="posible_rechazada").datos["en_id"] == nueva.pk


def test_it_is_decided_once(buzon, caso, agente):
    recibido = llega(buzon, correo(de="otra@persona.example", asunto=f"Re: {caso.codigo}"))
    aceptar_posible(recibido.posible_respuesta.pk, por=agente)
    with pytest.raises(ErrorDeNegocio, match="ya está decidido"):
        rechazar_posible(recibido.posible_respuesta.pk, por=agente)
    assert PosibleRespuesta.objects.get().estado == EstadoPosible.ACEPTADA
    assert Incidencia.objects.count() == 1


# --- Whatever state the case is in


def test_on_a_resolved_case_it_is_a_message_and_nothing_reopens(buzon, caso, agente):
    resolver_incidencia(caso.pk, por=agente, solucion="Filtro limpio", causa="suciedad")
    llega(buzon, correo(in_reply_to="<primero@cliente.example>", texto="Gracias"))
    caso.refresh_from_db()
    assert (caso.estado, caso.responde_el_cliente) == ("resuelta", True)


def test_on_a_closed_case_it_is_a_new_one_that_goes_on_from_it(buzon, caso, agente):
    resolver_incidencia(caso.pk, por=agente, solucion="Filtro limpio", causa="suciedad")
    cerrar_incidencia(caso.pk, por=agente)
    recibido = llega(buzon, correo(in_reply_to="<primero@cliente.example>", texto="Otra vez"))
    nueva = recibido.incidencia
    assert (nueva.continuacion_de, nueva.cliente) == (caso, caso.cliente)


def test_on_a_merged_case_it_goes_where_the_case_goes_on(buzon, caso, agente):
    otra = abrir_incidencia(
        NuevaIncidencia(cliente=caso.cliente, asunto="La misma", tipo="averia", canal="telefono"),
        por=agente,
    )
    fusionar_incidencia(caso.pk, por=agente, en_incidencia=otra)
    recibido = llega(buzon, correo(para=firmada(buzon, caso)))
    assert recibido.incidencia == otra


def test_nobody_writes_in_the_cases_of_a_blocked_customer(buzon, caso):
    from django.utils import timezone

    type(caso.cliente).objects.filter(pk=caso.cliente_id).update(bloqueado_en=timezone.now())
    recibido = llega(buzon, correo(in_reply_to="<primero@cliente.example>"))
    assert recibido.incidencia != caso
    assert not caso.mensajes.exists()


# --- Whose a new case is


def test_a_known_address_goes_under_its_customer(buzon):
    contacto = ContactoFactory(correo="luisa@cliente.example")
    incidencia = llega(buzon, correo(de="Otro Nombre <LUISA@cliente.example>")).incidencia
    assert (incidencia.cliente, incidencia.contacto) == (contacto.cliente, contacto)
    contacto.refresh_from_db()
    assert contacto.correo_probado_en is None  # it proves nothing


def test_two_mails_of_a_stranger_are_one_customer(buzon):
    uno = llega(buzon, correo(asunto="Una cosa")).incidencia
    otro = llega(buzon, correo(asunto="Otra cosa")).incidencia
    assert uno.cliente == otro.cliente


def test_of_an_address_of_several_customers_the_last_that_wrote_and_a_warning(buzon, agente):
    for nombre in ("Comunidad A", "Comunidad B"):
        ContactoFactory(cliente=ClienteFactory(nombre=nombre), correo="fincas@gestor.example")
    ultima = ContactoFactory(
        cliente=ClienteFactory(nombre="Comunidad C"), correo="fincas@gestor.example"
    )
    abrir_incidencia(
        NuevaIncidencia(
            cliente=ultima.cliente, contacto=ultima, asunto="x", tipo="averia", canal="telefono"
        ),
        por=agente,
    )
    incidencia = llega(buzon, correo(de="fincas@gestor.example")).incidencia
    assert incidencia.cliente == ultima.cliente
    assert "también de otros clientes (2)" in incidencia.mensajes.get().texto
