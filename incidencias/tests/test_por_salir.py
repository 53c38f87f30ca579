"""Replies on their way out: undone, put off, held; and nothing that never was leaves a trace."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from conocimiento.tests.fabricas import PlantillaFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, TecnicoFactory
from incidencias.eventos import Codigo
from incidencias.models import (
    Borrador,
    Estado,
    EstadoRespuesta,
    Incidencia,
    RespuestaProgramada,
    TipoObjetivo,
)
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    cambiar_respuesta,
    deshacer_respuesta,
    enviar_ya,
    programar_respuesta,
    recibir_mensaje,
    sacar_respuesta,
)
from incidencias.servicios.redaccion import HayNovedades, Visto
from incidencias.tasks import enviar_respuestas
from incidencias.tests.fabricas import IncidenciaFactory, RespuestaProgramadaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.tests.fabricas import ArchivoFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def caso():
    cliente = ClienteFactory(correo="marta@correo.example")
    datos = NuevaIncidencia(cliente=cliente, asunto="No enfría", tipo="averia", canal="portal")
    return abrir_incidencia(datos, por=AgenteFactory())


def despues(segundos=11):
    return time_machine.travel(timezone.now() + timedelta(seconds=segundos), tick=False)


def manana():
    return timezone.now() + timedelta(days=1)


def en_la_cola():
    return Comunicacion.objects.filter(plantilla="respuesta").count()


# --- Until it leaves there is nothing


def test_within_its_seconds_a_reply_is_neither_said_nor_sent(caso, agente):
    programar_respuesta(caso.pk, por=agente, texto="Vamos")
    assert enviar_respuestas() == 0
    assert (caso.mensajes.count(), en_la_cola()) == (0, 0)
    assert not caso.eventos.filter(codigo=Codigo.MENSAJE_SALIENTE).exists()
    caso.refresh_from_db()
    assert (caso.estado, caso.primera_respuesta_en) == (Estado.NUEVA, None)


def test_when_they_pass_it_leaves_once_and_the_clock_sees_that_instant(caso, agente):
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Vamos")
    with despues(60):
        assert (enviar_respuestas(), enviar_respuestas()) == (1, 0)
        ahora = timezone.now()
    caso.refresh_from_db()
    respuesta.refresh_from_db()
    assert respuesta.mensaje == caso.mensajes.get()
    assert caso.primera_respuesta_en == ahora == respuesta.terminada_en
    objetivo = caso.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA)
    assert objetivo.cumplido_en == ahora
    assert en_la_cola() == 1


def test_undone_it_never_was_and_the_text_and_files_are_in_the_composer(caso, agente):
    foto = (ArchivoFactory(), "foto.jpg")
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Vamos", adjuntos=[foto])
    assert not Borrador.objects.exists()
    deshacer_respuesta(respuesta.pk, por=agente)
    with despues():
        assert enviar_respuestas() == 0
    borrador = Borrador.objects.get(incidencia=caso, usuario=agente)
    assert (borrador.texto, borrador.adjuntos.get().nombre) == ("Vamos", "foto.jpg")
    assert (caso.mensajes.count(), en_la_cola()) == (0, 0)
    assert not caso.eventos.filter(codigo=Codigo.MENSAJE_SALIENTE).exists()


def test_what_one_had_begun_to_write_meanwhile_is_not_lost(caso, agente):
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Vamos")
    Borrador.objects.create(incidencia=caso, usuario=agente, texto="Y además")
    deshacer_respuesta(respuesta.pk, por=agente)
    assert Borrador.objects.get().texto == "Vamos\n\nY además"


def test_what_has_left_is_not_undone(caso, agente):
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Vamos")
    sacar_respuesta(respuesta.pk, sin_esperar=True)
    with pytest.raises(ErrorDeNegocio, match="Ya ha salido"):
        deshacer_respuesta(respuesta.pk, por=agente)
    assert (caso.mensajes.count(), Borrador.objects.count()) == (1, 0)


def test_a_reply_that_leaves_does_not_take_with_it_the_next_draft(caso, agente):
    programar_respuesta(caso.pk, por=agente, texto="Vamos")
    Borrador.objects.create(incidencia=caso, usuario=agente, texto="Otra cosa")
    with despues():
        enviar_respuestas()
    assert Borrador.objects.get().texto == "Otra cosa"


def test_files_leave_with_it(caso, agente):
    foto = (ArchivoFactory(), "foto.jpg")
    programar_respuesta(caso.pk, por=agente, texto="Vamos", adjuntos=[foto])
    with despues():
        enviar_respuestas()
    mensaje = caso.mensajes.get()
    assert mensaje.adjuntos.get().nombre == "foto.jpg"
    assert mensaje.comunicacion.adjuntos.get().nombre == "foto.jpg"


def test_another_decision_lets_go_what_could_still_be_undone(oficina, agente, caso):
    programar_respuesta(caso.pk, por=agente, texto="Ya está")
    oficina.post(f"{caso.get_absolute_url()}resolver/", {"solucion": "Filtro", "causa": "uso"})
    codigos = list(caso.eventos.order_by("ocurrido_en", "id").values_list("codigo", flat=True))
    assert codigos.index("mensaje_saliente") < codigos.index("resuelta")


@pytest.mark.parametrize(
    ("decision", "datos"), [("cerrar", {}), ("fusionar", {"codigo": "INC-26-999999"})]
)
def test_a_decision_that_is_refused_leaves_it_undoable(oficina, agente, caso, decision, datos):
    programar_respuesta(caso.pk, por=agente, texto="Ya está")
    oficina.post(f"{caso.get_absolute_url()}{decision}/", datos)
    assert caso.respuestas_programadas.get().estado == "programada"
    assert caso.mensajes.count() == 0


def test_somebody_elses_seconds_go_on_running(oficina, caso):
    programar_respuesta(caso.pk, por=AgenteFactory(), texto="Ya está")
    oficina.post(f"{caso.get_absolute_url()}tomar/")
    assert caso.mensajes.count() == 0


# --- Later


def test_a_scheduled_one_leaves_at_its_date_and_not_before(caso, agente):
    programar_respuesta(caso.pk, por=agente, texto="Mañana", enviar_en=manana())
    with despues(3600):
        assert enviar_respuestas() == 0
    with despues(86_401):
        assert enviar_respuestas() == 1


@pytest.mark.parametrize("dias", [-1, 0, 367])
def test_an_absurd_date_is_refused(caso, agente, dias):
    cuando = timezone.now() + timedelta(days=dias)
    with pytest.raises(ErrorDeNegocio, match="Elige un momento"):
        programar_respuesta(caso.pk, por=agente, texto="X", enviar_en=cuando)
    assert not RespuestaProgramada.objects.exists()


def test_if_the_customer_writes_first_it_is_held_and_its_author_told(caso, agente):
    respuesta = programar_respuesta(
        caso.pk, por=agente, texto="¿Sigue ahí?", enviar_en=manana(), solo_si_calla=True
    )
    recibir_mensaje(
        caso.pk, por=caso.cliente.contactos.first() or agente, texto="Sí", canal="portal"
    )
    with despues(86_401):
        assert enviar_respuestas() == 0
    respuesta.refresh_from_db()
    assert (respuesta.estado, respuesta.motivo) == (
        EstadoRespuesta.RETENIDA,
        "El cliente ha escrito antes.",
    )
    assert Notificacion.objects.get(usuario=agente).url == caso.get_absolute_url()
    assert enviar_ya(respuesta.pk, por=agente).texto == "¿Sigue ahí?"


def test_if_nobody_asked_for_that_it_leaves_all_the_same(caso, agente):
    programar_respuesta(caso.pk, por=agente, texto="Aviso", enviar_en=manana())
    recibir_mensaje(caso.pk, por=agente, texto="Hola", canal="portal")
    with despues(86_401):
        assert enviar_respuestas() == 1


def test_on_a_case_that_was_cancelled_it_is_held(caso, agente):
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Aviso", enviar_en=manana())
    anular_incidencia(caso.pk, por=agente, motivo="Repetida")
    with despues(86_401):
        assert enviar_respuestas() == 0
    respuesta.refresh_from_db()
    assert respuesta.estado == EstadoRespuesta.RETENIDA


def test_it_is_changed_while_it_has_not_left(caso, agente):
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Aviso", enviar_en=manana())
    pasado = timezone.now() + timedelta(days=2)
    cambiar_respuesta(respuesta.pk, por=agente, texto="Otro", enviar_en=pasado)
    respuesta.refresh_from_db()
    assert (respuesta.texto, respuesta.enviar_en) == ("Otro", pasado)
    enviar_ya(respuesta.pk, por=agente)
    with pytest.raises(ErrorDeNegocio, match="Ya ha salido"):
        cambiar_respuesta(respuesta.pk, por=agente, texto="Tarde", enviar_en=pasado)


def test_nobody_puts_words_in_the_mouth_of_another(caso, agente):
    otra = AgenteFactory()
    movida = programar_respuesta(caso.pk, por=agente, texto="Aviso", enviar_en=manana())
    cambiar_respuesta(movida.pk, por=otra, texto="Aviso", enviar_en=manana())
    assert enviar_ya(movida.pk, por=otra).usuario == agente
    reescrita = programar_respuesta(caso.pk, por=agente, texto="Aviso", enviar_en=manana())
    cambiar_respuesta(reescrita.pk, por=otra, texto="Otra cosa", enviar_en=manana())
    assert enviar_ya(reescrita.pk, por=otra).usuario == otra


def test_gaps_of_a_template_do_not_leave(caso, agente):
    with pytest.raises(ErrorDeNegocio, match="Falta por rellenar: cuándo vamos") as error:
        programar_respuesta(caso.pk, por=agente, texto="Vamos [[falta: cuándo vamos]]")
    assert error.value.campo == "texto"


def test_the_templates_that_were_used_are_counted_when_it_leaves(caso, agente):
    plantilla = PlantillaFactory()
    respuesta = programar_respuesta(
        caso.pk, por=agente, texto="Hola", plantillas=[plantilla.pk, 987654321]
    )
    plantilla.refresh_from_db()
    assert plantilla.usos == 0
    sacar_respuesta(respuesta.pk, sin_esperar=True)
    plantilla.refresh_from_db()
    assert plantilla.usos == 1


# --- Two people write


def test_a_reply_over_something_unread_is_stopped_and_says_what_it_was(caso, agente):
    visto = Visto(0, 0)
    recibir_mensaje(caso.pk, por=AgenteFactory(), texto="Ya funciona", canal="portal")
    with pytest.raises(HayNovedades) as error:
        programar_respuesta(caso.pk, por=agente, texto="Vamos", visto=visto)
    assert [novedad.texto for novedad in error.value.novedades] == ["Ya funciona"]
    assert programar_respuesta(caso.pk, por=agente, texto="Vamos", visto=error.value.visto)


def test_also_over_a_reply_that_a_colleague_has_just_written(caso, agente):
    otra = programar_respuesta(caso.pk, por=AgenteFactory(), texto="Ya voy yo", visto=Visto())
    with pytest.raises(HayNovedades) as error:
        programar_respuesta(caso.pk, por=agente, texto="Vamos", visto=Visto())
    assert error.value.novedades[0].por_salir
    sacar_respuesta(otra.pk, sin_esperar=True)
    # Once seen on its way, it is no news when it has left.
    assert programar_respuesta(caso.pk, por=agente, texto="Vamos", visto=error.value.visto)


def test_what_one_said_oneself_is_no_news(caso, agente):
    enviar_ya(programar_respuesta(caso.pk, por=agente, texto="Hola").pk, por=agente)
    assert programar_respuesta(caso.pk, por=agente, texto="Y otra cosa", visto=Visto())


@pytest.mark.parametrize("inventado", ["", "a.b", "1", "1.-2", "9" * 50 + ".1", "²." + "1"])
def test_what_no_page_says_counts_as_not_having_seen_it(inventado):
    assert Visto.leer(inventado) is None


# --- Screens


def test_the_page_says_what_is_on_its_way_and_undoes_it(oficina, agente, caso):
    oficina.post(f"{caso.get_absolute_url()}responder/", {"texto": "Vamos <b>ya</b>"})
    texto = oficina.get(caso.get_absolute_url()).text
    assert "Tu respuesta" in texto
    assert "Vamos &lt;b&gt;ya&lt;/b&gt;" in texto
    respuesta = RespuestaProgramada.objects.get()
    hecho = oficina.post(
        f"{caso.get_absolute_url()}respuestas/{respuesta.pk}/deshacer/", follow=True
    )
    assert "Vamos &lt;b&gt;ya&lt;/b&gt;</textarea>" in hecho.text


@pytest.mark.parametrize("luego", ["hora", "manana", "lunes"])
def test_it_is_put_off_with_a_button(oficina, caso, luego):
    oficina.post(f"{caso.get_absolute_url()}responder/", {"texto": "Hola", "luego": luego})
    respuesta = RespuestaProgramada.objects.get()
    assert respuesta.es_para_luego
    local = timezone.localtime(respuesta.enviar_en)
    assert luego == "hora" or (local.hour, local.minute) == (9, 0)
    assert luego != "lunes" or local.weekday() == 0


def test_a_date_that_is_missing_or_past_comes_back_with_the_text(oficina, caso):
    url = f"{caso.get_absolute_url()}responder/"
    sin_fecha = oficina.post(url, {"texto": "Lo mío", "luego": "fecha"})
    pasada = oficina.post(url, {"texto": "Lo mío", "luego": "fecha", "cuando": "2020-01-01T09:00"})
    assert (sin_fecha.status_code, pasada.status_code) == (422, 422)
    assert "Di qué día y a qué hora sale." in sin_fecha.text
    assert "Esa fecha ya ha pasado." in pasada.text
    assert "Lo mío</textarea>" in pasada.text
    assert not RespuestaProgramada.objects.exists()


def test_something_new_stops_the_form_once_and_keeps_all(oficina, caso):
    pagina = oficina.get(caso.get_absolute_url()).text
    assert 'name="visto" value="0.0"' in pagina
    recibir_mensaje(caso.pk, por=AgenteFactory(), texto="Ya funciona", canal="portal")
    url = f"{caso.get_absolute_url()}responder/"
    datos = {"texto": "Lo mío", "visto": "0.0"}
    fragmento = oficina.post(url, datos, headers=HTMX)
    assert (fragmento.status_code, "Ya funciona" in fragmento.text) == (422, True)
    entera = oficina.post(url, datos)
    assert "Lo mío</textarea>" in entera.text
    ultimo = caso.mensajes.get().pk
    assert f'name="visto" value="{ultimo}.0"' in entera.text
    assert oficina.post(url, datos | {"visto": f"{ultimo}.0"}).status_code == 302


def test_a_file_that_was_announced_and_is_not_there_is_asked_about_once(oficina, caso):
    url = f"{caso.get_absolute_url()}responder/"
    respuesta = oficina.post(url, {"texto": "Le adjunto el parte."}, headers=HTMX)
    assert respuesta.status_code == 422
    assert "no hay ningún archivo" in respuesta.text
    assert 'name="confirmo" value="adjunto"' in respuesta.text
    datos = {"texto": "Le adjunto el parte.", "confirmo": ["adjunto"]}
    assert oficina.post(url, datos).status_code == 302


def test_a_file_that_comes_with_a_form_that_is_refused_waits_with_the_draft(oficina, caso, agente):
    pdf = SimpleUploadedFile("parte.pdf", b"%PDF-1.7\n%%EOF")
    datos = {"texto": "Hola [[falta: día]]", "ficheros": [pdf]}
    respuesta = oficina.post(f"{caso.get_absolute_url()}responder/", datos)
    assert respuesta.status_code == 422
    assert "parte.pdf" in respuesta.text
    assert Borrador.objects.get(usuario=agente).adjuntos.get().nombre == "parte.pdf"


def test_files_wait_with_the_draft_and_leave_with_the_reply(oficina, caso, agente):
    pdf = SimpleUploadedFile("parte.pdf", b"%PDF-1.7\n%%EOF")
    base = caso.get_absolute_url()
    subida = oficina.post(f"{base}borrador/ficheros/", {"ficheros": [pdf]})
    assert "parte.pdf" in subida.text
    assert "parte.pdf" in oficina.get(base).text
    oficina.post(f"{base}borrador/", {"texto": ""})  # no text yet: the file stays
    oficina.post(f"{base}responder/", {"texto": "Le adjunto el parte."})
    with despues():
        enviar_respuestas()
    assert caso.mensajes.get().adjuntos.get().nombre == "parte.pdf"


def test_a_file_of_a_draft_is_taken_away_only_by_its_owner(oficina, caso, client):
    pdf = SimpleUploadedFile("parte.pdf", b"%PDF-1.7\n%%EOF")
    base = caso.get_absolute_url()
    oficina.post(f"{base}borrador/ficheros/", {"ficheros": [pdf]})
    fichero = Borrador.objects.get().adjuntos.get()
    url = f"{base}borrador/ficheros/{fichero.pk}/quitar/"
    client.force_login(AgenteFactory())
    assert client.post(url).status_code == 404
    client.force_login(Borrador.objects.get().usuario)
    assert client.post(url).status_code == 302
    assert not Borrador.objects.get().adjuntos.exists()


def test_a_file_that_is_not_admitted_is_said_by_its_name(oficina, caso):
    malo = SimpleUploadedFile("virus.exe", b"MZ\x90\x00")
    respuesta = oficina.post(f"{caso.get_absolute_url()}borrador/ficheros/", {"ficheros": [malo]})
    assert (respuesta.status_code, "virus.exe" in respuesta.text) == (422, True)


def test_a_scheduled_one_is_changed_cancelled_or_sent_from_the_page(oficina, caso, agente):
    respuesta = RespuestaProgramadaFactory(incidencia=caso, usuario=AgenteFactory(nombre="Luis"))
    base = f"{caso.get_absolute_url()}respuestas/{respuesta.pk}/"
    assert "la dejó programada" in oficina.get(caso.get_absolute_url()).text
    assert oficina.get(f"{base}cambiar/").status_code == 200
    vacia = oficina.post(f"{base}cambiar/", {"texto": " ", "enviar_en": ""})
    assert vacia.status_code == 422
    oficina.post(f"{base}enviar/")
    assert caso.mensajes.get().usuario.nombre == "Luis"
    assert oficina.post(f"{base}deshacer/", follow=True).status_code == 200
    assert oficina.get(f"{base}cambiar/").status_code == 302


def test_strangers_and_other_cases_find_nothing(oficina, client, caso):
    respuesta = RespuestaProgramadaFactory(incidencia=caso)
    otra = IncidenciaFactory()
    assert (
        oficina.post(f"{otra.get_absolute_url()}respuestas/{respuesta.pk}/deshacer/").status_code
        == 404
    )
    client.force_login(TecnicoFactory())
    assert (
        client.post(f"{caso.get_absolute_url()}respuestas/{respuesta.pk}/deshacer/").status_code
        == 404
    )
    assert RespuestaProgramada.objects.get().estado == EstadoRespuesta.PROGRAMADA


def test_who_else_is_writing_is_told_and_oneself_is_not(oficina, client, caso, agente):
    url = f"{caso.get_absolute_url()}presencia/"
    client.force_login(AgenteFactory(nombre="Luis Gil"))
    client.post(url, {"haciendo": "responder"})
    client.force_login(agente)
    assert "Luis Gil</strong> está escribiendo una respuesta" in client.get(url).text
    client.force_login(AgenteFactory(nombre="Luis Gil"))
    client.post(url, {"haciendo": "inventado"})
    assert "escribiendo una inventado" not in client.get(url).text


def test_that_something_has_arrived_is_told(oficina, caso):
    url = f"{caso.get_absolute_url()}presencia/"
    assert "mensaje nuevo" not in oficina.get(f"{url}?visto=0.0").text
    recibir_mensaje(caso.pk, por=AgenteFactory(), texto="Ya funciona", canal="portal")
    assert "mensaje nuevo" in oficina.get(f"{url}?visto=0.0").text


def test_without_redis_nobody_seems_to_be_there(oficina, caso, monkeypatch):
    from redis.exceptions import ConnectionError as SinRedis

    def caido():
        raise SinRedis

    monkeypatch.setattr("nucleo.presencia._redis", caido)
    respuesta = oficina.post(f"{caso.get_absolute_url()}presencia/", {"haciendo": "nota"})
    assert respuesta.status_code == 200


def test_the_page_costs_the_same_with_many_on_their_way(oficina, caso, consultas):
    RespuestaProgramadaFactory(incidencia=caso)
    oficina.get(caso.get_absolute_url())
    con_una = consultas(oficina.get, caso.get_absolute_url())
    RespuestaProgramadaFactory.create_batch(5, incidencia=caso)
    assert consultas(oficina.get, caso.get_absolute_url()) == con_una
    assert Incidencia.objects.count() == 1
