"""Who a mail says to be from: under whose name its case goes. It proves nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from clientes.models import Cliente, Contacto, Idioma
from clientes.servicios import alta_provisional
from incidencias.models import Incidencia
from nucleo.correo.tipos import CorreoLeido
from nucleo.eventos import SISTEMA

MAX_CLIENTES = 20  # of one address: an estate manager's communities
# Nobody reads what is sent to these.
SIN_LECTOR = ("noreply", "no-reply", "no_reply", "donotreply", "mailer-daemon", "postmaster")


@dataclass(frozen=True)
class Remitente:
    """Under whom a new case goes. `otros`: of how many other customers that address is."""

    cliente: Cliente
    contacto: Contacto | None
    otros: int = 0


def remitente_de(leido: CorreoLeido, *, en: datetime) -> Remitente:
    """The contact or customer of that address; if nobody has it, a provisional one."""
    nombre = leido.remite.nombre if leido.remite else ""
    return de_quien_dice(nombre, correo_de(leido), idioma=idioma_de(leido), en=en)


def de_quien_dice(nombre: str, correo: str, *, idioma: str | None, en: datetime) -> Remitente:
    """The same, of what somebody wrote in a form that anybody can open."""
    return _contacto_de(correo) or _cliente_de(correo) or _provisional(nombre, correo, idioma, en)


def correo_de(leido: CorreoLeido) -> str:
    """The address it comes from, empty if it has none that can be written to."""
    correo = leido.remite.correo if leido.remite else ""
    try:
        validate_email(correo)
    except ValidationError:
        return ""
    return correo if len(correo) <= 254 else ""


def idioma_de(leido: CorreoLeido) -> str | None:
    return leido.idioma if leido.idioma in Idioma.values else None


def admite_acuse(correo: str) -> bool:
    """Whether somebody may read there what we answer by ourselves."""
    local = correo.partition("@")[0].lower()
    return bool(correo) and not local.startswith(SIN_LECTOR)


def _contacto_de(correo: str) -> Remitente | None:
    """Of several customers with that person, the one that wrote last (an estate manager's)."""
    if not correo:
        return None
    # First whether there are any: most who write for the first time are nobody's yet.
    pks = list(Contacto.objects.de_correo(correo).values_list("pk", flat=True)[:MAX_CLIENTES])
    if not pks:
        return None
    suyos = Contacto.objects.filter(pk__in=pks).select_related("cliente__fusionado_en")
    hallados = list(suyos.order_by("pk"))
    elegido = hallados[0] if len(hallados) == 1 else _el_ultimo(hallados)
    titulares = {uno.cliente.titular_id for uno in hallados}
    return Remitente(elegido.cliente.titular, elegido, otros=len(titulares) - 1)


def _el_ultimo(contactos: list[Contacto]) -> Contacto:
    por_pk = {uno.pk: uno for uno in contactos}
    casos = Incidencia.objects.filter(contacto__in=por_pk).order_by("-ocurrida_en")
    return por_pk[casos.values_list("contacto_id", flat=True).first() or contactos[0].pk]


def _cliente_de(correo: str) -> Remitente | None:
    if not correo:
        return None
    suyos = Cliente.objects.vivos().filter(correo=correo)
    if not suyos.values_list("pk", flat=True)[:1]:
        return None
    clientes = list(suyos.order_by("pk")[:MAX_CLIENTES])
    return Remitente(clientes[0], None, otros=len(clientes) - 1) if clientes else None


def _provisional(nombre: str, correo: str, idioma: str | None, en: datetime) -> Remitente:
    cliente, contacto = alta_provisional(
        por=SISTEMA,
        nombre=(nombre or correo).strip() or _("Remitente desconocido"),
        correo=correo,
        idioma=idioma or Idioma.ES,
        en=en,
    )
    return Remitente(cliente, contacto)
