"""QR labels: their token, where it leads, and whose it is."""

from __future__ import annotations

import segno
from django.conf import settings
from django.urls import reverse

from clientes.models import Equipo, EtiquetaEquipo
from nucleo.enlaces import direccion_absoluta, firmar, huella

TIPO = "etiqueta"


def firmar_etiqueta(equipo: Equipo, version: int) -> str:
    """The token of a label; it says nothing about the unit."""
    return firmar(TIPO, equipo.uid, version)


def esta_al_dia(etiqueta: EtiquetaEquipo) -> bool:
    """Whether it can be printed again: not if the site's secret is another since it was given."""
    return etiqueta.huella == huella(firmar_etiqueta(etiqueta.equipo, etiqueta.version))


def etiqueta_de(token: str) -> EtiquetaEquipo | None:
    """The living label of that token, with its unit; None if there is none or it was revoked."""
    return (
        EtiquetaEquipo.objects.filter(
            huella=huella(token), anulada_en=None, equipo__cliente__bloqueado_en=None
        )
        .select_related("equipo__producto")
        .first()
    )


def direccion_de(etiqueta: EtiquetaEquipo) -> str:
    """What its QR says."""
    token = firmar_etiqueta(etiqueta.equipo, etiqueta.version)
    return direccion_absoluta(reverse(settings.RUTA_ETIQUETA, args=[token]))


def codigo_qr(etiqueta: EtiquetaEquipo) -> segno.QRCode:
    """Medium correction: a label is scratched and greasy, and small."""
    return segno.make(direccion_de(etiqueta), error="m", micro=False)
