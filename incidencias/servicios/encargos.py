"""Jobs from insurers and brands: each reference is one case, and what they send of it goes there.

What the mail says is for the office: its limits and its tariffs are nobody else's. A mail can be
forged, so a cancellation cancels nothing by itself: it is written down, and who answers for the
case is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Cliente, Contacto
from clientes.servicios import dar_de_alta_cliente
from cuentas.servicios import notificar
from incidencias.encargos.lectura import EncargoLeido, leer_encargo
from incidencias.encargos.perfiles import elegir, perfiles
from incidencias.eventos import Codigo
from incidencias.models import Canal, Encargo, Incidencia
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.composicion import Fichero, NuevaIncidencia
from incidencias.servicios.conversacion import anotar_nota
from incidencias.servicios.linea import anotar
from nucleo.correo.tipos import CorreoLeido
from nucleo.empresa import empresa
from nucleo.eventos import SISTEMA
from nucleo.restricciones import traducir_integridad

LARGO_ASUNTO = 200
DATOS = ("asegurado", "telefono", "correo", "direccion", "aparato", "averia")
TERMINOS = (*DATOS, "limite_eur", "plazo_en")
CANCELACION = "cancelacion"


def encargo_de(correo: CorreoLeido, claves: Sequence[str] | None = None) -> EncargoLeido | None:
    """The job that a mail is, by the profiles of its mailbox (all, if it names none)."""
    elegidos = list(perfiles().values()) if claves is None else elegir(claves)
    return leer_encargo(correo, elegidos, zona=ZoneInfo(empresa().zona))


@transaction.atomic
def recibir_encargo(
    leido: EncargoLeido,
    *,
    texto: str,
    adjuntos: Sequence[Fichero] = (),
    por: Actor = SISTEMA,
    en: datetime | None = None,
    **de_la_incidencia: Any,
) -> Incidencia | None:
    """The case of that job: the one that its reference has, or a new one with its terms.

    `texto` is the whole mail, kept as an internal note with its files. None for the cancellation
    of a job that never came: there is nothing to write it on.
    """
    previo = (
        Encargo.objects.select_related("incidencia__fusionada_en")
        .filter(perfil=leido.perfil, referencia__iexact=leido.referencia)
        .first()
    )
    if previo is not None:
        return _cambiar(previo, leido, texto=texto, adjuntos=adjuntos, por=por, en=en)
    if leido.clase == CANCELACION:
        return None
    return _abrir(leido, texto=texto, adjuntos=adjuntos, por=por, en=en, **de_la_incidencia)


def _abrir(
    leido: EncargoLeido,
    *,
    texto: str,
    adjuntos: Sequence[Fichero],
    por: Actor,
    en: datetime | None,
    **de_la_incidencia: Any,
) -> Incidencia:
    cliente, contacto = _a_quien(leido, por)
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=cliente,
            contacto=contacto,
            asunto=_asunto(leido),
            descripcion=leido.averia,
            tipo=leido.tipo,
            canal=Canal.CORREO,
            avisar=False,  # whoever sends the job told them already
            **de_la_incidencia,
        ),
        por=por,
        en=en,
    )
    with traducir_integridad(savepoint=False):
        encargo = Encargo.objects.create(
            incidencia=incidencia,
            perfil=leido.perfil,
            principal=leido.principal,
            referencia=leido.referencia,
            otros=dict(leido.otros),
            recibido_en=incidencia.ocurrida_en,
            **{campo: getattr(leido, campo) for campo in TERMINOS},
        )
    anotar(incidencia, Codigo.ENCARGO_RECIBIDO, por=por, en=en, encargo=encargo.pk)
    anotar_nota(incidencia.pk, por=por, texto=texto, adjuntos=adjuntos, en=en)
    return incidencia


def _a_quien(leido: EncargoLeido, por: Actor) -> tuple[Cliente, Contacto | None]:
    """Whoever has that telephone, if it is one; else a new customer to be identified."""
    if leido.telefono:
        hallados = Contacto.objects.filter(
            telefono=leido.telefono, activo=True, cliente__bloqueado_en=None
        ).select_related("cliente__fusionado_en")[:2]
        if len(hallados) == 1:
            return hallados[0].cliente.titular, hallados[0]
        clientes = Cliente.objects.vivos().filter(telefono=leido.telefono)[:2]
        if len(clientes) == 1:
            return clientes[0], None
    nuevo = dar_de_alta_cliente(
        por=por,
        nombre=leido.asegurado or _("Asegurado de %(principal)s") % {"principal": leido.principal},
        telefono=leido.telefono,
        correo=leido.correo,
        es_provisional=True,
    )
    return nuevo, None


def _asunto(leido: EncargoLeido) -> str:
    que = ": ".join(parte for parte in (leido.aparato, leido.averia.split("\n")[0]) if parte)
    asunto = que or _("Encargo de %(principal)s") % {"principal": leido.principal}
    return asunto[:LARGO_ASUNTO]


def _cambiar(
    previo: Encargo,
    leido: EncargoLeido,
    *,
    texto: str,
    adjuntos: Sequence[Fichero],
    por: Actor,
    en: datetime | None,
) -> Incidencia:
    """The new terms, on the case of the job (or on the one that it was merged into)."""
    incidencia = previo.incidencia.fusionada_en or previo.incidencia
    Incidencia.objects.select_for_update().only("pk").get(pk=incidencia.pk)
    encargo = Encargo.objects.select_for_update(of=("self",)).get(pk=previo.pk)
    cancela = leido.clase == CANCELACION
    _poner_terminos(encargo, leido, cancela=cancela)
    anotar(
        previo.incidencia,
        Codigo.ENCARGO_CANCELADO if cancela else Codigo.ENCARGO_CAMBIADO,
        por=por,
        en=en,
        encargo=encargo.pk,
    )
    anotar_nota(incidencia.pk, por=por, texto=texto, adjuntos=adjuntos)
    _avisar(incidencia, encargo, cancela=cancela)
    return incidencia


def _poner_terminos(encargo: Encargo, leido: EncargoLeido, *, cancela: bool) -> None:
    """What this mail does not say stays as it was."""
    for campo in TERMINOS:
        valor = getattr(leido, campo)
        if valor not in ("", None) and not cancela:
            setattr(encargo, campo, valor)
    if not cancela:
        encargo.otros = {**encargo.otros, **leido.otros}
    encargo.actualizado_en = timezone.now()
    encargo.cancelado_en = encargo.actualizado_en if cancela else None
    encargo.save()


def _avisar(incidencia: Incidencia, encargo: Encargo, *, cancela: bool) -> None:
    if incidencia.responsable is None:
        return
    frase = (
        _("%(encargo)s: lo han cancelado. Decide qué se hace con %(codigo)s.")
        if cancela
        else _("%(encargo)s: ha cambiado. Mira %(codigo)s.")
    )
    notificar(
        [incidencia.responsable],
        clave=f"encargo:{encargo.pk}:{encargo.actualizado_en:%Y%m%d%H%M%S%f}",
        texto=frase % {"encargo": encargo, "codigo": incidencia.codigo},
        url=incidencia.get_absolute_url(),
        icono="briefcase-business",
    )
