from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from conocimiento.catalogos import crear_catalogos

    crear_catalogos()


class ConocimientoConfig(AppConfig):
    name = "conocimiento"
    verbose_name = _("Conocimiento")

    def ready(self) -> None:
        from conocimiento import registro

        registro.registrar()
        post_migrate.connect(_tras_migrar, sender=self)
