"""Take what a chat program tells, in any order, and bring what was said to a case.

The chat is locked first and then its case. Who the visitor says to be gives a new case its
customer, as the sender of a mail does; only who the web had signed in joins a case that was there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.identidad import normalizar_telefono
from clientes.models import Cliente, Contacto
from clientes.servicios import dar_de_alta_cliente
from cuentas.models import Usuario
from incidencias.chats.pliegue import Plegado, Suceso, plegar
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    Chat,
    DeQuien,
    EstadoChat,
    Incidencia,
    SucesoChat,
    Tipo,
    TipoSucesoChat,
)
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.bloqueo import bloquear, bloquear_viva
from incidencias.servicios.composicion import Expediente, NuevaIncidencia
from incidencias.servicios.composicion.conversaciones import Dicho, componer_conversacion
from incidencias.servicios.conversacion import anotar_nota
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.linea import anotar
from incidencias.servicios.relevos import avisar_a_quien_atiende
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

ACABADOS = frozenset({EstadoChat.ABANDONADO, EstadoChat.TERMINADO})
LARGO_ASUNTO = 80
MAXIMO_DE_SUCESOS = 2_000  # all of them are read at each one


@transaction.atomic
def recibir_sucesos_de_chat(
    proveedor: str, referencia: str, sucesos: Sequence[Suceso], *, por: Actor
) -> tuple[Chat, int]:
    """The chat as its events tell it now, and how many of these were news.

    Raises ErrorDeNegocio for an event told before with another content, or for one too many.
    """
    chat = _bloquear(proveedor, referencia, sucesos)
    nuevos = sum(_guardar(chat, suceso) for suceso in sucesos)
    if not nuevos:
        return chat, 0
    antes = chat.estado
    plegado = _plegar(chat)
    _llevar_a_su_incidencia(chat, plegado, por)
    if chat.incidencia is not None and chat.estado in ACABADOS and chat.estado != antes:
        anotar(
            chat.incidencia,
            Codigo.CHAT,
            por=SISTEMA,
            en=max(_fin(chat), chat.incidencia.ocurrida_en),
            chat=chat.pk,
            estado=chat.estado,
        )
    return chat, nuevos


def _fin(chat: Chat) -> datetime:
    return chat.terminado_en or chat.abandonado_en or timezone.now()


def _bloquear(proveedor: str, referencia: str, sucesos: Sequence[Suceso]) -> Chat:
    """Whoever comes second waits here, and folds what the first one told too."""
    Chat.objects.get_or_create(
        proveedor=proveedor,
        referencia=referencia,
        defaults={"ofrecido_en": min(uno.ocurrido_en for uno in sucesos)},
    )
    return Chat.objects.select_for_update().get(proveedor=proveedor, referencia=referencia)


def _guardar(chat: Chat, suceso: Suceso) -> bool:
    huella = _huella(suceso)
    fila, es_nueva = SucesoChat.objects.get_or_create(
        chat=chat,
        clave=suceso.clave or huella,
        defaults={
            "tipo": suceso.tipo,
            "ocurrido_en": suceso.ocurrido_en,
            "de": suceso.de,
            "texto": suceso.texto,
            "datos": dict(suceso.datos),
            "huella": huella,
        },
    )
    if fila.huella != huella:
        raise ErrorDeNegocio(
            _("Ese suceso ya se contó, y decía otra cosa."), campo="id", codigo="otro_contenido"
        )
    return es_nueva


def _huella(suceso: Suceso) -> str:
    dicho = [suceso.tipo, suceso.ocurrido_en.isoformat(), suceso.de, suceso.texto]
    texto = json.dumps([*dicho, dict(suceso.datos)], sort_keys=True, default=str)
    return hashlib.sha256(texto.encode("utf-8", "surrogatepass")).hexdigest()


def _plegar(chat: Chat) -> Plegado:
    """Fold every event told so far into the row."""
    filas = list(chat.sucesos.all())
    if len(filas) > MAXIMO_DE_SUCESOS:
        raise ErrorDeNegocio(
            _("Ese chat ya tiene %(n)d sucesos: que siga en otro.") % {"n": MAXIMO_DE_SUCESOS},
            campo="chat",
            codigo="demasiados_sucesos",
        )
    plegado = plegar(
        Suceso(fila.clave, fila.tipo, fila.ocurrido_en, fila.de, fila.texto, fila.datos)
        for fila in filas
    )
    chat.estado, chat.ofrecido_en = plegado.estado, plegado.ofrecido_en
    chat.atendido_en, chat.abandonado_en = plegado.atendido_en, plegado.abandonado_en
    chat.terminado_en = plegado.terminado_en
    chat.nombre = str(plegado.datos.get("nombre", ""))[:120]
    chat.correo = str(plegado.datos.get("correo", "")).strip().lower()[:254]
    chat.telefono = _telefono(str(plegado.datos.get("telefono", "")))
    chat.agente = _agente(str(plegado.datos.get("agente", "")))
    chat.save()
    return plegado


def _telefono(texto: str) -> str:
    """A number that nobody can have is left out: it is what a visitor typed."""
    try:
        return normalizar_telefono(texto)
    except ErrorDeNegocio:
        return ""


def _agente(correo: str) -> Usuario | None:
    if not correo:
        return None
    return Usuario.objects.filter(email__iexact=correo.strip(), is_active=True).first()


def _llevar_a_su_incidencia(chat: Chat, plegado: Plegado, por: Actor) -> None:
    """The messages that are in no case yet, once the customer has said something."""
    pendientes = list(
        chat.sucesos.filter(tipo=TipoSucesoChat.MENSAJE, mensaje=None).order_by("ocurrido_en", "pk")
    )
    primero = next((una for una in pendientes if una.de == DeQuien.CLIENTE), None)
    if not pendientes or (chat.incidencia_id is None and primero is None):
        return
    contado = chat.sucesos.filter(de=DeQuien.CLIENTE, mensaje__isnull=False).exists()
    expediente = _su_expediente(chat, primero)
    if expediente is None:
        contado = not _unir(chat, plegado) and _abrir(chat, plegado, primero, por)
        expediente = bloquear(chat.incidencia_id)  # type: ignore[arg-type]
    dichos = [Dicho(una.texto, una.ocurrido_en, una.de == DeQuien.NOSOTROS) for una in pendientes]
    mensajes = componer_conversacion(
        expediente,
        dichos,
        canal=Canal.CHAT,
        por=chat.agente or por,
        por_cliente=expediente.incidencia.contacto or SISTEMA,
        contado=contado,
    )
    guardar_expediente(expediente)
    for suceso, mensaje in zip(pendientes, mensajes, strict=True):
        suceso.mensaje = mensaje
    SucesoChat.objects.bulk_update(pendientes, ["mensaje"])
    if primero is not None and not contado:
        avisar_a_quien_atiende(mensajes[pendientes.index(primero)], salvo=chat.agente)


def _su_expediente(chat: Chat, primero: SucesoChat | None) -> Expediente | None:
    """Its case, or the one in which it goes on, locked. None if it has none yet, or if that one was
    closed when they wrote: it is another case then, as with a mail.
    """
    if chat.incidencia_id is None:
        return None
    expediente = bloquear_viva(chat.incidencia_id)
    caso = expediente.incidencia
    if primero is not None and caso.cerrada_en and primero.ocurrido_en > caso.cerrada_en:
        return None
    return expediente


def _unir(chat: Chat, plegado: Plegado) -> bool:
    """Join the open case that it names, if the web knew who was there and it is theirs."""
    codigo, contacto = str(plegado.datos.get("incidencia", "")), _contacto(chat)
    if not codigo or contacto is None or not plegado.datos.get("identificado"):
        return False
    suyas = Incidencia.objects.abiertas().filter(cliente__in=contacto.cliente.identidades)
    abierta = suyas.filter(codigo=codigo).first()
    if abierta is None:
        return False
    chat.incidencia, chat.cliente = abierta, abierta.cliente
    chat.save(update_fields=["incidencia", "cliente"])
    return True


def _abrir(chat: Chat, plegado: Plegado, primero: SucesoChat | None, por: Actor) -> bool:
    assert primero is not None  # noqa: S101 - the caller looked
    contacto, cerrada = _contacto(chat), chat.incidencia
    if cerrada is None:
        chat.cliente = contacto.cliente.titular if contacto else _provisional(chat, por)
    else:
        chat.cliente, contacto = cerrada.cliente, cerrada.contacto
    chat.incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=chat.cliente,
            contacto=contacto,
            asunto=Truncator(" ".join(primero.texto.split())).chars(LARGO_ASUNTO),
            tipo=Tipo.CONSULTA,
            canal=Canal.CHAT,
            avisar=contacto is not None,  # nobody's address becomes a relay
            continuacion_de=cerrada,
        ),
        por=por,
        en=min(primero.ocurrido_en, timezone.now()),
    )
    chat.save(update_fields=["incidencia", "cliente"])
    nombrada = str(plegado.datos.get("incidencia", ""))
    if nombrada and cerrada is None:
        frase = _("En el chat dice que es sobre %(codigo)s: comprueba quién es antes de unirlas.")
        anotar_nota(chat.incidencia.pk, por=SISTEMA, texto=frase % {"codigo": nombrada})
    return True


def _contacto(chat: Chat) -> Contacto | None:
    """The only living contact with that address, or with that telephone."""
    for campo in ("correo", "telefono"):
        valor = getattr(chat, campo)
        if not valor:
            continue
        filas: Any = Contacto.objects.filter(
            **{campo: valor}, activo=True, cliente__bloqueado_en=None
        )
        hallados = list(filas.select_related("cliente__fusionado_en")[:2])
        if len(hallados) == 1:
            return hallados[0]
    return None


def _provisional(chat: Chat, por: Actor) -> Cliente:
    return dar_de_alta_cliente(
        por=por,
        nombre=chat.nombre or _("Visitante del chat"),
        correo=chat.correo,
        telefono=chat.telefono,
        es_provisional=True,
    )
