"""The screens of triage on a case: questions, what it goes with, several at once, junk."""

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, TecnicoFactory
from incidencias.models import CausaUrgencia, Estado, Incidencia
from incidencias.servicios import fusionar_incidencia, meter_en, relacionar, resolver_incidencia
from incidencias.tests.fabricas import (
    CategoriaFactory,
    IncidenciaFactory,
    PreguntaTriajeFactory,
)

pytestmark = pytest.mark.django_db


def _url(incidencia, nombre):
    return reverse(f"incidencias:{nombre}", args=[incidencia.codigo])


@pytest.fixture
def incidencia():
    return IncidenciaFactory(asunto="La caldera no enciende")


def test_the_ficha_shows_the_answers_and_why_it_cannot_wait(oficina, incidencia, agente):
    pregunta = PreguntaTriajeFactory(texto="¿Huele a gas?")
    Incidencia.objects.filter(pk=incidencia.pk).update(categoria=pregunta.categoria)
    respuesta = oficina.post(_url(incidencia, "responder_preguntas"), {f"t_{pregunta.pk}": "no"})
    assert respuesta.url == incidencia.get_absolute_url()
    causa = CausaUrgencia.objects.first()
    oficina.post(
        _url(incidencia, "urgencia-vital"), {"causa": causa.pk, "justificacion": "Hay un bebé"}
    )
    assert "¿Huele a gas?" in oficina.get(_url(incidencia, "luego")).text
    pagina = oficina.get(incidencia.get_absolute_url()).text
    assert "Hay un bebé" in pagina
    assert str(causa) in pagina


def test_a_vital_urgency_without_cause_comes_back_with_its_sentence(oficina, incidencia):
    respuesta = oficina.post(_url(incidencia, "urgencia-vital"), {"justificacion": "<b>Ya</b>"})
    assert respuesta.status_code == 422
    assert "Di la causa" in respuesta.text
    assert "<b>Ya</b>" not in respuesta.text
    incidencia.refresh_from_db()
    assert not incidencia.es_urgencia_vital


def test_the_questions_come_back_with_what_was_typed(oficina, incidencia):
    categoria = CategoriaFactory()
    numero = PreguntaTriajeFactory(categoria=categoria, clase="numero", texto="¿Presión?")
    Incidencia.objects.filter(pk=incidencia.pk).update(categoria=categoria)
    url = _url(incidencia, "responder_preguntas")
    respuesta = oficina.post(url, {f"t_{numero.pk}": "mucha ñ"})
    assert respuesta.status_code == 422
    assert "Escribe un número" in respuesta.text
    assert "mucha ñ" in respuesta.text
    assert not incidencia.respuestas_triaje.exists()


def test_what_goes_with_a_case_costs_the_same_with_one_as_with_ten(
    oficina, incidencia, agente, consultas
):
    url = _url(incidencia, "luego")

    def unir():
        meter_en(IncidenciaFactory().pk, por=agente, padre=incidencia)
        relacionar(incidencia.pk, por=agente, con=IncidenciaFactory())
        otra = IncidenciaFactory(cliente=incidencia.cliente)
        fusionar_incidencia(otra.pk, por=agente, en_incidencia=incidencia)
        IncidenciaFactory(cliente=incidencia.cliente, asunto="La caldera no enciende nada")

    unir()
    con_una = consultas(oficina.get, url)
    for _ in range(4):
        unir()
    assert consultas(oficina.get, url) == con_una
    pagina = oficina.get(url).text
    assert "¿Es la misma que…?" in pagina
    assert "Dentro tiene 5, 5 abiertas" in pagina


def test_an_alike_case_is_merged_with_one_press(oficina, incidencia):
    otra = IncidenciaFactory(cliente=incidencia.cliente, asunto="No enciende la caldera")
    assert otra.codigo in oficina.get(_url(incidencia, "luego")).text
    oficina.post(_url(incidencia, "fusionar"), {"codigo": otra.codigo})
    incidencia.refresh_from_db()
    assert incidencia.fusionada_en == otra


def test_a_related_case_is_taken_out_with_one_press(oficina, incidencia, agente):
    otra = IncidenciaFactory()
    oficina.post(_url(incidencia, "relacionar"), {"codigo": otra.codigo, "clase": "misma_causa"})
    assert "la misma causa" in oficina.get(_url(incidencia, "luego")).text
    oficina.post(_url(incidencia, "quitar-relacion"), {"codigo": otra.codigo})
    assert otra.codigo not in oficina.get(_url(incidencia, "luego")).text


@pytest.mark.parametrize("accion", ["meter", "relacionar"])
@pytest.mark.parametrize("codigo", ["", "INC-26-999999", "<b>x</b>", "x" * 300])
def test_a_code_of_nothing_is_told_at_the_field(oficina, incidencia, accion, codigo):
    respuesta = oficina.post(_url(incidencia, accion), {"codigo": codigo, "clase": "relacionada"})
    assert respuesta.status_code == 422
    assert "<b>x</b>" not in respuesta.text


