from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NormativaConfig(AppConfig):
    name = "normativa"
    verbose_name = _("Normativa")

    def ready(self) -> None:
        from normativa.views import PERSONAL
        from nucleo.registro import registrar_menu

        registrar_menu("normativa", "Normativa", "normativa:indice", "scale", PERSONAL, 85)
