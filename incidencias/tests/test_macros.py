"""Macros: previewed by doing and undoing, then all or nothing, as whoever does it may."""

import uuid

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from conocimiento.models import Plantilla
from conocimiento.tests.fabricas import PlantillaFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.catalogos import crear_catalogos
from incidencias.macros import macros_para, previa_de
from incidencias.models import (
    AccionMacro,
    Borrador,
    Estado,
    Macro,
    MotivoEspera,
    RespuestaProgramada,
)
from incidencias.servicios.macros import DatosMacro, guardar_macro, hacer_macro
from incidencias.servicios.redaccion import deshacer_respuesta, soltar_respuestas
from incidencias.tests.fabricas import IncidenciaFactory, MacroFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def caso():
    return IncidenciaFactory(cliente=ClienteFactory(nombre="Marta", correo="m@correo.example"))


def motivo():
    return MotivoEspera.objects.get(codigo="cliente").pk


def macro_de(*acciones, **campos):
    macro = MacroFactory(**campos)
    AccionMacro.objects.bulk_create(
        AccionMacro(macro=macro, orden=orden, codigo=codigo, datos=datos)
        for orden, (codigo, datos) in enumerate(acciones)
    )
    return macro


def pedir_y_esperar(texto="Hola, {cliente}: ¿una foto?", **campos):
    plantilla = PlantillaFactory(texto=texto)
    return macro_de(
        ("responder_plantilla", {"plantilla": plantilla.pk}),
        ("esperar", {"motivo": motivo()}),
        **campos,
    )


def respuestas_de(macro):
    return list(macro.acciones.filter(codigo__startswith="responder").values_list("pk", flat=True))


def textos_por_salir(caso):
    salen = caso.respuestas_programadas.filter(estado="programada").order_by("pk")
    return list(salen.values_list("texto", flat=True))


def test_it_does_everything_in_order_and_is_counted(caso, agente):
    macro = pedir_y_esperar()
    hacer_macro(macro.pk, caso.pk, por=agente)
    caso.refresh_from_db()
    macro.refresh_from_db()
    assert caso.estado == Estado.EN_ESPERA
    assert caso.mensajes.count() == 0  # it can still be undone
    assert soltar_respuestas(caso.pk, por=agente) == 1
    assert caso.mensajes.get().texto == "Hola, Marta: ¿una foto?"
    assert Comunicacion.objects.filter(plantilla="respuesta").count() == 1
    assert (macro.usos, Plantilla.objects.get(nombre__startswith="Plantilla ").usos) == (1, 1)


def test_the_reply_can_be_changed_before(caso, agente):
    macro = pedir_y_esperar()
    hacer_macro(macro.pk, caso.pk, por=agente, textos={respuestas_de(macro)[0]: "Otra cosa"})
    assert textos_por_salir(caso) == ["Otra cosa"]


def test_each_of_its_replies_is_seen_and_changed_on_its_own(caso, agente):
    macro = macro_de(("responder", {"texto": "Recibido"}), ("responder", {"texto": "Mañana"}))
    primera, segunda = respuestas_de(macro)
    previa = previa_de(macro, caso, agente, {segunda: "El jueves"})
    assert [una.texto for una in previa.respuestas] == ["Recibido", "El jueves"]
    hacer_macro(macro.pk, caso.pk, por=agente, textos={primera: "Lo vemos", segunda: "El jueves"})
    assert textos_por_salir(caso) == ["Lo vemos", "El jueves"]


def test_its_reply_is_undone_like_any_other_and_returns_before_what_was_being_written(caso, agente):
    Borrador.objects.create(incidencia=caso, usuario=agente, texto="A medias")
    hacer_macro(pedir_y_esperar().pk, caso.pk, por=agente)
    deshacer_respuesta(RespuestaProgramada.objects.get().pk, por=agente)
    assert Borrador.objects.get().texto == "Hola, Marta: ¿una foto?\n\nA medias"
    assert (textos_por_salir(caso), caso.mensajes.count()) == ([], 0)


