"""A customer who asks to be called: about the case that they have open or, without one, a new one.

They choose when, among the hours at which somebody works (`horas_llamada`); that hour is kept like
a promise, in the queue of calls to return.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from clientes.models import Contacto, Idioma
from incidencias.horas_llamada import Cuando, HoraOfrecida, hora_pedida
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
from incidencias.servicios.devoluciones import cambiar_hora_de_devolucion, pedir_devolucion
from nucleo.eventos import Sistema


@dataclass(frozen=True)
class LlamadaPedida:
    devolucion: DevolucionLlamada
    incidencia: Incidencia
    es_nueva: bool
    hora: HoraOfrecida

    @property
    def en_palabras(self) -> str:
        """When they are called: what they chose or, of a number that waits already, its hour."""
        return replace(self.hora, vence_en=self.devolucion.vence_en).en_palabras


@transaction.atomic
def pedir_que_le_llamen(
    contacto: Contacto, *, telefono: str, texto: str = "", cuando: str = Cuando.YA
) -> LlamadaPedida:
    """Who signed in asks for a call to that number, at one of the hours offered (its key).

    A number that waits already keeps its hour, unless they choose another. Raises ErrorDeNegocio
    for a number that nobody can have, or an hour that is not offered any more.
    """
    hora = hora_pedida(cuando, timezone.now())
    _esperar_turno(f"llamadme:{contacto.pk}")
    abierta = _la_suya(contacto)
    if abierta is not None:
        return _sobre(abierta, contacto, telefono, texto, hora)
    nueva = NuevaIncidencia(
        cliente=contacto.cliente,
        contacto=contacto,
        asunto=_al(telefono),
        descripcion="\n\n".join(filter(None, (_el(hora), texto.strip()))),
        tipo=Tipo.CONSULTA,
        canal=Canal.PORTAL,
    )
    incidencia = abrir_incidencia(nueva, por=contacto)
    return LlamadaPedida(_apuntar(contacto, telefono, incidencia, hora), incidencia, True, hora)


@transaction.atomic
def pedir_llamada_sobre(
    pk: int, *, por: Contacto | Sistema, telefono: str, texto: str = "", cuando: str = Cuando.YA
) -> LlamadaPedida:
    """The same about a case, by its link. Raises ErrorDeNegocio also if the case is closed."""
    hora = hora_pedida(cuando, timezone.now())
    return _sobre(Incidencia.objects.get(pk=pk), por, telefono, texto, hora)


def _sobre(
    caso: Incidencia, por: Contacto | Sistema, telefono: str, texto: str, hora: HoraOfrecida
) -> LlamadaPedida:
    dicho = "\n\n".join(filter(None, (f"{_al(telefono)}. {_el(hora)}".strip(), texto.strip())))
    mensaje = recibir_mensaje(caso.pk, por=por, texto=dicho, canal=Canal.PORTAL)
    incidencia = mensaje.incidencia
    return LlamadaPedida(_apuntar(por, telefono, incidencia, hora), incidencia, False, hora)


def _al(telefono: str) -> str:
    with override(Idioma.ES):  # the staff will read it
        return _("Pide que le llamemos al %(telefono)s") % {"telefono": telefono}


def _el(hora: HoraOfrecida) -> str:
    """When, if they chose it: the queue of calls says by when, and not that it is not before."""
    if hora.cuando == Cuando.YA:
        return ""
    with override(Idioma.ES):
        return _("Quiere que sea %(cuando)s.") % {"cuando": hora.en_palabras}


def _esperar_turno(quien: str) -> None:
    """Of two requests of a person at once, the second sees what the first opened (PgBouncer-safe).

    Not their row: a case is locked before its contact.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [quien])


def _la_suya(contacto: Contacto) -> Incidencia | None:
    """The open case that this person spoke of last."""
    suyas = Incidencia.objects.abiertas().filter(contacto=contacto)
    return suyas.order_by("-ultimo_mensaje_en", "-pk").first()


def _apuntar(
    por: Contacto | Sistema, telefono: str, incidencia: Incidencia, hora: HoraOfrecida
) -> DevolucionLlamada:
    pendiente = (
        DevolucionLlamada.objects.select_for_update(of=("self",))
        .filter(numero=telefono, estado=EstadoDevolucion.PENDIENTE)
        .first()
    )
    if pendiente is None:
        return pedir_devolucion(
            telefono,
            por=por,
            vence_en=hora.vence_en,
            incidencia=incidencia,
            responsable=incidencia.responsable,
        )
    if pendiente.incidencia_id is None:
        pendiente.incidencia = incidencia
        pendiente.save(update_fields=["incidencia"])
    if hora.cuando != Cuando.YA and hora.vence_en != pendiente.vence_en:
        return cambiar_hora_de_devolucion(pendiente.pk, por=por, vence_en=hora.vence_en)
    return pendiente
