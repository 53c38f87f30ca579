"""What comes in is bounded before anything reads it."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadhandler import StopUpload
from django.http import HttpResponse
from django.test import RequestFactory

from nucleo.entrada import TopeDeSubida, acotar_entrada, no_recordar

pytestmark = pytest.mark.django_db


class NadieLoLee:
    """A body that complains when somebody touches it."""

    def read(self, *args):
        raise AssertionError("leído")

    readline = read


@pytest.mark.parametrize(
    ("ruta", "tipo"), [("/cuentas/login/", "text/html"), ("/api/v1/x/", "application/problem+json")]
)
def test_200_megabytes_are_refused_without_reading_them(client, ruta, tipo):
    respuesta = client.post(
        ruta,
        CONTENT_LENGTH=str(200 * 1024**2),
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": NadieLoLee()},
    )
    assert respuesta.status_code == 413
    assert respuesta["Content-Type"].startswith(tipo)
    assert "110 MB" in respuesta.content.decode()


def test_what_fits_goes_on(settings):
    request = RequestFactory().post("/", {"a": "b"})
    assert acotar_entrada(lambda recibida: recibida)(request) is request


@pytest.mark.parametrize("ruta", ["/a%00b/", "/?q=a%00b"])
def test_a_nul_in_the_address_is_refused(client, ruta):
    respuesta = client.get(ruta)
    assert respuesta.status_code == 400
    assert "caracteres imposibles" in respuesta.content.decode()


def test_a_body_longer_than_it_said_is_cut_short(settings):
    settings.SUBIDA_MAX_BYTES = 10
    tope = TopeDeSubida(RequestFactory().post("/"))
    tope.handle_raw_input()
    assert tope.receive_data_chunk(b"12345", 0) == b"12345"
    with pytest.raises(StopUpload):
        tope.receive_data_chunk(b"678901", 5)


@pytest.mark.parametrize(("dicho", "queda"), [("", "private, no-cache"), ("no-store", "no-store")])
def test_a_signed_in_page_is_not_kept_and_what_a_view_says_stays(dicho, queda):
    def pintar(request):
        return HttpResponse(headers={"Cache-Control": dicho} if dicho else {})

    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True)
    assert no_recordar(pintar)(request)["Cache-Control"] == queda
