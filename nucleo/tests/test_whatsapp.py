"""The rule of 24 hours, and an outbox that does not feign a provider."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.comunicaciones import encolar
from nucleo.entrega import entregar_pendientes
from nucleo.models.comunicaciones import Canal, Destino
from nucleo.whatsapp import VENTANA, PlantillaAprobada, admite_texto_libre, hay_proveedor

AHORA = datetime(2026, 11, 22, 12, tzinfo=UTC)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_free_text_only_within_24_hours_of_their_last_message(hace):
    assert admite_texto_libre(AHORA - hace, AHORA) is (hace < VENTANA)


@pytest.mark.parametrize(
    ("hace_s", "admite"), [(0, True), (86_399, True), (86_400, False), (-1, False)]
)
def test_at_24_hours_sharp_it_has_closed(hace_s, admite):
    assert admite_texto_libre(AHORA - timedelta(seconds=hace_s), AHORA) is admite


def test_to_who_never_wrote_only_a_template():
    assert not admite_texto_libre(None, AHORA)


class Proveedor:
    enviados: list = []

    def enviar_texto(self, *, para, texto, clave):
        self.enviados.append(("texto", para, texto, clave))

    def enviar_plantilla(self, *, para, plantilla, clave):
        self.enviados.append(("plantilla", para, plantilla, clave))


@pytest.fixture
def proveedor(settings):
    settings.WHATSAPP_PROVEEDOR = f"{__name__}.Proveedor"
    Proveedor.enviados.clear()
    return Proveedor


def cola(**datos):
    return encolar(
        clave="w1",
        plantilla="",
        para="+34600123456",
        asunto="",
        canal=Canal.WHATSAPP,
        datos={"texto": "Hola"} | datos,
    )


def entregar(comunicacion):
    entregar_pendientes()
    comunicacion.refresh_from_db()
    return comunicacion


@pytest.mark.django_db
def test_without_a_provider_it_says_so_and_is_not_tried_again():
    assert not hay_proveedor()
    fila = entregar(cola(ultimo_del_cliente_en=datetime.now(UTC).isoformat()))
    assert (fila.destino, fila.enviado_en) == (Destino.FALLIDA, None)
    assert "ningún proveedor de WhatsApp" in fila.ultimo_error


@pytest.mark.django_db
def test_within_the_window_the_provider_gets_the_text(proveedor):
    fila = entregar(cola(ultimo_del_cliente_en=datetime.now(UTC).isoformat()))
    assert fila.destino == Destino.ENVIADA
    assert proveedor.enviados == [("texto", "+34600123456", "Hola", "w1")]


@pytest.mark.django_db
def test_past_it_the_approved_template_leaves_or_nothing_does(proveedor):
    ayer = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    plantilla = {"nombre": "cita", "idioma": "es", "variables": {"dia": "martes"}}
    fila = entregar(cola(ultimo_del_cliente_en=ayer, plantilla_aprobada=plantilla))
    assert fila.destino == Destino.ENVIADA
    assert proveedor.enviados[0][2] == PlantillaAprobada(**plantilla)


@pytest.mark.django_db
def test_past_it_and_without_a_template_it_fails_with_its_reason(proveedor):
    fila = entregar(cola())
    assert fila.destino == Destino.FALLIDA
    assert "24 horas" in fila.ultimo_error
    assert proveedor.enviados == []
