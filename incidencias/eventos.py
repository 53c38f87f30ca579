"""The codes of what can happen to a case, and what `datos` holds for each (codes and ids only).

| code | datos |
|---|---|
| abierta | canal, tipo, clase_legal; correo (id) if a mail tells it |
| asignada | de, a (user ids or null), grupo (id or null), traspaso (bool: it was somebody else's) |
| tomada | a |
| automatismo | automatismo, ejecucion |
| relevo_pedido | relevo, a (user id or null), grupo (id or null) |
| relevo_rechazado, relevo_retirado | relevo |
| peticion_interna, peticion_respondida, peticion_retirada | peticion; grupo; concedida |
| supervisor_pedido | promesa |
| saltada | motivo (why a dealt case was passed on) |
| mensaje_entrante, mensaje_saliente, nota | mensaje, canal; calendario on the first response |
| mensaje_traido | mensaje, canal, propia (ours): said in a chat brought whole; moves no clock |
| chat_importado | importacion, mensajes (how many were new), ficheros |
| chat | chat, estado: how a live chat went |
| whatsapp_preparado, whatsapp_descartado | envio |
| carta_recibida | carta |
| hoja_reclamaciones | hoja |
| resena, resena_respondida, resena_sin_respuesta | resena |
| encargo_recibido, encargo_cambiado, encargo_cancelado | encargo |
| correo_ajeno | mensaje, canal: by our reply address, from nobody of the case |
| correo_automatico | mensaje: an automatic answer, kept as a note |
| correo_devuelto | rebote, permanente |
| bucle_cortado | correo, cuantos: its address sends too many, the rest wait for a person |
| posible_aceptada | posible |
| posible_rechazada | posible, en_id (id of the case that it became) |
| llamada | llamada, sentido, motivo, contestada; calendario on the first response |
| en_espera | desde, motivo, para_reloj |
| reanudada | desde |
| resuelta | desde, causa, segundos (business, without pauses), calendario |
| seguimiento, aviso_cierre | – |
| cerrada | desde, por_silencio |
| reabierta | desde, resuelta_en, dia_resolucion |
| anulada | desde |
| fusionada | desde, motivo (waiting reason id or null), en_id |
| fusion_deshecha | a (state) |
| absorbe, suelta | otra_id (the case merged into this one, or taken out of it again);
  debe_desde, ya_no_debe (since when something is to be answered here, or no longer, because of it),
  ya_debia (bool: there was something to answer here before), promesas (ids: kept here from now
  on); absent if nothing was owed |
| spam | desde, motivo (waiting reason id or null), vetado (the sender was banned too) |
| spam_deshecho | a (state) |
| metida, sacada | padre_id |
| cascada | decision, hechas, fuera (ids of the cases inside it) |
| relacionada, relacion_quitada | otra_id, clase |
| triaje | preguntas (ids): answered or corrected after the opening |
| urgencia_vital, urgencia_retirada | causa (code), prioridad: [before, after] |
| sin_reparto | grupo, modo, motivo (nadie, ausentes, llenos): nobody could be given it |
| reclasificada | campo: [before, after] |
| prometida, promesa_cumplida, promesa_anulada, promesa_rota | promesa |
| escalada | objetivo, tipo, escalon, momento: a level of its clock was reached |
| escalada_retenida | escalon, grupo: it was to go to that team, which may not see it |
| recordada | aviso, numero: the customer was reminded of what we wait for |
| reclamacion_respondida | respuesta, sentido; the message has its own event |
| completar_pedido, completada, no_completada | peticion |
| adr_informada | – |
| adr_tramite | tramite |
| corte_informado | mensaje |
| contingencia_enlazada | contingencia, desde (instant from which its clocks stand still, or null) |
| contingencia_terminada | contingencia, hasta |
| contingencia_deshecha | contingencia |
| prometida, promesa_cumplida, promesa_anulada | promesa |
| enlaces_anulados | version (that of the links from now on) |
| cobertura_corregida | ajuste, antes, despues (states of the verdict), paga |
| cobertura_revisada | ajuste, antes, despues, paga: decided again with what is known now |
| cortesia | ajuste, coste_eur (text) |
| cortesia_retirada | ajuste |
| insistencia | contactos, dias: the supervisor is told that the customer calls again and again |
| identidad | comprobacion, metodo: who calls proved who they are |
| foto_recibida | adjunto, enlace: by the link sent during a call |
| importada_cambiada | campos |

`asignada` also has `reparto` when nobody chose: modo, abiertas, capacidad, idioma, familia,
suplente (incidencias/asignacion.py).
`calendario` is the id of the VersionCalendario that measured: `--verificar` measures again with it.
"""

