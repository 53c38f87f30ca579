"""Writing and changing templates: what is refused, who may, and how it reads."""

import pytest
from django.urls import reverse

from conocimiento.catalogos import crear_catalogos
from conocimiento.models import Guion, Plantilla
from conocimiento.servicios import DatosPlantilla, contar_usos, guardar_plantilla
from conocimiento.tests.fabricas import GuionFactory, PasoGuionFactory, PlantillaFactory
from conocimiento.textos import exigir_bien_escrita
from conocimiento.variables import claves
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db


def datos(**cambios):
    base = {"nombre": "Acceso", "atajo": "acceso", "textos": {"es": "Hola, {cliente}:"}}
    return DatosPlantilla(**(base | cambios))


def test_a_template_is_kept_in_its_languages_and_a_blanked_one_is_taken_away():
    jefa = CoordinadorFactory()
    una = guardar_plantilla(datos(textos={"es": "Hola", "ca": "Hola", "eu": " "}), por=jefa)
    assert set(una.textos.values_list("idioma", flat=True)) == {"es", "ca"}
    guardar_plantilla(datos(textos={"es": "Buenas", "ca": ""}), por=jefa, pk=una.pk)
    assert [texto.texto for texto in una.textos.all()] == ["Buenas"]


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"textos": {"es": "{inventada}"}}, "texto_es"),
        ({"textos": {"es": "Hola", "gl": "{inventada}"}}, "texto_gl"),
        ({"textos": {}}, "texto_es"),
        ({"nombre": " "}, "nombre"),
        ({"textos": {"es": "a\x00b"}}, "texto_es"),
    ],
)
def test_a_bad_template_is_refused_beside_its_field_and_nothing_is_written(cambio, campo):
    antes = Plantilla.objects.count()
    with pytest.raises(ErrorDeNegocio) as error:
        guardar_plantilla(datos(**cambio), por=CoordinadorFactory())
    assert error.value.campo == campo
    assert Plantilla.objects.count() == antes


def test_a_shortcut_that_another_has_is_refused():
    PlantillaFactory(atajo="acceso")
    with pytest.raises(ErrorDeNegocio, match="otra plantilla con ese atajo") as error:
        guardar_plantilla(datos(), por=CoordinadorFactory())
    assert error.value.campo == "atajo"


def test_an_agent_writes_their_own_and_not_everybodys():
    ana = AgenteFactory()
    assert guardar_plantilla(datos(es_mia=True), por=ana).dueno == ana
    with pytest.raises(ErrorDeNegocio, match="coordinación"):
        guardar_plantilla(datos(atajo="otro"), por=ana)


def test_nobody_changes_another_persons():
    de_ana = PlantillaFactory(dueno=AgenteFactory())
    with pytest.raises(ErrorDeNegocio, match="otra persona"):
        guardar_plantilla(datos(), por=CoordinadorFactory(), pk=de_ana.pk)


def test_uses_are_counted():
    una, otra = PlantillaFactory(), PlantillaFactory()
    contar_usos([una.pk, una.pk, 987654321])
    contar_usos([])
    una.refresh_from_db()
    otra.refresh_from_db()
    assert (una.usos, una.usada_en is not None, otra.usos) == (1, True, 0)


# --- What comes with the program


def test_every_seed_is_well_written_in_the_five_languages():
    semillas = Plantilla.objects.exclude(clave="").prefetch_related("textos")
    assert len(semillas) >= 10
    for plantilla in semillas:
        textos = {texto.idioma: texto.texto for texto in plantilla.textos.all()}
        assert set(textos) == {"es", "ca", "gl", "eu", "en"}, plantilla
        for texto in textos.values():
            exigir_bien_escrita(texto, claves())
    for guion in Guion.objects.exclude(clave="").prefetch_related("objeciones"):
        for objecion in guion.objeciones.all():
            exigir_bien_escrita(objecion.respuesta, claves())


def test_what_people_change_or_retire_is_not_created_again():
    acuse = Plantilla.objects.get(clave="acuse")
    acuse.textos.filter(idioma="es").update(texto="Lo nuestro")
    Plantilla.objects.filter(clave="cita").update(activa=False)
    antes = Plantilla.objects.count()
    crear_catalogos()
    assert Plantilla.objects.count() == antes
    assert acuse.textos.get(idioma="es").texto == "Lo nuestro"
    assert not Plantilla.objects.get(clave="cita").activa


# --- Screens


def campos(**cambios):
    base = {"nombre": "Acceso", "atajo": "acceso", "texto_es": "Hola, {cliente}", "activa": "on"}
    return base | cambios


@pytest.fixture
def jefa(client):
    usuaria = CoordinadorFactory()
    client.force_login(usuaria)
    return usuaria


