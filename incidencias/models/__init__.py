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
from incidencias.models.buzon import Autenticacion, Buzon, Seguridad
from incidencias.models.catalogos import Categoria, MotivoEspera
from incidencias.models.centralita import Extension, LlamadaCentralita, SucesoCentralita
from incidencias.models.chats import Chat, DeQuien, EstadoChat, SucesoChat, TipoSucesoChat
from incidencias.models.cobertura import AjusteCobertura, ClaseAjuste, LimiteCortesia
from incidencias.models.consultas import IncidenciaQuerySet
from incidencias.models.contingencia import (
    AvisoContingencia,
    CasoContingencia,
    Contingencia,
    EventoContingencia,
)
from incidencias.models.conversacion import Adjunto, Borrador, Llamada, Mensaje
from incidencias.models.correo import (
    CorreoEntrante,
    EstadoCorreo,
    EstadoPosible,
    MotivoPosible,
    PosibleRespuesta,
    Rebote,
    ResultadoCorreo,
    ViaCorreo,
)
from incidencias.models.devolucion import DevolucionLlamada, EventoDevolucion
from incidencias.models.escalado import EscaladoSLA, EscalonPolitica
from incidencias.models.espera import AvisoEspera
from incidencias.models.evento import EventoIncidencia
from incidencias.models.identidad import ComprobacionIdentidad
from incidencias.models.incidencia import SIN_LIMITE, Incidencia
from incidencias.models.legales import PeticionCompletar, RespuestaReclamacion, TramiteADR
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
from incidencias.models.opciones_plazos import (
    AlcanceAviso,
    Ambito,
    CalendarioDePlazos,
    ClaseAvisoEspera,
    ClasePlazoLegal,
    DestinoEscalon,
    MateriaLegal,
    MomentoEscalon,
    SentidoRespuesta,
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
from incidencias.models.prioridad import CeldaMatriz, MatrizPrioridad
from incidencias.models.promesa import Promesa
from incidencias.models.recibos import CartaRecibida, Encargo, HojaReclamaciones
from incidencias.models.redaccion import (
    AdjuntoPorEnviar,
    EstadoRespuesta,
    Mencion,
    RespuestaProgramada,
)
from incidencias.models.relevos import (
    ClasePeticion,
    EstadoRelevo,
    PeticionInterna,
    Relevo,
)
from incidencias.models.reparto import ModoReparto, RepartoGrupo
from incidencias.models.resenas import Plataforma, Resena
from incidencias.models.triaje import (
    COMPARABLES,
    CausaUrgencia,
    ClasePregunta,
    PreguntaTriaje,
    RespuestaTriaje,
    TextoSeguridad,
    TraduccionSeguridad,
)
from incidencias.models.vinculo import ClaseVinculo, RemitenteVetado, Vinculo
from incidencias.models.whatsapp import (
    EnvioWhatsApp,
    EstadoEnvio,
    ImportacionChat,
    MensajeImportado,
)

__all__ = [
    "ABIERTAS",
    "COMPARABLES",
    "EN_EL_AIRE",
    "SIN_LIMITE",
    "AccionMacro",
    "Adjunto",
    "AdjuntoPorEnviar",
    "AjusteCobertura",
    "Alcance",
    "AlcanceAviso",
    "Ambito",
    "Autenticacion",
    "AvisoContingencia",
    "AvisoEspera",
    "Borrador",
    "BorradorNueva",
    "Buzon",
    "CalendarioDePlazos",
    "Canal",
    "CartaRecibida",
    "CasoContingencia",
    "Categoria",
    "CausaUrgencia",
    "CeldaMatriz",
    "Chat",
    "ClaseAjuste",
    "ClaseAvisoEspera",
    "ClaseLegal",
    "ClasePeticion",
    "ClasePlazoLegal",
    "ClasePregunta",
    "ClaseVinculo",
    "ComprobacionIdentidad",
    "Contingencia",
    "CorreoEntrante",
    "DeQuien",
    "DestinoEscalon",
    "DevolucionLlamada",
    "DireccionMensaje",
    "Encargo",
    "EnlaceFotos",
    "EnvioWhatsApp",
    "EscaladoSLA",
    "EscalonPolitica",
    "Estado",
    "EstadoChat",
    "EstadoCorreo",
    "EstadoDevolucion",
    "EstadoEnvio",
    "EstadoLlamada",
    "EstadoLote",
    "EstadoPosible",
    "EstadoRelevo",
    "EstadoRespuesta",
    "EventoContingencia",
    "EventoDevolucion",
    "EventoIncidencia",
    "Extension",
    "FilaDeLote",
    "FotoPrevia",
    "HojaReclamaciones",
    "Impacto",
    "ImportacionChat",
    "Incidencia",
    "IncidenciaQuerySet",
    "LimiteCortesia",
    "Llamada",
    "LlamadaCentralita",
    "Lote",
    "Macro",
    "MateriaLegal",
    "MatrizPrioridad",
    "Mencion",
    "Mensaje",
    "MensajeImportado",
    "MetodoIdentidad",
    "ModoReparto",
    "MomentoEscalon",
    "MotivoEspera",
    "MotivoLlamada",
    "MotivoPosible",
    "MotivoSalto",
    "ObjetivoPolitica",
    "ObjetivoSLA",
    "PeticionCompletar",
    "PeticionInterna",
    "Plataforma",
    "PlazoLegal",
    "PoliticaSLA",
    "PosibleRespuesta",
    "PreguntaTriaje",
    "Prioridad",
    "Promesa",
    "Rebote",
    "Relevo",
    "RemitenteVetado",
    "RepartoGrupo",
    "Resena",
    "RespuestaProgramada",
    "RespuestaReclamacion",
    "RespuestaTriaje",
    "ResultadoCorreo",
    "ResultadoFila",
    "ResultadoIdentidad",
    "Salto",
    "Seguridad",
    "SentidoLlamada",
    "SentidoRespuesta",
    "SucesoCentralita",
    "SucesoChat",
    "TextoSeguridad",
    "Tipo",
    "TipoObjetivo",
    "TipoSuceso",
    "TipoSucesoChat",
    "TraduccionSeguridad",
    "TramiteADR",
    "Turno",
    "Urgencia",
    "VersionPolitica",
    "ViaCorreo",
    "Vinculo",
    "VistaGuardada",
    "VistaGuardadaQuerySet",
    "VistaPredeterminada",
]
