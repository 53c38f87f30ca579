"""The agent: sees the case with its clock, answers, opens the order, resolves."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from incidencias.models import Estado, Incidencia
from tests.recorrido.mundo import Mundo
from tests.recorrido.persona import Persona
from tests.recorrido.sitio import Sitio, texto_de

RESPUESTA = "Buenos días, Lucía: el E04 suele ser la válvula de gas. Vamos a verla a su casa."


def abre_la_ficha(agente: Persona, codigo: str) -> None:
    agente.ir("/incidencias/?vista=mias")
    agente.tocar(agente.pagina.locator(f"[data-codigo='{codigo}'] a").first)
    expect(agente.pagina.locator(".caso__cabecera")).to_contain_text(codigo)


def toma_y_contesta(agente: Persona, mundo: Mundo, sitio: Sitio, codigo: str) -> None:
    agente.mirar()
    agente.ir("/incidencias/?vista=abiertas&orden=recientes")
    agente.mirar("bandeja")
    agente.tocar(agente.pagina.get_by_role("link", name=re.compile("^Sin asignar")).first)
    agente.pagina.wait_for_load_state()
    agente.pagina.get_by_placeholder("Filtrar").fill(codigo)
    fila = agente.pagina.locator(f"[data-codigo='{codigo}']")
    expect(agente.pagina.locator("[data-codigo]")).to_have_count(1)
    expect(fila.locator(".plazo")).to_have_attribute("data-estado", re.compile("en_plazo|pronto"))
    agente.mirar()
    agente.tocar(fila.get_by_role("link").first)
    reloj = agente.pagina.locator(".plazo--reloj", has_text="Primera respuesta")
    expect(reloj).to_have_attribute("data-estado", re.compile("en_plazo|pronto"))
    agente.mirar()
    agente.pulsar("Tomar", exacto=True)
    agente.ver("Es tuya.")
    agente.campo("Respuesta al cliente").fill(RESPUESTA)
    agente.pulsar("Enviar al cliente")
    agente.ver("puedes deshacerla")
    # It leaves when the seconds to undo it have passed, and only then is the clock met.
    expect(reloj).to_have_attribute("data-estado", "cumplido", timeout=20_000)
    carta = sitio.carta(mundo.contacto.correo, con=codigo)
    assert RESPUESTA in texto_de(carta)
    agente.mirar()
    _apunta_la_llamada(agente)
    abre_la_ficha(agente, codigo)


def _apunta_la_llamada(agente: Persona) -> None:
    agente.tocar(agente.pagina.get_by_role("tab", name="Llamada"))
    agente.campo("Minutos").fill("3")
    agente.campo("Qué se habló").fill("Pregunta si tiene que cerrar el gas. Sí.")
    agente.mirar()
    agente.pulsar("Apuntar la llamada")
    expect(agente.pagina.locator(".linea__entrada--llamada")).to_contain_text("cerrar el gas")


def abre_orden(agente: Persona, codigo: str) -> str:
    """Open a repair order from the case; returns its code."""
    agente.seguir("Abrir orden")
    agente.campo("Síntoma").fill("E04 al pedir agua caliente. Llevar válvula de gas.")
    agente.mirar()
    agente.pulsar("Abrir la orden")
    codigo_orden = agente.pagina.locator("h1 .codigo").inner_text()
    agente.mirar()
    abre_la_ficha(agente, codigo)
    agente.ver("Todavía sin cita")
    agente.mirar()
    return codigo_orden


def dice_cuando_vienen(agente: Persona, mundo: Mundo, codigo: str) -> None:
    """«¿Cuándo vienen?»: on the first screen of the case, without scrolling."""
    abre_la_ficha(agente, codigo)
    respuesta = agente.pagina.locator(".cuando-vienen")
    expect(respuesta).to_contain_text(mundo.tecnico.usuario.nombre)
    expect(respuesta).to_be_in_viewport()
    agente.mirar("ficha", oscura=True)


def resuelve(agente: Persona, mundo: Mundo, sitio: Sitio, codigo: str, solucion: str) -> str:
    """Resolve with solution and cause; returns the link of the mail that the customer gets."""
    abre_la_ficha(agente, codigo)
    agente.seguir("Resolver")
    dialogo = agente.pagina.get_by_role("dialog")
    dialogo.get_by_label("Solución").fill(solucion)
    dialogo.get_by_label("Causa").fill("Pieza defectuosa")
    agente.mirar()
    agente.pulsar("Dar por resuelta")
    agente.ver("Resuelta. El cliente recibirá un correo")
    agente.mirar()
    carta = _carta_de_resuelta(sitio, mundo, codigo, solucion)
    enlace = re.search(r"http://\S+/seguimiento/\S+", carta)
    assert enlace, carta
    return enlace[0]


def _carta_de_resuelta(sitio: Sitio, mundo: Mundo, codigo: str, solucion: str) -> str:
    """Other mails about the case may come before it."""
    while solucion not in (carta := texto_de(sitio.carta(mundo.contacto.correo, con=codigo))):
        continue
    return carta


def ve_la_reapertura(agente: Persona, mundo: Mundo, codigo: str) -> None:
    abre_la_ficha(agente, codigo)
    expect(agente.pagina.locator(".caso__rasgos")).to_contain_text("reabierta 1 vez")
    expect(agente.pagina.locator(".caso__responsable")).to_contain_text(mundo.agente.nombre)
    agente.mirar()
    incidencia = Incidencia.objects.get(codigo=codigo)
    assert (incidencia.estado, incidencia.responsable) == (Estado.EN_CURSO, mundo.agente)
