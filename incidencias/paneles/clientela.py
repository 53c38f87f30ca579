"""The cases and promises of a customer or of a unit, on their pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest

from clientes.models import Cliente, Equipo, Sede
from clientes.vida import Hito, registrar_hitos
from incidencias.models import ABIERTAS, Incidencia, IncidenciaQuerySet, Promesa
from nucleo.registro import registrar_panel

TOPE = 10
PLANTILLA = "incidencias/panel_casos.html"


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel("clientes.ficha", "incidencias", PLANTILLA, casos_de_cliente, 10)
    registrar_panel(
        "clientes.ficha", "promesas", "incidencias/panel_promesas.html", promesas_de_cliente, 5
    )
    registrar_panel(
        "clientes.ficha.cifras", "abiertas", "incidencias/panel_cifras.html", cifras_de_cliente, 20
    )
    registrar_panel("clientes.equipo", "incidencias", PLANTILLA, casos_de_equipo, 10)
    registrar_hitos("incidencias", hitos_de_equipo)
    registrar_panel(
        "clientes.ficha.lado", "varias", "incidencias/panel_varias.html", sedes_con_varios, 60
    )


def casos_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return _casos(Incidencia.objects.filter(cliente__in=cliente.identidades), request)


def promesas_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """What we told them we would do and have not done yet, the most urgent first."""
    casos = _casos_de(cliente, request)
    pendientes = Promesa.objects.filter(
        incidencia__in=casos.values("pk"), cumplida_en=None, anulada_en=None
    )
    filas = list(pendientes.select_related("incidencia", "usuario").order_by("vence_en")[:TOPE])
    return {"promesas": filas} if filas else None


def cifras_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """How many are open and when we last knew of them, in one statement."""
    return _casos_de(cliente, request).aggregate(
        abiertas=Count("pk", filter=Q(estado__in=ABIERTAS)),
        todas=Count("pk"),
        ultima_en=Max("ocurrida_en"),
    )


def _casos_de(cliente: Cliente, request: HttpRequest) -> IncidenciaQuerySet:
    suyas = Incidencia.objects.filter(cliente__in=cliente.identidades)
    return suyas.visibles_para(request.user)  # type: ignore[arg-type]


def casos_de_equipo(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    casos = _casos(Incidencia.objects.filter(equipo=equipo), request)
    return casos | {"de_un_equipo": True}


def _casos(casos: IncidenciaQuerySet, request: HttpRequest) -> dict[str, Any]:
    """The last ones that this person may see, in one statement."""
    visibles = casos.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    filas = list(visibles.order_by("-ocurrida_en", "-pk")[: TOPE + 1])
    return {"casos": filas[:TOPE], "hay_mas": len(filas) > TOPE}


def hitos_de_equipo(equipo: Equipo, usuario: Any, tope: int) -> list[Hito]:
    """Its cases in its life, those that this person may see: one statement."""
    casos = Incidencia.objects.filter(equipo=equipo).visibles_para(usuario)
    return [
        Hito(
            "incidencia",
            caso.ocurrida_en,
            caso.asunto,
            detalle=f"{caso.get_tipo_display()} · {caso.get_estado_display().lower()}",
            enlace=caso.get_absolute_url(),
            codigo=caso.codigo,
        )
        for caso in casos.defer("busqueda").order_by("-ocurrida_en", "-pk")[:tope]
    ]


def sedes_con_varios(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """The sites where several units may fail at once. One statement."""
    con_equipos = Sede.objects.filter(cliente__in=cliente.identidades).annotate(
        cuantos=Count("equipos", filter=Q(equipos__retirado_en=None))
    )
    sedes = list(con_equipos.filter(cuantos__gt=1).order_by("pk")[:TOPE])
    return {"sedes": sedes} if sedes else None
