"""The PDF of QR labels: one a page for a 62 mm roll, or a grid of 24 on A4 (70 × 37 mm)."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.etiquetas import codigo_qr
from clientes.models import EtiquetaEquipo
from nucleo.empresa import empresa
from nucleo.formato import ESPACIO, telefono_legible
from nucleo.palabras import decir

PLANTILLA = Path(__file__).with_name("etiquetas.typ")
FUENTES = [str(Path(font_source_sans_pro.__file__).parent / "files")]
NORMAS: list[Any] = ["a-2a", "ua-1"]
POR_HOJA = 24
SERIE_MAXIMA = 34


class Formato(models.TextChoices):
    ROLLO = "rollo", gettext_lazy("Rollo de 62 mm")
    HOJA = "hoja", gettext_lazy("Hoja A4 de 24 etiquetas (70 × 37 mm)")


def componer_hoja(
    etiquetas: Sequence[EtiquetaEquipo], *, formato: str, copias: int = 1, primera: int = 1
) -> bytes:
    """Render them in that order; on A4, from the position `primera` of the first sheet on."""
    return typst.compile(
        **_encargo(etiquetas, formato=formato, copias=copias, primera=primera),
        pdf_standards=NORMAS,
        timestamp=int(timezone.now().timestamp()),
    )


def _encargo(
    etiquetas: Sequence[EtiquetaEquipo], *, formato: str, copias: int = 1, primera: int = 1
) -> dict[str, Any]:
    """Template, data and fonts: all but what the result is (PDF here; a picture in the tests)."""
    datos = {
        "titulo": _("Etiquetas"),
        "formato": formato,
        "salta": primera - 1 if formato == Formato.HOJA else 0,
        "etiquetas": [datos_de(etiqueta) for etiqueta in etiquetas for _i in range(copias)],
    }
    return {
        "input": str(PLANTILLA),
        "root": str(PLANTILLA.parent),
        "sys_inputs": {"datos": json.dumps(datos)},
        "font_paths": FUENTES,
        "ignore_system_fonts": True,
    }


def datos_de(etiqueta: EtiquetaEquipo) -> dict[str, str]:
    """What a label says: never whose it is."""
    equipo, casa = etiqueta.equipo, empresa()
    producto = equipo.producto
    lea = _("Lea este código")
    if casa.telefono:
        lea = _("Lea este código o llame al %(telefono)s") % {
            "telefono": telefono_legible(casa.telefono).replace(" ", ESPACIO)
        }
    return {
        "qr": _svg(etiqueta),
        "alt": decir(_("Código QR [del equipo]")),
        "llamada": _("¿Un problema?"),
        "lea": lea,
        "producto": Truncator(producto).chars(40),
        "modelo": Truncator(f"{producto.marca} {producto.modelo}".strip()).chars(25),
        "serie": _que_quepa(equipo.numero_serie),
        "empresa": Truncator(casa.nombre).chars(28),
    }


def _que_quepa(serie: str) -> str:
    """Two lines: of a longer serial, its beginning and its end, which are what tells it apart."""
    if len(serie) <= SERIE_MAXIMA:
        return serie
    mitad = SERIE_MAXIMA // 2
    return f"{serie[: mitad - 1]}…{serie[-mitad:]}"


def _svg(etiqueta: EtiquetaEquipo) -> str:
    salida = io.BytesIO()
    codigo_qr(etiqueta).save(salida, kind="svg", border=0, xmldecl=False)
    return salida.getvalue().decode()
