"""Reviews and suggestions: answered and kept, matched or not, made a case; nobody forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from incidencias.eventos import Codigo
from incidencias.models import Canal, Estado, Incidencia, Resena, Tipo
from incidencias.servicios import responder
from incidencias.servicios.resenas import (
    abrir_por_resena,
    casar_resena,
    dejar_sin_respuesta,
    responder_resena,
)
from incidencias.tests.fabricas import IncidenciaFactory, ResenaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
NUEVA = {"plataforma": "google", "autor": "Marta G.", "publicada": "2026-01-05", "estrellas": "2"}


def accion(oficina, resena, nombre, **datos):
    return oficina.post(reverse(f"incidencias:resena_{nombre}", args=[resena.pk]), datos)


def nombres(pagina):
    return [una.autor for una in pagina.context["pagina"]]


def test_one_is_written_down_with_its_stars(oficina, agente):
    respuesta = oficina.post(
        reverse("incidencias:resena_nueva"), NUEVA | {"url": "https://g.example/1", "texto": "Mal"}
    )
    resena = Resena.objects.get()
    assert respuesta.url == reverse("incidencias:resena", args=[resena.pk])
    assert (resena.estrellas, resena.registrada_por, resena.cliente) == (2, agente, None)
    repetida = oficina.post(
        reverse("incidencias:resena_nueva"), NUEVA | {"url": "https://g.example/1"}
    )
    assert repetida.status_code == 422
    assert "ya está apuntada" in repetida.content.decode()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"autor": ""}, "autor"),
        ({"autor": "x" * 121}, "autor"),
        ({"plataforma": "otra cosa"}, "plataforma"),
        ({"estrellas": "6"}, "estrellas"),
        ({"publicada": "3000-01-01"}, "publicada"),
        ({"publicada": "1900-01-01"}, "publicada"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"texto": "x" * 10_001}, "texto"),
    ],
)
def test_a_wrong_one_is_said_at_its_field_and_writes_nothing(oficina, cambios, campo):
    respuesta = oficina.post(reverse("incidencias:resena_nueva"), NUEVA | cambios)
    assert (respuesta.status_code, campo in respuesta.context["form"].errors) == (422, True)
    assert not Resena.objects.exists()


def test_those_without_an_answer_come_first_by_age_and_the_answered_leave(oficina, agente):
    ahora = timezone.now()
    vieja = ResenaFactory(autor="Vieja", publicada_en=ahora - timedelta(days=3))
    ResenaFactory(autor="Nueva", publicada_en=ahora)
    url = reverse("incidencias:resenas")
    assert nombres(oficina.get(url)) == ["Vieja", "Nueva"]
    accion(oficina, vieja, "responder", respuesta="Lo sentimos mucho.")
    vieja.refresh_from_db()
    assert (vieja.respuesta, vieja.respondida_por) == ("Lo sentimos mucho.", agente)
    assert vieja.respondida_en is not None
    assert nombres(oficina.get(url)) == ["Nueva"]
    assert nombres(oficina.get(url + "?todas")) == ["Nueva", "Vieja"]


def test_one_may_be_left_without_an_answer_but_not_without_saying_why(oficina):
    resena = ResenaFactory()
    assert accion(oficina, resena, "dejar", motivo="").status_code == 422
    accion(oficina, resena, "dejar", motivo="Es de otra empresa.")
    assert nombres(oficina.get(reverse("incidencias:resenas"))) == []
    resena.refresh_from_db()
    assert resena.sin_respuesta_motivo == "Es de otra empresa."


def test_an_answered_one_is_not_left_and_a_left_one_may_be_answered(agente):
    resena = ResenaFactory()
    dejar_sin_respuesta(resena.pk, por=agente, motivo="Nada que decir")
    assert responder_resena(resena.pk, por=agente, respuesta="Gracias").sin_respuesta_en is None
    with pytest.raises(ErrorDeNegocio, match="ya se contestó"):
        dejar_sin_respuesta(resena.pk, por=agente, motivo="x")


def test_it_is_matched_with_its_customer_and_unmatched(oficina):
    resena, cliente = ResenaFactory(), ClienteFactory(nombre="Marta Gil")
    pagina = oficina.get(reverse("incidencias:resena", args=[resena.pk]), {"q": "Marta"})
    assert "Es Marta Gil" in pagina.content.decode()
    accion(oficina, resena, "casar", cliente=cliente.pk)
    resena.refresh_from_db()
    assert resena.cliente == cliente
    accion(oficina, resena, "casar", cliente="")
    resena.refresh_from_db()
    assert resena.cliente is None
    assert accion(oficina, resena, "casar", cliente=999_999).status_code == 422


def test_it_becomes_a_case_of_its_customer_and_its_answer_is_told_there(agente):
    resena = ResenaFactory(cliente=ClienteFactory())
    caso = abrir_por_resena(resena.pk, por=agente, tipo=Tipo.QUEJA)
    assert (caso.canal, caso.cliente, caso.responsable) == (Canal.REDES, resena.cliente, agente)
    assert caso.asunto == "Tardaron dos semanas en venir."
    responder_resena(resena.pk, por=agente, respuesta="Lo sentimos")
    codigos = set(caso.eventos.values_list("codigo", flat=True))
    assert {Codigo.RESENA, Codigo.RESENA_RESPONDIDA} <= codigos
    assert not Comunicacion.objects.exists()  # they wrote to the world
    with pytest.raises(ErrorDeNegocio, match="ya hay una incidencia"):
        abrir_por_resena(resena.pk, por=agente, tipo=Tipo.QUEJA)
    with pytest.raises(ErrorDeNegocio, match="el cliente es el suyo"):
        casar_resena(resena.pk, por=agente, cliente=None)


def test_of_nobody_known_it_is_a_case_of_somebody_to_identify(oficina):
    resena = ResenaFactory(texto="")
    respuesta = accion(oficina, resena, "abrir", tipo="queja")
    caso = Incidencia.objects.get()
    assert respuesta.url == caso.get_absolute_url()
    assert (caso.cliente.nombre, caso.cliente.es_provisional) == ("Marta G.", True)
    assert "Marta G." in oficina.get(respuesta.url).content.decode()


def test_the_list_costs_the_same_with_one_as_with_twenty(oficina, consultas):
    url = reverse("incidencias:resenas") + "?todas"
    ResenaFactory(cliente=ClienteFactory())
    oficina.get(url)
    con_una = consultas(oficina.get, url)
    for _n in range(19):
        ResenaFactory(cliente=ClienteFactory(), incidencia=IncidenciaFactory())
    assert consultas(oficina.get, url) == con_una


def test_what_somebody_writes_in_public_is_only_text(oficina):
    resena = ResenaFactory(texto="<script>alert(1)</script>", autor="<b>Yo</b>")
    for url in (
        reverse("incidencias:resenas"),
        reverse("incidencias:resena", args=[resena.pk]),
    ):
        pagina = oficina.get(url).content.decode()
        assert "<script>alert(1)" not in pagina
        assert "<b>Yo" not in pagina


# --- Suggestions


def sugerencias(oficina, **parametros):
    pagina = oficina.get(reverse("incidencias:sugerencias"), parametros)
    return [caso.asunto for caso in pagina.context["pagina"]]


def test_a_suggestion_waits_in_its_list_until_its_author_is_answered(oficina, agente):
    caso = IncidenciaFactory(tipo=Tipo.SUGERENCIA, asunto="Abrir los sábados")
    IncidenciaFactory(asunto="Avería")
    IncidenciaFactory(tipo=Tipo.SUGERENCIA, asunto="Anulada", estado=Estado.ANULADA)
    assert sugerencias(oficina) == ["Abrir los sábados"]
    responder(caso.pk, por=agente, texto="Lo estudiamos en enero.")
    assert sugerencias(oficina) == []
    assert "Abrir los sábados" in sugerencias(oficina, todas="")
