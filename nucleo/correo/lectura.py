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
    separar_cabeceras,
)
from nucleo.correo.citas import Partido, es_reenvio, separar
from nucleo.correo.clasificacion import MARCA, clasificar, es_respuesta_automatica, lista_de
from nucleo.correo.cuerpo import Cuerpo, leer_cuerpo
from nucleo.correo.idioma import idioma_de
from nucleo.correo.limpieza import en_una_linea, limpiar
from nucleo.correo.partes import Parte, partir
from nucleo.correo.rebotes import Devuelto, leer_rebote
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
    ahora = ahora or datetime.now(UTC)
    for solo_cabeceras in (False, True):
        try:
            return _leer(crudo, marca, propias, ahora, solo_cabeceras=solo_cabeceras)
        except Exception:  # noqa: BLE001 - whatever is sent to us, the raw mail is kept and shown
            registro.warning("un correo de %d bytes no se deja leer", len(crudo), exc_info=True)
    return CorreoLeido(defectos=(Defecto.ILEGIBLE,))


def _leer(
    crudo: bytes,
    marca: str | None,
    propias: Collection[str],
    ahora: datetime,
    *,
    solo_cabeceras: bool,
) -> CorreoLeido:
    if b"\n" not in crudo:
        crudo = crudo.replace(b"\r", b"\n")
    defectos: set[Defecto] = set()
    cabeceras, inicio = separar_cabeceras(crudo)
    partes = [Parte(cabeceras, "text/plain", {}, crudo[inicio:MAX_TEXTO])]
    if solo_cabeceras:
        defectos.add(Defecto.ILEGIBLE)
    else:
        partes = [parte for _suyas, parte in partir(crudo, defectos) if parte is not None]
    return _componer(cabeceras, partes, defectos, marca, propias, ahora)


def _componer(
    cabeceras: Cabeceras,
    partes: list[Parte],
    defectos: set[Defecto],
    marca: str | None,
    propias: Collection[str],
    ahora: datetime,
) -> CorreoLeido:
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
    asunto = asunto_de(cabeceras)
    quien = remite[0].correo if remite else ""
    clase = clasificar(cabeceras, asunto=asunto, remite=quien, marca=marca, propias=propias)
    en_respuesta_a = identificadores(cabeceras, "in-reply-to")
    cuerpo = leer_cuerpo(partes, defectos)
    partido = _partir_texto(cuerpo, asunto, clase, defectos)
    devuelto = Devuelto(original=next(iter(en_respuesta_a), ""))
    if clase == Clase.REBOTE:
        devuelto = leer_rebote(cabeceras, partes, cuerpo.texto)
    return CorreoLeido(
        mensaje_id=next(iter(identificadores(cabeceras, "message-id")), ""),
        en_respuesta_a=en_respuesta_a,
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
        rebote=devuelto.rebote,
        defectos=tuple(sorted(defectos)),
        idioma=idioma_de(partido.texto) or idioma_de(f"{asunto}\n{partido.texto}"),
        entregado_a=_entregado_a(cabeceras),
        original=devuelto.original,
        es_respuesta_automatica=es_respuesta_automatica(cabeceras, asunto),
        proteccion=cuerpo.proteccion,
        lista=lista_de(cabeceras),
        marca=en_una_linea(cabeceras.una(MARCA), 64),
    )


def _partir_texto(cuerpo: Cuerpo, asunto: str, clase: Clase, defectos: set[Defecto]) -> Partido:
    """What a server says is not folded, and what it gives back is not what it says."""
    texto = _recortado(cuerpo.texto, defectos)
    if clase == Clase.REBOTE:
        return Partido(texto)
    partido = separar(texto, es_reenvio=es_reenvio(asunto))
    if not cuerpo.anexo:
        return partido
    junto = f"{partido.texto}\n\n{cuerpo.anexo}".strip("\n")
    return partido._replace(texto=_recortado(junto, defectos))


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
