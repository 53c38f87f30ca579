from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from sat.catalogos import crear_catalogos

    crear_catalogos()


class SatConfig(AppConfig):
    name = "sat"
    verbose_name = _("SAT")

    def ready(self) -> None:
        from sat import paneles

        post_migrate.connect(_tras_migrar, sender=self)
        paneles.registrar()
