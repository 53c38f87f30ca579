from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClientesConfig(AppConfig):
    name = "clientes"
    verbose_name = _("Clientes")

    def ready(self) -> None:
        from clientes import contratos, registro
        from nucleo.enlaces import registrar_version

        registro.registrar()
        registrar_version(contratos.ENLACE, contratos.version_de_enlace)