def test_what_ends_the_conversation_does_not_overtake_the_reply_before_it(caso, agente):
    macro = macro_de(
        ("responder", {"texto": "Ya está"}), ("resolver", {"solucion": "Hecho", "causa": "Uso"})
    )
    assert not previa_de(macro, caso, agente).respuestas[0].se_deshace
    hacer_macro(macro.pk, caso.pk, por=agente)
    assert [mensaje.texto for mensaje in caso.mensajes.all()] == ["Ya está"]
    assert previa_de(pedir_y_esperar(), IncidenciaFactory(), agente).respuestas[0].se_deshace


def test_a_macro_that_was_changed_meanwhile_is_looked_at_again(caso, agente):
    macro = macro_de(("responder", {"texto": "Vista"}))
    vista = respuestas_de(macro)[0]
    guardar_macro(
        datos(acciones=[("responder", {"texto": "Otra"})]), por=CoordinadorFactory(), pk=macro.pk
    )
    with pytest.raises(ErrorDeNegocio, match="ha cambiado"):
        hacer_macro(macro.pk, caso.pk, por=agente, textos={vista: "Vista"})
    assert textos_por_salir(caso) == []


def test_if_one_thing_is_not_allowed_nothing_happens(caso, agente):
    macro = macro_de(
        ("nota", {"texto": "Empezamos"}),
        ("esperar", {"motivo": motivo()}),
        ("cerrar", {}),  # not resolved: it cannot be closed
    )
    with pytest.raises(ErrorDeNegocio, match="Cerrar: "):
        hacer_macro(macro.pk, caso.pk, por=agente)
    caso.refresh_from_db()
    macro.refresh_from_db()
    assert (caso.estado, caso.mensajes.count(), macro.usos) == (Estado.NUEVA, 0, 0)


def test_what_the_case_does_not_know_is_filled_in_by_a_person(caso, agente):
    macro = pedir_y_esperar("Vamos {cita}.")
    previa = previa_de(macro, caso, agente)
    assert "[[falta: cuándo vamos]]" in previa.respuestas[0].texto
    assert "Falta por rellenar" in previa.error
    with pytest.raises(ErrorDeNegocio, match="Falta por rellenar"):
        hacer_macro(macro.pk, caso.pk, por=agente)
    assert previa_de(macro, caso, agente, {previa.respuestas[0].pk: "Vamos."}).error == ""


def test_the_preview_says_what_would_be_and_leaves_nothing(caso, agente):
    previa = previa_de(pedir_y_esperar(), caso, agente)
    assert previa.estado == "En espera"
    assert previa.respuestas[0].texto == "Hola, Marta: ¿una foto?"
    assert len(previa.pasos) == 2
    caso.refresh_from_db()
    assert (caso.estado, textos_por_salir(caso)) == (Estado.NUEVA, [])
    assert not Comunicacion.objects.filter(plantilla="respuesta").exists()
    assert Macro.objects.get(nombre__startswith="Macro ").usos == 0


def test_another_persons_and_a_retired_one_cannot_be_done(caso, agente):
    for macro in (pedir_y_esperar(dueno=AgenteFactory()), pedir_y_esperar(activa=False)):
        with pytest.raises(Macro.DoesNotExist):
            hacer_macro(macro.pk, caso.pk, por=agente)
        assert macro not in macros_para(caso, agente)


def test_what_no_longer_exists_is_said_and_nothing_is_done(caso, agente):
    macro = macro_de(("esperar", {"motivo": 987654}), ("volar", {}))
    assert previa_de(macro, caso, agente).error
    with pytest.raises(ErrorDeNegocio):
        hacer_macro(macro.pk, caso.pk, por=agente)


def test_the_seeds_can_be_done_and_are_created_once(caso, agente):
    semillas = Macro.objects.exclude(clave="")
    assert semillas.count() >= 4
    for macro in semillas:
        assert previa_de(macro, caso, agente).pasos, macro
    Macro.objects.filter(clave="pieza").update(activa=False)
    crear_catalogos()
    assert not Macro.objects.get(clave="pieza").activa


# --- Writing them


def datos(**cambios):
    base = {"nombre": "Esperar", "atajo": "espera", "acciones": [("esperar", {"motivo": motivo()})]}
    return DatosMacro(**(base | cambios))


def test_it_is_written_and_changed(agente):
    jefa = CoordinadorFactory()
    macro = guardar_macro(datos(), por=jefa)
    guardar_macro(datos(acciones=[("tomar", {}), ("cerrar", {})]), por=jefa, pk=macro.pk)
    assert [accion.codigo for accion in macro.acciones.all()] == ["tomar", "cerrar"]


