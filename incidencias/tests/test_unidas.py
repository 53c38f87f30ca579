"""A merged case lives on in the other: what was said in it, what comes for it, and the way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.chats.pliegue import Suceso
from incidencias.eventos import Codigo
from incidencias.linea import pagina_de_linea
from incidencias.models import ClaseVinculo, Estado, Incidencia, Vinculo
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    cumplir_promesa,
    deshacer_fusion,
    fusionar_incidencia,
    prometer,
    quitar_relacion,
    recibir_mensaje,
    relacionar,
    responder,
)
from incidencias.servicios.chats import recibir_sucesos_de_chat
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.tests.fabricas_plazos import PoliticaFactory
from incidencias.verificacion import diferencias_de
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino

pytestmark = pytest.mark.django_db


@pytest.fixture
def agente():
    return AgenteFactory()


@pytest.fixture
def contacto():
    return ContactoFactory(correo="ana@x.example")


def _abrir(contacto, asunto="No enfría"):
    datos = NuevaIncidencia(
        cliente=contacto.cliente, contacto=contacto, asunto=asunto, tipo="averia", canal="correo"
    )
    return abrir_incidencia(datos, por=contacto)


def _unir(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto, "Sigue sin enfriar")
    anotar_nota(se_va.pk, por=agente, texto="Nota de la que se va")
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    return Incidencia.objects.get(pk=queda.pk), Incidencia.objects.get(pk=se_va.pk)


def test_what_was_said_in_the_merged_one_is_seen_in_the_one_that_goes_on(contacto, agente):
    queda, se_va = _unir(contacto, agente)
    entradas = pagina_de_linea(queda).entradas
    nota = next(e for e in entradas if e.tipo == "nota")
    assert nota.mensaje.texto == "Nota de la que se va"
    assert nota.titulo.endswith(se_va.codigo)
    assert f"unió aquí {se_va.codigo}" in [entrada.titulo for entrada in entradas]
    assert f"la fusionó con {queda.codigo}" in [e.titulo for e in pagina_de_linea(se_va).entradas]


def test_all_the_lines_of_a_chat_and_what_a_stranger_wrote_too(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    ahora = timezone.now()
    for numero, texto in enumerate(["Hola", "Gotea", "Mucho"]):
        quien = {"correo": contacto.correo, "identificado": True, "incidencia": se_va.codigo}
        cuando = ahora + timedelta(seconds=numero)
        dicho = Suceso(texto, "mensaje", cuando, "cliente", texto, quien)
        recibir_sucesos_de_chat("web", "c1", [dicho], por=agente)
    recibir_mensaje(se_va.pk, por=agente, texto="Soy su vecina", canal="correo", es_ajeno=True)
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    dichos = {e.mensaje.texto for e in pagina_de_linea(queda).entradas if e.mensaje}
    assert dichos >= {"Hola", "Gotea", "Mucho", "Soy su vecina"}
    suyos = pagina_de_linea(queda, para_cliente=True).entradas
    assert "Soy su vecina" not in {e.mensaje.texto for e in suyos if e.mensaje}


def test_a_customer_sees_there_only_what_the_same_person_said(contacto, agente):
    queda, se_va = _unir(contacto, agente)
    asuntos = [e.incidencia.pk for e in pagina_de_linea(queda, para_cliente=True).entradas]
    assert se_va.pk in asuntos
    de_otro = ContactoFactory(cliente=contacto.cliente)
    Incidencia.objects.filter(pk=se_va.pk).update(contacto=de_otro)
    asuntos = [e.incidencia.pk for e in pagina_de_linea(queda, para_cliente=True).entradas]
    assert se_va.pk not in asuntos


def test_the_timeline_costs_the_same_with_one_merged_as_with_three(contacto, agente, consultas):
    queda, _se_va = _unir(contacto, agente)
    con_una = consultas(pagina_de_linea, queda)
    sin_unir = IncidenciaFactory(cliente=contacto.cliente)
    assert consultas(pagina_de_linea, sin_unir) < con_una


def test_what_comes_for_the_merged_one_arrives_at_the_one_that_goes_on(contacto, agente):
    queda, se_va = _unir(contacto, agente)
    ultima = _abrir(contacto)
    fusionar_incidencia(queda.pk, por=agente, en_incidencia=ultima)
    mensaje = recibir_mensaje(se_va.pk, por=contacto, texto="¿Y bien?", canal="correo")
    assert mensaje.incidencia == ultima


def test_our_own_reply_in_a_merged_one_is_still_refused(contacto, agente):
    _queda, se_va = _unir(contacto, agente)
    with pytest.raises(ErrorDeNegocio, match="escribe allí"):
        responder(se_va.pk, por=agente, texto="Hola")


def test_the_customer_is_told_under_which_code_it_goes_on(contacto, agente):
    queda, se_va = _unir(contacto, agente)
    aviso = Comunicacion.objects.get(plantilla="fusionada")
    assert (aviso.para, aviso.datos["destino"]) == ("ana@x.example", queda.codigo)
    assert aviso.datos["codigo"] == se_va.codigo


def test_undone_at_once_nobody_hears_of_it_and_all_is_as_before(contacto, agente):
    queda, se_va = _unir(contacto, agente)
    deshacer_fusion(se_va.pk, por=agente)
    se_va.refresh_from_db()
    assert (se_va.estado, se_va.fusionada_en) == (Estado.NUEVA, None)
    assert Comunicacion.objects.get(plantilla="fusionada").destino == Destino.ANULADA
    assert not Comunicacion.objects.filter(plantilla="separada").exists()
    assert not [e for e in pagina_de_linea(queda).entradas if e.tipo == "nota"]
    mensaje = recibir_mensaje(se_va.pk, por=contacto, texto="¿Y bien?", canal="correo")
    assert mensaje.incidencia == se_va


def test_undone_when_the_customer_knew_they_are_told_again(contacto, agente):
    _queda, se_va = _unir(contacto, agente)
    Comunicacion.objects.filter(plantilla="fusionada").update(
        destino=Destino.ENVIADA, enviado_en=timezone.now()
    )
    deshacer_fusion(se_va.pk, por=agente)
    assert Comunicacion.objects.get(plantilla="separada").datos["codigo"] == se_va.codigo


def test_what_nobody_had_answered_is_owed_by_the_one_that_goes_on(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    responder(queda.pk, por=agente, texto="Vamos el jueves")
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    queda.refresh_from_db()
    assert queda.responde_el_cliente


@pytest.fixture
def con_siguiente():
    """A policy that promises the answers after the first one too."""
    tipos = ("primera_respuesta", "siguiente_respuesta", "resolucion")
    PoliticaFactory(por_tipo=True, horas={(tipo, p): 4 for tipo in tipos for p in (1, 2, 3, 4)})


def _por_contestar(incidencia):
    """The clock of the next answer, as stored; the events tell the same."""
    incidencia.refresh_from_db()
    assert list(diferencias_de(incidencia)) == []
    corren = incidencia.objetivos.filter(cumplido_en=None, anulado_en=None)
    return corren.filter(tipo="siguiente_respuesta").first()


@pytest.mark.usefixtures("con_siguiente")
def test_its_clock_has_run_since_the_customer_spoke_and_goes_back_with_it(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    responder(queda.pk, por=agente, texto="Vamos el jueves")
    assert _por_contestar(queda) is None
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    assert _por_contestar(queda).desde_en == se_va.ocurrida_en
    deshacer_fusion(se_va.pk, por=agente)
    assert _por_contestar(queda) is None
    assert not queda.responde_el_cliente
    se_va.refresh_from_db()
    assert se_va.objetivos.filter(tipo="primera_respuesta", anulado_en=None).exists()


@pytest.mark.usefixtures("con_siguiente")
def test_what_was_said_here_meanwhile_is_still_owed_here(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    responder(queda.pk, por=agente, texto="Vamos el jueves")
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    dicho = recibir_mensaje(queda.pk, por=contacto, texto="¿A qué hora?", canal="correo")
    deshacer_fusion(se_va.pk, por=agente)
    assert _por_contestar(queda).desde_en == dicho.ocurrido_en
    assert queda.responde_el_cliente


@pytest.mark.usefixtures("con_siguiente")
def test_answered_there_it_is_owed_by_nobody(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    responder(queda.pk, por=agente, texto="Vamos el jueves")
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    responder(queda.pk, por=agente, texto="Es lo mismo: el jueves")
    deshacer_fusion(se_va.pk, por=agente)
    assert _por_contestar(queda) is None
    assert not queda.responde_el_cliente


def test_what_was_promised_in_it_is_kept_in_the_one_that_goes_on_and_goes_back(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    vence_en = timezone.now() + timedelta(hours=1)
    hecha = prometer(se_va.pk, por=agente, texto="Le llamo", vence_en=vence_en)
    cumplida = prometer(se_va.pk, por=agente, texto="Le escribo", vence_en=vence_en)
    cumplir_promesa(cumplida.pk, por=agente)
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    queda.refresh_from_db()
    assert list(queda.promesas.all()) == [hecha]
    assert queda.proximo_limite == vence_en
    assert "prometió: «Le llamo»" in [e.titulo for e in pagina_de_linea(se_va).entradas]
    deshacer_fusion(se_va.pk, por=agente)
    for caso in (queda, se_va):
        caso.refresh_from_db()
        assert list(diferencias_de(caso)) == []
    assert not queda.promesas.exists()
    assert se_va.proximo_limite == vence_en


def test_kept_meanwhile_it_stays_where_it_was_kept(contacto, agente):
    queda, se_va = _abrir(contacto), _abrir(contacto)
    vence_en = timezone.now() + timedelta(hours=1)
    hecha = prometer(se_va.pk, por=agente, texto="Le llamo", vence_en=vence_en)
    fusionar_incidencia(se_va.pk, por=agente, en_incidencia=queda)
    cumplir_promesa(hecha.pk, por=agente)
    deshacer_fusion(se_va.pk, por=agente)
    assert queda.promesas.get().cumplida_en is not None


@pytest.mark.usefixtures("con_siguiente")
def test_what_a_stranger_writes_is_told_by_the_events_too(contacto, agente):
    caso = _abrir(contacto)
    responder(caso.pk, por=agente, texto="Vamos el jueves")
    recibir_mensaje(caso.pk, por=agente, texto="Soy su vecina", canal="correo", es_ajeno=True)
    assert _por_contestar(caso) is not None


# --- Related


def test_two_cases_are_related_once_and_both_tell_it(agente):
    una, otra = IncidenciaFactory.create_batch(2)
    relacionar(otra.pk, por=agente, con=una, clase=ClaseVinculo.MISMA_CAUSA)
    vinculo = Vinculo.objects.get()
    assert (vinculo.una, vinculo.otra) == (una, otra)
    for caso, la_otra in ((una, otra), (otra, una)):
        assert caso.eventos.get(codigo=Codigo.RELACIONADA).datos["otra_id"] == la_otra.pk
    with pytest.raises(ErrorDeNegocio, match="ya están relacionadas"):
        relacionar(una.pk, por=agente, con=otra)
    with pytest.raises(ErrorDeNegocio, match="consigo misma"):
        relacionar(una.pk, por=agente, con=una)
    assert Vinculo.objects.count() == 1


def test_a_relation_is_taken_back(agente):
    una, otra = IncidenciaFactory.create_batch(2)
    relacionar(una.pk, por=agente, con=otra)
    quitar_relacion(otra.pk, por=agente, con=una)
    assert not Vinculo.objects.exists()
    with pytest.raises(ErrorDeNegocio, match="no están relacionadas"):
        quitar_relacion(una.pk, por=agente, con=otra)
