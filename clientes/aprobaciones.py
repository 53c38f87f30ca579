"""What a contact may accept by themselves, and with which papers: asked before spending."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from clientes.models import Cliente, Contacto
from nucleo.formato import euros_es


@dataclass(frozen=True)
class Aprobacion:
    """Whether a contact may accept an amount; if not, the sentence that says why and who may."""

    vale: bool
    frase: str = ""
    campo: str = ""


def juzgar_aprobacion(
    contacto: Contacto, importe_eur: Decimal, numero_pedido: str = ""
) -> Aprobacion:
    """Whether that contact may accept `importe_eur` for their customer.

    Without a limit they accept anything; who is asked for a purchase order has to give its number
    (the one that they keep open counts). One statement, and only when the limit is passed.
    """
    limite = contacto.limite_aprobacion_eur
    if limite is not None and importe_eur > limite:
        frase = _("%(contacto)s puede aprobar hasta %(limite)s y son %(importe)s. %(quien)s")
        datos = {
            "contacto": contacto,
            "limite": euros_es(limite),
            "importe": euros_es(importe_eur),
            "quien": _quien_puede(contacto.cliente_id, importe_eur),
        }
        return Aprobacion(vale=False, frase=frase % datos, campo="importe_eur")
    if contacto.exige_pedido and not (numero_pedido.strip() or contacto.numero_pedido):
        frase = _("%(contacto)s necesita un número de pedido de su empresa: pídeselo antes.")
        return Aprobacion(vale=False, frase=frase % {"contacto": contacto}, campo="numero_pedido")
    return Aprobacion(vale=True)


def pedido_para(contacto: Contacto | None, numero_pedido: str = "") -> str:
    """The purchase-order number that goes on what they accept."""
    return numero_pedido.strip() or (contacto.numero_pedido if contacto else "")


def _quien_puede(cliente_pk: int, importe_eur: Decimal) -> str:
    """Other contacts of the same customer who may accept it."""
    vivos = Contacto.objects.filter(cliente__in=Cliente.objects.identidades_de(cliente_pk))
    quienes = [
        contacto.nombre
        for contacto in vivos.filter(activo=True).order_by("nombre", "pk")
        if contacto.limite_aprobacion_eur is None or contacto.limite_aprobacion_eur >= importe_eur
    ]
    if not quienes:
        return _("Nadie más de ese cliente puede: hay que preguntarlo.")
    return _("Puede aprobarlo: %(quienes)s.") % {"quienes": ", ".join(quienes[:5])}
