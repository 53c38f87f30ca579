"""Ask for an opinion: once per resolution, to who may be asked, with one reminder."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from clientes.eventos import Actor
from clientes.models import Contacto
from encuestas.models import Invitacion, ReglaEncuesta, VersionCuestionario
from encuestas.servicios.composicion import (
    TIPO_ENLACE,
    componer_evento,
    componer_invitacion,
)
from incidencias.correo.asuntos import asunto_de
from incidencias.models import Estado, EventoIncidencia, Incidencia
from incidencias.servicios import anotar
from nucleo.comunicaciones import anular, encolar
from nucleo.eventos import SISTEMA

# An older resolution (imported, or found after a long stop) is no longer fresh in anybody's mind.
DEMASIADO_TARDE = timedelta(days=7)


@transaction.atomic
def invitar(evento: EventoIncidencia, *, en: datetime | None = None) -> Invitacion | None:
    """Invite the customer about that resolution, if it may be asked; None if not. Idempotent.

    Never before the case is resolved (Ley 10/2025 art. 18), to who opted out, without an address,
    too often, or about an imported or old resolution.
    """
    en = en or timezone.now()
    # The case's row serialises two workers that read the same event.
    incidencia = (
        Incidencia.objects.select_for_update(of=("self",))
        .select_related("contacto")
        .get(pk=evento.incidencia_id)
    )
    regla = ReglaEncuesta.objects.filter(activa=True).order_by("pk").first()
    contacto = incidencia.contacto
    if regla is None or contacto is None or not _se_puede_preguntar(incidencia, evento, en):
        return None
    if not _contacto_disponible(contacto, regla, en):
        return None
    invitacion = componer_invitacion(
        incidencia,
        contacto=contacto,
        regla=regla,
        version=_version(regla, en),
        evento_resolucion=evento.id,
        en=en,
    )
    invitacion.save(force_insert=True)
    componer_evento(invitacion, "enviada", por=SISTEMA, en=en).save(force_insert=True)
    anotar(incidencia, "encuesta_enviada", por=SISTEMA, en=en, invitacion=invitacion.pk)
    _enviar(invitacion, intento=1)
    return invitacion


def _se_puede_preguntar(incidencia: Incidencia, evento: EventoIncidencia, en: datetime) -> bool:
    resuelta = incidencia.estado in {Estado.RESUELTA, Estado.CERRADA}
    vigente = incidencia.resuelta_en == evento.ocurrido_en  # not reopened since
    reciente = evento.ocurrido_en > en - DEMASIADO_TARDE
    return resuelta and vigente and reciente and not incidencia.es_importada


def _contacto_disponible(contacto: Contacto, regla: ReglaEncuesta, en: datetime) -> bool:
    if not contacto.correo or contacto.encuestas_baja_en is not None:
        return False
    desde = en - timedelta(days=regla.dias_entre_encuestas)
    return not Invitacion.objects.filter(contacto=contacto, enviada_en__gt=desde).exists()


def _version(regla: ReglaEncuesta, en: datetime) -> VersionCuestionario:
    versiones = VersionCuestionario.objects.filter(cuestionario=regla.cuestionario_id)
    return versiones.filter(vigente_desde__lte=en).latest("vigente_desde")


def _enviar(invitacion: Invitacion, *, intento: int) -> None:
    incidencia, contacto = invitacion.incidencia, invitacion.contacto
    trato = incidencia.cliente.trato
    encolar(
        clave=clave_de_correo(invitacion, intento),
        plantilla="encuesta",
        para=contacto.correo,
        asunto=asunto_de("encuesta", invitacion.idioma, trato) % {"codigo": incidencia.codigo},
        datos={
            "nombre": contacto.nombre,
            "codigo": incidencia.codigo,
            "asunto": incidencia.asunto,
            "trato": trato,
            "recordatorio": intento > 1,
        },
        clase="encuesta",
        carril="masivo",
        idioma=invitacion.idioma,
        enlaces={
            "encuesta": _enlace(invitacion, "encuestas:responder"),
            "baja": _enlace(invitacion, "encuestas:baja"),
        },
        referencia=incidencia.codigo,
    )


def clave_de_correo(invitacion: Invitacion, intento: int) -> str:
    return f"encuesta:{invitacion.uid}:{intento}"


def _enlace(invitacion: Invitacion, ruta: str) -> dict[str, Any]:
    return {
        "tipo": TIPO_ENLACE,
        "id": str(invitacion.uid),
        "version": invitacion.token_version,
        "ruta": ruta,
    }


@transaction.atomic
def recordar(pk: int, *, en: datetime | None = None) -> bool:
    """Remind once whoever has not answered; False if it is no longer due."""
    en = en or timezone.now()
    invitacion = (
        Invitacion.objects.select_for_update(of=("self",))
        .select_related("incidencia__cliente", "contacto")
        .get(pk=pk)
    )
    ya_no = (
        invitacion.recordada_en or invitacion.respondida_en or invitacion.baja_en is not None
    ) or invitacion.contacto.encuestas_baja_en
    if ya_no or en >= invitacion.caduca_en:
        return False
    invitacion.recordada_en = en
    invitacion.save(update_fields=["recordada_en"])
    componer_evento(invitacion, "recordada", por=SISTEMA, en=en).save(force_insert=True)
    _enviar(invitacion, intento=2)
    return True


def marcar_abierta(invitacion: Invitacion) -> None:
    """Note the first time that the page was seen. It answers nothing: GET never records.

    Nobody waits for the disk for it: a crash may forget that a page was seen.
    """
    if invitacion.abierta_en is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
    ahora = timezone.now()
    with transaction.atomic():
        nuevas = Invitacion.objects.filter(pk=invitacion.pk, abierta_en=None)
        if nuevas.update(abierta_en=ahora):
            componer_evento(invitacion, "abierta", por=invitacion.contacto, en=ahora).save(
                force_insert=True
            )


@transaction.atomic
def dar_de_baja(invitacion: Invitacion, *, por: Actor) -> None:
    """Never ask this person again; what was about to leave is withdrawn. Twice changes nothing."""
    ahora = timezone.now()
    # NO KEY: an answer being written at the same time only needs the contact to exist.
    contacto = Contacto.objects.select_for_update(no_key=True).get(pk=invitacion.contacto_id)
    if contacto.encuestas_baja_en is not None:
        return
    contacto.encuestas_baja_en = ahora
    contacto.save(update_fields=["encuestas_baja_en"])
    Invitacion.objects.filter(contacto=contacto, respondida_en=None, baja_en=None).update(
        baja_en=ahora
    )
    componer_evento(invitacion, "baja", por=por, en=ahora).save(force_insert=True)
    anular(clave_de_correo(invitacion, 2))
