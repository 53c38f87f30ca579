"""Screens of the mail: mailboxes, what has to be looked at, how a mail shows in its case."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory, GrupoFactory
from incidencias.models import Buzon, Incidencia
from incidencias.tests.correos import correo, llega
from incidencias.tests.dovecot import CLAVE
from incidencias.tests.fabricas import (
    BuzonFactory,
    CorreoEntranteFactory,
    IncidenciaFactory,
    PosibleRespuestaFactory,
)
from nucleo.secretos import cifrar, descifrar

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def admin(client, db):
    client.force_login(AdministradorFactory())
    return client


def datos(**cambios):
    return {
        "nombre": "Averías",
        "correo": "Averias@posventa.example",
        "servidor": "localhost",
        "puerto": "993",
        "seguridad": "tls",
        "usuario": "averias",
        "autenticacion": "contrasena",
        "secreto": "una clave",
        "carpeta": "INBOX",
        "recoger_desde": "2026-11-22",
        "tipo": "averia",
        "admite_mas": "on",
        **cambios,
    }


# --- Mailboxes


def test_a_mailbox_is_set_up_and_its_password_is_stored_ciphered(admin):
    respuesta = admin.post(reverse("buzones:nuevo"), datos())
    assert respuesta.status_code == 302
    buzon = Buzon.objects.get()
    assert buzon.correo == "averias@posventa.example"
    assert "una clave" not in buzon.secreto
    assert descifrar(buzon.secreto) == "una clave"


def test_the_password_never_comes_back_to_the_page(admin):
    buzon = BuzonFactory(secreto=cifrar("una clave"))
    pagina = admin.get(buzon.get_absolute_url()).content.decode()
    assert "una clave" not in pagina
    assert buzon.secreto not in pagina


def test_saving_without_a_password_keeps_the_one_there_was(admin):
    admin.post(reverse("buzones:nuevo"), datos())
    buzon = Buzon.objects.get()
    admin.post(buzon.get_absolute_url(), datos(secreto="", nombre="Otro nombre"))
    buzon.refresh_from_db()
    assert (buzon.nombre, descifrar(buzon.secreto)) == ("Otro nombre", "una clave")


def test_a_password_is_not_sent_to_another_server_than_its_own(admin):
    admin.post(reverse("buzones:nuevo"), datos())
    buzon = Buzon.objects.get()
    respuesta = admin.post(buzon.get_absolute_url(), datos(secreto="", servidor="otro.example"))
    assert respuesta.status_code == 422
    assert "Escríbela otra vez" in respuesta.content.decode()
    buzon.refresh_from_db()
    assert buzon.servidor == "localhost"


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"nombre": ""}, "id_nombre_error"),
        ({"puerto": "70000"}, "65535"),
        ({"correo": "no es"}, "correo"),
        ({"correo": "averias+x@posventa.example"}, "sin «+»"),
        ({"secreto": ""}, "Escribe la contraseña"),
        ({"seguridad": "otra"}, "otra"),
        ({"autenticacion": "oauth2", "seguridad": "ninguna"}, "sin cifrar"),
        ({"oauth_url": "http://login.example/token"}, "https://"),
        ({"recoger_desde": "ayer"}, "fecha"),
        ({"nombre": "x" * 81}, "80"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(admin, cambios, frase):
    respuesta = admin.post(reverse("buzones:nuevo"), datos(**cambios))
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Buzon.objects.exists()


def test_the_same_folder_is_not_read_twice(admin):
    admin.post(reverse("buzones:nuevo"), datos())
    otra = datos(nombre="Otra", correo="otra@posventa.example")
    respuesta = admin.post(reverse("buzones:nuevo"), otra)
    assert respuesta.status_code == 422
    assert Buzon.objects.count() == 1


def test_only_one_is_the_default_one(admin):
    viejo = BuzonFactory(es_por_defecto=True)
    admin.post(reverse("buzones:nuevo"), datos(es_por_defecto="on"))
    viejo.refresh_from_db()
    assert not viejo.es_por_defecto


def test_trying_it_says_what_happens_and_saves_nothing(admin, imap):
    Buzon.objects.all().delete()
    imap.entregar(correo())
    cuales = {"puerto": str(imap.servidor.puerto), "seguridad": "ninguna", "secreto": CLAVE}
    pedido = datos(usuario=imap.usuario, probar="1", **cuales)
    respuesta = admin.post(reverse("buzones:nuevo"), pedido, headers={"HX-Request": "true"})
    assert "hay 1 correo" in respuesta.content.decode()
    assert "<form" not in respuesta.content.decode()  # what was typed stays where it is
    assert not Buzon.objects.exists()


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"secreto": "mala"}, "no admite ese usuario con esa contraseña"),
        ({"puerto": "1"}, "no acepta conexiones en el puerto 1"),
        ({"carpeta": "Nada"}, "no hay ninguna carpeta «Nada»"),
        ({"carpeta_leidos": "Nada"}, "No hay ninguna carpeta «Nada» a la que mover"),
        ({"servidor": "no.existe.invalid"}, "No encontramos el servidor"),
        ({"seguridad": "tls"}, "no se habla TLS"),
    ],
)
def test_trying_it_says_in_spanish_what_fails(admin, imap, cambios, frase):
    Buzon.objects.all().delete()
    base = {"puerto": str(imap.servidor.puerto), "seguridad": "ninguna", "secreto": CLAVE}
    pedido = datos(**{"usuario": imap.usuario, "probar": "1", **base, **cambios})
    respuesta = admin.post(reverse("buzones:nuevo"), pedido, headers={"HX-Request": "true"})
    assert frase in respuesta.content.decode()


def test_a_certificate_of_nobody_known_is_said(admin, imap):
    Buzon.objects.all().delete()
    pedido = datos(
        usuario=imap.usuario, probar="1", puerto=str(imap.servidor.puerto_tls), secreto=CLAVE
    )
    respuesta = admin.post(reverse("buzones:nuevo"), pedido, headers={"HX-Request": "true"})
    assert "no es de fiar (self-signed certificate)" in respuesta.content.decode()


@pytest.mark.parametrize("clave", ["pausar", "reanudar", "recoger"])
def test_it_is_paused_and_goes_on(admin, clave, monkeypatch):
    monkeypatch.setattr("celery.current_app.send_task", lambda *a, **k: None)
    buzon = BuzonFactory()
    assert admin.post(reverse(f"buzones:{clave}", args=[buzon.pk])).status_code == 302
    buzon.refresh_from_db()
    assert (buzon.pausado_en is not None) == (clave == "pausar")


def test_an_agent_does_not_see_the_mailboxes(oficina):
    assert oficina.get(reverse("buzones:buzones")).status_code == 404
    assert oficina.get(BuzonFactory().get_absolute_url()).status_code == 404


# --- What has to be looked at


def test_what_waits_is_listed_and_becomes_a_case_with_a_click(oficina):
    buzon = BuzonFactory()
    lista = llega(buzon, correo(asunto="Boletín de bombas", list_id="<x.lista.example>"))
    pagina = oficina.get(reverse("incidencias:correo")).content.decode()
    assert "Boletín de bombas" in pagina
    respuesta = oficina.post(reverse("incidencias:correo_abrir", args=[lista.pk]))
    assert respuesta.url == Incidencia.objects.get().get_absolute_url()
    assert "Boletín" not in oficina.get(reverse("incidencias:correo")).content.decode()


@pytest.mark.parametrize(
    ("texto", "asunto"),
    [
        ("Hola, buenos días:\n\nLa caldera no arranca.\nUn saludo", "La caldera no arranca."),
        ("Buenas tardes\n----\nPierde agua", "Pierde agua"),
        ("Hola, no enfría", "Hola, no enfría"),
        ("Estimados Señores:", "Estimados Señores:"),
        ("a" * 300, "a" * 79 + "…"),
        (" \n--\n 12 \n", "(sin asunto)"),
    ],
)
def test_a_mail_without_subject_is_called_by_its_first_words(oficina, texto, asunto):
    llega(BuzonFactory(), correo(asunto="", texto=texto))
    assert Incidencia.objects.get().asunto == asunto
    llega(BuzonFactory(), correo(asunto="", texto=texto, list_id="<x.lista.example>"))
    assert f">{asunto}</a>" in oficina.get(reverse("incidencias:correo")).text


def test_what_is_discarded_keeps_its_original(oficina, agente):
    lista = llega(BuzonFactory(), correo(list_id="<x.lista.example>"))
    oficina.post(reverse("incidencias:correo_descartar", args=[lista.pk]))
    lista.refresh_from_db()
    assert (lista.resultado, lista.decidido_por) == ("descartado", agente)
    respuesta = oficina.get(reverse("incidencias:correo_original", args=[lista.pk]))
    assert b"Message-ID" in respuesta.getvalue()
    assert "attachment" in respuesta["Content-Disposition"]
    respuesta.close()


def test_a_possible_answer_waits_on_its_case_one_click_away(oficina):
    posible = PosibleRespuestaFactory(correo__extracto="Ya no gotea", correo__asunto="Re: hola")
    pagina = oficina.get(posible.incidencia.get_absolute_url()).content.decode()
    assert "Ya no gotea" in pagina
    assert reverse("incidencias:posible_aceptar", args=[posible.pk]) in pagina
    bandeja = oficina.get(reverse("incidencias:bandeja")).content.decode()
    assert reverse("incidencias:correo") in bandeja


def test_the_list_costs_the_same_with_one_as_with_twenty(oficina, consultas):
    def uno_mas():
        PosibleRespuestaFactory()
        CorreoEntranteFactory(
            estado="en_cuarentena", resultado="lista", interpretado_en="2026-11-22T10:00Z"
        )

    uno_mas()
    oficina.get(reverse("incidencias:correo"))
    con_uno = consultas(oficina.get, reverse("incidencias:correo"))
    for _n in range(19):
        uno_mas()
    assert consultas(oficina.get, reverse("incidencias:correo")) == con_uno


def test_the_mail_of_a_restricted_group_is_of_that_group(oficina):
    grupo = GrupoFactory(es_restringido=True)
    ajeno = CorreoEntranteFactory(
        buzon__grupo=grupo,
        estado="en_cuarentena",
        resultado="lista",
        interpretado_en="2026-11-22T10:00Z",
        asunto="Cosa reservada",
    )
    assert "Cosa reservada" not in oficina.get(reverse("incidencias:correo")).content.decode()
    for nombre in ("correo_ver", "correo_original"):
        assert oficina.get(reverse(f"incidencias:{nombre}", args=[ajeno.pk])).status_code == 404
    for nombre in ("correo_abrir", "correo_descartar"):
        assert oficina.post(reverse(f"incidencias:{nombre}", args=[ajeno.pk])).status_code == 404


def test_what_may_be_an_answer_to_a_restricted_teams_case_is_of_that_team(oficina):
    reservada = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    ajena = PosibleRespuestaFactory(incidencia=reservada)
    propia = PosibleRespuestaFactory()
    for nombre in ("correo_ver", "correo_original"):
        ruta = f"incidencias:{nombre}"
        assert oficina.get(reverse(ruta, args=[ajena.correo_id])).status_code == 404
        assert oficina.get(reverse(ruta, args=[propia.correo_id])).status_code == 200


# --- In the case


def test_the_case_shows_the_text_and_folds_what_it_quotes(oficina):
    texto = "No enciende.\n\n-- \nMarta López\n\nEl lun, 2 nov 2026, Ana escribió:\n> Hola Marta\n"
    incidencia = llega(BuzonFactory(), correo(texto=texto)).incidencia
    pagina = oficina.get(incidencia.get_absolute_url()).content.decode()
    assert "No enciende." in pagina
    assert "remitente sin comprobar" in pagina
    assert incidencia.descripcion.strip() == "No enciende."


def test_the_html_of_a_mail_runs_nothing_and_its_images_are_ours(oficina):
    html = (
        '<p onclick="alert(1)">Mira <img src="cid:foto1"> <img src="https://espia.example/x.png">'
        '<script>alert(1)</script><a href="javascript:alert(1)">ven</a></p>'
    )
    crudo = con_imagen_dentro(html)
    recibido = llega(BuzonFactory(), crudo)
    pagina = oficina.get(reverse("incidencias:correo_ver", args=[recibido.pk])).content.decode()
    cuerpo = pagina.partition("correo__html")[2].partition("</main>")[0]
    for malo in ("onclick", "espia.example", "alert(1)</script>", "javascript:", "cid:"):
        assert malo not in cuerpo
    adjunto = recibido.incidencia.adjuntos.get(cid="foto1")
    direccion = reverse("incidencias:adjunto", args=[recibido.incidencia.codigo, adjunto.pk])
    assert f'src="{direccion}"' in cuerpo
    imagen = oficina.get(direccion)
    assert imagen["Content-Type"] == "image/png"
    imagen.close()


def con_imagen_dentro(html):
    from email import message_from_bytes, policy

    mensaje = message_from_bytes(correo(html=html), policy=policy.default)
    mensaje.get_payload()[1].add_related(
        PNG, maintype="image", subtype="png", cid="<foto1>", filename="foto.png"
    )
    return mensaje.as_bytes()


def test_an_attachment_that_is_a_page_is_offered_and_not_shown(oficina):
    adjunto = ("factura.html", "text/html", b"<script>alert(1)</script>")
    incidencia = llega(BuzonFactory(), correo(adjuntos=(adjunto,))).incidencia
    fila = incidencia.adjuntos.get()
    respuesta = oficina.get(reverse("incidencias:adjunto", args=[incidencia.codigo, fila.pk]))
    assert respuesta["Content-Type"] == "application/octet-stream"
    assert "attachment" in respuesta["Content-Disposition"]
    respuesta.close()


def test_a_stranger_does_not_read_the_mail_of_a_case(client):
    recibido = llega(BuzonFactory(), correo())
    for quien in (None, recibido.incidencia.contacto.usuario, AgenteFactory(roles=["tecnico"])):
        if quien is not None:
            client.force_login(quien)
        respuesta = client.get(reverse("incidencias:correo_original", args=[recibido.pk]))
        assert respuesta.status_code in {302, 404}


def test_an_address_that_fails_is_seen_on_the_case_and_on_the_customer(oficina):
    from clientes.servicios import marcar_correo_que_falla

    incidencia = llega(BuzonFactory(), correo()).incidencia
    marcar_correo_que_falla(incidencia.contacto.correo, motivo="550 no existe")
    assert (
        "lo que le enviamos vuelve" in oficina.get(incidencia.get_absolute_url()).content.decode()
    )
    assert "550 no existe" in oficina.get(incidencia.cliente.get_absolute_url()).content.decode()


def test_a_mailbox_says_whose_jobs_it_reads(admin):
    admin.post(reverse("buzones:nuevo"), datos(perfil_encargos=["climarte", "hogar_norte"]))
    assert Buzon.objects.get().perfil_encargos == ["climarte", "hogar_norte"]
    respuesta = admin.post(reverse("buzones:nuevo"), datos(perfil_encargos=["nadie"]))
    assert respuesta.status_code == 422
