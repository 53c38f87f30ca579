"""Icon and tone of the codes of this app."""

from nucleo.aspecto import registrar_aspectos

registrar_aspectos(
    "orden",
    {
        "nueva": ("circle-dashed", "violeta"),
        "diagnosticada": ("stethoscope", "acento"),
        "presupuestada": ("receipt-euro", "ambar"),
        "aceptada": ("thumbs-up", "verde"),
        "rechazada": ("thumbs-down", "gris"),
        "planificada": ("calendar-clock", "acento"),
        "en_curso": ("circle-play", "acento"),
        "esperando_repuesto": ("package", "gris"),
        "terminada": ("circle-check", "verde"),
        "entregada": ("package-check", "verde"),
        "liquidada": ("circle-check-big", "tinta"),
        "anulada": ("ban", "gris"),
    },
)
registrar_aspectos(
    "cita",
    {
        "propuesta": ("calendar-search", "gris"),
        "planificada": ("calendar-clock", "acento"),
        "confirmada": ("calendar-check", "verde"),
        "en_camino": ("truck", "acento"),
        "en_curso": ("circle-play", "acento"),
        "realizada": ("circle-check", "verde"),
        "hecha": ("circle-check", "verde"),
        "ausente": ("user-x", "ambar"),
        "anulada": ("ban", "gris"),
    },
)