@pytest.mark.parametrize(
    "cambio",
    [
        {"acciones": []},
        {"acciones": [("esperar", {})]},
        {"acciones": [("volar", {})]},
        {"acciones": [("tomar", {})] * 11},
        {"nombre": " "},
    ],
)
def test_a_bad_macro_is_refused_and_nothing_is_written(cambio):
    antes = Macro.objects.count()
    with pytest.raises(ErrorDeNegocio):
        guardar_macro(datos(**cambio), por=CoordinadorFactory())
    assert Macro.objects.count() == antes


def test_an_agent_writes_their_own(agente):
    assert guardar_macro(datos(es_mia=True), por=agente).dueno == agente
    with pytest.raises(ErrorDeNegocio, match="coordinación"):
        guardar_macro(datos(atajo="otro"), por=agente)


# --- Screens


def test_it_is_chosen_previewed_and_done_from_the_case(oficina, caso):
    macro = pedir_y_esperar()
    lista = oficina.get(f"{caso.get_absolute_url()}macros/", headers=HTMX)
    assert macro.nombre in lista.text
    url = f"{caso.get_absolute_url()}macros/{macro.pk}/"
    assert "Hola, Marta: ¿una foto?</textarea>" in oficina.get(url, headers=HTMX).text
    envio = {"envio": str(uuid.uuid4()), f"texto-{respuestas_de(macro)[0]}": "Cambiada"}
    for _doble_clic in range(2):
        assert oficina.post(url, envio).status_code == 302
    assert (textos_por_salir(caso), caso.mensajes.count()) == (["Cambiada"], 0)


def test_what_cannot_be_done_comes_back_with_the_text(oficina, caso):
    macro = pedir_y_esperar()
    url = f"{caso.get_absolute_url()}macros/{macro.pk}/"
    campo = f"texto-{respuestas_de(macro)[0]}"
    respuesta = oficina.post(url, {campo: "Vamos [[falta: día]] <b>", "texto-uno": "x"})
    assert respuesta.status_code == 422
    assert "Vamos [[falta: día]] &lt;b&gt;</textarea>" in respuesta.text
    assert textos_por_salir(caso) == []


def test_actions_are_added_and_taken_away_without_losing_what_was_typed(client):
    client.force_login(CoordinadorFactory())
    url = reverse("macros:macro_nueva")
    base = {"nombre": "Mía <b>", "atajo": "mia", "accion": ["nota"], "a0-texto": "Ojo <i>"}
    con_dos = client.post(url, base | {"anadir": "1", "nueva": "esperar"})
    assert (con_dos.status_code, "Mía &lt;b&gt;" in con_dos.text) == (200, True)
    assert "Ojo &lt;i&gt;" in con_dos.text
    assert 'name="a1-motivo"' in con_dos.text
    sin_nada = client.post(url, base | {"quitar": "0"})
    assert "Ojo" not in sin_nada.text
    assert not Macro.objects.filter(atajo="mia").exists()
    mala = client.post(url, base | {"a0-texto": ""})
    assert (mala.status_code, "Escribe el texto." in mala.text) == (422, True)
    assert client.post(url, base | {"activa": "on"}).status_code == 302
    macro = Macro.objects.get(atajo="mia")
    assert macro.acciones.get().datos == {"texto": "Ojo <i>"}
    assert client.get(macro.get_absolute_url()).status_code == 200


def test_an_agent_does_not_open_the_shared_ones_to_change_them(oficina):
    assert oficina.get(pedir_y_esperar().get_absolute_url()).status_code == 404
    assert oficina.get(reverse("macros:macros")).status_code == 200


def test_a_list_of_macros_costs_the_same_with_one_as_with_six(client, consultas, caso):
    client.force_login(CoordinadorFactory())
    paginas = [
        reverse("macros:macros"),
        reverse("incidencias:macros", args=[caso.codigo]),
        f"{reverse('incidencias:lote_nuevo')}?accion=macro&codigos={caso.codigo}",
    ]
    pedir_y_esperar()
    antes = [consultas(client.get, pagina) for pagina in paginas]
    for _una in range(5):
        pedir_y_esperar()
    assert [consultas(client.get, pagina) for pagina in paginas] == antes
