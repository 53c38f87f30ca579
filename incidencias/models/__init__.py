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
from incidencias.models.centralita import Extension, LlamadaCentralita, SucesoCentralita
from incidencias.models.cobertura import AjusteCobertura, ClaseAjuste, LimiteCortesia
from incidencias.models.consultas import IncidenciaQuerySet
from incidencias.models.conversacion import Adjunto, Borrador, Llamada, Mensaje
from incidencias.models.devolucion import DevolucionLlamada, EventoDevolucion
from incidencias.models.evento import EventoIncidencia
from incidencias.models.identidad import ComprobacionIdentidad
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
from incidencias.models.opciones_telefono import (
    EN_EL_AIRE,
    EstadoDevolucion,
    EstadoLlamada,
    MetodoIdentidad,
    ResultadoIdentidad,
    TipoSuceso,
)
from incidencias.models.plazos import (
    ObjetivoPolitica,
    ObjetivoSLA,
    PlazoLegal,
    PoliticaSLA,
    VersionPolitica,
)
from incidencias.models.previas import BorradorNueva, EnlaceFotos, FotoPrevia
from incidencias.models.promesa import Promesa
from incidencias.models.redaccion import (
    AdjuntoPorEnviar,
    EstadoRespuesta,
    Mencion,
    RespuestaProgramada,
)

__all__ = [
    "ABIERTAS",
    "EN_EL_AIRE",
    "SIN_LIMITE",
    "AccionMacro",
    "Adjunto",
    "AdjuntoPorEnviar",
    "AjusteCobertura",
    "Alcance",
    "Borrador",
    "BorradorNueva",
    "Canal",
    "Categoria",
    "ClaseAjuste",
    "ClaseLegal",
    "ComprobacionIdentidad",
    "DevolucionLlamada",
    "DireccionMensaje",
    "EnlaceFotos",
    "Estado",
    "EstadoDevolucion",
    "EstadoLlamada",
    "EstadoLote",
    "EstadoRespuesta",
    "EventoDevolucion",
    "EventoIncidencia",
    "Extension",
    "FilaDeLote",
    "FotoPrevia",
    "Impacto",
    "Incidencia",
    "IncidenciaQuerySet",
    "LimiteCortesia",
    "Llamada",
    "LlamadaCentralita",
    "Lote",
    "Macro",
    "Mencion",
    "Mensaje",
    "MetodoIdentidad",
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
    "ResultadoIdentidad",
    "Salto",
    "SentidoLlamada",
    "SucesoCentralita",
    "Tipo",
    "TipoObjetivo",
    "TipoSuceso",
    "Turno",
    "Urgencia",
    "VersionPolitica",
    "VistaGuardada",
    "VistaGuardadaQuerySet",
    "VistaPredeterminada",
]
