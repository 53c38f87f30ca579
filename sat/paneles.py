"""What the SAT shows on other apps' screens: the rail, a case's page, the portal, the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Equipo, QuienPaga
from clientes.vida import Hito, registrar_hitos
from conocimiento.fechas import franja_en_palabras
from conocimiento.variables import Contexto, registrar_variable
from cuentas.models import ROLES_DE_PERSONAL, CodigoRol
from incidencias.busqueda import ANIOS_DE_CODIGO, registrar_codigos
from incidencias.models import Incidencia
from nucleo.busqueda import buscar_trozo
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import (
    Resultado,
    registrar_busqueda,
    registrar_menu,
    registrar_panel,
    registrar_voz,
)
from nucleo.tiempo import hoy
from sat import linea
from sat.models import (
    Cita,
    Estado,
    Intervencion,
    OrdenTrabajo,
    OrdenTrabajoQuerySet,
    ParteTrabajo,
    RepuestoUsado,
)
from sat.servicios.ordenes import CASO_ACABADO
from sat.voz import lo_que_sabe_el_sat

A_LA_VEZ = 5
CODIGO = re.compile(r"\s*ot[-\s]?(\d{2})[-\s]?(\d{1,9})\s*", re.IGNORECASE)
ENTERO = re.compile(r"(?<!\w)ot[-–\s]?(\d{2})[-–\s]?(\d{6,9})(?!\w)", re.IGNORECASE)
NUMERO_DE_PARTE = re.compile(r"\s*(?:parte|orden)\s+(?:n[.ºo°]*\s*)?(\d{1,6})\s*", re.IGNORECASE)
VEN_DINERO = (
    CodigoRol.AGENTE,
    CodigoRol.COORDINADOR,
    CodigoRol.GESTOR,
    CodigoRol.ADMINISTRADOR,
)
LO_QUE_SE_DICE = (
    *("codigo", "tipo", "estado", "proxima_cita_en", "repuesto_llega_el", "incidencia_id"),
    "sat_externo__nombre",
)


DEL_CASO = Preparada(
    lambda: (
        OrdenTrabajo.objects.filter(incidencia=Hueco("caso"))
        .select_related("sat_externo")
        .only(*LO_QUE_SE_DICE)
        .order_by("-ocurrida_en", "-pk")
    )
)


PROXIMA_DEL_CASO = Preparada(
    lambda: (
        Cita.objects.vivas()
        .filter(orden__incidencia=Hueco("caso"))
        .order_by("franja__startswith")[:1]
    )
)


def panel_de_incidencia(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """The orders of a case and, first of all, when we come: two or three statements."""
    ordenes = DEL_CASO(caso=incidencia.pk)
    puede_abrir = (
        request.user.tiene_rol(CodigoRol.AGENTE, CodigoRol.COORDINADOR)  # type: ignore[union-attr]
        and incidencia.estado not in CASO_ACABADO
    )
    if not ordenes and not puede_abrir:
        return None
    return {
        "incidencia": incidencia,
        "ordenes": ordenes,
        "citas": _citas_vivas(ordenes),
        "trabajando": _trabajando(ordenes),
        "puede_abrir": puede_abrir,
    }


def _citas_vivas(ordenes: list[OrdenTrabajo]) -> list[Cita]:
    """The appointments to come of those orders, the next one first."""
    if not any(orden.tiene_cita for orden in ordenes):
        return []
    citas = Cita.objects.vivas().filter(orden__in=ordenes)
    return list(citas.select_related("tecnico__usuario", "orden").order_by("franja__startswith"))


def _trabajando(ordenes: list[OrdenTrabajo]) -> list[Intervencion]:
    if not any(orden.estado == "en_curso" for orden in ordenes):
        return []
    abiertas = Intervencion.objects.en_curso().filter(orden__in=ordenes)
    return list(abiertas.select_related("tecnico__usuario", "orden"))


def _cita(contexto: Contexto) -> str | None:
    """When we come, as the customer was told: the next visit of the case's orders."""
    ventana = next((cita.ventana for cita in PROXIMA_DEL_CASO(caso=contexto.caso.pk)), None)
    return franja_en_palabras(ventana.lower, ventana.upper) if ventana else None


def panel_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """The last orders of a customer that this person may see, in one statement."""
    filas = list(_ordenes_de(cliente, request).para_listado().order_by("-ocurrida_en", "-pk")[:11])
    return {"ordenes": filas[:10], "hay_mas": len(filas) > 10} if filas else None


def cifra_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """Work done that the customer pays and the ERP does not have yet; money, by role.

    The labour is known when the order is settled; until then, its parts.
    """
    if not request.user.tiene_rol(*VEN_DINERO):  # type: ignore[union-attr]
        return None
    hechas = _ordenes_de(cliente, request).filter(
        paga=QuienPaga.CLIENTE, estado__in=[Estado.TERMINADA, Estado.ENTREGADA]
    )
    nada = Value(Decimal(0))
    importe = Coalesce("mano_obra_eur", nada) + Coalesce("desplazamiento_eur", nada)
    sumas = hechas.aggregate(ordenes=Count("pk"), trabajo=Sum(importe))
    if not sumas["ordenes"]:
        return None
    usados = RepuestoUsado.objects.filter(intervencion__orden__in=hechas.values("pk"))
    piezas = usados.aggregate(suma=Sum(F("cantidad") * F("precio_eur")))["suma"] or Decimal(0)
    return {"ordenes": sumas["ordenes"], "importe": (sumas["trabajo"] or Decimal(0)) + piezas}


