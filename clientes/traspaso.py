"""The texts that hand a case over when the repair is another's duty: ready to copy or to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from clientes.frases import dia_corto
from clientes.models import Cliente, Equipo, Trato
from nucleo.empresa import empresa

DE_OTROS = frozenset({"vendedor", "fabricante", "aseguradora"})


@dataclass(frozen=True)
class Traspaso:
    """Who has to answer, what to write to the customer and what to write to them."""

    quien: str
    para_cliente: str
    para_responsable: str


def traspaso_de(
    equipo: Equipo, cliente: Cliente, veredicto: Mapping[str, Any], *, codigo: str, que_pasa: str
) -> Traspaso | None:
    """The texts for a frozen verdict; None when it is our duty or nobody's."""
    deber = veredicto.get("deber") or {}
    if deber.get("quien") not in DE_OTROS or deber.get("es_nuestro"):
        return None
    quien = veredicto.get("quien_paga") or ""
    datos = {
        "equipo": _nombre(equipo),
        "quien": quien,
        "hasta": _hasta(veredicto),
        "empresa": empresa().nombre,
        "nombre": cliente.nombre,
        "codigo": codigo,
        "que_pasa": que_pasa.strip(),
    }
    responsable = "\n\n".join(_al_responsable(veredicto, datos, por_cuenta=deber["por_cuenta"]))
    return Traspaso(quien, "\n\n".join(_al_cliente(cliente, veredicto, datos)), responsable)


def _al_cliente(
    cliente: Cliente, veredicto: Mapping[str, Any], datos: Mapping[str, str]
) -> Iterator[str]:
    textos = TEXTOS[Trato(cliente.trato)]
    if veredicto["deber"]["por_cuenta"]:
        yield str(textos["por_cuenta"]) % datos
        return
    yield str(textos["legal" if veredicto.get("via") == "legal" else "otra"]) % datos
    if veredicto.get("fin_accion"):
        fin = date.fromisoformat(veredicto["fin_accion"])
        yield str(textos["fin"]) % {"dia": dia_corto(fin)}
    yield str(textos["si_no"])


def _al_responsable(
    veredicto: Mapping[str, Any], datos: Mapping[str, str], *, por_cuenta: bool
) -> Iterator[str]:
    """Facts and what is asked for; the customer's data travel only with their consent."""
    yield _("Les trasladamos el aviso %(codigo)s, recibido por %(empresa)s.") % datos
    yield _("Equipo: %(equipo)s.\nQué le pasa: %(que_pasa)s") % datos
    motivo = next(iter(veredicto.get("motivos", [])), None)
    cita = "{norma} art. {articulo}".format(**veredicto["deber"])
    yield _("Está cubierto%(hasta)s y responde %(quien)s (%(cita)s).") % {**datos, "cita": cita}
    if motivo:
        yield motivo["texto"]
    if por_cuenta:
        yield _("¿Nos autorizan a repararlo por su cuenta? Necesitamos su número de expediente.")
    else:
        yield _("Dígannos, por favor, cuándo lo atenderán, y se lo diremos al cliente.")


def _nombre(equipo: Equipo) -> str:
    serie = _(", n.º de serie %(serie)s") % {"serie": equipo.numero_serie}
    return f"{equipo.producto}{serie if equipo.numero_serie else ''}"


def _hasta(veredicto: Mapping[str, Any]) -> str:
    hasta = veredicto.get("hasta")
    return _(" hasta el %(dia)s") % {"dia": dia_corto(date.fromisoformat(hasta))} if hasta else ""


TEXTOS: dict[Trato, dict[str, Promise]] = {
    Trato.USTED: {
        "legal": _l(
            "Hemos visto su aviso %(codigo)s sobre %(equipo)s. Está en garantía legal%(hasta)s, y "
            "esa garantía la debe quien se lo vendió: %(quien)s. Puede pedirle que lo repare o que "
            "lo sustituya, gratis y a su elección, enseñando la factura o el ticket (TRLGDCU, "
            "arts. 117 y 118)."
        ),
        "otra": _l(
            "Hemos visto su aviso %(codigo)s sobre %(equipo)s. Está cubierto%(hasta)s, y quien "
            "responde es %(quien)s. Puede pedirle la reparación enseñando la factura y las "
            "condiciones de la garantía."
        ),
        "por_cuenta": _l(
            "Hemos visto su aviso %(codigo)s sobre %(equipo)s. Está cubierto%(hasta)s: lo paga "
            "%(quien)s y usted no tiene que pagar nada. Vamos a pedirle su autorización y le "
            "llamaremos para acordar el día."
        ),
        "fin": _l("Puede reclamarlo hasta el %(dia)s."),
        "si_no": _l(
            "Si no le atiende, díganoslo y le ayudamos. También podemos repararlo nosotros: en ese "
            "caso es de pago, y antes le daríamos un presupuesto."
        ),
    },
    Trato.TU: {
        "legal": _l(
            "Hemos visto tu aviso %(codigo)s sobre %(equipo)s. Está en garantía legal%(hasta)s, y "
            "esa garantía la debe quien te lo vendió: %(quien)s. Puedes pedirle que lo repare o "
            "que lo sustituya, gratis y a tu elección, enseñando la factura o el ticket (TRLGDCU, "
            "arts. 117 y 118)."
        ),
        "otra": _l(
            "Hemos visto tu aviso %(codigo)s sobre %(equipo)s. Está cubierto%(hasta)s, y quien "
            "responde es %(quien)s. Puedes pedirle la reparación enseñando la factura y las "
            "condiciones de la garantía."
        ),
        "por_cuenta": _l(
            "Hemos visto tu aviso %(codigo)s sobre %(equipo)s. Está cubierto%(hasta)s: lo paga "
            "%(quien)s y tú no tienes que pagar nada. Vamos a pedirle su autorización y te "
            "llamaremos para acordar el día."
        ),
        "fin": _l("Puedes reclamarlo hasta el %(dia)s."),
        "si_no": _l(
            "Si no te atiende, dínoslo y te ayudamos. También podemos repararlo nosotros: en ese "
            "caso es de pago, y antes te daríamos un presupuesto."
        ),
    },
}
