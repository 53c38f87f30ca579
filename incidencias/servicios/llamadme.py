"""A customer who asks to be called: about the case that they have open or, without one, a new one.

The hour that they are told is kept like a promise, in the queue of calls to return.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import Contacto
from incidencias.devoluciones import vence_para
from incidencias.models import (
    Canal,
    DevolucionLlamada,
    EstadoDevolucion,
    Incidencia,
    Tipo,
)
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.conversacion import recibir_mensaje
from incidencias.servicios.devoluciones import pedir_devolucion


@dataclass(frozen=True)
class LlamadaPedida:
    devolucion: DevolucionLlamada
    incidencia: Incidencia
    es_nueva: bool


@transaction.atomic
def pedir_que_le_llamen(contacto: Contacto, *, telefono: str, texto: str = "") -> LlamadaPedida:
    """Who signed in asks for a call to that number; a number that waits already keeps its hour.

    Raises ErrorDeNegocio for a number that nobody can have.
    """
    _esperar_turno(contacto)
    frase = _("Pide que le llamemos al %(telefono)s") % {"telefono": telefono}
    abierta = _la_suya(contacto)
    if abierta is None:
        nueva = NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto=frase,
            descripcion=texto,
            tipo=Tipo.CONSULTA,
            canal=Canal.PORTAL,
        )
        incidencia = abrir_incidencia(nueva, por=contacto)
    else:
        dicho = "\n\n".join(filter(None, (f"{frase}.", texto.strip())))
        mensaje = recibir_mensaje(abierta.pk, por=contacto, texto=dicho, canal=Canal.PORTAL)
        incidencia = mensaje.incidencia
    devolucion = _apuntar(contacto, telefono, incidencia)
    return LlamadaPedida(devolucion, incidencia, abierta is None)


def _esperar_turno(contacto: Contacto) -> None:
    """Of two requests of a person at once, the second sees what the first opened (PgBouncer-safe).

    Not their row: a case is locked before its contact.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"llamadme:{contacto.pk}"]
        )


def _la_suya(contacto: Contacto) -> Incidencia | None:
    """The open case that this person spoke of last."""
    suyas = Incidencia.objects.abiertas().filter(contacto=contacto)
    return suyas.order_by("-ultimo_mensaje_en", "-pk").first()


def _apuntar(contacto: Contacto, telefono: str, incidencia: Incidencia) -> DevolucionLlamada:
    pendiente = (
        DevolucionLlamada.objects.select_for_update(of=("self",))
        .filter(numero=telefono, estado=EstadoDevolucion.PENDIENTE)
        .first()
    )
    if pendiente is None:
        return pedir_devolucion(
            telefono,
            por=contacto,
            vence_en=vence_para(timezone.now()),
            incidencia=incidencia,
            responsable=incidencia.responsable,
        )
    if pendiente.incidencia_id is None:
        pendiente.incidencia = incidencia
        pendiente.save(update_fields=["incidencia"])
    return pendiente
