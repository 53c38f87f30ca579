"""The mails of a case, as they arrive."""

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from incidencias import avisos
from incidencias.tests.fabricas import IncidenciaFactory, MensajeFactory
from nucleo.entrega import entregar_pendientes
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db

SIN_RELLENAR = ("{{", "{%", "None", "datos.")


@pytest.fixture(autouse=True)
def _ruta(settings):
    settings.RUTA_SEGUIMIENTO, settings.ROOT_URLCONF = "seguir", "nucleo.tests.rutas"


@pytest.fixture
def recibir(servidor_correo):
    """Queue one mail of a case of a customer with that manner, deliver it, return its bodies."""

    def entregar(trato, avisar, **campos):
        cliente = ClienteFactory(trato=trato, correo="marta@cliente.example", nombre="Marta Ruiz")
        avisar(IncidenciaFactory(cliente=cliente, **campos))
        assert entregar_pendientes() == 1, Comunicacion.objects.get().ultimo_error
        mensaje = servidor_correo.mensajes[-1]
        return mensaje, [mensaje.get_body((tipo,)).get_content() for tipo in ("plain", "html")]

    return entregar


def responder(incidencia):
    avisos.comunicar_respuesta(MensajeFactory(incidencia=incidencia, texto="Vamos el lunes."))


@pytest.mark.parametrize("trato", ["tu", "usted"])
@pytest.mark.parametrize(
    "avisar",
    [
        avisos.avisar_acuse,
        responder,
        avisos.avisar_resolucion,
        avisos.avisar_de_cierre,
        avisos.avisar_reapertura,
    ],
)
def test_each_mail_arrives_whole_with_code_and_link(recibir, trato, avisar):
    mensaje, cuerpos = recibir(trato, avisar, resuelta=True)
    codigo = Comunicacion.objects.get().referencia
    assert codigo in mensaje["Subject"]
    for cuerpo in cuerpos:
        assert codigo in cuerpo
        assert f"/seguir/{codigo}/" in cuerpo
        assert not [resto for resto in SIN_RELLENAR if resto in cuerpo]


def test_each_is_addressed_as_the_customer_wants(recibir):
    _mensaje, (de_tu, _html) = recibir("tu", avisos.avisar_de_cierre)
    assert "Tu caso" in de_tu
    assert "dínoslo" in de_tu


def test_the_receipt_says_when_it_arrived(recibir):
    en = timezone.now().replace(year=2026, month=4, day=5, hour=8, minute=32)
    _mensaje, (texto, _html) = recibir("usted", avisos.avisar_acuse, ocurrida_en=en)
    assert "el 5 de abril de 2026 a las 10:32" in texto


def test_an_address_not_yet_proved_gets_no_content(recibir):
    _mensaje, cuerpos = recibir(
        "usted", avisos.avisar_acuse, asunto="Asunto privado", descripcion="Algo privado"
    )
    assert not [cuerpo for cuerpo in cuerpos if "privado" in cuerpo]


def test_a_person_s_reply_is_not_marked_as_automatic(recibir):
    mensaje, (texto, _html) = recibir("usted", responder)
    assert mensaje["Auto-Submitted"] == "no"
    assert "Vamos el lunes." in texto


def test_html_typed_by_an_agent_stays_text(recibir):
    def con_html(incidencia):
        avisos.comunicar_respuesta(MensajeFactory(incidencia=incidencia, texto="<b>a</b> & b"))

    _mensaje, (texto, html) = recibir("usted", con_html)
    assert "<b>a</b> & b" in texto
    assert "&lt;b&gt;a&lt;/b&gt; &amp; b" in html
