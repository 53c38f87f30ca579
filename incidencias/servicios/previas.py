"""A case while it is being typed: its draft, and the photos that the customer sends meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Cliente
from cuentas.models import Usuario
from incidencias.correo.asuntos import asunto_de
from incidencias.estados import NO_SE_TOCAN
from incidencias.eventos import Codigo
from incidencias.models import (
    BorradorNueva,
    EnlaceFotos,
    Estado,
    FotoPrevia,
    Incidencia,
)
from incidencias.servicios.bloqueo import bloquear_viva
from incidencias.servicios.composicion import Fichero, componer_contestacion
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.linea import adjuntar, anotar
from incidencias.servicios.relevos import avisar_de_fotos
from nucleo import archivos
from nucleo.comunicaciones import encolar
from nucleo.enlaces import direccion_absoluta, firmar, huella
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Archivo, Comunicacion
from nucleo.models.comunicaciones import Canal, Carril

TIPO = "fotos"  # the kind of these links
VALE = timedelta(hours=24)
FOTOS_POR_ENLACE = 12
BORRADORES_POR_PERSONA = 20
LARGO_BORRADOR = 120_000
ACABADAS = frozenset({Estado.CERRADA, Estado.ANULADA})
DE_QUIEN = ("cliente", "nuevo_nombre", "llamada")
DE_TEXTO = frozenset({"asunto", "descripcion", "promesa"})


@transaction.atomic
def guardar_borrador_de_nueva(
    uid: UUID, *, por: Usuario, datos: dict[str, Any], titulo: str = ""
) -> BorradorNueva:
    """Keep what somebody has typed so far. Raises ErrorDeNegocio if it is another's, or absurd."""
    if len(str(datos)) > LARGO_BORRADOR:
        raise ErrorDeNegocio(_("Es demasiado largo para guardarlo a medias."))
    borrador = BorradorNueva.objects.select_for_update(of=("self",)).filter(uid=uid).first()
    if borrador is None:
        _quitar_los_vacios(por, datos)
        if por.borradores_nueva.count() >= BORRADORES_POR_PERSONA:
            raise ErrorDeNegocio(_("Tienes demasiadas a medias: termina o descarta alguna."))
        borrador = BorradorNueva(uid=uid, usuario=por)
    if borrador.usuario_id != por.pk:
        raise ErrorDeNegocio(_("Esa incidencia a medias es de otra persona."), codigo="ajeno")
    borrador.datos, borrador.titulo = datos, titulo[:200]
    borrador.guardado_en = timezone.now()
    borrador.save()
    return borrador


def _quitar_los_vacios(por: Usuario, datos: dict[str, Any]) -> None:
    """A new draft for somebody takes the place of those that only said for whom they were."""
    quien = [datos.get(campo) for campo in DE_QUIEN]
    if not any(quien):
        return
    vacios = [
        uno.pk
        for uno in por.borradores_nueva.filter(enlaces=None)
        if [uno.datos.get(campo) for campo in DE_QUIEN] == quien
        and not any(campo in DE_TEXTO or campo.startswith("t_") for campo in uno.datos)
    ]
    por.borradores_nueva.filter(pk__in=vacios).delete()


@transaction.atomic
def descartar_borrador_de_nueva(uid: UUID, *, por: Usuario) -> bool:
    """Forget a draft of one's own, with the links that were sent from it."""
    borrador = BorradorNueva.objects.filter(uid=uid, usuario=por).first()
    if borrador is None:
        return False
    borrador.enlaces.filter(incidencia=None).update(anulado_en=timezone.now())
    borrador.delete()
    return True


