"""What the page of a case says that it owes, in two statements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cuentas.tests.fabricas import AgenteFactory
from incidencias.al_lado import LoQueDebe, lo_que_debe
from incidencias.models import Borrador, Incidencia, ObjetivoSLA, Promesa, TipoObjetivo
from incidencias.pendiente import pendiente_de
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    cumplir_promesa,
    prometer,
    reabrir_incidencia,
    reclasificar,
    resolver_incidencia,
)
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agente():
    return AgenteFactory()


@pytest.fixture
def caso(agente):
    cliente = IncidenciaFactory().cliente
    datos = NuevaIncidencia(cliente=cliente, asunto="Mal", tipo="reclamacion", canal="correo")
    return abrir_incidencia(datos, por=agente)


def test_it_is_what_the_rows_say(caso, agente, consultas):
    pendiente = pendiente_de(caso, agente.pk)
    filas = ObjetivoSLA.objects.filter(incidencia=caso).order_by("pk")
    assert [(uno.tipo, uno.limite_en) for uno in pendiente.relojes] == [
        (fila.tipo, fila.limite_en) for fila in filas
    ]
    assert [uno.etiqueta for uno in pendiente.relojes] == ["Primera respuesta", "Resolución"]
    legal = caso.plazos_legales.get(clase="respuesta")
    limite, _adr = pendiente.limites
    assert (limite.norma, limite.articulo, limite.fecha_limite, limite.cumplido_en) == (
        legal.norma,
        legal.articulo,
        legal.fecha_limite,
        None,
    )
    assert (pendiente.promesas, pendiente.borradores) == ([], {})
    assert consultas(pendiente_de, Incidencia.objects.get(pk=caso.pk), agente.pk) == 2


def test_of_a_kind_of_clock_the_last_one_is_told(caso, agente):
    reclasificar(caso.pk, por=agente, tipo="averia", clase_legal="incidencia")
    resolver_incidencia(caso.pk, por=agente, solucion="Hecho", causa="Uso")
    reabrir_incidencia(caso.pk, por=agente)
    resoluciones = [
        uno for uno in pendiente_de(caso, agente.pk).relojes if uno.tipo == TipoObjetivo.RESOLUCION
    ]
    assert [uno.cumplido_en for uno in resoluciones] == [None]


def test_promises_come_by_their_date_until_they_are_kept(caso, agente):
    ahora = timezone.now()
    for dias in (3, 1, 2):
        prometer(caso.pk, por=agente, texto=f"En {dias}", vence_en=ahora + timedelta(days=dias))
    cumplir_promesa(Promesa.objects.get(texto="En 2").pk, por=agente)
    assert [una.texto for una in pendiente_de(caso, agente.pk).promesas] == ["En 1", "En 3"]


def test_only_my_own_unsent_texts_are_there(caso, agente):
    for usuario, es_nota, texto in (
        (agente, False, "Le llamo"),
        (agente, True, "Ojo"),
        (AgenteFactory(), True, "De otra"),
    ):
        Borrador.objects.create(incidencia=caso, usuario=usuario, es_nota=es_nota, texto=texto)
    assert pendiente_de(caso, agente.pk).borradores == {"respuesta": "Le llamo", "nota": "Ojo"}


def test_another_case_owes_its_own(caso, agente):
    otra = IncidenciaFactory()
    Borrador.objects.create(incidencia=caso, usuario=agente, es_nota=False, texto="Hola")
    pendiente = pendiente_de(otra, agente.pk)
    assert (pendiente.relojes, pendiente.limites, pendiente.borradores) == ([], [], {})


def test_what_has_nothing_is_not_looked_into(caso, agente):
    """Each part is read by its own flag: with all of them true nothing else comes."""
    todo = lo_que_debe(caso)._replace(**dict.fromkeys(LoQueDebe._fields[:11], True))
    para_mirar = Incidencia.objects.get(pk=caso.pk)
    vars(para_mirar)["_lo_que_debe"] = todo
    entera = pendiente_de(para_mirar, agente.pk)
    entera.con_contrato = False
    assert pendiente_de(caso, agente.pk) == entera
    assert lo_que_debe(caso)[:11] == (True, *(False,) * 10)