def test_a_template_is_written_on_its_page(client, jefa):
    respuesta = client.post(reverse("conocimiento:plantilla_nueva"), campos(tipos=["averia"]))
    assert respuesta.status_code == 302
    una = Plantilla.objects.get(atajo="acceso")
    assert (una.dueno, una.tipos) == (None, ["averia"])
    assert client.get(una.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"texto_es": "{inventada}"}, "No hay ninguna variable"),
        ({"atajo": "con espacios"}, "Solo letras sin tilde"),
        ({"nombre": "x" * 101}, "100"),
        ({"texto_es": "x" * 10_001}, "10000"),
        ({"tipos": ["inventado"]}, "inventado"),
    ],
)
def test_what_is_wrong_comes_back_with_its_sentence_and_what_was_typed(client, jefa, cambio, frase):
    respuesta = client.post(reverse("conocimiento:plantilla_nueva"), campos(**cambio))
    assert respuesta.status_code == 422
    assert frase in respuesta.text.replace("10.000", "10000").replace("10\xa0000", "10000")
    assert not Plantilla.objects.filter(atajo="acceso").exists()


def test_an_agent_reads_the_shared_ones_and_does_not_change_them(client):
    client.force_login(AgenteFactory())
    una = PlantillaFactory(texto="Hola, <b>{cliente}</b>")
    respuesta = client.get(una.get_absolute_url())
    assert "Hola, &lt;b&gt;Marta Gil&lt;/b&gt;" in respuesta.text
    assert client.post(una.get_absolute_url(), campos()).status_code == 404


def test_anothers_own_template_does_not_exist(client, jefa):
    assert client.get(PlantillaFactory(dueno=AgenteFactory()).get_absolute_url()).status_code == 404


def test_the_preview_reads_in_the_language_and_address_that_are_chosen(client, jefa):
    datos = {"texto_es": "{te|le} llamamos, {cliente}", "previa_trato": "tu"}
    respuesta = client.post(reverse("conocimiento:previa"), datos)
    assert "te llamamos, Marta Gil" in respuesta.text
    respuesta = client.post(reverse("conocimiento:previa"), {"texto_es": "{inventada}"})
    assert "No hay ninguna variable" in respuesta.text


def test_the_list_costs_the_same_with_few_as_with_many(client, jefa, consultas):
    antes = consultas(client.get, reverse("conocimiento:inicio"))
    for _n in range(5):
        PlantillaFactory()
    assert consultas(client.get, reverse("conocimiento:inicio")) == antes


@pytest.mark.parametrize("filtro", ["?q=acuse", "?tipo=averia", "?retiradas=1", "?q=%25&tipo=nada"])
def test_the_list_is_filtered(client, jefa, filtro):
    assert client.get(reverse("conocimiento:inicio") + filtro).status_code == 200


def test_an_empty_installation_says_what_to_do_next(client, jefa):
    Plantilla.objects.all().delete()
    assert "Escribir la primera" in client.get(reverse("conocimiento:inicio")).text


# --- Scripts


def lineas(**cambios):
    gestion = {
        f"{lista}-{que}": cuantos
        for lista in ("pasos", "objeciones")
        for que, cuantos in (("TOTAL_FORMS", 2), ("INITIAL_FORMS", 0))
    }
    return gestion | {"nombre": "Ruidos", "activo": "on"} | cambios


def test_a_script_is_written_with_its_steps_and_objections_in_order(client, jefa):
    datos = lineas(
        **{
            "pasos-0-texto": "¿Desde cuándo?",
            "pasos-1-texto": "¿En frío?",
            "pasos-1-ayuda": "La bomba",
            "objeciones-0-objecion": "No pago",
            "objeciones-0-respuesta": "Lo miramos, {cliente}",
        }
    )
    assert client.post(reverse("conocimiento:guion_nuevo"), datos).status_code == 302
    guion = Guion.objects.get(nombre="Ruidos")
    assert [paso.texto for paso in guion.pasos.all()] == ["¿Desde cuándo?", "¿En frío?"]
    assert guion.objeciones.get().respuesta == "Lo miramos, {cliente}"


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({}, "al menos un paso"),
        ({"objeciones-0-objecion": "No pago"}, "Di qué se responde"),
        (
            {"objeciones-0-objecion": "No", "objeciones-0-respuesta": "{inventada}"},
            "No hay ninguna variable",
        ),
        ({"pasos-0-texto": "x" * 301}, "300"),
    ],
)
def test_a_bad_script_is_refused(client, jefa, cambio, frase):
    respuesta = client.post(reverse("conocimiento:guion_nuevo"), lineas(**cambio))
    assert (respuesta.status_code, frase in respuesta.text) == (422, True)
    assert not Guion.objects.filter(nombre="Ruidos").exists()


def test_the_list_of_scripts_costs_the_same_with_few_as_with_many(client, jefa, consultas):
    antes = consultas(client.get, reverse("conocimiento:guiones"))
    for _n in range(4):
        PasoGuionFactory(guion=GuionFactory())
    assert consultas(client.get, reverse("conocimiento:guiones")) == antes
