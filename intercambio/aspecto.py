"""Icon and tone of the codes of this app."""

from nucleo.aspecto import registrar_aspectos

registrar_aspectos(
    "importacion",
    {
        "subida": ("file-up", "gris"),
        "ensayando": ("loader", "acento"),
        "ensayada": ("clipboard-check", "violeta"),
        "importando": ("loader", "acento"),
        "terminada": ("circle-check", "verde"),
        "fallida": ("triangle-alert", "rojo"),
        "descartada": ("ban", "gris"),
    },
)
