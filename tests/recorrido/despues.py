"""What comes after: the customer's opinion, and the figures of the next morning."""

from __future__ import annotations

import re

from django.utils import timezone
from playwright.sync_api import expect

from encuestas.models import Respuesta
from indicadores.models import Dimension, Lapso, Medicion
from tests.recorrido.mundo import Mundo
from tests.recorrido.persona import Persona
from tests.recorrido.sitio import Sitio, esperar_a, texto_de

INVITAR = "encuestas.tasks.invitar_a_encuestas"
RECALCULAR = "indicadores.tasks.recalcular_cambiados"


def contesta_la_encuesta(clienta: Persona, mundo: Mundo, sitio: Sitio, codigo: str) -> None:
    """One survey however often the worker looks; opening it answers nothing; it can be changed."""
    sitio.pedir(INVITAR)
    sitio.pedir(INVITAR)
    carta = texto_de(sitio.carta(mundo.contacto.correo, con="¿Cómo le hemos atendido?"))
    enlace = re.search(r"http://\S+/e/\S+/(?=\s)", carta)
    assert enlace, carta
    clienta.ir(enlace[0])
    clienta.ver("¿Qué tal le hemos atendido?")
    assert not Respuesta.objects.filter(incidencia__codigo=codigo).exists()
    clienta.mirar("encuesta")
    for nota, siguiente in (("4", "fácil"), ("6", "recomendaría"), ("9", "algo más")):
        _marcar(clienta, nota)
        clienta.ver(siguiente)
    clienta.pagina.get_by_role("textbox").fill("Muy amables. A la segunda quedó bien.")
    clienta.mirar()
    clienta.pulsar("Terminar")
    clienta.ver("Gracias por contárnoslo")
    clienta.mirar()
    clienta.seguir("Revisar mi respuesta")
    _marcar(clienta, "5")
    clienta.ver("fácil")
    respuesta = Respuesta.objects.get(incidencia__codigo=codigo)
    assert (respuesta.csat, respuesta.ces, respuesta.nps) == (5, 6, 9)
    assert len(sitio.cartas(mundo.contacto.correo, con="¿Cómo le hemos atendido?")) == 1


def _marcar(clienta: Persona, nota: str) -> None:
    clienta.campo(nota).check()
    clienta.mirar()
    clienta.pulsar("Siguiente")


def calcula_de_noche(sitio: Sitio, codigo: str) -> None:
    """What beat asks for at a quarter past three: the days that have changed, and only those."""
    dia = Respuesta.objects.get(incidencia__codigo=codigo).dia_local
    sitio.pedir(RECALCULAR)
    del_dia = Respuesta.objects.filter(dia_local=dia).exclude(csat=None)
    medicion = Medicion.objects.filter(
        indicador="csat", dimension=Dimension.TOTAL, lapso=Lapso.DIA, dia=dia, n=del_dia.count()
    )
    esperar_a(medicion.exists, motivo="La medición de csat")


def mira_los_indicadores(gestora: Persona, codigo: str) -> None:
    """Cards; one of them with its chart; and the rows behind the number, with our case in them."""
    pagina = gestora.pagina
    gestora.ver("Medido hasta el")
    if primero := gestora.enlace("Ver hasta el último día medido").all():  # a company's first day
        primero[0].click()
        expect(gestora.campo("Hasta")).to_have_value(f"{timezone.localdate():%Y-%m-%d}")
    gestora.mirar("indicadores")
    gestora.tocar(gestora.enlace("Satisfacción").first)
    pagina.locator("[data-grafico=serie][data-pintado]").wait_for()
    gestora.ver("Qué mide")
    gestora.mirar("indicador")
    gestora.campo("Hasta").fill(f"{timezone.localdate():%Y-%m-%d}")
    gestora.pulsar("Ver", exacto=True)
    gestora.seguir("Ver las incidencias")
    expect(pagina.get_by_role("link", name=codigo)).to_be_visible()
    gestora.mirar()
