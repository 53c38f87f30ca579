"""What repairs did to the rights of their units: terms that stop and run again, and guarantees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from clientes.cobertura import Derechos, derechos_de
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_coberturas import componer_garantia_de_reparacion
from clientes.servicios.composicion_equipos import componer_devolucion, componer_entrega
from clientes.servicios.guardado import guardar_en_bloque
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from sat.models import Intervencion, Lugar, OrdenTrabajo, ResultadoVisita
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.garantia import CONFORME, defecto_de, reparado_en, se_garantiza


def contar(expedientes: Iterable[ExpedienteOrden]) -> None:
    """The days that each remedy of the legal guarantee stopped its terms, in the units' histories.

    As the services tell them (`sat/servicios/garantia.py`): what comes in while another order has
    the unit stops nothing more.
    """
    asiento = Asiento()
    vidas: dict[int, Derechos] = {}
    for inicio, expediente in sorted(_entradas(expedientes), key=lambda par: par[0]):
        orden = expediente.orden
        assert orden.equipo is not None  # noqa: S101 - `_entradas` leaves out those without
        if orden.equipo.pk not in vidas:
            vidas[orden.equipo.pk] = derechos_de(orden.equipo)
        if orden.es_garantia_legal:
            _contar_garantia(asiento, vidas[orden.equipo.pk], orden, inicio)
        _contar_reparacion(asiento, vidas[orden.equipo.pk], orden)
    asiento.envejecer()
    guardar_en_bloque(asiento)


def _entradas(
    expedientes: Iterable[ExpedienteOrden],
) -> Iterator[tuple[datetime, ExpedienteOrden]]:
    """When each order that did something to the rights of its unit had it at its disposal."""
    for expediente in expedientes:
        orden = expediente.orden
        inicio = orden.recibido_en or _primera_sesion(expediente)
        if inicio is None or orden.equipo is None:
            continue
        if orden.es_garantia_legal or se_garantiza(orden):
            yield inicio, expediente


def _cuando_la_tuvo(orden: OrdenTrabajo) -> datetime | None:
    """When the customer had it back."""
    return orden.entregada_en or (orden.terminada_en if orden.lugar != Lugar.TALLER else None)


def _contar_reparacion(asiento: Asiento, derechos: Derechos, orden: OrdenTrabajo) -> None:
    acaba = _cuando_la_tuvo(orden)
    if acaba is None or not se_garantiza(orden):
        return
    componer_garantia_de_reparacion(
        asiento,
        derechos,
        por=SISTEMA,
        en=acaba,
        entregado_en=dia_local(acaba),
        defecto=reparado_en(orden),
        referencia=orden.codigo,
    )


def _contar_garantia(
    asiento: Asiento, derechos: Derechos, orden: OrdenTrabajo, inicio: datetime
) -> None:
    acaba = _cuando_la_tuvo(orden)
    if acaba is None and orden.recibido_en is None:  # a visit that has not ended
        return
    anterior = derechos.suspensiones[-1] if derechos.suspensiones else None
    entregado_en = dia_local(inicio)
    if anterior and (anterior.devuelto_en is None or anterior.devuelto_en > entregado_en):
        return
    suspension = componer_entrega(
        asiento,
        derechos,
        por=SISTEMA,
        en=inicio,
        entregado_en=entregado_en,
        defecto=defecto_de(orden),
        referencia=orden.codigo,
    )
    if acaba is not None:
        componer_devolucion(
            asiento,
            derechos,
            suspension,
            por=SISTEMA,
            en=acaba,
            devuelto_en=dia_local(acaba),
            conforme=orden.resultado in CONFORME,
        )


def _primera_sesion(expediente: ExpedienteOrden) -> datetime | None:
    sesiones = [
        fila.iniciada_en
        for fila in expediente.filas
        if isinstance(fila, Intervencion) and fila.resultado != ResultadoVisita.AUSENTE
    ]
    return min(sesiones, default=None)
