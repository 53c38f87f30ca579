"""Decisions on a case from its page: each through its service, errors beside the field."""

import pytest

from cuentas.tests.fabricas import AgenteFactory, TecnicoFactory
from incidencias.models import Estado, Impacto, MotivoEspera
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def decidir(oficina, incidencia, accion, datos=None, **opciones):
    return oficina.post(f"{incidencia.get_absolute_url()}{accion}/", datos or {}, **opciones)


def fresca(incidencia):
    incidencia.refresh_from_db()
    return incidencia


def test_taking_a_case_makes_it_mine(oficina, agente):
    incidencia = IncidenciaFactory()
    decidir(oficina, incidencia, "tomar")
    assert (fresca(incidencia).responsable, incidencia.estado) == (agente, Estado.EN_CURSO)


def test_assigning_with_a_word_for_whoever_receives_it(oficina):
    incidencia, berta = IncidenciaFactory(), AgenteFactory()
    decidir(oficina, incidencia, "asignar", {"responsable": berta.pk, "motivo": "La conoces"})
    assert fresca(incidencia).responsable == berta
    assert incidencia.mensajes.get().texto == "La conoces"


def test_waiting_and_going_on(oficina):
    incidencia = IncidenciaFactory(en_curso=True)
    motivo = MotivoEspera.objects.get(codigo="cliente")
    decidir(oficina, incidencia, "esperar", {"motivo": motivo.pk})
    assert (fresca(incidencia).estado, incidencia.motivo_espera) == (Estado.EN_ESPERA, motivo)
    decidir(oficina, incidencia, "reanudar")
    assert fresca(incidencia).estado == Estado.EN_CURSO


def test_resolving_closing_and_reopening(oficina):
    incidencia = IncidenciaFactory(en_curso=True)
    decidir(oficina, incidencia, "resolver", {"solucion": "Nueva placa", "causa": "Desgaste"})
    assert fresca(incidencia).estado == Estado.RESUELTA
    decidir(oficina, incidencia, "cerrar")
    assert fresca(incidencia).estado == Estado.CERRADA
    decidir(oficina, incidencia, "reabrir", {"motivo": "Vuelve a fallar"})
    assert (fresca(incidencia).estado, incidencia.reaperturas) == (Estado.EN_CURSO, 1)


def test_merging_by_a_code_typed_in_any_way_and_undoing_it(oficina):
    incidencia = IncidenciaFactory()
    otra = IncidenciaFactory(cliente=incidencia.cliente)
    decidir(oficina, incidencia, "fusionar", {"codigo": otra.codigo.lower().replace("-", " ")})
    assert fresca(incidencia).fusionada_en == otra
    decidir(oficina, incidencia, "deshacer-fusion")
    assert fresca(incidencia).estado == Estado.NUEVA


def test_reclassifying_moves_the_priority(oficina):
    incidencia = IncidenciaFactory()
    datos = {"tipo": "averia", "impacto": "alto", "urgencia": "alta", "clase_legal": "incidencia"}
    decidir(oficina, incidencia, "reclasificar", datos)
    assert (fresca(incidencia).impacto, incidencia.prioridad) == (Impacto.ALTO, 1)


def test_another_legal_class_needs_its_reason_beside_the_field(oficina):
    incidencia = IncidenciaFactory()
    datos = {"tipo": "averia", "impacto": "medio", "urgencia": "media", "clase_legal": "consulta"}
    respuesta = decidir(oficina, incidencia, "reclasificar", datos)
    assert respuesta.status_code == 422
    assert "clase_legal_motivo" in respuesta.context["form"].errors
    assert fresca(incidencia).clase_legal == "incidencia"


@pytest.mark.parametrize(
    ("accion", "datos", "frase"),
    [
        ("resolver", {"solucion": "", "causa": "x"}, "Para resolver hay que indicar la solución"),
        ("resolver", {"solucion": "x", "causa": ""}, "Para resolver hay que indicar la causa"),
        ("resolver", {"solucion": "x", "causa": "x" * 81}, "80"),
        ("esperar", {}, "Para poner en espera hay que decir por qué."),
        ("esperar", {"motivo": "99999"}, "Escoja una opción válida"),
        ("anular", {"motivo": " "}, "Para anular hay que decir por qué."),
        ("fusionar", {"codigo": "INC-26-999999"}, "No hay ninguna incidencia con ese código."),
        ("fusionar", {"codigo": ""}, "Escribe el código de la otra incidencia."),
        ("asignar", {"responsable": "x"}, "Escoja una opción válida"),
        ("reabrir", {"motivo": "x"}, "Solo se reabre lo resuelto."),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(oficina, accion, datos, frase):
    incidencia = IncidenciaFactory()
    respuesta = decidir(oficina, incidencia, accion, datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert fresca(incidencia).estado == Estado.NUEVA
    assert not incidencia.eventos.exists()


def test_only_the_office_can_be_chosen_as_responsible(oficina):
    incidencia, tecnico = IncidenciaFactory(), TecnicoFactory()
    respuesta = decidir(oficina, incidencia, "asignar", {"responsable": tecnico.pk})
    assert respuesta.status_code == 422
    assert fresca(incidencia).responsable is None


def test_closing_what_is_not_resolved_says_why(oficina):
    incidencia = IncidenciaFactory()
    respuesta = decidir(oficina, incidencia, "cerrar", follow=True)
    assert "no puede pasar a «cerrada»" in respuesta.text
    assert fresca(incidencia).estado == Estado.NUEVA


@pytest.mark.parametrize("accion", ["asignar", "esperar", "resolver", "anular", "reclasificar"])
def test_each_decision_is_a_page_and_for_htmx_a_dialog(oficina, accion):
    url = f"{IncidenciaFactory().get_absolute_url()}{accion}/"
    assert "<h1>" in oficina.get(url).text
    assert oficina.get(url, headers=HTMX).text.lstrip().startswith("<dialog")


def test_htmx_is_sent_to_the_page_when_it_is_done(oficina):
    incidencia = IncidenciaFactory()
    respuesta = decidir(oficina, incidencia, "anular", {"motivo": "Prueba"}, headers=HTMX)
    assert (respuesta.status_code, respuesta["HX-Redirect"]) == (
        204,
        incidencia.get_absolute_url(),
    )
