"""Whoever delivers WhatsApp for us, when there is somebody: the interface and the rule of 24 hours.

None is configured by default, and nothing pretends otherwise: what is queued for WhatsApp without a
provider fails with that sentence, and the screens offer to send it by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

VENTANA = timedelta(hours=24)


@dataclass(frozen=True)
class PlantillaAprobada:
    """A text that WhatsApp approved beforehand, by its name there, with what fills its gaps."""

    nombre: str
    idioma: str
    variables: Mapping[str, str]


class ProveedorWhatsApp(Protocol):
    """What a provider has to know. It raises when the message did not leave.

    `clave` is the same at each attempt: a provider that keeps it sends once.
    """

    def enviar_texto(self, *, para: str, texto: str, clave: str) -> None: ...

    def enviar_plantilla(self, *, para: str, plantilla: PlantillaAprobada, clave: str) -> None: ...


class SinProveedor(Exception):
    """Nobody delivers WhatsApp for this installation."""


class FueraDeVentana(Exception):
    """A free text, more than 24 hours after the customer's last message."""


def admite_texto_libre(ultimo_del_cliente_en: datetime | None, ahora: datetime) -> bool:
    """Whether WhatsApp lets us write freely: within 24 hours of the customer's last message.

    At 24 hours sharp it has closed. Otherwise only an approved template may be sent.
    """
    if ultimo_del_cliente_en is None or ultimo_del_cliente_en > ahora:
        return False
    return ahora - ultimo_del_cliente_en < VENTANA


def hay_proveedor() -> bool:
    return bool(settings.WHATSAPP_PROVEEDOR)


def proveedor() -> ProveedorWhatsApp:
    """The configured one. Raises SinProveedor."""
    if not hay_proveedor():
        raise SinProveedor
    fabrica = import_string(settings.WHATSAPP_PROVEEDOR)
    hecho: ProveedorWhatsApp = fabrica()
    return hecho


def enviar(
    *,
    para: str,
    clave: str,
    texto: str,
    ahora: datetime,
    ultimo_del_cliente_en: datetime | None,
    plantilla: PlantillaAprobada | None = None,
) -> None:
    """Deliver within the rule: the free text while it may be, else the approved template.

    Raises SinProveedor, FueraDeVentana if there is no template to fall back to, or whatever the
    provider raises.
    """
    quien = proveedor()
    if admite_texto_libre(ultimo_del_cliente_en, ahora):
        quien.enviar_texto(para=para, texto=texto, clave=clave)
    elif plantilla is not None:
        quien.enviar_plantilla(para=para, plantilla=plantilla, clave=clave)
    else:
        raise FueraDeVentana
