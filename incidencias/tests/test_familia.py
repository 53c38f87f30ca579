"""Cases inside another: what goes in, what is decided for all, and several opened at once."""

import pytest

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import Estado, EventoIncidencia, Incidencia, Mensaje
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    abrir_varias,
    cerrar_incidencia,
    decidir_en_hijas,
    meter_en,
    prever_en_hijas,
    resolver_incidencia,
    sacar,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
SOLUCION = {"solucion": "Cambio de placa", "causa": "desgaste"}


@pytest.fixture
def agente():
    return AgenteFactory()


def _familia(agente, cuantas=2):
    padre = IncidenciaFactory()
    hijas = IncidenciaFactory.create_batch(cuantas)
    for hija in hijas:
        meter_en(hija.pk, por=agente, padre=padre)
    return padre, hijas


def test_a_case_goes_inside_another_and_comes_out(agente):
    padre, (hija,) = _familia(agente, 1)
    hija.refresh_from_db()
    assert hija.padre == padre
    sacar(hija.pk, por=agente)
    hija.refresh_from_db()
    assert hija.padre is None
    codigos = list(hija.eventos.order_by("id").values_list("codigo", flat=True))
    assert codigos == [Codigo.METIDA, Codigo.SACADA]


def test_no_case_goes_inside_itself_inside_a_child_nor_with_others_inside(agente):
    padre, (hija,) = _familia(agente, 1)
    otra = IncidenciaFactory()
    for una, destino, frase in (
        (otra, otra, "dentro de sí misma"),
        (otra, hija, "ya está dentro"),
        (padre, otra, "tiene otras dentro"),
    ):
        with pytest.raises(ErrorDeNegocio, match=frase):
            meter_en(una.pk, por=agente, padre=destino)
    assert Incidencia.objects.filter(padre__isnull=False).count() == 1


def test_nothing_goes_inside_a_case_that_is_over(agente):
    padre, una = IncidenciaFactory(cerrada=True), IncidenciaFactory()
    with pytest.raises(ErrorDeNegocio, match="ya no está abierta"):
        meter_en(una.pk, por=agente, padre=padre)


def test_a_parent_does_not_close_while_a_child_is_open_unless_it_is_said(agente):
    padre, (hija,) = _familia(agente, 1)
    resolver_incidencia(padre.pk, por=agente, **SOLUCION)
    with pytest.raises(ErrorDeNegocio, match="queda 1 abierta"):
        cerrar_incidencia(padre.pk, por=agente)
    padre.refresh_from_db()
    assert padre.estado == Estado.RESUELTA
    cerrar_incidencia(padre.pk, por=agente, con_hijas_abiertas=True)
    hija.refresh_from_db()
    assert hija.estado == Estado.NUEVA


def test_a_parent_closes_when_its_children_are_solved(agente):
    padre, (hija,) = _familia(agente, 1)
    for una in (padre, hija):
        resolver_incidencia(una.pk, por=agente, **SOLUCION)
    assert cerrar_incidencia(padre.pk, por=agente).estado == Estado.CERRADA


def test_a_decision_reaches_the_chosen_children_and_says_which_did_not_admit_it(agente):
    padre, (una, otra, no) = _familia(agente, 3)
    resolver_incidencia(otra.pk, por=agente, **SOLUCION)
    cascada = decidir_en_hijas(
        padre.pk, por=agente, decision="resolver", hijas=[una.pk, otra.pk], datos=SOLUCION
    )
    assert cascada.hechas == [una]
    ((fuera, frase),) = cascada.fuera
    assert fuera == otra
    assert "resuelta" in frase
    estados = dict(Incidencia.objects.values_list("pk", "estado"))
    assert [estados[i.pk] for i in (padre, una, otra, no)] == [
        Estado.NUEVA,
        Estado.RESUELTA,
        Estado.RESUELTA,
        Estado.NUEVA,
    ]
    evento = padre.eventos.get(codigo=Codigo.CASCADA)
    assert evento.datos == {"decision": "resolver", "hechas": [una.pk], "fuera": [otra.pk]}


def test_the_preview_says_the_same_and_does_nothing(agente):
    padre, (una, otra) = _familia(agente)
    resolver_incidencia(otra.pk, por=agente, **SOLUCION)
    antes = EventoIncidencia.objects.count()
    cascada = prever_en_hijas(
        padre.pk, por=agente, decision="resolver", hijas=[una.pk, otra.pk], datos=SOLUCION
    )
    assert [caso.pk for caso in cascada.hechas] == [una.pk]
    assert len(cascada.fuera) == 1
    assert EventoIncidencia.objects.count() == antes
    assert Incidencia.objects.get(pk=una.pk).estado == Estado.NUEVA


