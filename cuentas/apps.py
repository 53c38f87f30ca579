from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from cuentas.servicios import crear_roles

    crear_roles()


class CuentasConfig(AppConfig):
    name = "cuentas"
    verbose_name = _("Cuentas")

    def ready(self) -> None:
        from cuentas.models import ROLES_DE_PERSONAL, CodigoRol
        from nucleo.registro import registrar_ajustes

        post_migrate.connect(_tras_migrar, sender=self)
        registrar_ajustes(
            "personas",
            _("Personas y ausencias"),
            "cuentas:personas",
            "users",
            (CodigoRol.COORDINADOR, CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR),
            _("Cuánto puede llevar cada cual, qué sabe, cuándo falta y quién le cubre."),
            orden=120,
        )
        registrar_ajustes(
            "tokens",
            _("Tokens de la API"),
            "cuentas:tokens",
            "key-round",
            ROLES_DE_PERSONAL,
            _("Claves con las que otros programas entran en tu nombre."),
            orden=800,
        )
        registrar_ajustes(
            "mfa",
            _("Verificación en dos pasos"),
            "mfa_index",
            "shield-check",
            ROLES_DE_PERSONAL,
            _("Que entrar pida, además de la contraseña, un código del móvil."),
            orden=810,
        )
