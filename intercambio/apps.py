from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntercambioConfig(AppConfig):
    name = "intercambio"
    verbose_name = _("Importar y exportar")

    def ready(self) -> None:
        from intercambio import registro

        registro.registrar()
