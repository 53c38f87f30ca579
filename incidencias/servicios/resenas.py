"""Reviews and comments in public: written down, whose they are, answered or left, made a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from clientes.models import Cliente
from clientes.servicios import dar_de_alta_cliente
from incidencias.eventos import Codigo
from incidencias.models import Canal, Incidencia, Resena, Tipo
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.linea import anotar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto, momento
from nucleo.restricciones import traducir_integridad

LO_MAS_ANTIGUO = timedelta(days=365 * 20)
LARGO_ASUNTO = 80


@transaction.atomic
def apuntar_resena(
    *, por: Actor, plataforma: str, autor: str, publicada_en: datetime, **campos: Any
) -> Resena:
    """Write down what somebody published: url, estrellas, texto, cliente (if it is known).

    Raises ErrorDeNegocio without an author, for a date that cannot be, or an address that is here.
    """
    autor = exigir_texto(autor, _("Escribe quién la firma."), "autor")
    publicada_en = momento(
        publicada_en, desde=timezone.now() - LO_MAS_ANTIGUO, campo="publicada_en"
    )
    with traducir_integridad(savepoint=False):
        return Resena.objects.create(
            plataforma=plataforma,
            autor=autor,
            publicada_en=publicada_en,
            registrada_por=usuario_de(por),
            **campos,
        )


@transaction.atomic
def responder_resena(pk: int, *, por: Actor, respuesta: str, en: datetime | None = None) -> Resena:
    """Keep what we answered there, and when. Once answered, it can be corrected."""
    resena = _bloquear(pk)
    resena.respuesta = exigir_texto(respuesta, _("Escribe lo que habéis contestado."), "respuesta")
    resena.respondida_en = momento(en, desde=resena.publicada_en, campo="respondida_en")
    resena.respondida_por = usuario_de(por)
    resena.sin_respuesta_en, resena.sin_respuesta_motivo = None, ""
    resena.save()
    _contar(resena, Codigo.RESENA_RESPONDIDA, por)
    return resena


@transaction.atomic
def dejar_sin_respuesta(pk: int, *, por: Actor, motivo: str) -> Resena:
    """Decide not to answer it, saying why. Raises ErrorDeNegocio if it was answered."""
    resena = _bloquear(pk)
    if resena.respondida_en is not None:
        raise ErrorDeNegocio(_("Esa reseña ya se contestó."), codigo="ya_respondida")
    resena.sin_respuesta_motivo = exigir_texto(
        motivo, _("Di por qué se deja sin respuesta."), "motivo"
    )
    resena.sin_respuesta_en = timezone.now()
    resena.save(update_fields=["sin_respuesta_en", "sin_respuesta_motivo"])
    _contar(resena, Codigo.RESENA_SIN_RESPUESTA, por)
    return resena


@transaction.atomic
def casar_resena(pk: int, *, por: Actor, cliente: Cliente | None) -> Resena:
    """Say whose it is, or that nobody knows. Once it is a case, its case says it."""
    resena = _bloquear(pk)
    if resena.incidencia_id is not None:
        raise ErrorDeNegocio(_("Ya tiene incidencia: el cliente es el suyo."), codigo="con_caso")
    resena.cliente = cliente.titular if cliente else None
    resena.save(update_fields=["cliente"])
    return resena


@transaction.atomic
def abrir_por_resena(pk: int, *, por: Actor, tipo: str, asunto: str = "") -> Incidencia:
    """Make it a case, of its customer or of one to be identified. Raises ErrorDeNegocio twice.

    The receipt does not leave: they wrote to the world, and not to us.
    """
    resena = _bloquear(pk)
    if resena.incidencia_id is not None:
        raise ErrorDeNegocio(_("De esa reseña ya hay una incidencia."), codigo="con_caso")
    cliente = resena.cliente or dar_de_alta_cliente(
        por=por, nombre=resena.autor, es_provisional=True
    )
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=cliente,
            asunto=asunto.strip() or _asunto(resena),
            descripcion=resena.texto,
            tipo=tipo,
            canal=Canal.REDES,
            responsable=usuario_de(por),
            avisar=False,
        ),
        por=por,
    )
    resena.incidencia, resena.cliente = incidencia, cliente
    resena.save(update_fields=["incidencia", "cliente"])
    _contar(resena, Codigo.RESENA, por)
    return incidencia


def tipo_propuesto(resena: Resena) -> str:
    """What its stars suggest."""
    if resena.estrellas is None or resena.estrellas == 3:
        return Tipo.CONSULTA
    return Tipo.QUEJA if resena.estrellas < 3 else Tipo.FELICITACION


def _asunto(resena: Resena) -> str:
    return Truncator(" ".join(resena.texto.split())).chars(LARGO_ASUNTO) or _(
        "Reseña de %(autor)s en %(sitio)s"
    ) % {"autor": resena.autor, "sitio": resena.get_plataforma_display()}


def _bloquear(pk: int) -> Resena:
    return Resena.objects.select_for_update(of=("self",)).select_related("cliente").get(pk=pk)


def _contar(resena: Resena, codigo: str, por: Actor) -> None:
    if resena.incidencia is not None:
        anotar(resena.incidencia, codigo, por=por, resena=resena.pk)
