"""Finding cases: codes first, words and files, what people call things, only one's own."""

import pytest

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import GrupoFactory
from incidencias.busqueda import buscar_incidencias, parecidas
from incidencias.models import Incidencia
from incidencias.palabras import numero_escrito, palabras_buscadas, sinonimos_de
from incidencias.tests.fabricas import (
    AdjuntoFactory,
    IncidenciaFactory,
    MensajeFactory,
    NotaFactory,
)
from nucleo.resaltado import muestra, resaltar

pytestmark = pytest.mark.django_db


def halladas(texto, **opciones):
    return set(buscar_incidencias(Incidencia.objects.all(), texto, **opciones))


@pytest.fixture
def otra():
    return IncidenciaFactory(asunto="Otra cosa", descripcion="", cliente=ClienteFactory(nombre="Z"))


# --- What is written down exactly


@pytest.mark.parametrize(
    "forma",
    [
        *("{}", "inc {1} {2}", "aviso {n}", "Incidencia nº {n}", "{n}", "{1}-{n}"),
        *("aviso {}", "Re: [{}] No enfría", "{}.", "inc–{1}–{2}"),
    ],
)
def test_a_code_a_number_or_an_aviso_is_that_case(forma, otra):
    una = IncidenciaFactory()
    partes = una.codigo.split("-")
    texto = forma.format(una.codigo, partes[1], partes[2], n=int(partes[2]))
    assert halladas(texto) == {una}


def test_what_only_begins_like_a_code_is_not_one(otra):
    una = IncidenciaFactory(asunto="Pieza inc-26-0001234567 rota")
    assert halladas("inc-26-0001234567") == {una}


# --- Words


def test_by_the_name_of_a_file_and_what_is_said_in_messages(otra):
    una = IncidenciaFactory(asunto="No enciende")
    AdjuntoFactory(incidencia=una, nombre="factura_compra-2024.pdf")
    MensajeFactory(incidencia=una, texto="Le mando la placa de características")
    assert halladas("factura") == halladas("características") == halladas("compra 2024") == {una}
    assert halladas("factura_compra-2024.pdf") == halladas("compra-2024.pdf") == {una}
    assert halladas("factura_compra-2023.pdf") == set()


def test_notes_and_their_files_are_not_for_who_may_not_read_them(otra):
    una = IncidenciaFactory(asunto="No enciende")
    NotaFactory(incidencia=una, texto="Cliente moroso")
    AdjuntoFactory(incidencia=una, nombre="informe interno.pdf", es_publico=False)
    assert halladas("moroso") == halladas("informe") == {una}
    assert halladas("moroso", con_notas=False) == halladas("informe", con_notas=False) == set()


def test_by_the_telephone_of_a_contact(otra):
    contacto = ContactoFactory(telefono="+34699887766")
    una = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    assert halladas("699 88 77 66") == {una}


def test_what_people_call_it_finds_what_it_is_called(otra):
    una = IncidenciaFactory(asunto="Segunda incidencia con el horno")
    assert halladas("avisos horno") == {una}
    con_parte = IncidenciaFactory(asunto="Pide copia del parte")
    assert con_parte in halladas("intervención")
    assert halladas("avisos lavadora") == set()


def test_synonyms_are_of_words_and_not_of_their_pieces():
    assert sinonimos_de("avisos") == ("incidencia",)
    assert sinonimos_de("partes") == ("orden", "intervencion")
    assert sinonimos_de("apartes") == ()
    assert numero_escrito("aviso 12") == 12
    assert numero_escrito("caldera 12") is None


@pytest.mark.parametrize(
    ("escrito", "buscado"),
    [
        ("horno roto", "horno roto"),
        ("avisos horno", "avisos horno or incidencia horno"),
        ('"aviso de corte"', '"aviso de corte"'),
        ("caldera or aviso", "caldera or aviso"),
        ("aviso " * 9, ("aviso " * 9).strip()),
    ],
)
def test_other_words_for_the_same_are_written_out_in_one_question(escrito, buscado):
    assert palabras_buscadas(escrito) == buscado


