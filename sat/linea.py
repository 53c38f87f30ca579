"""How the history of an order is told, and what its case's timeline says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as perezosa

from incidencias.automatismos.sucesos import registrar_suceso
from incidencias.linea import Suceso, registrar_frase
from nucleo.eventos import Autor
from nucleo.idiomas import dia_dicho
from sat.eventos import Codigo, EnElCaso
from sat.formato import franja_en_palabras
from sat.models import EventoOrden, OrdenTrabajo, Resultado, ResultadoVisita, Tecnico


@dataclass(frozen=True)
class Hecho:
    """One line of the history of an order."""

    codigo: str
    autor: str
    frase: str
    ocurrido_en: datetime


def historia_de(orden: OrdenTrabajo, limite: int = 100) -> list[Hecho]:
    """The last facts of an order, newest first, in a bounded number of queries."""
    eventos = list(
        orden.eventos.select_related("usuario", "contacto", "token__usuario").order_by(
            "-ocurrido_en", "-id"
        )[:limite]
    )
    tecnicos = _tecnicos(evento.datos for evento in eventos)
    return [
        Hecho(evento.codigo, _autor(evento), _frase(evento, tecnicos), evento.ocurrido_en)
        for evento in eventos
    ]


def _tecnicos(datos: Iterable[dict[str, Any]]) -> dict[int, str]:
    ids = {uno["tecnico"] for uno in datos if uno.get("tecnico") is not None}
    return {t.pk: str(t) for t in Tecnico.objects.filter(pk__in=ids).select_related("usuario")}


def _autor(evento: EventoOrden) -> str:
    if evento.autor == Autor.USUARIO:
        return str(evento.usuario)
    if evento.autor == Autor.CONTACTO:
        return str(evento.contacto)
    if evento.autor == Autor.TOKEN:
        return str(evento.token.usuario) if evento.token else ""
    return _("El sistema")


def _frase(evento: EventoOrden, tecnicos: dict[int, str]) -> str:
    datos = evento.datos
    tecnico = tecnicos.get(datos.get("tecnico"), "")
    match evento.codigo:
        case Codigo.CITA_PUESTA:
            return _("dio cita con %(tecnico)s %(franja)s") % _de_cita(datos, tecnico)
        case Codigo.CITA_MOVIDA:
            return _("movió la cita: %(tecnico)s, %(franja)s") % _de_cita(datos, tecnico)
        case Codigo.CITA_ANULADA:
            return _("anuló la cita con %(tecnico)s") % {"tecnico": tecnico}
        case Codigo.INTERVENCION_TERMINADA:
            return _("terminó la visita: %(resultado)s, %(minutos)s min") % {
                "resultado": ResultadoVisita(datos["resultado"]).label.lower(),
                "minutos": datos.get("minutos", 0),
            }
        case Codigo.REPUESTO_FECHADO:
            return _fecha_de_repuesto(datos)
        case Codigo.TERMINADA:
            return _("dio la orden por terminada: %(resultado)s") % {
                "resultado": Resultado(datos["resultado"]).label.lower()
            }
    return str(_SENCILLAS.get(Codigo(evento.codigo), evento.codigo))


def _de_cita(datos: dict[str, Any], tecnico: str) -> dict[str, str]:
    desde, hasta = (datetime.fromisoformat(datos[c]) for c in ("desde", "hasta"))
    return {"tecnico": tecnico, "franja": franja_en_palabras(desde, hasta)}


def _fecha_de_repuesto(datos: Mapping[str, Any]) -> str:
    if not datos.get("llega_el"):
        return _("dijo que no se sabe cuándo llega el repuesto")
    dia = dia_dicho(date.fromisoformat(datos["llega_el"]), con_anio=False)
    if datos.get("antes"):
        return _("dijo que el repuesto llega ahora el %(dia)s") % {"dia": dia}
    return _("dijo que el repuesto llega el %(dia)s") % {"dia": dia}


_SENCILLAS = {
    Codigo.ABIERTA: perezosa("abrió la orden"),
    Codigo.IMPORTADA_CAMBIADA: perezosa("actualizó la orden desde su origen"),
    Codigo.ENCARGADA: perezosa("cambió a quién está encargada"),
    Codigo.RECIBIDA: perezosa("recibió el equipo"),
    Codigo.DIAGNOSTICADA: perezosa("escribió el diagnóstico"),
    Codigo.AUTORIZADA: perezosa("cambió el límite autorizado"),
    Codigo.INICIADA: perezosa("empezó a trabajar"),
    Codigo.COMPROBADA: perezosa("rellenó las comprobaciones"),
    Codigo.REPUESTO: perezosa("apuntó un repuesto"),
    Codigo.REPUESTO_QUITADO: perezosa("quitó un repuesto apuntado por error"),
    Codigo.FOTO: perezosa("añadió una foto"),
    Codigo.NOTA: perezosa("escribió una nota"),
    Codigo.PARTE: perezosa("emitió el parte de trabajo"),
    Codigo.ESPERANDO_REPUESTO: perezosa("la dejó esperando un repuesto"),
    Codigo.ENTREGADA: perezosa("entregó el equipo"),
    Codigo.LIQUIDADA: perezosa("la liquidó"),
    Codigo.REABIERTA: perezosa("la reabrió"),
    Codigo.ANULADA: perezosa("la anuló"),
}


# --- In the timeline of the case


def _cita_en_el_caso(verbo: Promise) -> Any:
    def frase(suceso: Suceso) -> str:
        datos = suceso.datos
        return str(verbo) % {
            "orden": datos.get("orden_codigo", ""),
            "franja": _de_cita(dict(datos), "")["franja"] if datos.get("desde") else "",
        }

    return frase


def _visita_terminada(suceso: Suceso) -> str:
    resultado = suceso.datos.get("resultado", "")
    etiqueta = ResultadoVisita(resultado).label if resultado in ResultadoVisita.values else ""
    return _("terminó la visita de %(orden)s: %(resultado)s") % {
        "orden": suceso.datos.get("orden_codigo", ""),
        "resultado": str(etiqueta).lower(),
    }


# With these, a rule of the house may start (incidencias/automatismos).
QUE_DESENCADENAN = {
    EnElCaso.ORDEN_ABIERTA: perezosa("se abre una orden"),
    EnElCaso.CITA_PUESTA: perezosa("se da una cita"),
    EnElCaso.CITA_MOVIDA: perezosa("se mueve una cita"),
    EnElCaso.CITA_ANULADA: perezosa("se anula una cita"),
    EnElCaso.INTERVENCION_TERMINADA: perezosa("termina una visita"),
    EnElCaso.ORDEN_TERMINADA: perezosa("se termina una orden"),
}


def registrar() -> None:
    """Say how each line that an order writes into its case reads."""
    publicas = {
        EnElCaso.ORDEN_ABIERTA: ("wrench", perezosa("abrió la orden %(orden_codigo)s")),
        EnElCaso.CITA_PUESTA: (
            "calendar-check",
            _cita_en_el_caso(perezosa("dio cita para %(orden)s: %(franja)s")),
        ),
        EnElCaso.CITA_MOVIDA: (
            "calendar-clock",
            _cita_en_el_caso(perezosa("movió la cita de %(orden)s: %(franja)s")),
        ),
        EnElCaso.CITA_ANULADA: ("calendar-x", perezosa("anuló la cita de %(orden_codigo)s")),
        EnElCaso.INTERVENCION_INICIADA: (
            "play",
            perezosa("empezó a trabajar en %(orden_codigo)s"),
        ),
        EnElCaso.INTERVENCION_TERMINADA: ("flag", _visita_terminada),
        EnElCaso.PARTE_ENVIADO: (
            "file-check",
            perezosa("envió al cliente el parte de trabajo de %(orden_codigo)s"),
        ),
        EnElCaso.REPUESTO_FECHADO: (
            "package-search",
            lambda suceso: _fecha_de_repuesto(suceso.datos),
        ),
        EnElCaso.ORDEN_TERMINADA: (
            "circle-check",
            perezosa("terminó la orden %(orden_codigo)s"),
        ),
        EnElCaso.ORDEN_ENTREGADA: (
            "package-check",
            perezosa("entregó el equipo de %(orden_codigo)s"),
        ),
        EnElCaso.ORDEN_ANULADA: ("ban", perezosa("anuló la orden %(orden_codigo)s")),
    }
    for codigo, (icono, frase) in publicas.items():
        registrar_frase(codigo, icono, frase, True, tono="acento")
    for codigo, titulo in QUE_DESENCADENAN.items():
        registrar_suceso(codigo, titulo)
