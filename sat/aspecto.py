"""Icon and tone of the codes of this app."""

from nucleo.aspecto import registrar_aspectos

registrar_aspectos(
    "orden",
    {
        "nueva": ("circle-dashed", "violeta"),
        "diagnosticada": ("stethoscope", "violeta"),
        "presupuestada": ("receipt-euro", "ambar"),
        "aceptada": ("thumbs-up", "violeta"),
        "rechazada": ("thumbs-down", "gris"),
        "planificada": ("calendar-check", "acento"),
        "en_curso": ("wrench", "acento"),
        "esperando_repuesto": ("package-search", "ambar"),
        "terminada": ("circle-check", "verde"),
        "entregada": ("package-check", "verde"),
        "liquidada": ("circle-check-big", "tinta"),
        "anulada": ("ban", "gris"),
    },
)
registrar_aspectos(
    "cita",
    {
        "propuesta": ("calendar-clock", "ambar"),
        "confirmada": ("calendar-check", "acento"),
        "realizada": ("check", "tinta"),
        "anulada": ("calendar-x", "gris"),
    },
)
registrar_aspectos(
    "visita",
    {
        "resuelta": ("circle-check", "verde"),
        "no_reparable": ("circle-x", "rojo"),
        "falta_repuesto": ("package-search", "ambar"),
        "volver": ("undo-2", "ambar"),
        "ausente": ("door-closed", "gris"),
    },
)
registrar_aspectos(
    "lugar",
    {
        "domicilio": ("house", "gris"),
        "taller": ("warehouse", "gris"),
        "remoto": ("headset", "gris"),
    },
)
registrar_aspectos(
    "tipo_orden",
    {
        "reparacion": ("wrench", "gris"),
        "instalacion": ("plug", "gris"),
        "mantenimiento": ("calendar-check", "gris"),
        "diagnostico": ("stethoscope", "gris"),
        "recogida": ("truck", "gris"),
        "retirada": ("recycle", "gris"),
    },
)
registrar_aspectos(
    "entrada_orden",
    {
        "abierta": ("wrench", "acento"),
        "encargada": ("forward", "gris"),
        "recibida": ("warehouse", "acento"),
        "diagnosticada": ("stethoscope", "violeta"),
        "autorizada": ("shield-check", "gris"),
        "cita_puesta": ("calendar-check", "acento"),
        "cita_movida": ("calendar-clock", "ambar"),
        "cita_anulada": ("calendar-x", "gris"),
        "iniciada": ("play", "acento"),
        "comprobada": ("list-checks", "gris"),
        "repuesto": ("package", "gris"),
        "repuesto_quitado": ("package-x", "gris"),
        "repuesto_fechado": ("calendar-clock", "ambar"),
        "foto": ("camera", "gris"),
        "nota": ("notebook-pen", "ambar"),
        "intervencion_terminada": ("flag", "acento"),
        "parte": ("signature", "acento"),
        "esperando_repuesto": ("package-search", "ambar"),
        "terminada": ("circle-check", "verde"),
        "entregada": ("package-check", "verde"),
        "liquidada": ("circle-check-big", "tinta"),
        "reabierta": ("rotate-ccw", "ambar"),
        "anulada": ("ban", "gris"),
    },
)
