"""What each decision does to a case, in memory: rows, events and derived columns, nothing saved.

A service composes one fact and saves it; the importer and the demo compose a whole history and
save thousands at once (`guardado`). Neither checks here whether the decision is allowed: that is
the service's part.
"""

from incidencias.servicios.composicion.apertura import (
    CLASE_PROPUESTA,
    clase_propuesta,
    componer_adjuntos,
    componer_apertura,
    grupo_de,
    prioridad_de,
)
from incidencias.servicios.composicion.base import Expediente, Fichero, NuevaIncidencia
from incidencias.servicios.composicion.coberturas import (
    componer_cobertura_corregida,
    componer_cobertura_revisada,
    componer_cortesia,
    componer_retirada_de_cortesia,
)
from incidencias.servicios.composicion.contingencias import (
    componer_enlace,
    componer_fin_de_enlace,
    componer_sin_enlace,
)
from incidencias.servicios.composicion.conversacion import (
    LLAMADAS_QUE_CUENTAN,
    componer_enlaces_anulados,
    componer_llamada,
    componer_llegada_por_telefono,
    componer_mensaje,
    componer_motivo,
    es_llamada_atendida,
)
from incidencias.servicios.composicion.estados import (
    componer_anulacion,
    componer_aviso_cierre,
    componer_cierre,
    componer_contestacion,
    componer_correccion,
    componer_espera,
    componer_fin_de_fusion,
    componer_fin_de_spam,
    componer_fusion,
    componer_reanudacion,
    componer_reapertura,
    componer_resolucion,
    componer_seguimiento,
    componer_spam,
)
from incidencias.servicios.composicion.objetivos import (
    componer_objetivo,
    componer_siguiente_respuesta,
    esta_vencido,
    momentos_de,
    recalcular_pausas,
    recomponer_objetivos,
)
from incidencias.servicios.composicion.promesas import (
    componer_promesa,
    componer_promesa_cumplida,
    componer_promesa_rota,
)
from incidencias.servicios.composicion.reclamaciones import (
    componer_peticion,
    componer_respuesta_final,
    cumplir_plazos,
)
from incidencias.servicios.composicion.reparto import componer_asignacion, componer_toma
from incidencias.servicios.composicion.triaje import componer_respuestas, componer_triaje
from incidencias.servicios.composicion.urgencia import (
    componer_fin_de_urgencia,
    componer_urgencia_vital,
)

__all__ = [
    "CLASE_PROPUESTA",
    "LLAMADAS_QUE_CUENTAN",
    "Expediente",
    "Fichero",
    "NuevaIncidencia",
    "clase_propuesta",
    "componer_adjuntos",
    "componer_anulacion",
    "componer_apertura",
    "componer_asignacion",
    "componer_aviso_cierre",
    "componer_cierre",
    "componer_cobertura_corregida",
    "componer_cobertura_revisada",
    "componer_contestacion",
    "componer_correccion",
    "componer_cortesia",
    "componer_enlace",
    "componer_enlaces_anulados",
    "componer_espera",
    "componer_fin_de_enlace",
    "componer_fin_de_fusion",
    "componer_fin_de_spam",
    "componer_fin_de_urgencia",
    "componer_fusion",
    "componer_llamada",
    "componer_llegada_por_telefono",
    "componer_mensaje",
    "componer_motivo",
    "componer_objetivo",
    "componer_peticion",
    "componer_promesa",
    "componer_promesa_cumplida",
    "componer_promesa_rota",
    "componer_reanudacion",
    "componer_reapertura",
    "componer_resolucion",
    "componer_respuesta_final",
    "componer_respuestas",
    "componer_retirada_de_cortesia",
    "componer_seguimiento",
    "componer_siguiente_respuesta",
    "componer_sin_enlace",
    "componer_spam",
    "componer_toma",
    "componer_triaje",
    "componer_urgencia_vital",
    "cumplir_plazos",
    "es_llamada_atendida",
    "esta_vencido",
    "grupo_de",
    "momentos_de",
    "prioridad_de",
    "recalcular_pausas",
    "recomponer_objetivos",
]
