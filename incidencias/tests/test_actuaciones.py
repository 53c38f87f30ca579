"""What macros and rules can do: its data are read again each time, and told in words."""

import pytest

from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory
from incidencias.actuaciones import ACTUACIONES, actuar, en_palabras, leer
from incidencias.models import Estado, MotivoEspera, Promesa
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def motivo():
    return MotivoEspera.objects.get(codigo="pieza")


def test_it_is_done_by_the_service_of_that_decision():
    caso = IncidenciaFactory()
    actuar(caso.pk, "esperar", {"motivo": motivo().pk}, por=AgenteFactory())
    caso.refresh_from_db()
    assert (caso.estado, caso.motivo_espera) == (Estado.EN_ESPERA, motivo())


def test_what_no_longer_exists_is_told_and_nothing_is_done():
    caso = IncidenciaFactory()
    with pytest.raises(ErrorDeNegocio, match="Poner en espera"):
        actuar(caso.pk, "esperar", {"motivo": 987654}, por=AgenteFactory())
    with pytest.raises(ErrorDeNegocio, match="Ya no existe"):
        actuar(caso.pk, "volar", {}, por=AgenteFactory())
    caso.refresh_from_db()
    assert caso.estado == Estado.NUEVA


@pytest.mark.parametrize(
    ("codigo", "datos"),
    [
        ("asignar", {}),
        ("clasificar", {}),
        ("clasificar", {"impacto": "enorme"}),
        ("responder", {"texto": " "}),
        ("prometer", {"texto": "Vamos", "horas": "0"}),
        ("resolver", {"solucion": "x"}),
        ("avisar", {"a": "rol:cliente", "texto": "Hola"}),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_written(codigo, datos):
    with pytest.raises(ErrorDeNegocio):
        leer(codigo, datos)


def test_it_is_told_as_a_person_would_read_it():
    grupo = GrupoFactory(nombre="Taller")
    assert en_palabras("esperar", {"motivo": motivo().pk}) == f"Poner en espera: {motivo()}"
    assert en_palabras("asignar", {"grupo": grupo.pk}) == "Asignar: Taller"
    assert en_palabras("clasificar", {"urgencia": "alta"}) == "Clasificar: Alta"
    assert en_palabras("reanudar", {}) == "Reanudar"
    prometer = {"texto": "Le llamamos", "horas": "24"}
    assert en_palabras("prometer", prometer) == "Prometer: Le llamamos · dentro de (horas) 24"


def test_only_what_is_said_changes_in_a_classification():
    caso = IncidenciaFactory(impacto="bajo")
    actuar(caso.pk, "clasificar", {"urgencia": "alta"}, por=AgenteFactory())
    caso.refresh_from_db()
    assert (caso.urgencia, caso.impacto) == ("alta", "bajo")


def test_a_promise_is_for_so_many_hours_from_now():
    caso = IncidenciaFactory()
    actuar(caso.pk, "prometer", {"texto": "Le llamamos", "horas": "4"}, por=AgenteFactory())
    promesa = Promesa.objects.get()
    assert round((promesa.vence_en - promesa.hecha_en).total_seconds()) == 4 * 3600


def test_who_is_told_is_who_attends_or_who_supervises():
    jefa, ana = CoordinadorFactory(), AgenteFactory()
    caso = IncidenciaFactory(responsable=ana)
    actuar(caso.pk, "avisar", {"a": "responsable", "texto": "Mírala"}, por=SISTEMA)
    actuar(caso.pk, "avisar", {"a": "supervision", "texto": "Mírala"}, por=SISTEMA)
    assert [aviso.usuario for aviso in Notificacion.objects.order_by("pk")] == [ana, jefa]


def test_every_action_has_its_own_code_and_form():
    assert all(codigo == una.codigo for codigo, una in ACTUACIONES.items())
    assert all(una.formulario().fields is not None for una in ACTUACIONES.values())
