"""The customer: enters with a code, reports, says whether it was solved."""

from __future__ import annotations

import re

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from incidencias.models import Incidencia
from tests.recorrido.mundo import Mundo
from tests.recorrido.persona import Persona
from tests.recorrido.sitio import Sitio, texto_de

RELATO = "Desde anoche no sale agua caliente. La caldera se enciende, hace clic y muestra E04."


def foto_de_la_caldera(sitio: Sitio) -> str:
    """What the customer photographs: a display that says E04."""
    imagen = Image.new("RGB", (1200, 900), "#d8d4ca")
    dibujo = ImageDraw.Draw(imagen)
    dibujo.rounded_rectangle((180, 120, 1020, 780), 40, fill="#f4f2ee", outline="#9a958a", width=6)
    dibujo.rounded_rectangle((330, 250, 870, 520), 20, fill="#16211f")
    dibujo.text((400, 300), "E04", fill="#ff5d47", font_size=170)
    for x in (380, 600, 820):
        dibujo.ellipse((x - 45, 600, x + 45, 690), fill="#c9c4b8", outline="#8d887c", width=5)
    ruta = sitio.carpeta / "caldera.jpg"
    imagen.save(ruta, quality=85)
    return str(ruta)


def entra_con_codigo(clienta: Persona, mundo: Mundo, sitio: Sitio) -> None:
    correo = mundo.contacto.correo
    clienta.ir("/")
    clienta.mirar()
    clienta.tocar(clienta.enlace("Entrar").first)
    clienta.mirar()
    clienta.campo("Su correo").fill(correo)
    clienta.pulsar("Enviarme el código")
    clienta.ver("Lo hemos enviado a")
    clienta.mirar()
    carta = texto_de(sitio.carta(correo, con="código"))
    codigo = re.search(r"\b\d{4}-\d{4}\b", carta)
    assert codigo, carta
    clienta.campo("Código").fill(codigo[0])
    clienta.pulsar("Continuar")
    clienta.ver("Mis aparatos")
    clienta.mirar()


def da_parte(clienta: Persona, mundo: Mundo, sitio: Sitio) -> str:
    """Choose the unit, read who pays, tell what happens with a photo; returns the case's code."""
    clienta.seguir("Dar parte de un problema")
    clienta.ver("¿A qué aparato le pasa?")
    clienta.mirar()
    clienta.seguir("Caldera de condensación Norte 24")
    clienta.ver("no tiene que pagar nada")
    expect(clienta.pagina.locator(".veredicto")).to_contain_text("Cubierto")
    clienta.mirar("portal")
    clienta.campo("Código de error").check()
    clienta.campo("¿Qué código muestra?").fill("E02")
    clienta.campo("Cuéntenos qué ocurre").fill(RELATO)
    clienta.campo("Fotos o documentos").set_input_files(foto_de_la_caldera(sitio))
    clienta.mirar()
    clienta.pulsar("Enviar")
    clienta.ver("Su código es")
    codigo = clienta.pagina.locator("h1 .codigo").inner_text()
    clienta.mirar()
    _llega_el_justificante(sitio, mundo, codigo)
    _se_imprime_limpio(clienta)
    clienta.seguir("Seguir la incidencia")
    clienta.ver("Qué ha pasado")
    expect(clienta.enlace("caldera.jpg").first).to_be_visible()
    clienta.mirar()
    return codigo


def _llega_el_justificante(sitio: Sitio, mundo: Mundo, codigo: str) -> None:
    """Content, date and time, as Ley 10/2025 art. 12 wants."""
    carta = texto_de(sitio.carta(mundo.contacto.correo, con=codigo))
    incidencia = Incidencia.objects.get(codigo=codigo)
    assert RELATO in carta
    assert f"{incidencia.ocurrida_en.astimezone():%H:%M}" in carta


def _se_imprime_limpio(clienta: Persona) -> None:
    """On paper: the receipt, and none of what is only to be touched."""
    clienta.pagina.emulate_media(media="print")
    expect(clienta.enlace("Seguir la incidencia")).to_be_hidden()
    expect(clienta.campo("Justificante")).to_be_visible()
    clienta.pagina.emulate_media(media="screen")


def dice_que_no(clienta: Persona, enlace: str) -> None:
    """By the link of the mail, without signing in."""
    clienta.ir(enlace)
    clienta.ver("¿Ha quedado resuelto?")
    clienta.mirar()
    clienta.tocar(clienta.pagina.get_by_text("No, sigue fallando"))
    clienta.campo("¿Qué sigue fallando?").fill("A los diez minutos vuelve a E04.")
    clienta.mirar()
    clienta.pulsar("Reabrir la incidencia")
    clienta.ver("La hemos reabierto")
    clienta.mirar()


def confirma(clienta: Persona) -> None:
    clienta.pagina.reload()
    clienta.pulsar("Sí, está resuelto")
    clienta.ver("Queda cerrada")
    clienta.mirar()
