"""A case while it is typed: drafts, photos by link, its receipt, the script and the questions."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import (
    Adjunto,
    BorradorNueva,
    EnlaceFotos,
    FotoPrevia,
    Incidencia,
)
from incidencias.servicios import recibir_fotos
from incidencias.servicios.previas import (
    FOTOS_POR_ENLACE,
    abrir_enlace_de_fotos,
    anular_enlace_de_fotos,
    direccion_de,
)
from incidencias.tasks import olvidar_a_medias
from incidencias.tests.fabricas import LlamadaCentralitaFactory
from nucleo.enlaces import firmar
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino

pytestmark = pytest.mark.django_db
URL = reverse("incidencias:nueva")
MINIMO = {
    "asunto": "No enfría",
    "tipo": "averia",
    "canal": "telefono",
    "impacto": "medio",
    "urgencia": "media",
}


@pytest.fixture
def agente(client):
    uno = AgenteFactory()
    client.force_login(uno)
    return uno


@pytest.fixture(autouse=True)
def _archivos(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def foto(ancho=0, nombre="foto.jpg"):
    salida = io.BytesIO()
    Image.new("RGB", (40 + ancho, 30), "teal").save(salida, "JPEG")
    return SimpleUploadedFile(nombre, salida.getvalue(), content_type="image/jpeg")


def token_de(enlace):
    return firmar("fotos", enlace.uid, enlace.version)


def publica(enlace):
    return reverse("portal:fotos", args=[token_de(enlace)])


# --- Drafts


def guardar(client, uid, **datos):
    return client.post(reverse("incidencias:nueva_borrador"), {"borrador": str(uid), **datos})


def test_what_is_typed_is_kept_and_comes_back(client, agente):
    uid, cliente = uuid4(), ClienteFactory(nombre="Marta Ruiz")
    guardar(client, uid, cliente=cliente.pk, asunto="No enfría", urgencia="alta")
    assert BorradorNueva.objects.get().titulo == "Marta Ruiz · No enfría"
    limpia = client.get(URL).text
    assert "Marta Ruiz · No enfría" in limpia
    seguida = client.get(URL, {"borrador": str(uid)})
    form = seguida.context["form"]
    assert (form["asunto"].value(), form["urgencia"].value()) == ("No enfría", "alta")
    assert seguida.context["cliente"] == cliente
    assert seguida.context["borrador_uid"] == uid


def test_drafts_of_somebody_are_told_apart_and_empty_ones_do_not_pile_up(client, agente):
    marta, otro = ClienteFactory(nombre="Marta Ruiz"), ClienteFactory(nombre="Luis Gil")
    for _vez in range(3):
        guardar(client, uuid4(), cliente=marta.pk, urgencia="media")
    guardar(client, uuid4(), cliente=otro.pk)
    assert sorted(una.titulo for una in BorradorNueva.objects.all()) == ["Luis Gil", "Marta Ruiz"]
    guardar(client, uuid4(), cliente=marta.pk, descripcion="Hace\nruido " + "x" * 90)
    guardar(client, uuid4(), cliente=marta.pk, asunto="No enfría")
    titulos = sorted(una.titulo for una in BorradorNueva.objects.all())
    assert titulos[0] == "Luis Gil"
    assert titulos[1].startswith("Marta Ruiz · Hace ruido xx")
    assert titulos[1].endswith("x…")
    assert titulos[2] == "Marta Ruiz · No enfría"


def test_an_empty_draft_that_waits_for_photos_stays(client, agente):
    cliente, uid = ClienteFactory(), uuid4()
    guardar(client, uid, cliente=cliente.pk)
    abrir_enlace_de_fotos(uid, por=agente, cliente=cliente)
    guardar(client, uuid4(), cliente=cliente.pk)
    assert BorradorNueva.objects.count() == 2


def test_an_empty_page_keeps_nothing(client, agente):
    assert guardar(client, uuid4(), canal="telefono", asunto=" ").status_code == 204
    assert not BorradorNueva.objects.exists()


def test_another_persons_draft_is_neither_read_nor_written(client, agente):
    ajeno = BorradorNueva.objects.create(usuario=AgenteFactory(), datos={"asunto": "Secreto"})
    assert "Secreto" not in client.get(URL, {"borrador": str(ajeno.uid)}).text
    assert guardar(client, ajeno.uid, asunto="Mío").status_code == 422
    client.post(reverse("incidencias:nueva_descartar", args=[ajeno.uid]))
    assert BorradorNueva.objects.get().datos == {"asunto": "Secreto"}


@pytest.mark.parametrize("datos", [{"asunto": "a\x00b"}, {"descripcion": "x" * 130_000}])
def test_what_cannot_be_kept_is_said(client, agente, datos):
    assert guardar(client, uuid4(), **datos).status_code == 422
    assert not BorradorNueva.objects.exists()


def test_saving_the_case_ends_its_draft_and_discarding_too(client, agente):
    uid = uuid4()
    guardar(client, uid, asunto="No enfría")
    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(uid)})
    assert not BorradorNueva.objects.exists()
    guardar(client, uid, asunto="Otra")
    client.post(reverse("incidencias:nueva_descartar", args=[uid]))
    assert not BorradorNueva.objects.exists()


def test_a_failed_save_keeps_the_draft_and_what_was_typed(client, agente):
    uid = uuid4()
    guardar(client, uid, asunto="No enfría")
    respuesta = client.post(URL, {**MINIMO, "borrador": str(uid)})
    assert respuesta.status_code == 422
    assert respuesta.context["borrador_uid"] == uid
    assert BorradorNueva.objects.exists()


# --- Photos


def mandar(client, uid, via, para="", **datos):
    url = reverse("incidencias:nueva_mandar_fotos")
    return client.post(url, {"borrador": str(uid), "via": via, "fotos_para": para, **datos})


def test_the_link_leaves_by_mail_in_the_urgent_lane_and_its_token_is_not_stored(client, agente):
    respuesta = mandar(client, uuid4(), "correo", "luz@example.com")
    fila, enlace = Comunicacion.objects.get(), EnlaceFotos.objects.get()
    assert (fila.para, fila.canal, fila.carril) == ("luz@example.com", "correo", "urgente")
    assert token_de(enlace) in respuesta.text
    assert token_de(enlace) not in f"{fila.datos}{fila.enlaces}{enlace.huella}"


@pytest.fixture
def pasarela(settings):
    settings.SMS_URL = "https://sms.example/enviar"


@pytest.mark.usefixtures("pasarela")
def test_by_sms_it_waits_in_the_outbox_and_by_whatsapp_it_is_a_prepared_text(client, agente):
    uid = uuid4()
    mandar(client, uid, "sms", "600 123 456")
    assert Comunicacion.objects.get().para == "+34600123456"
    assert "https://wa.me/34600123456?text=" in mandar(client, uid, "whatsapp", "600123456").text
    assert Comunicacion.objects.count() == 1
    assert EnlaceFotos.objects.count() == 1


def test_the_text_for_whatsapp_is_in_the_language_of_the_customer(client, agente):
    cliente = ClienteFactory(idioma="eu")
    dicho = mandar(client, uuid4(), "whatsapp", "600123456", cliente=cliente.pk).text
    assert "Esteka%20honekin%20bidali%20argazkiak" in dicho


def test_without_a_gateway_no_sms_is_offered_nor_taken(client, agente):
    respuesta = mandar(client, uuid4(), "sms", "600 123 456")
    assert respuesta.status_code == 422
    assert 'value="sms"' not in respuesta.text
    assert 'value="whatsapp"' in respuesta.text
    assert not Comunicacion.objects.exists()


def test_without_saying_where_it_goes_to_what_we_know(client, agente):
    cliente = ClienteFactory(correo="luz@example.com")
    mandar(client, uuid4(), "correo", cliente=cliente.pk)
    assert Comunicacion.objects.get().para == "luz@example.com"


@pytest.mark.parametrize(
    ("via", "para", "frase"),
    [
        ("correo", "luz", "no es una dirección"),
        ("sms", "12", "no es un teléfono"),
        ("sms", "", "a dónde"),
        ("fax", "600123456", "por dónde"),
        ("correo", "<b>x</b>@", "no es una dirección"),
    ],
)
@pytest.mark.usefixtures("pasarela")
def test_a_bad_destination_is_said_and_nothing_leaves(client, agente, via, para, frase):
    respuesta = mandar(client, uuid4(), via, para)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert "<b>x" not in respuesta.text
    assert not Comunicacion.objects.exists()


def test_the_photos_of_the_customer_appear_in_the_form_and_go_with_the_case(client, agente):
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    tarjeta = reverse("incidencias:nueva_fotos", args=[uid])
    visto = client.get(tarjeta).context["visto"]
    assert client.get(tarjeta, {"visto": visto}).status_code == 204

    client.logout()
    enviada = client.post(publica(enlace), {"ficheros": [foto(1), foto(2)]}, follow=True)
    assert "Nos han llegado 2 fotos" in enviada.text

    client.force_login(agente)
    nueva = client.get(tarjeta, {"visto": visto})
    assert nueva.status_code == 200
    una = FotoPrevia.objects.first()
    url = reverse("incidencias:nueva_foto", args=[una.pk])
    assert url in nueva.text
    imagen = client.get(url)
    assert imagen["Content-Type"] == "image/jpeg"
    assert b"".join(imagen.streaming_content)

    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(uid)})
    caso = Incidencia.objects.get()
    assert caso.adjuntos.count() == 2
    enlace.refresh_from_db()
    assert (enlace.incidencia, enlace.borrador) == (caso, None)


def test_what_arrives_after_saving_goes_to_the_case_with_its_line(client, agente):
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(uid)})
    recibir_fotos(token_de(enlace), [foto(3)])
    caso = Incidencia.objects.get()
    assert caso.eventos.get(codigo="foto_recibida").datos["adjunto"] == caso.adjuntos.get().pk


def test_the_same_photo_twice_is_one(client, agente):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    assert [recibir_fotos(token_de(enlace), [foto(1)]) for _ in range(2)] == [1, 0]


def test_there_is_a_limit_of_photos(client, agente):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    recibir_fotos(token_de(enlace), [foto(n) for n in range(FOTOS_POR_ENLACE)])
    respuesta = client.post(publica(enlace), {"ficheros": [foto(99)]})
    assert respuesta.status_code == 422
    assert enlace.fotos.count() == FOTOS_POR_ENLACE


@pytest.mark.parametrize(
    "fichero",
    [
        SimpleUploadedFile("a.jpg", b"MZ\x90\x00" * 50, content_type="image/jpeg"),
        SimpleUploadedFile("a.svg", b"<svg onload=alert(1)></svg>", content_type="image/svg+xml"),
        SimpleUploadedFile("a.pdf", b"%PDF-1.7 x", content_type="application/pdf"),
        SimpleUploadedFile("vacia.jpg", b"", content_type="image/jpeg"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_name(client, agente, fichero):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    respuesta = client.post(publica(enlace), {"ficheros": [fichero]})
    assert respuesta.status_code == 422
    assert not FotoPrevia.objects.exists()


def test_sending_no_photo_is_said(client, agente):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    assert "Elija al menos una foto" in client.post(publica(enlace), {}).text


@pytest.mark.parametrize("por_que", ["anulado", "caducado", "otra_version", "inventado"])
def test_a_link_that_is_over_opens_nothing(client, agente, por_que):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    url = publica(enlace)
    if por_que == "anulado":
        anular_enlace_de_fotos(enlace.pk, por=agente)
    elif por_que == "caducado":
        EnlaceFotos.objects.update(caduca_en=timezone.now() - timedelta(seconds=1))
    elif por_que == "otra_version":
        url = reverse("portal:fotos", args=[firmar("fotos", enlace.uid, 2)])
    else:
        url = reverse("portal:fotos", args=["a" * 32])
    client.logout()
    assert client.get(url).status_code == 404
    assert client.post(url, {"ficheros": [foto(1)]}).status_code == 404
    assert not FotoPrevia.objects.exists()


def test_the_public_page_says_nothing_of_anybody(client, agente):
    cliente = ClienteFactory(nombre="Marta Ruiz", telefono="+34600123456")
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente, cliente=cliente)
    client.logout()
    dicho = client.get(publica(enlace)).text
    assert "Marta" not in dicho
    assert str(agente) not in dicho


def test_another_agent_neither_sees_nor_revokes_my_photos(client, agente):
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    recibir_fotos(token_de(enlace), [foto(1)])
    client.force_login(AgenteFactory())
    assert (
        client.get(
            reverse("incidencias:nueva_foto", args=[FotoPrevia.objects.get().pk])
        ).status_code
        == 404
    )
    assert (
        client.post(reverse("incidencias:nueva_anular_fotos", args=[enlace.pk])).status_code == 404
    )
    assert "ajena" not in client.get(reverse("incidencias:nueva_fotos", args=[uid])).text
    assert mandar(client, uid, "correo", "luz@example.com").status_code == 422
    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(uid)})
    assert not Adjunto.objects.exists()


def test_discarding_the_form_revokes_its_link(client, agente):
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    client.post(reverse("incidencias:nueva_descartar", args=[uid]))
    with pytest.raises(ErrorDeNegocio, match="ya no sirve"):
        recibir_fotos(token_de(enlace), [foto(1)])


@pytest.mark.django_db(transaction=True)
def test_photos_that_arrive_while_the_case_is_saved_are_never_lost(client):
    agente, uid = AgenteFactory(), uuid4()
    client.force_login(agente)
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    datos = {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(uid)}

    def subir(n):
        try:
            return recibir_fotos(token_de(enlace), [foto(n)])
        finally:
            connection.close()

    def abrir():
        try:
            client.post(URL, datos)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hilos:
        subidas = [hilos.submit(subir, n) for n in range(3)]
        hilos.submit(abrir).result()
        assert [una.result() for una in subidas] == [1, 1, 1]
    assert Incidencia.objects.get().adjuntos.count() == 3


# --- The receipt, the call, the script, the questions


def test_after_saving_the_page_says_how_the_receipt_goes(client, agente):
    cliente = ClienteFactory(correo="luz@example.com")
    pagina = client.post(URL, {**MINIMO, "cliente": cliente.pk, "siguiente": "1"}, follow=True)
    caso = Incidencia.objects.get()
    assert "en la cola de salida" in pagina.text
    url = reverse("incidencias:nueva_acuse", args=[caso.codigo])
    visto = "pendiente-0"
    assert client.get(url, {"visto": visto}).status_code == 204
    Comunicacion.objects.update(intentos=1)  # a worker is sending it: nothing has failed
    assert "no hemos podido" not in client.get(url, {"visto": visto}).text
    Comunicacion.objects.update(ultimo_error="421")
    assert "lo intentaremos de nuevo" in client.get(url).text
    Comunicacion.objects.update(destino=Destino.ENVIADA, enviado_en=timezone.now())
    enviada = client.get(url, {"visto": visto})
    assert "enviado a" in enviada.text
    assert "every 3s" not in enviada.text


def test_without_mail_the_code_is_said_aloud(client, agente):
    cliente = ClienteFactory(correo="")
    datos = {**MINIMO, "cliente": cliente.pk, "siguiente": "1"}
    assert "de viva voz" in client.post(URL, datos, follow=True).text


def test_the_case_is_tied_to_the_call_of_the_exchange(client, agente):
    llamada = LlamadaCentralitaFactory(agente=agente, en_curso=True)
    pagina = client.get(URL, {"llamada": llamada.pk, "nuevo_telefono": "+34600123456"})
    assert f'name="llamada" value="{llamada.pk}"' in pagina.text
    assert pagina.context["form"]["nuevo_telefono"].value() == "+34600123456"
    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "llamada": llamada.pk})
    assert Incidencia.objects.get().llamadas.get().centralita == llamada


@pytest.mark.parametrize(
    "parametros",
    [
        {"borrador": "x"},
        {"llamada": "abc"},
        {"llamada": "9" * 30},
        {"anterior": "INC-26-999999"},
        {"anterior": "<b>"},
        {"borrador": str(uuid4()), "cliente": "²"},
    ],
)
def test_an_absurd_address_breaks_nothing(client, agente, parametros):
    assert client.get(URL, parametros).status_code == 200


def test_the_script_changes_with_the_kind(client, agente):
    respuesta = client.get(reverse("incidencias:nueva_guion"), {"tipo": "averia", "categoria": "x"})
    assert respuesta.status_code == 200
    assert "guiones" in respuesta.context


def test_the_page_costs_the_same_with_one_draft_as_with_five(client, agente, consultas):
    guardar(client, uuid4(), asunto="Una")
    client.get(URL)
    con_una = consultas(client.get, URL)
    for n in range(4):
        guardar(client, uuid4(), asunto=f"Otra {n}")
    assert consultas(client.get, URL) == con_una


def test_the_address_of_the_link_is_absolute(agente, settings):
    enlace = abrir_enlace_de_fotos(uuid4(), por=agente)
    assert direccion_de(enlace).startswith(settings.URL_PUBLICA)


def test_what_was_never_saved_is_forgotten_and_what_was_is_not(client, agente):
    viejo, nuevo, guardado = uuid4(), uuid4(), uuid4()
    for uid in (viejo, nuevo, guardado):
        recibir_fotos(token_de(abrir_enlace_de_fotos(uid, por=agente)), [foto(1)])
    client.post(URL, {**MINIMO, "cliente": ClienteFactory().pk, "borrador": str(guardado)})
    hace_un_mes = timezone.now() - timedelta(days=30)
    BorradorNueva.objects.filter(uid=viejo).update(guardado_en=hace_un_mes)
    EnlaceFotos.objects.exclude(borrador__uid=nuevo).update(caduca_en=hace_un_mes)
    assert olvidar_a_medias() == 1
    assert BorradorNueva.objects.get().uid == nuevo
    assert FotoPrevia.objects.count() == 2
    assert Incidencia.objects.get().adjuntos.count() == 1
