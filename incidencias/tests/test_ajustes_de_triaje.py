"""Ajustes: the tree, its questions, dangers, priorities, sharing out and banned senders."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cuentas.models import Disponibilidad
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory, UsuarioFactory
from incidencias.models import (
    Categoria,
    Impacto,
    Incidencia,
    MatrizPrioridad,
    PreguntaTriaje,
    RemitenteVetado,
    TextoSeguridad,
    Urgencia,
)
from incidencias.prioridades import matriz_en, olvidar_matrices, prioridad_de
from incidencias.servicios import cambiar_reparto
from incidencias.servicios.matrices import PARES, publicar_matriz
from incidencias.tests.fabricas import (
    CategoriaFactory,
    IncidenciaFactory,
    PreguntaTriajeFactory,
)
from incidencias.views.ausentes import SIMULADAS
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestor(client):
    client.force_login(UsuarioFactory(roles=["gestor"]))
    return client


def _categoria(**cambios):
    return {"nombre": "Sin agua caliente", "tipo": "averia", "orden": "0", **cambios}


def _pregunta(**cambios):
    return {"texto": "¿Huele a gas?", "clase": "si_no", "orden": "1", "activa": "on", **cambios}


# --- The tree


def test_a_category_is_made_inside_another_and_put_away(gestor):
    madre = CategoriaFactory()
    gestor.post(
        reverse("triaje:nueva_categoria"), _categoria(padre=madre.pk, activa="on", en_portal="on")
    )
    hija = Categoria.objects.get(nombre="Sin agua caliente")
    assert hija.padre == madre
    gestor.post(reverse("triaje:categoria", args=[hija.pk]), _categoria(padre=madre.pk))
    hija.refresh_from_db()
    assert not hija.activa


def test_no_branch_goes_inside_itself(gestor):
    madre = CategoriaFactory()
    hija = CategoriaFactory(padre=madre)
    url = reverse("triaje:categoria", args=[madre.pk])
    for destino in (madre, hija):
        respuesta = gestor.post(url, _categoria(padre=destino.pk))
        assert respuesta.status_code == 422
        assert "No cabe ahí" in respuesta.text
    madre.refresh_from_db()
    assert madre.padre is None


@pytest.mark.parametrize(
    "cambios",
    [{"nombre": ""}, {"nombre": "x" * 101}, {"tipo": "x"}, {"padre": "x"}, {"orden": "-1"}],
)
def test_a_category_that_cannot_be_comes_back(gestor, cambios):
    cuantas = Categoria.objects.count()
    respuesta = gestor.post(reverse("triaje:nueva_categoria"), _categoria(**cambios))
    assert respuesta.status_code == 422
    assert Categoria.objects.count() == cuantas


def test_two_categories_of_the_same_name_in_the_same_place_are_refused(gestor):
    CategoriaFactory(nombre="Sin agua caliente")
    respuesta = gestor.post(reverse("triaje:nueva_categoria"), _categoria())
    assert "Ya hay una categoría con ese nombre" in respuesta.text


def test_the_tree_costs_the_same_with_one_as_with_twenty(gestor, consultas):
    url = reverse("triaje:categorias")
    con_pocas = consultas(gestor.get, url)
    for _ in range(20):
        PreguntaTriajeFactory(categoria__padre=CategoriaFactory())
    assert consultas(gestor.get, url) == con_pocas


def test_the_form_is_seen_as_the_office_and_as_the_customer(gestor):
    una = CategoriaFactory()
    PreguntaTriajeFactory(categoria=una, texto="¿Solo para nosotros?", en_portal=False)
    url = reverse("triaje:categoria", args=[una.pk])
    vista = 'class="triaje__pregunta'
    assert vista in gestor.get(url).text
    assert vista not in gestor.get(url, {"como": "cliente"}).text


# --- Questions


def test_a_question_that_warns_of_a_danger_is_written(gestor):
    una, gas = CategoriaFactory(), TextoSeguridad.objects.get(codigo="gas")
    url = reverse("triaje:nueva_pregunta", args=[una.pk])
    gestor.post(url, _pregunta(texto_seguridad=gas.pk, peligro_valor="Sí"))
    fila = una.preguntas.get()
    assert (fila.texto_seguridad, fila.peligro_valor, fila.en_portal) == (gas, "si", False)


def test_a_question_waits_for_an_answer_of_another(gestor):
    una = CategoriaFactory()
    previa = PreguntaTriajeFactory(categoria=una, clase="opcion", opciones=["Gotea", "Otra"])
    url = reverse("triaje:nueva_pregunta", args=[una.pk])
    gestor.post(url, _pregunta(condicion=f"{previa.pk}:Gotea"))
    fila = una.preguntas.get(texto="¿Huele a gas?")
    assert (fila.solo_si, fila.solo_si_valor) == (previa, "Gotea")
    respuesta = gestor.post(
        reverse("triaje:pregunta", args=[una.pk, previa.pk]),
        _pregunta(texto="Otra", condicion=f"{fila.pk}:si"),
    )
    assert respuesta.status_code == 422
    previa.refresh_from_db()
    assert previa.solo_si is None


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"texto": ""}, "Escribe la pregunta"),
        ({"clase": "opcion"}, "al menos dos respuestas"),
        ({"clase": "opcion", "opciones_texto": "Una"}, "al menos dos respuestas"),
        ({"clase": "opcion", "opciones_texto": "x" * 101 + "\ny"}, "Como mucho"),
        ({"clase": "numero", "minimo": "5", "maximo": "1"}, "no puede pasar del máximo"),
        ({"condicion": "999:si"}, "Escoja una opción"),
        ({"clase": "inventada"}, "Escoja una opción"),
    ],
)
def test_a_question_that_cannot_be_comes_back_with_its_sentence(gestor, cambios, frase):
    una = CategoriaFactory()
    respuesta = gestor.post(reverse("triaje:nueva_pregunta", args=[una.pk]), _pregunta(**cambios))
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert not una.preguntas.exists()


def test_a_danger_without_the_answer_that_tells_of_it_comes_back(gestor):
    una, gas = CategoriaFactory(), TextoSeguridad.objects.get(codigo="gas")
    respuesta = gestor.post(
        reverse("triaje:nueva_pregunta", args=[una.pk]), _pregunta(texto_seguridad=gas.pk)
    )
    assert "Di con qué respuesta" in respuesta.text
    assert not PreguntaTriaje.objects.filter(categoria=una).exists()


# --- Dangers


def test_what_to_do_is_rewritten_in_each_language(gestor):
    gas = TextoSeguridad.objects.get(codigo="gas")
    datos = {
        "nombre": "Huele a gas",
        "activo": "on",
        "titulo_es": "Gas",
        "pasos_es": "Salga\nLlame",
    }
    gestor.post(reverse("triaje:peligro", args=[gas.pk]), datos)
    assert [(t.idioma, t.pasos.splitlines()) for t in gas.traducciones.all()] == [
        ("es", ["Salga", "Llame"])
    ]
    gas.refresh_from_db()
    assert gas.causa_urgencia is None


@pytest.mark.parametrize("sin", ["nombre", "titulo_es", "pasos_es"])
def test_a_danger_needs_its_name_and_its_text_in_spanish(gestor, sin):
    datos = {"nombre": "Rayo", "activo": "on", "titulo_es": "Rayo", "pasos_es": "Agáchese"}
    respuesta = gestor.post(reverse("triaje:nuevo_peligro"), {**datos, sin: ""})
    assert respuesta.status_code == 422
    assert not TextoSeguridad.objects.filter(nombre="Rayo").exists()
    gestor.post(reverse("triaje:nuevo_peligro"), datos)
    assert TextoSeguridad.objects.get(nombre="Rayo").codigo == "rayo"


# --- Priorities


def _matriz(**cambios):
    from django.utils import timezone

    celdas = {f"{i}_{u}": int(p) for (i, u), p in matriz_en(timezone.now()).items()}
    return {**celdas, **cambios}


def test_a_matrix_rules_from_when_it_is_published(gestor):
    antes = IncidenciaFactory()
    assert prioridad_de("medio", "media") == 3
    url = reverse("triaje:prioridades")
    previa = gestor.post(reverse("triaje:previa"), _matriz(medio_media=2))
    assert "sería <strong>alta</strong>, y no normal" in previa.text
    assert prioridad_de("medio", "media") == 3
    gestor.post(url, _matriz(medio_media=2))
    assert prioridad_de("medio", "media") == 2
    assert prioridad_de("medio", "media", antes.ocurrida_en) == 3
    antes.refresh_from_db()
    assert antes.prioridad == 3
    assert gestor.get(url).status_code == 200


@pytest.mark.parametrize("cambios", [{"medio_media": "9"}, {"medio_media": ""}, {"alto_alta": "4"}])
def test_a_matrix_that_cannot_be_is_not_published(gestor, cambios):
    respuesta = gestor.post(reverse("triaje:prioridades"), _matriz(**cambios))
    assert respuesta.status_code == 422
    assert MatrizPrioridad.objects.count() == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 4), min_size=9, max_size=9))
def test_more_impact_or_urgency_never_gives_less_priority(numeros):
    from django.db import transaction

    celdas = dict(zip(PARES, numeros, strict=True))
    impactos, urgencias = list(Impacto.values), list(Urgencia.values)
    crece = all(
        celdas[impactos[i], urgencias[u]] <= celdas[impactos[j], urgencias[v]]
        for i in range(3)
        for u in range(3)
        for j in range(i, 3)
        for v in range(u, 3)
    )
    with transaction.atomic():
        olvidar_matrices()
        try:
            publicar_matriz(celdas, por=AgenteFactory())
            publicada = True
        except ErrorDeNegocio as error:
            publicada = "no hay nada que publicar" in str(error)
        transaction.set_rollback(True)
    olvidar_matrices()
    assert publicada == crece


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_of_two_equal_matrices_at_once_one_is_published():
    persona = AgenteFactory()
    celdas = dict.fromkeys(PARES, 1)
    errores = a_la_vez(*[lambda: publicar_matriz(celdas, por=persona)] * 2)
    assert (len(errores), MatrizPrioridad.objects.count()) == (1, 2)


# --- Sharing out


def test_the_way_of_a_team_says_to_whom_the_next_would_go_and_gives_nothing(gestor):
    grupo = GrupoFactory(nombre="Calderas")
    persona = AgenteFactory(nombre="Marta Pons", grupos=[grupo], capacidad=10)
    url = reverse("triaje:cambiar_asignacion", args=[grupo.pk])
    gestor.post(url, {"modo": "carga"})
    assert "A Marta Pons: 0 abiertas de 10." in gestor.get(reverse("triaje:asignacion")).text
    persona.disponibilidad = Disponibilidad.AUSENTE
    persona.save()
    assert "A nadie: no hay nadie disponible" in gestor.get(reverse("triaje:asignacion")).text
    gestor.post(url, {"modo": "inventado"})
    grupo.refresh_from_db()
    assert grupo.reparto.modo == "carga"
    assert not Incidencia.objects.exists()


def test_the_cases_of_who_is_missing_are_seen_and_given(client):
    client.force_login(CoordinadorFactory())
    grupo = GrupoFactory()
    cambiar_reparto(grupo, "carga")
    una = AgenteFactory(grupos=[grupo], disponibilidad=Disponibilidad.AUSENTE)
    otra = AgenteFactory(grupos=[grupo], nombre="Marta Pons")
    suya = IncidenciaFactory(grupo=grupo, responsable=una)
    de_otra = IncidenciaFactory(grupo=grupo, responsable=otra)
    url = reverse("incidencias:ausentes")
    pagina = client.get(url).text
    assert suya.codigo in pagina
    assert "Marta Pons" in pagina
    assert de_otra.codigo not in pagina
    client.post(url, {"codigos": [suya.codigo, de_otra.codigo, "x"]})
    suya.refresh_from_db()
    assert suya.responsable == otra
    assert "Nadie que falte" in client.get(url).text


@pytest.mark.parametrize("faltan", [1, 20])
def test_the_page_of_who_is_missing_costs_the_same_with_twenty(client, consultas, faltan):
    client.force_login(CoordinadorFactory())
    grupo = GrupoFactory()
    cambiar_reparto(grupo, "carga")
    AgenteFactory(grupos=[grupo], nombre="Marta Pons")
    ausentes = AgenteFactory.create_batch(
        faltan, grupos=[grupo], disponibilidad=Disponibilidad.AUSENTE
    )
    url = reverse("incidencias:ausentes")
    IncidenciaFactory(grupo=grupo, responsable=ausentes[0])
    con_una = consultas(client.get, url)
    for _n in range(19):
        IncidenciaFactory(grupo=grupo, responsable=ausentes[0])
    assert consultas(client.get, url) == con_una
    for numero in range(20):  # of as many people as there are, only the first are looked at
        IncidenciaFactory(grupo=grupo, responsable=ausentes[numero % faltan])
    assert consultas(client.get, url) <= con_una * SIMULADAS
    assert client.get(url).text.count("Marta Pons") >= 20


# --- Banned senders


def test_a_sender_is_banned_and_let_in_again(gestor):
    url = reverse("triaje:vetados")
    gestor.post(url, {"remitente": "@Gangas.example", "motivo": "Publicidad"})
    veto = RemitenteVetado.objects.get()
    assert "@gangas.example" in gestor.get(url).text
    gestor.post(reverse("triaje:levantar", args=[veto.pk]))
    assert "@gangas.example" not in gestor.get(url).text
    assert gestor.post(url, {"remitente": "<b>x</b>"}).status_code == 422


# --- Questions in the other languages


def test_a_question_is_written_in_the_other_languages(gestor):
    una = CategoriaFactory()
    url = reverse("triaje:nueva_pregunta", args=[una.pk])
    enviada = _pregunta(
        texto="¿Qué hace?",
        clase="opcion",
        opciones_texto="Gotea\nSuena",
        texto_ca="Què fa?",
        opciones_ca="Degota\n\nFa soroll",
        texto_en="What does it do?",
        ayuda_en="Listen to it.",
        opciones_en="It drips\nIt makes a noise",
    )
    assert gestor.post(url, enviada).status_code == 302
    fila = una.preguntas.get()
    dichas = {t.idioma: (t.texto, t.ayuda, t.opciones) for t in fila.traducciones.all()}
    assert dichas == {
        "ca": ("Què fa?", "", ["Degota", "Fa soroll"]),
        "en": ("What does it do?", "Listen to it.", ["It drips", "It makes a noise"]),
    }
    pagina = reverse("triaje:pregunta", args=[una.pk, fila.pk])
    assert "Fa soroll" in gestor.get(pagina).content.decode()
    gestor.post(pagina, enviada | {"texto_ca": "", "opciones_ca": ""})
    assert [t.idioma for t in fila.traducciones.all()] == ["en"]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"opciones_ca": "Degota"}, "Escribe tantas respuestas como tiene en español: 2."),
        ({"texto_ca": "", "opciones_ca": "Degota\nSona"}, "Escribe la pregunta en este idioma."),
        ({"opciones_ca": "x" * 101 + "\nSona"}, "Alguna respuesta es muy larga."),
        ({"texto_ca": "x" * 201}, "200"),
    ],
)
def test_a_translation_that_does_not_match_is_told_at_its_field(gestor, cambios, frase):
    una = CategoriaFactory()
    enviada = _pregunta(
        texto="¿Qué hace?", clase="opcion", opciones_texto="Gotea\nSuena", texto_ca="Què fa?"
    )
    respuesta = gestor.post(reverse("triaje:nueva_pregunta", args=[una.pk]), enviada | cambios)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not una.preguntas.exists()


def test_the_questions_of_the_first_day_are_in_every_language():
    for fila in PreguntaTriaje.objects.prefetch_related("traducciones"):
        assert {t.idioma for t in fila.traducciones.all()} == {"ca", "gl", "eu", "en"}
        assert all(len(t.opciones) == len(fila.opciones) for t in fila.traducciones.all())
