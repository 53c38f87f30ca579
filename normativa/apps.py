from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NormativaConfig(AppConfig):
    name = "normativa"
    verbose_name = _("Normativa")

    def ready(self) -> None:
        from normativa.preguntas.buscador import preguntas_para_el_buscador
        from normativa.views import PERSONAL
        from nucleo.registro import registrar_ajustes, registrar_busqueda, registrar_menu

        registrar_menu("normativa", _("Normativa"), "normativa:indice", "scale", PERSONAL, 85)
        registrar_busqueda(
            "normativa", _("Normativa"), preguntas_para_el_buscador, PERSONAL, orden=90
        )
        registrar_ajustes(
            "normativa",
            _("Cifras de la normativa"),
            "normativa_ajustes:cifras",
            "scale",
            ("administrador",),
            _("Los plazos y límites legales que aquí se usan de otra manera, y desde cuándo."),
            orden=40,
        )