def test_a_common_word_is_not_counted_again_and_another_is(monkeypatch, consultas):
    monkeypatch.setattr("incidencias.busqueda.TOPE_COMUN", 1)
    for _ in range(2):
        IncidenciaFactory(asunto="Caldera", descripcion="")
    una = IncidenciaFactory(asunto="Horno", descripcion="")
    assert len(halladas("caldera")) == 2
    assert consultas(halladas, "caldera") == 1
    IncidenciaFactory(asunto="Caldera", descripcion="")
    assert len(halladas("caldera")) == 3
    assert halladas("horno") == {una}


@pytest.mark.parametrize(
    "texto", ["", "'", '"', "a\x00b", "%", "\\", "aviso -", "((", "🙂", "x" * 500]
)
def test_nothing_that_is_typed_breaks_it(texto, otra):
    halladas(texto)


def test_a_word_common_in_messages_and_rare_in_subjects_is_still_found(otra, monkeypatch):
    monkeypatch.setattr("incidencias.busqueda.TOPE_COMUN", 2)
    casos = IncidenciaFactory.create_batch(4, asunto="No va", descripcion="")
    for caso in casos:
        MensajeFactory(incidencia=caso, texto="Huele a quemado")
    assert halladas("quemado") == set(casos[2:])  # those of the latest messages


# --- On the screen


def test_what_was_looked_for_is_marked_in_the_subject_and_told_when_it_is_elsewhere(oficina):
    IncidenciaFactory(asunto="La válvula <b>gotea</b>")
    MensajeFactory(
        incidencia=IncidenciaFactory(asunto="Otra cosa"),
        texto="Hola, les escribo porque ayer cambiaron la válvula y sigue igual <script>",
    )
    texto = oficina.get("/incidencias/", {"q": "valvulas"}).text
    assert "La <mark>válvula</mark> &lt;b&gt;gotea&lt;/b&gt;" in texto
    assert "la <mark>válvula</mark> y sigue igual &lt;script&gt;" in texto


@pytest.mark.parametrize("forma", ["{}", "inc {1} {n}", "aviso {n}", "{1}-{n}", "{n}", "aviso {}"])
def test_the_code_that_was_looked_for_is_marked(oficina, forma):
    una = IncidenciaFactory()
    partes = una.codigo.split("-")
    texto = oficina.get(
        "/incidencias/", {"q": forma.format(una.codigo, partes[1], n=int(partes[2]))}
    ).text
    assert f'<span class="codigo"><mark>{una.codigo}</mark></span>' in texto


def test_what_looks_like_a_code_may_be_a_serial(otra):
    una = IncidenciaFactory(equipo=EquipoFactory(numero_serie="26-4969"))
    assert halladas("26-4969") == {una}


def test_the_search_costs_the_same_with_one_as_with_ten(oficina, consultas):
    def una():
        MensajeFactory(incidencia=IncidenciaFactory(asunto="x"), texto="Pierde agua")

    una()
    oficina.get("/incidencias/", {"q": "agua"})
    con_una = consultas(oficina.get, "/incidencias/", {"q": "agua"})
    for _ in range(9):
        una()
    assert consultas(oficina.get, "/incidencias/", {"q": "agua"}) == con_una


def test_the_search_box_says_nothing_of_restricted_teams(oficina):
    IncidenciaFactory(asunto="Secreto industrial", grupo=GrupoFactory(es_restringido=True))
    texto = oficina.get("/buscar/", {"q": "secreto"}).text
    assert "industrial" not in texto


def test_marking_never_lets_html_through():
    assert resaltar("<i>agua</i>", "agua") == "&lt;i&gt;<mark>agua</mark>&lt;/i&gt;"
    assert resaltar("a < b", "b") == "a &lt; b"  # too short to look for
    assert muestra("x" * 300 + " fuga " + "y" * 300, "fugas") is not None
    assert muestra("nada de eso", "fuga") is None


# --- Alike


def test_alike_are_the_solved_ones_of_the_same_product_that_share_words(agente):
    equipo = EquipoFactory()
    una = IncidenciaFactory(equipo=equipo, asunto="La lavadora no centrifuga")
    afin = IncidenciaFactory(
        equipo=EquipoFactory(producto=equipo.producto), asunto="No centrifuga bien", resuelta=True
    )
    IncidenciaFactory(equipo=equipo, asunto="Factura duplicada", resuelta=True)
    IncidenciaFactory(equipo=equipo, asunto="No centrifuga nada")
    assert parecidas(una, agente) == [afin]
