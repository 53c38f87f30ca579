"""Tags, filters and components that every screen uses."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

from nucleo.aspecto import DESCONOCIDO, aspecto_de, declarados, registrar_aspecto


def pintar(texto: str, **contexto) -> str:
    return Template("{% load marco %}" + texto).render(Context(contexto))


def test_an_icon_is_inline_and_silent_for_screen_readers():
    svg = pintar('{% icono "clock" 16 %}')
    assert svg.startswith("<svg")
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg


def test_every_declared_code_has_an_existing_icon():
    for (familia, codigo), aspecto in declarados().items():
        assert pintar("{% icono nombre %}", nombre=aspecto.icono), (familia, codigo)


def test_an_undeclared_code_still_has_a_face():
    assert aspecto_de("estado", "no_existe") == DESCONOCIDO


def test_a_tone_outside_the_palette_is_refused():
    with pytest.raises(ValueError, match="unknown tone"):
        registrar_aspecto("estado", "x", icono="clock", tono="fucsia")


def test_breadcrumbs_link_all_but_the_last():
    html = pintar('{% migas "Incidencias" "/incidencias/" "INC-26-000001" %}')
    assert html.count("<a ") == 1
    assert 'aria-current="page"' in html


@pytest.mark.parametrize(
    ("nombre", "siglas"),
    [("María José López Díaz", "ML"), ("Ana", "AN"), ("", "?"), ("Iván Núñez", "IN")],
)
def test_initials(nombre, siglas):
    assert pintar("{{ nombre|iniciales }}", nombre=nombre) == siglas


def test_an_address_breaks_before_its_at_and_its_dots():
    pintada = Template("{% load marco %}{{ c|correo_partible }}").render(Context({"c": "a.b@<i>"}))
    assert pintada == "a<wbr>.b<wbr>@&lt;i&gt;"


@pytest.mark.parametrize(
    ("cuantas", "que", "dicho"),
    [
        ("1", "correos", "correo"),
        ("1", "órdenes", "orden"),
        ("1", "incidencia", "incidencia"),
        ("0", "correos", "correos"),
        ("11", "clientes", "clientes"),
        ("más de 1.000", "llamadas", "llamadas"),
    ],
)
def test_a_list_of_one_is_told_in_singular(cuantas, que, dicho):
    pagina = {"cuantas": cuantas, "anterior": None, "siguiente": None}
    texto = render_to_string("componentes/mas.html", {"pagina": pagina, "que": que})
    assert f'<p class="mas__cuantas">{cuantas} {dicho}</p>' in texto


def test_a_sparkline_breaks_where_there_is_no_value():
    svg = pintar("{% minigrafico serie %}", serie=[1, 2, None, 3, 4])
    assert svg.count("M") == 2
    assert pintar("{% minigrafico serie %}", serie=[1]) == ""


def test_the_deadline_counts_in_the_browser_only_while_it_runs():
    ahora = timezone.now()
    corre = render_to_string("componentes/plazo.html", {"vence_en": ahora + timedelta(hours=5)})
    hecho = render_to_string("componentes/plazo.html", {"vence_en": ahora, "cumplido_en": ahora})
    assert "data-plazo=" in corre
    assert 'data-estado="en_plazo"' in corre
    assert "data-plazo=" not in hecho


def test_what_customers_write_is_escaped():
    html = render_to_string("componentes/persona.html", {"persona": "<script>alert(1)</script>"})
    assert "<script>" not in html


def test_nobody_responsible_is_said_in_words():
    assert "Sin responsable" in render_to_string("componentes/persona.html", {})


def test_an_unknown_figure_is_never_a_zero():
    html = render_to_string("componentes/cifra.html", {"titulo": "CSAT", "valor": None})
    assert "sin datos" in html


@pytest.mark.parametrize("pagina", ["404.html", "500.html", "403.html", "429.html"])
def test_error_pages_need_no_request(pagina):
    assert "<h1>" in render_to_string(pagina)
