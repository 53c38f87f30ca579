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
        post_migrate.connect(_tras_migrar, sender=self)
