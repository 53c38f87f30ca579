"""Search over generated columns, on a table of its own."""

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.test.utils import isolate_apps

from nucleo.busqueda import (
    TOPE_COMUN,
    buscar_texto,
    buscar_trozo,
    columna_orden,
    columna_texto_trigramas,
    columna_trigramas,
    columna_vector,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ficha(db):
    """A model with every kind of search column, and its table for this test."""
    with isolate_apps("nucleo"):

        class Ficha(models.Model):
            nombre = models.CharField(max_length=200)
            notas = models.TextField(null=True)  # noqa: DJ001 - a NULL must not empty the vector
            busqueda = columna_vector(A=["nombre"], B=["notas"])
            texto_trigramas = columna_texto_trigramas("nombre", "notas")
            trigramas = columna_trigramas("nombre", "notas")
            nombre_orden = columna_orden("nombre")

            class Meta:
                app_label = "nucleo"
                indexes = [
                    GinIndex(fields=["busqueda"], name="ficha_busqueda"),
                    GinIndex(fields=["trigramas"], name="ficha_trigramas"),
                ]

            def __str__(self):
                return self.nombre

        with connection.schema_editor() as editor:
            editor.create_model(Ficha)
        yield Ficha


def nombres(qs):
    return sorted(qs.values_list("nombre", flat=True))


@pytest.mark.parametrize(
    "buscado",
    ["instalación", "INSTALACION", "instalaciones", "frigorificos", "Frigorífico instalado"],
)
def test_words_are_found_without_accents_in_singular_and_plural(ficha, buscado):
    ficha.objects.create(nombre="La instalación del frigorífico")
    ficha.objects.create(nombre="Una factura")
    assert nombres(buscar_texto(ficha.objects.all(), "busqueda", buscado)) == [
        "La instalación del frigorífico"
    ]


def test_a_null_text_does_not_hide_the_others(ficha):
    ficha.objects.create(nombre="caldera", notas=None)
    assert nombres(buscar_texto(ficha.objects.all(), "busqueda", "caldera")) == ["caldera"]
    assert nombres(buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", "alde"))


def test_the_filters_of_the_list_still_hold(ficha):
    ficha.objects.create(nombre="caldera mía")
    ficha.objects.create(nombre="caldera ajena")
    visibles = ficha.objects.filter(nombre__contains="mía")
    assert nombres(buscar_texto(visibles, "busqueda", "caldera")) == ["caldera mía"]


def test_a_common_word_finds_all_of_them_not_only_the_cap(ficha):
    ficha.objects.bulk_create(ficha(nombre=f"caldera {n}") for n in range(TOPE_COMUN + 5))
    encontradas = buscar_texto(ficha.objects.all(), "busqueda", "caldera")
    assert encontradas.count() == TOPE_COMUN + 5


@pytest.mark.parametrize("buscado", ["", "  ", "\x00"])
def test_nothing_typed_filters_nothing(ficha, buscado):
    ficha.objects.create(nombre="caldera")
    todas = ficha.objects.all()
    assert nombres(buscar_texto(todas, "busqueda", buscado)) == ["caldera"]
    assert nombres(buscar_trozo(todas, "trigramas", "texto_trigramas", buscado)) == ["caldera"]


@pytest.mark.parametrize("buscado", ["'", '"', "&|!", ":*", "a\x00b", "%", "\\", "(" * 300])
def test_strange_characters_do_no_harm(ficha, buscado):
    ficha.objects.create(nombre="caldera")
    assert nombres(buscar_texto(ficha.objects.all(), "busqueda", buscado)) == []
    assert nombres(buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", buscado)) == []


@pytest.mark.parametrize("buscado", ["núñ", "NUNEZ", "uñe", "maria nunez", "nunez ma", "0012"])
def test_pieces_of_names_and_serials_are_found(ficha, buscado):
    ficha.objects.create(nombre="María Núñez", notas="SN-A0012B")
    ficha.objects.create(nombre="Marta Pérez", notas="SN-X9")
    encontradas = buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", buscado)
    assert nombres(encontradas) == ["María Núñez"]


def test_two_letters_are_too_few(ficha):
    ficha.objects.create(nombre="Ana")
    assert nombres(buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", "an")) == []


def test_the_same_trigrams_in_another_order_are_not_a_match(ficha):
    ficha.objects.create(nombre="abcd bcde cdef")
    buscada = buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", "abcdef")
    assert nombres(buscada) == []


def test_pieces_use_the_index(ficha):
    ficha.objects.bulk_create(ficha(nombre=f"cliente {n}") for n in range(50))
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    plan = buscar_trozo(ficha.objects.all(), "trigramas", "texto_trigramas", "cliente").explain()
    assert "ficha_trigramas" in plan


def test_names_sort_as_spanish_speakers_expect(ficha):
    for nombre in ("Zoe", "Ángel", "beatriz"):
        ficha.objects.create(nombre=nombre)
    ordenados = ficha.objects.order_by("nombre_orden").values_list("nombre", flat=True)
    assert list(ordenados) == ["Ángel", "beatriz", "Zoe"]
