"""Decisions on many cases: each once, what was left out and why, progress, stopping, undoing."""

import uuid

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias import lotes
from incidencias.models import (
    AccionMacro,
    Canal,
    Estado,
    EstadoLote,
    EstadoRelevo,
    EventoIncidencia,
    FilaDeLote,
    Lote,
    MotivoEspera,
    Relevo,
    RespuestaProgramada,
    ResultadoFila,
)
from incidencias.servicios import asignar_incidencia, programar_respuesta, soltar_respuestas
from incidencias.servicios.lotes import parar_lote, pedir_lote, procesar_lote
from incidencias.tasks import procesar_lotes
from incidencias.tests.fabricas import (
    CategoriaFactory,
    IncidenciaFactory,
    MacroFactory,
    VistaGuardadaFactory,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
URL = "/incidencias/lotes/nuevo/"


def pedir(oficina, accion, codigos, **datos):
    datos = {"accion": accion, "codigos": codigos, "envio": str(uuid.uuid4()), **datos}
    return oficina.post(URL, datos, follow=True)


def asignar(oficina, incidencias, quien, **datos):
    codigos = [una.codigo for una in incidencias]
    return pedir(oficina, "asignar", codigos, responsable=quien.pk if quien else "", **datos)


def un_lote(agente, incidencias, **datos):
    return pedir_lote(
        por=agente,
        accion="asignar",
        datos={"responsable": [str(agente.pk)], **datos},
        pks=[una.pk for una in incidencias],
    )


# --- What is done


def test_it_does_what_it_can_and_says_what_was_left_out_and_why(oficina):
    berta = AgenteFactory(nombre="Berta")
    abierta, cerrada = IncidenciaFactory(), IncidenciaFactory(cerrada=True)
    respuesta = asignar(oficina, [abierta, cerrada], berta, consulta="vista=mias")
    abierta.refresh_from_db()
    assert abierta.responsable == berta
    assert "1 incidencia asignada." in respuesta.text
    assert "1 se ha quedado fuera." in respuesta.text
    assert f"{cerrada.codigo} ya no está abierta." in respuesta.text
    assert respuesta.redirect_chain == [("/incidencias/?vista=mias", 302)]


def test_what_one_may_not_see_is_not_touched(oficina):
    ajena = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    respuesta = asignar(oficina, [ajena], AgenteFactory())
    ajena.refresh_from_db()
    assert ajena.responsable is None
    assert "Marca antes alguna incidencia." in respuesta.text


def test_what_becomes_hidden_after_asking_is_left_out(agente):
    incidencia = IncidenciaFactory()
    lote = un_lote(agente, [incidencia])
    incidencia.grupo = GrupoFactory(es_restringido=True)
    incidencia.save()
    assert procesar_lote(lote.pk)
    assert lote.filas.get().motivo == "No la ves o no existe."


@pytest.mark.parametrize(
    ("accion", "datos", "campo", "valor"),
    [
        ("clasificar", {"urgencia": "alta"}, "urgencia", "alta"),
        ("resolver", {"solucion": "Reinicio", "causa": "Uso"}, "estado", Estado.RESUELTA),
    ],
)
def test_each_decision_is_the_same_as_on_its_page(oficina, accion, datos, campo, valor):
    incidencias = IncidenciaFactory.create_batch(2)
    pedir(oficina, accion, [una.codigo for una in incidencias], **datos)
    for una in incidencias:
        una.refresh_from_db()
        assert getattr(una, campo) == valor


def test_what_one_has_just_said_leaves_before_what_is_done_to_many(oficina, agente):
    mia, ajena = IncidenciaFactory.create_batch(2)
    programar_respuesta(mia.pk, por=agente, texto="Ya funciona")
    programar_respuesta(ajena.pk, por=AgenteFactory(), texto="Yo lo miro")
    pedir(oficina, "resolver", [mia.codigo, ajena.codigo], solucion="Reinicio", causa="Uso")
    assert mia.mensajes.get().texto == "Ya funciona"
    assert not ajena.mensajes.exists()  # its author may still undo it


def test_closing_closes_the_solved_ones_and_leaves_out_the_rest(oficina):
    resuelta, abierta = IncidenciaFactory(resuelta=True), IncidenciaFactory()
    respuesta = pedir(oficina, "cerrar", [resuelta.codigo, abierta.codigo])
    resuelta.refresh_from_db()
    assert resuelta.estado == Estado.CERRADA
    assert "1 incidencia cerrada." in respuesta.text
    assert "1 se ha quedado fuera." in respuesta.text


def test_merging_leaves_out_the_one_that_goes_on(oficina):
    sigue, otra = IncidenciaFactory.create_batch(2, cliente=ClienteFactory())
    pedir(oficina, "fusionar", [sigue.codigo, otra.codigo], codigo=sigue.codigo)
    otra.refresh_from_db()
    sigue.refresh_from_db()
    assert (otra.fusionada_en, sigue.estado) == (sigue, Estado.NUEVA)


# --- Which ones


def test_all_those_of_a_filter_and_no_other(oficina):
    suyas = IncidenciaFactory.create_batch(3, canal=Canal.CORREO)
    otra = IncidenciaFactory(canal=Canal.CHAT)
    quien = AgenteFactory()
    asignar(oficina, [], quien, todas="1", consulta="vista=abiertas&canal=correo")
    for una in suyas:
        una.refresh_from_db()
        assert una.responsable == quien
    otra.refresh_from_db()
    assert otra.responsable is None


def test_all_those_of_a_saved_view(oficina, agente):
    suya, _otra = IncidenciaFactory(canal=Canal.CORREO), IncidenciaFactory(canal=Canal.CHAT)
    vista = VistaGuardadaFactory(usuario=agente, consulta={"canal": ["correo"]})
    asignar(oficina, [], agente, todas="1", consulta=f"vista={vista.clave}")
    assert list(FilaDeLote.objects.values_list("incidencia", flat=True)) == [suya.pk]


def test_a_filter_that_makes_no_sense_touches_nothing(oficina, agente):
    IncidenciaFactory()
    asignar(oficina, [], agente, todas="1", consulta="canal=humo")
    assert not Lote.objects.exists()


def test_too_many_are_refused(oficina, agente, monkeypatch):
    monkeypatch.setattr("incidencias.servicios.lotes.TOPE", 2)
    respuesta = asignar(oficina, IncidenciaFactory.create_batch(3), agente)
    assert "Son más de 2" in respuesta.text
    assert not Lote.objects.exists()


# --- What is typed


@pytest.mark.parametrize(
    ("accion", "datos", "frase"),
    [
        ("asignar", {"responsable": "99999999"}, "Escoja una opción válida"),
        ("clasificar", {}, "Di qué cambia"),
        ("esperar", {}, "hay que decir por qué"),
        ("resolver", {"solucion": " ", "causa": "x"}, "indicar la solución"),
        ("resolver", {"solucion": "<b>Hecho</b>", "causa": "x" * 81}, "&lt;b&gt;Hecho&lt;/b&gt;"),
        ("fusionar", {"codigo": "x" * 21}, "20"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_does_nothing(oficina, accion, datos, frase):
    respuesta = pedir(oficina, accion, [IncidenciaFactory().codigo], **datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert not Lote.objects.exists()


def test_an_unknown_decision_does_not_exist(oficina):
    assert oficina.get(URL, {"accion": "volar"}).status_code == 404
    assert oficina.get(URL).status_code == 404


def test_the_dialog_says_how_many_and_marking_none_says_so(oficina):
    una = IncidenciaFactory()
    cabeceras = {"HX-Request": "true"}
    datos = {"accion": "asignar", "codigos": [una.codigo]}
    assert "1 incidencia." in oficina.get(URL, datos, headers=cabeceras).text
    vacia = oficina.get(URL, {"accion": "asignar"}, headers=cabeceras)
    assert "Marca antes alguna" in vacia.text


# --- Once


def test_the_same_form_sent_twice_happens_once(oficina, agente):
    envio, incidencia = str(uuid.uuid4()), IncidenciaFactory()
    for _vez in range(2):
        asignar(oficina, [incidencia], agente, envio=envio)
    assert Lote.objects.count() == 1
    assert EventoIncidencia.objects.filter(codigo="asignada").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_two_workers_at_the_same_batch_share_it_out():
    agente = AgenteFactory()
    incidencias = IncidenciaFactory.create_batch(12)
    lote = un_lote(agente, incidencias)
    a_la_vez(*[lambda: procesar_lote(lote.pk)] * 3)
    assert EventoIncidencia.objects.filter(codigo="asignada").count() == 12
    lote.refresh_from_db()
    assert lote.estado == EstadoLote.TERMINADO


def test_a_worker_that_dies_leaves_done_what_is_done_and_another_goes_on(agente, monkeypatch):
    incidencias = IncidenciaFactory.create_batch(4)
    lote = un_lote(agente, incidencias)
    original, veces = lotes.servicios.asignar_incidencia, []

    def muere_a_la_tercera(*args, **kwargs):
        veces.append(1)
        if len(veces) == 3:
            raise KeyboardInterrupt
        return original(*args, **kwargs)

    monkeypatch.setattr(lotes.servicios, "asignar_incidencia", muere_a_la_tercera)
    with pytest.raises(KeyboardInterrupt):
        procesar_lote(lote.pk)
    assert lote.filas.filter(resultado=ResultadoFila.HECHA).count() == 2
    assert procesar_lotes() == 1
    assert lote.filas.filter(resultado=ResultadoFila.HECHA).count() == 4
    assert EventoIncidencia.objects.filter(codigo="asignada").count() == 4


def test_one_that_breaks_does_not_stop_the_rest(agente, monkeypatch):
    incidencias = IncidenciaFactory.create_batch(3)
    lote = un_lote(agente, incidencias)
    original = lotes.servicios.asignar_incidencia

    def falla(pk, **kwargs):
        if pk == incidencias[1].pk:
            raise RuntimeError
        return original(pk, **kwargs)

    monkeypatch.setattr(lotes.servicios, "asignar_incidencia", falla)
    assert procesar_lote(lote.pk)
    fuera = lote.filas.get(resultado=ResultadoFila.FUERA)
    assert (fuera.incidencia_id, fuera.motivo[:14]) == (incidencias[1].pk, "Un error nuest")


# --- Many, in the background


def test_many_are_left_to_a_worker_and_one_sees_how_far_it_is(oficina, agente, monkeypatch, avisos):
    monkeypatch.setattr("incidencias.views.lotes.AL_MOMENTO", 1)
    incidencias = IncidenciaFactory.create_batch(2)
    respuesta = asignar(oficina, incidencias, agente)
    lote = Lote.objects.get()
    assert respuesta.redirect_chain == [(lote.get_absolute_url(), 302)]
    assert "0 de 2" in respuesta.text
    assert procesar_lotes() == 1
    assert "2 incidencias asignadas." in oficina.get(lote.get_absolute_url()).text


def test_stopping_it_leaves_out_the_rest(agente):
    lote = un_lote(agente, IncidenciaFactory.create_batch(2))
    parar_lote(lote.pk, por=agente)
    assert procesar_lote(lote.pk)
    assert set(lote.filas.values_list("resultado", flat=True)) == {ResultadoFila.FUERA}
    lote.refresh_from_db()
    assert lote.estado == EstadoLote.PARADO


def test_a_batch_is_of_whoever_asked_for_it(client, agente):
    lote = un_lote(agente, [IncidenciaFactory()])
    client.force_login(AgenteFactory())
    assert client.get(lote.get_absolute_url()).status_code == 404
    for que in ("parar_lote", "deshacer_lote"):
        assert client.post(reverse(f"incidencias:{que}", args=[lote.pk])).status_code == 404


def test_a_person_who_is_gone_when_it_runs_leaves_all_out(agente):
    berta = AgenteFactory()
    incidencia = IncidenciaFactory()
    lote = un_lote(agente, [incidencia], responsable=[str(berta.pk)])
    berta.is_active = False
    berta.save()
    assert procesar_lote(lote.pk)
    assert lote.filas.get().resultado == ResultadoFila.FUERA


# --- Undoing


def deshacer(oficina):
    lote = Lote.objects.latest("pk")
    return oficina.post(reverse("incidencias:deshacer_lote", args=[lote.pk]), follow=True)


def test_it_is_undone_with_one_button_where_nothing_has_changed(oficina):
    antes, berta, carlos = AgenteFactory(), AgenteFactory(), AgenteFactory()
    igual, cambiada = IncidenciaFactory.create_batch(2, responsable=antes)
    respuesta = asignar(oficina, [igual, cambiada], berta, motivo="Vacaciones")
    assert "Deshacer" in respuesta.text
    asignar_incidencia(cambiada.pk, por=berta, responsable=carlos, motivo="La conoce")
    respuesta = deshacer(oficina)
    igual.refresh_from_db()
    cambiada.refresh_from_db()
    assert (igual.responsable, cambiada.responsable) == (antes, carlos)
    assert "Después ha cambiado" in respuesta.text


def test_what_was_only_offered_is_no_longer_offered(oficina):
    incidencia = IncidenciaFactory(responsable=AgenteFactory())
    pedir(oficina, "asignar", [incidencia.codigo], grupo=GrupoFactory().pk, motivo="Es suya")
    assert Relevo.objects.get().estado == EstadoRelevo.PENDIENTE
    deshacer(oficina)
    assert Relevo.objects.get().estado == EstadoRelevo.RETIRADO
    assert not EventoIncidencia.objects.filter(codigo="asignada").exists()


def test_undoing_twice_undoes_once(oficina, agente):
    incidencia = IncidenciaFactory()
    asignar(oficina, [incidencia], agente)
    primero = Lote.objects.get()
    for _vez in range(2):
        oficina.post(reverse("incidencias:deshacer_lote", args=[primero.pk]))
    assert Lote.objects.count() == 2
    incidencia.refresh_from_db()
    assert incidencia.responsable is None


def test_classifying_waiting_and_merging_come_back(oficina):
    una, otra = IncidenciaFactory.create_batch(
        2, categoria=CategoriaFactory(), cliente=ClienteFactory()
    )
    previa, codigo = una.categoria_id, una.codigo
    tipo, clase = una.tipo, una.clase_legal
    cambios = {"impacto": "alto", "categoria": CategoriaFactory().pk, "tipo": "reclamacion"}
    pedir(oficina, "clasificar", [codigo], **cambios)
    una.refresh_from_db()
    assert (una.tipo, una.clase_legal) == ("reclamacion", "queja_reclamacion")
    deshacer(oficina)
    una.refresh_from_db()
    assert (una.impacto, una.categoria_id) == ("medio", previa)
    assert (una.tipo, una.clase_legal) == (tipo, clase)
    pedir(oficina, "esperar", [codigo], motivo=MotivoEspera.objects.get(codigo="cliente").pk)
    deshacer(oficina)
    una.refresh_from_db()
    assert una.estado == Estado.EN_CURSO
    pedir(oficina, "fusionar", [codigo], codigo=otra.codigo)
    una.refresh_from_db()
    assert una.estado == Estado.FUSIONADA
    deshacer(oficina)
    una.refresh_from_db()
    assert una.estado == Estado.EN_CURSO


def macro_en_lote(oficina, casos, *acciones, **campos):
    macro = MacroFactory(**campos)
    AccionMacro.objects.bulk_create(
        AccionMacro(macro=macro, orden=orden, codigo=codigo, datos=datos)
        for orden, (codigo, datos) in enumerate(acciones)
    )
    return pedir(oficina, "macro", [caso.codigo for caso in casos], macro=macro.pk)


def test_a_macro_is_done_to_each_and_comes_back(oficina, agente):
    casos = IncidenciaFactory.create_batch(2, urgencia="baja")
    respuesta = macro_en_lote(
        oficina,
        casos,
        ("responder", {"texto": "Lo miramos"}),
        ("clasificar", {"urgencia": "alta"}),
        ("esperar", {"motivo": MotivoEspera.objects.get(codigo="cliente").pk}),
        ("tomar", {}),
    )
    assert "2 incidencias atendidas con la macro." in respuesta.text
    for caso in casos:
        caso.refresh_from_db()
        assert (caso.estado, caso.urgencia, caso.responsable) == ("en_espera", "alta", agente)
    assert RespuestaProgramada.objects.filter(estado="programada").count() == 2
    deshacer(oficina)
    for caso in casos:
        caso.refresh_from_db()
        assert (caso.estado, caso.urgencia, caso.responsable) == ("en_curso", "baja", None)
    assert RespuestaProgramada.objects.filter(estado="anulada").count() == 2


def test_a_macro_whose_reply_has_left_is_not_undone_in_part(oficina, agente):
    caso = IncidenciaFactory(urgencia="baja")
    macro_en_lote(
        oficina, [caso], ("responder", {"texto": "Va"}), ("clasificar", {"urgencia": "alta"})
    )
    soltar_respuestas(caso.pk, por=agente)
    assert "Ya ha salido" in deshacer(oficina).text
    caso.refresh_from_db()
    assert caso.urgencia == "alta"


def test_a_macro_that_does_something_final_offers_no_way_back(oficina):
    caso = IncidenciaFactory()
    respuesta = macro_en_lote(oficina, [caso], ("nota", {"texto": "Ojo"}), ("tomar", {}))
    assert "1 incidencia atendida con la macro." in respuesta.text
    de_vuelta = reverse("incidencias:deshacer_lote", args=[Lote.objects.get().pk])
    assert de_vuelta not in respuesta.text
    assert "ya no se puede deshacer" in deshacer(oficina).text


def test_a_macro_leaves_out_the_cases_that_it_is_not_for(oficina):
    averia, consulta = IncidenciaFactory(tipo="averia"), IncidenciaFactory(tipo="consulta")
    respuesta = macro_en_lote(oficina, [averia, consulta], ("tomar", {}), tipos=["averia"])
    assert "no es para incidencias como esta" in respuesta.text
    consulta.refresh_from_db()
    assert consulta.responsable is None


def test_somebody_elses_macro_is_not_offered(oficina):
    respuesta = macro_en_lote(oficina, [IncidenciaFactory()], ("tomar", {}), dueno=AgenteFactory())
    assert respuesta.status_code == 422
    assert not Lote.objects.exists()


def test_what_reached_the_customer_is_not_undone(oficina):
    respuesta = pedir(
        oficina, "resolver", [IncidenciaFactory().codigo], solucion="Reinicio", causa="Uso"
    )
    assert "aviso--deshacer" not in respuesta.text
    assert "ya no se puede deshacer" in deshacer(oficina).text


def test_asking_for_nothing_is_refused(agente):
    with pytest.raises(ErrorDeNegocio, match="Marca antes"):
        pedir_lote(por=agente, accion="asignar", datos={}, pks=[])


def test_the_progress_costs_the_same_with_two_left_out_as_with_twenty(oficina, agente, consultas):
    lote = un_lote(agente, IncidenciaFactory.create_batch(2, cerrada=True))
    procesar_lote(lote.pk)
    con_dos = consultas(oficina.get, lote.get_absolute_url())
    otro = un_lote(agente, IncidenciaFactory.create_batch(20, cerrada=True))
    procesar_lote(otro.pk)
    assert consultas(oficina.get, otro.get_absolute_url()) == con_dos
