"""Mails that a case sends: each is one row of the outbox with its unique key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from clientes.models import Cliente
from incidencias.correo.asuntos import asunto_de
from incidencias.correo.salida import sobre_de
from incidencias.models import (
    AvisoEspera,
    Canal,
    Contingencia,
    Incidencia,
    Mensaje,
    MotivoEspera,
)
from nucleo.comunicaciones import anular, encolar
from nucleo.correo_saliente import message_id
from nucleo.models import Archivo, Comunicacion
from nucleo.models.comunicaciones import Carril

# Who sent it reads it in the mail too; a stranger's address gets only code, time and link.
MAXIMO_CONTENIDO = 5_000
MARGEN_DE_FUSION = timedelta(minutes=5)
SEGUIMIENTO = "seguimiento"  # the kind of its links


def avisar_acuse(
    incidencia: Incidencia, *, contesta_a: str | None = None, de_cualquiera: bool = False
) -> Comunicacion | None:
    """The receipt: code, date and time; what it says only to a proved address, and never of a
    mail or a public form (`de_cualquiera`), which anybody can send in another's name.

    Of a stranger not even the name: whoever wrote it would be writing through us. `contesta_a`
    is the Message-ID of its mail, for whoever has just opened it with that one.
    """
    contacto = incidencia.contacto
    probado = contacto is not None and contacto.correo_probado_en is not None
    con_contenido = probado and not de_cualquiera and incidencia.canal != Canal.CORREO
    return _encolar(
        incidencia,
        clave_de_acuse(incidencia),
        "acuse",
        carril=Carril.URGENTE,
        contenido=incidencia.descripcion[:MAXIMO_CONTENIDO] if con_contenido else "",
        con_asunto=con_contenido,
        con_nombre=probado or not incidencia.cliente.es_provisional,
        contesta_a=contesta_a,
    )


def clave_de_acuse(incidencia: Incidencia) -> str:
    return f"incidencia:{incidencia.pk}:acuse"


def comunicar_respuesta(
    mensaje: Mensaje, adjuntos: Sequence[tuple[Archivo, str]] = ()
) -> Comunicacion | None:
    """The agent's reply, from the outbox; the message keeps which mail carries it."""
    comunicacion = _encolar(
        mensaje.incidencia,
        f"mensaje:{mensaje.pk}",
        "respuesta",
        carril=Carril.URGENTE,
        adjuntos=adjuntos,
        texto=mensaje.texto,
        cabeceras={"Auto-Submitted": "no"},
    )
    if comunicacion is not None:
        mensaje.comunicacion = comunicacion
        mensaje.message_id = message_id(comunicacion.clave)  # an answer to it names it
        mensaje.save(update_fields=["comunicacion", "message_id"])
    return comunicacion


def avisar_resolucion(incidencia: Incidencia) -> Comunicacion | None:
    """We say it is solved: the customer confirms or says no by the link."""
    return _encolar(
        incidencia,
        f"incidencia:{incidencia.pk}:resuelta:{incidencia.reaperturas}",
        "resuelta",
        solucion=incidencia.solucion,
        dias=settings.INCIDENCIA_DIAS_HASTA_CIERRE,
    )


def avisar_de_seguimiento(incidencia: Incidencia) -> Comunicacion | None:
    """Some days after: does it work? The answer is a button behind the signed link."""
    return _encolar(
        incidencia,
        f"incidencia:{incidencia.pk}:seguimiento:{incidencia.reaperturas}",
        "funciona",
        solucion=incidencia.solucion,
    )


def avisar_de_cierre(incidencia: Incidencia) -> Comunicacion | None:
    """Without an answer we close in some days (Ley 10/2025 art. 13.2: with prior warning)."""
    return _encolar(
        incidencia,
        f"incidencia:{incidencia.pk}:aviso_cierre:{incidencia.reaperturas}",
        "aviso_cierre",
        dias=settings.INCIDENCIA_DIAS_AVISO_CIERRE,
    )


def recordar_espera(
    incidencia: Incidencia, aviso: AvisoEspera, motivo: MotivoEspera
) -> Comunicacion | None:
    """We are still waiting for what the customer has to say or send."""
    return _encolar(
        incidencia,
        f"espera:{aviso.pk}",
        "recordatorio_espera",
        motivo=motivo.nombre,
    )


def avisar_de_cierre_por_espera(
    incidencia: Incidencia, aviso: AvisoEspera, motivo: MotivoEspera
) -> Comunicacion | None:
    """Without what we wait for, we close in some days (Ley 10/2025 art. 13.4)."""
    return _encolar(
        incidencia,
        f"espera:{aviso.pk}",
        "cierre_por_espera",
        motivo=motivo.nombre,
        dias=motivo.cierre_dias,
    )


