"""How what comes by the other channels reads in the timeline, and the rows that it names."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidencias.eventos import Codigo
from incidencias.frases.casos import MENSAJE, VIAS
from incidencias.linea import Suceso, registrar_frase
from incidencias.models import (
    CartaRecibida,
    Chat,
    Encargo,
    EnvioWhatsApp,
    EstadoChat,
    HojaReclamaciones,
    Incidencia,
    Resena,
)
from incidencias.nombrados import Lector, registrar_nombrado

ENVIO = "incidencias/entradas/envio_whatsapp.html"
RESENA = "incidencias/entradas/resena.html"
ENCARGO = "incidencias/entradas/encargo.html"
PAPEL = "incidencias/entradas/papel.html"

CHAT_EN_PALABRAS: dict[Any, Any] = {
    EstadoChat.ESPERANDO: gettext_lazy("empezó un chat"),
    EstadoChat.ATENDIDO: gettext_lazy("habla por el chat"),
    EstadoChat.ABANDONADO: gettext_lazy("dejó el chat sin que nadie le atendiera"),
    EstadoChat.TERMINADO: gettext_lazy("terminó el chat"),
}


def _traido(suceso: Suceso) -> str:
    via = VIAS.get(suceso.datos.get("canal"), _("por otro canal"))
    if suceso.datos.get("propia"):
        return _("escribimos al cliente %(via)s") % {"via": via}
    return _("escribió %(via)s") % {"via": via}


def _importado(suceso: Suceso) -> str:
    cuantos = int(suceso.datos.get("mensajes") or 0)
    return ngettext(
        "trajo un mensaje de un chat de WhatsApp",
        "trajo %(cuantos)s mensajes de un chat de WhatsApp",
        cuantos,
    ) % {"cuantos": cuantos}


def _chat(suceso: Suceso) -> str:
    return str(CHAT_EN_PALABRAS.get(suceso.datos.get("estado") or "", _("usó el chat")))


def _hoja(suceso: Suceso) -> str:
    hoja = suceso.cosa("hoja")
    if hoja is None:
        return _("registró una hoja de reclamaciones")
    return _("registró la hoja de reclamaciones %(hoja)s") % {"hoja": hoja}


def _resena(suceso: Suceso) -> str:
    resena = suceso.cosa("resena")
    if resena is None:
        return _("enlazó una reseña")
    return _("enlazó la reseña de %(autor)s en %(sitio)s") % {
        "autor": resena.autor,
        "sitio": resena.get_plataforma_display(),
    }


def _encargo(frase: Any) -> Any:
    def decir(suceso: Suceso) -> str:
        encargo = suceso.cosa("encargo")
        return str(frase) % {"encargo": encargo or _("un encargo")}

    return decir


def _filas(modelo: type[models.Model], *relacionadas: str) -> Lector:
    """Those of the case and no others, whatever the event says."""

    def leer(incidencia: Incidencia, pks: set[Any]) -> dict[Any, Any]:
        filas = modelo._default_manager.filter(incidencia=incidencia, pk__in=pks)
        return {fila.pk: fila for fila in filas.select_related(*relacionadas or (None,))}

    return leer


def registrar() -> None:
    """Tell how each code reads and what it names. Called from `IncidenciasConfig.ready`."""
    for clave, modelo, relacionadas in (
        ("envio", EnvioWhatsApp, ("usuario",)),
        ("carta", CartaRecibida, ("adjunto__archivo",)),
        ("hoja", HojaReclamaciones, ("adjunto__archivo",)),
        ("resena", Resena, ()),
        ("encargo", Encargo, ()),
        ("chat", Chat, ()),
    ):
        registrar_nombrado(clave, _filas(modelo, *relacionadas))
    registrar_frase(
        Codigo.MENSAJE_TRAIDO,
        "message-circle-more",
        _traido,
        True,
        tono="acento",
        plantilla=MENSAJE,
    )
    registrar_frase(Codigo.CHAT_IMPORTADO, "file-input", _importado)
    registrar_frase(Codigo.CHAT, "message-circle", _chat, tono="acento")
    registrar_frase(
        Codigo.WHATSAPP_PREPARADO,
        "message-circle-dashed",
        gettext_lazy("preparó un WhatsApp"),
        tono="ambar",
        plantilla=ENVIO,
    )
    registrar_frase(
        Codigo.WHATSAPP_DESCARTADO, "x", gettext_lazy("descartó el WhatsApp que había preparado")
    )
    registrar_frase(
        Codigo.CARTA_RECIBIDA,
        "mailbox",
        gettext_lazy("registró una carta"),
        tono="acento",
        plantilla=PAPEL,
    )
    registrar_frase(
        Codigo.HOJA_RECLAMACIONES, "file-exclamation-point", _hoja, tono="rojo", plantilla=PAPEL
    )
    registrar_frase(Codigo.RESENA, "star", _resena, tono="violeta", plantilla=RESENA)
    registrar_frase(
        Codigo.RESENA_RESPONDIDA, "reply", gettext_lazy("contestó a la reseña"), plantilla=RESENA
    )
    registrar_frase(Codigo.RESENA_SIN_RESPUESTA, "x", gettext_lazy("dejó la reseña sin respuesta"))
    registrar_frase(
        Codigo.ENCARGO_RECIBIDO,
        "briefcase-business",
        _encargo(gettext_lazy("recibió el encargo %(encargo)s")),
        tono="acento",
        plantilla=ENCARGO,
    )
    registrar_frase(
        Codigo.ENCARGO_CAMBIADO,
        "briefcase-business",
        _encargo(gettext_lazy("recibió cambios del encargo %(encargo)s")),
        tono="ambar",
        plantilla=ENCARGO,
    )
    registrar_frase(
        Codigo.ENCARGO_CANCELADO,
        "ban",
        _encargo(gettext_lazy("recibió la cancelación del encargo %(encargo)s")),
        tono="rojo",
    )