def _ordenes_de(cliente: Cliente, request: HttpRequest) -> OrdenTrabajoQuerySet:
    suyas = OrdenTrabajo.objects.filter(cliente__in=cliente.identidades)
    return suyas.visibles_para(request.user)  # type: ignore[arg-type]


def panel_del_portal(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """For the customer: when we come, what was done, and the signed reports."""
    ordenes = list(incidencia.ordenes.exclude(estado="anulada").order_by("-ocurrida_en", "-pk"))
    if not ordenes:
        return None
    partes = ParteTrabajo.objects.filter(orden__in=ordenes).select_related("orden")
    return {
        "ordenes": ordenes,
        "citas": _citas_vivas(ordenes),
        "trabajando": _trabajando(ordenes),
        "partes": list(partes.order_by("emitido_en")) if request.user.is_authenticated else [],
    }


def buscar_ordenes(usuario: Any, texto: str) -> Iterable[Resultado]:
    """By code, by the mandante's reference, or by customer."""
    visibles = OrdenTrabajo.objects.visibles_para(usuario)
    if not texto.strip():
        return
    clientes = buscar_trozo(Cliente.objects.all(), "trigramas", "texto_trigramas", texto)
    ordenes = visibles.filter(
        Q(codigo__iexact=texto)
        | Q(mandante_referencia__iexact=texto)
        | Q(cliente__in=clientes.values("pk"))
    ).select_related("cliente")
    for orden in ordenes.order_by("-ocurrida_en", "-pk")[:A_LA_VEZ]:
        yield Resultado(
            f"{orden.codigo} · {orden.cliente}",
            orden.get_absolute_url(),
            orden.get_estado_display(),
            "wrench",
        )


def casos_de_la_orden(texto: str) -> list[int] | None:
    """The case of "OT-26-45", "parte 45" or a text with a whole code; None for anything else."""
    codigo = CODIGO.fullmatch(texto) or ENTERO.search(texto)
    numero = NUMERO_DE_PARTE.fullmatch(texto)
    if codigo is not None:
        ordenes = OrdenTrabajo.objects.filter(codigo=f"OT-{codigo[1]}-{int(codigo[2]):06d}")
    elif numero is not None:
        este = hoy().year
        anios = range(este, este - ANIOS_DE_CODIGO, -1)
        codigos = [f"OT-{anio % 100:02d}-{int(numero[1]):06d}" for anio in anios]
        ordenes = OrdenTrabajo.objects.filter(codigo__in=codigos)
    else:
        return None
    return list(ordenes.exclude(incidencia=None).values_list("incidencia", flat=True)[:A_LA_VEZ])


def registrar() -> None:
    registrar_codigos("ordenes", casos_de_la_orden)
    registrar_menu("sat", _("SAT"), "sat:listado", "wrench", ROLES_DE_PERSONAL, 30)
    planifican = (
        CodigoRol.COORDINADOR,
        CodigoRol.AGENTE,
        CodigoRol.GESTOR,
        CodigoRol.EXTERNO,
    )
    registrar_menu("agenda", _("Agenda"), "sat:agenda", "calendar-days", planifican, 31)
    registrar_menu("mi_dia", _("Mi día"), "sat:mi_dia", "smartphone", _va_a_casa, 32)
    registrar_panel(
        "incidencias.ficha", "ordenes", "sat/panel_incidencia.html", panel_de_incidencia, 10
    )
    registrar_variable("cita", _("cuándo vamos"), "martes, 24 de noviembre, 9:00–11:00", _cita)
    registrar_voz("incidencias.llamada", "sat", lo_que_sabe_el_sat, 10)
    registrar_panel("clientes.ficha", "ordenes", "sat/panel_cliente.html", panel_de_cliente, 30)
    registrar_panel(
        "clientes.ficha.cifras", "por_cobrar", "sat/panel_cifra.html", cifra_de_cliente, 30
    )
    registrar_panel("portal.incidencia", "ordenes", "sat/panel_portal.html", panel_del_portal, 10)
    registrar_busqueda("ordenes", _("Órdenes"), buscar_ordenes, ROLES_DE_PERSONAL, 30)
    registrar_hitos("sat", hitos_de_equipo)
    linea.registrar()


def hitos_de_equipo(equipo: Equipo, usuario: Any, tope: int) -> list[Hito]:
    """Its orders in its life, those that this person may see: one statement."""
    ordenes = OrdenTrabajo.objects.visibles_para(usuario).filter(equipo=equipo)
    return [
        Hito(
            "orden",
            orden.terminada_en or orden.ocurrida_en,
            _("%(tipo)s, %(lugar)s")
            % {"tipo": orden.get_tipo_display(), "lugar": orden.get_lugar_display().lower()},
            detalle=" · ".join(
                filter(None, (orden.get_estado_display(), orden.get_resultado_display().lower()))
            ),
            enlace=orden.get_absolute_url(),
            codigo=orden.codigo,
        )
        for orden in ordenes.order_by("-ocurrida_en")[:tope]
    ]


def _va_a_casa(usuario: Any) -> bool:
    """Only whoever really is a técnico: an administrator holds every role but has no visits."""
    return not {CodigoRol.TECNICO, CodigoRol.EXTERNO}.isdisjoint(usuario.codigos_de_rol)
