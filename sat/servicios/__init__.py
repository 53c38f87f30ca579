"""The only door through which orders are written. Each function is one transaction.

ordenes: open, receive, diagnose, deliver, settle, cancel · citas: appointments · intervenciones:
the session at the machine · partes: its document · avisos: what the customer is told ·
garantia: the terms that a repair stops. `composicion` says what each decision does; `guardado`
saves it, one or thousands.
"""

from sat.documentos.parte import Conformidad
from sat.servicios.citas import anular_cita, dar_cita, mover_cita
from sat.servicios.composicion import ExpedienteOrden, NuevaOrden
from sat.servicios.guardado import guardar_ordenes
from sat.servicios.intervenciones import (
    FinDeVisita,
    anadir_foto,
    anotar_en_orden,
    iniciar_intervencion,
    quitar_repuesto,
    rellenar_checklist,
    terminar_intervencion,
    usar_repuesto,
)
from sat.servicios.ordenes import (
    abrir_orden,
    anular_orden,
    autorizar_limite,
    diagnosticar_orden,
    encargar_orden,
    encargo_de,
    entregar_orden,
    es_garantia_legal_propuesta,
    esperar_repuesto,
    liquidar_orden,
    mandante_propuesto,
    reabrir_orden,
    recibir_equipo,
)
from sat.servicios.repuestos import fechar_repuesto

__all__ = [
    "Conformidad",
    "ExpedienteOrden",
    "FinDeVisita",
    "NuevaOrden",
    "abrir_orden",
    "anadir_foto",
    "anotar_en_orden",
    "anular_cita",
    "anular_orden",
    "autorizar_limite",
    "dar_cita",
    "diagnosticar_orden",
    "encargar_orden",
    "encargo_de",
    "entregar_orden",
    "es_garantia_legal_propuesta",
    "esperar_repuesto",
    "fechar_repuesto",
    "guardar_ordenes",
    "iniciar_intervencion",
    "liquidar_orden",
    "mandante_propuesto",
    "mover_cita",
    "quitar_repuesto",
    "reabrir_orden",
    "recibir_equipo",
    "rellenar_checklist",
    "terminar_intervencion",
    "usar_repuesto",
]
