"""The telephone calls told again from what their exchange said, one by one."""

from __future__ import annotations

from incidencias.centralita import Plegada, plegar
from incidencias.models import LlamadaCentralita, SentidoLlamada
from incidencias.servicios.centralita import sucesos_de
from indicadores.catalogo import SEGUNDOS_NIVEL, SEGUNDOS_POR_ERROR
from indicadores.models import Dimension
from indicadores.verificacion.recuentos import Recuentos, acierto
from nucleo.tiempo import dia_local

LOTE = 2000
TOTAL = [(Dimension.TOTAL.value, "")]


def contar_llamadas(recuentos: Recuentos) -> None:
    """Add every call that came in, by the local day on which it did."""
    ultima = 0
    while pks := _siguientes(ultima):
        for sucesos in sucesos_de(pks).values():
            if sucesos:
                _contar(plegar(sucesos), recuentos)
        ultima = pks[-1]


def _siguientes(desde: int) -> list[int]:
    filas = LlamadaCentralita.objects.filter(pk__gt=desde).order_by("pk")
    return list(filas.values_list("pk", flat=True)[:LOTE])


def _contar(llamada: Plegada, recuentos: Recuentos) -> None:
    if llamada.sentido != SentidoLlamada.ENTRANTE:
        return
    dia, espera_s = dia_local(llamada.ofrecida_en), llamada.espera_s
    if espera_s is None:
        for codigo in ("abandono_llamadas", "abandono_llamadas_10s", "nivel_180s"):
            recuentos.anotar(codigo, dia, {"pendientes": 1}, TOTAL)
        return
    abandona = llamada.abandonada_en is not None
    recuentos.anotar("abandono_llamadas", dia, acierto(abandona), TOTAL)
    if not abandona or espera_s > SEGUNDOS_POR_ERROR:
        recuentos.anotar("abandono_llamadas_10s", dia, acierto(abandona), TOTAL)
    a_tiempo = not abandona and espera_s < SEGUNDOS_NIVEL
    recuentos.anotar("nivel_180s", dia, acierto(a_tiempo), TOTAL)
