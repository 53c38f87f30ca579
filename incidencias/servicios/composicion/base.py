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
    CorreoEntrante,
    EventoIncidencia,
    Impacto,
    Incidencia,
    LlamadaCentralita,
    ObjetivoSLA,
    PlazoLegal,
    Promesa,
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
    centralita: LlamadaCentralita | None = None  # the call it was told in, as the exchange has it
    correo: CorreoEntrante | None = None  # the mail that tells it
    continuacion_de: Incidencia | None = None  # the closed case that it goes on from


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
        """The stretches that stopped the resolution clock; a running one is closed with `en`."""
        return [
            (datetime.fromisoformat(desde), datetime.fromisoformat(hasta) if hasta else en)
            for desde, hasta in (*self.incidencia.pausas, *self.incidencia.pausas_contingencia)
        ]

    def pausas_de(self, tipo: str) -> tuple[list[Pausa], list[datetime]]:
        """The stretches, over, that stopped a clock of that kind, and since when it stands still.

        Waiting stops only the resolution: an answer is owed whatever we wait for. A contingency
        stops them all.
        """
        tramos = [*self.incidencia.pausas_contingencia]
        if tipo == TipoObjetivo.RESOLUCION:
            tramos += self.incidencia.pausas
        cerradas = [
            (datetime.fromisoformat(desde), datetime.fromisoformat(hasta))
            for desde, hasta in tramos
            if hasta
        ]
        return cerradas, [datetime.fromisoformat(desde) for desde, hasta in tramos if not hasta]

    def refrescar_limite(self) -> None:
        """Set the next deadline from what is in memory: clocks that run, legal dates, promises.

        For a case that was read, `guardado` looks in the database at what is not here.
        """
        plazos = [plazo for plazo in self.plazos_legales if plazo.cumplido_en is None]
        promesas = [
            fila.vence_en
            for fila in self.filas
            if isinstance(fila, Promesa) and fila.cumplida_en is None and fila.anulada_en is None
        ]
        corriendo = [o.limite_en for o in self.abiertos() if o.pausado_en is None]
        legales = [plazo.objetivo_en for plazo in plazos]
        self.poner_limites(
            min([*corriendo, *legales, *promesas], default=None),
            min((plazo.vence_en for plazo in plazos), default=None),
        )

    def poner_limites(self, proximo: datetime | None, legal: datetime | None) -> None:
        """An ended case owes nothing by any date."""
        abierta = self.incidencia.esta_abierta
        self.incidencia.proximo_limite_en = (proximo if abierta else None) or SIN_LIMITE
        self.incidencia.limite_legal_en = (legal if abierta else None) or SIN_LIMITE
