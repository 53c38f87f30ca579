"""Tables of the sat app, one module an aggregate."""

from sat.models.catalogos import (
    Mandante,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    SatExterno,
)
from sat.models.cita import SIN_SOLAPE, Cita, CitaQuerySet
from sat.models.evento import EventoOrden
from sat.models.intervencion import (
    FotoIntervencion,
    Intervencion,
    NotaOrden,
    RepuestoUsado,
    RespuestaChecklist,
)
from sat.models.opciones import (
    ABIERTAS,
    CITAS_VIVAS,
    SIN_CITA,
    ClasePunto,
    Estado,
    EstadoCita,
    Lugar,
    ModoFirma,
    MomentoFoto,
    MotivoSinFirma,
    Resultado,
    ResultadoVisita,
    Tipo,
    TipoMandante,
)
from sat.models.orden import OrdenTrabajo, OrdenTrabajoQuerySet
from sat.models.parte import ParteTrabajo
from sat.models.tecnico import Credencial, Tecnico

__all__ = [
    "ABIERTAS",
    "CITAS_VIVAS",
    "SIN_CITA",
    "SIN_SOLAPE",
    "Cita",
    "CitaQuerySet",
    "ClasePunto",
    "Credencial",
    "Estado",
    "EstadoCita",
    "EventoOrden",
    "FotoIntervencion",
    "Intervencion",
    "Lugar",
    "Mandante",
    "ModoFirma",
    "MomentoFoto",
    "MotivoSinFirma",
    "NotaOrden",
    "OrdenTrabajo",
    "OrdenTrabajoQuerySet",
    "ParteTrabajo",
    "PlantillaChecklist",
    "PuntoChecklist",
    "Repuesto",
    "RepuestoUsado",
    "RespuestaChecklist",
    "Resultado",
    "ResultadoVisita",
    "SatExterno",
    "Tecnico",
    "Tipo",
    "TipoMandante",
]
