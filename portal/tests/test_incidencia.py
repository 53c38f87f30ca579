"""A customer follows a case, signed in or by the link of a mail, and acts on it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clientes.models import RolPortal
from clientes.tests.fabricas import ContactoFactory, EmpresaClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Canal, Estado, Mensaje
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    anular_enlaces_de_seguimiento,
    anular_incidencia,
    resolver_incidencia,
    responder,
)
from incidencias.tests.fabricas import AdjuntoFactory, IncidenciaFactory
from nucleo.enlaces import firmar
from portal.tests.fabricas import ContactoConAccesoFactory, foto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _abrir(contacto, **campos):
    datos = {
        "cliente": contacto.cliente,
        "contacto": contacto,
        "asunto": "No enciende",
        "descripcion": "Sale E02.",
        "tipo": "averia",
        "canal": Canal.PORTAL,
    }
    return abrir_incidencia(NuevaIncidencia(**datos | campos), por=contacto)


def _resolver(incidencia):
    return resolver_incidencia(
        incidencia.pk, por=AgenteFactory(), solucion="Cambio de <b>placa</b>", causa="desgaste"
    )


@pytest.fixture
def contacto():
    return ContactoConAccesoFactory()


@pytest.fixture(params=["con_sesion", "por_enlace"])
def entrar(request, client, contacto):
    """The address of a case, by each of the two ways in."""

    def direccion(incidencia):
        if request.param == "con_sesion":
            client.force_login(contacto.usuario)
            return reverse("portal:incidencia", args=[incidencia.codigo])
        token = firmar("seguimiento", incidencia.codigo, 1)
        return reverse("portal:seguimiento_enlace", args=[incidencia.codigo, token])

    return direccion


def test_the_customer_sees_the_conversation_and_no_notes(client, contacto, entrar):
    incidencia = _abrir(contacto)
    agente = AgenteFactory(nombre="Ana Agente")
    responder(incidencia.pk, por=agente, texto="¿Ha probado a reiniciarla?")
    anotar_nota(incidencia.pk, por=agente, texto="Cliente nervioso")
    contenido = client.get(entrar(incidencia)).content.decode()
    assert "Sale E02." in contenido
    assert "¿Ha probado a reiniciarla?" in contenido
    assert "La lleva Ana Agente." in contenido
    assert "nervioso" not in contenido


def test_looking_changes_nothing(client, contacto, entrar):
    incidencia = _resolver(_abrir(contacto))
    antes = incidencia.eventos.count()
    client.get(entrar(incidencia))
    incidencia.refresh_from_db()
    assert (incidencia.estado, incidencia.eventos.count()) == (Estado.RESUELTA, antes)


def test_the_customer_confirms_and_it_is_closed(client, contacto, entrar):
    incidencia = _resolver(_abrir(contacto))
    ruta = entrar(incidencia)
    assert "Cambio de &lt;b&gt;placa" in client.get(ruta).content.decode()
    respuesta = client.post(ruta, {"accion": "confirmar"}, follow=True)
    assert "Queda cerrada" in respuesta.content.decode()
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.CERRADA
    assert incidencia.eventos.get(codigo="cerrada").contacto == contacto


def test_the_customer_says_no_and_it_is_reopened_with_the_reason(client, contacto, entrar):
    incidencia = _resolver(_abrir(contacto))
    client.post(entrar(incidencia), {"accion": "reabrir", "motivo": "Vuelve a salir E02"})
    incidencia.refresh_from_db()
    assert (incidencia.estado, incidencia.reaperturas) == (Estado.EN_CURSO, 1)
    assert incidencia.mensajes.get(texto="Vuelve a salir E02").contacto == contacto


@pytest.mark.parametrize("motivo", ["", "  ", "x" * 5001])
def test_saying_no_without_a_reason_changes_nothing(client, contacto, entrar, motivo):
    incidencia = _resolver(_abrir(contacto))
    respuesta = client.post(entrar(incidencia), {"accion": "reabrir", "motivo": motivo})
    assert respuesta.status_code == 422
    assert respuesta.context["form_reabrir"].errors["motivo"]
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.RESUELTA


def test_the_customer_writes_with_a_photo_and_sees_it(client, contacto, entrar):
    incidencia, ruta = _abrir(contacto), None
    ruta = entrar(incidencia)
    client.post(
        ruta, {"accion": "mensaje", "texto": "Aquí la <i>etiqueta</i>", "ficheros": [foto()]}
    )
    adjunto = incidencia.adjuntos.get()
    assert adjunto.mensaje.texto == "Aquí la <i>etiqueta</i>"
    contenido = client.get(ruta).content.decode()
    assert "Aquí la &lt;i&gt;etiqueta" in contenido
    respuesta = client.get(f"{ruta}ficheros/{adjunto.pk}/")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "image/jpeg")
    respuesta.close()


@pytest.mark.parametrize(
    "cambio",
    [
        {"texto": ""},
        {"texto": "x" * 5001},
        {"texto": "hola", "ficheros": [SimpleUploadedFile("f.jpg", b"MZ" + b"\0" * 99)]},
    ],
)
def test_a_bad_message_is_not_received(client, contacto, entrar, cambio):
    incidencia = _abrir(contacto)
    antes = Mensaje.objects.count()
    respuesta = client.post(entrar(incidencia), {"accion": "mensaje", **cambio})
    assert respuesta.status_code == 422
    assert Mensaje.objects.count() == antes


def test_confirming_what_is_not_resolved_is_refused_with_a_sentence(client, contacto, entrar):
    incidencia = _abrir(contacto)
    respuesta = client.post(entrar(incidencia), {"accion": "confirmar"})
    assert respuesta.status_code == 422
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.NUEVA


def test_an_unknown_action_does_nothing(client, contacto, entrar):
    ruta = entrar(_abrir(contacto))
    assert client.post(ruta, {"accion": "borrar"}).url == ruta


def test_closed_long_ago_it_is_not_reopened(client, contacto, entrar):
    incidencia = _resolver(_abrir(contacto))
    hace_mucho = timezone.now() - timedelta(days=31)
    client.post(entrar(incidencia), {"accion": "confirmar"})
    type(incidencia).objects.filter(pk=incidencia.pk).update(cerrada_en=hace_mucho)
    ruta = entrar(incidencia)
    assert "Ha vuelto a fallar" not in client.get(ruta).content.decode()
    respuesta = client.post(ruta, {"accion": "reabrir", "motivo": "Otra vez"})
    assert "hace más de 30 días" in respuesta.content.decode()
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.CERRADA


def test_a_cancelled_case_can_be_seen_and_not_written(client, contacto, entrar):
    incidencia = _abrir(contacto)
    anular_incidencia(incidencia.pk, por=AgenteFactory(), motivo="Duplicada")
    contenido = client.get(entrar(incidencia)).content.decode()
    assert "Anulada" in contenido
    assert "Duplicada" not in contenido
    assert "Escribirnos" not in contenido


def test_documents_are_listed_apart_and_internal_ones_are_not(client, contacto, entrar):
    incidencia = _abrir(contacto)
    AdjuntoFactory(incidencia=incidencia, nombre="parte.pdf")
    AdjuntoFactory(incidencia=incidencia, nombre="margen.pdf", es_publico=False)
    contenido = client.get(entrar(incidencia)).content.decode()
    assert "Documentos" in contenido
    assert "parte.pdf" in contenido
    assert "margen.pdf" not in contenido


def test_internal_files_and_those_of_other_cases_are_404(client, contacto, entrar):
    incidencia = _abrir(contacto)
    interno = AdjuntoFactory(incidencia=incidencia, es_publico=False)
    ajeno = AdjuntoFactory()
    ruta = entrar(incidencia)
    assert client.get(f"{ruta}ficheros/{interno.pk}/").status_code == 404
    assert client.get(f"{ruta}ficheros/{ajeno.pk}/").status_code == 404


def test_another_customers_case_is_a_404(client, contacto):
    ajena = _abrir(ContactoConAccesoFactory())
    client.force_login(contacto.usuario)
    for nombre in ("portal:incidencia", "portal:acuse"):
        assert client.get(reverse(nombre, args=[ajena.codigo])).status_code == 404
    client.post(reverse("portal:incidencia", args=[ajena.codigo]), {"accion": "confirmar"})
    ajena.refresh_from_db()
    assert ajena.estado == Estado.NUEVA


def test_a_colleagues_case_is_seen_by_role_only(client):
    empresa = EmpresaClienteFactory()
    yo = ContactoConAccesoFactory(cliente=empresa)
    incidencia = _abrir(ContactoFactory(cliente=empresa))
    ruta = reverse("portal:incidencia", args=[incidencia.codigo])
    client.force_login(yo.usuario)
    assert client.get(ruta).status_code == 404
    yo.rol_portal = RolPortal.EMPRESA
    yo.save()
    assert client.get(ruta).status_code == 200
    client.post(ruta, {"accion": "mensaje", "texto": "Soy su compañera"})
    assert incidencia.mensajes.get(texto="Soy su compañera").contacto == yo


def test_what_a_household_opened_by_phone_without_a_contact_is_seen(client, contacto):
    incidencia = IncidenciaFactory(cliente=contacto.cliente, contacto=None)
    client.force_login(contacto.usuario)
    ruta = reverse("portal:incidencia", args=[incidencia.codigo])
    assert client.get(ruta).status_code == 200


@pytest.mark.parametrize("token", ["x", "ñ", "a" * 5000, "con_el_de_otra"])
def test_a_token_that_is_not_its_own_is_a_404(client, contacto, token):
    incidencia, otra = _abrir(contacto), _abrir(contacto)
    if token == "con_el_de_otra":
        token = firmar("seguimiento", otra.codigo, 1)
    ruta = reverse("portal:seguimiento_enlace", args=[incidencia.codigo, token])
    assert client.get(ruta).status_code == 404
    assert client.post(ruta, {"accion": "mensaje", "texto": "hola"}).status_code == 404
    assert not incidencia.mensajes.filter(texto="hola").exists()


def test_a_revoked_link_is_answered_as_a_wrong_one_and_the_new_one_opens(client, contacto):
    incidencia = _abrir(contacto)

    def abrir(token):
        ruta = reverse("portal:seguimiento_enlace", args=[incidencia.codigo, token])
        return client.get(ruta)

    viejo = firmar("seguimiento", incidencia.codigo, 1)
    assert abrir(viejo).status_code == 200
    anular_enlaces_de_seguimiento(incidencia.pk, por=AgenteFactory())
    anulado, erroneo = abrir(viejo), abrir("x")
    assert (anulado.status_code, erroneo.status_code) == (404, 404)
    cuerpos = {respuesta.text.partition("<main")[2] for respuesta in (anulado, erroneo)}
    assert len(cuerpos) == 1
    assert "Pedir otro enlace" in cuerpos.pop()
    assert abrir(firmar("seguimiento", incidencia.codigo, 2)).status_code == 200


def test_a_revoked_link_writes_nothing_and_shows_no_file(client, contacto):
    incidencia = _abrir(contacto)
    anular_enlaces_de_seguimiento(incidencia.pk, por=AgenteFactory())
    args = [incidencia.codigo, firmar("seguimiento", incidencia.codigo, 1)]
    ruta = reverse("portal:seguimiento_enlace", args=args)
    assert client.post(ruta, {"accion": "mensaje", "texto": "hola"}).status_code == 404
    adjunto = AdjuntoFactory(incidencia=incidencia)
    fichero = reverse("portal:fichero_por_enlace", args=[*args, adjunto.pk])
    assert client.get(fichero).status_code == 404
    assert not incidencia.mensajes.filter(texto="hola").exists()


def test_a_blocked_customers_link_is_a_404(client, contacto):
    incidencia = _abrir(contacto)
    type(contacto.cliente).objects.update(bloqueado_en=timezone.now())
    token = firmar("seguimiento", incidencia.codigo, 1)
    ruta = reverse("portal:seguimiento_enlace", args=[incidencia.codigo, token])
    assert client.get(ruta).status_code == 404


def test_a_link_without_a_session_shows_no_way_into_the_portal(client, contacto):
    incidencia = _abrir(contacto)
    token = firmar("seguimiento", incidencia.codigo, 1)
    ruta = reverse("portal:seguimiento_enlace", args=[incidencia.codigo, token])
    respuesta = client.get(ruta)
    assert "_auth_user_id" not in client.session
    assert "no-store" in respuesta["Cache-Control"]


def test_the_page_costs_the_same_with_one_message_as_with_twenty(
    client, contacto, entrar, consultas
):
    incidencia, agente = _abrir(contacto), AgenteFactory()
    responder(incidencia.pk, por=agente, texto="Mensaje 0")
    ruta = entrar(incidencia)
    con_uno = consultas(client.get, ruta)
    for n in range(19):
        responder(incidencia.pk, por=agente, texto=f"Mensaje {n}")
    assert consultas(client.get, ruta) == con_uno
