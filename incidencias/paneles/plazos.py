"""What the law asks of a complaint, on its page; and contingencies, where they are asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.models import Cliente, Contacto
from incidencias.al_lado import lo_que_hay
from incidencias.contingencias import en_vigor, que_tocan, que_tocan_al_cliente
from incidencias.models import ClaseLegal, Incidencia, TramiteADR
from normativa.parametros import parametros_vigentes
from normativa.reglas.adr import hitos_adr
from nucleo.registro import registrar_panel
from nucleo.tiempo import hoy

PLANTILLA_AVISO = "incidencias/panel_contingencias.html"
PLANTILLA_CLIENTE = "incidencias/panel_contingencias_cliente.html"


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel(
        "incidencias.ficha.luego",
        "reclamacion",
        "incidencias/panel_reclamacion.html",
        reclamacion_de,
        5,
    )
    registrar_panel("clientes.ficha", "contingencias", PLANTILLA_AVISO, de_cliente, 1)
    registrar_panel("incidencias.llamada", "contingencias", PLANTILLA_AVISO, de_cliente, 1)
    registrar_panel("portal.incidencia", "contingencias", PLANTILLA_CLIENTE, de_caso, 1)
    registrar_panel("portal.mis_cosas", "contingencias", PLANTILLA_CLIENTE, de_usuario, 1)


def reclamacion_de(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """What the law asks of a complaint: dates, answer, completion and the way out of court.

    Of these, only what there is is read.
    """
    if incidencia.clase_legal != ClaseLegal.QUEJA_RECLAMACION:
        return None
    hay = lo_que_hay(incidencia, request.user)  # type: ignore[arg-type]
    plazos = list(incidencia.plazos_legales.all()) if hay.plazos_legales else []
    tramite = TramiteADR.objects.filter(incidencia=incidencia).first() if hay.tramite_adr else None
    peticion = incidencia.peticiones.order_by("-pedida_en").first() if hay.peticion else None
    respuestas = incidencia.respuestas_finales.order_by("-respondida_en")
    return {
        "incidencia": incidencia,
        "plazos": plazos,
        "solo_contrato": not plazos and not incidencia.cliente.es_consumidor,
        "respuesta": respuestas.first() if hay.respuesta else None,
        "peticion": peticion,
        "puede_no_completarse": peticion is not None and peticion.fecha_tope < hoy(),
        "tramite": tramite,
        "hitos": hitos_adr(
            incidencia.dia_llegada,
            expediente_completo=tramite.fecha_expediente if tramite else None,
            parametros=parametros_vigentes(),
        ),
    }


def de_cliente(request: HttpRequest, cliente: Cliente | None) -> dict[str, Any] | None:
    """The contingencies in force for any of its sites: nothing to read where there is none."""
    if not isinstance(cliente, Cliente):
        return None
    tocan = que_tocan_al_cliente(cliente)
    return {"contingencias": tocan} if tocan else None


def de_usuario(request: HttpRequest, usuario: Any) -> dict[str, Any] | None:
    """Those of all the customers through whom that person reads us."""
    if not en_vigor():
        return None
    clientes = Cliente.objects.filter(pk__in=Contacto.objects.de_usuario(usuario).sus_clientes())
    tocan = {una.pk: una for cliente in clientes for una in que_tocan_al_cliente(cliente)}
    return {"contingencias": list(tocan.values())} if tocan else None


def de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    equipo = incidencia.equipo
    sede = incidencia.sede or (equipo.sede if equipo else None)
    tocan = list(que_tocan(sede, equipo.producto.familia if equipo else ""))
    return {"contingencias": tocan} if tocan else None
