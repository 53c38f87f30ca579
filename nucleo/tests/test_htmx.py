"""The same template gives the page and the piece."""

import pytest
from django.test import RequestFactory

from nucleo.htmx import pintar


@pytest.fixture
def pagina(settings, tmp_path):
    (tmp_path / "pagina.html").write_text(
        "{% load partials %}<h1>entera</h1>"
        "{% partialdef tabla inline %}<p>{{ n }}</p>{% endpartialdef %}"
    )
    motor = settings.TEMPLATES[0]
    cargador = ("django.template.loaders.filesystem.Loader", [tmp_path])
    opciones = {"loaders": [("template_partials.loader.Loader", [cargador])]}
    settings.TEMPLATES = [{**motor, "APP_DIRS": False, "OPTIONS": opciones}]

    def pedir(**cabeceras):
        request = RequestFactory().get("/", headers=cabeceras)
        return pintar(request, "pagina.html", {"n": 7}, fragmento="tabla", status=422)

    return pedir


def test_htmx_gets_the_piece(pagina):
    respuesta = pagina(**{"HX-Request": "true"})
    assert respuesta.content.decode() == "<p>7</p>"
    assert (respuesta.status_code, respuesta["Vary"]) == (422, "HX-Request")


@pytest.mark.parametrize(
    "cabeceras",
    [
        {},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ],
)
def test_everybody_else_gets_the_page(pagina, cabeceras):
    respuesta = pagina(**cabeceras)
    assert respuesta.content.decode() == "<h1>entera</h1><p>7</p>"
    assert respuesta["Vary"] == "HX-Request"
