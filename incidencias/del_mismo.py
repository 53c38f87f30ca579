"""The other cases of the customer of a case, read once for all the panels beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cuentas.models import Usuario
from incidencias.models import Incidencia
from nucleo.preparadas import Hueco, Preparada

TOPE = 100  # counted: whoever has more has "more than a hundred"
# In the order of the model.
SE_LEE = ("id", "codigo", "asunto", "estado", "cliente_id", "equipo_id", "ocurrida_en")


def _las_otras() -> QuerySet[Incidencia, Any]:
    otras = Incidencia.objects.visibles_en_hueco().filter(
        cliente__de_la_lista=Hueco("clientes", lista_de="bigint")
    )
    ultimas = otras.exclude(pk=Hueco("caso")).order_by("-ocurrida_en", "-pk")
    return ultimas.values_list(*SE_LEE)[: TOPE + 1]


OTRAS: Preparada[Incidencia] = Preparada(_las_otras)


def otras_del_cliente(incidencia: Incidencia, usuario: Usuario) -> tuple[list[Incidencia], bool]:
    """The newest ones that this person may see, and whether there are more. One statement."""
    sabidas: tuple[list[Incidencia], bool] | None = vars(incidencia).get("_otras_del_cliente")
    if sabidas is None:
        filas = OTRAS.tuplas(
            clientes=incidencia.cliente.titular.identidades,
            caso=incidencia.pk,
            vedados=[*usuario.grupos_vedados],
        )
        casos = [Incidencia.from_db(None, SE_LEE, fila) for fila in filas[:TOPE]]
        sabidas = vars(incidencia)["_otras_del_cliente"] = casos, len(filas) > TOPE
    return sabidas