from enum import StrEnum


class Codigo(StrEnum):
    ABIERTA = "abierta"
    ASIGNADA = "asignada"
    TOMADA = "tomada"
    AUTOMATISMO = "automatismo"
    RELEVO_PEDIDO = "relevo_pedido"
    RELEVO_RECHAZADO = "relevo_rechazado"
    RELEVO_RETIRADO = "relevo_retirado"
    PETICION_INTERNA = "peticion_interna"
    PETICION_RESPONDIDA = "peticion_respondida"
    PETICION_RETIRADA = "peticion_retirada"
    SUPERVISOR_PEDIDO = "supervisor_pedido"
    SALTADA = "saltada"
    MENSAJE_ENTRANTE = "mensaje_entrante"
    MENSAJE_SALIENTE = "mensaje_saliente"
    NOTA = "nota"
    MENSAJE_TRAIDO = "mensaje_traido"
    CHAT_IMPORTADO = "chat_importado"
    CHAT = "chat"
    WHATSAPP_PREPARADO = "whatsapp_preparado"
    WHATSAPP_DESCARTADO = "whatsapp_descartado"
    CARTA_RECIBIDA = "carta_recibida"
    HOJA_RECLAMACIONES = "hoja_reclamaciones"
    RESENA = "resena"
    RESENA_RESPONDIDA = "resena_respondida"
    RESENA_SIN_RESPUESTA = "resena_sin_respuesta"
    ENCARGO_RECIBIDO = "encargo_recibido"
    ENCARGO_CAMBIADO = "encargo_cambiado"
    ENCARGO_CANCELADO = "encargo_cancelado"
    CORREO_AJENO = "correo_ajeno"
    CORREO_AUTOMATICO = "correo_automatico"
    CORREO_DEVUELTO = "correo_devuelto"
    BUCLE_CORTADO = "bucle_cortado"
    POSIBLE_ACEPTADA = "posible_aceptada"
    POSIBLE_RECHAZADA = "posible_rechazada"
    LLAMADA = "llamada"
    EN_ESPERA = "en_espera"
    REANUDADA = "reanudada"
    RESUELTA = "resuelta"
    SEGUIMIENTO = "seguimiento"
    AVISO_CIERRE = "aviso_cierre"
    CERRADA = "cerrada"
    REABIERTA = "reabierta"
    ANULADA = "anulada"
    FUSIONADA = "fusionada"
    FUSION_DESHECHA = "fusion_deshecha"
    ABSORBE = "absorbe"
    SUELTA = "suelta"
    SPAM = "spam"
    SPAM_DESHECHO = "spam_deshecho"
    METIDA = "metida"
    SACADA = "sacada"
    CASCADA = "cascada"
    RELACIONADA = "relacionada"
    RELACION_QUITADA = "relacion_quitada"
    TRIAJE = "triaje"
    URGENCIA_VITAL = "urgencia_vital"
    URGENCIA_RETIRADA = "urgencia_retirada"
    SIN_REPARTO = "sin_reparto"
    RECLASIFICADA = "reclasificada"
    ESCALADA = "escalada"
    ESCALADA_RETENIDA = "escalada_retenida"
    RECORDADA = "recordada"
    RECLAMACION_RESPONDIDA = "reclamacion_respondida"
    COMPLETAR_PEDIDO = "completar_pedido"
    COMPLETADA = "completada"
    NO_COMPLETADA = "no_completada"
    ADR_INFORMADA = "adr_informada"
    ADR_TRAMITE = "adr_tramite"
    CORTE_INFORMADO = "corte_informado"
    CONTINGENCIA_ENLAZADA = "contingencia_enlazada"
    CONTINGENCIA_TERMINADA = "contingencia_terminada"
    CONTINGENCIA_DESHECHA = "contingencia_deshecha"
    PROMETIDA = "prometida"
    PROMESA_CUMPLIDA = "promesa_cumplida"
    PROMESA_ANULADA = "promesa_anulada"
    PROMESA_ROTA = "promesa_rota"
    ENLACES_ANULADOS = "enlaces_anulados"
    COBERTURA_CORREGIDA = "cobertura_corregida"
    COBERTURA_REVISADA = "cobertura_revisada"
    CORTESIA = "cortesia"
    CORTESIA_RETIRADA = "cortesia_retirada"
    INSISTENCIA = "insistencia"
    IDENTIDAD = "identidad"
    FOTO_RECIBIDA = "foto_recibida"
    IMPORTADA_CAMBIADA = "importada_cambiada"