@transaction.atomic
def abrir_enlace_de_fotos(
    uid: UUID, *, por: Usuario, cliente: Cliente | None = None
) -> EnlaceFotos:
    """The link by which photos reach that draft: the one it has, while it is alive."""
    borrador = BorradorNueva.objects.select_for_update(of=("self",)).filter(uid=uid).first()
    if borrador is None:
        borrador = guardar_borrador_de_nueva(uid, por=por, datos={})
    if borrador.usuario_id != por.pk:
        raise ErrorDeNegocio(_("Esa incidencia a medias es de otra persona."), codigo="ajeno")
    ahora = timezone.now()
    vivo = borrador.enlaces.filter(anulado_en=None, caduca_en__gt=ahora).order_by("pk").last()
    if vivo is not None:
        return vivo
    propio = uuid4()
    return EnlaceFotos.objects.create(
        uid=propio,
        huella=huella(firmar(TIPO, propio, 1)),
        usuario=por,
        cliente=cliente,
        borrador=borrador,
        caduca_en=ahora + VALE,
    )


def direccion_de(enlace: EnlaceFotos) -> str:
    """The address to copy or to read aloud; derived each time, not stored."""
    token = firmar(TIPO, enlace.uid, enlace.version)
    return direccion_absoluta(reverse(settings.RUTA_FOTOS, args=[token]))


