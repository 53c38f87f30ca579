"""Bring an exported chat of WhatsApp to a case: once each message, however often it is exported.

The file waits in its ImportacionChat between the preview and the decision, and goes when it is
brought: what matters of it is in the case by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from cuentas.models import Usuario
from incidencias.eventos import Codigo
from incidencias.models import (
    Adjunto,
    Canal,
    DireccionMensaje,
    ImportacionChat,
    Incidencia,
    Mensaje,
    MensajeImportado,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.chats_editados import editar_traidos, sin_su_fichero, traidos_de
from incidencias.servicios.composicion import Expediente, Fichero
from incidencias.servicios.composicion.conversaciones import Dicho, componer_conversacion
from incidencias.servicios.guardado import guardar_expediente
from incidencias.whatsapp.ediciones import Edicion, ediciones
from incidencias.whatsapp.fechas import Orden
from incidencias.whatsapp.huellas import huellas_de
from incidencias.whatsapp.lectura import (
    MAX_MENSAJES,
    ChatLeido,
    DemasiadosMensajes,
    MensajeDeChat,
    NoEsUnChat,
    leer_chat,
)
from incidencias.whatsapp.paquete import Paquete, PaqueteIlegible, abrir
from nucleo import archivos
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

MAX_FICHEROS = 500
ABANDONADA = timedelta(days=1)
ADMITIDOS = archivos.DOCUMENTOS | archivos.AUDIOS
CERCA = timedelta(hours=12)  # a prepared text and the same one in the chat are one message


@dataclass
class ChatPorTraer:
    """An export already read, against what the case has of it."""

    chat: ChatLeido
    paquete: Paquete
    huellas: Sequence[str]
    conocidas: Mapping[str, int]  # fingerprint: message of ours
    sin_fichero: Set[int]  # messages of ours whose file was not in an earlier export
    desde: date | None
    editados: Sequence[Edicion] = ()  # of those we have; known by their new fingerprint too

    @property
    def nuevos(self) -> list[tuple[MensajeDeChat, str]]:
        return [
            (mensaje, huella)
            for mensaje, huella in zip(self.chat.mensajes, self.huellas, strict=True)
            if huella not in self.conocidas and self._entra(mensaje)
        ]

    @property
    def con_fichero_ahora(self) -> list[tuple[MensajeDeChat, int]]:
        """Messages that came without their file, which is in this export."""
        return [
            (mensaje, self.conocidas[huella])
            for mensaje, huella in zip(self.chat.mensajes, self.huellas, strict=True)
            if self.conocidas.get(huella) in self.sin_fichero
            and mensaje.fichero in self.paquete.nombres
        ]

    def _entra(self, mensaje: MensajeDeChat) -> bool:
        return self.desde is None or mensaje.cuando.date() >= self.desde


@dataclass
class Guardados:
    """The files of the export already stored, by message."""

    ficheros: dict[str, list[Fichero]] = field(default_factory=dict)  # of new messages
    de_conocidos: dict[int, list[Fichero]] = field(default_factory=dict)
    perdidos: dict[str, str] = field(default_factory=dict)  # name, by fingerprint

    @property
    def cuantos(self) -> int:
        return sum(map(len, self.ficheros.values())) + sum(map(len, self.de_conocidos.values()))


@transaction.atomic
def subir_chat(incidencia: Incidencia, fichero: UploadedFile, *, por: Usuario) -> ImportacionChat:
    """Keep an export until somebody decides on it. Raises ErrorDeNegocio if it is no chat."""
    nombre = (fichero.name or "chat")[-150:]
    if (fichero.size or 0) > 4 * settings.ARCHIVO_MAX_BYTES:
        raise ErrorDeNegocio(
            _("«%(nombre)s» ocupa demasiado: expórtalo sin archivos.") % {"nombre": nombre},
            campo="fichero",
            codigo="fichero_grande",
        )
    datos = fichero.read()
    _leer(_abrir(datos), None)  # whether it is one
    _olvidar_abandonadas()
    return ImportacionChat.objects.create(
        incidencia=incidencia,
        usuario=por,
        nombre=nombre,
        archivo=archivos.guardar_bytes(datos, "application/octet-stream"),
    )


def leer_importacion(
    importacion: ImportacionChat,
    *,
    nosotros: Set[str],
    orden: Orden | None = None,
    desde: date | None = None,
) -> ChatPorTraer:
    """The chat as it would be brought. Raises ErrorDeNegocio if it cannot be read any more."""
    if importacion.archivo is None:
        raise ErrorDeNegocio(_("Ese chat ya se trajo."), codigo="ya_traido")
    paquete = _abrir(archivos.leer(importacion.archivo))
    chat = _leer(paquete, orden)
    traidos = traidos_de(importacion.incidencia_id)
    huellas = huellas_de(chat.mensajes, nosotros)
    editados = ediciones(chat.mensajes, huellas, traidos, nosotros)
    conocidas = {uno.huella: uno.mensaje for uno in traidos}
    conocidas |= {uno.huella: uno.mensaje for uno in editados}
    return ChatPorTraer(
        chat=chat,
        paquete=paquete,
        huellas=huellas,
        conocidas=conocidas,
        sin_fichero=sin_su_fichero(importacion.incidencia_id),
        desde=desde,
        editados=editados,
    )


def importar_chat(
    pk: int,
    *,
    por: Usuario,
    nosotros: Set[str],
    orden: Orden | None = None,
    desde: date | None = None,
) -> ImportacionChat:
    """Bring what is new of the chat to its case, at its own times, with its files.

    The files are stored before anything is locked. Raises ErrorDeNegocio if it was brought
    already, or if nobody of the chat was left to be the customer.
    """
    importacion = ImportacionChat.objects.select_related("incidencia", "archivo").get(pk=pk)
    por_traer = leer_importacion(importacion, nosotros=nosotros, orden=orden, desde=desde)
    if all(autor in nosotros for autor, _n in por_traer.chat.autores):
        raise ErrorDeNegocio(
            _("En el chat tiene que quedar alguien que sea el cliente."), campo="nosotros"
        )
    guardados = _guardar_ficheros(por_traer)
    with transaction.atomic():
        return _traer(pk, por_traer, guardados, por=por, nosotros=nosotros)


def _traer(
    pk: int, por_traer: ChatPorTraer, guardados: Guardados, *, por: Usuario, nosotros: Set[str]
) -> ImportacionChat:
    previa = ImportacionChat.objects.only("incidencia_id").get(pk=pk)
    expediente = bloquear(previa.incidencia_id)
    importacion = ImportacionChat.objects.select_for_update(of=("self",)).get(pk=pk)
    if importacion.traida_en is not None:
        raise ErrorDeNegocio(_("Ese chat ya se trajo."), codigo="ya_traido")
    # Now that the case is ours: what somebody else may have brought meanwhile.
    ya = set(
        MensajeImportado.objects.filter(incidencia=expediente.incidencia).values_list(
            "huella", flat=True
        )
    )
    nuevos = [(m, h) for m, h in por_traer.nuevos if h not in ya]
    nuevos = _sin_los_de_aqui(expediente, importacion, nuevos, nosotros)
    _componer(expediente, importacion, nuevos, guardados, por=por, nosotros=nosotros)
    _colgar_tardios(expediente, guardados)
    editar_traidos(expediente.incidencia, por_traer.editados)
    importacion.mensajes_nuevos, importacion.ficheros_nuevos = len(nuevos), guardados.cuantos
    sobra, importacion.archivo = importacion.archivo, None
    importacion.traida_en = timezone.now()
    importacion.save(update_fields=["mensajes_nuevos", "ficheros_nuevos", "archivo", "traida_en"])
    expediente.suceso(
        Codigo.CHAT_IMPORTADO,
        por=por,
        en=importacion.traida_en,
        importacion=importacion.pk,
        mensajes=len(nuevos),
        ficheros=guardados.cuantos,
    )
    guardar_expediente(expediente)
    if sobra is not None:
        archivos.borrar_si_sobra(sobra)
    return importacion


def _componer(
    expediente: Expediente,
    importacion: ImportacionChat,
    nuevos: Sequence[tuple[MensajeDeChat, str]],
    guardados: Guardados,
    *,
    por: Usuario,
    nosotros: Set[str],
) -> None:
    nuevos = sorted(nuevos, key=lambda par: par[0].cuando)
    dichos = [
        Dicho(
            texto=_texto(mensaje, guardados.perdidos.get(huella)),
            cuando=instante_de(mensaje),
            propio=mensaje.autor in nosotros,
            adjuntos=guardados.ficheros.get(huella, ()),
        )
        for mensaje, huella in nuevos
    ]
    cliente: Actor = expediente.incidencia.contacto or SISTEMA
    mensajes = componer_conversacion(
        expediente, dichos, canal=Canal.WHATSAPP, por=por, por_cliente=cliente
    )
    expediente.filas += [
        MensajeImportado(
            incidencia=expediente.incidencia,
            mensaje=mensaje,
            importacion=importacion,
            huella=huella,
            autor=original.autor[:120],
        )
        for mensaje, (original, huella) in zip(mensajes, nuevos, strict=True)
    ]


def _sin_los_de_aqui(
    expediente: Expediente,
    importacion: ImportacionChat,
    nuevos: Sequence[tuple[MensajeDeChat, str]],
    nosotros: Set[str],
) -> list[tuple[MensajeDeChat, str]]:
    """Leave out what left by the button and was marked as sent: it is in the case already."""
    enviados = list(
        Mensaje.objects.filter(
            incidencia=expediente.incidencia,
            direccion=DireccionMensaje.SALIENTE,
            canal=Canal.WHATSAPP,
            importado=None,
        ).defer("busqueda")
    )
    quedan = []
    for mensaje, huella in nuevos:
        mismo = mensaje.autor in nosotros and _el_mismo(enviados, mensaje)
        if not mismo:
            quedan.append((mensaje, huella))
            continue
        enviados.remove(mismo)
        MensajeImportado.objects.create(
            incidencia=expediente.incidencia,
            mensaje=mismo,
            importacion=importacion,
            huella=huella,
            autor=mensaje.autor[:120],
        )
    return quedan


def _el_mismo(enviados: Sequence[Mensaje], mensaje: MensajeDeChat) -> Mensaje | None:
    texto, cuando = mensaje.texto.split(), instante_de(mensaje)
    return next(
        (
            uno
            for uno in enviados
            if uno.texto.split() == texto and abs(uno.ocurrido_en - cuando) < CERCA
        ),
        None,
    )


def _colgar_tardios(expediente: Expediente, guardados: Guardados) -> None:
    """Files of messages brought earlier without them."""
    vacios = set(
        Mensaje.objects.filter(
            incidencia=expediente.incidencia, pk__in=guardados.de_conocidos, adjuntos=None
        ).values_list("pk", flat=True)
    )
    Adjunto.objects.bulk_create(
        Adjunto(incidencia=expediente.incidencia, mensaje_id=pk, archivo=archivo, nombre=nombre)
        for pk, ficheros in guardados.de_conocidos.items()
        if pk in vacios
        for archivo, nombre in ficheros
    )


def _guardar_ficheros(por_traer: ChatPorTraer) -> Guardados:
    guardados = Guardados()
    for mensaje, huella in por_traer.nuevos:
        if mensaje.fichero and guardados.cuantos < MAX_FICHEROS:
            fichero = _guardar(por_traer.paquete, mensaje.fichero)
            if fichero is None:
                guardados.perdidos[huella] = mensaje.fichero
            else:
                guardados.ficheros[huella] = [fichero]
    for mensaje, pk in por_traer.con_fichero_ahora:
        fichero = _guardar(por_traer.paquete, mensaje.fichero)
        if fichero is not None and guardados.cuantos < MAX_FICHEROS:
            guardados.de_conocidos[pk] = [fichero]
    return guardados


def _guardar(paquete: Paquete, nombre: str) -> Fichero | None:
    """A file of the export, cleaned and stored; None if it is not there or is not admitted."""
    try:
        datos = paquete.leer(nombre, settings.ARCHIVO_MAX_BYTES)
        if not datos:
            return None
        return archivos.guardar(ContentFile(datos, nombre), admitidos=ADMITIDOS), nombre[-150:]
    except (ErrorDeNegocio, PaqueteIlegible):
        return None


def _texto(mensaje: MensajeDeChat, perdido: str | None) -> str:
    """Never empty: what came as a file says which, or that the export left it out."""
    if perdido:
        aviso = _("(No se ha traído el archivo %(nombre)s.)") % {"nombre": perdido}
        return f"{mensaje.texto}\n{aviso}".strip()
    if mensaje.texto:
        return mensaje.texto
    return mensaje.fichero or _("(Un archivo que no venía en el chat exportado.)")


def instante_de(mensaje: MensajeDeChat) -> datetime:
    """The telephone's hour is the company's."""
    return mensaje.cuando.replace(tzinfo=ZoneInfo(empresa().zona))


def _abrir(datos: bytes) -> Paquete:
    frases = {
        "enorme": _("Ese fichero es desmesurado por dentro: expórtalo sin archivos."),
        "danado": _("El fichero está dañado: vuelve a exportar el chat."),
        "con_clave": _("El fichero tiene contraseña."),
        "sin_chat": _("En ese fichero no hay ningún chat de WhatsApp."),
    }
    try:
        return abrir(datos)
    except PaqueteIlegible as error:
        raise ErrorDeNegocio(frases[error.motivo], campo="fichero", codigo=error.motivo) from error


def _leer(paquete: Paquete, orden: Orden | None) -> ChatLeido:
    ahora = timezone.now().astimezone(ZoneInfo(empresa().zona)).replace(tzinfo=None)
    try:
        chat = leer_chat(paquete.texto, ahora=ahora, orden=orden)
    except NoEsUnChat as error:
        raise ErrorDeNegocio(
            _("Eso no es un chat exportado de WhatsApp."), campo="fichero", codigo="sin_chat"
        ) from error
    except DemasiadosMensajes as error:
        raise ErrorDeNegocio(
            _("El chat tiene más de %(maximo)s mensajes.") % {"maximo": MAX_MENSAJES},
            campo="fichero",
        ) from error
    if not chat.mensajes:
        raise ErrorDeNegocio(_("El chat está vacío."), campo="fichero", codigo="sin_chat")
    if chat.mensajes[-1].cuando > ahora + timedelta(minutes=5):
        raise ErrorDeNegocio(
            _("Así leído, el chat tiene mensajes del futuro: prueba con el mes delante."),
            campo="orden",
            codigo="futuro",
        )
    return chat


def _olvidar_abandonadas() -> None:
    """Exports that somebody uploaded and left there: nobody's conversation stays by neglect."""
    viejas = ImportacionChat.objects.filter(
        traida_en=None, subida_en__lt=timezone.now() - ABANDONADA
    ).select_related("archivo")
    for vieja in viejas:
        sobra = vieja.archivo
        vieja.delete()
        if sobra is not None:
            archivos.borrar_si_sobra(sobra)
