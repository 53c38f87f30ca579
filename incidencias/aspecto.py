"""Icon and tone of the codes of this app."""

from nucleo.aspecto import registrar_aspectos

registrar_aspectos(
    "estado",
    {
        "nueva": ("circle-dashed", "violeta"),
        "en_curso": ("circle-dot", "acento"),
        "en_espera": ("circle-pause", "gris"),
        "resuelta": ("circle-check", "verde"),
        "cerrada": ("circle-check-big", "tinta"),
        "anulada": ("ban", "gris"),
        "fusionada": ("git-merge", "gris"),
    },
)
registrar_aspectos(
    "canal",
    {
        "telefono": ("phone", "gris"),
        "correo": ("mail", "gris"),
        "portal": ("globe", "gris"),
        "chat": ("message-circle", "gris"),
        "whatsapp": ("message-circle-more", "gris"),
        "presencial": ("store", "gris"),
        "postal": ("mailbox", "gris"),
        "redes": ("megaphone", "gris"),
        "api": ("code", "gris"),
    },
)
registrar_aspectos(
    "tipo",
    {
        "consulta": ("circle-question-mark", "gris"),
        "queja": ("frown", "ambar"),
        "reclamacion": ("scale", "rojo"),
        "averia": ("zap-off", "ambar"),
        "instalacion": ("plug", "gris"),
        "mantenimiento": ("calendar-check", "gris"),
        "reparacion": ("wrench", "gris"),
        "devolucion": ("package-open", "gris"),
        "sugerencia": ("lightbulb", "gris"),
        "felicitacion": ("heart", "verde"),
        "peticion_especial": ("sparkles", "violeta"),
    },
)
registrar_aspectos(
    "prioridad",
    {
        "critica": ("chevrons-up", "rojo"),
        "urgente": ("chevrons-up", "rojo"),
        "alta": ("chevron-up", "ambar"),
        "media": ("equal", "gris"),
        "normal": ("equal", "gris"),
        "baja": ("chevron-down", "gris"),
    },
)
registrar_aspectos(
    "entrada",
    {
        "mensaje": ("message-square-text", "acento"),
        "correo": ("mail", "acento"),
        "llamada": ("phone", "acento"),
        "nota": ("notebook-pen", "ambar"),
        "promesa": ("handshake", "violeta"),
        "chat": ("message-circle", "acento"),
        "orden": ("wrench", "acento"),
        "cita": ("calendar-clock", "acento"),
        "encuesta": ("star", "violeta"),
        "evento": ("history", "gris"),
        "adjunto": ("paperclip", "gris"),
        "incidencia": ("inbox", "acento"),  # in the life of a unit
    },
)
registrar_aspectos(
    "prioridad",
    {
        "1": ("chevrons-up", "rojo"),
        "2": ("chevron-up", "ambar"),
        "3": ("equal", "gris"),
        "4": ("chevron-down", "gris"),
    },
)
