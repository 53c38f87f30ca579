"""The only door through which incidencias are written. Each function is one transaction.

apertura: open · conversacion: answer, receive, note, call · estados: wait, resolve, close, reopen,
cancel, merge · reparto: take, assign, reclassify · promesas: promise, keep · coberturas:
correct or review the frozen verdict, goodwill · enlaces: revoke the
links that were mailed · linea: what upper apps write into the timeline · centralita: what
the telephone exchange tells · devoluciones: calls to return · identidad: who is at
the other end · previas: drafts and photos of a case to be. `composicion` says what each decision
does; `guardado` saves it.
cancel, merge · reparto: take, assign, reclassify · promesas: promise, keep · redaccion: replies on
their way out · coberturas: correct or review the frozen verdict, goodwill · enlaces: revoke the
links that were mailed · linea: what upper apps write into the timeline. `composicion` says what
each decision does; `guardado` saves it.
"""

from incidencias.servicios.apertura import abrir_incidencia, abrir_sin_vuelta
from incidencias.servicios.asignacion import cambiar_reparto, reasignar_de_ausente, repartir
from incidencias.servicios.borradores import adjuntar_a_borrador
from incidencias.servicios.centralita import recibir_sucesos
from incidencias.servicios.coberturas import (
    corregir_veredicto,
    dar_cortesia,
    fijar_limites_de_cortesia,
    retirar_cortesia,
    revisar_veredicto,
)
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.conversacion import (
    anotar_nota,
    recibir_mensaje,
    registrar_llamada,
    responder,
)
from incidencias.servicios.devoluciones import (
    atender_devolucion,
    cambiar_hora_de_devolucion,
    descartar_devolucion,
    devolver_llamada,
    pedir_devolucion,
    tomar_devolucion,
)
from incidencias.servicios.enlaces import anular_enlaces_de_seguimiento
from incidencias.servicios.estados import (
    anular_incidencia,
    avisar_cierre,
    cerrar_incidencia,
    deshacer_fusion,
    fusionar_incidencia,
    poner_en_espera,
    preguntar_si_funciona,
    reabrir_incidencia,
    reanudar,
    resolver_incidencia,
)
from incidencias.servicios.familia import (
    abrir_varias,
    decidir_en_hijas,
    meter_en,
    prever_en_hijas,
    sacar,
)
from incidencias.servicios.identidad import (
    comprobar_codigo,
    comprobar_con_preguntas,
    enviar_codigo_de_identidad,
)
from incidencias.servicios.linea import adjuntar, anotar, componer_apunte
from incidencias.servicios.peticiones import (
    avisar_peticiones_vencidas,
    pedir_a_grupo,
    pedir_autorizacion,
    responder_peticion,
    retirar_peticion,
)
from incidencias.servicios.previas import recibir_fotos
from incidencias.servicios.promesas import (
    cumplir_promesa,
    dar_por_rota,
    prometer,
    recordar_promesa,
)
from incidencias.servicios.redaccion import (
    cambiar_respuesta,
    deshacer_respuesta,
    enviar_ya,
    programar_respuesta,
    sacar_respuesta,
    soltar_respuestas,
)
from incidencias.servicios.relevos import aceptar_relevo, rechazar_relevo, retirar_relevo
from incidencias.servicios.reparto import (
    asignar_incidencia,
    deshacer_asignacion,
    reclasificar,
    tomar_incidencia,
)
from incidencias.servicios.spam import (
    deshacer_spam,
    es_remitente_vetado,
    levantar_veto,
    marcar_spam,
    vetar,
)
from incidencias.servicios.supervision import pedir_supervisor
from incidencias.servicios.triaje import (
    marcar_urgencia_vital,
    responder_triaje,
    retirar_urgencia_vital,
)
from incidencias.servicios.vinculos import quitar_relacion, relacionar

__all__ = [
    "NuevaIncidencia",
    "abrir_incidencia",
    "abrir_sin_vuelta",
    "abrir_varias",
    "aceptar_relevo",
    "adjuntar",
    "adjuntar_a_borrador",
    "anotar",
    "anotar_nota",
    "anular_enlaces_de_seguimiento",
    "anular_incidencia",
    "asignar_incidencia",
    "atender_devolucion",
    "avisar_cierre",
    "avisar_peticiones_vencidas",
    "cambiar_hora_de_devolucion",
    "cambiar_reparto",
    "cambiar_respuesta",
    "cerrar_incidencia",
    "componer_apunte",
    "comprobar_codigo",
    "comprobar_con_preguntas",
    "corregir_veredicto",
    "cumplir_promesa",
    "dar_cortesia",
    "dar_por_rota",
    "decidir_en_hijas",
    "descartar_devolucion",
    "deshacer_asignacion",
    "deshacer_fusion",
    "deshacer_respuesta",
    "deshacer_spam",
    "devolver_llamada",
    "enviar_codigo_de_identidad",
    "enviar_ya",
    "es_remitente_vetado",
    "fijar_limites_de_cortesia",
    "fusionar_incidencia",
    "levantar_veto",
    "marcar_spam",
    "marcar_urgencia_vital",
    "meter_en",
    "pedir_a_grupo",
    "pedir_autorizacion",
    "pedir_devolucion",
    "pedir_supervisor",
    "poner_en_espera",
    "preguntar_si_funciona",
    "prever_en_hijas",
    "programar_respuesta",
    "prometer",
    "quitar_relacion",
    "reabrir_incidencia",
    "reanudar",
    "reasignar_de_ausente",
    "rechazar_relevo",
    "recibir_fotos",
    "recibir_mensaje",
    "recibir_sucesos",
    "reclasificar",
    "recordar_promesa",
    "registrar_llamada",
    "relacionar",
    "repartir",
    "resolver_incidencia",
    "responder",
    "responder_peticion",
    "responder_triaje",
    "retirar_cortesia",
    "retirar_peticion",
    "retirar_relevo",
    "retirar_urgencia_vital",
    "revisar_veredicto",
    "sacar",
    "sacar_respuesta",
    "soltar_respuestas",
    "tomar_devolucion",
    "tomar_incidencia",
    "vetar",
]