@pytest.mark.parametrize(("decision", "que"), [("nota", "nota"), ("responder", "saliente")])
def test_notes_and_replies_reach_each_child_in_its_own_conversation(agente, decision, que):
    padre, hijas = _familia(agente)
    decidir_en_hijas(
        padre.pk,
        por=agente,
        decision=decision,
        hijas=[hija.pk for hija in hijas],
        datos={"texto": "Llega el jueves"},
    )
    mensajes = Mensaje.objects.filter(texto="Llega el jueves", direccion=que)
    assert set(mensajes.values_list("incidencia", flat=True)) == {hija.pk for hija in hijas}


def test_a_case_that_is_not_inside_is_refused_and_nothing_happens(agente):
    padre, (hija,) = _familia(agente, 1)
    ajena = IncidenciaFactory()
    with pytest.raises(ErrorDeNegocio, match="no está dentro"):
        decidir_en_hijas(
            padre.pk, por=agente, decision="nota", hijas=[hija.pk, ajena.pk], datos={"texto": "x"}
        )
    assert not Mensaje.objects.exists()


# --- Several at once


def _sitio(cuantos=3):
    cliente = ClienteFactory(correo="a@x.example")
    sede = SedeFactory(cliente=cliente)
    equipos = [EquipoFactory(cliente=cliente, sede=sede) for _ in range(cuantos)]
    datos = NuevaIncidencia(
        cliente=cliente, sede=sede, asunto="Sin frío", tipo="averia", canal="correo"
    )
    return datos, equipos


def test_one_call_opens_a_case_for_each_unit_inside_one_for_the_site(agente):
    datos, equipos = _sitio()
    padre, hijas = abrir_varias(datos, equipos, por=agente)
    assert [hija.equipo for hija in hijas] == equipos
    assert {hija.padre for hija in hijas} == {padre}
    assert (padre.equipo, padre.sede) == (None, datos.sede)
    assert len({caso.codigo for caso in (padre, *hijas)}) == 4
    acuses = Comunicacion.objects.filter(plantilla="acuse")
    assert [acuse.referencia for acuse in acuses] == [padre.codigo]


def test_with_one_unit_that_does_not_fit_none_is_opened(agente):
    datos, equipos = _sitio()
    for ajeno in (EquipoFactory(), EquipoFactory(cliente=datos.cliente, sede=SedeFactory())):
        with pytest.raises(ErrorDeNegocio):
            abrir_varias(datos, [*equipos, ajeno], por=agente)
    with pytest.raises(ErrorDeNegocio, match="Elige al menos"):
        abrir_varias(datos, [], por=agente)
    assert not Incidencia.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_while_a_parent_is_closed_nothing_goes_inside():
    agente = AgenteFactory()
    for _ in range(3):
        padre, una = IncidenciaFactory(), IncidenciaFactory()
        resolver_incidencia(padre.pk, por=agente, **SOLUCION)
        Incidencia.objects.filter(pk=padre.pk).update(
            estado=Estado.EN_CURSO, resuelta_en=None, dia_resolucion=None
        )

        def cerrar(padre=padre):
            resolver_incidencia(padre.pk, por=agente, **SOLUCION)
            cerrar_incidencia(padre.pk, por=agente)

        a_la_vez(cerrar, lambda p=padre, u=una: meter_en(u.pk, por=agente, padre=p))
        padre.refresh_from_db()
        assert not (padre.estado == Estado.CERRADA and padre.hijas.abiertas().exists())


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_two_crossed_changes_never_make_a_circle():
    una, otra, agente = IncidenciaFactory(), IncidenciaFactory(), AgenteFactory()
    errores = a_la_vez(
        lambda: meter_en(una.pk, por=agente, padre=otra),
        lambda: meter_en(otra.pk, por=agente, padre=una),
    )
    assert len(errores) == 1
    assert Incidencia.objects.filter(padre__isnull=False).count() == 1


def test_a_case_opened_inside_another_is_refused_if_that_one_is_over(agente):
    cliente = ClienteFactory()
    datos = NuevaIncidencia(
        cliente=cliente,
        asunto="Sin frío",
        tipo="averia",
        canal="correo",
        padre=IncidenciaFactory(cliente=cliente, cerrada=True),
    )
    with pytest.raises(ErrorDeNegocio, match="ya no está abierta"):
        abrir_incidencia(datos, por=agente)
