"""With whom we speak: what can be asked to somebody who says to be a customer, and how data are
shown before they have answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clientes.identidad import normalizar_nif
from clientes.models import Cliente, Compra, Contacto, Equipo
from clientes.servicios.composicion_equipos import como_serie
from incidencias.busqueda import codigo_escrito
from incidencias.models import Incidencia
from nucleo.errores import ErrorDeNegocio
from nucleo.sms import hay_pasarela

HACEN_FALTA = 2  # right answers, and none wrong
VALE = timedelta(hours=2)  # a check is of this call, not of yesterday's
CADUCA = timedelta(minutes=10)  # of a code
INTENTOS = 5  # at a code
FALLOS_AL_DIA = 3  # of the questions
CIFRAS = 6
ENLACE = "identidad"  # the kind of its codes


@dataclass(frozen=True)
class Pregunta:
    """Something a customer knows; `aciertan` says whether an answer is theirs."""

    codigo: str
    texto: str | Promise
    aciertan: Callable[[Cliente, Contacto | None, str], bool]
    sabemos: Callable[[Cliente, Contacto | None], bool]
    ayuda: str | Promise = ""


def _nif(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    try:
        return normalizar_nif(dicho) == cliente.nif
    except ErrorDeNegocio:
        return False


def _cp(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    return cliente.sedes.filter(codigo_postal=dicho).exists()


def _correo(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    return dicho.lower() in {c.lower() for c in (cliente.correo, contacto and contacto.correo) if c}


def _serie(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    return Equipo.objects.que_tiene(cliente.pk).filter(numero_serie=como_serie(dicho)).exists()


def _compra(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    """The month in which something was bought: 3/2024, 03-2024, 2024-03."""
    partes = [p for p in dicho.replace("-", "/").split("/") if p.isascii() and p.isdigit()]
    if len(partes) != 2:
        return False
    mes, ejercicio = sorted(int(p[:4]) for p in partes)
    return cliente.compras.filter(
        fecha_contrato__year=ejercicio, fecha_contrato__month=mes
    ).exists()


def _caso(cliente: Cliente, contacto: Contacto | None, dicho: str) -> bool:
    codigo = codigo_escrito(dicho)
    suyos = Incidencia.objects.filter(cliente=cliente)
    return codigo is not None and suyos.filter(codigo=codigo).exists()


PREGUNTAS: dict[str, Pregunta] = {
    una.codigo: una
    for una in (
        Pregunta("nif", _("¿Cuál es su NIF?"), _nif, lambda c, p: bool(c.nif)),
        Pregunta(
            "cp",
            _("¿Cuál es el código postal de su casa?"),
            _cp,
            lambda c, p: c.sedes.exclude(codigo_postal="").exists(),
        ),
        Pregunta(
            "compra",
            _("¿En qué mes y año lo compró?"),
            _compra,
            lambda c, p: Compra.objects.filter(cliente=c).exists(),
            _("Mes y año: 3/2024"),
        ),
        Pregunta(
            "serie",
            _("¿Qué número de serie tiene?"),
            _serie,
            lambda c, p: Equipo.objects.que_tiene(c.pk).exclude(numero_serie="").exists(),
        ),
        Pregunta(
            "correo",
            _("¿Qué correo nos dio?"),
            _correo,
            lambda c, p: bool(c.correo or (p and p.correo)),
        ),
        Pregunta(
            "caso",
            _("¿Qué código tiene su última incidencia?"),
            _caso,
            lambda c, p: Incidencia.objects.filter(cliente=c).exists(),
        ),
    )
}
A_LA_VEZ = 3


def preguntas_para(cliente: Cliente, contacto: Contacto | None = None) -> list[Pregunta]:
    """What can be asked of this customer, because we know the answer: the first few."""
    sabidas = [una for una in PREGUNTAS.values() if una.sabemos(cliente, contacto)]
    return sabidas[:A_LA_VEZ] if len(sabidas) >= HACEN_FALTA else []


def destinos_de(cliente: Cliente, contacto: Contacto | None) -> dict[str, str]:
    """Where a code can be sent: only to what we knew before the call, by SMS if there are any."""
    correo = cliente.correo_para(contacto)
    telefono = (contacto.telefono if contacto else "") or cliente.telefono
    conocidos = (("correo", correo), ("sms", telefono if hay_pasarela() else ""))
    return {canal: donde for canal, donde in conocidos if donde}


def a_medias(texto: str) -> str:
    """What is shown before they prove who they are: "•••••78Z", "l•••@gmail.com"."""
    if "@" in texto:
        nombre, _arroba, dominio = texto.partition("@")
        return f"{nombre[:1]}•••@{dominio}"
    return "•••••" + texto[-3:] if len(texto) > 5 else "•••"
