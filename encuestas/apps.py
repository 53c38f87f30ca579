from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from encuestas.catalogos import crear_cuestionario_base

    crear_cuestionario_base()


class EncuestasConfig(AppConfig):
    name = "encuestas"
    verbose_name = _("Encuestas")

    def ready(self) -> None:
        from encuestas import paneles

        post_migrate.connect(_tras_migrar, sender=self)
        paneles.registrar()
