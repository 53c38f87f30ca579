"""What each decision does to an order, in memory: rows, events and derived columns.

A service composes one fact and saves it; the importer and the demo compose a whole history and
save thousands at once (`guardado`). Nothing here asks whether the decision is allowed: that is
the service's part. Nothing here touches the database.
"""

from sat.servicios.composicion.base import Apunte, ExpedienteOrden, Franja, NuevaOrden
from sat.servicios.composicion.citas import (
    componer_cita,
    componer_cita_anulada,
    componer_cita_movida,
)
from sat.servicios.composicion.ordenes import (
    componer_anulacion,
    componer_apertura,
    componer_autorizacion,
    componer_correccion,
    componer_diagnostico,
    componer_encargo,
    componer_entrega,
    componer_espera,
    componer_fecha_de_repuesto,
    componer_liquidacion,
    componer_reapertura,
    componer_recepcion,
    componer_termino,
)
from sat.servicios.composicion.sesiones import (
    componer_comprobacion,
    componer_fin,
    componer_foto,
    componer_inicio,
    componer_nota,
    componer_parte,
    componer_repuesto,
    componer_respuesta,
)

__all__ = [
    "Apunte",
    "ExpedienteOrden",
    "Franja",
    "NuevaOrden",
    "componer_anulacion",
    "componer_apertura",
    "componer_autorizacion",
    "componer_cita",
    "componer_cita_anulada",
    "componer_cita_movida",
    "componer_comprobacion",
    "componer_correccion",
    "componer_diagnostico",
    "componer_encargo",
    "componer_entrega",
    "componer_espera",
    "componer_fecha_de_repuesto",
    "componer_fin",
    "componer_foto",
    "componer_inicio",
    "componer_liquidacion",
    "componer_nota",
    "componer_parte",
    "componer_reapertura",
    "componer_recepcion",
    "componer_repuesto",
    "componer_respuesta",
    "componer_termino",
]
