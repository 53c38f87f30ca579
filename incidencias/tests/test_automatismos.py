"""When – if – then: what rules do by themselves, once per cause, and never round and round."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory, GestorFactory, GrupoFactory
from incidencias.automatismos import motor
from incidencias.automatismos.motor import dar_una_vuelta, hacer_lo_pendiente
from incidencias.models import EjecucionAutomatismo, Incidencia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    recibir_mensaje,
    reclasificar,
    resolver_incidencia,
)
from incidencias.servicios.automatismos import (
    DatosAutomatismo,
    activar_automatismo,
    desactivar_automatismo,
    guardar_automatismo,
    parar_automatismo,
)
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
URGENTES = {"campo": "urgencia", "operador": "es", "valor": ["alta"]}
SUBIR = ("clasificar", {"impacto": "alto"})


def automatismo(activo=True, **datos):
    gestor = GestorFactory()
    datos = {
        "nombre": f"Regla {EjecucionAutomatismo.objects.count()}-{timezone.now().timestamp()}",
        "cuando": "suceso",
        "suceso": "abierta",
        "acciones": [SUBIR],
    } | datos
    uno = guardar_automatismo(DatosAutomatismo(**datos), por=gestor)
    return activar_automatismo(uno.pk, por=gestor) if activo else uno


def abrir(**campos):
    datos = {"asunto": "No enciende", "tipo": "averia", "canal": "telefono"} | campos
    cliente = datos.pop("cliente", None) or ClienteFactory()
    return abrir_incidencia(NuevaIncidencia(cliente=cliente, **datos), por=AgenteFactory())


def impacto(caso):
    return Incidencia.objects.values_list("impacto", flat=True).get(pk=caso.pk)


def test_what_meets_the_conditions_is_done_and_told_in_the_timeline():
    automatismo(condiciones=[URGENTES])
    urgente, otra = abrir(urgencia="alta"), abrir(urgencia="baja")
    assert dar_una_vuelta() == 1
    assert (impacto(urgente), impacto(otra)) == ("alto", "medio")
    assert urgente.eventos.filter(codigo="automatismo").count() == 1


def test_the_same_cause_acts_once_however_often_it_is_read():
    automatismo()
    abrir()
    assert dar_una_vuelta() == 1
    assert dar_una_vuelta() == 0
    assert EjecucionAutomatismo.objects.count() == 1


@pytest.mark.parametrize(("al_llegar", "veces"), [("media", 0), ("alta", 1)])
def test_it_is_judged_as_it_was_found_and_not_minutes_later(al_llegar, veces):
    automatismo(condiciones=[URGENTES], acciones=[("nota", {"texto": "Urge"})])
    caso = abrir(urgencia=al_llegar)
    dar_una_vuelta()
    reclasificar(caso.pk, por=AgenteFactory(), urgencia="alta")
    dar_una_vuelta()
    assert caso.mensajes.filter(texto="Urge").count() == veces


def test_what_is_known_is_not_judged_again(monkeypatch):
    automatismo()
    abrir()
    dar_una_vuelta()
    juzgados = []
    monkeypatch.setattr(motor, "_apuntar", lambda _uno, causas: juzgados.extend(causas))
    dar_una_vuelta()
    assert juzgados == []
    otro = abrir()
    dar_una_vuelta()
    assert [pk for pk, _causa in juzgados] == [otro.pk]


def test_what_happened_before_it_was_on_is_left_alone():
    caso = abrir()
    automatismo()
    assert dar_una_vuelta() == 0
    assert impacto(caso) == "medio"


def test_switched_off_it_does_nothing_not_even_what_was_pending():
    uno = automatismo()
    caso = abrir()
    EjecucionAutomatismo.objects.create(automatismo=uno, incidencia=caso, causa="suceso:1")
    desactivar_automatismo(uno.pk, por=GestorFactory())
    assert (dar_una_vuelta(), hacer_lo_pendiente()) == (0, 0)
    assert impacto(caso) == "medio"


def test_another_systems_history_sets_nothing_off():
    automatismo()
    abrir(origen="zammad", referencia_externa="77")
    assert dar_una_vuelta() == 0


def test_any_of_the_conditions_is_enough_when_it_says_so():
    condiciones = [URGENTES, {"campo": "canal", "operador": "es", "valor": ["telefono"]}]
    automatismo(condiciones=condiciones, todas=False)
    caso = abrir(urgencia="baja")
    dar_una_vuelta()
    assert impacto(caso) == "alto"


@pytest.mark.parametrize(
    ("condicion", "cumple"),
    [
        ({"campo": "asunto", "operador": "contiene", "valor": "GAS"}, True),
        ({"campo": "asunto", "operador": "no_contiene", "valor": "gas"}, False),
        ({"campo": "grupo", "operador": "vacio", "valor": ""}, True),
        ({"campo": "grupo", "operador": "dicho", "valor": ""}, False),
        ({"campo": "marca", "operador": "no_contiene", "valor": "acme"}, True),
        ({"campo": "contactos", "operador": "al_menos", "valor": "1"}, True),
        ({"campo": "contactos", "operador": "como_mucho", "valor": "0"}, False),
        ({"campo": "provisional", "operador": "si", "valor": ""}, False),
        ({"campo": "provisional", "operador": "no", "valor": ""}, True),
        ({"campo": "llegada", "operador": "hace_menos", "valor": "1"}, True),
        ({"campo": "llegada", "operador": "hace_mas", "valor": "1"}, False),
        ({"campo": "prioridad", "operador": "no_es", "valor": ["1"]}, True),
        ({"campo": "espera", "operador": "vacio", "valor": []}, True),
        ({"campo": "espera", "operador": "dicho", "valor": []}, False),
        ({"campo": "vital", "operador": "no", "valor": []}, True),
        ({"campo": "vital", "operador": "si", "valor": []}, False),
    ],
)
def test_each_comparison_judges_a_case(condicion, cumple):
    automatismo(condiciones=[condicion])
    caso = abrir(asunto="Huele a gas")
    dar_una_vuelta()
    assert (impacto(caso) == "alto") is cumple


@pytest.mark.parametrize(
    "condicion",
    [
        {"campo": "estado_de_animo", "operador": "es", "valor": ["malo"]},
        {"campo": "canal", "operador": "parecido", "valor": ["telefono"]},
        {"campo": "canal", "operador": "es", "valor": ["tamtam"]},
        {"campo": "canal", "operador": "es", "valor": []},
        {"campo": "asunto", "operador": "contiene", "valor": "  "},
        {"campo": "contactos", "operador": "al_menos", "valor": "muchos"},
        {"campo": "llegada", "operador": "hace_mas", "valor": "99999999999"},
        {"campo": "contactos", "operador": "al_menos", "valor": "NaN"},
    ],
)
def test_a_condition_that_makes_no_sense_is_not_saved(condicion):
    with pytest.raises(ErrorDeNegocio):
        automatismo(condiciones=[condicion])


def test_all_its_actions_are_done_or_none():
    automatismo(acciones=[SUBIR, ("reanudar", {})])  # it is not waiting: it cannot go on
    caso = abrir()
    assert dar_una_vuelta() == 0
    assert impacto(caso) == "medio"
    ejecucion = EjecucionAutomatismo.objects.get()
    assert ejecucion.resultado == "fallida"
    assert ejecucion.detalle


def test_one_that_goes_round_is_stopped_and_reported():
    jefe = AdministradorFactory()
    automatismo(suceso="nota", acciones=[("nota", {"texto": "Otra vez"})])
    caso = abrir()
    anotar_nota(caso.pk, por=AgenteFactory(), texto="Primera")
    for _ in range(12):
        dar_una_vuelta()
    assert caso.mensajes.filter(texto="Otra vez").count() == 5
    assert "se repetía" in EjecucionAutomatismo.objects.latest("pk").detalle.lower()
    assert "Hemos parado" in Notificacion.objects.get(usuario=jefe).texto


def test_two_that_undo_each_other_are_stopped_too():
    automatismo(
        suceso="reclasificada",
        condiciones=[{"campo": "impacto", "operador": "es", "valor": ["alto"]}],
        acciones=[("clasificar", {"impacto": "bajo"})],
    )
    automatismo(
        suceso="reclasificada",
        condiciones=[{"campo": "impacto", "operador": "es", "valor": ["bajo"]}],
        acciones=[SUBIR],
    )
    caso = abrir()
    reclasificar(caso.pk, por=AgenteFactory(), impacto="alto")
    for _ in range(20):
        dar_una_vuelta()
    hechas = EjecucionAutomatismo.objects.filter(resultado="hecha").count()
    assert hechas <= 11
    assert dar_una_vuelta() == 0


def test_after_so_many_hours_it_acts_once_on_those_still_open():
    uno = automatismo(cuando="tiempo", suceso="", momento="ocurrida_en", horas=24)
    caso, resuelta = abrir(), abrir()
    resolver_incidencia(resuelta.pk, por=AgenteFactory(), solucion="Hecho", causa="Uso")
    assert dar_una_vuelta() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert dar_una_vuelta() == 1
        assert dar_una_vuelta() == 0
    assert (impacto(caso), impacto(resuelta)) == ("alto", "medio")
    assert uno.ejecuciones.count() == 1


def test_what_is_done_or_does_not_meet_the_conditions_hides_nothing_that_comes_after(monkeypatch):
    monkeypatch.setattr(motor, "LOTE", 1)
    automatismo(cuando="tiempo", suceso="", momento="ocurrida_en", horas=1, condiciones=[URGENTES])
    abrir(urgencia="baja")
    casos = [abrir(urgencia="alta") for _ in range(3)]
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert [dar_una_vuelta() for _ in range(4)] == [1, 1, 1, 0]
    assert [impacto(caso) for caso in casos] == ["alto"] * 3


def test_one_that_breaks_does_not_stop_the_rest(monkeypatch):
    automatismo(acciones=[("nota", {"texto": "Rompe"})])
    automatismo()
    caso = abrir()
    de_verdad = motor.actuar

    def actuar(pk, codigo, datos, *, por):
        if codigo == "nota":
            raise ValueError("un fallo nuestro")
        de_verdad(pk, codigo, datos, por=por)

    monkeypatch.setattr(motor, "actuar", actuar)
    assert dar_una_vuelta() == 1
    assert impacto(caso) == "alto"
    assert EjecucionAutomatismo.objects.filter(resultado="fallida").count() == 1


def test_one_that_was_stopped_does_not_do_on_its_return_what_was_pending():
    uno = automatismo()
    EjecucionAutomatismo.objects.create(automatismo=uno, incidencia=abrir(), causa="x")
    parar_automatismo(uno, por_que="Daba vueltas.")
    activar_automatismo(uno.pk, por=GestorFactory())
    assert hacer_lo_pendiente() == 0
    assert uno.ejecuciones.get().resultado == "descartada"


def test_a_new_message_makes_the_hours_count_again():
    automatismo(cuando="tiempo", suceso="", momento="ultimo_mensaje_en", horas=2)
    caso = abrir()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        recibir_mensaje(caso.pk, por=AgenteFactory(), texto="¿Y bien?", canal="correo")
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=30)):
        assert dar_una_vuelta() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=4)):
        assert dar_una_vuelta() == 1


def test_before_a_limit_it_warns():
    automatismo(cuando="tiempo", suceso="", momento="proximo_limite_en", horas=500)
    caso = abrir()
    assert dar_una_vuelta() == 1
    assert impacto(caso) == "alto"


def test_in_business_hours_only_it_waits_for_the_opening_and_looks_again():
    noche = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    with time_machine.travel(noche - timedelta(minutes=1)):
        uno = automatismo(solo_en_horario=True, condiciones=[URGENTES])
    with time_machine.travel(noche):
        sigue, cambia = abrir(urgencia="alta"), abrir(urgencia="alta")
        for caso in (sigue, cambia):
            EjecucionAutomatismo.objects.create(automatismo=uno, incidencia=caso, causa="x")
        assert hacer_lo_pendiente() == 0
        reclasificar(cambia.pk, por=AgenteFactory(), urgencia="baja")
    with time_machine.travel(noche + timedelta(hours=11)):  # 10:00 on Tuesday
        assert hacer_lo_pendiente() == 1
    assert (impacto(sigue), impacto(cambia)) == ("alto", "medio")
    assert set(uno.ejecuciones.values_list("resultado", flat=True)) == {"hecha", "descartada"}


def test_without_actions_or_by_an_agent_it_is_not_written():
    with pytest.raises(ErrorDeNegocio, match="al menos una cosa"):
        automatismo(acciones=[])
    with pytest.raises(ErrorDeNegocio, match="solo lo hace una persona"):
        automatismo(acciones=[("tomar", {})])
    with pytest.raises(ErrorDeNegocio, match="Gestión o Administración"):
        guardar_automatismo(
            DatosAutomatismo("Mío", "suceso", "abierta", acciones=[SUBIR]), por=AgenteFactory()
        )


def test_a_condition_on_what_was_deleted_stops_it_and_says_so():
    jefe = AdministradorFactory()
    grupo = GrupoFactory()
    automatismo(condiciones=[{"campo": "grupo", "operador": "es", "valor": [str(grupo.pk)]}])
    grupo.activo = False
    grupo.save()
    abrir()
    assert dar_una_vuelta() == 0
    assert "Elige el grupo" in Notificacion.objects.get(usuario=jefe).texto


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_each_thing_is_done_by_one():
    uno = automatismo(acciones=[("nota", {"texto": "Una"})])
    casos = [abrir() for _ in range(4)]
    for caso in casos:
        EjecucionAutomatismo.objects.create(automatismo=uno, incidencia=caso, causa="x")

    def trabajar(_n):
        try:
            return hacer_lo_pendiente()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as hilos:
        assert sum(hilos.map(trabajar, range(3))) == 4
    assert all(caso.mensajes.filter(texto="Una").count() == 1 for caso in casos)
