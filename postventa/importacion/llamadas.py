"""The records of a telephone exchange become the events of its calls, in batches.

The rows of a call share its reference. What is known already is not told again: a file repeated
changes nothing, and one that overlaps what the API told is the same calls only where it says more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db import transaction

from incidencias.centralita import Suceso, plegar
from incidencias.models import (
    LlamadaCentralita,
    SentidoLlamada,
    SucesoCentralita,
    TipoSuceso,
)
from incidencias.servicios.centralita import (
    DERIVADAS,
    aplicar,
    de_quien_son,
    fila_de,
    sucesos_de,
)
from incidencias.servicios.devoluciones import conciliar_devolucion, hay_que_conciliar
from nucleo.copia import insertar
from postventa.importacion.informe import Informe
from postventa.importacion.lectura import Fila, FilaMala
from postventa.importacion.perfil import Perfil

LOTE = 5_000
_CANAL = re.compile(r"^[A-Za-z0-9]+/([^-@/]+)")  # PJSIP/201-0000001a: extension 201


def importar_llamadas(filas: Iterable[Fila | FilaMala], perfil: Perfil) -> Informe:
    """Import every call of the file; a bad row is left out and told, the others go on."""
    informe, personas = Informe(), de_quien_son()
    filas = iter(filas)
    while lote := list(islice(filas, LOTE)):
        _importar_lote(lote, perfil, personas, informe)
    return informe


@transaction.atomic
def _importar_lote(
    lote: list[Fila | FilaMala], perfil: Perfil, personas: Mapping[str, int], informe: Informe
) -> None:
    dichos: dict[str, set[Suceso]] = defaultdict(set)
    for fila in lote:
        if isinstance(fila, FilaMala):
            informe.rechazos.append(fila)
        elif fila.valores["termina_en"] < fila.valores["empieza_en"]:
            motivo, referencia = "Termina antes de empezar.", fila.valores["referencia"]
            informe.rechazos.append(FilaMala(fila.linea, "end", motivo, referencia))
        else:
            dichos[fila.valores["referencia"]].update(sucesos_de_fila(fila.valores, perfil))
    _guardar(dichos, perfil.origen, dict(personas), informe)


def _guardar(
    dichos: Mapping[str, set[Suceso]], origen: str, personas: dict[str, int], informe: Informe
) -> None:
    previas = {
        una.uniqueid: una
        for una in LlamadaCentralita.objects.select_for_update(of=("self",))
        .filter(centralita=origen, uniqueid__in=dichos)
        .order_by("pk")
    }
    nuevas = []
    for uniqueid in dichos.keys() - previas.keys():
        llamada = LlamadaCentralita(centralita=origen, uniqueid=uniqueid)
        aplicar(llamada, plegar(dichos[uniqueid]), personas)
        nuevas.append(llamada)
    LlamadaCentralita.objects.bulk_create(nuevas, batch_size=1_000)
    cambiadas = _cambiar(previas, dichos, personas)
    insertar(
        SucesoCentralita,
        [fila_de(una, s.clave, s) for una in nuevas for s in dichos[una.uniqueid]],
        lote=LOTE,
    )
    for numero in hay_que_conciliar([*nuevas, *cambiadas]):
        conciliar_devolucion(numero)
    informe.nuevas += len(nuevas)
    informe.cambiadas += len(cambiadas)
    informe.iguales += len(previas) - len(cambiadas)


def _cambiar(
    previas: Mapping[str, LlamadaCentralita],
    dichos: Mapping[str, set[Suceso]],
    personas: dict[str, int],
) -> list[LlamadaCentralita]:
    """The calls known of which the file says something new."""
    sabidos = sucesos_de([una.pk for una in previas.values()])
    cambiadas, filas = [], []
    for uniqueid, llamada in previas.items():
        claves = {suceso.clave for suceso in sabidos[llamada.pk]}
        nuevos = [suceso for suceso in dichos[uniqueid] if suceso.clave not in claves]
        if nuevos:
            aplicar(llamada, plegar([*sabidos[llamada.pk], *nuevos]), personas)
            cambiadas.append(llamada)
            filas += [fila_de(llamada, suceso.clave, suceso) for suceso in nuevos]
    SucesoCentralita.objects.bulk_create(filas)
    for llamada in cambiadas:
        llamada.save(update_fields=DERIVADAS)
    return cambiadas


def sucesos_de_fila(valores: Mapping[str, Any], perfil: Perfil) -> Iterator[Suceso]:
    """What one row tells: it came in, somebody answered or not, it ended.

    An answer without the channel of a person (a queue, a menu) is a machine's.
    """
    sale = valores.get("contexto") in perfil.valores.get("contextos_de_salida", ())
    sentido = SentidoLlamada.SALIENTE if sale else SentidoLlamada.ENTRANTE
    numero, marcado = valores["llama"], valores["marcado"]
    agente = _extension(valores.get("linea", "") if sale else valores["destino"])
    quien = {"agente": agente} if agente else {}
    oferta = {
        "sentido": sentido.value,
        "numero": marcado if sale else numero,
        "marcado": marcado,
        "cola": valores.get("cola", ""),
        **quien,
    }
    yield Suceso(TipoSuceso.OFRECIDA.value, valores["empieza_en"], _dicho(oferta))
    if _atendio_alguien(valores, perfil):
        en = valores["contestada_en"] or valores["empieza_en"]
        yield Suceso(TipoSuceso.CONTESTADA.value, en, quien)
    yield Suceso(TipoSuceso.TERMINADA.value, valores["termina_en"], {})


def _atendio_alguien(valores: Mapping[str, Any], perfil: Perfil) -> bool:
    if valores["desenlace"] != "contestada":
        return False
    maquinas = perfil.valores.get("aplicaciones_sin_persona", ())
    return bool(valores["destino"]) or valores.get("aplicacion") not in maquinas


def _dicho(datos: Mapping[str, str]) -> dict[str, str]:
    return {clave: valor for clave, valor in datos.items() if valor}


def _extension(canal: str) -> str:
    hallada = _CANAL.match(canal)
    return hallada[1] if hallada else ""
