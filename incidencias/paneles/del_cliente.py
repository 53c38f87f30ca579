"""Whom a case is of, after its page: their other cases, what they bought and what they allow."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from clientes.vistazo import vistazo_de
from incidencias.models import Incidencia
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import registrar_panel

SE_ENSENAN = 3
TOPE = 100  # counted: whoever has more has "more than a hundred"
SE_LEE = ("id", "codigo", "asunto", "estado", "ocurrida_en")  # in the order of the model


def _las_otras() -> QuerySet[Incidencia, Any]:
    otras = Incidencia.objects.visibles_en_hueco().filter(
        cliente__de_la_lista=Hueco("clientes", lista_de="bigint")
    )
    ultimas = otras.exclude(pk=Hueco("caso")).order_by("-ocurrida_en", "-pk")
    return ultimas.values_list(*SE_LEE)[: TOPE + 1]


OTRAS: Preparada[Incidencia] = Preparada(_las_otras)


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel(
        "incidencias.ficha.luego", "cliente", "incidencias/panel_cliente.html", del_cliente, 6
    )


def del_cliente(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """The same statements whatever there is; nothing of a sender of whom nothing is known."""
    usuario = request.user
    if not usuario.es_de_oficina:  # type: ignore[union-attr]
        return None
    titular = incidencia.cliente.titular
    vistazo = vistazo_de(titular, incidencia.contacto_id)
    filas = OTRAS.tuplas(
        clientes=titular.identidades,
        caso=incidencia.pk,
        vedados=[*usuario.grupos_vedados],  # type: ignore[union-attr]
    )
    if titular.es_provisional and not (filas or vistazo.compras or vistazo.permite):
        return None
    casos = [Incidencia.from_db(None, SE_LEE, fila) for fila in filas[:TOPE]]
    return {
        "cliente": titular,
        "vistazo": vistazo,
        "ultimas": casos[:SE_ENSENAN],
        "cuantas": len(casos),
        "abiertas": sum(caso.esta_abierta for caso in casos),
        "hay_mas": len(filas) > TOPE,
    }
