"""What is composed on: an order in memory, and what is needed to open one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from clientes.eventos import Actor, autor_de
from incidencias.models import Categoria, Incidencia, Prioridad
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    SIN_CITA,
    Cita,
    EventoOrden,
    Intervencion,
    Lugar,
    Mandante,
    OrdenTrabajo,
    SatExterno,
    Tipo,
)

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from django.db import models

    from clientes.models import Cliente, Contacto, Equipo, Sede
    from cuentas.models import Habilidad

Franja = tuple["datetime", "datetime"]
M = TypeVar("M", bound="models.Model")


@dataclass(frozen=True)
class NuevaOrden:
    """What is needed to open an order."""

    cliente: Cliente
    mandante: Mandante
    tipo: str = Tipo.REPARACION
    lugar: str = Lugar.DOMICILIO
    incidencia: Incidencia | None = None
    categoria: Categoria | None = None
    contacto: Contacto | None = None
    equipo: Equipo | None = None
    sede: Sede | None = None
    habilidad: Habilidad | None = None
    sat_externo: SatExterno | None = None
    mandante_referencia: str = ""
    limite_autorizado_eur: Decimal | None = None
    paga: str = ""
    es_garantia_legal: bool = False
    sintoma: str = ""
    prioridad: int = Prioridad.NORMAL
    duracion_prevista_min: int = 60
    origen: str = ""
    referencia_externa: str = ""


@dataclass
class ExpedienteOrden:
    """An order in memory with everything that one or more facts add to it.

    `citas` and `en_curso` are the living appointments and the open sessions. `filas` are rows to
    insert, in order; events name the rows whose ids they must carry; `cambios` says which fields
    of rows that were already saved changed.
    """

    orden: OrdenTrabajo
    citas: list[Cita] = field(default_factory=list)
    en_curso: list[Intervencion] = field(default_factory=list)
    filas: list[models.Model] = field(default_factory=list)
    eventos: list[tuple[EventoOrden, dict[str, models.Model]]] = field(default_factory=list)
    linea: list[Apunte] = field(default_factory=list)
    cambios: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)

    def anade(self, fila: M) -> M:
        self.filas.append(fila)
        return fila

    def cambia(self, fila: models.Model, **valores: Any) -> None:
        """Set fields of a row and remember to save them, if the row exists already."""
        for campo, valor in valores.items():
            setattr(fila, campo, valor)
        if fila.pk is not None:
            self.cambios.setdefault(id(fila), (fila, set()))[1].update(valores)

    def suceso(
        self,
        codigo: Codigo,
        *,
        por: Actor,
        en: datetime,
        filas: dict[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """Add an event. The ids of `filas` are written in `datos` when they are known."""
        evento = EventoOrden(
            orden=self.orden, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
        )
        self.eventos.append((evento, filas or {}))

    def en_el_caso(
        self,
        codigo: EnElCaso,
        *,
        por: Actor,
        en: datetime,
        filas: dict[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """Add a line to the timeline of the case, if the order has one."""
        if self.orden.incidencia_id is not None:
            self.linea.append(Apunte(codigo, por, en, filas or {}, datos))

    def refrescar_cita(self) -> None:
        """Set the next appointment: the earliest living one."""
        proxima = min((cita.empieza_en for cita in self.citas), default=SIN_CITA)
        self.cambia(self.orden, proxima_cita_en=proxima)


@dataclass(frozen=True)
class Apunte:
    """A line for the timeline of the case."""

    codigo: EnElCaso
    por: Actor
    en: datetime
    filas: dict[str, models.Model]
    datos: dict[str, Any]
    registrado_en: datetime | None = None
