"""The door: from the bytes of a mail to what they say."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime

from nucleo.correo.cabeceras import (
    Cabeceras,
    asunto_de,
    correo_valido,
    direcciones,
    fecha_de,
    identificadores,
)
from nucleo.correo.citas import separar
from nucleo.correo.clasificacion import MARCA, clasificar
from nucleo.correo.cuerpo import Cuerpo, leer_cuerpo
from nucleo.correo.idioma import idioma_de
from nucleo.correo.limpieza import en_una_linea, limpiar
from nucleo.correo.partes import Parte, partir
from nucleo.correo.tipos import Clase, CorreoLeido, Defecto, Direccion

MAX_TEXTO = 100_000
ENTREGADO_A = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")

registro = logging.getLogger(__name__)


def leer(
    crudo: bytes,
    *,
    marca: str | None = None,
    propias: Collection[str] = (),
    ahora: datetime | None = None,
) -> CorreoLeido:
    """Read any bytes. Never raises: what cannot be read is in `defectos`, and nowhere else.

    `marca` is what our own mails carry (without it, any other installation's counts as ours);
    `propias`, the addresses of our mailboxes: the list of one of them is no list.
    """
    try:
        return _leer(crudo, marca, propias, ahora or datetime.now(UTC))
    except Exception:  # noqa: BLE001 - whatever is sent to us, the raw mail is kept and shown
        registro.exception("un correo de %d bytes no se deja leer", len(crudo))
        return CorreoLeido(defectos=(Defecto.ILEGIBLE,))


def _leer(
    crudo: bytes, marca: str | None, propias: Collection[str], ahora: datetime
) -> CorreoLeido:
    if b"\n" not in crudo[:100_000]:
        crudo = crudo.replace(b"\r", b"\n")
    defectos: set[Defecto] = set()
    cabeceras, partes = Cabeceras(), []
    for numero, (suyas, parte) in enumerate(partir(crudo, defectos)):
        cabeceras = suyas if numero == 0 else cabeceras
        if parte is not None:
            partes.append(parte)
    return _componer(cabeceras, partes, defectos, marca, propias, ahora)


def _componer(
    cabeceras: Cabeceras,
    partes: list[Parte],
    defectos: set[Defecto],
    marca: str | None,
    propias: Collection[str],
    ahora: datetime,
) -> CorreoLeido:
    cuerpo: Cuerpo = leer_cuerpo(partes, defectos)
    asunto = asunto_de(cabeceras)
    partido = separar(_recortado(cuerpo.texto, defectos))
    remite, responder_a, para, cc = (
        _direcciones(cabeceras, nombre, defectos) for nombre in ("from", "reply-to", "to", "cc")
    )
    if not remite:
        defectos.add(Defecto.SIN_REMITE)
    if len(cabeceras.todas("from")) > 1:
        defectos.add(Defecto.REMITE_REPETIDO)
    fecha = fecha_de(cabeceras.una("date"), ahora)
    if fecha is None:
        defectos.add(Defecto.FECHA_ABSURDA)
    clase = clasificar(cabeceras, marca=marca, propias=propias)
    return CorreoLeido(
        mensaje_id=next(iter(identificadores(cabeceras, "message-id")), ""),
        en_respuesta_a=identificadores(cabeceras, "in-reply-to"),
        referencias=identificadores(cabeceras, "references"),
        asunto=asunto,
        remite=remite[0] if remite else None,
        responder_a=responder_a,
        para=para,
        cc=cc,
        fecha=fecha,
        texto=partido.texto,
        html=cuerpo.html,
        cita=partido.cita,
        firma=partido.firma,
        adjuntos=cuerpo.adjuntos,
        clase=clase,
        defectos=tuple(sorted(defectos)),
        idioma=idioma_de(partido.texto) if clase == Clase.PERSONA else None,
        entregado_a=_entregado_a(cabeceras),
        proteccion=cuerpo.proteccion,
        lista=en_una_linea(cabeceras.una("list-id"), 250),
        marca=en_una_linea(cabeceras.una(MARCA), 64),
    )


def _direcciones(
    cabeceras: Cabeceras, nombre: str, defectos: set[Defecto]
) -> tuple[Direccion, ...]:
    leidas, recortadas = direcciones(cabeceras, nombre)
    if recortadas:
        defectos.add(Defecto.DESTINATARIOS_RECORTADOS)
    return leidas


def _entregado_a(cabeceras: Cabeceras) -> tuple[str, ...]:
    valores = [valor for nombre in ENTREGADO_A for valor in cabeceras.todas(nombre)[:5]]
    return tuple(dict.fromkeys(filter(None, map(correo_valido, valores))))


def _recortado(texto: str, defectos: set[Defecto]) -> str:
    if len(texto) > MAX_TEXTO:
        defectos.add(Defecto.TEXTO_RECORTADO)
    return limpiar(texto, MAX_TEXTO)