@transaction.atomic
def mandar_enlace_de_fotos(
    enlace: EnlaceFotos, *, canal: str, para: str, trato: str = "usted", idioma: str = "es"
) -> Comunicacion:
    """Put the link in the outbox, in the urgent lane: they are waiting on the telephone."""
    veces = Comunicacion.objects.sobre(referencia_de(enlace)).count()
    return encolar(
        clave=f"fotos:{enlace.uid}:{canal}:{veces + 1}",
        plantilla="fotos",
        para=para,
        asunto=asunto_de("fotos", idioma, trato),
        datos={"trato": trato, "horas": int(VALE.total_seconds() // 3600)},
        carril=Carril.URGENTE,
        canal=Canal(canal),
        idioma=idioma,
        enlaces={
            "fotos": {
                "tipo": TIPO,
                "id": str(enlace.uid),
                "version": enlace.version,
                "ruta": settings.RUTA_FOTOS,
            }
        },
        referencia=referencia_de(enlace),
    )


def referencia_de(enlace: EnlaceFotos) -> str:
    """By which the outbox knows the messages that carry it."""
    return f"fotos:{enlace.uid}"


@transaction.atomic
def anular_enlace_de_fotos(pk: int, *, por: Usuario) -> EnlaceFotos:
    """The link opens nothing from now on; what came by it stays."""
    enlace = EnlaceFotos.objects.select_for_update(of=("self",)).get(pk=pk, usuario=por)
    if enlace.anulado_en is None:
        enlace.anulado_en = timezone.now()
        enlace.save(update_fields=["anulado_en"])
    return enlace


def enlace_vivo(token: str) -> EnlaceFotos | None:
    """Whose token it is, if it still opens something."""
    enlaces = EnlaceFotos.objects.select_related("incidencia", "cliente")
    enlace = enlaces.filter(huella=huella(token)).first()
    if enlace is None or not enlace.esta_vivo:
        return None
    caso = enlace.incidencia
    return None if caso is not None and caso.estado in ACABADAS else enlace


def idioma_del_caducado(token: str) -> str | None:
    """In which language it was sent, if it did open something once."""
    enlaces = EnlaceFotos.objects.select_related("incidencia", "cliente")
    enlace = enlaces.filter(huella=huella(token)).first()
    return enlace.idioma if enlace is not None else None


def recibir_fotos(token: str, ficheros: Sequence[File]) -> int:
    """Keep the photos that somebody sends by a link: on the form that is open, or on its case.

    They are checked, cleaned and stored before the link is locked. Raises ErrorDeNegocio, naming
    the file, if one is no photo; if there are too many; or if the link opens nothing any more.
    """
    if not ficheros:
        raise ErrorDeNegocio(_("Elija al menos una foto."), campo="ficheros")
    if enlace_vivo(token) is None:
        raise _ya_no_abre()
    if len(ficheros) > FOTOS_POR_ENLACE:
        raise _no_caben()
    guardadas = [
        (archivos.guardar(uno, admitidos=archivos.IMAGENES), (uno.name or "foto")[-150:])
        for uno in ficheros
    ]
    return _colgar(token, guardadas)


@transaction.atomic
def _colgar(token: str, fotos: Sequence[tuple[Archivo, str]]) -> int:
    """The link's lock and not the case's: saving the case takes it too, so none falls between."""
    enlaces = EnlaceFotos.objects.select_for_update(of=("self",)).filter(huella=huella(token))
    enlace = enlaces.first()
    if enlace is None or not enlace.esta_vivo:
        raise _ya_no_abre()
    conocidas = set(enlace.fotos.values_list("archivo_id", flat=True))
    nuevas = {a.pk: (a, n) for a, n in fotos if a.pk not in conocidas}
    if len(conocidas) + len(nuevas) > FOTOS_POR_ENLACE:
        raise _no_caben()
    FotoPrevia.objects.bulk_create(
        FotoPrevia(enlace=enlace, archivo=archivo, nombre=nombre)
        for archivo, nombre in nuevas.values()
    )
    if enlace.incidencia is not None and nuevas:
        _al_caso(enlace, enlace.incidencia, list(nuevas.values()))
    return len(nuevas)


def _al_caso(
    enlace: EnlaceFotos, incidencia: Incidencia, fotos: Sequence[tuple[Archivo, str]]
) -> None:
    """On the case, or where it goes on: the wait for them is over, and who attends it is told.

    Raises ErrorDeNegocio if it has ended: nobody would look at them there.
    """
    expediente = bloquear_viva(incidencia.pk)
    viva, ahora = expediente.incidencia, timezone.now()
    if viva.estado in NO_SE_TOCAN:
        raise _ya_no_abre()
    autor: Actor = viva.contacto or SISTEMA
    for archivo, nombre in fotos:
        adjunto = adjuntar(viva, archivo, nombre)
        datos = {"adjunto": adjunto.pk, "enlace": enlace.pk}
        anotar(viva, Codigo.FOTO_RECIBIDA, por=autor, en=ahora, **datos)
    componer_contestacion(expediente, por=autor, en=ahora)
    if viva.estado == Estado.RESUELTA:  # as any other thing that they say: it is not silence
        viva.responde_el_cliente = True
    guardar_expediente(expediente)
    avisar_de_fotos(viva, clave=f"fotos:{enlace.pk}:{fotos[0][0].pk}")


def tomar_borrador(uid: UUID, *, por: Usuario) -> BorradorNueva | None:
    """The draft of a case about to be opened, if there is one, locked: call it inside the
    transaction that opens the case, which then says whose it was with `entregar_enlaces`.
    """
    borradores = BorradorNueva.objects.select_for_update(of=("self",))
    return borradores.filter(uid=uid, usuario=por).first()


def fotos_de_borrador(borrador: BorradorNueva) -> list[Fichero]:
    """What came for it, ready to be attached; what comes now waits for the case."""
    enlaces = borrador.enlaces.select_for_update(of=("self",))
    pks = list(enlaces.order_by("pk").values_list("pk", flat=True))
    fotos = FotoPrevia.objects.filter(enlace__in=pks).select_related("archivo").order_by("pk")
    return [(foto.archivo, foto.nombre) for foto in fotos]


def entregar_enlaces(borrador: BorradorNueva, incidencia: Incidencia) -> None:
    """From now on the links of that draft bring their photos to the case; the draft is over."""
    borrador.enlaces.update(incidencia=incidencia, borrador=None)
    borrador.delete()


def _ya_no_abre() -> ErrorDeNegocio:
    return ErrorDeNegocio(_("Este enlace ya no sirve: pídanos otro."), codigo="enlace_sin_valor")


def _no_caben() -> ErrorDeNegocio:
    return ErrorDeNegocio(
        _("Como mucho son %(fotos)s fotos.") % {"fotos": FOTOS_POR_ENLACE}, campo="ficheros"
    )
