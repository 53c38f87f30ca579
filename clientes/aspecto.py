"""Icon and tone of what happens to a unit, in its timeline."""

from nucleo.aspecto import registrar_aspectos

registrar_aspectos(
    "entrada",
    {
        "equipo_fabricado": ("factory", "gris"),
        "equipo_instalado": ("plug", "gris"),
        "equipo_compra": ("shopping-bag", "acento"),
        "equipo_entrega": ("truck", "gris"),
        "equipo_cobertura": ("shield-check", "verde"),
        "equipo_cobertura_anulada": ("shield-x", "ambar"),
        "equipo_entra": ("wrench", "ambar"),
        "equipo_sale": ("package-check", "verde"),
        "equipo_traspaso": ("arrow-right-left", "violeta"),
        "equipo_registrado": ("clipboard-list", "gris"),
        "equipo_cambio": ("pencil", "gris"),
        "equipo_sustituido": ("replace", "ambar"),
        "equipo_sustituye": ("replace", "verde"),
        "equipo_retirado": ("archive", "gris"),
        "equipo_en_uso": ("archive-restore", "gris"),
        "equipo_parte_entra": ("circle-plus", "gris"),
        "equipo_parte_sale": ("circle-minus", "gris"),
        "equipo_etiqueta": ("qr-code", "gris"),
        "equipo_etiqueta_anulada": ("qr-code", "gris"),
    },
)
