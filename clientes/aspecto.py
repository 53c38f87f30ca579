"""Icon and tone of the codes of this app."""

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
registrar_aspectos(
    "contrato",
    {
        "borrador": ("pencil-line", "violeta"),
        "vigente": ("circle-check", "verde"),
        "vencido": ("calendar-x", "gris"),
        "rescindido": ("ban", "rojo"),
        "descartado": ("trash-2", "gris"),
    },
)
registrar_aspectos(
    "alcance_contrato",
    {
        "preventivo": ("calendar-check", "gris"),
        "correctivo": ("wrench", "gris"),
        "integral": ("shield-check", "gris"),
    },
)
registrar_aspectos(
    "entrada_contrato",
    {
        "redactado": ("pencil-line", "violeta"),
        "cambio": ("pencil", "gris"),
        "enviado": ("send", "acento"),
        "firmado": ("signature", "verde"),
        "descartado": ("trash-2", "gris"),
        "avisado": ("megaphone", "ambar"),
        "no_renueva": ("calendar-x", "ambar"),
        "renovado": ("rotate-cw", "verde"),
        "consumo": ("wrench", "acento"),
        "vencido": ("calendar-x", "gris"),
        "rescindido": ("ban", "rojo"),
    },
)
registrar_aspectos(
    "oferta",
    {
        "incluido": ("circle-check", "verde"),
        "en_venta": ("receipt-euro", "acento"),
        "no_ofrecido": ("ban", "gris"),
    },
)
