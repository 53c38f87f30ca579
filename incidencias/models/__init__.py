"""Tables of the incidencias app, one module an aggregate."""

from incidencias.models.bandejas import (
    Alcance,
    EstadoLote,
    FilaDeLote,
    Lote,
    MotivoSalto,
    ResultadoFila,
    Salto,
    Turno,
    VistaGuardada,
    VistaGuardadaQuerySet,
    VistaPredeterminada,
)
from incidencias.models.catalogos import Categoria, MotivoEspera
from incidencias.models.cobertura import AjusteCobertura, ClaseAjuste, LimiteCortesia
from incidencias.models.consultas import IncidenciaQuerySet
from incidencias.models.conversacion import Adjunto, Borrador, Llamada, Mensaje
from incidencias.models.evento import EventoIncidencia
from incidencias.models.incidencia import SIN_LIMITE, Incidencia
from incidencias.models.macros import AccionMacro, Macro
from incidencias.models.opciones import (
    ABIERTAS,
    Canal,
    ClaseLegal,
    DireccionMensaje,
    Estado,
    Impacto,
    MotivoLlamada,
    Prioridad,
    SentidoLlamada,
    Tipo,
    TipoObjetivo,
    Urgencia,
)
from incidencias.models.plazos import (
    ObjetivoPolitica,
    ObjetivoSLA,
    PlazoLegal,
    PoliticaSLA,
    VersionPolitica,
)
from incidencias.models.promesa import Promesa
from incidencias.models.redaccion import (
    AdjuntoPorEnviar,
    EstadoRespuesta,
    Mencion,
    RespuestaProgramada,
)

__all__ = [
    "ABIERTAS",
    "SIN_LIMITE",
    "AccionMacro",
    "Adjunto",
    "AdjuntoPorEnviar",
    "AjusteCobertura",
    "Alcance",
    "Borrador",
    "Canal",
    "Categoria",
    "ClaseAjuste",
    "ClaseLegal",
    "DireccionMensaje",
    "Estado",
    "EstadoLote",
    "EstadoRespuesta",
    "EventoIncidencia",
    "FilaDeLote",
    "Impacto",
    "Incidencia",
    "IncidenciaQuerySet",
    "LimiteCortesia",
    "Llamada",
    "Lote",
    "Macro",
    "Mencion",
    "Mensaje",
    "MotivoEspera",
    "MotivoLlamada",
    "MotivoSalto",
    "ObjetivoPolitica",
    "ObjetivoSLA",
    "PlazoLegal",
    "PoliticaSLA",
    "Prioridad",
    "Promesa",
    "RespuestaProgramada",
    "ResultadoFila",
    "Salto",
    "SentidoLlamada",
    "Tipo",
    "TipoObjetivo",
    "Turno",
    "Urgencia",
    "VersionPolitica",
    "VistaGuardada",
    "VistaGuardadaQuerySet",
    "VistaPredeterminada",
]
