"""Mails for tests: the bytes, as a server would hand them over."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from django.utils import timezone

from incidencias.models import Buzon, CorreoEntrante
from incidencias.servicios.correo.interpretacion import interpretar_correo
from incidencias.servicios.correo.recepcion import guardar_correo

MARTA = "marta@cliente.example"


def correo(
    *,
    de: str | None = f"Marta López <{MARTA}>",
    para: str = "averias@posventa.example",
    asunto: str = "La lavadora no desagua",
    texto: str = "Desde ayer no desagua y sale E18.",
    id: str = "",
    html: str = "",
    adjuntos: tuple[tuple[str, str, bytes], ...] = (),
    **cabeceras: str,
) -> bytes:
    """`cabeceras` with underscores: in_reply_to="<a@b>". `id` is its Message-ID, one by default."""
    mensaje = EmailMessage()
    if de is not None:
        mensaje["From"] = de
    mensaje["To"] = para
    mensaje["Subject"] = asunto
    mensaje["Message-ID"] = id or make_msgid(domain="cliente.example")
    mensaje["Date"] = timezone.now()
    for nombre, valor in cabeceras.items():
        nombre = nombre.replace("_", "-").title()
        if nombre in mensaje:
            del mensaje[nombre]
        mensaje[nombre] = valor
    mensaje.set_content(texto)
    if html:
        mensaje.add_alternative(html, subtype="html")
    for nombre, tipo, contenido in adjuntos:
        principal, _barra, fino = tipo.partition("/")
        mensaje.add_attachment(contenido, maintype=principal, subtype=fino, filename=nombre)
    return mensaje.as_bytes()


def llega(buzon: Buzon, crudo: bytes, **campos: Any) -> CorreoEntrante:
    """Store it and interpret it, as the workers do."""
    guardado = guardar_correo(buzon, crudo, **campos)
    assert guardado is not None, "it was here already"
    interpretar_correo(guardado.pk)
    guardado.refresh_from_db()
    return guardado
