"""The pages that a mail leads to speak the language of that mail."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from clientes.cobertura import veredicto_de
from clientes.tests.fabricas import ClienteFactory, CompraFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.linea import _decir, _frases, codigos_visibles_para_cliente
from incidencias.models import Mensaje, MotivoEspera, SentidoRespuesta
from incidencias.servicios.previas import (
    abrir_enlace_de_fotos,
    direccion_de,
    entregar_enlaces,
    tomar_borrador,
)
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.tests.fabricas_plazos import ContingenciaFactory
from incidencias.veredictos import corregir
from nucleo.enlaces import firmar
from nucleo.models import Comunicacion
from portal.tests.fabricas import ContactoConAccesoFactory, foto
from sat.models import ResultadoVisita

pytestmark = pytest.mark.django_db

DICHO = {
    "es": ("Qué ha pasado", "La verá una persona", "Mándenos las fotos"),
    "ca": ("Què ha passat", "La veurà una persona", "Enviï'ns les fotos"),
    "gl": ("Que pasou", "Verá unha persoa", "Mándenos as fotos"),
    "eu": ("Zer gertatu den", "Pertsona batek ikusiko du", "Bidali argazkiak"),
    "en": ("What has happened", "A person will read it", "Send us the photos"),
}
IDIOMAS = pytest.mark.parametrize("idioma", DICHO)


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def enlace_de(caso):
    token = firmar("seguimiento", caso.codigo, caso.enlace_version)
    return reverse("portal:seguimiento_enlace", args=[caso.codigo, token])


@IDIOMAS
def test_the_page_of_a_case_opened_from_a_mail_is_in_its_language(client, idioma):
    pagina = client.get(enlace_de(IncidenciaFactory(idioma=idioma))).content.decode()
    assert f'<html lang="{idioma}"' in pagina
    for frase in DICHO[idioma][:2]:
        assert frase in pagina
    assert (DICHO["es"][0] in pagina) == (idioma == "es")
    assert ("ahora mismo" in pagina) == (idioma == "es"), "dates too"


# --- What the page says of the cover, and of what happens to many


CUBIERTO = {
    "es": ("lo paga el vendedor (Electro Ñ)", "hasta el", "por qué"),
    "ca": ("ho paga el venedor (Electro Ñ)", "fins al", "per què"),
    "gl": ("págao o vendedor (Electro Ñ)", "ata o", "por que"),
    "eu": ("saltzaileak (Electro Ñ) ordaintzen du", "arte", "zergatik"),
    "en": ("paid by the seller (Electro Ñ)", "until", "why"),
}


def con_veredicto(idioma, dia, **compra):
    suya = CompraFactory(fecha_contrato=date(2023, 4, 5), **compra)
    veredicto = veredicto_de(suya.equipo, manifestacion=dia)
    return IncidenciaFactory(
        cliente=suya.equipo.cliente, equipo=suya.equipo, veredicto=veredicto, idioma=idioma
    )


@IDIOMAS
def test_who_pays_and_until_when_is_in_it_too(client, idioma):
    equipo = EquipoFactory(nuestro_papel="sat_oficial", vendedor="Electro Ñ")
    caso = con_veredicto(idioma, date(2024, 5, 6), equipo=equipo)
    pagina = client.get(enlace_de(caso)).text
    for frase in CUBIERTO[idioma]:
        assert frase in pagina
    assert ("El fallo se notó" in pagina) == (idioma == "es")
    assert ("reparación" in pagina and "Puede pedir" in pagina) == (idioma == "es")


@IDIOMAS
def test_and_so_is_a_no_with_its_day(client, idioma):
    dicho = {
        "es": "No cubierto: la garantía acabó el 5 abr 2026",
        "ca": "No cobert: la garantia va acabar el 5 d’abril de 2026".replace("’", "&#x27;"),
        "gl": "Non cuberto: a garantía rematou o 5 de abril de 2026",
        "eu": "Estali gabe: bermearen amaiera, 2026ko apirilaren 5a",
        "en": "Not covered: the guarantee ended on 5 April 2026",
    }
    pagina = client.get(enlace_de(con_veredicto(idioma, date(2026, 9, 1)))).text
    assert dicho[idioma] in pagina
    assert ("No cubierto" in pagina) == (idioma == "es")


def test_a_reason_that_nobody_translated_is_left_as_it_was_and_says_in_which_language(client):
    caso = con_veredicto("ca", date(2024, 5, 6))
    caso.veredicto["motivos"].append({"texto": "Porque lo digo yo.", "norma": "", "articulo": ""})
    caso.save(update_fields=["veredicto"])
    pagina = client.get(enlace_de(caso)).text
    assert '<li lang="es">Porque lo digo yo.' in pagina
    assert pagina.count('lang="es"') == 1, "and that is the only one"


def test_what_was_decided_by_a_person_and_shared_is_said_with_its_shares(client):
    caso = con_veredicto("en", date(2024, 5, 6))
    partes = {"piezas": 100, "mano_obra": 50, "desplazamiento": 0}
    caso.veredicto = corregir(
        caso.veredicto, estado="parcial", paga="contrato", partes=partes, hasta=None
    )
    caso.save(update_fields=["veredicto"])
    pagina = client.get(enlace_de(caso)).text
    assert "Partly covered" in pagina
    assert "paid by the contract" in pagina
    assert "You pay: 50% of labour and travel." in pagina


@IDIOMAS
def test_a_contingency_is_framed_in_it_around_what_was_written(client, idioma):
    ContingenciaFactory(nombre="Corte de luz")
    sede = SedeFactory(provincia="41")
    dicho = {
        "es": "Esto afecta a varios clientes",
        "ca": "Això afecta diversos clients",
        "gl": "Isto afecta a varios clientes",
        "eu": "Bezero batzuei eragiten die",
        "en": "This affects several customers",
    }
    caso = IncidenciaFactory(idioma=idioma, cliente=sede.cliente, sede=sede)
    pagina = client.get(enlace_de(caso)).text
    assert dicho[idioma] in pagina
    assert '<p lang="es"><strong>Corte de luz</strong>' in pagina


def test_what_is_waited_for_is_named_in_it(client):
    motivo = MotivoEspera.objects.get(codigo="pieza")
    caso = IncidenciaFactory(idioma="eu", estado="en_espera", motivo_espera=motivo)
    assert "Llegada de una pieza" not in client.get(enlace_de(caso)).text


class Todo(dict):
    """The data of an event, whatever its phrase asks for."""

    def __missing__(self, clave):
        return ""


def test_every_step_that_a_customer_reads_is_said_in_the_four():
    """Those that are composed too, however they are."""
    datos = [
        {"canal": "portal"},
        {"canal": "portal", "propia": True},
        {"por_silencio": True},
        {"desde": "2026-04-05T10:00:00+02:00", "hasta": "2026-04-05T11:00:00+02:00"},
        {"llega_el": "2026-04-05"},
        {"llega_el": "2026-04-05", "antes": "2026-04-01"},
        *({"sentido": sentido} for sentido in SentidoRespuesta.values),
        *({"resultado": resultado} for resultado in ResultadoVisita.values),
    ]
    sucesos = [
        SimpleNamespace(datos=Todo(unos), evento=SimpleNamespace(codigo="")) for unos in datos
    ]

    def dichas(idioma):
        with translation.override(idioma):
            return {
                (codigo, n): _decir(_frases[codigo].texto, suceso)
                for codigo in codigos_visibles_para_cliente()
                for n, suceso in enumerate(sucesos)
            }

    castellanas = dichas("es")
    for idioma in set(DICHO) - {"es"}:
        iguales = {clave for clave, frase in dichas(idioma).items() if frase == castellanas[clave]}
        assert iguales == set(), idioma


# --- A link that opens nothing

NADA = {
    "es": ("Este enlace no abre nada", "Este enlace ya no sirve", "Esta etiqueta ya no vale"),
    "ca": ("Aquest enllaç no obre res", "Aquest enllaç ja no serveix", "Aquesta etiqueta ja no"),
    "gl": ("Esta ligazón non abre nada", "Esta ligazón xa non serve", "Esta etiqueta xa non vale"),
    "eu": ("Esteka honek ez du ezer irekitzen", "Esteka honek ez du balio", "Etiketa honek ez"),
    "en": ("This link opens nothing", "This link no longer works", "This label is no longer"),
}


@IDIOMAS
def test_it_says_so_in_the_language_of_the_browser(client, idioma):
    caso = IncidenciaFactory(idioma="gl")
    rutas = [
        reverse("portal:seguimiento_enlace", args=[caso.codigo, "x" * 32]),
        reverse("portal:fotos", args=["x" * 32]),
        reverse("portal:etiqueta", args=["x" * 32]),
    ]
    for ruta, frase in zip(rutas, NADA[idioma], strict=True):
        respuesta = client.get(ruta, headers={"Accept-Language": f"fr,{idioma}-ES;q=0.8,es;q=0.5"})
        assert respuesta.status_code == 404
        assert frase in respuesta.text
        assert f'<html lang="{idioma}"' in respuesta.text
        assert "Accept-Language" in respuesta["Vary"]
    assert NADA["es"][0] in client.get(rutas[0]).text, "and in Spanish to who does not say"


def test_who_had_the_link_before_it_was_changed_reads_it_in_the_language_of_the_case(client):
    caso = IncidenciaFactory(idioma="eu")
    antes = enlace_de(caso)
    type(caso).objects.filter(pk=caso.pk).update(enlace_version=2)
    respuesta = client.get(antes, headers={"Accept-Language": "en"})
    assert respuesta.status_code == 404
    assert NADA["eu"][0] in respuesta.text


def test_and_so_does_who_opens_a_link_for_photos_too_late(client):
    cliente = ClienteFactory(idioma="ca")
    enlace = abrir_enlace_de_fotos(uuid4(), por=AgenteFactory(), cliente=cliente)
    direccion = direccion_de(enlace)
    type(enlace).objects.update(caduca_en=timezone.now() - timedelta(minutes=1))
    assert NADA["ca"][1] in client.get(direccion, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("pedido", ["", "fr", "*", "xx-YY;q=hola", "gl;q=0", ";;,,", "e" * 600])
def test_what_is_not_one_of_ours_is_spanish(client, pedido):
    pagina = client.get(reverse("portal:seguimiento"), headers={"Accept-Language": pedido}).text
    assert '<html lang="es"' in pagina


@pytest.mark.parametrize(
    ("idioma", "titulo", "falta", "enviado"),
    [
        ("ca", "Seguir una incidència", "Escrigui el codi", "Miri el seu correu"),
        ("gl", "Seguir unha incidencia", "Escriba o código", "Mire o seu correo"),
        ("eu", "Kasu baten jarraipena", "Idatzi kasuaren kodea", "Begiratu zure posta"),
        ("en", "Follow a case", "Enter the code", "Check your e-mail"),
    ],
)
def test_and_another_link_is_asked_for_in_it(client, idioma, titulo, falta, enviado):
    quiere = {"Accept-Language": idioma}
    ruta = reverse("portal:seguimiento")
    assert titulo in client.get(ruta, headers=quiere).text
    mal = client.post(ruta, {"codigo": "", "correo": "x@y.example"}, headers=quiere)
    assert mal.status_code == 422
    assert falta in mal.text
    bien = client.post(ruta, {"codigo": "INC-1", "correo": "x@y.example"}, headers=quiere)
    assert enviado in bien.text


def test_what_is_wrong_is_said_in_it_too_and_so_is_what_was_done(client):
    caso = IncidenciaFactory(idioma="ca")
    vacio = client.post(enlace_de(caso), {"accion": "mensaje", "texto": " "})
    assert vacio.status_code == 422
    assert "Escrigui el missatge abans d&#x27;enviar-lo." in vacio.content.decode()
    hecho = client.post(enlace_de(caso), {"accion": "mensaje", "texto": "Torna a fallar."})
    assert [str(uno) for uno in get_messages(hecho.wsgi_request)] == ["Hem rebut el seu missatge."]
    assert Mensaje.objects.get(incidencia=caso).texto == "Torna a fallar."


def test_who_signs_in_finds_the_portal_as_it_is(client):
    contacto = ContactoConAccesoFactory()
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto, idioma="ca")
    client.force_login(contacto.usuario)
    pagina = client.get(reverse("portal:incidencia", args=[caso.codigo])).content.decode()
    assert '<html lang="es"' in pagina
    assert DICHO["es"][0] in pagina


def test_after_it_the_next_page_is_in_spanish_again(client):
    client.get(enlace_de(IncidenciaFactory(idioma="eu")))
    assert "Hablar con una persona" in client.get(reverse("portal:seguimiento")).content.decode()


@IDIOMAS
def test_the_page_for_photos_is_in_the_language_of_who_was_sent_it(client, idioma):
    enlace = abrir_enlace_de_fotos(
        uuid4(), por=AgenteFactory(), cliente=ClienteFactory(idioma=idioma)
    )
    direccion = direccion_de(enlace)
    assert DICHO[idioma][2] in client.get(direccion).content.decode()
    enviada = client.post(direccion, {"ficheros": [foto()]}, follow=True)
    assert ("Nos ha llegado 1 foto" in enviada.content.decode()) == (idioma == "es")


def test_and_in_that_of_its_case_once_there_is_one(client):
    agente, uid = AgenteFactory(), uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    assert DICHO["es"][2] in client.get(direccion_de(enlace)).content.decode()
    entregar_enlaces(tomar_borrador(uid, por=agente), IncidenciaFactory(idioma="gl"))
    assert DICHO["gl"][2] in client.get(direccion_de(enlace)).content.decode()


@IDIOMAS
def test_who_asks_for_the_link_gets_it_in_the_language_of_the_case(client, idioma):
    cliente = ClienteFactory(correo="marta@cliente.example")
    caso = IncidenciaFactory(cliente=cliente, idioma=idioma)
    client.post(reverse("portal:seguimiento"), {"codigo": caso.codigo, "correo": cliente.correo})
    enviada = Comunicacion.objects.get(plantilla="seguimiento")
    assert enviada.idioma == idioma
    assert caso.codigo in enviada.asunto
