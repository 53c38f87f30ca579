"""What a category asks, what the answers mean, and what a case needs to come in."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.busqueda import buscar_incidencias
from incidencias.categorias import Arbol
from incidencias.eventos import Codigo
from incidencias.forms import TriajeForm
from incidencias.models import (
    CausaUrgencia,
    ClasePregunta,
    Incidencia,
    PreguntaTriaje,
    Prioridad,
    RespuestaTriaje,
    TextoSeguridad,
)
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    marcar_urgencia_vital,
    reclasificar,
    responder_triaje,
    retirar_urgencia_vital,
)
from incidencias.tests.fabricas import (
    CategoriaFactory,
    IncidenciaFactory,
    PreguntaTriajeFactory,
)
from incidencias.triaje import Cuestionario, cuestionario_de, normalizar, pendientes, validar
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.fabricas import ArchivoFactory

pytestmark = pytest.mark.django_db


def _abrir(categoria, respuestas=None, *, por=None, contacto=None, **datos):
    contacto = contacto or ContactoFactory()
    nueva = NuevaIncidencia(
        cliente=contacto.cliente,
        contacto=contacto,
        asunto="No calienta",
        tipo="averia",
        canal="portal",
        categoria=categoria,
        respuestas=respuestas,
        **datos,
    )
    return abrir_incidencia(nueva, por=por or AgenteFactory())


@pytest.fixture
def categoria():
    return CategoriaFactory()


@pytest.fixture
def gas():
    return TextoSeguridad.objects.get(codigo="gas")


# --- The tree


def test_a_category_asks_first_what_those_around_it_ask(categoria):
    dentro = CategoriaFactory(padre=categoria)
    suya = PreguntaTriajeFactory(categoria=dentro, orden=1)
    de_fuera = PreguntaTriajeFactory(categoria=categoria, orden=9)
    assert cuestionario_de(dentro).preguntas == (de_fuera, suya)
    assert cuestionario_de(categoria).preguntas == (de_fuera,)


def test_what_is_put_away_is_not_asked_nor_offered(categoria):
    PreguntaTriajeFactory(categoria=categoria, activa=False)
    dentro = CategoriaFactory(padre=categoria)
    assert cuestionario_de(categoria).preguntas == ()
    categoria.activa = False
    categoria.save()
    arbol = Arbol.leer()
    assert not arbol.se_ofrece(dentro.pk)
    assert arbol.ruta(dentro.pk) == f"{categoria} \u203a {dentro}"


def test_a_category_inherits_team_danger_and_what_it_demands(categoria, gas):
    from cuentas.tests.fabricas import GrupoFactory

    categoria.grupo, categoria.texto_seguridad, categoria.exige_serie = GrupoFactory(), gas, True
    categoria.save()
    dentro = CategoriaFactory(padre=categoria)
    arbol = Arbol.leer()
    assert arbol.grupo_de(dentro.pk) == categoria.grupo
    assert arbol.seguridad_de(dentro.pk) == gas
    assert arbol.exige(dentro.pk).serie
    assert arbol.exige(dentro.pk).equipo


def test_a_case_of_a_category_inside_another_goes_to_the_team_around_it(categoria):
    from cuentas.tests.fabricas import GrupoFactory

    categoria.grupo = GrupoFactory()
    categoria.save()
    assert _abrir(CategoriaFactory(padre=categoria)).grupo == categoria.grupo
    propio = GrupoFactory()
    assert _abrir(CategoriaFactory(padre=categoria, grupo=propio)).grupo == propio


def test_reading_the_tree_costs_the_same_with_one_category_as_with_thirty(consultas, categoria):
    con_una = consultas(cuestionario_de, categoria)
    for _ in range(29):
        PreguntaTriajeFactory(categoria=CategoriaFactory(padre=categoria))
    assert consultas(cuestionario_de, categoria) == con_una


# --- Conditions


def test_a_question_waits_for_the_answer_it_hangs_on(categoria):
    previa = PreguntaTriajeFactory(categoria=categoria)
    luego = PreguntaTriajeFactory(categoria=categoria, solo_si=previa, solo_si_valor="si")
    cuestionario = cuestionario_de(categoria)
    assert cuestionario.aplicables({}) == [previa]
    assert cuestionario.aplicables({previa.pk: "no"}) == [previa]
    assert cuestionario.aplicables({previa.pk: "si"}) == [previa, luego]


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either(categoria):
    una = PreguntaTriajeFactory(categoria=categoria)
    dos = PreguntaTriajeFactory(categoria=categoria, solo_si=una, solo_si_valor="si")
    tres = PreguntaTriajeFactory(categoria=categoria, solo_si=dos, solo_si_valor="si")
    cuestionario = cuestionario_de(categoria)
    assert cuestionario.aplicables({una.pk: "no", dos.pk: "si"}) == [una]
    assert cuestionario.aplicables({una.pk: "si", dos.pk: "si"}) == [una, dos, tres]


def test_two_questions_that_hang_on_each_other_are_never_asked():
    una = PreguntaTriaje(pk=1, clase="si_no", solo_si_id=2, solo_si_valor="si")
    otra = PreguntaTriaje(pk=2, clase="si_no", solo_si_id=1, solo_si_valor="si")
    assert Cuestionario((una, otra)).aplicables({1: "si", 2: "si"}) == []


@given(st.dictionaries(st.integers(1, 6), st.sampled_from(["si", "no", ""])))
def test_a_question_is_asked_exactly_when_its_whole_chain_says_so(respuestas):
    preguntas = tuple(
        PreguntaTriaje(
            pk=pk,
            clase="si_no",
            solo_si_id=pk - 1 if pk % 3 else None,
            solo_si_valor="si" if pk % 3 else "",
        )
        for pk in range(3, 9)
    )
    salen = {una.pk for una in Cuestionario(preguntas).aplicables(respuestas)}
    for una in preguntas:
        previas = range(una.pk - una.pk % 3, una.pk)
        assert (una.pk in salen) == all(respuestas.get(previa) == "si" for previa in previas)


# --- Answers


@pytest.mark.parametrize(
    ("clase", "valor", "queda"),
    [
        ("si_no", True, "si"),
        ("si_no", " Sí ", "si"),
        ("numero", "1,50", "1.5"),
        ("numero", "100", "100"),
        ("fecha", "2026-04-05", "2026-04-05"),
        ("texto", "  E02 ", "E02"),
        ("texto", "   ", ""),
        ("texto", None, ""),
    ],
)
def test_an_answer_is_kept_in_one_form(clase, valor, queda):
    assert normalizar(PreguntaTriaje(clase=clase, texto="¿?"), valor) == queda


@pytest.mark.parametrize(
    ("clase", "valor"),
    [
        ("si_no", "quizá"),
        ("opcion", "Otra"),
        ("numero", "mucho"),
        ("numero", "NaN"),
        ("numero", "1e99"),
        ("numero", "-1"),
        ("numero", "11"),
        ("fecha", "1900-01-01"),
        ("fecha", "3000-01-01"),
        ("fecha", "ayer"),
        ("texto", "x" * 5001),
        ("foto", "foto.jpg"),
    ],
)
def test_what_cannot_be_an_answer_is_told_at_its_question(clase, valor):
    pregunta = PreguntaTriaje(pk=7, clase=clase, texto="¿?", minimo=0, maximo=10, opciones=["A"])
    with pytest.raises(ErrorDeNegocio) as error:
        normalizar(pregunta, valor)
    assert error.value.campo == "t_7"


@given(st.text(max_size=50))
def test_no_text_breaks_a_question(texto):
    for clase in ClasePregunta.values:
        pregunta = PreguntaTriaje(pk=7, clase=clase, texto="¿?", opciones=["A"])
        with suppress(ErrorDeNegocio):
            normalizar(pregunta, texto)


def test_an_answer_to_what_nobody_asks_is_refused(categoria):
    ajena = PreguntaTriajeFactory()
    with pytest.raises(ErrorDeNegocio, match="no hace esa pregunta"):
        validar(cuestionario_de(categoria), {ajena.pk: "si"})


def test_answers_to_questions_that_no_longer_apply_are_left_out(categoria):
    previa = PreguntaTriajeFactory(categoria=categoria)
    luego = PreguntaTriajeFactory(categoria=categoria, solo_si=previa, solo_si_valor="si")
    validadas = validar(cuestionario_de(categoria), {previa.pk: "no", luego.pk: "si"})
    assert validadas.dichas == {previa.pk: "no"}


# --- Opening


def test_the_answers_of_a_case_are_rows_that_the_search_finds(categoria):
    pregunta = PreguntaTriajeFactory(categoria=categoria, clase="texto", texto="¿Qué código?")
    incidencia = _abrir(categoria, {pregunta.pk: "Muestra Z77"})
    fila = incidencia.respuestas_triaje.get()
    assert (fila.enunciado, fila.valor) == ("¿Qué código?", "Muestra Z77")
    assert list(buscar_incidencias(Incidencia.objects.all(), "z77")) == [incidencia]


def test_a_photo_is_kept_among_the_files_of_the_case(categoria):
    pregunta = PreguntaTriajeFactory(categoria=categoria, clase="foto")
    incidencia = _abrir(categoria, {pregunta.pk: (ArchivoFactory(), "etiqueta.jpg")})
    assert incidencia.respuestas_triaje.get().adjunto == incidencia.adjuntos.get()


def test_without_a_compulsory_answer_nothing_is_opened(categoria):
    pregunta = PreguntaTriajeFactory(categoria=categoria, obligatoria=True)
    with pytest.raises(ErrorDeNegocio, match="Hay que responderla") as error:
        _abrir(categoria, {})
    assert error.value.campo == f"t_{pregunta.pk}"
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize(("dicho", "entra"), [("si", True), ("no", False)])
def test_once_a_danger_is_told_nothing_else_has_to_be_answered(categoria, gas, dicho, entra):
    huele, otra = PreguntaTriajeFactory.create_batch(
        2, categoria=categoria, obligatoria=True, texto_seguridad=gas, peligro_valor="si"
    )
    for para_cliente in (False, True):
        form = _form(categoria, {f"t_{huele.pk}": dicho}, para_cliente=para_cliente)
        assert form.is_valid() == entra
    if entra:
        caso = _abrir(categoria, {huele.pk: dicho})
        assert caso.es_urgencia_vital
        respondidas = {una.pregunta_id: una for una in caso.respuestas_triaje.all()}
        assert otra in pendientes(cuestionario_de(categoria), respondidas)
    else:
        with pytest.raises(ErrorDeNegocio, match="Hay que responderla"):
            _abrir(categoria, {huele.pk: dicho})


def test_a_mail_asks_nothing_and_comes_in(categoria):
    PreguntaTriajeFactory(categoria=categoria, obligatoria=True)
    assert _abrir(categoria, None).respuestas_triaje.count() == 0


def test_a_customer_is_not_asked_what_is_only_for_the_office(categoria):
    contacto = ContactoFactory()
    interna = PreguntaTriajeFactory(categoria=categoria, obligatoria=True, en_portal=False)
    assert _abrir(categoria, {}, por=contacto, contacto=contacto).pk
    with pytest.raises(ErrorDeNegocio, match="no hace esa pregunta"):
        _abrir(categoria, {interna.pk: "si"}, por=contacto, contacto=contacto)


@pytest.mark.parametrize(
    ("exige", "campo"),
    [("exige_equipo", "equipo"), ("exige_serie", "equipo"), ("exige_sede", "sede")],
)
def test_what_the_category_demands_must_be_there(categoria, exige, campo):
    setattr(categoria, exige, True)
    categoria.save()
    with pytest.raises(ErrorDeNegocio) as error:
        _abrir(categoria, {})
    assert error.value.campo == campo


def test_with_what_the_category_demands_it_comes_in(categoria):
    categoria.exige_serie = categoria.exige_foto = True
    categoria.save()
    contacto = ContactoFactory()
    equipo = EquipoFactory(cliente=contacto.cliente, numero_serie="S-1")
    foto = (ArchivoFactory(), "foto.jpg")
    with pytest.raises(ErrorDeNegocio, match="foto"):
        _abrir(categoria, {}, por=contacto, contacto=contacto, equipo=equipo)
    assert _abrir(categoria, {}, por=contacto, contacto=contacto, equipo=equipo, adjuntos=[foto]).pk


# --- Dangers and vital urgency


def test_an_answer_that_tells_of_gas_puts_the_case_before_all_others(categoria, gas):
    pregunta = PreguntaTriajeFactory(
        categoria=categoria, texto="¿Huele a gas?", texto_seguridad=gas, peligro_valor="si"
    )
    contacto = ContactoFactory()
    incidencia = _abrir(categoria, {pregunta.pk: "si"}, por=contacto, contacto=contacto)
    assert (incidencia.es_urgencia_vital, incidencia.prioridad) == (True, Prioridad.CRITICA)
    assert incidencia.causa_urgencia.codigo == "fuga_gas"
    assert incidencia.urgencia_justificacion == "¿Huele a gas? Sí"
    evento = incidencia.eventos.get(codigo=Codigo.URGENCIA_VITAL)
    assert (evento.contacto, evento.datos["causa"]) == (contacto, "fuga_gas")


def test_the_other_answer_changes_nothing(categoria, gas):
    pregunta = PreguntaTriajeFactory(categoria=categoria, texto_seguridad=gas, peligro_valor="si")
    incidencia = _abrir(categoria, {pregunta.pk: "no"})
    assert (incidencia.es_urgencia_vital, incidencia.prioridad) == (False, Prioridad.NORMAL)
    assert not incidencia.eventos.filter(codigo=Codigo.URGENCIA_VITAL).exists()


def test_a_vital_urgency_needs_its_cause_and_why(categoria):
    incidencia, causa = _abrir(categoria), CausaUrgencia.objects.get(codigo="sin_calefaccion")
    with pytest.raises(ErrorDeNegocio, match="Di por qué"):
        marcar_urgencia_vital(incidencia.pk, por=AgenteFactory(), causa=causa, justificacion=" ")
    causa.activa = False
    with pytest.raises(ErrorDeNegocio, match="ya no se usa"):
        marcar_urgencia_vital(incidencia.pk, por=AgenteFactory(), causa=causa, justificacion="Bebé")
    incidencia.refresh_from_db()
    assert not incidencia.es_urgencia_vital


def test_a_vital_urgency_shortens_the_clocks_and_giving_it_up_puts_them_back(categoria):
    incidencia, agente = _abrir(categoria), AgenteFactory()
    antes = incidencia.objetivos.get(tipo="resolucion").limite_en
    causa = CausaUrgencia.objects.get(codigo="sin_calefaccion")
    marcar_urgencia_vital(incidencia.pk, por=agente, causa=causa, justificacion="Un bebé")
    incidencia.refresh_from_db()
    assert incidencia.prioridad == Prioridad.CRITICA
    assert incidencia.objetivos.get(tipo="resolucion").limite_en < antes
    evento = incidencia.eventos.get(codigo=Codigo.URGENCIA_VITAL)
    assert (evento.usuario, evento.datos["prioridad"]) == (agente, [3, 1])
    retirar_urgencia_vital(incidencia.pk, por=agente)
    incidencia.refresh_from_db()
    assert (incidencia.prioridad, incidencia.causa_urgencia) == (Prioridad.NORMAL, None)
    assert incidencia.objetivos.get(tipo="resolucion").limite_en == antes


def test_reclassifying_does_not_take_a_vital_urgency_from_the_top(categoria):
    incidencia, causa = _abrir(categoria), CausaUrgencia.objects.get(codigo="salud")
    agente = AgenteFactory()
    marcar_urgencia_vital(incidencia.pk, por=agente, causa=causa, justificacion="Respirador")
    reclasificar(incidencia.pk, por=agente, impacto="bajo")
    incidencia.refresh_from_db()
    assert incidencia.prioridad == Prioridad.CRITICA


def test_the_database_refuses_a_vital_urgency_without_cause():
    incidencia = IncidenciaFactory()
    with pytest.raises(IntegrityError, match="urgencia_vital_justificada"), transaction.atomic():
        Incidencia.objects.filter(pk=incidencia.pk).update(es_urgencia_vital=True, prioridad=1)


# --- Answered later


def test_an_answer_given_later_leaves_its_event_and_may_be_corrected(categoria, gas):
    pregunta = PreguntaTriajeFactory(categoria=categoria, texto_seguridad=gas, peligro_valor="si")
    incidencia, agente = _abrir(categoria), AgenteFactory()
    responder_triaje(incidencia.pk, por=agente, respuestas={pregunta.pk: "no"})
    responder_triaje(incidencia.pk, por=agente, respuestas={pregunta.pk: "si"})
    assert incidencia.respuestas_triaje.get().valor == "si"
    eventos = incidencia.eventos.filter(codigo=Codigo.TRIAJE)
    assert [evento.datos["preguntas"] for evento in eventos] == [[pregunta.pk]] * 2
    incidencia.refresh_from_db()
    assert incidencia.es_urgencia_vital


def test_the_same_answer_again_is_no_news(categoria):
    pregunta = PreguntaTriajeFactory(categoria=categoria)
    incidencia = _abrir(categoria, {pregunta.pk: "si"})
    responder_triaje(incidencia.pk, por=AgenteFactory(), respuestas={pregunta.pk: "si"})
    assert not incidencia.eventos.filter(codigo=Codigo.TRIAJE).exists()


def test_what_hung_on_a_corrected_answer_goes_away(categoria):
    previa = PreguntaTriajeFactory(categoria=categoria)
    luego = PreguntaTriajeFactory(categoria=categoria, solo_si=previa, solo_si_valor="si")
    incidencia = _abrir(categoria, {previa.pk: "si", luego.pk: "si"})
    responder_triaje(incidencia.pk, por=AgenteFactory(), respuestas={previa.pk: "no"})
    assert RespuestaTriaje.objects.get().pregunta == previa


# --- The form


def _form(categoria, datos=None, **opciones):
    return TriajeForm(datos, {}, categoria=categoria, **opciones)


def test_the_form_asks_only_what_applies(categoria):
    previa = PreguntaTriajeFactory(categoria=categoria)
    luego = PreguntaTriajeFactory(
        categoria=categoria, solo_si=previa, solo_si_valor="si", obligatoria=True
    )
    form = _form(categoria, {f"t_{previa.pk}": "no"})
    assert form.is_valid()
    assert form.respuestas == {previa.pk: "no"}
    form = _form(categoria, {f"t_{previa.pk}": "si"})
    assert not form.is_valid()
    assert list(form.errors) == [f"t_{luego.pk}"]


def test_the_form_says_the_danger_in_the_language_of_the_customer(categoria, gas):
    pregunta = PreguntaTriajeFactory(categoria=categoria, texto_seguridad=gas, peligro_valor="si")
    (peligro,) = _form(categoria, {f"t_{pregunta.pk}": "si"}, idioma="eu").peligros
    assert peligro.visible
    assert "112" in " ".join(peligro.pasos)
    assert peligro.titulo.startswith("Gas usaina")
    (peligro,) = _form(categoria, {f"t_{pregunta.pk}": "no"}, idioma="ca").peligros
    assert not peligro.visible


def test_every_danger_is_said_in_every_language():
    for texto in TextoSeguridad.objects.prefetch_related("traducciones"):
        assert {una.idioma for una in texto.traducciones.all()} == {"es", "ca", "gl", "eu", "en"}


def test_the_questions_of_a_category_come_alone(oficina, categoria, gas):
    pregunta = PreguntaTriajeFactory(
        categoria=categoria, texto="¿Huele?", texto_seguridad=gas, peligro_valor="si"
    )
    url = "/incidencias/triaje/"
    respuesta = oficina.get(url, {"categoria": categoria.pk, f"t_{pregunta.pk}": "si"})
    assert "¿Huele?" in respuesta.text
    assert "data-peligro" in respuesta.text
    assert "<html" not in respuesta.text
    for clave in ("", "x", "99999999", "9" * 30, "²"):
        assert oficina.get(url, {"categoria": clave}).status_code == 200
