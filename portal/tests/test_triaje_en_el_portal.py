"""The questions of a category in the portal: its dangers first, what it needs, its answers."""

import pytest
from django.urls import reverse

from incidencias.categorias import SEPARADOR
from incidencias.forms import TriajeForm
from incidencias.models import (
    ClasePregunta,
    Incidencia,
    PreguntaTriaje,
    TextoSeguridad,
    TraduccionPregunta,
)
from incidencias.tests.fabricas import CategoriaFactory, PreguntaTriajeFactory
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacto():
    return ContactoConAccesoFactory()


@pytest.fixture
def cliente_web(client, contacto):
    client.force_login(contacto.usuario)
    return client


def pregunta(categoria, **campos):
    base = {"clase": ClasePregunta.SI_NO, "texto": "¿Huele a gas?", "obligatoria": True}
    return PreguntaTriajeFactory(categoria=categoria, **base | campos)


def avisar(cliente_web, categoria, **respuestas):
    datos = {"categoria": categoria.pk, "texto": "No enciende", "aparato": "Caldera"}
    return cliente_web.post(reverse("portal:avisar_otro"), datos | respuestas)


def test_the_questions_of_the_category_chosen_come_with_its_danger_before_them(cliente_web):
    texto = TextoSeguridad.objects.filter(activo=True).first()
    categoria = CategoriaFactory(texto_seguridad=texto)
    pregunta(categoria)
    pagina = cliente_web.get(reverse("portal:preguntas"), {"categoria": categoria.pk})
    fragmento = pagina.content.decode()
    assert fragmento.index('class="peligro"') < fragmento.index("¿Huele a gas?")


def test_what_is_answered_is_kept_with_the_case(cliente_web):
    categoria = CategoriaFactory()
    una = pregunta(categoria)
    assert avisar(cliente_web, categoria, **{f"t_{una.pk}": "no"}).status_code == 302
    respuesta = Incidencia.objects.get().respuestas_triaje.get()
    assert (respuesta.pregunta, respuesta.valor) == (una, "no")


def test_a_compulsory_question_without_an_answer_comes_back_filled(cliente_web):
    categoria = CategoriaFactory()
    pregunta(categoria)
    respuesta = avisar(cliente_web, categoria)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "Hace falta responder" in pagina
    assert "No enciende" in pagina
    assert not Incidencia.objects.exists()


def test_a_danger_is_not_turned_away_for_want_of_a_photo(cliente_web):
    gas = TextoSeguridad.objects.get(codigo="gas")
    categoria = CategoriaFactory(exige_serie=True, exige_foto=True)
    huele = pregunta(categoria, texto_seguridad=gas, peligro_valor="si")
    placa = pregunta(categoria, clase=ClasePregunta.FOTO, texto="Una foto de la placa")
    assert avisar(cliente_web, categoria, **{f"t_{huele.pk}": "no"}).status_code == 422
    assert not Incidencia.objects.exists()
    assert avisar(cliente_web, categoria, **{f"t_{huele.pk}": "si"}).status_code == 302
    assert Incidencia.objects.get().es_urgencia_vital
    assert not Incidencia.objects.get().respuestas_triaje.filter(pregunta=placa).exists()


def test_a_category_that_is_ours_alone_is_neither_offered_nor_asked(cliente_web):
    propia = CategoriaFactory(nombre="Solo de la casa", en_portal=False)
    pregunta(propia)
    assert "Solo de la casa" not in cliente_web.get(reverse("portal:avisar_otro")).content.decode()
    fragmento = cliente_web.get(reverse("portal:preguntas"), {"categoria": propia.pk})
    assert "¿Huele a gas?" not in fragmento.content.decode()
    assert avisar(cliente_web, propia).status_code == 422


def test_inner_categories_are_offered_after_the_one_that_holds_them(cliente_web):
    madre = CategoriaFactory(nombre="Calefacción")
    CategoriaFactory(nombre="No enciende la caldera", padre=madre)
    pagina = cliente_web.get(reverse("portal:avisar_otro")).content.decode()
    assert f"Calefacción{SEPARADOR}No enciende la caldera" in pagina


def test_the_questions_are_asked_in_the_language_of_the_customer(cliente_web, contacto):
    contacto.idioma = "ca"
    contacto.save()
    una = PreguntaTriaje.objects.get(texto="¿Llega la corriente?")
    dicho = cliente_web.get(reverse("portal:preguntas"), {"categoria": una.categoria_id})
    pagina = dicho.content.decode()
    assert "Arriba el corrent?" in pagina
    assert una.texto not in pagina
    assert f'name="t_{una.pk}" value="No lo sé"' in pagina, "what is stored is as ever"
    assert "<span>No ho sé</span>" in pagina
    # What nobody translated is asked in Spanish, and the office reads its own language.
    otra = pregunta(una.categoria, texto="¿Tiene ruedas?")
    dicho = cliente_web.get(reverse("portal:preguntas"), {"categoria": una.categoria_id})
    assert "¿Tiene ruedas?" in dicho.content.decode()
    para_la_oficina = TriajeForm(categoria=una.categoria, idioma="ca")
    textos = [suya.campo.label for suya in para_la_oficina.preguntas]
    assert una.texto in textos
    assert otra.texto in textos


def test_the_answer_in_another_language_is_the_one_that_everybody_reads(cliente_web, contacto):
    contacto.idioma = "eu"
    contacto.save()
    una = pregunta(CategoriaFactory(), clase=ClasePregunta.OPCION, opciones=["Gotea", "Suena"])
    TraduccionPregunta.objects.create(
        pregunta=una, idioma="eu", texto="Zer egiten du?", opciones=["Tantaka", "Zarata"]
    )
    assert avisar(cliente_web, una.categoria, **{f"t_{una.pk}": "Suena"}).status_code == 302
    assert Incidencia.objects.get().respuestas_triaje.get().valor == "Suena"


def test_an_answer_added_since_is_read_in_spanish_with_the_others(cliente_web, contacto):
    contacto.idioma = "eu"
    contacto.save()
    una = pregunta(CategoriaFactory(), clase=ClasePregunta.OPCION, opciones=["Gotea", "Suena"])
    TraduccionPregunta.objects.create(
        pregunta=una, idioma="eu", texto="Zer egiten du?", opciones=["Tantaka"]
    )
    dicho = cliente_web.get(reverse("portal:preguntas"), {"categoria": una.categoria_id})
    assert "<span>Suena</span>" in dicho.content.decode()
