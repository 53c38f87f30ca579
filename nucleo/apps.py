from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from nucleo.catalogos import crear_calendario_general

    crear_calendario_general()


class NucleoConfig(AppConfig):
    name = "nucleo"
    verbose_name = _("Núcleo")

    def ready(self) -> None:
        post_migrate.connect(_tras_migrar, sender=self)