def test_a_decision_for_several_is_seen_before_it_is_taken(oficina, incidencia, agente):
    hijas = IncidenciaFactory.create_batch(2)
    for hija in hijas:
        meter_en(hija.pk, por=agente, padre=incidencia)
    url = _url(incidencia, "hijas")
    pedido = {"decision": "nota", "texto": "Llega el jueves", "hijas": [h.pk for h in hijas]}
    previa = oficina.post(url, {**pedido, "prever": "1"})
    assert "Se haría en 2" in previa.text
    assert not hijas[0].mensajes.exists()
    assert oficina.post(url, {**pedido, "hacer": "1"}).url == incidencia.get_absolute_url()
    assert [hija.mensajes.count() for hija in hijas] == [1, 1]


def test_a_decision_for_several_without_text_or_cases_comes_back(oficina, incidencia, agente):
    hija = IncidenciaFactory()
    meter_en(hija.pk, por=agente, padre=incidencia)
    url = _url(incidencia, "hijas")
    assert "Elige al menos una" in oficina.post(url, {"decision": "cerrar"}).text
    mal = oficina.post(url, {"decision": "resolver", "hijas": [hija.pk], "hacer": "1"})
    assert mal.status_code == 422
    ajena = oficina.post(
        url, {"decision": "nota", "texto": "x", "hijas": [IncidenciaFactory().pk], "hacer": "1"}
    )
    assert ajena.status_code == 422
    hija.refresh_from_db()
    assert hija.estado == Estado.NUEVA


def test_a_parent_closes_with_children_open_only_by_its_own_button(oficina, incidencia, agente):
    meter_en(IncidenciaFactory().pk, por=agente, padre=incidencia)
    resolver_incidencia(incidencia.pk, por=agente, solucion="Placa", causa="Desgaste")
    oficina.post(_url(incidencia, "cerrar"))
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.RESUELTA
    assert "Cerrar aunque queden abiertas" in oficina.get(_url(incidencia, "luego")).text
    oficina.post(_url(incidencia, "cerrar_asi"))
    incidencia.refresh_from_db()
    assert incidencia.estado == Estado.CERRADA


def test_junk_is_marked_and_unmarked_from_the_ficha(oficina, incidencia):
    oficina.post(_url(incidencia, "spam"), {})
    incidencia.refresh_from_db()
    assert incidencia.es_spam
    assert "No es correo basura" in oficina.get(incidencia.get_absolute_url()).text
    oficina.post(_url(incidencia, "no-es-spam"))
    incidencia.refresh_from_db()
    assert not incidencia.es_spam


def test_while_it_is_told_those_that_may_be_the_same_are_shown(oficina, incidencia):
    url = reverse("incidencias:ya_abiertas")
    datos = {"cliente": incidencia.cliente_id, "asunto": "No enciende la caldera"}
    assert incidencia.codigo in oficina.get(url, datos).text
    assert incidencia.codigo not in oficina.get(url, {**datos, "cliente": ""}).text
    for raro in ("x", "9" * 30, "²", "-1"):
        assert oficina.get(url, {"cliente": raro, "equipo": raro}).status_code == 200


# --- Several at once


@pytest.fixture
def sitio():
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente)
    return sede, [EquipoFactory(cliente=cliente, sede=sede) for _ in range(3)]


def _varias(estos, **cambios):
    return {
        "asunto": "Sin frío",
        "tipo": "averia",
        "canal": "correo",
        "impacto": "medio",
        "urgencia": "media",
        "equipos": [equipo.pk for equipo in estos],
        "envio": "7b0c6a4e-8f1d-4f0e-9d5b-0d8f5a0c1e2f",
        **cambios,
    }


def test_several_units_of_a_site_are_opened_once_however_often_it_is_sent(oficina, sitio):
    sede, equipos = sitio
    url = reverse("incidencias:varias", args=[sede.pk])
    assert oficina.get(url).status_code == 200
    primera = oficina.post(url, _varias(equipos))
    segunda = oficina.post(url, _varias(equipos))
    assert primera.url == segunda.url
    assert Incidencia.objects.count() == 4
    assert Incidencia.objects.filter(padre__isnull=False).count() == 3


@pytest.mark.parametrize(
    "cambios",
    [{"equipos": []}, {"equipos": [999999]}, {"asunto": ""}, {"asunto": "x" * 141}, {"tipo": "x"}],
)
def test_what_is_wrong_is_told_and_nothing_is_opened(oficina, sitio, cambios):
    sede, equipos = sitio
    url = reverse("incidencias:varias", args=[sede.pk])
    assert oficina.post(url, _varias(equipos, **cambios)).status_code == 422
    ajeno = EquipoFactory()
    assert oficina.post(url, _varias([*equipos, ajeno])).status_code == 422
    assert not Incidencia.objects.exists()


def test_a_technician_finds_none_of_it(client, incidencia, sitio):
    client.force_login(TecnicoFactory())
    for url in (
        _url(incidencia, "luego"),
        _url(incidencia, "hijas"),
        _url(incidencia, "responder_preguntas"),
        reverse("incidencias:varias", args=[sitio[0].pk]),
    ):
        assert client.get(url).status_code == 404


def test_a_case_of_a_closed_group_is_not_shown_beside_another(oficina, incidencia):
    from cuentas.tests.fabricas import GrupoFactory

    oculta = IncidenciaFactory(
        cliente=incidencia.cliente,
        asunto="La caldera no enciende",
        grupo=GrupoFactory(es_restringido=True),
    )
    relacionar(incidencia.pk, por=AgenteFactory(), con=oculta)
    assert oculta.codigo not in oficina.get(_url(incidencia, "luego")).text
