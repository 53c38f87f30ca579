"""The HTML of a mail on our screens: sanitised when it was read, its images from our storage."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_IMAGEN = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>', re.IGNORECASE)
_ENLACE = re.compile(r"<a\b(?![^>]*\btarget=)", re.IGNORECASE)


def html_para_pantalla(html: str, imagenes: Mapping[str, str]) -> SafeString:
    """Images that came inside, by the address of their attachment; any other one is left out."""

    def cambiar(encontrada: re.Match[str]) -> str:
        cid = encontrada[1].removeprefix("cid:")
        direccion = imagenes.get(cid)
        return f'<img src="{escape(direccion)}" alt="" loading="lazy">' if direccion else ""

    con_imagenes = _IMAGEN.sub(cambiar, html)
    # It was sanitised by nucleo.correo.marcado before it was stored.
    return mark_safe(_ENLACE.sub('<a target="_blank"', con_imagenes))  # noqa: S308
