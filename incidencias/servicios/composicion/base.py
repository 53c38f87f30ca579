"""What every fact of a case is composed with: what opens one, and the case in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from clientes.eventos import Actor, autor_de
from clientes.models import Cliente, Contacto, Equipo, Sede
from cuentas.models import Grupo, Usuario
from incidencias.models import (
    SIN_LIMITE,
    Categoria,
    CausaUrgencia,
    EventoIncidencia,
    Impacto,
    Incidencia,
    ObjetivoSLA,
    PlazoLegal,
    TipoObjetivo,
    Urgencia,
)
from incidencias.relojes import Reloj
from nucleo.calendario import Pausa
from nucleo.models import Archivo

Fichero = tuple[Archivo, str]


@dataclass(frozen=True)
class NuevaIncidencia:
    """What is needed to open a case. `adjuntos` are stored files with the name to show."""

    cliente: Cliente
    asunto: str
    tipo: str
    canal: str
    descripcion: str = ""
    contacto: Contacto | None = None
    equipo: Equipo | None = None
    sede: Sede | None = None
    categoria: Categoria | None = None
    impacto: str = Impacto.MEDIO
    urgencia: str = Urgencia.MEDIA
    grupo: Grupo | None = None
    responsable: Usuario | None = None
    idioma: str | None = None
    clase_legal: str | None = None
    clase_legal_motivo: str = ""
    adjuntos: Sequence[Fichero] = ()
    origen: str = ""
    referencia_externa: str = ""
    avisar: bool = True
    fecha_fallo: date | None = None  # when it showed, if not on the day it was reported
    # Answers by question (incidencias/triaje.py). None: nothing was asked (a mail, an import).
    respuestas: Mapping[int, Any] | None = None
    causa_urgencia: CausaUrgencia | None = None  # a vital urgency, and why
    urgencia_justificacion: str = ""
    padre: Incidencia | None = None


@dataclass
class Expediente:
    """A case in memory with everything that one or more facts add to it."""

    incidencia: Incidencia
    reloj: Reloj
    objetivos: list[ObjetivoSLA] = field(default_factory=list)
    plazos_legales: list[PlazoLegal] = field(default_factory=list)
    plazos_sobrantes: list[PlazoLegal] = field(default_factory=list)
    # Mutable rows to insert, in order, and events with the row whose id they must name.
    filas: list[models.Model] = field(default_factory=list)
    eventos: list[tuple[EventoIncidencia, str, models.Model | None]] = field(default_factory=list)
    # Fields written at the opening that a correction changed.
    corregidos: set[str] = field(default_factory=set)

    def suceso(
        self,
        codigo: str,
        *,
        por: Actor,
        en: datetime,
        fila: tuple[str, models.Model] | None = None,
        registrado_en: datetime | None = None,
        **datos: Any,
    ) -> EventoIncidencia:
        """Add an event. `fila` = (key, row): its id is written in `datos[key]` when saved."""
        evento = EventoIncidencia(
            incidencia=self.incidencia, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
        )
        if registrado_en is not None:
            evento.registrado_en = registrado_en
        clave, objeto = fila or ("", None)
        self.eventos.append((evento, clave, objeto))
        return evento

    def abiertos(self, tipo: TipoObjetivo | None = None) -> list[ObjetivoSLA]:
        return [
            objetivo
            for objetivo in self.objetivos
            if objetivo.cumplido_en is None
            and objetivo.anulado_en is None
            and tipo in {None, objetivo.tipo}
        ]

    def pausas_hasta(self, en: datetime) -> list[Pausa]:
        """The stretches that stopped the clock; a running one is closed with `en`."""
        return [
            (datetime.fromisoformat(desde), datetime.fromisoformat(hasta) if hasta else en)
            for desde, hasta in self.incidencia.pausas
        ]

    def refrescar_limite(self) -> None:
        """Set the next deadline: the earliest open target whose clock runs."""
        corriendo = [o.limite_en for o in self.abiertos() if o.pausado_en is None]
        self.incidencia.proximo_limite_en = min(corriendo, default=SIN_LIMITE)
