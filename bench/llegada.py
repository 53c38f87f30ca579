"""The intake: cases opened a second, by the service and in bulk, against the bare ORM.

The floor of one case is three `create()` in a transaction (case, event, mail); that of many, the
same three tables by `bulk_create`. What ours adds to them: code, coverage verdict, clocks, legal
limits, receipt.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Any

import django
from django.db import transaction
from django.utils import timezone

from bench.tabla import Cifra, Tabla

CONEXIONES = 8
NUCLEOS = 4
TURNO_S = 0.5  # service and floor in turns, so that what else the machine does falls on both
LOTE, LOTES = 1000, 3


def medir_llegada(incidencias: int, tabla: Tabla, *, segundos: float) -> None:
    """Cases a second: service, bulk, and eight connections against one."""
    from bench.mundo import Mundo

    mundo = Mundo.leer(incidencias, timezone.now())
    abrir, suelo = _ritmos(segundos, abrir_con_servicio(mundo), abrir_con_el_orm(mundo))
    tabla.anade(Cifra("llegada: abrir_incidencia", abrir, suelo, 0.25, "/s"))
    cuantas = min(LOTE, incidencias)
    compuestas, desnudas = _a_granel(mundo, cuantas)
    tabla.anade(Cifra("llegada: a granel, compuestas", compuestas, desnudas, 0.5, "/s"))
    if (os.cpu_count() or 1) >= NUCLEOS and segundos >= 1:  # less is not worth their start
        turnos = [
            _a_la_vez(conexiones, incidencias, segundos / 2)
            for _turno in range(2)
            for conexiones in (1, CONEXIONES)
        ]
        una, ocho = sum(turnos[0::2]) / 2, sum(turnos[1::2]) / 2
        tabla.anade(Cifra(f"llegada: {CONEXIONES} conexiones frente a una", ocho, una, 2.5, "/s"))


def _ritmos(segundos: float, *trabajos: Callable[[], object]) -> list[float]:
    """Times a second of each, measured in turns."""
    for trabajo in trabajos:
        for _ in range(20):
            trabajo()
    veces, gastado = [0] * len(trabajos), [0.0] * len(trabajos)
    while min(gastado) < segundos:
        for i, trabajo in enumerate(trabajos):
            hechos, tiempo = _durante(TURNO_S, trabajo)
            veces[i] += hechos
            gastado[i] += tiempo
    return [v / g for v, g in zip(veces, gastado, strict=True)]


def _durante(segundos: float, trabajo: Callable[[], object]) -> tuple[int, float]:
    desde, hechos = perf_counter(), 0
    while (gastado := perf_counter() - desde) < segundos:
        trabajo()
        hechos += 1
    return hechos, gastado


# --- One at a time


def datos_de(mundo: Any, n: int) -> Any:
    """A new case of a customer with a unit and a proved address, as the web would hand it over."""
    from clientes.models import Cliente, Contacto, Equipo
    from incidencias.models import Canal, Tipo
    from incidencias.servicios import NuevaIncidencia

    cliente = Cliente.objects.get(pk=1 + n % mundo.clientes)
    return NuevaIncidencia(
        cliente=cliente,
        contacto=Contacto.objects.get(pk=cliente.pk),
        equipo=Equipo.objects.get(pk=cliente.pk),
        asunto="No enciende",
        descripcion="Desde ayer no enciende y el piloto parpadea.",
        tipo=Tipo.AVERIA,
        canal=Canal.CORREO,
        categoria=mundo.categorias[0],
        grupo=mundo.grupos[n % len(mundo.grupos)],
    )


def abrir_con_servicio(mundo: Any, desde: int = 0) -> Callable[[], object]:
    """The whole service; what it is given is read before and not counted twice."""
    from incidencias.servicios import abrir_incidencia

    preparados = [datos_de(mundo, desde + n) for n in range(200)]
    for datos in preparados:
        datos.equipo._prefetched_objects_cache = {}
    turno = count()
    return lambda: abrir_incidencia(preparados[next(turno) % len(preparados)], por=mundo.agentes[0])


def abrir_con_el_orm(mundo: Any) -> Callable[[], object]:
    """The floor: three `create()` in one transaction."""
    turno = count()

    @transaction.atomic
    def crear() -> None:
        incidencia, evento, comunicacion = filas_desnudas(mundo, next(turno), timezone.now())
        incidencia.save(force_insert=True)
        evento.incidencia = incidencia
        evento.save(force_insert=True)
        comunicacion.save(force_insert=True)

    return crear


def filas_desnudas(mundo: Any, n: int, en: datetime) -> tuple[Any, Any, Any]:
    """The least that a case is in the database."""
    from incidencias.models import Canal, ClaseLegal, EventoIncidencia, Incidencia, Tipo
    from nucleo.eventos import Autor
    from nucleo.models import Comunicacion

    numero = 1 + n % mundo.clientes
    incidencia = Incidencia(
        codigo=f"SUE-{en:%M%S%f}-{n}",
        tipo=Tipo.AVERIA,
        clase_legal=ClaseLegal.INCIDENCIA,
        canal=Canal.CORREO,
        asunto="No enciende",
        descripcion="Desde ayer no enciende y el piloto parpadea.",
        cliente_id=numero,
        contacto_id=numero,
        equipo_id=numero,
        dia_llegada=en.date(),
    )
    evento = EventoIncidencia(
        incidencia=incidencia,
        codigo="abierta",
        ocurrido_en=en,
        autor=Autor.USUARIO,
        usuario=mundo.agentes[0],
    )
    comunicacion = Comunicacion(
        clave=incidencia.codigo, para="uno@bench.example", asunto="Recibida", plantilla="acuse"
    )
    return incidencia, evento, comunicacion


# --- Many at once


def _a_granel(mundo: Any, cuantas: int) -> tuple[float, float]:
    """Cases a second, composed and saved together, and the same tables by bulk_create."""
    gastado = {_componer_y_guardar: 0.0, _insertar_desnudas: 0.0}
    momentos = _momentos(cuantas)
    for vuelta in range(LOTES + 1):
        for trabajo in gastado:
            desde = perf_counter()
            trabajo(mundo, momentos)
            gastado[trabajo] += (perf_counter() - desde) if vuelta else 0.0  # the first one warms
    compuestas, desnudas = (LOTES * cuantas / tiempo for tiempo in gastado.values())
    return compuestas, desnudas


def _momentos(cuantos: int) -> list[datetime]:
    ahora = timezone.now()
    return [ahora - timedelta(minutes=n) for n in range(1, cuantos + 1)]


def _componer_y_guardar(mundo: Any, momentos: list[datetime]) -> None:
    from incidencias.servicios.guardado import guardar_expedientes

    guardar_expedientes(list(_expedientes(mundo, momentos)))


def _expedientes(mundo: Any, momentos: list[datetime]) -> Iterator[Any]:
    from incidencias.models import Canal, Tipo
    from incidencias.servicios import NuevaIncidencia
    from incidencias.servicios.composicion import componer_apertura
    from incidencias.servicios.legales import componer_plazos_legales
    from nucleo.codigos import reservar_codigos

    codigos = reservar_codigos("INC", momentos)
    for n, (codigo, en) in enumerate(zip(codigos, momentos, strict=True)):
        cliente = mundo.cliente(1 + n % mundo.clientes)
        contacto = mundo.contacto(cliente)
        datos = NuevaIncidencia(
            cliente=cliente,
            contacto=contacto,
            equipo=mundo.equipo(cliente),
            sede=mundo.sede(cliente),
            asunto="No enciende",
            descripcion="Desde ayer no enciende y el piloto parpadea.",
            tipo=Tipo.AVERIA,
            canal=Canal.CORREO,
        )
        expediente = componer_apertura(
            datos, codigo=codigo, reloj=mundo.reloj, por=contacto, en=en, registrada_en=en
        )
        componer_plazos_legales(expediente)
        yield expediente


@transaction.atomic
def _insertar_desnudas(mundo: Any, momentos: list[datetime]) -> None:
    from incidencias.models import EventoIncidencia, Incidencia
    from nucleo.models import Comunicacion

    filas = [filas_desnudas(mundo, n, timezone.now()) for n, _en in enumerate(momentos)]
    incidencias, eventos, comunicaciones = zip(*filas, strict=True)
    Incidencia.objects.bulk_create(incidencias, batch_size=LOTE)
    for evento in eventos:
        evento.incidencia = evento.incidencia  # its id is known now
    EventoIncidencia.objects.bulk_create(eventos, batch_size=LOTE)
    Comunicacion.objects.bulk_create(comunicaciones, batch_size=LOTE)


# --- At the same time


def _a_la_vez(conexiones: int, incidencias: int, segundos: float) -> float:
    """Cases a second of that many processes, each with its connection, that begin together."""
    aparte = multiprocessing.get_context("spawn")
    salida = aparte.Barrier(conexiones)
    cola = aparte.SimpleQueue()
    procesos = [
        aparte.Process(target=_abrir_sin_parar, args=(n, incidencias, segundos, salida, cola))
        for n in range(conexiones)
    ]
    for proceso in procesos:
        proceso.start()
    ritmos = [cola.get() for _ in procesos]
    for proceso in procesos:
        proceso.join()
    return sum(ritmos)


def _abrir_sin_parar(n: int, incidencias: int, segundos: float, salida: Any, cola: Any) -> None:
    django.setup()
    from bench.mundo import Mundo

    abrir = abrir_con_servicio(Mundo.leer(incidencias, timezone.now()), desde=n * 1000)
    for _ in range(10):
        abrir()
    salida.wait()
    hechos, gastado = _durante(segundos, abrir)
    cola.put(hechos / gastado)
