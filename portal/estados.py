"""Where a case stands, said to its customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.models import NuestroPapel
from incidencias.models import Estado, Incidencia
from nucleo.palabras import decir


@dataclass(frozen=True)
class Situacion:
    """What a customer reads instead of a state."""

    titulo: str
    texto: str
    icono: str
    tono: str


def situacion_de(incidencia: Incidencia) -> Situacion:
    """In words, with what happens next."""
    quien = incidencia.responsable
    if incidencia.estado == Estado.EN_ESPERA:
        return _en_espera(incidencia)
    if incidencia.estado == Estado.EN_CURSO:
        texto = (
            _("La lleva %(persona)s.") % {"persona": quien}
            if quien
            else _("Una persona la está atendiendo.")
        )
        return Situacion(_("Estamos en ello"), texto, "wrench", "acento")
    return _FIJAS[Estado(incidencia.estado)](incidencia)


def _en_espera(incidencia: Incidencia) -> Situacion:
    motivo = incidencia.motivo_espera
    if motivo is not None and motivo.espera_al_cliente:
        texto = _("Conteste al último mensaje para que podamos seguir.")
        return Situacion(
            _("Esperamos su respuesta"), texto, "message-circle-question-mark", "ambar"
        )
    nombre = _(motivo.nombre) if motivo is not None and motivo.nombre else ""
    texto = nombre[:1].upper() + nombre[1:]
    return Situacion(_("En espera"), texto, "circle-pause", "gris")


def _nueva(incidencia: Incidencia) -> Situacion:
    texto = _("La verá una persona y le contestará.")
    return Situacion(_("Recibida"), texto, "inbox", "acento")


def _resuelta(incidencia: Incidencia) -> Situacion:
    texto = _("Si no nos dice nada, la cerraremos en unos días; antes le avisaremos.")
    return Situacion(_("La damos por resuelta. ¿Lo está?"), texto, "circle-check-big", "verde")


def _cerrada(incidencia: Incidencia) -> Situacion:
    texto = (
        _("Si vuelve a fallar, puede reabrirla aquí mismo.")
        if puede_reabrir(incidencia)
        else _("Si vuelve a fallar, dé parte otra vez.")
    )
    return Situacion(_("Cerrada"), texto, "circle-check-big", "gris")


def _anulada(incidencia: Incidencia) -> Situacion:
    return Situacion(_("Anulada"), _("No seguiremos con ella."), "ban", "gris")


def _fusionada(incidencia: Incidencia) -> Situacion:
    otra = incidencia.fusionada_en
    texto = _("La atendemos junto con %(codigo)s.") % {"codigo": otra.codigo if otra else ""}
    return Situacion(_("Unida a otra"), texto, "git-merge", "gris")


_FIJAS = {
    Estado.NUEVA: _nueva,
    Estado.RESUELTA: _resuelta,
    Estado.CERRADA: _cerrada,
    Estado.ANULADA: _anulada,
    Estado.FUSIONADA: _fusionada,
}


def que_le_cuesta(veredicto: Mapping[str, Any], papel: str) -> str:
    """What a verdict means for the pocket of who reads it, before asking for anything."""
    if veredicto["estado"] == "parcial":
        return _("Antes de hacer nada le diremos qué parte le corresponde pagar.")
    if veredicto["estado"] == "no":
        return _("Antes de hacer nada le daremos un presupuesto. Dar parte no cuesta nada.")
    if veredicto["estado"] != "cubierto":
        return _("Si tiene la factura o el ticket, añada una foto y se lo diremos.")
    deber = veredicto.get("deber") or {}
    if deber.get("es_nuestro", True):
        return decir(
            _(
                "Si se confirma que es un fallo [del equipo], no tiene que pagar nada: ni piezas,"
                " ni mano de obra, ni desplazamiento."
            )
        )
    if veredicto["via"] == "legal":
        return str(_DE_OTRO[NuestroPapel(papel)])
    datos = {"quien": veredicto["quien_paga"]}
    if deber["por_cuenta"]:
        return _("No tiene que pagar nada: pediremos la autorización de %(quien)s.") % datos
    return (
        _(
            "Esto lo responde %(quien)s: puede pedirle la reparación con su factura. Si prefiere "
            "que lo reparemos nosotros, es de pago: le daremos antes un presupuesto."
        )
        % datos
    )


_DE_OTRO = {
    NuestroPapel.FABRICANTE: gettext_lazy(
        "La garantía la debe quien se lo vendió: puede pedirle gratis la reparación o el cambio, "
        "con su factura. Si no puede acudir a él, lo atendemos nosotros, también gratis."
    ),
    NuestroPapel.SAT_OFICIAL: gettext_lazy(
        "No tiene que pagar nada: pediremos la autorización al vendedor o a la marca."
    ),
    NuestroPapel.SAT_INDEPENDIENTE: gettext_lazy(
        "La garantía la debe quien se lo vendió: puede pedirle gratis la reparación o el cambio, "
        "con su factura. Si prefiere que lo reparemos nosotros, es de pago: le daremos antes un "
        "presupuesto."
    ),
}


def puede_reabrir(incidencia: Incidencia) -> bool:
    """Resolved, or closed a few days ago; the service has the last word."""
    if incidencia.estado == Estado.RESUELTA:
        return True
    dias = timedelta(days=settings.INCIDENCIA_DIAS_REAPERTURA)
    return (
        incidencia.estado == Estado.CERRADA
        and incidencia.cerrada_en is not None
        and incidencia.cerrada_en + dias >= timezone.now()
    )
