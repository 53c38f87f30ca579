"""Small pictures drawn here: what a customer or a technician would photograph, and a signature."""

from __future__ import annotations

import io
import math
from functools import partial
from pathlib import Path

import font_source_sans_pro
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from nucleo.archivos import guardar
from nucleo.models import Archivo
from postventa.demo.azar import Azar

FUENTE = next(Path(font_source_sans_pro.__file__).parent.rglob("SourceSansPro-Semibold*.[ot]tf"))
ANCHO, ALTO = 960, 720
PARED, BLANCO, GRIS, NEGRO = "#cfd6d3", "#f7f8f8", "#9aa5a6", "#1d2326"
AMBAR, AGUA, ROJO = "#ffb13d", "#86b9d6", "#d64533"

letra = partial(ImageFont.truetype, str(FUENTE))


def pantalla(codigo: str) -> Archivo:
    """The display of a machine with its fault code."""
    imagen, lienzo = _cocina()
    lienzo.rounded_rectangle((230, 90, 730, 640), 26, fill=BLANCO, outline=GRIS, width=4)
    lienzo.rounded_rectangle((330, 190, 630, 350), 14, fill=NEGRO)
    lienzo.text((480, 270), codigo, font=letra(118), fill=AMBAR, anchor="mm")
    for x in (360, 440, 520, 600):
        lienzo.ellipse((x - 20, 430, x + 20, 470), fill=GRIS)
    lienzo.ellipse((470, 540, 490, 560), fill=ROJO)
    return _archivar(imagen, f"pantalla-{codigo}.jpg")


def charco() -> Archivo:
    """A machine that leaks."""
    imagen, lienzo = _cocina()
    lienzo.rounded_rectangle((280, 130, 680, 560), 18, fill=BLANCO, outline=GRIS, width=4)
    lienzo.ellipse((370, 240, 590, 460), fill="#5b6a70", outline=GRIS, width=14)
    lienzo.ellipse((190, 545, 790, 680), fill=AGUA)
    lienzo.ellipse((300, 575, 560, 640), fill="#a7cfe4")
    return _archivar(imagen, "charco.jpg")


def placa(modelo: str, serie: str) -> Archivo:
    """The plate with the model and the serial number."""
    imagen = Image.new("RGB", (ANCHO, ALTO), "#b9c0c2")
    lienzo = ImageDraw.Draw(imagen)
    lienzo.rounded_rectangle((110, 150, 850, 570), 16, fill="#e6e8e8", outline="#6d7778", width=5)
    for y, texto, cuerpo in (
        (210, modelo, 52),
        (290, "230 V ~ 50 Hz   IPX5D", 36),
        (360, f"N.º serie {serie}", 46),
        (430, "Hecho en la Unión Europea", 30),
    ):
        lienzo.text((150, y), texto, font=letra(cuerpo), fill=NEGRO, anchor="lm")
    x = 150
    for i, cifra in enumerate(serie * 2):
        grueso = 3 + (ord(cifra) + i) % 5
        lienzo.rectangle((x, 470, x + grueso, 535), fill=NEGRO)
        x += grueso + 6
    return _archivar(imagen, "placa.jpg")


def pieza(nombre: str, color: str) -> Archivo:
    """A part on the bench, before or after."""
    imagen = Image.new("RGB", (ANCHO, ALTO), "#8b7a63")
    lienzo = ImageDraw.Draw(imagen)
    for y in range(0, ALTO, 48):
        lienzo.line((0, y, ANCHO, y + 30), fill="#7f6e58", width=3)
    lienzo.rounded_rectangle((280, 220, 680, 500), 40, fill=color, outline=NEGRO, width=6)
    lienzo.ellipse((340, 280, 460, 400), fill="#3c474b", outline=NEGRO, width=5)
    lienzo.rectangle((520, 300, 640, 420), fill="#c9b458", outline=NEGRO, width=5)
    lienzo.text((480, 600), nombre, font=letra(44), fill=BLANCO, anchor="mm")
    return _archivar(imagen, "pieza.jpg")


def firma(azar: Azar) -> Archivo:
    """A scribble that closes like a signature."""
    imagen = Image.new("RGB", (600, 220), "white")
    lienzo = ImageDraw.Draw(imagen)
    fase, alto = azar.uniform(0, 6), azar.uniform(35, 65)
    puntos = [
        (
            40 + i * 5.2,
            110 + alto * math.sin(i / 5 + fase) * math.exp(-i / 120) + 22 * math.sin(i / 2.1),
        )
        for i in range(100)
    ]
    lienzo.line(puntos, fill="#16305c", width=5, joint="curve")
    lienzo.line([(60, 185), (540, 160)], fill="#16305c", width=4)
    return _archivar(imagen, "firma.png", "PNG")


def _cocina() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Tiles and a floor."""
    imagen = Image.new("RGB", (ANCHO, ALTO), PARED)
    lienzo = ImageDraw.Draw(imagen)
    for x in range(0, ANCHO, 120):
        lienzo.line((x, 0, x, 560), fill="#dfe5e3", width=3)
    for y in range(0, 560, 120):
        lienzo.line((0, y, ANCHO, y), fill="#dfe5e3", width=3)
    lienzo.rectangle((0, 560, ANCHO, ALTO), fill="#b39b7d")
    return imagen, lienzo


def _archivar(imagen: Image.Image, nombre: str, formato: str = "JPEG") -> Archivo:
    salida = io.BytesIO()
    imagen.save(salida, formato, quality=84)
    return guardar(ContentFile(salida.getvalue(), name=nombre))
