"""The screens of the indicators: who sees them, what they say, what they refuse."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    CoordinadorFactory,
    GestorFactory,
    GrupoFactory,
    TecnicoFactory,
)
from encuestas.tests.fabricas import RespuestaFactory
from incidencias.models import Estado
from incidencias.tests.fabricas import CategoriaFactory
from indicadores.catalogo import CATALOGO
from indicadores.models import Meta
from indicadores.tests.fabricas import LlegadaFactory, MetaFactory, ResueltaFactory, el, medir

pytestmark = pytest.mark.django_db
HOY = el("2026-03-20", "12:00")
MARZO = "?desde=2026-03-01&hasta=2026-03-19"


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel(HOY, tick=False):
        yield


@pytest.fixture
def gestor(client):
    usuario = GestorFactory()
    client.force_login(usuario)
    return client


def url(nombre, *args):
    return reverse(f"indicadores:{nombre}", args=args)


PAGINAS = [
    url("portada"),
    url("detalle", "csat"),
    url("filas", "csat"),
    url("exportar", "csat"),
]


# --- Who


@pytest.mark.parametrize("pagina", [*PAGINAS, url("meta", "csat")])
@pytest.mark.parametrize("quien", [AgenteFactory, TecnicoFactory, ClienteUsuarioFactory])
def test_who_has_no_part_in_it_finds_nothing(client, quien, pagina):
    client.force_login(quien())
    assert client.get(pagina).status_code == 404


def test_the_anonymous_are_asked_who_they_are(client):
    assert client.get(url("portada")).status_code == 302


@pytest.mark.parametrize("pagina", PAGINAS)
def test_a_coordinator_sees_them(client, pagina):
    client.force_login(CoordinadorFactory())
    assert client.get(pagina).status_code == 200


def test_a_coordinator_sets_no_targets(client):
    client.force_login(CoordinadorFactory())
    assert client.get(url("meta", "csat")).status_code == 404
    assert url("meta", "csat") not in client.get(url("detalle", "csat")).text


@pytest.mark.parametrize("nombre", ["detalle", "filas", "meta", "exportar"])
def test_an_indicator_that_is_not_there_is_not_found(gestor, nombre):
    assert gestor.get(url(nombre, "felicidad")).status_code == 404


# --- What they say


def test_an_empty_installation_says_what_will_come(gestor):
    assert "Todavía no hay indicadores" in gestor.get(url("portada")).text
    assert gestor.get(url("detalle", "nps")).status_code == 200


@pytest.mark.parametrize("codigo", CATALOGO)
def test_every_indicator_has_its_page_with_and_without_data(gestor, codigo):
    assert "Sin datos en estos días" in gestor.get(url("detalle", codigo) + MARZO).text
    ResueltaFactory(segundos_respuesta=60)
    RespuestaFactory(respondida_en=el("2026-03-02"), invitacion__enviada_en=el("2026-03-02"))
    medir()
    pagina = gestor.get(url("detalle", codigo) + MARZO)
    assert pagina.status_code == 200
    assert str(CATALOGO[codigo].formula) in pagina.text.replace("&quot;", '"')
    assert gestor.get(url("filas", codigo) + MARZO, follow=True).status_code == 200


def test_a_card_tells_value_n_interval_and_target(gestor):
    MetaFactory(objetivo=90)
    for csat in (5, 4, 4, 1):
        RespuestaFactory(csat=csat, respondida_en=el("2026-03-02"))
    medir()
    pagina = gestor.get(url("portada") + MARZO).text
    assert '75,0<span class="cifra__unidad">%</span>' in pagina
    assert "n = 4 · IC 95 % 30,1–95,4" in pagina
    assert "meta ≥\xa090,0\xa0%" in pagina


def test_an_nps_of_four_answers_is_insufficient(gestor):
    for _ in range(4):
        RespuestaFactory(respondida_en=el("2026-03-02"))
    medir()
    assert "insuficiente: hacen falta 30" in gestor.get(url("portada") + MARZO).text


def test_nothing_in_those_days_is_not_a_zero(gestor):
    ResueltaFactory()
    medir()
    pagina = gestor.get(url("portada") + "?desde=2026-03-10&hasta=2026-03-12").text
    assert "Nada en estos días" in pagina


def test_on_the_first_day_it_offers_what_is_measured(gestor):
    """The range ends yesterday by default, and there was nothing yet."""
    ResueltaFactory()
    medir()
    pagina = gestor.get(url("portada") + "?desde=2026-02-01&hasta=2026-02-03").text
    assert "Ver hasta el último día medido" in pagina


def test_without_dates_it_shows_the_last_ninety_days_up_to_yesterday(gestor):
    rango = gestor.get(url("portada")).context["rango"]
    assert (rango.desde, rango.hasta) == (date(2025, 12, 20), date(2026, 3, 19))


def test_a_name_with_html_is_shown_as_text(gestor):
    LlegadaFactory(categoria=CategoriaFactory(nombre="<script>alert(1)</script>"))
    medir()
    pagina = gestor.get(url("detalle", "llegadas") + MARZO + "&por=categoria").text
    assert "<script>alert(1)</script>" not in pagina
    assert "&lt;script&gt;alert(1)" in pagina


@pytest.mark.parametrize("pagina", [url("portada"), url("detalle", "t_respuesta")])
def test_the_cost_of_a_page_does_not_grow_with_the_cases_nor_the_days(gestor, consultas, pagina):
    LlegadaFactory(segundos_respuesta=60, categoria=CategoriaFactory())
    medir()
    con_uno = consultas(gestor.get, pagina + MARZO + "&por=categoria")
    for n in range(1, 16):
        LlegadaFactory(
            dia=f"2026-03-{n:02}",
            segundos_respuesta=60 * n,
            categoria=CategoriaFactory(),
            grupo=GrupoFactory(),
        )
    medir()
    assert consultas(gestor.get, pagina + "?desde=2024-03-01&por=categoria") == con_uno


# --- What they refuse


@pytest.mark.parametrize(
    ("consulta", "frase"),
    [
        ("?desde=ayer", "Escribe una fecha"),
        ("?desde=2026-02-30", "Escribe una fecha"),
        ("?desde=1900-01-01", "anteriores al año 2000"),
        ("?hasta=3000-01-01", "aún no ha llegado"),
        ("?desde=2026-03-05&hasta=2026-03-01", "anterior al primero"),
        ("?desde=2005-01-01&hasta=2026-03-01", "diez años"),
        ("?periodo=lustro", "día, semana o mes"),
        ("?comparar=<script>", "anterior"),
    ],
)
@pytest.mark.parametrize("pagina", [url("portada"), url("detalle", "csat")])
def test_days_that_cannot_be_get_a_sentence_and_the_usual_page(gestor, pagina, consulta, frase):
    respuesta = gestor.get(pagina + consulta)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert respuesta.context["rango"].hasta == date(2026, 3, 19)


def test_a_dimension_it_does_not_have_gets_a_sentence(gestor):
    respuesta = gestor.get(url("detalle", "fcr") + "?por=tecnico")
    assert respuesta.status_code == 422
    assert "no se desglosa por «tecnico»" in respuesta.text


@pytest.mark.parametrize(
    "consulta",
    ["?dia=ayer", "?por=tecnico", "?por=x", "?parte=todo", "?desde=2026-03-05&hasta=2026-03-01"],
)
def test_rows_that_nobody_could_ask_for_are_not_found(gestor, consulta):
    assert gestor.get(url("filas", "fcr") + consulta).status_code == 404


# --- The rows


def test_the_rows_are_those_that_were_counted(gestor):
    contada = ResueltaFactory()
    ResueltaFactory(dia="2026-03-03")
    LlegadaFactory()
    pagina = gestor.get(url("filas", "fcr") + "?dia=2026-03-02").text
    assert contada.codigo in pagina
    assert "a la primera" in pagina
    assert pagina.count("data-fila") == 1


def test_the_rows_of_a_part_and_of_a_value(gestor):
    buena = ResueltaFactory(canal="correo")
    mala = ResueltaFactory(canal="correo", contactos_cliente=3)
    ResueltaFactory(canal="telefono")
    consulta = "?dia=2026-03-02&por=canal&valor=correo"
    assert gestor.get(url("filas", "fcr") + consulta).text.count("data-fila") == 2
    aciertos = gestor.get(url("filas", "fcr") + consulta + "&parte=aciertos").text
    assert buena.codigo in aciertos
    assert mala.codigo not in aciertos
    fallos = gestor.get(url("filas", "fcr") + consulta + "&parte=fallos").text
    assert mala.codigo in fallos
    assert "hizo falta más" in fallos


def test_what_still_waits_is_among_the_rows(gestor):
    LlegadaFactory()
    pagina = gestor.get(url("filas", "t_respuesta") + "?dia=2026-03-02&parte=pendientes").text
    assert "aún sin respuesta" in pagina


def test_the_answer_is_told_in_its_row(gestor):
    RespuestaFactory(csat=2, respondida_en=el("2026-03-02"))
    pagina = gestor.get(url("filas", "csat") + "?dia=2026-03-02").text
    assert "2 · no satisfecho (1–3)" in pagina


def test_the_rows_of_a_restricted_group_stay_its_own(gestor):
    ajena = ResueltaFactory(grupo=GrupoFactory(es_restringido=True))
    propia = ResueltaFactory(grupo=GrupoFactory(es_restringido=False))
    pagina = gestor.get(url("filas", "fcr") + "?dia=2026-03-02").text
    assert propia.codigo in pagina
    assert ajena.codigo not in pagina


def test_the_rows_of_a_blocked_customer_are_not_shown(gestor):
    ResueltaFactory(cliente=ClienteFactory(bloqueado_en=el("2026-03-10")))
    assert "Ninguna incidencia" in gestor.get(url("filas", "fcr") + "?dia=2026-03-02").text


def test_the_cost_of_the_rows_does_not_grow(gestor, consultas):
    def completa():
        return ResueltaFactory(
            grupo=GrupoFactory(), categoria=CategoriaFactory(), responsable=AgenteFactory()
        )

    completa()
    con_una = consultas(gestor.get, url("filas", "fcr") + MARZO)
    for _ in range(19):
        completa()
    assert consultas(gestor.get, url("filas", "fcr") + MARZO) == con_una


def test_many_rows_go_on_in_another_page(gestor):
    for _ in range(51):
        ResueltaFactory(suceso=False)
    pagina = gestor.get(url("filas", "fcr") + "?dia=2026-03-02")
    assert pagina.text.count("data-fila") == 50
    resto = gestor.get(url("filas", "fcr") + pagina.context["pagina"].siguiente)
    assert resto.text.count("data-fila") == 1


def test_of_many_days_only_the_last_three_months_are_shown(gestor):
    ResueltaFactory(dia="2025-01-10", estado=Estado.RESUELTA)
    pagina = gestor.get(url("filas", "fcr") + "?desde=2025-01-01&hasta=2026-03-19").text
    assert "tres últimos meses" in pagina
    assert "Ninguna incidencia" in pagina


# --- CSV


def test_the_csv_opens_in_a_spanish_excel(gestor):
    categoria = CategoriaFactory(nombre="=1+1")
    for _ in range(3):
        ResueltaFactory(canal="correo", categoria=categoria)
    ResueltaFactory(contactos_cliente=2)
    medir()
    respuesta = gestor.get(url("exportar", "fcr") + MARZO + "&por=categoria&periodo=mes")
    lineas = respuesta.getvalue().decode("utf-8").split("\r\n")
    assert lineas[0].startswith("\ufeffdesde;hasta;dimension;")
    assert lineas[1].startswith("2026-03-01;2026-03-19;total;;4;3;1;0;75;30,0642;95,4413;")
    assert "'=1+1" in "".join(lineas)
    assert "attachment" in respuesta["Content-Disposition"]


def test_the_csv_of_impossible_days_goes_back_to_the_page_that_says_why(gestor):
    respuesta = gestor.get(url("exportar", "fcr") + "?desde=ayer")
    assert respuesta.url == url("detalle", "fcr") + "?desde=ayer"


# --- Targets


def test_a_target_is_set_from_a_day_on(gestor):
    respuesta = gestor.post(
        url("meta", "t_respuesta"), {"objetivo": "1,5", "vigente_desde": "2026-04-01"}
    )
    assert respuesta.status_code == 302
    meta = Meta.objects.get()
    assert (meta.indicador, meta.objetivo) == ("t_respuesta", 5400)
    assert meta.vigente_desde == date(2026, 4, 1)


def test_an_empty_target_means_none_from_that_day_on(gestor):
    gestor.post(url("meta", "csat"), {"objetivo": "", "vigente_desde": "2026-04-01"})
    assert Meta.objects.get().objetivo is None


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"objetivo": "mucho"}, "Escribe un número"),
        ({"objetivo": "101"}, "va de 0 a 100"),
        ({"objetivo": "-1"}, "va de 0 a 100"),
        ({"objetivo": "9" * 40}, "dígitos"),
        ({"vigente_desde": ""}, "desde qué día"),
        ({"vigente_desde": "1900-01-01"}, "no es creíble"),
        ({"vigente_desde": "3000-01-01"}, "no es creíble"),
        ({"vigente_desde": "<b>hoy</b>"}, "Escribe una fecha"),
        ({"vigente_desde": "2026-01-01"}, "ya tiene un objetivo"),
    ],
)
def test_a_target_that_cannot_be_says_why_and_loses_nothing(gestor, cambio, frase):
    MetaFactory()
    datos = {"objetivo": "85", "vigente_desde": "2026-04-01", **cambio}
    respuesta = gestor.post(url("meta", "csat"), datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert Meta.objects.count() == 1
    assert respuesta.context["form"]["objetivo"].value() == datos["objetivo"]


def test_a_count_has_no_target(gestor):
    assert gestor.get(url("meta", "llegadas")).status_code == 404
