"""The base of every event table of the domain: who did it, as columns the database can check."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from clientes.models.cliente import Contacto
from cuentas.models import Token, Usuario
from nucleo.eventos import Autor, EventoBase, Sistema

Actor = Usuario | Contacto | Token | Sistema


def autor_de(por: Actor) -> dict[str, Any]:
    """The author columns of an event for whoever acts (`SISTEMA` for tasks)."""
    if isinstance(por, Token):
        return {"autor": Autor.TOKEN, "token_id": por.pk}
    if isinstance(por, Contacto):
        return {"autor": Autor.CONTACTO, "contacto_id": por.pk}
    if isinstance(por, Usuario):
        return {"autor": Autor.USUARIO, "usuario_id": por.pk}
    return {"autor": Autor.SISTEMA}


def usuario_de(por: Actor) -> Usuario | None:
    """The user behind an actor; None for a contact or the system."""
    if isinstance(por, Token):
        return por.usuario
    return por if isinstance(por, Usuario) else None


class EventoConContacto(EventoBase):
    """An event whose author may be a user, a contact, a token or the system."""

    contacto = models.ForeignKey(
        Contacto, models.PROTECT, related_name="+", null=True, db_index=False
    )
    token = models.ForeignKey(Token, models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta(EventoBase.Meta):
        abstract = True
        constraints = [
            *EventoBase.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_contacto_si_es_autor",
                condition=Q(autor=Autor.CONTACTO, contacto__isnull=False)
                | (~Q(autor=Autor.CONTACTO) & Q(contacto=None)),
            ),
            models.CheckConstraint(
                name="%(class)s_token_si_es_autor",
                condition=Q(autor=Autor.TOKEN, token__isnull=False)
                | (~Q(autor=Autor.TOKEN) & Q(token=None)),
            ),
        ]