def avisar_contingencia(contingencia: Contingencia, cliente: Cliente) -> Comunicacion | None:
    """What is happening in their area, once to each customer."""
    if not cliente.correo:
        return None
    return encolar(
        clave=f"contingencia:{contingencia.pk}:{cliente.pk}",
        plantilla="contingencia",
        para=cliente.correo,
        asunto=contingencia.nombre,
        datos={
            "nombre": cliente.nombre,
            "trato": cliente.trato,
            "texto": contingencia.texto_cliente,
        },
        carril=Carril.MASIVO,
        idioma=cliente.idioma,
        referencia=contingencia.codigo,
    )


def avisar_reapertura(incidencia: Incidencia) -> Comunicacion | None:
    """It is open again, with the same person."""
    return _encolar(
        incidencia,
        f"incidencia:{incidencia.pk}:reabierta:{incidencia.reaperturas}",
        "reabierta",
        responsable=str(incidencia.responsable or ""),
    )


def avisar_fusion(incidencia: Incidencia, destino: Incidencia, vez: int) -> Comunicacion | None:
    """Two cases go on as one: under which code. It waits some minutes, in case it is undone."""
    return _encolar(
        incidencia,
        clave_de_fusion(incidencia, vez),
        "fusionada",
        destino=destino.codigo,
        programado_para=timezone.now() + MARGEN_DE_FUSION,
    )


def clave_de_fusion(incidencia: Incidencia, vez: int) -> str:
    return f"incidencia:{incidencia.pk}:fusionada:{vez}"


def avisar_separacion(incidencia: Incidencia, destino: Incidencia, vez: int) -> None:
    """They go on apart after all. Nothing is said if nobody had been told."""
    if anular(clave_de_fusion(incidencia, vez)):
        return
    _encolar(
        incidencia,
        f"incidencia:{incidencia.pk}:separada:{vez}",
        "separada",
        destino=destino.codigo,
    )


def _encolar(
    incidencia: Incidencia,
    clave: str,
    plantilla: str,
    *,
    carril: str = Carril.NORMAL,
    adjuntos: Sequence[tuple[Archivo, str]] = (),
    cabeceras: dict[str, str] | None = None,
    con_asunto: bool = True,
    con_nombre: bool = True,
    programado_para: datetime | None = None,
    contesta_a: str | None = None,
    **datos: Any,
) -> Comunicacion | None:
    para = incidencia.cliente.correo_para(incidencia.contacto)
    if not para:
        return None
    asunto = asunto_de(plantilla, incidencia.idioma, incidencia.cliente.trato)
    sobre = sobre_de(incidencia, contesta_a=contesta_a)
    return encolar(
        clave=clave,
        plantilla=plantilla,
        para=para,
        asunto=asunto % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        datos=_datos_comunes(incidencia, con_asunto=con_asunto, con_nombre=con_nombre) | datos,
        carril=carril,
        idioma=incidencia.idioma,
        enlaces={"seguimiento": enlace_de_seguimiento(incidencia), **sobre.pop("enlaces", {})},
        adjuntos=adjuntos,
        referencia=incidencia.codigo,
        cabeceras={**sobre.pop("cabeceras", {}), **(cabeceras or {})},
        **sobre,
        programado_para=programado_para,
    )


def enlace_de_seguimiento(incidencia: Incidencia) -> dict[str, Any]:
    """The signed link by which a customer follows the case without signing in.

    Without a version: at delivery it is the one that the case has then.
    """
    return {
        "tipo": SEGUIMIENTO,
        "id": incidencia.codigo,
        "ruta": settings.RUTA_SEGUIMIENTO,
        "args": [incidencia.codigo],
    }


def version_de_enlace(codigo: str) -> int:
    """That of the links which open the case now."""
    return Incidencia.objects.values_list("enlace_version", flat=True).get(codigo=codigo)


def _datos_comunes(incidencia: Incidencia, *, con_asunto: bool, con_nombre: bool) -> dict[str, Any]:
    local = timezone.localtime(incidencia.ocurrida_en)
    return {
        "nombre": incidencia.cliente.nombre_para(incidencia.contacto) if con_nombre else "",
        "trato": incidencia.cliente.trato,
        "codigo": incidencia.codigo,
        "asunto": incidencia.asunto if con_asunto else "",
        "fecha": date_format(local, "j \\d\\e F \\d\\e Y"),
        "dia": f"{local:%d/%m/%Y}",  # for the languages that have no months here
        "hora": f"{local:%H:%M}",
    }
