from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicadoresConfig(AppConfig):
    name = "indicadores"
    verbose_name = _("Indicadores")

    def ready(self) -> None:
        from indicadores.views import ROLES
        from nucleo.registro import registrar_menu

        registrar_menu(
            "indicadores", _("Indicadores"), "indicadores:portada", "chart-line", ROLES, orden=70
        )
